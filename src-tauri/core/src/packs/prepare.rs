//! Making a pack, once.

use serde::{Deserialize, Serialize};

use super::give::is_given;
use super::{Pack, PackState, Redacted, Stays, get, store};
use crate::attachments::{Sealed, Vault};
use crate::clock::Instant;
use crate::entries;
use crate::error::{Error, Result};
use crate::export::{self, Layout, Made};
use crate::id::{AttachmentId, PackId, PlanId};
use crate::people::PersonKey;
use crate::plan::{self, AudienceKey};
use crate::progress::Progress;
use crate::store::Tx;

/// What to make.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PreparePack {
    /// Of which plan.
    pub plan: PlanId,
    /// Id of the format.
    pub format: String,
    /// How pages are laid out; plain pages of the size in the settings where not said.
    pub layout: Option<Layout>,
}

/// A pack that is sealed and ready.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Prepared {
    /// The pack.
    pub pack: Pack,
    /// What was chosen and stays.
    pub stays: Vec<Stays>,
    /// Where this very file was handed over before as it is, and can be given again: when first.
    pub already_sent: Option<Instant>,
    /// The same under a passphrase.
    pub already_wrapped: Option<Instant>,
}

/// A pack that is made and not yet kept.
pub struct Ready {
    pub(super) plan: PlanId,
    pub(super) audience: AudienceKey,
    pub(super) format: String,
    pub(super) made: Made,
    pub(super) meant: Vec<PersonKey>,
}

impl Ready {
    /// The bytes to be sealed.
    pub fn bytes(&self) -> &[u8] {
        &self.made.bytes
    }

    pub(super) fn id(&self) -> Result<PackId> {
        let letter = self.made.pack.letter.as_ref();
        letter.map(|letter| letter.pack).ok_or_else(|| Error::bad("a pack for somebody has a letter"))
    }

    pub(super) fn redacted(&self) -> Vec<Redacted> {
        let done = self.made.noted.done.iter();
        done.map(|((kind, action), count)| Redacted { kind: (*kind).into(), action: (*action).into(), count: *count })
            .collect()
    }
}

/// Makes a pack of a plan, in memory.
///
/// # Errors
/// `NotFound`; `Undecided` where a name is not decided on; `BadInput` with what else has to be done before, or where the
/// finished file still holds what must not leave.
pub fn make(tx: &Tx<'_>, vault: &Vault, request: &PreparePack, progress: &Progress) -> Result<Ready> {
    let mut ready = plan::sharing::Ready::of(tx, request.plan)?;
    ready.layout = request.layout.unwrap_or(ready.layout);
    let made = ready.with(|sharing| export::make(tx, vault, sharing, &request.format, progress))?;
    let meant = plan::may_leave(tx, request.plan, &made.noted)?;
    Ok(Ready { plan: request.plan, audience: ready.audience, format: request.format.clone(), made, meant })
}

/// The id of the pack that would be made, and whether it might leave; nothing is made.
///
/// # Errors
/// As [`make`].
pub(super) fn identity(tx: &Tx<'_>, vault: &Vault, request: &PreparePack) -> Result<(PackId, Result<()>)> {
    let mut ready = plan::sharing::Ready::of(tx, request.plan)?;
    ready.layout = request.layout.unwrap_or(ready.layout);
    let (id, noted) = ready.with(|sharing| export::identity(tx, vault, sharing, &request.format))?;
    Ok((id, plan::may_leave(tx, request.plan, &noted).map(drop)))
}

/// Keeps a pack whose bytes are durable in the vault. Answers with files that are marked and to be deleted once this is
/// durable: those of earlier tries of this plan in this format, or `sealed` where this very pack is there already.
///
/// # Errors
/// Those of the database.
pub fn keep(tx: &mut Tx<'_>, vault: &Vault, ready: &Ready, sealed: &Sealed) -> Result<(Prepared, Vec<AttachmentId>)> {
    let id = ready.id()?;
    let mut gone = Vec::new();
    let known = store::find(tx, id)?;
    if known.is_some() && store::plain_sha256(tx, id)?.is_some_and(|sha256| sha256 != sealed.sha256) {
        return Err(Error::Damaged(
            "the same choice gave another file than before; nothing was kept. This is a fault of Loopbook".into(),
        ));
    }
    match known {
        // Its bytes are there, whichever way they were handed over.
        Some(row) if row.state == PackState::Sent && store::held(tx, id)?.file.is_some() => {
            gone.push(sealed.id);
            // The plan that it was first made of may be gone; this one makes the same.
            store::set_plan(tx, id, ready.plan)?;
        }
        // Forgotten or asked back since: its line stays, with every time it was handed over.
        Some(row) if row.state != PackState::Prepared => {
            gone.extend(store::held(tx, id)?.wrapped);
            gone.extend(store::forget_tries(tx, ready.plan, &ready.format, id)?);
            store::renew(tx, ready, sealed)?;
        }
        _ => {
            gone.extend(store::forget_tries(tx, ready.plan, &ready.format, id)?);
            store::insert(tx, ready, sealed)?;
        }
    }
    vault.mark(&gone)?;
    let mut stays = Vec::new();
    for row in &ready.made.pack.left_out_rows {
        let piece = plan::get(tx, ready.plan)?.pieces.into_iter().find(|piece| piece.entry.id == row.id);
        if let Some(why) = piece.and_then(|piece| piece.stays) {
            let entry = entries::store::row(tx, row.id)?.ok_or(Error::NotFound("entry"))?;
            stays.push(Stays { entry, why });
        }
    }
    let pack = get(tx, id)?;
    let first = |encrypted| pack.given.iter().find(|handing| handing.encrypted == encrypted).map(|handing| handing.at);
    let already_sent = if is_given(tx, &pack.row, false)? { first(false) } else { None };
    let already_wrapped = if is_given(tx, &pack.row, true)? { first(true) } else { None };
    Ok((Prepared { pack, stays, already_sent, already_wrapped }, gone))
}
