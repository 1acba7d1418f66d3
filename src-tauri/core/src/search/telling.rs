//! The telling words of a text: those that set it apart from the rest of the journal, by how often they stand in it and
//! how few entries have them (tf-idf). Words that join others together ("the", "because") tell nothing.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use tantivy::query::{EnableScoring, PhraseQuery, Query};
use tantivy::{DocId, DocSet, TERMINATED, Term};

use super::Published;
use super::doc::{Stems, stemmed_language};
use super::index::Fields;
use super::tokens::{Token, tokens};
use super::view::{Part, View};
use crate::error::Result;
use crate::text::fold;

/// Words of a text that are read: what a text is about stands in its first pages.
pub(super) const READ_WORDS: usize = 3_000;
/// Bytes of a text that are read.
const READ_BYTES: usize = 60_000;

/// Words that join others together, by language; our own lists. Other languages go by how common a word is.
static STOP: LazyLock<HashMap<&str, HashSet<String>>> = LazyLock::new(|| {
    let list = |text: &str| text.split_whitespace().map(fold).collect();
    HashMap::from([
        ("en", list(include_str!("stop/en.txt"))),
        ("nl", list(include_str!("stop/nl.txt"))),
        ("de", list(include_str!("stop/de.txt"))),
    ])
});

/// Whether a word is on the list of those that tell nothing; only some languages have one.
pub(super) fn tells_nothing(language: &str, word: &str) -> bool {
    STOP.get(language).is_some_and(|list| list.contains(word))
}

/// What is compared of a word.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    /// Its stem, in a language that has stems.
    Stem(String),
    /// The folded word.
    Word(String),
    /// Two neighbours of a script without spaces: one character alone says too little.
    Pair(String, String),
}

/// One word of a text, however often it stands there.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) key: Key,
    /// As it is written in the text; without a capital where it stands so anywhere.
    pub(super) written: String,
    /// Its folded forms in the text: how it is found in an entry too short to tell its language, which has no stems.
    pub(super) forms: Vec<String>,
    pub(super) times: u32,
}

/// Forms of one word that are kept.
const FORMS: usize = 4;

/// The beginning of a text, as much of it as is read.
pub(super) fn beginning(text: &str) -> &str {
    if text.len() <= READ_BYTES {
        return text;
    }
    let end = (0..=READ_BYTES).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..end]
}

/// The keys of a row of words in a language; none for words that tell nothing.
fn keys<'t>(row: &'t [Token], language: Option<&str>, stems: &mut Stems) -> Vec<(Key, &'t Token, &'t Token)> {
    let two = language.map(|language| language.split('-').next().unwrap_or_default());
    let stemmed = language.and_then(stemmed_language);
    let mut out = Vec::with_capacity(row.len());
    for (at, token) in row.iter().enumerate() {
        if token.single {
            if let Some(next) = row.get(at + 1).filter(|next| next.single && next.start == token.end) {
                out.push((Key::Pair(token.folded.clone(), next.folded.clone()), token, next));
            }
        } else if tells(token, two) {
            let stem = stemmed.and_then(|language| stems.of(language, token));
            out.push((stem.map_or_else(|| Key::Word(token.folded.clone()), Key::Stem), token, token));
        }
    }
    out
}

fn tells(token: &Token, language: Option<&str>) -> bool {
    let letters = token.folded.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 || token.folded.chars().count() < 2 {
        return false;
    }
    let plain = token.folded.replace('’', "'");
    match language.and_then(|language| STOP.get(language)) {
        Some(list) => !list.contains(&plain),
        // Too short to tell its language, or one without a list: no word of any list is worth keeping.
        None => !STOP.values().any(|list| list.contains(&plain)),
    }
}

/// The different words of some texts (title, body, names), in the order they come up.
pub(super) fn words<'t>(
    texts: impl IntoIterator<Item = &'t str>,
    language: Option<&str>,
    stems: &mut Stems,
) -> Vec<Word> {
    let mut at: HashMap<Key, usize> = HashMap::new();
    let mut out: Vec<Word> = Vec::new();
    let mut left = READ_WORDS;
    for text in texts {
        let text = beginning(text);
        let mut row = tokens(text);
        row.truncate(left);
        left -= row.len();
        for (key, first, last) in keys(&row, language, stems) {
            let written = &text[first.start..last.end];
            match at.get(&key) {
                Some(known) => {
                    let word = &mut out[*known];
                    word.times += 1;
                    if word.forms.len() < FORMS && !word.forms.contains(&first.folded) {
                        word.forms.push(first.folded.clone());
                    }
                    if word.written.starts_with(char::is_uppercase) && !written.starts_with(char::is_uppercase) {
                        written.clone_into(&mut word.written);
                    }
                }
                None => {
                    at.insert(key.clone(), out.len());
                    let forms = if first.single { Vec::new() } else { vec![first.folded.clone()] };
                    out.push(Word { key, written: written.to_owned(), forms, times: 1 });
                }
            }
        }
    }
    out
}

/// Where each word of a text stands among its words, by stem and by form.
pub(super) struct Places<'w> {
    keys: HashMap<&'w Key, usize>,
    forms: HashMap<&'w str, usize>,
}

impl<'w> Places<'w> {
    pub(super) fn of_words(words: &'w [Word]) -> Self {
        let all = || words.iter().enumerate();
        Self {
            keys: all().map(|(at, word)| (&word.key, at)).collect(),
            forms: all().flat_map(|(at, word)| word.forms.iter().map(move |form| (form.as_str(), at))).collect(),
        }
    }

    /// Which of the words another text has.
    pub(super) fn of(&self, row: &[Token], language: Option<&str>, stems: &mut Stems) -> HashSet<usize> {
        let by_key = keys(row, language, stems).into_iter().filter_map(|(key, ..)| self.keys.get(&key).copied());
        let by_form = row.iter().filter_map(|token| self.forms.get(token.folded.as_str()).copied());
        by_key.chain(by_form).collect()
    }
}

/// In how many entries of the index a word stands, at least.
pub(super) fn frequency(index: &Published, word: &Word) -> Result<u64> {
    let view = &index.view;
    let frequencies = terms(&view.fields, word).into_iter().map(|term| view.frequency(&term));
    let frequencies: Vec<u64> = frequencies.collect::<tantivy::Result<_>>()?;
    let frequency = match &word.key {
        Key::Pair(..) => frequencies.into_iter().min(),
        _ => frequencies.into_iter().max(),
    };
    Ok(frequency.unwrap_or_default())
}

/// The documents of a segment that have a word: its stem, or one of its forms. One may be named twice.
pub(super) fn each_with(view: &View, part: &Part, word: &Word, mut found: impl FnMut(DocId)) -> tantivy::Result<()> {
    let terms = terms(&view.fields, word);
    if let Key::Pair(..) = &word.key {
        let weight = PhraseQuery::new(terms).weight(EnableScoring::disabled_from_searcher(&view.searcher))?;
        let mut scorer = weight.scorer(&part.reader, 1.0)?;
        while scorer.doc() != TERMINATED {
            found(scorer.doc());
            scorer.advance();
        }
        return Ok(());
    }
    terms.iter().try_for_each(|term| part.docs(term, &mut found))
}

/// The terms a word is found by: all of them of a pair, any of them of another.
fn terms(fields: &Fields, word: &Word) -> Vec<Term> {
    let folded = |word: &str| Term::from_field_text(fields.folded, word);
    match &word.key {
        Key::Pair(first, second) => vec![folded(first), folded(second)],
        Key::Word(_) => word.forms.iter().map(|form| folded(form)).collect(),
        Key::Stem(stem) => {
            let mut terms: Vec<Term> = word.forms.iter().map(|form| folded(form)).collect();
            terms.push(Term::from_field_text(fields.stem, stem));
            // A word that is its own stem is not written down as one.
            if !word.forms.contains(stem) {
                terms.push(folded(stem));
            }
            terms
        }
    }
}

/// How much a word sets an entry apart, where it stands in `have` of `all` entries.
pub(super) fn rarity(have: u64, all: u64) -> f32 {
    let (have, all) = (have.min(all) as f32, all as f32);
    (1.0 + (all - have + 0.5) / (have + 0.5)).ln()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn written(text: &str, language: Option<&str>) -> Vec<String> {
        words([text], language, &mut Stems::default()).into_iter().map(|word| word.written).collect()
    }

    #[test]
    fn words_that_join_others_tell_nothing_and_inflections_are_one_word() {
        let found = written("Waiting: I wait, because she didn’t wait for the 3 silences. Silence!", Some("en"));
        assert_eq!(found, ["wait", "silences"]);
        assert_eq!(
            written("Ich habe die Stille für die Schüler nicht ausgehalten", Some("de")),
            ["Stille", "Schüler", "ausgehalten"]
        );
        assert_eq!(written("Ik heb de stilte niet volgehouden", Some("nl")), ["stilte", "volgehouden"]);
    }

    #[test]
    fn a_text_too_short_to_tell_its_language_keeps_no_joining_word() {
        assert_eq!(written("the stilte und Ruhe", None), ["stilte", "Ruhe"]);
    }

    #[test]
    fn scripts_without_spaces_are_compared_by_pairs() {
        assert_eq!(written("学校工作。学校", Some("zh")), ["学校", "校工", "工作"]);
    }

    #[test]
    fn a_long_text_is_read_from_its_beginning_and_never_cut_inside_a_letter() {
        let long = "é".repeat(READ_BYTES);
        assert!(beginning(&long).len() <= READ_BYTES);
        let many: String = (0..100_000).map(|number| format!("w{number} ")).collect();
        assert!(words([many.as_str()], Some("en"), &mut Stems::default()).len() <= READ_WORDS);
    }

    #[test]
    fn the_fewer_entries_have_a_word_the_more_it_weighs() {
        assert!(rarity(1, 100) > rarity(10, 100));
        assert!(rarity(10, 100) > rarity(100, 100));
        assert!(rarity(5, 3) >= 0.0);
    }
}
