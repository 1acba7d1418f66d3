//! Markup within a line: emphasis, code, links, tags, entities, escapes.

use std::ops::Range;

use super::entity::entity;
use super::tag::{self, REACH, Tag};
use super::{Mark, Reading};
use crate::redact::Form;

/// Tags that stand within a word or a line; all others divide.
const WITHIN: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
];

/// An opening that waits for its closing.
struct Waiting {
    gap: u32,
    sign: String,
    opens: bool,
    closes: bool,
}

pub(super) struct Inline<'t> {
    text: &'t str,
    /// Targets, titles, attributes and comments, to be read after the rest.
    pub(super) aside: Vec<(Range<usize>, Form)>,
    marks: Vec<Waiting>,
    /// No comment ends behind this.
    last_comment: Option<usize>,
}

impl<'t> Inline<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, aside: Vec::new(), marks: Vec::new(), last_comment: text.rfind("-->") }
    }

    /// Reads a line; answers where it stopped, which may be in a later one.
    pub(super) fn line(&mut self, range: Range<usize>, reading: &mut Reading) -> usize {
        let mut at = range.start;
        while at < range.end {
            let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            at = match c {
                '\\' => self.escape(at, range.end, reading),
                '`' => self.code(at, range.end, reading),
                '*' | '_' | '~' => self.emphasis(c, at, range.clone(), reading),
                '[' => self.opens_link(at, reading),
                ']' => self.closes_link(at, reading),
                '<' => self.tag(at, reading),
                '&' => entity(self.text, at, self.text.len(), reading),
                '|' => {
                    self.pair(reading);
                    reading.edge(at);
                    at + 1
                }
                '\r' => at + 1,
                _ => {
                    reading.push(c, at, at + c.len_utf8());
                    at + c.len_utf8()
                }
            };
        }
        at
    }

    fn escape(&self, at: usize, end: usize, reading: &mut Reading) -> usize {
        match self.text.as_bytes().get(at + 1).filter(|_| at + 1 < end) {
            Some(next) if next.is_ascii_punctuation() => {
                reading.push(*next as char, at, at + 2);
                at + 2
            }
            _ => {
                reading.push('\\', at, at + 1);
                at + 1
            }
        }
    }

    fn code(&self, at: usize, end: usize, reading: &mut Reading) -> usize {
        let bytes = self.text.as_bytes();
        let run = |from: usize| bytes.get(from..end).map_or(0, |rest| rest.iter().take_while(|b| **b == b'`').count());
        let count = run(at);
        let mut close = at + count;
        while close < end {
            let found = run(close);
            if found == count {
                break;
            }
            close += found.max(1);
        }
        if close >= end {
            for index in 0..count {
                reading.push('`', at + index, at + index + 1);
            }
            return at + count;
        }
        let open = reading.gap(Mark::Opens, at..at + count);
        for (index, c) in self.text.get(at + count..close).unwrap_or_default().char_indices() {
            let from = at + count + index;
            reading.push(c, from, from + c.len_utf8());
        }
        let shut = reading.gap(Mark::Closes, close..close + count);
        join(reading, open, shut);
        close + count
    }

    fn emphasis(&mut self, sign: char, at: usize, line: Range<usize>, reading: &mut Reading) -> usize {
        let bytes = self.text.as_bytes();
        let count = bytes.get(at..line.end).map_or(1, |rest| rest.iter().take_while(|b| **b == sign as u8).count());
        let before = self.text.get(line.start..at).and_then(|text| text.chars().next_back());
        let after = self.text.get(at + count..line.end).and_then(|text| text.chars().next());
        let opens = after.is_some_and(|c| !c.is_whitespace());
        let closes = before.is_some_and(|c| !c.is_whitespace());
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let literal = (!opens && !closes)
            || (sign == '_' && is_letter(before) && is_letter(after))
            || count > if sign == '~' { 2 } else { 3 };
        if literal {
            for index in 0..count {
                reading.push(sign, at + index, at + index + 1);
            }
        } else {
            let mark = if closes && !opens { Mark::Closes } else { Mark::Opens };
            let gap = reading.gap(mark, at..at + count);
            self.marks.push(Waiting { gap, sign: sign.to_string().repeat(count), opens, closes });
        }
        at + count
    }

    fn opens_link(&self, at: usize, reading: &mut Reading) -> usize {
        // A second bracket names the target; it is not the same word.
        if at > 0 && self.text.as_bytes().get(at - 1) == Some(&b']') {
            reading.push(' ', at, at);
        }
        reading.gap(Mark::LinkOpens, at..at + 1);
        at + 1
    }

    fn closes_link(&mut self, at: usize, reading: &mut Reading) -> usize {
        match self.text.as_bytes().get(at + 1) {
            Some(b'(') => {
                if let Some(end) = self.target(at + 2, true) {
                    reading.gap(Mark::LinkCloses, at..end);
                    return end;
                }
            }
            Some(b':') if self.text.get(..at).is_some_and(defines) => {
                if let Some(end) = self.target(at + 2, false) {
                    reading.gap(Mark::LinkCloses, at..end);
                    reading.edge(end);
                    return end;
                }
            }
            _ => {}
        }
        reading.gap(Mark::LinkCloses, at..at + 1);
        at + 1
    }

    /// Reads a link's target and title; answers where they end.
    fn target(&mut self, from: usize, in_line: bool) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let limit = bytes.len().min(from + REACH);
        let skip = |mut at: usize| {
            let mut lines = 0;
            while let Some(b) = bytes.get(at).filter(|b| b.is_ascii_whitespace() && at < limit) {
                lines += usize::from(*b == b'\n');
                at += 1;
            }
            (lines < 2).then_some(at)
        };
        let begin = skip(from)?;
        let (address, mut at) = if bytes.get(begin) == Some(&b'<') {
            let length = bytes.get(begin + 1..limit)?.iter().position(|b| matches!(b, b'>' | b'\n' | b'<'))?;
            (bytes.get(begin + 1 + length) == Some(&b'>'))
                .then_some((begin + 1..begin + 1 + length, begin + length + 2))?
        } else {
            let (mut depth, mut at) = (0usize, begin);
            while let Some(b) = bytes.get(at).filter(|b| !b.is_ascii_whitespace() && at < limit) {
                match b {
                    b'(' => depth += 1,
                    b')' if depth == 0 => break,
                    b')' => depth -= 1,
                    b'\\' => at += 1,
                    _ => {}
                }
                at += 1;
            }
            (begin..at.min(bytes.len()), at)
        };
        let mut title = None;
        let behind = skip(at)?;
        if let Some(quote) = bytes.get(behind).filter(|b| behind > at && matches!(b, b'"' | b'\'' | b'(')) {
            let close = if *quote == b'(' { b')' } else { *quote };
            let length = bytes.get(behind + 1..limit)?.iter().position(|b| *b == close)?;
            title = Some(behind + 1..behind + 1 + length);
            at = behind + length + 2;
        }
        if in_line {
            at = skip(at)?;
            if bytes.get(at) != Some(&b')') {
                return None;
            }
            at += 1;
        }
        // A file of the journal is named by digits that are nobody's, and would be lost with another name.
        let is_file = self.text.get(address.clone())?.strip_prefix("attachment:").is_some_and(is_id);
        if !is_file {
            self.aside.push((address, Form::Address));
        }
        if let Some(title) = title.filter(|title| self.text.get(title.clone()).is_some()) {
            self.aside.push((title, Form::Plain));
        }
        Some(at)
    }

    fn tag(&mut self, at: usize, reading: &mut Reading) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        if rest.starts_with("<!--")
            && self.last_comment.is_some_and(|last| last >= at + 4)
            && let Some(length) = rest.get(4..).and_then(|rest| rest.find("-->"))
        {
            self.aside.push((at + 4..at + 4 + length, Form::Plain));
            reading.gap(Mark::Still, at..at + length + 7);
            return at + length + 7;
        }
        let Some(tag) = Tag::read(self.text, at) else {
            reading.push('<', at, at + 1);
            return at + 1;
        };
        let is_known = [WITHIN, tag::ELEMENTS].iter().any(|names| names.contains(&tag.name.as_str()));
        if !is_known || tag.words.len() > tag.name.len() {
            self.aside.push((tag.words, Form::Plain));
        }
        self.aside.extend(tag.attributes);
        if !is_known {
            reading.gap(Mark::Still, at..tag.end);
        } else if WITHIN.contains(&tag.name.as_str()) {
            let mark = match (tag.closes, tag.name == "wbr") {
                (_, true) => Mark::Void,
                (true, _) => Mark::Closes,
                (false, _) => Mark::Opens,
            };
            let gap = reading.gap(mark, at..tag.end);
            if mark != Mark::Void {
                self.marks.push(Waiting {
                    gap,
                    sign: format!("<{}", tag.name),
                    opens: !tag.closes,
                    closes: tag.closes,
                });
            }
        } else if tag.name == "br" {
            reading.push(' ', at, tag.end);
        } else if tag.name == "img" {
            reading.gap(Mark::Still, at..tag.end);
        } else {
            reading.edge(at);
        }
        tag.end
    }

    /// Finds which mark ends which, at the end of a block.
    pub(super) fn pair(&mut self, reading: &mut Reading) {
        let mut open: Vec<&Waiting> = Vec::new();
        for mark in &self.marks {
            if mark.closes
                && let Some(index) = open.iter().rposition(|open| open.sign == mark.sign)
            {
                if let Some(begun) = open.get(index) {
                    join(reading, begun.gap, mark.gap);
                    if let Some(gap) = reading.gaps.get_mut(mark.gap as usize) {
                        gap.mark = Mark::Closes;
                    }
                }
                open.truncate(index);
            } else if mark.opens {
                open.push(mark);
            }
        }
        self.marks.clear();
    }
}

fn join(reading: &mut Reading, open: u32, shut: u32) {
    for (one, other) in [(open, shut), (shut, open)] {
        let partner = reading.gaps.get(other as usize).map(|gap| gap.at);
        if let Some(gap) = reading.gaps.get_mut(one as usize) {
            gap.partner = partner;
        }
    }
}

fn is_id(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// Whether the bracket that ends here began a line: `[name]: target`.
fn defines(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.trim_start_matches([' ', '>']).starts_with('[') && line.matches('[').count() == 1
}
