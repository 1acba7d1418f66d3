//! Running a session: which step it is, since when. It is kept at each change, so that a closed lid or a restart loses
//! nothing: the time that passed is reckoned from when the step began.

use serde::{Deserialize, Serialize};

use super::{Session, SessionState, get, store};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::SessionId;
use crate::store::Tx;

/// Where a running session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Running {
    /// Which step, from 0.
    pub step: u32,
    /// Since when.
    pub since: Instant,
    /// Minutes that were added to it.
    pub added: u32,
}

/// What is done with a running session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum RunAction {
    /// Begin with the first step; one that runs already goes on.
    Begin,
    /// The next step; after the last one the session is over.
    Next,
    /// The step before; where it is over, the last one.
    Back,
    /// A minute more for this step.
    Add,
    /// This step from its beginning, from now on: a lid was closed over it.
    Again,
    /// It is over.
    End,
    /// It was not held yet after all.
    Undo,
}

/// Something done with a running session.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct RunSession {
    /// Which.
    pub id: SessionId,
    /// What.
    pub action: RunAction,
}

/// Minutes that can be added to one step.
const ADDED: u32 = 120;

/// Runs a session on.
///
/// # Errors
/// `NotFound`; `BadInput` where it has no steps, does not run, or is recorded.
pub fn run(tx: &mut Tx<'_>, request: RunSession) -> Result<Session> {
    let session = get(tx, request.id)?;
    if session.row.state == SessionState::Recorded {
        return Err(Error::bad("this session is recorded and over"));
    }
    let last = u32::try_from(session.steps.len()).unwrap_or(u32::MAX).checked_sub(1);
    let last = last.ok_or_else(|| Error::bad("this session has no steps to run: choose a protocol, or write steps"))?;
    let at = |step: u32| Some(Running { step, since: tx.now(), added: 0 });
    let running = || session.running.ok_or_else(|| Error::bad("this session does not run"));
    let now = match request.action {
        RunAction::Begin => session.running.or(at(0)),
        RunAction::Next => Some(running()?.step + 1).filter(|step| *step <= last).and_then(at),
        RunAction::Back if session.row.state == SessionState::Held => at(last),
        RunAction::Back => at(running()?.step.min(last + 1).saturating_sub(1)),
        RunAction::Again => at(running()?.step.min(last)),
        RunAction::Add => {
            let running = running()?;
            Some(Running { added: (running.added + 1).min(ADDED), ..running })
        }
        RunAction::End | RunAction::Undo => None,
    };
    let state = match (now, request.action) {
        (Some(_), _) => SessionState::Running,
        (None, RunAction::Undo) => SessionState::Planned,
        (None, _) => SessionState::Held,
    };
    store::set_running(tx, request.id, now)?;
    store::set_state(tx, request.id, state)?;
    get(tx, request.id)
}
