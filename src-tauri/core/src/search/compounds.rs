//! A word that nobody wrote by itself, though it ends a longer one ("Besprechung" in "Hausaufgabenbesprechung"), or stands in one
//! piece where it was looked for in two, or the other way round ("homework", "home work").

use std::collections::BTreeSet;

use super::ask::{Kind, Parsed, Word};
use super::run::Asker;
use super::tokens::Token;
use crate::error::Result;

/// Shorter words end too many others by chance.
const SHORT: usize = 5;
/// Letters that stand before the end of a compound, at least: one or two are a prefix or a slip.
const BEFORE: usize = 3;
/// Compounds that are looked for instead of one word, and those that are counted to choose them.
const MANY: usize = 6;
const LOOKED_AT: usize = 16;
/// Letters of either part of a word that is cut in two, at least.
const PART: usize = 3;
/// Longer ones are no words.
const LONGEST: usize = 40;

/// The words of the journal that end with a word, those that most entries have first.
pub(super) fn ending_so(asker: &mut Asker<'_, '_>, token: &Token) -> Result<Vec<String>> {
    let letters = token.folded.chars().count();
    if letters < SHORT {
        return Ok(Vec::new());
    }
    let mut counted: Vec<(u32, String)> = Vec::new();
    for word in chosen(asker.words_ending(&token.folded, letters + BEFORE)?) {
        let many = having(asker, &word)?;
        if many > 0 {
            counted.push((many, word));
        }
    }
    counted.sort_by(|(one, first), (other, second)| other.cmp(one).then_with(|| first.cmp(second)));
    Ok(counted.into_iter().take(MANY).map(|(_, word)| word).collect())
}

/// The shortest: of them the word that was typed is the largest part.
fn chosen(words: BTreeSet<String>) -> Vec<String> {
    let mut words: Vec<String> = words.into_iter().collect();
    words.sort_by_key(|word| word.chars().count());
    words.truncate(LOOKED_AT);
    words
}

/// Two words side by side as somebody wrote them in one.
pub(super) fn in_one(asker: &mut Asker<'_, '_>, first: &Token, second: &Token) -> Result<Option<String>> {
    let word = format!("{}{}", first.folded, second.folded);
    let whole = word.chars().count() >= 2 * PART && word.chars().all(char::is_alphabetic);
    Ok(if whole && having(asker, &word)? > 0 { Some(word) } else { None })
}

/// One word as somebody wrote it in two, side by side.
pub(super) fn in_two(asker: &mut Asker<'_, '_>, token: &Token) -> Result<Option<(String, String)>> {
    let places: Vec<usize> = token.folded.char_indices().map(|(at, _)| at).collect();
    let last = if places.len() > LONGEST { 0 } else { places.len().saturating_sub(PART) };
    for at in places.get(PART..=last).unwrap_or_default() {
        let (first, second) = token.folded.split_at(*at);
        // As a phrase: two words anywhere are also had by an entry that has only one of them.
        let side_by_side = Kind::Phrase { tokens: vec![Token::plain(first), Token::plain(second)] };
        if asker.count(&Parsed::only(side_by_side))? > 0 {
            return Ok(Some((first.to_owned(), second.to_owned())));
        }
    }
    Ok(None)
}

/// How many entries have a word.
fn having(asker: &mut Asker<'_, '_>, word: &str) -> Result<u32> {
    let word = Word { tokens: vec![Token::plain(word)], ..Word::default() };
    asker.count(&Parsed::only(Kind::Word(word)))
}
