//! Markdown's lines: what begins a block, what goes on in the next line. More tolerant than a parser, since whatever is not
//! understood as markup must still be read as text.

use std::ops::Range;

use super::inline::Inline;
use super::{Part, Reading};
use crate::redact::Form;

/// Reads a whole text: along the lines first, then what stands aside of them.
pub(super) fn read(text: &str, reading: &mut Reading) {
    let start = front_matter(text, reading);
    let along = reading.letters.len();
    let mut lines = Lines { text, inline: Inline::new(text), fence: None };
    let mut at = start;
    while at < text.len() {
        at = lines.line(at, reading);
    }
    lines.inline.pair(reading);
    reading.edge(text.len());
    reading.parts.push(Part { letters: along..reading.letters.len(), form: Form::Markdown });
    for (range, form) in std::mem::take(&mut lines.inline.aside) {
        reading.edge(range.start);
        reading.aside(text, range.clone(), form);
        reading.edge(range.end);
    }
}

/// The lines between `---` and `---` at the very start are read as they stand.
fn front_matter(text: &str, reading: &mut Reading) -> usize {
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else { return 0 };
    let begin = text.len() - rest.len();
    let Some(end) = rest.find("\n---").map(|at| begin + at) else { return 0 };
    reading.part(text, begin..end + 1, Form::Plain);
    reading.edge(end + 1);
    let after = end + 4;
    text.get(after..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| after + at)
}

struct Lines<'t> {
    text: &'t str,
    inline: Inline<'t>,
    /// The sign of the code block we are in, and how many of it began it.
    fence: Option<(u8, usize)>,
}

impl Lines<'_> {
    /// Reads the line at `at` (and further, where its markup does); answers where to go on.
    fn line(&mut self, at: usize, reading: &mut Reading) -> usize {
        let bytes = self.text.as_bytes();
        let end =
            bytes.get(at..).and_then(|rest| rest.iter().position(|b| *b == b'\n')).map_or(bytes.len(), |n| at + n);
        let line = Line::of(bytes, at..end);
        let content = bytes.get(line.content..end).unwrap_or_default();
        if let Some(fence) = fence(content) {
            match self.fence {
                None => self.fence = Some(fence),
                Some((sign, count)) if sign == fence.0 && fence.1 >= count => self.fence = None,
                Some(_) => {}
            }
            self.edge(at, reading);
            self.plain(line.content + fence.1..end, reading);
            self.edge(end, reading);
            return end + 1;
        }
        if self.fence.is_some() {
            // Where a fence ends is the parser's to say; what might be markup is read as such, so that no name hides in it.
            self.edge(at, reading);
            return self.inline.line(at..end, reading).max(end) + 1;
        }
        if content.iter().all(u8::is_ascii_whitespace) || is_rule(content) {
            self.edge(at, reading);
            return end + 1;
        }
        if line.begins {
            self.edge(line.content, reading);
        } else {
            soft_break(self.text, at, line.content, reading);
        }
        let next = self.inline.line(line.content..end, reading);
        if line.heading {
            self.edge(end, reading);
        }
        next.max(end) + 1
    }

    fn edge(&mut self, at: usize, reading: &mut Reading) {
        self.inline.pair(reading);
        reading.edge(at);
    }

    fn plain(&self, range: Range<usize>, reading: &mut Reading) {
        for (index, c) in self.text.get(range.clone()).unwrap_or_default().char_indices() {
            reading.push(c, range.start + index, range.start + index + c.len_utf8());
        }
    }
}

/// The space between two lines of one paragraph; a word that was divided there is whole again.
fn soft_break(text: &str, at: usize, content: usize, reading: &mut Reading) {
    let Some(last) = reading.letters.last().copied().filter(|last| last.c != '\n') else { return };
    let next = text.get(content..).and_then(|rest| rest.chars().next());
    let before = reading.letters.len().checked_sub(2).and_then(|index| reading.letters.get(index)).copied();
    let divided = last.c == '-'
        && next.is_some_and(char::is_lowercase)
        && before.is_some_and(|before| before.c.is_alphabetic() && before.end == last.at);
    if divided {
        reading.letters.pop();
        if let Some(letter) = reading.letters.last_mut() {
            letter.end = u32::try_from(content).unwrap_or(u32::MAX);
        }
    } else {
        reading.push(' ', at.saturating_sub(1), content);
    }
}

struct Line {
    /// Where its own text begins, behind the marks of quotes, lists and headings.
    content: usize,
    /// It begins a block.
    begins: bool,
    heading: bool,
}

impl Line {
    fn of(bytes: &[u8], range: Range<usize>) -> Self {
        let get = |at: usize| if at < range.end { bytes.get(at).copied() } else { None };
        let (mut at, mut begins, mut heading) = (range.start, false, false);
        loop {
            while matches!(get(at), Some(b' ' | b'\t')) {
                at += 1;
            }
            let blank = |at: usize| matches!(get(at), Some(b' ' | b'\t') | None);
            match get(at) {
                Some(b'>') => at += 1,
                Some(b'-' | b'*' | b'+') if blank(at + 1) => {
                    at += 1;
                    begins = true;
                }
                Some(b'#') => {
                    let hashes = (0..7).take_while(|n| get(at + n) == Some(b'#')).count();
                    if hashes < 7 && blank(at + hashes) {
                        at += hashes;
                        (begins, heading) = (true, true);
                    } else {
                        break;
                    }
                }
                Some(b'[')
                    if begins && matches!(get(at + 1), Some(b' ' | b'x' | b'X')) && get(at + 2) == Some(b']') =>
                {
                    at += 3;
                }
                Some(b'0'..=b'9') => {
                    let digits = (0..10).take_while(|n| get(at + n).is_some_and(|b| b.is_ascii_digit())).count();
                    if digits < 10 && matches!(get(at + digits), Some(b'.' | b')')) && blank(at + digits + 1) && !begins
                    {
                        // Of "12. März" the number is a day and no mark of a list: the date's finder must see it.
                        if digits > 2 || is_day(bytes, at + digits + 1, range.end) {
                            break;
                        }
                        at += digits + 1;
                        begins = true;
                    } else {
                        break;
                    }
                }
                _ => break,
            }
        }
        Self { content: at.min(range.end), begins, heading }
    }
}

/// Whether a month follows.
fn is_day(bytes: &[u8], at: usize, end: usize) -> bool {
    let rest = bytes.get(at..end).and_then(|rest| std::str::from_utf8(rest).ok()).unwrap_or_default();
    rest.split_whitespace().next().is_some_and(crate::redact::dates::is_month)
}

fn fence(content: &[u8]) -> Option<(u8, usize)> {
    let sign = *content.first().filter(|sign| matches!(sign, b'`' | b'~'))?;
    let count = content.iter().take_while(|b| **b == sign).count();
    let closed = sign == b'`' && content.get(count..).is_some_and(|rest| rest.contains(&b'`'));
    (count >= 3 && !closed).then_some((sign, count))
}

/// A line of nothing but `-`, `=`, `*`, `_`, `|` and `:`: a rule, the line below a heading, a table's second line.
fn is_rule(content: &[u8]) -> bool {
    content.len() > 1
        && content.iter().all(|b| matches!(b, b'-' | b'=' | b'*' | b'_' | b'|' | b':' | b' ' | b'\t' | b'\r'))
        && content.iter().any(|b| matches!(b, b'-' | b'=' | b'*' | b'_'))
}
