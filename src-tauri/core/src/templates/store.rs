//! The SQL of templates of one's own, and of the values that stand beside an entry's text.

use rusqlite::params;

use super::{FieldValue, StoredValue, TemplateDefinition};
use crate::clock::Instant;
use crate::entries::{self, EntryRow};
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;

/// An own template in one of its versions.
pub(super) struct Own {
    pub(super) id: String,
    pub(super) n: u32,
    pub(super) definition: TemplateDefinition,
    pub(super) removed_at: Option<Instant>,
}

fn own(row: &rusqlite::Row<'_>) -> rusqlite::Result<Own> {
    let definition: String = row.get(2)?;
    Ok(Own { id: row.get(0)?, n: row.get(1)?, definition: parsed(2, &definition)?, removed_at: row.get(3)? })
}

fn parsed<T: serde::de::DeserializeOwned>(column: usize, json: &str) -> rusqlite::Result<T> {
    serde_json::from_str(json).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

/// The newest version of an own template, also of one that was removed.
pub(super) fn newest(tx: &Tx<'_>, id: &str) -> Result<Option<Own>> {
    tx.first(
        "SELECT template, n, definition, removed_at FROM template_version JOIN template ON template.id = template
         WHERE template = ?1 ORDER BY n DESC LIMIT 1",
        [id],
        own,
    )
}

pub(super) fn version(tx: &Tx<'_>, id: &str, n: u32) -> Result<Option<Own>> {
    tx.first(
        "SELECT template, n, definition, removed_at FROM template_version JOIN template ON template.id = template
         WHERE template = ?1 AND n = ?2",
        params![id, n],
        own,
    )
}

/// Every version of an own template, oldest first.
pub(super) fn versions(tx: &Tx<'_>, id: &str) -> Result<Vec<Own>> {
    tx.rows(
        "SELECT template, n, definition, removed_at FROM template_version JOIN template ON template.id = template
         WHERE template = ?1 ORDER BY n",
        [id],
        own,
    )
}

/// Every own template in its newest version, oldest template first.
pub(super) fn all(tx: &Tx<'_>) -> Result<Vec<Own>> {
    tx.rows(
        "SELECT template, n, definition, removed_at FROM template_version AS newest JOIN template ON template.id = template
         WHERE n = (SELECT max(n) FROM template_version WHERE template = newest.template) ORDER BY made_at, template",
        [],
        own,
    )
}

pub(super) fn insert(tx: &mut Tx<'_>, id: &str) -> Result<()> {
    let now = tx.now();
    tx.execute("INSERT INTO template (id, made_at) VALUES (?1, ?2)", params![id, now])?;
    Ok(())
}

pub(super) fn insert_version(tx: &mut Tx<'_>, id: &str, n: u32, definition: &TemplateDefinition) -> Result<()> {
    let (now, json) = (tx.now(), serde_json::to_string(definition)?);
    tx.execute(
        "INSERT INTO template_version (template, n, definition, at) VALUES (?1, ?2, ?3, ?4)",
        params![id, n, json, now],
    )?;
    Ok(())
}

/// Whether any entry, also one in the trash, is written in it.
pub(super) fn is_used(tx: &Tx<'_>, id: &str) -> Result<bool> {
    tx.one("SELECT EXISTS (SELECT 1 FROM entry WHERE template = ?1)", [id], |row| row.get(0))
}

/// Deletes a template with its versions, and what was typed into its form and not kept.
pub(super) fn delete(tx: &mut Tx<'_>, id: &str) -> Result<()> {
    tx.execute("DELETE FROM form_draft WHERE name = 'template:' || ?1", [id])?;
    tx.execute("DELETE FROM template_version WHERE template = ?1", [id])?;
    tx.execute_one("template", "DELETE FROM template WHERE id = ?1", [id])
}

pub(super) fn set_removed(tx: &mut Tx<'_>, id: &str, at: Option<Instant>) -> Result<()> {
    tx.execute_one("template", "UPDATE template SET removed_at = ?2 WHERE id = ?1", params![id, at])
}

/// What was chosen or counted in an entry, in the order of the fields' keys.
pub(super) fn values(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<StoredValue>> {
    tx.rows("SELECT field, label, value FROM entry_value WHERE entry = ?1 ORDER BY field", [entry], |row| {
        let value: String = row.get(2)?;
        Ok(StoredValue { field: row.get(0)?, label: row.get(1)?, value: parsed::<FieldValue>(2, &value)? })
    })
}

pub(super) fn set_value(tx: &mut Tx<'_>, entry: EntryId, value: &StoredValue) -> Result<()> {
    let json = serde_json::to_string(&value.value)?;
    tx.execute(
        "INSERT INTO entry_value (entry, field, label, value) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (entry, field) DO UPDATE SET label = excluded.label, value = excluded.value",
        params![entry, value.field, value.label, json],
    )?;
    Ok(())
}

pub(super) fn remove_value(tx: &mut Tx<'_>, entry: EntryId, field: &str) -> Result<()> {
    tx.execute("DELETE FROM entry_value WHERE entry = ?1 AND field = ?2", params![entry, field])?;
    Ok(())
}

/// The entries of any of these templates from one day to another, both included, oldest first.
pub(super) fn entries_of(tx: &Tx<'_>, templates: &[String], from: &str, to: &str) -> Result<Vec<EntryRow>> {
    entries::store::rows(
        tx,
        "WHERE trashed_at IS NULL AND template IN (SELECT value FROM json_each(?1)) AND day BETWEEN ?2 AND ?3
         ORDER BY sort, id",
        [serde_json::to_string(templates)?.as_str(), from, to],
    )
}
