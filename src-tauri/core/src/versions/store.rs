use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Row, params};

use super::{Reason, State, Version, VersionRow};
use crate::clock::Instant;
use crate::error::Result;
use crate::id::{EntryId, VersionId};
use crate::store::Tx;

impl Reason {
    fn word(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::First => "first",
            Self::Interval => "interval",
            Self::Last => "last",
            Self::Kept => "kept",
            Self::BeforeShrink => "before_shrink",
            Self::BeforeRestore => "before_restore",
        }
    }
}

impl ToSql for Reason {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.word().into())
    }
}

impl FromSql for Reason {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let word = value.as_str()?;
        [Self::First, Self::Interval, Self::Last, Self::Kept, Self::BeforeShrink, Self::BeforeRestore]
            .into_iter()
            .find(|reason| reason.word() == word)
            .ok_or(FromSqlError::InvalidType)
    }
}

fn version(row: &Row<'_>) -> rusqlite::Result<Version> {
    Ok(Version {
        id: row.get(0)?,
        at: row.get(1)?,
        reason: row.get(2)?,
        title: row.get(3)?,
        body: row.get(4)?,
        words: row.get(5)?,
    })
}

pub(super) fn insert(tx: &mut Tx<'_>, entry: EntryId, state: &State, reason: Reason) -> Result<()> {
    tx.execute(
        "INSERT INTO version (id, entry, at, reason, title, markdown, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![VersionId::new(), entry, state.at, reason, state.title, state.body, state.words],
    )?;
    Ok(())
}

pub(super) fn peak(tx: &Tx<'_>, entry: EntryId) -> Result<Option<State>> {
    tx.first("SELECT at, title, markdown, words FROM peak WHERE entry = ?1", [entry], |row| {
        Ok(State { at: row.get(0)?, title: row.get(1)?, body: row.get(2)?, words: row.get(3)? })
    })
}

pub(super) fn set_peak(tx: &mut Tx<'_>, entry: EntryId, state: &State) -> Result<()> {
    tx.execute(
        "INSERT OR REPLACE INTO peak (entry, at, title, markdown, words) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![entry, state.at, state.title, state.body, state.words],
    )?;
    Ok(())
}

pub(super) fn forget_peak(tx: &mut Tx<'_>, entry: EntryId) -> Result<()> {
    tx.execute("DELETE FROM peak WHERE entry = ?1", [entry])?;
    Ok(())
}

pub(super) fn set_reason(tx: &mut Tx<'_>, id: VersionId, reason: Reason) -> Result<()> {
    tx.execute_one("version", "UPDATE version SET reason = ?2 WHERE id = ?1", params![id, reason])
}

/// The newest version and when the text stood so; from an index, so that a save need not read a text for it.
pub(super) fn newest(tx: &Tx<'_>, entry: EntryId) -> Result<Option<(VersionId, Instant)>> {
    tx.first("SELECT id, at FROM version WHERE entry = ?1 ORDER BY at DESC, id DESC LIMIT 1", [entry], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Whether a version has these very words.
pub(super) fn says(tx: &Tx<'_>, id: VersionId, title: &str, body: &str) -> Result<bool> {
    let says = "SELECT title = ?2 AND markdown = ?3 FROM version WHERE id = ?1";
    Ok(tx.first(says, params![id, title, body], |row| row.get(0))?.unwrap_or_default())
}

pub(super) fn get(tx: &Tx<'_>, entry: EntryId, id: VersionId) -> Result<Option<Version>> {
    tx.first(
        "SELECT id, at, reason, title, markdown, words FROM version WHERE entry = ?1 AND id = ?2",
        params![entry, id],
        version,
    )
}

pub(super) fn all(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<Version>> {
    tx.rows(
        "SELECT id, at, reason, title, markdown, words FROM version WHERE entry = ?1 ORDER BY at, id",
        [entry],
        version,
    )
}

pub(super) fn rows(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<VersionRow>> {
    tx.rows(
        "SELECT id, at, reason, title, words FROM version WHERE entry = ?1 ORDER BY at DESC, id DESC",
        [entry],
        version_row,
    )
}

fn version_row(row: &Row<'_>) -> rusqlite::Result<VersionRow> {
    let id: VersionId = row.get(0)?;
    Ok(VersionRow {
        id: id.to_string(),
        at: row.get(1)?,
        reason: row.get(2)?,
        title: row.get(3)?,
        words: row.get(4)?,
        words_change: 0,
    })
}

pub(super) fn of_text(tx: &Tx<'_>, entry: EntryId, body: &str) -> Result<Option<VersionRow>> {
    tx.first(
        "SELECT id, at, reason, title, words FROM version WHERE entry = ?1 AND markdown = ?2 ORDER BY at DESC, id DESC LIMIT 1",
        params![entry, body],
        version_row,
    )
}

pub(super) fn count_older(tx: &Tx<'_>, before: Instant) -> Result<u32> {
    tx.one("SELECT count(*) FROM version WHERE at < ?1 AND reason <> 'kept'", [before], |row| row.get(0))
}

pub(super) fn delete_older(tx: &mut Tx<'_>, before: Instant) -> Result<usize> {
    tx.execute("DELETE FROM version WHERE at < ?1 AND reason <> 'kept'", [before])
}
