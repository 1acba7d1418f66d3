use std::collections::HashSet;

use rusqlite::params;

use crate::error::{Error, Result};
use crate::id::{EntryId, PlanId};
use crate::store::Tx;

/// An entry of a plan as it is kept.
pub(in crate::plan) struct Piece {
    pub(in crate::plan) entry: EntryId,
    pub(in crate::plan) whole: bool,
    pub(in crate::plan) ticks: HashSet<String>,
}

pub(in crate::plan) fn pieces(tx: &Tx<'_>, plan: PlanId) -> Result<Vec<Piece>> {
    let rows: Vec<(i64, EntryId, bool)> =
        tx.rows("SELECT id, entry, whole FROM plan_piece WHERE plan = ?1 ORDER BY position, id", [plan], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    let mut pieces = Vec::with_capacity(rows.len());
    for (id, entry, whole) in rows {
        let ticks = tx.rows("SELECT part FROM plan_tick WHERE piece = ?1", [id], |row| row.get(0))?;
        pieces.push(Piece { entry, whole, ticks: ticks.into_iter().collect() });
    }
    Ok(pieces)
}

/// One that is there already stays as it is.
pub(in crate::plan) fn add_piece(tx: &mut Tx<'_>, plan: PlanId, entry: EntryId, whole: bool) -> Result<()> {
    tx.execute(
        "INSERT INTO plan_piece (plan, entry, whole, position)
         VALUES (?1, ?2, ?3, (SELECT coalesce(max(position), 0) + 1 FROM plan_piece WHERE plan = ?1))
         ON CONFLICT (plan, entry) DO NOTHING",
        params![plan, entry, whole],
    )?;
    Ok(())
}

pub(in crate::plan) fn remove_piece(tx: &mut Tx<'_>, plan: PlanId, entry: EntryId) -> Result<()> {
    tx.execute("DELETE FROM plan_piece WHERE plan = ?1 AND entry = ?2", params![plan, entry])?;
    Ok(())
}

pub(in crate::plan) fn set_ticks(
    tx: &mut Tx<'_>,
    plan: PlanId,
    entry: EntryId,
    whole: bool,
    ticks: &[String],
) -> Result<()> {
    let piece: Option<i64> =
        tx.first("SELECT id FROM plan_piece WHERE plan = ?1 AND entry = ?2", params![plan, entry], |row| row.get(0))?;
    let piece = piece.ok_or(Error::NotFound("entry in this plan"))?;
    tx.execute("UPDATE plan_piece SET whole = ?2 WHERE id = ?1", params![piece, whole])?;
    tx.execute("DELETE FROM plan_tick WHERE piece = ?1", [piece])?;
    for part in ticks {
        tx.execute(
            "INSERT INTO plan_tick (piece, part) VALUES (?1, ?2) ON CONFLICT (piece, part) DO NOTHING",
            params![piece, part],
        )?;
    }
    Ok(())
}
