//! Which claims a loop is about.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::merge::{Merges, head_in, history};
use super::{ClaimHead, ClaimId, ClaimVersion, EntryId, Rating, head, store};
use crate::error::{Error, Result};
use crate::store::Tx;

/// A claim as a loop has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct LoopClaim {
    /// As it stands now.
    pub claim: ClaimHead,
    /// What became of an aim in this loop.
    pub rating: Option<Rating>,
    /// Its whole history, oldest first.
    pub versions: Vec<ClaimVersion>,
}

/// A claim that is there already, for a loop.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct TieClaim {
    /// Which loop.
    #[serde(rename = "loop")]
    pub to: EntryId,
    /// Which claim.
    pub claim: ClaimId,
    /// What became of an aim.
    pub rating: Option<Rating>,
}

/// A claim that a loop is not about after all.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct UntieClaim {
    /// Which loop.
    #[serde(rename = "loop")]
    pub from: EntryId,
    /// Which claim.
    pub claim: ClaimId,
}

/// What became of an aim in a loop.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct RateClaim {
    /// Which loop.
    #[serde(rename = "loop")]
    pub of: EntryId,
    /// Which claim.
    pub claim: ClaimId,
    /// `null` takes the rating back.
    pub rating: Option<Rating>,
}

/// The claims of a loop, in the order in which they came up. One that was merged into another is shown as that other,
/// once.
///
/// # Errors
/// Those of the database.
pub fn of_loop(tx: &Tx<'_>, id: EntryId) -> Result<Vec<LoopClaim>> {
    let merges = Merges::read(tx)?;
    let mut claims: Vec<LoopClaim> = Vec::new();
    for tie in store::ties(tx, id)? {
        let root = merges.root(tie.claim);
        match claims.iter_mut().find(|known| known.claim.id == root) {
            Some(known) => known.rating = known.rating.or(tie.rating),
            None => claims.push(LoopClaim {
                claim: head_in(tx, &merges, root)?,
                rating: tie.rating,
                versions: history(tx, &merges, root)?,
            }),
        }
    }
    Ok(claims)
}

/// A claim as a list of loops needs it.
#[derive(Clone, Debug)]
pub struct Tied {
    /// As it stands now.
    pub claim: ClaimHead,
    /// What became of an aim in this loop.
    pub rating: Option<Rating>,
    /// Whether it was written anew in this loop.
    pub revised_here: bool,
}

/// The claims of every loop, each loop's as [`of_loop`] has them: a few reads for all of them together.
///
/// # Errors
/// Those of the database.
pub fn of_all_loops(tx: &Tx<'_>) -> Result<HashMap<EntryId, Vec<Tied>>> {
    let merges = Merges::read(tx)?;
    let heads: HashMap<ClaimId, ClaimHead> = store::heads(tx)?.into_iter().map(|head| (head.id, head)).collect();
    let revised: HashSet<(EntryId, ClaimId)> =
        store::revised(tx)?.into_iter().map(|(of, part)| (of, merges.root(part))).collect();
    let mut all: HashMap<EntryId, Vec<Tied>> = HashMap::new();
    for (of, store::Tie { claim, rating }) in store::every_tie(tx)? {
        let root = merges.root(claim);
        let Some(head) = heads.get(&root) else { continue };
        let claims = all.entry(of).or_default();
        match claims.iter_mut().find(|known| known.claim.id == root) {
            Some(known) => known.rating = known.rating.or(rating),
            None => {
                claims.push(Tied { claim: head.clone(), rating, revised_here: revised.contains(&(of, root)) });
            }
        }
    }
    Ok(all)
}

/// Ties a claim to a loop; one that is tied already only takes the rating, where one is given.
///
/// # Errors
/// `NotFound` where there is no such loop or claim.
pub fn tie(tx: &mut Tx<'_>, request: TieClaim) -> Result<()> {
    loop_there(tx, request.to)?;
    let merges = Merges::read(tx)?;
    let claim = head(tx, merges.root(request.claim))?;
    if tied(tx, &merges, request.to, claim.id)?.is_empty() {
        return store::insert_tie(tx, request.to, claim.id, claim.kind, request.rating);
    }
    match request.rating {
        Some(_) => rate(tx, RateClaim { of: request.to, claim: claim.id, rating: request.rating }),
        None => Ok(()),
    }
}

/// Takes a claim out of a loop. It stays in the ledger with all it went through, also where no other loop is about it.
///
/// # Errors
/// `NotFound` where the loop is not about it.
pub fn untie(tx: &mut Tx<'_>, request: UntieClaim) -> Result<()> {
    for part in there(tx, request.from, request.claim)? {
        store::delete_tie(tx, request.from, part)?;
    }
    Ok(())
}

/// Says what became of an aim.
///
/// # Errors
/// `NotFound` where the loop is not about it.
pub fn rate(tx: &mut Tx<'_>, request: RateClaim) -> Result<()> {
    for part in there(tx, request.of, request.claim)? {
        store::set_rating(tx, request.of, part, request.rating)?;
    }
    Ok(())
}

/// Whether a loop is about a claim, by whatever name.
///
/// # Errors
/// Those of the database.
pub fn is_tied(tx: &Tx<'_>, id: EntryId, claim: ClaimId) -> Result<bool> {
    Ok(!tied(tx, &Merges::read(tx)?, id, claim)?.is_empty())
}

/// The loop's own claims that are, by now, one with `claim`.
fn tied(tx: &Tx<'_>, merges: &Merges, id: EntryId, claim: ClaimId) -> Result<Vec<ClaimId>> {
    let root = merges.root(claim);
    let ties = store::ties(tx, id)?;
    Ok(ties.into_iter().map(|tie| tie.claim).filter(|part| merges.root(*part) == root).collect())
}

fn there(tx: &Tx<'_>, id: EntryId, claim: ClaimId) -> Result<Vec<ClaimId>> {
    let parts = tied(tx, &Merges::read(tx)?, id, claim)?;
    if parts.is_empty() { Err(Error::NotFound("claim")) } else { Ok(parts) }
}

pub(super) fn loop_there(tx: &Tx<'_>, id: EntryId) -> Result<()> {
    if store::is_loop(tx, id)? { Ok(()) } else { Err(Error::NotFound("loop")) }
}
