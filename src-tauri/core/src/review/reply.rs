//! Thanks and answers on their way back to the readers of a pack.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::written::{Note, On, collection};
use super::{Kind, store};
use crate::error::{Error, Result};
use crate::id::{PackId, ResponseId};
use crate::plan::sharing::known;
use crate::redact::{self, Action, Form, Hit, PersonKey, Scanner};
use crate::store::Tx;

/// A reply file, ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What is to be in the file.
    pub text: String,
    /// The name proposed for it.
    pub file_name: String,
    /// Answers in it.
    pub answers: u32,
}

/// The answers to the comments on a pack, or to those of one reader. People who have a pseudonym there go by it; what else
/// would tell who is meant must be taken out by the writer.
///
/// # Errors
/// `NotFound` for a pack that is not known; `BadInput` where nothing was answered, or an answer names somebody.
pub fn reply(tx: &Tx<'_>, pack: PackId, response: Option<ResponseId>) -> Result<Reply> {
    let sent = store::sent(tx, pack)?.ok_or(Error::NotFound("pack"))?;
    let labels = store::pseudonyms(tx, sent.audience)?;
    let scanner = Scanner::new(&known(tx)?);
    let mut answered = Vec::new();
    for kept in store::list(tx, None, Some(pack), None)? {
        if kept.answer.is_empty() || response.is_some_and(|response| response != kept.response) {
            continue;
        }
        let text = hidden(&kept.answer, &scanner, &labels)?;
        // What one reader wrote is never read by another; and by its own writer only where it tells nothing more.
        let about = match response {
            Some(_) => hidden(&kept.text, &scanner, &labels).unwrap_or_default(),
            None => String::new(),
        };
        answered.push((kept, text, about));
    }
    if answered.is_empty() {
        return Err(Error::bad("you have not answered a comment on this yet, so there is nothing to send back"));
    }
    let notes: Vec<Note<'_>> = answered
        .iter()
        .map(|(kept, text, about)| Note {
            // The same answer has the same id each time it leaves, so that a newer one takes its place.
            id: id_of(&format!("reply {}", kept.id)),
            kind: Kind::Answer,
            text,
            on: On::Comment(kept.sent_id.parse().unwrap_or_default(), about),
            quote: None,
            made_at: kept.answered_at,
            edited_at: None,
        })
        .collect();
    let id = id_of(&format!("replies {pack} {}", response.map(|one| one.to_string()).unwrap_or_default()));
    let author = &sent.letter.author;
    let label = if author.is_empty() { "Answers to your comments".into() } else { format!("Answers from {author}") };
    Ok(Reply {
        text: collection(pack, id, &label, author, tx.now(), true, &notes),
        file_name: "Answers to comments.json".into(),
        answers: u32::try_from(answered.len()).unwrap_or(u32::MAX),
    })
}

fn id_of(words: &str) -> Uuid {
    let hash = Sha256::digest(words.as_bytes());
    let mut half = [0; 16];
    half.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(half).into_uuid()
}

/// A text of the writer's own that goes to others, with pseudonyms in the place of the people who have one.
///
/// # Errors
/// `BadInput` where it tells who somebody else is.
pub(super) fn hidden(text: &str, scanner: &Scanner, labels: &HashMap<i64, String>) -> Result<String> {
    let decide = |hit: &Hit| match hit.kind {
        redact::Kind::Person(PersonKey(person)) => labels.get(&person).map(|label| Action::Replace(label.clone())),
        _ => None,
    };
    let cleared = redact::apply(text, Form::Plain, scanner, &decide);
    if let Some(hit) = cleared.undecided.iter().find(|hit| hit.must_be_decided()) {
        let what = match hit.kind {
            redact::Kind::Person(_) => "names someone you know",
            _ => "holds an address or a number that tells who is meant",
        };
        return Err(Error::bad(format!("one of the texts you wrote {what}. Write it without; nothing was written")));
    }
    Ok(cleared.text)
}
