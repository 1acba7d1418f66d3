//! "We have met this five times": what was written about it, gathered into one text that says where each thing came from.

use serde::{Deserialize, Serialize};

use crate::entries::{self, Entry, EntryFields};
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::loops::{self, LinkEntries, Rel};
use crate::store::Tx;
use crate::text;

/// Entries in one text.
const MOST: usize = 40;
/// Characters that are quoted of each.
const QUOTED: usize = 700;

/// What to gather.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct WriteUp {
    /// The entries, in any order; they stand in the order in which they happened.
    pub ids: Vec<EntryId>,
    /// What it is about.
    pub title: Option<String>,
}

/// Gathers entries into one draft: a passage of each with its title and day, questions below, and a tie back to each.
///
/// # Errors
/// `NotFound`; `BadInput` for fewer than two entries, or one in the trash.
pub fn write_up(tx: &mut Tx<'_>, request: &WriteUp) -> Result<Entry> {
    let mut ids: Vec<EntryId> = Vec::new();
    for id in &request.ids {
        if !ids.contains(id) {
            ids.push(*id);
        }
    }
    if ids.len() < 2 || ids.len() > MOST {
        return Err(Error::bad(format!("choose 2 to {MOST} entries to gather. Nothing was written")));
    }
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let entry = entries::get(tx, id)?;
        if entry.trashed_at.is_some() {
            return Err(Error::bad("one of these lies in the trash. Nothing was written"));
        }
        found.push((entries::store::position(tx, id)?, entry));
    }
    found.sort_by(|(a, one), (b, other)| (a, one.id).cmp(&(b, other.id)));
    let entries: Vec<Entry> = found.into_iter().map(|(_, entry)| entry).collect();
    let title = match request.title.as_deref().map(str::trim) {
        Some(title) if !title.is_empty() => title.to_owned(),
        _ => format!("We have met this {} times", entries.len()),
    };
    let mut tags: Vec<String> = entries.first().map(|entry| entry.tags.clone()).unwrap_or_default();
    tags.retain(|tag| entries.iter().all(|entry| entry.tags.contains(tag)));
    let body = body(&entries);
    let fields = EntryFields { title: Some(title), body: Some(body), tags: Some(tags), ..EntryFields::default() };
    let made = entries::add(tx, fields)?;
    for entry in &entries {
        loops::add_link(tx, LinkEntries { entry: made.id, rel: Rel::BearsOn, other: entry.id })?;
    }
    entries::get(tx, made.id)
}

fn body(entries: &[Entry]) -> String {
    let mut body = String::from("## What we met\n\n");
    for entry in entries {
        let passage = text::excerpt(&text::plain(&entry.body), QUOTED);
        let day = match entry.happened.local.get(..10).or(entry.happened.local.get(..7)) {
            Some(day) => format!(", {day}"),
            None => String::new(),
        };
        let title = if entry.title.is_empty() { "Untitled" } else { &entry.title };
        if !passage.is_empty() {
            body.push_str(&format!("> {}\n>\n", escaped(&passage)));
        }
        body.push_str(&format!("> — *{}*{day}\n\n", escaped(title)));
    }
    body.push_str("## What it has in common\n\n## What helped\n\n## What we do from now on\n");
    body
}

/// A plain text that Markdown reads as itself.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' | '+' | '-' | '&')
            && (!matches!(c, '-' | '+' | '#' | '!') || out.is_empty())
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_stays_what_it_was() {
        assert_eq!(escaped("- a *b* [c] #d"), "\\- a \\*b\\* \\[c\\] #d");
        assert_eq!(text::plain(&escaped("1 < 2 & *x* _y_")).trim(), "1 < 2 & *x* _y_");
    }
}
