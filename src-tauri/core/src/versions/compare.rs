//! Two texts side by side: lines matched by Myers' algorithm, words within changed lines likewise.

use std::ops::Range;
use std::time::{Duration, Instant};

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use unicode_segmentation::UnicodeSegmentation;

use super::VersionRow;

/// Equal lines shown around a change; more are counted and left out.
const CONTEXT: usize = 3;
/// Above this the best match is no longer sought, only a good one.
const PATIENCE: Duration = Duration::from_millis(400);

/// Part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Piece {
    /// As written.
    pub text: String,
    /// Whether it is what was looked for, or what changed.
    pub hit: bool,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum RowKind {
    Same,
    Changed,
    Added,
    Removed,
    /// Equal lines left out; how many is in `hidden`.
    Gap,
}

/// A line of both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct ComparisonRow {
    /// None where the line was added.
    pub left: Option<Vec<Piece>>,
    /// None where it was removed.
    pub right: Option<Vec<Piece>>,
    /// What became of it.
    pub kind: RowKind,
    /// Equal lines left out here.
    pub hidden: u32,
}

/// Two versions side by side.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Comparison {
    /// The older one, usually.
    pub left: VersionRow,
    /// The newer one.
    pub right: VersionRow,
    /// Line by line.
    pub rows: Vec<ComparisonRow>,
}

/// Two texts side by side, line by line.
pub(crate) fn rows(left: &str, right: &str) -> Vec<ComparisonRow> {
    let (old, new): (Vec<&str>, Vec<&str>) = (left.lines().collect(), right.lines().collect());
    let deadline = Instant::now().checked_add(PATIENCE);
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, deadline);
    let mut rows = Vec::new();
    for (place, op) in ops.iter().enumerate() {
        match *op {
            DiffOp::Equal { old_index, len, .. } => {
                equal(&old[old_index..old_index + len], place == 0, place + 1 == ops.len(), &mut rows);
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                rows.extend(old[old_index..old_index + old_len].iter().map(|line| removed(line)));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                rows.extend(new[new_index..new_index + new_len].iter().map(|line| added(line)));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let both = old_len.min(new_len);
                for offset in 0..both {
                    rows.push(changed(old[old_index + offset], new[new_index + offset]));
                }
                rows.extend(old[old_index + both..old_index + old_len].iter().map(|line| removed(line)));
                rows.extend(new[new_index + both..new_index + new_len].iter().map(|line| added(line)));
            }
        }
    }
    rows
}

fn equal(lines: &[&str], first: bool, last: bool, rows: &mut Vec<ComparisonRow>) {
    let head = if first { 0 } else { CONTEXT };
    let tail = if last { 0 } else { CONTEXT };
    let same = |line: &&str| {
        let piece = vec![Piece { text: (*line).to_owned(), hit: false }];
        ComparisonRow { left: Some(piece.clone()), right: Some(piece), kind: RowKind::Same, hidden: 0 }
    };
    if lines.len() <= head + tail + 1 || (first && last && lines.len() <= 2 * CONTEXT) {
        rows.extend(lines.iter().map(same));
        return;
    }
    rows.extend(lines[..head].iter().map(same));
    let hidden = u32::try_from(lines.len() - head - tail).unwrap_or(u32::MAX);
    rows.push(ComparisonRow { left: None, right: None, kind: RowKind::Gap, hidden });
    rows.extend(lines[lines.len() - tail..].iter().map(same));
}

fn removed(line: &str) -> ComparisonRow {
    let left = Some(vec![Piece { text: line.to_owned(), hit: true }]);
    ComparisonRow { left, right: None, kind: RowKind::Removed, hidden: 0 }
}

fn added(line: &str) -> ComparisonRow {
    let right = Some(vec![Piece { text: line.to_owned(), hit: true }]);
    ComparisonRow { left: None, right, kind: RowKind::Added, hidden: 0 }
}

fn changed(old: &str, new: &str) -> ComparisonRow {
    let (left, right): (Vec<&str>, Vec<&str>) = (old.split_word_bounds().collect(), new.split_word_bounds().collect());
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &left, &right, Instant::now().checked_add(PATIENCE));
    let mut old_pieces = Vec::new();
    let mut new_pieces = Vec::new();
    for op in ops {
        let hit = !matches!(op, DiffOp::Equal { .. });
        push(&mut old_pieces, &left, op.old_range(), hit);
        push(&mut new_pieces, &right, op.new_range(), hit);
    }
    ComparisonRow { left: Some(old_pieces), right: Some(new_pieces), kind: RowKind::Changed, hidden: 0 }
}

fn push(pieces: &mut Vec<Piece>, words: &[&str], range: Range<usize>, hit: bool) {
    let text = words[range].concat();
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.hit == hit => last.text.push_str(&text),
        _ => pieces.push(Piece { text, hit }),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side(rows: &[ComparisonRow], pick: impl Fn(&ComparisonRow) -> &Option<Vec<Piece>>) -> Vec<String> {
        let text = |pieces: &Vec<Piece>| pieces.iter().map(|piece| piece.text.as_str()).collect();
        rows.iter().filter_map(|row| pick(row).as_ref().map(text)).collect()
    }

    #[test]
    fn a_changed_word_is_marked_on_both_sides_and_the_rest_is_not() {
        let rows = rows("I ask at once\n", "I wait at once\n");
        assert_eq!(rows.len(), 1);
        let marked: Vec<_> =
            rows[0].right.iter().flatten().filter(|piece| piece.hit).map(|piece| piece.text.as_str()).collect();
        assert_eq!(marked, ["wait"]);
    }

    #[test]
    fn far_equal_lines_are_counted_and_left_out() {
        let old: String = (0..40).map(|n| format!("line {n}\n")).collect();
        let rows = rows(&old, &(old.clone() + "new\n"));
        assert_eq!((rows[0].kind, rows[0].hidden), (RowKind::Gap, 37));
        assert_eq!(rows.last().unwrap().kind, RowKind::Added);
    }

    proptest! {
        #[test]
        fn both_sides_can_be_read_off_again(left in "([ab ]{0,6}\n){0,7}", right in "([ab ]{0,6}\n){0,7}") {
            let rows = rows(&left, &right);
            let hidden: usize = rows.iter().map(|row| row.hidden as usize).sum();
            prop_assert_eq!(side(&rows, |row| &row.left).len() + hidden, left.lines().count());
            prop_assert_eq!(side(&rows, |row| &row.right).len() + hidden, right.lines().count());
            if hidden == 0 {
                prop_assert_eq!(side(&rows, |row| &row.left), left.lines().map(str::to_owned).collect::<Vec<_>>());
                prop_assert_eq!(side(&rows, |row| &row.right), right.lines().map(str::to_owned).collect::<Vec<_>>());
            }
        }
    }
}
