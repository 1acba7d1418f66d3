use rusqlite::params;

use crate::error::Result;
use crate::id::EntryId;
use crate::loops::{LinkEntries, Rel};
use crate::store::Tx;

/// The other end of each tie, and whether it was made from there.
pub(in crate::loops) fn of(tx: &Tx<'_>, id: EntryId) -> Result<Vec<(Rel, EntryId, bool)>> {
    tx.rows(
        "SELECT rel, other, 0 AS back, id FROM entry_link WHERE entry = ?1
         UNION ALL SELECT rel, entry, 1, id FROM entry_link WHERE other = ?1 ORDER BY back, id",
        [id],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

pub(in crate::loops) fn insert(tx: &mut Tx<'_>, link: LinkEntries) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO entry_link (entry, rel, other, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (entry, rel, other) DO NOTHING",
        params![link.entry, link.rel, link.other, now],
    )?;
    touch(tx, link);
    Ok(())
}

pub(in crate::loops) fn delete(tx: &mut Tx<'_>, link: LinkEntries) -> Result<()> {
    tx.execute_one(
        "link",
        "DELETE FROM entry_link WHERE entry = ?1 AND rel = ?2 AND other = ?3",
        params![link.entry, link.rel, link.other],
    )?;
    touch(tx, link);
    Ok(())
}

fn touch(tx: &mut Tx<'_>, link: LinkEntries) {
    tx.touch(link.entry);
    tx.touch(link.other);
}
