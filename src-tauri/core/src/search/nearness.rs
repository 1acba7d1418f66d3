//! Words that stand near each other, in any order: read from the positions of the index.

use tantivy::postings::Postings;
use tantivy::{DocSet, TERMINATED, Term};

use super::plan::Matches;
use super::view::Part;

/// Different words within so many places of each other.
pub(crate) struct Near {
    pub(crate) terms: Vec<Term>,
    pub(crate) within: u32,
    /// What it is worth where they are.
    pub(crate) worth: f32,
}

impl Near {
    /// The documents of one segment that have it.
    ///
    /// # Errors
    /// Those of the index.
    pub(crate) fn matches(&self, part: &Part) -> tantivy::Result<Matches> {
        let mut found = Matches::ranked(part.size());
        let mut all = Vec::with_capacity(self.terms.len());
        for term in &self.terms {
            match part.placed(term)? {
                Some(postings) => all.push(postings),
                None => return Ok(found),
            }
        }
        let mut places: Vec<Vec<u32>> = vec![Vec::new(); all.len()];
        let mut doc = 0;
        while doc != TERMINATED {
            // The furthest of them is where all may be at the earliest.
            let mut furthest = doc;
            for postings in &mut all {
                if postings.doc() < furthest {
                    postings.seek(furthest);
                }
                furthest = furthest.max(postings.doc());
            }
            if furthest == TERMINATED {
                break;
            }
            if all.iter().all(|postings| postings.doc() == furthest) {
                for (postings, places) in all.iter_mut().zip(&mut places) {
                    postings.positions(places);
                }
                if are_near(&places, self.within) {
                    found.add(furthest, self.worth);
                }
                doc = furthest + 1;
            } else {
                doc = furthest;
            }
        }
        Ok(found)
    }
}

/// Whether one place of each lies within so many of all others.
fn are_near(places: &[Vec<u32>], within: u32) -> bool {
    let mut at = vec![0; places.len()];
    loop {
        let now: Option<Vec<u32>> = places.iter().zip(&at).map(|(places, at)| places.get(*at).copied()).collect();
        let Some(now) = now else { return false };
        let (Some(first), Some(last)) = (now.iter().min(), now.iter().max()) else { return false };
        if last - first <= within {
            return true;
        }
        // Only a later place of the first of them can bring them nearer.
        let Some(which) = now.iter().position(|place| place == first) else { return false };
        at[which] += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_places_decide() {
        assert!(are_near(&[vec![1, 50], vec![20, 52]], 2));
        assert!(!are_near(&[vec![1, 50], vec![20, 53]], 2));
        assert!(are_near(&[vec![5], vec![3], vec![4]], 2));
        assert!(!are_near(&[vec![5], Vec::new()], 9));
        assert!(are_near(&[vec![5]], 1));
    }
}
