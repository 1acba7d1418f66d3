//! The labelled set (`tests/fixtures/redact`): how much is found, and how much is found that is nothing.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::*;

/// Words of a page.
const PAGE: f64 = 300.0;

struct Label {
    tag: String,
    range: Range<usize>,
}

/// Found and there.
#[derive(Clone, Copy, Default)]
struct Count {
    found: usize,
    all: usize,
}

impl Count {
    fn add(&mut self, found: bool) {
        self.all += 1;
        self.found += usize::from(found);
    }

    #[allow(clippy::cast_precision_loss)]
    fn share(self) -> f64 {
        if self.all == 0 { 1.0 } else { self.found as f64 / self.all as f64 }
    }
}

#[derive(Default)]
struct Figures {
    people: Count,
    numbers: Count,
    names: Count,
    others: Count,
    words: usize,
    wrong: usize,
}

impl Figures {
    /// Listed people and check-digit numbers, maybe-names, false hits a page.
    #[allow(clippy::cast_precision_loss)]
    fn three(&self) -> (f64, f64, f64) {
        let sure = Count { found: self.people.found + self.numbers.found, all: self.people.all + self.numbers.all };
        (sure.share(), self.names.share(), self.wrong as f64 * PAGE / self.words.max(1) as f64)
    }

    fn with(&self, other: &Self) -> Self {
        let sum = |one: Count, other: Count| Count { found: one.found + other.found, all: one.all + other.all };
        Self {
            people: sum(self.people, other.people),
            numbers: sum(self.numbers, other.numbers),
            names: sum(self.names, other.names),
            others: sum(self.others, other.others),
            words: self.words + other.words,
            wrong: self.wrong + other.wrong,
        }
    }

    fn print(&self, title: &str) {
        let (sure, names, wrong) = self.three();
        println!(
            "{title}: listed people and check-digit numbers {sure:.3} (people {}/{}, numbers {}/{}), maybe-names {names:.3} ({}/{}), \
             the rest {:.3} ({}/{}), false hits a page {wrong:.2} ({} in {} words)",
            self.people.found,
            self.people.all,
            self.numbers.found,
            self.numbers.all,
            self.names.found,
            self.names.all,
            self.others.share(),
            self.others.found,
            self.others.all,
            self.wrong,
            self.words,
        );
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/redact")
}

fn known() -> (Known, Vec<String>) {
    let mut known = Known::default();
    let mut keys = Vec::new();
    for line in fs::read_to_string(folder().join("people.txt")).unwrap().lines().filter(|line| !line.starts_with('#')) {
        let (key, rest) = line.split_once(": ").unwrap();
        match key {
            "code" => known.codes.push(rest.into()),
            "place" => known.places.push(rest.into()),
            _ => {
                let names: Vec<&str> = rest.split("; ").collect();
                known.people.push(person(i64::try_from(keys.len()).unwrap(), &names));
                keys.push(key.to_owned());
            }
        }
    }
    (known, keys)
}

/// The text without marks, and where they stood.
fn unmarked(marked: &str) -> (String, Vec<Label>) {
    let (mut text, mut labels, mut rest) = (String::new(), Vec::new(), marked);
    while let Some((before, mark)) = rest.split_once("{{") {
        text.push_str(before);
        let (mark, after) = mark.split_once("}}").expect("a mark ends");
        let (tag, written) = mark.split_once('|').expect("a mark has a tag");
        labels.push(Label { tag: tag.into(), range: text.len()..text.len() + written.len() });
        text.push_str(written);
        rest = after;
    }
    text.push_str(rest);
    (text, labels)
}

/// A label without the title in front and the ending behind, which may stay.
fn core(text: &str, range: &Range<usize>) -> Range<usize> {
    let written = &text[range.clone()];
    let mut start = range.start;
    if let Some((title, _)) = written.split_once(' ')
        && crate::redact::lists::is_title(&title.trim_end_matches('.').to_lowercase())
    {
        start += title.len() + 1;
    }
    let stem = written.trim_end_matches(['\'', '’', '.', '*']);
    let stem = stem.strip_suffix('s').unwrap_or(stem).trim_end_matches(['\'', '’']);
    start..(range.start + stem.len()).max(start + 1)
}

fn is_number(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Nhs
            | Kind::Chi
            | Kind::Upn
            | Kind::Bsn
            | Kind::GermanId
            | Kind::Account
            | Kind::Nmc
            | Kind::Gmc
            | Kind::NationalInsurance
            | Kind::Number
    )
}

fn measure(name: &str, scanner: &Scanner, keys: &[String], figures: &mut Figures, tell: bool) {
    let (text, labels) = unmarked(&fs::read_to_string(folder().join("texts").join(name)).unwrap());
    let hits = scan(&text, Form::Markdown, scanner);
    let all: Vec<&Hit> = hits.iter().flat_map(|hit| std::iter::once(hit).chain(&hit.inner)).collect();
    for label in &labels {
        let core = core(&text, &label.range);
        let covered = |hit: &&&Hit| hit.range.start <= core.start && core.end <= hit.range.end;
        let meets = |hit: &&&Hit| hit.range.start < core.end && core.start < hit.range.end;
        let key = keys
            .iter()
            .position(|key| *key == label.tag)
            .map(|key| Kind::Person(PersonKey(i64::try_from(key).unwrap())));
        let found = match (key, label.tag.as_str()) {
            // Of an address that names somebody the whole is decided on, and who stands inside of it is known.
            (Some(kind), _) => all.iter().filter(covered).any(|hit| {
                hit.kind == kind || (hit.must_be_decided() && hit.inner.iter().any(|inner| inner.kind == kind))
            }),
            (None, "name") => {
                all.iter().filter(covered).any(|hit| matches!(hit.kind, Kind::MaybeName | Kind::Person(_)))
            }
            (None, "nhs" | "chi" | "upn" | "bsn" | "de" | "account" | "nmc" | "gmc" | "ni" | "number") => {
                all.iter().filter(meets).any(|hit| is_number(hit.kind) && hit.must_be_decided())
            }
            _ => all.iter().filter(meets).any(|hit| !matches!(hit.kind, Kind::Person(_) | Kind::MaybeName)),
        };
        match (key, label.tag.as_str()) {
            (Some(_), _) => figures.people.add(found),
            (None, "name") => figures.names.add(found),
            (None, "nhs" | "chi" | "upn" | "bsn" | "de" | "account") => figures.numbers.add(found),
            _ => figures.others.add(found),
        }
        if !found && tell {
            let near: Vec<String> =
                all.iter().filter(meets).map(|hit| format!("{:?} {}", hit.kind, hit.found)).collect();
            println!("  {name} missed {}: {} {near:?}", label.tag, &text[label.range.clone()]);
        }
    }
    for hit in &hits {
        if !labels.iter().any(|label| hit.range.start < label.range.end && label.range.start < hit.range.end) {
            figures.wrong += 1;
            if tell {
                println!("  {name} false: {:?} {} … {}", hit.kind, hit.found, hit.after);
            }
        }
    }
    figures.words += crate::text::words(&text) as usize;
}

#[test]
fn the_labelled_set_is_found_and_little_else() {
    let (known, keys) = known();
    let scanner = Scanner::new(&known);
    let (mut tuned, mut held, mut labels) = (Figures::default(), Figures::default(), 0);
    let tell = std::env::var_os("LOOPBOOK_TELL").is_some();
    let names: Vec<String> =
        ["en", "nl", "de"].iter().flat_map(|language| (1..=20).map(move |n| format!("{language}-{n:02}.md"))).collect();
    for name in &names {
        let number: usize = name[3..5].parse().unwrap();
        // Of the texts held out nothing is told but the figures.
        measure(name, &scanner, &keys, if number < 14 { &mut tuned } else { &mut held }, tell && number < 14);
        labels += fs::read_to_string(folder().join("texts").join(name)).unwrap().matches("{{").count();
    }
    println!("{} texts, {labels} identifiers", names.len());
    tuned.print("tuned on");
    held.print("held out");
    let whole = tuned.with(&held);
    whole.print("the whole set");
    let (sure, maybe, wrong) = whole.three();
    assert!(sure >= 0.98, "listed people and check-digit numbers: {sure:.3}");
    assert!(maybe >= 0.9, "maybe-names: {maybe:.3}");
    assert!(wrong <= 3.0, "false hits a page: {wrong:.2}");
    assert!(names.len() == 60 && labels >= 400);
}
