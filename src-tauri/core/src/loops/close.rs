//! Closing a learning log with what becomes of its assumption.

use serde::{Deserialize, Serialize};

use super::gates::{self, Facts};
use super::{Exit, Loop, Stage, get, moves};
use crate::claims::{self, Conclusion, Verdict};
use crate::error::{Error, Result};
use crate::id::{ClaimId, EntryId, TestId};
use crate::store::Tx;

/// The end of a learning log.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct CloseLoop {
    /// Which loop.
    pub id: EntryId,
    /// Keep, revise or drop.
    pub verdict: Verdict,
    /// The assumption or aim it is said of: one of this loop.
    pub claim: ClaimId,
    /// What is held instead, where it is revised or dropped.
    pub instead: Option<String>,
    /// How sure the writer is now, 0 to 100.
    pub confidence: Option<u32>,
}

/// Closes a learning log: the verdict becomes a version of the claim, caused by the test that was looked back at, and the
/// log moves to its last stage.
///
/// # Errors
/// `BadInput` in words where it is not at its test, something is missing, or the verdict says what the claims do not.
pub fn close(tx: &mut Tx<'_>, request: CloseLoop) -> Result<Loop> {
    let before = get(tx, request.id)?;
    if before.exit != Exit::None {
        return Err(Error::bad("this learning log was put aside; take it up again first"));
    }
    if before.stage != Stage::Tested {
        return Err(Error::bad("a learning log closes after its test; move on stage by stage until there"));
    }
    let missing = gates::missing(Stage::Tested, &Facts::of(&before));
    if !missing.is_empty() {
        return Err(Error::bad(missing.join(" ")));
    }
    let root = claims::root(tx, request.claim)?;
    if !before.claims().any(|claim| claim.claim.id == root) {
        return Err(Error::bad("that is no assumption or aim of this learning log"));
    }
    if request.verdict == Verdict::Keep && request.instead.as_deref().is_some_and(|text| !text.trim().is_empty()) {
        return Err(Error::bad("an assumption that is kept keeps its words; to hold something else, revise it"));
    }
    let conclusion = Conclusion {
        in_loop: request.id,
        claim: root,
        verdict: request.verdict,
        instead: request.instead,
        confidence: request.confidence,
        test: test_of(&before, root),
    };
    claims::conclude(tx, conclusion)?;
    if let Some(sentence) = gates::against(request.verdict, &Facts::of(&get(tx, request.id)?)) {
        return Err(Error::bad(sentence));
    }
    let now = tx.now();
    moves::step(tx, request.id, String::new(), |state| {
        state.stage = Stage::Closed;
        state.verdict = Some(request.verdict);
        state.closed_at = Some(now);
    })
}

/// The test a verdict rests on: the last that was looked back at, of this claim if there is one.
fn test_of(whole: &Loop, claim: ClaimId) -> Option<TestId> {
    let reviewed = || whole.tests.iter().filter(|test| test.reviewed_at.is_some() && test.dropped_at.is_none());
    let of_claim = reviewed().filter(|test| test.claim == Some(claim)).max_by_key(|test| test.reviewed_at);
    of_claim.or_else(|| reviewed().max_by_key(|test| test.reviewed_at)).map(|test| test.id)
}
