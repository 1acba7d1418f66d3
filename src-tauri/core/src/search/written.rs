//! An entry as the index has it: its words, field by field, joined by spaces. Most words are plain letters of ASCII, and go
//! there from the text without a string of their own; everything else goes by [`super::tokens`].

use super::doc::{Doc, Seen, Stems, stemmed_language};
use super::index::{SHORT, marked};
use super::tokens::{Token, each_word, token_at};
use super::words::GAP;

/// An entry as the index has it.
pub(crate) struct Written {
    /// Without its words.
    pub(crate) doc: Doc,
    pub(crate) joins: Joins,
}

impl Written {
    pub(crate) fn of(seen: &Seen<'_>, stamp: i64, stems: &mut Stems) -> Self {
        let doc = Doc::without_words(seen, stamp);
        let joins = Joins::of_texts(&seen.entry.title, &seen.texts(), doc.language.as_deref(), stems);
        Self { doc, joins }
    }
}

/// The words of an entry, field by field, joined.
#[derive(Default)]
pub(crate) struct Joins {
    pub(crate) folded: String,
    pub(crate) spelled: String,
    pub(crate) stem: String,
    pub(crate) title: String,
    pub(crate) begins: String,
}

impl Joins {
    /// Word by word, as the plain reading has them: what [`Joins::of_texts`] is held against.
    pub(crate) fn of(doc: &Doc, stems: &mut Stems) -> Self {
        let language = doc.language.as_deref().and_then(stemmed_language);
        let mut joins = Self::default();
        for part in &doc.parts {
            part.iter().for_each(|token| joins.add(token, language, stems));
            joins.end_part();
        }
        for token in &doc.title {
            join(&mut joins.title, &token.folded);
        }
        for beginning in beginnings(doc.parts.iter().flatten()) {
            join(&mut joins.begins, beginning);
        }
        for beginning in beginnings(doc.title.iter()) {
            join(&mut joins.begins, &marked(beginning));
        }
        joins
    }

    /// The same from the texts themselves.
    pub(super) fn of_texts(title: &str, parts: &[impl AsRef<str>], language: Option<&str>, stems: &mut Stems) -> Self {
        let language = language.and_then(stemmed_language);
        let mut joins = Self::default();
        let mut begins = Begins::default();
        for text in parts.iter().map(AsRef::as_ref) {
            each_word(text, |start, end, single| {
                let form = &text[start..end];
                if !form.is_ascii() {
                    let token = token_at(text, start, end, single);
                    begins.add(&token);
                    joins.add(&token, language, stems);
                    return;
                }
                let word = join_lower(&mut joins.folded, form);
                begins.add_ascii(word.as_bytes());
                let stem = language.and_then(|language| stems.of_form(language, word));
                if let Some(stem) = stem.filter(|stem| *stem != word) {
                    join(&mut joins.stem, stem);
                }
            });
            joins.end_part();
        }
        begins.join(&mut joins.begins, "");
        let mut begins = Begins::default();
        each_word(title, |start, end, single| {
            let token = token_at(title, start, end, single);
            join(&mut joins.title, &token.folded);
            begins.add(&token);
        });
        begins.join(&mut joins.begins, &marked(""));
        joins
    }

    fn add(&mut self, token: &Token, language: Option<&'static str>, stems: &mut Stems) {
        join(&mut self.folded, &token.folded);
        let accented = token.exact != token.folded;
        if accented {
            join(&mut self.spelled, &token.exact);
            join(&mut self.spelled, &marked(&token.folded));
        }
        if let Some(stem) = language.and_then(|language| stems.known(language, token))
            && (accented || stem != token.folded)
        {
            join(&mut self.stem, stem);
        }
    }

    fn end_part(&mut self) {
        self.folded.push(' ');
        self.folded.push(GAP);
    }
}

fn join(joined: &mut String, word: &str) {
    if !joined.is_empty() {
        joined.push(' ');
    }
    joined.push_str(word);
}

/// The first letters of words, each once.
fn beginnings<'t>(words: impl Iterator<Item = &'t Token>) -> Vec<&'t str> {
    let mut out = Vec::new();
    for token in words.filter(|token| !token.single) {
        let ends = token.folded.char_indices().map(|(at, c)| at + c.len_utf8()).take(SHORT);
        out.extend(ends.filter_map(|end| token.folded.get(..end)));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Adds a word of ASCII in lower case, and lends it.
fn join_lower<'j>(joined: &'j mut String, word: &str) -> &'j str {
    if !joined.is_empty() {
        joined.push(' ');
    }
    let at = joined.len();
    joined.push_str(word);
    joined[at..].make_ascii_lowercase();
    &joined[at..]
}

/// The first letters of words, each once: a bit for each one and each two of ASCII, a list of the others.
struct Begins {
    one: u128,
    two: Box<[u128; 128]>,
    others: Vec<String>,
}

impl Default for Begins {
    fn default() -> Self {
        Self { one: 0, two: Box::new([0; 128]), others: Vec::new() }
    }
}

impl Begins {
    fn add(&mut self, token: &Token) {
        if token.single {
            return;
        }
        let ends = token.folded.char_indices().map(|(at, c)| at + c.len_utf8()).take(SHORT);
        for beginning in ends.filter_map(|end| token.folded.get(..end)) {
            if beginning.is_ascii() {
                self.add_ascii(beginning.as_bytes());
            } else {
                self.others.push(beginning.to_owned());
            }
        }
    }

    fn add_ascii(&mut self, word: &[u8]) {
        let Some(first) = word.first().filter(|byte| byte.is_ascii()) else { return };
        self.one |= 1 << first;
        if let Some(second) = word.get(1).filter(|byte| byte.is_ascii()) {
            self.two[usize::from(*first)] |= 1 << second;
        }
    }

    fn join(mut self, joined: &mut String, before: &str) {
        let letters = |bits: u128| (0u8..128).filter(move |byte| bits >> byte & 1 == 1);
        let mut add = |beginning: &[u8]| {
            if !joined.is_empty() {
                joined.push(' ');
            }
            joined.push_str(before);
            joined.extend(beginning.iter().copied().map(char::from));
        };
        for first in letters(self.one) {
            add(&[first]);
            letters(self.two[usize::from(first)]).for_each(|second| add(&[first, second]));
        }
        self.others.sort_unstable();
        self.others.dedup();
        for other in &self.others {
            join(joined, &format!("{before}{other}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;
    use crate::id::EntryId;
    use proptest::prelude::*;

    fn sorted(joined: &str) -> Vec<&str> {
        let mut words: Vec<&str> = joined.split(' ').collect();
        words.sort_unstable();
        words
    }

    proptest! {
        #[test]
        fn texts_are_joined_as_their_words_are(
            title in "[a-zA-Zéß学 '.]{0,20}",
            parts in proptest::collection::vec("([a-zA-Z0-9_'.éÉß学🙂ﷺ-]{1,8}[ ,.]{0,2}){0,12}", 0..4),
            language in proptest::option::of(proptest::sample::select(vec!["en", "de", "nl", "he", "xx"])),
        ) {
            let doc = Doc {
                id: EntryId::new(),
                stamp: 1,
                title: tokens(&title),
                parts: parts.iter().map(|part| tokens(part)).collect(),
                language: language.map(str::to_owned),
                facets: Default::default(),
                flags: Vec::new(),
                due: None,
                first_day: 0,
                last_day: 0,
            };
            let plain = Joins::of(&doc, &mut Stems::default());
            let quick = Joins::of_texts(&title, &parts, language, &mut Stems::default());
            prop_assert_eq!(&quick.folded, &plain.folded);
            prop_assert_eq!(&quick.spelled, &plain.spelled);
            prop_assert_eq!(&quick.stem, &plain.stem);
            prop_assert_eq!(&quick.title, &plain.title);
            prop_assert_eq!(sorted(&quick.begins), sorted(&plain.begins));
        }
    }
}
