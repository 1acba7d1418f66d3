//! The SQL of packs.

use rusqlite::{Row, params};
use sha2::{Digest, Sha256};

use super::{Handing, PackRow, PieceText, Ready, Redacted};
use crate::attachments::Sealed;
use crate::error::{Error, Result};
use crate::export::{Layout, Look};
use crate::id::{AttachmentId, PackId, PlanId};
use crate::store::Tx;

/// Which packs are asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Which {
    Prepared,
    Sent,
}

/// The files of a pack.
pub(super) struct Held {
    pub(super) file: Option<AttachmentId>,
    pub(super) wrapped: Option<AttachmentId>,
}

/// As it was handed over last: with or without a passphrase.
const ROW: &str = "SELECT pack.id, state, audience.community, format, letter, file_name || iif(how.encrypted, '.age', ''),
        iif(how.encrypted, wrapped_bytes, bytes), iif(how.encrypted, wrapped_sha256, sha256), coalesce(how.encrypted, 0),
        (SELECT count(*) FROM pack_piece WHERE pack = pack.id), prepared_at, sent_at, withdrawn_at, forgotten_at
     FROM pack JOIN audience ON audience.id = pack.audience
     LEFT JOIN pack_given AS how ON how.id = (SELECT max(id) FROM pack_given WHERE pack = pack.id)";

fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, at: usize) -> rusqlite::Result<T> {
    let text: String = row.get(at)?;
    serde_json::from_str(&text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(error)))
}

fn pack_row(row: &Row<'_>) -> rusqlite::Result<PackRow> {
    Ok(PackRow {
        id: row.get(0)?,
        state: row.get(1)?,
        community: row.get(2)?,
        format: row.get(3)?,
        letter: json(row, 4)?,
        file_name: row.get(5)?,
        bytes: row.get(6)?,
        sha256: row.get(7)?,
        encrypted: row.get(8)?,
        entries: row.get(9)?,
        prepared_at: row.get(10)?,
        sent_at: row.get(11)?,
        withdrawn_at: row.get(12)?,
        forgotten_at: row.get(13)?,
    })
}

pub(super) fn rows(tx: &Tx<'_>, which: Which) -> Result<Vec<PackRow>> {
    let is_prepared = matches!(which, Which::Prepared);
    tx.rows(
        &format!("{ROW} WHERE (state = 'prepared') = ?1 ORDER BY coalesce(sent_at, prepared_at) DESC, pack.id DESC"),
        [is_prepared],
        pack_row,
    )
}

pub(super) fn find(tx: &Tx<'_>, id: PackId) -> Result<Option<PackRow>> {
    tx.first(&format!("{ROW} WHERE pack.id = ?1"), [id], pack_row)
}

pub(super) fn row(tx: &Tx<'_>, id: PackId) -> Result<PackRow> {
    find(tx, id)?.ok_or(Error::NotFound("pack"))
}

pub(super) fn details(tx: &Tx<'_>, id: PackId) -> Result<(Option<PlanId>, Vec<Redacted>, Look)> {
    tx.one("SELECT plan, redacted, look FROM pack WHERE id = ?1", [id], |row| {
        Ok((row.get(0)?, json(row, 1)?, json(row, 2)?))
    })
}

pub(super) fn held(tx: &Tx<'_>, id: PackId) -> Result<Held> {
    tx.first("SELECT file, wrapped FROM pack WHERE id = ?1", [id], |row| {
        Ok(Held { file: row.get(0)?, wrapped: row.get(1)? })
    })?
    .ok_or(Error::NotFound("pack"))
}

/// SHA-256 of what was handed over, before a passphrase was put on it; none of what was only prepared.
pub(super) fn plain_sha256(tx: &Tx<'_>, id: PackId) -> Result<Option<String>> {
    tx.first("SELECT sha256 FROM pack WHERE id = ?1 AND state <> 'prepared'", [id], |row| row.get(0))
}

/// Every sealed file of a pack, with the size and SHA-256 of its plain bytes.
pub fn files(tx: &Tx<'_>) -> Result<Vec<(AttachmentId, i64, String)>> {
    tx.rows(
        "SELECT file, bytes, sha256 FROM pack WHERE file IS NOT NULL
         UNION ALL SELECT wrapped, wrapped_bytes, wrapped_sha256 FROM pack WHERE wrapped IS NOT NULL",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

pub(super) fn texts(tx: &Tx<'_>, id: PackId) -> Result<Vec<PieceText>> {
    tx.rows(
        "SELECT piece, entry, revision, title, source, exported, hanging, map FROM pack_piece WHERE pack = ?1 ORDER BY position",
        [id],
        |row| {
            Ok(PieceText {
                id: row.get(0)?,
                entry: row.get(1)?,
                revision: row.get(2)?,
                title: row.get(3)?,
                source: row.get(4)?,
                exported: row.get(5)?,
                hanging: row.get(6)?,
                map: json(row, 7)?,
            })
        },
    )
}

pub(super) fn given(tx: &Tx<'_>, id: PackId) -> Result<Vec<Handing>> {
    tx.rows("SELECT at, encrypted FROM pack_given WHERE pack = ?1 ORDER BY id", [id], |row| {
        Ok(Handing { at: row.get(0)?, encrypted: row.get(1)? })
    })
}

pub(super) fn insert(tx: &mut Tx<'_>, ready: &Ready, sealed: &Sealed) -> Result<()> {
    let now = tx.now();
    let id = ready.id()?;
    let made = &ready.made;
    tx.execute("DELETE FROM pack WHERE id = ?1", [id])?;
    tx.execute(
        "INSERT INTO pack (id, audience, plan, state, format, letter, redacted, look, file, bytes, sha256, file_name, prepared_at, layout)
         VALUES (?1, ?2, ?3, 'prepared', ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            id,
            ready.audience.0,
            ready.plan,
            ready.format,
            serde_json::to_string(&made.pack.letter)?,
            serde_json::to_string(&ready.redacted())?,
            serde_json::to_string(&made.look)?,
            sealed.id,
            sealed.bytes,
            sealed.sha256,
            made.file_name,
            now,
            serde_json::to_string(&made.pack.layout)?
        ],
    )?;
    insert_pieces(tx, ready, id)
}

/// Puts a file and its texts in the place of those that were forgotten or asked back; when and how often it was handed over
/// stays.
pub(super) fn renew(tx: &mut Tx<'_>, ready: &Ready, sealed: &Sealed) -> Result<()> {
    let id = ready.id()?;
    let made = &ready.made;
    tx.execute_one(
        "pack",
        "UPDATE pack SET plan = ?2, letter = ?3, redacted = ?4, look = ?5, file = ?6, bytes = ?7, sha256 = ?8, layout = ?9,
                wrapped = NULL, forgotten_at = NULL WHERE id = ?1",
        params![
            id,
            ready.plan,
            serde_json::to_string(&made.pack.letter)?,
            serde_json::to_string(&ready.redacted())?,
            serde_json::to_string(&made.look)?,
            sealed.id,
            sealed.bytes,
            sealed.sha256,
            serde_json::to_string(&made.pack.layout)?
        ],
    )?;
    tx.execute("DELETE FROM pack_piece WHERE pack = ?1", [id])?;
    tx.execute("DELETE FROM pack_person WHERE pack = ?1", [id])?;
    insert_pieces(tx, ready, id)
}

fn insert_pieces(tx: &mut Tx<'_>, ready: &Ready, id: PackId) -> Result<()> {
    let made = &ready.made;
    for person in &ready.meant {
        tx.execute("INSERT INTO pack_person (pack, person) VALUES (?1, ?2)", params![id, person.0])?;
    }
    for (position, row) in made.pack.rows.iter().enumerate() {
        let Some(text) = made.noted.texts.get(&row.id) else { continue };
        tx.execute(
            "INSERT INTO pack_piece (pack, piece, entry, position, revision, title, source, exported, hanging, map)
             VALUES (?1, ?2, ?3, ?4, (SELECT revision FROM entry WHERE id = ?3), ?5, ?6, ?7, ?8, ?9)",
            params![
                id,
                made.pack.piece_id(row.id),
                row.id,
                u32::try_from(position).unwrap_or(u32::MAX),
                row.title,
                text.source,
                text.exported.text,
                made.hanging.get(&row.id).map(String::as_str).unwrap_or_default(),
                serde_json::to_string(text.exported.spans())?
            ],
        )?;
    }
    Ok(())
}

/// How its pages were laid out, where that was noted.
pub(super) fn layout(tx: &Tx<'_>, id: PackId) -> Result<Option<Layout>> {
    let text: Option<String> = tx.one("SELECT layout FROM pack WHERE id = ?1", [id], |row| row.get(0))?;
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// The plan by which it can be made again.
pub(super) fn set_plan(tx: &mut Tx<'_>, id: PackId, plan: PlanId) -> Result<()> {
    tx.execute_one("pack", "UPDATE pack SET plan = ?2 WHERE id = ?1", params![id, plan])
}

/// Names of those who are meant in it and refuse to be.
pub(super) fn refusing(tx: &Tx<'_>, id: PackId) -> Result<Vec<String>> {
    tx.rows(
        "SELECT person.name FROM pack_person JOIN pack ON pack.id = pack_person.pack JOIN person ON person.id = pack_person.person
            JOIN consent ON consent.audience = pack.audience AND consent.person = person.id
         WHERE pack.id = ?1 AND consent.state = 'refused' ORDER BY pack_person.id",
        [id],
        |row| row.get(0),
    )
}

/// Deletes the tries of a plan in a format that were never sent, but for `id`, which is replaced with its file; answers
/// with their files.
pub(super) fn forget_tries(tx: &mut Tx<'_>, plan: PlanId, format: &str, id: PackId) -> Result<Vec<AttachmentId>> {
    let files = tx.rows(
        "SELECT file FROM pack WHERE ((state = 'prepared' AND plan = ?1 AND format = ?2) OR id = ?3) AND file IS NOT NULL",
        params![plan, format, id],
        |row| row.get(0),
    )?;
    tx.execute("DELETE FROM pack WHERE state = 'prepared' AND plan = ?1 AND format = ?2", params![plan, format])?;
    Ok(files)
}

pub(super) fn set_sent(tx: &mut Tx<'_>, id: PackId, wrapped: Option<&Sealed>) -> Result<()> {
    let now = tx.now();
    tx.execute_one(
        "pack",
        "UPDATE pack SET state = 'sent', sent_at = coalesce(sent_at, ?2) WHERE id = ?1",
        params![id, now],
    )?;
    if let Some(sealed) = wrapped {
        tx.execute_one(
            "pack",
            "UPDATE pack SET wrapped = ?2, wrapped_bytes = ?3, wrapped_sha256 = ?4 WHERE id = ?1",
            params![id, sealed.id, sealed.bytes, sealed.sha256],
        )?;
    }
    note_given(tx, id, wrapped.is_some())
}

/// Takes the last time back, with what was put under a passphrase for it.
pub(super) fn set_unsent(tx: &mut Tx<'_>, id: PackId, was_wrapped: bool) -> Result<()> {
    tx.execute("DELETE FROM pack_given WHERE id = (SELECT max(id) FROM pack_given WHERE pack = ?1)", [id])?;
    if was_wrapped {
        tx.execute_one("pack", "UPDATE pack SET wrapped = NULL WHERE id = ?1", [id])?;
    }
    if given(tx, id)?.is_empty() {
        let sql = "UPDATE pack SET state = 'prepared', sent_at = NULL, wrapped_bytes = NULL, wrapped_sha256 = NULL WHERE id = ?1";
        return tx.execute_one("pack", sql, [id]);
    }
    tx.execute_one("pack", "UPDATE pack SET state = iif(withdrawn_at IS NULL, 'sent', 'withdrawn') WHERE id = ?1", [id])
}

pub(super) fn note_given(tx: &mut Tx<'_>, id: PackId, encrypted: bool) -> Result<()> {
    let now = tx.now();
    tx.execute("INSERT INTO pack_given (pack, at, encrypted) VALUES (?1, ?2, ?3)", params![id, now, encrypted])?;
    Ok(())
}

pub(super) fn set_withdrawn(tx: &mut Tx<'_>, id: PackId) -> Result<()> {
    let now = tx.now();
    tx.execute_one("pack", "UPDATE pack SET state = 'withdrawn', withdrawn_at = ?2 WHERE id = ?1", params![id, now])
}

pub(super) fn set_forgotten(tx: &mut Tx<'_>, id: PackId) -> Result<()> {
    let now = tx.now();
    let mut letter = row(tx, id)?.letter;
    letter.ask.clear();
    letter.questions.clear();
    let (_, _, look) = details(tx, id)?;
    let look = Look { like_names: Vec::new(), files: Vec::new(), warnings: Vec::new(), ..look };
    tx.execute(
        "UPDATE pack_piece SET title = '', source = '', exported = '', hanging = '', map = '[]' WHERE pack = ?1",
        [id],
    )?;
    tx.execute("DELETE FROM pack_person WHERE pack = ?1", [id])?;
    tx.execute_one(
        "pack",
        "UPDATE pack SET file = NULL, wrapped = NULL, forgotten_at = ?2, letter = ?3, look = ?4 WHERE id = ?1",
        params![id, now, serde_json::to_string(&letter)?, serde_json::to_string(&look)?],
    )
}

pub(super) fn delete(tx: &mut Tx<'_>, id: PackId) -> Result<()> {
    tx.execute_one("pack", "DELETE FROM pack WHERE id = ?1", [id])
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
