use std::path::PathBuf;

use clap::{Args, Subcommand};

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
