use rusqlite::params;
use serde::Serialize;

use super::folded;
use crate::error::Result;
use crate::id::EntryId;
use crate::people;
use crate::store::Tx;

/// A value and how many entries have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Count {
    /// As written.
    pub value: String,
    /// Entries.
    pub count: u32,
}

/// Gives an entry these tags, in this order, and no others.
pub fn set_tags(tx: &mut Tx<'_>, entry: EntryId, names: &[String]) -> Result<()> {
    set(tx, entry, names, "tag", "entry_tag")
}

/// Says that an entry is about these people, in this order, and no others. Someone known by another name is the same.
pub fn set_people(tx: &mut Tx<'_>, entry: EntryId, names: &[String]) -> Result<()> {
    let mut known: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let name = people::store::name_behind(tx, name)?.unwrap_or_else(|| name.clone());
        if !known.iter().any(|other| folded(other) == folded(&name)) {
            known.push(name);
        }
    }
    set(tx, entry, &known, "person", "entry_person")
}

/// `table` holds the names, `join` says which entry bears which. A name that no other entry bears takes the spelling it
/// is given, so that it can be corrected; that of a person on the list is corrected there.
fn set(tx: &mut Tx<'_>, entry: EntryId, names: &[String], table: &str, join: &str) -> Result<()> {
    tx.execute(&format!("DELETE FROM {join} WHERE entry = ?1"), [entry])?;
    let spelling = if table == "person" { "AND listed_at IS NULL" } else { "" };
    for (position, name) in (0i64..).zip(names) {
        let known = format!(
            "INSERT INTO {table} (name, folded) VALUES (?1, ?2) ON CONFLICT (folded) DO UPDATE SET name = excluded.name
             WHERE NOT EXISTS (SELECT 1 FROM {join} WHERE {table} = {table}.id) {spelling}"
        );
        tx.execute(&known, params![name, folded(name)])?;
        let borne =
            format!("INSERT INTO {join} (entry, {table}, position) SELECT ?1, id, ?3 FROM {table} WHERE folded = ?2");
        tx.execute(&borne, params![entry, folded(name), position])?;
    }
    Ok(())
}

/// Tags of entries that are not in the trash, most used first.
pub fn tags(tx: &Tx<'_>) -> Result<Vec<Count>> {
    counts(tx, "tag")
}

/// People of entries that are not in the trash, most named first.
pub fn people(tx: &Tx<'_>) -> Result<Vec<Count>> {
    counts(tx, "person")
}

/// Counts all that bear one and takes off those in the trash: the trash is little, and looking up each entry reads the journal.
pub(crate) fn counting(table: &str) -> String {
    format!(
        "WITH gone (it, number) AS MATERIALIZED (
            SELECT {table}, count(*) FROM entry INDEXED BY entry_in_trash CROSS JOIN entry_{table} ON entry_{table}.entry = entry.id
            WHERE trashed_at IS NOT NULL GROUP BY 1),
         borne (it, number) AS (SELECT {table}, count(*) FROM entry_{table} GROUP BY 1)
         SELECT {table}.name, borne.number - coalesce(gone.number, 0) AS standing
         FROM borne JOIN {table} ON {table}.id = borne.it LEFT JOIN gone ON gone.it = borne.it
         WHERE standing > 0 ORDER BY standing DESC, {table}.folded"
    )
}

fn counts(tx: &Tx<'_>, table: &str) -> Result<Vec<Count>> {
    tx.rows(&counting(table), [], |row| Ok(Count { value: row.get(0)?, count: row.get(1)? }))
}

/// Forgets the tags and names that no entry bears, so that their spelling does not outlive it; not the people on the list, nor who refused to be
/// in what is shared.
pub(crate) fn forget_unused(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute("DELETE FROM tag WHERE NOT EXISTS (SELECT 1 FROM entry_tag WHERE entry_tag.tag = tag.id)", [])?;
    tx.execute(
        "DELETE FROM person WHERE listed_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM entry_person WHERE entry_person.person = person.id)
            AND NOT EXISTS (SELECT 1 FROM consent WHERE consent.person = person.id AND state = 'refused')",
        [],
    )?;
    Ok(())
}
