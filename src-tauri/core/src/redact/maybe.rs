//! Capitalised words that nothing explains.

use std::collections::HashSet;
use std::ops::Range;

use super::scan::Found;
use super::scanner::Scanner;
use super::words::{Language, Read};
use super::{Form, Kind, lists};

/// How sure a word is to be a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Doubt {
    /// It is not.
    Not,
    /// Beside a name it is one.
    Beside,
    /// It is.
    Name,
}

/// Words that may be names; those next to each other are one.
pub(super) fn find(read: &Read, scanner: &Scanner, taken: &[Range<usize>]) -> Vec<Found> {
    let titled = titled(read);
    let mut found = Vec::new();
    let mut taken = taken.to_vec();
    taken.sort_by_key(|range| range.start);
    let free = |letters: &Range<usize>| {
        let at = taken.partition_point(|range| range.end <= letters.start);
        taken.get(at).is_none_or(|range| range.start >= letters.end)
    };
    let mut runs: Vec<(Range<usize>, Doubt)> = Vec::new();
    let mut index = 0;
    while index < read.words.len() {
        let run = read.run(index);
        index = run.end;
        let letters = read.span(run.clone());
        let doubt = if free(&letters) { doubt(read, scanner, run.clone(), &titled) } else { Doubt::Not };
        runs.push((run, doubt));
    }
    // Who is called by name once is meant elsewhere, too, where a capital alone would say little.
    let sure: HashSet<&str> = runs
        .iter()
        .filter(|(run, doubt)| *doubt == Doubt::Name && read.words.get(run.start).is_some_and(|word| word.capital))
        .map(|(run, _)| read.text(read.span(run.clone())))
        .filter(|text| text.len() > 3)
        .collect();
    for (run, doubt) in &mut runs {
        let capital = read.words.get(run.start).is_some_and(|word| word.capital);
        let letters = read.span(run.clone());
        if capital && *doubt != Doubt::Name && sure.contains(read.text(letters.clone())) && free(&letters) {
            *doubt = Doubt::Name;
        }
    }
    let mut index = 0;
    while index < runs.len() {
        let Some((run, doubt)) = runs.get(index).cloned() else { break };
        if doubt != Doubt::Name {
            index += 1;
            continue;
        }
        let (mut words, mut next) = (run, index + 1);
        // Onwards over small words to another capital.
        loop {
            let mut ahead = next;
            while runs.get(ahead).is_some_and(|(run, _)| {
                ahead - next < 3 && lists::is_particle(read.word(run.start)) && beside(read, run.start)
            }) {
                ahead += 1;
            }
            let more = runs.get(ahead).filter(|(run, doubt)| *doubt >= Doubt::Beside && beside(read, run.start));
            match more {
                // Small words in lower case only lead to what is sure: "Anna in Klasse".
                Some((run, doubt)) if ahead == next || *doubt == Doubt::Name => {
                    words.end = run.end;
                    next = ahead + 1;
                }
                _ => break,
            }
        }
        index = next;
        let letters = read.span(words);
        let text = read.text(letters.clone());
        let group =
            text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let stem = if possessive(read, letters.end) { letters.start..letters.end + 2 } else { letters.clone() };
        if scanner.not_names.contains(&group) || scanner.not_names.contains(text) {
            continue;
        }
        let mut hit = Found::new(Kind::MaybeName, format!("maybe:{group}"), stem.clone());
        if stem.end > letters.end {
            hit.near = true;
            hit.ending = "'s".into();
        }
        found.push(hit);
    }
    found
}

fn possessive(read: &Read, end: usize) -> bool {
    read.c(end) == '\'' && read.c(end + 1) == 's' && !read.c(end + 2).is_alphanumeric()
}

/// A single space, hyphen or full stop and space stands in front.
fn beside(read: &Read, index: usize) -> bool {
    let (Some(one), Some(other)) =
        (index.checked_sub(1).and_then(|before| read.words.get(before)), read.words.get(index))
    else {
        return false;
    };
    let between = read.text(one.letters.end..other.letters.start);
    matches!(between, " " | "-" | "'")
        || (between == ". " && (one.letters.len() == 1 || lists::is_title(read.word(index - 1))))
}

/// Lines written as a title, with capitals throughout: there a capital says little.
fn titled(read: &Read) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < read.words.len() {
        let mut end = start + 1;
        while let (Some(before), Some(word)) = (read.words.get(end - 1), read.words.get(end)) {
            if (before.letters.end..word.letters.start).any(|at| matches!(read.c(at), '\n' | '.' | '!' | '?')) {
                break;
            }
            end += 1;
        }
        let words = read.words.get(start..end).unwrap_or_default();
        let long = words.iter().filter(|word| word.letters.len() > 3).count();
        let capital = words.iter().filter(|word| word.letters.len() > 3 && word.capital).count();
        if long >= 3 && capital * 4 >= long * 3 {
            lines.push(read.span(start..end));
        }
        start = end;
    }
    lines
}

fn doubt(read: &Read, scanner: &Scanner, run: Range<usize>, titled: &[Range<usize>]) -> Doubt {
    let Some(first) = read.words.get(run.start) else { return Doubt::Not };
    let letters = read.span(run.clone());
    let text = read.text(letters.clone());
    let length = letters.len();
    if matches!(first.form, Form::Address | Form::FileName) {
        return in_a_file_name(read, run.start, text, length);
    }
    if !first.capital {
        // A given name in lower case that is no word of any kind.
        return if given_in_lower_case(text, length) { Doubt::Name } else { Doubt::Not };
    }
    let glued = read.before(letters.start).is_ascii_digit() || read.c(letters.end).is_ascii_digit();
    if glued || length < 2 || !read.text(letters.clone()).is_ascii() && length < 3 {
        return if length == 1 && !glued && read.c(letters.end) == '.' && !first.starts {
            Doubt::Beside
        } else {
            Doubt::Not
        };
    }
    if scanner.not_names.contains(text) {
        return Doubt::Not;
    }
    let title =
        run.start.checked_sub(1).is_some_and(|before| lists::is_title(read.word(before)) && beside(read, run.start))
            && !lists::is_title(text)
            && !first.capitals;
    if title && !first.starts {
        return Doubt::Name;
    }
    // Only an all-capital word of some length is a word at all; shorter ones are abbreviations.
    if first.capitals && run.len() == 1 {
        let given = length > 3 && lists::is_given(text) && !lists::known(text);
        return if given || (length > 5 && !is_known(read, text) && !lists::is_proper(text)) {
            Doubt::Name
        } else {
            Doubt::Not
        };
    }
    if lists::is_proper(text) || text.strip_suffix('s').is_some_and(lists::is_proper) {
        return Doubt::Not;
    }
    let stem = text.strip_suffix('s').filter(|stem| stem.len() > 3 && lists::is_given(stem)).unwrap_or(text);
    let given = lists::is_given(text) || lists::is_given(stem);
    let in_title = titled.iter().any(|line| line.start <= letters.start && letters.start < line.end);
    let start = first.starts || in_title;
    // In the middle of a sentence a word with an ending that no list has is more likely a name.
    let word = if start || read.language == Language::De {
        lists::is_word(text, read.language)
    } else {
        lists::stands_in(text, read.language)
            || text.strip_suffix('s').is_some_and(|stem| stem.len() > 3 && lists::stands_in(stem, read.language))
            || (read.language == Language::Nl && lists::is_word(text, Language::Nl) && !lists::is_family(text))
    };
    match read.language {
        Language::De => german(read, run.start, given, word, start, text),
        Language::En | Language::Nl => match (given, word, start) {
            (true, false, _) | (_, false, false) => Doubt::Name,
            (true, true, false) => Doubt::Name,
            // At the start of a sentence a capital says nothing: only what no list explains is asked about.
            (false, false, true) => {
                if lists::known(text) || hyphened(read, &letters) {
                    Doubt::Beside
                } else {
                    Doubt::Name
                }
            }
            (true, true, true) => {
                if next_is_a_verb(read, run.end) {
                    Doubt::Name
                } else {
                    Doubt::Beside
                }
            }
            (false, true, false) => Doubt::Beside,
            (false, true, true) => Doubt::Not,
        },
    }
}

/// German writes every noun with a capital: there only names that are listed, and words that no list explains.
fn german(read: &Read, index: usize, given: bool, word: bool, start: bool, text: &str) -> Doubt {
    let determined = index > 0 && beside(read, index) && lists::is_determiner(read.word(index - 1));
    let follows_name = index > 0
        && beside(read, index)
        && lists::is_given(read.word(index - 1))
        && read.words.get(index - 1).is_some_and(|before| before.capital);
    match (given, word) {
        (true, false) => Doubt::Name,
        (true, true) if !start && !determined => Doubt::Name,
        // A family name that is put together from words, and no word anybody listed: Osterkamp.
        (false, true) if lists::is_family(text) && !lists::stands_in(text, Language::De) => Doubt::Name,
        (false, false) if lists::known(text) => Doubt::Beside,
        (false, false) if lists::is_family(text) => Doubt::Name,
        (false, false) if looks_like_a_noun(text) || (start && text.len() < 4) => Doubt::Not,
        (false, false) => Doubt::Name,
        _ if follows_name && lists::is_family(text) => Doubt::Beside,
        _ => Doubt::Not,
    }
}

/// Endings that German gives to nouns and not to names.
fn looks_like_a_noun(text: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ung",
        "ungen",
        "heit",
        "heiten",
        "keit",
        "keiten",
        "schaft",
        "schaften",
        "tion",
        "tionen",
        "tat",
        "taten",
        "ismus",
        "ismen",
        "nis",
        "nisse",
        "nissen",
        "ling",
        "linge",
        "tum",
        "ment",
        "mente",
        "logie",
        "innen",
        "erin",
        "ierung",
        "arbeit",
        "stunde",
        "stunden",
        "gruppe",
        "klasse",
        "zeit",
        "raum",
        "kind",
        "kinder",
        "kindern",
        "plan",
        "bogen",
        "gesprach",
        "gesprache",
        "lehrer",
        "lehrerin",
        "schuler",
        "schulerin",
        "pflege",
        "dienst",
        "schicht",
        "blatt",
        "heft",
        "buch",
        "spiel",
        "werk",
        "zimmer",
        "hilfe",
        "amt",
        "ung",
        "ungs",
        "sein",
        "wesen",
        "platz",
        "mittel",
        "stelle",
        "weise",
        "plane",
        "zettel",
        "kreis",
    ];
    text.len() > 6 && ENDINGS.iter().any(|ending| text.ends_with(ending))
}

fn is_known(read: &Read, text: &str) -> bool {
    lists::is_word(text, read.language)
}

/// Part of a compound with a hyphen, of which the other part is a word: "E-Mail", "Ex-partner".
fn hyphened(read: &Read, letters: &Range<usize>) -> bool {
    read.c(letters.end) == '-' && read.c(letters.end + 1).is_alphabetic() && !read.upper(letters.end + 1)
}

/// "Rose was late", "Mark zei": behind a name at the start of a sentence stands a verb in the past or one of few in the present.
fn next_is_a_verb(read: &Read, index: usize) -> bool {
    let text = read.word(index);
    beside(read, index)
        && ([
            "was", "is", "has", "had", "said", "asked", "told", "came", "went", "did", "does", "got", "and", "s",
            "looked", "sat", "wants", "cried", "stood", "left", "kept", "felt", "gave", "took", "who", "zei", "heeft",
            "ging", "kwam", "vroeg", "wilde", "en", "keek", "vertelde", "zat", "riep", "werd", "wil", "kan", "bleef",
            "vond", "deed", "stond", "liep", "huilde", "lachte",
        ]
        .contains(&text)
            || (read.language == Language::En && text.len() > 4 && text.ends_with("ed")))
}

/// "asked fatima", "met youssef": a name no word is like.
fn given_in_lower_case(text: &str, length: usize) -> bool {
    length >= 4
        && lists::is_given(text)
        && !lists::is_family(text)
        && !lists::known(text)
        && !lists::is_proper(text)
        && !lists::is_town(text)
}

/// In names of files and addresses: given names only, in any case.
fn in_a_file_name(read: &Read, index: usize, text: &str, length: usize) -> Doubt {
    let Some(first) = read.words.get(index) else { return Doubt::Not };
    // "plan by Wendel.pdf": a capital behind a small word, for which that some other language has such a word is no reason.
    let stands_out =
        index.checked_sub(1).and_then(|before| read.words.get(before)).is_some_and(|before| !before.capital);
    let given = length >= 4 && lists::is_given(text) && !lists::known(text) && !lists::is_proper(text);
    let family = first.form == Form::FileName
        && first.capital
        && length >= 4
        && !first.capitals
        && lists::is_family(text)
        && !lists::known(text);
    let unknown = first.form == Form::FileName
        && first.capital
        && !first.capitals
        && length >= 4
        && !is_known(read, text)
        && (stands_out || !lists::known(text))
        && !lists::is_proper(text);
    if given || family || unknown { Doubt::Name } else { Doubt::Not }
}
