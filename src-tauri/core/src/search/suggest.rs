//! What may come next in a query while it is typed: names of filters, then their values with how many entries bear them.

use serde::{Deserialize, Serialize};

use super::dates::names::{MONTHS, WEEKDAYS};
use super::facets::{self, DUE, FLAGS};
use super::filters;
use super::parse::is_quote;
use crate::entries;
use crate::error::Result;
use crate::store::Tx;
use crate::tags::{self, Count, folded};
use crate::templates;

/// Suggestions of one answer.
const SHOWN: usize = 8;
/// Days that are offered; months and weekdays come after them.
const DAYS: [&str; 24] = [
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
    "last three months",
    "last weekend",
    "this school year",
    "last school year",
    "this semester",
    "last semester",
    "spring",
    "summer",
    "autumn",
    "winter",
    "last summer",
    "last winter",
];
/// Pieces that a day may be typed in so far: "last school y".
const PIECES: usize = 3;

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
    let typed = Typed::of(&request.query);
    let (sign, piece) = (typed.sign, typed.piece);
    let parts: Vec<(String, Option<u32>)> = match typed.name {
        None if piece.chars().count() >= 2 => {
            let wanted = piece.to_lowercase();
            filters::names().filter(|name| name.starts_with(&wanted)).map(|name| (format!("{name}:"), None)).collect()
        }
        None => Vec::new(),
        Some(name) => {
            let written = if typed.in_brackets { String::new() } else { format!("{}:", name.to_lowercase()) };
            let name = name.to_lowercase();
            let wanted = folded(piece.trim_start_matches(|c| is_quote(c) || c == '#'));
            let fits = |value: &str| {
                let value = folded(value);
                value != wanted
                    && !value.chars().all(is_quote)
                    && (value.split(' ').any(|word| word.starts_with(&wanted)) || value.starts_with(&wanted))
            };
            let values = values(tx, &name)?.into_iter().filter(|(value, _)| fits(value)).take(shown(&name));
            values.map(|(value, count)| (format!("{written}{}", quoted(&value)), count)).collect()
        }
    };
    let suggestion = |(part, count): (String, Option<u32>)| {
        let part = format!("{sign}{part}");
        let end = if part.ends_with(':') { "" } else { " " };
        Suggestion { query: format!("{}{part}{end}", typed.before), part, count }
    };
    Ok(parts.into_iter().map(suggestion).collect())
}

/// Suggestions of a filter at once: words that can be counted on two hands are all shown, since nobody can guess them.
fn shown(name: &str) -> usize {
    let is_closed =
        matches!(name, "is" | "has") || facets::named(name).is_some_and(|(_, facet)| !facet.choices.is_empty());
    if is_closed { usize::MAX } else { SHOWN }
}

/// What is being typed at the end of a query.
#[derive(Debug, PartialEq, Eq)]
struct Typed<'q> {
    /// All before it, brackets that it stands in included.
    before: &'q str,
    /// What excludes it.
    sign: &'q str,
    /// The filter whose value it is.
    name: Option<&'q str>,
    /// The name stands before the brackets that it is in.
    in_brackets: bool,
    /// The filter's value, or the word.
    piece: &'q str,
}

impl<'q> Typed<'q> {
    fn of(query: &'q str) -> Self {
        let (starts, brackets) = pieces(query);
        // Days are said in several words, so a value may have begun some pieces ago.
        let days = starts.iter().rev().take(PIECES).map(|start| Self::from(query, *start));
        let days = days.skip(1).find(|typed| typed.name.is_some_and(|name| filters::takes_days(&name.to_lowercase())));
        if let Some(typed) = days.filter(|typed| begins_a_day(typed.piece)) {
            return typed;
        }
        let mut typed = Self::from(query, starts.last().copied().unwrap_or_default());
        let name = brackets.last().copied().flatten().filter(|_| typed.name.is_none());
        // After a value and a space, another filter may come as well.
        if !typed.piece.is_empty() || typed.before.ends_with('(') {
            typed.in_brackets = name.is_some();
            typed.name = typed.name.or(name);
        }
        typed
    }

    fn from(query: &'q str, start: usize) -> Self {
        let (before, piece) = query.split_at_checked(start).unwrap_or((query, ""));
        let rest = piece.trim_start_matches(['(', '-', '–', '−']);
        let lead = piece.get(..piece.len() - rest.len()).unwrap_or_default();
        let sign = lead.get(lead.rfind('(').map_or(0, |at| at + 1)..).unwrap_or_default();
        let before = query.get(..before.len() + lead.len() - sign.len()).unwrap_or_default();
        match rest.split_once(':').filter(|(name, _)| filters::is_name(&name.to_lowercase())) {
            Some((name, piece)) => Self { before, sign, name: Some(name), in_brackets: false, piece },
            None => Self { before, sign, name: None, in_brackets: false, piece: rest },
        }
    }
}

/// Where pieces begin (quotation marks keep spaces inside them), and the brackets that are open at the end, each with the
/// filter before it.
fn pieces(query: &str) -> (Vec<usize>, Vec<Option<&str>>) {
    let mut starts = vec![0];
    let mut brackets: Vec<Option<&str>> = Vec::new();
    let mut is_quoted = false;
    for (at, c) in query.char_indices() {
        match c {
            c if is_quote(c) => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '(' => {
                let start = starts.last().copied().unwrap_or_default();
                let before = query.get(start..at).unwrap_or_default().trim_start_matches(['(', '-', '–', '−']);
                let name = before.strip_suffix(':').filter(|name| filters::is_name(&name.to_lowercase()));
                if name.is_some() {
                    starts.push(at + 1);
                }
                brackets.push(name);
            }
            ')' => drop(brackets.pop()),
            c if c.is_whitespace() => starts.push(at + c.len_utf8()),
            _ => {}
        }
    }
    (starts, brackets)
}

/// Whether a day can go on after what is typed, which is more than one word or ends in a space.
fn begins_a_day(typed: &str) -> bool {
    let end = if typed.ends_with(char::is_whitespace) { " " } else { "" };
    let typed = format!("{}{end}", folded(typed));
    DAYS.iter().any(|day| day.len() > typed.len() && day.starts_with(&typed))
}

/// A value as it is typed: in quotation marks where a sign of it would end it, or mean something else. There is no way to type
/// a quotation mark inside them; what is called so is found without it.
fn quoted(value: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '+' | '&');
    let without: String = value.chars().filter(|c| !is_quote(*c)).collect();
    let begins_plain = without.starts_with(char::is_alphanumeric);
    if begins_plain && without.chars().all(is_plain) { without } else { format!("\"{}\"", without.trim()) }
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
        _ if filters::takes_days(name) => {
            let named = MONTHS.iter().chain(WEEKDAYS.iter().map(|(names, _)| names)).filter_map(|names| names.first());
            plain(&DAYS.iter().chain(named).copied().collect::<Vec<_>>())
        }
        _ => facets::named(name).map(|(_, facet)| plain(facet.choices)).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::ask::{Clause, Kind};
    use super::super::parse::parse;
    use super::*;
    use proptest::prelude::*;

    fn typed(query: &str) -> (&str, &str, Option<&str>, &str) {
        let Typed { before, sign, name, piece, .. } = Typed::of(query);
        (before, sign, name, piece)
    }

    #[test]
    fn what_is_completed_is_what_is_typed_last_quotation_marks_included() {
        assert_eq!(typed("cold tag:y"), ("cold ", "", Some("tag"), "y"));
        assert_eq!(typed("cold person:\"anna b"), ("cold ", "", Some("person"), "\"anna b"));
        assert_eq!(typed("cold "), ("cold ", "", None, ""));
        assert_eq!(typed(""), ("", "", None, ""));
        assert_eq!(typed("学校 tag:学"), ("学校 ", "", Some("tag"), "学"));
        assert_eq!(typed("a:b"), ("", "", None, "a:b"));
    }

    #[test]
    fn brackets_and_signs_stay_before_what_is_completed() {
        assert_eq!(typed("((tag:y"), ("((", "", Some("tag"), "y"));
        assert_eq!(typed("-(tag:y"), ("-(", "", Some("tag"), "y"));
        assert_eq!(typed("(-tag:y"), ("(", "-", Some("tag"), "y"));
        assert_eq!(typed("tag:(y9 OR y"), ("tag:(y9 OR ", "", Some("tag"), "y"));
        assert_eq!(typed("-tag:(y"), ("-tag:(", "", Some("tag"), "y"));
        assert_eq!(typed("tag:("), ("tag:(", "", Some("tag"), ""));
        assert_eq!(typed("tag:(y9 "), ("tag:(y9 ", "", None, ""));
        assert_eq!(typed("tag:(y9) y"), ("tag:(y9) ", "", None, "y"));
        assert_eq!(typed("tag:(y9 person:an"), ("tag:(y9 ", "", Some("person"), "an"));
    }

    #[test]
    fn a_day_of_several_words_is_completed_as_one() {
        assert_eq!(typed("cold in:last t"), ("cold ", "", Some("in"), "last t"));
        assert_eq!(typed("in:last "), ("", "", Some("in"), "last "));
        assert_eq!(typed("-in:last school y"), ("", "-", Some("in"), "last school y"));
        assert_eq!(typed("in:mar "), ("in:mar ", "", None, ""));
        assert_eq!(typed("in:last week "), ("in:last week ", "", None, ""));
        assert_eq!(typed("in:last week tag:y"), ("in:last week ", "", Some("tag"), "y"));
    }

    proptest! {
        #[test]
        fn a_value_as_it_is_offered_is_read_as_that_value(value in "[a-zé日 ,;:()'’&+*~|.-]{1,12}|\\PC{1,12}") {
            let without: String = value.chars().filter(|c| !is_quote(*c)).collect();
            prop_assume!(!folded(&without).is_empty() && !without.trim_start().starts_with('#'));
            let parsed = parse(&format!("tag:{} ", quoted(&value)), chrono::NaiveDate::default());
            let expected = Kind::Facet(0, vec![folded(&without)]);
            prop_assert_eq!(parsed.clauses, vec![Clause { negated: false, kind: expected }]);
        }
    }

    #[test]
    fn every_day_that_is_offered_is_read() {
        let today = chrono::NaiveDate::default();
        let named = MONTHS.iter().chain(WEEKDAYS.iter().map(|(names, _)| names)).filter_map(|names| names.first());
        for day in DAYS.iter().chain(named) {
            assert!(super::super::dates::span(day, today).is_some(), "{day}");
        }
    }
}
