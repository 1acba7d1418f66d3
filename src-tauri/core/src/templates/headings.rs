//! Where the headings of a Markdown text stand that can be fields of a template: of the second level, at the top of the
//! text's tree (not in a list, a quotation or a code block), spelt either way (`## Label`, or a line under the label).

use std::ops::Range;

use comrak::nodes::{NodeHeading, NodeHtmlBlock, NodeValue};
use comrak::{Arena, parse_document};

use crate::text::{RICH_LIMIT, options};

/// A heading of the second level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// Its lines, with what ends the last of them.
    pub(super) lines: Range<usize>,
    /// What it says, as it is written.
    pub(super) content: Range<usize>,
    /// Spelt `## Label`, not with a line below.
    pub(super) marked: bool,
}

/// What [`of`] finds.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// In the order of the text.
    pub(super) headings: Vec<Heading>,
    /// The line that would close a block of code or HTML which the text leaves open: without it, nothing written below is
    /// a heading.
    pub(super) closer: Option<String>,
    /// Bytes of the front matter at the top.
    pub(super) matter: usize,
}

/// The headings of a text. One too long to be parsed is read line by line: then only `## Label` counts, and code is what
/// stands between fences at the margin.
pub(super) fn of(markdown: &str) -> Found {
    if markdown.len() > RICH_LIMIT { scanned(markdown) } else { parsed(markdown) }
}

/// The lines of a text, each with what ends it: `\n`, `\r\n` or `\r`, as CommonMark has it.
pub(super) fn lines(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        let ends = match bytes[at] {
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
            b'\r' | b'\n' => 1,
            _ => 0,
        };
        at += ends.max(1);
        if ends > 0 {
            lines.push(start..at);
            start = at;
        }
    }
    if start < bytes.len() {
        lines.push(start..bytes.len());
    }
    lines
}

/// The lines of a whole text: a byte order mark at the top belongs to none.
fn own_lines(markdown: &str) -> Vec<Range<usize>> {
    let mut lines = lines(markdown);
    if let Some(first) = lines.first_mut() {
        first.start = markdown.len() - markdown.trim_start_matches('\u{feff}').len();
    }
    lines
}

fn parsed(markdown: &str) -> Found {
    let lines = own_lines(markdown);
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    let mut found = Found::default();
    let mut last = 0;
    for node in root.children() {
        let data = node.data();
        let first = data.sourcepos.start.line.saturating_sub(1);
        match &data.value {
            NodeValue::FrontMatter(matter) => found.matter = matter.len(),
            NodeValue::Heading(NodeHeading { level: 2, setext, .. }) => {
                found.headings.extend(heading(markdown, &lines, first, !setext));
            }
            _ => {}
        }
        // Footnotes are moved to the end of the tree, so that the last child need not be the last of the text.
        if first >= last {
            last = first;
            found.closer = match &data.value {
                NodeValue::CodeBlock(block) if block.fenced && !block.closed => {
                    Some(char::from(block.fence_char).to_string().repeat(block.fence_length))
                }
                NodeValue::HtmlBlock(block) => html_closer(block).map(str::to_owned),
                _ => None,
            };
        }
    }
    found.headings.sort_by_key(|heading| heading.lines.start);
    found
}

/// What ends a block of HTML that blank lines do not end (CommonMark 4.6, kinds 1 to 5), where the block lacks it.
fn html_closer(block: &NodeHtmlBlock) -> Option<&'static str> {
    let ends: &[&'static str] = match block.block_type {
        1 => &["</pre>", "</script>", "</style>", "</textarea>"],
        2 => &["-->"],
        3 => &["?>"],
        4 => &[">"],
        5 => &["]]>"],
        _ => return None,
    };
    let literal = block.literal.to_ascii_lowercase();
    ends.first().copied().filter(|_| !ends.iter().any(|end| literal.contains(end)))
}

fn heading(markdown: &str, lines: &[Range<usize>], first: usize, marked: bool) -> Option<Heading> {
    let line = lines.get(first)?.clone();
    if marked {
        let content = marked_content(markdown, line.clone())?;
        return Some(Heading { lines: line, content, marked });
    }
    // A label is one line, so a heading of several is none.
    let below = lines.get(first + 1)?.clone();
    let rule = markdown[below.clone()].trim();
    let is_rule = !rule.is_empty() && rule.bytes().all(|byte| byte == b'-');
    is_rule.then(|| Heading { lines: line.start..below.end, content: trimmed(markdown, line), marked })
}

/// What follows `##` on a line, without the marks that may close it.
fn marked_content(markdown: &str, line: Range<usize>) -> Option<Range<usize>> {
    let text = &markdown[line.clone()];
    let bare = text.trim_start_matches(' ');
    let rest = bare.strip_prefix("##").filter(|rest| !rest.starts_with('#'))?;
    if !rest.is_empty() && !rest.starts_with([' ', '\t', '\r', '\n']) {
        return None;
    }
    let content = trimmed(markdown, line.end - rest.len()..line.end);
    let said = &markdown[content.clone()];
    let open = said.trim_end_matches('#');
    let closes = open.len() < said.len() && (open.is_empty() || open.ends_with([' ', '\t']));
    Some(if closes { trimmed(markdown, content.start..content.start + open.len()) } else { content })
}

fn trimmed(markdown: &str, range: Range<usize>) -> Range<usize> {
    let blank = [' ', '\t', '\r', '\n'];
    let text = &markdown[range.clone()];
    let start = range.start + (text.len() - text.trim_start_matches(blank).len());
    start..start + text.trim_matches(blank).len()
}

/// Bytes of the front matter: from three dashes on the first line to the next such line.
fn matter(markdown: &str, lines: &[Range<usize>]) -> usize {
    let mut dashes = lines.iter().filter(|line| markdown[(*line).clone()].trim_end_matches(['\r', '\n']) == "---");
    match (dashes.next(), dashes.next()) {
        (Some(first), Some(next)) if lines.first() == Some(first) => next.end,
        _ => 0,
    }
}

fn scanned(markdown: &str) -> Found {
    let lines = own_lines(markdown);
    let mut found = Found { matter: matter(markdown, &lines), ..Found::default() };
    let mut fence: Option<(char, usize)> = None;
    let below = found.matter;
    for line in lines.into_iter().filter(|line| line.start >= below) {
        let text = markdown[line.clone()].trim_end();
        let bare = text.trim_start_matches(' ');
        if text.len() - bare.len() > 3 {
            continue;
        }
        let mark = bare.chars().next().filter(|mark| matches!(mark, '`' | '~'));
        let length = mark.map_or(0, |mark| bare.chars().take_while(|next| *next == mark).count());
        match (fence, mark) {
            (None, Some(mark)) if length >= 3 && !(mark == '`' && bare[length..].contains('`')) => {
                fence = Some((mark, length));
            }
            (Some(open), Some(mark)) if open.0 == mark && length >= open.1 && length == bare.len() => fence = None,
            (None, _) => {
                let content = marked_content(markdown, line.clone());
                found.headings.extend(content.map(|content| Heading { lines: line.clone(), content, marked: true }));
            }
            _ => {}
        }
    }
    found.closer = fence.map(|(mark, length)| mark.to_string().repeat(length));
    found
}
