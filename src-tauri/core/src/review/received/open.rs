//! A review page, opened as a pack: its data is read, its texts pass the sanitiser, its pictures are made anew. Nothing of it
//! runs.

use sha2::{Digest, Sha256};

use super::super::store::received as store;
use super::{Received, get};
use crate::error::{Error, Result};
use crate::export::{packet, sanitise};
use crate::id::{PackId, ResponseId};
use crate::store::Tx;

/// Pieces in a pack, and questions.
const MANY: usize = 5_000;
/// Characters of a line.
const LINE: usize = 2_000;

/// Whether a file looks like a review page.
pub fn is_packet(bytes: &[u8]) -> bool {
    packet::read(bytes).is_ok()
}

/// Takes in a review page; one that is here already stays as it is.
///
/// # Errors
/// `TooBig`; `BadInput` where it is no review page, or one that left this very journal.
pub fn open(tx: &mut Tx<'_>, file_name: &str, bytes: &[u8]) -> Result<Received> {
    let (mut data, pictures) = packet::read(bytes)?;
    if super::super::store::sent(tx, data.pack)?.is_some() {
        return Err(Error::bad(
            "this page left this journal: its texts are your own entries, and comments on it come in as responses",
        ));
    }
    if store::get(tx, data.pack)?.is_some() {
        return get(tx, data.pack);
    }
    if data.pieces.len() > MANY || data.questions.len() > MANY {
        return Err(Error::TooBig(
            "this page holds more texts or questions than any pack; nothing was taken in".into(),
        ));
    }
    for line in [&mut data.title, &mut data.author, &mut data.audience, &mut data.ask, &mut data.licence] {
        *line = line.chars().filter(|c| !c.is_control()).take(LINE).collect();
    }
    let pieces: Vec<_> = data
        .pieces
        .iter_mut()
        .map(|piece| {
            let html = sanitise::foreign(&std::mem::take(&mut piece.html), &pictures);
            let text = packet::text_content(&html);
            (piece.clone(), html, text)
        })
        .collect();
    let pack: PackId = data.pack;
    let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    store::insert(tx, &data, file_name, &sha256, ResponseId::new())?;
    for (position, (piece, html, text)) in pieces.iter().enumerate() {
        store::insert_piece(tx, pack, position, piece, html, text)?;
    }
    get(tx, pack)
}
