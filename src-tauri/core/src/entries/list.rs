//! The timeline and its filters.

use std::cmp::Reverse;

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Audience, EntryRow, Kind, Readiness, Timing, store};
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::loops::Stage;
use crate::store::Tx;
use crate::tags;

/// What a list keeps. All parts that are given must hold; of a list any one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Filter {
    /// Any of these tags.
    pub tags: Option<Vec<String>>,
    /// Any of these people.
    pub people: Option<Vec<String>>,
    /// Any of these settings.
    pub settings: Option<Vec<String>>,
    /// Any of these timings.
    pub timings: Option<Vec<Timing>>,
    /// Any of these templates.
    pub templates: Option<Vec<String>>,
    /// Entries, learning logs, or both.
    pub kinds: Option<Vec<Kind>>,
    /// Learning logs at any of these stages, whether parked or not.
    pub stages: Option<Vec<Stage>>,
    /// Draft or ready.
    pub readiness: Option<Readiness>,
    /// Private or shareable.
    pub audience: Option<Audience>,
    /// Marked or not.
    pub starred: Option<bool>,
    /// With files or without.
    pub has_attachment: Option<bool>,
    /// This local day or later.
    pub after: Option<String>,
    /// This local day or earlier.
    pub before: Option<String>,
}

/// A page of the timeline.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ListEntries {
    /// What to keep.
    pub filter: Filter,
    /// Where the page before ended.
    #[ts(optional, type = "string | null")]
    pub cursor: Option<String>,
    /// At most this many rows; 100 where not said, 1,000 at most.
    pub limit: Option<u32>,
}

/// Rows, newest first, and where the next page begins.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct EntryPage {
    /// Newest first.
    pub rows: Vec<EntryRow>,
    /// For the next page; none at the end.
    pub next: Option<String>,
    /// How many entries the filter keeps in all.
    pub total: u32,
}

/// One page of the timeline.
///
/// # Errors
/// `BadInput` for a cursor that is none of ours.
pub fn list(tx: &Tx<'_>, request: &ListEntries) -> Result<EntryPage> {
    let limit = request.limit.unwrap_or(100).clamp(1, 1_000);
    let (kept, mut values) = conditions(&request.filter);
    let filtered = !kept.is_empty();
    let counting = if filtered { store::counted::counting(&kept) } else { store::counted::STANDING.to_owned() };
    let total = tx.one(&counting, rusqlite::params_from_iter(&values), |row| row.get(0))?;
    let mut clause = kept;
    if let Some(cursor) = &request.cursor {
        let (sort, id) =
            cursor.split_once('|').ok_or_else(|| Error::bad("that page of the list is not there any more"))?;
        clause.push_str(" AND (sort, id) < (?, ?)");
        values.extend([Value::from(sort.to_owned()), Value::from(id.to_owned())]);
    }
    // All of them are read in their order; what a filter keeps would be far to seek there.
    let which = if filtered { store::counted::LISTED } else { "WHERE trashed_at IS NULL" };
    let which = format!("{which}{clause}");
    let rows = store::first_rows(tx, &which, store::NEWEST_FIRST, limit, rusqlite::params_from_iter(&values))?;
    let full = u32::try_from(rows.len()).is_ok_and(|count| count == limit);
    let next = match rows.last() {
        Some(last) if full => Some(format!("{}|{}", store::position(tx, last.id)?, last.id)),
        _ => None,
    };
    Ok(EntryPage { rows, next, total })
}

/// What a filter asks besides not being in the trash, each part begun with AND, and its values.
fn conditions(filter: &Filter) -> (String, Vec<Value>) {
    let mut clause = String::new();
    let mut values: Vec<Value> = Vec::new();
    let mut any = |sql: &str, list: Vec<Value>| {
        let marks = vec!["?"; list.len()].join(", ");
        clause.push_str(&sql.replace("(*)", &format!("({marks})")));
        values.extend(list);
    };
    let folded = |names: &[String]| names.iter().map(|name| Value::from(tags::folded(name))).collect();
    if let Some(names) = &filter.tags {
        any(" AND id IN (SELECT entry FROM entry_tag JOIN tag ON tag.id = tag WHERE folded IN (*))", folded(names));
    }
    if let Some(names) = &filter.people {
        any(
            " AND id IN (SELECT entry FROM entry_person JOIN person ON person.id = person WHERE folded IN (*))",
            folded(names),
        );
    }
    if let Some(settings) = &filter.settings {
        any(" AND setting IN (*)", settings.iter().map(|setting| Value::from(setting.clone())).collect());
    }
    if let Some(timings) = &filter.timings {
        any(" AND timing IN (*)", timings.iter().map(|timing| Value::from(timing.word().to_owned())).collect());
    }
    if let Some(templates) = &filter.templates {
        any(" AND template IN (*)", templates.iter().map(|template| Value::from(template.clone())).collect());
    }
    if let Some(kinds) = &filter.kinds {
        any(" AND kind IN (*)", kinds.iter().map(|kind| Value::from(kind.word().to_owned())).collect());
    }
    if let Some(stages) = &filter.stages {
        any(
            " AND id IN (SELECT entry FROM loop WHERE stage IN (*))",
            stages.iter().map(|stage| Value::from(stage.word().to_owned())).collect(),
        );
    }
    if let Some(readiness) = filter.readiness {
        any(" AND readiness IN (*)", vec![Value::from(readiness.word().to_owned())]);
    }
    if let Some(audience) = filter.audience {
        any(" AND audience IN (*)", vec![Value::from(audience.word().to_owned())]);
    }
    if let Some(starred) = filter.starred {
        any(" AND starred IN (*)", vec![Value::from(starred)]);
    }
    if let Some(has) = filter.has_attachment {
        any(" AND (id IN (SELECT entry FROM attachment WHERE removed_at IS NULL)) IN (*)", vec![Value::from(has)]);
    }
    if let Some(after) = &filter.after {
        // Of a month the last day counts.
        let last = " AND CASE happened_precision WHEN 'month' THEN date(day, '+1 month', '-1 day') ELSE day END >= (*)";
        any(last, vec![Value::from(after.clone())]);
    }
    if let Some(before) = &filter.before {
        any(" AND day <= (*)", vec![Value::from(before.clone())]);
    }
    (clause, values)
}

/// A day with entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct CalendarDay {
    /// Local day.
    pub day: String,
    /// How many entries.
    pub count: u32,
}

/// The days from `from` to `to` that have entries.
pub fn calendar(tx: &Tx<'_>, from: &str, to: &str) -> Result<Vec<CalendarDay>> {
    let days = store::calendar(tx, from, to)?;
    Ok(days.into_iter().map(|(day, count)| CalendarDay { day, count }).collect())
}

/// A look for a title.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct QuickOpen {
    /// Part of a title; of an untitled entry part of its first words. Empty: what was edited last.
    #[ts(optional = false)]
    pub text: String,
    /// 20 where not said.
    pub limit: Option<u32>,
}

/// Entries by title, best first: beginning with the text, then a word beginning with it, then holding it; newest first.
pub fn quick_open(tx: &Tx<'_>, request: &QuickOpen) -> Result<Vec<EntryRow>> {
    let limit = request.limit.unwrap_or(20).clamp(1, 200);
    if request.text.trim().is_empty() {
        return store::rows(tx, "WHERE trashed_at IS NULL ORDER BY edited_at DESC, id DESC LIMIT ?1", [limit]);
    }
    let wanted = tags::folded(&request.text);
    // As they lie in the file: in the order of editing each would be looked up by itself.
    let found = tx.rows(
        "SELECT id, edited_at, CASE title WHEN '' THEN excerpt ELSE title END FROM entry NOT INDEXED WHERE trashed_at IS NULL",
        [],
        |row| {
            let Some(rank) = rank(&tags::folded(row.get_ref(2)?.as_str()?), &wanted) else { return Ok(None) };
            Ok(Some((rank, row.get::<_, i64>(1)?, row.get(0)?)))
        },
    )?;
    let mut found: Vec<(u8, i64, EntryId)> = found.into_iter().flatten().collect();
    found.sort_by_key(|(rank, edited, id)| (*rank, Reverse(*edited), Reverse(*id)));
    found.truncate(limit as usize);
    found.into_iter().filter_map(|(_, _, id)| store::row(tx, id).transpose()).collect()
}

fn rank(title: &str, wanted: &str) -> Option<u8> {
    if title.starts_with(wanted) {
        return Some(0);
    }
    if title.split(|c: char| !c.is_alphanumeric()).any(|word| !word.is_empty() && word.starts_with(wanted)) {
        return Some(1);
    }
    title.contains(wanted).then_some(2)
}
