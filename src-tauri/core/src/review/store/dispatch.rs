use std::collections::BTreeSet;

use rusqlite::{Row, params};

use crate::attachments::Sealed;
use crate::error::{Error, Result};
use crate::id::{AttachmentId, DispatchId, EntryId, PackId};
use crate::people::PersonKey;
use crate::review::{Dispatch, Draft};
use crate::store::Tx;

const KIND: &str = "file that went back";
const COLUMNS: &str =
    "SELECT id, kind, pack, towards, title, notes, file_name, bytes, sha256, sent_at, forgotten_at FROM dispatch";

fn row(row: &Row<'_>) -> rusqlite::Result<Dispatch> {
    Ok(Dispatch {
        id: row.get(0)?,
        kind: row.get(1)?,
        pack: row.get(2)?,
        to: row.get(3)?,
        title: row.get(4)?,
        count: row.get(5)?,
        file_name: row.get(6)?,
        bytes: row.get(7)?,
        sha256: row.get(8)?,
        sent_at: row.get(9)?,
        given: Vec::new(),
        forgotten_at: row.get(10)?,
    })
}

fn with_given(tx: &Tx<'_>, mut dispatch: Dispatch) -> Result<Dispatch> {
    dispatch.given =
        tx.rows("SELECT at FROM dispatch_given WHERE dispatch = ?1 ORDER BY id", [dispatch.id], |row| row.get(0))?;
    Ok(dispatch)
}

pub(in crate::review) fn list(tx: &Tx<'_>, pack: Option<PackId>) -> Result<Vec<Dispatch>> {
    let rows = tx.rows(
        &format!("{COLUMNS} WHERE ?1 IS NULL OR pack = ?1 ORDER BY sent_at DESC, id DESC"),
        params![pack],
        row,
    )?;
    rows.into_iter().map(|dispatch| with_given(tx, dispatch)).collect()
}

pub(in crate::review) fn get(tx: &Tx<'_>, id: DispatchId) -> Result<Dispatch> {
    let found = tx.first(&format!("{COLUMNS} WHERE id = ?1"), [id], row)?.ok_or(Error::NotFound(KIND))?;
    with_given(tx, found)
}

/// Every sealed file of what went back, with the size and SHA-256 of its plain bytes.
///
/// # Errors
/// Those of the database.
pub fn files(tx: &Tx<'_>) -> Result<Vec<(AttachmentId, i64, String)>> {
    tx.rows("SELECT file, bytes, sha256 FROM dispatch WHERE file IS NOT NULL", [], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
}

pub(in crate::review) fn file(tx: &Tx<'_>, id: DispatchId) -> Result<Option<AttachmentId>> {
    tx.first("SELECT file FROM dispatch WHERE id = ?1", [id], |row| row.get(0))?.ok_or(Error::NotFound(KIND))
}

pub(in crate::review) fn entries(tx: &Tx<'_>, id: DispatchId) -> Result<Vec<EntryId>> {
    tx.rows("SELECT entry FROM dispatch_entry WHERE dispatch = ?1 ORDER BY id", [id], |row| row.get(0))
}

pub(in crate::review) fn insert(
    tx: &mut Tx<'_>,
    id: DispatchId,
    draft: &Draft,
    sealed: &Sealed,
    file_name: &str,
) -> Result<()> {
    let now = tx.now();
    let outgoing = &draft.outgoing;
    tx.execute(
        "INSERT INTO dispatch (id, kind, pack, audience, towards, title, notes, file_name, file, bytes, sha256, sent_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            id,
            draft.kind,
            draft.pack,
            draft.audience,
            outgoing.to,
            outgoing.title,
            u32::try_from(outgoing.notes.len()).unwrap_or(u32::MAX),
            file_name,
            sealed.id,
            sealed.bytes,
            sealed.sha256,
            now
        ],
    )?;
    for entry in &draft.entries {
        tx.execute("INSERT INTO dispatch_entry (dispatch, entry) VALUES (?1, ?2)", params![id, entry])?;
    }
    for person in &draft.meant {
        tx.execute("INSERT INTO dispatch_person (dispatch, person) VALUES (?1, ?2)", params![id, person.0])?;
    }
    note_given(tx, id)
}

pub(in crate::review) fn note_given(tx: &mut Tx<'_>, id: DispatchId) -> Result<()> {
    let now = tx.now();
    tx.execute("INSERT INTO dispatch_given (dispatch, at) VALUES (?1, ?2)", params![id, now])?;
    Ok(())
}

pub(in crate::review) fn delete(tx: &mut Tx<'_>, id: DispatchId) -> Result<()> {
    tx.execute_one(KIND, "DELETE FROM dispatch WHERE id = ?1", [id])
}

/// Of what it was about, no word stays either.
pub(in crate::review) fn set_forgotten(tx: &mut Tx<'_>, id: DispatchId) -> Result<()> {
    let now = tx.now();
    tx.execute("DELETE FROM dispatch_person WHERE dispatch = ?1", [id])?;
    tx.execute_one(
        KIND,
        "UPDATE dispatch SET file = NULL, title = '', file_name = '', forgotten_at = coalesce(forgotten_at, ?2) WHERE id = ?1",
        params![id, now],
    )
}

const REFUSING: &str = "SELECT DISTINCT person.name FROM person JOIN consent ON consent.person = person.id
     WHERE consent.state = 'refused'";

/// Names of those of these people who do not agree: in front of this audience, or, for an author elsewhere, of any.
pub(in crate::review) fn refusing(
    tx: &Tx<'_>,
    audience: Option<i64>,
    people: &BTreeSet<PersonKey>,
) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for person in people {
        names.extend(tx.rows(
            &format!("{REFUSING} AND person.id = ?1 AND (?2 IS NULL OR consent.audience = ?2)"),
            params![person.0, audience],
            |row| row.get::<_, String>(0),
        )?);
    }
    Ok(names)
}

/// The same of those who are meant in what went back.
pub(in crate::review) fn refusing_in(tx: &Tx<'_>, id: DispatchId) -> Result<Vec<String>> {
    tx.rows(
        &format!(
            "{REFUSING} AND person.id IN (SELECT person FROM dispatch_person WHERE dispatch = ?1)
             AND consent.audience = coalesce((SELECT audience FROM dispatch WHERE id = ?1), consent.audience)"
        ),
        [id],
        |row| row.get(0),
    )
}
