//! A review page, or a Loopbook file made for a reader, opened as a pack: its data is read, its texts pass the sanitiser, its
//! pictures are made anew. Nothing of it runs.

use sha2::{Digest, Sha256};

use super::super::store::received as store;
use super::{Received, get};
use crate::error::{Error, Result};
use crate::export::packet::{self, PacketData, PacketPiece};
use crate::export::sanitise;
use crate::id::{PackId, ResponseId};
use crate::store::Tx;

/// Pieces in a pack, and questions.
const MANY: usize = 5_000;
/// Characters of a line.
const LINE: usize = 2_000;

/// Characters of a question.
const QUESTION: usize = 20_000;
/// Bytes of pictures, counted as often as they are shown.
const SHOWN: usize = 128 * 1024 * 1024;

/// A pack of somebody else's that was read, its texts made harmless.
pub struct Page {
    data: PacketData,
    pieces: Vec<(PacketPiece, String, String)>,
    sha256: String,
}

/// Whether a file was made for a reader: a review page, or a Loopbook file with a letter.
pub fn is_packet(bytes: &[u8]) -> bool {
    if packet::is_zip(bytes) { packet::read_file(bytes, &mut 0).is_ok() } else { packet::is_one(bytes) }
}

/// Reads one. What takes long with a page made to harm is done here, while nothing waits for the journal.
///
/// # Errors
/// `TooBig`; `BadInput` where it is no review page.
pub fn read(bytes: &[u8]) -> Result<Page> {
    let mut left = SHOWN;
    let (mut data, texts) = if packet::is_zip(bytes) {
        packet::read_file(bytes, &mut left)?
    } else {
        let (mut data, pictures) = packet::read(bytes)?;
        let foreign =
            |piece: &mut PacketPiece| sanitise::foreign(&std::mem::take(&mut piece.html), &pictures, &mut left);
        let texts = data.pieces.iter_mut().map(foreign).collect();
        (data, texts)
    };
    if data.pieces.len() > MANY || data.questions.len() > MANY {
        return Err(Error::TooBig("this holds more texts or questions than any pack; nothing was taken in".into()));
    }
    for line in [&mut data.title, &mut data.author, &mut data.audience, &mut data.ask, &mut data.licence] {
        *line = cut(line, LINE);
    }
    for asked in &mut data.questions {
        asked.text = asked.text.chars().take(QUESTION).collect();
        asked.id.0 = cut(&asked.id.0, LINE);
    }
    let pieces = data
        .pieces
        .iter_mut()
        .zip(texts)
        .map(|(piece, html)| {
            for line in [&mut piece.title, &mut piece.facts, &mut piece.language] {
                *line = cut(line, LINE);
            }
            let text = packet::text_content(&html);
            (piece.clone(), html, text)
        })
        .collect();
    let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Page { data, pieces, sha256 })
}

fn cut(line: &str, limit: usize) -> String {
    line.chars().filter(|c| !c.is_control()).take(limit).collect()
}

/// Takes in a pack; one that is here already stays as it is.
///
/// # Errors
/// `BadInput` for one that left this very journal.
pub fn open(tx: &mut Tx<'_>, file_name: &str, page: &Page) -> Result<Received> {
    let pack: PackId = page.data.pack;
    if super::super::store::sent(tx, pack)?.is_some() {
        return Err(Error::bad(
            "this left this journal: its texts are your own entries, and comments on it come in as responses",
        ));
    }
    if store::get(tx, pack)?.is_some() {
        return get(tx, pack);
    }
    store::insert(tx, &page.data, file_name, &page.sha256, ResponseId::new())?;
    for (position, (piece, html, text)) in page.pieces.iter().enumerate() {
        store::insert_piece(tx, pack, position, piece, html, text)?;
    }
    get(tx, pack)
}
