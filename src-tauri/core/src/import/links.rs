//! Links in a Markdown text that may lead to files: where their destinations stand, to the byte. Whether such a file is
//! there is for the importer to say; what it does not know stays as it is.

use std::ops::Range;

use comrak::nodes::NodeValue;
use comrak::{Arena, parse_document};

use crate::text::{RICH_LIMIT, options};

/// Bytes of a name; what is longer names no file, and looking for its end would take for ever in a text made for that.
const LENGTH: usize = 2_000;

/// A place in a text that names a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Destination {
    /// The bytes to replace: a destination, or a whole embed.
    pub(super) at: Range<usize>,
    /// What it names, unescaped.
    pub(super) target: String,
    /// How it is written.
    pub(super) form: Form,
}

/// How a text names a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `[text](target)`, or the definition of a label.
    Link,
    /// `![[target|alias]]` of notes programs.
    Embed,
    /// `<img src="target">`.
    Html,
}

/// Every destination in the text from byte `from` on that `wanted` takes, in order, code left out.
pub(super) fn destinations(text: &str, from: usize, wanted: impl Fn(&Destination) -> bool) -> Vec<Destination> {
    let Some(tail) = text.get(from..) else { return Vec::new() };
    let mut found = inline(tail);
    found.extend(definitions(tail));
    found.extend(embeds(tail));
    found.extend(images(tail));
    found.retain(wanted);
    if found.is_empty() {
        return found;
    }
    let code = code(tail);
    found.retain(|Destination { at, form, .. }| {
        // Code never lies in code, so that only the last that begins before the end can cover it.
        let last = code.partition_point(|(code, _)| code.start < at.end).checked_sub(1).and_then(|last| code.get(last));
        last.is_none_or(|(code, is_html)| code.end <= at.start || (*is_html && *form == Form::Html))
    });
    found.sort_by_key(|destination| destination.at.start);
    found.dedup_by(|later, earlier| later.at.start < earlier.at.end);
    for destination in &mut found {
        destination.at = destination.at.start + from..destination.at.end + from;
    }
    found
}

/// `[text](destination "title")` and pictures.
fn inline(text: &str) -> Vec<Destination> {
    let bytes = text.as_bytes();
    text.match_indices("](")
        .filter(|(at, _)| !is_escaped(bytes, *at))
        .filter_map(|(at, _)| {
            let start = skip_space(bytes, at + 2);
            let (range, end) = destination(text, start)?;
            matches!(bytes.get(end), Some(b')' | b' ' | b'\t' | b'\n' | b'\r')).then(|| named(text, range))
        })
        .collect()
}

/// `[label]: destination` at the start of a line.
fn definitions(text: &str) -> Vec<Destination> {
    let mut found = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if indent < 4
            && line[indent..].starts_with('[')
            && !line[indent..].starts_with("[^")
            && let Some(colon) = line.find("]:")
        {
            let start = skip_space(text.as_bytes(), line_start + colon + 2);
            if start < line_start + line.len()
                && let Some((range, _)) = destination(text, start)
            {
                found.push(named(text, range));
            }
        }
        line_start += line.len();
    }
    found
}

/// `![[file.png]]`, `![[file.png|300]]`.
fn embeds(text: &str) -> Vec<Destination> {
    text.match_indices("![[")
        .filter(|(at, _)| !is_escaped(text.as_bytes(), *at))
        .filter_map(|(at, _)| {
            let inner = window(text, at + 3);
            let end = inner.find(['[', ']', '\n']).filter(|end| inner[*end..].starts_with("]]"))?;
            let target = inner[..end].split(['|', '#']).next().unwrap_or_default().trim();
            (!target.is_empty()).then(|| Destination {
                at: at..at + 3 + end + 2,
                target: target.to_owned(),
                form: Form::Embed,
            })
        })
        .collect()
}

/// `<img … src="file.png" …>` on one line.
fn images(text: &str) -> Vec<Destination> {
    text.match_indices("<img ")
        .filter_map(|(at, _)| {
            let tag = window(text, at + 1).split(['<', '>', '\n']).next()?;
            let source = tag.find(" src=").map(|source| source + 5)?;
            let quote = tag[source..].chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let target = tag[source + 1..].split(quote).next().filter(|target| !target.contains('&'))?;
            let start = at + 1 + source + 1;
            Some(Destination { at: start..start + target.len(), target: target.to_owned(), form: Form::Html })
        })
        .collect()
}

/// The text from a byte on, as far as a name may reach.
fn window(text: &str, from: usize) -> &str {
    let mut end = text.len().min(from + LENGTH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(from..end).unwrap_or_default()
}

fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\t')) {
        at += 1;
    }
    at
}

/// The bytes of a destination that begins at `start` (without angle brackets), and where it ends (with them).
fn destination(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(start) == Some(&b'<') {
        let inner = window(text, start + 1);
        let end = inner.find(['>', '\n', '<'])?;
        let close = start + 1 + end;
        return (bytes.get(close) == Some(&b'>') && end > 0).then_some((start + 1..close, close + 1));
    }
    let mut open = 0;
    let mut at = start;
    while let Some(&byte) = bytes.get(at).filter(|_| at - start < LENGTH) {
        match byte {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 1,
            // CommonMark asks for no more than this depth.
            b'(' if open == 32 => return None,
            b'(' => open += 1,
            b')' if open == 0 => break,
            b')' => open -= 1,
            byte if byte.is_ascii_whitespace() || byte.is_ascii_control() => break,
            _ => {}
        }
        at += 1;
    }
    (at > start).then_some((start..at, at))
}

fn named(text: &str, at: Range<usize>) -> Destination {
    let raw = text.get(at.clone()).unwrap_or_default();
    let mut target = String::with_capacity(raw.len());
    let mut letters = raw.chars().peekable();
    while let Some(letter) = letters.next() {
        match letters.peek() {
            Some(next) if letter == '\\' && next.is_ascii_punctuation() => {}
            _ => target.push(letter),
        }
    }
    Destination { at, target, form: Form::Link }
}

/// Where code stands, in which nothing is a link, and HTML (`true`), in which only its own pictures are. Texts too long to
/// be parsed are taken to have none.
fn code(text: &str) -> Vec<(Range<usize>, bool)> {
    if text.len() > RICH_LIMIT {
        return Vec::new();
    }
    let mut lines = vec![0];
    lines.extend(text.match_indices('\n').map(|(at, _)| at + 1));
    let mut without_matter = options();
    without_matter.extension.front_matter_delimiter = None;
    let arena = Arena::new();
    let root = parse_document(&arena, text, &without_matter);
    let mut code = Vec::new();
    for node in root.descendants() {
        let data = node.data();
        let is_html = matches!(data.value, NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_));
        if is_html || matches!(data.value, NodeValue::CodeBlock(_) | NodeValue::Code(_)) {
            let place = data.sourcepos;
            let start =
                lines.get(place.start.line.saturating_sub(1)).map(|at| at + place.start.column.saturating_sub(1));
            let end = lines.get(place.end.line.saturating_sub(1)).map(|at| at + place.end.column);
            if let (Some(start), Some(end)) = (start, end) {
                code.push((start..end, is_html));
            }
        }
    }
    code.sort_by_key(|(code, _)| code.start);
    code
}

/// The path that a destination names, from a file in `folder`, without leaving the source. `None` for addresses.
pub(super) fn path(folder: &str, target: &str) -> Option<String> {
    let end = target.find(['#', '?']).unwrap_or(target.len());
    let target = decoded(&target[..end])?;
    let has_scheme = target.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+.-".contains(&b))
    });
    if target.is_empty() || target.starts_with("//") || has_scheme {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        parts.extend(folder.split('/').filter(|part| !part.is_empty()));
    }
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Without percent signs.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = |at: usize| after.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        match (byte, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).ok()?);
                rest = &after[2..];
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_are_read_from_the_texts_folder_and_never_leave_the_source() {
        let path = |target: &str| super::path("a/b", target);
        assert_eq!(path("../c%20d.png?x#y").unwrap(), "a/c d.png");
        assert_eq!(path("/root.png").unwrap(), "root.png");
        for outside in [
            "../../../x",
            "https://example.org/x",
            "mailto:a@b",
            "//host/x",
            "",
            "#part",
            "attachment:1",
            "data:image/png;base64,x",
        ] {
            assert_eq!(path(outside), None, "{outside}");
        }
    }

    #[test]
    fn a_text_of_nothing_but_beginnings_is_read_in_no_time() {
        for part in ["](", "![[", "<img ", "[a]:", "](<", "\\\\"] {
            assert!(destinations(&part.repeat(2_000_000 / part.len()), 0, |_| false).is_empty());
        }
    }

    proptest! {
        #[test]
        fn every_place_lies_in_the_text_in_order_and_apart(text in "(\\PC|\\]\\(|!\\[\\[|\\]\\]|<img src=\"|\n|`|é|\\[a\\]: ){0,40}") {
            let found = destinations(&text, 0, |_| true);
            for destination in &found {
                prop_assert!(text.get(destination.at.clone()).is_some());
            }
            for pair in found.windows(2) {
                prop_assert!(pair[0].at.end <= pair[1].at.start);
            }
        }
    }
}
