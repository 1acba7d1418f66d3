//! Text that can be shown: what has no shape in any face becomes a sign that says so, what no page may hold goes.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use crate::faces::faces;

/// Stands for what has no shape.
pub(crate) const UNKNOWN: char = '\u{fffd}';
/// A word may be this long before it may be broken anywhere, in letters.
const WORD: usize = 28;
/// Within such a word, after so many.
const STEP: usize = 14;
/// Where a line may end without a sign.
const MAY_BREAK: char = '\u{200b}';

/// `text` as it can be shown, and how many signs of it have no shape. Lines are kept only where `lines` says so.
pub(crate) fn legible(text: &str, lines: bool) -> (Cow<'_, str>, usize) {
    if is_plain(text) {
        return (Cow::Borrowed(text), 0);
    }
    let mut unknown = 0;
    let mut out = String::with_capacity(text.len() + 16);
    let mut word = 0;
    for cluster in text.graphemes(true) {
        let Some(first) = cluster.chars().next() else { continue };
        match first {
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                out.push(if lines { '\n' } else { ' ' });
                word = 0;
                continue;
            }
            '\t' if lines => {
                out.push_str("    ");
                word = 0;
                continue;
            }
            _ if first.is_whitespace() => {
                // What keeps words together does so here, too.
                out.push(if matches!(first, '\u{a0}' | '\u{202f}') { first } else { ' ' });
                word = 0;
                continue;
            }
            _ => {}
        }
        word += 1;
        if word > WORD && word % STEP == 1 && first.is_alphanumeric() | first.is_ascii_punctuation() {
            out.push(MAY_BREAK);
        }
        unknown += shown(cluster, &mut out);
    }
    (Cow::Owned(out), unknown)
}

/// What most texts are: short words of signs that the first face has.
fn is_plain(text: &str) -> bool {
    let mut word = 0;
    text.bytes().all(|byte| {
        word = if byte == b' ' { 0 } else { word + 1 };
        (0x20..0x7f).contains(&byte) && word <= WORD
    })
}

/// A sign with all that belongs to it; 1 where it, or something that stands on it, has no shape.
fn shown(cluster: &str, out: &mut String) -> usize {
    let kept = || cluster.chars().filter(|sign| !is_silent(*sign));
    let shapes: Vec<char> = kept().filter(|sign| !is_joiner(*sign)).collect();
    let Some(first) = shapes.first().copied() else {
        out.extend(kept());
        return 0;
    };
    if !shapes.iter().copied().any(is_private) && faces().have(&shapes) {
        out.extend(kept());
        return 0;
    }
    match faces().of(first).filter(|_| !is_private(first)) {
        // What stands on a letter comes from the letter's face; what that has not, is left out and told.
        Some(face) => out.extend(shapes.into_iter().filter(|sign| face.has(*sign))),
        None => out.push(UNKNOWN),
    }
    1
}

/// Has no shape, and nothing that we show depends on it: which of two looks is meant (our faces have one), commands to
/// machines, ways to read the other way round.
fn is_silent(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{200b}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Has no shape, and joins or parts letters and pictures, asks for a hyphen, says which way to read.
fn is_joiner(sign: char) -> bool {
    matches!(sign, '\u{200c}'..='\u{200f}' | '\u{ad}' | '\u{34f}' | '\u{61c}')
}

/// Means something to one program only.
fn is_private(sign: char) -> bool {
    matches!(sign, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn becomes(text: &str, expected: &str, unknown: usize) {
        let (shown, found) = legible(text, false);
        assert_eq!((shown.as_ref(), found), (expected, unknown));
    }

    #[test]
    fn plain_words_stay_as_they_are() {
        becomes("The lesson at 9:40, with $5, #1 and \\n.", "The lesson at 9:40, with $5, #1 and \\n.", 0);
        becomes("Het café; naïef. Ľúbiť", "Het café; naïef. Ľúbiť", 0);
    }

    #[test]
    fn what_chooses_a_look_goes_and_what_joins_stays() {
        becomes("a ❤\u{fe0f} b", "a ❤ b", 0);
        becomes("1\u{fe0f}\u{20e3}", "1\u{20e3}", 0);
        becomes("👩\u{200d}🏫", "👩\u{200d}🏫", 0);
        becomes("می\u{200c}خواهم", "می\u{200c}خواهم", 0);
    }

    #[test]
    fn what_no_face_has_is_seen_to_be_missing() {
        becomes("a \u{12000}\u{12001} b", "a \u{fffd}\u{fffd} b", 2);
        becomes("\u{e000}", "\u{fffd}", 1);
        becomes("\u{10ffff}", "\u{fffd}", 1);
        // Marks that the letter's own face has not.
        becomes("o\u{301}\u{1abe}", "o\u{301}", 1);
        becomes("x\u{93c}\u{301}", "x\u{301}", 1);
        becomes("a\u{0}b\u{7}c\u{feff}d\u{202e}e", "abcde", 0);
    }

    #[test]
    fn a_word_without_end_may_be_broken() {
        let long = "x".repeat(100);
        let (shown, _) = legible(&long, false);
        assert_eq!(shown.replace(MAY_BREAK, ""), long);
        assert!(shown.split(MAY_BREAK).all(|part| part.len() <= WORD));
    }

    #[test]
    fn lines_are_lines_in_code_only() {
        assert_eq!(legible("a\r\nb\tc", true).0, "a\nb    c");
        becomes("a\r\nb\tc", "a b c", 0);
    }
}
