//! The SQL of learning logs: where each is, and the steps it took.

pub(super) mod case;
pub(super) mod challenges;
pub(super) mod links;
pub(super) mod quotes;
pub(super) mod rows;

use rusqlite::params;

use super::moves::Move;
use super::{Exit, Owner, Stage};
use crate::claims::Verdict;
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;

/// The row of a loop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub stage: Stage,
    pub exit: Exit,
    pub exit_reason: String,
    pub revisit: Option<String>,
    pub owner: Owner,
    pub verdict: Option<Verdict>,
    pub riskiest_rung: Option<u8>,
    pub opened_at: Instant,
    pub closed_at: Option<Instant>,
}

impl State {
    pub(super) fn new(opened_at: Instant) -> Self {
        Self {
            stage: Stage::Noticed,
            exit: Exit::None,
            exit_reason: String::new(),
            revisit: None,
            owner: Owner::Me,
            verdict: None,
            riskiest_rung: None,
            opened_at,
            closed_at: None,
        }
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, id: EntryId, state: &State) -> Result<()> {
    tx.execute(
        "INSERT INTO loop (entry, stage, exit, exit_reason, revisit, owner, verdict, riskiest_rung, opened_at, closed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            id,
            state.stage,
            state.exit,
            state.exit_reason,
            state.revisit,
            state.owner,
            state.verdict,
            state.riskiest_rung,
            state.opened_at,
            state.closed_at
        ],
    )?;
    Ok(())
}

/// Where the loop is; also one in the trash.
pub(super) fn state(tx: &Tx<'_>, id: EntryId) -> Result<State> {
    tx.first(
        "SELECT stage, exit, exit_reason, revisit, owner, verdict, riskiest_rung, opened_at, closed_at FROM loop WHERE entry = ?1",
        [id],
        |row| {
            Ok(State {
                stage: row.get(0)?,
                exit: row.get(1)?,
                exit_reason: row.get(2)?,
                revisit: row.get(3)?,
                owner: row.get(4)?,
                verdict: row.get(5)?,
                riskiest_rung: row.get(6)?,
                opened_at: row.get(7)?,
                closed_at: row.get(8)?,
            })
        },
    )?
    .ok_or(Error::NotFound("learning log"))
}

/// When it was opened stays.
pub(super) fn update(tx: &mut Tx<'_>, id: EntryId, state: &State) -> Result<()> {
    tx.execute_one(
        "learning log",
        "UPDATE loop SET stage = ?2, exit = ?3, exit_reason = ?4, revisit = ?5, owner = ?6, verdict = ?7, riskiest_rung = ?8,
            closed_at = ?9 WHERE entry = ?1",
        params![
            id,
            state.stage,
            state.exit,
            state.exit_reason,
            state.revisit,
            state.owner,
            state.verdict,
            state.riskiest_rung,
            state.closed_at
        ],
    )?;
    tx.touch(id);
    Ok(())
}

pub(super) fn record(tx: &mut Tx<'_>, id: EntryId, step: &Move) -> Result<()> {
    tx.execute(
        "INSERT INTO loop_move (loop, at, from_stage, to_stage, exit, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id, step.at, step.from, step.to, step.exit, step.note],
    )?;
    Ok(())
}

pub(super) fn moves(tx: &Tx<'_>, id: EntryId) -> Result<Vec<Move>> {
    tx.rows("SELECT at, from_stage, to_stage, exit, note FROM loop_move WHERE loop = ?1 ORDER BY id", [id], |row| {
        Ok(Move { at: row.get(0)?, from: row.get(1)?, to: row.get(2)?, exit: row.get(3)?, note: row.get(4)? })
    })
}

/// Whether there is such a learning log, in the trash or not.
///
/// # Errors
/// Those of the database.
pub fn is_loop(tx: &Tx<'_>, id: EntryId) -> Result<bool> {
    tx.one("SELECT EXISTS (SELECT 1 FROM loop WHERE entry = ?1)", [id], |row| row.get(0))
}

/// Learning logs that are not in the trash.
///
/// # Errors
/// Those of the database.
pub fn count(tx: &Tx<'_>) -> Result<u32> {
    tx.one("SELECT count(*) FROM loop CROSS JOIN entry ON entry.id = loop.entry WHERE trashed_at IS NULL", [], |row| {
        row.get(0)
    })
}
