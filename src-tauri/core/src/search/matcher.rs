//! The plain reading of a query: whether one entry is what it asks for, word by word. Slow beside the index, and the
//! measure of it: the tests hold every answer of the index against this one. It also answers where the index cannot
//! (it is being rebuilt, its folder is read-only), and marks the passages that are shown.

use super::doc::{Doc, Stems};
use super::parse::{Clause, Kind, Parsed};
use super::tokens::Token;

/// Whether an entry is what a query asks for.
pub(crate) fn matches(query: &Parsed, doc: &Doc, languages: &[&'static str], stems: &mut Stems) -> bool {
    let mut entry_stems = EntryStems { doc, found: None };
    query.clauses.iter().all(|clause| holds(&clause.kind, doc, languages, stems, &mut entry_stems) != clause.negated)
}

struct EntryStems<'d> {
    doc: &'d Doc,
    found: Option<std::collections::HashSet<String>>,
}

impl EntryStems<'_> {
    fn has(&mut self, stem: &str, stems: &mut Stems) -> bool {
        let doc = self.doc;
        self.found
            .get_or_insert_with(|| {
                let language = doc.language.as_deref().and_then(super::doc::stemmed_language);
                let words = doc.parts.iter().flatten();
                words.filter_map(|token| language.and_then(|language| stems.of(language, token))).collect()
            })
            .contains(stem)
    }
}

fn holds(
    kind: &Kind,
    doc: &Doc,
    languages: &[&'static str],
    stems: &mut Stems,
    entry_stems: &mut EntryStems<'_>,
) -> bool {
    match kind {
        Kind::Word { tokens, prefix } => {
            if doc.parts.iter().any(|part| find(part, tokens, *prefix).next().is_some()) {
                return true;
            }
            let [token] = tokens.as_slice() else { return false };
            languages.iter().any(|language| {
                let stem = stems.of(language, token);
                stem.is_some_and(|stem| entry_stems.has(&stem, stems))
            })
        }
        Kind::Phrase { tokens } => doc.parts.iter().any(|part| find(part, tokens, false).next().is_some()),
        Kind::Facet(facet, values) => doc.facets[*facet].iter().any(|value| values.contains(value)),
        Kind::Flag(flag) => doc.flags.contains(flag),
        Kind::DueBy(day) => doc.due.is_some_and(|due| due <= *day),
        Kind::After(day) => doc.last_day >= *day,
        Kind::Before(day) => doc.first_day < *day,
    }
}

/// Where `wanted` stands in a text, word after word; the last word may be the beginning of a longer one.
pub(crate) fn find<'t>(text: &'t [Token], wanted: &'t [Token], prefix: bool) -> impl Iterator<Item = usize> + 't {
    text.windows(wanted.len().max(1)).enumerate().filter_map(move |(at, window)| {
        let (last, rest) = wanted.split_last()?;
        let fits = rest.iter().zip(window).all(|(word, token)| word.folded == token.folded);
        let end = window.get(rest.len())?;
        let ends = end.folded == last.folded
            || (prefix && !last.single && !end.single && end.folded.starts_with(&last.folded));
        (fits && ends).then_some(at)
    })
}

/// How many of the words asked for stand in an entry, for a rough order where there is no index to rank by.
pub(crate) fn weight(query: &Parsed, doc: &Doc) -> f32 {
    let wanted = |clause: &&Clause| !clause.negated;
    query
        .clauses
        .iter()
        .filter(wanted)
        .map(|clause| match &clause.kind {
            Kind::Word { tokens, .. } | Kind::Phrase { tokens } => {
                let places: usize = doc.parts.iter().map(|part| find(part, tokens, false).count()).sum();
                let titled = find(&doc.title, tokens, false).next().is_some();
                1.0 + (places as f32).ln_1p() + if titled { 2.0 } else { 0.0 }
            }
            _ => 0.0,
        })
        .sum()
}
