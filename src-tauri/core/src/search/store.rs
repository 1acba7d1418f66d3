//! The SQL of the search queue.

use std::collections::HashSet;

use rusqlite::params;

use super::doc::Doc;
use crate::entries;
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;

/// An entry that search has yet to read.
pub(super) struct Queued {
    pub(super) seq: i64,
    pub(super) entry: EntryId,
}

/// The oldest of the queue.
pub(super) fn queued(tx: &Tx<'_>, limit: u32) -> Result<Vec<Queued>> {
    tx.rows("SELECT seq, entry FROM index_queue ORDER BY seq LIMIT ?1", [limit], |row| {
        Ok(Queued { seq: row.get(0)?, entry: row.get(1)? })
    })
}

pub(super) fn queue_length(tx: &Tx<'_>) -> Result<u32> {
    tx.one("SELECT count(*) FROM index_queue", [], |row| row.get(0))
}

/// The last number the queue ever gave.
pub(super) fn last_seq(tx: &Tx<'_>) -> Result<i64> {
    tx.one("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'index_queue'", [], |row| row.get(0))
}

/// What was queued up to `seq` has been read.
pub(super) fn clear(tx: &mut Tx<'_>, seq: i64) -> Result<()> {
    tx.execute("DELETE FROM index_queue WHERE seq <= ?1", [seq])?;
    Ok(())
}

/// Everything is to be read again.
pub(super) fn queue_all(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute("INSERT INTO index_queue (entry) SELECT id FROM entry WHERE true ON CONFLICT (entry) DO NOTHING", [])?;
    Ok(())
}

/// The entry as search sees it; none where it is gone or in the trash.
pub(super) fn doc(tx: &Tx<'_>, id: EntryId) -> Result<Option<Doc>> {
    let Some((stamp, day)) =
        tx.first("SELECT stamp, day FROM entry WHERE id = ?1 AND trashed_at IS NULL", [id], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
        })?
    else {
        return Ok(None);
    };
    Ok(entries::store::find(tx, id)?.map(|entry| Doc::of(&entry, stamp, &day)))
}

/// Whether a hit is what stands in the journal now.
pub(super) fn is_current(tx: &Tx<'_>, id: EntryId, stamp: i64) -> Result<bool> {
    tx.one(
        "SELECT EXISTS (SELECT 1 FROM entry WHERE id = ?1 AND stamp = ?2 AND trashed_at IS NULL)",
        params![id, stamp],
        |row| row.get(0),
    )
}

/// Every entry that should be in the index and is not queued, with its stamp.
pub(super) fn expected(tx: &Tx<'_>) -> Result<HashSet<(String, i64)>> {
    let rows = tx.rows(
        "SELECT id, stamp FROM entry WHERE trashed_at IS NULL AND id NOT IN (SELECT entry FROM index_queue)",
        [],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)),
    )?;
    Ok(rows.into_iter().collect())
}

/// The languages entries are written in.
pub(super) fn languages(tx: &Tx<'_>) -> Result<Vec<String>> {
    tx.rows("SELECT DISTINCT language FROM entry WHERE language IS NOT NULL", [], |row| row.get(0))
}

/// How a folded name was written: tags, people, or nothing of the kind.
pub(super) fn tag_name(tx: &Tx<'_>, folded: &str) -> Result<Option<String>> {
    tx.first("SELECT name FROM tag WHERE folded = ?1", [folded], |row| row.get(0))
}

pub(super) fn person_name(tx: &Tx<'_>, folded: &str) -> Result<Option<String>> {
    tx.first("SELECT name FROM person WHERE folded = ?1", [folded], |row| row.get(0))
}
