//! The lines of a text on paper, each with its number. A browser's style cannot count the lines it breaks itself, so the
//! text is broken here: short enough for every usual face, so that there is room beside it for a hand. Only lines with
//! words in them count, from the first piece to the last, and "line 12" is the same line on everybody's sheet.
//!
//! The signs hold no text and are not there on a screen: the exported text is the same with and without them.

use unicode_normalization::char::is_combining_mark;

/// Letters of a line; those of an ideographic script count twice.
const ACROSS: usize = 64;
/// Where a line with words begins by itself.
const BEGINS: &str = "<i class=\"n\"></i>";
/// Where one is begun.
const BREAKS: &str = "<i class=\"n b\"></i>";
/// Elements that begin no line.
const INLINE: [&str; 32] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "rp",
    "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Sanitised HTML with a sign where each line on paper begins.
pub(super) fn numbered(html: &str) -> String {
    let mut page = Page { out: String::with_capacity(html.len() + html.len() / 8), ..Page::default() };
    let mut rest = html;
    while !rest.is_empty() {
        let is_tag = rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        if is_tag {
            let end = (1 + super::text::tag_end(&rest[1..]) + 1).min(rest.len());
            page.tag(&rest[..end]);
            rest = &rest[end..];
        } else {
            let end = rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(at, _)| at);
            page.text(&rest[..end]);
            rest = &rest[end..];
        }
    }
    page.out
}

#[derive(Default)]
struct Page {
    out: String,
    /// The next letter is the first of its line.
    is_begun: bool,
    /// Letters on this line.
    column: usize,
    /// Where the line may be broken, and the letters up to there.
    may_break: Option<(usize, usize)>,
    /// Within how many of them.
    pre: usize,
    tables: usize,
}

impl Page {
    fn tag(&mut self, tag: &str) {
        let closes = tag.starts_with("</");
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default();
        let depth = match name {
            "pre" => Some(&mut self.pre),
            "table" => Some(&mut self.tables),
            _ => None,
        };
        if let Some(depth) = depth {
            *depth = if closes { depth.saturating_sub(1) } else { *depth + 1 };
        }
        // A row is one line, whatever is in its cells.
        if !INLINE.contains(&name) && (self.tables == 0 || matches!(name, "tr" | "table")) {
            self.begin();
        }
        self.out.push_str(tag);
    }

    fn begin(&mut self) {
        (self.is_begun, self.column, self.may_break) = (false, 0, None);
    }

    fn text(&mut self, text: &str) {
        let mut chars = text.char_indices();
        while let Some((at, c)) = chars.next() {
            if c == '&' {
                let sign = text[at..].find(';').map_or(1, |end| end + 1);
                let sign = if sign <= 10 { &text[at..at + sign] } else { "&" };
                self.letter(sign, 1, false);
                for _ in 1..sign.len() {
                    chars.next();
                }
            } else if c == '\n' && self.pre > 0 {
                self.begin();
                self.out.push(c);
            } else if c.is_ascii_whitespace() && self.pre == 0 {
                self.out.push(c);
                if self.is_begun {
                    self.column += 1;
                    self.may_break = Some((self.out.len(), self.column));
                }
            } else {
                let wide = width(c);
                self.letter(&text[at..at + c.len_utf8()], wide, wide == 2 && !CLOSING.contains(c));
            }
        }
    }

    fn letter(&mut self, letter: &str, width: usize, breaks_before: bool) {
        if !self.is_begun {
            self.out.push_str(BEGINS);
            (self.is_begun, self.column, self.may_break) = (true, 0, None);
        } else if breaks_before {
            self.may_break = Some((self.out.len(), self.column));
        }
        self.out.push_str(letter);
        self.column += width;
        let is_full = self.column > ACROSS && self.pre == 0 && self.tables == 0;
        if let Some((at, column)) = self.may_break.take_if(|_| is_full) {
            self.out.insert_str(at, BREAKS);
            self.column -= column;
        }
    }
}

/// What no line of an ideographic script begins with.
const CLOSING: &str = "、。，．：；！？）」』】〉》〕・ーゝ々ぁぃぅぇぉっゃゅょァィゥェォッャュョ";

fn width(c: char) -> usize {
    match u32::from(c) {
        _ if is_combining_mark(c) => 0,
        0x200b..=0x200f | 0xfe00..=0xfe0f | 0x1f3fb..=0x1f3ff => 0,
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::super::text::text_content;
    use super::*;
    use crate::export::html_for_screen;

    /// What stands on each line that has a number.
    fn lines(markdown: &str) -> Vec<String> {
        let html = html_for_screen(markdown);
        let page = numbered(&html);
        assert_eq!(text_content(&page), text_content(&html), "the signs are no text");
        let parts = page.split("<i class=\"n").skip(1).map(|part| {
            let (_, html) = part.split_once("></i>").unwrap_or_default();
            text_content(html).split_whitespace().collect::<Vec<_>>().join(" ")
        });
        parts.collect()
    }

    #[test]
    fn only_lines_with_words_have_a_number_and_each_has_one() {
        let said = lines(
            "# Head\n\nOne *two*.\n\n- first\n- second\n\n![](attachment:0190a1b2-0000-4000-8000-000000000001)\n\n---\n\n> Said.\n\n```\na = 1\n\nb = 2\n```\n\n| x | y |\n|---|---|\n| 1 | 2 |",
        );
        assert_eq!(said, ["Head", "One two.", "first", "second", "Said.", "a = 1", "b = 2", "x y", "1 2"]);
    }

    #[test]
    fn a_long_paragraph_is_broken_between_its_words_wherever_it_is_marked() {
        let long =
            "I waited **for her to say** something &amp; the room [went quiet](https://example.org/a) ".repeat(4);
        let said = lines(&long);
        assert!(said.len() >= 4, "{said:?}");
        assert!(said.iter().all(|line| (30..=ACROSS).contains(&line.chars().count())), "{said:?}");
        assert_eq!(said.join(" "), "I waited for her to say something & the room went quiet ".repeat(4).trim());
        let chinese = lines(&"我在学校工作，".repeat(20));
        assert!(chinese.len() >= 4 && chinese.iter().all(|line| line.chars().count() <= 33), "{chinese:?}");
        assert!(chinese.iter().all(|line| !line.starts_with('，')), "{chinese:?}");
        assert_eq!(lines(&"x".repeat(300)).len(), 1, "one word is one line");
    }
}
