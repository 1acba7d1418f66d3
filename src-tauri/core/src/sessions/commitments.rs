//! Commitments: what somebody promised, by when, how it will be seen; and what became of it, step by step.

use serde::{Deserialize, Serialize};

use super::protocol::{LINE, line};
use super::{RecordStyle, store, when};
use crate::clock::Instant;
use crate::communities;
use crate::entries::given;
use crate::error::{Error, Result};
use crate::id::{CommitmentId, CommunityId, SessionId};
use crate::people::PersonKey;
use crate::store::{Tx, words};

/// How it stands with a commitment. None of these is a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentState {
    /// Nothing is known of it yet.
    Planned,
    /// It goes on.
    UnderWay,
    /// It was done.
    Kept,
    /// It is no longer needed, or no longer possible.
    LetGo,
}
words!(CommitmentState { Planned = "planned", UnderWay = "under_way", Kept = "kept", LetGo = "let_go" });

impl CommitmentState {
    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::UnderWay)
    }
}

/// What somebody promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Commitment {
    /// Its identity.
    pub id: CommitmentId,
    /// In which community.
    pub community: CommunityId,
    /// As that is called.
    pub community_name: String,
    /// In which session, while that is there.
    pub session: Option<SessionId>,
    /// What will be done.
    pub what: String,
    /// Whether the writer promised it.
    pub mine: bool,
    /// Who promised it else; none where they are no longer known.
    pub person: Option<PersonKey>,
    /// Their name; of the writer the one chosen for this community, or "me".
    pub who: String,
    /// By which local day.
    pub due: Option<String>,
    /// How it will be seen; may be empty.
    pub evidence: String,
    /// How it stands.
    pub state: CommitmentState,
    /// Open, and its day has passed; or kept after its day.
    pub late: bool,
    /// How it came to stand so, oldest first.
    pub steps: Vec<CommitmentStep>,
}

/// A step in the life of a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct CommitmentStep {
    /// How it stood from then on.
    pub state: CommitmentState,
    /// What was said about it; may be empty.
    pub note: String,
    /// When.
    pub at: Instant,
}

impl Commitment {
    /// How it stands, in words that blame nobody.
    pub fn words(&self) -> &'static str {
        match (self.state, self.late) {
            (CommitmentState::Planned, false) => "to come",
            (CommitmentState::Planned | CommitmentState::UnderWay, true) => "taking longer",
            (CommitmentState::UnderWay, false) => "under way",
            (CommitmentState::Kept, false) => "kept",
            (CommitmentState::Kept, true) => "kept, a little later",
            (CommitmentState::LetGo, _) => "let go",
        }
    }
}

/// Which commitments to list.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ListCommitments {
    /// Those of this community.
    pub community: Option<CommunityId>,
    /// Those of this session.
    pub session: Option<SessionId>,
    /// Those still open.
    pub open: Option<bool>,
}

/// Commitments, what is due first, first.
///
/// # Errors
/// Those of the database.
pub fn commitments(tx: &Tx<'_>, request: &ListCommitments) -> Result<Vec<Commitment>> {
    let mut all = store::commitment::all(tx)?;
    all.retain(|one| {
        request.community.is_none_or(|community| one.community == community)
            && request.session.is_none_or(|session| one.session == Some(session))
            && request.open.is_none_or(|open| one.state.is_open() == open)
    });
    all.into_iter().map(|one| whole(tx, one)).collect()
}

/// The writer's own open commitments whose day comes until `day`, or that have none and are under way.
///
/// # Errors
/// Those of the database.
pub fn due(tx: &Tx<'_>, day: &str) -> Result<Vec<Commitment>> {
    let mut all = commitments(tx, &ListCommitments { open: Some(true), ..ListCommitments::default() })?;
    all.retain(|one| one.mine && one.due.as_deref().is_some_and(|due| due <= day));
    Ok(all)
}

fn whole(tx: &Tx<'_>, mut one: Commitment) -> Result<Commitment> {
    one.steps = store::commitment::steps(tx, one.id)?;
    let settled = one.steps.iter().rev().find(|step| step.state == CommitmentState::Kept);
    let until = match (one.state, settled) {
        (CommitmentState::Kept, Some(step)) => step.at,
        _ => tx.now(),
    };
    let until = tx.clock().day(until).to_string();
    one.late = one.state != CommitmentState::LetGo && one.due.as_deref().is_some_and(|due| due < until.as_str());
    Ok(one)
}

/// One commitment.
pub(super) fn get(tx: &Tx<'_>, id: CommitmentId) -> Result<Commitment> {
    whole(tx, store::commitment::get(tx, id)?.ok_or(Error::NotFound("commitment"))?)
}

/// A commitment to write down, or to put in other words; what is left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveCommitment {
    /// Which; a new one where not said.
    pub id: Option<CommitmentId>,
    /// Of a new one: in which session.
    pub session: Option<SessionId>,
    /// Of a new one that was made outside of a session: in which community.
    pub community: Option<CommunityId>,
    /// What will be done.
    pub what: Option<String>,
    /// Who promised it; `null`: the writer.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "PersonKey | null")]
    pub person: Option<Option<PersonKey>>,
    /// By which local day; `null` for none.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string | null")]
    pub due: Option<Option<String>>,
    /// How it will be seen.
    pub evidence: Option<String>,
}

/// Writes a commitment down, or puts it in other words. Of a new one nobody is said: it is the writer's.
///
/// # Errors
/// `NotFound`; `BadInput` without words, for a day that is none, for somebody who is no member, or where the session's
/// protocol keeps no record.
pub fn save_commitment(tx: &mut Tx<'_>, request: SaveCommitment) -> Result<Commitment> {
    let is_new = request.id.is_none();
    let mut one = match request.id {
        Some(id) => get(tx, id)?,
        None => begun(tx, &request)?,
    };
    if let Some(what) = &request.what {
        one.what = line(what, LINE)?;
    }
    if one.what.is_empty() {
        return Err(Error::bad("a commitment says what will be done. Nothing was saved"));
    }
    if let Some(evidence) = &request.evidence {
        one.evidence = line(evidence, LINE)?;
    }
    if let Some(due) = request.due {
        one.due = due.map(|day| when::day(&day).map(|_| day)).transpose()?;
    }
    if let Some(person) = request.person {
        let members = communities::get(tx, one.community)?.members;
        if person.is_some_and(|key| one.person != person && !members.iter().any(|member| member.person == key)) {
            return Err(Error::bad("only a member of the community promises something here. Nothing was saved"));
        }
        (one.mine, one.person) = (person.is_none(), person);
    }
    store::commitment::put(tx, &one)?;
    if is_new {
        let step = CommitmentStep { state: CommitmentState::Planned, note: String::new(), at: tx.now() };
        store::commitment::add_step(tx, one.id, &step)?;
    }
    get(tx, one.id)
}

fn begun(tx: &Tx<'_>, request: &SaveCommitment) -> Result<Commitment> {
    let community = match (request.session, request.community) {
        (Some(session), _) => {
            let of = super::get(tx, session)?;
            if of.record_style == RecordStyle::None {
                return Err(Error::bad("this protocol keeps no record, and so no commitments. Nothing was saved"));
            }
            store::commitment::community_of(tx, session)?.ok_or(Error::NotFound("session"))?
        }
        (None, Some(community)) => communities::get(tx, community)?.id,
        (None, None) => return Err(Error::bad("say in which session or community it was promised. Nothing was saved")),
    };
    Ok(Commitment {
        id: CommitmentId::new(),
        community,
        community_name: String::new(),
        session: request.session,
        what: String::new(),
        mine: true,
        person: None,
        who: String::new(),
        due: None,
        evidence: String::new(),
        state: CommitmentState::Planned,
        late: false,
        steps: Vec::new(),
    })
}

/// What became of a commitment.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SetCommitment {
    /// Which.
    pub id: CommitmentId,
    /// How it stands from now on.
    pub state: CommitmentState,
    /// A word about it.
    pub note: Option<String>,
}

/// Notes what became of a commitment; what was noted before stays.
///
/// # Errors
/// `NotFound`; `TooBig`.
pub fn set_commitment(tx: &mut Tx<'_>, request: &SetCommitment) -> Result<Commitment> {
    let mut one = get(tx, request.id)?;
    let note = line(request.note.as_deref().unwrap_or_default(), LINE)?;
    if one.state != request.state || !note.is_empty() {
        one.state = request.state;
        store::commitment::put(tx, &one)?;
        let step = CommitmentStep { state: request.state, note, at: tx.now() };
        store::commitment::add_step(tx, one.id, &step)?;
    }
    get(tx, one.id)
}

/// Takes back a commitment that was written down by mistake.
///
/// # Errors
/// `NotFound`; `BadInput` where something became of it already: it can be let go.
pub fn remove_commitment(tx: &mut Tx<'_>, id: CommitmentId) -> Result<()> {
    if get(tx, id)?.steps.len() > 1 {
        return Err(Error::bad("something became of this already, so it stays. It can be let go"));
    }
    store::commitment::remove(tx, id)
}
