//! Sets of the documents of one segment. All that a query asks for is such a set: joining two of them costs a word of
//! memory for 64 documents, and counting one is exact.

use tantivy::DocId;

/// A set of documents, a bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    size: u32,
}

impl Bits {
    /// None of `size` documents.
    pub(crate) fn none(size: u32) -> Self {
        Self { words: vec![0; size.div_ceil(64) as usize], size }
    }

    /// All of `size` documents.
    pub(crate) fn all(size: u32) -> Self {
        Self::none(size).inverted()
    }

    pub(crate) fn insert(&mut self, doc: DocId) {
        if let Some(word) = self.words.get_mut((doc / 64) as usize) {
            *word |= 1 << (doc % 64);
        }
    }

    pub(crate) fn remove(&mut self, doc: DocId) {
        if let Some(word) = self.words.get_mut((doc / 64) as usize) {
            *word &= !(1 << (doc % 64));
        }
    }

    pub(crate) fn has(&self, doc: DocId) -> bool {
        self.words.get((doc / 64) as usize).is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }

    pub(crate) fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// How many are in both.
    pub(crate) fn count_both(&self, other: &Self) -> u32 {
        self.words.iter().zip(&other.words).map(|(mine, other)| (mine & other).count_ones()).sum()
    }

    pub(crate) fn intersect(&mut self, other: &Self) {
        for (mine, other) in self.words.iter_mut().zip(&other.words) {
            *mine &= other;
        }
    }

    pub(crate) fn unite(&mut self, other: &Self) {
        for (mine, other) in self.words.iter_mut().zip(&other.words) {
            *mine |= other;
        }
    }

    /// Those that are not in it.
    pub(crate) fn inverted(mut self) -> Self {
        for word in &mut self.words {
            *word = !*word;
        }
        // Beyond the last document there is nothing.
        if let Some(last) = self.words.last_mut().filter(|_| !self.size.is_multiple_of(64)) {
            *last &= (1 << (self.size % 64)) - 1;
        }
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Goes through those that are in it, in the order of [`Bits::backwards`], twice as quickly.
    pub(crate) fn each(&self, mut found: impl FnMut(DocId)) {
        for (at, word) in (0..self.size.div_ceil(64)).zip(&self.words).rev() {
            let mut left = *word;
            while let Some(bit) = 63u32.checked_sub(left.leading_zeros()) {
                left &= !(1 << bit);
                found(at * 64 + bit);
            }
        }
    }

    /// Keeps those of which `keep` says so.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(DocId) -> bool) {
        for (at, word) in (0..self.size.div_ceil(64)).zip(&mut self.words) {
            let mut left = *word;
            while left != 0 {
                let bit = left.trailing_zeros();
                left &= left - 1;
                if !keep(at * 64 + bit) {
                    *word &= !(1 << bit);
                }
            }
        }
    }

    /// Goes through those that are in it, the first first.
    pub(crate) fn each_forwards(&self, mut found: impl FnMut(DocId)) {
        for (at, word) in (0..self.size.div_ceil(64)).zip(&self.words) {
            let mut left = *word;
            while left != 0 {
                found(at * 64 + left.trailing_zeros());
                left &= left - 1;
            }
        }
    }

    /// Those that are in it, the last first: what was written last mostly stands last.
    pub(crate) fn backwards(&self) -> impl Iterator<Item = DocId> + '_ {
        let ends = (0..self.size.div_ceil(64)).rev();
        ends.zip(self.words.iter().rev()).flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = 63u32.checked_sub(left.leading_zeros())?;
                left &= !(1 << bit);
                Some(at * 64 + bit)
            })
        })
    }
}

impl From<Bits> for Docs {
    fn from(bits: Bits) -> Self {
        if bits.count() * 32 >= bits.size {
            return Self::Many(bits);
        }
        let mut docs: Vec<DocId> = bits.backwards().collect();
        docs.reverse();
        Self::of(docs, bits.size)
    }
}

/// A set that is kept: a list where that is smaller.
#[derive(Clone, Debug)]
pub(crate) enum Docs {
    Few(Vec<DocId>),
    Many(Bits),
}

impl Docs {
    /// Of documents in any order, out of `size`.
    pub(crate) fn of(mut docs: Vec<DocId>, size: u32) -> Self {
        // A list takes four bytes a document, a bit set an eighth of a byte for each that there is.
        if docs.len() * 32 < size as usize {
            docs.shrink_to_fit();
            return Self::Few(docs);
        }
        let mut bits = Bits::none(size);
        docs.into_iter().for_each(|doc| bits.insert(doc));
        Self::Many(bits)
    }

    pub(crate) fn count_in(&self, bits: &Bits) -> u32 {
        match self {
            Self::Few(docs) => docs.iter().map(|doc| u32::from(bits.has(*doc))).sum(),
            Self::Many(many) => many.count_both(bits),
        }
    }

    pub(crate) fn add_to(&self, bits: &mut Bits) {
        match self {
            Self::Few(docs) => docs.iter().for_each(|doc| bits.insert(*doc)),
            Self::Many(many) => bits.unite(many),
        }
    }

    pub(crate) fn each(&self, mut found: impl FnMut(DocId)) {
        match self {
            Self::Few(docs) => docs.iter().for_each(|doc| found(*doc)),
            Self::Many(many) => many.each(found),
        }
    }

    pub(crate) fn has(&self, doc: DocId) -> bool {
        match self {
            Self::Few(docs) => docs.binary_search(&doc).is_ok(),
            Self::Many(many) => many.has(doc),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn bits(docs: &BTreeSet<DocId>, size: u32) -> Bits {
        let mut bits = Bits::none(size);
        docs.iter().for_each(|doc| bits.insert(*doc));
        bits
    }

    fn set(bits: &Bits) -> BTreeSet<DocId> {
        bits.backwards().collect()
    }

    proptest! {
        #[test]
        fn bits_are_sets(size in 1u32..300, a in proptest::collection::btree_set(0u32..300, 0..80), b in proptest::collection::btree_set(0u32..300, 0..80)) {
            let a: BTreeSet<_> = a.into_iter().filter(|doc| *doc < size).collect();
            let b: BTreeSet<_> = b.into_iter().filter(|doc| *doc < size).collect();
            let (mine, other) = (bits(&a, size), bits(&b, size));
            prop_assert_eq!(mine.count() as usize, a.len());
            prop_assert_eq!(set(&mine), a.clone());
            let mut both = mine.clone();
            both.intersect(&other);
            prop_assert_eq!(set(&both), a.intersection(&b).copied().collect::<BTreeSet<_>>());
            prop_assert_eq!(mine.count_both(&other), both.count());
            let mut any = mine.clone();
            any.unite(&other);
            prop_assert_eq!(set(&any), a.union(&b).copied().collect::<BTreeSet<_>>());
            let without: BTreeSet<DocId> = (0..size).filter(|doc| !a.contains(doc)).collect();
            prop_assert_eq!(set(&mine.clone().inverted()), without);
            for kept in [Docs::of(a.iter().copied().collect(), size), Docs::from(mine.clone())] {
                prop_assert_eq!(kept.count_in(&other), both.count());
                prop_assert!((0..size).all(|doc| kept.has(doc) == mine.has(doc)));
                let mut added = other.clone();
                kept.add_to(&mut added);
                prop_assert_eq!(&added, &any);
            }
            let order: Vec<DocId> = mine.backwards().collect();
            prop_assert!(order.windows(2).all(|pair| pair[0] > pair[1]));
            let mut each = Vec::new();
            mine.each(|doc| each.push(doc));
            prop_assert_eq!(&each, &order);
            each.clear();
            mine.each_forwards(|doc| each.push(doc));
            each.reverse();
            prop_assert_eq!(each, order);
            let mut even = mine.clone();
            even.retain(|doc| doc % 2 == 0);
            prop_assert_eq!(set(&even), a.iter().copied().filter(|doc| doc % 2 == 0).collect::<BTreeSet<_>>());
            prop_assert_eq!(mine.is_empty(), a.is_empty());
        }
    }
}
