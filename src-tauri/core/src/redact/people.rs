//! People on the list, however they are written.

use std::collections::HashSet;
use std::ops::Range;

use super::initials::{initials, is_abbreviation, spelt_out};
use super::scan::Found;
use super::scanner::{Form as NameForm, Person, Scanner, is_unspaced};
use super::words::{Read, Word};
use super::{Form, Kind, lists};

/// A stretch of words that may be somebody.
pub(super) struct Mark {
    pub(super) words: Range<usize>,
    pub(super) letters: Range<usize>,
    pub(super) people: Vec<u32>,
    pub(super) near: bool,
    pub(super) weak: bool,
    pub(super) possessive: bool,
}

/// Everybody listed who stands in the text, in its order.
pub(super) fn find(read: &Read, scanner: &Scanner) -> Vec<Found> {
    let mut marks = by_word(read, scanner);
    spelt_out(read, scanner, &mut marks);
    initials(read, scanner, &mut marks);
    inside(read, scanner, &mut marks);
    marks.sort_by_key(|mark| (mark.letters.start, std::cmp::Reverse(mark.letters.end)));
    let marks = merged(read, scanner, marks);
    // Of two with the same name the one who is named in full nearby is meant.
    let sure: HashSet<u32> =
        marks.iter().filter(|mark| mark.people.len() == 1).filter_map(|mark| mark.people.first().copied()).collect();
    marks
        .into_iter()
        .filter(|mark| !mark.weak)
        .filter_map(|mark| {
            let index = mark.people.iter().find(|person| sure.contains(person)).or(mark.people.first())?;
            let person = scanner.people.get(*index as usize)?;
            let letters = widened(read, person, &mark);
            let (letters, ending) = ending(read, letters, mark.possessive);
            let near = mark.near || !ending.is_empty();
            Some(Found {
                kind: Kind::Person(person.key),
                group: format!("person:{}", person.key.0),
                letters,
                near,
                ending,
            })
        })
        .collect()
}

pub(super) fn people(forms: &[NameForm]) -> Vec<u32> {
    let mut people: Vec<u32> = forms.iter().map(|form| form.person).collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// Words that are a form of a name, or nearly one.
fn by_word(read: &Read, scanner: &Scanner) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut index = 0;
    while index < read.words.len() {
        let run = read.run(index);
        index = run.end;
        let letters = read.span(run.clone());
        let text = read.text(letters.clone());
        if let Some(mark) = exact(read, scanner, run.clone(), text) {
            marks.push(mark);
            continue;
        }
        if run.len() > 1 {
            for part in run.clone() {
                let text = read.word(part);
                if text.chars().count() < 3 {
                    continue;
                }
                let long = text.chars().count() >= 5;
                let mark = exact(read, scanner, part..part + 1, text);
                marks.extend(mark.or_else(|| near(read, scanner, part..part + 1, text).filter(|_| long)));
            }
            continue;
        }
        // A name with markup of its own and a word right behind: "**Anna**said".
        let seamed = marks.len();
        for piece in seams(read, letters) {
            let text = read.text(piece.clone());
            let mark = if piece.len() >= 3 { exact(read, scanner, run.clone(), text) } else { None };
            let mark = mark.or_else(|| if piece.len() >= 5 { near(read, scanner, run.clone(), text) } else { None });
            marks.extend(mark.map(|mark| Mark { letters: piece, near: true, ..mark }));
        }
        if marks.len() == seamed {
            marks.extend(near(read, scanner, run, text));
        }
    }
    marks
}

/// The stretches of a word between its markup; none where there is no markup within.
fn seams(read: &Read, letters: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = letters.start;
    for (index, pair) in read.letters().get(letters.clone()).unwrap_or_default().windows(2).enumerate() {
        if let [one, other] = pair
            && other.at > one.end
        {
            found.push(start..letters.start + index + 1);
            start = letters.start + index + 1;
        }
    }
    if start > letters.start {
        found.push(start..letters.end);
    }
    found
}

fn exact(read: &Read, scanner: &Scanner, words: Range<usize>, text: &str) -> Option<Mark> {
    let forms = scanner.forms.get(text)?;
    let first = read.words.get(words.start)?;
    let plain = forms.iter().any(|form| form.inflected.is_none());
    let forms: Vec<NameForm> = forms.iter().filter(|form| !plain || form.inflected.is_none()).copied().collect();
    let weak = forms.iter().all(|form| form.weak)
        && !names_by_title(read, words.start)
        && !names_by_case(read, first, words.clone(), text, plain || forms.iter().any(|form| !form.of_a_word))
        && !names_by_company(read, first, words.clone(), text);
    Some(Mark {
        letters: read.span(words.clone()),
        words,
        people: people(&forms),
        near: !plain,
        weak,
        possessive: !plain && forms.iter().all(|form| form.inflected == Some(super::forms::Inflection::Possessive)),
    })
}

/// Whether a form of address stands in front, with small words between or none: "mevr. de vries", "herr groß".
fn names_by_title(read: &Read, word: usize) -> bool {
    let before = |at: usize| at.checked_sub(1).filter(|before| touching(read, *before, at, &[' ', '.'], 2));
    let mut at = word;
    while let Some(particle) = before(at).filter(|before| lists::is_particle(read.word(*before))) {
        at = particle;
    }
    before(at).is_some_and(|title| lists::is_title(read.word(title)))
}

/// Whether the capital of a word that is an everyday one, too, makes it a name here.
fn names_by_case(read: &Read, first: &Word, words: Range<usize>, text: &str, plain: bool) -> bool {
    if (first.form != Form::Markdown && first.form != Form::Plain) || in_address(read, &read.span(words.clone())) {
        // In the name of a file, and in an address, nobody writes capitals with care.
        return plain && text.chars().count() >= 4;
    }
    if !first.capital || (text.chars().count() < 3 && first.capitals && text.is_ascii()) {
        return false;
    }
    if !plain {
        // "Arts", "Wills": a form that is a word needs more than the start of a sentence. In German no plural is like that.
        return !first.starts || read.language == super::words::Language::De;
    }
    if first.starts {
        let next = read.words.get(words.end).filter(|next| next.letters.start <= first.letters.end + 1);
        return !next.is_some_and(|_| lists::follows_a_verb(read.word(words.end)));
    }
    true
}

/// Whether a word stands in the part of an e-mail address that names somebody: "a.rose@…", also where it is no link.
fn in_address(read: &Read, letters: &Range<usize>) -> bool {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let rest = (letters.end..).take_while(|at| part(read.c(*at))).count();
    let at = letters.end + rest;
    read.c(at) == '@' && read.c(at + 1).is_alphanumeric()
}

/// Whether a name that is an everyday word somewhere is a name here although it is in lower case: no word of this
/// language, or a given name that owns something.
fn names_by_company(read: &Read, first: &Word, words: Range<usize>, text: &str) -> bool {
    let end = read.span(words).end;
    let owns = read.c(end) == '\'' && read.c(end + 1) == 's' && !read.c(end + 2).is_alphanumeric();
    let short = text.chars().count() < 3;
    const SHORT: [&str; 20] = [
        "it", "he", "we", "do", "so", "go", "be", "up", "us", "my", "in", "on", "at", "an", "as", "to", "no", "oh",
        "ok", "tv",
    ];
    if owns && (lists::is_given(text) || (short && !SHORT.contains(&text))) {
        return true;
    }
    if short {
        // "ty", "mo": two letters that are no word and stand for nothing.
        return !first.capitals && !lists::known(text) && !SHORT.contains(&text) && !is_abbreviation(text);
    }
    !first.capital && !lists::everyday_in(text, read.language)
}

/// A word that no list knows and that is a slip away from a name.
fn near(read: &Read, scanner: &Scanner, words: Range<usize>, text: &str) -> Option<Mark> {
    let first = read.words.get(words.start)?;
    let letters = text.chars().count();
    if letters < 4 || (letters == 4 && !first.capital) {
        return None;
    }
    // Of a long word many spellings would be tried: first whether it is a word at all.
    let mut known = (letters > 5).then(|| lists::stands_in(text, read.language) || lists::is_proper(text));
    if known == Some(true) {
        return None;
    }
    let stems = [text, text.strip_suffix('s').unwrap_or(text)];
    for (nth, stem) in stems.into_iter().enumerate() {
        if nth > 0 && (stem == text || stem.chars().count() < 4) {
            continue;
        }
        let found = scanner.near.find(stem);
        if found.is_empty() {
            continue;
        }
        let here = || lists::stands_in(text, read.language) || lists::is_proper(text);
        if *known.get_or_insert_with(here) {
            return None;
        }
        // Another given name that is merely like it is somebody else, unless it sounds the same.
        let other = lists::is_given(stem) || lists::is_town(stem);
        let mut people: Vec<u32> = Vec::new();
        for form in found
            .into_iter()
            .filter(|(_, alike)| !other || *alike)
            .filter_map(|(index, _)| scanner.near_forms.get(index))
            .filter(|form| !form.weak || first.capital)
        {
            // Nearest first. Who of several is meant, the rest of the text may say.
            if !people.contains(&form.person) {
                people.push(form.person);
            }
        }
        if !people.is_empty() {
            return Some(Mark {
                letters: read.span(words.clone()),
                words,
                people,
                near: true,
                weak: false,
                possessive: nth > 0,
            });
        }
    }
    None
}

/// Names within longer words: in addresses and handles, in scripts without spaces, at the start of German and Dutch compounds.
fn inside(read: &Read, scanner: &Scanner, marks: &mut Vec<Mark>) {
    let Some(automaton) = &scanner.inside else { return };
    for found in automaton.find_overlapping_iter(read.all()) {
        let Some((name, form)) = scanner.inside_forms.get(found.pattern().as_usize()) else { continue };
        let letters = read.letter_at(found.start())..read.letter_at(found.end());
        let index = read.word_from(letters.start + 1).saturating_sub(1);
        let Some(word) = read.words.get(index).filter(|word| word.letters.start <= letters.start) else { continue };
        let run = read.run(index);
        let span = read.span(run.clone());
        if span == letters || (word.letters == letters && word.form != Form::Address) {
            continue;
        }
        let length = name.chars().count();
        let free = is_unspaced(name)
            || matches!(word.form, Form::Address | Form::FileName)
            || matches!(read.before(span.start), '@' | '_' | '#' | '0'..='9')
            || matches!(read.c(span.end), '@' | '_' | '0'..='9');
        let whole = read.text(span.clone());
        let compound = span.end >= letters.end
            && ((letters.start == span.start && length >= 5) || length >= 6)
            && word.capital
            && !lists::is_given(whole)
            && !lists::is_family(whole)
            && !lists::is_town(whole)
            && !lists::is_word(whole, read.language);
        if free || compound {
            // "Nowakowie", "Amiragroep": half a word behind the label would be read as another name.
            let letters = if free || letters.start > span.start { letters } else { span };
            marks.push(Mark {
                words: run,
                letters,
                people: vec![form.person],
                near: true,
                weak: false,
                possessive: false,
            });
        }
    }
}

/// Whether two words stand next to each other with nothing but these signs between.
pub(super) fn touching(read: &Read, one: usize, other: usize, signs: &[char], most: usize) -> bool {
    match (read.words.get(one), read.words.get(other)) {
        (Some(one), Some(other)) => {
            let between = one.letters.end..other.letters.start;
            !between.is_empty()
                && between.len() <= most
                && between.into_iter().all(|index| signs.contains(&read.c(index)))
        }
        _ => false,
    }
}

/// Given and family name side by side are one; what lies within another goes.
fn merged(read: &Read, scanner: &Scanner, marks: Vec<Mark>) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::new();
    for mark in marks {
        let Some(last) = out.last_mut() else {
            out.push(mark);
            continue;
        };
        if mark.letters.start < last.letters.end {
            // Overlapping: the longer stays, and takes over what it is sure of.
            if mark.letters.len() > last.letters.len() && last.weak {
                *last = mark;
            } else if mark.letters.end > last.letters.end && !mark.weak {
                last.letters.end = mark.letters.end;
                last.words.end = last.words.end.max(mark.words.end);
                narrow(last, &mark);
            }
            continue;
        }
        let between = read.text(last.letters.end..mark.letters.start);
        let shared = mark.people.iter().any(|person| last.people.contains(person));
        if shared && between.len() <= 24 && is_joint(between, scanner, last, &mark) {
            last.letters.end = mark.letters.end;
            last.words.end = mark.words.end;
            last.weak &= mark.weak;
            last.possessive = mark.possessive;
            last.near |= mark.near;
            narrow(last, &mark);
        } else {
            out.push(mark);
        }
    }
    out
}

fn narrow(last: &mut Mark, mark: &Mark) {
    let both: Vec<u32> = last.people.iter().filter(|person| mark.people.contains(person)).copied().collect();
    if !both.is_empty() {
        last.people = both;
    }
}

/// What may stand between two names of one person: a space, a hyphen, small words of that name, an initial.
fn is_joint(between: &str, scanner: &Scanner, one: &Mark, other: &Mark) -> bool {
    let small = |word: &str| {
        word.chars().count() == 1
            || one.people.iter().filter(|person| other.people.contains(person)).any(|person| {
                scanner.people.get(*person as usize).is_some_and(|person| person.particles.contains(word))
            })
    };
    !between.contains('\n')
        && between.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\'' | '_' | ',' | '+'))
        && between.matches(',').count() <= 1
        && between.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).all(small)
}

/// With the small words and initials that belong to it: "J. de Vries", "Amira H.", "O'Brien".
fn widened(read: &Read, person: &Person, mark: &Mark) -> Range<usize> {
    let mut letters = mark.letters.clone();
    let mut first = mark.words.start;
    while first > 0 && mark.letters.start == read.words.get(mark.words.start).map_or(0, |word| word.letters.start) {
        let text = read.word(first - 1);
        let Some(word) = read.words.get(first - 1) else { break };
        let particle = person.particles.contains(text) && touching(read, first - 1, first, &[' ', '\'', '-', '.'], 2);
        let initial = word.letters.len() == 1
            && word.capital
            && text.chars().next().is_some_and(|c| person.given.contains(&c))
            && !(read.c(word.letters.end) == ' ' && ["i", "a"].contains(&text))
            && touching(read, first - 1, first, &[' ', '.', '-'], 2);
        // A given name that no list knows, beside the family name as it is: mistyped beyond what would be believed alone.
        let mistyped = !mark.near
            && word.capital
            && text.chars().count() >= 3
            && text.chars().next().is_some_and(|c| person.given.contains(&c))
            && !lists::is_given(text)
            && !lists::is_proper(text)
            && !lists::stands_in(text, read.language)
            && touching(read, first - 1, first, &[' '], 1);
        if !particle && !initial && !mistyped {
            break;
        }
        first -= 1;
        letters.start = word.letters.start;
    }
    // "Amira H." and "Amira H", but not "Amira I": the one letter that is a word.
    if let Some(word) =
        read.words.get(mark.words.end).filter(|word| word.letters.len() == 1 && word.capital && !word.starts)
    {
        let text = read.word(mark.words.end);
        let own = text.chars().next().is_some_and(|c| person.family.contains(&c));
        let beside = word.letters.start == letters.end + 1 && read.c(letters.end) == ' ';
        if own && beside && !["i", "a"].contains(&text) && !read.c(word.letters.end).is_alphanumeric() {
            letters.end = word.letters.end;
            if read.c(letters.end) == '.' && !matches!(read.c(letters.end + 1), '\n') {
                letters.end += 1;
            }
        }
    }
    letters
}

/// Takes in an apostrophe with its s, and says what the label is to take over.
fn ending(read: &Read, letters: Range<usize>, possessive: bool) -> (Range<usize>, String) {
    let end = letters.end;
    if read.c(end) == '\'' {
        let tail = (1..=4).take_while(|n| read.c(end + n).is_alphabetic()).count();
        let text = read.text(end + 1..end + 1 + tail);
        if tail <= 3 && ["s", "n", "sch", "es"].contains(&text) {
            return (letters.start..end + 1 + tail, "'s".into());
        }
        if ["tje"].contains(&text) || text.starts_with("tje") || text == "je" {
            return (letters.start..end + 1 + tail, String::new());
        }
        let sibilant = matches!(read.before(end), 's' | 'x' | 'z' | 'h');
        if tail == 0 && sibilant && read.before(letters.start) != '\'' {
            return (letters.start..end + 1, "'s".into());
        }
    }
    (letters, if possessive { "'s".into() } else { String::new() })
}
