//! From a text to its hits.

use std::collections::HashMap;
use std::ops::Range;

use sha2::{Digest as _, Sha256};

use super::reading::is_mark;
use super::scanner::Scanner;
use super::words::Read;
use super::{Form, Hit, Kind, contacts, dates, maybe, numbers, people, places};

/// Words of the surroundings that tell one place from another.
const AROUND: usize = 3;
/// Letters of the surroundings that are shown.
const CONTEXT: usize = 48;

/// What a finder found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) group: String,
    pub(super) letters: Range<usize>,
    pub(super) near: bool,
    pub(super) ending: String,
}

impl Found {
    /// Something that is known by how it reads.
    pub(super) fn new(kind: Kind, group: String, letters: Range<usize>) -> Self {
        Self { kind, group, letters, near: false, ending: String::new() }
    }

    fn meets(&self, other: &Self) -> bool {
        self.letters.start < other.letters.end && other.letters.start < self.letters.end
    }

    fn holds(&self, other: &Self) -> bool {
        self.letters.start <= other.letters.start && other.letters.end <= self.letters.end
    }
}

/// Everything in a text that may tell who it is about, in its order. Hits do not overlap, but one may stand in the middle of
/// another where that spans markup.
pub fn scan(text: &str, form: Form, scanner: &Scanner) -> Vec<Hit> {
    let read = Read::of(text, form);
    let mut found = Taken::of(&read);
    // In this order: what is told by its shape holds what stands in it, and goes before what is only a word.
    found.take(contacts::addresses(&read));
    for finder in [numbers::find, dates::find, contacts::phones_and_postcodes, numbers::nearly] {
        found.take(finder(&read));
    }
    let people = people::find(&read, scanner);
    let places = places::find(&read, scanner);
    // A street named after somebody listed is a place; somebody listed with half a street is somebody.
    let part = |place: &Found| people.iter().any(|person| person.meets(place) && !place.holds(person));
    found.take(places.into_iter().filter(|place| !part(place)).collect());
    found.take(people.clone());
    let mut found = found.found;
    let taken: Vec<Range<usize>> = found.iter().map(|(found, _)| found.letters.clone()).collect();
    found.extend(maybe::find(&read, scanner, &taken).into_iter().map(|found| (found, Vec::new())));
    found.sort_by_key(|(found, _)| found.letters.start);
    let mut seen: HashMap<String, u32> = HashMap::new();
    let written = plain_letters(text, &read);
    found
        .into_iter()
        .map(|(found, inner)| {
            let mut hit = hit(&read, &written, found, &mut seen);
            hit.inner = inner.into_iter().map(|found| self::hit(&read, &written, found, &mut seen)).collect();
            hit
        })
        .collect()
}

/// What was found so far, and which letters are its.
struct Taken {
    found: Vec<(Found, Vec<Found>)>,
    /// For each letter one more than the place of its hit; 0 for none.
    owners: Vec<usize>,
}

impl Taken {
    fn of(read: &Read) -> Self {
        Self { found: Vec::new(), owners: vec![0; read.letters().len()] }
    }

    /// Keeps what does not overlap; what lies within an address is kept inside of it. Of somebody who reaches into an
    /// address ("Jamal j.hart@…") both parts are kept, each where it stands.
    fn take(&mut self, all: Vec<Found>) {
        for new in all {
            let mut start = new.letters.start;
            let whole = !matches!(new.kind, Kind::Person(_));
            while start < new.letters.end {
                let owner = self.owners.get(start).copied().unwrap_or(0);
                let same = |at: &usize| self.owners.get(*at).copied().unwrap_or(0) == owner;
                let end = (start..new.letters.end).find(|at| !same(at)).unwrap_or(new.letters.end);
                let part = Found { letters: start..end, ..new.clone() };
                start = end;
                if part.letters == new.letters || (!whole && part.letters.len() > 1) {
                    self.put(part, owner);
                }
            }
        }
    }

    fn put(&mut self, part: Found, owner: usize) {
        let Some(index) = owner.checked_sub(1) else {
            if let Some(letters) = self.owners.get_mut(part.letters.clone()) {
                letters.fill(self.found.len() + 1);
            }
            self.found.push((part, Vec::new()));
            return;
        };
        let Some((old, inner)) = self.found.get_mut(index) else { return };
        let container = matches!(old.kind, Kind::Email | Kind::Url | Kind::Handle | Kind::Place);
        if container && old.holds(&part) && !inner.iter().any(|own| own.meets(&part)) {
            inner.push(part);
        }
    }
}

/// The letters as they are written, one string each.
fn plain_letters<'t>(text: &'t str, read: &Read) -> Vec<&'t str> {
    let mut last = (u32::MAX, u32::MAX);
    read.letters()
        .iter()
        .map(|letter| {
            let place = (letter.at, letter.end);
            if place == last {
                return "";
            }
            last = place;
            text.get(letter.at as usize..letter.end as usize).unwrap_or_default()
        })
        .collect()
}

/// A stretch as a person reads it, on one line.
fn shown(read: &Read, written: &[&str], letters: Range<usize>) -> String {
    let mut out = String::new();
    for index in letters {
        match (read.c(index), written.get(index)) {
            (' ' | '\n', _) => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            (c, Some(text)) if text.starts_with(['&', '\\', '%']) => out.push(c),
            (_, Some(text)) => {
                // Behind the letter may stand what cannot be seen, or the end of a divided line.
                let tail = text.chars().skip(1).take_while(|c| is_mark(*c));
                out.extend(text.chars().take(1).chain(tail));
            }
            (c, None) => out.push(c),
        }
    }
    out
}

fn hit(read: &Read, written: &[&str], found: Found, seen: &mut HashMap<String, u32>) -> Hit {
    let Found { kind, group, letters, near, ending } = found;
    let found = shown(read, written, letters.clone()).trim().to_owned();
    let line = |range: Range<usize>| -> Range<usize> {
        let edge = range.clone().rev().find(|index| read.c(*index) == '\n');
        edge.map_or(range.start, |edge| edge + 1)..range.end
    };
    let before = line(letters.start.saturating_sub(CONTEXT)..letters.start);
    let end = (letters.end + CONTEXT).min(read.letters().len());
    let after = letters.end..(letters.end..end).find(|index| read.c(*index) == '\n').unwrap_or(end);
    let mut digest = Sha256::new();
    digest.update(group.as_bytes());
    digest.update([0]);
    digest.update(found.as_bytes());
    let words = |range: Range<usize>| -> Vec<String> {
        read.text(range)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (left, right) = (words(before.clone()), words(after.clone()));
    for word in left.iter().rev().take(AROUND).chain(right.iter().take(AROUND)) {
        digest.update([0]);
        digest.update(word.as_bytes());
    }
    let mut occurrence: String = digest.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let count = seen.entry(occurrence.clone()).and_modify(|count| *count += 1).or_insert(1);
    if *count > 1 {
        occurrence.push_str(&format!("-{count}"));
    }
    let part = read.reading.parts.partition_point(|part| part.letters.end <= letters.start);
    let form = read.reading.parts.get(part).map_or(Form::Plain, |part| part.form);
    Hit {
        kind,
        range: read.reading.source(letters.clone()),
        found,
        group,
        near,
        occurrence,
        before: shown(read, written, before),
        after: shown(read, written, after),
        form,
        ending,
        inner: Vec::new(),
        pieces: read.reading.pieces(letters),
    }
}
