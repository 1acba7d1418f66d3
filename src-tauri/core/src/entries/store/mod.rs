//! The SQL of entries.

pub(crate) mod counted;

use rusqlite::{Row, params};

use super::{Audience, Entry, EntryRow, Happened, Kind, Precision, Readiness, Timing};
use crate::attachments;
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::{Tx, words};
use crate::text::RICH_LIMIT;

words!(Timing { InAction = "in_action", OnAction = "on_action", ForAction = "for_action" });
words!(Readiness { Draft = "draft", Ready = "ready" });
words!(Audience { Private = "private", Shareable = "shareable" });
words!(Kind { Entry = "entry", Loop = "loop" });
words!(Precision { Exact = "exact", Day = "day", Month = "month", Unknown = "unknown" });

/// Between names joined by SQLite's `group_concat`; never part of a name (names are one line).
const SEPARATOR: char = '\u{1f}';

/// The entry, whole; also one in the trash.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &Tx<'_>, id: EntryId) -> Result<Entry> {
    find(tx, id)?.ok_or(Error::NotFound("entry"))
}

/// The entry, whole, if there is one; also one in the trash.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &Tx<'_>, id: EntryId) -> Result<Option<Entry>> {
    let sql = format!("SELECT {WHOLE} FROM entry JOIN body ON body.entry = entry.id WHERE entry.id = ?1");
    let Some(mut entry) = tx.first(&sql, [id], read_entry)? else { return Ok(None) };
    entry.attachments = attachments::list(tx, id)?;
    Ok(Some(entry))
}

/// An entry as search reads it.
pub(crate) struct Standing {
    pub(crate) entry: Entry,
    pub(crate) stamp: i64,
    /// Its place in the table, by which it is read again without looking for its id in a list first.
    pub(crate) row: i64,
    /// The day it is shown under.
    pub(crate) day: String,
}

/// An entry that is not in the trash; without its files where it is known to have none.
pub(crate) fn standing(tx: &Tx<'_>, id: EntryId, files: bool) -> Result<Option<Standing>> {
    let sql = format!(
        "SELECT {WHOLE}, stamp, day, entry.rowid FROM entry JOIN body ON body.entry = entry.id WHERE entry.id = ?1 AND trashed_at IS NULL"
    );
    let read = |row: &Row<'_>| {
        Ok(Standing { entry: read_entry(row)?, stamp: row.get(24)?, day: row.get(25)?, row: row.get(26)? })
    };
    let Some(mut standing) = tx.first(&sql, [id], read)? else { return Ok(None) };
    if files {
        standing.entry.attachments = attachments::list(tx, id)?;
    }
    Ok(Some(standing))
}

/// The tags and people of an entry, as they are written.
pub(crate) fn borne(tx: &Tx<'_>, id: EntryId) -> Result<(Vec<String>, Vec<String>)> {
    tx.one(&format!("SELECT {TAGS}, {PEOPLE}"), [id], |row| Ok((names(row, 0)?, names(row, 1)?)))
}

const TAGS: &str = "(SELECT group_concat(tag.name, char(31) ORDER BY position) FROM entry_tag JOIN tag ON tag.id = tag WHERE entry = ?1)";
const PEOPLE: &str = "(SELECT group_concat(person.name, char(31) ORDER BY position) FROM entry_person JOIN person ON person.id = person WHERE entry = ?1)";

/// The columns of an [`Entry`].
const WHOLE: &str = "entry.id, title, revision, happened_precision, happened_local, happened_zone, happened_offset, written_at, edited_at,
    timing, setting, template, language, language_chosen, readiness, audience, starred, trashed_at, words, body.markdown,
    (SELECT group_concat(tag.name, char(31) ORDER BY position) FROM entry_tag JOIN tag ON tag.id = tag WHERE entry = ?1),
    (SELECT group_concat(person.name, char(31) ORDER BY position) FROM entry_person JOIN person ON person.id = person WHERE entry = ?1),
    template_version, kind";

/// Its files aside.
fn read_entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let body: String = row.get(19)?;
    Ok(Entry {
        id: row.get(0)?,
        title: row.get(1)?,
        revision: row.get::<_, i64>(2)?.to_string(),
        happened: happened(row, 3)?,
        written_at: row.get(7)?,
        edited_at: row.get(8)?,
        timing: row.get(9)?,
        setting: row.get(10)?,
        template: row.get(11)?,
        language: row.get(12)?,
        language_chosen: row.get(13)?,
        readiness: row.get(14)?,
        audience: row.get(15)?,
        starred: row.get(16)?,
        trashed_at: row.get(17)?,
        words: row.get(18)?,
        rich: body.len() <= RICH_LIMIT,
        body,
        tags: names(row, 20)?,
        people: names(row, 21)?,
        template_version: row.get(22)?,
        kind: row.get(23)?,
        attachments: Vec::new(),
    })
}

fn happened(row: &Row<'_>, at: usize) -> rusqlite::Result<Happened> {
    Ok(Happened {
        precision: row.get(at)?,
        local: row.get(at + 1)?,
        zone: row.get(at + 2)?,
        offset_minutes: row.get(at + 3)?,
    })
}

fn names(row: &Row<'_>, at: usize) -> rusqlite::Result<Vec<String>> {
    let joined: Option<String> = row.get(at)?;
    Ok(joined.map(|text| text.split(SEPARATOR).map(str::to_owned).collect()).unwrap_or_default())
}

/// The columns of an [`EntryRow`], for every list of entries.
const ROW: &str = "id, revision, title, excerpt, day, happened_precision, happened_local, happened_zone, happened_offset, edited_at,
    (SELECT group_concat(tag.name, char(31) ORDER BY position) FROM entry_tag JOIN tag ON tag.id = tag WHERE entry = entry.id),
    (SELECT group_concat(person.name, char(31) ORDER BY position) FROM entry_person JOIN person ON person.id = person WHERE entry = entry.id),
    setting, timing, template, readiness, audience, starred,
    (SELECT count(*) FROM attachment WHERE attachment.entry = entry.id AND removed_at IS NULL),
    words, trashed_at, EXISTS (SELECT 1 FROM tray WHERE tray.entry = entry.id), kind,
    (SELECT stage FROM loop WHERE loop.entry = entry.id), (SELECT exit FROM loop WHERE loop.entry = entry.id)";

/// Entries as list rows. `rest` is everything after `FROM entry`, written by the callers of this module only.
pub(crate) fn rows(tx: &Tx<'_>, rest: &str, params: impl rusqlite::Params) -> Result<Vec<EntryRow>> {
    tx.rows(&format!("SELECT {ROW} FROM entry {rest}"), params, read_row)
}

/// The order of the timeline.
pub(crate) const NEWEST_FIRST: &str = "sort DESC, id DESC";

/// The first of some entries as list rows. They are put in order and cut off before anything else of them is looked up: SQLite
/// would do that for each of them and sort the whole. `which` is as in [`rows`], without an order.
pub(crate) fn first_rows(
    tx: &Tx<'_>,
    which: &str,
    order: &str,
    limit: u32,
    params: impl rusqlite::Params,
) -> Result<Vec<EntryRow>> {
    let first = format!("SELECT entry.id FROM entry {which} ORDER BY {order} LIMIT {limit}");
    rows(tx, &format!("WHERE id IN ({first}) ORDER BY {order}"), params)
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<EntryRow> {
    Ok(EntryRow {
        id: row.get(0)?,
        revision: row.get::<_, i64>(1)?.to_string(),
        title: row.get(2)?,
        excerpt: row.get(3)?,
        day: row.get(4)?,
        happened: happened(row, 5)?,
        edited_at: row.get(9)?,
        tags: names(row, 10)?,
        people: names(row, 11)?,
        setting: row.get(12)?,
        timing: row.get(13)?,
        template: row.get(14)?,
        readiness: row.get(15)?,
        audience: row.get(16)?,
        starred: row.get(17)?,
        attachments: row.get(18)?,
        words: row.get(19)?,
        trashed_at: row.get(20)?,
        in_tray: row.get(21)?,
        kind: row.get(22)?,
        stage: row.get(23)?,
        exit: row.get(24)?,
    })
}

/// An entry as a search shows it.
pub(crate) struct Shown {
    pub(crate) row: EntryRow,
    pub(crate) body: String,
    pub(crate) language: Option<String>,
}

/// An entry in the state of a stamp; none where it stands otherwise now, or is in the trash. It is looked for at its place in the
/// table first, and its body at the same place of the other table, where it lies unless a database was put together anew.
pub(crate) fn shown(tx: &Tx<'_>, id: EntryId, row: i64, stamp: i64) -> Result<Option<Shown>> {
    let sql = |which: &str| {
        format!(
            "SELECT {ROW}, language, coalesce(
                (SELECT markdown FROM body WHERE body.rowid = entry.rowid AND +body.entry = entry.id),
                (SELECT markdown FROM body WHERE body.entry = entry.id))
             FROM entry WHERE {which} AND stamp = ?2 AND trashed_at IS NULL"
        )
    };
    let read = |row: &Row<'_>| Ok(Shown { row: read_row(row)?, language: row.get(25)?, body: row.get(26)? });
    let there = tx.first(&sql("rowid = ?3 AND +id = ?1"), params![id, stamp, row], read)?;
    if there.is_some() { Ok(there) } else { tx.first(&sql("id = ?1"), params![id, stamp], read) }
}

pub(crate) fn row(tx: &Tx<'_>, id: EntryId) -> Result<Option<EntryRow>> {
    Ok(rows(tx, "WHERE id = ?1", [id])?.pop())
}

struct Placed {
    day: String,
    sort: String,
}

fn placed(tx: &Tx<'_>, happened: &Happened, written: Instant) -> Placed {
    Placed { day: happened.day(tx.clock().day(written)), sort: happened.sort(&tx.clock().local(written).0) }
}

pub(crate) fn insert(tx: &mut Tx<'_>, entry: &Entry, excerpt: &str, words: u32) -> Result<()> {
    let place = placed(tx, &entry.happened, entry.written_at);
    tx.execute(
        "INSERT INTO entry (id, title, excerpt, words, revision, happened_precision, happened_local, happened_zone, happened_offset, day, sort,
            written_at, edited_at, timing, setting, template, language, language_chosen, readiness, audience, starred, trashed_at,
            template_version, kind)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)",
        params![
            entry.id,
            entry.title,
            excerpt,
            words,
            revision(&entry.revision),
            entry.happened.precision,
            entry.happened.local,
            entry.happened.zone,
            entry.happened.offset_minutes,
            place.day,
            place.sort,
            entry.written_at,
            entry.edited_at,
            entry.timing,
            entry.setting,
            entry.template,
            entry.language,
            entry.language_chosen,
            entry.readiness,
            entry.audience,
            entry.starred,
            entry.trashed_at,
            entry.template_version,
            entry.kind,
        ],
    )?;
    tx.execute("INSERT INTO body (entry, markdown) VALUES (?1, ?2)", params![entry.id, entry.body])?;
    Ok(())
}

/// The revision that a changed text gets.
pub(crate) fn next_revision(before: &str) -> String {
    (revision(before) + 1).to_string()
}

fn revision(text: &str) -> i64 {
    text.parse().unwrap_or(1)
}

/// Writes when it happened, and the day it is shown under. That changes only with it: an unknown one is that of its writing,
/// and travelling must not move it.
pub(crate) fn place(tx: &mut Tx<'_>, entry: &Entry) -> Result<()> {
    let place = placed(tx, &entry.happened, entry.written_at);
    tx.execute(
        "UPDATE entry SET day = iif(happened_precision = ?4 AND happened_local = ?5, day, ?2),
            sort = iif(happened_precision = ?4 AND happened_local = ?5, sort, ?3),
            happened_precision = ?4, happened_local = ?5, happened_zone = ?6, happened_offset = ?7 WHERE id = ?1",
        params![
            entry.id,
            place.day,
            place.sort,
            entry.happened.precision,
            entry.happened.local,
            entry.happened.zone,
            entry.happened.offset_minutes,
        ],
    )?;
    Ok(())
}

pub(crate) fn set_language(tx: &mut Tx<'_>, entry: &Entry) -> Result<()> {
    tx.execute_one(
        "entry",
        "UPDATE entry SET language = ?2, language_chosen = ?3 WHERE id = ?1",
        params![entry.id, entry.language, entry.language_chosen],
    )
}

/// Writes what lists are kept by: setting, timing and how it stands.
pub(crate) fn set_standing(tx: &mut Tx<'_>, entry: &Entry) -> Result<()> {
    tx.execute_one(
        "entry",
        "UPDATE entry SET timing = ?2, setting = ?3, readiness = ?4, audience = ?5, starred = ?6 WHERE id = ?1",
        params![entry.id, entry.timing, entry.setting, entry.readiness, entry.audience, entry.starred],
    )
}

/// Writes what changes with the text. The rest stands in indexes, which every save would write anew. A changed text gets the
/// next revision.
pub(crate) fn update(tx: &mut Tx<'_>, entry: &Entry, excerpt: Option<&str>, text_changed: bool) -> Result<()> {
    tx.execute_one(
        "entry",
        "UPDATE entry SET title = ?2, excerpt = coalesce(?3, excerpt), words = ?4, revision = revision + ?5, edited_at = ?6
         WHERE id = ?1",
        params![entry.id, entry.title, excerpt, entry.words, text_changed, entry.edited_at],
    )
}

pub(crate) fn set_body(tx: &mut Tx<'_>, id: EntryId, body: &str) -> Result<()> {
    tx.execute_one("entry", "UPDATE body SET markdown = ?2 WHERE entry = ?1", params![id, body])
}

pub(crate) fn set_template(tx: &mut Tx<'_>, id: EntryId, template: &str, version: Option<u32>) -> Result<()> {
    tx.execute_one(
        "entry",
        "UPDATE entry SET template = ?2, template_version = ?3 WHERE id = ?1",
        params![id, template, version],
    )
}

pub(crate) fn set_trashed(tx: &mut Tx<'_>, id: EntryId, at: Option<Instant>) -> Result<()> {
    tx.execute_one("entry", "UPDATE entry SET trashed_at = ?2 WHERE id = ?1", params![id, at])
}

/// Removes the row with all that hangs on it. Only an undone import does this, to entries nobody has touched since.
pub(crate) fn delete(tx: &mut Tx<'_>, id: EntryId) -> Result<()> {
    tx.execute_one("entry", "DELETE FROM entry WHERE id = ?1", [id])
}

pub(crate) fn stamp(tx: &Tx<'_>, id: EntryId) -> Result<Option<i64>> {
    tx.first("SELECT stamp FROM entry WHERE id = ?1", [id], |row| row.get(0))
}

pub(crate) fn note_opened(tx: &mut Tx<'_>, id: EntryId) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO opened (entry, at) VALUES (?1, ?2) ON CONFLICT (entry) DO UPDATE SET at = excluded.at",
        params![id, now],
    )?;
    Ok(())
}

/// Entries that are not in the trash, and the words of their bodies.
pub fn totals(tx: &Tx<'_>) -> Result<(u32, u32)> {
    tx.one("SELECT count(*), coalesce(sum(words), 0) FROM entry WHERE trashed_at IS NULL", [], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

pub(crate) fn calendar(tx: &Tx<'_>, from: &str, to: &str) -> Result<Vec<(String, u32)>> {
    tx.rows(
        "SELECT day, count(*) FROM entry WHERE trashed_at IS NULL AND day BETWEEN ?1 AND ?2 GROUP BY day ORDER BY day",
        [from, to],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

pub(crate) fn day_range(tx: &Tx<'_>) -> Result<(Option<String>, Option<String>)> {
    // Each by itself, from the two ends of an index.
    tx.one(
        "SELECT (SELECT min(day) FROM entry WHERE trashed_at IS NULL), (SELECT max(day) FROM entry WHERE trashed_at IS NULL)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Where an entry stands in time: what [`neighbour`] counts from.
pub(crate) fn position(tx: &Tx<'_>, id: EntryId) -> Result<String> {
    tx.first("SELECT sort FROM entry WHERE id = ?1", [id], |row| row.get(0))?.ok_or(Error::NotFound("entry"))
}

/// The next older or newer entry of the timeline.
pub(crate) fn neighbour(tx: &Tx<'_>, sort: &str, id: EntryId, newer: bool) -> Result<Option<EntryId>> {
    let sql = if newer {
        "SELECT id FROM entry WHERE trashed_at IS NULL AND (sort, id) > (?1, ?2) ORDER BY sort, id LIMIT 1"
    } else {
        "SELECT id FROM entry WHERE trashed_at IS NULL AND (sort, id) < (?1, ?2) ORDER BY sort DESC, id DESC LIMIT 1"
    };
    tx.first(sql, params![sort, id], |row| row.get(0))
}

pub(crate) fn ids(tx: &Tx<'_>) -> Result<Vec<EntryId>> {
    tx.rows("SELECT id FROM entry WHERE trashed_at IS NULL ORDER BY sort DESC, id DESC", [], |row| row.get(0))
}

/// Every entry, those in the trash too, oldest first.
///
/// # Errors
/// Those of the database.
pub fn all_ids(tx: &Tx<'_>) -> Result<Vec<EntryId>> {
    tx.rows("SELECT id FROM entry ORDER BY id", [], |row| row.get(0))
}

/// Entries written or changed after a moment, those in the trash too, the last changed first.
///
/// # Errors
/// Those of the database.
pub fn changed_since(tx: &Tx<'_>, at: Instant) -> Result<Vec<EntryId>> {
    tx.rows("SELECT id FROM entry WHERE edited_at > ?1 ORDER BY edited_at DESC, id", [at], |row| row.get(0))
}
