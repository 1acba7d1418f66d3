//! Writing a claim: the first version ([`add`]), each later one ([`write`]), and what a loop concludes ([`conclude`]).

use serde::{Deserialize, Serialize};

use super::{
    Cause, ClaimHead, ClaimId, ClaimKind, ClaimType, EntryId, Rating, Standing, Verdict, head, merge, store, tie,
};
use crate::error::{Error, Result};
use crate::id::TestId;
use crate::store::Tx;

/// Characters of a claim or of a note on it.
const LIMIT: usize = 2_000;

/// What one version says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct State {
    pub text: String,
    pub confidence: Option<u8>,
    pub standing: Standing,
    pub cause: Cause,
    pub cause_id: Option<String>,
    pub in_loop: Option<EntryId>,
    pub note: String,
}

/// A new claim of a loop.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AddClaim {
    /// Which loop it comes up in.
    #[serde(rename = "loop")]
    pub in_loop: EntryId,
    /// Assumption or aim.
    pub kind: ClaimKind,
    /// In the writer's words, at most 2,000 characters.
    pub text: String,
    /// 0 to 100.
    pub confidence: Option<u32>,
    /// What kind of assumption.
    #[serde(rename = "type")]
    pub typed: Option<ClaimType>,
    /// What became of an aim.
    pub rating: Option<Rating>,
}

/// Begins a claim and ties it to the loop it came up in.
///
/// # Errors
/// `NotFound` where there is no such loop, `BadInput` for a text that is empty or too long, or a confidence that is none.
pub fn add(tx: &mut Tx<'_>, request: AddClaim) -> Result<ClaimId> {
    tie::loop_there(tx, request.in_loop)?;
    let state = State {
        text: checked_text(request.kind, &request.text)?,
        confidence: checked_confidence(request.confidence)?,
        standing: Standing::Held,
        cause: Cause::Own,
        cause_id: None,
        in_loop: Some(request.in_loop),
        note: String::new(),
    };
    let id = ClaimId::new();
    store::insert(tx, id, request.kind, request.typed)?;
    store::append(tx, id, &state)?;
    store::insert_tie(tx, request.in_loop, id, request.kind, request.rating)?;
    Ok(id)
}

/// A change of a claim; what is left out stays as it is.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct WriteClaim {
    /// Which claim.
    pub claim: ClaimId,
    /// The loop it is written in.
    #[serde(rename = "loop")]
    pub in_loop: Option<EntryId>,
    /// In the writer's words, at most 2,000 characters.
    pub text: Option<String>,
    /// 0 to 100.
    pub confidence: Option<u32>,
    /// Other words without a standing make it revised.
    pub standing: Option<Standing>,
    /// What moved the writer.
    pub cause: Option<Cause>,
    /// Of the comment, test or session.
    pub cause_id: Option<String>,
    /// Why, in the writer's words.
    pub note: Option<String>,
}

/// Appends a version, if text, confidence or standing change; answers with the claim that was written, which is another
/// than the one named where that was merged into it.
///
/// Confidence never moves the standing by itself: to doubt an assumption is something a person says.
///
/// # Errors
/// `NotFound`; `BadInput` for a text or confidence that is none, and for a note on no change, which would be lost.
pub fn write(tx: &mut Tx<'_>, request: WriteClaim) -> Result<ClaimId> {
    if let Some(id) = request.in_loop {
        tie::loop_there(tx, id)?;
    }
    let before = head(tx, merge::root(tx, request.claim)?)?;
    let text = match &request.text {
        Some(text) => checked_text(before.kind, text)?,
        None => before.text.clone(),
    };
    let in_other_words = if text == before.text { before.standing } else { Standing::Revised };
    let cause = request.cause.unwrap_or_default();
    let state = State {
        text,
        confidence: checked_confidence(request.confidence)?.or(before.confidence),
        standing: request.standing.unwrap_or(in_other_words),
        cause,
        cause_id: request.cause_id.filter(|_| cause != Cause::Own),
        in_loop: request.in_loop,
        note: within(request.note.unwrap_or_default().trim(), "a note")?,
    };
    if changes(&before, &state) {
        append(tx, before.id, &state)?;
    } else if !state.note.is_empty() {
        return Err(Error::bad(
            "a note says why something changed, and nothing has: change the words, how sure you are or how you stand to it",
        ));
    }
    Ok(before.id)
}

/// Appends, and tells the loops that this claim comes up in, also those where it goes by the name of one merged into it.
fn append(tx: &mut Tx<'_>, claim: ClaimId, state: &State) -> Result<()> {
    store::append(tx, claim, state)?;
    for part in merge::family(tx, claim)? {
        store::stamp_loops(tx, part)?;
    }
    Ok(())
}

/// What a closing loop says about a claim.
#[derive(Clone, Debug)]
pub struct Conclusion {
    /// The loop that closes.
    pub in_loop: EntryId,
    /// About which claim.
    pub claim: ClaimId,
    /// Keep, revise or drop it.
    pub verdict: Verdict,
    /// What is held instead.
    pub instead: Option<String>,
    /// 0 to 100, now; none leaves it as it was.
    pub confidence: Option<u32>,
    /// The reviewed test it rests on.
    pub test: Option<TestId>,
}

/// Writes a loop's verdict into the claim's history: kept, revised or dropped; revised too where something else is held
/// instead. A verdict that says what the newest version says already, for the same reason, adds nothing.
///
/// # Errors
/// `NotFound`, and `BadInput` for a text or a confidence that is none.
pub fn conclude(tx: &mut Tx<'_>, conclusion: Conclusion) -> Result<ClaimId> {
    let before = head(tx, merge::root(tx, conclusion.claim)?)?;
    let instead = conclusion.instead.filter(|text| !text.trim().is_empty());
    let text = match &instead {
        Some(text) => checked_text(before.kind, text)?,
        None => before.text.clone(),
    };
    let standing = match conclusion.verdict {
        Verdict::Keep => Standing::Kept,
        Verdict::Drop if instead.is_none() => Standing::Dropped,
        Verdict::Drop | Verdict::Revise => Standing::Revised,
    };
    let state = State {
        text: if conclusion.verdict == Verdict::Keep { before.text.clone() } else { text },
        confidence: checked_confidence(conclusion.confidence)?.or(before.confidence),
        standing,
        cause: if conclusion.test.is_some() { Cause::Test } else { Cause::Own },
        cause_id: conclusion.test.map(|test| test.to_string()),
        in_loop: Some(conclusion.in_loop),
        note: String::new(),
    };
    let same_reason = store::versions(tx, before.id)?
        .last()
        .is_some_and(|last| last.cause_id == state.cause_id && last.in_loop == state.in_loop);
    if changes(&before, &state) || !same_reason {
        append(tx, before.id, &state)?;
    }
    Ok(before.id)
}

fn changes(before: &ClaimHead, after: &State) -> bool {
    before.text != after.text || before.confidence != after.confidence || before.standing != after.standing
}

fn checked_text(kind: ClaimKind, text: &str) -> Result<String> {
    let (text, name) = (text.trim(), name(kind));
    if text.is_empty() {
        return Err(Error::bad(format!("there is no {name} without words: write it first")));
    }
    within(text, &format!("an {name}"))
}

fn within(text: &str, name: &str) -> Result<String> {
    let characters = text.chars().count();
    if characters > LIMIT {
        return Err(Error::bad(format!("{name} has at most 2,000 characters; this has {characters}")));
    }
    Ok(text.to_owned())
}

/// How sure the writer is, 0 to 100.
pub(crate) fn checked_confidence(confidence: Option<u32>) -> Result<Option<u8>> {
    match confidence.map(u8::try_from) {
        None => Ok(None),
        Some(Ok(percent)) if percent <= 100 => Ok(Some(percent)),
        Some(_) => Err(Error::bad("how sure you are goes from 0 to 100")),
    }
}

fn name(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Assumption => "assumption",
        ClaimKind::Aim => "aim",
    }
}
