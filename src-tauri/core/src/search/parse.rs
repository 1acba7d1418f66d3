//! What a person types, read so that any text is a query: words, "phrases", -exclusions, prefix*, OR, parentheses,
//! nearness, and filters such as `tag:y9` in any order. What is not understood is said in [`Parsed::notes`], never silently
//! dropped.

use chrono::NaiveDate;

use super::ask::{Clause, Kind, Parsed, Word};
use super::filters::{self, could_be_name};
use super::tokens::{Token, tokens};
use crate::text::excerpt;

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
        notes: Vec::new(),
    };
    if parser.chars.len() > LENGTH_LIMIT {
        parser.chars.truncate(LENGTH_LIMIT);
        parser.note(format!("I read the first {LENGTH_LIMIT} characters of the query and left out the rest."));
    }
    let clauses = parser.group(0);
    if parser.left == 0 && parser.chars.get(parser.at..).is_some_and(|rest| rest.iter().any(|c| c.is_alphanumeric())) {
        parser.note(format!("I looked for the first {CLAUSE_LIMIT} parts of the query and left out the rest."));
    }
    Parsed { clauses, notes: parser.notes }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    today: NaiveDate,
    /// Parts that are still read.
    left: usize,
    notes: Vec<String>,
}

/// A run of characters up to the next space outside quotation marks.
#[derive(Default)]
struct Piece {
    /// Before a colon, where what stands there could be a filter's name.
    name: Option<String>,
    text: String,
    quoted: bool,
    /// After a closed quotation mark: "~5".
    within: Option<usize>,
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

    /// One part: a group in brackets, or what one piece of text says; nothing where it says nothing.
    fn part(&mut self, depth: usize) -> Vec<Clause> {
        let negated =
            self.peek(0) == Some('-') && self.peek(1).is_some_and(|next| !next.is_whitespace() && next != '-');
        if negated {
            self.at += 1;
        }
        if self.peek(0) == Some('(') && depth < DEPTH {
            self.at += 1;
            let clauses = self.group(depth + 1);
            self.at += usize::from(self.peek(0) == Some(')'));
            return match negated {
                _ if clauses.is_empty() => Vec::new(),
                true => vec![Clause { negated, kind: Kind::Any(vec![clauses]) }],
                // A group of one part, or of words that stand with the others anyway, is those parts.
                false => clauses,
            };
        }
        let start = self.at;
        let piece = self.piece(depth);
        if let Some(kind) = self.filter(&piece, start) {
            return kind.into_iter().flat_map(|kinds| self.clauses(kinds, negated)).collect();
        }
        let kinds = self.words(piece, negated);
        self.clauses(kinds, negated)
    }

    /// Kinds that all hold, as parts; excluded is what has them all.
    fn clauses(&mut self, mut kinds: Vec<Kind>, negated: bool) -> Vec<Clause> {
        kinds.truncate(self.left);
        self.left -= kinds.len();
        let all = |negated: bool, kinds: Vec<Kind>| kinds.into_iter().map(|kind| Clause { negated, kind }).collect();
        match negated && kinds.len() > 1 {
            true => vec![Clause { negated, kind: Kind::Any(vec![all(false, kinds)]) }],
            false => all(negated, kinds),
        }
    }

    fn piece(&mut self, depth: usize) -> Piece {
        let mut piece = Piece::default();
        while let Some(c) = self.peek(0).filter(|c| !c.is_whitespace() && (*c != ')' || depth == 0)) {
            if is_quote(c) && piece.text.is_empty() {
                self.quoted(&mut piece);
                return piece;
            }
            self.at += 1;
            if c == ':' && piece.name.is_none() && could_be_name(&piece.text) && self.peek(0) != Some('/') {
                piece.name = Some(std::mem::take(&mut piece.text));
            } else {
                piece.text.push(c);
            }
        }
        piece
    }

    fn quoted(&mut self, piece: &mut Piece) {
        self.at += 1;
        let rest = &self.chars[self.at..];
        let closing = rest.iter().position(|c| is_quote(*c));
        piece.quoted = true;
        piece.text = rest[..closing.unwrap_or(rest.len())].iter().collect();
        self.at += closing.map_or(rest.len(), |closing| closing + 1);
        if closing.is_none() && !piece.text.trim().is_empty() {
            let text = excerpt(&piece.text, 60);
            self.note(format!("A quotation mark is not closed: I looked for “{text}” as one phrase."));
        }
        if self.peek(0) == Some('~') {
            let digits: String = self.chars[self.at + 1..].iter().take_while(|c| c.is_ascii_digit()).take(4).collect();
            self.at += 1 + digits.len();
            piece.within = Some(digits.parse().unwrap_or(NEAR));
        }
    }

    /// What a filter says; `None` where it is none. What it cannot read is said, and nothing is looked for.
    fn filter(&mut self, piece: &Piece, start: usize) -> Option<Option<Vec<Kind>>> {
        let written = piece.name.as_ref()?;
        let name = written.to_lowercase();
        let value = piece.text.trim();
        if name == "near" && !value.is_empty() {
            return Some(near(tokens(value), piece.within).map(|kind| vec![kind]));
        }
        if !piece.quoted && filters::takes_days(&name) {
            return Some(self.days(&name, start + written.chars().count() + 1));
        }
        match filters::read(&name, value, self.today) {
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

    /// A day in words needs no quotation marks: as many of the next words as make one are taken.
    fn days(&mut self, name: &str, from: usize) -> Option<Vec<Kind>> {
        let rest = self.chars.get(from..).unwrap_or_default();
        let ends = (0..=rest.len().min(40)).filter(|end| rest.get(*end).is_none_or(|c| c.is_whitespace() || *c == ')'));
        let ends: Vec<usize> = ends.take(6).collect();
        for end in ends.into_iter().rev() {
            let value: String = rest[..end].iter().collect();
            if let Ok(Some(kinds)) = filters::read(name, value.trim(), self.today) {
                self.at = from + end;
                return Some(kinds);
            }
        }
        let value: String = self.chars.get(from..self.at).unwrap_or_default().iter().collect();
        self.note(filters::date_note(name, &value));
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
    let within = within.unwrap_or(NEAR).clamp(1, NEAR_LIMIT);
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

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」')
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::super::doc::day_number;
    use super::super::facets;
    use super::*;
    use proptest::prelude::*;

    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();

    fn shape(text: &str) -> Vec<String> {
        shapes(&parse(text, TODAY).clauses)
    }

    fn shapes(clauses: &[Clause]) -> Vec<String> {
        let words = |tokens: &[Token]| tokens.iter().map(|token| token.folded.clone()).collect::<Vec<_>>().join("+");
        clauses
            .iter()
            .map(|clause| {
                let sign = if clause.negated { "-" } else { "" };
                match &clause.kind {
                    Kind::Word(Word { tokens, prefix, .. }) => {
                        format!("{sign}{}{}", words(tokens), if *prefix { "*" } else { "" })
                    }
                    Kind::Near { tokens, within } => format!("{sign}{}~{within}", words(tokens)),
                    Kind::Any(either) => {
                        let either: Vec<String> = either.iter().map(|all| shapes(all).join(" ")).collect();
                        format!("{sign}({})", either.join(" | "))
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
    fn or_joins_its_neighbours_and_brackets_group() {
        assert_eq!(shape("anna OR ben homework "), ["(anna | ben)", "homework"]);
        assert_eq!(shape("anna | ben OR \"ms k\" "), ["(anna | ben | \"ms+k\")"]);
        assert_eq!(shape("(cold calling) OR silence "), ["(cold calling | silence)"]);
        assert_eq!(shape("-(quiz (exam OR test)) class "), ["-(quiz (exam | test))", "class"]);
        assert_eq!(shape("a OR -b "), ["(a | -b)"]);
        assert_eq!(shape("tag:y9 OR tag:y10 "), ["(Facet(0, [\"y9\"]) | Facet(0, [\"y10\"]))"]);
        assert_eq!(shape("either or "), ["either", "or"], "only in capitals");
        assert_eq!(shape("fish AND chips "), ["fish", "chips"]);
    }

    #[test]
    fn brackets_and_joints_that_join_nothing_are_passed_over() {
        for (text, parts) in [
            ("OR ", vec!["or"]),
            ("a OR ", vec!["a"]),
            ("( ) a ", vec!["a"]),
            ("a ) b ", vec!["a", "b"]),
            ("((a b ", vec!["a", "b"]),
            (":) :( a", vec!["a*"]),
            ("f(x) ", vec!["f+x"]),
            ("(((((((((((((((deep", vec!["deep*"]),
            ("-(", vec![]),
        ] {
            assert_eq!(shape(text), parts, "{text}");
        }
    }

    #[test]
    fn words_are_asked_for_near_each_other() {
        assert_eq!(shape("near:\"anna homework\""), ["anna+homework~10"]);
        assert_eq!(shape("near:\"anna homework\"~3 \"a b\"~900 "), ["anna+homework~3", "a+b~50"]);
        assert_eq!(shape("near:anna"), ["anna~10"]);
    }

    #[test]
    fn days_need_no_quotation_marks() {
        let day = |year, month, day| day_number(NaiveDate::from_ymd_opt(year, month, day).unwrap());
        let days = |first: i64, end: i64| vec![format!("After({first})"), format!("Before({end})")];
        let march = days(day(2026, 3, 1), day(2026, 4, 1));
        assert_eq!(shape("in:march"), march);
        assert_eq!(shape("in:march quiz ")[..2], march);
        assert_eq!(shape("in:last week maths ")[..2], days(day(2026, 11, 9), day(2026, 11, 16)));
        assert_eq!(shape("in:\"last week\" "), days(day(2026, 11, 9), day(2026, 11, 16)));
        assert_eq!(shape("on:5 March 2024 x ")[..2], days(day(2024, 3, 5), day(2024, 3, 6)));
        assert_eq!(shape("(after:2024) ")[0], format!("After({})", day(2024, 1, 1)));
        assert_eq!(shape("-in:2024 ").len(), 1, "what is excluded is the span");
    }

    #[test]
    fn runs_of_scripts_without_spaces_are_cut_where_another_begins() {
        assert_eq!(shape("黑豹队2016年，防守 "), ["黑+豹+队", "2016", "年", "防+守"]);
    }

    #[test]
    fn a_long_query_is_read_in_part_and_says_so() {
        let long = "word ".repeat(100_000);
        let parsed = parse(&long, TODAY);
        assert_eq!((parsed.clauses.len(), parsed.notes.len()), (CLAUSE_LIMIT, 2));
        let _ = parse(&"(-\"".repeat(100_000), TODAY);
        let _ = parse(&"a OR ".repeat(100_000), TODAY);
        let _ = parse(&"in:last ".repeat(100_000), TODAY);
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
