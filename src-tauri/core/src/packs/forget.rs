//! Asking a pack back, and forgetting the bytes of one.

use super::{PackState, store};
use crate::attachments::Vault;
use crate::error::{Error, Result};
use crate::id::{AttachmentId, PackId};
use crate::store::Tx;

/// Notes that the writer asked for it back. What a reader does is theirs; what comes back of it from now on is told so.
///
/// # Errors
/// `NotFound`; `BadInput` where it was never sent.
pub fn withdraw(tx: &mut Tx<'_>, id: PackId) -> Result<()> {
    match store::row(tx, id)?.state {
        PackState::Prepared => Err(Error::bad("this was not handed over, so there is nothing to ask back")),
        PackState::Withdrawn => Ok(()),
        PackState::Sent => store::set_withdrawn(tx, id),
    }
}

/// Forgets the bytes and texts of a pack; its line stays, without a word of the entries. One that was never sent goes as
/// a whole. Answers with its files, which are marked: once this is durable, they are deleted.
///
/// # Errors
/// `NotFound`.
pub fn forget(tx: &mut Tx<'_>, vault: &Vault, id: PackId) -> Result<Vec<AttachmentId>> {
    let state = store::row(tx, id)?.state;
    let held = store::held(tx, id)?;
    let files: Vec<AttachmentId> = [held.file, held.wrapped].into_iter().flatten().collect();
    vault.mark(&files)?;
    if state == PackState::Prepared {
        store::delete(tx, id)?
    } else {
        store::set_forgotten(tx, id)?
    }
    Ok(files)
}

/// Takes away what was prepared and never sent, as [`forget`] does.
///
/// # Errors
/// Those of the database.
pub fn forget_unsent(tx: &mut Tx<'_>, vault: &Vault) -> Result<Vec<AttachmentId>> {
    let mut files = Vec::new();
    for row in store::rows(tx, store::Which::Prepared)? {
        files.extend(forget(tx, vault, row.id)?);
    }
    Ok(files)
}
