//! What a sheet of paper is divided into. Lengths are points, 72 to the inch.

use crate::document::{Paper, Sheet};

/// A sheet in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Measures {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
    /// Of the letters.
    pub(crate) size: f64,
    /// Between lines, in letters' sizes.
    pub(crate) leading: f64,
    /// Between paragraphs, likewise.
    pub(crate) spacing: f64,
}

impl Measures {
    /// Of the text.
    pub(crate) fn across(&self) -> f64 {
        self.width - self.left - self.right
    }

    /// Of the text.
    pub(crate) fn down(&self) -> f64 {
        self.height - self.top - self.bottom
    }
}

/// Some 70 letters a line, and all that is left beside them: where a hand can write.
pub(crate) fn measures(sheet: &Sheet) -> Measures {
    let (width, height) = match sheet.paper {
        Paper::A4 => (595.28, 841.89),
        Paper::Letter => (612.0, 792.0),
    };
    let (left, right) = match (sheet.large_print, sheet.wide_margin) {
        (false, false) => (95.0, 110.0),
        (false, true) => (72.0, 205.0),
        (true, false) => (62.0, 62.0),
        (true, true) => (58.0, 170.0),
    };
    let (size, leading, spacing) = if sheet.large_print { (17.0, 0.8, 1.35) } else { (10.5, 0.78, 1.25) };
    // Paper that is wider has wider margins, not longer lines.
    let more = width - 595.28;
    Measures {
        width,
        height,
        left: left + more / 2.0,
        right: right + more / 2.0,
        top: 76.0,
        bottom: 84.0,
        size,
        leading,
        spacing,
    }
}

/// Where text stands that is written beside, and how wide: its lines are short, and the rest is room for three columns.
pub(crate) fn reading(sheet: &Measures) -> (f64, f64) {
    let left = 66.0;
    let across: f64 = if sheet.size > 12.0 { 322.0 } else { 302.0 };
    (left, across.min(sheet.width * 0.56))
}
