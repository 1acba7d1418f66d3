//! Words that are spelled nearly so, from the words of the index: letters wrong, missing, too many, or two changed over.

use std::collections::BTreeSet;

use tantivy_fst::Automaton;

use super::view::View;

impl View {
    /// The words of the index that are at most `edits` letters away from one.
    ///
    /// # Errors
    /// Those of the index.
    pub(crate) fn near_spelled(&self, word: &str, edits: u8) -> tantivy::Result<Vec<String>> {
        let mut found = BTreeSet::new();
        for part in &self.parts {
            let index = part.reader.inverted_index(self.fields.folded)?;
            let mut terms = index.terms().search(Nearly::new(word, edits)).into_stream()?;
            while terms.advance() {
                found.extend(std::str::from_utf8(terms.key()).map(str::to_owned));
            }
        }
        Ok(found.into_iter().collect())
    }
}

/// Takes words that are at most so many edits from one, letter by letter, so that the list of words is followed only as
/// far as it leads somewhere.
struct Nearly {
    word: Vec<char>,
    edits: u8,
}

/// How far what was read is from each beginning of the word.
#[derive(Clone)]
struct Read {
    row: Vec<u8>,
    /// The row before, and the letter read last, for letters that are changed over.
    before: Option<(Vec<u8>, char)>,
    /// Bytes of a letter that is not read to its end.
    part: Vec<u8>,
    lost: bool,
}

impl Nearly {
    fn new(word: &str, edits: u8) -> Self {
        Self { word: word.chars().collect(), edits }
    }

    fn read(&self, state: &Read, letter: char) -> Read {
        let mut row = Vec::with_capacity(state.row.len());
        row.push(state.row.first().map_or(1, |first| first.saturating_add(1)));
        for (at, wanted) in self.word.iter().enumerate() {
            let other = u8::from(*wanted != letter);
            let mut least = state.row[at]
                .saturating_add(other)
                .min(state.row[at + 1].saturating_add(1))
                .min(row[at].saturating_add(1));
            if let Some((before, last)) = &state.before
                && at > 0
                && self.word[at - 1] == letter
                && wanted == last
            {
                least = least.min(before[at - 1].saturating_add(1));
            }
            row.push(least);
        }
        Read { row, before: Some((state.row.clone(), letter)), part: Vec::new(), lost: false }
    }
}

impl Automaton for Nearly {
    type State = Read;

    fn start(&self) -> Read {
        let row = (0..=self.word.len()).map(|at| u8::try_from(at).unwrap_or(u8::MAX)).collect();
        Read { row, before: None, part: Vec::new(), lost: false }
    }

    fn is_match(&self, state: &Read) -> bool {
        !state.lost && state.part.is_empty() && state.row.last().is_some_and(|away| *away <= self.edits)
    }

    fn can_match(&self, state: &Read) -> bool {
        // Letters changed over step over a row, so the row before leads somewhere too.
        let near = |row: &[u8]| row.iter().any(|away| *away <= self.edits);
        !state.lost && (near(&state.row) || state.before.as_ref().is_some_and(|(before, _)| near(before)))
    }

    fn accept(&self, state: &Read, byte: u8) -> Read {
        let mut next = state.clone();
        next.part.push(byte);
        match std::str::from_utf8(&next.part) {
            Ok(text) => match text.chars().next() {
                Some(letter) => self.read(state, letter),
                None => next,
            },
            Err(error) if error.error_len().is_none() => next,
            Err(_) => Read { lost: true, ..next },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn takes(word: &str, edits: u8, other: &str) -> bool {
        let automaton = Nearly::new(word, edits);
        let mut state = automaton.start();
        for byte in other.bytes() {
            if !automaton.can_match(&state) {
                return false;
            }
            state = automaton.accept(&state, byte);
        }
        automaton.is_match(&state)
    }

    #[test]
    fn letters_wrong_missing_too_many_or_changed_over_are_one_edit() {
        for other in ["school", "scool", "schoool", "schopl", "shcool"] {
            assert!(takes("school", 1, other), "{other}");
        }
        assert!(!takes("school", 1, "scol"));
        assert!(takes("école", 1, "ecole"));
    }

    proptest! {
        #[test]
        fn nearness_is_what_counting_edits_says(word in "[abé日]{0,6}", other in "[abé日]{0,6}", edits in 0u8..3) {
            let distance = strsim::osa_distance(&word, &other);
            prop_assert_eq!(takes(&word, edits, &other), distance <= usize::from(edits), "{} {}", word, other);
        }
    }
}
