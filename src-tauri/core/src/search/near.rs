//! Words that are spelled nearly so, from the words of the index: letters wrong, missing, too many, or two changed over.
//! The words of a segment are kept in memory once this was asked of it, each with the set of its letters: an edit changes
//! that by two of them at most, so that nearly all words are passed over by counting bits.

use std::collections::BTreeSet;

use super::overlay::Waiting;
use super::run::Asker;
use super::sync::guarded;
use super::view::Part;
use super::{doc, store};
use crate::entries;
use crate::error::Result;

/// The words of a segment: those of as many letters side by side.
pub(crate) struct Vocabulary {
    text: String,
    /// Where each word begins in the text, and the end of the last.
    places: Vec<usize>,
    /// The letters of each, see [`letters`].
    letters: Vec<u64>,
    /// By so many letters, the number of the first word that has them or more.
    lengths: Vec<usize>,
}

impl Vocabulary {
    /// The words of a segment, from its list of them.
    ///
    /// # Errors
    /// Those of the index.
    pub(super) fn of(part: &Part) -> tantivy::Result<Self> {
        let index = part.reader.inverted_index(part.fields.folded)?;
        let mut terms = index.terms().stream()?;
        let mut words = String::new();
        let mut ends = Vec::new();
        while terms.advance() {
            if let Ok(word) = std::str::from_utf8(terms.key()) {
                words.push_str(word);
                ends.push(words.len());
            }
        }
        let begins = std::iter::once(0).chain(ends.iter().copied());
        Ok(Self::of_words(begins.zip(&ends).filter_map(|(from, to)| words.get(from..*to)).collect()))
    }

    fn of_words(words: Vec<&str>) -> Self {
        let mut words: Vec<(usize, &str)> = words.into_iter().map(|word| (word.chars().count(), word)).collect();
        words.sort_by_key(|(length, _)| *length);
        let mut made = Self {
            text: String::with_capacity(words.iter().map(|(_, word)| word.len()).sum()),
            places: Vec::with_capacity(words.len() + 1),
            letters: Vec::with_capacity(words.len()),
            lengths: Vec::new(),
        };
        for (number, (length, word)) in words.into_iter().enumerate() {
            made.lengths.resize(made.lengths.len().max(length + 1), number);
            made.places.push(made.text.len());
            made.text.push_str(word);
            made.letters.push(letters(word));
        }
        made.places.push(made.text.len());
        made
    }

    /// The number of the first word that has so many letters or more.
    fn first_of(&self, length: usize) -> usize {
        self.lengths.get(length).copied().unwrap_or(self.letters.len())
    }

    /// Names every word that ends with one and has so many letters or more.
    pub(super) fn ending(&self, end: &str, least: usize, mut found: impl FnMut(&str)) {
        let (set, from) = (letters(end), self.first_of(least));
        let sets = self.letters.get(from..).unwrap_or_default();
        for (number, _) in (from..).zip(sets).filter(|(_, other)| set & **other == set) {
            let Some([start, stop]) = self.places.get(number..number + 2) else { continue };
            let word = &self.text[*start..*stop];
            if word.ends_with(end) {
                found(word);
            }
        }
    }

    /// Names every word that is at most `edits` letters away from one, and how many.
    pub(super) fn near(&self, word: &str, edits: usize, mut found: impl FnMut(usize, &str)) {
        let (wanted, set): (Vec<char>, u64) = (word.chars().collect(), letters(word));
        let mut apart = Apart::of(wanted, edits);
        let (from, to) = (apart.word.len().saturating_sub(edits), apart.word.len() + edits + 1);
        let from = self.first_of(from);
        let sets = self.letters.get(from..self.first_of(to)).unwrap_or_default();
        for (number, _) in (from..).zip(sets).filter(|(_, other)| (set ^ **other).count_ones() as usize <= 2 * edits) {
            let Some([start, end]) = self.places.get(number..number + 2) else { continue };
            let other = &self.text[*start..*end];
            if let Some(distance) = apart.from(other) {
                found(distance, other);
            }
        }
    }
}

impl Asker<'_, '_> {
    /// Words of the journal that are spelled nearly so, and by how many letters they differ, those that differ least first;
    /// some may stand in no entry any more.
    pub(super) fn near_spelled(&mut self, word: &str, edits: usize) -> Result<BTreeSet<(usize, String)>> {
        let mut found = BTreeSet::new();
        let known = self.each_vocabulary(|words| {
            words.near(word, edits, |far, other| {
                found.insert((far, other.to_owned()));
            });
        })?;
        if !known {
            self.each_word(|other| {
                let far = strsim::osa_distance(other, word);
                if far <= edits {
                    found.insert((far, other.to_owned()));
                }
            })?;
        }
        Ok(found)
    }

    /// Words of the journal that end with one and have so many letters or more; some may stand in no entry any more.
    pub(super) fn words_ending(&mut self, end: &str, least: usize) -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        let mut keep = |word: &str| {
            found.insert(word.to_owned());
        };
        if !self.each_vocabulary(|words| words.ending(end, least, &mut keep))? {
            self.each_word(|word| {
                if word.ends_with(end) && word.chars().count() >= least {
                    keep(word);
                }
            })?;
        }
        Ok(found)
    }

    /// Names the words of each segment; false where there is no index.
    fn each_vocabulary(&mut self, mut found: impl FnMut(&Vocabulary)) -> Result<bool> {
        let Some((search, published)) = self.search.and_then(|search| Some((search, search.published()?))) else {
            return Ok(false);
        };
        let waiting = Waiting::of(self.tx, search, &published.view, &mut self.stems)?;
        let layers = waiting.layers.iter().flatten().map(|layer| &*layer.view);
        for part in std::iter::once(&published.view).chain(layers).flat_map(|view| &view.parts) {
            found(&*guarded(|| Ok(part.vocabulary()?))?);
        }
        Ok(true)
    }

    /// Names every word of every entry, read straight through.
    fn each_word(&mut self, mut found: impl FnMut(&str)) -> Result<()> {
        for id in entries::store::ids(self.tx)? {
            let words = store::doc(self.tx, id)?.into_iter().flat_map(|doc: doc::Doc| doc.parts).flatten();
            words.for_each(|token| found(&token.folded));
        }
        Ok(())
    }
}

/// A bit for each letter of a word; some letters of rare scripts share one.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, letter| set | 1 << (u32::from(letter) % 64))
}

/// How many edits words are from one.
struct Apart {
    word: Vec<char>,
    most: usize,
    other: Vec<char>,
    /// How far each beginning of the word is from what was read of the other: now, a letter before, and two.
    rows: [Vec<usize>; 3],
}

impl Apart {
    fn of(word: Vec<char>, most: usize) -> Self {
        Self { word, most, other: Vec::new(), rows: Default::default() }
    }

    /// None where it is further away than is looked for.
    fn from(&mut self, other: &str) -> Option<usize> {
        self.other.clear();
        self.other.extend(other.chars());
        let same = self.word.iter().zip(&self.other).take_while(|(one, other)| one == other).count();
        let (word, other) = (&self.word[same..], &self.other[same..]);
        let same = word.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
        let (word, other) = (&word[..word.len() - same], &other[..other.len() - same]);
        let [now, before, older] = &mut self.rows;
        before.clear();
        before.extend(0..=word.len());
        let mut last = None;
        for (read, letter) in other.iter().enumerate() {
            now.clear();
            now.push(read + 1);
            for (at, wanted) in word.iter().enumerate() {
                let mut least = (before[at] + usize::from(wanted != letter)).min(before[at + 1] + 1).min(now[at] + 1);
                if at > 0 && last == Some(wanted) && word[at - 1] == *letter {
                    least = least.min(older[at - 1] + 1);
                }
                now.push(least);
            }
            // Letters changed over step over a row, so the row before leads somewhere too.
            if now.iter().all(|far| *far > self.most) && before.iter().all(|far| *far >= self.most) {
                return None;
            }
            std::mem::swap(older, before);
            std::mem::swap(before, now);
            last = Some(letter);
        }
        before.last().copied().filter(|far| *far <= self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(words: &[&str], word: &str, edits: usize) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        Vocabulary::of_words(words.to_vec()).near(word, edits, |far, word| found.push((far, word.to_owned())));
        found.sort();
        found
    }

    #[test]
    fn letters_wrong_missing_too_many_or_changed_over_are_one_edit() {
        let words = ["school", "scool", "schoool", "schopl", "shcool"];
        assert_eq!(near(&words, "school", 1).iter().map(|(far, _)| *far).collect::<Vec<_>>(), [0, 1, 1, 1, 1]);
        assert_eq!(near(&["scol"], "school", 1), []);
        assert_eq!(near(&["ecole", "e"], "école", 1), [(1, "ecole".to_owned())]);
        assert_eq!(near(&[], "school", 2), []);
    }

    #[test]
    fn a_word_ends_longer_ones_of_enough_letters() {
        let words =
            Vocabulary::of_words(vec!["sitzung", "teamsitzung", "ansitzung", "sitzungen", "überraschungssitzung"]);
        let mut found = Vec::new();
        words.ending("sitzung", 10, |word| found.push(word.to_owned()));
        assert_eq!(found, ["teamsitzung", "überraschungssitzung"]);
    }

    proptest! {
        #[test]
        fn nearness_is_what_counting_edits_says(
            words in proptest::collection::btree_set("[abcdé日]{0,7}", 0..40),
            word in "[abcdé日]{0,7}",
            edits in 0usize..3,
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let mut expected: Vec<(usize, String)> = words
                .iter()
                .map(|other| (strsim::osa_distance(&word, other), (*other).to_owned()))
                .filter(|(far, _)| *far <= edits)
                .collect();
            expected.sort();
            prop_assert_eq!(near(&words, &word, edits), expected);
        }
    }
}
