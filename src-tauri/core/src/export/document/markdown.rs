//! A text as blocks and inlines: what its Markdown says, without how any format shows it.

use std::collections::HashMap;

use comrak::nodes::{ListType, Node, NodeList, NodeValue, TableAlignment};
use comrak::{Arena, parse_document};
use typeset::{Block, Column, Inline, Item, List, Picture, Side, Table, plain};

use super::levels;
use crate::export::sanitise;
use crate::id::AttachmentId;
use crate::text;

/// How deep a text is followed; what lies deeper is read as one line.
const DEPTH: usize = 40;
/// A column of a table is at most so many times as wide as another.
const WIDEST: usize = 12;

/// Where the pictures of a text are in the document, and what those are called that nobody described.
pub(super) struct Shown<'s> {
    /// Which file of the document.
    pub files: &'s HashMap<AttachmentId, usize>,
    /// Names of files, which are no descriptions.
    pub names: &'s [&'s str],
}

/// The blocks of a text; its headings begin at `level` and leave none out. `used` learns which pictures stand in it.
pub(super) fn blocks(markdown: &str, level: u8, shown: &Shown<'_>, used: &mut Vec<usize>) -> Vec<Block> {
    if markdown.len() > text::RICH_LIMIT {
        return as_written(markdown);
    }
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &text::options());
    let notes = root
        .descendants()
        .filter_map(|node| match &node.data().value {
            NodeValue::FootnoteDefinition(note) => Some((note.name.clone(), node)),
            _ => None,
        })
        .collect();
    let mut reader = Reader { shown, used, notes, in_note: false, unread: None };
    let mut out = Vec::new();
    for node in root.children() {
        reader.block(node, DEPTH, &mut out);
    }
    levels::closed(&mut out, level);
    out
}

/// What is too long to be read as Markdown: its lines.
fn as_written(text: &str) -> Vec<Block> {
    let paragraphs = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    paragraphs.map(|part| Block::Paragraph(lines(part))).collect()
}

fn lines(text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    for line in text.lines() {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        out.push(Inline::Text(line.to_owned()));
    }
    out
}

struct Reader<'a, 's, 'u> {
    shown: &'s Shown<'s>,
    used: &'u mut Vec<usize>,
    notes: HashMap<String, Node<'a>>,
    /// A note within a note is not followed.
    in_note: bool,
    /// Within an element that nobody reads.
    unread: Option<&'static str>,
}

impl<'a> Reader<'a, '_, '_> {
    fn block(&mut self, node: Node<'a>, depth: usize, out: &mut Vec<Block>) {
        if depth == 0 {
            let mut words = String::new();
            text::read_words(node, &mut words);
            out.push(Block::Paragraph(lines(words.trim())));
            return;
        }
        let value = node.data().value.clone();
        match value {
            NodeValue::Paragraph => self.paragraph(node, depth, out),
            NodeValue::Heading(heading) => {
                let line = self.line(node, depth);
                if !plain(&line).trim().is_empty() {
                    out.push(Block::Heading(heading.level.clamp(1, 6), line));
                }
            }
            NodeValue::BlockQuote | NodeValue::MultilineBlockQuote(_) | NodeValue::Alert(_) => {
                let within = self.within(node, depth);
                if !within.is_empty() {
                    out.push(Block::Quote(within));
                }
            }
            NodeValue::List(list) => out.push(self.list(node, &list, depth)),
            NodeValue::CodeBlock(code) => out.push(Block::Code(code.literal.trim_end().to_owned())),
            NodeValue::FrontMatter(matter) => {
                out.push(Block::Code(matter.trim_matches(['-', '\n', '\r', ' ']).to_owned()));
            }
            NodeValue::HtmlBlock(html) => {
                let mut words = String::new();
                text::without_tags(&without_unread(&html.literal), &mut words);
                if !words.trim().is_empty() {
                    out.push(Block::Paragraph(lines(words.trim())));
                }
            }
            NodeValue::ThematicBreak => out.push(Block::Rule),
            NodeValue::Table(table) => out.extend(self.table(node, &table.alignments, depth)),
            // Said where it is referred to.
            NodeValue::FootnoteDefinition(_) => {}
            _ => out.extend(self.within(node, depth)),
        }
    }

    fn within(&mut self, node: Node<'a>, depth: usize) -> Vec<Block> {
        let mut out = Vec::new();
        for child in node.children() {
            self.block(child, depth - 1, &mut out);
        }
        out
    }

    /// A paragraph, parted where pictures stand in it.
    fn paragraph(&mut self, node: Node<'a>, depth: usize, out: &mut Vec<Block>) {
        let mut line = Vec::new();
        let mut pictures = Vec::new();
        for child in node.children() {
            self.inline(child, depth, &mut Some(&mut pictures), &mut line);
            if !pictures.is_empty() {
                push(std::mem::take(&mut line), out);
                out.extend(pictures.drain(..).map(Block::Picture));
            }
        }
        push(line, out);
    }

    fn list(&mut self, node: Node<'a>, list: &NodeList, depth: usize) -> Block {
        let items = node.children().map(|item| Item {
            done: match &item.data().value {
                NodeValue::TaskItem(task) => Some(task.symbol.is_some()),
                _ => None,
            },
            blocks: self.within(item, depth),
        });
        Block::List(List {
            items: items.collect(),
            first: (list.list_type == ListType::Ordered).then_some(list.start as u64),
            is_tight: list.tight,
        })
    }

    fn table(&mut self, node: Node<'a>, sides: &[TableAlignment], depth: usize) -> Option<Block> {
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        for row in node.children() {
            let mut cells: Vec<_> = row.children().map(|cell| self.line(cell, depth)).collect();
            cells.resize(sides.len(), Vec::new());
            rows.push(cells);
        }
        if rows.is_empty() || sides.is_empty() {
            return None;
        }
        let columns = sides.iter().zip(shares(&rows)).map(|(side, share)| Column {
            side: match side {
                TableAlignment::None | TableAlignment::Left => Side::Start,
                TableAlignment::Center => Side::Centre,
                TableAlignment::Right => Side::End,
            },
            share,
        });
        let columns = columns.collect();
        let head = rows.remove(0);
        Some(Block::Table(Table { columns, head, rows, is_form: false, is_roomy: false }))
    }

    /// A line in which pictures are words.
    fn line(&mut self, node: Node<'a>, depth: usize) -> Vec<Inline> {
        let mut line = Vec::new();
        for child in node.children() {
            self.inline(child, depth, &mut None, &mut line);
        }
        line
    }

    fn inline(
        &mut self,
        node: Node<'a>,
        depth: usize,
        pictures: &mut Option<&mut Vec<Picture>>,
        out: &mut Vec<Inline>,
    ) {
        let value = node.data().value.clone();
        if let Some(name) = self.unread {
            if matches!(&value, NodeValue::HtmlInline(html) if closes(html, name)) {
                self.unread = None;
            }
            return;
        }
        let mut within = |reader: &mut Self| {
            let mut line = Vec::new();
            if depth > 0 {
                for child in node.children() {
                    reader.inline(child, depth - 1, pictures, &mut line);
                }
            }
            line
        };
        match value {
            NodeValue::Text(text) => out.push(Inline::Text(text.into_owned())),
            NodeValue::Code(code) => out.push(Inline::Code(code.literal)),
            NodeValue::SoftBreak => out.push(" ".into()),
            NodeValue::LineBreak => out.push(Inline::Break),
            NodeValue::HtmlInline(html) if is_break(&html) => out.push(Inline::Break),
            NodeValue::HtmlInline(html) => self.unread = opens_unread(&html).filter(|name| is_closed(node, name)),
            NodeValue::Emph => out.push(Inline::Emphasis(within(self))),
            NodeValue::Strong => out.push(Inline::Strong(within(self))),
            NodeValue::Strikethrough => out.push(Inline::Struck(within(self))),
            NodeValue::Link(link) => {
                let line = within(self);
                if !line.is_empty() {
                    out.push(if sanitise::may_point_at(&link.url) {
                        Inline::Link(link.url, line)
                    } else {
                        Inline::Emphasis(line)
                    });
                }
            }
            NodeValue::Image(image) => {
                let mut words = String::new();
                text::read_words(node, &mut words);
                self.image(&image.url, words.trim(), pictures, out);
            }
            NodeValue::FootnoteReference(reference) => {
                if let Some(note) = self.notes.get(&reference.name).copied().filter(|_| !self.in_note) {
                    self.in_note = true;
                    let mut said = Vec::new();
                    for part in note.children() {
                        if !said.is_empty() {
                            said.push(Inline::Break);
                        }
                        said.extend(self.line(part, depth.saturating_sub(1)));
                    }
                    self.in_note = false;
                    out.push(Inline::Footnote(said));
                }
            }
            _ => out.extend(within(self)),
        }
    }

    fn image(&mut self, url: &str, words: &str, pictures: &mut Option<&mut Vec<Picture>>, out: &mut Vec<Inline>) {
        let file = sanitise::attachment(url).and_then(|id| self.shown.files.get(&id).copied());
        let described = !words.is_empty() && !self.shown.names.contains(&words);
        match (file, pictures) {
            (Some(file), Some(pictures)) => {
                self.used.push(file);
                pictures.push(Picture { file, alt: described.then(|| words.to_owned()) });
            }
            (file, _) => {
                // Within a heading or a table it is said in words; below the text it is shown.
                let lead = if file.is_some() { "Picture" } else { "Picture, not included" };
                let words = if words.is_empty() { lead.to_owned() } else { format!("{lead}: {words}") };
                out.push(Inline::Emphasis(vec![Inline::Text(words)]));
            }
        }
    }
}

fn push(line: Vec<Inline>, out: &mut Vec<Block>) {
    if !plain(&line).trim().is_empty() {
        out.push(Block::Paragraph(line));
    }
}

/// Whether an element that is opened by a tag is closed in the same line.
fn is_closed(opener: Node<'_>, name: &str) -> bool {
    opener
        .following_siblings()
        .skip(1)
        .any(|node| matches!(&node.data().value, NodeValue::HtmlInline(html) if closes(html, name)))
}

fn is_break(html: &str) -> bool {
    html.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br"))
}

/// Elements whose inside nobody reads: a page of HTML drops them whole.
const UNREAD: [&str; 2] = ["script", "style"];

/// The name of such an element, where a tag opens one.
fn opens_unread(tag: &str) -> Option<&'static str> {
    let inside = tag.strip_prefix('<')?;
    UNREAD.into_iter().find(|name| {
        let named = inside.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        named && inside[name.len()..].starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'))
    })
}

fn closes(tag: &str, name: &str) -> bool {
    tag.get(..name.len() + 2).is_some_and(|start| start.starts_with("</") && start[2..].eq_ignore_ascii_case(name))
}

/// Raw HTML without the elements that nobody reads; one that is never closed is text, since nothing of a text may be lost.
fn without_unread(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = opens_unread(tag)
            .and_then(|name| tag.match_indices("</").map(|(at, _)| at).find(|at| closes(&tag[*at..], name)))
            .and_then(|at| Some(at + tag[at..].find('>')? + 1));
        match end {
            Some(end) => rest = &tag[end..],
            None => {
                out.push('<');
                rest = &tag[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// How wide columns are to each other: by the length of what stands in them, within reason.
fn shares(rows: &[Vec<Vec<Inline>>]) -> Vec<u16> {
    let columns = rows.first().map_or(0, Vec::len);
    (0..columns)
        .map(|column| {
            let lengths = rows.iter().filter_map(|row| row.get(column)).map(|cell| plain(cell).chars().count());
            let (mut longest, mut sum) = (0, 0);
            for length in lengths {
                longest = longest.max(length);
                sum += length;
            }
            let usual = longest.min(40).midpoint(sum / rows.len().max(1));
            u16::try_from(usual.clamp(3, 3 * WIDEST)).unwrap_or(3)
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(markdown: &str) -> Vec<Block> {
        blocks(markdown, 2, &Shown { files: &HashMap::new(), names: &[] }, &mut Vec::new())
    }

    fn text(words: &str) -> Vec<Inline> {
        vec![words.into()]
    }

    #[test]
    fn headings_begin_at_the_level_asked_for_and_leave_none_out() {
        let levels = |markdown: &str| -> Vec<u8> {
            read(markdown)
                .iter()
                .filter_map(|block| if let Block::Heading(level, _) = block { Some(*level) } else { None })
                .collect()
        };
        assert_eq!(levels("# a\n\n#### b\n\n## c\n\n# d\n"), [2, 3, 3, 2]);
        assert_eq!(levels("#### a\n\n# b\n\n##### c\n"), [2, 2, 3]);
        assert_eq!(levels("# a\n\n#\n\n## &nbsp;\n\n### b\n"), [2, 3], "empty ones go");
        assert_eq!(levels("# a\n## b\n### c\n#### d\n##### e\n###### f\n"), [2, 3, 4, 5, 6, 6]);
        assert_eq!(levels("> # in a quote\n\n- # in a list\n"), Vec::<u8>::new());
    }

    #[test]
    fn the_inside_of_scripts_and_styles_is_no_text_and_one_that_never_ends_hides_nothing() {
        let said = |markdown: &str| {
            let blocks = read(markdown);
            let lines: Vec<String> = blocks
                .iter()
                .filter_map(|block| if let Block::Paragraph(line) = block { Some(plain(line)) } else { None })
                .collect();
            lines.join("|").split_whitespace().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(said("Before <script>alert(1)</script> after.\n"), "Before after.");
        assert_eq!(said("<style>\nbody { color: red }\n</style> still here\n\nthen\n"), "still here|then");
        assert_eq!(said("I wrote <script> on the board.\n\nThen more.\n"), "I wrote on the board.|Then more.");
        assert_eq!(said("<STYLE media=x>a{}</STYLE><b>bold</b>\n"), "bold");
    }

    #[test]
    fn what_markdown_says_is_kept() {
        let said = read(
            "I *waited* and **saw** ~~nothing~~ `x`[^1].\\\nThen [this](https://example.org) and [that](javascript:alert(1)).\n\n[^1]: Three *seconds*.\n",
        );
        assert_eq!(
            said,
            [Block::Paragraph(vec![
                "I ".into(),
                Inline::Emphasis(text("waited")),
                " and ".into(),
                Inline::Strong(text("saw")),
                " ".into(),
                Inline::Struck(text("nothing")),
                " ".into(),
                Inline::Code("x".into()),
                Inline::Footnote(vec!["Three ".into(), Inline::Emphasis(text("seconds")), ".".into()]),
                ".".into(),
                Inline::Break,
                "Then ".into(),
                Inline::Link("https://example.org".into(), text("this")),
                " and ".into(),
                Inline::Emphasis(text("that")),
                ".".into(),
            ])]
        );
    }

    #[test]
    fn tasks_lists_tables_and_code_are_what_they_are() {
        let said = read(
            "3. a\n4. b\n\n- [x] done\n- [ ] to do\n\n| a | b |\n|---|--:|\n| 1 |\n\n```rust\nfn x() {}\n```\n\n---\n\n<p>raw <b>words</b></p>\n",
        );
        let Block::List(counted) = &said[0] else { panic!("{said:?}") };
        assert_eq!((counted.first, counted.items.len()), (Some(3), 2));
        let Block::List(tasks) = &said[1] else { panic!("{said:?}") };
        assert_eq!(tasks.items.iter().map(|item| item.done).collect::<Vec<_>>(), [Some(true), Some(false)]);
        let Block::Table(table) = &said[2] else { panic!("{said:?}") };
        assert_eq!(table.head, [text("a"), text("b")]);
        assert_eq!(table.rows, [[text("1"), Vec::new()]]);
        assert_eq!(table.columns[1].side, Side::End);
        assert_eq!(said[3], Block::Code("fn x() {}".into()));
        assert_eq!(said[4], Block::Rule);
        assert_eq!(said[5], Block::Paragraph(text("raw words")));
    }

    #[test]
    fn pictures_stand_between_paragraphs_and_are_words_elsewhere() {
        let id = AttachmentId::new();
        let files = HashMap::from([(id, 4)]);
        let mut used = Vec::new();
        let shown = Shown { files: &files, names: &["board.jpg"] };
        let markdown = format!(
            "before ![the board](attachment:{id}) after\n\n![board.jpg](attachment:{id})\n\n# ![in a heading](attachment:{id})\n\n![far](https://example.org/x.png)\n"
        );
        let said = blocks(&markdown, 1, &shown, &mut used);
        let words = |words: &str| vec![Inline::Emphasis(text(words))];
        assert_eq!(
            said,
            [
                Block::Paragraph(text("before ")),
                Block::Picture(Picture { file: 4, alt: Some("the board".into()) }),
                Block::Paragraph(text(" after")),
                Block::Picture(Picture { file: 4, alt: None }),
                Block::Heading(1, words("Picture: in a heading")),
                Block::Paragraph(words("Picture, not included: far")),
            ]
        );
        assert_eq!(used, [4, 4]);
    }

    #[test]
    fn a_text_beyond_all_sense_is_read_as_lines() {
        let long = "a line\nand one more\n\n".repeat(60_000);
        let said = read(&long);
        assert_eq!(said.len(), 60_000);
        assert_eq!(said[0], Block::Paragraph(vec!["a line".into(), Inline::Break, "and one more".into()]));
        let deep = format!("{}at the bottom", "> ".repeat(3_000));
        assert_eq!(read(&deep).len(), 1);
    }
}
