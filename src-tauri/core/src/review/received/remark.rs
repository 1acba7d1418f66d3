//! What is written about a pack of somebody else's.

use serde::{Deserialize, Serialize};

use super::super::store::received as store;
use super::{Received, get};
use crate::error::{Error, Result};
use crate::id::{CommentId, PackId, PieceId};
use crate::review::{Kind, Quote};
use crate::store::Tx;

/// Characters of a comment.
const TEXT: usize = 20_000;
/// Characters of a name.
const NAME: usize = 200;

/// A comment or an answer to be written: a new one, or one that is there.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveRemark {
    /// About which pack.
    pub received: PackId,
    /// Which; none for a new one.
    pub id: Option<CommentId>,
    /// The piece it is about; none: the whole.
    pub piece: Option<PieceId>,
    /// The question it answers. An answer without words is taken back.
    pub question: Option<String>,
    /// Warm, cool and so on; an answer where a question is named.
    pub kind: Option<Kind>,
    /// At most 20,000 characters.
    pub text: String,
    /// The passage, counted in code points of the piece's text.
    pub quote: Option<Quote>,
}

/// Takes a comment back.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct RemoveRemark {
    /// About which pack.
    pub received: PackId,
    /// Which.
    pub id: CommentId,
}

/// What is kept about a pack besides.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveReceived {
    /// Which pack.
    pub received: PackId,
    /// By what name the response is signed.
    pub name: Option<String>,
    /// The author's own analysis is opened before all is answered.
    pub open: Option<bool>,
}

/// Writes a comment or an answer.
///
/// # Errors
/// `NotFound`; `BadInput` for a comment without words or a passage that does not stand in the piece; `TooBig`.
pub fn save_remark(tx: &mut Tx<'_>, request: SaveRemark) -> Result<Received> {
    let received = get(tx, request.received)?;
    let text = request.text.trim();
    if text.chars().count() > TEXT {
        return Err(Error::TooBig(format!("there is room for {TEXT} characters here; nothing was saved or changed")));
    }
    if let Some(key) = &request.question {
        if !received.questions.iter().any(|question| question.key == *key) {
            return Err(Error::NotFound("question"));
        }
        store::set_answer(tx, request.received, key, text)?;
        return get(tx, request.received);
    }
    if text.is_empty() {
        return Err(Error::bad("write your comment first"));
    }
    if let Some(piece) = request.piece {
        let whole = store::text(tx, request.received, piece)?.ok_or(Error::NotFound("piece"))?;
        if let Some(quote) = &request.quote {
            let (start, end) = (quote.start.unwrap_or_default(), quote.end.unwrap_or_default());
            let there: String = whole.chars().skip(start).take(end.saturating_sub(start)).collect();
            if there != quote.exact || there.trim().is_empty() {
                return Err(Error::bad("this passage does not stand in the text"));
            }
        }
    }
    let kind = request.kind.filter(|kind| *kind != Kind::Answer).unwrap_or(Kind::Remark);
    let quote = request.quote.filter(|_| request.piece.is_some());
    store::save_remark(tx, request.received, request.id, request.piece, kind, text, quote.as_ref())?;
    get(tx, request.received)
}

/// Takes a comment back.
///
/// # Errors
/// `NotFound`.
pub fn remove_remark(tx: &mut Tx<'_>, request: RemoveRemark) -> Result<Received> {
    store::remove_remark(tx, request.received, request.id)?;
    get(tx, request.received)
}

/// Signs the response, or opens the author's own analysis.
///
/// # Errors
/// `NotFound`; `TooBig`.
pub fn save(tx: &mut Tx<'_>, request: SaveReceived) -> Result<Received> {
    if let Some(name) = &request.name {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.chars().count() > NAME {
            return Err(Error::TooBig(format!("a name has at most {NAME} characters")));
        }
        store::set_name(tx, request.received, &name)?;
    }
    if request.open == Some(true) {
        store::set_opened(tx, request.received)?;
    }
    get(tx, request.received)
}
