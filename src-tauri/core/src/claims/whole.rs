//! One claim with all that its life consists of.

use serde::Serialize;

use super::merge::{Merges, head_in, history};
use super::{ClaimHead, ClaimId, ClaimVersion, EntryId, store};
use crate::entries::EntryRow;
use crate::error::Result;
use crate::loops::{self, Challenge, LoopRow, Rel};
use crate::store::Tx;
use crate::test::{self, Test};

/// A claim, whole: with what was merged into it.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Claim {
    /// As it stands.
    #[serde(flatten)]
    pub head: ClaimHead,
    /// All it went through, oldest first.
    pub versions: Vec<ClaimVersion>,
    /// Where it came up, in the order in which it did; those in the trash are left out.
    pub loops: Vec<LoopRow>,
    /// What speaks against it in these, oldest first.
    pub challenges: Vec<ClaimChallenge>,
    /// Its tests, in the order in which they were thought up.
    pub tests: Vec<Test>,
    /// Entries that its loops began from, or that bear on them.
    pub entries: Vec<EntryRow>,
    /// The claims that were merged into it, however indirectly.
    pub merged: Vec<ClaimHead>,
}

/// A challenge, and where it was made.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct ClaimChallenge {
    /// What it says.
    #[serde(flatten)]
    pub challenge: Challenge,
    /// In which loop.
    #[serde(rename = "loop")]
    pub of: EntryId,
    /// That loop's title; may be empty.
    pub loop_title: String,
}

/// The claim, whole. One that is part of another answers for itself, and names the other.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &Tx<'_>, id: ClaimId) -> Result<Claim> {
    let merges = Merges::read(tx)?;
    let family = merges.family(id);
    let mut claim = Claim {
        head: head_in(tx, &merges, id)?,
        versions: history(tx, &merges, id)?,
        loops: Vec::new(),
        challenges: Vec::new(),
        tests: test::of_claims(tx, &family)?,
        entries: Vec::new(),
        merged: family.iter().skip(1).map(|part| head_in(tx, &merges, *part)).collect::<Result<_>>()?,
    };
    for of in store::loops_of(tx, &family)? {
        let row = loops::row(tx, of)?;
        claim.challenges.extend(loops::challenges(tx, of)?.into_iter().map(|challenge| ClaimChallenge {
            challenge,
            of,
            loop_title: row.title.clone(),
        }));
        for link in loops::links(tx, of)? {
            if link.rel != Rel::Reopens && claim.entries.iter().all(|known| known.id != link.entry.id) {
                claim.entries.push(link.entry);
            }
        }
        claim.loops.push(row);
    }
    claim.challenges.sort_by_key(|one| (one.challenge.made_at, one.challenge.id));
    Ok(claim)
}
