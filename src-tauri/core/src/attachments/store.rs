use rusqlite::{Row, params};

use super::{Attachment, Sealed, is_image};
use crate::clock::Instant;
use crate::error::Result;
use crate::id::{AttachmentId, EntryId};
use crate::store::Tx;

fn attachment(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    let media_type: String = row.get(3)?;
    Ok(Attachment {
        id: row.get(0)?,
        entry: row.get(1)?,
        name: row.get(2)?,
        is_image: is_image(&media_type),
        media_type,
        bytes: row.get(4)?,
        added_at: row.get(5)?,
    })
}

pub(super) fn list(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<Attachment>> {
    tx.rows(
        "SELECT id, entry, name, media_type, bytes, added_at FROM attachment WHERE entry = ?1 AND removed_at IS NULL ORDER BY added_at, id",
        [entry],
        attachment,
    )
}

pub(super) fn get(tx: &Tx<'_>, id: AttachmentId) -> Result<Option<Attachment>> {
    tx.first("SELECT id, entry, name, media_type, bytes, added_at FROM attachment WHERE id = ?1", [id], attachment)
}

pub(super) fn entry_is_there(tx: &Tx<'_>, entry: EntryId) -> Result<bool> {
    tx.one("SELECT EXISTS (SELECT 1 FROM entry WHERE id = ?1)", [entry], |row| row.get(0))
}

pub(super) fn insert(tx: &mut Tx<'_>, entry: EntryId, name: &str, media_type: &str, sealed: &Sealed) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO attachment (id, entry, name, media_type, bytes, sha256, added_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![sealed.id, entry, name, media_type, sealed.bytes, sealed.sha256, now],
    )?;
    Ok(())
}

pub(super) fn set_removed(tx: &mut Tx<'_>, id: AttachmentId, at: Option<Instant>) -> Result<()> {
    tx.execute_one("attachment", "UPDATE attachment SET removed_at = ?2 WHERE id = ?1", params![id, at])
}

/// Files of entries that are not in the trash.
pub fn count(tx: &Tx<'_>) -> Result<u32> {
    tx.one(
        "SELECT count(*) FROM attachment CROSS JOIN entry ON entry.id = attachment.entry WHERE removed_at IS NULL AND trashed_at IS NULL",
        [],
        |row| row.get(0),
    )
}

/// Every file the journal knows, removed ones too, with the size and SHA-256 of its plain bytes.
pub fn ids(tx: &Tx<'_>) -> Result<Vec<(AttachmentId, i64, String)>> {
    tx.rows("SELECT id, bytes, sha256 FROM attachment ORDER BY id", [], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
}

/// SHA-256 of a file's plain bytes, lower-case hex; empty where there is no such file.
pub fn sha256(tx: &Tx<'_>, id: AttachmentId) -> Result<String> {
    Ok(tx.first("SELECT sha256 FROM attachment WHERE id = ?1", [id], |row| row.get(0))?.unwrap_or_default())
}
