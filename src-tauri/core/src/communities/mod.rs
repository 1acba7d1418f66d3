//! Communities that things are shared with: what one cares about, who one is, what one shares (Wenger 1998: joint
//! enterprise, mutual engagement, shared repertoire), norms, a stage, members, and the name under which the writer is
//! known there. Nothing in it is taken from the system, and none of it leaves but the two names, in what is sent there.

mod save;
mod stages;
pub(crate) mod store;

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::CommunityId;
use crate::people::PersonKey;
use crate::store::Tx;

pub use save::{SaveCommunity, SaveMember, archive, remove, restore, save};
pub(crate) use save::{checked, forget_unused, put};
pub use stages::{CommunityStage, StageReading, stages};

/// A community.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Community {
    /// Its identity; never leaves the journal.
    pub id: CommunityId,
    /// As it is called.
    pub name: String,
    /// The name the writer chose for this community; may be empty.
    pub shown_name: String,
    /// What we care about.
    pub care: String,
    /// Who we are.
    pub who: String,
    /// What we share.
    pub share: String,
    /// How we are with each other.
    pub norms: String,
    /// A key of [`stages`].
    pub stage: Option<String>,
    /// The day since when.
    pub stage_since: Option<String>,
    /// In the writer's order.
    pub members: Vec<Member>,
    /// When it was begun.
    pub created_at: Instant,
    /// When it was last changed.
    pub edited_at: Instant,
    /// When it was put away; it is no longer offered then.
    pub archived_at: Option<Instant>,
}

/// A person with a role in a community.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Member {
    /// Who.
    pub person: PersonKey,
    /// Their name.
    pub name: String,
    /// What they are in it ("facilitator"); may be empty.
    pub role: String,
}

/// A community in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct CommunityRow {
    /// Which.
    pub id: CommunityId,
    /// As it is called.
    pub name: String,
    /// What we care about, the beginning.
    pub care: String,
    /// The name the writer chose for it.
    pub shown_name: String,
    /// How many members.
    pub members: u32,
    /// A key of [`stages`].
    pub stage: Option<String>,
    /// When it was put away.
    pub archived_at: Option<Instant>,
}

/// All communities, those in use first, by name.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &Tx<'_>) -> Result<Vec<CommunityRow>> {
    store::list(tx)
}

/// One community with its members.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &Tx<'_>, id: CommunityId) -> Result<Community> {
    let community = store::get(tx, id)?.ok_or(Error::NotFound("community"))?;
    Ok(Community { members: store::members(tx, id)?, ..community })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests;
