//! A database under another key.

use std::path::Path;

use rusqlite::Connection;

use super::open::{Access, DatabaseKey, hand_over, open};
use crate::error::{Error, Result};

/// Writes what `connection` sees into a new database at `to`, under `new` instead of `old`, durable when this returns.
/// Nothing is ever plain on the way.
///
/// # Errors
/// Those of the database; `Damaged` where the copy does not hold as many rows as the original.
pub fn copy_under(connection: &Connection, to: &Path, old: &DatabaseKey, new: &DatabaseKey) -> Result<()> {
    connection.execute("VACUUM INTO ?1", [to.to_string_lossy()])?;
    let copy = Connection::open(to)?;
    hand_over(&copy, old, false)?;
    hand_over(&copy, new, true)?;
    copy.close().map_err(|(_, error)| error)?;
    std::fs::File::open(to)?.sync_all()?;
    let copy = open(to, new, Access::Read)?;
    if rows(&copy)? != rows(connection)? {
        return Err(Error::Damaged("the copy of the database is not whole. Nothing was changed".into()));
    }
    Ok(())
}

/// Every table with its number of rows.
fn rows(connection: &Connection) -> Result<Vec<(String, i64)>> {
    let mut statement = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let names: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    names
        .into_iter()
        .map(|name| {
            let quoted = name.replace('"', "\"\"");
            let count = connection.query_row(&format!("SELECT count(*) FROM \"{quoted}\""), [], |row| row.get(0))?;
            Ok((name, count))
        })
        .collect()
}
