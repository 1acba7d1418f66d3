//! The SQL of imports: where each entry came from, and what is needed to take it back.

use rusqlite::params;

use super::plan::Kept;
use super::undo::ImportRow;
use crate::attachments::{self, Sealed};
use crate::clock::Instant;
use crate::entries;
use crate::error::{Error, Result};
use crate::id::{AttachmentId, ClaimId, EntryId, ImportId};
use crate::store::Tx;
use crate::versions::Version;

/// How an entry of a source stands to the journal.
pub(super) enum Standing {
    New,
    Here,
    InTrash,
}

/// Looks for it by where it came from, and by its own id.
pub(super) fn standing(tx: &Tx<'_>, key: &str, id: EntryId) -> Result<Standing> {
    let trashed: Option<bool> = tx.first(
        "SELECT trashed_at IS NOT NULL FROM entry
         WHERE id IN (SELECT ?2 UNION SELECT entry FROM import_item WHERE source_key = ?1)
         ORDER BY 1 LIMIT 1",
        params![key, id],
        |row| row.get(0),
    )?;
    Ok(match trashed {
        None => Standing::New,
        Some(false) => Standing::Here,
        Some(true) => Standing::InTrash,
    })
}

pub(super) fn begin(tx: &mut Tx<'_>, id: ImportId, format: &str, source: &str) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO import (id, at, format, source, added) VALUES (?1, ?2, ?3, ?4, 0)",
        params![id, now, format, source],
    )?;
    Ok(())
}

pub(super) fn finish(tx: &mut Tx<'_>, id: ImportId, added: u32) -> Result<()> {
    tx.execute_one("import", "UPDATE import SET added = ?2 WHERE id = ?1", params![id, added])
}

/// Notes where an entry came from, and its stamp once everything of it is in.
pub(super) fn add_item(tx: &mut Tx<'_>, import: ImportId, key: &str, entry: EntryId) -> Result<()> {
    let stamp = entries::store::stamp(tx, entry)?.ok_or(Error::NotFound("entry"))?;
    tx.execute(
        "INSERT INTO import_item (source_key, import, entry, stamp) VALUES (?1, ?2, ?3, ?4)",
        params![key, import, entry, stamp],
    )?;
    Ok(())
}

/// Notes that an import brought a claim, and how it came.
pub(super) fn add_claim(tx: &mut Tx<'_>, import: ImportId, claim: ClaimId) -> Result<()> {
    tx.execute(
        "INSERT INTO import_claim (claim, import, version, merge)
         SELECT ?1, ?2, max(id), (SELECT max(id) FROM claim_merge WHERE claim = ?1) FROM claim_version WHERE claim = ?1",
        params![claim, import],
    )?;
    Ok(())
}

/// Notes that an import brought a template, and its newest version as it came.
pub(super) fn add_template(tx: &mut Tx<'_>, import: ImportId, template: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO import_template (template, import, version)
         SELECT ?1, ?2, max(n) FROM template_version WHERE template = ?1",
        params![template, import],
    )?;
    Ok(())
}

/// The templates that an import brought and that are as they came.
pub(super) fn templates(tx: &Tx<'_>, id: ImportId) -> Result<Vec<String>> {
    tx.rows(
        "SELECT template FROM import_template came WHERE import = ?1
         AND version = (SELECT max(n) FROM template_version WHERE template = came.template) ORDER BY template",
        [id],
        |row| row.get(0),
    )
}

/// The claims that an import brought and that are as they came.
pub(super) fn claims(tx: &Tx<'_>, id: ImportId) -> Result<Vec<ClaimId>> {
    tx.rows(
        "SELECT claim FROM import_claim came WHERE import = ?1
         AND version = (SELECT max(id) FROM claim_version WHERE claim = came.claim)
         AND merge IS (SELECT max(id) FROM claim_merge WHERE claim = came.claim) ORDER BY claim",
        [id],
        |row| row.get(0),
    )
}

/// Whether any entry, also one in the trash, has or had this file.
pub(super) fn knows_file(tx: &Tx<'_>, id: AttachmentId) -> Result<bool> {
    tx.one("SELECT EXISTS (SELECT 1 FROM attachment WHERE id = ?1)", [id], |row| row.get(0))
}

/// The row of a file that was in a journal before: under its own times. What it is, its bytes say anew.
pub(super) fn attach(tx: &mut Tx<'_>, entry: EntryId, name: &str, sealed: &Sealed, kept: &Kept) -> Result<()> {
    let name = attachments::clean_name(name);
    tx.execute(
        "INSERT INTO attachment (id, entry, name, media_type, bytes, sha256, added_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            sealed.id,
            entry,
            name,
            attachments::media_type(&name, &sealed.start),
            sealed.bytes,
            sealed.sha256,
            kept.added_at
        ],
    )?;
    Ok(())
}

/// A kept state of a text, as it was; one whose id is taken is there already.
pub(super) fn add_version(tx: &mut Tx<'_>, entry: EntryId, version: &Version) -> Result<()> {
    tx.execute(
        "INSERT INTO version (id, entry, at, reason, title, markdown, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO NOTHING",
        params![version.id, entry, version.at, version.reason, version.title, version.body, version.words],
    )?;
    Ok(())
}

/// Notes that an import brought something of a meeting, and how it stood then.
pub(super) fn add_meeting(tx: &mut Tx<'_>, import: ImportId, kind: &str, id: &str, stamp: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO import_meeting (import, kind, id, stamp) VALUES (?1, ?2, ?3, ?4)",
        params![import, kind, id, stamp],
    )?;
    Ok(())
}

/// What an import brought of meetings: kind, id, how it stood then.
pub(super) fn meetings(tx: &Tx<'_>, import: ImportId) -> Result<Vec<(String, String, String)>> {
    tx.rows("SELECT kind, id, stamp FROM import_meeting WHERE import = ?1 ORDER BY kind, id", [import], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
}

/// Every import, newest first.
pub(super) fn list(tx: &Tx<'_>) -> Result<Vec<ImportRow>> {
    tx.rows("SELECT id, at, format, source, added, undone_at FROM import ORDER BY at DESC, id DESC", [], |row| {
        Ok(ImportRow {
            id: row.get(0)?,
            at: row.get(1)?,
            format_name: row.get(2)?,
            source: row.get(3)?,
            added: row.get(4)?,
            undone_at: row.get(5)?,
        })
    })
}

/// When it was undone: `None` where there is no such import.
pub(super) fn undone_at(tx: &Tx<'_>, id: ImportId) -> Result<Option<Option<Instant>>> {
    tx.first("SELECT undone_at FROM import WHERE id = ?1", [id], |row| row.get(0))
}

/// The entries of an import that are still here, and whether each is as it came.
pub(super) fn items(tx: &Tx<'_>, id: ImportId) -> Result<Vec<(EntryId, bool)>> {
    tx.rows(
        "SELECT entry.id, entry.stamp = import_item.stamp FROM import_item JOIN entry ON entry.id = import_item.entry WHERE import = ?1 ORDER BY entry.id",
        [id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

pub(super) fn set_undone(tx: &mut Tx<'_>, id: ImportId) -> Result<()> {
    let now = tx.now();
    tx.execute_one("import", "UPDATE import SET undone_at = ?2 WHERE id = ?1", params![id, now])
}
