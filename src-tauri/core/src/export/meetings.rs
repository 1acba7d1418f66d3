//! Of a whole journal: its communities, their sessions, what was promised in them, and looks at the nine behaviours.

use serde::Serialize;

use super::Pack;
use crate::behaviours::{self, Seen};
use crate::communities::{self, Community};
use crate::entries;
use crate::error::Result;
use crate::id::{AgendaItemId, AuditId, CommitmentId, CommunityId, EntryId, SessionId};
use crate::sessions::{
    self, AgendaItem, AgendaKind, Commitment, ListCommitments, ListSessions, Protocol, Repeats, Session, SessionRecord,
    SessionRole, SessionState, SessionStep, protocol,
};
use crate::store::Tx;

/// Communities and all that hangs on them, each in the order of its making.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Meetings {
    /// With their members.
    pub communities: Vec<Community>,
    /// Protocols of the writer's own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub protocols: Vec<Protocol>,
    /// First to last; what was promised in one stands in its record.
    pub sessions: Vec<WrittenSession>,
    /// What was promised outside of a session.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<Commitment>,
    /// Looks at the nine behaviours, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub audits: Vec<WrittenAudit>,
}

/// A session in the file; the fields of [`Session`] that do not follow from others.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "as in Session")]
pub struct WrittenSession {
    pub id: SessionId,
    pub community: CommunityId,
    pub before: Option<SessionId>,
    pub title: String,
    pub start: String,
    pub zone: String,
    pub minutes: u32,
    pub place: String,
    pub state: SessionState,
    pub repeats: Repeats,
    pub purpose: String,
    pub protocol: String,
    pub protocol_name: String,
    pub steps: Vec<SessionStep>,
    pub laid_out: bool,
    pub roles: Vec<SessionRole>,
    pub norms: String,
    pub agenda: Vec<WrittenItem>,
    pub copies: u32,
    pub record: SessionRecord,
}

/// A point of an agenda in the file.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "as in AgendaItem")]
pub struct WrittenItem {
    pub id: AgendaItemId,
    pub kind: AgendaKind,
    /// None where it lies in the trash or is no longer there.
    pub entry: Option<EntryId>,
    pub commitment: Option<CommitmentId>,
    pub text: String,
    pub context: String,
    pub focus: String,
    pub minutes: Option<u32>,
}

/// A look at the nine behaviours in the file.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "as in Audit")]
pub struct WrittenAudit {
    pub id: AuditId,
    pub community: Option<CommunityId>,
    pub setting: String,
    pub day: String,
    pub lines: Vec<WrittenLine>,
    pub left_out: String,
    pub plan: String,
    pub commitment: Option<CommitmentId>,
}

/// What was seen of one behaviour, in the file.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "as in AuditLine")]
pub struct WrittenLine {
    pub behaviour: String,
    pub seen: Option<Seen>,
    pub support: String,
    pub chosen: bool,
    pub examples: Vec<EntryId>,
}

/// Those of a journal that leaves whole: every entry but those in the trash. None of any other choice, since whoever takes a
/// few entries with them did not choose their colleagues; and none where there is nothing of the kind.
pub(super) fn of(tx: &Tx<'_>, pack: &Pack) -> Result<Option<Meetings>> {
    if entries::store::ids(tx)?.into_iter().any(|id| !pack.holds(id)) {
        return Ok(None);
    }
    let mut found =
        communities::list(tx)?.iter().map(|row| communities::get(tx, row.id)).collect::<Result<Vec<_>>>()?;
    found.sort_by_key(|community| (community.created_at, community.id));
    let mut rows = sessions::list(tx, &ListSessions::default())?;
    rows.sort_by_key(|row| (row.at, row.id));
    let mut audits = behaviours::audits(tx)?;
    audits.sort_by(|left, right| (&left.day, left.id).cmp(&(&right.day, right.id)));
    let mut loose = sessions::commitments(tx, &ListCommitments::default())?;
    loose.retain(|one| one.session.is_none());
    let meetings = Meetings {
        communities: found,
        protocols: protocol::list(tx)?.into_iter().filter(|one| one.own).collect(),
        sessions: rows.iter().map(|row| Ok(session(sessions::get(tx, row.id)?))).collect::<Result<_>>()?,
        commitments: loose,
        audits: audits.iter().map(|row| Ok(audit(behaviours::audit(tx, row.id)?))).collect::<Result<_>>()?,
    };
    let is_empty = meetings.communities.is_empty() && meetings.protocols.is_empty() && meetings.audits.is_empty();
    Ok((!is_empty).then_some(meetings))
}

fn session(session: Session) -> WrittenSession {
    let Session {
        row, record, repeats, purpose, protocol, steps, laid_out, roles, norms, agenda, copies, before, ..
    } = session;
    WrittenSession {
        id: row.id,
        community: row.community,
        before,
        title: row.title,
        start: row.start,
        zone: row.zone,
        minutes: row.minutes,
        place: row.place,
        state: row.state,
        repeats,
        purpose,
        protocol,
        protocol_name: row.protocol_name,
        steps,
        laid_out,
        roles,
        norms,
        agenda: agenda.into_iter().map(item).collect(),
        copies,
        record,
    }
}

fn item(item: AgendaItem) -> WrittenItem {
    let AgendaItem { id, kind, entry, gone, commitment, text, context, focus, minutes, question: _ } = item;
    let entry = entry.filter(|_| !gone).map(|row| row.id);
    WrittenItem { id, kind, entry, commitment, text, context, focus, minutes }
}

fn audit(audit: behaviours::Audit) -> WrittenAudit {
    let behaviours::Audit { row, lines, left_out, plan, commitment, before: _, before_day: _ } = audit;
    let lines = lines.into_iter().map(|line| WrittenLine {
        behaviour: line.behaviour,
        seen: line.seen,
        support: line.support,
        chosen: line.chosen,
        examples: line.examples.iter().map(|row| row.id).collect(),
    });
    WrittenAudit {
        id: row.id,
        community: row.community,
        setting: row.setting,
        day: row.day,
        lines: lines.collect(),
        left_out,
        plan,
        commitment,
    }
}
