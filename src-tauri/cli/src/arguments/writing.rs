use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use journal::entries::{Happened, Precision, Timing};

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
    after_help = "Words, \"a phrase\", begin*, -not, one OR other, (brackets), near:\"two words\", and filters in any order: \
                  tag: person: setting: template: kind: stage: claim: after: before: on: in:march year: is:draft \
                  has:attachment. Put the whole query in quotation marks.\n\nA batch opens the journal once, waits until the \
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
    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::arguments::{Arguments, Verb};

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
