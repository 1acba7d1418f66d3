use super::{EntryRow, store};
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;
use crate::tray;

/// Puts entries in the trash: out of every list, search and the tray; nothing of them is deleted.
///
/// # Errors
/// `NotFound` where one is not there; none is moved then.
pub fn trash(tx: &mut Tx<'_>, ids: &[EntryId]) -> Result<()> {
    let now = tx.now();
    for &id in ids {
        store::set_trashed(tx, id, Some(now))?;
        tx.touch(id);
    }
    tray::remove(tx, ids)
}

/// Takes entries out of the trash, as they were.
///
/// # Errors
/// `NotFound` where one is not there; none is moved then.
pub fn restore(tx: &mut Tx<'_>, ids: &[EntryId]) -> Result<()> {
    for &id in ids {
        store::set_trashed(tx, id, None)?;
        tx.touch(id);
    }
    Ok(())
}

/// What lies in the trash, last deleted first.
pub fn trashed(tx: &Tx<'_>) -> Result<Vec<EntryRow>> {
    store::rows(tx, "WHERE trashed_at IS NOT NULL ORDER BY trashed_at DESC, id DESC", [])
}
