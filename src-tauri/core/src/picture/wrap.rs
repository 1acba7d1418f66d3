//! Text set into lines without a font at hand: widths are reckoned by kinds of letter, on the wide side.

use unicode_segmentation::UnicodeSegmentation;

/// Size of the writer's words, in pixels.
const SIZE: f64 = 15.0;
const ELLIPSIS: &str = "…";

/// The text in at most `limit` lines of `width` pixels. What does not fit is cut at a word and ends in an ellipsis; a word
/// longer than a line is broken between letters as a person sees them.
pub(super) fn wrap(text: &str, width: f64, limit: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    let mut used = 0.0;
    let text = clean(text);
    let words = text.split(' ').filter(|word| !word.is_empty()).flat_map(|word| pieces(word, width));
    for (word, glued) in words {
        let Some(line) = lines.last_mut() else { break };
        let space = if line.is_empty() || glued { 0.0 } else { width_of(" ") };
        let fits = used + space + width_of(&word) <= width;
        if !fits && !line.is_empty() {
            if lines.len() == limit {
                cut(&mut lines, width);
                return lines;
            }
            lines.push(word.clone());
            used = width_of(&word);
            continue;
        }
        if space > 0.0 {
            line.push(' ');
        }
        line.push_str(&word);
        used += space + width_of(&word);
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// The start of a text in one line of `width` pixels.
pub(super) fn one_line(text: &str, width: f64) -> String {
    wrap(text, width, 1).pop().unwrap_or_default()
}

/// On one line, without what no XML file may hold.
pub(super) fn clean(text: &str) -> String {
    let drawn: String = text
        .chars()
        .map(|letter| if letter.is_whitespace() { ' ' } else { letter })
        .filter(|letter| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}'))
        .collect();
    drawn.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A word, or what of it fits a line each; `true` for what continues the piece before.
fn pieces(word: &str, width: f64) -> Vec<(String, bool)> {
    if width_of(word) <= width {
        return vec![(word.to_owned(), false)];
    }
    let mut all = vec![(String::new(), false)];
    let mut used = 0.0;
    for letter in word.graphemes(true) {
        let more = width_of(letter);
        if used + more > width && used > 0.0 {
            all.push((String::new(), true));
            used = 0.0;
        }
        if let Some((piece, _)) = all.last_mut() {
            piece.push_str(letter);
        }
        used += more;
    }
    all
}

/// Ends the last line in an ellipsis, taking words, then letters, off until there is room.
fn cut(lines: &mut [String], width: f64) {
    let Some(line) = lines.last_mut() else { return };
    while width_of(line) + width_of(ELLIPSIS) > width {
        match line.rfind(' ') {
            Some(space) => line.truncate(space),
            None => match line.grapheme_indices(true).next_back() {
                Some((last, _)) if last > 0 => line.truncate(last),
                _ => break,
            },
        }
    }
    line.truncate(line.trim_end_matches([',', ';', ':', '.', ' ', '–', '—']).len());
    line.push_str(ELLIPSIS);
}

/// How wide a text is at the most, in pixels.
pub(super) fn width_of(text: &str) -> f64 {
    text.graphemes(true).map(|letter| letter.chars().map(em).fold(0.0, f64::max)).sum::<f64>() * SIZE
}

/// The width of a letter as a part of the size of the face; on the wide side for the serif of the page.
fn em(letter: char) -> f64 {
    match letter {
        ' ' | 'i' | 'j' | 'l' | '.' | ',' | ';' | ':' | '\'' | '’' | '‘' | '!' | '|' => 0.31,
        'f' | 't' | 'r' | 'I' | 'J' | '(' | ')' | '[' | ']' | '-' | '/' | '"' | '“' | '”' | 's' => 0.46,
        'm' | 'w' | 'M' | 'W' | '—' | '…' | '@' | '%' => 0.95,
        'a'..='z' | '0'..='9' => 0.58,
        'A'..='Z' => 0.74,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        '\u{a0}'..='\u{10ff}' => 0.7,
        _ => 1.05,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_is_cut_at_a_word_and_says_so() {
        let lines =
            wrap("If I leave silence after a question, I lose the class, because they think I am lost", 120.0, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines[2].ends_with('…'), "{lines:?}");
        let last = lines[2].trim_end_matches('…').rsplit(' ').next().unwrap();
        assert!(
            "If I leave silence after a question, I lose the class".split([' ', ',']).any(|word| word == last),
            "{last}"
        );
        assert_eq!(wrap("short", 120.0, 3), ["short"]);
        assert!(wrap(" \n\t", 120.0, 3).is_empty());
    }

    #[test]
    fn a_letter_of_many_parts_is_never_broken() {
        let family = "👩‍👩‍👧‍👦";
        let lines = wrap(&family.repeat(40), 100.0, 4);
        assert!(
            lines.iter().all(|line| line.trim_end_matches('…').graphemes(true).all(|letter| letter == family)),
            "{lines:?}"
        );
    }

    proptest! {
        #[test]
        fn any_text_becomes_lines_that_fit(text in any::<String>(), width in 40.0..300.0f64, limit in 1usize..5) {
            let lines = wrap(&text, width, limit);
            prop_assert!(lines.len() <= limit);
            for line in &lines {
                // One letter wider than a line is all that may stand over.
                let letters = line.trim_end_matches('…').graphemes(true).count();
                prop_assert!(width_of(line) <= width + 0.01 || letters <= 1, "{line:?}");
                prop_assert!(!line.chars().any(char::is_control));
            }
            let whole: String = lines.concat().chars().filter(|letter| *letter != ' ').collect();
            let given: String = clean(&text).chars().filter(|letter| *letter != ' ').collect();
            let shown = whole.trim_end_matches('…');
            prop_assert!(given.starts_with(shown), "{given:?} {shown:?}");
        }
    }
}
