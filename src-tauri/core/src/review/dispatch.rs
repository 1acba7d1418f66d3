//! The list of what went back to somebody: answers to readers, responses to packs of others. Like packs: to whom, when, with
//! the very bytes that left, so that the same file can be given again; the line stays when these are forgotten.

use serde::{Deserialize, Serialize};

use super::store::dispatch as store;
use super::{Draft, Item, OutgoingNote, Response};
use crate::attachments::{Sealed, Vault};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::{AttachmentId, DispatchId, EntryId, PackId};
use crate::store::{Tx, words};

pub use store::files;

/// What kind of file went back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum DispatchKind {
    /// Answers to the readers of what was shared.
    Reply,
    /// Comments and answers on a pack of somebody else's.
    Response,
}
words!(DispatchKind { Reply = "reply", Response = "response" });

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Dispatch {
    /// Its identity.
    pub id: DispatchId,
    /// Answers or a response.
    pub kind: DispatchKind,
    /// On which pack.
    pub pack: PackId,
    /// To whom: a reader, an author or a community; may be empty.
    pub to: String,
    /// About what; empty once forgotten.
    pub title: String,
    /// Comments or answers in it.
    pub count: u32,
    /// Name of the file; empty once forgotten.
    pub file_name: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: i64,
    /// SHA-256 of it, lower-case hex.
    pub sha256: String,
    /// When it was handed over first.
    pub sent_at: Instant,
    /// Every time it was handed over.
    pub given: Vec<Instant>,
    /// When its bytes were forgotten: only this line is left.
    pub forgotten_at: Option<Instant>,
}

/// Notes what is about to leave, whose bytes are durable in the vault: before the file is written, so that nothing ever leaves
/// of which the list knows nothing.
///
/// # Errors
/// Those of the database.
pub fn note(tx: &mut Tx<'_>, draft: &Draft, sealed: &Sealed, file_name: &str) -> Result<Dispatch> {
    let id = DispatchId::new();
    store::insert(tx, id, draft, sealed, file_name)?;
    store::get(tx, id)
}

/// Takes [`note`] back, where the file could not be written. Answers with files that are marked and to be deleted.
///
/// # Errors
/// Those of the database.
pub fn take_back(tx: &mut Tx<'_>, vault: &Vault, id: DispatchId) -> Result<Vec<AttachmentId>> {
    let files: Vec<AttachmentId> = store::file(tx, id)?.into_iter().collect();
    vault.mark(&files)?;
    store::delete(tx, id)?;
    Ok(files)
}

/// What went back, last first: all of it, or on one pack.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &Tx<'_>, pack: Option<PackId>) -> Result<Vec<Dispatch>> {
    store::list(tx, pack)
}

/// One line.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &Tx<'_>, id: DispatchId) -> Result<Dispatch> {
    store::get(tx, id)
}

/// The bytes that left.
///
/// # Errors
/// `NotFound`; `BadInput` where they were forgotten; `Damaged`.
pub fn bytes(tx: &Tx<'_>, vault: &Vault, id: DispatchId) -> Result<Vec<u8>> {
    let file = store::file(tx, id)?
        .ok_or_else(|| Error::bad("the file itself was forgotten; only the line about it is left"))?;
    vault.read(file)
}

/// What is in such a file, to be read.
///
/// # Errors
/// `Damaged` where it is not what left.
pub fn notes(bytes: &[u8]) -> Result<Vec<OutgoingNote>> {
    let file = Response::read(bytes).map_err(|error| Error::Damaged(error.to_string()))?;
    let about = |item: &Item| item.quote.as_ref().map(|quote| quote.exact.clone()).unwrap_or_default();
    Ok(file
        .items
        .into_iter()
        .map(|item| OutgoingNote { about: about(&item), kind: item.kind, text: item.text })
        .collect())
}

/// The same bytes, to be given once more.
///
/// # Errors
/// Those of [`bytes`]; `BadInput` where somebody meant in it does not agree any more.
pub fn again(tx: &Tx<'_>, vault: &Vault, id: DispatchId) -> Result<Vec<u8>> {
    if let Some(name) = store::refusing_in(tx, id)?.first() {
        return Err(Error::bad(format!("{name} does not agree to be in this: it is not given again")));
    }
    bytes(tx, vault, id)
}

/// Notes that it was handed over once more.
///
/// # Errors
/// Those of the database.
pub fn note_given(tx: &mut Tx<'_>, id: DispatchId) -> Result<()> {
    store::note_given(tx, id)
}

/// Forgets the bytes of some; their line stays. Answers with their files, which are marked and to be deleted.
///
/// # Errors
/// `NotFound`.
pub fn forget(tx: &mut Tx<'_>, vault: &Vault, ids: &[DispatchId]) -> Result<Vec<AttachmentId>> {
    let mut files = Vec::new();
    for &id in ids {
        files.extend(store::file(tx, id)?);
        store::set_forgotten(tx, id)?;
    }
    vault.mark(&files)?;
    Ok(files)
}

/// What went back, is kept, and answers comments on one of these entries: who deletes it for good is asked about it.
///
/// # Errors
/// Those of the database.
pub fn holding(tx: &Tx<'_>, entries: &[EntryId]) -> Result<Vec<Dispatch>> {
    let mut found = Vec::new();
    for row in store::list(tx, None)? {
        if row.forgotten_at.is_none() && store::entries(tx, row.id)?.iter().any(|entry| entries.contains(entry)) {
            found.push(row);
        }
    }
    Ok(found)
}
