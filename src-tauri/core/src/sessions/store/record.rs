use rusqlite::params;

use crate::clock::Instant;
use crate::error::Result;
use crate::id::{SessionId, TestId};
use crate::people::PersonKey;
use crate::sessions::{Attendance, Takeaway, Try, TryKey};
use crate::store::Tx;

pub(in crate::sessions) fn attendance(tx: &Tx<'_>, id: SessionId) -> Result<Vec<Attendance>> {
    tx.rows(
        "SELECT person, coalesce(person.name, ''), is_present FROM attendance LEFT JOIN person ON person.id = attendance.person
         WHERE session = ?1 ORDER BY attendance.id",
        [id],
        |row| Ok(Attendance { person: row.get(0)?, name: row.get(1)?, present: row.get(2)? }),
    )
}

pub(in crate::sessions) fn set_attendance(
    tx: &mut Tx<'_>,
    id: SessionId,
    who: &[(Option<PersonKey>, bool)],
) -> Result<()> {
    tx.execute("DELETE FROM attendance WHERE session = ?1", [id])?;
    for (person, present) in who {
        tx.execute(
            "INSERT INTO attendance (session, person, is_present) VALUES (?1, ?2, ?3)",
            params![id, person, present],
        )?;
    }
    Ok(())
}

/// Lines of one kind: "decision", "product", "takeaway", "question".
pub(in crate::sessions) fn lines(tx: &Tx<'_>, id: SessionId, kind: &str) -> Result<Vec<Takeaway>> {
    tx.rows(
        "SELECT person, coalesce(person.name, ''), text FROM record_line LEFT JOIN person ON person.id = record_line.person
         WHERE session = ?1 AND kind = ?2 ORDER BY position",
        params![id, kind],
        |row| Ok(Takeaway { person: row.get(0)?, name: row.get(1)?, text: row.get(2)? }),
    )
}

pub(in crate::sessions) fn set_lines(
    tx: &mut Tx<'_>,
    id: SessionId,
    kind: &str,
    lines: &[(Option<PersonKey>, String)],
) -> Result<()> {
    tx.execute("DELETE FROM record_line WHERE session = ?1 AND kind = ?2", params![id, kind])?;
    for (position, (person, text)) in (0u32..).zip(lines) {
        tx.execute(
            "INSERT INTO record_line (session, kind, position, person, text) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, kind, position, person, text],
        )?;
    }
    Ok(())
}

pub(in crate::sessions) fn tries(tx: &Tx<'_>, id: SessionId) -> Result<Vec<Try>> {
    tx.rows(
        "SELECT record_try.id, record_try.text, record_try.due, test, test.loop FROM record_try LEFT JOIN test ON test.id = test
         WHERE session = ?1 ORDER BY position",
        [id],
        |row| {
            Ok(Try {
                id: TryKey(row.get(0)?),
                text: row.get(1)?,
                due: row.get(2)?,
                test: row.get(3)?,
                in_loop: row.get(4)?,
            })
        },
    )
}

/// Puts one in its place; one that is new where it has no key.
pub(in crate::sessions) fn put_try(
    tx: &mut Tx<'_>,
    id: SessionId,
    key: Option<TryKey>,
    position: u32,
    (text, due): (&str, Option<&str>),
) -> Result<()> {
    match key {
        Some(key) => tx.execute_one(
            "line",
            "UPDATE record_try SET position = ?3, text = ?4, due = ?5 WHERE session = ?1 AND id = ?2",
            params![id, key.0, position, text, due],
        ),
        None => {
            tx.execute(
                "INSERT INTO record_try (session, position, text, due) VALUES (?1, ?2, ?3, ?4)",
                params![id, position, text, due],
            )?;
            Ok(())
        }
    }
}

pub(in crate::sessions) fn remove_try(tx: &mut Tx<'_>, key: TryKey) -> Result<()> {
    tx.execute_one("line", "DELETE FROM record_try WHERE id = ?1", [key.0])
}

pub(in crate::sessions) fn set_test(tx: &mut Tx<'_>, key: TryKey, test: TestId) -> Result<()> {
    tx.execute_one("line", "UPDATE record_try SET test = ?2 WHERE id = ?1", params![key.0, test])
}

pub(in crate::sessions) fn set_texts(tx: &mut Tx<'_>, id: SessionId, restated: &str, heard: &str) -> Result<()> {
    tx.execute_one(
        "session",
        "UPDATE session SET restated = ?2, heard = ?3 WHERE id = ?1",
        params![id, restated, heard],
    )
}

pub(in crate::sessions) fn set_recorded(tx: &mut Tx<'_>, id: SessionId, at: Instant) -> Result<()> {
    tx.execute_one("session", "UPDATE session SET state = 'recorded', recorded_at = ?2 WHERE id = ?1", params![id, at])
}
