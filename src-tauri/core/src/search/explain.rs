//! A query in a plain sentence: what it was understood to ask for.

use chrono::{Datelike, Months, NaiveDate};

use super::ask::{Clause, Kind, Parsed};
use super::facets::{self, FACETS};
use super::tokens::Token;
use crate::error::Result;
use crate::store::Tx;

/// Values of one filter that are named.
const NAMED: usize = 6;

/// A query that asks for more than plain words, as a sentence; none where there is nothing to explain.
pub(super) fn explained(tx: &Tx<'_>, query: &Parsed) -> Result<Option<String>> {
    let plain = query.clauses.iter().all(|clause| !clause.negated && matches!(clause.kind, Kind::Word(_)));
    if plain {
        return Ok(None);
    }
    let (holds, not) = parts(tx, &query.clauses, query.wanted().is_some_and(|wanted| wanted.is_question))?;
    let not = (!not.is_empty()).then(|| listed(&not, "and"));
    let said: Vec<String> = holds.into_iter().chain(not).collect();
    Ok(Some(format!("Entries {}.", said.join(", "))))
}

/// What one part says after "Entries": how it begins, and what it names, of which any will do. Parts that begin alike are
/// said at once: "tagged y9 or y10".
struct Said {
    lead: String,
    what: Vec<String>,
}

impl Said {
    fn of(lead: &str, what: impl Into<String>) -> Self {
        Self { lead: lead.to_owned(), what: vec![what.into()] }
    }

    /// A sentence of a flag, cut where "not" or "neither" would come.
    fn cut(said: &str) -> Self {
        let leads = ["that are ", "that may ", "with ", "without ", "written ", "about "];
        let cut = leads.iter().find_map(|lead| Some((lead.trim_end(), said.strip_prefix(lead)?)));
        let (lead, what) = cut.unwrap_or(("", said));
        Self::of(lead, what)
    }

    fn holds(&self) -> String {
        format!("{} {}", self.lead, listed(&self.what, "or")).trim().to_owned()
    }

    fn holds_not(&self) -> String {
        let Self { lead, what } = self;
        let any = || listed(what, "or");
        match (lead.as_str(), what.as_slice()) {
            ("with" | "about", [one]) if one.starts_with("some") => {
                format!("{lead} {}", one.replace("something", "nothing").replace("somebody", "nobody"))
            }
            ("containing", _) => format!("without {}", any()),
            ("without", _) => format!("with {}", listed(what, "and")),
            (with, _) if with == "with" || with.starts_with("with ") => {
                format!("without{} {}", with.trim_start_matches("with"), any())
            }
            ("that are" | "that may", [one]) => format!("{lead} not {one}"),
            (_, [one]) => format!("not {lead} {one}").replace("  ", " "),
            _ => format!("{lead} neither {}", listed_by(what, "nor", " nor ")).trim().to_owned(),
        }
    }
}

/// Parts that all hold: filters as they stand, then the words, and apart from them what is excluded.
fn parts(tx: &Tx<'_>, clauses: &[Clause], is_question: bool) -> Result<(Vec<String>, Vec<String>)> {
    let mut holds: Vec<String> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut needed: Vec<String> = Vec::new();
    let mut not: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(clause) = clauses.get(at) {
        let rest = clauses.get(at..).unwrap_or_default();
        if let Some(days) = days(rest) {
            holds.push(span(days, false).holds());
            at += 2;
            continue;
        }
        at += 1;
        match itself(clause) {
            Kind::Any(either) => {
                let said = any(tx, either, clause.negated)?;
                if clause.negated { &mut not } else { &mut holds }.push(said);
            }
            Kind::Word(word) if word.joins && !clause.negated => {}
            kind => {
                let said = part(tx, kind)?;
                match kind {
                    _ if clause.negated => not.push(said.holds_not()),
                    // Of a question half of the words are enough, but each of its phrases is needed.
                    Kind::Word(_) if is_question => words.extend(said.what),
                    Kind::Word(_) | Kind::Phrase { .. } => needed.extend(said.what),
                    _ => holds.push(said.holds()),
                }
            }
        }
    }
    let some = match words.as_slice() {
        [] => None,
        [_] => {
            needed.append(&mut words);
            None
        }
        [_, _] => Some(listed(&words, "or")),
        _ => Some(format!("most of {}", listed(&words, "and"))),
    };
    let all = Some(listed(&needed, "and")).filter(|all| !all.is_empty());
    let containing = [all, some].into_iter().flatten().collect::<Vec<_>>().join(", and ");
    if !containing.is_empty() {
        holds.push(format!("containing {containing}"));
    }
    Ok((holds, not))
}

/// What a part asks for, without the brackets around a word that is needed (see [`Parsed::strictly`]).
fn itself(clause: &Clause) -> &Kind {
    match &clause.kind {
        Kind::Any(either) if !clause.negated => match either.iter().map(Vec::as_slice).collect::<Vec<_>>().as_slice() {
            [[Clause { negated: false, kind: kind @ Kind::Word(_) }]] => kind,
            _ => &clause.kind,
        },
        kind => kind,
    }
}

/// Any of some, or none of them.
fn any(tx: &Tx<'_>, either: &[Vec<Clause>], negated: bool) -> Result<String> {
    // A word or a filter by itself, those that begin alike put together; none where one is more than that.
    let mut single: Option<Vec<(bool, Said)>> = Some(Vec::new());
    for all in either {
        let said = match all.as_slice() {
            [Clause { kind: Kind::Any(_), .. }] => None,
            [Clause { negated, kind }] => Some((*negated, part(tx, kind)?)),
            both if both.len() == 2 => days(both).map(|days| (false, span(days, true))),
            _ => None,
        };
        single = single.zip(said).map(|(mut single, (not, said))| {
            match single.iter_mut().find(|(other, known)| !not && !other && known.lead == said.lead) {
                Some((_, known)) => known.what.extend(said.what),
                None => single.push((not, said)),
            }
            single
        });
    }
    if let Some([(false, said)]) = single.as_deref() {
        return Ok(if negated { said.holds_not() } else { said.holds() });
    }
    if let Some(single) = single {
        let said = single.iter().map(|(not, said)| if *not { said.holds_not() } else { said.holds() });
        let said: Vec<String> = said.collect();
        return Ok(match negated {
            true => format!("neither {}", listed_by(&said, "nor", " nor ")),
            false => listed(&said, "or"),
        });
    }
    let mut said = Vec::with_capacity(either.len());
    for all in either {
        let (holds, not) = parts(tx, all, false)?;
        said.push(holds.into_iter().chain(not).collect::<Vec<_>>());
    }
    if let ([all], [clauses]) = (said.as_slice(), either) {
        return Ok(match all_words(tx, clauses)? {
            Some(words) if words.len() == 2 => format!("without both {} together", listed(&words, "and")),
            Some(words) => format!("without all of {} together", listed(&words, "and")),
            None => format!("not at once {}", listed(all, "and")),
        });
    }
    let said: Vec<String> = said.iter().map(|all| listed(all, "and")).collect();
    Ok(match negated {
        true => format!("neither {}", listed_by(&said, "nor", ", nor ")),
        false => format!("either {}", listed_by(&said, "or", ", or ")),
    })
}

/// What is named by parts that are words and nothing else.
fn all_words(tx: &Tx<'_>, clauses: &[Clause]) -> Result<Option<Vec<String>>> {
    let mut out = Vec::new();
    for clause in clauses {
        match &clause.kind {
            Kind::Word(_) | Kind::Phrase { .. } if !clause.negated => out.extend(part(tx, &clause.kind)?.what),
            _ => return Ok(None),
        }
    }
    Ok(Some(out))
}

fn part(tx: &Tx<'_>, kind: &Kind) -> Result<Said> {
    Ok(match kind {
        Kind::Word(word) if word.prefix && word.tokens.last().is_some_and(|last| !last.single) => {
            Said::of("containing", format!("words that begin with “{}”", written(&word.tokens)))
        }
        Kind::Word(word) => Said::of("containing", format!("“{}”", written(&word.tokens))),
        Kind::Phrase { tokens } => Said::of("containing", format!("“{}”", written(tokens))),
        Kind::Near { tokens, within } => {
            let words: Vec<String> = tokens.iter().map(|token| format!("“{}”", token.exact)).collect();
            let how = match (words.len(), within) {
                (0 | 1, _) => String::new(),
                (words, within) if *within < words => " next to each other".to_owned(),
                _ => format!(" within {within} words of each other"),
            };
            Said::of("containing", format!("{}{how}", listed(&words, "and")))
        }
        Kind::Any(either) => Said::of("", any(tx, either, false)?),
        Kind::Facet(at, values) => {
            let Some(facet) = FACETS.get(*at) else { return Ok(Said::of("", "")) };
            // The other values of a template are the ids of what was named.
            let told = if facet.name == "template" { 1 } else { values.len() };
            let mut what = Vec::with_capacity(told);
            for value in values.iter().take(told) {
                what.push(match facet.choices.is_empty() {
                    true => (facet.written)(tx, value)?.unwrap_or_else(|| value.clone()),
                    false => value.replace('_', " "),
                });
            }
            // A beginning such as "tag:*" may be that of hundreds.
            if what.len() > NAMED {
                let others = what.split_off(NAMED - 1).len();
                what.push(format!("{others} others"));
            }
            Said { lead: facet.said.replace("{}", "").trim().to_owned(), what }
        }
        Kind::Flag(flag) => Said::cut(facets::said(flag)),
        Kind::DueBy(_) => Said::of("with", "something due"),
        Kind::After(first) => Said::of("from", format!("{} on", day(*first))),
        Kind::Before(end) => Said::of("before", day(*end)),
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

/// As [`listed`], with the word between all of them where there are two, and before the last otherwise.
fn listed_by(parts: &[String], last: &str, between: &str) -> String {
    if parts.len() == 2 { parts.join(between) } else { listed(parts, last) }
}

/// The first day and the one after the last, where two neighbours say both.
fn days(clauses: &[Clause]) -> Option<(i64, i64)> {
    let [Clause { negated: false, kind }, Clause { negated: false, kind: next }, ..] = clauses else { return None };
    match (kind, next) {
        (Kind::After(first), Kind::Before(end)) | (Kind::Before(end), Kind::After(first)) => Some((*first, *end)),
        _ => None,
    }
}

/// From the first day to the one before the end; `shortly` by the name of a year or a month.
fn span((first, end): (i64, i64), shortly: bool) -> Said {
    let whole =
        |months: u32| date(first)?.checked_add_months(Months::new(months)).filter(|next| date(end) == Some(*next));
    let begins = date(first).map(|first| (first.month(), first.day()));
    match begins {
        _ if end <= first => {
            Said::of("", format!("from {} on and before {}, which is no day at all", day(first), day(end)))
        }
        _ if end - first == 1 => Said::of("on", day(first)),
        Some((1, 1)) if shortly && whole(12).is_some() => Said::of("from", formatted(first, "%Y")),
        Some((_, 1)) if shortly && whole(1).is_some() => Said::of("from", formatted(first, "%B %Y")),
        _ => Said::of("from", format!("{} to {}", day(first), day(end - 1))),
    }
}

fn date(number: i64) -> Option<NaiveDate> {
    i32::try_from(number).ok().and_then(NaiveDate::from_num_days_from_ce_opt)
}

fn formatted(number: i64, format: &str) -> String {
    date(number).map_or_else(String::new, |day| day.format(format).to_string())
}

fn day(number: i64) -> String {
    formatted(number, "%-d %B %Y")
}
