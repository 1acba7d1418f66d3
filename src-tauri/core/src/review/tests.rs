#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;

use proptest::prelude::*;

use super::*;

/// A file or folder of third-party test data; none where it is missing, said by name.
pub(super) fn data(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("LOOPBOOK_TEST_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let path = folder.join(name);
    if path.exists() {
        return Some(path);
    }
    #[allow(clippy::print_stderr, reason = "a test that could not run says so")]
    {
        eprintln!("skipped: the test data {name} is not at {}", path.display());
    }
    None
}

fn quote_of(text: &str, start: usize, end: usize) -> Quote {
    let chars: Vec<char> = text.chars().collect();
    Quote {
        exact: chars[start..end].iter().collect(),
        prefix: chars[start.saturating_sub(40)..start].iter().collect(),
        suffix: chars[end..(end + 40).min(chars.len())].iter().collect(),
        start: Some(start),
        end: Some(end),
    }
}

fn part(text: &str, range: std::ops::Range<usize>) -> String {
    text.chars().skip(range.start).take(range.len()).collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn quoting(text: &str, exact: &str) -> Quote {
    let start = text[..text.find(exact).unwrap()].chars().count();
    quote_of(text, start, start + exact.chars().count())
}

#[test]
fn a_passage_is_found_again_where_it_stood_where_it_went_and_not_where_it_is_gone() {
    let text = "I ask. Nobody answers.\n\nAfter two seconds I lose the class. So I go on talking.\n";
    let place = |now: &str, exact: &str| {
        let placed = Texts::new(text, text, now).place(&quoting(text, exact));
        (placed.standing, part(now, placed.range))
    };
    let lost = "I lose the class";
    assert_eq!(place(text, lost), (Standing::Exact, lost.into()));
    assert_eq!(place(&format!("Today.\n\n{text}"), lost), (Standing::Exact, lost.into()));
    assert_eq!(place(&text.replace("lose the", "lose\nthe"), lost), (Standing::Exact, "I lose\nthe class".into()));
    let moved = "After two seconds I lose the class. Then this.\n\nI ask. Nobody answers.\n\nSo I go on talking.\n";
    let (standing, words) = place(moved, "I ask. Nobody answers.");
    assert!(standing != Standing::Orphan && words == "I ask. Nobody answers.", "{standing:?} {words}");
    assert_eq!(place("I ask. Nobody answers.\n\nSo I go on talking.\n", lost), (Standing::Orphan, String::new()));
    // A short word that stands everywhere is placed only where its surroundings speak for it.
    assert_eq!(place("I wonder, and I write.", "I").0, Standing::Orphan);
}

#[test]
fn a_comment_on_a_pseudonym_stands_on_the_real_name() {
    let read = "Amira said no. Then Amira’s friend left, on 3 March, from amira@example.org.";
    let sent = "Pupil A said no. Then Pupil A’s friend left, in March 2026, from [e-mail].";
    let texts = Texts::new(sent, read, read);
    for (marked, own) in [
        ("Pupil A’s friend left", "Amira’s friend left"),
        ("Pupil A said", "Amira said"),
        ("in March 2026", "on 3 March"),
        ("left", "left"),
    ] {
        let placed = texts.place(&quoting(sent, marked));
        assert_eq!((placed.standing, part(read, placed.range)), (Standing::Exact, own.into()), "{marked}");
        assert_eq!(placed.read, own);
    }
}

#[test]
fn a_quote_that_stands_at_several_places_goes_to_the_one_with_its_surroundings() {
    let text = "First I wait for an answer here. Later I wait for an answer there.";
    let second = quote_of(text, 39, 59);
    assert_eq!(second.exact, "I wait for an answer");
    let now = "Before it I wait for an answer here. Much happened. Later I wait for an answer there.";
    let placed = Texts::new(text, text, now).place(&Quote { start: None, end: None, ..second });
    assert_eq!(&now[placed.range.end..], " there.");
}

/// What real texts are made of: several scripts, emoji of several code points, marks that combine, both directions.
const WORDS: [&str; 16] = [
    "class",
    "I",
    "lose",
    "the",
    "wait",
    "👩🏽‍🏫",
    "e\u{301}t\u{e9}",
    "مدرسة",
    "שלום",
    "教室",
    "🇳🇱",
    "won’t",
    "Pupil A",
    "why?",
    "\u{202b}rtl\u{202c}",
    "again.",
];

fn text() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..WORDS.len(), 1..60)
}

fn joined(words: &[usize]) -> String {
    let mut out = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            out.push_str(if at % 9 == 0 { "\n\n" } else { " " });
        }
        out.push_str(WORDS[*word]);
    }
    out
}

#[derive(Clone, Debug)]
enum Edit {
    Insert(usize, Vec<usize>),
    Delete(usize, usize),
    Move(usize, usize, usize),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        (0..60usize, prop::collection::vec(0..WORDS.len(), 1..8)).prop_map(|(at, words)| Edit::Insert(at, words)),
        (0..60usize, 1..10usize).prop_map(|(at, count)| Edit::Delete(at, count)),
        (0..60usize, 1..10usize, 0..60usize).prop_map(|(at, count, to)| Edit::Move(at, count, to)),
    ];
    prop::collection::vec(edit, 0..6)
}

fn edited(words: &[usize], edits: &[Edit]) -> Vec<usize> {
    let mut words = words.to_vec();
    for edit in edits {
        match edit {
            Edit::Insert(at, more) => {
                let at = (*at).min(words.len());
                words.splice(at..at, more.iter().copied());
            }
            Edit::Delete(at, count) => {
                let at = (*at).min(words.len());
                words.drain(at..(at + count).min(words.len()));
            }
            Edit::Move(at, count, to) => {
                let at = (*at).min(words.len());
                let taken: Vec<usize> = words.drain(at..(at + count).min(words.len())).collect();
                let to = (*to).min(words.len());
                words.splice(to..to, taken);
            }
        }
    }
    words
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the author did to the text: a comment stands on its very words, or is listed with its quote.
    #[test]
    fn a_comment_stands_on_its_quote_or_is_listed(words in text(), edits in edits(), a in 0..400usize, b in 0..400usize) {
        let read = joined(&words);
        let now = joined(&edited(&words, &edits));
        let length = read.chars().count();
        let (start, end) = (a.min(b) % length, a.max(b) % length);
        let (start, end) = (start.min(end), start.max(end) + 1);
        let quote = quote_of(&read, start, end);
        let placed = Texts::new(&read, &read, &now).place(&quote);
        prop_assert!(placed.range.end <= now.chars().count());
        match placed.standing {
            Standing::Exact | Standing::Moved => {
                prop_assert_eq!(squeezed(&part(&now, placed.range)), squeezed(&quote.exact));
            }
            _ => prop_assert_eq!(placed.read.trim(), quote.exact.trim()),
        }
        if read == now && !quote.exact.trim().is_empty() {
            prop_assert_eq!(placed.standing, Standing::Exact);
        }
    }

    /// A long passage whose words stand in the text of now only once is never lost.
    #[test]
    fn a_passage_that_still_stands_is_placed(words in text(), before in text(), behind in text()) {
        let read = joined(&words);
        prop_assume!(read.chars().filter(|c| !c.is_whitespace()).count() > 12);
        let now = format!("{} {} {}", joined(&before), read.replace("\n\n", " "), joined(&behind));
        let quote = quote_of(&read, 0, read.chars().count());
        let placed = Texts::new(&read, &read, &now).place(&quote);
        prop_assert!(placed.standing != Standing::Orphan);
        prop_assert_eq!(squeezed(&part(&now, placed.range)), squeezed(&read));
    }
}
