//! Handing a pack over: exactly the bytes that were previewed, or these under a passphrase.

use std::path::Path;

use serde::Serialize;

use super::{Handing, PackRow, PackState, PreparePack, bytes, kept, prepare, store, wrap};
use crate::attachments::{Sealed, Vault};
use crate::entries;
use crate::error::{Error, Result};
use crate::export;
use crate::id::{AttachmentId, PackId};
use crate::store::Tx;
use crate::versions;

/// What was handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Given {
    /// Which pack.
    pub pack: PackId,
    /// Name of the file, without the path.
    pub file_name: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: i64,
    /// SHA-256 of it, lower-case hex.
    pub sha256: String,
    /// Whether a passphrase is on it.
    pub encrypted: bool,
}

/// Whether there is a file of it that was handed over in this way, with a passphrase or without, and can be given again.
pub(super) fn is_given(tx: &Tx<'_>, row: &PackRow, encrypted: bool) -> Result<bool> {
    let held = store::held(tx, row.id)?;
    let file = if encrypted { held.wrapped } else { held.file };
    Ok(row.state == PackState::Sent && file.is_some() && was_given(tx, row, encrypted)?)
}

/// Whether it was handed over in this way, and not asked back since.
fn was_given(tx: &Tx<'_>, row: &PackRow, encrypted: bool) -> Result<bool> {
    let since = |handing: &Handing| row.withdrawn_at.is_none_or(|asked_back| handing.at >= asked_back);
    Ok(store::given(tx, row.id)?.iter().any(|handing| handing.encrypted == encrypted && since(handing)))
}

/// What the journal would make of it now is what was prepared: nobody refused since, no decision was taken back, nothing of
/// it is private, in the trash or written anew.
fn is_as_it_was(tx: &Tx<'_>, vault: &Vault, row: &PackRow) -> Result<()> {
    let changed =
        || Error::bad("what would leave has changed since this was prepared: prepare it anew, and look at it again");
    let (plan, ..) = store::details(tx, row.id)?;
    let request =
        PreparePack { plan: plan.ok_or_else(changed)?, format: row.format.clone(), layout: store::layout(tx, row.id)? };
    let (id, allowed) = prepare::identity(tx, vault, &request)?;
    if id == row.id { allowed } else { Err(changed()) }
}

/// The bytes to hand over, for a pack that is ready and still what the journal would make: with a passphrase those under it, which are to be sealed, too.
///
/// # Errors
/// `NotFound`; `BadInput` where it was sent in this way already, what would leave is another now, or the passphrase is too
/// short; those of [`super::make`].
pub fn hand_over(tx: &Tx<'_>, vault: &Vault, id: PackId, passphrase: Option<&str>) -> Result<Vec<u8>> {
    let row = store::row(tx, id)?;
    if is_given(tx, &row, passphrase.is_some())? {
        return Err(Error::bad("this was handed over before; the same file can be given again from the list of packs"));
    }
    if row.state == PackState::Withdrawn && store::held(tx, id)?.wrapped.is_some() {
        return Err(Error::bad("you asked for this back; make it anew to hand it over again"));
    }
    is_as_it_was(tx, vault, &row)?;
    let plain = bytes(tx, vault, id)?;
    match passphrase {
        Some(passphrase) => wrap::wrapped(&plain, passphrase),
        None => Ok(plain),
    }
}

/// Notes that a pack is handed over: before the file is written, so that nothing ever leaves of which the list knows
/// nothing.
///
/// # Errors
/// `NotFound`; `BadInput` where it was sent in this way already.
pub fn send(tx: &mut Tx<'_>, id: PackId, wrapped: Option<&Sealed>) -> Result<()> {
    if is_given(tx, &store::row(tx, id)?, wrapped.is_some())? {
        return Err(Error::bad("this was handed over before; the same file can be given again from the list of packs"));
    }
    // Which version of each text left is a version that is kept.
    for piece in store::texts(tx, id)? {
        if let Some(entry) = piece.entry.map(|entry| entries::get(tx, entry)).transpose()? {
            versions::keep(tx, &entry)?;
        }
    }
    store::set_sent(tx, id, wrapped)
}

/// Takes [`send`] back, where the file could not be written. Answers with what was sealed under the passphrase, which is
/// marked and to be deleted.
///
/// # Errors
/// Those of the database.
pub fn unsend(tx: &mut Tx<'_>, vault: &Vault, id: PackId) -> Result<Vec<AttachmentId>> {
    let was_wrapped = store::row(tx, id)?.encrypted;
    let wrapped: Vec<AttachmentId> = store::held(tx, id)?.wrapped.filter(|_| was_wrapped).into_iter().collect();
    vault.mark(&wrapped)?;
    store::set_unsent(tx, id, was_wrapped)?;
    Ok(wrapped)
}

/// Notes that a pack was handed over once more.
///
/// # Errors
/// Those of the database.
pub fn note_given(tx: &mut Tx<'_>, id: PackId, encrypted: bool) -> Result<()> {
    store::note_given(tx, id, encrypted)
}

/// Hands the same file over once more: what was handed over, byte for byte, as it is or under the passphrase of then.
///
/// # Errors
/// `NotFound`; `BadInput` where it was never sent, was withdrawn, its bytes were forgotten, or somebody meant in it
/// does not agree any more.
pub fn again(tx: &Tx<'_>, vault: &Vault, id: PackId, encrypted: bool) -> Result<Vec<u8>> {
    let row = store::row(tx, id)?;
    match row.state {
        PackState::Prepared => return Err(Error::bad("this was not handed over yet")),
        PackState::Withdrawn => return Err(Error::bad("you asked for this back; make it anew to hand it over again")),
        PackState::Sent => {}
    }
    if !was_given(tx, &row, encrypted)? {
        return Err(Error::bad("this was not handed over in this way yet"));
    }
    let held = store::held(tx, id)?;
    let file = kept(if encrypted { held.wrapped } else { held.file })?;
    if let Some(name) = store::refusing(tx, id)?.first() {
        return Err(Error::bad(format!("{name} does not agree to be in this: it is not given again")));
    }
    vault.read(file)
}

impl Given {
    /// Writes the bytes to exactly this place.
    ///
    /// # Errors
    /// `BadInput` with a sentence about the place.
    pub fn write(pack: PackId, path: &Path, bytes: &[u8], encrypted: bool) -> Result<Self> {
        Ok(Self {
            pack,
            file_name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            bytes: export::bytes_to_file(path, bytes)?,
            sha256: super::store::sha256(bytes),
            encrypted,
        })
    }
}
