use rusqlite::{Row, params};

use super::{Person, PersonKey, Role};
use crate::clock::Instant;
use crate::error::Result;
use crate::store::{Tx, words};
use crate::tags::folded;

words!(Role {
    Pupil = "pupil",
    Patient = "patient",
    Client = "client",
    Colleague = "colleague",
    Carer = "carer",
    Other = "other",
});

impl rusqlite::types::ToSql for PersonKey {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl rusqlite::types::FromSql for PersonKey {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

const ROW: &str = "SELECT id, name, role, listed_at IS NOT NULL,
    (SELECT group_concat(person_alias.name, char(31) ORDER BY position) FROM person_alias WHERE person_alias.person = person.id),
    (SELECT count(*) FROM entry_person WHERE entry_person.person = person.id),
    (SELECT count(*) FROM member WHERE member.person = person.id) FROM person";

fn person(row: &Row<'_>) -> rusqlite::Result<Person> {
    let aliases: Option<String> = row.get(4)?;
    Ok(Person {
        id: row.get(0)?,
        name: row.get(1)?,
        role: row.get(2)?,
        listed: row.get(3)?,
        aliases: aliases.map(|text| text.split('\u{1f}').map(str::to_owned).collect()).unwrap_or_default(),
        entries: row.get(5)?,
        communities: row.get(6)?,
    })
}

pub(super) fn list(tx: &Tx<'_>) -> Result<Vec<Person>> {
    tx.rows(&format!("{ROW} ORDER BY folded"), [], person)
}

pub(super) fn get(tx: &Tx<'_>, id: PersonKey) -> Result<Option<Person>> {
    tx.first(&format!("{ROW} WHERE id = ?1"), [id], person)
}

pub(crate) fn by_name(tx: &Tx<'_>, name: &str) -> Result<Option<PersonKey>> {
    tx.first("SELECT id FROM person WHERE folded = ?1", [folded(name)], |row| row.get(0))
}

/// The name of the one person who is called this beside their name; none where nobody is, or several are.
pub(crate) fn name_behind(tx: &Tx<'_>, alias: &str) -> Result<Option<String>> {
    let mut names = tx.rows(
        "SELECT person.name FROM person_alias JOIN person ON person.id = person WHERE person_alias.folded = ?1
            AND NOT EXISTS (SELECT 1 FROM person WHERE folded = ?1)",
        [folded(alias)],
        |row| row.get(0),
    )?;
    Ok(names.pop().filter(|_| names.is_empty()))
}

pub(super) fn insert(tx: &mut Tx<'_>, name: &str, role: Role, listed_at: Instant) -> Result<PersonKey> {
    tx.execute(
        "INSERT INTO person (name, folded, role, listed_at) VALUES (?1, ?2, ?3, ?4)",
        params![name, folded(name), role, listed_at],
    )?;
    tx.one("SELECT last_insert_rowid()", [], |row| row.get(0))
}

pub(super) fn update(tx: &mut Tx<'_>, id: PersonKey, name: &str, role: Role, listed: Option<Instant>) -> Result<()> {
    tx.execute_one(
        "person",
        "UPDATE person SET name = ?2, folded = ?3, role = ?4, listed_at = coalesce(listed_at, ?5) WHERE id = ?1",
        params![id, name, folded(name), role, listed],
    )
}

pub(super) fn set_aliases(tx: &mut Tx<'_>, id: PersonKey, aliases: &[String]) -> Result<()> {
    tx.execute("DELETE FROM person_alias WHERE person = ?1", [id])?;
    for (position, alias) in (0i64..).zip(aliases) {
        tx.execute(
            "INSERT INTO person_alias (person, position, name, folded) VALUES (?1, ?2, ?3, ?4)",
            params![id, position, alias, folded(alias)],
        )?;
    }
    Ok(())
}

/// Whether somebody refused to be in what is shared with anyone.
pub(super) fn has_refused(tx: &Tx<'_>, id: PersonKey) -> Result<bool> {
    tx.one("SELECT EXISTS (SELECT 1 FROM consent WHERE person = ?1 AND state = 'refused')", [id], |row| row.get(0))
}

/// Off the list, with all that was known of them; their row goes too where nothing names them.
pub(super) fn unlist(tx: &mut Tx<'_>, id: PersonKey) -> Result<()> {
    set_aliases(tx, id, &[])?;
    tx.execute_one("person", "UPDATE person SET listed_at = NULL, role = 'other' WHERE id = ?1", [id])?;
    tx.execute("DELETE FROM member WHERE person = ?1", [id])?;
    tx.execute("DELETE FROM person WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM entry_person WHERE person = ?1)", [id])?;
    Ok(())
}

/// All that names `from` names `into`; `from` is no more.
pub(super) fn merge(tx: &mut Tx<'_>, from: PersonKey, into: PersonKey) -> Result<()> {
    tx.execute(
        "INSERT OR IGNORE INTO entry_person (entry, person, position)
            SELECT entry, ?2, position FROM entry_person WHERE person = ?1",
        [from, into],
    )?;
    tx.execute("DELETE FROM entry_person WHERE person = ?1", [from])?;
    tx.execute("UPDATE OR IGNORE member SET person = ?2 WHERE person = ?1", [from, into])?;
    tx.execute("UPDATE OR IGNORE pack_person SET person = ?2 WHERE person = ?1", [from, into])?;
    tx.execute("UPDATE OR IGNORE dispatch_person SET person = ?2 WHERE person = ?1", [from, into])?;
    for table in ["session_role", "attendance", "record_line", "commitment"] {
        tx.execute(&format!("UPDATE OR IGNORE {table} SET person = ?2 WHERE person = ?1"), [from, into])?;
    }
    // Of what both said the stricter holds; what an audience calls them stays where only one of them had a name there.
    for (state, weaker) in [("asked", "('given', 'not_needed')"), ("refused", "('asked', 'given', 'not_needed')")] {
        tx.execute(
            &format!(
                "UPDATE consent SET state = ?3, scope = '', day = NULL WHERE person = ?2 AND state IN {weaker}
                    AND audience IN (SELECT audience FROM consent WHERE person = ?1 AND state = ?3)"
            ),
            params![from, into, state],
        )?;
    }
    for table in ["consent", "pseudonym"] {
        tx.execute(&format!("UPDATE OR IGNORE {table} SET person = ?2 WHERE person = ?1"), [from, into])?;
    }
    tx.execute_one("person", "DELETE FROM person WHERE id = ?1", [from])
}

pub(super) fn telltales(tx: &Tx<'_>, kind: &str) -> Result<Vec<String>> {
    tx.rows("SELECT word FROM telltale WHERE kind = ?1 ORDER BY position", [kind], |row| row.get(0))
}

pub(super) fn set_telltales(tx: &mut Tx<'_>, kind: &str, words: &[String]) -> Result<()> {
    tx.execute("DELETE FROM telltale WHERE kind = ?1", [kind])?;
    for word in words {
        add_telltale(tx, kind, word)?;
    }
    Ok(())
}

pub(super) fn add_telltale(tx: &mut Tx<'_>, kind: &str, word: &str) -> Result<()> {
    tx.execute(
        "INSERT OR IGNORE INTO telltale (kind, word, folded, position)
            VALUES (?1, ?2, ?3, (SELECT coalesce(max(position) + 1, 0) FROM telltale WHERE kind = ?1))",
        params![kind, word, folded(word)],
    )?;
    Ok(())
}
