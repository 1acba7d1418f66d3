//! Learning logs (double-loop learning, Argyris & Schön 1974). A loop is an entry with what hangs on it: the entry has
//! its text, title, day, tags, files, versions and place in the trash; this noun has its stage, what was quoted,
//! challenged, linked, and the case told in two columns. Its assumptions and aims are [`crate::claims`], its tests
//! [`crate::test`].
//!
//! What is written at a stage stands in the entry's text under the headings of the template "dll" ([`fields`]). What must
//! exist before a loop moves on is one pure function ([`gates`]).

mod begin;
mod case;
mod challenges;
mod close;
pub(crate) mod fields;
mod gates;
mod get;
mod links;
mod list;
mod moves;
mod quotes;
pub mod record;
mod stage;
mod store;
mod story;
mod write;

use serde::Serialize;

use crate::claims::{ClaimVersion, LoopClaim, Standing, Verdict};
use crate::clock::Instant;
use crate::entries::Entry;
use crate::id::EntryId;
use crate::test::Test;

pub use begin::{BeginLoop, Passage, begin};
pub use case::{Case, Marker, Reality, SaveCase, Turn, case, save_case};
pub use challenges::{
    ByComment, Challenge, ChallengeKind, Lens, SaveChallenge, challenge_by_comment, challenges, remove_challenge,
    restore_challenge, save_challenge,
};
pub use close::{CloseLoop, close};
pub use fields::LoopField;
pub(crate) use fields::written;
pub use gates::{Facts, against, missing};
pub use get::get;
pub use links::{Link, LinkEntries, Rel, add_link, links, remove_link};
pub use list::{ListLoops, LoopRow, list, row};
pub use moves::{Move, MoveLoop, ParkLoop, SingleLoop, move_to, park, reopen, single};
pub use quotes::{AddQuote, Quote, add_quote, remove_quote};
pub use stage::{Exit, Owner, Stage};
pub use store::{count, is_loop};
pub(crate) use story::drawn;
pub use story::picture;
pub use write::{SetLoop, WriteLoop, set, write};

/// What is wanted before a stage can be left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Missing {
    /// Which stage.
    pub stage: Stage,
    /// In words for the writer; none where nothing is missing.
    pub sentences: Vec<String>,
}

/// One learning log, whole.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Loop {
    /// The entry it is: its id is the loop's.
    pub entry: Entry,
    /// Where it is.
    pub stage: Stage,
    /// Whether it left the way.
    pub exit: Exit,
    /// Why; empty where it did not.
    pub exit_reason: String,
    /// The day a parked one comes back, "2026-11-21".
    pub revisit: Option<String>,
    /// Whose it is.
    pub owner: Owner,
    /// What became of the assumption, once closed.
    pub verdict: Option<Verdict>,
    /// The rung of the ladder of inference that the writer holds for the riskiest, 1 to 7.
    pub riskiest_rung: Option<u8>,
    /// When it was begun.
    pub opened_at: Instant,
    /// When it was closed, either way.
    pub closed_at: Option<Instant>,
    /// Its text fields, in the order of the template.
    pub fields: Vec<LoopField>,
    /// The aims at stake, in the order in which they came up.
    pub aims: Vec<LoopClaim>,
    /// The assumptions, in the order in which they came up.
    pub assumptions: Vec<LoopClaim>,
    /// What its fields lean on, oldest first.
    pub quotes: Vec<Quote>,
    /// What speaks against it and how others see it, oldest first.
    pub challenges: Vec<Challenge>,
    /// Its tests, oldest first.
    pub tests: Vec<Test>,
    /// Every step it took, oldest first.
    pub moves: Vec<Move>,
    /// Entries it is tied to.
    pub links: Vec<Link>,
    /// Whether a case in two columns is told.
    pub has_case: bool,
    /// Of each stage, in order, what is missing to leave it.
    pub missing: Vec<Missing>,
    /// The stage after this one; none at the last.
    pub next: Option<Stage>,
    /// Whether it can go there now.
    pub can_move_on: bool,
    /// Whether it is a whole double loop: a mind that changed or held after a test, a second voice or new data, a
    /// prediction written before, a verdict.
    pub complete: bool,
}

impl Loop {
    /// Its id, that of its entry.
    pub fn id(&self) -> EntryId {
        self.entry.id
    }

    /// The text of a field; empty where nothing is written there.
    pub fn text(&self, key: &str) -> &str {
        self.fields.iter().find(|field| field.key == key).map(|field| field.text.as_str()).unwrap_or_default()
    }

    /// What is held in place of what the verdict revised or dropped, as this log concluded it; none where nothing was put
    /// in its place.
    pub fn held_instead(&self) -> Option<&str> {
        self.verdict.filter(|verdict| *verdict != Verdict::Keep)?;
        let here = |version: &&ClaimVersion| version.in_loop == Some(self.id());
        let last = self.claims().filter_map(|tied| tied.versions.iter().rfind(here));
        let last = last.filter(|version| version.standing == Standing::Revised).max_by_key(|version| version.at)?;
        Some(&last.text)
    }

    /// All its claims: assumptions, then aims.
    pub fn claims(&self) -> impl Iterator<Item = &LoopClaim> {
        self.assumptions.iter().chain(&self.aims)
    }
}
