//! Days, in words and figures. Times of day are left alone.

use std::ops::Range;

use super::Kind;
use super::scan::Found;
use super::words::{Language, Read, WEEKDAYS};

/// Name of a month in any of the three languages, folded, whole or short.
pub(super) const MONTHS: &[&[&str]] = &[
    &["january", "jan", "januari", "januar", "janner"],
    &["february", "feb", "febr", "februari", "februar"],
    &["march", "mar", "maart", "mrt", "marz", "mrz", "maerz"],
    &["april", "apr"],
    &["may", "mei", "mai"],
    &["june", "jun", "juni"],
    &["july", "jul", "juli"],
    &["august", "aug", "augustus"],
    &["september", "sep", "sept"],
    &["october", "oct", "oktober", "okt"],
    &["november", "nov"],
    &["december", "dec", "dezember", "dez"],
];

/// A day as far as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Day {
    day: u32,
    month: u32,
    year: Option<u32>,
}

/// Whether a word, as written, is a month.
pub(super) fn is_month(word: &str) -> bool {
    month(&super::reading::folded(word.trim_end_matches(['.', ',']))).is_some()
}

fn month(word: &str) -> Option<u32> {
    MONTHS.iter().position(|names| names.contains(&word)).and_then(|at| u32::try_from(at + 1).ok())
}

/// Every day in the text.
pub(super) fn find(read: &Read) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for index in 0..read.words.len() {
        if let Some((letters, day)) = in_words(read, index) {
            push(&mut found, letters, day);
        }
    }
    let mut index = 0;
    while index < read.letters().len() {
        if read.c(index).is_ascii_digit()
            && !read.before(index).is_alphanumeric()
            && let Some((letters, day)) = in_figures(read, index)
        {
            index = letters.end;
            push(&mut found, letters, day);
        } else {
            index += 1;
        }
    }
    found
}

fn push(found: &mut Vec<Found>, letters: Range<usize>, day: Day) {
    let year = day.year.map_or_else(String::new, |year| year.to_string());
    found.push(Found::new(Kind::Date, format!("date:{year}-{:02}-{:02}", day.month, day.day), letters));
}

/// A number of at most `most` digits that ends before `end`, with its place.
fn number_before(read: &Read, end: usize, most: usize) -> Option<(u32, usize)> {
    let mut start = end;
    while start > 0 && end - start <= most && read.c(start - 1).is_ascii_digit() {
        start -= 1;
    }
    let text = read.text(start..end);
    (!text.is_empty()
        && text.len() <= most
        && !matches!(read.before(start), '.' | ',' | ':' | '/')
        && !read.before(start).is_alphanumeric())
    .then(|| text.parse().ok().map(|number| (number, start)))
    .flatten()
}

fn number_after(read: &Read, start: usize, most: usize) -> Option<(u32, usize)> {
    let mut end = start;
    while read.c(end).is_ascii_digit() && end - start <= most {
        end += 1;
    }
    let text = read.text(start..end);
    (!text.is_empty() && text.len() <= most).then(|| text.parse().ok().map(|number| (number, end))).flatten()
}

/// 12 March 2026, 12th of March, March 12th, 12. März, 12 mrt '26.
fn in_words(read: &Read, index: usize) -> Option<(Range<usize>, Day)> {
    let word = read.words.get(index)?;
    let text = read.word(index);
    let month = month(text)?;
    let (start, mut end) = (word.letters.start, word.letters.end);
    // "may", "mar", "jun": short or common words are months only beside a day.
    if read.c(end) == '.' && text.len() <= 5 {
        end += 1;
    }
    let mut before = start;
    // "12th of March".
    for small in ["of ", "of the "] {
        if before >= small.len() && read.text(before - small.len()..before) == small {
            before -= small.len();
            break;
        }
    }
    while before > 0 && matches!(read.c(before - 1), ' ' | '.' | '-' | '–' | '/') && start - before < 8 {
        before -= 1;
    }
    let mut suffix = before;
    for ordinal in ["st", "nd", "rd", "th", "e", "de", "ste", "ten", "n"] {
        if suffix >= ordinal.len()
            && read.text(suffix - ordinal.len()..suffix) == ordinal
            && suffix > ordinal.len()
            && read.c(suffix - ordinal.len() - 1).is_ascii_digit()
        {
            suffix -= ordinal.len();
            break;
        }
    }
    if let Some((day, from)) = number_before(read, suffix, 2).filter(|(day, _)| (1..=31).contains(day)) {
        let (year, end) = year_after(read, end);
        return Some((from..end, Day { day, month, year }));
    }
    if ["may", "mai", "mei", "mar", "march"].contains(&text) && !word.capital {
        return None;
    }
    // March 12th, 2026 — and not March 2026.
    let mut at = end;
    while matches!(read.c(at), ' ') && at < end + 2 {
        at += 1;
    }
    if read.text(at..at + 4) == "the " {
        at += 4;
    }
    let (day, mut after) = number_after(read, at, 2)
        .filter(|(day, after)| (1..=31).contains(day) && at > end && !read.c(*after).is_ascii_digit())?;
    if read.c(after) == ':' || (matches!(read.c(after), '.' | ',') && read.c(after + 1).is_ascii_digit()) {
        return None;
    }
    if matches!(read.text(after..after + 2), "st" | "nd" | "rd" | "th") {
        after += 2;
    }
    let (year, after) = year_after(read, after);
    if read.language != Language::En && year.is_none() && !read.c(after).is_alphanumeric() {
        // In Dutch and German "maart 26" is the year.
        return (month != 0 && day > 12).then_some(()).and(None);
    }
    Some((start..after, Day { day, month, year }))
}

/// A year behind: " 2026", ", 2026", " '26".
fn year_after(read: &Read, end: usize) -> (Option<u32>, usize) {
    let mut at = end;
    while matches!(read.c(at), ' ' | ',' | '.' | '-' | '–' | '\'' | '/') && at < end + 3 {
        at += 1;
    }
    if at == end {
        return (None, end);
    }
    match number_after(read, at, 4) {
        Some((year, after)) if (1900..2100).contains(&year) && !read.c(after).is_alphanumeric() => (Some(year), after),
        Some((year, after)) if read.before(at) == '\'' && after == at + 2 => (Some(2000 + year), after),
        _ => (None, end),
    }
}

/// 2026-03-12, 12.03.2026, 12/3/26, 3-12-2026; 12.3. and 12/3 where a word before says that it is a day.
fn in_figures(read: &Read, start: usize) -> Option<(Range<usize>, Day)> {
    let (first, at) = number_after(read, start, 4)?;
    let sign = read.c(at);
    if !matches!(sign, '-' | '.' | '/' | '–') {
        return None;
    }
    let gap = usize::from(read.c(at + 1) == ' ' && sign == '.');
    let (second, at) = number_after(read, at + 1 + gap, 2)?;
    let valid = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
    let day_and_month = |one: u32, two: u32| {
        if valid(one, two) {
            Some((one, two))
        } else if valid(two, one) {
            Some((two, one))
        } else {
            None
        }
    };
    if read.c(at) == sign {
        let gap = usize::from(read.c(at + 1) == ' ' && sign == '.');
        if let Some((third, end)) = number_after(read, at + 1 + gap, 4).filter(|(_, end)| {
            !read.c(*end).is_alphanumeric() && !matches!((read.c(*end), read.c(*end + 1)), ('.' | ':' | '-', '0'..='9'))
        }) {
            if (1900..2100).contains(&first) && valid(third, second) {
                return Some((start..end, Day { day: third, month: second, year: Some(first) }));
            }
            let year = match third {
                1900..2100 => Some(third),
                0..100 if end - (at + 1 + gap) == 2 => Some(if third > 60 { 1900 + third } else { 2000 + third }),
                _ => None,
            };
            if let (Some(year), Some((day, month))) = (year, day_and_month(first, second)) {
                return Some((start..end, Day { day, month, year: Some(year) }));
            }
        }
    }
    // Without a year: only where it is said to be a day.
    let (day, month) = day_and_month(first, second)?;
    if read.c(at).is_alphanumeric() || start == at {
        return None;
    }
    let told = {
        let text = read.text(start.saturating_sub(12)..start);
        let word =
            text.trim_end_matches([' ', '.', ',']).rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        [
            "on", "since", "until", "till", "by", "dated", "op", "sinds", "tot", "vanaf", "am", "vom", "seit", "bis",
            "ab", "zum", "den", "der", "dem", "wed", "sat", "sun", "ma", "di", "wo", "do", "vr", "za", "zo", "mo",
            "mi", "fr", "sa", "so", "dob", "geb", "born",
        ]
        .contains(&word)
            || WEEKDAYS.contains(&word)
    };
    match sign {
        '.' if read.c(at) == '.' && told => Some((start..at + 1, Day { day, month, year: None })),
        '/' if told && read.c(at) != '/' => Some((start..at, Day { day, month, year: None })),
        '-' if told && read.c(at) != '-' && first <= 31 => Some((start..at, Day { day, month, year: None })),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Form;
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let read = Read::of(text, Form::Markdown);
        find(&read).into_iter().map(|found| found.group).collect()
    }

    #[test]
    fn days_are_found_in_words_and_figures() {
        for (text, day) in [
            ("On 12 March 2026 we met", "date:2026-03-12"),
            ("on the 12th of March", "date:-03-12"),
            ("March 12th, 2026", "date:2026-03-12"),
            ("Tues 3 Feb", "date:-02-03"),
            ("op 12 maart jl.", "date:-03-12"),
            ("di 3 mrt. '26", "date:2026-03-03"),
            ("am 12. März 2026", "date:2026-03-12"),
            ("12. März war es", "date:-03-12"),
            ("vom 3.2. an", "date:-02-03"),
            ("am 12.03.2026", "date:2026-03-12"),
            ("12/3/26", "date:2026-03-12"),
            ("12-03-2026", "date:2026-03-12"),
            ("2026-03-12", "date:2026-03-12"),
            ("born on 4/5", "date:-05-04"),
        ] {
            assert_eq!(found(text), [day], "{text}");
        }
    }

    #[test]
    fn months_times_and_fractions_are_no_days() {
        for text in [
            "March 2026",
            "in March",
            "at 14:30",
            "um 15.40 Uhr",
            "3/4 of the class",
            "15.40–16.40",
            "may 5 pupils come in",
            "2025/26",
            "1.5.2",
            "groep 3-4",
            "v1.2.3",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
