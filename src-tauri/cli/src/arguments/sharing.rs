use std::path::PathBuf;

use clap::{Args, Subcommand};

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
