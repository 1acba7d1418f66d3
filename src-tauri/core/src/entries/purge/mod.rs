//! Deleting for good: only what lies in the trash, and only when it was asked for.
//!
//! The history of claims, tests and steps is guarded by the database itself: its triggers let go of a row only while the
//! guard's row is there, which it is nowhere but inside the transaction that removes ([`remove`]).

mod store;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::attachments::Vault;
use crate::claims::{self, ClaimHead};
use crate::error::{Error, Result};
use crate::id::{AttachmentId, ClaimId, DispatchId, EntryId, PackId};
use crate::store::Tx;
use crate::{loops, tags};

/// How much would go.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct PurgePreview {
    /// Entries that are no learning logs.
    pub entries: u32,
    /// Learning logs.
    pub loops: u32,
    /// Kept states of their texts, and of what stood beside them.
    pub versions: u32,
    /// Their files, those taken off too.
    pub attachments: u32,
    /// What readers wrote about them.
    pub comments: u32,
    /// Assumptions and aims that no other learning log uses: each is asked about by name, and stays unless named.
    pub claims: Vec<ClaimHead>,
}

/// What is to go for good.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Purge {
    /// Which entries; all of them lie in the trash.
    pub ids: Vec<EntryId>,
    /// Which of the claims that no other learning log uses.
    pub claims: Vec<ClaimId>,
    /// Packs whose kept bytes go, too; their line in the list stays.
    pub packs: Option<Vec<PackId>>,
    /// The same of answers that went back to readers.
    pub dispatches: Option<Vec<DispatchId>>,
}

/// Says what a purge of these would take, wherever they lie now.
///
/// # Errors
/// `NotFound`.
pub fn purge_preview(tx: &Tx<'_>, ids: &[EntryId]) -> Result<PurgePreview> {
    let ids = found(tx, ids, |_| Ok(()))?;
    let mut preview =
        PurgePreview { entries: 0, loops: 0, versions: 0, attachments: 0, comments: 0, claims: Vec::new() };
    for &id in &ids {
        if loops::is_loop(tx, id)? {
            preview.loops += 1;
        } else {
            preview.entries += 1;
        }
        preview.versions += store::count_versions(tx, id)?;
        preview.comments += store::count_comments(tx, id)?;
    }
    preview.attachments = u32::try_from(store::files(tx, &ids)?.len()).unwrap_or(u32::MAX);
    for claim in unused(tx, &ids)? {
        preview.claims.push(claims::head(tx, claim)?);
    }
    Ok(preview)
}

/// Deletes entries in the trash for good, with the claims named. Answers with their files, which are marked: once this
/// transaction is durable, [`Vault::delete_marked`] deletes them.
///
/// # Errors
/// `NotFound`; `BadInput` where one is not in the trash, or a claim is used elsewhere. Nothing is deleted then.
pub fn purge(tx: &mut Tx<'_>, vault: &Vault, request: &Purge) -> Result<Vec<AttachmentId>> {
    let ids = in_trash(tx, &request.ids)?;
    let unused = unused(tx, &ids)?;
    if !request.claims.iter().all(|claim| unused.contains(claim)) {
        return Err(Error::bad(
            "one of these assumptions or aims is used by another learning log, so it stays. Nothing was deleted",
        ));
    }
    let files = store::files(tx, &ids)?;
    remove(tx, &ids, &request.claims)?;
    vault.mark(&files)?;
    Ok(files)
}

/// Removes entries and claims with all that hangs on them, under the guard: for a purge, and for an import undone. With a
/// claim goes all that was merged into it.
///
/// # Errors
/// `NotFound`, and those of the database.
pub(crate) fn remove(tx: &mut Tx<'_>, ids: &[EntryId], claims: &[ClaimId]) -> Result<()> {
    let mut families = Vec::new();
    for &claim in claims {
        families.extend(claims::family(tx, claim)?);
    }
    store::raise_guard(tx)?;
    for &id in ids {
        store::forget_drafts(tx, id)?;
        store::forget_around_quotes(tx, id)?;
        super::store::delete(tx, id)?;
        tx.touch(id);
    }
    for claim in families {
        store::forget_drafts(tx, claim)?;
        store::delete_claim(tx, claim)?;
    }
    store::lower_guard(tx)?;
    tags::forget_unused(tx)
}

/// Of these claims those that nothing else needs: no loop but these is tied to one, or has a test of one, and all that was
/// merged into one is among them too. One that is part of another of them goes with that.
///
/// # Errors
/// Those of the database.
pub(crate) fn used_by_none_but(tx: &Tx<'_>, claims: &[ClaimId], ids: &[EntryId]) -> Result<Vec<ClaimId>> {
    let mut alone = Vec::new();
    for &claim in claims {
        let family = claims::family(tx, claim)?;
        if family.iter().all(|part| claims.contains(part)) && !used_elsewhere(tx, claim, ids)? {
            alone.push((claim, family));
        }
    }
    let parts: HashSet<ClaimId> = alone.iter().flat_map(|(_, family)| family.iter().skip(1)).copied().collect();
    Ok(alone.into_iter().map(|(claim, _)| claim).filter(|claim| !parts.contains(claim)).collect())
}

/// The claims of these loops that no other loop is tied to, and no test of another loop is of. What was merged is one
/// claim.
fn unused(tx: &Tx<'_>, ids: &[EntryId]) -> Result<Vec<ClaimId>> {
    let mut unused = Vec::new();
    for &id in ids {
        for claim in claims::of_loop(tx, id)? {
            let root = claim.claim.id;
            if !unused.contains(&root) && !used_elsewhere(tx, root, ids)? {
                unused.push(root);
            }
        }
    }
    Ok(unused)
}

fn used_elsewhere(tx: &Tx<'_>, root: ClaimId, ids: &[EntryId]) -> Result<bool> {
    for part in claims::family(tx, root)? {
        if store::users(tx, part)?.iter().any(|user| !ids.contains(user)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The ids, each once.
fn in_trash(tx: &Tx<'_>, ids: &[EntryId]) -> Result<Vec<EntryId>> {
    found(tx, ids, |row| match row.trashed_at {
        Some(_) => Ok(()),
        None => Err(Error::bad("only what lies in the trash can be deleted for good. Nothing was deleted")),
    })
}

/// Each once, where it is there and fits.
fn found(tx: &Tx<'_>, ids: &[EntryId], fits: impl Fn(&super::EntryRow) -> Result<()>) -> Result<Vec<EntryId>> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    for &id in &ids {
        fits(&super::store::row(tx, id)?.ok_or(Error::NotFound("entry"))?)?;
    }
    Ok(ids)
}
