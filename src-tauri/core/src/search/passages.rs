//! All places of one entry where what was asked for stands, in its order.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::hanging::Hanging;
use super::passage::{self, Marker, Window};
use super::run::understood;
use crate::entries;
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;
use crate::text;
use crate::versions::Piece;

/// Places shown of one entry, and of one that is as long as a book.
const SHOWN: usize = 1_000;
const SHOWN_OF_BOOK: usize = 100;
/// Characters by which a place is found again in the page.
const LINE: usize = 60;

/// An entry and a query.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct PassagesOf {
    /// The entry.
    pub entry: EntryId,
    /// As typed.
    pub query: String,
}

/// One place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct FoundPassage {
    /// What stands there, the words asked for marked.
    pub passage: Vec<Piece>,
    /// Words of the entry's text to go to; none where it stands in what hangs on the entry.
    pub line: Option<String>,
    /// How often these words stand in the text before this place, case and accents aside.
    pub nth: u32,
}

/// Every place of an entry that a query asks for, up to a thousand.
///
/// # Errors
/// `NotFound`, and those of the database.
pub fn passages(tx: &Tx<'_>, request: &PassagesOf) -> Result<Vec<FoundPassage>> {
    let query = understood(tx, &request.query)?;
    let entry = entries::store::find(tx, request.entry)?.ok_or(Error::NotFound("entry"))?;
    let mut marker = Marker::of(&query, entry.language.as_deref());
    let mut out = of_text(&text::plain(&entry.body), &mut marker, true);
    for text in Hanging::of(tx, request.entry)?.texts {
        out.extend(of_text(&text, &mut marker, false));
    }
    out.truncate(SHOWN);
    Ok(out)
}

fn of_text(text: &str, marker: &mut Marker<'_>, is_body: bool) -> Vec<FoundPassage> {
    let found = passage::windows(text, marker, if text.len() > text::RICH_LIMIT { SHOWN_OF_BOOK } else { SHOWN });
    let mut read = Read { text, to: 0, folded: String::with_capacity(text.len()), counted: HashMap::new() };
    found
        .into_iter()
        .map(|Window { passage, first }| {
            let line = is_body.then(|| line(text, first));
            let nth = line.as_ref().map_or(0, |line| read.before(first, line));
            FoundPassage { passage, line, nth }
        })
        .collect()
}

/// A text that is gone through once, to count how often lines stand in it before places that come one after the other.
struct Read<'t> {
    text: &'t str,
    to: usize,
    folded: String,
    /// Of each line how far it was counted, in folded letters, and how many times it stands there.
    counted: HashMap<String, (usize, u32)>,
}

impl Read<'_> {
    fn before(&mut self, place: usize, line: &str) -> u32 {
        // Letter by letter, so that the folded parts put together are the folded whole.
        self.folded.push_str(&text::fold(self.text.get(self.to..place).unwrap_or_default()));
        self.to = place;
        let line = text::fold(line);
        if line.is_empty() {
            return 0;
        }
        let (from, times) = self.counted.get(&line).copied().unwrap_or_default();
        let rest = self.folded.get(from..).unwrap_or_default();
        let last = rest.match_indices(&line).map(|(at, _)| from + at + line.len()).enumerate().last();
        let (from, times) =
            last.map_or((from, times), |(more, end)| (end, times + u32::try_from(more + 1).unwrap_or(0)));
        self.counted.insert(line, (from, times));
        times
    }
}

/// Words from a place on, to the end of their line or so.
fn line(text: &str, from: usize) -> String {
    let rest = text.get(from..).unwrap_or_default();
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let end = line.char_indices().nth(LINE).map_or(line.len(), |(at, _)| at);
    line[..end].trim_end().to_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    #[test]
    fn every_place_is_shown_once_with_the_words_to_find_it_by() {
        let text = format!("Anna asked.\nThen {}Anna and Anna left.", "nothing happened. ".repeat(60));
        let query = parse("anna ", Default::default());
        let found = of_text(&text, &mut Marker::of(&query, Some("en")), true);
        let lines: Vec<_> = found.iter().map(|one| one.line.clone().unwrap()).collect();
        assert_eq!(lines, ["Anna asked.", "Anna and Anna left."]);
        assert_eq!(found[1].passage.iter().filter(|piece| piece.hit).count(), 2);
        let long = "nothing happened at all on that day. ".repeat(12);
        let same = format!("It was silent.\n{long}\nIt was silent.\n{long}\nIt was silent.");
        let query = parse("silent ", Default::default());
        let found = of_text(&same, &mut Marker::of(&query, Some("en")), true);
        assert_eq!(found.iter().map(|one| one.nth).collect::<Vec<_>>(), [0, 1, 2]);
        assert!(of_text("nobody", &mut Marker::of(&query, None), false).is_empty());
    }
}
