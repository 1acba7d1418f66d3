//! The blocks of a document as paragraphs, tables and drawings, with what those refer to.

mod placed;

use std::collections::BTreeMap;

use typeset::{Block, Document, File, Inline, Warning};

use super::fixed::{self, W, head};
use super::xml::escaped;

/// Lists deeper than this stand at this depth.
const DEPTH: usize = 8;
/// From the edge to the words of a list, for each depth, in twentieths of a point.
const INDENT: usize = 400;
/// English Metric Units in a twentieth of a point.
const EMU: u32 = 635;
/// Of the height of a page, what a picture may take, in twentieths of a point.
const TALL: u32 = 8_400;
/// Relations with numbers below are those of [`Body::relations`]' own.
const FIRST_RELATION: usize = 10;
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document being written.
pub(super) struct Body<'d> {
    files: &'d [File],
    out: String,
    /// Width of the text in twentieths of a point.
    across: u32,
    /// Addresses of links, by relation; of the text and of its footnotes.
    links: [BTreeMap<usize, String>; 2],
    /// Name and bytes of each picture in it, and its relation.
    pub(super) media: Vec<(String, Vec<u8>)>,
    pictures: BTreeMap<usize, Option<Shown>>,
    /// The first number of each list that counts.
    counted: Vec<u64>,
    notes: Vec<String>,
    headings: usize,
    breaks: bool,
    /// What stands at the top of a copy.
    opening: Vec<(&'static str, Vec<Inline>)>,
    /// Whether lines that are written now are those that have numbers, where only some have.
    numbered: bool,
    /// Where the pages with numbered lines ended last.
    ended: usize,
    /// The properties of its ordinary pages, and of those with numbered lines.
    pages: [String; 2],
    /// The colour of thin lines.
    hair: &'static str,
    pub(super) warnings: Vec<Warning>,
}

#[derive(Clone, Copy)]
struct Shown {
    relation: usize,
    width: u32,
    height: u32,
}

/// Where a paragraph stands.
#[derive(Clone, Default)]
struct Place {
    style: &'static str,
    language: String,
    /// How deep in lists.
    depth: usize,
    /// The list whose sign the next paragraph bears.
    sign: Option<Sign>,
    in_note: bool,
}

#[derive(Clone, Copy)]
enum Sign {
    Dash,
    Number(usize),
    Task(bool),
}

/// How a run of words looks.
#[derive(Clone, Copy, Default)]
struct Look {
    strong: bool,
    emphasis: bool,
    struck: bool,
    code: bool,
    link: bool,
}

impl<'d> Body<'d> {
    /// Writes the whole document.
    pub(super) fn of(document: &'d Document) -> Self {
        let mut body = Self {
            files: &document.files,
            out: String::new(),
            across: fixed::page(document).1,
            links: [BTreeMap::new(), BTreeMap::new()],
            media: Vec::new(),
            pictures: BTreeMap::new(),
            counted: Vec::new(),
            notes: Vec::new(),
            headings: 0,
            breaks: false,
            opening: Vec::new(),
            numbered: !document.blocks.iter().any(|block| matches!(block, Block::Margin(..))),
            ended: 0,
            pages: [fixed::page(document).0, fixed::numbered(document)],
            hair: fixed::hair(document),
            warnings: Vec::new(),
        };
        let place = |style| Place { style, ..Place::default() };
        if !document.above.is_empty() {
            body.opening.push(("Above", vec![Inline::Text(document.above.clone())]));
        }
        body.opening.push(("Title", vec![Inline::Text(document.title.clone())]));
        for (style, line) in body.opening.clone() {
            body.paragraph(&line, &mut place(style));
        }
        body.blocks(&document.opening, &Place::default());
        if let Some(contents) = &document.contents {
            body.contents(contents, &document.blocks);
        }
        body.blocks(&document.blocks, &Place::default());
        body
    }

    /// A way to each part.
    fn contents(&mut self, heading: &str, blocks: &[Block]) {
        self.paragraph(
            &[Inline::Strong(vec![Inline::Text(heading.into())])],
            &mut Place { style: "Contents", ..Place::default() },
        );
        let mut parts = Vec::new();
        chief(blocks, &mut parts);
        for (number, line) in parts.into_iter().enumerate() {
            self.out.push_str(&format!(
                r#"<w:p><w:pPr><w:pStyle w:val="Contents"/></w:pPr><w:hyperlink w:anchor="part{}" w:history="1"><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:hyperlink></w:p>"#,
                number + 1,
                escaped(&typeset::plain(line))
            ));
        }
    }

    fn blocks(&mut self, blocks: &[Block], place: &Place) {
        let mut place = place.clone();
        for block in blocks {
            self.block(block, &mut place);
        }
    }

    fn block(&mut self, block: &Block, place: &mut Place) {
        match block {
            Block::Heading(level, line) => self.heading(*level, line, place),
            Block::Paragraph(line) => self.paragraph(line, place),
            Block::Note(line) => self.styled("Note", line, place),
            Block::Quote(within) => self.blocks(within, &Place { style: "Quote", ..place.clone() }),
            Block::In(language, within) => self.blocks(within, &Place { language: language.clone(), ..place.clone() }),
            Block::Code(text) => {
                for line in text.lines() {
                    self.styled("Code", &[Inline::Text(line.replace('\t', "    "))], place);
                }
                self.styled("", &[], place);
            }
            Block::List(list) => self.list(list, place),
            Block::Table(table) => self.table(table, place),
            Block::Picture(picture) => self.picture(picture, place),
            Block::Rule => self.styled("Rule", &[], place),
            Block::PageBreak => self.breaks = true,
            Block::Card(within) => {
                let hair = self.hair;
                let edge = |side: &str| format!(r#"<w:{side} w:val="single" w:sz="6" w:space="0" w:color="{hair}"/>"#);
                let edges: String = ["top", "left", "bottom", "right"].into_iter().map(edge).collect();
                self.beside(&[(1, within.as_slice())], &edges, place);
            }
            Block::Margin(names, within) => self.margin(names, within, place),
            Block::Again(within) => {
                self.breaks = true;
                let opening = self.opening.clone();
                opening.iter().for_each(|(style, line)| self.styled(style, line, place));
                self.blocks(within, place);
            }
            Block::Columns(columns) => {
                let columns: Vec<(u16, &[Block])> =
                    columns.iter().map(|(share, within)| (*share, within.as_slice())).collect();
                self.beside(&columns, "", place);
            }
            Block::Lines(count) => {
                for _ in 0..*count {
                    self.styled("Line", &[], place);
                }
            }
        }
    }

    fn styled(&mut self, style: &'static str, line: &[Inline], place: &mut Place) {
        let was = std::mem::replace(&mut place.style, style);
        self.paragraph(line, place);
        place.style = was;
    }

    fn heading(&mut self, level: u8, line: &[Inline], place: &mut Place) {
        let style = ["Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6"]
            [usize::from(level.clamp(1, 6)) - 1];
        if level != 1 {
            return self.styled(style, line, place);
        }
        self.headings += 1;
        let number = self.headings;
        let start = self.out.len();
        self.styled(style, line, place);
        // The mark stands inside the paragraph, behind its properties.
        if let Some(at) = self.out[start..].find("</w:pPr>") {
            let mark =
                format!(r#"<w:bookmarkStart w:id="{number}" w:name="part{number}"/><w:bookmarkEnd w:id="{number}"/>"#);
            self.out.insert_str(start + at + "</w:pPr>".len(), &mark);
        }
    }

    fn paragraph(&mut self, line: &[Inline], place: &mut Place) {
        let mut properties = String::new();
        let style = match (place.style, place.depth) {
            ("", 1..) => "ListParagraph",
            (style, _) => style,
        };
        if !style.is_empty() {
            properties.push_str(&format!(r#"<w:pStyle w:val="{style}"/>"#));
        }
        // A line that is said strongly from end to end stays with what it is about.
        if style.is_empty() && matches!(line, [Inline::Strong(_)]) {
            properties.push_str("<w:keepNext/>");
        }
        if std::mem::take(&mut self.breaks) {
            properties.push_str("<w:pageBreakBefore/>");
        }
        let (mut before, mut indent) = ("", String::new());
        if place.depth > 0 {
            let left = place.depth * INDENT;
            match place.sign.take() {
                Some(Sign::Dash) => properties.push_str(&numbered(place.depth, 1)),
                Some(Sign::Number(list)) => properties.push_str(&numbered(place.depth, list + 2)),
                Some(Sign::Task(done)) => {
                    before = if done { "☑\u{2002}" } else { "☐\u{2002}" };
                    indent = format!(r#"<w:ind w:left="{left}" w:hanging="340"/>"#);
                }
                None => indent = format!(r#"<w:ind w:left="{left}"/>"#),
            }
        }
        // As on the page, headings and small lines are not counted.
        if !self.numbered || style.starts_with("Heading") || style == "Note" {
            properties.push_str("<w:suppressLineNumbers/>");
        }
        properties.push_str(&indent);
        let mut runs = String::new();
        if !before.is_empty() {
            runs.push_str(&self.run(before, Look::default(), place));
        }
        self.line(line, Look::default(), place, &mut runs);
        self.out.push_str(&format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"));
    }

    fn run(&self, text: &str, look: Look, place: &Place) -> String {
        let mut properties = String::new();
        if look.link {
            properties.push_str(r#"<w:rStyle w:val="Hyperlink"/>"#);
        } else if look.code {
            properties.push_str(r#"<w:rStyle w:val="CodeCharacter"/>"#);
        }
        for (on, tag) in [(look.strong, "<w:b/>"), (look.emphasis, "<w:i/>"), (look.struck, "<w:strike/>")] {
            if on {
                properties.push_str(tag);
            }
        }
        if !place.language.is_empty() {
            properties
                .push_str(&format!(r#"<w:lang w:val="{0}" w:eastAsia="{0}" w:bidi="{0}"/>"#, escaped(&place.language)));
        }
        format!(r#"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r>"#, escaped(text))
    }

    fn line(&mut self, line: &[Inline], look: Look, place: &Place, out: &mut String) {
        for inline in line {
            match inline {
                Inline::Text(text) => out.push_str(&self.run(text, look, place)),
                Inline::Code(text) => out.push_str(&self.run(text, Look { code: true, ..look }, place)),
                Inline::Break => out.push_str("<w:r><w:br/></w:r>"),
                Inline::Strong(within) => self.line(within, Look { strong: true, ..look }, place, out),
                Inline::Emphasis(within) => self.line(within, Look { emphasis: true, ..look }, place, out),
                Inline::Struck(within) => self.line(within, Look { struck: true, ..look }, place, out),
                Inline::Link(to, within) if !look.link => {
                    let links = &mut self.links[usize::from(place.in_note)];
                    let relation = FIRST_RELATION + links.len();
                    links.insert(relation, to.clone());
                    out.push_str(&format!(r#"<w:hyperlink r:id="link{relation}" w:history="1">"#));
                    self.line(within, Look { link: true, ..look }, place, out);
                    out.push_str("</w:hyperlink>");
                }
                Inline::Link(_, within) => self.line(within, look, place, out),
                Inline::Footnote(_) if place.in_note => {}
                Inline::Footnote(within) => {
                    let mut said = String::new();
                    self.line(within, Look::default(), &Place { in_note: true, ..place.clone() }, &mut said);
                    self.notes.push(said);
                    out.push_str(&format!(
                        r#"<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{}"/></w:r>"#,
                        self.notes.len()
                    ));
                }
            }
        }
    }

    /// `word/document.xml`.
    pub(super) fn document(&self, document: &Document) -> String {
        head(&format!(
            r#"<w:document xmlns:w="{W}" xmlns:r="{RELATION}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>{}{}</w:body></w:document>"#,
            self.out,
            fixed::page(document).0
        ))
    }

    /// `word/_rels/document.xml.rels`.
    pub(super) fn relations(&self) -> String {
        let parts =
            ["styles", "numbering", "settings", "footnotes", "footer"].iter().enumerate().map(|(number, part)| {
                let file = if *part == "footer" { "footer1" } else { part };
                format!(r#"<Relationship Id="rId{}" Type="{RELATION}/{part}" Target="{file}.xml"/>"#, number + 1)
            });
        let pictures = self.media.iter().enumerate().map(|(number, (name, _))| {
            format!(r#"<Relationship Id="image{number}" Type="{RELATION}/image" Target="{name}"/>"#)
        });
        relations(parts.chain(pictures).collect::<String>() + &links(&self.links[0]))
    }

    /// `word/_rels/footnotes.xml.rels`.
    pub(super) fn relations_of_footnotes(&self) -> String {
        relations(links(&self.links[1]))
    }

    /// `word/numbering.xml`: dashes, and for each list that counts a count of its own.
    pub(super) fn numbering(&self) -> String {
        let level = |level: usize, format: &str, text: &str| {
            format!(
                r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{}" w:hanging="340"/></w:pPr></w:lvl>"#,
                (level + 1) * INDENT
            )
        };
        let dashes: String = (0..=DEPTH).map(|at| level(at, "bullet", "–")).collect();
        let numbers: String = (0..=DEPTH).map(|at| level(at, "decimal", &format!("%{}.", at + 1))).collect();
        let mut out = format!(
            r#"<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{dashes}</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{numbers}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
        );
        for (number, first) in self.counted.iter().enumerate() {
            let starts: String = (0..=DEPTH)
                .map(|at| {
                    format!(
                        r#"<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{}"/></w:lvlOverride>"#,
                        first.min(&99_999)
                    )
                })
                .collect();
            out.push_str(&format!(r#"<w:num w:numId="{}"><w:abstractNumId w:val="1"/>{starts}</w:num>"#, number + 2));
        }
        out.push_str("</w:numbering>");
        head(&out)
    }

    /// `word/footnotes.xml`.
    pub(super) fn footnotes(&self) -> String {
        let mut out = format!(
            concat!(
                r#"<w:footnotes xmlns:w="{W}" xmlns:r="{RELATION}"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"#,
                r#"<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"#
            ),
            W = W,
            RELATION = RELATION
        );
        for (number, note) in self.notes.iter().enumerate() {
            out.push_str(&format!(
                r#"<w:footnote w:id="{}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>{note}</w:p></w:footnote>"#,
                number + 1
            ));
        }
        out.push_str("</w:footnotes>");
        head(&out)
    }
}

fn numbered(depth: usize, list: usize) -> String {
    format!(r#"<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{list}"/></w:numPr>"#, depth - 1)
}

fn links(links: &BTreeMap<usize, String>) -> String {
    let link = |(relation, to): (&usize, &String)| {
        format!(
            r#"<Relationship Id="link{relation}" Type="{RELATION}/hyperlink" Target="{}" TargetMode="External"/>"#,
            escaped(to)
        )
    };
    links.iter().map(link).collect()
}

fn relations(within: String) -> String {
    head(&format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{within}</Relationships>"#
    ))
}

/// The headings of level 1, in order.
fn chief<'b>(blocks: &'b [Block], out: &mut Vec<&'b [Inline]>) {
    for block in blocks {
        match block {
            Block::Heading(1, line) => out.push(line),
            Block::In(_, within) => chief(within, out),
            _ => {}
        }
    }
}
