//! Claims that are one. The newest row of a claim in `claim_merge` counts; one that names none undoes it.

use std::collections::{HashMap, HashSet};

use super::{ClaimHead, ClaimId, ClaimVersion, store};
use crate::error::{Error, Result};
use crate::store::Tx;

/// Which claim is part of which, now.
pub(super) struct Merges(HashMap<ClaimId, ClaimId>);

impl Merges {
    pub(super) fn read(tx: &Tx<'_>) -> Result<Self> {
        Ok(Self(store::merges(tx)?))
    }

    pub(super) fn into(&self, claim: ClaimId) -> Option<ClaimId> {
        self.0.get(&claim).copied()
    }

    /// The claim that this one is part of, at the end of the chain. A circle (which no call makes, but a file from
    /// elsewhere might) ends where it would come round.
    pub(super) fn root(&self, claim: ClaimId) -> ClaimId {
        let (mut at, mut seen) = (claim, HashSet::from([claim]));
        while let Some(next) = self.into(at).filter(|next| seen.insert(*next)) {
            at = next;
        }
        at
    }

    /// The claim and all that were merged into it, however indirectly; itself first, the others in order of their ids.
    pub(super) fn family(&self, claim: ClaimId) -> Vec<ClaimId> {
        let mut all = vec![claim];
        let mut at = 0;
        while at < all.len() {
            let mut parts: Vec<_> = self
                .0
                .iter()
                .filter(|(part, into)| **into == all[at] && !all.contains(part))
                .map(|(part, _)| *part)
                .collect();
            parts.sort();
            all.extend(parts);
            at += 1;
        }
        all[1..].sort();
        all
    }
}

/// The claim that this one is part of; itself where it is part of none.
///
/// # Errors
/// Those of the database.
pub fn root(tx: &Tx<'_>, claim: ClaimId) -> Result<ClaimId> {
    Ok(Merges::read(tx)?.root(claim))
}

/// The claim and all that are part of it, itself first.
///
/// # Errors
/// Those of the database.
pub fn family(tx: &Tx<'_>, claim: ClaimId) -> Result<Vec<ClaimId>> {
    Ok(Merges::read(tx)?.family(claim))
}

pub(super) fn head_in(tx: &Tx<'_>, merges: &Merges, id: ClaimId) -> Result<ClaimHead> {
    let head = store::head(tx, id)?.ok_or(Error::NotFound("claim"))?;
    Ok(ClaimHead { merged_into: merges.into(id), ..head })
}

/// The history of a claim with that of all that are part of it, oldest first.
pub(super) fn history(tx: &Tx<'_>, merges: &Merges, id: ClaimId) -> Result<Vec<ClaimVersion>> {
    let mut all = Vec::new();
    for part in merges.family(id) {
        all.extend(store::versions(tx, part)?);
    }
    // Stable: those of one claim stay in their order.
    all.sort_by_key(|version| version.at);
    for (n, version) in (1..).zip(&mut all) {
        version.n = n;
    }
    Ok(all)
}
