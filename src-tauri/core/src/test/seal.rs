//! A test from its planning on: sealed, added to, opened by its result, looked back on, or given up.

use serde::{Deserialize, Serialize};

use super::write::{checked_day, checked_text};
use super::{Met, Test, get, store};
use crate::claims::{self, Cause, ClaimKind, WriteClaim};
use crate::error::{Error, Result};
use crate::id::TestId;
use crate::store::Tx;

/// Words for a test: an amendment, or why it is given up.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct AmendTest {
    /// Which test.
    pub id: TestId,
    /// What is added.
    pub text: String,
}

/// The result of a test.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct TestHappened {
    /// Which test.
    pub id: TestId,
    /// What a camera would have seen.
    pub text: String,
    /// The local day it happened; left out: today.
    pub on: Option<String>,
}

/// The look back on a test.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ReviewTest {
    /// Which test.
    pub id: TestId,
    /// Whether it came out as predicted.
    pub met: Met,
    /// How sure the writer is of the claim now, 0 to 100; left out: as sure as before.
    pub confidence: Option<u32>,
}

/// A test that will not be made.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct DropTest {
    /// Which test.
    pub id: TestId,
    /// Why; may be empty.
    pub why: String,
}

/// Seals the prediction and what would prove the writer wrong. Where the loop has one assumption and the test names
/// none, it is that one.
///
/// # Errors
/// `NotFound`; `BadInput` naming all that is still missing.
pub fn plan(tx: &mut Tx<'_>, id: TestId) -> Result<Test> {
    let mut test = store::get(tx, id)?;
    alive(&test)?;
    if test.planned_at.is_some() {
        return Err(Error::bad("this test is planned already"));
    }
    let assumptions: Vec<_> = claims::of_loop(tx, test.of)?
        .into_iter()
        .filter(|tied| tied.claim.kind == ClaimKind::Assumption)
        .map(|tied| tied.claim.id)
        .collect();
    if let (None, [only]) = (test.claim, assumptions.as_slice()) {
        test.claim = Some(*only);
    }
    let filled = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
    let needed = [
        (test.claim.is_some() || assumptions.is_empty(), "which assumption it tests"),
        (!test.action.is_empty(), "what you will do"),
        (test.due.is_some(), "by which day"),
        (filled(&test.prediction), "what you expect to happen"),
        (filled(&test.disconfirm), "what would prove you wrong"),
    ];
    let missing: Vec<&str> = needed.iter().filter(|(there, _)| !there).map(|(_, name)| *name).collect();
    if let Some((last, others)) = missing.split_last() {
        let all = if others.is_empty() { (*last).to_owned() } else { format!("{} and {last}", others.join(", ")) };
        return Err(Error::bad(format!("before a test is planned it says {all}")));
    }
    test.planned_at = Some(tx.now());
    store::update(tx, &test)?;
    get(tx, id)
}

/// Adds to a planned test, visibly, as long as it has no result.
///
/// # Errors
/// `NotFound`; `BadInput` with a sentence before its planning, after its result, and for no words.
pub fn amend(tx: &mut Tx<'_>, request: AmendTest) -> Result<Test> {
    let test = store::get(tx, request.id)?;
    alive(&test)?;
    if test.planned_at.is_none() {
        return Err(Error::bad("this test is not planned yet, so it can simply be changed"));
    }
    if test.happened_at.is_some() {
        return Err(Error::bad("what happened is written, so nothing is added to the plan any more"));
    }
    let text = checked_text(&request.text)?;
    if text.is_empty() {
        return Err(Error::bad("there is nothing to add yet: write it first"));
    }
    store::insert_amendment(tx, &test, &text)?;
    get(tx, request.id)
}

/// Writes what happened, once; from here on the prediction is shown.
///
/// # Errors
/// `NotFound`; `BadInput` with a sentence for a test that is not planned, has a result, for no words or a day to come.
pub fn happened(tx: &mut Tx<'_>, request: TestHappened) -> Result<Test> {
    let mut test = store::get(tx, request.id)?;
    alive(&test)?;
    if test.planned_at.is_none() {
        return Err(Error::bad("this test is not planned yet: say what you expect before you say what happened"));
    }
    if test.happened_at.is_some() {
        return Err(Error::bad("what happened was written before the prediction was shown, and stays as it is"));
    }
    let today = tx.clock().day(tx.now()).format("%Y-%m-%d").to_string();
    let day = match &request.on {
        Some(day) => checked_day(day)?,
        None => today.clone(),
    };
    if day > today {
        return Err(Error::bad("that day has not come yet"));
    }
    test.happened = checked_text(&request.text)?;
    if test.happened.is_empty() {
        return Err(Error::bad("say in a few words what happened, as a camera would have seen it"));
    }
    (test.happened_on, test.happened_at) = (Some(day), Some(tx.now()));
    store::update(tx, &test)?;
    get(tx, request.id)
}

/// Looks back: whether it came out as predicted, and how sure the writer is now. Another confidence is a new version of
/// the claim, with this test as its cause.
///
/// # Errors
/// `NotFound`; `BadInput` with a sentence where nothing has happened yet, and for a confidence that is none.
pub fn review(tx: &mut Tx<'_>, request: ReviewTest) -> Result<Test> {
    let mut test = store::get(tx, request.id)?;
    alive(&test)?;
    if test.happened_at.is_none() {
        return Err(Error::bad("write what happened first; then you see what you had expected"));
    }
    let checked = claims::checked_confidence(request.confidence)?;
    if let Some(claim) = test.claim {
        let written = WriteClaim {
            claim,
            in_loop: Some(test.of),
            text: None,
            confidence: request.confidence,
            standing: None,
            cause: Some(Cause::Test),
            cause_id: Some(test.id.to_string()),
            note: None,
        };
        claims::write(tx, written)?;
    }
    (test.met, test.confidence, test.reviewed_at) = (Some(request.met), checked, Some(tx.now()));
    store::update(tx, &test)?;
    get(tx, request.id)
}

/// Gives a test up. What was sealed stays sealed; one with a result is looked back on instead.
///
/// # Errors
/// `NotFound`; `BadInput` with a sentence for one that has a result or was given up already.
pub fn give_up(tx: &mut Tx<'_>, request: DropTest) -> Result<Test> {
    let mut test = store::get(tx, request.id)?;
    alive(&test)?;
    if test.happened_at.is_some() {
        return Err(Error::bad("what happened in this test is written: look back on it instead of giving it up"));
    }
    (test.dropped_at, test.drop_reason) = (Some(tx.now()), checked_text(&request.why)?);
    store::update(tx, &test)?;
    get(tx, request.id)
}

fn alive(test: &Test) -> Result<()> {
    match test.dropped_at {
        Some(_) => Err(Error::bad("this test was given up and stays as it was; plan another one")),
        None => Ok(()),
    }
}
