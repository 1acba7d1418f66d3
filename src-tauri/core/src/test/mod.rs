//! Tests of an assumption: a small, safe action with a prediction, made before and opened after.
//!
//! Planning a test seals its prediction and what would prove the writer wrong ([`plan`]): from then on the database
//! refuses to change them, and no reply shows them, until what happened is written ([`happened`]). In between there
//! are amendments, each visible as one.

mod seal;
mod store;
mod write;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::claims;
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::{ClaimId, EntryId, TestId};
use crate::store::{Tx, words};

pub use seal::{AmendTest, DropTest, ReviewTest, TestHappened, amend, give_up, happened, plan, review};
pub use write::{SaveTest, save};

/// Whether it came out as predicted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum Met {
    Yes,
    Partly,
    No,
}
words!(Met { Yes = "yes", Partly = "partly", No = "no" });

/// How far a test has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum TestState {
    /// Being thought up; everything can be changed.
    Draft,
    /// Sealed, and its day has not come.
    Planned,
    /// Sealed, and its day has come.
    Due,
    /// What happened is written; the prediction is shown.
    Happened,
    /// Looked back on.
    Reviewed,
    /// Given up.
    Dropped,
}

/// Something added to a planned test before its result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Amendment {
    /// In the writer's words.
    pub text: String,
    /// When it was added.
    pub at: Instant,
}

/// A test, as much of it as may be seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Test {
    /// Its identity.
    pub id: TestId,
    /// The loop it belongs to.
    #[serde(rename = "loop")]
    pub of: EntryId,
    /// That loop's title.
    pub loop_title: String,
    /// The claim it tests.
    pub claim: Option<ClaimId>,
    /// What that claim says now.
    pub claim_text: Option<String>,
    /// What the writer will do.
    pub action: String,
    /// Where.
    pub place: String,
    /// With whom.
    pub people: String,
    /// Whether they know and agree.
    pub consent: String,
    /// By which local day, "2026-11-28".
    pub due: Option<String>,
    /// Whether it was planned: its prediction can no longer be changed.
    pub sealed: bool,
    /// What the writer expects; none while it is sealed and nothing has happened.
    pub prediction: Option<String>,
    /// What would prove the writer wrong; none while it is sealed and nothing has happened.
    pub disconfirm: Option<String>,
    /// When it was planned.
    pub planned_at: Option<Instant>,
    /// What was added since, oldest first.
    pub amendments: Vec<Amendment>,
    /// What a camera would have seen; may be empty.
    pub happened: String,
    /// The local day it happened.
    pub happened_on: Option<String>,
    /// When it was written.
    pub happened_at: Option<Instant>,
    /// Whether it came out as predicted.
    pub met: Option<Met>,
    /// How sure the writer is of the claim since, 0 to 100.
    pub confidence: Option<u8>,
    /// When it was looked back on.
    pub reviewed_at: Option<Instant>,
    /// When it was given up.
    pub dropped_at: Option<Instant>,
    /// Why; may be empty.
    pub drop_reason: String,
    /// How far it has come.
    pub state: TestState,
}

/// One test.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &Tx<'_>, id: TestId) -> Result<Test> {
    seen(tx, store::get(tx, id)?)
}

/// Whether it is here.
///
/// # Errors
/// Those of the database.
pub(crate) fn knows(tx: &Tx<'_>, id: TestId) -> Result<bool> {
    match store::get(tx, id) {
        Ok(_) => Ok(true),
        Err(Error::NotFound(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The tests of a loop, in the order in which they were thought up.
///
/// # Errors
/// Those of the database.
pub fn of_loop(tx: &Tx<'_>, id: EntryId) -> Result<Vec<Test>> {
    store::of_loop(tx, id)?.into_iter().map(|test| seen(tx, test)).collect()
}

/// The tests of these claims, by whatever loop; those of loops in the trash are left out.
///
/// # Errors
/// Those of the database.
pub fn of_claims(tx: &Tx<'_>, ids: &[ClaimId]) -> Result<Vec<Test>> {
    let mut all = Vec::new();
    for id in ids {
        all.extend(store::of_claim(tx, *id)?);
    }
    all.sort_by_key(|test| test.id);
    all.into_iter().map(|test| seen(tx, test)).collect()
}

/// Every test that waits for something: planned or with a result, not yet looked back on, what is due first. Those of
/// loops in the trash, and of loops that are closed, are left out.
///
/// # Errors
/// Those of the database.
pub fn open(tx: &Tx<'_>) -> Result<Vec<Test>> {
    store::open(tx)?.into_iter().map(|test| seen(tx, test)).collect()
}

impl Test {
    /// Whether its prediction may not be shown yet: it was planned, and nothing has happened.
    pub fn is_sealed(&self) -> bool {
        self.sealed && self.happened_at.is_none()
    }
}

/// Fills in what is said elsewhere, and takes out what is sealed. Every test that leaves this module comes through here.
fn seen(tx: &Tx<'_>, mut test: Test) -> Result<Test> {
    if let Some(claim) = test.claim {
        let root = claims::head(tx, claims::root(tx, claim)?)?;
        (test.claim, test.claim_text) = (Some(root.id), Some(root.text));
    }
    test.amendments = store::amendments(tx, test.id)?;
    test.state = state(&test, tx.clock().day(tx.now()));
    test.sealed = test.planned_at.is_some();
    if test.is_sealed() {
        (test.prediction, test.disconfirm) = (None, None);
    }
    Ok(test)
}

fn state(test: &Test, today: NaiveDate) -> TestState {
    // Days are written so that text sorts as time does.
    let come = || test.due.as_deref().is_some_and(|due| due <= today.format("%Y-%m-%d").to_string().as_str());
    if test.dropped_at.is_some() {
        TestState::Dropped
    } else if test.reviewed_at.is_some() {
        TestState::Reviewed
    } else if test.happened_at.is_some() {
        TestState::Happened
    } else if test.planned_at.is_none() {
        TestState::Draft
    } else if come() {
        TestState::Due
    } else {
        TestState::Planned
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
