use journal::api::{Nothing, typed};
use journal::entries::{EntryRow, Filter, Happened, ListEntries, Precision, Readiness};
use serde_json::json;

use crate::Done;
use crate::arguments::List;
use crate::failure::Failure;
use crate::ids::short;
use crate::out::{Out, tell};
use crate::session::{Session, api};

/// Rows that one call answers at most.
const PAGE: u32 = 1_000;

/// Lists entries, newest first.
pub fn run(session: &Session, list: List, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open()?;
    let limit = list.limit;
    let (rows, total) = if list.trash {
        let mut rows = typed::trash_list(&api(&journal), Nothing {})?;
        let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        rows.truncate(limit as usize);
        (rows, total)
    } else {
        let filter = filter(list);
        let mut rows: Vec<EntryRow> = Vec::new();
        let mut cursor = None;
        loop {
            let left = limit - u32::try_from(rows.len()).unwrap_or(limit);
            let request = ListEntries { filter: filter.clone(), cursor, limit: Some(left.min(PAGE)) };
            let page = typed::entry_list(&api(&journal), request)?;
            rows.extend(page.rows);
            cursor = page.next;
            if cursor.is_none() || rows.len() >= limit as usize {
                break (rows, page.total);
            }
        }
    };
    if out.is_json() {
        out.json(&json!({ "total": total, "entries": rows }))?;
        return Ok(Done::Fine);
    }
    for row in &rows {
        out.line(&line(row))?;
    }
    if total as usize > rows.len() {
        tell(&format!("{} of {total}; --limit {total} shows all.", rows.len()));
    }
    Ok(Done::Fine)
}

fn filter(list: List) -> Filter {
    let some = |names: Vec<String>| (!names.is_empty()).then_some(names);
    Filter {
        tags: some(list.tags),
        people: some(list.people),
        after: list.after,
        before: list.before,
        readiness: list.drafts.then_some(Readiness::Draft),
        ..Filter::default()
    }
}

/// An entry on one line: when, which, what.
pub fn line(row: &EntryRow) -> String {
    let draft = if row.readiness == Readiness::Draft { "draft" } else { "" };
    format!("{:10}  {}  {draft:5}  {}", when(&row.happened), short(row.id), name(row))
}

/// The day, as exactly as it is known.
fn when(happened: &Happened) -> &str {
    match happened.precision {
        Precision::Exact => happened.local.get(..10).unwrap_or(&happened.local),
        Precision::Day | Precision::Month => &happened.local,
        Precision::Unknown => "no date",
    }
}

/// The title; of an entry without one its first words.
fn name(row: &EntryRow) -> String {
    if row.title.trim().is_empty() {
        format!("({})", row.excerpt.chars().take(60).collect::<String>())
    } else {
        row.title.clone()
    }
}
