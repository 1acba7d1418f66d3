//! All places of one entry where what was asked for stands, in its order.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;
use serde::{Deserialize, Serialize};

use super::ask::Parsed;
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
    let (body, hanging) = (text::plain(&entry.body), Hanging::of(tx, request.entry)?.texts);
    let found = |query: &Parsed| {
        let mut marker = Marker::of(query, entry.language.as_deref());
        let mut out = of_text(&body, &mut marker, true);
        out.extend(hanging.iter().flat_map(|text| of_text(text, &mut marker, false)));
        out.truncate(SHOWN);
        out
    };
    let out = found(&query);
    // As the answer did where no entry has the words of a quotation side by side.
    Ok(if out.is_empty() { query.loosened().map(|loose| found(&loose)).unwrap_or_default() } else { out })
}

fn of_text(text: &str, marker: &mut Marker<'_>, is_body: bool) -> Vec<FoundPassage> {
    let found = passage::windows(text, marker, if text.len() > text::RICH_LIMIT { SHOWN_OF_BOOK } else { SHOWN });
    if !is_body {
        return found.into_iter().map(|Window { passage, .. }| FoundPassage { passage, line: None, nth: 0 }).collect();
    }
    let places: Vec<usize> = found.iter().map(|window| window.first).collect();
    let lines: Vec<String> = places.iter().map(|first| line(text, *first)).collect();
    let before = before(text, &places, &lines);
    let parts = found.into_iter().zip(lines).zip(before);
    parts.map(|((Window { passage, .. }, line), nth)| FoundPassage { passage, line: Some(line), nth }).collect()
}

/// How often each line stands in a text before its place, folded; places in their order. The text is gone through once for
/// all of them.
fn before(text: &str, places: &[usize], lines: &[String]) -> Vec<u32> {
    let mut folded = String::with_capacity(text.len());
    let mut to = 0;
    let mut ends = Vec::with_capacity(places.len());
    for place in places {
        // Piece by piece: the folded parts put together are the folded whole.
        folded.push_str(&text::fold(text.get(to..*place).unwrap_or_default()));
        to = *place;
        ends.push(folded.len());
    }
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut number_of = |line: &String| {
        let next = numbers.len();
        *numbers.entry(text::fold(line)).or_insert(next)
    };
    let lines: Vec<usize> = lines.iter().map(&mut number_of).collect();
    let mut patterns = vec![String::new(); numbers.len()];
    for (line, number) in numbers {
        patterns[number] = line;
    }
    let Ok(searcher) = AhoCorasick::new(&patterns) else { return vec![0; lines.len()] };
    let mut found = searcher.find_overlapping_iter(&folded).filter(|found| !found.is_empty()).peekable();
    // Of each line where it ended last, since it does not count twice where it lies over itself, and how often that was.
    let mut counted = vec![(0, 0); patterns.len()];
    let mut out = Vec::with_capacity(lines.len());
    for (line, end) in lines.into_iter().zip(ends) {
        while let Some(one) = found.next_if(|one| one.end() <= end) {
            let (last, times) = &mut counted[one.pattern().as_usize()];
            if one.start() >= *last {
                (*last, *times) = (one.end(), *times + 1);
            }
        }
        out.push(counted[line].1);
    }
    out
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
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn lines_are_counted_as_if_the_text_before_each_place_were_searched_for_it(text in "[aAé ]{0,60}", at in prop::collection::vec((0usize..60, 0usize..5), 0..8)) {
            let chars: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut at: Vec<(usize, usize)> = at.into_iter().map(|(at, long)| (at.min(chars.len() - 1), long)).collect();
            at.sort_unstable();
            let places: Vec<usize> = at.iter().map(|(at, _)| chars[*at]).collect();
            let lines: Vec<String> = at.iter().map(|(at, long)| text[chars[*at]..chars[(at + long).min(chars.len() - 1)]].to_owned()).collect();
            let plainly = |(place, line): (&usize, &String)| match line.is_empty() {
                true => 0,
                false => u32::try_from(text::fold(&text[..*place]).matches(&text::fold(line)).count()).unwrap(),
            };
            let expected: Vec<u32> = places.iter().zip(&lines).map(plainly).collect();
            prop_assert_eq!(before(&text, &places, &lines), expected);
        }
    }
}
