//! The SQL of drafts.

use rusqlite::params;

use crate::error::Result;
use crate::store::Tx;

pub(super) fn get(tx: &Tx<'_>, name: &str) -> Result<Option<String>> {
    tx.first("SELECT value FROM form_draft WHERE name = ?1", [name], |row| row.get(0))
}

pub(super) fn set(tx: &mut Tx<'_>, name: &str, json: &str) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO form_draft (name, value, at) VALUES (?1, ?2, ?3)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at",
        params![name, json, now],
    )?;
    Ok(())
}

pub(super) fn forget(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    tx.execute("DELETE FROM form_draft WHERE name = ?1", [name])?;
    Ok(())
}
