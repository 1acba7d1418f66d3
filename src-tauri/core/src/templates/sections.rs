//! The fields of a template in the text of an entry: a field is a heading of the second level that says its label, and
//! what is written in it stands below. So the text stays one Markdown text, readable whatever becomes of the template.
//!
//! - A heading counts where it stands at the top of the text's tree and says a label, to the letter (a backslash before a
//!   mark is passed over). The first that says a label counts; a later one, and a heading that says none, belongs to the
//!   section it stands in. What stands before the first that counts is the preamble.
//! - The text of a section is what stands below its heading, without blank lines at either end; all else as written.
//! - [`replace`] writes one section: the heading, a blank line, the text, a blank line; every byte outside it stays. An
//!   empty text leaves the heading alone; where there is no heading, nothing changes. A section that is not there yet
//!   goes below the nearest one that comes before it in the template, else above the first, else to the end.
//! - What is written can never swallow or stand for another field ([`fitted`]): a block of code or HTML left open is
//!   closed, a heading that says a label goes one level deeper.

use std::ops::Range;

use super::headings::{self, Heading};

/// A text, read by the labels of a template.
#[derive(Debug)]
pub struct Sections<'t> {
    markdown: &'t str,
    /// In the order of the text.
    found: Vec<Section>,
    closer: Option<String>,
    matter: usize,
}

#[derive(Debug)]
struct Section {
    /// Which of the labels.
    label: usize,
    heading: Range<usize>,
    /// All that stands below the heading, up to the next that counts.
    below: Range<usize>,
}

/// Reads a text by labels.
pub fn read<'t>(markdown: &'t str, labels: &[&str]) -> Sections<'t> {
    let headings::Found { headings, closer, matter } = headings::of(markdown);
    let mut found: Vec<Section> = Vec::new();
    for heading in headings {
        let Some(label) = label_of(markdown, &heading, labels) else { continue };
        if found.iter().any(|section| section.label == label) {
            continue;
        }
        if let Some(before) = found.last_mut() {
            before.below.end = heading.lines.start;
        }
        found.push(Section { label, below: heading.lines.end..markdown.len(), heading: heading.lines });
    }
    Sections { markdown, found, closer, matter }
}

impl<'t> Sections<'t> {
    /// The text of a section, by the place of its label; none where its heading does not stand in the text.
    pub fn text(&self, label: usize) -> Option<&'t str> {
        self.section(label).map(|section| without_blank_lines(&self.markdown[section.below.clone()]))
    }

    /// The byte at which the heading of a section begins.
    pub fn start(&self, label: usize) -> Option<usize> {
        self.section(label).map(|section| section.heading.start)
    }

    /// What stands above the first section, without the blank lines below it. Those above it stay: a line at the very top
    /// may mean something else (front matter).
    pub fn preamble(&self) -> &'t str {
        let end = self.found.first().map_or(self.markdown.len(), |first| first.heading.start);
        without_blank_end(&self.markdown[..end])
    }

    /// The places of the labels whose headings stand in the text, in the order of the text.
    pub fn order(&self) -> Vec<usize> {
        self.found.iter().map(|section| section.label).collect()
    }

    fn section(&self, label: usize) -> Option<&Section> {
        self.found.iter().find(|section| section.label == label)
    }
}

/// The text with another text in one section. `label` is the place of its label in `labels`.
pub fn replace(markdown: &str, labels: &[&str], label: usize, text: &str) -> String {
    let Some(name) = labels.get(label) else { return markdown.to_owned() };
    let sections = read(markdown, labels);
    let text = without_blank_lines(text);
    if sections.text(label).unwrap_or_default() == text {
        return markdown.to_owned();
    }
    let text = fitted(text, labels);
    let eol = line_end(markdown);
    let written = match sections.section(label) {
        Some(section) => {
            let (above, below) = (&markdown[..section.below.start], &markdown[section.below.end..]);
            let mut out = above.to_owned();
            end_line(&mut out, eol);
            under(&mut out, &text, eol, below.is_empty());
            out.push_str(below);
            out
        }
        None => {
            let at = place(&sections, label);
            let mut out = markdown[..at].to_owned();
            if at == markdown.len()
                && let Some(closer) = &sections.closer
            {
                end_line(&mut out, eol);
                out.push_str(closer);
            }
            blank_line(&mut out, eol);
            out.push_str(&format!("## {name}{eol}"));
            under(&mut out, &text, eol, at == markdown.len());
            out.push_str(&markdown[at..]);
            out
        }
    };
    // A line of three dashes at the top and one in what was written would be front matter; a blank line above keeps both
    // what they are.
    if has_matter(&written) == (sections.matter > 0) { written } else { format!("{eol}{written}") }
}

/// The text without the headings under which nothing is written, for those who read it and are not to fill it in.
pub fn without_empty(markdown: &str, labels: &[&str]) -> String {
    let sections = read(markdown, labels);
    let mut out = String::with_capacity(markdown.len());
    let mut from = 0;
    for section in &sections.found {
        if without_blank_lines(&markdown[section.below.clone()]).is_empty() {
            out.push_str(&markdown[from..section.heading.start]);
            from = section.below.end;
        }
    }
    out.push_str(&markdown[from..]);
    out
}

/// A text from its parts: the preamble, then each heading with what is written below it, [`fitted`] to `labels`. Its lines
/// end as those of `like`.
pub fn compose(preamble: &str, parts: &[(&str, &str)], labels: &[&str], like: &str) -> String {
    let eol = line_end(like);
    let mut out = String::from(without_blank_end(preamble));
    let top = headings::of(&out);
    if let Some(closer) = top.closer.filter(|_| !parts.is_empty()) {
        end_line(&mut out, eol);
        out.push_str(&closer);
    }
    for (label, text) in parts {
        blank_line(&mut out, eol);
        out.push_str(&format!("## {label}{eol}"));
        under(&mut out, &fitted(without_blank_lines(text), labels), eol, true);
    }
    end_line(&mut out, eol);
    if has_matter(&out) == (top.matter > 0) { out } else { format!("{eol}{out}") }
}

/// Whether there is front matter at the top. How long it is may change with what stands below: the end of its last line
/// is part of it.
fn has_matter(markdown: &str) -> bool {
    headings::of(markdown).matter > 0
}

/// A text as it can stand below a heading: what it leaves open is closed, and a heading of it that says one of the labels
/// is one level deeper. All other texts are as they were.
pub fn fitted(text: &str, labels: &[&str]) -> String {
    // Within a section three dashes are never front matter, which only the top of a text has.
    let apart = format!("\n{text}");
    let found = headings::of(&apart);
    let mut out = String::with_capacity(apart.len());
    let mut at = 0;
    for heading in &found.headings {
        if label_of(&apart, heading, labels).is_none() {
            continue;
        }
        out.push_str(&apart[at..heading.lines.start]);
        let line = &apart[heading.lines.clone()];
        if heading.marked {
            out.push_str(&line.replacen("##", "###", 1));
        } else {
            let ends = &line[line.trim_end_matches(['\r', '\n']).len()..];
            out.push_str(&format!("### {}{ends}", &apart[heading.content.clone()]));
        }
        at = heading.lines.end;
    }
    out.push_str(&apart[at..]);
    if let Some(closer) = found.closer {
        end_line(&mut out, line_end(text));
        out.push_str(&closer);
    }
    out.split_off(1)
}

/// Without the blank lines (those of spaces and tabs only) at either end; what ends the last line goes, too.
pub fn without_blank_lines(text: &str) -> &str {
    let is_written = |line: &Range<usize>| !text[line.clone()].trim_matches([' ', '\t', '\r', '\n']).is_empty();
    let lines = headings::lines(text);
    let (first, last) = (lines.iter().find(|line| is_written(line)), lines.iter().rfind(|line| is_written(line)));
    match (first, last) {
        (Some(first), Some(last)) => text[first.start..last.end].trim_end_matches(['\r', '\n']),
        _ => "",
    }
}

fn without_blank_end(text: &str) -> &str {
    let written = without_blank_lines(text);
    let below = text.rfind(written).filter(|_| !written.is_empty()).unwrap_or_default();
    &text[..below + written.len()]
}

fn label_of(markdown: &str, heading: &Heading, labels: &[&str]) -> Option<usize> {
    let said = &markdown[heading.content.clone()];
    let plain = said.contains('\\').then(|| unescaped(said));
    labels.iter().position(|label| said == *label || plain.as_deref() == Some(label))
}

/// An editor may put a backslash before a mark that would mean something.
fn unescaped(said: &str) -> String {
    let mut out = String::with_capacity(said.len());
    let mut letters = said.chars().peekable();
    while let Some(letter) = letters.next() {
        match letters.peek() {
            Some(next) if letter == '\\' && next.is_ascii_punctuation() => {
                out.extend(letters.next());
            }
            _ => out.push(letter),
        }
    }
    out
}

/// Where a section goes that is not in the text yet.
fn place(sections: &Sections<'_>, label: usize) -> usize {
    let before = sections.found.iter().filter(|section| section.label < label).max_by_key(|section| section.label);
    match (before, sections.found.first()) {
        (Some(before), _) => before.below.end,
        (None, Some(first)) => first.heading.start,
        (None, None) => sections.markdown.len(),
    }
}

/// Writes what stands below a heading, up to the next.
fn under(out: &mut String, text: &str, eol: &str, is_last: bool) {
    if !text.is_empty() {
        blank_line(out, eol);
        out.push_str(text);
        out.push_str(eol);
    }
    if !is_last {
        blank_line(out, eol);
    }
}

/// How the lines of a text end; `\n` in a text of one line.
fn line_end(text: &str) -> &'static str {
    match text.find(['\r', '\n']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}

fn end_line(out: &mut String, eol: &str) {
    if !out.is_empty() && !out.ends_with(['\r', '\n']) {
        out.push_str(eol);
    }
}

/// Ends the line and leaves one blank, unless there is one or nothing stands above.
fn blank_line(out: &mut String, eol: &str) {
    end_line(out, eol);
    // Of a text that ends in a bare "\r" the first "\n" only completes the line.
    while !out.is_empty() && !ends_blank(out) {
        out.push_str(eol);
    }
}

fn ends_blank(text: &str) -> bool {
    let ends = text.strip_suffix("\r\n").or_else(|| text.strip_suffix(['\r', '\n'])).unwrap_or(text);
    let last = ends.rfind(['\r', '\n']).map_or(0, |at| at + 1);
    ends[last..].trim_matches([' ', '\t']).is_empty()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests;
