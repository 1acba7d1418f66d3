//! From stage to stage: forward one step when its fields exist, back at any time, out by a side exit and in again. Every
//! step is recorded and stays.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::store::{self, State};
use super::{Exit, Loop, Stage, get};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;

/// Characters of a note or a reason.
const LIMIT: usize = 2_000;

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Move {
    /// When.
    pub at: Instant,
    /// From this stage.
    pub from: Stage,
    /// To this one; the same where it went out by a side exit, or in again.
    pub to: Stage,
    /// The side exit it stands in since.
    pub exit: Exit,
    /// The writer's reason; may be empty.
    pub note: String,
}

/// To another stage.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct MoveLoop {
    /// Which loop.
    pub id: EntryId,
    /// The next stage, or any earlier one.
    pub to: Stage,
    /// Why, at most 2,000 characters.
    pub note: Option<String>,
}

/// Aside, for a while.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ParkLoop {
    /// Which loop.
    pub id: EntryId,
    /// Why, at most 2,000 characters.
    pub why: String,
    /// The day to come back to it, "2026-11-21".
    pub revisit: Option<String>,
}

/// Closed, since the fix was enough.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct SingleLoop {
    /// Which loop.
    pub id: EntryId,
    /// What the fix was, at most 2,000 characters.
    pub why: String,
}

/// Moves on to the next stage, or back to any earlier one. Going back from the last takes its verdict off: the history
/// of its claims keeps what was concluded.
///
/// # Errors
/// `BadInput` in words where something is missing, the stage is not the next, or the log stands in a side exit.
pub fn move_to(tx: &mut Tx<'_>, request: MoveLoop) -> Result<Loop> {
    let now = get(tx, request.id)?;
    if now.exit != Exit::None {
        return Err(Error::bad("this learning log was put aside; take it up again first"));
    }
    if request.to == now.stage {
        return Err(Error::bad("this learning log is at that stage already"));
    }
    if request.to > now.stage {
        forward(&now, request.to)?;
    }
    let note = checked(request.note.as_deref().unwrap_or_default(), "a note")?;
    step(tx, request.id, note, |state| {
        state.stage = request.to;
        state.verdict = None;
        state.closed_at = None;
    })
}

fn forward(now: &Loop, to: Stage) -> Result<()> {
    if now.next != Some(to) {
        return Err(Error::bad("a learning log moves on one stage at a time"));
    }
    if let Some(missing) =
        now.missing.iter().find(|missing| missing.stage == now.stage && !missing.sentences.is_empty())
    {
        return Err(Error::bad(missing.sentences.join(" ")));
    }
    if to == Stage::Closed {
        return Err(Error::bad("to close it, say what you do with the assumption: keep, revise or drop it"));
    }
    Ok(())
}

/// Puts a learning log aside, with the reason and, where there is one, the day to come back to it.
///
/// # Errors
/// `BadInput` for a closed one, a missing reason or a day that is none.
pub fn park(tx: &mut Tx<'_>, request: ParkLoop) -> Result<Loop> {
    if let Some(day) = &request.revisit
        && !NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok_and(|date| date.format("%Y-%m-%d").to_string() == *day)
    {
        return Err(Error::bad("that is not a day such as 2026-11-21"));
    }
    leave(tx, request.id, Exit::Parked, &request.why, request.revisit)
}

/// Closes a learning log whose fix was enough: a good ending, named for what it is.
///
/// # Errors
/// `BadInput` for a closed one or a missing reason.
pub fn single(tx: &mut Tx<'_>, request: SingleLoop) -> Result<Loop> {
    leave(tx, request.id, Exit::Single, &request.why, None)
}

fn leave(tx: &mut Tx<'_>, id: EntryId, exit: Exit, why: &str, revisit: Option<String>) -> Result<Loop> {
    if store::state(tx, id)?.stage == Stage::Closed {
        return Err(Error::bad("this learning log is closed; take it up again first"));
    }
    let why = checked(why, "a reason")?;
    if why.is_empty() {
        return Err(Error::bad("say in a few words why; it helps when you come back to it"));
    }
    let now = tx.now();
    step(tx, id, why.clone(), |state| {
        state.exit = exit;
        state.exit_reason = why;
        state.revisit = revisit;
        state.closed_at = (exit == Exit::Single).then_some(now);
    })
}

/// Takes a learning log up again: out of its side exit to the stage it left, or from the last stage back to its test.
///
/// # Errors
/// `BadInput` for one that is on its way.
pub fn reopen(tx: &mut Tx<'_>, id: EntryId) -> Result<Loop> {
    let now = store::state(tx, id)?;
    if now.exit == Exit::None && now.stage != Stage::Closed {
        return Err(Error::bad("this learning log is open already"));
    }
    step(tx, id, String::new(), |state| {
        if state.exit == Exit::None {
            state.stage = Stage::Tested;
            state.verdict = None;
        }
        state.exit = Exit::None;
        state.exit_reason = String::new();
        state.revisit = None;
        state.closed_at = None;
    })
}

/// Changes where a loop is, records the step, and answers with the loop as it now stands.
pub(super) fn step(tx: &mut Tx<'_>, id: EntryId, note: String, change: impl FnOnce(&mut State)) -> Result<Loop> {
    let before = store::state(tx, id)?;
    let mut after = before.clone();
    change(&mut after);
    let step = Move { at: tx.now(), from: before.stage, to: after.stage, exit: after.exit, note };
    store::record(tx, id, &step)?;
    store::update(tx, id, &after)?;
    get(tx, id)
}

fn checked(text: &str, what: &str) -> Result<String> {
    if text.chars().count() > LIMIT {
        return Err(Error::TooBig(format!("{what} has room for {LIMIT} characters; nothing was saved or changed")));
    }
    Ok(text.trim().to_owned())
}
