//! What was done ([`Op`]) and what kinds of thing changed by it ([`Changes`]), told to every subscriber after commit.
//!
//! Nobody lists by hand what a write touched: SQLite's update hook does, by table, so that no path can forget it.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::id::EntryId;

/// The named transactions of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each says what was done")]
pub enum Op {
    AddEntry,
    SaveEntry,
    OpenEntry,
    TrashEntry,
    RestoreEntry,
    RestoreVersion,
    ThinVersions,
    AddAttachment,
    RemoveAttachment,
    RestoreAttachment,
    ChangeTray,
    Import,
    UndoImport,
    ChangeSettings,
    Reindex,
    BeginLoop,
    WriteLoop,
    MoveLoop,
    WriteClaim,
    MergeClaims,
    WriteChallenge,
    WriteTest,
    WriteCase,
    ChooseTemplate,
    SaveTemplate,
    WriteValue,
    ReadQuestions,
    AnswerQuestion,
    AnswerIntention,
    Silence,
    KeepDraft,
    Purge,
    NoteCheck,
    TakeInResponse,
    AnswerComment,
    TakeUpComment,
    OpenPack,
    SendBack,
    ForgetDispatch,
    WriteRemark,
    RemovePack,
    SavePeople,
    SaveCommunity,
    WritePlan,
    DecideNames,
    PreparePack,
    SendPack,
    ForgetPack,
    BackUp,
    SaveProtocol,
    SaveSession,
    RunSession,
    RecordSession,
    WriteCommitment,
    WriteAudit,
    WriteUp,
}

/// A kind of thing that a read can depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Entries with their tags and people.
    Entries,
    /// Kept states of a text.
    Versions,
    /// Files of an entry.
    Attachments,
    /// What lies in the trash.
    Trash,
    /// What is ticked to be shared.
    Tray,
    /// The list of imports.
    Imports,
    /// Settings of the program.
    Settings,
    /// How far the search index has come.
    Index,
    /// Learning loops with what hangs on them: stages, quotes, challenges, tests, cases.
    Loops,
    /// Assumptions and aims, with their history.
    Claims,
    /// Templates of one's own.
    Templates,
    /// Questions asked in entries.
    Questions,
    /// What one meant to do, and what became of it.
    Intentions,
    /// Questions that are not to be asked again.
    Silenced,
    /// What the last check of the database found.
    Soundness,
    /// Comments that came back.
    Comments,
    /// Packs of others, and what was written about them.
    Received,
    /// Answers and responses that went back.
    Dispatches,
    /// The people the journal knows, and the words that give someone away.
    People,
    /// Communities with their members.
    Communities,
    /// What is being prepared for somebody.
    Plans,
    /// What left, or is ready to.
    Packs,
    /// Backups, and how the last ones went.
    Backups,
    /// Protocols of one's own.
    Protocols,
    /// Sessions with their agenda and record.
    Sessions,
    /// What somebody promised, and what became of it.
    Commitments,
    /// Looks at the nine behaviours.
    Audits,
}

/// What one committed transaction changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Changes {
    /// What was done.
    pub op: Op,
    /// Kinds of thing touched.
    pub kinds: BTreeSet<Change>,
    /// The entries named by the operation, where they are few.
    pub entries: Vec<EntryId>,
}

/// The kinds a change of `table` means; empty for tables nobody reads from the screen.
pub(crate) fn kinds_of(table: &str) -> &'static [Change] {
    match table {
        "entry" => &[Change::Entries, Change::Trash],
        "body" | "tag" | "entry_tag" | "opened" => &[Change::Entries],
        "person" | "entry_person" => &[Change::Entries, Change::People],
        "person_alias" | "telltale" => &[Change::People],
        "community" => &[Change::Communities],
        "member" => &[Change::Communities, Change::People],
        "version" | "earlier" => &[Change::Versions],
        "attachment" => &[Change::Attachments, Change::Entries],
        "tray" => &[Change::Tray],
        "import" | "import_item" | "import_template" | "import_meeting" => &[Change::Imports],
        "setting" => &[Change::Settings],
        "index_queue" => &[Change::Index],
        "entry_value" => &[Change::Entries],
        "template" | "template_version" => &[Change::Templates],
        "loop" | "loop_move" | "loop_quote" | "challenge" | "test" | "test_amendment" | "two_column" | "case_turn"
        | "entry_link" => &[Change::Loops],
        "claim" | "claim_version" | "claim_merge" | "loop_claim" => &[Change::Claims, Change::Loops],
        "question" => &[Change::Questions],
        "intention" => &[Change::Intentions],
        "plan" | "plan_piece" | "plan_tick" | "plan_question" | "plan_check" | "audience" | "pseudonym" | "consent"
        | "decision" | "cover" | "alt" => &[Change::Plans],
        "pack" | "pack_piece" | "pack_given" => &[Change::Packs],
        "silenced" => &[Change::Silenced],
        "response" | "comment" => &[Change::Comments],
        "dispatch" | "dispatch_given" => &[Change::Dispatches],
        "protocol" => &[Change::Protocols],
        "session" | "session_role" | "agenda_item" | "attendance" | "record_line" | "record_try" => &[Change::Sessions],
        "commitment" | "commitment_step" => &[Change::Commitments, Change::Sessions],
        "audit" | "audit_line" | "audit_example" => &[Change::Audits],
        "received" | "received_piece" | "remark" => &[Change::Received],
        _ => &[],
    }
}
