//! Packs: what left, or is sealed and ready to. A pack is made once ([`prepare`]); what is previewed, what is handed over
//! and what is kept are the same bytes. The list of them is the ledger: who got which version, when, for what, what was
//! done to names in it, and what was asked back.
//!
//! Order of work, as with attachments: the sealed bytes are durable before the row that names them, and marked before that
//! row goes.

mod forget;
mod give;
mod holding;
mod prepare;
mod shown;
pub(crate) mod store;
mod wrap;

pub(crate) use wrap::{is_wrapped, opened};

use serde::{Deserialize, Serialize};

use crate::attachments::Vault;
use crate::clock::Instant;
use crate::entries::{self, EntryRow};
use crate::error::{Error, Result};
use crate::export::{Letter, Look, Staying, Stretch};
use crate::id::{AttachmentId, CommunityId, EntryId, PackId, PieceId, PlanId};
use crate::store::{Tx, words};
use crate::versions::{self, VersionRow};

pub use forget::{forget, forget_unsent, withdraw};
pub use give::{Given, again, hand_over, note_given, send, unsend};
pub use holding::holding;
pub use prepare::{PreparePack, Prepared, Ready, keep, make};
pub use shown::{ShownPage, page, pages, picture};
pub use store::files;

/// How it stands with a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum PackState {
    /// Sealed and ready; gone at the next start if it is not sent.
    Prepared,
    /// Handed over.
    Sent,
    /// Asked back.
    Withdrawn,
}
words!(PackState { Prepared = "prepared", Sent = "sent", Withdrawn = "withdrawn" });

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct PackRow {
    /// Its identity, which stands in the file, too.
    pub id: PackId,
    /// How it stands.
    pub state: PackState,
    /// For this community.
    pub community: Option<CommunityId>,
    /// Id of the format.
    pub format: String,
    /// What the reader was told, as it left: for whom and what for among it.
    pub letter: Letter,
    /// Name of the file.
    pub file_name: String,
    /// Size of what was handed over, or is to be.
    #[ts(type = "number")]
    pub bytes: i64,
    /// SHA-256 of it, lower-case hex.
    pub sha256: String,
    /// Whether a passphrase was put on it, the last time that it was handed over.
    pub encrypted: bool,
    /// Entries in it.
    pub entries: u32,
    /// When it was made.
    pub prepared_at: Instant,
    /// When it was handed over first.
    pub sent_at: Option<Instant>,
    /// When it was asked back.
    pub withdrawn_at: Option<Instant>,
    /// When its bytes were forgotten: only this line is left.
    pub forgotten_at: Option<Instant>,
}

/// How often what was done to which kind of thing; nothing of what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Redacted {
    /// "person", "maybe_name", "email", "number", "date", …
    pub kind: String,
    /// "replace", "generalise", "cut", "keep", "not_a_name".
    pub action: String,
    /// In how many places.
    pub count: u32,
}

/// A pack, whole.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Pack {
    /// Its line.
    #[serde(flatten)]
    pub row: PackRow,
    /// The plan it was made of, while that is there.
    pub plan: Option<PlanId>,
    /// What was done to names in it.
    pub redacted: Vec<Redacted>,
    /// What is in it, at a glance.
    pub look: Look,
    /// Its entries, in order.
    pub pieces: Vec<PackPiece>,
    /// Every time it was handed over.
    pub given: Vec<Handing>,
}

/// One time that a pack was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Handing {
    /// When.
    pub at: Instant,
    /// Whether under a passphrase.
    pub encrypted: bool,
}

/// An entry in a pack.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct PackPiece {
    /// Its name in the pack.
    pub id: PieceId,
    /// The entry it was made of, while that is there.
    pub entry: Option<EntryId>,
    /// That entry's revision when it was read.
    pub revision: String,
    /// The title, as it left.
    pub title: String,
    /// The version of the entry that left, while it is kept.
    pub version: Option<VersionRow>,
    /// Whether the entry still reads so.
    pub is_now: bool,
}

/// The texts of an entry in a pack: by them a comment finds its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PieceText {
    /// Its name in the pack.
    pub id: PieceId,
    /// The entry it was made of.
    pub entry: Option<EntryId>,
    /// That entry's revision when it was read.
    pub revision: String,
    /// The title, as it left.
    pub title: String,
    /// The entry's Markdown as it was read; empty once the entry or the pack is gone.
    pub source: String,
    /// The Markdown that left.
    pub exported: String,
    /// What hangs on a learning log, as Markdown that left; empty of others.
    pub hanging: String,
    /// Which bytes of `exported` came from which of `source`.
    pub map: Vec<Stretch>,
}

/// What was chosen and stays.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Stays {
    /// The entry.
    pub entry: EntryRow,
    /// Why.
    pub why: Staying,
}

/// The ledger, last made first; what is only prepared is not in it.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &Tx<'_>) -> Result<Vec<PackRow>> {
    store::rows(tx, store::Which::Sent)
}

/// One pack, whole.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &Tx<'_>, id: PackId) -> Result<Pack> {
    let row = store::row(tx, id)?;
    let (plan, redacted, look) = store::details(tx, id)?;
    let mut pieces = Vec::new();
    for PieceText { id, entry, revision, title, source, .. } in store::texts(tx, id)? {
        let there = entry.map(|entry| entries::get(tx, entry)).transpose()?;
        let version = entry.map(|entry| versions::of_text(tx, entry, &source)).transpose()?.flatten();
        let is_now = there.is_some_and(|there| there.body == source);
        pieces.push(PackPiece { id, entry, revision, title, version, is_now });
    }
    Ok(Pack { row, plan, redacted, look, pieces, given: store::given(tx, id)? })
}

/// The texts of its entries, in order.
///
/// # Errors
/// Those of the database.
pub fn texts(tx: &Tx<'_>, id: PackId) -> Result<Vec<PieceText>> {
    store::texts(tx, id)
}

/// The bytes that were previewed: what a reader reads, without a passphrase on it.
///
/// # Errors
/// `NotFound`; `BadInput` where they were forgotten; `Damaged`.
pub fn bytes(tx: &Tx<'_>, vault: &Vault, id: PackId) -> Result<Vec<u8>> {
    vault.read(kept(store::held(tx, id)?.file)?)
}

fn kept(file: Option<AttachmentId>) -> Result<AttachmentId> {
    file.ok_or_else(|| Error::bad("the file itself was forgotten; only the line about it is left"))
}

#[cfg(test)]
mod tests;
