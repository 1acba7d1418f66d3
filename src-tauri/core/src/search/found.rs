//! What a query found: the best of it, how many in all, and how many bear what.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::ask::{ALL, SOME, Wanted};
use super::bits::{Bits, Docs};
use super::facets::FACETS;
use super::plan::{Matches, Plan};
use super::view::{Kept, Part, View};
use crate::id::EntryId;

/// One entry found.
#[derive(Clone)]
pub(super) struct Hit {
    pub(super) id: EntryId,
    pub(super) stamp: i64,
    /// Its place in the database's table, as far as is known.
    pub(super) row: i64,
    pub(super) score: f32,
    pub(super) day: i64,
}

/// All that one query found.
#[derive(Default)]
pub(super) struct Findings {
    /// The best, in no order.
    pub(super) hits: Vec<Hit>,
    pub(super) total: u32,
    /// Entries with all the words.
    pub(super) complete: u32,
    /// Entries with some of the words only, which come after those found.
    pub(super) some: u32,
    /// In the order of [`FACETS`]; empty for those not counted.
    pub(super) facets: [HashMap<String, u32>; FACETS.len()],
}

impl Findings {
    /// The best, in the order they are shown in.
    pub(super) fn in_order(&self) -> Vec<Hit> {
        let mut hits = self.hits.clone();
        sort(&mut hits);
        hits
    }
}

/// One total order, the same that pages are cut by: pages must join up to the whole, each entry once.
pub(super) fn sort(hits: &mut [Hit]) {
    hits.sort_by(|a, b| order(&(b.score, b.day, b.id), &(a.score, a.day, a.id)));
}

fn order<T: Ord, I: Ord>(a: &(f32, T, I), b: &(f32, T, I)) -> Ordering {
    a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2))
}

/// How many entries found are so few that those with some of the words follow.
const ENOUGH: u32 = 100;

/// An entry that was read straight through.
pub(super) struct Read {
    pub(super) hit: Hit,
    pub(super) level: u8,
    /// In the order of [`FACETS`].
    pub(super) facets: [Vec<String>; FACETS.len()],
}

/// What is wanted of what was found.
#[derive(Clone, Copy, Default)]
pub(super) struct Want {
    pub(super) words: Option<Wanted>,
    /// The best so many, or all.
    pub(super) limit: Option<usize>,
    /// The last that happened first.
    pub(super) newest: bool,
    /// How many there are, and nothing else.
    pub(super) only_counts: bool,
}

impl Findings {
    /// Asks indexes, of each segment the documents that count; entries that were `read` beside them are found, too.
    ///
    /// # Errors
    /// Those of the index.
    pub(super) fn of(
        views: &[(&View, &[Arc<Bits>])],
        plan: Option<&Plan>,
        read: Vec<Read>,
        want: Want,
    ) -> tantivy::Result<Self> {
        let mut answers: Vec<(&Part, Matches)> = Vec::new();
        if let Some(plan) = plan {
            // Where enough have all the words, nobody is told of those that have some.
            let asked_for_all = want.words.is_some_and(|words| words.is_many && !words.is_question);
            let complete = if asked_for_all { each_part(views, |part| plan.complete(part))? } else { None };
            let enough = |found: &Vec<(&Part, Matches)>| {
                found.iter().map(|(_, found)| found.bits.count()).sum::<u32>() >= ENOUGH
            };
            answers = match complete.filter(enough) {
                Some(complete) => complete,
                None => each_part(views, |part| plan.matches(part).map(Some))?.unwrap_or_default(),
            };
        }
        let mut counts = [0; 3];
        read.iter().for_each(|read| counts[usize::from(read.level.min(ALL))] += 1);
        for (_, found) in &answers {
            found.count_levels(&mut counts);
        }
        let from = want.words.map_or(ALL, |words| words.found(counts));
        let total: u32 = counts[usize::from(from)..].iter().sum();
        let some: u32 = if total < ENOUGH && want.words.is_some_and(|words| words.is_many) {
            counts[..usize::from(from)].iter().sum()
        } else {
            0
        };
        let mut findings = Self { total, complete: counts[usize::from(ALL)], some, ..Self::default() };
        if want.only_counts {
            return Ok(findings);
        }
        let least = if some > 0 && !want.newest { SOME } else { from };
        let mut best = Best::of(want.limit);
        for (at, (part, found)) in answers.iter().enumerate().filter(|(_, (_, found))| found.bits.count() > 0) {
            let kept = part.kept()?;
            let mut bits = found.bits.clone();
            found.bits.each(|doc| {
                let level = found.level(doc);
                if level >= least {
                    best.offer(if want.newest { 0.0 } else { found.score(doc) }, || kept.place(doc), (at, doc));
                }
                if level < from {
                    bits.remove(doc);
                }
            });
            findings.count_facets(&kept, &bits);
        }
        for (score, (day, _), (at, doc)) in best.done() {
            let Some((part, _)) = answers.get(at) else { continue };
            let kept = part.kept()?;
            let row = kept.row(doc);
            let hit = kept.entry(doc).map(|(id, stamp)| Hit { id, stamp, row, score, day: i64::from(day) });
            findings.hits.extend(hit);
        }
        for read in read {
            if read.level >= least {
                let score = if want.newest { 0.0 } else { read.hit.score };
                findings.hits.push(Hit { score, ..read.hit });
            }
            let counted = findings.facets.iter_mut().zip(read.facets).zip(&FACETS);
            for ((counts, values), _) in counted.filter(|(_, facet)| facet.counted.is_some() && read.level >= from) {
                // An entry counts once, however often it bears a value.
                for value in values.into_iter().collect::<BTreeSet<_>>() {
                    *counts.entry(value).or_default() += 1;
                }
            }
        }
        Ok(findings)
    }

    fn count_facets(&mut self, kept: &Kept, bits: &Bits) {
        let by_document = kept.borne.is_quicker_for(bits.count());
        let counted = self.facets.iter_mut().zip(&kept.facets).zip(&FACETS);
        for ((counts, values), _) in counted.filter(|(_, facet)| facet.counted.is_some()) {
            for (value, docs) in values.iter().filter(|(_, docs)| !by_document || matches!(docs, Docs::Many(_))) {
                add(counts, value, docs.count_in(bits));
            }
        }
        if by_document {
            kept.borne.count(bits, |facet, value, count| {
                let value = kept.facets.get(facet).and_then(|values| values.at(value));
                if let (Some(counts), Some(value)) = (self.facets.get_mut(facet), value) {
                    add(counts, value, count);
                }
            });
        }
    }
}

fn add(counts: &mut HashMap<String, u32>, value: &str, count: u32) {
    if count == 0 {
        return;
    }
    match counts.get_mut(value) {
        Some(known) => *known += count,
        None => drop(counts.insert(value.to_owned(), count)),
    }
}

/// What each segment answers, without what does not count; none where one does not answer.
fn each_part<'v>(
    views: &[(&'v View, &[Arc<Bits>])],
    ask: impl Fn(&Part) -> tantivy::Result<Option<Matches>>,
) -> tantivy::Result<Option<Vec<(&'v Part, Matches)>>> {
    let mut answers: Vec<(&Part, Matches)> = Vec::new();
    for (view, alive) in views {
        for (part, alive) in view.parts.iter().zip(alive.iter()) {
            let Some(mut found) = ask(part)? else { return Ok(None) };
            found.bits.intersect(alive);
            answers.push((part, found));
        }
    }
    Ok(Some(answers))
}

/// Score, day and id of a document, and which one it is.
type Ranked = (f32, (i32, u128), (usize, u32));

/// The best so far. Twice as many as wanted are gathered before the worse half goes, so that one costs the same however
/// many there are.
struct Best {
    wanted: Option<usize>,
    found: Vec<Ranked>,
    /// What is not better than this is not wanted any more.
    least: Option<(f32, (i32, u128))>,
}

impl Best {
    fn of(wanted: Option<usize>) -> Self {
        Self { wanted, found: Vec::new(), least: None }
    }

    fn offer(&mut self, score: f32, place: impl FnOnce() -> (i32, u128), doc: (usize, u32)) {
        if self.least.is_some_and(|(least, _)| score < least) {
            return;
        }
        let place = place();
        if self.least.is_some_and(|(least, at)| score == least && place <= at) {
            return;
        }
        self.found.push((score, place, doc));
        if let Some(wanted) = self.wanted
            && self.found.len() >= wanted * 2 + 64
        {
            self.cut(wanted);
        }
    }

    fn cut(&mut self, wanted: usize) {
        if self.found.len() > wanted {
            self.found.select_nth_unstable_by(wanted, |a, b| rank(b, a));
            self.found.truncate(wanted);
            self.least = self.found.iter().min_by(|a, b| rank(a, b)).map(|(score, place, _)| (*score, *place));
        }
    }

    fn done(mut self) -> Vec<Ranked> {
        if let Some(wanted) = self.wanted {
            self.cut(wanted);
        }
        self.found
    }
}

fn rank(a: &Ranked, b: &Ranked) -> Ordering {
    order(&(a.0, a.1.0, a.1.1), &(b.0, b.1.0, b.1.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_are_those_that_sorting_all_would_give(
            scores in proptest::collection::vec((0u8..5, 0i32..5), 0..500),
            wanted in 0usize..30,
        ) {
            let mut best = Best::of(Some(wanted));
            let mut all: Vec<Ranked> = Vec::new();
            for (at, (score, day)) in scores.into_iter().enumerate() {
                let (score, place) = (f32::from(score), (day, at as u128));
                best.offer(score, || place, (0, 0));
                all.push((score, place, (0, 0)));
            }
            all.sort_by(|a, b| rank(b, a));
            all.truncate(wanted);
            let mut found = best.done();
            found.sort_by(|a, b| rank(b, a));
            prop_assert_eq!(found, all);
        }
    }
}
