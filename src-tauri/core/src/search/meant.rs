//! Did you mean: a word that nobody wrote, spelled as somebody did.

use chrono::NaiveDate;

use super::ask::{Clause, Kind, Parsed, Word};
use super::compounds;
use super::found::Findings;
use super::parse::parse;
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
            && let other = as_written(asker, &other)?
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
    asker.count(&Parsed::only(Kind::Word(word.clone())))
}

/// What somebody wrote for a word: longer ones that end with it, one that is spelled nearly so, or two that make it up; and how it is
/// said.
fn otherwise(asker: &mut Asker<'_, '_>, token: &Token) -> Result<Option<(String, String)>> {
    let mut longer = compounds::ending_so(asker, token)?;
    for word in &mut longer {
        *word = as_written(asker, word)?;
    }
    if let [one] = longer.as_slice() {
        return Ok(Some((one.clone(), format!("“{one}”, which ends with it"))));
    }
    if !longer.is_empty() {
        let said = longer.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ");
        return Ok(Some((format!("({})", longer.join(" OR ")), format!("words that end with it: {said}"))));
    }
    if let Some(word) = nearest(asker, token)? {
        let word = as_written(asker, &word)?;
        return Ok(Some((word.clone(), format!("“{word}”"))));
    }
    // Last: each place it can be cut at is a question of its own.
    let Some((first, second)) = compounds::in_two(asker, token)? else { return Ok(None) };
    let two = format!("{} {}", as_written(asker, &first)?, as_written(asker, &second)?);
    Ok(Some((format!("\"{two}\""), format!("“{two}”"))))
}

/// A word of the journal with the accents it had when it was last written: the index knows it without.
fn as_written(asker: &mut Asker<'_, '_>, folded: &str) -> Result<String> {
    let shown = asker.last_with(Word { tokens: vec![Token::plain(folded)], ..Word::default() })?;
    let all = shown.iter().filter(|piece| piece.hit).flat_map(|piece| tokens(&piece.text));
    let same = |token: &Token| token.folded == folded;
    Ok(all.into_iter().find(same).map_or_else(|| folded.to_owned(), |token| token.exact))
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
    let two = |two: &[Token]| match two {
        [one, two] if one.folded == first.folded && two.folded == second.folded => Some((one.start, two.end)),
        _ => None,
    };
    let side_by_side = |place: &[Token]| matches!(place, [one, two] if text.get(one.end..two.start).is_some_and(|between| between.trim().is_empty()));
    let all = tokens(text);
    let places = all.windows(2).filter(|place| side_by_side(place)).filter_map(two);
    put(text, places, other)
}

fn respelled(text: &str, token: &Token, other: &str) -> Option<String> {
    let all = tokens(text);
    put(text, all.iter().filter(|known| known.folded == token.folded).map(|known| (known.start, known.end)), other)
}

/// The query with other words at the first of these places where nothing else of it is read otherwise then: the same letters
/// may stand in a phrase or be the name of a filter, and a word before a colon may become one.
fn put(text: &str, places: impl Iterator<Item = (usize, usize)>, other: &str) -> Option<String> {
    let read = |text: &str| parse(text, NaiveDate::default());
    let before = read(text);
    let mut queries =
        places.filter_map(|(start, end)| Some(format!("{}{other}{}", text.get(..start)?, text.get(end..)?)));
    queries.find(|query| stays(&before, &read(query)))
}

/// Whether all but words stands in a query as it did, with one part more at most, in which a word was spelled.
fn stays(before: &Parsed, after: &Parsed) -> bool {
    let others = |parsed: &'_ Parsed| -> Vec<Clause> {
        let is_word = |clause: &Clause| !clause.negated && matches!(clause.kind, Kind::Word(_));
        parsed.clauses.iter().filter(|clause| !is_word(clause)).cloned().collect()
    };
    let (before_others, mut after_others) = (others(before), others(after));
    let is_new = |clause: &Clause| !clause.negated && matches!(clause.kind, Kind::Phrase { .. } | Kind::Any(_));
    let more = after_others.iter().zip(before_others.iter().map(Some).chain([None]));
    if let Some(at) = more.into_iter().position(|(one, other)| Some(one) != other)
        && after_others.get(at).is_some_and(is_new)
    {
        after_others.remove(at);
    }
    before_others == after_others && after.notes.iter().all(|note| before.notes.contains(note))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str, word: &str, other: &str) -> Option<String> {
        respelled(text, &Token::plain(word), other)
    }

    #[test]
    fn only_the_word_itself_is_spelled_otherwise() {
        let said = |text: &str| Some(text.to_owned());
        assert_eq!(mended("cold cals", "cals", "calls"), said("cold calls"));
        assert_eq!(mended("tag:cals cals", "cals", "calls"), said("tag:cals calls"));
        assert_eq!(
            mended("-cals \"the cals\" cals (cals OR b) ", "cals", "calls").as_deref(),
            Some("-cals \"the cals\" calls (cals OR b) ")
        );
        let (home, work) = (Token::plain("home"), Token::plain("work"));
        let joined = |text: &str| in_their_place(text, &home, &work, "homework");
        assert_eq!(joined("home tag:home work home work "), said("home tag:home work homework "));
        assert_eq!(joined("home, work"), None);
        assert_eq!(mended("home work", "home", "(homes OR homely)"), said("(homes OR homely) work"));
        assert_eq!(mended("a \"b c\" homework d", "homework", "\"home work\""), said("a \"b c\" \"home work\" d"));
    }

    #[test]
    fn no_word_becomes_a_filter_or_a_value_of_one() {
        assert_eq!(mended("near: board", "near", "year"), None);
        assert_eq!(mended("years: quiet", "years", "year"), None);
        assert_eq!(mended("tag:cals", "cals", "calls"), None, "a value is not spelled by us");
        assert_eq!(mended("\"the cals\"", "cals", "calls"), None);
    }
}
