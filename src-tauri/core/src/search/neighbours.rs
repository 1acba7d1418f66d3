//! Which entries are like one, kept until anything is saved: beside a page that is read or walked through they are asked
//! for again and again.

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use super::related::Alike;
use super::view::View;
use crate::id::EntryId;

/// Entries whose neighbours are kept, some 2 KB each.
const KEPT: usize = 2_000;

/// An entry, and how many like it are wanted.
type Key = (EntryId, usize);

/// Neighbours in one state of the index and of the queue beside it.
#[derive(Default)]
pub(super) struct Neighbours {
    state: Option<(Weak<()>, i64)>,
    known: HashMap<Key, Arc<[Alike]>>,
}

impl Neighbours {
    fn is_of(&self, index: &View, last: i64) -> bool {
        self.state.as_ref().is_some_and(|(mark, at)| index.is(mark) && *at == last)
    }

    /// Those of an entry, where they are known on a snapshot in which the queue's last number is `last`.
    pub(super) fn find(&self, key: &Key, index: &View, last: i64) -> Option<Arc<[Alike]>> {
        self.known.get(key).filter(|_| self.is_of(index, last)).map(Arc::clone)
    }

    pub(super) fn keep(&mut self, key: Key, found: &Arc<[Alike]>, index: &View, last: i64) {
        if !self.is_of(index, last) || self.known.len() >= KEPT {
            self.known.clear();
            self.state = Some((index.mark(), last));
        }
        self.known.insert(key, Arc::clone(found));
    }
}
