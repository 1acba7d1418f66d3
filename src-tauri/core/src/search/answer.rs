//! The shapes of a question and its answer.

use serde::{Deserialize, Serialize};

use crate::claims::ClaimHead;
use crate::entries::EntryRow;
use crate::tags::Count;
use crate::versions::Piece;

/// A query.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SearchFor {
    /// As typed; see [`super::parse`].
    #[ts(optional = false)]
    pub query: String,
    /// Results wanted, 20 where not said, 1,000 at most.
    pub limit: Option<u32>,
    /// Results to pass over.
    pub offset: Option<u32>,
    /// The last that happened first, instead of what answers best.
    #[ts(as = "Option<bool>")]
    pub newest: bool,
    /// Only entries with every word of it: for choosing what is to leave.
    #[ts(as = "Option<bool>")]
    pub strict: bool,
    /// Without passages and facets, which cost more than the search: for measuring, and where nobody is to read along.
    #[ts(as = "Option<bool>")]
    pub bare: bool,
}

impl SearchFor {
    pub(super) fn limit(&self) -> usize {
        self.limit.unwrap_or(20).min(1_000) as usize
    }

    pub(super) fn offset(&self) -> usize {
        self.offset.unwrap_or(0) as usize
    }
}

/// What was found.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct SearchResult {
    /// The query as asked.
    pub query: String,
    /// The query that was answered: the same, or with a word spelled as it is in the journal; places are looked for by it.
    pub asked: String,
    /// Entries found in all: those with all the words, or of a question of more than three words those with half of them
    /// or more; where there are none, those that come closest.
    pub total: u32,
    /// Entries that have fewer of the words; they come after those found, where these are few.
    pub some: u32,
    /// Microseconds it took.
    #[ts(type = "number")]
    pub took_us: i64,
    /// Best first; where no words were asked for, newest first.
    pub results: Vec<Found>,
    /// Assumptions and aims in whose words, now or before, all that was asked for stands; a few, last changed first. None
    /// where a filter was asked for, since claims have no tags.
    pub claims: Vec<FoundClaim>,
    /// What was looked for, as a sentence; none for plain words.
    pub explained: Option<String>,
    /// The query with a word spelled as it is in the journal, where nobody wrote it as it was typed. It was asked instead
    /// where the query as typed finds nothing; a note says so.
    pub meant: Option<String>,
    /// Sentences about what was not understood.
    pub notes: Vec<String>,
    /// By what the found entries can be narrowed.
    pub facets: SearchFacets,
}

/// One entry found.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Found {
    /// The entry.
    pub entry: EntryRow,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// The part of the text with most of what was asked for.
    pub passage: Vec<Piece>,
    /// The title, what was asked for marked.
    pub title: Vec<Piece>,
}

/// One claim found.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct FoundClaim {
    /// The claim as it stands.
    pub claim: ClaimHead,
    /// The words that were found: what it says now, or what it said before.
    pub passage: Vec<Piece>,
}

/// How many of the found entries bear each tag, and so on; most first.
#[derive(Clone, Debug, Default, Serialize, ts_rs::TS)]
pub struct SearchFacets {
    /// Tags.
    pub tags: Vec<Count>,
    /// People.
    pub people: Vec<Count>,
    /// Templates.
    pub templates: Vec<Count>,
    /// Stages of loops.
    pub stages: Vec<Count>,
    /// How the writer stands to the claims of loops.
    pub claims: Vec<Count>,
    /// Years, newest first.
    pub years: Vec<Count>,
}
