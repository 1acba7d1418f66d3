//! What each document bears, turned round: few found entries are counted by going through them, not through all that bear
//! each tag, person and template there is.

use super::bits::{Bits, Docs};
use super::facets::FACETS;
use super::view::Values;

/// The values of facets that few documents bear, by document: some 20 bytes each.
pub(crate) struct Borne {
    /// Where the values of each document begin, and the end of the last.
    starts: Vec<u32>,
    /// Places in `names`.
    values: Vec<u32>,
    /// The place of a facet, and that of a value in it.
    names: Vec<(usize, usize)>,
}

impl Borne {
    /// Of a segment of `size` documents.
    pub(super) fn of(facets: &[Values; FACETS.len()], size: u32) -> Self {
        let mut names = Vec::new();
        let mut bearers: Vec<&[u32]> = Vec::new();
        for (facet, values) in facets.iter().enumerate().filter(|(at, _)| FACETS[*at].counted.is_some()) {
            for (value, (_, docs)) in values.iter().enumerate() {
                if let Docs::Few(docs) = docs {
                    names.push((facet, value));
                    bearers.push(docs);
                }
            }
        }
        let mut starts = vec![0u32; size as usize + 1];
        for doc in bearers.iter().copied().flatten() {
            if let Some(count) = starts.get_mut(*doc as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut values = vec![0; sum as usize];
        for (name, docs) in (0u32..).zip(bearers) {
            for doc in docs {
                let Some(at) = next.get_mut(*doc as usize) else { continue };
                if let Some(place) = values.get_mut(*at as usize) {
                    *place = name;
                }
                *at += 1;
            }
        }
        Self { starts, values, names }
    }

    /// Whether going through `found` documents costs less than going through all bearers.
    pub(super) fn is_quicker_for(&self, found: u32) -> bool {
        let documents = self.starts.len().saturating_sub(1).max(1);
        // A value counted costs about as much as a bearer asked for.
        found as usize * (self.values.len() / documents + 1) < self.values.len()
    }

    /// How many of some documents bear each value that any of them does: the place of the facet, that of the value, how many.
    pub(super) fn count(&self, found: &Bits, mut counted: impl FnMut(usize, usize, u32)) {
        let mut counts = vec![0u32; self.names.len()];
        found.each(|doc| {
            let Some([from, to]) = self.starts.get(doc as usize..doc as usize + 2) else { return };
            for value in self.values.get(*from as usize..*to as usize).unwrap_or_default() {
                if let Some(count) = counts.get_mut(*value as usize) {
                    *count += 1;
                }
            }
        });
        for ((facet, value), count) in self.names.iter().zip(counts).filter(|(_, count)| *count > 0) {
            counted(*facet, *value, count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn documents_counted_one_by_one_are_as_many_as_their_bearers(
            size in 40u32..400,
            bearers in proptest::collection::vec(proptest::collection::btree_set(0u32..400, 0..60), 0..12),
            found in proptest::collection::btree_set(0u32..400, 0..400),
        ) {
            let within = |docs: std::collections::BTreeSet<u32>| docs.into_iter().filter(|doc| *doc < size);
            let all: Vec<(String, Docs)> = (0..)
                .zip(bearers)
                .map(|(number, docs)| (format!("{number:02}"), Docs::of(within(docs).collect(), size)))
                .collect();
            let mut bits = Bits::none(size);
            within(found).for_each(|doc| bits.insert(doc));
            let facets: [Values; FACETS.len()] = std::array::from_fn(|at| Values::of(if at == 0 { all.clone() } else { Vec::new() }));
            let mut counts = std::collections::BTreeMap::new();
            Borne::of(&facets, size).count(&bits, |facet, value, count| {
                counts.insert((facet, value), count);
            });
            for (at, (_, docs)) in all.iter().enumerate() {
                let expected = match docs {
                    Docs::Few(_) if FACETS[0].counted.is_some() => docs.count_in(&bits),
                    _ => 0,
                };
                prop_assert_eq!(counts.remove(&(0, at)).unwrap_or_default(), expected);
            }
            prop_assert!(counts.is_empty());
        }
    }
}
