//! Decisions, written back into the source.

use std::ops::Range;

use super::led;
use super::reading::{Gap, Mark, Reading};
use super::scan::scan;
use super::scanner::Scanner;
use super::{Action, Form, Hit, Kind};

/// How often what was written is read again. Taking one name out may bring to light another that it hid.
const ROUNDS: usize = 4;

/// One stretch that was written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// In the source.
    pub from: Range<usize>,
    /// In the cleared text.
    pub to: Range<usize>,
}

/// A text after the decisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleared {
    /// The text.
    pub text: String,
    /// Hits for which there was no decision; they stand as they were. Their ranges are those of the source.
    pub undecided: Vec<Hit>,
    /// What was written anew, in order.
    pub spans: Vec<Span>,
}

impl Cleared {
    /// The stretch of the source that a stretch of the cleared text comes from. Of a label the whole name is the answer,
    /// so that a comment on "Pupil A" stands on the name.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let place = |at: usize, end: bool| {
            let mut shift = 0;
            for span in &self.spans {
                // Where something was cut, a start lies behind the cut and an end before it.
                if at < span.to.start || (end && at == span.to.start) {
                    break;
                }
                if !end && at < span.to.end {
                    return span.from.start;
                }
                if end && at <= span.to.end {
                    return span.from.end;
                }
                shift = signed(span.from.end) - signed(span.to.end);
            }
            usize::try_from(signed(at) + shift).unwrap_or(0)
        };
        let (start, end) = (place(range.start, false), place(range.end, true));
        start..end.max(start)
    }
}

fn signed(at: usize) -> isize {
    isize::try_from(at).unwrap_or(isize::MAX)
}

/// Writes the decisions into a text. Every byte that belongs to no decided hit stays as it is; markup around and within a
/// name stays in pairs.
pub fn apply(text: &str, form: Form, scanner: &Scanner, decide: &dyn Fn(&Hit) -> Option<Action>) -> Cleared {
    let hits = scan(text, form, scanner);
    let mut first = Round::default();
    let mut cleared = first.write(text, form, &hits, decide, &|_| false);
    let mut late: Vec<Hit> = Vec::new();
    for _ in 1..ROUNDS {
        // Only what was decided for the whole thing holds for what comes to light; what was left stays left.
        let again = scan(&cleared.text, form, scanner);
        let left = |hit: &Hit| {
            // "Mr Colleague A": what we wrote ourselves is nobody's name, however it stands there.
            let own = |span: &Span| span.to.start <= hit.range.start && hit.range.end <= span.to.end;
            if hit.kind == Kind::MaybeName && cleared.spans.iter().any(own) {
                return true;
            }
            let place = cleared.original(hit.range.clone());
            first.left.iter().any(|(left, firmly)| {
                left.start < place.end && place.start < left.end && (*firmly || !hit.must_be_decided())
            })
        };
        let mut round = Round::default();
        let next = round.write(&cleared.text, form, &again, decide, &left);
        // What is not decided on is known by its place in the source, however late it is found.
        late = round.undecided;
        for hit in &mut late {
            hit.range = cleared.original(hit.range.clone());
        }
        if next.spans.is_empty() {
            break;
        }
        cleared = joined(&cleared, next);
    }
    cleared.undecided.clone_from(&first.undecided);
    let known = |hit: &Hit| first.undecided.iter().any(|known| known.occurrence == hit.occurrence);
    cleared.undecided.extend(late.into_iter().filter(|hit| !known(hit)));
    cleared
}

/// One reading of the text.
#[derive(Default)]
struct Round {
    undecided: Vec<Hit>,
    /// What stands as it was, and whether by a decision or because one is needed.
    left: Vec<(Range<usize>, bool)>,
}

impl Round {
    fn write(
        &mut self,
        text: &str,
        form: Form,
        hits: &[Hit],
        decide: &dyn Fn(&Hit) -> Option<Action>,
        skip: &dyn Fn(&Hit) -> bool,
    ) -> Cleared {
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        let reading = if hits.is_empty() { Reading::default() } else { Reading::of(text, form) };
        let mut queue: Vec<&Hit> = hits.iter().rev().filter(|hit| !skip(hit)).collect();
        while let Some(hit) = queue.pop() {
            let action = decide(hit);
            match action.as_ref().and_then(Action::text) {
                Some(label) => {
                    let led = led_to(text, hit, action.as_ref(), &edits);
                    if let Some((taken, _)) = led {
                        edits.push((hit.range.start - taken..hit.range.start, String::new()));
                    }
                    let label = led.as_ref().map_or(label, |(_, label)| label);
                    edit(&reading, hit, &dressed(label, hit, form), &mut edits);
                }
                None => {
                    // The whole stays; what stands inside is looked at by itself.
                    if hit.inner.is_empty() {
                        self.left.push((hit.range.clone(), action.is_some() || hit.must_be_decided()));
                    }
                    queue.extend(hit.inner.iter().rev());
                    if action.is_none() {
                        self.undecided.push(hit.clone());
                    }
                }
            }
        }
        written(text, edits)
    }
}

/// The small words that lead to a day which is told less exactly, where they do not fit any more.
fn led_to(text: &str, hit: &Hit, action: Option<&Action>, edits: &[(Range<usize>, String)]) -> Option<(usize, String)> {
    let Some(Action::Generalise(label)) = action else { return None };
    if hit.kind != Kind::Date || !matches!(hit.form, Form::Markdown | Form::Plain) {
        return None;
    }
    let written = edits.iter().map(|(range, _)| range.end).filter(|end| *end <= hit.range.start).max().unwrap_or(0);
    led::fitted(text.get(written..hit.range.start)?, label)
}

/// The label as it may stand where the hit stands.
fn dressed(label: &str, hit: &Hit, form: Form) -> String {
    let line = label.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = if hit.ending.is_empty() || line == "…" {
        line
    } else {
        // The apostrophe that the author uses.
        let curly = hit.found.contains('’');
        format!("{line}{}", if curly { hit.ending.replace('\'', "’") } else { hit.ending.clone() })
    };
    match hit.form {
        Form::Address => slug(&whole),
        Form::FileName => whole
            .chars()
            .filter(|c| !matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') && !c.is_control())
            .collect(),
        Form::Markdown => escaped(&whole),
        // An attribute or a title within Markdown must not end there.
        Form::Plain if form == Form::Markdown => {
            whole.chars().filter(|c| !matches!(c, '"' | '<' | '>' | '&' | '\\' | '(' | ')' | '[' | ']')).collect()
        }
        Form::Plain => whole,
    }
}

/// Letters and digits with hyphens between.
fn slug(label: &str) -> String {
    let mut out = String::new();
    for c in label.trim_end_matches("'s").trim_end_matches("’s").chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "x".into() } else { out.into() }
}

fn escaped(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    for c in label.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The label stands where the first of the innermost letters stood; the other letters go, and with them markup that
/// would be left with nothing inside.
fn edit(reading: &Reading, hit: &Hit, label: &str, edits: &mut Vec<(Range<usize>, String)>) {
    let gaps = gaps(reading, &hit.range);
    let mut depth = 0i32;
    let mut deepest = (i32::MIN, 0);
    let mut next = 0;
    for (index, piece) in hit.pieces.iter().enumerate() {
        while let Some(gap) = gaps.get(next).filter(|gap| (gap.at as usize) < piece.start) {
            // What opens and ends within goes altogether, and is no place to stand in.
            depth += match gap.mark {
                _ if goes(gap, &hit.range) => 0,
                Mark::Opens | Mark::LinkOpens => 1,
                Mark::Closes | Mark::LinkCloses => -1,
                Mark::Still | Mark::Void => 0,
            };
            next += 1;
        }
        if depth > deepest.0 {
            deepest = (depth, index);
        }
    }
    for (index, piece) in hit.pieces.iter().enumerate() {
        edits.push((piece.clone(), if index == deepest.1 { label.to_owned() } else { String::new() }));
    }
    for gap in gaps.iter().filter(|gap| goes(gap, &hit.range)) {
        edits.push((gap.at as usize..gap.end as usize, String::new()));
    }
    // Emphasis that ends right behind ends around nothing, where it began within.
    let mut end = hit.range.end;
    for gap in reading.gaps.iter().skip(reading.gaps.partition_point(|gap| (gap.at as usize) < end)) {
        let began_within = gap.partner.is_some_and(|partner| hit.range.contains(&(partner as usize)));
        if gap.at as usize != end || gap.mark != Mark::Closes || !began_within {
            break;
        }
        edits.push((gap.at as usize..gap.end as usize, String::new()));
        end = gap.end as usize;
    }
}

fn gaps<'r>(reading: &'r Reading, range: &Range<usize>) -> &'r [Gap] {
    let from = reading.gaps.partition_point(|gap| (gap.at as usize) < range.start);
    let to = reading.gaps.partition_point(|gap| (gap.at as usize) < range.end);
    reading.gaps.get(from..to).unwrap_or_default()
}

/// Whether markup within a hit goes with it.
fn goes(gap: &Gap, range: &Range<usize>) -> bool {
    match gap.mark {
        Mark::Void => true,
        Mark::Opens | Mark::Closes => gap.partner.is_some_and(|partner| {
            let partner = partner as usize;
            // Its other half lies within, or right at the end.
            (range.start <= partner && partner < range.end) || (gap.mark == Mark::Opens && partner == range.end)
        }),
        Mark::LinkOpens | Mark::LinkCloses | Mark::Still => false,
    }
}

fn written(text: &str, mut edits: Vec<(Range<usize>, String)>) -> Cleared {
    edits.retain(|(range, _)| text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
    edits.sort_by(|one, other| {
        (one.0.start, std::cmp::Reverse(one.0.end)).cmp(&(other.0.start, std::cmp::Reverse(other.0.end)))
    });
    let mut out = String::with_capacity(text.len());
    let mut spans: Vec<Span> = Vec::new();
    let mut at = 0;
    for (range, label) in edits {
        if range.start < at {
            continue;
        }
        out.push_str(text.get(at..range.start).unwrap_or_default());
        let start = out.len();
        out.push_str(&label);
        at = range.end;
        match spans.last_mut() {
            Some(last) if last.from.end == range.start && last.to.end == start => {
                last.from.end = range.end;
                last.to.end = out.len();
            }
            _ => spans.push(Span { from: range, to: start..out.len() }),
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Cleared { text: out, undecided: Vec::new(), spans }
}

/// Two rounds as one.
fn joined(first: &Cleared, second: Cleared) -> Cleared {
    let mut spans: Vec<Span> =
        second.spans.iter().map(|span| Span { from: first.original(span.from.clone()), to: span.to.clone() }).collect();
    // What the first round wrote and the second left alone has moved.
    for span in &first.spans {
        let touched = second.spans.iter().any(|later| {
            later.from.start < span.to.end.max(span.to.start + 1)
                && span.to.start < later.from.end.max(later.from.start + 1)
        });
        if touched {
            continue;
        }
        let shift: isize = second
            .spans
            .iter()
            .filter(|later| later.from.end <= span.to.start)
            .map(|later| {
                (signed(later.to.end) - signed(later.to.start)) - (signed(later.from.end) - signed(later.from.start))
            })
            .sum();
        let moved = |at: usize| usize::try_from(signed(at) + shift).unwrap_or(0);
        spans.push(Span { from: span.from.clone(), to: moved(span.to.start)..moved(span.to.end) });
    }
    spans.sort_by_key(|span| (span.to.start, span.from.start));
    Cleared { text: second.text, undecided: Vec::new(), spans }
}
