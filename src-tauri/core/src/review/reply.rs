//! Thanks and answers on their way back to the readers of a pack.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::outgoing::{Clearing, Draft};
use super::take_in::heading;
use super::written::{Note, On, collection};
use super::{DispatchKind, Kind, store};
use crate::error::{Error, Result};
use crate::id::{PackId, ResponseId};
use crate::store::Tx;

/// The answers to the comments on a pack, or to those of one reader, ready to be looked at and written.
///
/// # Errors
/// `NotFound` for a pack that is not known; `BadInput` where nothing was answered.
pub fn reply(tx: &Tx<'_>, pack: PackId, response: Option<ResponseId>) -> Result<Draft> {
    let sent = store::sent(tx, pack)?.ok_or(Error::NotFound("pack"))?;
    let mut clearing = Clearing::new(tx, Some(sent.audience))?;
    let mut answered = Vec::new();
    for kept in store::list(tx, None, Some(pack), None)? {
        if kept.answer.is_empty() || response.is_some_and(|response| response != kept.response) {
            continue;
        }
        // What one reader wrote is never read by another; and by its own writer only where it tells nothing more.
        let about = match response {
            Some(_) => clearing.only_clean(&kept.text),
            None => String::new(),
        };
        let text = clearing.add(Kind::Answer, about.clone(), &kept.answer);
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
    let author = sent.letter.author.clone();
    let label = if author.is_empty() { "Answers to your comments".into() } else { format!("Answers from {author}") };
    let text = collection(pack, id, &label, &author, tx.now(), true, &notes);
    let reader = answered.first().map(|(kept, ..)| kept.name.clone()).unwrap_or_default();
    let to = if response.is_some() { reader } else { sent.letter.audience.clone() };
    let entries: BTreeSet<_> = answered.iter().filter_map(|(kept, ..)| kept.entry).collect();
    let (outgoing, meant) =
        clearing.done(tx, [to, heading(&sent.letter), author, "Answers to comments.json".into()])?;
    Ok(Draft { outgoing, text, kind: DispatchKind::Reply, pack, audience: Some(sent.audience), entries, meant })
}

fn id_of(words: &str) -> Uuid {
    let hash = Sha256::digest(words.as_bytes());
    let mut half = [0; 16];
    half.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(half).into_uuid()
}
