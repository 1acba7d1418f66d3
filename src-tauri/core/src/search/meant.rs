//! Did you mean: a word that nobody wrote, spelled as somebody did.

use super::ask::{Clause, Kind, Parsed, Word};
use super::compounds;
use super::found::Findings;
use super::run::Asker;
use super::tokens::{Token, tokens};
use crate::error::Result;

/// Shorter words are too much like others.
const SHORT: usize = 4;
/// From so many letters on, two of them may be wrong.
const LONG: usize = 8;
/// Spellings that are looked at closely.
const CLOSE: usize = 64;

/// A query with one word spelled otherwise.
pub(super) struct Meant {
    /// The whole query, so spelled.
    pub(super) query: String,
    /// It is to be asked instead.
    pub(super) instead: bool,
    /// What is said when it was.
    pub(super) note: String,
}

/// What may have been meant by a query that found so much; nothing else where an entry has all its words, or where it is a
/// question that others answer.
pub(super) fn meant(asker: &mut Asker<'_, '_>, parsed: &Parsed, text: &str, found: &Findings) -> Result<Option<Meant>> {
    // The rest of a day that could not be read is no word to be mended.
    if parsed.unread {
        return Ok(None);
    }
    let answered = |is_question: bool| found.complete > 0 || (is_question && found.total > 0);
    let Some(wanted) = parsed.wanted().filter(|wanted| !answered(wanted.is_question)) else { return Ok(None) };
    let words: Vec<Word> = parsed.words().filter(|word| !word.joins).cloned().collect();
    for two in words.windows(2) {
        if let [Word { tokens: first, .. }, Word { tokens: second, .. }] = two
            && let ([first], [second]) = (first.as_slice(), second.as_slice())
            && let Some(other) = compounds::in_one(asker, first, second)?
            && let Some(query) = in_their_place(text, first, second, &other)
        {
            let note = format!("No entry has “{} {}”, so I looked for “{other}”.", first.exact, second.exact);
            return Ok(Some(Meant { query, instead: !wanted.is_question, note }));
        }
    }
    // A word asked for alone is what was not found.
    let alone = parsed.clauses.len() == 1;
    for word in &words {
        let [token] = word.tokens.as_slice() else { continue };
        let letters = token.folded.chars().count();
        if letters < SHORT || token.single || !token.folded.chars().all(char::is_alphabetic) {
            continue;
        }
        if !alone && having(asker, word)? > 0 {
            continue;
        }
        if let Some((other, said)) = otherwise(asker, token)?
            && let Some(query) = respelled(text, token, &other)
        {
            let note = format!("No entry has “{}”, so I looked for {said}.", token.exact);
            return Ok(Some(Meant { query, instead: !wanted.is_question, note }));
        }
    }
    Ok(None)
}

/// How many entries have a word.
fn having(asker: &mut Asker<'_, '_>, word: &Word) -> Result<u32> {
    let clause = Clause { negated: false, kind: Kind::Word(word.clone()) };
    let alone = Parsed { clauses: vec![clause], ..Parsed::default() };
    asker.count(&alone)
}

/// What somebody wrote for a word: longer ones that end with it, one that is spelled nearly so, or two that make it up; and how it is
/// said.
fn otherwise(asker: &mut Asker<'_, '_>, token: &Token) -> Result<Option<(String, String)>> {
    let longer = compounds::ending_so(asker, token)?;
    if let [one] = longer.as_slice() {
        return Ok(Some((one.clone(), format!("“{one}”, which ends with it"))));
    }
    if !longer.is_empty() {
        let said = longer.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ");
        return Ok(Some((format!("({})", longer.join(" OR ")), format!("words that end with it: {said}"))));
    }
    if let Some(word) = nearest(asker, token)? {
        return Ok(Some((word.clone(), format!("“{word}”"))));
    }
    // Last: each place it can be cut at is a question of its own.
    let two = compounds::in_two(asker, token)?;
    Ok(two.map(|(first, second)| (format!("\"{first} {second}\""), format!("“{first} {second}”"))))
}

/// The word of the journal that is spelled most like one, of equals the one that most entries have.
fn nearest(asker: &mut Asker<'_, '_>, token: &Token) -> Result<Option<String>> {
    let allowed = if token.folded.chars().count() >= LONG { 2 } else { 1 };
    // Further away is looked only where nothing is near: it takes longer.
    for edits in 1..=allowed {
        let mut best: Option<(u32, String)> = None;
        let near = asker.near_spelled(&token.folded, edits)?;
        for (_, word) in near.into_iter().filter(|(far, _)| *far == edits).take(CLOSE) {
            let having = having(asker, &Word { tokens: vec![Token::plain(&word)], ..Word::default() })?;
            if having > best.as_ref().map_or(0, |(most, _)| *most) {
                best = Some((having, word));
            }
        }
        if best.is_some() {
            return Ok(best.map(|(_, word)| word));
        }
    }
    Ok(None)
}

/// The query with one word in the place of two that stand side by side in it, with nothing but spaces between.
fn in_their_place(text: &str, first: &Token, second: &Token, other: &str) -> Option<String> {
    let all = tokens(text);
    let [one, two] = all.windows(2).find(|two| two[0].folded == first.folded && two[1].folded == second.folded)? else {
        return None;
    };
    let between = text.get(one.end..two.start)?;
    between.trim().is_empty().then_some(())?;
    Some(format!("{}{other}{}", text.get(..one.start)?, text.get(two.end..)?))
}

fn respelled(text: &str, token: &Token, other: &str) -> Option<String> {
    let place = tokens(text).into_iter().find(|known| known.folded == token.folded)?;
    Some(format!("{}{other}{}", text.get(..place.start)?, text.get(place.end..)?))
}
