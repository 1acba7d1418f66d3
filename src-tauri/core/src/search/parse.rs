//! What a person types, read so that any text is a query: words, "phrases", -exclusions, prefix*, OR, parentheses,
//! nearness, and filters such as `tag:y9` in any order. What is not understood is said in [`Parsed::notes`], never silently
//! dropped.

mod piece;

use chrono::NaiveDate;

use super::ask::{Clause, Kind, Parsed, Word};
use super::dates::is_unit;
use super::filters;
use super::tokens::{Token, tokens};
use crate::text::excerpt;
use piece::Piece;
pub(super) use piece::is_quote;

/// More parts than this make no better question, only a slower one.
const CLAUSE_LIMIT: usize = 64;
/// Characters of a query that are read.
const LENGTH_LIMIT: usize = 2_000;
/// Parentheses inside each other; deeper ones are read as if they were not there.
const DEPTH: usize = 8;
/// Words are near where no more than so many places lie from the first to the last of them.
pub(super) const NEAR: usize = 10;
/// The most places that nearness can be asked for: parts of an entry are further apart.
pub(super) const NEAR_LIMIT: usize = 50;

/// Reads a query on a day.
pub(crate) fn parse(text: &str, today: NaiveDate) -> Parsed {
    let mut parser = Parser {
        chars: text.chars().take(LENGTH_LIMIT + 1).collect(),
        at: 0,
        today,
        left: CLAUSE_LIMIT,
        of: None,
        notes: Vec::new(),
        unread: false,
    };
    if parser.chars.len() > LENGTH_LIMIT {
        parser.chars.truncate(LENGTH_LIMIT);
        parser.note(format!("I read the first {LENGTH_LIMIT} characters of the query and left out the rest."));
    }
    let clauses = parser.group(0);
    if parser.left == 0 && parser.chars.get(parser.at..).is_some_and(|rest| rest.iter().any(|c| c.is_alphanumeric())) {
        parser.note(format!("I looked for the first {CLAUSE_LIMIT} parts of the query and left out the rest."));
    }
    Parsed { clauses, notes: parser.notes, unread: parser.unread }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    today: NaiveDate,
    /// Parts that are still read.
    left: usize,
    /// The filter whose values stand in the brackets that are read: `tag:(y9 OR y10)`.
    of: Option<String>,
    notes: Vec<String>,
    /// A value was not understood, so that the words after it may belong to it.
    unread: bool,
}

impl Parser {
    fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    /// Parts up to the bracket that closes the group, or the end. OR joins its two neighbours, as in searches of the web.
    fn group(&mut self, depth: usize) -> Vec<Clause> {
        let mut out: Vec<Vec<Clause>> = Vec::new();
        let mut either = false;
        while let Some(c) = self.peek(0) {
            if c.is_whitespace() {
                self.at += 1;
            } else if (c == ')' && depth > 0) || self.left == 0 {
                break;
            } else if let Some((length, is_or)) = self.joint().filter(|_| !out.is_empty()) {
                either = either || is_or;
                self.at += length;
            } else {
                let clauses = self.part(depth);
                match out.last_mut().filter(|_| either && !clauses.is_empty()) {
                    Some(last) => *last = vec![or(std::mem::take(last), clauses)],
                    None => out.push(clauses),
                }
                either = false;
            }
        }
        out.into_iter().flatten().collect()
    }

    /// The length of an OR, AND or | that stands alone, and whether it is an OR.
    fn joint(&self) -> Option<(usize, bool)> {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let word: String = rest.iter().take_while(|c| !c.is_whitespace()).take(4).collect();
        matches!(word.as_str(), "OR" | "AND" | "|" | "||").then(|| (word.chars().count(), word != "AND"))
    }

    /// Passes over what excludes the part that follows: "-", "NOT", and the dashes that other keyboards and word processors
    /// put there. More than one excludes all the same.
    fn negation(&mut self, depth: usize) -> bool {
        let begin = self.at;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('-'), Some(next)) if self.at == begin && !next.is_whitespace() && next != '-' => self.at += 1,
                (Some('–' | '−'), Some(next))
                    if self.at == begin
                        && self.begins_a_piece()
                        && (next.is_alphabetic() || next == '(' || is_quote(next)) =>
                {
                    self.at += 1;
                }
                _ => match self.not(depth) {
                    Some(length) => self.at += length,
                    None => return self.at > begin,
                },
            }
        }
    }

    fn begins_a_piece(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|before| self.chars.get(before));
        before.is_none_or(|before| before.is_whitespace() || *before == '(')
    }

    /// The length of a NOT and what parts it from the part it excludes; none where there is no such part: the word is meant.
    fn not(&self, depth: usize) -> Option<usize> {
        let rest = self.chars.get(self.at..)?.strip_prefix(&['N', 'O', 'T'])?;
        let space = rest.iter().take_while(|c| c.is_whitespace()).count();
        let part = rest.get(space..)?;
        let first = part.first()?;
        if (space == 0 && *first != '(') || (*first == ')' && depth > 0) {
            return None;
        }
        let is_joint = matches!(part, ['O', 'R'] | ['A', 'N', 'D'] | ['|'] | ['|', '|'])
            || matches!(part, ['O', 'R', c, ..] | ['A', 'N', 'D', c, ..] | ['|', c, ..] if c.is_whitespace());
        (!is_joint).then_some(3 + space)
    }

    /// One part: a group in brackets, or what one piece of text says; nothing where it says nothing.
    fn part(&mut self, depth: usize) -> Vec<Clause> {
        let negated = self.negation(depth);
        if self.peek(0) == Some('(') && depth < DEPTH {
            return self.bracketed(depth, negated);
        }
        let start = self.at;
        let mut piece = self.piece(depth);
        if piece.grouped {
            let name = piece.name.take().map(|name| name.to_lowercase());
            let outer = std::mem::replace(&mut self.of, name);
            let clauses = self.bracketed(depth, negated);
            self.of = outer;
            return clauses;
        }
        let value_from = match (&piece.name, &self.of) {
            (None, Some(of)) => {
                piece.name = Some(of.clone());
                start
            }
            (name, _) => start + name.as_ref().map_or(0, |name| name.chars().count() + 1),
        };
        if let Some(kinds) = self.filter(&piece, value_from) {
            return kinds.into_iter().flat_map(|kinds| self.clauses(kinds, negated)).collect();
        }
        let kinds = self.words(piece, negated);
        self.clauses(kinds, negated)
    }

    /// A group in brackets.
    fn bracketed(&mut self, depth: usize, negated: bool) -> Vec<Clause> {
        self.at += 1;
        let clauses = self.group(depth + 1);
        self.at += usize::from(self.peek(0) == Some(')'));
        match negated {
            _ if clauses.is_empty() => Vec::new(),
            true => vec![none_of(clauses)],
            // A group of one part, or of words that stand with the others anyway, is those parts.
            false => clauses,
        }
    }

    /// Kinds that all hold, as parts; excluded is what has them all.
    fn clauses(&mut self, mut kinds: Vec<Kind>, negated: bool) -> Vec<Clause> {
        kinds.truncate(self.left);
        self.left -= kinds.len();
        let all = |negated: bool, kinds: Vec<Kind>| kinds.into_iter().map(|kind| Clause { negated, kind }).collect();
        match negated && kinds.len() > 1 {
            true => vec![none_of(all(false, kinds))],
            false => all(negated, kinds),
        }
    }

    /// What a filter says, whose value begins at a place; `None` where it is none. What it cannot read is said, and nothing is
    /// looked for.
    fn filter(&mut self, piece: &Piece, from: usize) -> Option<Option<Vec<Kind>>> {
        let written = piece.name.as_ref()?;
        let name = written.to_lowercase();
        let value = piece.text.trim();
        if name == "near" && !value.is_empty() {
            return Some(self.near(tokens(value), piece.within));
        }
        if !piece.quoted && filters::takes_days(&name) {
            return match self.end_after_space(from) {
                Some(until) => self.only_days(written, from, until).map(Some),
                None => Some(self.days(&name, from)),
            };
        }
        let read = match !piece.quoted && filters::is_name(&name) {
            true => filters::read_any(&name, value, self.today),
            false => filters::read(&name, value, self.today),
        };
        match read {
            Ok(Some(kinds)) => Some(Some(kinds)),
            Ok(None) => {
                if !piece.quoted && !value.is_empty() {
                    let known = filters::names().map(|name| format!("{name}:")).collect::<Vec<_>>().join(" ");
                    self.note(format!(
                        "I don't know the filter “{written}:”, so I looked for the words. The filters are {known}"
                    ));
                }
                None
            }
            Err(note) => {
                self.note(note);
                Some(None)
            }
        }
    }

    fn near(&mut self, words: Vec<Token>, within: Option<usize>) -> Option<Vec<Kind>> {
        if let [word] = words.as_slice()
            && let Some(rest) = self.chars.get(self.at..)
            && rest.iter().any(|c| c.is_alphanumeric())
        {
            let text = excerpt(&word.exact, 40);
            let next = rest.iter().skip_while(|c| !c.is_alphanumeric()).take_while(|c| c.is_alphanumeric());
            let next: String = next.take(40).collect();
            let note = format!("near: needs two words or more in brackets, such as near:({text} {next}).");
            self.note(note);
        }
        near(words, within).map(|kind| vec![kind])
    }

    /// Where what a colon with a space after it may say ends, at the next filter or bracket: "In: May we talk" is no filter,
    /// "in: may" is. None where no space follows, or nothing else.
    fn end_after_space(&self, from: usize) -> Option<usize> {
        let rest = self.chars.get(from..)?;
        rest.first().filter(|c| c.is_whitespace())?;
        rest.iter().any(|c| !c.is_whitespace()).then_some(())?;
        let colon = rest.iter().position(|c| matches!(c, ':' | ')'));
        let until = colon.map_or(rest.len(), |colon| match rest[colon] {
            ')' => colon,
            _ => rest[..colon].iter().rposition(|c| c.is_whitespace()).unwrap_or(0),
        });
        Some(from + until)
    }

    /// Days where there is nothing else; otherwise the name is a word like others.
    fn only_days(&mut self, name: &str, from: usize, until: usize) -> Option<Vec<Kind>> {
        let value: String = self.chars.get(from..until).unwrap_or_default().iter().collect();
        match filters::read(&name.to_lowercase(), value.trim(), self.today) {
            Ok(Some(kinds)) => {
                self.at = until;
                Some(kinds)
            }
            _ => {
                self.note(format!("After “{name}:” comes a space and no date, so I looked for the words."));
                None
            }
        }
    }

    /// A day in words needs no quotation marks: as many of the next words as make one are taken.
    fn days(&mut self, name: &str, from: usize) -> Option<Vec<Kind>> {
        let rest = self.chars.get(from..).unwrap_or_default();
        let ends = (0..=rest.len().min(40)).filter(|end| rest.get(*end).is_none_or(|c| c.is_whitespace() || *c == ')'));
        let ends: Vec<usize> = ends.take(6).collect();
        for end in ends.into_iter().rev() {
            let value: String = rest[..end].iter().collect();
            let number = rest.iter().skip(end).position(|c| !c.is_whitespace()).map_or(rest.len(), |space| end + space);
            if rest.get(number).is_some_and(char::is_ascii_digit) && is_unit(&value) {
                // "in:year 9" is not this year.
                let digits = rest[number..].iter().take_while(|c| c.is_alphanumeric()).count();
                self.at = from + number + digits;
                break;
            }
            let one = filters::read(name, value.trim(), self.today);
            // "in:2024,2025", but not what a sentence goes on with after its comma.
            let read = one.or_else(|_| match value.contains(", ") {
                true => Ok(None),
                false => filters::read_any(name, value.trim(), self.today),
            });
            if let Ok(Some(kinds)) = read {
                self.at = from + end;
                return Some(kinds);
            }
        }
        let value: String = self.chars.get(from..self.at).unwrap_or_default().iter().collect();
        self.note(filters::date_note(name, &value));
        self.unread = true;
        None
    }

    fn words(&self, piece: Piece, negated: bool) -> Vec<Kind> {
        let text = match &piece.name {
            Some(name) => format!("{name} {}", piece.text),
            None => piece.text.clone(),
        };
        let tokens = tokens(&text);
        if tokens.is_empty() {
            return Vec::new();
        }
        if piece.quoted && piece.name.is_none() {
            return match piece.within {
                Some(_) => near(tokens, piece.within).into_iter().collect(),
                None => vec![Kind::Phrase { tokens }],
            };
        }
        let starred = text.ends_with('*');
        let typing = self.at >= self.chars.len() && !negated && !piece.quoted && text.ends_with(char::is_alphanumeric);
        let word = |tokens| Kind::Word(Word { tokens, prefix: starred || typing, joins: false });
        if piece.name.is_some() {
            // Not a filter after all ("note:this"): each word on its own.
            return tokens
                .into_iter()
                .map(|token| Kind::Word(Word { tokens: vec![token], ..Word::default() }))
                .collect();
        }
        runs(tokens).into_iter().map(word).collect()
    }
}

/// A piece of a script without spaces is as long as its writer's breath: it is cut where another script, or a sign, stands.
fn runs(tokens: Vec<Token>) -> Vec<Vec<Token>> {
    if !tokens.iter().any(|token| token.single) {
        return vec![tokens];
    }
    let mut out: Vec<Vec<Token>> = Vec::new();
    for token in tokens {
        match out.last_mut() {
            Some(run) if run.last().is_some_and(|last| last.single == token.single && last.end == token.start) => {
                run.push(token);
            }
            _ => out.push(vec![token]),
        }
    }
    out
}

fn near(mut tokens: Vec<Token>, within: Option<usize>) -> Option<Kind> {
    let mut seen = std::collections::HashSet::new();
    tokens.retain(|token| seen.insert(token.folded.clone()));
    // As many words have so many places between the first and the last of them, at least.
    let within = within.unwrap_or(NEAR).max(tokens.len().saturating_sub(1)).clamp(1, NEAR_LIMIT);
    (!tokens.is_empty()).then_some(Kind::Near { tokens, within })
}

fn or(mut last: Vec<Clause>, clauses: Vec<Clause>) -> Clause {
    if let [Clause { negated: false, kind: Kind::Any(either) }] = last.as_mut_slice() {
        either.push(clauses);
        let either = std::mem::take(either);
        return Clause { negated: false, kind: Kind::Any(either) };
    }
    Clause { negated: false, kind: Kind::Any(vec![last, clauses]) }
}

/// What has not all of these; where they are one choice, what has none of it.
fn none_of(mut clauses: Vec<Clause>) -> Clause {
    match clauses.pop() {
        Some(Clause { negated, kind }) if clauses.is_empty() => Clause { negated: !negated, kind },
        last => {
            clauses.extend(last);
            Clause { negated: true, kind: Kind::Any(vec![clauses]) }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests;
