//! A loop with all that hangs on it, and the claims it is tied to, written down whole: for moving a journal and bringing
//! it back ([`crate::export::json`]). Times, ids and seals are kept as they were; nothing is worked out anew.
//!
//! What is brought in may come from anywhere, so [`LoopRecord::checked`] and [`ClaimRecord::checked`] hold it to the rules
//! that the database would otherwise refuse in the middle of an import.

mod checked;
mod store;

use serde::{Deserialize, Serialize};

use super::{ChallengeKind, Exit, Lens, Marker, Owner, Reality, Rel, Stage};
use crate::claims::{Cause, ClaimKind, ClaimType, Rating, Standing, Verdict};
use crate::clock::Instant;
use crate::id::{ChallengeId, ClaimId, EntryId, QuoteId, TestId, TurnId};
use crate::test::{Amendment, Met};

pub use store::{claims, leads_to, links, put, put_claim, put_link, put_merge, read};

/// Everything of a loop but its entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoopRecord {
    /// Where it is.
    pub stage: Stage,
    /// Whether it left the way.
    #[serde(default = "on_its_way")]
    pub exit: Exit,
    /// Why.
    #[serde(default)]
    pub exit_reason: String,
    /// The day a parked one comes back.
    #[serde(default)]
    pub revisit: Option<String>,
    /// Whose it is.
    #[serde(default = "mine")]
    pub owner: Owner,
    /// What became of the assumption.
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// 1 to 7.
    #[serde(default)]
    pub riskiest_rung: Option<u8>,
    /// When it was begun.
    pub opened_at: Instant,
    /// When it was closed, either way.
    #[serde(default)]
    pub closed_at: Option<Instant>,
    /// Its steps, oldest first.
    #[serde(default)]
    pub moves: Vec<MoveRecord>,
    /// What it quotes.
    #[serde(default)]
    pub quotes: Vec<QuoteRecord>,
    /// The claims it is tied to.
    #[serde(default)]
    pub claims: Vec<TieRecord>,
    /// What speaks against its assumption.
    #[serde(default)]
    pub challenges: Vec<ChallengeRecord>,
    /// Its tests, predictions included.
    #[serde(default)]
    pub tests: Vec<TestRecord>,
    /// Its left-hand column; only where it was ticked by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseRecord>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "as in `Move`")]
pub struct MoveRecord {
    pub at: Instant,
    pub from: Stage,
    pub to: Stage,
    #[serde(default = "on_its_way")]
    pub exit: Exit,
    #[serde(default)]
    pub note: String,
}

/// A quote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "as in `Quote`")]
pub struct QuoteRecord {
    pub id: QuoteId,
    pub field: String,
    #[serde(default)]
    pub source: Option<EntryId>,
    #[serde(default)]
    pub source_field: Option<String>,
    pub exact: String,
    #[serde(default)]
    pub prefix: String,
    #[serde(default)]
    pub suffix: String,
    pub at: Instant,
}

/// How a claim is tied to the loop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "as in `LoopClaim`")]
pub struct TieRecord {
    pub claim: ClaimId,
    pub role: ClaimKind,
    #[serde(default)]
    pub rating: Option<Rating>,
    pub added_at: Instant,
}

/// A challenge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "as in `Challenge`")]
pub struct ChallengeRecord {
    pub id: ChallengeId,
    pub kind: ChallengeKind,
    pub text: String,
    #[serde(default)]
    pub lens: Option<Lens>,
    #[serde(default)]
    pub who: String,
    #[serde(default)]
    pub how: String,
    #[serde(default)]
    pub cause: Cause,
    #[serde(default)]
    pub cause_id: Option<String>,
    pub made_at: Instant,
    pub edited_at: Instant,
}

/// A test with its prediction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "as in `Test`")]
pub struct TestRecord {
    pub id: TestId,
    #[serde(default)]
    pub claim: Option<ClaimId>,
    #[serde(default)]
    pub action: String,
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub people: String,
    #[serde(default)]
    pub consent: String,
    #[serde(default)]
    pub due: Option<String>,
    #[serde(default)]
    pub prediction: String,
    #[serde(default)]
    pub disconfirm: String,
    pub made_at: Instant,
    #[serde(default)]
    pub planned_at: Option<Instant>,
    #[serde(default)]
    pub amendments: Vec<Amendment>,
    #[serde(default)]
    pub happened: String,
    #[serde(default)]
    pub happened_on: Option<String>,
    #[serde(default)]
    pub happened_at: Option<Instant>,
    #[serde(default)]
    pub met: Option<Met>,
    #[serde(default)]
    pub confidence: Option<u8>,
    #[serde(default)]
    pub reviewed_at: Option<Instant>,
    #[serde(default)]
    pub dropped_at: Option<Instant>,
    #[serde(default)]
    pub drop_reason: String,
}

impl TestRecord {
    /// Whether its prediction is shown nowhere yet.
    pub fn is_sealed(&self) -> bool {
        self.planned_at.is_some() && self.happened_at.is_none()
    }
}

/// A case in two columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "as in `Case`")]
pub struct CaseRecord {
    #[serde(default)]
    pub real: Reality,
    #[serde(default)]
    pub context: String,
    #[serde(default)]
    pub purpose: String,
    #[serde(default)]
    pub block: String,
    #[serde(default)]
    pub feared: String,
    pub edited_at: Instant,
    #[serde(default)]
    pub turns: Vec<TurnRecord>,
}

/// A turn of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "as in `Turn`")]
pub struct TurnRecord {
    pub id: TurnId,
    #[serde(default)]
    pub speaker: String,
    #[serde(default)]
    pub said: String,
    #[serde(default)]
    pub unsaid: String,
    #[serde(default)]
    pub marker: Option<Marker>,
    #[serde(default)]
    pub redesign: String,
}

/// A claim with its history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "as in `ClaimHead`")]
pub struct ClaimRecord {
    pub id: ClaimId,
    pub kind: ClaimKind,
    #[serde(default, rename = "type")]
    pub typed: Option<ClaimType>,
    pub made_at: Instant,
    /// All of them, or only the newest where the history was not ticked.
    pub versions: Vec<ClaimVersionRecord>,
    /// The claim it is part of.
    #[serde(default)]
    pub merged_into: Option<ClaimId>,
}

/// A state in a claim's life.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "as in `ClaimVersion`")]
pub struct ClaimVersionRecord {
    pub n: u32,
    pub text: String,
    #[serde(default)]
    pub confidence: Option<u8>,
    pub standing: Standing,
    pub at: Instant,
    #[serde(default)]
    pub cause: Cause,
    #[serde(default)]
    pub cause_id: Option<String>,
    #[serde(default, rename = "loop")]
    pub in_loop: Option<EntryId>,
    #[serde(default)]
    pub note: String,
}

/// How one entry stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "as in `Link`")]
pub struct LinkRecord {
    pub entry: EntryId,
    pub rel: Rel,
    pub other: EntryId,
    pub at: Instant,
}

fn on_its_way() -> Exit {
    Exit::None
}

fn mine() -> Owner {
    Owner::Me
}
