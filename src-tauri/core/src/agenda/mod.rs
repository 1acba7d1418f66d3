//! What could be brought to a session, how a session becomes a pack, and how what came up again and again becomes one
//! text. Here nouns, search and plans meet.

mod store;
mod wall;
mod write_up;

use serde::Serialize;

use crate::checks::{self, Recurrence};
use crate::claims::{self, ClaimKind, ClaimRow, ListClaims, Standing};
use crate::entries::EntryRow;
use crate::error::Result;
use crate::export::Purpose;
use crate::id::{EntryId, SessionId};
use crate::loops::{self, Exit, ListLoops};
use crate::plan::{self, BeginPlan, ChangePieces, Plan};
use crate::questions::{self, Question, QuestionState};
use crate::search::Search;
use crate::sessions::{self, AgendaKind, Commitment, CommitmentState, ListCommitments, Session};
use crate::store::Tx;
use crate::test;

pub use wall::{Wall, WallStep, wall};
pub use write_up::{WriteUp, write_up};

/// Suggestions of one kind.
const MOST: usize = 12;
/// Learning logs that are asked whether they come back.
const ASKED: usize = 12;

/// What could be brought to a session.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Suggestions {
    /// What was promised and is open, and what came of the promises of last time.
    pub commitments: Vec<Commitment>,
    /// What came up again and again.
    pub recurring: Vec<Recurrence>,
    /// Assumptions that no test was ever planned of.
    pub untested: Vec<ClaimRow>,
    /// Open questions.
    pub questions: Vec<Question>,
    /// What is ready, may be shared and was never shared with this community.
    pub unshared: Vec<EntryRow>,
}

/// What could be brought to a session and is not on its agenda yet.
///
/// # Errors
/// `NotFound`, and those of search.
pub fn suggest(tx: &Tx<'_>, search: &Search, id: SessionId) -> Result<Suggestions> {
    let session = sessions::get(tx, id)?;
    let of = ListCommitments { community: Some(session.row.community), ..ListCommitments::default() };
    let on_it =
        |entry: EntryId| session.agenda.iter().any(|item| item.entry.as_ref().is_some_and(|row| row.id == entry));
    let mut commitments = sessions::commitments(tx, &of)?;
    commitments.retain(|one| {
        let is_of_last = one.session.is_some() && one.session == session.before && one.state != CommitmentState::LetGo;
        (one.state.is_open() || is_of_last) && !session.agenda.iter().any(|item| item.commitment == Some(one.id))
    });
    let mut questions = questions::list(tx, Some(QuestionState::Open))?;
    questions.retain(|question| !session.agenda.iter().any(|item| item.question == Some(question.id)));
    let mut unshared = store::unshared(tx, session.row.community)?;
    unshared.retain(|row| !on_it(row.id));
    questions.truncate(MOST);
    unshared.truncate(MOST);
    Ok(Suggestions { commitments, recurring: recurring(tx, search)?, untested: untested(tx)?, questions, unshared })
}

/// Each recurrence once, whichever of its logs tells it.
fn recurring(tx: &Tx<'_>, search: &Search) -> Result<Vec<Recurrence>> {
    let open = ListLoops { exits: Some(vec![Exit::None]), ..ListLoops::default() };
    let mut found: Vec<Recurrence> = Vec::new();
    for row in loops::list(tx, &open)?.into_iter().take(ASKED) {
        if let Some(one) = checks::recurrence(tx, search, row.id)? {
            let ids = |one: &Recurrence| one.entries.iter().map(|entry| entry.id).collect::<Vec<_>>();
            if !found.iter().any(|known| known.subject == one.subject || ids(known) == ids(&one)) {
                found.push(one);
            }
        }
    }
    Ok(found)
}

fn untested(tx: &Tx<'_>) -> Result<Vec<ClaimRow>> {
    let held = ListClaims {
        standings: Some(vec![Standing::Held, Standing::Doubted]),
        kinds: Some(vec![ClaimKind::Assumption]),
        text: None,
    };
    let mut untested = Vec::new();
    for row in claims::list(tx, &held)? {
        let family: Vec<_> = claims::family(tx, row.head.id)?.into_iter().chain([row.head.id]).collect();
        if row.loops > 0 && test::of_claims(tx, &family)?.iter().all(|test| test.planned_at.is_none()) {
            untested.push(row);
        }
        if untested.len() == MOST {
            break;
        }
    }
    Ok(untested)
}

/// The plan by which a session leaves, in step with its agenda: it is made where there is none.
///
/// # Errors
/// `NotFound`.
pub fn plan_of(tx: &mut Tx<'_>, id: SessionId) -> Result<Plan> {
    let session = sessions::get(tx, id)?;
    let wanted = pieces(&session);
    let plan = match session.plan {
        Some(plan) => plan::get(tx, plan)?,
        None => {
            let begin = BeginPlan {
                community: Some(session.row.community),
                audience: None,
                purpose: Some(Purpose::Session),
                ids: Some(wanted.clone()),
            };
            let plan = plan::begin(tx, &begin)?;
            sessions::set_plan(tx, id, plan.id)?;
            return Ok(plan);
        }
    };
    let there: Vec<EntryId> = plan.pieces.iter().map(|piece| piece.entry.id).collect();
    let add: Vec<EntryId> = wanted.iter().filter(|id| !there.contains(id)).copied().collect();
    let remove: Vec<EntryId> = there.iter().filter(|id| !wanted.contains(id)).copied().collect();
    if add.is_empty() && remove.is_empty() {
        return Ok(plan);
    }
    plan::change(tx, &ChangePieces { plan: plan.id, add: Some(add), remove: Some(remove), set: None })
}

/// The entries of an agenda that are still there.
fn pieces(session: &Session) -> Vec<EntryId> {
    let pieces = session.agenda.iter().filter(|item| item.kind == AgendaKind::Piece && !item.gone);
    pieces.filter_map(|item| item.entry.as_ref().map(|entry| entry.id)).collect()
}
