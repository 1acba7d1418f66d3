//! Who has a word that begins with one letter, and with two: nearly every entry, so that these are the dearest queries. The
//! sets are made of a segment once, in the background; until then the words that begin so are read one after the other.

use tantivy::DocId;
use tantivy::schema::Field;

use super::bits::{Bits, Docs};
use super::tokens::written_without_spaces;
use super::view::{Part, Values};

/// Beginnings of so many letters, and of fewer.
pub(super) const LETTERS: usize = 2;

/// The documents of a segment by the first letters of their words.
pub(crate) struct Letters {
    body: Values,
    title: Values,
}

impl Letters {
    /// # Errors
    /// Those of the index.
    pub(super) fn of(part: &Part) -> tantivy::Result<Self> {
        Ok(Self { body: begun(part, part.fields.folded)?, title: begun(part, part.fields.title)? })
    }
}

impl Part {
    /// The documents that have a word that begins with one letter or two, each once.
    ///
    /// # Errors
    /// Those of the index.
    pub(super) fn begun(&self, field: Field, letters: &str, found: impl FnMut(DocId)) -> tantivy::Result<()> {
        if let Some(known) = self.known_letters() {
            let values = if field == self.fields.title { &known.title } else { &known.body };
            if let Some(docs) = values.get(letters) {
                docs.each(found);
            }
            return Ok(());
        }
        let mut docs = Bits::none(self.size());
        self.beginning(field, letters, |doc, _| docs.insert(doc))?;
        docs.each(found);
        Ok(())
    }
}

/// A set that grows while the words are read that begin so.
struct Growing {
    letters: String,
    docs: Bits,
}

fn begun(part: &Part, field: Field) -> tantivy::Result<Values> {
    let mut done: Vec<(String, Docs)> = Vec::new();
    let mut growing: [Option<Growing>; LETTERS] = Default::default();
    part.each_word(field, |word, docs| {
        // One character of a script without spaces begins nothing.
        if word.chars().next().is_none_or(written_without_spaces) {
            return;
        }
        let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8());
        for (end, place) in ends.zip(&mut growing) {
            let letters = &word[..end];
            if place.as_ref().is_none_or(|growing| growing.letters != letters) {
                let next = Growing { letters: letters.to_owned(), docs: Bits::none(part.size()) };
                done.extend(place.replace(next).map(Growing::done));
            }
            if let Some(growing) = place {
                docs.iter().for_each(|doc| growing.docs.insert(*doc));
            }
        }
    })?;
    done.extend(growing.into_iter().flatten().map(Growing::done));
    Ok(Values::of(done))
}

impl Growing {
    fn done(self) -> (String, Docs) {
        (self.letters, self.docs.into())
    }
}
