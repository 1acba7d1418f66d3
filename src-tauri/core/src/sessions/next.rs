//! The next session: its date, its roles one turn on, and what is still open on its agenda.

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::roles::turned;
use super::{
    AgendaKind, CommitmentState, ListCommitments, RecordStyle, RoleName, SaveAgendaItem, SaveRole, SaveSession,
    Session, commitments, get, save, store, when,
};
use crate::communities;
use crate::error::{Error, Result};
use crate::id::SessionId;
use crate::store::Tx;

/// Sessions that are looked back at.
const MONTHS: usize = 12;
/// The last of its weekday in a month.
const LAST: u32 = 5;

/// After which session, and when.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct NextOf {
    /// After which.
    pub id: SessionId,
    /// When: "2027-03-27T15:40"; where not said, when it repeats.
    pub start: Option<String>,
}

/// The next session, and what was settled otherwise than in turn.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct NextSession {
    /// It.
    pub session: Session,
    /// What to know, in sentences; may be empty.
    pub said: Vec<String>,
}

/// Plans the next session: same place, protocol and length, roles one turn on, what was promised and what stayed open on
/// its agenda. Where it was planned already, that one is answered.
///
/// # Errors
/// `NotFound`; `BadInput` where it does not repeat and no date is given.
pub fn next(tx: &mut Tx<'_>, request: &NextOf) -> Result<NextSession> {
    let last = get(tx, request.id)?;
    if let Some(there) = store::after(tx, request.id)? {
        return Ok(NextSession { session: get(tx, there)?, said: vec!["The next session was planned before.".into()] });
    }
    let start = match &request.start {
        Some(start) => start.clone(),
        None => {
            let date = when::next(when::local(&last.row.start)?, last.repeats, which(tx, &last)?);
            when::written(date.ok_or_else(|| Error::bad("this session does not repeat: say when you meet next"))?)
        }
    };
    let community = communities::get(tx, last.row.community)?;
    let (roles, said) = turned(&last.roles, &community);
    let open = ListCommitments { community: Some(community.id), ..ListCommitments::default() };
    let mut agenda = Vec::new();
    for one in commitments(tx, &open)? {
        // What was settled since the last session is told, too: people promised it.
        let is_of_last = one.session == Some(last.row.id) && one.state != CommitmentState::LetGo;
        if one.state.is_open() || is_of_last {
            agenda.push(item(AgendaKind::Commitment, one.what, Some(one.id)));
        }
    }
    agenda.extend(last.record.open_questions.iter().map(|text| item(AgendaKind::Question, text.clone(), None)));
    agenda.truncate(50);
    // A protocol that was put away since is still in the last session's steps.
    let protocol = super::protocol::get(tx, &last.protocol).ok().map(|protocol| protocol.id);
    let steps = protocol.is_none().then(|| last.steps.clone());
    let made = save(
        tx,
        SaveSession {
            community: Some(community.id),
            title: Some(last.row.title.clone()),
            start: Some(start),
            zone: Some(last.row.zone.clone()),
            minutes: Some(last.row.minutes),
            place: Some(last.row.place.clone()),
            repeats: Some(last.repeats),
            protocol,
            steps: steps.filter(|steps| !steps.is_empty()),
            roles: Some(roles.into_iter().filter(|role: &SaveRole| takes_notes(&last, role.role)).collect()),
            norms: Some(if community.norms.trim().is_empty() { last.norms.clone() } else { community.norms.clone() }),
            agenda: Some(agenda),
            copies: Some(last.copies),
            ..SaveSession::default()
        },
    )?;
    store::set_before(tx, made.row.id, last.row.id)?;
    Ok(NextSession { session: get(tx, made.row.id)?, said })
}

/// The how-manieth of its weekday in the month a session is meant to be. A month with four of them makes of the last one
/// the fourth; which of both is meant, those before it tell.
pub(super) fn which(tx: &Tx<'_>, session: &Session) -> Result<u32> {
    let day = when::local(&session.row.start)?.date();
    let mut earlier = session.before;
    for _ in 0..MONTHS {
        let Some(before) = earlier.map(|id| store::session(tx, id)).transpose()?.flatten() else { break };
        let then = when::local(&before.row.start)?.date();
        if before.repeats != session.repeats || then.weekday() != day.weekday() {
            break;
        }
        if when::which(then) == LAST {
            return Ok(if when::which(day) >= LAST - 1 { LAST } else { when::which(day) });
        }
        earlier = before.before;
    }
    Ok(when::which(day))
}

fn takes_notes(last: &Session, role: RoleName) -> bool {
    role != RoleName::Notes || last.record_style != RecordStyle::None
}

fn item(kind: AgendaKind, text: String, commitment: Option<crate::id::CommitmentId>) -> SaveAgendaItem {
    SaveAgendaItem {
        id: None,
        kind,
        entry: None,
        question: None,
        commitment,
        text: Some(text),
        context: None,
        focus: None,
        minutes: None,
    }
}
