//! Packs that others made: opened read-only, with their origin and wishes, commented on here, answered with the same
//! response that their review page would have written.

mod open;
mod remark;
mod response;

use serde::{Deserialize, Serialize};

use super::Kind;
use super::Quote;
use super::dispatch;
use super::response::{About, Response};
use super::store::received as store;
use super::take_in::ResponseRow;
use crate::attachments::Vault;
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::export::packet::PacketData;
use crate::export::{Purpose, Wishes};
use crate::id::{AttachmentId, CommentId, PackId, PieceId};
use crate::store::Tx;
use crate::text::fold;

pub use open::{Page, is_packet, open, read};
pub use remark::{RemoveRemark, SaveReceived, SaveRemark, remove_remark, save, save_remark};
pub use response::response;

/// A pack of somebody else's, in a list.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct ReceivedRow {
    /// Its identity, given by its author.
    pub id: PackId,
    /// What it is about, in a line.
    pub title: String,
    /// By what name its author goes; may be empty.
    pub author: String,
    /// For whom it was made.
    pub audience: String,
    /// The day it was made.
    pub created: String,
    /// When it was opened here.
    pub added_at: Instant,
    /// The file it came in.
    pub file_name: String,
    /// What its author asks for.
    pub wishes: Wishes,
    /// The same as sentences.
    pub wished: Vec<String>,
    /// How many comments and answers were written about it here.
    pub remarks: u32,
    /// Its pieces, by title.
    pub pieces: Vec<String>,
}

/// A piece of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct ReceivedPiece {
    /// By what its author knows it.
    pub id: PieceId,
    /// One line.
    pub title: String,
    /// When and where; may be empty.
    pub facts: String,
    /// ISO 639-1; empty where it is not known.
    pub language: String,
    /// Its text as sanitised HTML.
    pub html: String,
    /// The first of the elements at the top of its text that is the author's own analysis.
    #[ts(type = "number | null")]
    pub analysis: Option<usize>,
}

/// A question of its author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct ReceivedQuestion {
    /// What an answer names.
    pub key: String,
    /// One line or a few.
    pub text: String,
    /// The piece it is about; none: the whole.
    pub piece: Option<PieceId>,
    /// What was answered here; may be empty.
    pub answer: String,
}

/// What was written about it here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Remark {
    /// Its identity.
    pub id: CommentId,
    /// The piece it is about; none: the whole.
    pub piece: Option<PieceId>,
    /// Warm, cool and so on.
    pub kind: Kind,
    /// What was written.
    pub text: String,
    /// The passage; none: all of it.
    pub quote: Option<Quote>,
    /// When it was written.
    pub made_at: Instant,
    /// What the author wrote back; may be empty.
    pub reply: String,
}

/// A pack of somebody else's.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Received {
    /// As in the list.
    #[serde(flatten)]
    pub row: ReceivedRow,
    /// What is asked of the reader.
    pub purpose: Purpose,
    /// The same as a sentence.
    pub asked: String,
    /// What may be done with it; may be empty.
    pub licence: String,
    /// Whether the reader is to answer before the author's own analysis opens.
    pub answers_first: bool,
    /// Whether that is open: answered, or opened by the reader.
    pub is_open: bool,
    /// By what name the response is signed; may be empty.
    pub name: String,
    /// Its questions.
    pub questions: Vec<ReceivedQuestion>,
    /// Its texts.
    pub pieces_read: Vec<ReceivedPiece>,
    /// What was written about it here, oldest first.
    pub written: Vec<Remark>,
}

/// Which packs of others.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ListReceived {
    /// Words that must all stand in its texts, its title, or what was written about it.
    pub words: Option<String>,
}

/// The packs of others, newest first.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &Tx<'_>, request: &ListReceived) -> Result<Vec<ReceivedRow>> {
    let words: Vec<String> = request.words.as_deref().unwrap_or_default().split_whitespace().map(fold).collect();
    let mut rows = Vec::new();
    for pack in store::all(tx)? {
        if !words.is_empty() {
            let texts = fold(&store::texts(tx, pack)?.join("\n"));
            if !words.iter().all(|word| texts.contains(word.as_str())) {
                continue;
            }
        }
        rows.push(row(tx, pack)?.0);
    }
    Ok(rows)
}

fn row(tx: &Tx<'_>, pack: PackId) -> Result<(ReceivedRow, store::Kept)> {
    let kept = store::get(tx, pack)?.ok_or(Error::NotFound("pack of someone else"))?;
    let data = &kept.data;
    let row = ReceivedRow {
        id: pack,
        title: data.title.clone(),
        author: data.author.clone(),
        audience: data.audience.clone(),
        created: data.created.to_string(),
        added_at: kept.added_at,
        file_name: kept.file_name.clone(),
        wishes: data.wishes,
        wished: data.wishes.sentences(),
        remarks: store::count_remarks(tx, pack)?,
        pieces: data.pieces.iter().map(|piece| piece.title.clone()).collect(),
    };
    Ok((row, kept))
}

/// One of them, whole.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &Tx<'_>, pack: PackId) -> Result<Received> {
    let (row, kept) = row(tx, pack)?;
    let remarks = store::remarks(tx, pack)?;
    let data: &PacketData = &kept.data;
    let answer = |key: &str| {
        let found = remarks.iter().find(|remark| remark.question.as_deref() == Some(key));
        found.map(|remark| remark.remark.text.clone()).unwrap_or_default()
    };
    let questions: Vec<ReceivedQuestion> = data
        .questions
        .iter()
        .map(|asked| ReceivedQuestion {
            key: asked.id.0.clone(),
            text: asked.text.clone(),
            piece: asked.piece,
            answer: answer(&asked.id.0),
        })
        .collect();
    let answered = questions.iter().all(|question| !question.answer.trim().is_empty());
    Ok(Received {
        purpose: data.purpose,
        asked: data.purpose.sentence().to_owned(),
        licence: data.licence.clone(),
        answers_first: data.answers_first && !questions.is_empty(),
        is_open: !data.answers_first || answered || kept.opened_at.is_some(),
        name: kept.name.clone(),
        pieces_read: store::pieces(tx, pack)?,
        written: remarks.into_iter().filter(|remark| remark.question.is_none()).map(|remark| remark.remark).collect(),
        questions,
        row,
    })
}

/// Removes a pack of somebody else's with all that was written about it here, the responses that are kept among it. Answers
/// with their files, which are marked and to be deleted.
///
/// # Errors
/// `NotFound`.
pub fn remove(tx: &mut Tx<'_>, vault: &Vault, pack: PackId) -> Result<Vec<AttachmentId>> {
    store::remove(tx, pack)?;
    let sent: Vec<_> = dispatch::list(tx, Some(pack))?.into_iter().map(|dispatch| dispatch.id).collect();
    dispatch::forget(tx, vault, &sent)
}

/// What is said of an author's answers that came in.
pub(super) fn reply_row(tx: &Tx<'_>, response: &Response) -> Result<ResponseRow> {
    let (row, _) = row(tx, response.pack).map_err(|error| match error {
        Error::NotFound(_) => Error::bad("these are answers to comments on something that was not opened here"),
        error => error,
    })?;
    let known = store::remarks(tx, response.pack)?;
    let new = replies(response).filter(|(about, text)| {
        known.iter().any(|kept| kept.remark.id.uuid() == *about && kept.remark.reply != **text)
    });
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(ResponseRow {
        by: response.name.clone(),
        pack: Some(response.pack),
        title: row.title,
        audience: row.audience,
        is_reply: true,
        comments: count(response.items.len()),
        new: count(new.count()),
        ..ResponseRow::default()
    })
}

pub(super) fn take_reply(tx: &mut Tx<'_>, response: &Response) -> Result<()> {
    for (about, text) in replies(response) {
        store::set_reply(tx, response.pack, CommentId::of(about), text)?;
    }
    Ok(())
}

fn replies(response: &Response) -> impl Iterator<Item = (uuid::Uuid, &String)> {
    response.items.iter().filter_map(|item| match item.about {
        About::Comment(id) => Some((id, &item.text)),
        _ => None,
    })
}
