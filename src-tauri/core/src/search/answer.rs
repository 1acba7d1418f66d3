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
    /// Without passages and facets, which cost more than the search: for measuring, and where nobody is to read along.
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
    /// Entries found in all.
    pub total: u32,
    /// Microseconds it took.
    #[ts(type = "number")]
    pub took_us: i64,
    /// Best first; where no words were asked for, newest first.
    pub results: Vec<Found>,
    /// Assumptions and aims in whose words, now or before, all that was asked for stands; a few, last changed first. None
    /// where a filter was asked for, since claims have no tags.
    pub claims: Vec<FoundClaim>,
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
