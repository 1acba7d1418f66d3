//! What may come next in a query while it is typed: names of filters, then their values with how many entries bear them.

use serde::{Deserialize, Serialize};

use super::facets::{self, DUE, FLAGS};
use super::filters;
use crate::entries;
use crate::error::Result;
use crate::store::Tx;
use crate::tags::{self, Count, folded};
use crate::templates;

/// Suggestions of one answer.
const SHOWN: usize = 8;
/// Days that are offered.
const DAYS: [&str; 12] = [
    "today",
    "yesterday",
    "this week",
    "last week",
    "this month",
    "last month",
    "this term",
    "last term",
    "this year",
    "last year",
    "last 7 days",
    "last 30 days",
];

/// A query that is being typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct SuggestFor {
    /// As it stands in the box; what is typed last is what is completed.
    pub query: String,
}

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Suggestion {
    /// The whole query with it.
    pub query: String,
    /// What is added, as it is typed: `tag:`, `tag:"year 9"`.
    pub part: String,
    /// Entries that bear the value; none where that is not counted.
    pub count: Option<u32>,
}

/// Ways to go on with a query; none where a plain word is typed.
///
/// # Errors
/// Those of the database.
pub fn suggest(tx: &Tx<'_>, request: &SuggestFor) -> Result<Vec<Suggestion>> {
    let (before, last) = last_piece(&request.query);
    let (sign, last) = match last.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", last),
    };
    let (open, last) = match last.strip_prefix('(') {
        Some(rest) => ("(", rest),
        None => ("", last),
    };
    let parts: Vec<(String, Option<u32>)> = match last.split_once(':') {
        None if last.chars().count() >= 2 => {
            let wanted = last.to_lowercase();
            filters::names().filter(|name| name.starts_with(&wanted)).map(|name| (format!("{name}:"), None)).collect()
        }
        None => Vec::new(),
        Some((name, typed)) => {
            let name = name.to_lowercase();
            let wanted = folded(typed.trim_start_matches(['"', '“', '#']));
            let fits = |value: &str| {
                folded(value).split(' ').any(|word| word.starts_with(&wanted)) || folded(value).starts_with(&wanted)
            };
            let values = values(tx, &name)?.into_iter().filter(|(value, _)| fits(value) && folded(value) != wanted);
            values.map(|(value, count)| (format!("{name}:{}", quoted(&value)), count)).collect()
        }
    };
    let suggestion = |(part, count): (String, Option<u32>)| {
        let part = format!("{sign}{part}");
        let end = if part.ends_with(':') { "" } else { " " };
        Suggestion { query: format!("{before}{open}{part}{end}"), part, count }
    };
    Ok(parts.into_iter().take(SHOWN).map(suggestion).collect())
}

/// What is before the piece that is typed, and the piece. Quotation marks keep spaces inside it.
fn last_piece(query: &str) -> (&str, &str) {
    let mut start = 0;
    let mut quoted = false;
    for (at, c) in query.char_indices() {
        match c {
            '"' | '“' | '”' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => start = at + c.len_utf8(),
            _ => {}
        }
    }
    query.split_at(start)
}

fn quoted(value: &str) -> String {
    match value.contains(char::is_whitespace) {
        true => format!("\"{}\"", value.replace('"', "")),
        false => value.replace('"', ""),
    }
}

/// All values of a filter, those that most entries bear first.
fn values(tx: &Tx<'_>, name: &str) -> Result<Vec<(String, Option<u32>)>> {
    let counted = |counts: Vec<Count>| counts.into_iter().map(|one| (one.value, Some(one.count))).collect();
    let used = |values: Vec<(String, u32)>| values.into_iter().map(|(value, count)| (value, Some(count))).collect();
    let plain = |values: &[&str]| values.iter().map(|value| ((*value).to_owned(), None)).collect();
    Ok(match name {
        "tag" => counted(tags::tags(tx)?),
        "person" => counted(tags::people(tx)?),
        "setting" => used(entries::settings_in_use(tx)?),
        "year" => used(entries::years_in_use(tx)?),
        "template" => {
            let rows = templates::list(tx)?;
            let named = |(id, count): (String, u32)| {
                let name = rows.iter().find(|row| row.id == id).map(|row| row.name.clone());
                (name.unwrap_or(id), Some(count))
            };
            let templates = entries::templates_in_use(tx)?;
            templates.into_iter().filter(|(id, _)| !id.is_empty()).map(named).collect()
        }
        "is" | "has" => {
            let flags = FLAGS.iter().map(|flag| flag.name).chain([DUE]).filter_map(|flag| flag.split_once(':'));
            plain(&flags.filter(|(before, _)| *before == name).map(|(_, after)| after).collect::<Vec<_>>())
        }
        _ if filters::takes_days(name) => plain(&DAYS),
        _ => facets::named(name).map(|(_, facet)| plain(facet.choices)).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_completed_is_what_is_typed_last_quotation_marks_included() {
        assert_eq!(last_piece("cold tag:y"), ("cold ", "tag:y"));
        assert_eq!(last_piece("cold person:\"anna b"), ("cold ", "person:\"anna b"));
        assert_eq!(last_piece("cold "), ("cold ", ""));
        assert_eq!(last_piece(""), ("", ""));
        assert_eq!(last_piece("学校 tag:学"), ("学校 ", "tag:学"));
    }
}
