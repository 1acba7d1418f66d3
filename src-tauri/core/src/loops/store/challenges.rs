use rusqlite::{Row, params};

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::{ChallengeId, EntryId};
use crate::loops::Challenge;
use crate::store::Tx;

fn challenge(row: &Row<'_>) -> rusqlite::Result<Challenge> {
    Ok(Challenge {
        id: row.get(0)?,
        kind: row.get(1)?,
        text: row.get(2)?,
        lens: row.get(3)?,
        who: row.get(4)?,
        how: row.get(5)?,
        cause: row.get(6)?,
        cause_id: row.get(7)?,
        made_at: row.get(8)?,
        edited_at: row.get(9)?,
    })
}

pub(in crate::loops) fn list(tx: &Tx<'_>, of: EntryId) -> Result<Vec<Challenge>> {
    tx.rows(
        "SELECT id, kind, text, lens, who, how, cause, cause_id, made_at, edited_at FROM challenge
         WHERE loop = ?1 AND removed_at IS NULL ORDER BY made_at, id",
        [of],
        challenge,
    )
}

/// One of this loop, also one that was taken out.
pub(in crate::loops) fn get(tx: &Tx<'_>, of: EntryId, id: ChallengeId) -> Result<Option<Challenge>> {
    tx.first(
        "SELECT id, kind, text, lens, who, how, cause, cause_id, made_at, edited_at FROM challenge WHERE loop = ?1 AND id = ?2",
        params![of, id],
        challenge,
    )
}

pub(in crate::loops) fn insert(tx: &mut Tx<'_>, of: EntryId, challenge: &Challenge) -> Result<()> {
    tx.execute(
        "INSERT INTO challenge (id, loop, kind, text, lens, who, how, cause, cause_id, made_at, edited_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            challenge.id,
            of,
            challenge.kind,
            challenge.text,
            challenge.lens,
            challenge.who,
            challenge.how,
            challenge.cause,
            challenge.cause_id,
            challenge.made_at,
            challenge.edited_at
        ],
    )?;
    tx.touch(of);
    Ok(())
}

pub(in crate::loops) fn update(tx: &mut Tx<'_>, of: EntryId, challenge: &Challenge) -> Result<()> {
    tx.execute_one(
        "challenge",
        "UPDATE challenge SET kind = ?3, text = ?4, lens = ?5, who = ?6, how = ?7, edited_at = ?8 WHERE loop = ?1 AND id = ?2",
        params![
            of,
            challenge.id,
            challenge.kind,
            challenge.text,
            challenge.lens,
            challenge.who,
            challenge.how,
            challenge.edited_at
        ],
    )?;
    tx.touch(of);
    Ok(())
}

/// The loop it is of, also of one that was taken out.
pub(in crate::loops) fn of(tx: &Tx<'_>, id: ChallengeId) -> Result<EntryId> {
    let of = tx.first("SELECT loop FROM challenge WHERE id = ?1", [id], |row| row.get(0))?;
    of.ok_or(Error::NotFound("challenge"))
}

/// Takes out or puts back; answers with the loop it is of.
pub(in crate::loops) fn set_removed(tx: &mut Tx<'_>, id: ChallengeId, at: Option<Instant>) -> Result<EntryId> {
    let of = of(tx, id)?;
    tx.execute_one("challenge", "UPDATE challenge SET removed_at = ?2 WHERE id = ?1", params![id, at])?;
    tx.touch(of);
    Ok(of)
}
