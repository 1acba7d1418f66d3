//! Of a whole journal: its communities, their sessions, what was promised in them, and looks at the nine behaviours.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::Pack;
use crate::behaviours::{self, Seen};
use crate::communities::{self, Community};
use crate::entries;
use crate::error::Result;
use crate::id::{AgendaItemId, AuditId, CommitmentId, CommunityId, EntryId, QuestionId, SessionId};
use crate::questions;
use crate::sessions::{
    self, AgendaItem, AgendaKind, Commitment, ListCommitments, ListSessions, Protocol, RecordStyle, Repeats, Session,
    SessionRecord, SessionRole, SessionState, SessionStep, protocol,
};
use crate::store::Tx;

/// Communities and all that hangs on them, each in the order of its making.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meetings {
    /// With their members.
    pub communities: Vec<Community>,
    /// Protocols of the writer's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub protocols: Vec<Protocol>,
    /// First to last; what was promised in one stands in its record.
    pub sessions: Vec<WrittenSession>,
    /// What was promised outside of a session.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<Commitment>,
    /// Looks at the nine behaviours, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audits: Vec<WrittenAudit>,
}

/// A session in the file; the fields of [`Session`] that do not follow from others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    pub origin: String,
    pub record_style: RecordStyle,
    pub steps: Vec<SessionStep>,
    pub laid_out: bool,
    pub roles: Vec<SessionRole>,
    pub norms: String,
    pub agenda: Vec<WrittenItem>,
    pub copies: u32,
    pub record: SessionRecord,
}

/// A point of an agenda in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "as in AgendaItem")]
pub struct WrittenItem {
    pub id: AgendaItemId,
    pub kind: AgendaKind,
    /// None where it lies in the trash or is no longer there.
    pub entry: Option<EntryId>,
    pub commitment: Option<CommitmentId>,
    /// The question it is, by where it was asked; a question has no id in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<AskedIn>,
    pub text: String,
    pub context: String,
    pub focus: String,
    pub minutes: Option<u32>,
}

/// A question, by the entry it was asked in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedIn {
    /// Where.
    pub entry: EntryId,
    /// The line without its mark.
    pub text: String,
}

/// A look at the nine behaviours in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    let asked = asked(tx)?;
    let meetings = Meetings {
        communities: found,
        protocols: protocol::list(tx)?.into_iter().filter(|one| one.own).collect(),
        sessions: rows.iter().map(|row| Ok(session(sessions::get(tx, row.id)?, &asked))).collect::<Result<_>>()?,
        commitments: loose,
        audits: audits.iter().map(|row| Ok(audit(behaviours::audit(tx, row.id)?))).collect::<Result<_>>()?,
    };
    let is_empty = meetings.communities.is_empty() && meetings.protocols.is_empty() && meetings.audits.is_empty();
    Ok((!is_empty).then_some(meetings))
}

/// Every question, by its id.
fn asked(tx: &Tx<'_>) -> Result<HashMap<QuestionId, AskedIn>> {
    let all = questions::list(tx, None)?.into_iter();
    Ok(all.map(|one| (one.id, AskedIn { entry: one.entry.id, text: one.text })).collect())
}

/// A session as it is written into a file.
///
/// # Errors
/// `NotFound`.
pub(crate) fn written(tx: &Tx<'_>, id: SessionId) -> Result<WrittenSession> {
    Ok(session(sessions::get(tx, id)?, &asked(tx)?))
}

fn session(session: Session, asked: &HashMap<QuestionId, AskedIn>) -> WrittenSession {
    let Session {
        row,
        record,
        repeats,
        purpose,
        protocol,
        origin,
        record_style,
        steps,
        laid_out,
        roles,
        norms,
        agenda,
        copies,
        before,
        ..
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
        origin,
        record_style,
        steps,
        laid_out,
        roles,
        norms,
        agenda: agenda.into_iter().map(|point| item(point, asked)).collect(),
        copies,
        record,
    }
}

fn item(item: AgendaItem, asked: &HashMap<QuestionId, AskedIn>) -> WrittenItem {
    let AgendaItem { id, kind, entry, gone, commitment, text, context, focus, minutes, question } = item;
    let question = question.and_then(|id| asked.get(&id).cloned());
    let entry = entry.filter(|_| !gone).map(|row| row.id);
    WrittenItem { id, kind, entry, commitment, question, text, context, focus, minutes }
}

/// A look as it is written into a file.
pub(crate) fn audit(audit: behaviours::Audit) -> WrittenAudit {
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
