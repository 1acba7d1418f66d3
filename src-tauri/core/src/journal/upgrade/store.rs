//! What the first release wrote, in its own SQL.

use rusqlite::{Connection, params};

use super::*;

const DAY: &str = "2025-03-05";

/// Makes the journal as the first release did, with these entries: title and text.
pub(super) fn first_release(folder: &Path, entries: &[(EntryId, &str, &str)]) -> DatabaseKey {
    folder::begin(folder).unwrap();
    let keys = Keys::create(folder, uuid::Uuid::now_v7(), None).unwrap();
    let key = DatabaseKey::new(keys.database());
    let connection = open(&folder.join(DATABASE), &key, Access::Create).unwrap();
    connection.execute_batch(migrate::MIGRATIONS[0]).unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    folder::sign(&connection, &keys, &Clock::system()).unwrap();
    for (id, title, body) in entries {
        write(&connection, *id, title, body);
    }
    key
}

fn write(connection: &Connection, id: EntryId, title: &str, body: &str) {
    connection
        .execute(
            "INSERT INTO entry (id, title, excerpt, words, revision, happened_precision, happened_local, day, sort, written_at,
                edited_at, setting, template, language, language_chosen, readiness, audience, starred)
             VALUES (?1, ?2, ?3, 6, 4, 'day', ?5, ?5, ?4, 1741194000000, 1741194000000, 'Y9', 'free', 'en', 0, 'ready', 'private', 0)",
            params![id, title, body, format!("{DAY}T00:00:00"), DAY],
        )
        .unwrap();
    connection.execute("INSERT INTO body (entry, markdown) VALUES (?1, ?2)", params![id, body]).unwrap();
    // The second of each comes first.
    for (kind, names) in [("tag", ["Time", "Wait"]), ("person", ["Ben", "Anna"])] {
        for (number, name) in (1..).zip(names) {
            let values = params![number, name, name.to_lowercase()];
            let named = format!("INSERT OR IGNORE INTO {kind} (id, name, folded) VALUES (?1, ?2, ?3)");
            connection.execute(&named, values).unwrap();
            let borne = format!("INSERT INTO entry_{kind} (entry, {kind}, position) VALUES (?1, ?2, ?3)");
            connection.execute(&borne, params![id, number, 2 - number]).unwrap();
        }
    }
    connection
        .execute(
            "INSERT INTO version (id, entry, at, reason, title, markdown, words) VALUES (?1, ?2, 1741193000000, 'first', ?3, 'before', 1)",
            params![crate::id::VersionId::new(), id, title],
        )
        .unwrap();
    connection.execute("INSERT INTO tray (entry, added_at) VALUES (?1, 0)", [id]).unwrap();
}

pub(super) fn schema(connection: &Connection) -> Vec<(String, String)> {
    let mut statement = connection.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(|row| row.unwrap()).collect()
}

pub(super) fn trash(connection: &Connection, id: EntryId) {
    connection.execute("UPDATE entry SET trashed_at = 1 WHERE id = ?1", [id]).unwrap();
}

pub(super) fn body(connection: &Connection, id: EntryId) -> String {
    connection.query_row("SELECT markdown FROM body WHERE entry = ?1", [id], |row| row.get(0)).unwrap()
}
