//! A query in a plain sentence: what it was understood to ask for.

use chrono::NaiveDate;

use super::ask::{Clause, Kind, Parsed};
use super::facets::{self, FACETS};
use super::tokens::Token;
use crate::error::Result;
use crate::store::Tx;

/// A query that asks for more than plain words, as a sentence; none where there is nothing to explain.
pub(super) fn explained(tx: &Tx<'_>, query: &Parsed) -> Result<Option<String>> {
    let plain = query.clauses.iter().all(|clause| !clause.negated && matches!(clause.kind, Kind::Word(_)));
    if plain {
        return Ok(None);
    }
    let said = all(tx, &query.clauses, query.wanted().is_some_and(|wanted| wanted.is_question))?;
    Ok(Some(format!("Entries {said}.")))
}

/// Parts that all hold: filters as they stand, then the words, then what is left out.
fn all(tx: &Tx<'_>, clauses: &[Clause], is_question: bool) -> Result<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut without: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(clause) = clauses.get(at) {
        at += 1;
        if clause.negated {
            without.push(part(tx, &clause.kind)?);
            continue;
        }
        match (&clause.kind, clauses.get(at).map(|next| (next.negated, &next.kind))) {
            (Kind::After(first), Some((false, Kind::Before(end)))) => {
                parts.push(span(*first, *end));
                at += 1;
            }
            (Kind::Word(word), _) if word.joins => {}
            (Kind::Word(_) | Kind::Phrase { .. }, _) => words.push(part(tx, &clause.kind)?),
            _ => parts.push(part(tx, &clause.kind)?),
        }
    }
    if !words.is_empty() {
        let most = if is_question { "most of " } else { "" };
        parts.push(format!("containing {most}{}", listed(&words, "and")));
    }
    if !without.is_empty() {
        parts.push(format!("leaving out those {}", listed(&without, "and those")));
    }
    Ok(parts.join(", "))
}

fn part(tx: &Tx<'_>, kind: &Kind) -> Result<String> {
    Ok(match kind {
        Kind::Word(word) if word.prefix && word.tokens.last().is_some_and(|last| !last.single) => {
            format!("words that begin with “{}”", written(&word.tokens))
        }
        Kind::Word(word) => format!("“{}”", written(&word.tokens)),
        Kind::Phrase { tokens } => format!("“{}”", written(tokens)),
        Kind::Near { tokens, within } => {
            let words: Vec<String> = tokens.iter().map(|token| format!("“{}”", token.exact)).collect();
            format!("containing {} within {within} words of each other", listed(&words, "and"))
        }
        Kind::Any(either) => {
            let either = either.iter().map(|clauses| all(tx, clauses, false)).collect::<Result<Vec<_>>>()?;
            format!("either {}", either.join(", or "))
        }
        Kind::Facet(at, values) => {
            let Some(facet) = FACETS.get(*at) else { return Ok(String::new()) };
            let value = values.first().map(String::as_str).unwrap_or_default();
            let written = (facet.written)(tx, value)?.unwrap_or_else(|| value.to_owned());
            facet.said.replace("{}", &written.replace('_', " "))
        }
        Kind::Flag(flag) => facets::said(flag).to_owned(),
        Kind::DueBy(_) => "with something due".to_owned(),
        Kind::After(first) => format!("from {} on", day(*first)),
        Kind::Before(end) => format!("before {}", day(*end)),
    })
}

fn written(tokens: &[Token]) -> String {
    let mut out = String::new();
    for token in tokens {
        if !out.is_empty() && !token.single {
            out.push(' ');
        }
        out.push_str(&token.exact);
    }
    out
}

fn listed(parts: &[String], last: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., end] => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// From the first day to the one before the end.
fn span(first: i64, end: i64) -> String {
    match end - first {
        1 => format!("on {}", day(first)),
        _ => format!("from {} to {}", day(first), day(end - 1)),
    }
}

fn day(number: i64) -> String {
    let day = i32::try_from(number).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
    day.map_or_else(String::new, |day| day.format("%-d %B %Y").to_string())
}
