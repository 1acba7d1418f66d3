//! The SQL of backups. It knows only what the first schema had, so that it also reads what an older program wrote.

use std::path::Path;

use rusqlite::Connection;

use super::Holdings;
use crate::error::Result;
use crate::id::{AttachmentId, EntryId};

/// Writes the state that this connection sees into a new database, sealed with the same key.
pub(super) fn copy_into(connection: &Connection, path: &Path) -> Result<()> {
    connection.execute("VACUUM INTO ?1", [path.to_string_lossy()])?;
    Ok(())
}

/// What is in it.
pub(super) fn holdings(connection: &Connection) -> Result<Holdings> {
    let mut holds = connection.query_row(
        "SELECT count(*) FILTER (WHERE trashed_at IS NULL), count(*) FILTER (WHERE trashed_at IS NOT NULL),
            coalesce(sum(words) FILTER (WHERE trashed_at IS NULL), 0), max(edited_at) FROM entry",
        [],
        |row| {
            Ok(Holdings {
                entries: row.get(0)?,
                trashed: row.get(1)?,
                words: row.get(2)?,
                newest: row.get(3)?,
                attachments: 0,
            })
        },
    )?;
    holds.attachments = u32::try_from(sealed_files(connection)?.len()).unwrap_or(u32::MAX);
    Ok(holds)
}

/// Where rows name sealed files: those of entries, taken off or not, of packs, and of what went back to readers.
const NAMES: [(&str, &str); 4] = [("attachment", "id"), ("pack", "file"), ("pack", "wrapped"), ("dispatch", "file")];

/// Every sealed file that a row names.
pub(super) fn sealed_files(connection: &Connection) -> Result<Vec<AttachmentId>> {
    let mut parts = Vec::new();
    for (table, column) in NAMES {
        let there = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1)";
        if connection.query_row(there, [table], |row| row.get(0))? {
            parts.push(format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL"));
        }
    }
    let mut statement = connection.prepare(&format!("{} ORDER BY 1", parts.join(" UNION ")))?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What SQLite and its cipher find wrong, by their own quick looks; empty where nothing is.
pub(super) fn faults(connection: &Connection) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for sql in ["PRAGMA cipher_integrity_check", "PRAGMA quick_check(20)"] {
        let mut statement = connection.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        for row in rows {
            let line = row?;
            if line != "ok" {
                faults.push(line);
            }
        }
    }
    Ok(faults)
}

/// Whose journal it is.
pub(super) fn journal(connection: &Connection) -> Result<String> {
    Ok(connection.query_row("SELECT value FROM journal WHERE name = 'id'", [], |row| row.get(0))?)
}

/// Whether it holds one of these entries.
pub(super) fn holds_any(connection: &Connection, ids: &[EntryId]) -> Result<bool> {
    for id in ids {
        if connection.query_row("SELECT EXISTS (SELECT 1 FROM entry WHERE id = ?1)", [id], |row| row.get(0))? {
            return Ok(true);
        }
    }
    Ok(false)
}
