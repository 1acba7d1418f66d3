//! The passage that is shown of a hit: the part of the text with most of what was asked for, its words marked.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::ask::{Parsed, Row};
use super::doc::{Stems, keeps_its_beginning, stemmed_language};
use super::tokens::{Token, Words, each_word, token_at};
use crate::versions::Piece;

/// Characters of a passage, about.
const LENGTH: usize = 220;
/// Characters shown before the first marked word.
const LEAD: usize = 60;
/// Bytes of a text that are looked through first: a book need not be read to its end to show a line of it.
const FIRST: usize = 200_000;
/// Word forms whose marks are kept while one page is made.
const FORMS: usize = 10_000;

/// A marked word: where it stands, and the part of the query that asks for it.
type Mark = (usize, usize, usize);

/// What a query asks for, to be looked for in many texts of one language.
pub(crate) struct Marker<'q> {
    parts: Vec<Part<'q>>,
    language: Option<&'static str>,
    /// The bytes a word may begin with to be one that is asked for; none where any may be.
    begins: Option<[bool; 256]>,
    /// Which words of which parts a form beyond ASCII is.
    known: HashMap<String, Box<[(u16, u16)]>>,
    /// The same of the form that was looked at last.
    asked: Vec<(u16, u16)>,
    stems: Lent,
}

/// Stems that several markers share.
pub(super) type Lent = Rc<RefCell<Stems>>;

/// One part of a query: a word, or some side by side.
struct Part<'q> {
    number: usize,
    tokens: &'q [Token],
    prefix: bool,
    stem: Option<String>,
}

impl<'q> Marker<'q> {
    /// Looks for what `query` asks for in texts of a language.
    pub(crate) fn of(query: &'q Parsed, language: Option<&str>) -> Self {
        Self::sharing(query, language, Lent::default())
    }

    /// As [`Marker::of`], with stems that are known already.
    pub(super) fn sharing(query: &'q Parsed, language: Option<&str>, stems: Lent) -> Self {
        let language = language.and_then(stemmed_language);
        let mut parts = Vec::new();
        for (number, Row { tokens, prefix, in_any_form }) in query.rows() {
            let stem =
                language.filter(|_| in_any_form).and_then(|language| stems.borrow_mut().of(language, tokens.first()?));
            parts.push(Part { number, tokens, prefix, stem });
        }
        let keeps = language.is_none_or(keeps_its_beginning);
        let begins = keeps.then(|| {
            let mut begins = [false; 256];
            let words = parts.iter().flat_map(|part| part.tokens.iter().map(|token| &token.folded).chain(&part.stem));
            for first in words.filter_map(|word| word.bytes().next()) {
                begins[usize::from(first)] = true;
                begins[usize::from(first.to_ascii_uppercase())] = true;
            }
            // Beyond ASCII the first byte says little: accents, ligatures.
            begins[128..].fill(true);
            begins
        });
        Self { parts, language, begins, known: HashMap::new(), asked: Vec::new(), stems }
    }

    /// Whether a word that begins with this byte may be one that is asked for.
    #[inline]
    fn may_begin(&self, first: Option<u8>) -> bool {
        self.begins.as_ref().is_none_or(|begins| first.is_some_and(|first| begins[usize::from(first)]))
    }

    /// Which words of which parts stand here.
    fn asked(&mut self, text: &str, start: usize, end: usize, single: bool) -> &[(u16, u16)] {
        let form = &text[start..end];
        if !self.may_begin(form.bytes().next()) {
            return &[];
        }
        if form.is_ascii() {
            self.ascii_fits(form);
            return &self.asked;
        }
        if !self.known.contains_key(form) {
            if self.known.len() >= FORMS {
                self.known.clear();
            }
            let token = token_at(text, start, end, single);
            let asked = self.fits(&token);
            self.known.insert(form.to_owned(), asked);
        }
        self.known.get(form).map_or(&[], |asked| asked)
    }

    /// Letters of ASCII have no accents to take off, so that no form of them need be made and kept.
    fn ascii_fits(&mut self, form: &str) {
        self.asked.clear();
        let bytes = form.as_bytes();
        for (part, at) in self.parts.iter().zip(0u16..) {
            for (wanted, place) in part.tokens.iter().zip(0u16..) {
                let begins = part.prefix && usize::from(place) + 1 == part.tokens.len() && !wanted.single;
                let folded = wanted.folded.as_bytes();
                let fits = bytes.get(..folded.len()).is_some_and(|first| first.eq_ignore_ascii_case(folded))
                    && (begins || bytes.len() == folded.len());
                let is_form = || {
                    let (Some(stem), Some(language)) = (part.stem.as_deref(), self.language) else { return false };
                    let mut stems = self.stems.borrow_mut();
                    if form.bytes().any(|byte| byte.is_ascii_uppercase()) {
                        stems.of_form(language, &form.to_ascii_lowercase()) == Some(stem)
                    } else {
                        stems.of_form(language, form) == Some(stem)
                    }
                };
                if fits || is_form() {
                    self.asked.push((at, place));
                }
            }
        }
    }

    fn fits(&mut self, token: &Token) -> Box<[(u16, u16)]> {
        let mut out = Vec::new();
        for (part, at) in self.parts.iter().zip(0u16..) {
            for (wanted, place) in part.tokens.iter().zip(0u16..) {
                let last = usize::from(place) + 1 == part.tokens.len();
                let begins = part.prefix && last && !wanted.single && !token.single;
                let fits = token.folded == wanted.folded
                    || (begins && token.folded.starts_with(&wanted.folded))
                    || part.stem.as_deref().is_some_and(|stem| {
                        let mut stems = self.stems.borrow_mut();
                        self.language.and_then(|language| stems.known(language, token)) == Some(stem)
                    });
                if fits {
                    out.push((at, place));
                }
            }
        }
        out.into()
    }

    /// The words of `text` that are asked for, in order.
    fn marks(&mut self, text: &str) -> Vec<Mark> {
        let mut marking = Marking::of(self, text);
        each_word(text, |start, end, single| marking.word(start, end, single));
        marking.done()
    }

    /// The same of a text whose words are known.
    fn marks_of(&mut self, text: &str, words: &Words) -> Vec<Mark> {
        let mut marking = Marking::of(self, text);
        words.each(|start, end, single| marking.word(start, end, single));
        marking.done()
    }
}

/// The words of one part that stand side by side so far.
type Begun = Vec<(usize, usize)>;

/// One text being marked, word by word.
struct Marking<'m, 'q, 't> {
    marker: &'m mut Marker<'q>,
    text: &'t str,
    found: Vec<Mark>,
    /// Of parts of several words: the words that stand so far, by part, each row ending at the word before.
    rows: Vec<Vec<Begun>>,
    begun: bool,
}

impl<'m, 'q, 't> Marking<'m, 'q, 't> {
    fn of(marker: &'m mut Marker<'q>, text: &'t str) -> Self {
        let rows = marker.parts.iter().map(|_| Vec::new()).collect();
        Self { marker, text, found: Vec::new(), rows, begun: false }
    }

    #[inline]
    fn word(&mut self, start: usize, end: usize, single: bool) {
        // Most words begin otherwise, and no row goes on with them.
        if !self.begun && !self.marker.may_begin(self.text.as_bytes().get(start).copied()) {
            return;
        }
        self.look_at(start, end, single);
    }

    fn look_at(&mut self, start: usize, end: usize, single: bool) {
        let before: Vec<Vec<Begun>> = if std::mem::take(&mut self.begun) {
            self.rows.iter_mut().map(std::mem::take).collect()
        } else {
            Vec::new()
        };
        for (at, place) in self.marker.asked(self.text, start, end, single).to_vec() {
            let (at, place) = (usize::from(at), usize::from(place));
            let part = &self.marker.parts[at];
            if part.tokens.len() == 1 {
                self.found.push((start, end, part.number));
                continue;
            }
            let so_far: Vec<Begun> = match place {
                0 => vec![Vec::new()],
                _ => before.get(at).into_iter().flatten().filter(|row| row.len() == place).cloned().collect(),
            };
            for mut row in so_far {
                row.push((start, end));
                if row.len() == part.tokens.len() {
                    self.found.extend(row.iter().map(|(start, end)| (*start, *end, part.number)));
                } else if let Some(rows) = self.rows.get_mut(at) {
                    rows.push(row);
                    self.begun = true;
                }
            }
        }
    }

    fn done(self) -> Vec<Mark> {
        let mut found = self.found;
        found.sort_unstable();
        found.dedup_by_key(|(start, ..)| *start);
        found
    }
}

/// A whole short text (a title), marked.
pub(crate) fn whole(text: &str, marker: &mut Marker<'_>) -> Vec<Piece> {
    let marks = marker.marks(text);
    pieces(text, 0, text.len(), &marks)
}

/// One passage, and the byte of the text where its first marked word stands.
pub(super) struct Window {
    pub(super) passage: Vec<Piece>,
    pub(super) first: usize,
}

/// The passages of a long text in which anything stands that was asked for, one after the other, `limit` at most.
pub(super) fn windows(text: &str, marker: &mut Marker<'_>, limit: usize) -> Vec<Window> {
    let marks = marker.marks(text);
    let mut out: Vec<Window> = Vec::new();
    let mut shown = 0;
    for (start, end, _) in &marks {
        if *end <= shown || out.len() == limit {
            continue;
        }
        let from = lead(text, *start).max(shown);
        let to = word_end(text, from + LENGTH).max(*end);
        let near = &marks[marks.partition_point(|mark| mark.1 <= from)..];
        let near = &near[..near.partition_point(|mark| mark.0 < to)];
        out.push(Window { passage: cut(text, from, to, near), first: *start });
        shown = to;
    }
    out
}

/// The words of a text to be shown again; none of a book, of which its beginning is mostly enough.
pub(super) fn words(text: &str) -> Option<Words> {
    (text.len() <= FIRST).then(|| Words::of(text))
}

/// As [`best`], of a text whose [`words`] are known.
pub(super) fn best_of(text: &str, words: Option<&Words>, marker: &mut Marker<'_>) -> Vec<Piece> {
    let Some(words) = words else { return best(text, marker) };
    let marks = marker.marks_of(text, words);
    let (from, to) = window(text, &marks);
    cut(text, from, to, &marks)
}

/// The best passage of a long text; its beginning where nothing in it was asked for.
pub(crate) fn best(text: &str, marker: &mut Marker<'_>) -> Vec<Piece> {
    let mut marks = marker.marks(beginning(text));
    if marks.is_empty() && text.len() > FIRST {
        marks = marker.marks(text);
    }
    let (from, to) = window(text, &marks);
    cut(text, from, to, &marks)
}

/// A part of a text on one line, with what was left out before and after it.
fn cut(text: &str, from: usize, to: usize, marks: &[Mark]) -> Vec<Piece> {
    let mut out = pieces(text, from, to, marks);
    for piece in &mut out {
        piece.text = piece.text.replace(['\n', '\r', '\t'], " ");
    }
    if from > 0 {
        out.insert(0, Piece { text: "…".into(), hit: false });
    }
    if to < text.trim_end().len() {
        out.push(Piece { text: "…".into(), hit: false });
    }
    out
}

/// As much of a text as is looked through first, cut at a space.
fn beginning(text: &str) -> &str {
    if text.len() <= FIRST {
        return text;
    }
    let space = text.as_bytes()[..FIRST].iter().rposition(u8::is_ascii_whitespace);
    space.and_then(|space| text.get(..space)).unwrap_or(text)
}

/// Whether anything in it was asked for.
pub(crate) fn is_marked(passage: &[Piece]) -> bool {
    passage.iter().any(|piece| piece.hit)
}

/// The window in which most different parts of the query stand; among equals the first.
fn window(text: &str, marks: &[Mark]) -> (usize, usize) {
    let mut best = (0, marks.first().map_or(0, |(start, ..)| *start));
    for (at, (start, ..)) in marks.iter().enumerate() {
        let mut parts: Vec<usize> =
            marks[at..].iter().take_while(|(_, end, _)| end - start <= LENGTH).map(|(.., number)| *number).collect();
        let all = parts.len();
        parts.sort_unstable();
        parts.dedup();
        let worth = parts.len() * 1_000 + all.min(999);
        if worth > best.0 {
            best = (worth, *start);
        }
    }
    let from = lead(text, best.1);
    (from, word_end(text, from + LENGTH))
}

/// Where a passage begins whose first marked word stands at `mark`.
fn lead(text: &str, mark: usize) -> usize {
    if mark <= LEAD { 0 } else { word_start(text, mark - LEAD, mark) }
}

fn word_start(text: &str, wanted: usize, latest: usize) -> usize {
    let from = (wanted..=latest).find(|at| text.is_char_boundary(*at)).unwrap_or(latest);
    text[from..latest].find(char::is_whitespace).map_or(from, |space| {
        let after = &text[from + space..];
        from + space + after.chars().next().map_or(0, char::len_utf8)
    })
}

fn word_end(text: &str, wanted: usize) -> usize {
    if wanted >= text.len() {
        return text.len();
    }
    let to = (0..=wanted).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    match text[..to].rfind(char::is_whitespace) {
        Some(space) if to - space < 40 => space,
        _ => to,
    }
}

fn pieces(text: &str, from: usize, to: usize, marks: &[Mark]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut at = from;
    let mut push = |part: &str, hit: bool| {
        if !part.is_empty() {
            out.push(Piece { text: part.to_owned(), hit });
        }
    };
    for (start, end, _) in marks {
        let (start, end) = ((*start).max(at), (*end).min(to));
        if start >= end {
            continue;
        }
        push(&text[at..start], false);
        push(&text[start..end], true);
        at = end;
    }
    push(&text[at..to], false);
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::parse::parse;
    use super::*;
    use proptest::prelude::*;

    fn hits(text: &str, query: &str, language: &str) -> Vec<String> {
        let parsed = parse(query, Default::default());
        let pieces = best(text, &mut Marker::of(&parsed, Some(language)));
        pieces.into_iter().filter(|piece| piece.hit).map(|piece| piece.text).collect()
    }

    #[test]
    fn words_prefixes_stems_and_accents_are_marked() {
        assert_eq!(hits("Running late, she ran. École.", "run ecole ", "en"), ["Running", "École"]);
        assert_eq!(hits("I reflected on reflection", "refl", "en"), ["reflected", "reflection"]);
        assert_eq!(hits("我在学校工作", "学校", "zh"), ["学", "校"]);
    }

    #[test]
    fn the_passage_is_where_most_of_the_query_stands() {
        let text = format!("alpha {} alpha beta gamma", "filler words ".repeat(100));
        assert_eq!(hits(&text, "alpha beta ", "en"), ["alpha", "beta"]);
    }

    #[test]
    fn a_phrase_is_marked_only_where_it_stands() {
        assert_eq!(hits("time waiting, waiting time", "\"waiting time\"", "en"), ["waiting", "time"]);
        assert_eq!(hits("so so so what", "\"so so what\"", "en"), ["so", "so", "what"]);
        assert_eq!(hits("well-being, well-bred", "well-be", "en"), ["well", "being"]);
    }

    proptest! {
        #[test]
        fn a_text_whose_words_are_known_is_marked_as_any_other(
            text in "([a-dA-D'é学]{1,4}[ ,.]{1,2}){0,40}",
            query in "\"?[a-dé学]{1,3} [a-d]{1,3}\"? ?",
        ) {
            let parsed = parse(&query, Default::default());
            let known = best_of(&text, words(&text).as_ref(), &mut Marker::of(&parsed, Some("en")));
            let anew = best(&text, &mut Marker::of(&parsed, Some("en")));
            let told = |pieces: Vec<Piece>| pieces.into_iter().map(|piece| (piece.text, piece.hit)).collect::<Vec<_>>();
            prop_assert_eq!(told(known), told(anew));
        }
    }

    #[test]
    fn a_dutch_word_is_marked_by_its_stem_though_it_begins_otherwise() {
        let stem = |word: &str| Stems::default().of("nl", &Token::plain(word));
        for (word, other) in [("gewerkt", "werken"), ("leerlingen", "leerling")] {
            let expected: &[&str] = if stem(word) == stem(other) { &[word] } else { &[] };
            assert_eq!(hits(word, &format!("{other} "), "nl"), expected);
        }
    }

    #[test]
    fn stemmers_that_keep_the_beginning_of_words_do() {
        let words = "dying lying gewerkt running skis universities écoles ungläubig أكتب المدرسة über Öffnung inside";
        for language in ["da", "de", "en", "es", "fi", "fr", "hu", "it", "nb", "pt", "ro", "sv"] {
            assert!(keeps_its_beginning(language));
            for word in words.split(' ') {
                let token = token_at(word, 0, word.len(), false);
                let stem = Stems::default().of(language, &token).unwrap();
                assert_eq!(stem.bytes().next(), token.folded.bytes().next(), "{language} {word}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_passage_and_none_is_invented(text in "\\PC{0,400}", query in "\\PC{0,20}") {
            let parsed = parse(&query, Default::default());
            let mut marker = Marker::of(&parsed, Some("en"));
            let pieces = whole(&text, &mut marker);
            prop_assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), text.clone());
            let _ = best(&text, &mut marker);
        }
    }
}
