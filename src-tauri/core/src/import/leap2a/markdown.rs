//! XHTML as Markdown: what people write (paragraphs, headings, lists, quotations, code, links, pictures, tables as lines)
//! keeps its shape; anything else is its text.

use super::tree::{Child, Node};

/// Markdown with the places where it names a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    pub(super) text: String,
    /// Where an address stands that leads to a file, with the address as it was.
    pub(super) addresses: Vec<(std::ops::Range<usize>, String)>,
}

/// The content of an element.
pub(super) fn of(node: &Node) -> Written {
    let mut out = Out::default();
    out.blocks(node);
    out.finish()
}

/// Plain text: paragraphs and line ends stay, nothing in it is markup.
pub(super) fn of_text(text: &str) -> Written {
    let mut out = Out::default();
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    for paragraph in lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty()) {
        out.begin_block();
        for (at, line) in paragraph.iter().enumerate() {
            if at > 0 {
                out.line();
            }
            out.words(line);
        }
    }
    out.finish()
}

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "hr",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "figure",
    "figcaption",
    "address",
];
/// What is never text.
const SILENT: &[&str] = &["script", "style", "head", "object", "iframe", "template", "noscript"];

#[derive(Default)]
struct Out {
    text: String,
    addresses: Vec<(std::ops::Range<usize>, String)>,
    /// What each line begins with: quotation marks, the room of lists.
    lead: String,
    /// What the next line begins with instead of the end of `lead`: the mark of a list.
    mark: Option<String>,
    /// A block has begun in which nothing stands yet.
    fresh: bool,
    /// A space is owed before the next word.
    space: bool,
}

impl Out {
    fn finish(self) -> Written {
        // No address stands at the end, so that nothing moves.
        let end = self.text.trim_end().len();
        let mut text = self.text;
        text.truncate(end);
        if !text.is_empty() {
            text.push('\n');
        }
        Written { text, addresses: self.addresses }
    }

    fn begin_block(&mut self) {
        if !self.text.is_empty() && !self.fresh {
            let blank = self.lead.trim_end().to_owned();
            self.text.push('\n');
            self.text.push_str(&blank);
            self.text.push('\n');
            self.start_line();
        } else if self.text.is_empty() {
            self.start_line();
        }
        self.fresh = true;
        self.space = false;
    }

    fn start_line(&mut self) {
        match self.mark.take() {
            Some(mark) => {
                let room = self.lead.len().saturating_sub(mark.len());
                self.text.push_str(&self.lead[..room]);
                self.text.push_str(&mark);
            }
            None => self.text.push_str(&self.lead),
        }
    }

    /// A line end within a paragraph.
    fn line(&mut self) {
        self.text.push_str("\\\n");
        self.text.push_str(&self.lead);
        self.space = false;
        self.fresh = true;
    }

    fn blocks(&mut self, node: &Node) {
        let mut in_paragraph = false;
        for child in &node.children {
            match child {
                Child::Text(text) if text.trim().is_empty() => self.space |= in_paragraph,
                Child::Text(text) => {
                    if !in_paragraph {
                        self.begin_block();
                        in_paragraph = true;
                    }
                    self.words(text);
                }
                Child::Node(inner) if BLOCKS.contains(&inner.name.as_str()) => {
                    in_paragraph = false;
                    self.block(inner);
                }
                Child::Node(inner) => {
                    if !in_paragraph && !SILENT.contains(&inner.name.as_str()) {
                        self.begin_block();
                        in_paragraph = true;
                    }
                    self.inline(inner);
                }
            }
        }
    }

    fn block(&mut self, node: &Node) {
        match node.name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = usize::from(node.name.as_bytes()[1] - b'0');
                self.begin_block();
                self.text.push_str(&"#".repeat(level));
                self.text.push(' ');
                self.fresh = false;
                self.inlines(node);
            }
            "ul" | "ol" => self.list(node),
            "dt" => {
                self.begin_block();
                self.text.push_str("**");
                self.words(node.text().trim());
                self.text.push_str("**");
                self.fresh = false;
            }
            "blockquote" => self.within("> ", None, |out| out.blocks(node)),
            "pre" => self.code(&node.text()),
            "hr" => {
                self.begin_block();
                self.text.push_str("***");
                self.fresh = false;
                self.blocks(node);
            }
            "tr" => {
                self.begin_block();
                let texts = node.children.iter().map(|child| match child {
                    Child::Node(cell) => cell.text(),
                    Child::Text(text) => text.clone(),
                });
                for (at, cell) in texts.filter(|text| !text.trim().is_empty()).enumerate() {
                    if at > 0 {
                        self.text.push_str(" \\| ");
                        self.space = false;
                    }
                    self.words(cell.trim());
                }
            }
            "img" => self.inline(node),
            _ => self.blocks(node),
        }
    }

    fn list(&mut self, node: &Node) {
        let mut number = 0u32;
        for child in &node.children {
            match child {
                Child::Node(item) if item.name == "li" => {
                    number = number.saturating_add(1);
                    let mark = if node.name == "ol" { format!("{number}. ") } else { "- ".to_owned() };
                    let room = " ".repeat(mark.len());
                    self.within(&room, Some(mark), |out| out.blocks(item));
                }
                // What has no business in a list is still somebody's words.
                Child::Node(other) if BLOCKS.contains(&other.name.as_str()) => self.block(other),
                Child::Node(other) => {
                    self.begin_block();
                    self.inline(other);
                }
                Child::Text(text) if text.trim().is_empty() => {}
                Child::Text(text) => {
                    self.begin_block();
                    self.words(text);
                }
            }
        }
    }

    /// Blocks that stand further in.
    fn within(&mut self, lead: &str, mark: Option<String>, write: impl FnOnce(&mut Self)) {
        let before = self.lead.len();
        self.begin_outer();
        self.lead.push_str(lead);
        self.mark = mark;
        self.start_line();
        self.fresh = true;
        write(self);
        self.mark = None;
        self.lead.truncate(before);
        self.fresh = false;
    }

    /// The line on which something further in begins.
    fn begin_outer(&mut self) {
        if !self.text.is_empty() && !self.fresh {
            let blank = self.lead.trim_end().to_owned();
            self.text.push('\n');
            self.text.push_str(&blank);
            self.text.push('\n');
        } else if self.fresh {
            // Begun already: what its line holds so far is the room that comes again.
            let end = self.text.rfind('\n').map_or(0, |at| at + 1);
            if self.text[end..].trim().is_empty() {
                self.text.truncate(end);
            } else {
                self.text.push('\n');
            }
        }
        self.space = false;
    }

    fn code(&mut self, code: &str) {
        let fence = (3..).map(|n| "`".repeat(n)).find(|fence| !code.contains(fence.as_str())).unwrap_or_default();
        self.begin_block();
        self.text.push_str(&fence);
        for line in code.trim_end_matches('\n').lines() {
            self.text.push('\n');
            self.text.push_str(&self.lead);
            self.text.push_str(line);
        }
        self.text.push('\n');
        self.text.push_str(&self.lead);
        self.text.push_str(&fence);
        self.fresh = false;
    }

    fn inlines(&mut self, node: &Node) {
        for child in &node.children {
            match child {
                Child::Text(text) => self.words(text),
                Child::Node(inner) => self.inline(inner),
            }
        }
    }

    fn inline(&mut self, node: &Node) {
        match node.name.as_str() {
            name if SILENT.contains(&name) => {}
            "br" => {
                if !self.fresh {
                    self.line();
                }
                // Left open, it holds all that follows.
                self.inlines(node);
            }
            "em" | "i" => self.marked("*", node),
            "strong" | "b" => self.marked("**", node),
            "del" | "s" | "strike" => self.marked("~~", node),
            "code" | "tt" | "kbd" | "samp" if !node.text().contains('`') && !node.text().trim().is_empty() => {
                self.owed();
                self.text.push('`');
                self.text.push_str(node.text().replace(['\n', '\r'], " ").trim());
                self.text.push('`');
            }
            "a" => match node.attribute("href").filter(|href| !href.trim().is_empty()) {
                Some(href) if !node.text().trim().is_empty() => {
                    self.owed();
                    self.text.push('[');
                    self.fresh = true;
                    self.inlines(node);
                    self.fresh = false;
                    self.text.push_str("](");
                    self.address(href);
                    self.text.push(')');
                }
                _ => self.inlines(node),
            },
            "img" => {
                let alt = node.attribute("alt").unwrap_or_default();
                match node.attribute("src").filter(|src| !src.trim().is_empty()) {
                    Some(src) => {
                        self.owed();
                        self.text.push_str("![");
                        self.fresh = true;
                        self.words(alt);
                        self.fresh = false;
                        self.space = false;
                        self.text.push_str("](");
                        self.address(src);
                        self.text.push(')');
                    }
                    None => self.words(alt),
                }
                self.inlines(node);
            }
            name if BLOCKS.contains(&name) => {
                // A block in a line: its words, on a line of their own.
                if !self.fresh {
                    self.line();
                }
                self.inlines(node);
            }
            _ => self.inlines(node),
        }
    }

    /// Emphasis holds only around words that touch it.
    fn marked(&mut self, mark: &str, node: &Node) {
        if node.text().trim().is_empty() {
            self.inlines(node);
            return;
        }
        self.space |= node.text().starts_with(char::is_whitespace);
        self.owed();
        let at = self.text.len();
        self.text.push_str(mark);
        self.fresh = true;
        self.inlines(node);
        self.fresh = false;
        let end = self.text.trim_end().len();
        if self.text[at..end].contains('\n') || end <= at + mark.len() {
            // Over lines it would not hold: the words stay.
            self.text.replace_range(at..at + mark.len(), "");
            for (range, _) in self.addresses.iter_mut().filter(|(range, _)| range.start > at) {
                *range = range.start - mark.len()..range.end - mark.len();
            }
            return;
        }
        self.text.push_str(mark);
    }

    fn address(&mut self, address: &str) {
        let start = self.text.len();
        let plain = address.trim();
        let is_simple = plain.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '(' | ')' | '<' | '>' | '\\'));
        if is_simple {
            self.text.push_str(plain);
        } else {
            let safe: String = plain.chars().filter(|c| !c.is_control() && !matches!(c, '<' | '>' | '\\')).collect();
            self.text.push_str(&format!("<{safe}>"));
        }
        self.addresses.push((start..self.text.len(), plain.to_owned()));
        self.fresh = false;
    }

    fn owed(&mut self) {
        if std::mem::take(&mut self.space) && !self.fresh {
            self.text.push(' ');
        }
        self.fresh = false;
    }

    /// Words as they are read: white space is one space, marks of Markdown are marks of nothing.
    fn words(&mut self, text: &str) {
        self.space |= text.starts_with(char::is_whitespace);
        for (at, word) in text.split_whitespace().enumerate() {
            self.space |= at > 0;
            let begins = self.fresh;
            self.owed();
            self.text.push_str(&escaped(word, begins));
        }
        self.space |= text.ends_with(char::is_whitespace) && !text.trim().is_empty();
    }
}

fn escaped(word: &str, begins_line: bool) -> String {
    let mut out = String::with_capacity(word.len() + 4);
    let number = word.trim_start_matches(|c: char| c.is_ascii_digit());
    for (at, c) in word.char_indices() {
        let is_mark = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~')
            || (c == '&' && word[at..].contains(';'))
            || (begins_line && at == 0 && matches!(c, '#' | '+' | '-' | '=' | '|' | ':'))
            || (begins_line && number.len() < word.len() && matches!(number, "." | ")") && at == word.len() - 1);
        if is_mark {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::import::leap2a::tree;

    fn markdown(xhtml: &str) -> String {
        of(&tree::read(&format!("<div>{xhtml}</div>")).unwrap()).text
    }

    #[test]
    fn what_people_write_keeps_its_shape() {
        assert_eq!(
            markdown(
                "<h2>Day</h2><p>I <em>asked</em> and\n <strong>waited</strong>.<br/>Then</p><ul><li>one</li><li><p>two</p><ul><li>three</li></ul></li></ul><blockquote><p>said</p></blockquote>"
            ),
            "## Day\n\nI *asked* and **waited**.\\\nThen\n\n- one\n\n- two\n\n  - three\n\n> said\n"
        );
        assert_eq!(markdown("<pre>a\n  b</pre><ol><li>x</li></ol>"), "```\na\n  b\n```\n\n1. x\n");
        assert_eq!(
            markdown("1. not a list * nor_this [x] &lt;b&gt; #y"),
            "1\\. not a list \\* nor\\_this \\[x\\] \\<b\\> #y\n"
        );
        assert_eq!(markdown("<p><script>alert(1)</script>x</p>"), "x\n");
    }

    #[test]
    fn addresses_are_told_by_their_places() {
        let written =
            of(&tree::read("<div><p>a <img src=\"files/a%20b.png\" alt=\"A [b]\"/> <a href=\"x y\">z</a></p></div>")
                .unwrap());
        assert_eq!(written.text, "a ![A \\[b\\]](files/a%20b.png) [z](<x y>)\n");
        let told: Vec<(&str, &str)> =
            written.addresses.iter().map(|(at, was)| (&written.text[at.clone()], was.as_str())).collect();
        assert_eq!(told, [("files/a%20b.png", "files/a%20b.png"), ("<x y>", "x y")]);
    }

    /// Letters and digits of a text, in their order.
    fn letters(text: &str) -> String {
        text.chars().filter(|c| c.is_alphanumeric()).collect()
    }

    proptest! {
        #[test]
        fn plain_text_reads_back_as_it_was(text in "[ -~é日\n]{0,80}") {
            let written = of_text(&text);
            prop_assert_eq!(letters(&crate::text::plain(&written.text)), letters(&text), "{}", written.text);
        }

        #[test]
        fn no_word_of_any_markup_is_lost(xml in "(<(p|ul|li|ol|em|b|h2|blockquote|pre|div|table|tr|td|br|code|dt)>|</(p|ul|li|em|b|h2|div|blockquote)>|[a-z]{1,4}| |\n){0,30}") {
            if let Ok(node) = tree::read(&format!("<div>{xml}</div>")) {
                let written = of(&node);
                // Only letters, because the numbers of a list are ours: between the two of "a<ol><li>a" stands one.
                let plain: String = written.text.chars().filter(|c| c.is_alphabetic()).collect();
                for word in node.text().split_whitespace() {
                    prop_assert!(plain.contains(word), "{word}: {}", written.text);
                }
                for (at, _) in &written.addresses {
                    prop_assert!(written.text.get(at.clone()).is_some());
                }
            }
        }
    }
}
