//! Every verb and option, as clap reads them and as the help tells of them.

mod keeping;
mod sessions;
mod sharing;
mod writing;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use clap_complete::Shell;

use crate::verbs::passphrase::{PassphraseVerb, RecoveryVerb};

pub use keeping::{BackupArguments, BackupVerb, PurgeArguments, Restore, SalvageArguments};
pub use sessions::{AddSession, CommitmentVerb, PackSession, SessionVerb};
pub use sharing::{Chosen, CommentVerb, Export, PackVerb, Redact, ResponseVerb};
pub use writing::{Add, ClaimVerb, Import, List, LoopVerb, Search, Show};

const ABOUT: &str = "Loopbook from a terminal: write, keep, find and share the entries of a reflective journal.";

/// How ids are shortened.
pub const IDS: &str = "Ids may be shortened to six characters or more of their beginning or end; `list` shows the end.";

/// What `--json` answers.
pub const JSON: &str = "  init       {\"journal\", \"created\"}
  add, show  the entry, with every field
  list       {\"total\", \"entries\": [..]}
  search     {\"query\", \"total\", \"took_us\",
              \"results\": [{\"id\", \"title\", \"score\", \"snippet\"}]};
             with --batch such a line for each query
  import     {\"added\", \"skipped\", \"problems\": [{\"path\", \"why\"}]}
  export     {\"path\", \"format\", \"entries\", \"bytes\",
              \"left_out\": {\"drafts\", \"trashed\"},
              \"files_left_out\": [{\"name\", \"bytes\", \"note\"}]}
             with --for: {\"path\", \"format\", \"pack\", \"entries\", \"bytes\",
              \"sha256\", \"encrypted\", \"redacted\": [..]}
  redact     {\"groups\": [{\"group\", \"kind\", \"name\", \"must\", \"proposal\",
              \"decision\", \"hits\": [..]}], \"checks\": [{\"question\", \"answer\", \"note\"}]}
  pack list  [{\"id\", \"state\", \"format\", \"letter\", \"sha256\", ..}]
  pack show  the pack, with its entries and what was done to names
  pack again {\"pack\", \"file_name\", \"bytes\", \"sha256\", \"encrypted\"}
  loop list  [{\"id\", \"title\", \"stage\", \"exit\", \"verdict\"}]
  loop show  the learning log, with all that hangs on it
  claim list [{\"id\", \"kind\", \"text\", \"confidence\", \"standing\", ..}]
  claim show the assumption or aim, with every version, its cause and confidence
  response   [{\"name\", \"refused\", \"by\", \"title\", \"comments\", \"new\", \"exact\", \"moved\", \"orphans\"}]
  comment    [{\"id\", \"by\", \"kind\", \"shown\", \"passage\", \"place\", \"state\", ..}]
  session list [{\"id\", \"community_name\", \"title\", \"start\", \"zone\", \"state\", ..}]
  session show the session, with its steps, roles, agenda and record; add answers it, too
  session pack {\"path\", \"format\", \"pack\", \"entries\", \"bytes\", \"sha256\"}
  session ics  {\"file_name\", \"bytes\", \"count\", \"text\"}
  commitment list [{\"id\", \"what\", \"who\", \"due\", \"state\", \"late\", \"steps\", ..}]
  due        {\"tests\": [..], \"parked\": [..], \"intention\", \"commitments\": [..], \"session\"}
  sample     {\"added\", \"import\"}
  passphrase {\"passphrase\", \"recovery\"}: what the journal is locked with now
  recovery   new: {\"code\"}; use: as passphrase
  backup     {\"id\", \"at\", \"reason\", \"pinned\", \"holds\": {\"entries\", ..}, \"bytes\", ..}
  backup list      [the same, ..]
  backup verify    {\"sound\", \"opened\", \"problems\": [..]}
  backup rehearse  {\"id\", \"at\", \"sound\", \"entries\", \"versions\",
              \"attachments\", \"problems\": [..]}
  backup other-keys {\"deleted\", \"backups\": [..], \"asides\": [..]}
  restore    {\"at\", \"reason\", \"holds\", \"missing\", \"opened\"}
  salvage    {\"known\", \"whole\", \"older\", \"mended\", \"cut\", \"lost\": [{\"id\", \"at\"}],
              \"attachments\", \"attachments_missing\", \"pages\", \"damaged_pages\",
              \"only_in_backup\"}
  purge      {\"deleted\", \"backups\": [..], \"unknown\": [..], \"asides\": [..], \"cleared\": [..]}; without --yes what would go
  plain-exit {\"path\", \"entries\", \"files\", \"left_out\", \"removed\"}
  reindex    {\"entries\", \"took_ms\"}
  check      {\"sound\", \"problems\": [..], \"entries\", \"indexed\", \"attachments\"}
  stats      {\"entries\", \"loops\", \"attachments\", \"words\"}";

/// What the exit codes mean; [`crate::failure`] has them.
pub const CODES: &str = "  0  fine
  1  check found something that is not as it should be
  2  the command was not well put
  3  it could not be done; what was saved before is safe";

/// Where sentences go.
pub const SENTENCES: &str = "Sentences about what went wrong or was left out go to standard error.";

fn more() -> String {
    format!("{IDS}\n\nJSON (--json), always one line:\n{JSON}\n\nExit codes:\n{CODES}\n\n{SENTENCES}")
}

/// The whole command line.
#[derive(Parser)]
#[command(
    name = "loopbook-cli",
    bin_name = "loopbook-cli",
    version,
    about = ABOUT,
    after_long_help = more(),
    max_term_width = 100,
    arg_required_else_help = true
)]
pub struct Arguments {
    /// The journal's folder (default: LOOPBOOK_JOURNAL, or else that of the desktop app, such as
    /// ~/.local/share/loopbook/journal)
    #[arg(long, global = true, value_name = "DIR")]
    pub journal: Option<PathBuf>,
    /// The journal's passphrase is the first line of this file (default: LOOPBOOK_PASSPHRASE, or else it is asked for)
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Answer with one line of JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What can be done.
#[derive(Subcommand)]
pub enum Verb {
    /// Make a journal; one that is there already is left as it is
    Init,
    /// Add an entry: Markdown on standard input
    Add(Add),
    /// Bring in entries from other programs; makes the journal where there is none
    Import(Import),
    /// List entries, newest first
    List(List),
    /// Show an entry
    Show(Show),
    /// Search everything written
    Search(Search),
    /// Write entries to a file: a copy for yourself, or a pack for a community
    Export(Export),
    /// List names and traces in what would leave for a community
    Redact(Redact),
    /// Packs: what left for whom; list them, show one, give it again
    #[command(subcommand)]
    Pack(PackVerb),
    /// Learning logs: list them, show one
    #[command(subcommand)]
    Loop(LoopVerb),
    /// Assumptions and aims: list them, show one with its history
    #[command(subcommand)]
    Claim(ClaimVerb),
    /// Responses of readers: take in the files that came back
    #[command(subcommand)]
    Response(ResponseVerb),
    /// Comments of readers: list them
    #[command(subcommand)]
    Comment(CommentVerb),
    /// Sessions of a community: list them, show one, plan one, make its pack or its calendar file
    #[command(subcommand)]
    Session(SessionVerb),
    /// What was promised in sessions
    #[command(subcommand)]
    Commitment(CommitmentVerb),
    /// Tests whose day has come, logs to come back to, and what was meant to be done
    Due,
    /// Bring in the sample journal: a term of one teacher's, made up; makes the journal where there is none
    Sample,
    /// The journal's passphrase: set it, change it, remove it; encrypt everything anew under a new key
    #[command(subcommand)]
    Passphrase(PassphraseVerb),
    /// The recovery code: make a new one, or open the journal with it
    #[command(subcommand)]
    Recovery(RecoveryVerb),
    /// Make a backup now; list, check or try out those there are
    Backup(BackupArguments),
    /// Bring a backup into a new journal in a folder of its own
    Restore(Restore),
    /// Read what can be read of a damaged journal into a new one; the damaged one is kept
    Salvage(SalvageArguments),
    /// Delete entries for good, with their versions and files
    Purge(PurgeArguments),
    /// Write everything as Markdown with its files into a folder, readable by anybody
    PlainExit {
        /// A folder that is there: a new, dated one is made in it, and the two newest of ours are kept
        dir: PathBuf,
    },
    /// Build the search index anew
    Reindex,
    /// Check that the database is sound, the index equal to it, and every attached file present
    Check,
    /// Count entries, loops, attached files and words
    Stats,
    /// Print completions for a shell
    Completions {
        /// For which shell
        shell: Shell,
    },
    /// Print the manual page, of the program or of one verb
    Man {
        /// One verb's page
        verb: Option<String>,
    },
}
