//! A learning log as the double loop it is (after Argyris & Schön 1974): what I am after and assume, what I did, what
//! happened; the way back to what I did, and the way back to what I am after; below, what I assume since and its test.

use super::wrap::{clean, one_line, wrap};
use super::{MARGIN, PADDING, Picture, PictureArrow, PictureBox, WIDTH, height_of};

/// What became of an aim or an assumption.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// Nothing yet.
    #[default]
    Open,
    /// Held on to after it was questioned.
    Kept,
    /// Put in other words.
    Changed(String),
    /// Given up, for nothing else.
    GivenUp,
}

/// How sure the writer was of the assumption, and is, 0 to 100.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sure {
    /// When the log began.
    pub then: Option<u8>,
    /// Since.
    pub now: Option<u8>,
}

/// The test of an assumption.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// What the writer does to find out.
    pub action: String,
    /// What the writer expected; none while that is sealed.
    pub prediction: Option<String>,
    /// What came of it; may be empty.
    pub result: String,
    /// Whether it came out as expected, in words; empty before it was looked back on.
    pub met: String,
}

/// What a learning log tells, as plain text; what is not written yet is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoopStory {
    /// Of the log.
    pub title: String,
    /// What the writer was after.
    pub aim: String,
    /// What became of that.
    pub aim_fate: Fate,
    /// What the writer assumed.
    pub assumption: String,
    /// What became of that.
    pub assumption_fate: Fate,
    /// How sure the writer was of it.
    pub sure: Sure,
    /// What the writer did.
    pub action: String,
    /// What happened.
    pub outcome: String,
    /// A better move, found without questioning the aim.
    pub fix: String,
    /// Whether the fix was enough, and the log closed with it.
    pub fix_was_enough: bool,
    /// Whether aim or assumption were questioned.
    pub questioned: bool,
    /// The test, once there is one.
    pub trial: Option<Trial>,
    /// The verdict in words, once there is one.
    pub verdict: Option<String>,
    /// Other aims and assumptions at stake, for which the picture has no room; they are in its words.
    pub also: Vec<String>,
}

/// Width of the left column: what is aimed for and assumed.
const LEFT: f64 = 232.0;
/// Width of the other columns.
const COLUMN: f64 = 200.0;
/// Between columns: room for an arrow.
const BETWEEN: f64 = 48.0;
/// Between boxes of a column.
const STACK: f64 = 16.0;
/// Between a box and a line that passes below it.
const BELOW: f64 = 34.0;
/// Radius of a bend.
const BEND: f64 = 12.0;
/// Between the tip of an arrow and the baseline of a label on its line.
const LABEL: f64 = 8.0;

/// Lays the picture out.
pub fn double_loop(story: &LoopStory) -> Picture {
    let below = second_row(story);
    let limit = if below.is_empty() { 4 } else { 3 };
    let mut drawing = Drawing::default();
    let then = drawing.row(
        MARGIN,
        limit,
        &first_left(story),
        &[Card::new("action", "What I did", &story.action), Card::new("outcome", "What happened", &story.outcome)],
    );
    let single_at = drawing.boxes[then.last].bottom() + BELOW;
    drawing.single(&then, single_at, story);
    let double_at = (then.bottom + 28.0).max(single_at + 30.0);
    let lit = story.questioned;
    if below.is_empty() {
        drawing.double(&then, double_at, then.bottom, lit);
        drawing.bottom = double_at;
    } else {
        let trial = trial_cards(story);
        let now = drawing.row(double_at + 30.0, if below.len() == 1 { 4 } else { 3 }, &below, &trial);
        drawing.double(&then, double_at, now.top, lit);
        drawing.bottom = now.bottom;
        if let (Some(verdict), false) = (&story.verdict, trial.is_empty()) {
            drawing.verdict(&now, verdict);
        }
    }
    Picture {
        width: WIDTH,
        height: (drawing.bottom + MARGIN).ceil(),
        title: title(story),
        text: in_words(story),
        boxes: drawing.boxes,
        arrows: drawing.arrows,
        points: Vec::new(),
    }
}

fn title(story: &LoopStory) -> String {
    match clean(&story.title) {
        title if title.is_empty() => "How this log goes round".to_owned(),
        title => format!("How “{title}” goes round"),
    }
}

/// A box before it has a place.
struct Card<'s> {
    role: &'static str,
    heading: String,
    text: &'s str,
}

impl<'s> Card<'s> {
    fn new(role: &'static str, heading: impl Into<String>, text: &'s str) -> Self {
        Self { role, heading: heading.into(), text }
    }

    fn sure(self, sure: Option<u8>) -> Self {
        match sure {
            Some(sure) => Self { heading: format!("{} ({sure}%)", self.heading), ..self },
            None => self,
        }
    }
}

fn first_left(story: &LoopStory) -> [Card<'_>; 2] {
    let struck = |fate: &Fate| matches!(fate, Fate::Changed(_) | Fate::GivenUp);
    [
        if struck(&story.aim_fate) {
            Card::new("old_aim", "What I was after", &story.aim)
        } else {
            Card::new("aim", "What I am after", &story.aim)
        },
        if struck(&story.assumption_fate) {
            Card::new("old_assumption", "What I assumed", &story.assumption).sure(story.sure.then)
        } else {
            Card::new("assumption", "What I assume", &story.assumption).sure(story.sure.then)
        },
    ]
}

/// What the second way round starts from: what is aimed for and assumed now; empty before there is such a thing.
fn second_row(story: &LoopStory) -> Vec<Card<'_>> {
    let mut cards = Vec::new();
    match &story.aim_fate {
        Fate::Changed(now) => cards.push(Card::new("aim", "What I am after now", now)),
        Fate::Kept => cards.push(Card::new("aim", "What I am still after", &story.aim)),
        Fate::GivenUp => cards.push(Card::new("aim", "What I am no longer after", &story.aim)),
        Fate::Open => {}
    }
    match &story.assumption_fate {
        Fate::Changed(now) => cards.push(Card::new("assumption", "What I assume now", now).sure(story.sure.now)),
        Fate::Kept => {
            cards.push(Card::new("assumption", "What I still assume", &story.assumption).sure(story.sure.now))
        }
        Fate::GivenUp => {
            cards.push(Card::new("assumption", "What I no longer assume", &story.assumption).sure(story.sure.now))
        }
        Fate::Open => {}
    }
    if cards.is_empty() && story.trial.is_some() {
        cards.push(Card::new("assumption", "What I put to the test", &story.assumption));
    }
    cards
}

fn trial_cards(story: &LoopStory) -> Vec<Card<'_>> {
    let Some(trial) = &story.trial else { return Vec::new() };
    let test = match &trial.prediction {
        Some(prediction) => Card::new("test", "What I expected", prediction),
        None => Card::new("test", "My test (sealed)", &trial.action),
    };
    let heading = if trial.met.is_empty() { "What came of it" } else { &trial.met };
    vec![test, Card::new("result", heading, &trial.result)]
}

/// A row that was laid out: where it begins and ends, and which boxes stand in its columns.
struct Row {
    top: f64,
    bottom: f64,
    /// The second column's box, or the last of the left.
    second: usize,
    /// The third column's box, or the last of the left.
    last: usize,
}

#[derive(Default)]
struct Drawing {
    boxes: Vec<PictureBox>,
    arrows: Vec<PictureArrow>,
    bottom: f64,
}

impl Drawing {
    /// A column of boxes at the left, and up to two beside it, in the middle of its height.
    fn row(&mut self, top: f64, limit: usize, left: &[Card<'_>], beside: &[Card<'_>]) -> Row {
        let first = self.boxes.len();
        let set = |cards: &[Card<'_>], width: f64, limit| -> Vec<Vec<String>> {
            cards.iter().map(|card| wrap(card.text, width - 2.0 * PADDING, limit)).collect()
        };
        // Beside a single low box there is room for three lines, beside two for four.
        let wrapped = set(beside, COLUMN, if left.len() == 1 { 3 } else { 4 });
        let height = height_of(wrapped.iter().map(Vec::len).max().unwrap_or(0).max(2));
        let mut y = top;
        for (card, lines) in left.iter().zip(set(left, LEFT, limit)) {
            let own = height_of(lines.len().max(2));
            let own = if left.len() == 1 && !beside.is_empty() { own.max(height) } else { own };
            self.put(card, MARGIN, y, LEFT, own, lines);
            y += own + STACK;
        }
        let bottom = y - STACK;
        let lefts = first..self.boxes.len();
        let mut x = MARGIN + LEFT + BETWEEN;
        for (card, lines) in beside.iter().zip(wrapped) {
            self.put(card, x, (top + bottom - height) / 2.0, COLUMN, height, lines);
            x += COLUMN + BETWEEN;
        }
        let last = self.boxes.len() - 1;
        let row = Row { top, bottom, second: lefts.end.min(last), last };
        if !beside.is_empty() {
            self.next_arrows(lefts, &row);
        }
        row
    }

    fn put(&mut self, card: &Card<'_>, x: f64, y: f64, width: f64, height: f64, lines: Vec<String>) {
        self.boxes.push(PictureBox {
            role: card.role.to_owned(),
            x,
            y,
            width,
            height,
            heading: card.heading.clone(),
            lit: !lines.is_empty(),
            lines,
        });
    }

    /// From each box of the left column to the second, and on to the third.
    fn next_arrows(&mut self, lefts: std::ops::Range<usize>, row: &Row) {
        let (second, third) = (&self.boxes[row.second], &self.boxes[row.last]);
        let (to, y) = (second.x, second.centre().1);
        let several = lefts.len() > 1;
        let mut arrows = Vec::new();
        for (n, at) in lefts.enumerate() {
            let from = &self.boxes[at];
            let (x, start) = (from.right(), from.centre().1);
            let end = if several { y + if n == 0 { -10.0 } else { 10.0 } } else { y };
            let half = (x + to) / 2.0;
            let path = if (start - end).abs() < 0.5 {
                format!("M{x} {start} H{to}")
            } else {
                format!("M{x} {start} C{half} {start} {half} {end} {to} {end}")
            };
            arrows.push(plain_arrow("next", path, from.lit && second.lit));
        }
        if row.last != row.second {
            let path = format!("M{} {y} H{}", second.right(), third.x);
            arrows.push(plain_arrow("next", path, second.lit && third.lit));
        }
        self.arrows.extend(arrows);
    }

    /// From what happened back to what I did.
    fn single(&mut self, row: &Row, at: f64, story: &LoopStory) {
        let (action, outcome) = (&self.boxes[row.second], &self.boxes[row.last]);
        let (from, to) = (outcome.centre().0 - 36.0, action.centre().0 + 20.0);
        let (label, lit) = match one_line(&story.fix, from - to - 2.0 * BEND) {
            fix if fix.is_empty() => ("Change what I do".to_owned(), story.fix_was_enough),
            fix => (fix, true),
        };
        let path = under(from, outcome.bottom(), at, to, action.bottom());
        self.arrows.push(PictureArrow {
            role: "single".into(),
            path,
            label,
            label_x: (from + to) / 2.0,
            label_y: at - LABEL,
            lit,
        });
    }

    /// From what happened back to what I am after and assume: to what stood there, from below, or to what stands there now,
    /// from above.
    fn double(&mut self, row: &Row, at: f64, end: f64, lit: bool) {
        let outcome = &self.boxes[row.last];
        let (from, to) = (outcome.centre().0 + 36.0, MARGIN + LEFT / 2.0);
        self.arrows.push(PictureArrow {
            role: "double".into(),
            path: under(from, outcome.bottom(), at, to, end),
            label: "Question what I am after and what I assume".into(),
            label_x: (from + to) / 2.0,
            label_y: at - LABEL,
            lit,
        });
    }

    /// From what came of the test back to what was tested.
    fn verdict(&mut self, row: &Row, verdict: &str) {
        let result = &self.boxes[row.last];
        let (from, to, at) = (result.centre().0, MARGIN + LEFT / 2.0, row.bottom + BELOW);
        self.arrows.push(PictureArrow {
            role: "verdict".into(),
            path: under(from, result.bottom(), at, to, row.bottom),
            label: verdict.to_owned(),
            label_x: (from + to) / 2.0,
            label_y: at - LABEL,
            lit: true,
        });
        self.bottom = at;
    }
}

fn plain_arrow(role: &str, path: String, lit: bool) -> PictureArrow {
    PictureArrow { role: role.into(), path, label: String::new(), label_x: 0.0, label_y: 0.0, lit }
}

/// Down from (`from`, `start`), to the left along `at`, and up or down to (`to`, `end`), with round bends.
fn under(from: f64, start: f64, at: f64, to: f64, end: f64) -> String {
    let turn = if end > at { BEND } else { -BEND };
    format!(
        "M{from} {start} V{} Q{from} {at} {} {at} H{} Q{to} {at} {to} {} V{end}",
        at - BEND,
        from - BEND,
        to + BEND,
        at + turn
    )
}

/// The whole in sentences, for those who do not see it.
fn in_words(story: &LoopStory) -> String {
    let mut lines = Vec::new();
    let mut say = |what: &str, text: &str| {
        let text = clean(text);
        if !text.is_empty() {
            lines.push(format!("{what}: {text}"));
        }
    };
    say("What I was after", &story.aim);
    let sure = story.sure.then.map(|sure| format!(" ({sure}%)")).unwrap_or_default();
    say(&format!("What I assumed{sure}"), &story.assumption);
    for other in &story.also {
        say("Also at stake", other);
    }
    say("What I did", &story.action);
    say("What happened", &story.outcome);
    say("A better move, with the aim as it was", &story.fix);
    for card in second_row(story) {
        say(&card.heading, card.text);
    }
    if let Some(trial) = &story.trial {
        say("My test", &trial.action);
        match &trial.prediction {
            Some(prediction) => say("What I expected", prediction),
            None => say("What I expect", "sealed until I have written what happened"),
        }
        say("What came of it", &trial.result);
        say("Compared with what I expected", &trial.met);
    }
    if let Some(verdict) = &story.verdict {
        say("In the end", verdict);
    }
    if story.fix_was_enough {
        lines.push("A better move was enough; the aim behind it was left as it is.".into());
    } else if !story.questioned {
        lines.push("The aim and the assumption behind it have not been questioned yet.".into());
    }
    lines.join("\n")
}
