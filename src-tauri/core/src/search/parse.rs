//! What a person types, read so that any text is a query: words, "phrases", -exclusions, prefix*, and filters such as
//! `tag:y9` in any order. What is not understood is said in [`Parsed::notes`], never silently dropped.

use chrono::{Months, NaiveDate};

use super::doc::day_number;
use super::facets::{self, DUE, FLAGS, Facet};
use super::tokens::{Token, tokens};
use crate::tags::folded;
use crate::text::excerpt;

/// More words than this make no better question, only a slower one.
const CLAUSE_LIMIT: usize = 64;
/// Characters of a query that are read.
const LENGTH_LIMIT: usize = 2_000;

/// A query, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parsed {
    pub(crate) clauses: Vec<Clause>,
    /// Sentences about what was not understood.
    pub(crate) notes: Vec<String>,
}

/// One part of a query; all must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) negated: bool,
    pub(crate) kind: Kind,
}

/// What a part asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One word (or several side by side, as "déjà-vu" and every Chinese word are).
    Word {
        tokens: Vec<Token>,
        prefix: bool,
    },
    /// Words that stand side by side.
    Phrase {
        tokens: Vec<Token>,
    },
    /// The place of a facet among [`facets::FACETS`], and values, folded, of which it bears any.
    Facet(usize, Vec<String>),
    Flag(&'static str),
    /// Something of it is due on this day or was before.
    DueBy(i64),
    /// On this day or later.
    After(i64),
    /// Earlier than this day.
    Before(i64),
}

impl Parsed {
    /// The values that a facet is asked for by, to be said in other words.
    pub(crate) fn values_of(&mut self, name: &str) -> impl Iterator<Item = &mut Vec<String>> {
        let wanted = facets::named(name).map(|(at, _)| at);
        self.clauses.iter_mut().filter_map(move |clause| match &mut clause.kind {
            Kind::Facet(at, values) if Some(*at) == wanted => Some(values),
            _ => None,
        })
    }

    /// Whether nothing is asked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Whether words are asked for, so that there is something to rank by.
    pub(crate) fn has_words(&self) -> bool {
        self.clauses
            .iter()
            .any(|clause| !clause.negated && matches!(clause.kind, Kind::Word { .. } | Kind::Phrase { .. }))
    }
}

/// Reads a query on a day.
pub(crate) fn parse(text: &str, today: NaiveDate) -> Parsed {
    let mut parsed = Parsed::default();
    let mut chars: Vec<char> = text.chars().take(LENGTH_LIMIT + 1).collect();
    if chars.len() > LENGTH_LIMIT {
        chars.truncate(LENGTH_LIMIT);
        parsed.notes.push(format!("I read the first {LENGTH_LIMIT} characters of the query and left out the rest."));
    }
    let mut at = 0;
    while at < chars.len() {
        if chars[at].is_whitespace() {
            at += 1;
            continue;
        }
        let (piece, next) = piece(&chars, at, &mut parsed.notes);
        let typing = next >= chars.len();
        at = next;
        if parsed.clauses.len() >= CLAUSE_LIMIT {
            parsed
                .notes
                .push(format!("I looked for the first {CLAUSE_LIMIT} parts of the query and left out the rest."));
            break;
        }
        understand(piece, typing, today, &mut parsed);
    }
    parsed
}

/// A run of characters up to the next space outside quotation marks.
#[derive(Default)]
struct Piece {
    negated: bool,
    /// Before a colon, where what stands there could be a filter's name.
    name: Option<String>,
    text: String,
    quoted: bool,
}

fn piece(chars: &[char], mut at: usize, notes: &mut Vec<String>) -> (Piece, usize) {
    let mut piece = Piece::default();
    if chars[at] == '-' && chars.get(at + 1).is_some_and(|next| !next.is_whitespace() && *next != '-') {
        piece.negated = true;
        at += 1;
    }
    while at < chars.len() && !chars[at].is_whitespace() {
        let c = chars[at];
        if is_quote(c) && piece.text.is_empty() {
            piece.quoted = true;
            let closing = chars[at + 1..].iter().position(|c| is_quote(*c)).map(|offset| at + 1 + offset);
            piece.text = chars[at + 1..closing.unwrap_or(chars.len())].iter().collect();
            if closing.is_none() && !piece.text.trim().is_empty() {
                notes.push(format!(
                    "A quotation mark is not closed: I looked for “{}” as one phrase.",
                    excerpt(&piece.text, 60)
                ));
            }
            return (piece, closing.map_or(chars.len(), |closing| closing + 1));
        }
        if c == ':' && piece.name.is_none() && could_be_name(&piece.text) && chars.get(at + 1) != Some(&'/') {
            piece.name = Some(std::mem::take(&mut piece.text));
        } else {
            piece.text.push(c);
        }
        at += 1;
    }
    (piece, at)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」')
}

fn could_be_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= 20 && text.chars().all(|c| c.is_ascii_alphabetic())
}

fn understand(piece: Piece, typing: bool, today: NaiveDate, parsed: &mut Parsed) {
    let negated = piece.negated;
    if let Some(name) = &piece.name {
        let value = piece.text.trim();
        match filter(&name.to_ascii_lowercase(), value, today) {
            Ok(Some(kind)) => {
                parsed.clauses.push(Clause { negated, kind });
                return;
            }
            Ok(None) if !piece.quoted && !value.is_empty() => parsed.notes.push(format!(
                "I don't know the filter “{name}:”, so I looked for the words. The filters are {}",
                facets::filters()
            )),
            Ok(None) => {}
            Err(note) => {
                parsed.notes.push(note);
                return;
            }
        }
    }
    let text = match &piece.name {
        Some(name) => format!("{name} {}", piece.text),
        None => piece.text.clone(),
    };
    let tokens = tokens(&text);
    let kind = match tokens.len() {
        0 => return,
        _ if piece.name.is_some() && !piece.quoted => {
            // Not a filter after all ("note:this"): each word on its own.
            for token in tokens {
                parsed.clauses.push(Clause { negated, kind: Kind::Word { tokens: vec![token], prefix: false } });
            }
            return;
        }
        _ if piece.quoted => Kind::Phrase { tokens },
        _ => {
            let starred = text.ends_with('*');
            Kind::Word { tokens, prefix: starred || (typing && !negated && text.ends_with(char::is_alphanumeric)) }
        }
    };
    parsed.clauses.push(Clause { negated, kind });
}

/// The filter of that name; `Ok(None)` where there is none, a sentence where its value is not understood.
fn filter(name: &str, value: &str, today: NaiveDate) -> Result<Option<Kind>, String> {
    if let Some((at, facet)) = facets::named(name) {
        return value_of(facet, value).map(|value| Some(Kind::Facet(at, vec![value])));
    }
    match name {
        "is" | "has" => {
            let wanted = format!("{name}:{}", plural_aside(&value.to_lowercase()));
            if wanted == DUE {
                return Ok(Some(Kind::DueBy(day_number(today))));
            }
            match FLAGS.iter().find(|flag| flag.name == wanted) {
                Some(flag) => Ok(Some(Kind::Flag(flag.name))),
                None => Err(format!("{name}: can be followed by {}; I left it out.", facets::choices(name))),
            }
        }
        "after" => day(value).map(|(first, _)| Some(Kind::After(first))).ok_or_else(|| date_note(name, value)),
        "before" => day(value).map(|(first, _)| Some(Kind::Before(first))).ok_or_else(|| date_note(name, value)),
        _ => Ok(None),
    }
}

fn value_of(facet: &Facet, value: &str) -> Result<String, String> {
    let name = facet.name;
    let value = folded(value.trim_start_matches('#'));
    if facet.choices.is_empty() {
        return match value.is_empty() {
            true => Err(format!("After {name}: comes what to look for, such as {name}:y9 or {name}:\"two words\".")),
            false => Ok(value),
        };
    }
    let wanted = value.replace([' ', '-'], "_");
    let choice = facet.choices.iter().find(|choice| **choice == wanted);
    choice
        .map(|choice| (*choice).to_owned())
        .ok_or_else(|| format!("{name}: can be followed by {}; I left it out.", facet.choices.join(", ")))
}

fn plural_aside(value: &str) -> &str {
    match value {
        "attachments" | "file" | "files" => "attachment",
        "images" | "picture" | "pictures" | "photo" | "photos" => "image",
        "tags" => "tag",
        "people" => "person",
        "drafts" => "draft",
        "questions" => "question",
        "loops" => "loop",
        "open" | "open loop" | "open-loops" => "open-loop",
        other => other,
    }
}

fn date_note(name: &str, value: &str) -> String {
    format!(
        "“{}” is not a date I can read; write {name}:2024, {name}:2024-03 or {name}:2024-03-05. I left it out.",
        excerpt(value, 40)
    )
}

/// First and last day of a year, a month or a day.
fn day(value: &str) -> Option<(i64, i64)> {
    let months = |first: NaiveDate, months: u32| {
        let last = first.checked_add_months(Months::new(months))?.pred_opt()?;
        Some((day_number(first), day_number(last)))
    };
    if let Ok(day) = NaiveDate::parse_from_str(value, "%Y-%m-%d") {
        return Some((day_number(day), day_number(day)));
    }
    if value.len() == 4 {
        return months(NaiveDate::from_ymd_opt(value.parse().ok()?, 1, 1)?, 12);
    }
    months(NaiveDate::parse_from_str(&format!("{value}-01"), "%Y-%m-%d").ok()?, 1)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();

    fn shape(text: &str) -> Vec<String> {
        let words = |tokens: &[Token]| tokens.iter().map(|token| token.folded.clone()).collect::<Vec<_>>().join("+");
        parse(text, TODAY)
            .clauses
            .iter()
            .map(|clause| {
                let sign = if clause.negated { "-" } else { "" };
                match &clause.kind {
                    Kind::Word { tokens, prefix } => {
                        format!("{sign}{}{}", words(tokens), if *prefix { "*" } else { "" })
                    }
                    Kind::Phrase { tokens } => format!("{sign}\"{}\"", words(tokens)),
                    other => format!("{sign}{other:?}"),
                }
            })
            .collect()
    }

    #[test]
    fn words_phrases_and_exclusions_are_told_apart() {
        assert_eq!(shape("Cold \"waiting time\" -homework call"), ["cold", "\"waiting+time\"", "-homework", "call*"]);
        assert_eq!(shape("call "), ["call"], "a space ends the word being typed");
        assert_eq!(shape("refl* deep "), ["refl*", "deep"]);
        assert_eq!(shape("déjà-vu "), ["deja+vu"]);
        assert_eq!(shape("学校"), ["学+校*"]);
    }

    #[test]
    fn filters_stand_in_any_order() {
        let day = day_number(NaiveDate::from_ymd_opt(2024, 3, 1).unwrap());
        assert_eq!(
            shape("tag:#Y9 after:2024-03 person:\"Anna B\" -is:draft has:files"),
            [
                "Facet(0, [\"y9\"])".to_owned(),
                format!("After({day})"),
                "Facet(1, [\"anna b\"])".into(),
                "-Flag(\"is:draft\")".into(),
                "Flag(\"has:attachment\")".into()
            ]
        );
    }

    #[test]
    fn stages_standings_and_what_is_due_are_filters() {
        let of = |name: &str, value: &str| format!("Facet({}, [{value:?}])", facets::named(name).unwrap().0);
        assert_eq!(
            shape("stage:Test-planned claim:dropped kind:loop is:open has:questions is:due "),
            [
                of("stage", "test_planned"),
                of("claim", "dropped"),
                of("kind", "loop"),
                "Flag(\"is:open-loop\")".into(),
                "Flag(\"has:question\")".into(),
                format!("DueBy({})", day_number(TODAY)),
            ]
        );
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for (text, word) in [
            ("colour:red x", "colour"),
            ("\"not closed", "quotation"),
            ("is:happy", "draft"),
            ("after:soon", "soon"),
            ("tag:", "tag:"),
            ("stage:asleep", "challenged"),
            ("claim:", "doubted"),
            ("is:soon", "due"),
        ] {
            assert!(
                parse(text, TODAY).notes.iter().any(|note| note.contains(word)),
                "{text}: {:?}",
                parse(text, TODAY).notes
            );
        }
        assert_eq!(shape("colour:red "), ["colour", "red"]);
        assert!(parse("10:30 https://example.org/x", TODAY).notes.is_empty());
    }

    proptest! {
        #[test]
        fn any_text_is_a_query(text in "\\PC*") {
            let _ = parse(&text, TODAY);
        }
        #[test]
        fn any_mix_of_signs_is_a_query(text in "[-\":*a日 tag\u{1F642}\\\\(]{0,40}") {
            let _ = parse(&text, TODAY);
        }
    }
}
