//! Where a comment stands. A reader marked a passage of the exported text; the author's own text had other names in it,
//! and has been changed since. The passage is followed from the one to the next, and placed only where its words stand;
//! where they stand no more it is an orphan that keeps its quote, and is listed.
//!
//! All offsets count code points.

use std::ops::Range;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp};
use unicode_segmentation::UnicodeSegmentation;

use crate::store::words;

/// How long two texts are compared; what is left over is one change.
const PATIENCE: Duration = Duration::from_secs(2);
/// Code points of a quote below which its surroundings must speak for a place, too.
const SHORT: usize = 12;
/// Code points around a passage that speak for a place.
const AROUND: usize = 32;
/// How many of them must be the same where the quote is short.
const ENOUGH: usize = 6;

/// A passage as a reader's file names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[ts(optional_fields, rename = "CommentQuote")]
pub struct Quote {
    /// Its words.
    pub exact: String,
    /// What stands before it.
    pub prefix: String,
    /// What stands behind it.
    pub suffix: String,
    /// Where it begins in the text that was read, in code points.
    #[ts(type = "number | null")]
    pub start: Option<usize>,
    /// Where it ends there.
    #[ts(type = "number | null")]
    pub end: Option<usize>,
}

/// How well a comment is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "CommentStanding")]
pub enum Standing {
    /// Its passage stands where it stood, word for word.
    Exact,
    /// The same words stand elsewhere now.
    Moved,
    /// The words are no longer there: the comment is listed with its quote.
    Orphan,
    /// It is about all of it.
    Whole,
}
words!(Standing { Exact = "exact", Moved = "moved", Orphan = "orphan", Whole = "whole" });

/// Where a passage stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// How well.
    pub standing: Standing,
    /// Where in the text of now; of an orphan where it would be, by what stood around it.
    pub range: Range<usize>,
    /// The words that were read, as the author has them.
    pub read: String,
}

/// A text made ready: each of its code points, without the differences between blanks.
struct Text {
    chars: Vec<char>,
}

impl Text {
    fn new(text: &str) -> Self {
        Self { chars: text.chars().collect() }
    }

    fn part(&self, range: &Range<usize>) -> String {
        let end = range.end.min(self.chars.len());
        self.chars[range.start.min(end)..end].iter().collect()
    }
}

/// Three states of a piece: what left, what the author had then, what the author has now.
pub struct Texts {
    sent: Text,
    read: Text,
    now: Text,
    sent_to_read: Way,
    read_to_now: Way,
}

impl Texts {
    /// `sent` is the exported text, `read` the author's own of that time, `now` that of today; all rendered alike.
    pub fn new(sent: &str, read: &str, now: &str) -> Self {
        Self {
            sent_to_read: Way::between(sent, read),
            read_to_now: Way::between(read, now),
            sent: Text::new(sent),
            read: Text::new(read),
            now: Text::new(now),
        }
    }

    /// Follows a passage from what left to what stands now.
    pub fn place(&self, quote: &Quote) -> Placed {
        if self.sent.chars.is_empty() {
            return self.by_quote(quote);
        }
        let Some(sent) = located(&self.sent, quote) else {
            return Placed { standing: Standing::Orphan, range: 0..0, read: quote.exact.clone() };
        };
        let read = trimmed(&self.read, self.sent_to_read.carry(&sent));
        let words = self.read.part(&read);
        if words.trim().is_empty() {
            let near = self.read_to_now.carry(&read).start;
            return Placed { standing: Standing::Orphan, range: near..near, read: quote.exact.clone() };
        }
        let carried = self.read_to_now.carry(&read);
        if same(&self.now.chars[carried.clone()], &self.read.chars[read.clone()])
            && is_sure(&self.now, &carried, &self.read, &read)
        {
            return Placed { standing: Standing::Exact, range: trimmed(&self.now, carried), read: words };
        }
        match found(&self.now, &self.read, &read, carried.start) {
            Some(range) => Placed { standing: Standing::Moved, range, read: words },
            None => Placed { standing: Standing::Orphan, range: carried.start..carried.start, read: words },
        }
    }
}

impl Texts {
    /// Of a pack that was forgotten only the quote is left to go by.
    fn by_quote(&self, quote: &Quote) -> Placed {
        let before = Text::new(&format!("{}{}{}", quote.prefix, quote.exact, quote.suffix));
        let start = quote.prefix.chars().count();
        let read = start..start + quote.exact.chars().count();
        let found = found(&self.now, &before, &read, quote.start.unwrap_or_default());
        let standing = if found.is_some() { Standing::Moved } else { Standing::Orphan };
        Placed { standing, range: found.unwrap_or(0..0), read: quote.exact.clone() }
    }
}

/// The passage in the text it was marked in: at its offsets if its words stand there, else where they do.
fn located(text: &Text, quote: &Quote) -> Option<Range<usize>> {
    let exact: Vec<char> = quote.exact.chars().collect();
    if exact.iter().all(|c| c.is_whitespace()) {
        return None;
    }
    if let (Some(start), Some(end)) = (quote.start, quote.end)
        && start < end
        && end <= text.chars.len()
        && same(&text.chars[start..end], &exact)
    {
        return Some(start..end);
    }
    let around = [quote.prefix.chars().collect::<Vec<_>>(), quote.suffix.chars().collect()];
    best(text, &exact, &around, quote.start.unwrap_or_default())
}

/// The words of `read` in the text of now, by themselves and by what stood around them.
fn found(now: &Text, before: &Text, read: &Range<usize>, near: usize) -> Option<Range<usize>> {
    let range = best(now, &before.chars[read.clone()], &around(before, read), near)?;
    is_sure(now, &range, before, read).then_some(range)
}

/// A word or two stand in many places: then what stood around them must still stand there.
fn is_sure(now: &Text, range: &Range<usize>, before: &Text, read: &Range<usize>) -> bool {
    let words = |chars: &[char]| chars.iter().filter(|c| !c.is_whitespace()).count();
    if words(&before.chars[read.clone()]) >= SHORT {
        return true;
    }
    let around = around(before, read);
    likeness(now, range, &around) >= ENOUGH.min(words(&around[0]) + words(&around[1]))
}

fn around(text: &Text, range: &Range<usize>) -> [Vec<char>; 2] {
    [
        text.chars[range.start.saturating_sub(AROUND)..range.start].to_vec(),
        text.chars[range.end..(range.end + AROUND).min(text.chars.len())].to_vec(),
    ]
}

/// Of all places of some words the one whose surroundings are most alike, and of those alike the nearest.
fn best(text: &Text, words: &[char], around: &[Vec<char>; 2], near: usize) -> Option<Range<usize>> {
    let wanted = Squeezed::new(words);
    let have = Squeezed::new(&text.chars);
    if wanted.chars.is_empty() || wanted.chars.len() > have.chars.len() {
        return None;
    }
    let all = have.chars.windows(wanted.chars.len()).enumerate().filter(|(_, window)| *window == wanted.chars);
    all.map(|(at, window)| have.at[at]..have.at[at + window.len() - 1] + 1)
        .max_by_key(|range| (likeness(text, range, around), std::cmp::Reverse(range.start.abs_diff(near))))
}

/// How many code points before and behind a place are those wanted, blanks aside.
fn likeness(text: &Text, range: &Range<usize>, [before, behind]: &[Vec<char>; 2]) -> usize {
    let alike = |left: &mut dyn Iterator<Item = char>, right: &mut dyn Iterator<Item = char>| {
        left.filter(|c| !c.is_whitespace())
            .zip(right.filter(|c| !c.is_whitespace()))
            .take_while(|(a, b)| a == b)
            .count()
    };
    alike(&mut text.chars[..range.start].iter().rev().copied(), &mut before.iter().rev().copied())
        + alike(&mut text.chars[range.end..].iter().copied(), &mut behind.iter().copied())
}

/// Code points with each run of blanks as one space and none at the ends, beside the place each came from.
struct Squeezed {
    chars: Vec<char>,
    at: Vec<usize>,
}

impl Squeezed {
    fn new(chars: &[char]) -> Self {
        let mut squeezed = Self { chars: Vec::with_capacity(chars.len()), at: Vec::with_capacity(chars.len()) };
        for (at, &c) in chars.iter().enumerate() {
            if !c.is_whitespace() {
                squeezed.push(c, at);
            } else if squeezed.chars.last().is_some_and(|last| *last != ' ') {
                squeezed.push(' ', at);
            }
        }
        if squeezed.chars.last() == Some(&' ') {
            squeezed.chars.pop();
            squeezed.at.pop();
        }
        squeezed
    }

    fn push(&mut self, c: char, at: usize) {
        self.chars.push(c);
        self.at.push(at);
    }
}

fn same(left: &[char], right: &[char]) -> bool {
    let left = Squeezed::new(left);
    !left.chars.is_empty() && left.chars == Squeezed::new(right).chars
}

fn trimmed(text: &Text, mut range: Range<usize>) -> Range<usize> {
    while range.start < range.end && text.chars[range.start].is_whitespace() {
        range.start += 1;
    }
    while range.start < range.end && text.chars[range.end - 1].is_whitespace() {
        range.end -= 1;
    }
    range
}

/// How one text became another: stretches of code points that are the same, and what replaced the others.
struct Way {
    steps: Vec<Step>,
}

struct Step {
    same: bool,
    from: Range<usize>,
    to: Range<usize>,
}

impl Way {
    fn between(from: &str, to: &str) -> Self {
        if from == to {
            let all = from.chars().count();
            return Self { steps: vec![Step { same: true, from: 0..all, to: 0..all }] };
        }
        let [left, right] = [from, to].map(|text| text.split_word_bounds().collect::<Vec<&str>>());
        let deadline = Instant::now().checked_add(PATIENCE);
        let ops = similar::capture_diff_slices_deadline(Algorithm::Myers, &left, &right, deadline);
        let [left, right] = [left, right].map(|tokens| {
            let mut ends = vec![0];
            let mut end = 0;
            ends.extend(tokens.iter().map(|token| {
                end += token.chars().count();
                end
            }));
            ends
        });
        let step = |op: &DiffOp| {
            let (old, new) = (op.old_range(), op.new_range());
            Step {
                same: matches!(op, DiffOp::Equal { .. }),
                from: left[old.start]..left[old.end],
                to: right[new.start]..right[new.end],
            }
        };
        Self { steps: ops.iter().map(step).collect() }
    }

    /// Where a passage went. An end that was changed takes all of what it was changed to.
    fn carry(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.steps.iter().find(|step| range.start < step.from.end).map_or_else(
            || self.steps.last().map_or(0, |step| step.to.end),
            |step| if step.same { step.to.start + (range.start - step.from.start) } else { step.to.start },
        );
        let end = self
            .steps
            .iter()
            .find(|step| range.end <= step.from.end && step.from.start < range.end)
            .map_or(start, |step| if step.same { step.to.start + (range.end - step.from.start) } else { step.to.end });
        start..end.max(start)
    }
}
