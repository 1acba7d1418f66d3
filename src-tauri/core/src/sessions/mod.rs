//! Sessions: meetings of a community, planned, printed, run, recorded and followed up.
//!
//! Reading order: [`protocol`] (ways to hold one, as data) → `fit` (the minutes) → `save` (planning) → `run` → `record` →
//! `commitments` → `next`. What of a session leaves for its readers is [`Handout`], plain data that the exporters clear.

mod commitments;
pub(crate) mod fit;
pub mod handout;
mod ics;
mod next;
pub mod protocol;
mod record;
mod roles;
mod run;
mod save;
pub(crate) mod store;
pub(crate) mod travel;
pub(crate) mod when;

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::communities::{self, Community};
use crate::entries::EntryRow;
use crate::error::{Error, Result};
use crate::id::{AgendaItemId, CommitmentId, CommunityId, PlanId, QuestionId, SessionId};
use crate::store::{Tx, words};

pub use commitments::{
    Commitment, CommitmentState, CommitmentStep, ListCommitments, SaveCommitment, SetCommitment, commitments, due,
    remove_commitment, save_commitment, set_commitment,
};
pub use fit::{Fit, SessionStep};
pub use handout::Handout;
pub use ics::calendar;
pub use next::{NextOf, NextSession, next};
pub use protocol::{
    Protocol, ProtocolDefinition, ProtocolStep, RecordStyle, SaveProtocol, Speaker, Stem, StemKey, StepSheet, stems,
};
pub use record::{
    Attendance, RecordTest, SaveAttendance, SaveRecord, SaveTakeaway, SaveTry, SessionRecord, Takeaway, Try, TryKey,
    record, to_test,
};
pub use roles::{RoleName, SaveRole, SessionRole};
pub use run::{RunAction, RunSession, Running, run};
pub use save::{SaveAgendaItem, SaveSession, remove, save};
pub use when::{RepeatKind, Repeats};

/// How far a session has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum SessionState {
    Planned,
    Running,
    Held,
    Recorded,
}
words!(SessionState { Planned = "planned", Running = "running", Held = "held", Recorded = "recorded" });

/// What a point of the agenda is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum AgendaKind {
    /// An entry that is read together.
    Piece,
    /// An open question.
    Question,
    /// Something that is asked of the others.
    Request,
    /// Something that somebody promised.
    Commitment,
    /// Anything else.
    Text,
}
words!(AgendaKind {
    Piece = "piece",
    Question = "question",
    Request = "request",
    Commitment = "commitment",
    Text = "text",
});

impl AgendaKind {
    /// For paper.
    pub fn name(self) -> &'static str {
        match self {
            Self::Piece => "A piece",
            Self::Question => "Open question",
            Self::Request => "A request",
            Self::Commitment => "Promised",
            Self::Text => "To talk about",
        }
    }
}

/// A point of the agenda.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct AgendaItem {
    /// Its identity.
    pub id: AgendaItemId,
    /// What it is.
    pub kind: AgendaKind,
    /// Of a piece: the entry; none where it is no longer there.
    pub entry: Option<EntryRow>,
    /// A piece whose entry lies in the trash or is deleted: it is named as gone, and no page is made of it.
    pub gone: bool,
    /// The question it is, while that is on the list.
    pub question: Option<QuestionId>,
    /// The commitment it is, while that is kept.
    pub commitment: Option<CommitmentId>,
    /// What it is about; of a piece it may be empty.
    pub text: String,
    /// Of a piece: what readers have to know before, five lines at most.
    pub context: String,
    /// Of a piece: the question to the readers, one line.
    pub focus: String,
    /// How long; a piece takes what its steps take.
    pub minutes: Option<u32>,
}

impl AgendaItem {
    pub(crate) fn blank(kind: AgendaKind) -> Self {
        Self {
            id: AgendaItemId::new(),
            kind,
            entry: None,
            gone: false,
            question: None,
            commitment: None,
            text: String::new(),
            context: String::new(),
            focus: String::new(),
            minutes: None,
        }
    }
}

/// A session in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct SessionRow {
    /// Its identity.
    pub id: SessionId,
    /// Of which community.
    pub community: CommunityId,
    /// As that is called.
    pub community_name: String,
    /// As it is called; may be empty.
    pub title: String,
    /// What the clock on the wall shows when it begins: "2027-03-13T15:40".
    pub start: String,
    /// IANA name of the zone.
    pub zone: String,
    /// That moment.
    pub at: Instant,
    /// How long.
    pub minutes: u32,
    /// Where; may be empty.
    pub place: String,
    /// Name of its protocol; may be empty.
    pub protocol_name: String,
    /// How far it has come.
    pub state: SessionState,
}

/// A session, whole.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Session {
    /// Its line.
    #[serde(flatten)]
    pub row: SessionRow,
    /// How it repeats.
    pub repeats: Repeats,
    /// What it is for, in one line.
    pub purpose: String,
    /// Key or id of its protocol; "" for none.
    pub protocol: String,
    /// Whose that is.
    pub origin: String,
    /// What is written down of it.
    pub record_style: RecordStyle,
    /// Its steps, with their minutes.
    pub steps: Vec<SessionStep>,
    /// Whether the program divides the minutes, at each change.
    pub laid_out: bool,
    /// How the steps fit.
    pub fit: Fit,
    /// Who takes which role.
    pub roles: Vec<SessionRole>,
    /// How we are with each other.
    pub norms: String,
    /// In order.
    pub agenda: Vec<AgendaItem>,
    /// Copies of the pack, each with its number; 0: a number is written in by hand.
    pub copies: u32,
    /// What it leaves by; none before the first time.
    pub plan: Option<PlanId>,
    /// The session before.
    pub before: Option<SessionId>,
    /// While it runs.
    pub running: Option<Running>,
    /// What was written down of it.
    pub record: SessionRecord,
}

/// Which sessions to list.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ListSessions {
    /// Those of this community.
    pub community: Option<CommunityId>,
    /// From this local day on.
    pub from: Option<String>,
    /// To this local day.
    pub to: Option<String>,
}

/// Sessions, last first.
///
/// # Errors
/// `BadInput` for a day that is none.
pub fn list(tx: &Tx<'_>, request: &ListSessions) -> Result<Vec<SessionRow>> {
    for day in request.from.iter().chain(&request.to) {
        when::day(day)?;
    }
    let mut rows = store::list(tx)?;
    rows.retain(|row| {
        let day = row.start.get(..10).unwrap_or_default();
        request.community.is_none_or(|community| row.community == community)
            && request.from.as_deref().is_none_or(|from| day >= from)
            && request.to.as_deref().is_none_or(|to| day <= to)
    });
    Ok(rows)
}

/// The next session that was not held yet, on that day or after it.
///
/// # Errors
/// Those of the database.
pub fn upcoming(tx: &Tx<'_>, day: &str) -> Result<Option<SessionRow>> {
    let mut rows = list(tx, &ListSessions::default())?;
    rows.retain(|row| {
        matches!(row.state, SessionState::Planned | SessionState::Running)
            && row.start.get(..10).unwrap_or_default() >= day
    });
    Ok(rows.into_iter().min_by_key(|row| (row.at, row.id)))
}

/// One session, whole.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &Tx<'_>, id: SessionId) -> Result<Session> {
    let mut session = store::session(tx, id)?.ok_or(Error::NotFound("session"))?;
    let community = communities::get(tx, session.row.community)?;
    session.roles = store::roles(tx, id)?;
    name_writer(&mut session.roles, &community);
    session.agenda = store::agenda::of(tx, id)?;
    session.fit = fit::told(&session.steps, session.row.minutes);
    session.record = record::of(tx, &session, &community)?;
    Ok(session)
}

fn name_writer(roles: &mut [SessionRole], community: &Community) {
    for role in roles.iter_mut().filter(|role| role.person.is_none()) {
        role.name = roles::own_name(community);
    }
}

/// The session that leaves by this plan.
///
/// # Errors
/// Those of the database.
pub fn of_plan(tx: &Tx<'_>, plan: PlanId) -> Result<Option<SessionId>> {
    store::of_plan(tx, plan)
}

/// Notes by which plan a session leaves.
///
/// # Errors
/// `NotFound`.
pub fn set_plan(tx: &mut Tx<'_>, id: SessionId, plan: PlanId) -> Result<()> {
    store::set_plan(tx, id, plan)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests;
