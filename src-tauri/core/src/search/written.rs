//! An entry as the index has it: its words, field by field, joined by spaces. Most words are plain letters of ASCII, and go
//! there from the text without a string of their own; everything else goes by [`super::tokens`].

use super::doc::{Doc, Seen, Stems, stemmed_language};
use super::index::marked;
use super::tokens::{Token, each_word, token_at};
use super::words::GAP;

/// An entry as the index has it.
pub(crate) struct Written {
    /// Without its words.
    pub(crate) doc: Doc,
    pub(crate) joins: Joins,
}

impl Written {
    pub(crate) fn of(seen: &Seen<'_>, stems: &mut Stems) -> Self {
        let doc = Doc::without_words(seen);
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
        joins
    }

    /// The same from the texts themselves.
    pub(super) fn of_texts(title: &str, parts: &[impl AsRef<str>], language: Option<&str>, stems: &mut Stems) -> Self {
        let language = language.and_then(stemmed_language);
        let bytes: usize = parts.iter().map(|part| part.as_ref().len() + 4).sum();
        let stems_of = if language.is_some() { bytes / 2 } else { 0 };
        let mut joins =
            Self { folded: String::with_capacity(bytes), stem: String::with_capacity(stems_of), ..Self::default() };
        for text in parts.iter().map(AsRef::as_ref) {
            each_word(text, |start, end, single| {
                let form = &text[start..end];
                if !form.is_ascii() {
                    let token = token_at(text, start, end, single);
                    joins.add(&token, language, stems);
                    return;
                }
                let word = join_lower(&mut joins.folded, form);
                let stem = language.and_then(|language| stems.of_form(language, word));
                if let Some(stem) = stem.filter(|stem| *stem != word) {
                    join(&mut joins.stem, stem);
                }
            });
            joins.end_part();
        }
        each_word(title, |start, end, single| {
            let token = token_at(title, start, end, single);
            join(&mut joins.title, &token.folded);
        });
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

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;
    use crate::id::EntryId;
    use proptest::prelude::*;

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
                row: 1,
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
        }
    }
}
