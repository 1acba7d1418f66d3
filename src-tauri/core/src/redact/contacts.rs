//! E-mail, web addresses, handles, telephone numbers, postcodes.

use std::ops::Range;

use super::scan::Found;
use super::words::Read;
use super::{Form, Kind, lists};

/// What is an address by its signs: `@`, `://`, `www.`.
pub(super) fn addresses(read: &Read) -> Vec<Found> {
    let mut found = Vec::new();
    let mut reach = 0;
    for (at, sign) in read.all().match_indices(['@', ':', '.']) {
        let index = read.letter_at(at);
        if index < reach {
            continue;
        }
        let hit = match sign {
            "@" => email(read, index, reach).or_else(|| handle(read, index)),
            ":" => url(read, index, reach),
            _ => host(read, index, reach),
        };
        if let Some(hit) = hit {
            reach = hit.letters.end;
            found.push(hit);
        }
    }
    found
}

fn email(read: &Read, at: usize, reach: usize) -> Option<Found> {
    let local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%' | '\'');
    let host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    // A space on either side, as some write it to fool machines, and the words for it.
    let mut start = at;
    while start > reach && local(read.c(start - 1)) {
        start -= 1;
    }
    while start < at && matches!(read.c(start), '.' | '-' | '\'' | '_') {
        start += 1;
    }
    let mut end = at + 1;
    while host(read.c(end)) {
        end += 1;
    }
    while end > at + 1 && matches!(read.c(end - 1), '.' | '-') {
        end -= 1;
    }
    let name = read.text(at + 1..end);
    let (_, top) = name.rsplit_once('.')?;
    let sound = start < at && top.chars().count() >= 2 && top.chars().all(char::is_alphabetic);
    sound.then(|| {
        let letters = start..end;
        Found::new(Kind::Email, format!("email:{}", read.text(letters.clone())), letters)
    })
}

fn handle(read: &Read, at: usize) -> Option<Found> {
    if read.before(at).is_alphanumeric() || read.before(at) == '@' {
        return None;
    }
    let mut end = at + 1;
    while read.c(end).is_alphanumeric() || matches!(read.c(end), '_' | '.' | '-') {
        end += 1;
    }
    while end > at + 1 && matches!(read.c(end - 1), '.' | '-') {
        end -= 1;
    }
    let letters = read.text(at + 1..end).chars().filter(|c| c.is_alphabetic()).count();
    (letters >= 2).then(|| Found::new(Kind::Handle, format!("handle:{}", read.text(at + 1..end)), at..end))
}

const SCHEMES: &[&str] =
    &["https", "http", "ftp", "ftps", "file", "webcal", "tel", "sms", "skype", "zoommtg", "msteams", "smb"];

fn url(read: &Read, colon: usize, reach: usize) -> Option<Found> {
    let mut start = colon;
    while start > reach && read.c(start - 1).is_ascii_alphabetic() && colon - start < 8 {
        start -= 1;
    }
    let scheme = read.text(start..colon);
    let slashes = read.text(colon + 1..(colon + 3).min(read.letters().len())) == "//";
    if !SCHEMES.contains(&scheme)
        || (!slashes && !matches!(scheme, "tel" | "sms" | "skype"))
        || is_own_file(read, start)
    {
        return None;
    }
    let end = url_end(read, colon + 1);
    (end > colon + 3).then(|| Found::new(Kind::Url, format!("url:{}", read.text(start..end)), start..end))
}

/// `www.school.nl/groep7`, `school.org/x`: a host and more.
fn host(read: &Read, dot: usize, reach: usize) -> Option<Found> {
    const TOPS: &[&str] = &[
        "com", "org", "net", "uk", "nl", "de", "be", "at", "ch", "eu", "edu", "gov", "io", "info", "scot", "wales",
        "nhs", "school", "academy", "us", "ie", "app", "me", "ly",
    ];
    let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let mut start = dot;
    while start > reach && (part(read.c(start - 1)) || (read.c(start - 1) == '.' && start > dot - 30.min(dot))) {
        start -= 1;
    }
    let mut end = dot + 1;
    while part(read.c(end)) || (read.c(end) == '.' && part(read.c(end + 1))) {
        end += 1;
    }
    let name = read.text(start..end);
    let top = name.rsplit('.').next().unwrap_or_default();
    let labels = name.split('.').count();
    let begins = !matches!(read.before(start), '/' | '@' | '.') && !is_own_file(read, start);
    let sound = name.split('.').all(|label| !label.is_empty())
        && ((name.starts_with("www.") && labels >= 3)
            || (TOPS.contains(&top)
                && labels >= 2
                && name.split('.').next().is_some_and(|label| label.chars().count() >= 3)
                && read.c(end) == '/')
            || (labels >= 3
                && (name.ends_with(".co.uk")
                    || name.ends_with(".sch.uk")
                    || name.ends_with(".nhs.uk")
                    || name.ends_with(".org.uk")))
            || (matches!(top, "com" | "org" | "net" | "nl" | "de" | "uk") && labels == 2 && name.len() > 6));
    (begins && sound).then(|| {
        let end = if read.c(end) == '/' || read.c(end) == '?' || read.c(end) == ':' { url_end(read, end) } else { end };
        Found::new(Kind::Url, format!("url:{}", read.text(start..end)), start..end)
    })
}

/// The journal's own way to name an entry's file.
fn is_own_file(read: &Read, start: usize) -> bool {
    const SCHEME: &str = "attachment:";
    start >= SCHEME.len() && read.text(start - SCHEME.len()..start) == SCHEME
}

/// Where an address on the web ends: at a space, or before what belongs to the sentence around it.
fn url_end(read: &Read, from: usize) -> usize {
    let mut end = from;
    let mut depth = 0usize;
    loop {
        match read.c(end) {
            ' ' | '\n' | '"' | '<' | '>' => break,
            '(' => depth += 1,
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            _ => {}
        }
        end += 1;
    }
    while end > from && matches!(read.c(end - 1), '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*') {
        end -= 1;
    }
    end
}

/// Telephone numbers and postcodes.
pub(super) fn phones_and_postcodes(read: &Read) -> Vec<Found> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < read.letters().len() {
        let c = read.c(index);
        let step = match c {
            '+' | '(' | '0'..='9' if !read.before(index).is_alphanumeric() => phone(read, index),
            _ => None,
        }
        .or_else(|| {
            if c.is_ascii_alphanumeric() && !read.before(index).is_alphanumeric() {
                postcode(read, index)
            } else {
                None
            }
        });
        match step {
            Some(hit) => {
                index = hit.letters.end;
                found.push(hit);
            }
            None => index += 1,
        }
    }
    found
}

/// A run of digits with what may stand between those of a telephone number.
fn digits(read: &Read, start: usize) -> (String, Range<usize>) {
    let mut text = String::new();
    let mut end = start;
    let mut index = start;
    let mut gap = 0;
    loop {
        let c = read.c(index);
        if c.is_ascii_digit() {
            text.push(c);
            end = index + 1;
            gap = 0;
        } else if matches!(c, ' ' | '-' | '.' | '/' | '(' | ')' | '–') || (c == '+' && index == start) {
            gap += 1;
            if gap > 3 || (c == ' ' && read.before(index) == ' ') {
                break;
            }
            if c == '+' {
                text.push('+');
            }
        } else {
            break;
        }
        index += 1;
        if text.len() > 17 {
            break;
        }
    }
    (text, start..end)
}

fn phone(read: &Read, start: usize) -> Option<Found> {
    let (text, letters) = digits(read, start);
    if read.c(letters.end).is_alphanumeric() && !read.seam(letters.end) {
        return None;
    }
    let count = text.trim_start_matches('+').len();
    let written = read.text(letters.clone());
    let separators = written.chars().filter(|c| !c.is_ascii_digit()).count();
    let american = {
        let groups: Vec<usize> =
            written.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).map(str::len).collect();
        groups == [3, 3, 4]
            && (written.starts_with('(') || written.contains('-') || written.contains('.'))
            && !text.starts_with('0')
            && !text.starts_with('1')
    };
    let called = called(read, start);
    let dated = written.matches(['.', '/', '-']).count() == 2 && count <= 8;
    let sound = if text.starts_with('+') || text.starts_with("00") {
        (9..=15).contains(&count)
    } else if text.starts_with('0') {
        (9..=12).contains(&count) && !dated
    } else {
        american || (called && (6..=12).contains(&count))
    };
    // Many loose groups of one or two digits are a table's numbers, not a telephone.
    let sound = sound && separators <= count / 2 + 1;
    sound.then(|| Found::new(Kind::Phone, format!("phone:{}", text.trim_start_matches(['+', '0'])), letters))
}

/// Whether the words before say that a telephone number follows.
fn called(read: &Read, start: usize) -> bool {
    let from = start.saturating_sub(14);
    let text = read.text(from..start);
    [
        "tel", "phone", "mobile", "mob", "call", "ring", "bel ", "bellen", "mobiel", "handy", "telefon", "ext",
        "whatsapp", "app ",
    ]
    .iter()
    .any(|word| text.contains(word))
}

fn postcode(read: &Read, start: usize) -> Option<Found> {
    british(read, start).or_else(|| dutch(read, start)).or_else(|| german(read, start)).map(|letters| {
        let group: String = read.text(letters.clone()).chars().filter(|c| c.is_alphanumeric()).collect();
        Found::new(Kind::Postcode, format!("postcode:{group}"), letters)
    })
}

/// A9 9AA, AA9A 9AA and the like; in lower case only with its space.
fn british(read: &Read, start: usize) -> Option<Range<usize>> {
    let alpha = |index: usize| read.c(index).is_ascii_alphabetic();
    let digit = |index: usize| read.c(index).is_ascii_digit();
    if !alpha(start) {
        return None;
    }
    let mut at = start + 1;
    if alpha(at) {
        at += 1;
    }
    if !digit(at) {
        return None;
    }
    at += 1;
    // One more digit or letter, unless that is the second half already.
    let second = |at: usize| digit(at) && alpha(at + 1) && alpha(at + 2) && !read.c(at + 3).is_alphanumeric();
    let spaced = |at: usize| if read.c(at) == ' ' { at + 1 } else { at };
    if !second(spaced(at)) && read.c(at).is_ascii_alphanumeric() {
        at += 1;
    }
    let half = spaced(at);
    let valid = |index: usize| !matches!(read.c(index), 'c' | 'i' | 'k' | 'm' | 'o' | 'v');
    if !second(half) || !valid(half + 1) || !valid(half + 2) {
        return None;
    }
    let upper = read.upper(start) && read.upper(half + 1);
    (upper || half > at || half + 3 - start >= 6).then_some(start..half + 3)
}

/// 1234 AB.
fn dutch(read: &Read, start: usize) -> Option<Range<usize>> {
    if !(0..4).all(|n| read.c(start + n).is_ascii_digit()) || read.c(start) == '0' {
        return None;
    }
    let at = if read.c(start + 4) == ' ' { start + 5 } else { start + 4 };
    let spaced = at > start + 4;
    let pair =
        read.c(at).is_ascii_alphabetic() && read.c(at + 1).is_ascii_alphabetic() && !read.c(at + 2).is_alphanumeric();
    let upper = read.upper(at) && read.upper(at + 1);
    let text = read.text(at..at + 2);
    // Three pairs were never given out; "2026 EN" hardly ever is a postcode, and "1500 mg" is none.
    let word = ["sa", "sd", "ss", "ad", "bc", "ce"].contains(&text);
    (pair
        && !word
        && (upper || (!spaced && !["mg", "ml", "km", "kg", "nd", "rd", "th", "st", "er", "cm", "mm"].contains(&text))))
    .then_some(start..at + 2)
}

/// 50667 Köln: five digits count before a capital, behind "D-" or "PLZ".
fn german(read: &Read, start: usize) -> Option<Range<usize>> {
    if !(0..5).all(|n| read.c(start + n).is_ascii_digit()) || read.c(start + 5).is_alphanumeric() {
        return None;
    }
    let before = read.text(start.saturating_sub(5)..start);
    let told = before.ends_with("d-") || before.contains("plz");
    let index = read.word_from(start + 5);
    let place = read.words.get(index).is_some_and(|word| {
        let text = read.word(index);
        word.letters.start == start + 6
            && read.c(start + 5) == ' '
            && word.capital
            && (lists::is_town(text)
                || ["bad", "sankt", "neu", "alt"].contains(&text)
                || !lists::is_word(text, super::words::Language::De))
            && word.form != Form::Address
    });
    (told || place).then_some(start..start + 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Kind, String)> {
        let read = Read::of(text, Form::Markdown);
        addresses(&read)
            .into_iter()
            .chain(phones_and_postcodes(&read))
            .map(|found| (found.kind, read.text(found.letters).to_owned()))
            .collect()
    }

    #[test]
    fn addresses_are_found_in_every_dress() {
        for (text, kind, read) in [
            ("Mail j.hart+y9@st-marys.sch.uk, please.", Kind::Email, "j.hart+y9@st-marys.sch.uk"),
            ("<anna@example.org>", Kind::Email, "anna@example.org"),
            ("an\u{200b}na@exam&shy;ple.org", Kind::Email, "anna@example.org"),
            ("see https://school.example/klas/9b?x=1.", Kind::Url, "https://school.example/klas/9b?x=1"),
            ("[x](http://a.example/(b))", Kind::Url, "http://a.example/(b)"),
            ("op www.deregenboog.nl/groep7 staat", Kind::Url, "www.deregenboog.nl/groep7"),
            ("ask @amira_y9 about it", Kind::Handle, "@amira_y9"),
        ] {
            assert!(found(text).contains(&(kind, read.to_owned())), "{text}: {:?}", found(text));
        }
        assert_eq!(found("5 @ 3, e.g. this. Then i.e. that, v1.2 and attachment:0198-ab"), []);
    }

    #[test]
    fn telephones_and_postcodes_are_found_and_times_are_not() {
        for (text, kind, read) in [
            ("call 07700 900123 after", Kind::Phone, "07700 900123"),
            ("(020) 7946 0123", Kind::Phone, "(020) 7946 0123"),
            ("+44 20 7946 0958", Kind::Phone, "+44 20 7946 0958"),
            ("06-12345678", Kind::Phone, "06-12345678"),
            ("010 - 123 45 67", Kind::Phone, "010 - 123 45 67"),
            ("0171/1234567", Kind::Phone, "0171/1234567"),
            ("+49 (0)30 901820", Kind::Phone, "+49 (0)30 901820"),
            ("212-555-0123", Kind::Phone, "212-555-0123"),
            ("(212) 555-0123", Kind::Phone, "(212) 555-0123"),
            ("lives at SE15 4QN now", Kind::Postcode, "se15 4qn"),
            ("M1 1AE", Kind::Postcode, "m1 1ae"),
            ("3512 JK Utrecht", Kind::Postcode, "3512 jk"),
            ("50667 Köln", Kind::Postcode, "50667"),
        ] {
            assert!(found(text).contains(&(kind, read.to_owned())), "{text}: {:?}", found(text));
        }
        for text in [
            "14:30",
            "15.40 to 16.40",
            "1500 mg",
            "12.03.2026",
            "2026-03-12",
            "page 12345 of it",
            "8 out of 10",
            "3.14159",
            "2024-2025",
            "0.5",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
