//! The review page: one file that a colleague opens in any browser, marks, answers and sends a response from. It is the
//! only form with a script; its policy lets that script run and nothing be loaded or sent ([`sheet`]).

mod data;
mod lines;
mod of_file;
mod sheet;
mod text;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::html::when;
use super::sanitise::{self, Pictures};
use super::shown;
use super::{Attached, Content, Exporter, Format, Pack, Part, Source, Take};
use crate::entries::{Entry, Happened};
use crate::error::{Error, Result};
use crate::id::AttachmentId;
use crate::loops::Stage;
use crate::picture;
use crate::templates::Slot;

pub use data::{PacketData, PacketPiece, PacketQuestion, is_one, read};
pub use of_file::{is_zip, read_file};
pub use text::text_content;

/// Headings of a text stand below that of its piece.
const DEEPER: u8 = 2;

/// A page to be commented on.
pub struct Packet;

impl Exporter for Packet {
    fn format(&self) -> Format {
        Format {
            id: "packet",
            name: "Review page",
            hint: "One file that any browser opens, without a network: your readers mark passages, answer your questions and send a small file back.",
            hint_for_others: "One file that any browser opens, without a network: your readers mark passages, answer your questions and send a small file back.",
            extension: "html",
            needs_letter: true,
        }
    }

    fn parts(&self, source: Source<'_>, pack: &Pack, take: &mut Take<'_>) -> Result<()> {
        let letter = pack.letter.as_ref().ok_or_else(|| {
            Error::bad("a review page is made for somebody: say for whom first, then it can be written")
        })?;
        let mut told = Vec::new();
        let mut pieces = Vec::with_capacity(pack.rows.len());
        for row in &pack.rows {
            pieces.push(piece(source, pack, &source.entry(row.id)?, &mut told)?);
        }
        let page = sheet::page(letter, pack, &pieces)?;
        let note = "with a script of its own that connects to nothing".into();
        take(Part { name: "review.html".into(), note, content: Content::Text(page) })?;
        told.into_iter().try_for_each(take)
    }

    /// The letter and the pieces: neither what is there to answer with, nor what is said where no script runs.
    fn shown(&self, bytes: &[u8]) -> Result<Vec<String>> {
        let page = String::from_utf8_lossy(bytes);
        let part = |from: &str, to: &str| Some(page.split_once(from)?.1.split_once(to)?.0);
        let parts =
            [part("<header class=\"letter\">", "</header>"), part("<main id=\"pieces\" tabindex=\"-1\">", "</main>")];
        Ok(vec![shown::page(&parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n"))])
    }
}

/// A piece as it stands on the page.
struct Piece {
    data: PacketPiece,
    /// Its text as sanitised HTML, with its pictures inside.
    html: String,
    /// Pictures of the entry that do not stand in its text: address and name.
    figures: Vec<(String, String)>,
    /// The picture of a learning log.
    drawing: Option<String>,
}

fn piece(source: Source<'_>, pack: &Pack, entry: &Entry, told: &mut Vec<Part>) -> Result<Piece> {
    let id = pack.piece_id(entry.id);
    let held = Arc::new(pictures(source, entry, told)?);
    let mut html = rendered(&source.written(entry)?, &held);
    let mut analysis = analysis(source, entry, &html)?;
    let log = source.learning_log(entry, pack)?;
    if let Some((_, text)) = &log {
        analysis = analysis.or(Some(text::elements_at_top(&html)));
        html.push_str(&self::log(text, &held));
    }
    let figures = entry.attachments.iter().filter_map(|attachment| {
        let address = held.get(&attachment.id).filter(|address| !html.contains(address.as_str()))?;
        Some((address.clone(), attachment.name.clone()))
    });
    Ok(Piece {
        figures: figures.collect(),
        drawing: log.map(|(drawn, _)| picture::svg(&drawn, &format!("loop-{id}"))),
        data: PacketPiece {
            id,
            title: title(entry),
            facts: facts(entry),
            language: entry.language.clone().unwrap_or_default(),
            html: String::new(),
            analysis,
        },
        html,
    })
}

fn rendered(markdown: &str, held: &Arc<HashMap<AttachmentId, String>>) -> String {
    sanitise::html(markdown, &Pictures::Held(Arc::clone(held)), DEEPER)
}

/// What hangs on a learning log, as it stands below its text.
fn log(markdown: &str, held: &Arc<HashMap<AttachmentId, String>>) -> String {
    format!("<div class=\"log\">\n{}</div>\n", rendered(markdown, held))
}

/// The text of an entry as its exported text would be if all of it left now: what a passage is followed through.
pub fn text_of(markdown: &str) -> String {
    text_content(&rendered(markdown, &Arc::default()))
}

/// The pictures of an entry without their metadata, as addresses that hold them; what becomes of every file is told.
fn pictures(source: Source<'_>, entry: &Entry, told: &mut Vec<Part>) -> Result<HashMap<AttachmentId, String>> {
    let mut held = HashMap::new();
    for attachment in &entry.attachments {
        let (note, content) = if attachment.is_image {
            let attached = source.attached(attachment)?;
            let note = attached.note(attachment);
            match attached {
                Attached::Picture(picture) => {
                    let bytes = super::length(picture.bytes.len());
                    let address = format!("data:{};base64,{}", picture.media_type, STANDARD.encode(&picture.bytes));
                    held.insert(attachment.id, address);
                    (format!("inside the page; {note}"), Content::Told(bytes))
                }
                Attached::AsItIs | Attached::Stays(_) => (note.into(), Content::LeftOut),
            }
        } else {
            ("left out: a page holds pictures only".into(), Content::LeftOut)
        };
        told.push(Part { name: attachment.name.clone(), note, content });
    }
    Ok(held)
}

fn title(entry: &Entry) -> String {
    if entry.title.trim().is_empty() { when(&entry.happened) } else { entry.title.clone() }
}

fn facts(entry: &Entry) -> String {
    let date = |happened: &Happened| (!entry.title.trim().is_empty()).then(|| when(happened));
    let place = Some(entry.setting.trim()).filter(|setting| !setting.is_empty());
    date(&entry.happened).into_iter().chain(place.map(str::to_owned)).collect::<Vec<_>>().join(" · ")
}

/// Where the author's own analysis begins: at the first field that is for more than telling what happened.
fn analysis(source: Source<'_>, entry: &Entry, html: &str) -> Result<Option<usize>> {
    let Some(template) = source.template(entry)? else { return Ok(None) };
    let labels: Vec<&str> = template
        .fields
        .iter()
        .filter(|field| match field.stage.as_deref() {
            Some(stage) => Stage::from_word(stage) != Some(Stage::Noticed),
            None => field.slot.is_some_and(|slot| !matches!(slot, Slot::Describe | Slot::Feel)),
        })
        .map(|field| field.label.as_str())
        .collect();
    Ok(text::heading_among(html, &labels))
}
