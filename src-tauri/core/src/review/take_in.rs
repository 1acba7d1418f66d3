//! Responses that come in: each file by itself is checked, looked at and, where it is sound and answers a pack that left
//! here, taken in. The same file twice adds nothing; a reader's second file, with more in it, adds what is new.

use serde::Serialize;

use super::received::take_reply;
use super::response::{About, Item, Response};
use super::{Kind, Placing, Quote, Standing, store};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::{EntryId, PackId, PieceId, ResponseId};
use crate::store::Tx;

/// A file as it was handed over.
pub struct Given {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What is in a file, and what becomes of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct ResponseRow {
    /// Of the file.
    pub name: String,
    /// Why it is not taken in; empty where it is.
    pub refused: String,
    /// By what name the reader signed; may be empty.
    pub by: String,
    /// What it answers.
    pub pack: Option<PackId>,
    /// The pack's line, as the reader saw it.
    pub title: String,
    /// For whom the pack was.
    pub audience: String,
    /// An author's answers to what was written here about a pack of theirs.
    pub is_reply: bool,
    /// Comments and answers in it.
    pub comments: u32,
    /// Comments in it that cannot be read, and are passed over.
    pub unread: u32,
    /// Those that were not here before.
    pub new: u32,
    /// Those that were here in other words.
    pub changed: u32,
    /// Of all in it: those whose passage stands where it stood.
    pub exact: u32,
    /// Those whose passage stands elsewhere now.
    pub moved: u32,
    /// Those whose passage is gone: they are listed with their quote.
    pub orphans: u32,
}

/// A comment to be kept.
pub(super) struct New {
    pub sent_id: String,
    pub piece: Option<PieceId>,
    pub entry: Option<EntryId>,
    pub question: Option<String>,
    pub kind: Kind,
    pub text: String,
    pub name: String,
    pub quote: Option<Quote>,
    pub made_at: Option<Instant>,
}

/// Says what is in each file; nothing is taken in.
///
/// # Errors
/// Those of the database.
pub fn preview(tx: &Tx<'_>, files: &[Given]) -> Result<Vec<ResponseRow>> {
    let mut placing = Placing::default();
    files.iter().map(|file| refused_or(file, read(tx, file, &mut placing).map(|(row, ..)| row))).collect()
}

/// Takes in each file that is sound, and says what came of every one.
///
/// # Errors
/// Those of the database.
pub fn take_in(tx: &mut Tx<'_>, files: &[Given]) -> Result<Vec<ResponseRow>> {
    let mut placing = Placing::default();
    let mut rows = Vec::with_capacity(files.len());
    for file in files {
        let read = read(tx, file, &mut placing);
        let row = match read {
            Ok((row, response, new)) => {
                if response.is_reply {
                    take_reply(tx, &response)?;
                } else {
                    keep(tx, &response, &new)?;
                }
                Ok(row)
            }
            Err(error) => Err(error),
        };
        rows.push(refused_or(file, row)?);
    }
    Ok(rows)
}

/// One bad file is not the end of the others.
fn refused_or(file: &Given, row: Result<ResponseRow>) -> Result<ResponseRow> {
    match row {
        Err(Error::BadInput(why) | Error::TooBig(why)) => {
            Ok(ResponseRow { name: file.name.clone(), refused: why, ..ResponseRow::default() })
        }
        row => row.map(|row| ResponseRow { name: file.name.clone(), ..row }),
    }
}

fn read(tx: &Tx<'_>, file: &Given, placing: &mut Placing) -> Result<(ResponseRow, Response, Vec<New>)> {
    let response = Response::read(&file.bytes)?;
    if response.is_reply {
        let row = super::received::reply_row(tx, &response)?;
        return Ok((row, response, Vec::new()));
    }
    let pack = response.pack;
    let sent = store::sent(tx, pack)?.ok_or_else(|| {
        Error::bad("this is a response to something that did not leave this journal, so there is nothing it could stand beside")
    })?;
    let id = ResponseId::of(response.id);
    if store::pack_of(tx, id)?.is_some_and(|known| known != pack) {
        return Err(Error::bad("a response with the same mark answers another pack; nothing of this one was taken in"));
    }
    let is_older = older(tx, id, &response)?;
    let mut row = ResponseRow {
        by: response.name.clone(),
        pack: Some(pack),
        title: heading(&sent.letter),
        audience: sent.letter.audience.clone(),
        comments: u32::try_from(response.items.len()).unwrap_or(u32::MAX),
        unread: u32::try_from(response.unread).unwrap_or(u32::MAX),
        ..ResponseRow::default()
    };
    let mut all = Vec::with_capacity(response.items.len());
    for item in &response.items {
        let new = new(tx, pack, item)?;
        match store::known(tx, id, &new.sent_id)? {
            None => row.new += 1,
            Some((_, text)) if text != new.text && !is_older => row.changed += 1,
            Some(_) => {}
        }
        match placing.of(tx, pack, (new.piece, new.entry), new.quote.as_ref())?.standing {
            Standing::Exact => row.exact += 1,
            Standing::Moved => row.moved += 1,
            Standing::Orphan => row.orphans += 1,
            Standing::Whole => {}
        }
        all.push(new);
    }
    Ok((row, response, all))
}

pub(super) fn heading(letter: &crate::export::Letter) -> String {
    if letter.ask.trim().is_empty() { letter.purpose.sentence().to_owned() } else { letter.ask.clone() }
}

fn new(tx: &Tx<'_>, pack: PackId, item: &Item) -> Result<New> {
    let (piece, question) = match &item.about {
        About::Piece(piece) => (Some(*piece), None),
        About::Question(key) => (None, Some(key.clone())),
        About::Whole | About::Comment(_) => (None, None),
    };
    let mut entry = match piece {
        Some(piece) => store::piece(tx, pack, piece)?.and_then(|piece| piece.entry),
        None => None,
    };
    // An answer belongs to the entry that its question was asked about.
    if let Some(key) = &question
        && let Some(sent) = store::sent(tx, pack)?
    {
        let asked = sent.letter.questions.iter().find(|asked| asked.id.0 == *key);
        entry = asked.and_then(|asked| asked.entry).filter(|entry| is_here(tx, *entry));
    }
    Ok(New {
        sent_id: item.id.to_string(),
        piece,
        entry,
        question,
        kind: item.kind,
        text: item.text.clone(),
        name: item.name.clone(),
        quote: item.quote.clone(),
        made_at: item.made_at,
    })
}

fn is_here(tx: &Tx<'_>, entry: EntryId) -> bool {
    crate::entries::get(tx, entry).is_ok()
}

/// Whether a later file of the same response was taken in before: then its words stand. A second download is often called
/// so that it comes first in a folder.
fn older(tx: &Tx<'_>, id: ResponseId, response: &Response) -> Result<bool> {
    let known = store::response_made_at(tx, id)?;
    Ok(known.is_some_and(|known| response.made_at.is_none_or(|made| made < known)))
}

fn keep(tx: &mut Tx<'_>, response: &Response, all: &[New]) -> Result<()> {
    let id = ResponseId::of(response.id);
    let is_older = older(tx, id, response)?;
    store::insert_response(tx, id, response.pack, &response.name, response.made_at)?;
    for (position, new) in all.iter().enumerate() {
        match store::known(tx, id, &new.sent_id)? {
            None => store::insert(tx, id, new, position)?,
            Some((known, text)) if text != new.text && !is_older => store::set_text(tx, known, new)?,
            Some(_) => {}
        }
        if let Some(entry) = new.entry.filter(|_| crate::mutant::is("a response changes its entry")) {
            crate::entries::store::set_body(tx, entry, &new.text)?;
        }
    }
    Ok(())
}
