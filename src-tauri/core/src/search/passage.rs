//! The passage that is shown of a hit: the part of the text with most of what was asked for, its words marked.

use super::doc::{Stems, stemmed_language};
use super::matcher::find;
use super::parse::{Kind, Parsed};
use super::tokens::{Token, tokens};
use crate::versions::Piece;

/// Characters of a passage, about.
const LENGTH: usize = 220;
/// Characters shown before the first marked word.
const LEAD: usize = 60;

/// The words of `text` that a query asks for, as byte ranges in order.
fn marked(text: &[Token], query: &Parsed, language: Option<&str>, stems: &mut Stems) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    let language = language.and_then(stemmed_language);
    for (number, clause) in query.clauses.iter().enumerate().filter(|(_, clause)| !clause.negated) {
        let (tokens, prefix) = match &clause.kind {
            Kind::Word { tokens, prefix } => (tokens, *prefix),
            Kind::Phrase { tokens } => (tokens, false),
            _ => continue,
        };
        for at in find(text, tokens, prefix) {
            found.extend(text[at..at + tokens.len()].iter().map(|token| (token.start, token.end, number)));
        }
        if let ([word], Some(language), Kind::Word { .. }) = (tokens.as_slice(), language, &clause.kind)
            && let Some(wanted) = stems.of(language, word)
        {
            let same = text.iter().filter(|token| stems.of(language, token).as_ref() == Some(&wanted));
            found.extend(same.map(|token| (token.start, token.end, number)));
        }
    }
    found.sort_unstable();
    found.dedup_by_key(|(start, ..)| *start);
    found
}

/// A whole short text (a title), marked.
pub(crate) fn whole(text: &str, query: &Parsed, language: Option<&str>, stems: &mut Stems) -> Vec<Piece> {
    let marks = marked(&tokens(text), query, language, stems);
    pieces(text, 0, text.len(), &marks)
}

/// The best passage of a long text; its beginning where nothing in it was asked for.
pub(crate) fn best(text: &str, query: &Parsed, language: Option<&str>, stems: &mut Stems) -> Vec<Piece> {
    let marks = marked(&tokens(text), query, language, stems);
    let (from, to) = window(text, &marks);
    let mut out = pieces(text, from, to, &marks);
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

/// Whether anything in it was asked for.
pub(crate) fn is_marked(passage: &[Piece]) -> bool {
    passage.iter().any(|piece| piece.hit)
}

/// The window in which most different parts of the query stand; among equals the first.
fn window(text: &str, marks: &[(usize, usize, usize)]) -> (usize, usize) {
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
    let from = if best.1 <= LEAD { 0 } else { word_start(text, best.1 - LEAD, best.1) };
    (from, word_end(text, from + LENGTH))
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

fn pieces(text: &str, from: usize, to: usize, marks: &[(usize, usize, usize)]) -> Vec<Piece> {
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
        let pieces = best(text, &parse(query, Default::default()), Some(language), &mut Stems::default());
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
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_passage_and_none_is_invented(text in "\\PC{0,400}", query in "\\PC{0,20}") {
            let pieces = whole(&text, &parse(&query, Default::default()), Some("en"), &mut Stems::default());
            prop_assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), text.clone());
            let _ = best(&text, &parse(&query, Default::default()), Some("en"), &mut Stems::default());
        }
    }
}
