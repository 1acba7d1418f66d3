//! From a query understood ([`super::parse`]) to one that tantivy runs.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, InvertedIndexRangeQuery, Occur, PhrasePrefixQuery,
    PhraseQuery, Query, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::doc::Stems;
use super::index::Fields;
use super::listed::Listed;
use super::parse::{Clause, Kind, Parsed};
use super::tokens::Token;

/// How much more the exact form, a word of the title, or a stem weighs than the word without its accents.
const EXACT: f32 = 0.6;
const TITLE: f32 = 1.5;
const STEM: f32 = 0.5;
/// What a word is worth that only begins as asked.
const BEGINS: f32 = 0.4;

/// Words that may begin as the last one of a phrase does. tantivy sets room aside for all of them at once, so not without
/// end; a journal of 100,000 entries has some 20,000 words with one first letter.
const EXPANSIONS: u32 = 50_000;

type Boxed = Box<dyn Query>;

/// The query, leaving out the documents of `masked`.
pub(crate) fn compile(
    parsed: &Parsed,
    fields: &Fields,
    languages: &[&'static str],
    stems: &mut Stems,
    masked: &[String],
) -> Boxed {
    let mut parts: Vec<(Occur, Boxed)> = Vec::with_capacity(parsed.clauses.len() + 2);
    for Clause { negated, kind } in &parsed.clauses {
        let query = clause(kind, fields, languages, stems);
        parts.push(if *negated { (Occur::MustNot, Box::new(Listed(query))) } else { (Occur::Must, query) });
    }
    if !parts.iter().any(|(occur, _)| *occur == Occur::Must) {
        parts.push((Occur::Must, Box::new(AllQuery)));
    }
    if !masked.is_empty() {
        let terms = masked.iter().map(|id| Term::from_field_text(fields.id, id));
        parts.push((Occur::MustNot, Box::new(TermSetQuery::new(terms))));
    }
    Box::new(BooleanQuery::new(parts))
}

fn clause(kind: &Kind, fields: &Fields, languages: &[&'static str], stems: &mut Stems) -> Boxed {
    match kind {
        Kind::Word { tokens, prefix } => match tokens.as_slice() {
            [token] => word(token, *prefix, fields, languages, stems),
            tokens => side_by_side(tokens, *prefix, fields),
        },
        Kind::Phrase { tokens } => match tokens.as_slice() {
            [token] => scored(fields.folded, &token.folded),
            tokens => side_by_side(tokens, false, fields),
        },
        Kind::Facet(facet, values) => match values.as_slice() {
            [value] => filter(fields.facets[*facet], value),
            values => {
                let terms = values.iter().map(|value| Term::from_field_text(fields.facets[*facet], value));
                Box::new(ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), 0.0))
            }
        },
        Kind::Flag(flag) => filter(fields.flag, flag),
        Kind::DueBy(day) => days(Bound::Unbounded, Bound::Included(Term::from_field_i64(fields.due, *day))),
        Kind::After(day) => days(Bound::Included(Term::from_field_i64(fields.last_day, *day)), Bound::Unbounded),
        Kind::Before(day) => days(Bound::Unbounded, Bound::Excluded(Term::from_field_i64(fields.first_day, *day))),
    }
}

fn days(from: Bound<Term>, to: Bound<Term>) -> Boxed {
    Box::new(ConstScoreQuery::new(Box::new(RangeQuery::new(from, to)), 0.0))
}

fn filter(field: Field, value: &str) -> Boxed {
    let term = TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic);
    Box::new(ConstScoreQuery::new(Box::new(term), 0.0))
}

fn scored(field: Field, word: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
}

fn boosted(query: Boxed, boost: f32) -> Boxed {
    Box::new(BoostQuery::new(query, boost))
}

/// A word is found by its folded form or its stem; the exact form and the title only rank.
fn word(token: &Token, prefix: bool, fields: &Fields, languages: &[&'static str], stems: &mut Stems) -> Boxed {
    let mut ways: Vec<(Occur, Boxed)> = vec![
        (Occur::Should, scored(fields.folded, &token.folded)),
        (Occur::Should, boosted(scored(fields.exact, &token.exact), EXACT)),
        (Occur::Should, boosted(scored(fields.title, &token.folded), TITLE)),
    ];
    let mut known: Vec<String> = Vec::new();
    for language in languages {
        if let Some(stem) = stems.of(language, token).filter(|stem| !known.contains(stem)) {
            ways.push((Occur::Should, boosted(scored(fields.stem, &stem), STEM)));
            known.push(stem);
        }
    }
    if prefix && !token.single {
        ways.push((Occur::Should, Box::new(ConstScoreQuery::new(begins(fields.folded, &token.folded), BEGINS))));
        ways.push((Occur::Should, Box::new(ConstScoreQuery::new(begins(fields.title, &token.folded), BEGINS))));
    }
    Box::new(BooleanQuery::new(ways))
}

/// Every term that begins so: no limit on how many, or totals would be wrong.
fn begins(field: Field, prefix: &str) -> Boxed {
    let after = format!("{prefix}{}", char::MAX);
    Box::new(InvertedIndexRangeQuery::new(
        Bound::Included(Term::from_field_text(field, prefix)),
        Bound::Excluded(Term::from_field_text(field, &after)),
    ))
}

fn side_by_side(tokens: &[Token], prefix: bool, fields: &Fields) -> Boxed {
    let terms = tokens.iter().map(|token| Term::from_field_text(fields.folded, &token.folded)).collect();
    if prefix && tokens.last().is_some_and(|last| !last.single) {
        let mut query = PhrasePrefixQuery::new(terms);
        query.set_max_expansions(EXPANSIONS);
        return Box::new(query);
    }
    Box::new(PhraseQuery::new(terms))
}
