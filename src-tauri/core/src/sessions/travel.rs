//! Sessions, protocols and what was promised, as they were in another journal: for moving one. What comes in may come from
//! anywhere, so all of it is held to the rules before anything is written.

use std::collections::HashSet;

use super::protocol::{self, LINE, NAME, ProtocolDefinition, line};
use super::{Commitment, SaveRole, SaveSession, Session, SessionState, record, save, store, when};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::{AgendaItemId, CommitmentId, ProtocolId, SessionId};
use crate::store::Tx;

/// Rows of one kind that one session, or one commitment, may have.
const ROWS: usize = 1_000;
/// Lines of a protocol's author, with the words around them.
const ORIGIN: usize = 2 * LINE;
/// Characters of a point of the agenda.
const POINT: usize = 2_000;

/// A session as it can be one of this journal: in the form in which it is kept. What ran when it was written down is held
/// by now.
///
/// # Errors
/// `BadInput` or `TooBig` with a sentence.
pub(crate) fn checked(mut session: Session) -> Result<Session> {
    let said = SaveSession {
        title: Some(std::mem::take(&mut session.row.title)),
        start: Some(session.row.start.clone()),
        zone: Some(session.row.zone.clone()),
        minutes: Some(session.row.minutes),
        place: Some(std::mem::take(&mut session.row.place)),
        repeats: Some(session.repeats),
        purpose: Some(std::mem::take(&mut session.purpose)),
        norms: Some(std::mem::take(&mut session.norms)),
        copies: Some(session.copies),
        ..SaveSession::default()
    };
    save::head(&mut session, &said)?;
    session.row.protocol_name = line(&session.row.protocol_name, NAME)?;
    session.origin = line(&session.origin, ORIGIN)?;
    if session.row.state == SessionState::Running {
        session.row.state = SessionState::Held;
    }
    few("points", session.agenda.len(), save::ITEMS)?;
    let mut ids = HashSet::new();
    for item in &mut session.agenda {
        item.text = line(&item.text, POINT)?;
        item.focus = line(&item.focus, LINE)?;
        item.context = save::lines(&item.context)?;
        if let Some(minutes) = item.minutes {
            protocol::check_minutes(&item.text, minutes, 1)?;
        }
        if !ids.insert(item.id) {
            return Err(Error::bad("a point stands on its agenda twice"));
        }
    }
    let steps = std::mem::take(&mut session.steps);
    session.steps = save::given(&session, steps)?;
    let mut roles = HashSet::new();
    if !session.roles.iter().all(|role| roles.insert(role.role)) {
        return Err(Error::bad("a role is taken twice"));
    }
    let kept = &mut session.record;
    few("people", kept.attendance.len(), ROWS)?;
    let mut there = HashSet::new();
    if !kept.attendance.iter().all(|one| there.insert(one.person)) {
        return Err(Error::bad("somebody was there twice"));
    }
    record::checked_record(kept)?;
    few("commitments", kept.commitments.len(), ROWS)?;
    for one in &mut kept.commitments {
        one.community = session.row.community;
        one.session = Some(session.row.id);
        *one = checked_commitment(one.clone())?;
    }
    Ok(session)
}

fn few(what: &str, count: usize, most: usize) -> Result<()> {
    if count > most {
        return Err(Error::TooBig(format!("there are more {what} than there is room for")));
    }
    Ok(())
}

/// A commitment as it can be one of this journal.
///
/// # Errors
/// `BadInput` or `TooBig` with a sentence.
pub(crate) fn checked_commitment(mut one: Commitment) -> Result<Commitment> {
    one.what = line(&one.what, LINE)?;
    one.evidence = line(&one.evidence, LINE)?;
    few("steps", one.steps.len(), ROWS)?;
    for step in &mut one.steps {
        step.note = line(&step.note, LINE)?;
    }
    if let Some(due) = &one.due {
        when::day(due)?;
    }
    if one.what.is_empty() || (one.mine && one.person.is_some()) {
        return Err(Error::bad("a commitment says what will be done, and by whom"));
    }
    if one.steps.last().is_none_or(|step| step.state != one.state) {
        return Err(Error::bad("a commitment does not stand as its last step says"));
    }
    Ok(one)
}

/// A protocol of somebody's own as it can be one of this journal.
///
/// # Errors
/// `BadInput` or `TooBig` with a sentence.
pub(crate) fn checked_protocol(definition: ProtocolDefinition) -> Result<ProtocolDefinition> {
    protocol::checked(definition)
}

/// Whether this is a protocol that comes with the program.
pub(crate) fn is_builtin(id: &str) -> bool {
    protocol::builtin().iter().any(|one| one.id == id)
}

/// Whether it is here.
///
/// # Errors
/// Those of the database.
pub(crate) fn knows(tx: &Tx<'_>, id: SessionId) -> Result<bool> {
    Ok(store::session(tx, id)?.is_some())
}

/// Whether it is here.
///
/// # Errors
/// Those of the database.
pub(crate) fn knows_commitment(tx: &Tx<'_>, id: CommitmentId) -> Result<bool> {
    Ok(store::commitment::get(tx, id)?.is_some())
}

/// Whether it is here.
///
/// # Errors
/// Those of the database.
pub(crate) fn knows_protocol(tx: &Tx<'_>, id: ProtocolId) -> Result<bool> {
    Ok(store::protocol::get(tx, id)?.is_some())
}

/// Writes a protocol that is not here.
///
/// # Errors
/// Those of the database.
pub(crate) fn put_protocol(
    tx: &mut Tx<'_>,
    id: ProtocolId,
    definition: &ProtocolDefinition,
    removed_at: Option<Instant>,
) -> Result<()> {
    store::protocol::put(tx, id, definition)?;
    store::protocol::set_removed(tx, id, removed_at)
}

/// Writes a commitment that is not here, with every step of it.
///
/// # Errors
/// Those of the database.
pub(crate) fn put_commitment(tx: &mut Tx<'_>, one: &Commitment) -> Result<()> {
    store::commitment::put(tx, one)?;
    one.steps.iter().try_for_each(|step| store::commitment::add_step(tx, one.id, step))
}

/// Gives the points of an agenda ids that nothing else here has.
///
/// # Errors
/// Those of the database.
pub(crate) fn own_points(tx: &Tx<'_>, session: &mut Session) -> Result<()> {
    for item in &mut session.agenda {
        if store::agenda::knows(tx, item.id)? {
            let other = AgendaItemId::new();
            let steps = session.steps.iter_mut().filter(|step| step.item == Some(item.id));
            steps.for_each(|step| step.item = Some(other));
            item.id = other;
        }
    }
    Ok(())
}

/// Writes a session that is not here, with its record; not yet after which one it comes, nor its agenda and what was
/// promised in it.
///
/// # Errors
/// Those of the database.
pub(crate) fn put(tx: &mut Tx<'_>, session: &Session) -> Result<()> {
    let id = session.row.id;
    let session = Session { before: None, ..session.clone() };
    store::put(tx, &session, true)?;
    let roles: Vec<SaveRole> =
        session.roles.iter().map(|role| SaveRole { role: role.role, person: role.person }).collect();
    store::set_roles(tx, id, &roles)?;
    let kept = &session.record;
    let there: Vec<_> = kept.attendance.iter().map(|one| (one.person, one.present)).collect();
    store::record::set_attendance(tx, id, &there)?;
    store::record::set_texts(tx, id, &kept.restated, &kept.heard)?;
    let plain = |texts: &[String]| texts.iter().map(|text| (None, text.clone())).collect::<Vec<_>>();
    store::record::set_lines(tx, id, "decision", &plain(&kept.decisions))?;
    store::record::set_lines(tx, id, "product", &plain(&kept.products))?;
    store::record::set_lines(tx, id, "question", &plain(&kept.open_questions))?;
    let takeaways: Vec<_> = kept.takeaways.iter().map(|one| (one.person, one.text.clone())).collect();
    store::record::set_lines(tx, id, "takeaway", &takeaways)?;
    for (position, tried) in (0u32..).zip(&kept.tries) {
        store::record::put_try(tx, id, None, position, (&tried.text, tried.due.as_deref()))?;
    }
    for (known, tried) in store::record::tries(tx, id)?.iter().zip(&kept.tries) {
        if let Some(test) = tried.test {
            store::record::set_test(tx, known.id, test)?;
        }
    }
    match (session.row.state, kept.recorded_at) {
        (SessionState::Recorded, at) => {
            let at = at.unwrap_or_else(|| tx.now());
            store::record::set_recorded(tx, id, at)
        }
        (state, _) => store::set_state(tx, id, state),
    }
}

/// Writes the agenda of a session that came in, once what it names is there.
///
/// # Errors
/// Those of the database.
pub(crate) fn put_agenda(tx: &mut Tx<'_>, session: &Session) -> Result<()> {
    store::agenda::set(tx, session.row.id, &session.agenda)
}

/// Notes after which one it comes.
///
/// # Errors
/// Those of the database.
pub(crate) fn put_before(tx: &mut Tx<'_>, id: SessionId, before: SessionId) -> Result<()> {
    store::set_before(tx, id, before)
}

/// Takes out a session again, whatever became of it.
///
/// # Errors
/// Those of the database.
pub(crate) fn forget(tx: &mut Tx<'_>, id: SessionId) -> Result<()> {
    store::remove(tx, id)
}

/// Takes out a commitment again, with its steps.
///
/// # Errors
/// Those of the database.
pub(crate) fn forget_commitment(tx: &mut Tx<'_>, id: CommitmentId) -> Result<()> {
    store::commitment::remove(tx, id)
}

/// Takes out a protocol again, where no session names it.
///
/// # Errors
/// Those of the database.
pub(crate) fn forget_protocol(tx: &mut Tx<'_>, id: ProtocolId) -> Result<()> {
    store::protocol::remove_unused(tx, id)
}
