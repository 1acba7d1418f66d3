//! The plain reading of a query: whether one entry is what it asks for, word by word. Slow beside the index, and the
//! measure of it: the tests hold every answer of the index against this one. It also answers where the index cannot
//! (it is being rebuilt, its folder is read-only), and marks the passages that are shown.

use std::collections::HashSet;

use super::ask::{ALL, Clause, Kind, Parsed, Word};
use super::doc::{Doc, Stems, stemmed_language};
use super::facets::UNDATED;
use super::tokens::Token;

/// How well an entry answers a query (see [`super::ask::Wanted::level`]); none where it does not.
pub(crate) fn level(query: &Parsed, doc: &Doc, languages: &[&'static str], stems: &mut Stems) -> Option<u8> {
    let mut reading = Reading { doc, languages, stems, found: None };
    let is_soft = |clause: &Clause| !clause.negated && matches!(clause.kind, Kind::Word(_));
    if !query.clauses.iter().filter(|clause| !is_soft(clause)).all(|clause| reading.holds(clause)) {
        return None;
    }
    let Some(wanted) = query.wanted() else { return Some(ALL) };
    let telling: Vec<&Word> = query.words().filter(|word| !word.joins).collect();
    let all = telling.iter().all(|word| reading.has(&word.tokens, word.prefix));
    let pieces = telling.iter().flat_map(|word| word.pieces());
    wanted.level(all, pieces.filter(|(piece, prefix)| reading.has(piece, *prefix)).count())
}

/// One entry while it is read.
struct Reading<'d> {
    doc: &'d Doc,
    languages: &'d [&'static str],
    stems: &'d mut Stems,
    /// The stems in it, once they are needed.
    found: Option<HashSet<String>>,
}

impl Reading<'_> {
    fn holds(&mut self, clause: &Clause) -> bool {
        let doc = self.doc;
        let holds = match &clause.kind {
            Kind::Word(word) => self.has(&word.tokens, word.prefix),
            Kind::Phrase { tokens } => doc.parts.iter().any(|part| find(part, tokens, false).next().is_some()),
            Kind::Near { tokens, within } => doc.parts.iter().any(|part| is_near(part, tokens, *within)),
            Kind::Any(either) => either.iter().any(|all| all.iter().all(|clause| self.holds(clause))),
            Kind::Facet(facet, values) => doc.facets[*facet].iter().any(|value| values.contains(value)),
            Kind::Flag(flag) => doc.flags.contains(flag),
            Kind::DueBy(day) => doc.due.is_some_and(|due| due <= *day),
            Kind::After(day) => doc.last_day >= *day && !doc.flags.contains(&UNDATED),
            Kind::Before(day) => doc.first_day < *day && !doc.flags.contains(&UNDATED),
        };
        holds != clause.negated
    }

    /// Whether a word stands in it, in any form, or words side by side.
    fn has(&mut self, tokens: &[Token], prefix: bool) -> bool {
        if self.doc.parts.iter().any(|part| find(part, tokens, prefix).next().is_some()) {
            return true;
        }
        let [token] = tokens else { return false };
        let languages = self.languages;
        languages.iter().any(|language| {
            let stem = self.stems.of(language, token);
            stem.is_some_and(|stem| self.stems_of_entry().contains(&stem))
        })
    }

    fn stems_of_entry(&mut self) -> &HashSet<String> {
        let Self { doc, stems, found, .. } = self;
        found.get_or_insert_with(|| {
            let language = doc.language.as_deref().and_then(stemmed_language);
            let words = doc.parts.iter().flatten();
            words.filter_map(|token| language.and_then(|language| stems.of(language, token))).collect()
        })
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

/// Whether different words stand in a text with no more than so many places from the first to the last of them.
pub(super) fn is_near(text: &[Token], wanted: &[Token], within: usize) -> bool {
    let mut seen: Vec<Option<usize>> = vec![None; wanted.len()];
    text.iter().enumerate().any(|(at, token)| {
        let Some(which) = wanted.iter().position(|word| word.folded == token.folded) else { return false };
        if let Some(place) = seen.get_mut(which) {
            *place = Some(at);
        }
        seen.iter().all(|place| place.is_some_and(|place| at - place <= within))
    })
}

/// How many of the words asked for stand in an entry, for a rough order where there is no index to rank by.
pub(crate) fn weight(query: &Parsed, doc: &Doc) -> f32 {
    let rows = query.rows();
    rows.iter()
        .map(|(_, row)| {
            let places: usize = doc.parts.iter().map(|part| find(part, row.tokens, false).count()).sum();
            let titled = find(&doc.title, row.tokens, false).next().is_some();
            (places as f32).ln_1p() + if titled { 2.0 } else { 0.0 }
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[test]
    fn words_are_near_in_any_order_and_only_within_so_many_places() {
        let near = |text: &str, words: &str, within| is_near(&tokens(text), &tokens(words), within);
        assert!(near("homework that Anna forgot", "anna homework", 2));
        assert!(!near("homework that Anna forgot", "anna homework", 1));
        assert!(near("anna x x x anna homework", "anna homework", 1), "the nearest of them counts");
        assert!(!near("anna", "anna homework", 9));
        assert!(near("anna", "anna", 1));
    }
}
