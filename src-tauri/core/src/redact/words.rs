//! The words of a reading, and where its sentences begin.

use std::ops::Range;

use super::Form;
use super::lists;
use super::reading::{Letter, Reading};

/// A run of letters; of words run together (`JamalHart`) each begins at a capital.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) letters: Range<usize>,
    /// Its first letter is a capital.
    pub(super) capital: bool,
    /// All its letters are.
    pub(super) capitals: bool,
    /// It begins a sentence, a line, a cell.
    pub(super) starts: bool,
    /// It is run together with the word before.
    pub(super) joined: bool,
    pub(super) form: Form,
}

/// A language that the lists know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    En,
    Nl,
    De,
}

/// A reading with its words.
pub(super) struct Read {
    pub(super) reading: Reading,
    /// The folded letters as one text.
    text: String,
    /// For each letter, and behind the last, its place in that text.
    offsets: Vec<u32>,
    pub(super) words: Vec<Word>,
    pub(super) language: Language,
}

impl Read {
    pub(super) fn of(text: &str, form: Form) -> Self {
        let reading = Reading::of(text, form);
        let mut folded = String::with_capacity(reading.letters.len());
        let mut offsets = Vec::with_capacity(reading.letters.len() + 1);
        for letter in &reading.letters {
            offsets.push(u32::try_from(folded.len()).unwrap_or(u32::MAX));
            folded.push(letter.c);
        }
        offsets.push(u32::try_from(folded.len()).unwrap_or(u32::MAX));
        let words = words(&reading);
        let mut read = Self { reading, text: folded, offsets, words, language: Language::En };
        read.language = read.guess();
        read
    }

    /// The letter at an index; an edge outside.
    pub(super) fn c(&self, index: usize) -> char {
        self.reading.letters.get(index).map_or('\n', |letter| letter.c)
    }

    /// The letter before an index; an edge before the first.
    pub(super) fn before(&self, index: usize) -> char {
        index.checked_sub(1).map_or('\n', |index| self.c(index))
    }

    /// Whether markup stands in front of a letter: what is glued together there need not be one word.
    pub(super) fn seam(&self, index: usize) -> bool {
        match (
            index.checked_sub(1).and_then(|before| self.reading.letters.get(before)),
            self.reading.letters.get(index),
        ) {
            (Some(before), Some(letter)) => letter.at > before.end,
            _ => true,
        }
    }

    pub(super) fn upper(&self, index: usize) -> bool {
        self.reading.letters.get(index).is_some_and(|letter| letter.upper)
    }

    pub(super) fn letters(&self) -> &[Letter] {
        &self.reading.letters
    }

    /// Folded letters as text.
    pub(super) fn text(&self, letters: Range<usize>) -> &str {
        let place = |index: usize| self.offsets.get(index).map_or(self.text.len(), |at| *at as usize);
        self.text.get(place(letters.start)..place(letters.end)).unwrap_or_default()
    }

    /// All of it.
    pub(super) fn all(&self) -> &str {
        &self.text
    }

    /// The letter at a byte of [`Read::all`].
    pub(super) fn letter_at(&self, byte: usize) -> usize {
        let byte = u32::try_from(byte).unwrap_or(u32::MAX);
        self.offsets.partition_point(|at| *at < byte)
    }

    /// A word, folded.
    pub(super) fn word(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| self.text(word.letters.clone()))
    }

    /// The words that are run together with this one, it included.
    pub(super) fn run(&self, index: usize) -> Range<usize> {
        let joined = |index: usize| self.words.get(index).is_some_and(|word| word.joined);
        let mut start = index;
        while start > 0 && joined(start) {
            start -= 1;
        }
        let mut end = index + 1;
        while joined(end) {
            end += 1;
        }
        start..end
    }

    /// The letters of several words, with what stands between.
    pub(super) fn span(&self, words: Range<usize>) -> Range<usize> {
        match (self.words.get(words.start), words.end.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) => first.letters.start..last.letters.end,
            _ => 0..0,
        }
    }

    /// The index of the first word that begins at a letter or behind it.
    pub(super) fn word_from(&self, letter: usize) -> usize {
        self.words.partition_point(|word| word.letters.start < letter)
    }

    /// By the small words that no other of the three languages uses.
    fn guess(&self) -> Language {
        let mut seen = [0u32; 3];
        for index in 0..self.words.len() {
            match lists::tells(self.word(index)) {
                Some(Language::En) => seen[0] += 1,
                Some(Language::Nl) => seen[1] += 1,
                Some(Language::De) => seen[2] += 1,
                None => {}
            }
        }
        match seen {
            [en, nl, de] if de > en && de > nl => Language::De,
            [en, nl, _] if nl > en => Language::Nl,
            _ => Language::En,
        }
    }
}

fn words(reading: &Reading) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(reading.letters.len() / 5);
    for part in &reading.parts {
        let mut fresh = true;
        let mut index = part.letters.start;
        while index < part.letters.end {
            let Some(letter) = reading.letters.get(index) else { break };
            if !letter.c.is_alphabetic() {
                fresh = begins(reading, part.letters.start, index, fresh, &words);
                index += 1;
                continue;
            }
            let start = index;
            let mut camel = Vec::new();
            index += 1;
            while let Some(next) =
                reading.letters.get(index).filter(|next| index < part.letters.end && next.c.is_alphabetic())
            {
                let before = reading.letters.get(index - 1);
                if next.upper && before.is_some_and(|before| !before.upper) {
                    camel.push(index);
                }
                index += 1;
            }
            camel.push(index);
            let mut from = start;
            for (nth, to) in camel.into_iter().enumerate() {
                let own = reading.letters.get(from..to).unwrap_or_default();
                words.push(Word {
                    letters: from..to,
                    capital: own.first().is_some_and(|letter| letter.upper),
                    capitals: own.len() > 1 && own.iter().all(|letter| letter.upper),
                    starts: fresh && nth == 0,
                    joined: nth > 0,
                    form: part.form,
                });
                from = to;
            }
            fresh = false;
        }
    }
    words
}

/// Whether a sentence begins behind this sign.
fn begins(reading: &Reading, first: usize, index: usize, fresh: bool, words: &[Word]) -> bool {
    let c = reading.letters.get(index).map_or('\n', |letter| letter.c);
    match c {
        '\n' | '!' | '?' | ':' | '…' | '•' | '。' | '！' | '？' => true,
        '.' => {
            let Some(word) = words.last().filter(|word| word.letters.end == index && word.letters.start >= first)
            else {
                return true;
            };
            let short = word.letters.len() == 1 && word.capital;
            let text: String =
                reading.letters.get(word.letters.clone()).unwrap_or_default().iter().map(|letter| letter.c).collect();
            !short && (fresh || !lists::is_abbreviation(&text))
        }
        // What opens after a beginning leaves it one; a number or a bracket within a sentence does not make one.
        ' ' | '"' | '\'' | '(' | '[' | '-' | '–' | '*' | '_' | '>' | '#' | '/' => fresh,
        c if c.is_numeric() => fresh,
        ')' | ']' => fresh,
        _ => fresh && !c.is_alphanumeric(),
    }
}

/// Days of the week, and what they are shortened to where that is no other word ("wed", "sat" and "sun" are).
pub(super) const WEEKDAYS: [&str; 29] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "mon",
    "tue",
    "tues",
    "thu",
    "thur",
    "thurs",
    "fri",
];
