//! Whether the name of someone the journal knows stands in what leaves.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::store::Tx;
use crate::tags;

/// Reads texts and remembers whose names stood in them.
pub(super) struct Reader {
    /// Names as written, beside their folded form.
    known: Vec<(String, String)>,
    found: BTreeSet<usize>,
}

impl Reader {
    /// For the people of this journal.
    pub(super) fn of(tx: &Tx<'_>) -> Result<Self> {
        let known = tags::people(tx)?.into_iter().map(|person| (tags::folded(&person.value), person.value)).collect();
        Ok(Self { known, found: BTreeSet::new() })
    }

    /// Reads a text.
    pub(super) fn read(&mut self, text: &str) {
        if self.found.len() == self.known.len() {
            return;
        }
        let text = tags::folded(text);
        for (index, (name, _)) in self.known.iter().enumerate() {
            if !self.found.contains(&index) && stands_in(&text, name) {
                self.found.insert(index);
            }
        }
    }

    /// The names found, those named most in the journal first.
    pub(super) fn found(self) -> Vec<String> {
        let Self { known, found } = self;
        known.into_iter().enumerate().filter(|(index, _)| found.contains(index)).map(|(_, (_, name))| name).collect()
    }
}

/// Whether a folded name stands in a folded text as words of their own. Scripts without spaces have no such edges.
fn stands_in(text: &str, name: &str) -> bool {
    let edge = |outer: Option<char>, inner: Option<char>| match (outer, inner) {
        (Some(outer), Some(inner)) => {
            !outer.is_alphanumeric() || !inner.is_alphanumeric() || is_unspaced(inner) || is_unspaced(outer)
        }
        _ => true,
    };
    !name.is_empty()
        && text.match_indices(name).any(|(at, _)| {
            edge(text[..at].chars().next_back(), name.chars().next())
                && edge(text[at + name.len()..].chars().next(), name.chars().next_back())
        })
}

/// Han, kana, Hangul, Thai, Lao, Khmer and Burmese.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_a_word_and_not_inside_one() {
        assert!(stands_in("i asked anna's sister", "anna"));
        assert!(!stands_in("hannah and joanna", "anna"));
        assert!(stands_in("昨日田中さんが", "田中"));
        assert!(stands_in("anna de vries.", "anna de vries"));
        assert!(!stands_in("anything", ""));
    }
}
