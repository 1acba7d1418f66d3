//! Claims that are one. The newest row of a claim in `claim_merge` counts; one that names none undoes it.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{ClaimHead, ClaimId, ClaimVersion, store};
use crate::error::{Error, Result};
use crate::store::Tx;

/// Which claim is part of which, now.
pub(super) struct Merges(HashMap<ClaimId, ClaimId>);

impl Merges {
    pub(super) fn read(tx: &Tx<'_>) -> Result<Self> {
        Ok(Self::of(store::merges(tx)?))
    }

    /// Without circles: no call makes one, but a file from elsewhere might, and each of its claims then stands alone.
    pub(super) fn of(mut into: HashMap<ClaimId, ClaimId>) -> Self {
        let mut settled: HashSet<ClaimId> = HashSet::with_capacity(into.len());
        let mut circles: Vec<ClaimId> = Vec::new();
        for &start in into.keys() {
            let mut way: Vec<ClaimId> = Vec::new();
            let mut at = Some(start);
            // Each claim is walked over once, whichever it is come to from.
            while let Some(claim) = at.filter(|claim| settled.insert(*claim)) {
                way.push(claim);
                at = into.get(&claim).copied();
            }
            if let Some(begins) = at.and_then(|back| way.iter().position(|claim| *claim == back)) {
                circles.extend(&way[begins..]);
            }
        }
        for claim in circles {
            into.remove(&claim);
        }
        Self(into)
    }

    /// What a claim was merged into.
    pub(super) fn whole_of(&self, claim: ClaimId) -> Option<ClaimId> {
        self.0.get(&claim).copied()
    }

    /// The claim that this one is part of, at the end of the chain.
    pub(super) fn root(&self, claim: ClaimId) -> ClaimId {
        std::iter::successors(Some(claim), |at| self.whole_of(*at)).last().unwrap_or(claim)
    }

    /// The claim and all that were merged into it, however indirectly; itself first, the others in order of their ids.
    pub(super) fn family(&self, claim: ClaimId) -> Vec<ClaimId> {
        let mut parts: HashMap<ClaimId, Vec<ClaimId>> = HashMap::new();
        for (part, into) in &self.0 {
            parts.entry(*into).or_default().push(*part);
        }
        let mut all = vec![claim];
        let mut at = 0;
        while at < all.len() {
            all.extend(parts.remove(&all[at]).unwrap_or_default());
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

/// Two claims to make one.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct MergeClaims {
    /// Which becomes part of another.
    pub claim: ClaimId,
    /// Of which.
    pub into: ClaimId,
}

/// Makes one claim part of another: its versions, loops and challenges are shown there, and what is written from now on
/// is written there. No version is rewritten, so that [`unmerge`] brings both back exactly.
///
/// # Errors
/// `NotFound`; `BadInput` with a sentence for a claim with itself, with a part of it, of another kind, or merged already.
pub fn merge(tx: &mut Tx<'_>, request: MergeClaims) -> Result<()> {
    let merges = Merges::read(tx)?;
    let claim = head_in(tx, &merges, request.claim)?;
    let into = head_in(tx, &merges, request.into)?;
    if claim.id == into.id {
        return Err(Error::bad("these are one and the same already"));
    }
    if claim.kind != into.kind {
        return Err(Error::bad("an aim and an assumption are two things and cannot be merged"));
    }
    if claim.merged_into.is_some() {
        return Err(Error::bad("this one is merged into another already; part those two first"));
    }
    if merges.root(into.id) == claim.id {
        return Err(Error::bad("that one is merged into this one already; it cannot also be the other way round"));
    }
    store::insert_merge(tx, claim.id, Some(into.id))?;
    stamp(tx, &merges, claim.id)
}

/// Makes a claim stand on its own again, exactly as it was. One that does already is left as it is.
///
/// # Errors
/// `NotFound`.
pub fn unmerge(tx: &mut Tx<'_>, claim: ClaimId) -> Result<()> {
    let merges = Merges::read(tx)?;
    if head_in(tx, &merges, claim)?.merged_into.is_some() {
        store::insert_merge(tx, claim, None)?;
        stamp(tx, &merges, claim)?;
    }
    Ok(())
}

/// The loops of what was moved read otherwise now.
fn stamp(tx: &mut Tx<'_>, merges: &Merges, claim: ClaimId) -> Result<()> {
    merges.family(claim).into_iter().try_for_each(|part| store::stamp_loops(tx, part))
}

pub(super) fn head_in(tx: &Tx<'_>, merges: &Merges, id: ClaimId) -> Result<ClaimHead> {
    let head = store::head(tx, id)?.ok_or(Error::NotFound("claim"))?;
    Ok(ClaimHead { merged_into: merges.whole_of(id), ..head })
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
