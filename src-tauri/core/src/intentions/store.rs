//! The SQL of intentions.

use rusqlite::params;

use super::AnswerIntention;
use super::record::IntentionRecord;
use crate::clock::Instant;
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;

/// An intention that was carried on.
pub(super) struct Carried {
    pub(super) entry: EntryId,
    pub(super) field: String,
    pub(super) text: String,
}

/// Those to be asked for again on `day`, longest due first.
pub(super) fn carried(tx: &Tx<'_>, day: &str) -> Result<Vec<Carried>> {
    tx.rows(
        "SELECT entry, field, text FROM intention CROSS JOIN entry ON entry.id = intention.entry
         WHERE answer = 'carried' AND again <= ?1 AND trashed_at IS NULL ORDER BY again, intention.id",
        [day],
        |row| Ok(Carried { entry: row.get(0)?, field: row.get(1)?, text: row.get(2)? }),
    )
}

/// Entries begun with a template and written after a moment, last written first: looked for among those edited since.
pub(super) fn newest(tx: &Tx<'_>, after: Instant) -> Result<Vec<(EntryId, Instant)>> {
    tx.rows(
        "SELECT id, written_at FROM entry INDEXED BY entry_by_edit WHERE edited_at >= ?2 AND written_at >= ?2
            AND kind = 'entry' AND trashed_at IS NULL AND template <> ?1
         ORDER BY written_at DESC, id DESC",
        params![crate::entries::FREE, after],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The fields of an entry that were answered.
pub(super) fn answered(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<String>> {
    tx.rows("SELECT field FROM intention WHERE entry = ?1", [entry], |row| row.get(0))
}

/// What stood there when it was answered.
pub(super) fn text(tx: &Tx<'_>, entry: EntryId, field: &str) -> Result<Option<String>> {
    tx.first("SELECT text FROM intention WHERE entry = ?1 AND field = ?2", params![entry, field], |row| row.get(0))
}

pub(super) fn keep(
    tx: &mut Tx<'_>,
    request: &AnswerIntention,
    text: &str,
    again: Option<&str>,
    begun: Option<EntryId>,
) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO intention (entry, field, text, answer, again, loop, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (entry, field) DO UPDATE SET text = excluded.text, answer = excluded.answer, again = excluded.again,
            loop = coalesce(excluded.loop, loop), at = excluded.at",
        params![request.entry, request.field, text, request.answer, again, begun, now],
    )?;
    Ok(())
}

pub(super) fn records(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<IntentionRecord>> {
    tx.rows("SELECT field, text, answer, again, loop, at FROM intention WHERE entry = ?1 ORDER BY id", [entry], |row| {
        Ok(IntentionRecord {
            field: row.get(0)?,
            text: row.get(1)?,
            answer: row.get(2)?,
            again: row.get(3)?,
            begun: row.get(4)?,
            at: row.get(5)?,
        })
    })
}

pub(super) fn put(tx: &mut Tx<'_>, entry: EntryId, record: &IntentionRecord) -> Result<()> {
    tx.execute(
        "INSERT INTO intention (entry, field, text, answer, again, loop, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (entry, field) DO NOTHING",
        params![entry, record.field, record.text, record.answer, record.again, record.begun, record.at],
    )?;
    Ok(())
}
