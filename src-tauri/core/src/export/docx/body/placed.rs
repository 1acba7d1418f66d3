//! What stands in a document beside plain paragraphs: lists, tables, pictures.

use std::io::Cursor;

use image::{ImageFormat, ImageReader};
use typeset::{Block, Column, Inline, List, Picture, Side, Table, Warning};

use super::super::xml::escaped;
use super::{Body, DEPTH, EMU, Look, Place, Shown, Sign, TALL};

/// Beside the words of a cell, in twentieths of a point.
const CELL: u32 = 280;
/// Rows to write in below a text.
const ROOM: usize = 4;

impl Body<'_> {
    pub(super) fn list(&mut self, list: &List, place: &Place) {
        let counts = list.first.map(|first| {
            self.counted.push(first);
            self.counted.len() - 1
        });
        for item in &list.items {
            let sign = match (item.done, counts) {
                (Some(done), _) => Sign::Task(done),
                (None, Some(list)) => Sign::Number(list),
                (None, None) => Sign::Dash,
            };
            let mut place = Place { depth: (place.depth + 1).min(DEPTH), sign: Some(sign), ..place.clone() };
            for block in &item.blocks {
                self.block(block, &mut place);
            }
            // An item without words still has its sign.
            if place.sign.is_some() {
                self.paragraph(&[], &mut place);
            }
        }
    }

    pub(super) fn table(&mut self, table: &Table, place: &Place) {
        let shares: Vec<u16> = table.columns.iter().map(|column| column.share).collect();
        let widths = self.widths(&shares);
        let line = |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{}"/>"#, self.hair);
        let between = if table.is_form { line("insideV") } else { String::new() };
        let line = line("bottom") + &line("insideH") + &between;
        self.begin_table(&widths, &line, r#"w:firstRow="1" w:val="0020""#);
        for (number, row) in std::iter::once(&table.head).chain(&table.rows).enumerate() {
            let is_head = number == 0;
            let height = if table.is_form && !is_head { r#"<w:trHeight w:val="640"/>"# } else { "" };
            let header = if is_head { "<w:tblHeader/>" } else { "" };
            self.out.push_str(&format!("<w:tr><w:trPr><w:cantSplit/>{height}{header}</w:trPr>"));
            for ((cell, width), column) in row.iter().zip(&widths).zip(&table.columns) {
                let side = match column.side {
                    Side::Start => "start",
                    Side::Centre => "center",
                    Side::End => "end",
                };
                let mut runs = String::new();
                self.line(cell, Look { strong: is_head, ..Look::default() }, place, &mut runs);
                // What is written into by hand stays on one page.
                let stays = if table.is_form && number < table.rows.len() { "<w:keepNext/>" } else { "" };
                self.out.push_str(&format!(
                    r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Cell"/>{stays}<w:jc w:val="{side}"/></w:pPr>{runs}</w:p></w:tc>"#
                ));
            }
            self.out.push_str("</w:tr>");
        }
        self.end_table();
    }

    /// Blocks side by side, or one alone in a frame.
    pub(super) fn beside(&mut self, columns: &[(u16, &[Block])], edges: &str, place: &Place) {
        let shares: Vec<u16> = columns.iter().map(|(share, _)| *share).collect();
        let widths = self.widths(&shares);
        self.begin_table(&widths, edges, r#"w:val="0000""#);
        self.out.push_str("<w:tr>");
        for ((_, within), width) in columns.iter().zip(&widths) {
            self.out.push_str(&format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#));
            // What stands in a cell has no more room than it.
            let whole = std::mem::replace(&mut self.across, width.saturating_sub(CELL));
            self.blocks(within, &Place { depth: 0, sign: None, ..place.clone() });
            self.across = whole;
            // A cell holds a paragraph.
            if within.is_empty() {
                self.out.push_str(r#"<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr></w:p>"#);
            }
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
        self.end_table();
    }

    /// A section of its own with numbered lines. Word has no columns beside a text, so they stand below it.
    pub(super) fn margin(&mut self, names: &[String], within: &[Block], place: &mut Place) {
        let [plain, numbered] = self.pages.clone();
        self.breaks = false;
        // Right behind other such pages nothing stands between: it would be an empty page.
        if self.ended != self.out.len() {
            self.out.push_str(&format!("<w:p><w:pPr><w:suppressLineNumbers/>{plain}</w:pPr></w:p>"));
        }
        self.numbered = true;
        self.blocks(within, place);
        self.numbered = false;
        let column = |_: &String| Column { side: Side::Start, share: 1 };
        let empty = |_| names.iter().map(|_| Vec::new()).collect();
        let table = Table {
            columns: names.iter().map(column).collect(),
            head: names.iter().map(|name| vec![Inline::Text(name.clone())]).collect(),
            rows: (0..ROOM).map(empty).collect(),
            is_form: true,
            is_roomy: false,
        };
        self.table(&table, place);
        self.out.push_str(&format!("<w:p><w:pPr><w:suppressLineNumbers/>{numbered}</w:pPr></w:p>"));
        self.ended = self.out.len();
    }

    fn widths(&self, shares: &[u16]) -> Vec<u32> {
        let sum: u32 = shares.iter().map(|share| u32::from(*share).max(1)).sum();
        shares.iter().map(|share| self.across * u32::from(*share).max(1) / sum.max(1)).collect()
    }

    pub(super) fn begin_table(&mut self, widths: &[u32], edges: &str, look: &str) {
        let grid: String = widths.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
        // Inside a frame there is air.
        let air = if edges.contains("<w:left") {
            let side = |side: &str| format!(r#"<w:{side} w:w="140" w:type="dxa"/>"#);
            format!("<w:tblCellMar>{}</w:tblCellMar>", ["top", "left", "bottom", "right"].map(side).concat())
        } else {
            String::new()
        };
        self.out.push_str(&format!(
            r#"<w:tbl><w:tblPr><w:tblW w:w="{}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>{air}<w:tblLook {look}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"#,
            self.across
        ));
    }

    pub(super) fn end_table(&mut self) {
        self.out.push_str("</w:tbl><w:p><w:pPr><w:suppressLineNumbers/></w:pPr></w:p>");
    }

    pub(super) fn picture(&mut self, picture: &Picture, place: &mut Place) {
        let name = self.files.get(picture.file).map(|file| file.name.clone()).unwrap_or_default();
        let alt = picture.alt.as_deref().map(str::trim).filter(|alt| !alt.is_empty());
        let Some(shown) = self.shown(picture.file) else {
            self.warnings.push(Warning::NotShown(name));
            let words =
                alt.map_or_else(|| "A picture that cannot be shown".to_owned(), |alt| format!("A picture: {alt}"));
            return self.styled("Note", &[Inline::Text(words)], place);
        };
        if alt.is_none() {
            self.warnings.push(Warning::NoAlt(name));
        }
        let sharp = (shown.width * 10, shown.height * 10);
        let room = (u64::from(self.across), u64::from(TALL));
        let (width, height) = (u64::from(sharp.0.max(1)), u64::from(sharp.1.max(1)));
        let (across, down) = if width * room.1 > height * room.0 {
            (width.min(room.0), width.min(room.0) * height / width)
        } else {
            (height.min(room.1) * width / height, height.min(room.1))
        };
        let (across, down) = ((across * u64::from(EMU)).max(1), (down * u64::from(EMU)).max(1));
        let id = self.out.len();
        let breaks = if std::mem::take(&mut self.breaks) { "<w:pageBreakBefore/>" } else { "" };
        self.out.push_str(&format!(
            concat!(
                r#"<w:p><w:pPr>{breaks}<w:suppressLineNumbers/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{across}" cy="{down}"/>"#,
                r#"<wp:docPr id="{id}" name="Picture {relation}" descr="{alt}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">"#,
                r#"<pic:pic><pic:nvPicPr><pic:cNvPr id="{id}" name="Picture {relation}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>"#,
                r#"<pic:blipFill><a:blip r:embed="image{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"#,
                r#"<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"#,
                r#"</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
            ),
            breaks = breaks,
            across = across,
            down = down,
            id = id,
            relation = shown.relation,
            alt = escaped(alt.unwrap_or("A picture without a description"))
        ));
    }

    /// The picture as office programs can show it, laid in once.
    fn shown(&mut self, file: usize) -> Option<Shown> {
        if let Some(known) = self.pictures.get(&file) {
            return *known;
        }
        let made =
            self.files.get(file).and_then(|file| readable(&file.bytes)).map(|(extension, bytes, width, height)| {
                let relation = self.media.len();
                self.media.push((format!("media/image{relation}.{extension}"), bytes));
                Shown { relation, width, height }
            });
        self.pictures.insert(file, made);
        made
    }
}

/// A picture in a form that office programs know: extension, bytes, width and height in pixels.
fn readable(bytes: &[u8]) -> Option<(&'static str, Vec<u8>, u32, u32)> {
    if bytes.starts_with(b"<svg") {
        let png = typeset::drawing(std::str::from_utf8(bytes).ok()?, 2.0).ok()?;
        let (width, height) = ImageReader::with_format(Cursor::new(&png), ImageFormat::Png).into_dimensions().ok()?;
        return Some(("png", png, width, height));
    }
    let format = image::guess_format(bytes).ok()?;
    let (width, height) = ImageReader::with_format(Cursor::new(bytes), format).into_dimensions().ok()?;
    Some(match format {
        ImageFormat::Png => ("png", bytes.to_vec(), width, height),
        ImageFormat::Jpeg => ("jpeg", bytes.to_vec(), width, height),
        ImageFormat::Gif => ("gif", bytes.to_vec(), width, height),
        other => {
            let mut png = Cursor::new(Vec::new());
            image::load_from_memory_with_format(bytes, other).ok()?.write_to(&mut png, ImageFormat::Png).ok()?;
            ("png", png.into_inner(), width, height)
        }
    })
}
