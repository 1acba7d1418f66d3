//! The SQL of a salvage: rows in, and what they lost made up for.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use uuid::Uuid;

use super::Salvaged;
use super::fit::{Column, Table};
use crate::clock::Clock;
use crate::error::Result;
use crate::id::EntryId;
use crate::store::raw::Row;
use crate::text;

/// Made anew by the triggers and by search.
const NOT_KEPT: [&str; 1] = ["index_queue"];

/// The tables of a database.
pub(super) fn tables(connection: &Connection) -> Result<Vec<Table>> {
    let mut names = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid")?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut tables = Vec::new();
    for name in names.into_iter().filter(|name| !NOT_KEPT.contains(&name.as_str())) {
        let mut columns = connection.prepare("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1)")?;
        let columns = columns
            .query_map([&name], |row| {
                let kind: String = row.get(1)?;
                let rowid = row.get::<_, i64>(3)? == 1 && kind == "INTEGER";
                Ok(Column { name: row.get(0)?, required: row.get(2)?, rowid, kind })
            })?
            .collect::<rusqlite::Result<_>>()?;
        tables.push(Table { name, columns });
    }
    Ok(tables)
}

/// All entries.
pub(super) fn entry_ids(connection: &Connection) -> Result<Vec<EntryId>> {
    let mut ids = connection.prepare("SELECT id FROM entry ORDER BY id")?;
    Ok(ids.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Brings the rows in and makes up for what they lost, in one transaction.
pub(super) fn fill(
    connection: &mut Connection,
    tables: &[Table],
    mut rows: BTreeMap<String, Vec<Row>>,
    journal: Uuid,
    clock: &Clock,
) -> Result<Salvaged> {
    // Set outside a transaction, or it would do nothing; both are put back below.
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.execute_batch("CREATE TEMP TABLE salvaged_cut (entry TEXT PRIMARY KEY, markdown TEXT NOT NULL)")?;
    let transaction = connection.transaction()?;
    // Triggers keep people from changing history; here it is only put back as it was.
    let triggers: Vec<(String, String)> = transaction
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (name, _) in &triggers {
        transaction.execute_batch(&format!("DROP TRIGGER {name}"))?;
    }
    for table in tables {
        for row in rows.remove(&table.name).unwrap_or_default() {
            if table.name == "body" && row.cut {
                if let [Value::Text(entry), Value::Text(markdown)] = row.values.as_slice() {
                    transaction.execute("INSERT OR IGNORE INTO salvaged_cut VALUES (?1, ?2)", [entry, markdown])?;
                }
            } else if !row.cut {
                insert(&transaction, table, row)?;
            }
        }
    }
    transaction.execute("INSERT OR IGNORE INTO journal (name, value) VALUES ('id', ?1)", [journal.to_string()])?;
    transaction
        .execute("INSERT OR IGNORE INTO journal (name, value) VALUES ('created_at', ?1)", [clock.now().to_string()])?;
    let salvaged = mend(&transaction, clock)?;
    drop_dangling(&transaction)?;
    for (_, sql) in &triggers {
        transaction.execute_batch(sql)?;
    }
    // Numbers of the queue are never given twice: an entry's stamp is one.
    transaction.execute(
        "INSERT INTO index_queue (seq, entry) SELECT coalesce(max(stamp), 0) + 1, 'salvaged' FROM entry",
        [],
    )?;
    transaction.execute("DELETE FROM index_queue", [])?;
    transaction.commit()?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(salvaged)
}

fn insert(connection: &Connection, table: &Table, row: Row) -> Result<()> {
    let columns: Vec<&str> = table.columns.iter().take(row.values.len()).map(|column| column.name.as_str()).collect();
    let values = row.values.into_iter().zip(&table.columns).map(|(value, column)| match value {
        Value::Null if column.rowid => Value::Integer(row.rowid),
        other => other,
    });
    let marks = vec!["?"; columns.len()].join(", ");
    let quoted: Vec<String> = columns.iter().map(|name| format!("\"{name}\"")).collect();
    let sql = format!("INSERT OR IGNORE INTO \"{}\" ({}) VALUES ({marks})", table.name, quoted.join(", "));
    match connection.prepare_cached(&sql)?.execute(params_from_iter(values)) {
        // A guess that does not hold to the table's own rules was wrong.
        Err(rusqlite::Error::SqliteFailure(error, _)) if error.code == rusqlite::ErrorCode::ConstraintViolation => {
            Ok(())
        }
        done => done.map(drop).map_err(Into::into),
    }
}

/// Entries without a text get that of their newest version; texts without an entry get one.
fn mend(connection: &Connection, clock: &Clock) -> Result<Salvaged> {
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, u32>(0));
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut salvaged = Salvaged {
        whole: count("SELECT count(*) FROM entry JOIN body ON body.entry = entry.id")?,
        mended: count("SELECT count(*) FROM body WHERE entry NOT IN (SELECT id FROM entry)")?,
        ..Salvaged::default()
    };
    salvaged.older = number(connection.execute(
        "INSERT INTO body (entry, markdown) SELECT entry, markdown FROM version v WHERE entry NOT IN (SELECT entry FROM body)
            AND NOT EXISTS (SELECT 1 FROM version later WHERE later.entry = v.entry AND (later.at, later.id) > (v.at, v.id))",
        [],
    )?);
    // The beginning of the last text: where no version had one it is the text, else it stands with the versions.
    salvaged.cut = number(
        connection
            .execute("INSERT OR IGNORE INTO body (entry, markdown) SELECT entry, markdown FROM salvaged_cut", [])?,
    );
    let orphans: Vec<EntryId> = connection
        .prepare("SELECT entry FROM body EXCEPT SELECT id FROM entry ORDER BY 1")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for id in orphans {
        begin_entry(connection, id, clock)?;
    }
    let beside: Vec<(EntryId, String)> = connection
        .prepare(
            "SELECT c.entry, c.markdown FROM salvaged_cut c JOIN body USING (entry) WHERE body.markdown <> c.markdown",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (entry, markdown) in beside {
        connection.execute(
            "INSERT INTO version (id, entry, at, reason, title, markdown, words) SELECT ?1, id, ?2, 'last', title, ?3, ?4 FROM entry WHERE id = ?5",
            params![crate::id::VersionId::new(), clock.now(), markdown, text::words(&text::plain(&markdown)), entry],
        )?;
    }
    // An entry of which no text is left in any form is not one; it is told as lost.
    connection.execute("DELETE FROM entry WHERE id NOT IN (SELECT entry FROM body)", [])?;
    Ok(salvaged)
}

/// The row of an entry of which only texts are left: its title from a version, its day from its id.
fn begin_entry(connection: &Connection, id: EntryId, clock: &Clock) -> Result<()> {
    let first =
        |sql: &str| connection.query_row(sql, [id], |row| row.get::<_, String>(0)).unwrap_or_else(|_| String::new());
    let title = first("SELECT title FROM version WHERE entry = ?1 ORDER BY at DESC, id DESC LIMIT 1");
    let markdown = first("SELECT markdown FROM body WHERE entry = ?1");
    let at = super::begun(id).unwrap_or_else(|| clock.now());
    let day = clock.day(at).to_string();
    let (local, _) = clock.local(at);
    connection.execute(
        "INSERT INTO entry (id, title, excerpt, words, revision, happened_precision, happened_local, day, sort, written_at,
            edited_at, setting, template, language_chosen, readiness, audience, starred)
         VALUES (?1, ?2, ?3, ?4, 1, 'day', ?5, ?5, ?6, ?7, ?7, '', 'free', 0, 'draft', 'private', 0)",
        params![
            id,
            title,
            text::opening(&markdown, 200),
            text::words(&text::plain(&markdown)),
            day,
            local,
            at
        ],
    )?;
    Ok(())
}

/// Rows that point at something that is gone; round after round, since they may be pointed at themselves.
fn drop_dangling(connection: &Connection) -> Result<()> {
    loop {
        let dangling: Vec<(String, i64)> = connection
            .prepare("SELECT DISTINCT \"table\", rowid FROM pragma_foreign_key_check WHERE rowid IS NOT NULL")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        if dangling.is_empty() {
            return Ok(());
        }
        for (table, rowid) in dangling {
            connection.execute(&format!("DELETE FROM \"{table}\" WHERE rowid = ?1"), [rowid])?;
        }
    }
}
