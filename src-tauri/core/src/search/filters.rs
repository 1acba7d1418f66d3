//! The filters of a query: what may stand after `tag:`, `is:`, `in:` and the others, and what is said of what may not.

pub(super) mod known;

use chrono::NaiveDate;

use super::ask::{Clause, Kind};
use super::dates::{Span, span};
use super::doc::day_number;
use super::facets::{self, DUE, FLAGS, Facet};
use crate::tags::folded;
use crate::text::excerpt;

/// Filters by days.
const DAYS: [&str; 4] = ["after", "before", "in", "on"];

/// The names of all filters, as they are typed before a colon.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    facets::FACETS.iter().map(|facet| facet.name).chain(DAYS).chain(["is", "has", "near"])
}

/// Whether a filter has this name.
pub(super) fn is_name(name: &str) -> bool {
    names().any(|known| known == name)
}

/// Whether what stands before a colon could be the name of a filter.
pub(super) fn could_be_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= 20 && text.chars().all(|c| c.is_ascii_alphabetic())
}

/// Whether days are asked for by it.
pub(super) fn takes_days(name: &str) -> bool {
    DAYS.contains(&name)
}

/// What a filter asks for; `Ok(None)` where there is none of that name, a sentence where its value is not understood.
pub(super) fn read(name: &str, value: &str, today: NaiveDate) -> Result<Option<Vec<Kind>>, String> {
    if let Some((at, facet)) = facets::named(name) {
        return value_of(facet, value).map(|value| Some(vec![Kind::Facet(at, vec![value])]));
    }
    if takes_days(name) {
        return span(value, today).map(|span| Some(days(name, span))).ok_or_else(|| date_note(name, value));
    }
    if !matches!(name, "is" | "has") {
        return Ok(None);
    }
    let wanted = format!("{name}:{}", other_word(&value.to_lowercase()));
    if wanted == DUE {
        return Ok(Some(vec![Kind::DueBy(day_number(today))]));
    }
    // "has:loop" and "is:picture" are as clear as the other way round.
    let turned = format!("{}:{}", if name == "is" { "has" } else { "is" }, other_word(&value.to_lowercase()));
    match FLAGS.iter().find(|flag| flag.name == wanted).or_else(|| FLAGS.iter().find(|flag| flag.name == turned)) {
        Some(flag) => Ok(Some(vec![Kind::Flag(flag.name)])),
        None => Err(format!("{name}: can be followed by {}; I left it out.", facets::choices(name))),
    }
}

/// As [`read`], where a comma stands between values of which any will do: `tag:y9,y10`.
pub(super) fn read_any(name: &str, value: &str, today: NaiveDate) -> Result<Option<Vec<Kind>>, String> {
    let values: Vec<&str> = value.split(',').map(str::trim).filter(|value| !value.is_empty()).collect();
    let [_, _, ..] = values.as_slice() else {
        return read(name, values.first().copied().unwrap_or_default(), today);
    };
    let mut any = Vec::with_capacity(values.len());
    for value in values {
        let Some(kinds) = read(name, value, today)? else { return Ok(None) };
        any.push(kinds.into_iter().map(|kind| Clause { negated: false, kind }).collect());
    }
    Ok(Some(vec![Kind::Any(any)]))
}

/// `after:` has the day it names, `before:` has not.
fn days(name: &str, (first, last): Span) -> Vec<Kind> {
    match name {
        "after" => vec![Kind::After(day_number(first))],
        "before" => vec![Kind::Before(day_number(first))],
        _ => vec![Kind::After(day_number(first)), Kind::Before(day_number(last) + 1)],
    }
}

fn value_of(facet: &Facet, value: &str) -> Result<String, String> {
    let name = facet.name;
    let value = folded(value.trim_start_matches('#'));
    if facet.choices.is_empty() {
        return match value.is_empty() {
            true => Err(format!("After {name}: comes what to look for, such as {name}:y9 or {name}:\"two words\".")),
            false => Ok(value),
        };
    }
    let wanted = value.replace([' ', '-'], "_");
    let choice = facet.choices.iter().find(|choice| **choice == wanted);
    choice
        .map(|choice| (*choice).to_owned())
        .ok_or_else(|| format!("{name}: can be followed by {}; I left it out.", facet.choices.join(", ")))
}

fn other_word(value: &str) -> &str {
    match value {
        "attachments" | "file" | "files" => "attachment",
        "images" | "picture" | "pictures" | "photo" | "photos" => "image",
        "tags" => "tag",
        "people" | "persons" => "person",
        "drafts" => "draft",
        "questions" => "question",
        "comments" => "comment",
        "claims" | "assumption" | "assumptions" | "aim" | "aims" => "claim",
        "loops" | "log" | "learning log" => "loop",
        "star" | "favourite" | "favorite" => "starred",
        "open" | "open loop" | "open-loops" => "open-loop",
        other => other,
    }
}

/// What is said of a day that cannot be read.
pub(super) fn date_note(name: &str, value: &str) -> String {
    format!(
        "“{}” is not a date I can read; write {name}:2024, {name}:2024-03-05, {name}:march or {name}:\"last week\". I left it out.",
        excerpt(value, 40)
    )
}
