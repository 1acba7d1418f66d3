//! Pictures drawn from the writer's own words: a learning log as the double loop it is ([`double_loop`]), a claim as the
//! way it went ([`history`]). Layout only: plain texts come in, boxes, arrows and points go out, for the window to draw
//! and, as SVG ([`svg`]), for print and export. Nothing here knows the journal.

mod double_loop;
mod history;
mod svg;
mod wrap;

use serde::Serialize;

pub use double_loop::{Fate, LoopStory, Sure, Trial, double_loop};
pub use history::{ClaimStory, Moment, history};
pub use svg::svg;

/// A picture, laid out. Lengths are CSS pixels of a canvas that scales.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Picture {
    /// Of the canvas.
    pub width: f64,
    /// Of the canvas.
    pub height: f64,
    /// What it is a picture of.
    pub title: String,
    /// The whole of it in sentences, one a line.
    pub text: String,
    /// In reading order.
    pub boxes: Vec<PictureBox>,
    /// Each ends at the edge of a box; one of the role "axis" is a plain line.
    pub arrows: Vec<PictureArrow>,
    /// Confidence over time, oldest first; to be joined by a line.
    pub points: Vec<PicturePoint>,
}

/// A box with the writer's words. Its heading has its baseline 20 below the top, the lines stand from 42, 20 apart, and 12
/// from the left.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct PictureBox {
    /// "aim", "assumption", "action", "outcome", "test", "result"; "old_aim" and "old_assumption" are to be struck out.
    pub role: String,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// To the right.
    pub width: f64,
    /// Down.
    pub height: f64,
    /// What it is.
    pub heading: String,
    /// The writer's words, wrapped and cut; none where nothing is written yet.
    pub lines: Vec<String>,
    /// Whether the writer has come here.
    pub lit: bool,
}

/// A way from box to box.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct PictureArrow {
    /// "next", "single", "double", "verdict", or "axis".
    pub role: String,
    /// As in SVG; the head belongs at its end.
    pub path: String,
    /// May be empty.
    pub label: String,
    /// Middle of the label.
    pub label_x: f64,
    /// Baseline of the label.
    pub label_y: f64,
    /// Whether the writer went this way.
    pub lit: bool,
}

/// How sure the writer was at a time.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct PicturePoint {
    /// Later is further right.
    pub x: f64,
    /// Surer is further up.
    pub y: f64,
    /// "85%", to stand above; empty where there is no room.
    pub label: String,
    /// Where the standing changed: what it is now, to stand below.
    pub note: String,
}

/// Room at the edge of the canvas.
const MARGIN: f64 = 16.0;
/// Width of the canvas.
const WIDTH: f64 = 760.0;
/// Between the edge of a box and its words.
const PADDING: f64 = 12.0;
/// From one line to the next.
const LINE: f64 = 20.0;
/// Of a box without lines: the heading and the room around it.
const FRAME: f64 = 37.0;

/// The height of a box with so many lines.
fn height_of(lines: usize) -> f64 {
    // A handful at most.
    FRAME + LINE * f64::from(u8::try_from(lines).unwrap_or(u8::MAX))
}

impl PictureBox {
    fn right(&self) -> f64 {
        self.x + self.width
    }

    fn bottom(&self) -> f64 {
        self.y + self.height
    }

    fn centre(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
