//! A document as the one value that `pages.typ` walks. Here texts become legible, addresses are looked at, and what no page
//! can hold is left out and told.

use typst::foundations::{Array, Bytes, Datetime, Dict, IntoValue, Str, Value, dict};
use typst::visualize::{ExchangeFormat, RasterImage};

use crate::document::{Block, Document, File, Inline, List, Picture, Side, Table, plain};
use crate::faces::{self, faces};
use crate::legible::legible;
use crate::sheet::{Measures, measures, reading};
use crate::{Image, Warning};

/// Lists and quotes deeper than this stand at this depth.
const DEPTH: usize = 8;
/// Pixels of a picture to the inch, where there is room.
const DENSITY: f64 = 144.0;
/// Of the height of a page, what a picture may take.
const TALL: f64 = 0.62;
/// Tables of so many rows are kept on one page.
const SHORT_TABLE: usize = 6;
/// Where their rows have no more lines together, in large letters.
const SHORT_LINES: usize = 18;
/// Letters of the large face across a page, about.
const ACROSS: usize = 46;
/// A row of a table of no more lines stands on one page.
const WHOLE_ROW: usize = 14;

/// The value, and what a person should know about it.
pub(crate) fn value(document: &Document) -> (Dict, Vec<Warning>) {
    let sheet = measures(&document.sheet);
    let images = document.files.iter().map(image).collect();
    let mut maker = Maker { sheet, images, files: &document.files, unknown: 0, warnings: Vec::new() };
    let (language, region) = language(&document.language);
    let title = maker.text(&document.title);
    let author = array(document.author.iter().map(|author| maker.text(author)));
    let date = document.date.and_then(|(year, month, day)| Datetime::from_ymd(year, month, day));
    let value = dict! {
        "title" => if title.as_str().trim().is_empty() { Str::from("–") } else { title },
        "author" => author,
        "date" => date,
        "language" => language,
        "region" => region,
        "faces" => dict! {
            "text" => faces::TEXT,
            "around" => faces::AROUND,
            "code" => faces::CODE,
            "behind" => array(faces().behind.iter().map(|family| Str::from(family.as_str()))),
        },
        "sheet" => dict! {
            "width" => sheet.width,
            "height" => sheet.height,
            "left" => sheet.left,
            "right" => sheet.right,
            "top" => sheet.top,
            "bottom" => sheet.bottom,
            "size" => sheet.size,
            "leading" => sheet.leading,
            "spacing" => sheet.spacing,
            "large" => document.sheet.large_print,
            "lines" => document.sheet.line_numbers,
            "grey" => document.sheet.grey,
            "outlined" => 1,
        },
        "above" => maker.text(&document.above),
        "opening" => maker.blocks(&document.opening, 0),
        "contents" => document.contents.as_deref().map(|heading| maker.text(heading)),
        "footer" => maker.text(&document.footer),
        "blocks" => maker.blocks(&document.blocks, 0),
    };
    let mut warnings = maker.warnings;
    if maker.unknown > 0 {
        warnings.push(Warning::Unknown(maker.unknown));
    }
    (value, warnings)
}

struct Maker<'d> {
    sheet: Measures,
    /// None where a file is no picture.
    images: Vec<Option<Image>>,
    files: &'d [File],
    unknown: usize,
    warnings: Vec<Warning>,
}

impl Maker<'_> {
    fn text(&mut self, text: &str) -> Str {
        let (text, unknown) = legible(text, false);
        self.unknown += unknown;
        text.as_ref().into()
    }

    fn code(&mut self, text: &str) -> Str {
        let (text, unknown) = legible(text, true);
        self.unknown += unknown;
        text.as_ref().into()
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize) -> Array {
        let mut out = Array::new();
        for block in blocks {
            self.block(block, depth, &mut out);
        }
        out
    }

    fn block(&mut self, block: &Block, depth: usize, out: &mut Array) {
        let value = match block {
            Block::Heading(level, line) => {
                dict! { "k" => "heading", "level" => i64::from(*level), "c" => self.line(line, 0) }
            }
            Block::Paragraph(line) => dict! { "k" => "paragraph", "c" => self.line(line, 0) },
            Block::Note(line) => dict! { "k" => "note", "c" => self.line(line, 0) },
            Block::Quote(within) | Block::Card(within) if depth >= DEPTH => {
                for block in within {
                    self.block(block, depth, out);
                }
                return;
            }
            Block::List(list) if depth >= DEPTH => {
                for block in list.items.iter().flat_map(|item| &item.blocks) {
                    self.block(block, depth, out);
                }
                return;
            }
            Block::List(list) => self.list(list, depth),
            Block::Quote(within) => dict! { "k" => "quote", "c" => self.blocks(within, depth + 1) },
            Block::Card(within) => dict! { "k" => "card", "c" => self.blocks(within, depth + 1) },
            Block::In(tag, within) => {
                let (language, region) = language(tag);
                dict! { "k" => "in", "language" => language, "region" => region, "c" => self.blocks(within, depth) }
            }
            Block::Code(text) => dict! { "k" => "code", "c" => self.code(text) },
            Block::Table(table) => self.table(table),
            Block::Picture(picture) => self.picture(picture),
            Block::Rule => dict! { "k" => "rule" },
            Block::PageBreak => dict! { "k" => "page" },
            Block::Columns(columns) => dict! {
                "k" => "columns",
                "shares" => array(columns.iter().map(|(share, _)| i64::from(*share))),
                "c" => array(columns.iter().map(|(_, within)| self.blocks(within, depth + 1))),
            },
            Block::Margin(names, within) => {
                // What stands there has less room than elsewhere.
                let whole = self.sheet;
                let beside = reading(&whole);
                self.sheet = Measures { left: beside.0, right: whole.width - beside.0 - beside.1, ..whole };
                let within = self.blocks(within, depth);
                self.sheet = whole;
                dict! {
                    "k" => "margin",
                    "left" => beside.0,
                    "across" => beside.1,
                    "names" => array(names.iter().map(|name| self.text(name))),
                    "c" => within,
                }
            }
            Block::Again(within) => dict! { "k" => "again", "c" => self.blocks(within, depth) },
            Block::Lines(count) => dict! { "k" => "lines", "count" => i64::from(*count) },
        };
        out.push(value.into_value());
    }

    fn list(&mut self, list: &List, depth: usize) -> Dict {
        let items = array(
            list.items.iter().map(|item| dict! { "done" => item.done, "c" => self.blocks(&item.blocks, depth + 1) }),
        );
        dict! {
            "k" => "list",
            "first" => list.first.map(|first| i64::try_from(first).unwrap_or(i64::MAX)),
            "tight" => list.is_tight,
            "tasks" => !list.items.is_empty() && list.items.iter().all(|item| item.done.is_some()),
            "c" => items,
        }
    }

    fn table(&mut self, table: &Table) -> Dict {
        let columns = array(table.columns.iter().map(|column| {
            let side = match column.side {
                Side::Start => "start",
                Side::Centre => "centre",
                Side::End => "end",
            };
            dict! { "side" => side, "share" => i64::from(column.share.max(1)) }
        }));
        let head = array(table.head.iter().map(|cell| self.line(cell, 0)));
        let shares: u32 = table.columns.iter().map(|column| u32::from(column.share.max(1))).sum();
        let mut lines = 0;
        let rows = array(table.rows.iter().map(|row| {
            // In lines of the width it has; what is longer than a third of a page may be taken apart.
            let high = row.iter().zip(&table.columns).map(|(cell, column)| {
                let across = ACROSS * usize::from(column.share.max(1)) / usize::try_from(shares.max(1)).unwrap_or(1);
                plain(cell).chars().count() / across.max(1)
            });
            let high = high.max().unwrap_or(0);
            lines += high + 1;
            let whole = high <= WHOLE_ROW;
            dict! {
                "whole" => whole,
                "cells" => array(row.iter().map(|cell| dict! { "c" => self.line(cell, 0) })),
            }
        }));
        dict! {
            "k" => "table",
            "columns" => columns,
            "head" => head,
            "breakable" => table.rows.len() > SHORT_TABLE || lines > SHORT_LINES,
            "rows" => rows,
            "form" => table.is_form,
            "roomy" => table.is_roomy,
        }
    }

    fn picture(&mut self, picture: &Picture) -> Dict {
        let alt = picture.alt.as_deref().map(str::trim).filter(|alt| !alt.is_empty());
        let name = self.files.get(picture.file).map(|file| file.name.clone()).unwrap_or_default();
        let Some(Some(image)) = self.images.get(picture.file).cloned() else {
            self.warnings.push(Warning::NotShown(name));
            let words =
                alt.map_or_else(|| "A picture that cannot be shown".to_owned(), |alt| format!("A picture: {alt}"));
            return dict! { "k" => "note", "c" => array([self.text(&words)].into_iter()) };
        };
        if alt.is_none() {
            self.warnings.push(Warning::NoAlt(name));
        }
        let alt = self.text(alt.unwrap_or("A picture without a description"));
        dict! {
            "k" => "picture",
            "alt" => alt,
            "bytes" => image.bytes,
            "format" => image.format,
            "width" => fit(image.width, image.height, &self.sheet),
        }
    }

    fn line(&mut self, line: &[Inline], depth: usize) -> Array {
        let mut out = Array::new();
        for inline in line {
            let within = match inline {
                Inline::Strong(within)
                | Inline::Emphasis(within)
                | Inline::Struck(within)
                | Inline::Link(_, within)
                | Inline::Footnote(within) => within.as_slice(),
                _ => &[],
            };
            if depth >= DEPTH && !within.is_empty() {
                out.extend(self.line(within, depth));
                continue;
            }
            let value = match inline {
                Inline::Text(text) => self.text(text).into_value(),
                Inline::Code(text) => dict! { "k" => "code", "c" => self.text(text) }.into_value(),
                Inline::Break => dict! { "k" => "break" }.into_value(),
                Inline::Strong(_) => self.marked("strong", within, depth),
                Inline::Emphasis(_) => self.marked("emphasis", within, depth),
                Inline::Struck(_) => self.marked("struck", within, depth),
                Inline::Footnote(_) => self.marked("footnote", within, depth),
                Inline::Link(to, _) => match address(to) {
                    Some(to) if !within.is_empty() => {
                        dict! { "k" => "link", "to" => to, "c" => self.line(within, depth + 1) }.into_value()
                    }
                    _ => {
                        out.extend(self.line(within, depth + 1));
                        continue;
                    }
                },
            };
            out.push(value);
        }
        out
    }

    fn marked(&mut self, kind: &str, within: &[Inline], depth: usize) -> Value {
        dict! { "k" => kind, "c" => self.line(within, depth + 1) }.into_value()
    }
}

fn array(values: impl Iterator<Item = impl IntoValue>) -> Array {
    values.map(IntoValue::into_value).collect()
}

/// The web and mail; nothing that could act on the reader's computer.
fn address(to: &str) -> Option<&str> {
    let lower: String = to.chars().take(8).collect::<String>().to_ascii_lowercase();
    let goes = ["https://", "http://", "mailto:"].iter().any(|start| lower.starts_with(start));
    (goes && to.len() <= 2_000 && !to.chars().any(|c| c.is_control() || c.is_whitespace())).then_some(to)
}

/// Language and region as typst wants them: two or three letters, and two.
fn language(tag: &str) -> (String, Option<String>) {
    let mut parts = tag.split(['-', '_']);
    let is_word = |word: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let language = parts.next().filter(|word| is_word(word, 2..=3)).unwrap_or("en").to_ascii_lowercase();
    let region = parts.find(|word| is_word(word, 2..=2)).map(str::to_ascii_uppercase);
    (language, region)
}

/// The width in points: as large as it is sharp, and no larger than there is room.
fn fit(width: f64, height: f64, sheet: &Measures) -> f64 {
    let sharp = width * 72.0 / DENSITY;
    let low = sheet.down() * TALL * width / height.max(1.0);
    sharp.min(low).min(sheet.across()).max(1.0)
}

/// What can be shown of a file.
fn image(file: &File) -> Option<Image> {
    let bytes = Bytes::new(file.bytes.clone());
    if file.bytes.starts_with(b"<svg") {
        let (width, height) = drawn(&file.bytes)?;
        // Drawings are as large as they say, twice the density of photographs.
        return Some(Image { bytes, format: "svg", width: width * 2.0, height: height * 2.0 });
    }
    let kind = ExchangeFormat::detect(&file.bytes)?;
    let raster = RasterImage::plain(bytes.clone(), kind).ok()?;
    let format = match kind {
        ExchangeFormat::Png => "png",
        ExchangeFormat::Jpg => "jpg",
        ExchangeFormat::Gif => "gif",
        ExchangeFormat::Webp => "webp",
    };
    Some(Image { bytes, format, width: f64::from(raster.width()), height: f64::from(raster.height()) })
}

/// Width and height, as the drawing's first tag says.
fn drawn(svg: &[u8]) -> Option<(f64, f64)> {
    let tag = std::str::from_utf8(svg).ok()?.split('>').next()?;
    let number = |name: &str| tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?.parse::<f64>().ok();
    Some((number("width")?, number("height")?))
}
