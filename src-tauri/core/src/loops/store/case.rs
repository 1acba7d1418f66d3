use std::collections::HashSet;

use rusqlite::params;

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::{EntryId, TurnId};
use crate::loops::{Case, Turn};
use crate::store::Tx;

pub(in crate::loops) fn exists(tx: &Tx<'_>, of: EntryId) -> Result<bool> {
    tx.one("SELECT EXISTS (SELECT 1 FROM two_column WHERE loop = ?1)", [of], |row| row.get(0))
}

pub(in crate::loops) fn get(tx: &Tx<'_>, of: EntryId) -> Result<Option<Case>> {
    let case =
        tx.first("SELECT real, context, purpose, block, feared FROM two_column WHERE loop = ?1", [of], |row| {
            Ok(Case {
                real: row.get(0)?,
                context: row.get(1)?,
                purpose: row.get(2)?,
                block: row.get(3)?,
                feared: row.get(4)?,
                turns: Vec::new(),
            })
        })?;
    let Some(mut case) = case else { return Ok(None) };
    case.turns = tx.rows(
        "SELECT id, speaker, said, unsaid, marker, redesign FROM case_turn WHERE loop = ?1 ORDER BY position, id",
        [of],
        |row| {
            Ok(Turn {
                id: row.get(0)?,
                speaker: row.get(1)?,
                said: row.get(2)?,
                unsaid: row.get(3)?,
                marker: row.get(4)?,
                redesign: row.get(5)?,
            })
        },
    )?;
    Ok(Some(case))
}

/// When it was first saved; none where none is told.
pub(in crate::loops) fn begun_at(tx: &Tx<'_>, of: EntryId) -> Result<Option<Instant>> {
    tx.first("SELECT begun_at FROM two_column WHERE loop = ?1", [of], |row| row.get(0))
}

/// Writes the case and its turns; those it no longer has go.
pub(in crate::loops) fn save(tx: &mut Tx<'_>, of: EntryId, case: &Case) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO two_column (loop, real, context, purpose, block, feared, edited_at, begun_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
         ON CONFLICT (loop) DO UPDATE SET real = excluded.real, context = excluded.context, purpose = excluded.purpose,
            block = excluded.block, feared = excluded.feared, edited_at = excluded.edited_at",
        params![of, case.real, case.context, case.purpose, case.block, case.feared, now],
    )?;
    let known: HashSet<TurnId> =
        tx.rows("SELECT id FROM case_turn WHERE loop = ?1", [of], |row| row.get(0))?.into_iter().collect();
    let kept: HashSet<TurnId> = case.turns.iter().filter_map(|turn| turn.id).collect();
    if !kept.is_subset(&known) {
        return Err(Error::NotFound("turn"));
    }
    for gone in known.difference(&kept) {
        tx.execute("DELETE FROM case_turn WHERE id = ?1", [gone])?;
    }
    for (position, turn) in (0i64..).zip(&case.turns) {
        tx.execute(
            "INSERT INTO case_turn (id, loop, position, speaker, said, unsaid, marker, redesign)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (id) DO UPDATE SET position = excluded.position, speaker = excluded.speaker, said = excluded.said,
                unsaid = excluded.unsaid, marker = excluded.marker, redesign = excluded.redesign",
            params![
                turn.id.unwrap_or_default(),
                of,
                position,
                turn.speaker,
                turn.said,
                turn.unsaid,
                turn.marker,
                turn.redesign
            ],
        )?;
    }
    tx.touch(of);
    Ok(())
}
