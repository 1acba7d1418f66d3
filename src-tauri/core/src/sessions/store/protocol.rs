use rusqlite::{Row, params};

use super::json;
use crate::clock::Instant;
use crate::error::Result;
use crate::id::ProtocolId;
use crate::sessions::{Protocol, ProtocolDefinition};
use crate::store::Tx;

fn protocol(row: &Row<'_>) -> rusqlite::Result<Protocol> {
    let id: ProtocolId = row.get(0)?;
    Ok(Protocol::of(id.to_string(), true, json(row, 1)?, row.get(2)?))
}

pub(in crate::sessions) fn all(tx: &Tx<'_>) -> Result<Vec<Protocol>> {
    tx.rows("SELECT id, definition, removed_at FROM protocol ORDER BY made_at, id", [], protocol)
}

pub(in crate::sessions) fn get(tx: &Tx<'_>, id: ProtocolId) -> Result<Option<Protocol>> {
    tx.first("SELECT id, definition, removed_at FROM protocol WHERE id = ?1", [id], protocol)
}

pub(in crate::sessions) fn put(tx: &mut Tx<'_>, id: ProtocolId, definition: &ProtocolDefinition) -> Result<()> {
    let (now, json) = (tx.now(), serde_json::to_string(definition)?);
    tx.execute(
        "INSERT INTO protocol (id, definition, made_at, edited_at) VALUES (?1, ?2, ?3, ?3)
         ON CONFLICT (id) DO UPDATE SET definition = excluded.definition, edited_at = excluded.edited_at",
        params![id, json, now],
    )?;
    Ok(())
}

pub(in crate::sessions) fn set_removed(tx: &mut Tx<'_>, id: ProtocolId, at: Option<Instant>) -> Result<()> {
    tx.execute_one("protocol", "UPDATE protocol SET removed_at = ?2 WHERE id = ?1", params![id, at])
}

/// Deletes one that no session names.
pub(in crate::sessions) fn remove_unused(tx: &mut Tx<'_>, id: ProtocolId) -> Result<()> {
    tx.execute("DELETE FROM protocol WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM session WHERE protocol = ?1)", [id])?;
    Ok(())
}
