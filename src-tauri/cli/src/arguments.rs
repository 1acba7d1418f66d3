use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use journal::entries::{Happened, Precision, Timing};

use crate::verbs::passphrase::{PassphraseVerb, RecoveryVerb};

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
  restore    {\"at\", \"reason\", \"holds\", \"missing\", \"opened\"}
  salvage    {\"known\", \"whole\", \"older\", \"mended\", \"cut\", \"lost\": [{\"id\", \"at\"}],
              \"attachments\", \"attachments_missing\", \"pages\", \"damaged_pages\",
              \"only_in_backup\"}
  purge      {\"deleted\", \"backups\": [..], \"cleared\": [..]}; without --yes what would go
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
    /// The journal's passphrase: set it, change it, remove it
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

/// `add`.
#[derive(Args)]
#[command(
    after_help = "The text is kept exactly as it came. A new entry is a draft, private, and happened now, unless told \
                  otherwise."
)]
pub struct Add {
    /// The title, one line
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub title: Option<String>,
    /// A tag; may be given several times
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// Somebody it is about; may be given several times
    #[arg(long = "person", value_name = "NAME")]
    pub people: Vec<String>,
    /// When it happened: 2026-11-21, 2026-11, "2026-11-21 17:40", or unknown
    #[arg(long, value_name = "WHEN", value_parser = happened)]
    pub date: Option<Happened>,
    /// Where: "Year 9, room 4"
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub setting: Option<String>,
    /// Reflection in, on or for action
    #[arg(long, value_enum)]
    pub timing: Option<When>,
    /// It is finished, and no draft
    #[arg(long)]
    pub ready: bool,
    /// It is ready and may be shared
    #[arg(long)]
    pub shareable: bool,
}

/// Schön's three times of reflection.
#[derive(Clone, Copy, ValueEnum)]
pub enum When {
    /// While it happened
    In,
    /// Looking back
    On,
    /// Looking ahead
    For,
}

impl From<When> for Timing {
    fn from(when: When) -> Self {
        match when {
            When::In => Self::InAction,
            When::On => Self::OnAction,
            When::For => Self::ForAction,
        }
    }
}

/// `import`.
#[derive(Args)]
#[command(after_help = "Importing the same thing twice adds nothing. Imported entries are ready and private.")]
pub struct Import {
    /// A file, a zip or a folder
    pub path: PathBuf,
    /// Only say what would come in; nothing is written
    #[arg(long)]
    pub dry_run: bool,
}

/// `list`.
#[derive(Args)]
pub struct List {
    /// At most this many
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: u32,
    /// Only with this tag; several: with any of them
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// Only about this person; several: about any of them
    #[arg(long = "person", value_name = "NAME")]
    pub people: Vec<String>,
    /// Only this day or later
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub after: Option<String>,
    /// Only this day or earlier
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub before: Option<String>,
    /// Only drafts
    #[arg(long)]
    pub drafts: bool,
    /// What lies in the trash instead
    #[arg(long, conflicts_with_all = ["tags", "people", "after", "before", "drafts"])]
    pub trash: bool,
}

/// `show`.
#[derive(Args)]
pub struct Show {
    /// The entry's id
    pub id: String,
    /// Only the text, exactly as it was written
    #[arg(long, conflicts_with = "json")]
    pub body: bool,
}

/// `loop`.
#[derive(Subcommand)]
pub enum LoopVerb {
    /// List learning logs, last changed first
    List {
        /// Only those still under way
        #[arg(long)]
        open: bool,
    },
    /// Show a learning log
    Show {
        /// Its id
        id: String,
    },
}

/// `claim`.
#[derive(Subcommand)]
pub enum ClaimVerb {
    /// List assumptions and aims
    List,
    /// Show an assumption or aim with all its versions
    Show {
        /// Its id
        id: String,
    },
}

/// `search`.
#[derive(Args)]
#[command(
    after_help = "Words, \"a phrase\", begin*, -not, tag: person: template: after: before: is:draft has:attachment, in \
                  any order. Put the whole query in quotation marks.\n\nA batch opens the journal once, waits until the \
                  search index has read everything, and answers a line for a line, an empty one too. Bytes that are no \
                  UTF-8 are read as U+FFFD."
)]
pub struct Search {
    /// What to look for
    #[arg(allow_hyphen_values = true, required_unless_present = "batch", conflicts_with = "batch")]
    pub query: Option<String>,
    /// Queries from a file, one a line ("-": standard input)
    #[arg(long, value_name = "FILE", allow_hyphen_values = true)]
    pub batch: Option<PathBuf>,
    /// Leave out the passages, which cost more than the search
    #[arg(long, requires = "batch")]
    pub bare: bool,
    /// At most this many results
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: u32,
}

/// Which entries, and what of them.
#[derive(Args)]
#[group(id = "chosen", required = true, multiple = true, args = ["ids", "query"])]
pub struct Chosen {
    /// An entry; may be given several times
    #[arg(long = "id", value_name = "ID", value_delimiter = ',', conflicts_with = "query")]
    pub ids: Vec<String>,
    /// Every entry that this query finds
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// Drafts too
    #[arg(long)]
    pub drafts: bool,
    /// With --for: private entries that a query finds, too
    #[arg(long)]
    pub private: bool,
    /// With --for: their pictures and files, too
    #[arg(long)]
    pub files: bool,
    /// Earlier versions too, where the format has room for them
    #[arg(long)]
    pub versions: bool,
    /// A learning log whose assumptions and aims leave with their earlier wordings; may be given several times
    #[arg(long = "history", value_name = "ID", value_delimiter = ',')]
    pub histories: Vec<String>,
    /// A learning log whose left-hand column leaves too; may be given several times
    #[arg(long = "left-column", value_name = "ID", value_delimiter = ',')]
    pub left_columns: Vec<String>,
}

/// `export`.
#[derive(Args)]
#[command(
    after_help = "Without --for it is a copy for yourself: naming an entry, or finding it by a query, is choosing it, \
                  private ones too. Drafts stay unless --drafts is given, and what lies in the trash stays always; how \
                  many did is said on standard error.\n\nWith --for it is for a community of yours: names are looked for \
                  first, and what is not decided on stops it (exit code 3) with a list; what left is in `pack list`."
)]
pub struct Export {
    /// html, markdown, json or another that `export` names
    #[arg(long, value_name = "FORMAT")]
    pub format: String,
    /// What is to leave.
    #[command(flatten)]
    pub chosen: Chosen,
    /// For this community, by its name
    #[arg(long = "for", value_name = "COMMUNITY")]
    pub community: Option<String>,
    /// What was decided about names: what `redact --json` answered, filled in
    #[arg(long, value_name = "FILE", requires = "community")]
    pub redact: Option<PathBuf>,
    /// I have looked at the names and at who could be known: take the proposal for listed people and numbers, and leave
    /// other words as they are
    #[arg(long, requires = "community")]
    pub names_checked: bool,
    /// Put a passphrase on it (age); it is read from standard input, one line
    #[arg(long, requires = "community")]
    pub encrypt: bool,
    /// The file to write; one that is there is replaced
    #[arg(long, value_name = "PATH")]
    pub out: PathBuf,
}

/// `redact`.
#[derive(Args)]
#[command(
    after_help = "With --json the answer is a file to fill in: a \"decision\" for each group, such as {\"action\": \
                  \"replace\", \"text\": \"Pupil A\"} (replace, generalise, cut, not_a_name), or for a single hit (keep, \
                  with a reason), and an \"answer\" (no, or yes with a note) for each check. `export --redact` reads it."
)]
pub struct Redact {
    /// What is to leave.
    #[command(flatten)]
    pub chosen: Chosen,
    /// For this community, by its name
    #[arg(long = "for", value_name = "COMMUNITY")]
    pub community: String,
}

/// `pack`.
#[derive(Subcommand)]
pub enum PackVerb {
    /// List what left, last first
    List,
    /// Show what left, and what was done to names in it
    Show {
        /// Its id
        id: String,
    },
    /// Write the same file once more, byte for byte
    Again {
        /// Its id
        id: String,
        /// The file to write; one that is there is replaced
        #[arg(long, value_name = "PATH")]
        out: PathBuf,
    },
}

fn happened(text: &str) -> Result<Happened, String> {
    if text == "unknown" {
        return Ok(Happened::unknown());
    }
    Happened::parse(text, Some(journal::Clock::system().zone())).ok_or_else(|| {
        "a date is written as 2026-11-21, as 2026-11, with a time: \"2026-11-21 17:40\", or as unknown".into()
    })
}

fn day(text: &str) -> Result<String, String> {
    match Happened::parse(text, None) {
        Some(happened) if happened.precision == Precision::Day => Ok(happened.local),
        _ => Err("a day is written as 2026-11-21".into()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_query_may_begin_with_a_hyphen_and_still_take_a_limit() {
        for line in [["search", "-dog", "--limit", "3"], ["search", "--limit", "3", "-dog"]] {
            let arguments = Arguments::try_parse_from(std::iter::once("loopbook-cli").chain(line)).unwrap();
            let Verb::Search(search) = arguments.verb else { unreachable!("it says search") };
            assert_eq!((search.query.as_deref(), search.limit), (Some("-dog"), 3));
        }
    }

    #[test]
    fn a_date_keeps_its_precision() {
        assert_eq!(happened("2026-11").unwrap().precision, Precision::Month);
        assert_eq!(happened("unknown").unwrap(), Happened::unknown());
        assert!(happened("yesterday").is_err());
        assert!(day("2026-11").is_err());
    }
}

/// `response`.
#[derive(Subcommand)]
pub enum ResponseVerb {
    /// Take in responses: files, or folders of them; the same one twice adds nothing
    Add {
        /// The files that came back
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Only say what is in them
        #[arg(long)]
        dry_run: bool,
    },
    /// Write what you said about somebody else's pack, as the file that goes back to them
    Write {
        /// The pack, or so much of its id that only one is meant
        #[arg(value_name = "PACK")]
        pack: String,
        /// The file to write
        #[arg(long, short, value_name = "FILE")]
        out: PathBuf,
        /// You have looked at all in it that may tell who is meant
        #[arg(long)]
        names_checked: bool,
    },
}

/// `comment`.
#[derive(Subcommand)]
pub enum CommentVerb {
    /// List comments, in the order of the texts they stand beside
    List {
        /// Those on this entry
        #[arg(long, value_name = "ID")]
        entry: Option<String>,
        /// Those on this pack
        #[arg(long, value_name = "ID")]
        pack: Option<String>,
        /// Those nothing was made of yet
        #[arg(long)]
        open: bool,
    },
    /// Write your answers to the comments on a pack, as the file that goes back to the readers
    Reply {
        /// The pack, or so much of its id that only one is meant
        #[arg(value_name = "PACK")]
        pack: String,
        /// The file to write
        #[arg(long, short, value_name = "FILE")]
        out: PathBuf,
        /// Only the answers to this reader, by the name the response is signed with
        #[arg(long, value_name = "NAME")]
        reader: Option<String>,
        /// You have looked at all in it that may tell who is meant
        #[arg(long)]
        names_checked: bool,
    },
    /// List what went back: answers to readers, responses to packs of others
    Sent,
    /// Write the very file that went back once more
    Again {
        /// Which, or so much of its id that only one is meant
        #[arg(value_name = "ID")]
        id: String,
        /// The file to write
        #[arg(long, short, value_name = "FILE")]
        out: PathBuf,
    },
}

/// `backup`.
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Backups lie in the journal's own folder, sealed like the journal, and are let go by the rule in the \
                  settings. Give --to a folder on another disk: what is on this one goes with it."
)]
pub struct BackupArguments {
    /// Copy it to this place, too: a folder that is not there yet, or a file NAME.age, which goes under a passphrase (one
    /// line on standard input)
    #[arg(long, value_name = "PATH")]
    pub to: Option<PathBuf>,
    /// What else.
    #[command(subcommand)]
    pub verb: Option<BackupVerb>,
}

/// `backup …`.
#[derive(Subcommand)]
pub enum BackupVerb {
    /// List the backups there are, newest first
    List,
    /// Hold a backup to what was written: every file, the keys, the database, the figures
    Verify {
        /// Which, as `backup list` names it (default: the last good one)
        id: Option<String>,
    },
    /// Try a backup out: bring it into a temporary place, read all of it, leave nothing behind
    Rehearse {
        /// Which, as `backup list` names it (default: the last good one)
        id: Option<String>,
    },
}

/// `restore`.
#[derive(Args)]
#[command(
    after_help = "The journal you have stays as it is. To go on with the restored one, name its folder with --journal, or \
                  restore in the app, which puts it in the place of the other and keeps that."
)]
pub struct Restore {
    /// A backup's folder, its name in `backup list`, or a file NAME.age (its passphrase: one line on standard input)
    pub file: PathBuf,
    /// The folder for the restored journal: not there yet, or empty
    #[arg(long, value_name = "DIR")]
    pub into: PathBuf,
}

/// `salvage`.
#[derive(Args)]
#[command(
    after_help = "Without --into what was read takes the place of the damaged journal, which is put aside in the same folder \
                  and not deleted."
)]
pub struct SalvageArguments {
    /// The folder for what is read: not there yet, or empty
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
}

/// `purge`.
#[derive(Args)]
#[command(
    after_help = "Without --yes it only says what would go. Assumptions and aims stay, and so do the kept bytes of what left \
                  for others; the app asks about each. With --backups every backup that holds one of the entries is made \
                  anew without it."
)]
pub struct PurgeArguments {
    /// The entries
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// Do it; it cannot be undone
    #[arg(long)]
    pub yes: bool,
    /// Take them out of the backups, too
    #[arg(long)]
    pub backups: bool,
}

/// `session`.
#[derive(Subcommand)]
pub enum SessionVerb {
    /// List sessions, last first
    List {
        /// Those of this community, by its name
        #[arg(long, value_name = "COMMUNITY")]
        community: Option<String>,
        /// Those from today on
        #[arg(long)]
        coming: bool,
    },
    /// Show a session: its run sheet, its agenda, what was promised
    Show {
        /// Its id
        id: String,
    },
    /// Plan a session
    Add(AddSession),
    /// Make the pack of a session: cover, run sheet, pieces, stems and tables; of a recorded one its record
    Pack(PackSession),
    /// Write a session and what was promised in it as a calendar file, without a word of either
    Ics {
        /// Its id
        id: String,
        /// The file to write; standard output where not said
        #[arg(long, value_name = "PATH")]
        out: Option<PathBuf>,
    },
}

/// `session add`.
#[derive(Args)]
#[command(
    after_help = "Protocols: world_cafe, plc, success_analysis, lesson_study, tuning, critical_friends, consultancy, \
                  action_learning, atlas, collaborative_assessment, schwartz, balint, or the id of one of your own."
)]
pub struct AddSession {
    /// The community that meets, by its name
    #[arg(long, value_name = "COMMUNITY")]
    pub community: String,
    /// When, as the clock on the wall shows it: "2027-03-13 15:40"
    #[arg(long, value_name = "WHEN")]
    pub start: String,
    /// How long, in minutes
    #[arg(long, value_name = "N")]
    pub minutes: Option<u32>,
    /// The protocol
    #[arg(long, value_name = "NAME")]
    pub protocol: Option<String>,
    /// As it is called
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub title: Option<String>,
    /// Where
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub place: Option<String>,
    /// What it is for, in one line
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub purpose: Option<String>,
    /// An entry to read together; may be given several times
    #[arg(long = "piece", value_name = "ID", value_delimiter = ',')]
    pub pieces: Vec<String>,
    /// It repeats every so many weeks
    #[arg(long, value_name = "N", conflicts_with = "monthly")]
    pub weekly: Option<u32>,
    /// It repeats every so many months, on the same weekday of the month
    #[arg(long, value_name = "N")]
    pub monthly: Option<u32>,
}

/// `session pack`.
#[derive(Args)]
#[command(
    after_help = "The ending of the file says the form: .pdf or .docx. Names are looked for first, in the pieces and in \
                  what stands around them, and what is not decided on stops it (exit code 3) with a list; members of \
                  the community may stand with their names. What left is in `pack list`."
)]
pub struct PackSession {
    /// The session's id
    pub id: String,
    /// The file to write; one that is there is replaced
    #[arg(long, value_name = "PATH")]
    pub out: PathBuf,
    /// What was decided about names: a file as `redact --json` answers it, filled in
    #[arg(long, value_name = "FILE")]
    pub redact: Option<PathBuf>,
    /// I have looked at the names and at who could be known: take the proposals, and leave other words as they are
    #[arg(long)]
    pub names_checked: bool,
    /// Pieces that are drafts, too
    #[arg(long)]
    pub drafts: bool,
    /// Pieces that are private, too
    #[arg(long)]
    pub private: bool,
    /// Large letters
    #[arg(long)]
    pub large: bool,
    /// How many copies, each with its number
    #[arg(long, value_name = "N")]
    pub copies: Option<u32>,
}

/// `commitment`.
#[derive(Subcommand)]
pub enum CommitmentVerb {
    /// List what was promised, what is due first, first
    List {
        /// Only what is still open
        #[arg(long)]
        open: bool,
        /// Those of this community, by its name
        #[arg(long, value_name = "COMMUNITY")]
        community: Option<String>,
    },
}
