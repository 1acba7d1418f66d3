//! What an import brought of meetings, and taking out again what nobody changed since.

use sha2::{Digest, Sha256};

use super::super::store;
use crate::behaviours;
use crate::communities;
use crate::error::{Error, Result};
use crate::export::meetings;
use crate::id::{AuditId, CommitmentId, CommunityId, ImportId, ProtocolId, SessionId};
use crate::sessions::{Commitment, ListCommitments, commitments, protocol, travel};
use crate::store::Tx;

/// Something of a meeting that an import brought.
#[derive(Clone, Copy)]
pub(super) enum Came {
    Community(CommunityId),
    Protocol(ProtocolId),
    Session(SessionId),
    Commitment(CommitmentId),
    Look(AuditId),
}

impl Came {
    fn of(kind: &str, id: &str) -> Result<Self> {
        Ok(match kind {
            "community" => Self::Community(id.parse()?),
            "protocol" => Self::Protocol(id.parse()?),
            "session" => Self::Session(id.parse()?),
            "commitment" => Self::Commitment(id.parse()?),
            _ => Self::Look(id.parse()?),
        })
    }

    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Community(_) => "community",
            Self::Protocol(_) => "protocol",
            Self::Session(_) => "session",
            Self::Commitment(_) => "commitment",
            Self::Look(_) => "look",
        }
    }

    pub(super) fn id(self) -> String {
        match self {
            Self::Community(id) => id.to_string(),
            Self::Protocol(id) => id.to_string(),
            Self::Session(id) => id.to_string(),
            Self::Commitment(id) => id.to_string(),
            Self::Look(id) => id.to_string(),
        }
    }
}

/// What tells whether it is as it came: a digest of all that a file would say of it; empty where it is no longer there.
pub(super) fn stamp(tx: &Tx<'_>, of: Came) -> Result<String> {
    let bare = |one: Commitment| Commitment { late: false, community_name: String::new(), ..one };
    let said = match of {
        Came::Community(id) => communities::get(tx, id).and_then(|one| Ok(serde_json::to_string(&one)?)),
        Came::Protocol(id) => protocol::get(tx, &id.to_string()).and_then(|one| Ok(serde_json::to_string(&one)?)),
        Came::Session(id) => meetings::written(tx, id).and_then(|mut one| {
            one.record.commitments = one.record.commitments.into_iter().map(bare).collect();
            Ok(serde_json::to_string(&one)?)
        }),
        Came::Commitment(id) => commitments(tx, &ListCommitments::default())
            .and_then(|all| all.into_iter().find(|one| one.id == id).ok_or(Error::NotFound("commitment")))
            .and_then(|one| Ok(serde_json::to_string(&bare(one))?)),
        Came::Look(id) => behaviours::audit(tx, id).and_then(|one| Ok(serde_json::to_string(&meetings::audit(one))?)),
    };
    match said {
        Ok(said) => Ok(Sha256::digest(said).iter().map(|byte| format!("{byte:02x}")).collect()),
        Err(Error::NotFound(_)) => Ok(String::new()),
        Err(error) => Err(error),
    }
}

/// What an import brought and nobody changed since, to be taken out once its entries are gone.
pub(in crate::import) struct Untouched(Vec<Came>);

/// Looks for it while the entries are still there, since they are part of what it says.
///
/// # Errors
/// Those of the database.
pub(in crate::import) fn untouched(tx: &Tx<'_>, import: ImportId) -> Result<Untouched> {
    let mut found = Vec::new();
    for (kind, id, came) in store::meetings(tx, import)? {
        let one = Came::of(&kind, &id)?;
        if stamp(tx, one)? == came {
            found.push(one);
        }
    }
    Ok(Untouched(found))
}

/// Takes it out again: sessions before what was promised in them, communities last, and only where nothing is left that
/// names them.
///
/// # Errors
/// Those of the database.
pub(in crate::import) fn take_out(tx: &mut Tx<'_>, untouched: &Untouched) -> Result<()> {
    let all = || untouched.0.iter().copied();
    for one in all() {
        if let Came::Session(id) = one {
            travel::forget(tx, id)?;
        }
    }
    for one in all() {
        match one {
            Came::Commitment(id) => travel::forget_commitment(tx, id)?,
            Came::Look(id) => behaviours::remove(tx, id)?,
            Came::Protocol(id) => travel::forget_protocol(tx, id)?,
            Came::Session(_) | Came::Community(_) => {}
        }
    }
    for one in all() {
        if let Came::Community(id) = one {
            communities::forget_unused(tx, id)?;
        }
    }
    Ok(())
}
