//! The SQL of what is not to be asked again, and of which learning logs share an assumption.

use rusqlite::params;

use crate::error::Result;
use crate::id::{ClaimId, EntryId};
use crate::store::Tx;

pub(super) fn is_silenced(tx: &Tx<'_>, subject: &str) -> Result<bool> {
    tx.one("SELECT EXISTS (SELECT 1 FROM silenced WHERE subject = ?1)", [subject], |row| row.get(0))
}

/// Every subject, as they were silenced.
pub(super) fn all(tx: &Tx<'_>) -> Result<Vec<String>> {
    tx.rows("SELECT subject FROM silenced ORDER BY at, subject", [], |row| row.get(0))
}

pub(super) fn silence(tx: &mut Tx<'_>, subject: &str) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO silenced (subject, at) VALUES (?1, ?2) ON CONFLICT (subject) DO NOTHING",
        params![subject, now],
    )?;
    Ok(())
}

pub(super) fn unsilence(tx: &mut Tx<'_>, subject: &str) -> Result<()> {
    tx.execute("DELETE FROM silenced WHERE subject = ?1", [subject])?;
    Ok(())
}

/// Every learning log outside the trash with each assumption it is about, oldest first.
pub(super) fn assumptions_of_loops(tx: &Tx<'_>) -> Result<Vec<(EntryId, ClaimId)>> {
    tx.rows(
        "SELECT loop_claim.loop, loop_claim.claim FROM loop_claim CROSS JOIN entry ON entry.id = loop_claim.loop
         WHERE loop_claim.role = 'assumption' AND entry.trashed_at IS NULL ORDER BY entry.sort, entry.id, loop_claim.id",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}
