//! Which question of a text is which of those known before, so that an answer stays with its question while the writer
//! goes on writing.
//!
//! The rule, in this order, each question once:
//! 1. the same words, wherever they now stand (also of one whose line had been taken out);
//! 2. at the same place among the questions: one goes on where the other ends, or at least a third of their words agree;
//! 3. anywhere: two thirds of their words agree.

use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::fold;

/// Pairs that are compared at most by rule 3; a text in which more changed at once is another text.
const PAIRS: usize = 2_500;

/// A question known before.
pub(super) struct Known<'t> {
    pub(super) position: usize,
    pub(super) text: &'t str,
    /// Its line had been taken out.
    pub(super) gone: bool,
}

/// For each question of the text the known one that it is, as an index into `known`.
pub(super) fn same(known: &[Known<'_>], now: &[String]) -> Vec<Option<usize>> {
    let old: Vec<Words> = known.iter().map(|known| Words::of(known.text)).collect();
    let new: Vec<Words> = now.iter().map(|text| Words::of(text)).collect();
    let mut pairs = Pairs { of_new: vec![None; new.len()], taken: vec![false; old.len()] };

    let mut by_words: HashMap<&[String], Vec<usize>> = HashMap::new();
    // Those that stand in the text come before those that were taken out, in their order; each list is read from its end.
    let mut order: Vec<usize> = (0..known.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse((known[at].gone, known[at].position)));
    for at in order {
        by_words.entry(&old[at].0).or_default().push(at);
    }
    for (to, words) in new.iter().enumerate() {
        if let Some(from) = by_words.get_mut(words.0.as_slice()).and_then(Vec::pop) {
            pairs.join(from, to);
        }
    }
    for (from, known) in known.iter().enumerate().filter(|(_, known)| !known.gone) {
        let to = known.position;
        if pairs.are_free(from, to) && (old[from].goes_on_in(&new[to]) || old[from].agree(&new[to], 1, 3)) {
            pairs.join(from, to);
        }
    }
    let left: Vec<usize> = (0..known.len()).filter(|&from| !known[from].gone && !pairs.taken[from]).collect();
    if left.len() * new.len() <= PAIRS {
        for from in left {
            let to = (0..new.len()).find(|&to| pairs.are_free(from, to) && old[from].agree(&new[to], 2, 3));
            if let Some(to) = to {
                pairs.join(from, to);
            }
        }
    }
    pairs.of_new
}

struct Pairs {
    of_new: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairs {
    fn are_free(&self, from: usize, to: usize) -> bool {
        !self.taken[from] && self.of_new.get(to).is_some_and(Option::is_none)
    }

    fn join(&mut self, from: usize, to: usize) {
        self.taken[from] = true;
        self.of_new[to] = Some(from);
    }
}

/// The words of a question, case and accents aside.
struct Words(Vec<String>);

impl Words {
    fn of(text: &str) -> Self {
        Self(fold(text).unicode_words().map(str::to_owned).collect())
    }

    /// Whether one is the beginning of the other, the last word perhaps half written.
    fn goes_on_in(&self, other: &Self) -> bool {
        let (short, long) = if self.0.len() <= other.0.len() { (&self.0, &other.0) } else { (&other.0, &self.0) };
        let Some((last, rest)) = short.split_last() else { return false };
        let end = &long[rest.len()];
        rest.iter().zip(long).all(|(a, b)| a == b) && (end.starts_with(last.as_str()) || last.starts_with(end.as_str()))
    }

    /// Whether at least `part` of `whole` words of the two are words of both (Dice's coefficient over bags of words).
    fn agree(&self, other: &Self, part: usize, whole: usize) -> bool {
        let mut bag: HashMap<&str, usize> = HashMap::new();
        for word in &self.0 {
            *bag.entry(word).or_default() += 1;
        }
        let shared = other.0.iter().filter(|word| match bag.get_mut(word.as_str()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        });
        2 * shared.count() * whole >= part * (self.0.len() + other.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs(known: &[(&str, bool)], now: &[&str]) -> Vec<Option<usize>> {
        let mut position = 0;
        let known: Vec<Known<'_>> = known
            .iter()
            .map(|&(text, gone)| {
                let known = Known { position, text, gone };
                position += usize::from(!gone);
                known
            })
            .collect();
        same(&known, &now.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_same_words_are_the_same_question_wherever_they_stand() {
        assert_eq!(
            pairs(&[("Why now?", false), ("Who saw it", false)], &["who saw it?", "Why now"]),
            [Some(1), Some(0)]
        );
        assert_eq!(pairs(&[("Why", false), ("Why", false)], &["Why", "Why"]), [Some(0), Some(1)], "in their order");
    }

    #[test]
    fn a_question_that_is_still_being_written_stays_one() {
        assert_eq!(pairs(&[("Why do I al", false)], &["Why do I always re-ask"]), [Some(0)]);
        assert_eq!(pairs(&[("Why do I always re-ask", false)], &["Why do I"]), [Some(0)]);
        assert_eq!(pairs(&[("Why does Anna wait", false)], &["Why did Anna not wait"]), [Some(0)]);
    }

    #[test]
    fn another_question_in_its_place_is_another_question() {
        assert_eq!(pairs(&[("Why do I always re-ask", false)], &["Who else was in the room"]), [None]);
        assert_eq!(
            pairs(&[("One thing", false), ("Why do I re-ask so soon", false)], &["Why do I re-ask so very soon"]),
            [Some(1)]
        );
    }

    #[test]
    fn a_line_that_comes_back_finds_its_question_and_a_standing_one_comes_first() {
        assert_eq!(pairs(&[("Why", true)], &["why?"]), [Some(0)]);
        assert_eq!(pairs(&[("Why", true), ("Why", false)], &["Why"]), [Some(1)]);
        assert_eq!(pairs(&[("Why do I re-ask", true)], &["Why do I re-ask so soon"]), [None], "only by its own words");
    }

    proptest! {
        #[test]
        fn no_question_is_two_at_once(old in proptest::collection::vec("[ab ]{0,6}", 0..6), new in proptest::collection::vec("[ab ]{0,6}", 0..6)) {
            let known: Vec<Known<'_>> =
                old.iter().enumerate().map(|(position, text)| Known { position, text, gone: position % 3 == 2 }).collect();
            let mut found: Vec<usize> = same(&known, &new).into_iter().flatten().collect();
            let all = found.len();
            found.sort_unstable();
            found.dedup();
            prop_assert_eq!(found.len(), all);
        }
    }
}
