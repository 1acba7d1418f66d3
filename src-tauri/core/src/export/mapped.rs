//! A text that was made from another, and which of its bytes came from where: by that, what a reader says about the text
//! they were given finds its place in the text it was made from.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A stretch of one text that stands for a stretch of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// Bytes of the text it was made from.
    pub from: Range<usize>,
    /// Bytes of the text that was made.
    pub to: Range<usize>,
    /// Whether they are the same bytes; else one was put in the place of the other.
    pub same: bool,
}

/// A text with the stretches of it that came from another, in order; what lies between them came from nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapped {
    /// The text that was made.
    pub text: String,
    spans: Vec<Stretch>,
}

impl Mapped {
    /// Where its bytes came from.
    pub fn spans(&self) -> &[Stretch] {
        &self.spans
    }

    /// The same text.
    pub(super) fn whole(text: String) -> Self {
        let all = 0..text.len();
        let spans = if text.is_empty() { Vec::new() } else { vec![Stretch { from: all.clone(), to: all, same: true }] };
        Self { text, spans }
    }

    pub(super) fn source_end(&self) -> usize {
        self.spans.last().map_or(0, |span| span.from.end)
    }

    /// Takes over these bytes of the source.
    pub(super) fn keep(&mut self, source: &str, from: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(&source[from.clone()]);
        let to = start..self.text.len();
        match self.spans.last_mut() {
            Some(last) if last.same && last.from.end == from.start && last.to.end == to.start => {
                (last.from.end, last.to.end) = (from.end, to.end);
            }
            _ if from.is_empty() => {}
            _ => self.spans.push(Stretch { from, to, same: true }),
        }
    }

    /// Adds a text that came from nowhere.
    pub(super) fn say(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The same after another step, which made `text` of it and put the bytes of each `to` in the place of each `from`.
    pub(super) fn then(self, text: String, changed: &[(Range<usize>, Range<usize>)]) -> Self {
        let mut spans = Vec::with_capacity(self.spans.len() + changed.len() * 2);
        let (mut before, mut after) = (0, 0);
        let mut steps: Vec<(Range<usize>, Range<usize>, bool)> = Vec::with_capacity(changed.len() * 2 + 1);
        for (from, to) in changed {
            steps.push((before..from.start, after..to.start, true));
            steps.push((from.clone(), to.clone(), false));
            (before, after) = (from.end, to.end);
        }
        steps.push((before..self.text.len(), after..text.len(), true));
        for (from, to, same) in steps {
            for span in &self.spans {
                let start = span.to.start.max(from.start);
                let end = span.to.end.min(from.end);
                if start >= end {
                    continue;
                }
                let source = |at: usize| {
                    if span.same {
                        span.from.start + (at - span.to.start)
                    } else if at == span.to.end {
                        span.from.end
                    } else {
                        span.from.start
                    }
                };
                let made =
                    if same { to.start + (start - from.start)..to.start + (end - from.start) } else { to.clone() };
                let stretch = Stretch { from: source(start)..source(end), to: made, same: same && span.same };
                match spans.last_mut() {
                    // What was put in the place of bytes from two stretches stands for both.
                    Some(Stretch { from, to, same: false }) if !stretch.same && *to == stretch.to => {
                        from.end = stretch.from.end
                    }
                    _ => spans.push(stretch),
                }
            }
        }
        Self { text, spans }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_steps_are_one_and_every_same_stretch_is_the_same() {
        let source = "Anna asked. Cut. Ben spoke to Anna.";
        let mut cut = Mapped::default();
        cut.keep(source, 0..11);
        cut.say("\n\n");
        cut.keep(source, 17..35);
        assert_eq!(cut.text, "Anna asked.\n\nBen spoke to Anna.");
        let cleared = cut.then(
            "Pupil A asked.\n\nPupil B spoke to Pupil A.".into(),
            &[(0..4, 0..7), (13..16, 16..23), (26..30, 33..40)],
        );
        assert_eq!(cleared.text, "Pupil A asked.\n\nPupil B spoke to Pupil A.");
        let told: Vec<_> = cleared
            .spans()
            .iter()
            .map(|span| (&source[span.from.clone()], &cleared.text[span.to.clone()], span.same))
            .collect();
        assert_eq!(
            told,
            [
                ("Anna", "Pupil A", false),
                (" asked.", " asked.", true),
                ("Ben", "Pupil B", false),
                (" spoke to ", " spoke to ", true),
                ("Anna", "Pupil A", false),
                (".", ".", true)
            ]
        );
    }
}
