use rusqlite::params;

use crate::entries::{self, EntryRow};
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;

/// Ticks entries.
///
/// # Errors
/// `NotFound` where one is not there or lies in the trash; none is ticked then.
pub fn add(tx: &mut Tx<'_>, ids: &[EntryId]) -> Result<()> {
    let now = tx.now();
    for &id in ids {
        entries::store::row(tx, id)?.filter(|row| row.trashed_at.is_none()).ok_or(Error::NotFound("entry"))?;
        tx.execute(
            "INSERT INTO tray (entry, added_at) VALUES (?1, ?2) ON CONFLICT (entry) DO NOTHING",
            params![id, now],
        )?;
    }
    Ok(())
}

/// Unticks entries; those not ticked are passed over.
pub fn remove(tx: &mut Tx<'_>, ids: &[EntryId]) -> Result<()> {
    for id in ids {
        tx.execute("DELETE FROM tray WHERE entry = ?1", [id])?;
    }
    Ok(())
}

/// Unticks all.
pub fn clear(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute("DELETE FROM tray", [])?;
    Ok(())
}

/// What is ticked, oldest entry first: the order in which it is read.
pub fn list(tx: &Tx<'_>) -> Result<Vec<EntryRow>> {
    entries::store::rows(tx, "WHERE id IN (SELECT entry FROM tray) AND trashed_at IS NULL ORDER BY sort, id", [])
}

/// The ids of what is ticked, in the order of [`list`].
pub fn ids(tx: &Tx<'_>) -> Result<Vec<EntryId>> {
    Ok(list(tx)?.into_iter().map(|row| row.id).collect())
}
