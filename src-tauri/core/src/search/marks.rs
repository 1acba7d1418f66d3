//! What an entry is found by besides its words, in one field of the index: a letter for the kind, and the value. A field
//! each would be a list of values each, and making one takes longer than reading an entry.

use super::doc::{Doc, stemmed_language};
use super::facets::FACETS;

/// What a value says of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Its place among [`FACETS`].
    Facet(usize),
    Flag,
    /// In which it is stemmed.
    Language,
}

/// Letters of facets come from here on; there are fewer than 24 of them.
const FIRST: u8 = b'a';
const FLAG: char = 'y';
const LANGUAGE: char = 'z';

/// The marks of an entry, as the index has them.
pub(super) fn marks(doc: &Doc) -> Vec<String> {
    let mut out = Vec::new();
    for (letter, values) in (FIRST..).zip(&doc.facets) {
        out.extend(values.iter().map(|value| format!("{}{value}", char::from(letter))));
    }
    out.extend(doc.flags.iter().map(|flag| format!("{FLAG}{flag}")));
    let language = doc.language.as_deref().and_then(stemmed_language);
    out.extend(language.map(|language| format!("{LANGUAGE}{language}")));
    out
}

/// What a mark says, and the value.
pub(super) fn read(mark: &str) -> Option<(Mark, &str)> {
    let letter = mark.chars().next()?;
    let kind = match letter {
        FLAG => Mark::Flag,
        LANGUAGE => Mark::Language,
        letter => {
            let at = u8::try_from(letter).ok()?.checked_sub(FIRST).map(usize::from);
            Mark::Facet(at.filter(|at| *at < FACETS.len())?)
        }
    };
    Some((kind, &mark[letter.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::EntryId;

    #[test]
    fn marks_are_read_as_they_were_written_and_none_is_taken_for_another() {
        let mut doc = Doc {
            id: EntryId::new(),
            stamp: 1,
            row: 1,
            title: Vec::new(),
            parts: Vec::new(),
            language: Some("nl".into()),
            facets: std::array::from_fn(|at| vec![format!("é {at}")]),
            flags: vec!["is:draft", "has:tag"],
            due: None,
            first_day: 0,
            last_day: 0,
        };
        doc.facets[0].push(String::new());
        let written = marks(&doc);
        let read: Vec<_> = written.iter().filter_map(|mark| read(mark)).collect();
        assert_eq!(read.len(), FACETS.len() + 4);
        for (at, values) in doc.facets.iter().enumerate() {
            let of = |(kind, value): &(Mark, &str)| (*kind == Mark::Facet(at)).then(|| (*value).to_owned());
            assert_eq!(read.iter().filter_map(of).collect::<Vec<_>>(), *values);
        }
        assert_eq!(
            &read[read.len() - 3..],
            [(Mark::Flag, "is:draft"), (Mark::Flag, "has:tag"), (Mark::Language, "nl")]
        );
        assert!(FACETS.len() < usize::from(b'y' - FIRST));
        assert_eq!([super::read(""), super::read("xunknown"), super::read("é")], [None, None, None]);
    }
}
