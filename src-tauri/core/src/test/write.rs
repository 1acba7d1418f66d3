//! Thinking a test up ([`save`]), until it is planned.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Test, get, store};
use crate::claims;
use crate::entries::given;
use crate::error::{Error, Result};
use crate::id::{ClaimId, EntryId, TestId};
use crate::store::Tx;

/// Characters of each text of a test.
const LIMIT: usize = 10_000;

/// A test to begin or to change; what is left out stays as it is.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveTest {
    /// The loop it belongs to.
    #[serde(rename = "loop")]
    pub of: EntryId,
    /// Which test; left out: a new one.
    pub id: Option<TestId>,
    /// The claim it tests, one of the loop's; `null` takes that back.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "ClaimId | null")]
    pub claim: Option<Option<ClaimId>>,
    /// What the writer will do.
    pub action: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// With whom.
    pub people: Option<String>,
    /// Whether they know and agree.
    pub consent: Option<String>,
    /// By which local day, "2026-11-28"; `null` takes that back.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string | null")]
    pub due: Option<Option<String>>,
    /// What the writer expects.
    pub prediction: Option<String>,
    /// What would prove the writer wrong.
    pub disconfirm: Option<String>,
}

/// Begins a test or changes one. Of a planned one only its day, place, people and their consent can change.
///
/// # Errors
/// `NotFound`; `BadInput` with a sentence for a claim of another loop, a day that is none, a change that comes too late.
pub fn save(tx: &mut Tx<'_>, request: SaveTest) -> Result<Test> {
    let before = match request.id {
        Some(id) => store::get(tx, id)?,
        None => store::begin(tx, request.of)?,
    };
    if before.of != request.of {
        return Err(Error::NotFound("test"));
    }
    let mut after = before.clone();
    if let Some(claim) = request.claim {
        after.claim = of_this_loop(tx, &before, claim)?;
    }
    if let Some(due) = request.due {
        after.due = due.map(|day| checked_day(&day)).transpose()?;
    }
    let texts = [
        (&mut after.action, request.action),
        (&mut after.place, request.place),
        (&mut after.people, request.people),
        (&mut after.consent, request.consent),
    ];
    for (slot, text) in texts {
        if let Some(text) = text {
            *slot = checked_text(&text)?;
        }
    }
    for (slot, text) in [(&mut after.prediction, request.prediction), (&mut after.disconfirm, request.disconfirm)] {
        if let Some(text) = text {
            *slot = Some(checked_text(&text)?);
        }
    }
    allow(&before, &after)?;
    if after != before {
        store::update(tx, &after)?;
    }
    get(tx, after.id)
}

/// The claim to store: one of the loop's, and where the test names it by another name already, that.
fn of_this_loop(tx: &Tx<'_>, before: &Test, claim: Option<ClaimId>) -> Result<Option<ClaimId>> {
    let Some(claim) = claim else { return Ok(None) };
    if !claims::is_tied(tx, before.of, claim)? {
        return Err(Error::bad("this log is not about that assumption; add it there first"));
    }
    match before.claim {
        Some(known) if claims::root(tx, known)? == claims::root(tx, claim)? => Ok(Some(known)),
        _ => Ok(Some(claim)),
    }
}

fn allow(before: &Test, after: &Test) -> Result<()> {
    if after == before {
        return Ok(());
    }
    if before.dropped_at.is_some() {
        return Err(Error::bad("this test was given up and stays as it was; plan another one"));
    }
    if before.happened_at.is_some() {
        return Err(Error::bad("what happened in this test is written, so its plan stays as it was"));
    }
    let sealed = |test: &Test| (test.claim, test.action.clone(), test.prediction.clone(), test.disconfirm.clone());
    if before.planned_at.is_some() && sealed(before) != sealed(after) {
        return Err(Error::bad(
            "this test is planned: what you will do and what you expect are sealed until you have written what happened. You can add to it, or change its day, place and people",
        ));
    }
    Ok(())
}

pub(super) fn checked_text(text: &str) -> Result<String> {
    let text = text.trim();
    let characters = text.chars().count();
    if characters > LIMIT {
        return Err(Error::bad(format!("each field of a test has at most 10,000 characters; this has {characters}")));
    }
    Ok(text.to_owned())
}

/// A day, read and written back, so that text sorts as time does.
pub(super) fn checked_day(text: &str) -> Result<String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .map(|day| day.format("%Y-%m-%d").to_string())
        .filter(|written| written == text)
        .ok_or_else(|| Error::bad("that is not a day such as 2026-11-21"))
}
