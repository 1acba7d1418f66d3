//! What the first letters typed find. Nearly every entry has a word that begins with one letter, so that these are the
//! dearest queries, and there are few of them: their answers are kept until anything changes. So are those to longer beginnings
//! that very many entries have ("over", "inter").

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use super::ask::{Kind, Parsed};
use super::found::{Findings, Want};
use super::overlay::Waiting;
use super::view::View;

/// Beginnings of words up to so many letters.
const LETTERS: usize = 3;
/// Entries found from which on an answer to a longer one is kept, too.
const MANY: u32 = 10_000;
/// Answers kept, some 5 KB each.
const KEPT: usize = 1_000;

/// A beginning, how many of the best are wanted, and whether the last that happened come first.
pub(super) type Key = (String, usize, bool);

/// Answers of one state of the index and of what waits beside it.
#[derive(Default)]
pub(super) struct Beginnings {
    state: Option<(Weak<()>, u64)>,
    known: HashMap<Key, Arc<Findings>>,
}

/// What a query asks that is nothing but the beginning of a word.
pub(super) fn key(parsed: &Parsed, want: &Want) -> Option<Key> {
    let [clause] = parsed.clauses.as_slice() else { return None };
    let Kind::Word(word) = &clause.kind else { return None };
    let [token] = word.tokens.as_slice() else { return None };
    let is_short = word.prefix && !word.joins && !clause.negated && !token.single;
    // With accents some rank before others.
    let is_plain = token.exact == token.folded;
    (is_short && is_plain && !want.only_counts)
        .then(|| (token.folded.clone(), want.limit.unwrap_or(usize::MAX), want.newest))
}

impl Beginnings {
    fn is_of(&self, index: &View, waiting: &Waiting) -> bool {
        self.state.as_ref().is_some_and(|(mark, turn)| index.is(mark) && *turn == waiting.turn)
    }

    pub(super) fn find(&self, key: &Key, index: &View, waiting: &Waiting) -> Option<Arc<Findings>> {
        self.known.get(key).filter(|_| self.is_of(index, waiting)).map(Arc::clone)
    }

    pub(super) fn keep(&mut self, key: Key, found: &Arc<Findings>, index: &View, waiting: &Waiting) {
        if key.0.chars().count() > LETTERS && found.total < MANY {
            return;
        }
        if !self.is_of(index, waiting) || self.known.len() >= KEPT {
            self.known.clear();
            self.state = Some((index.mark(), waiting.turn));
        }
        self.known.insert(key, Arc::clone(found));
    }
}
