//! The response to a pack of somebody else's, on its way to its author.

use std::collections::BTreeSet;

use super::super::store::received as store;
use super::row;
use crate::error::{Error, Result};
use crate::id::PackId;
use crate::review::DispatchKind;
use crate::review::outgoing::{Clearing, Draft};
use crate::review::written::{Note, On, collection};
use crate::store::Tx;

/// All that was written about a pack, ready to be looked at and sent.
///
/// # Errors
/// `NotFound`; `BadInput` where nothing was written about it yet.
pub fn response(tx: &Tx<'_>, pack: PackId) -> Result<Draft> {
    let (row, kept) = row(tx, pack)?;
    let remarks = store::remarks(tx, pack)?;
    if remarks.is_empty() {
        return Err(Error::bad("there is nothing to send yet: write a comment or an answer first"));
    }
    let mut clearing = Clearing::new(tx, None)?;
    let asked = |key: &str| kept.data.questions.iter().find(|asked| asked.id.0 == key).map(|asked| asked.text.clone());
    for kept in &remarks {
        let remark = &kept.remark;
        let quoted = remark.quote.as_ref().map(|quote| quote.exact.clone());
        let about = quoted.or_else(|| asked(kept.question.as_deref()?)).unwrap_or_default();
        clearing.add(remark.kind, about, &remark.text);
    }
    let notes: Vec<Note<'_>> = remarks
        .iter()
        .map(|kept| Note {
            id: kept.remark.id.uuid(),
            kind: kept.remark.kind,
            text: &kept.remark.text,
            on: match (&kept.question, kept.remark.piece) {
                (Some(key), _) => On::Question(key),
                (None, Some(piece)) => On::Piece(piece),
                (None, None) => On::Whole,
            },
            quote: kept.remark.quote.as_ref(),
            made_at: Some(kept.remark.made_at),
            edited_at: Some(kept.edited_at),
        })
        .collect();
    let label = format!("Response to: {}", row.title);
    let text = collection(pack, kept.response.uuid(), &label, &kept.name, tx.now(), false, &notes);
    let by: String = kept.name.chars().filter(|c| c.is_alphanumeric() || " _-".contains(*c)).take(40).collect();
    let by = by.trim();
    let file_name = if by.is_empty() { "Response.json".into() } else { format!("Response by {by}.json") };
    let (outgoing, meant) = clearing.done(tx, [row.author, row.title, kept.name, file_name])?;
    Ok(Draft { outgoing, text, kind: DispatchKind::Response, pack, audience: None, entries: BTreeSet::new(), meant })
}
