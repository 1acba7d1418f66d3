//! A text as a person reads it, every letter with its place in the source.

mod entity;
mod fold;
mod inline;
mod markdown;
mod tag;
mod target;

use std::ops::Range;

use super::Form;

/// A letter, sign or space.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    /// Folded. A space is any white space within a line of thought; a line feed is an edge that nothing reaches across.
    pub(super) c: char,
    /// The letter was a capital.
    pub(super) upper: bool,
    /// Its place in the source, with what cannot be seen behind it.
    pub(super) at: u32,
    /// End of that.
    pub(super) end: u32,
}

/// What stands between letters and is no letter itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Emphasis, strikethrough, code or a tag begins.
    Opens,
    /// It ends.
    Closes,
    /// A link's text begins; links always stay.
    LinkOpens,
    /// It ends, with its target.
    LinkCloses,
    /// A picture or a comment: stays.
    Still,
    /// A place where a line may break: of no use without the word around it.
    Void,
}

/// A stretch of markup within a line of thought.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    pub(super) mark: Mark,
    pub(super) at: u32,
    pub(super) end: u32,
    /// Where the gap stands that ends what this one begins, or the other way round.
    pub(super) partner: Option<u32>,
}

/// A stretch of letters that is read one way.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) letters: Range<usize>,
    pub(super) form: Form,
}

/// A text as read: first what runs along, then what stands aside of it: targets, titles, attributes, comments.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) letters: Vec<Letter>,
    pub(super) gaps: Vec<Gap>,
    pub(super) parts: Vec<Part>,
}

impl Reading {
    pub(super) fn of(text: &str, form: Form) -> Self {
        let mut reading = Self { letters: Vec::with_capacity(text.len()), ..Self::default() };
        match form {
            Form::Markdown => markdown::read(text, &mut reading),
            other => reading.part(text, 0..text.len(), other),
        }
        reading.gaps.sort_by_key(|gap| gap.at);
        reading
    }

    /// Reads a stretch that holds no markup as a part of its own.
    fn part(&mut self, text: &str, range: Range<usize>, form: Form) {
        self.stretch(text, range, form, false);
    }

    /// The same of a stretch within Markdown, where letters may be written as entities.
    fn aside(&mut self, text: &str, range: Range<usize>, form: Form) {
        self.stretch(text, range, form, true);
    }

    fn stretch(&mut self, text: &str, range: Range<usize>, form: Form, has_entities: bool) {
        let start = self.letters.len();
        let mut at = range.start;
        while at < range.end {
            let (step, decoded) = match form {
                Form::Address => target::octets(text, at, range.end),
                _ => (1, None),
            };
            if let Some(c) = decoded {
                self.push(c, at, at + step);
                at += step;
                continue;
            }
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            if c == '&' && has_entities {
                at = entity::entity(text, at, range.end, self);
                continue;
            }
            if c == '\n' && form != Form::Address {
                self.edge(at);
            } else {
                self.push(c, at, at + c.len_utf8());
            }
            at += c.len_utf8();
        }
        self.parts.push(Part { letters: start..self.letters.len(), form });
    }

    /// One letter of the source, as it is compared.
    fn push(&mut self, c: char, at: usize, end: usize) {
        let (at, end) = (place(at), place(end));
        if c.is_whitespace() {
            self.letters.push(Letter { c: ' ', upper: false, at, end });
            return;
        }
        let before = self.letters.len();
        let upper = c.is_uppercase();
        fold::letters(c, |folded| self.letters.push(Letter { c: folded, upper, at, end }));
        if self.letters.len() == before
            && let Some(last) = self.letters.last_mut()
            && last.end == at
        {
            last.end = end;
        }
    }

    /// An edge that nothing reaches across.
    fn edge(&mut self, at: usize) {
        if self.letters.last().is_some_and(|last| last.c != '\n') {
            self.letters.push(Letter { c: '\n', upper: false, at: place(at), end: place(at) });
        }
    }

    fn gap(&mut self, mark: Mark, range: Range<usize>) -> u32 {
        self.gaps.push(Gap { mark, at: place(range.start), end: place(range.end), partner: None });
        place(self.gaps.len() - 1)
    }

    /// The source of a stretch of letters.
    pub(super) fn source(&self, letters: Range<usize>) -> Range<usize> {
        match self.letters.get(letters).and_then(|letters| Some((letters.first()?, letters.last()?))) {
            Some((first, last)) => first.at as usize..last.end.max(first.at) as usize,
            None => 0..0,
        }
    }

    /// The stretches of the source that are those letters themselves, without the markup between.
    pub(super) fn pieces(&self, letters: Range<usize>) -> Vec<Range<usize>> {
        let mut pieces: Vec<Range<usize>> = Vec::new();
        for letter in self.letters.get(letters).unwrap_or_default() {
            let (at, end) = (letter.at as usize, letter.end as usize);
            match pieces.last_mut() {
                Some(last) if at <= last.end => last.end = last.end.max(end),
                _ => pieces.push(at..end),
            }
        }
        pieces
    }
}

/// Texts are far below 4 GiB; what lies behind stays unread rather than misplaced.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A text as it is read, with the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    /// Without markup; a line for each block, what stands aside (targets, titles) after the rest.
    pub text: String,
    /// For every byte of it the place in the source: start and end of the letter.
    places: Vec<(u32, u32)>,
}

impl Plain {
    /// The stretch of the source that a stretch of [`Plain::text`] (in bytes) was read from.
    pub fn source(&self, range: Range<usize>) -> Option<Range<usize>> {
        let places = self.places.get(range)?;
        Some(places.first()?.0 as usize..places.last()?.1 as usize)
    }
}

/// A text as it is read, letters as they are written.
pub fn plain(text: &str, form: Form) -> Plain {
    let reading = Reading::of(text, form);
    let mut plain = Plain { text: String::with_capacity(text.len()), places: Vec::with_capacity(text.len()) };
    let mut last = None;
    for part in &reading.parts {
        if !plain.text.is_empty() && !plain.text.ends_with('\n') {
            plain.text.push('\n');
            plain.places.push((0, 0));
        }
        for letter in reading.letters.get(part.letters.clone()).unwrap_or_default() {
            if last == Some((letter.at, letter.end)) && letter.at != letter.end {
                continue;
            }
            last = Some((letter.at, letter.end));
            let written = match letter.c {
                '\n' | ' ' => letter.c.to_string(),
                folded => match text.get(letter.at as usize..letter.end as usize) {
                    Some(written) if !written.starts_with(['&', '\\', '%']) => {
                        let tail = written.chars().skip(1).take_while(|c| is_mark(*c));
                        written.chars().take(1).chain(tail).collect()
                    }
                    _ => folded.to_string(),
                },
            };
            plain.places.extend(std::iter::repeat_n((letter.at, letter.end), written.len()));
            plain.text.push_str(&written);
        }
    }
    plain
}

/// A text folded as letters are, with nothing taken for markup.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            out.push(' ');
        } else {
            fold::letters(c, |folded| out.push(folded));
        }
    }
    out
}

pub(in crate::redact) use fold::is_mark;
