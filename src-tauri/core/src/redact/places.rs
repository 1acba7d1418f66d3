//! Streets, schools, wards, rooms, classes.

use super::scan::Found;
use super::scanner::Scanner;
use super::streets::street;
use super::words::{Language, Read};
use super::{Form, Kind, lists};

/// What is listed, and what looks like an address, an institution or a code.
pub(super) fn find(read: &Read, scanner: &Scanner) -> Vec<Found> {
    let mut found = listed(read, scanner);
    for index in 0..read.words.len() {
        let start = read.words.get(index).map_or(0, |word| word.letters.start);
        if found.last().is_some_and(|last| last.letters.start <= start && start < last.letters.end) {
            continue;
        }
        let hit = street(read, index)
            .or_else(|| code(read, index))
            .or_else(|| institution(read, index))
            .or_else(|| town(read, index));
        found.extend(hit);
    }
    found
}

pub(super) fn hit(read: &Read, kind: Kind, letters: std::ops::Range<usize>) -> Found {
    let word = if kind == Kind::Code { "code" } else { "place" };
    let text: String = read.text(letters.clone()).split_whitespace().collect::<Vec<_>>().join(" ");
    Found::new(kind, format!("{word}:{text}"), letters)
}

/// Listed codes and places: whole words, in capitals or not.
fn listed(read: &Read, scanner: &Scanner) -> Vec<Found> {
    let Some(automaton) = &scanner.listed else { return Vec::new() };
    let mut found: Vec<Found> = Vec::new();
    for matched in automaton.find_overlapping_iter(read.all()) {
        let letters = read.letter_at(matched.start())..read.letter_at(matched.end());
        let kind = scanner.listed_kinds.get(matched.pattern().as_usize()).copied().unwrap_or(Kind::Place);
        let inner = read.c(letters.start).is_alphanumeric() && read.before(letters.start).is_alphanumeric();
        let after = read.c(letters.end);
        let genitive = after == 's' && !read.c(letters.end + 1).is_alphanumeric();
        let outer = after.is_alphanumeric() && !genitive;
        let text = read.text(letters.clone());
        // A listed place that is a word ("Grove") needs its capital, unless it is several.
        let word = kind == Kind::Place && !text.contains(' ') && lists::everyday(text) && !read.upper(letters.start);
        if inner || outer || word {
            continue;
        }
        match found.last_mut().filter(|last| last.letters.start <= letters.start && letters.start < last.letters.end) {
            Some(last) if letters.len() > last.letters.len() => *last = hit(read, kind, letters),
            Some(_) => {}
            None => found.push(hit(read, kind, letters)),
        }
    }
    found
}

/// The words from one to another with nothing but spaces, hyphens and full stops between.
pub(super) fn near(read: &Read, one: usize, other: usize) -> bool {
    match (read.words.get(one), read.words.get(other)) {
        (Some(one), Some(other)) if one.letters.end <= other.letters.start => {
            let between = one.letters.end..other.letters.start;
            between.len() <= 2 && between.into_iter().all(|index| matches!(read.c(index), ' ' | '-' | '.' | '\''))
        }
        _ => false,
    }
}

/// Room 4, Ward 7B, klas 9b, Station 3, Bett 12.
fn code(read: &Read, index: usize) -> Option<Found> {
    const ROOMS: &[&str] = &[
        "room",
        "ward",
        "bay",
        "bed",
        "lokaal",
        "kamer",
        "bed",
        "afdeling",
        "unit",
        "flat",
        "zimmer",
        "raum",
        "station",
        "bett",
        "block",
        "apartment",
        "appartement",
        "wohngruppe",
        "woongroep",
    ];
    const CLASSES: &[&str] = &["class", "form", "klas", "groep", "klasse", "year", "set", "gruppe", "tutor", "yr", "y"];
    let word = read.words.get(index)?;
    let text = read.word(index);
    let room = ROOMS.contains(&text);
    if !room && !CLASSES.contains(&text) || word.form == Form::Address {
        return None;
    }
    let glued = read.c(word.letters.end).is_ascii_digit();
    let mut at = if glued { word.letters.end } else { word.letters.end + 1 };
    if !glued && (!matches!(read.c(word.letters.end), ' ' | '-') || (text == "y")) {
        return None;
    }
    let start = at;
    let mut digits = 0;
    let mut letters = 0;
    while read.c(at).is_ascii_alphanumeric()
        || (matches!(read.c(at), '.' | '/' | '-')
            && read.c(at + 1).is_ascii_alphanumeric()
            && read.c(at - 1).is_ascii_digit()
            && at - start < 5)
    {
        if read.c(at).is_ascii_digit() {
            digits += 1
        } else {
            letters += usize::from(read.c(at).is_alphabetic())
        }
        at += 1;
    }
    let capital = read.upper(start) && at == start + 1 && room && !matches!(read.c(start), 'i' | 'a') && word.capital;
    let sound = if room {
        ((1..=4).contains(&digits) && letters <= 2) || capital
    } else {
        (1..=2).contains(&digits) && (1..=2).contains(&letters)
    };
    // "bed 3 times", "unit 2": rooms in lower case count where the digit is no number of things.
    let ordinal = matches!(read.text(at.saturating_sub(2)..at), "st" | "nd" | "rd" | "th");
    (sound && !ordinal && !read.c(at).is_alphanumeric()).then(|| hit(read, Kind::Code, word.letters.start..at))
}

/// St Mary's Primary School, basisschool De Regenboog, Goethe-Gymnasium.
fn institution(read: &Read, index: usize) -> Option<Found> {
    const BEHIND: &[&str] = &[
        "school",
        "primary",
        "academy",
        "college",
        "hospital",
        "infirmary",
        "surgery",
        "nursery",
        "hospice",
        "university",
        "church",
        "centre",
        "clinic",
        "practice",
        "lodge",
        "manor",
        "gymnasium",
        "grundschule",
        "realschule",
        "hauptschule",
        "gesamtschule",
        "forderschule",
        "schule",
        "kita",
        "kindergarten",
        "krankenhaus",
        "klinikum",
        "klinik",
        "stift",
        "heim",
        "lyceum",
        "college",
        "ziekenhuis",
        "hospitaal",
        "house",
        "mosque",
        "kirche",
        "kerk",
        "academie",
    ];
    const BEFORE: &[&str] = &[
        "basisschool",
        "obs",
        "cbs",
        "rkbs",
        "verpleeghuis",
        "zorgcentrum",
        "ziekenhuis",
        "verzorgingshuis",
        "kinderdagverblijf",
        "grundschule",
        "gesamtschule",
        "gymnasium",
        "realschule",
        "kita",
        "krankenhaus",
        "klinik",
        "seniorenheim",
        "pflegeheim",
        "lyceum",
        "scholengemeenschap",
        "woonzorgcentrum",
    ];
    let word = read.words.get(index)?;
    if word.form == Form::Address {
        return None;
    }
    let text = read.word(index);
    if BEHIND.contains(&text) && word.capital && !word.starts {
        let mut first = index;
        while first > 0 && near(read, first - 1, first) && index - first < 4 {
            let before = read.words.get(first - 1)?;
            let own = before.capital || (read.word(first - 1) == "s" && read.before(before.letters.start) == '\'');
            if !own || before.starts && (lists::is_word(read.word(first - 1), read.language)) {
                break;
            }
            first -= 1;
        }
        // "Primary School" and "the School" name nobody; something must be its own.
        let own = (first..index).any(|at| {
            let text = read.word(at);
            !BEHIND.contains(&text)
                && (!lists::is_word(text, read.language)
                    || lists::is_given(text)
                    || ["st", "saint", "sankt"].contains(&text)
                    || read.language == Language::En)
                && !is_general(text)
        });
        let glued = first < index && read.before(word.letters.start) == '-';
        if own && (read.language != Language::De || glued || !lists::is_determiner(read.word(first))) {
            let mut last = index;
            while near(read, last, last + 1)
                && BEHIND.contains(&read.word(last + 1))
                && read.words.get(last + 1).is_some_and(|next| next.capital)
            {
                last += 1;
            }
            return Some(hit(read, Kind::Place, read.span(first..last + 1)));
        }
    }
    if BEFORE.contains(&text) {
        let mut last = index;
        while near(read, last, last + 1) && last - index < 3 {
            let next = read.words.get(last + 1)?;
            let small = matches!(read.word(last + 1), "de" | "het" | "am" | "an" | "der" | "im" | "t" | "sint" | "st");
            if !next.capital && !small {
                break;
            }
            last += 1;
        }
        let named = last > index
            && read.words.get(last).is_some_and(|last| last.capital)
            && (index + 1..=last).any(|at| read.words.get(at).is_some_and(|word| word.capital));
        let small = matches!(read.word(index + 1), "de" | "het" | "am" | "an");
        if named && (read.language != Language::De || small || !lists::is_word(read.word(index + 1), Language::De)) {
            return Some(hit(read, Kind::Place, read.span(index..last + 1)));
        }
    }
    None
}

/// Kinds of school and hospital, which say nothing of which one.
fn is_general(word: &str) -> bool {
    [
        "the",
        "our",
        "my",
        "high",
        "primary",
        "secondary",
        "infant",
        "junior",
        "special",
        "middle",
        "grammar",
        "sunday",
        "local",
        "day",
        "care",
        "community",
        "general",
        "sixth",
        "form",
        "head",
        "whole",
        "old",
        "new",
        "health",
        "medical",
        "acute",
        "a",
        "this",
        "business",
        "safe",
        "children",
        "s",
        "reggio",
        "montessori",
        "catholic",
    ]
    .contains(&word)
}

fn town(read: &Read, index: usize) -> Option<Found> {
    let word = read.words.get(index)?;
    let text = read.word(index);
    (word.capital
        && word.form != Form::Address
        && text.len() > 3
        && lists::is_town(text)
        && !(word.starts && lists::known(text))
        && !(lists::known(text) && lists::is_determiner(read.word(index.saturating_sub(1)))))
    .then(|| {
        // "Reading", "Bath", "Essen": words first, where the language has them.
        let word_first = lists::is_word(text, read.language);
        let placed = index > 0
            && matches!(
                read.word(index - 1),
                "in" | "to" | "from" | "near" | "at" | "naar" | "uit" | "te" | "nach" | "aus" | "bei"
            );
        (!word_first || placed).then(|| hit(read, Kind::Place, word.letters.clone()))
    })
    .flatten()
}

#[cfg(test)]
mod tests {
    use super::super::Known;
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let read = Read::of(text, Form::Markdown);
        let scanner = Scanner::new(&Known {
            codes: vec!["9X/Ma2".into()],
            places: vec!["Linden Grove".into()],
            ..Known::default()
        });
        find(&read, &scanner).into_iter().map(|found| read.text(found.letters).to_owned()).collect()
    }

    #[test]
    fn streets_schools_wards_and_classes_are_found() {
        for (text, place) in [
            ("She lives at 12 Acacia Road with her gran and the others", "12 acacia road"),
            ("they have moved to Mill Lane and it is far", "mill lane"),
            ("Hij woont op de Dorpsstraat 14a en dat is ver van het plein", "dorpsstraat 14a"),
            ("Sie wohnt in der Goethestraße 5 und das ist nicht weit", "goethestrasse 5"),
            ("ich war in der Bahnhofstr. 7 und das", "bahnhofstr. 7"),
            ("He was on Ward 7B for the night", "ward 7b"),
            ("In Room 14 they sat", "room 14"),
            ("ik zat in lokaal 12 met het kind", "lokaal 12"),
            ("with 9x/ma2 it was hard", "9x/ma2"),
            ("met klas 3b ging het goed", "klas 3b"),
            ("the staff of St Mary's Primary School met", "st mary's primary school"),
            ("op basisschool De Regenboog is het niet", "basisschool de regenboog"),
            ("near linden grove that is", "linden grove"),
            ("they moved from Bradford that year", "bradford"),
        ] {
            assert_eq!(found(text), [place], "{text}");
        }
    }

    #[test]
    fn what_is_like_a_place_is_left_alone() {
        for text in [
            "Year 9 and Key Stage 3",
            "the Primary School",
            "The School was shut",
            "on the way home",
            "groep 7 is lief",
            "Essen war gut und nicht teuer",
            "Reading is what they do",
            "bed at 9 or 10",
            "room for 3 more",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
