//! What was said about an entry in a session and written down there: comments like those that come back in a file, so that
//! they stand beside the text, are found, answered and taken up in the same way.

use serde::{Deserialize, Serialize};

use super::take_in::New;
use super::{Comment, Kind, comments, store};
use crate::error::{Error, Result};
use crate::id::{CommentId, EntryId, PackId, ResponseId, SessionId};
use crate::sessions::{self, AgendaKind, RecordStyle, Session};
use crate::store::Tx;

/// Characters of a comment.
const TEXT: usize = 20_000;
/// Characters of a name.
const NAME: usize = 120;

/// Something that was said about an entry in a session.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields, rename = "HeardComment")]
pub struct Heard {
    /// In which session.
    pub session: SessionId,
    /// One that is there already, to be put in other words; without words it is taken out.
    pub id: Option<CommentId>,
    /// About which piece of its agenda.
    pub entry: EntryId,
    /// Warm, cool and so on.
    pub kind: Kind,
    /// Who said it; may be empty.
    #[serde(default)]
    pub by: String,
    /// What was said.
    pub text: String,
}

/// A session is the file its comments came in.
fn response_of(session: SessionId) -> ResponseId {
    ResponseId::of(session.uuid())
}

/// The session that a comment was heard in: it stands where else the pack does.
pub(super) fn session_of(tx: &Tx<'_>, pack: PackId) -> Result<Option<Session>> {
    match sessions::get(tx, SessionId::of(pack.uuid())) {
        Ok(session) => Ok(Some(session)),
        Err(Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes down what was said about an entry in a session, and answers with all that was.
///
/// # Errors
/// `NotFound`; `BadInput` where the protocol keeps nothing of what others say, the entry is not on the agenda, or there
/// are no words; `TooBig`.
pub fn heard(tx: &mut Tx<'_>, request: &Heard) -> Result<Vec<Comment>> {
    let session = sessions::get(tx, request.session)?;
    if session.record_style != RecordStyle::Full {
        return Err(Error::bad("with this protocol nothing is kept of what others said. Nothing was saved"));
    }
    let on_it = |entry| {
        let mut pieces = session.agenda.iter().filter(|item| item.kind == AgendaKind::Piece && !item.gone);
        pieces.any(|item| item.entry.as_ref().is_some_and(|row| row.id == entry))
    };
    let (text, by) = (request.text.trim(), request.by.trim());
    if text.chars().count() > TEXT || by.chars().count() > NAME {
        return Err(Error::TooBig(format!("there is room for {TEXT} characters; nothing was saved")));
    }
    let response = response_of(request.session);
    let new = New {
        sent_id: request.id.unwrap_or_default().to_string(),
        piece: None,
        entry: Some(request.entry),
        question: None,
        kind: request.kind,
        text: text.to_owned(),
        name: by.to_owned(),
        quote: None,
        made_at: Some(tx.now()),
    };
    match request.id {
        Some(id) => {
            if store::get(tx, id)?.response != response {
                return Err(Error::bad("only what was heard in this session can be put in other words here"));
            }
            if text.is_empty() { store::remove(tx, id)? } else { store::set_text(tx, id, &new)? }
        }
        None if text.is_empty() => return Err(Error::bad("say what was said. Nothing was saved")),
        None if !on_it(request.entry) => {
            return Err(Error::bad("this entry is not on the agenda of that session. Nothing was saved"));
        }
        None => {
            store::insert_response(tx, response, PackId::of(request.session.uuid()), "", None)?;
            let position = store::list(tx, None, Some(PackId::of(request.session.uuid())), None)?.len();
            store::insert(tx, response, &new, position)?;
        }
    }
    let of = super::ListComments { pack: Some(PackId::of(request.session.uuid())), ..super::ListComments::default() };
    comments::list(tx, of)
}
