//! A Loopbook file that was made for a reader, as the data of a review page: its texts are shown as the page would show them, so
//! that passages are counted on the same text.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use zip::ZipArchive;

use super::super::html::when;
use super::super::json::{ATTACHMENTS, DOCUMENT, FORMAT, VERSION, WrittenEntry};
use super::super::letter::Letter;
use super::super::pictures;
use super::data::{PacketData, PacketPiece, PacketQuestion};
use super::{log, rendered};
use crate::error::{Error, Result};
use crate::id::{AttachmentId, PieceId};

/// Bytes of the document.
const LIMIT: u64 = 64 * 1024 * 1024;
/// Bytes of one picture.
const PICTURE: u64 = 32 * 1024 * 1024;
/// Pictures that are read.
const PICTURES: usize = 2_000;
/// How a zip begins.
const ZIP: &[u8] = b"PK\x03\x04";

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
    #[serde(default)]
    letter: Option<Letter>,
    #[serde(default)]
    entries: Vec<WrittenEntry>,
}

/// Whether a file may be one.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP)
}

/// Reads one: what its author says, and the text of each piece as sanitised HTML, with as many pictures as there are bytes
/// `left`.
///
/// # Errors
/// `BadInput` where it was made for nobody, or is none.
pub fn read_file(bytes: &[u8], left: &mut usize) -> Result<(PacketData, Vec<String>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| not_one())?;
    let document = part(&mut zip, DOCUMENT, LIMIT).ok_or_else(not_one)?;
    let head: Head = serde_json::from_slice(&document).map_err(|_| not_one())?;
    if head.format != FORMAT {
        return Err(not_one());
    }
    if head.version > VERSION {
        return Err(Error::bad("this was made by a newer Loopbook: install the newer version to open it"));
    }
    let letter = head
        .letter
        .ok_or_else(|| Error::bad("this is the copy of a journal, made for nobody else: bring it in under Import"))?;
    let mut read = 0;
    let mut pieces = Vec::with_capacity(head.entries.len());
    let mut texts = Vec::with_capacity(head.entries.len());
    for entry in head.entries {
        let mut held: HashMap<AttachmentId, String> = HashMap::new();
        for file in entry.attachments.iter().filter(|file| file.media_type.starts_with("image/")) {
            let address = format!("attachment:{}", file.id);
            if read == PICTURES || !entry.body.contains(&address) {
                continue;
            }
            read += 1;
            let bytes = part(&mut zip, &format!("{ATTACHMENTS}{}", file.id), PICTURE);
            if let Some(picture) = bytes.and_then(|bytes| pictures::without_metadata(&bytes)) {
                let shown = picture.bytes.len().saturating_mul(entry.body.matches(&address).count());
                if shown <= *left {
                    *left -= shown;
                    let text = STANDARD.encode(&picture.bytes);
                    held.insert(file.id, format!("data:{};base64,{text}", picture.media_type));
                }
            }
        }
        let held = Arc::new(held);
        let mut html = rendered(&entry.body, &held);
        if !entry.hanging.trim().is_empty() {
            html.push_str(&log(&entry.hanging, &held));
        }
        texts.push(html);
        pieces.push(piece(entry));
    }
    let questions = letter.questions.iter().map(|asked| PacketQuestion {
        id: asked.id.clone(),
        text: asked.text.clone(),
        piece: asked.entry.map(|entry| PieceId::of(entry.uuid())),
    });
    Ok((PacketData::told(&letter, questions.collect(), pieces), texts))
}

fn piece(entry: WrittenEntry) -> PacketPiece {
    let when = when(&entry.happened);
    let titled = !entry.title.trim().is_empty();
    let facts: Vec<&str> = [if titled { when.as_str() } else { "" }, entry.setting.trim()].into();
    PacketPiece {
        id: PieceId::of(entry.id.uuid()),
        facts: facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · "),
        title: if titled { entry.title } else { when },
        language: entry.language.unwrap_or_default(),
        html: String::new(),
        analysis: None,
    }
}

/// A file in the zip; none where it is missing or larger than it may be.
fn part(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str, limit: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    zip.by_name(name).ok()?.take(limit + 1).read_to_end(&mut bytes).ok()?;
    u64::try_from(bytes.len()).is_ok_and(|length| length <= limit).then_some(bytes)
}

fn not_one() -> Error {
    Error::bad("this is neither a review page nor a Loopbook file made for a reader")
}
