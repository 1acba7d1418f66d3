//! Claims: the assumptions and aims (governing variables, Argyris & Schön 1974) behind what a practitioner did. A claim
//! belongs to no loop; loops are tied to it, and the same assumption can come up in many.
//!
//! Its history only grows: each change of text, confidence or standing is one more [`ClaimVersion`] with its cause, and
//! the database refuses to change or delete one. Two claims that are the same are merged by a row of their own and
//! parted by another ([`merge`](merge())), so that parting brings both back exactly.

mod list;
mod merge;
mod picture;
pub(crate) mod store;
mod tie;
mod whole;
mod write;

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::error::Result;
use crate::id::{ClaimId, EntryId};
use crate::store::{Tx, words};

pub use list::{ClaimRow, ListClaims, list};
pub use merge::{MergeClaims, family, merge, root, unmerge};
pub use picture::picture;
pub use tie::{LoopClaim, RateClaim, TieClaim, Tied, UntieClaim, is_tied, of_all_loops, of_loop, rate, tie, untie};
pub use whole::{Claim, ClaimChallenge, get};
pub(crate) use write::checked_confidence;
pub use write::{AddClaim, Conclusion, WriteClaim, add, conclude, write};

/// What is claimed: how things are, or what is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum ClaimKind {
    Assumption,
    Aim,
}

/// What kind of assumption it is: how things hang together, what ought to be done, how the world is framed (Brookfield
/// 1995).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the doc comment above names all three")]
pub enum ClaimType {
    Causal,
    Prescriptive,
    Paradigmatic,
}

/// How the writer stands to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// As first written, or since.
    Held,
    /// The writer says they doubt it.
    Doubted,
    /// Put in other words, or so concluded.
    Revised,
    /// Given up.
    Dropped,
    /// Kept after a fair test.
    Kept,
}

/// What became of an aim in what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum Rating {
    Held,
    Strained,
    GivenUp,
}

/// What moved the writer: their own reading, a comment, a test, a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the doc comment above names all four")]
pub enum Cause {
    #[default]
    #[serde(rename = "self")]
    Own,
    Comment,
    Test,
    Session,
}

/// What a loop concludes about a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum Verdict {
    Keep,
    Revise,
    Drop,
}

words!(ClaimKind { Assumption = "assumption", Aim = "aim" });
words!(ClaimType { Causal = "causal", Prescriptive = "prescriptive", Paradigmatic = "paradigmatic" });
words!(Standing { Held = "held", Doubted = "doubted", Revised = "revised", Dropped = "dropped", Kept = "kept" });
words!(Rating { Held = "held", Strained = "strained", GivenUp = "given_up" });
words!(Cause { Own = "self", Comment = "comment", Test = "test", Session = "session" });
words!(Verdict { Keep = "keep", Revise = "revise", Drop = "drop" });

/// A claim as it stands now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct ClaimHead {
    /// Its identity.
    pub id: ClaimId,
    /// Assumption or aim.
    pub kind: ClaimKind,
    /// Where the writer said so.
    #[serde(rename = "type")]
    pub typed: Option<ClaimType>,
    /// In the writer's words.
    pub text: String,
    /// 0 to 100: how sure the writer is; none where it was never said.
    pub confidence: Option<u8>,
    /// How the writer stands to it.
    pub standing: Standing,
    /// When its newest version was written.
    pub since: Instant,
    /// The claim it is now a part of.
    pub merged_into: Option<ClaimId>,
}

/// One state in a claim's life.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct ClaimVersion {
    /// Its place in the history it is shown in, from 1.
    pub n: u32,
    /// Of which claim: another than the one asked for where that was merged into it.
    pub claim: ClaimId,
    /// In the writer's words.
    pub text: String,
    /// 0 to 100.
    pub confidence: Option<u8>,
    /// How the writer stood to it.
    pub standing: Standing,
    /// When it was written.
    pub at: Instant,
    /// What moved the writer.
    pub cause: Cause,
    /// Of the comment, test or session.
    pub cause_id: Option<String>,
    /// The loop it was written in.
    #[serde(rename = "loop")]
    pub in_loop: Option<EntryId>,
    /// Its title; none where that loop is gone or in the trash.
    pub loop_title: Option<String>,
    /// The writer's note on the change; may be empty.
    pub note: String,
}

/// The claim as it stands.
///
/// # Errors
/// `NotFound`.
pub fn head(tx: &Tx<'_>, id: ClaimId) -> Result<ClaimHead> {
    merge::head_in(tx, &merge::Merges::read(tx)?, id)
}

/// All it went through, oldest first, with what was merged into it.
///
/// # Errors
/// `NotFound`.
pub fn versions(tx: &Tx<'_>, id: ClaimId) -> Result<Vec<ClaimVersion>> {
    let merges = merge::Merges::read(tx)?;
    merge::head_in(tx, &merges, id)?;
    merge::history(tx, &merges, id)
}

/// Says what kind of assumption it is; none takes that back.
///
/// # Errors
/// `NotFound`.
pub fn set_type(tx: &mut Tx<'_>, id: ClaimId, typed: Option<ClaimType>) -> Result<()> {
    store::set_type(tx, root(tx, id)?, typed)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests;
