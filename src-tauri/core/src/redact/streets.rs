//! Streets with and without a house number.

use super::places::{hit, near};
use super::scan::Found;
use super::words::{Language, Read};
use super::{Form, Kind, lists};

/// A house number behind: " 12", " 12a", " 12-14".
fn house_after(read: &Read, end: usize) -> Option<usize> {
    let mut at = end;
    while matches!(read.c(at), ' ' | '.') && at < end + 2 {
        at += 1;
    }
    let start = at;
    while read.c(at).is_ascii_digit() && at - start < 5 {
        at += 1;
    }
    if at == start || at == end {
        return None;
    }
    if read.c(at).is_ascii_alphabetic() && !read.c(at + 1).is_alphanumeric() {
        at += 1;
    }
    (!read.c(at).is_alphanumeric()).then_some(at)
}

/// A house number before: "12 ", "Flat 3, 12a ".
fn house_before(read: &Read, start: usize) -> Option<usize> {
    let mut at = start.checked_sub(1).filter(|at| read.c(*at) == ' ')?;
    if at > 0 && read.c(at - 1).is_ascii_alphabetic() && at > 1 && read.c(at - 2).is_ascii_digit() {
        at -= 1;
    }
    let end = at;
    while at > 0 && read.c(at - 1).is_ascii_digit() && end - at < 4 {
        at -= 1;
    }
    (at < end && !read.before(at).is_alphanumeric() && !matches!(read.before(at), '.' | ',' | ':')).then_some(at)
}

pub(super) fn street(read: &Read, index: usize) -> Option<Found> {
    const ENGLISH: &[&str] = &[
        "street",
        "st",
        "road",
        "rd",
        "avenue",
        "ave",
        "lane",
        "ln",
        "close",
        "drive",
        "dr",
        "way",
        "court",
        "crescent",
        "cres",
        "terrace",
        "gardens",
        "square",
        "grove",
        "hill",
        "walk",
        "row",
        "mews",
        "parade",
        "place",
        "boulevard",
        "blvd",
    ];
    const PLAIN: &[&str] = &["street", "road", "avenue", "lane", "crescent", "terrace", "grove", "mews"];
    const TAILS: &[&str] = &[
        "straat", "laan", "plein", "gracht", "kade", "dijk", "singel", "steeg", "weg", "hof", "strasse", "str",
        "allee", "gasse", "platz", "damm", "ufer", "ring", "pad", "steig", "chaussee",
    ];
    let word = read.words.get(index)?;
    let text = read.word(index);
    if matches!(word.form, Form::Address) {
        return None;
    }
    if ENGLISH.contains(&text) && word.capital && read.language == Language::En {
        let mut first = index;
        while first > 0
            && near(read, first - 1, first)
            && read.words.get(first - 1).is_some_and(|before| before.capital && !before.starts)
            && index - first < 3
        {
            first -= 1;
        }
        if first == index
            && index > 0
            && near(read, index - 1, index)
            && read.words.get(index - 1).is_some_and(|before| before.capital)
        {
            first -= 1;
        }
        if first < index {
            let start = read.words.get(first)?.letters.start;
            let house = house_before(read, start);
            if house.is_some() || PLAIN.contains(&text) {
                return Some(hit(read, Kind::Place, house.unwrap_or(start)..word.letters.end));
            }
        }
    }
    let tail = TAILS.iter().find(|tail| text.ends_with(*tail))?;
    if !word.capital {
        return None;
    }
    let own = text.len() > tail.len() + 1;
    let mut first = index;
    // "Lange Gasse 3", "Kleine Berg 4": only with words in front that are capitals.
    while !own
        && first > 0
        && near(read, first - 1, first)
        && read.words.get(first - 1).is_some_and(|before| before.capital)
        && index - first < 3
    {
        first -= 1;
    }
    if !own && first == index {
        return None;
    }
    let start = read.words.get(first)?.letters.start;
    let stop = word.letters.end + usize::from(*tail == "str" && read.c(word.letters.end) == '.');
    match house_after(read, stop) {
        Some(end) => Some(hit(read, Kind::Place, start..end)),
        // A street by itself, where the word is no common one: Boulevard, Umweg, Schulhof.
        None if own && !lists::is_word(text, read.language) && tail.len() > 3 => {
            Some(hit(read, Kind::Place, start..stop))
        }
        None => None,
    }
}
