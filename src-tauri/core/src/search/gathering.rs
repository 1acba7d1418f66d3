//! The documents that answer words of which as many as can be had are wanted: all telling words, most, or some.

use super::ask::{ALL, Wanted};
use super::bits::Bits;
use super::plan::{Matches, Plan, Sought, rank};
use super::view::Part;

/// The documents that have anything of what is sought, and all that is required.
pub(super) fn gathered(required: &Matches, sought: &[Sought], wanted: Wanted, part: &Part) -> tantivy::Result<Matches> {
    if let [Sought::Telling { pieces, whole: None }] = sought
        && let [piece] = pieces.as_slice()
    {
        // One word: what has it has all.
        let mut found = piece.matches_within(part, &required.bits)?;
        found.each_score(|doc, score| *score = rank(ALL, *score + required.score(doc)));
        return Ok(found);
    }
    let size = part.size() as usize;
    let mut found = Matches::ranked(part.size());
    // Pieces and whole words of each document.
    let (mut had, mut words) = (vec![(0u8, 0u8); size], 0u8);
    for one in sought {
        let Sought::Telling { pieces, whole } = one else { continue };
        words = words.saturating_add(1);
        for piece in pieces {
            let matches = piece.matches(part)?;
            let is_word = u8::from(whole.is_none());
            matches.bits.each(|doc| {
                if let Some((pieces, words)) = had.get_mut(doc as usize) {
                    *pieces = pieces.saturating_add(1);
                    *words = words.saturating_add(is_word);
                }
            });
            found = found.or(matches);
        }
        if let Some(whole) = whole {
            whole.matches(part)?.bits.each(|doc| {
                if let Some((_, words)) = had.get_mut(doc as usize) {
                    *words = words.saturating_add(1);
                }
            });
        }
    }
    found.bits.intersect(&required.bits);
    for (plan, counts) in beside(sought) {
        let matches = plan.matches_within(part, &found.bits)?;
        matches.bits.each(|doc| found.worth(doc, counts * matches.score(doc)));
    }
    Ok(found.ranked_by(|doc, score| {
        let (pieces, had) = had.get(doc as usize).copied().unwrap_or_default();
        let level = wanted.level(had == words, usize::from(pieces))?;
        Some(rank(level, score + required.score(doc)))
    }))
}

fn beside(sought: &[Sought]) -> impl Iterator<Item = (&Plan, f32)> {
    sought.iter().filter_map(|one| match one {
        Sought::Beside(plan, counts) => Some((plan, *counts)),
        Sought::Telling { .. } => None,
    })
}

/// Only the documents that have every telling word: the rarest is read first, and of the others only what it left. None
/// where a word has several pieces.
pub(super) fn complete(required: &Plan, sought: &[Sought], part: &Part) -> tantivy::Result<Option<Matches>> {
    let mut telling = Vec::with_capacity(sought.len());
    for one in sought {
        match one {
            Sought::Telling { pieces, whole: None } if pieces.len() == 1 => telling.extend(pieces),
            Sought::Telling { .. } => return Ok(None),
            Sought::Beside(..) => {}
        }
    }
    let required = required.matches(part)?;
    let mut within = required.bits.clone();
    let mut order: Vec<usize> = (0..telling.len()).collect();
    order.sort_by_key(|at| telling[*at].breadth());
    let mut found: Vec<Option<Matches>> = telling.iter().map(|_| None).collect();
    for at in order {
        let matches = telling[at].matches_within(part, &within)?;
        within.intersect(&matches.bits);
        found[at] = Some(matches);
    }
    // Summed up in the order of the words, as where some are missing: the same to the last bit.
    let mut all = sums(within, found.iter().flatten(), part);
    for (plan, counts) in beside(sought) {
        let matches = plan.matches_within(part, &all.bits)?;
        matches.bits.each(|doc| all.worth(doc, counts * matches.score(doc)));
    }
    all.each_score(|doc, score| *score = rank(ALL, *score + required.score(doc)));
    Ok(Some(all))
}

fn sums<'m>(docs: Bits, found: impl Iterator<Item = &'m Matches>, part: &Part) -> Matches {
    let mut all = Matches { bits: docs, ..Matches::ranked(part.size()) };
    for matches in found {
        all.each_score(|doc, score| *score += matches.score(doc));
    }
    all
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::cell::Cell;

    use super::super::doc::Stems;
    use super::super::leaves::Weights;
    use super::super::parse::parse;
    use super::super::query::Compiler;
    use super::super::view::Whole;
    use super::*;
    use crate::change::Op;
    use crate::clock::Clock;
    use crate::entries::{self, EntryFields};
    use crate::journal::Journal;
    use proptest::prelude::*;

    /// To the last bit, or results would change places while somebody types.
    #[test]
    fn those_with_all_words_are_the_same_whether_the_others_are_looked_for_or_not() {
        let told = Cell::new(0);
        proptest!(ProptestConfig::with_cases(24), |(
            bodies in proptest::collection::vec("((anna|annas|late|later|École|ecole|late bell|why|the) ){1,8}", 20..90),
            titles in proptest::collection::vec("(anna|late|why)?", 20..21),
            queries in proptest::collection::vec("(the |why )?(anna|late|école|bell|ann|lat|why)( (anna|late|ecole|the)){0,2} ?(-bell)?( \"late bell\")?", 6),
        )| {
            let folder = tempfile::tempdir().unwrap();
            let journal = Journal::open_or_create(folder.path(), Clock::system()).unwrap();
            journal.write(Op::Import, |tx| {
                for (at, body) in bodies.iter().enumerate() {
                    let fields = EntryFields {
                        body: Some(body.clone()),
                        title: titles.get(at).cloned(),
                        language: Some(Some(if at % 3 == 0 { "fr" } else { "en" }.to_owned())),
                        ..EntryFields::default()
                    };
                    entries::add(tx, fields)?;
                }
                Ok(())
            }).unwrap();
            journal.catch_up().unwrap();
            let published = journal.search().published().unwrap();
            let views = [&published.view];
            let (whole, languages) = (Whole(&views), ["en", "fr"]);
            for query in &queries {
                let mut parsed = parse(query, Default::default());
                parsed.lower_joining(&["en".to_owned()]);
                let weights = Weights::of(whole, published.view.fields, &languages).unwrap();
                let mut stems = Stems::default();
                let searcher = &published.view.searcher;
                let plan = Compiler { weights, whole, searcher, stems: &mut stems }.query(&parsed).unwrap();
                for part in &published.view.parts {
                    let all = plan.matches(part).unwrap();
                    let Some(quick) = plan.complete(part).unwrap() else { continue };
                    told.set(told.get() + 1);
                    let scores = |found: &Matches| {
                        let mut out = Vec::new();
                        found.bits.each(|doc| out.push((doc, found.score(doc).to_bits())));
                        out
                    };
                    let mut expected = Matches { bits: all.bits.clone(), scores: all.scores.clone() };
                    expected.bits.retain(|doc| all.level(doc) == ALL);
                    prop_assert_eq!(scores(&quick), scores(&expected), "{}", query);
                }
            }
        });
        assert!(told.get() > 0, "it was quick at least once");
    }
}
