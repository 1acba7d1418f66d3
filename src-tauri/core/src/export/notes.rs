//! Notes to oneself within a text: comments that no page shows, and pictures written out in letters, which hold what the
//! camera noted. They are part of the writer's text and of nobody else's.

use std::ops::Range;

use comrak::nodes::{NodeValue, Sourcepos};
use comrak::{Arena, parse_document};

use super::blocks::line_starts;
use super::mapped::Mapped;
use crate::text::{RICH_LIMIT, options};

/// The text without them, and what of it came from where.
pub(super) fn cut_from(text: Mapped) -> Mapped {
    let gone = of(&text.text);
    if gone.is_empty() {
        return text;
    }
    let (mut out, mut changed, mut at) = (String::with_capacity(text.text.len()), Vec::new(), 0);
    for range in gone {
        out.push_str(&text.text[at..range.start]);
        changed.push((range.clone(), out.len()..out.len()));
        at = range.end;
    }
    out.push_str(&text.text[at..]);
    text.then(out, &changed)
}

/// The same in place.
pub(super) fn cut(text: &mut String) {
    for range in of(text).into_iter().rev() {
        text.replace_range(range, "");
    }
}

/// Whether nothing else stands in a text.
pub fn is_note(markdown: &str) -> bool {
    let mut rest = markdown.to_owned();
    cut(&mut rest);
    rest.trim().is_empty() && !markdown.trim().is_empty()
}

/// Where they stand, in order; none lies in another.
fn of(markdown: &str) -> Vec<Range<usize>> {
    if !["<!--", ";base64,", "[//]:"].iter().any(|sign| markdown.contains(sign)) {
        return Vec::new();
    }
    let (code, html) = if markdown.len() > RICH_LIMIT { Default::default() } else { parsed(markdown) };
    let mut found = comments(markdown, &code, &html);
    found.extend(written_out(markdown));
    found.extend(named_nothing(markdown, &code));
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|range| {
        let apart = range.start >= end;
        end = end.max(range.end);
        apart
    });
    found
}

/// `<!-- … -->`; one that never ends reaches as far as the block of HTML it began. What stands in code is text.
fn comments(markdown: &str, code: &[Range<usize>], html: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = markdown[at..].find("<!--").map(|place| at + place) {
        at = start + 4;
        let slashes = markdown[..start].bytes().rev().take_while(|byte| *byte == b'\\').count();
        if slashes % 2 == 1 || code.iter().any(|range| range.contains(&start)) {
            continue;
        }
        let block = html.iter().find(|range| range.contains(&start));
        let end = match (markdown[at..].find("-->"), block) {
            (Some(length), _) => at + length + 3,
            (None, Some(block)) => block.end,
            (None, None) => continue,
        };
        found.push(start..end);
        at = end;
    }
    found
}

/// `data:image/jpeg;base64,…`: a file within the text. The picture is not shown anywhere; its bytes would leave unseen.
fn written_out(markdown: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(mark) = markdown[at..].find(";base64,").map(|place| at + place) {
        let end = mark + ";base64,".len();
        let length = markdown[end..]
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_' | b'%'))
            .count();
        at = end + length;
        let line = markdown[..mark].rfind(char::is_whitespace).map_or(0, |space| space + 1);
        if let Some(start) = markdown[line..mark].to_ascii_lowercase().rfind("data:") {
            found.push(line + start..at);
        }
    }
    found
}

/// `[//]: # (…)`: a definition that nothing refers to, by which some write a comment.
fn named_nothing(markdown: &str, code: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in markdown.split_inclusive('\n') {
        if line.trim_start().starts_with("[//]:") && !code.iter().any(|range| range.contains(&at)) {
            found.push(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    found
}

/// The stretches that are code, and those that are HTML.
fn parsed(markdown: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let lines = line_starts(markdown);
    let arena = Arena::new();
    let (mut code, mut html) = (Vec::new(), Vec::new());
    let whole = |place: &Sourcepos| {
        let start = lines.get(place.start.line.saturating_sub(1)).copied().unwrap_or(markdown.len());
        start..lines.get(place.end.line).copied().unwrap_or(markdown.len())
    };
    for node in parse_document(&arena, markdown, &options()).descendants() {
        let data = node.data();
        let place = &data.sourcepos;
        match &data.value {
            NodeValue::CodeBlock(_) => code.push(whole(place)),
            NodeValue::HtmlBlock(_) => html.push(whole(place)),
            NodeValue::Code(_) => {
                let at = |line: usize, column: usize| Some(lines.get(line.checked_sub(1)?)? + column);
                let range = at(place.start.line, place.start.column.saturating_sub(1))
                    .zip(at(place.end.line, place.end.column));
                // Where the parser is wrong about the place, it is no code.
                code.extend(range.map(|(start, end)| start..end).filter(|range| {
                    markdown.get(range.clone()).is_some_and(|text| text.starts_with('`') && text.ends_with('`'))
                }));
            }
            _ => {}
        }
    }
    (code, html)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(markdown: &str) -> String {
        let mut text = markdown.to_owned();
        cut(&mut text);
        assert_eq!(cut_from(Mapped::whole(markdown.to_owned())).text, text);
        text
    }

    #[test]
    fn a_comment_goes_wherever_it_stands_and_what_stands_in_code_stays() {
        assert_eq!(without("a <!-- b\nc --> d"), "a  d");
        assert_eq!(without("<!-- one -->\n\ntwo\n"), "\n\ntwo\n");
        assert_eq!(without("two\n\n<!-- never\n\nends"), "two\n\n");
        assert_eq!(without("| a <!-- x --> |\n|---|\n| <!-- y --> b |\n"), "| a  |\n|---|\n|  b |\n");
        assert_eq!(without("- x\n\n  <!-- in a list -->\n> <!-- quoted -->\n"), "- x\n\n  \n> \n");
        for stays in [
            "`<!-- x -->` is how",
            "```\n<!-- x -->\n```\n",
            "\\<!-- x -->",
            "a <!-- b",
            "    <!-- x -->\n",
            "    [//]: # x",
        ] {
            assert_eq!(without(stays), stays);
        }
        assert_eq!(without("`a` <!-- b --> `c`"), "`a`  `c`");
    }

    #[test]
    fn a_definition_of_nothing_and_a_picture_in_letters_go() {
        assert_eq!(without("a\n\n[//]: # (she cried)\n\nb"), "a\n\n\n\nb");
        assert_eq!(without("![her](data:image/jpeg;base64,/9j/4AAQ=) b"), "![her]() b");
        assert_eq!(without("<img src=\"DATA:image/png;base64,AAAA\">"), "<img src=\"\">");
        assert_eq!(without("write ;base64, here"), "write ;base64, here");
    }

    #[test]
    fn a_block_of_nothing_but_notes_is_one() {
        assert!(is_note("<!-- one -->"));
        assert!(!is_note("one <!-- two -->") && !is_note(""));
    }
}
