//! What a query found: the best of it, how many in all, and how many bear what.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::facets::FACETS;
use super::plan::Plan;
use super::view::{Kept, View};
use crate::id::EntryId;

/// One entry found.
pub(super) struct Hit {
    pub(super) id: EntryId,
    pub(super) stamp: i64,
    pub(super) score: f32,
    pub(super) day: i64,
}

/// All that one query found.
#[derive(Default)]
pub(super) struct Findings {
    /// The best, in no order.
    pub(super) hits: Vec<Hit>,
    pub(super) total: u32,
    /// In the order of [`FACETS`]; empty for those not counted.
    pub(super) facets: [HashMap<String, u32>; FACETS.len()],
}

/// One total order, the same that pages are cut by: pages must join up to the whole, each entry once.
pub(super) fn sort(hits: &mut [Hit]) {
    hits.sort_by(|a, b| order(&(b.score, b.day, b.id), &(a.score, a.day, a.id)));
}

fn order<T: Ord, I: Ord>(a: &(f32, T, I), b: &(f32, T, I)) -> Ordering {
    a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2))
}

impl Findings {
    /// Asks an index, `masked` entries aside; the best `limit`, or all.
    ///
    /// # Errors
    /// Those of the index.
    pub(super) fn of(view: &View, plan: &Plan, masked: &[EntryId], limit: Option<usize>) -> tantivy::Result<Self> {
        let mut findings = Self::default();
        let mut best = Best::of(limit);
        for (at, part) in view.parts.iter().enumerate() {
            let mut found = plan.matches(part)?;
            found.bits.intersect(&part.alive(masked)?);
            let total = found.bits.count();
            if total == 0 {
                continue;
            }
            findings.total += total;
            let kept = part.kept()?;
            for doc in found.bits.backwards() {
                best.offer(found.score(doc), || kept.place(doc), (at, doc));
            }
            for ((counts, values), _) in
                findings.facets.iter_mut().zip(&kept.facets).zip(&FACETS).filter(|(_, facet)| facet.counted.is_some())
            {
                for (value, docs) in values.iter() {
                    let count = docs.count_in(&found.bits);
                    if count > 0 {
                        *counts.entry(value.to_owned()).or_default() += count;
                    }
                }
            }
        }
        for (score, (day, _), (at, doc)) in best.done() {
            let kept = view.parts[at].kept()?;
            let hit = Kept::entry(&kept, doc).map(|(id, stamp)| Hit { id, stamp, score, day: i64::from(day) });
            findings.hits.extend(hit);
        }
        Ok(findings)
    }

    /// Both together.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.hits.extend(other.hits);
        self.total += other.total;
        for (mine, theirs) in self.facets.iter_mut().zip(other.facets) {
            for (name, count) in theirs {
                *mine.entry(name).or_default() += count;
            }
        }
        self
    }
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
