//! How one claim went: how sure the writer was over time, and the words it had.

use chrono::NaiveDate;

use super::wrap::{clean, wrap};
use super::{MARGIN, PADDING, Picture, PictureArrow, PictureBox, PicturePoint, WIDTH, height_of};
use crate::clock::Instant;

/// One version of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When it was written.
    pub at: Instant,
    /// The local day of that.
    pub day: NaiveDate,
    /// The claim in words.
    pub text: String,
    /// 0 to 100.
    pub confidence: Option<u8>,
    /// How the writer stood to it, in a word.
    pub standing: String,
    /// What moved the writer, in words; may be empty.
    pub cause: String,
}

/// A claim's life.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimStory {
    /// Whether it is an aim; otherwise an assumption.
    pub aim: bool,
    /// Oldest first.
    pub moments: Vec<Moment>,
}

/// The line of 100 %.
const TOP: f64 = 40.0;
/// From 100 % down to 0 %.
const SCALE: f64 = 160.0;
/// Where the first and the last point stand.
const FIRST: f64 = 96.0;
const LAST: f64 = 692.0;
/// Between points, where there is room.
const APART: f64 = 44.0;
/// Between points that both say how sure.
const LABELLED: f64 = 40.0;
/// Between days that are both written out.
const DATED: f64 = 88.0;
/// Between boxes.
const BETWEEN: f64 = 48.0;

/// Lays the picture out.
pub fn history(story: &ClaimStory) -> Picture {
    let said: Vec<&Moment> = story.moments.iter().filter(|moment| moment.confidence.is_some()).collect();
    let places = places(&said.iter().map(|moment| moment.at).collect::<Vec<_>>());
    let points = points(&said, &places);
    let mut arrows = Vec::new();
    let mut top = MARGIN;
    if !points.is_empty() {
        arrows.extend([100u8, 50, 0].map(axis));
        arrows.extend(days(&said, &places));
        top = TOP + SCALE + 56.0;
    }
    let boxes = wordings(story, top);
    for pair in boxes.windows(2) {
        let y = pair[0].centre().1;
        arrows.push(PictureArrow {
            role: "next".into(),
            path: format!("M{} {y} H{}", pair[0].right(), pair[1].x),
            label: String::new(),
            label_x: 0.0,
            label_y: 0.0,
            lit: true,
        });
    }
    let bottom = boxes.iter().map(PictureBox::bottom).fold(top, f64::max);
    Picture {
        width: WIDTH,
        height: (bottom + MARGIN).ceil(),
        title: if story.aim { "How this aim went" } else { "How this assumption went" }.to_owned(),
        text: in_words(&story.moments),
        boxes,
        arrows,
        points,
    }
}

fn height_at(confidence: u8) -> f64 {
    TOP + SCALE * (1.0 - f64::from(confidence.min(100)) / 100.0)
}

fn axis(confidence: u8) -> PictureArrow {
    let y = height_at(confidence);
    PictureArrow {
        role: "axis".into(),
        path: format!("M{} {y} H{}", MARGIN + 40.0, WIDTH - MARGIN),
        label: format!("{confidence}%"),
        label_x: MARGIN + 16.0,
        label_y: y + 5.0,
        lit: true,
    }
}

/// A point for each version that says how sure the writer was: apart as their times are, but never on one another.
fn points(said: &[&Moment], places: &[f64]) -> Vec<PicturePoint> {
    let speak = spoken(places, LABELLED);
    let mut standing = said.first().map(|moment| moment.standing.as_str()).unwrap_or_default();
    let mut points = Vec::new();
    for ((moment, x), speaks) in said.iter().zip(places).zip(speak) {
        let Some(confidence) = moment.confidence else { continue };
        let changed = speaks && moment.standing != standing;
        if speaks {
            standing = &moment.standing;
        }
        points.push(PicturePoint {
            x: *x,
            y: height_at(confidence),
            label: if speaks { format!("{confidence}%") } else { String::new() },
            note: if changed { moment.standing.clone() } else { String::new() },
        });
    }
    points
}

/// Which places say something, where each needs so much room. The last always does, so the ones before it give way.
fn spoken(places: &[f64], room: f64) -> Vec<bool> {
    let Some(end) = places.last() else { return Vec::new() };
    let mut before = f64::MIN;
    let mut speak = Vec::new();
    for (n, x) in places.iter().enumerate() {
        let speaks = n + 1 == places.len() || (x - before >= room && end - x >= room);
        if speaks {
            before = *x;
        }
        speak.push(speaks);
    }
    speak
}

/// The days below the scale.
fn days<'m>(said: &'m [&'m Moment], places: &'m [f64]) -> impl Iterator<Item = PictureArrow> + 'm {
    let foot = height_at(0);
    let dated = said.iter().zip(places).zip(spoken(places, DATED)).filter(|(_, dated)| *dated);
    dated.map(move |((moment, x), _)| PictureArrow {
        role: "axis".into(),
        path: format!("M{x} {foot} V{}", foot + 6.0),
        label: short(moment.day),
        label_x: *x,
        label_y: foot + 22.0,
        lit: true,
    })
}

fn places(times: &[Instant]) -> Vec<f64> {
    let (Some(first), Some(last)) = (times.first(), times.last()) else { return Vec::new() };
    if times.len() == 1 {
        return vec![FIRST];
    }
    // Years in milliseconds are exact in a double.
    #[allow(clippy::cast_precision_loss)]
    let since = |time: &Instant| (i128::from(time.millis()) - i128::from(first.millis())) as f64;
    #[allow(clippy::cast_precision_loss)]
    let gap = APART.min((LAST - FIRST) / (times.len() - 1) as f64);
    let whole = since(last).max(1.0);
    let mut places: Vec<f64> =
        times.iter().map(|time| FIRST + (LAST - FIRST) * (since(time) / whole).clamp(0.0, 1.0)).collect();
    for at in 1..places.len() {
        places[at] = places[at].max(places[at - 1] + gap);
    }
    let mut edge = LAST;
    for place in places.iter_mut().rev() {
        *place = place.min(edge);
        edge = *place - gap;
    }
    places.into_iter().map(|place| (place * 10.0).round() / 10.0).collect()
}

/// The words it had, each beside the next: all of them up to three, then the first and the last two.
fn wordings(story: &ClaimStory, top: f64) -> Vec<PictureBox> {
    let mut changes: Vec<&Moment> = Vec::new();
    for moment in &story.moments {
        match changes.last_mut() {
            Some(last) if last.text == moment.text => {}
            _ => changes.push(moment),
        }
    }
    let shown: Vec<&Moment> = match changes.as_slice() {
        [first, .., one, two] if changes.len() > 3 => vec![first, one, two],
        all => all.to_vec(),
    };
    let columns = f64::from(u8::try_from(shown.len().max(1)).unwrap_or(3));
    let width = ((WIDTH - 2.0 * MARGIN - BETWEEN * (columns - 1.0)) / columns).min(340.0);
    let wrapped: Vec<Vec<String>> = shown.iter().map(|moment| wrap(&moment.text, width - 2.0 * PADDING, 4)).collect();
    let height = height_of(wrapped.iter().map(Vec::len).max().unwrap_or(0).max(2));
    let last = shown.len().saturating_sub(1);
    let mut x = MARGIN;
    let mut boxes = Vec::new();
    for (n, (moment, lines)) in shown.into_iter().zip(wrapped).enumerate() {
        let role = match (n == last, story.aim) {
            (true, true) => "aim",
            (true, false) => "assumption",
            (false, true) => "old_aim",
            (false, false) => "old_assumption",
        };
        boxes.push(PictureBox {
            role: role.into(),
            x,
            y: top,
            width,
            height,
            heading: short(moment.day),
            lines,
            lit: true,
        });
        x += width + BETWEEN;
    }
    boxes
}

fn short(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

fn in_words(moments: &[Moment]) -> String {
    let sentences = moments.iter().map(|moment| {
        let sure = moment.confidence.map(|sure| format!(", {sure}% sure")).unwrap_or_default();
        let cause = if moment.cause.is_empty() { String::new() } else { format!(" ({})", moment.cause) };
        format!("{}: {}{sure}{cause}: {}", moment.day.format("%-d %B %Y"), moment.standing, clean(&moment.text))
    });
    sentences.collect::<Vec<_>>().join("\n")
}
