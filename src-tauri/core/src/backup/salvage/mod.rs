//! What can still be read of a damaged journal, brought into a new one. The damaged one is only ever read.
//!
//! Every page of the file that is as it was written is read, whatever became of the others ([`crate::store::raw`]). Rows go
//! into a database of the same schema, and what they lost is made up for where something else still tells it: a text from
//! the newest of its versions, the line of an entry from its text. What refers to something that is gone goes, too, since
//! nothing could be shown of it; it stays in the damaged file.

mod fit;
mod store;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rusqlite::types::Value;
use serde::Serialize;

use super::make::{ATTACHMENTS, DATABASE, MAKING, bring, bring_whole, remove_folder};
use super::places;
use super::restore::{RESTORING, SALVAGED};
use crate::clock::{Clock, Instant};
use crate::error::{Error, Result};
use crate::files;
use crate::id::EntryId;
use crate::keys::{KEYS_COPY, KEYS_FILE, Keys};
use crate::store::open::{Access, open};
use crate::store::raw::{Found, Pages, Row};
use crate::store::{DatabaseKey, migrate};

/// What came back, in figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Salvaged {
    /// Entries that are known to have been there.
    pub known: u32,
    /// As they were.
    pub whole: u32,
    /// With an older text of theirs, from their versions.
    pub older: u32,
    /// With their text, and without some of what stood beside it: the title, the day, tags.
    pub mended: u32,
    /// With the beginning of their text.
    pub cut: u32,
    /// Of which nothing could be read.
    pub lost: Vec<Lost>,
    /// Attached files that came back.
    pub attachments: u32,
    /// Attached files that are named and not there.
    pub attachments_missing: u32,
    /// Pages of the database, and how many of them could not be read.
    pub pages: u32,
    /// Of these, those that were not as they had been written.
    pub damaged_pages: u32,
    /// Entries that the last good backup holds and this does not: lost, or deleted since.
    pub only_in_backup: u32,
}

/// An entry of which nothing could be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "LostEntry")]
pub struct Lost {
    /// Which.
    pub id: EntryId,
    /// When it was begun: its id still tells.
    pub at: Option<Instant>,
}

/// Reads what can be read of the journal in `damaged` and makes it ready to take its place: see [`super::restore::prepare`].
///
/// # Errors
/// `Damaged` where nothing at all could be read; `Key` where the keys do not open; those of the file system.
pub fn prepare(damaged: &Path, keys: &Keys, clock: &Clock) -> Result<Salvaged> {
    let making = damaged.join(format!("{MAKING}{RESTORING}"));
    let ready = damaged.join(RESTORING);
    remove_folder(&ready)?;
    let salvaged = salvage(damaged, &making, keys, clock)?;
    files::write_whole(&making.join(SALVAGED), b"")?;
    fs::rename(&making, &ready)?;
    files::fsync_folder(damaged)?;
    Ok(salvaged)
}

/// Reads what can be read of the journal in `damaged` into a new one in `to`, which is not there yet or empty.
///
/// # Errors
/// As [`prepare`]; `BadInput` where something is in `to`, or a journal cannot live there.
pub fn into(damaged: &Path, to: &Path, keys: &Keys, clock: &Clock) -> Result<Salvaged> {
    places::may_begin(to)?;
    places::is_outside(to)?;
    if fs::read_dir(to).is_ok_and(|mut items| items.next().is_some()) {
        return Err(Error::bad("there is something in that folder already; nothing was changed. Name an empty one"));
    }
    let name = to.file_name().ok_or_else(|| Error::bad("name a folder for what is salvaged"))?.to_string_lossy();
    let making = to.with_file_name(format!("{MAKING}{name}"));
    let salvaged = salvage(damaged, &making, keys, clock)?;
    drop(fs::remove_dir(to));
    fs::rename(&making, to)?;
    Ok(salvaged)
}

fn salvage(damaged: &Path, making: &Path, keys: &Keys, clock: &Clock) -> Result<Salvaged> {
    remove_folder(making)?;
    let done = gather(damaged, making, keys, clock);
    if done.is_err() {
        drop(remove_folder(making));
    }
    done
}

fn gather(damaged: &Path, making: &Path, keys: &Keys, clock: &Clock) -> Result<Salvaged> {
    let key = DatabaseKey::new(keys.database());
    let pages = Pages::read(&damaged.join(DATABASE), &key)?;
    let found = Found::read(&pages);
    let newest = u32::try_from(migrate::MIGRATIONS.len()).unwrap_or(u32::MAX);
    let schema = pages.schema().filter(|schema| (1..=newest).contains(schema)).unwrap_or(newest);
    files::make_private_folder(&making.join(ATTACHMENTS))?;
    files::make_private_folder(making)?;
    for name in [KEYS_FILE, KEYS_COPY] {
        bring_whole(&damaged.join(name), &making.join(name))?;
    }
    let mut new = open(&making.join(DATABASE), &key, Access::Create)?;
    migrate::to(&mut new, schema)?;
    let tables = store::tables(&new)?;
    let rows = fit::sorted(found.rows, found.strays, &tables);
    if rows.values().all(Vec::is_empty) {
        return Err(Error::Damaged(
            "nothing of the journal's database could be read. Nothing was changed: keep the folder as it is, and restore a backup"
                .into(),
        ));
    }
    let known = known_entries(&rows, &found.keys);
    let mut salvaged = store::fill(&mut new, &tables, rows, keys.journal_id(), clock)?;
    let here: BTreeSet<EntryId> = store::entry_ids(&new)?.into_iter().collect();
    salvaged.lost = known.difference(&here).map(|id| Lost { id: *id, at: begun(*id) }).collect();
    salvaged.known = u32::try_from(known.union(&here).count()).unwrap_or(u32::MAX);
    salvaged.pages = u32::try_from(pages.count()).unwrap_or(u32::MAX);
    salvaged.damaged_pages = u32::try_from(pages.damaged()).unwrap_or(u32::MAX);
    for id in super::store::sealed_files(&new)? {
        let name = format!("{ATTACHMENTS}/{id}");
        match bring(&damaged.join(&name), &making.join(&name)) {
            Ok(()) => salvaged.attachments += 1,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => salvaged.attachments_missing += 1,
            Err(error) => return Err(error.into()),
        }
    }
    salvaged.only_in_backup = only_in_backup(damaged, &key, &here)?;
    let faults = super::store::faults(&new)?;
    if let Some(fault) = faults.first() {
        return Err(Error::Damaged(format!(
            "what was read did not make a sound journal ({fault}). Nothing was changed"
        )));
    }
    drop(new);
    files::fsync_folder(&making.join(ATTACHMENTS))?;
    files::fsync_folder(making)?;
    Ok(salvaged)
}

fn id_of(value: &Value) -> Option<EntryId> {
    let Value::Text(text) = value else { return None };
    text.parse().ok()
}

/// Every entry that anything still names: its own row, its text, its versions, and the keys of its table.
fn known_entries(
    rows: &BTreeMap<String, Vec<Row>>,
    keys: &std::collections::HashMap<String, Vec<Vec<Value>>>,
) -> BTreeSet<EntryId> {
    let of = |table: &str, column: usize| {
        let rows = rows.get(table).into_iter().flatten();
        rows.filter_map(move |row| id_of(row.values.get(column)?)).collect::<Vec<_>>()
    };
    let mut known: BTreeSet<EntryId> = of("entry", 0).into_iter().collect();
    for (table, column) in [("body", 0), ("version", 1), ("peak", 0), ("entry_tag", 0), ("attachment", 1), ("loop", 0)]
    {
        known.extend(of(table, column));
    }
    for name in ["sqlite_autoindex_entry_1", "sqlite_autoindex_body_1"] {
        known.extend(keys.get(name).into_iter().flatten().filter_map(|key| id_of(key.first()?)));
    }
    known
}

/// Ids are made of the time they were made at (UUID version 7).
fn begun(id: EntryId) -> Option<Instant> {
    let (seconds, nanos) = id.uuid().get_timestamp()?.to_unix();
    let millis = i64::try_from(seconds).ok()?.checked_mul(1000)?;
    Some(Instant::from_millis(millis + i64::from(nanos / 1_000_000)))
}

fn only_in_backup(journal: &Path, key: &DatabaseKey, here: &BTreeSet<EntryId>) -> Result<u32> {
    let Some(last) = super::list(journal)?.into_iter().rfind(|backup| backup.fault.is_none()) else { return Ok(0) };
    let folder = super::find(journal, &last.id)?;
    // A backup that does not open, such as one of another key, says nothing about this.
    let Ok(backup) = open(&folder.join(DATABASE), key, Access::Read) else { return Ok(0) };
    let only = store::entry_ids(&backup)?.into_iter().filter(|id| !here.contains(id)).count();
    Ok(u32::try_from(only).unwrap_or(u32::MAX))
}
