//! The SQL of sessions.

pub(in crate::sessions) mod agenda;
pub(in crate::sessions) mod commitment;
pub(in crate::sessions) mod protocol;
pub(in crate::sessions) mod record;

use rusqlite::{Row, params};

use super::{Fit, Repeats, Running, SaveRole, Session, SessionRecord, SessionRole, SessionRow, SessionState, when};
use crate::error::Result;
use crate::id::{PlanId, SessionId};
use crate::store::Tx;

/// A value kept as JSON.
fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

const ROW: &str =
    "session.id, session.community, community.name, session.title, session.local, session.zone, session.minutes,
        session.place, session.protocol_name, session.state";

fn row(row: &Row<'_>) -> rusqlite::Result<SessionRow> {
    let (start, zone): (String, String) = (row.get(4)?, row.get(5)?);
    let unreadable = || rusqlite::Error::InvalidColumnType(4, "local".into(), rusqlite::types::Type::Text);
    let local = when::local(&start).map_err(|_| unreadable())?;
    let at = when::moment(local, when::zone(&zone).map_err(|_| unreadable())?);
    Ok(SessionRow {
        id: row.get(0)?,
        community: row.get(1)?,
        community_name: row.get(2)?,
        title: row.get(3)?,
        start,
        zone,
        at,
        minutes: row.get(6)?,
        place: row.get(7)?,
        protocol_name: row.get(8)?,
        state: row.get(9)?,
    })
}

pub(super) fn list(tx: &Tx<'_>) -> Result<Vec<SessionRow>> {
    tx.rows(
        &format!(
            "SELECT {ROW} FROM session JOIN community ON community.id = session.community
             ORDER BY session.local DESC, session.id DESC"
        ),
        [],
        row,
    )
}

/// Without what stands in other tables.
pub(super) fn session(tx: &Tx<'_>, id: SessionId) -> Result<Option<Session>> {
    tx.first(
        &format!(
            "SELECT {ROW}, repeats, every, purpose, protocol, origin, record, steps, laid_out, session.norms, copies, plan,
                    before, run_step, run_since, run_added, restated, heard, recorded_at
             FROM session JOIN community ON community.id = session.community WHERE session.id = ?1"
        ),
        [id],
        |r| {
            let step: Option<u32> = r.get(22)?;
            let since = r.get(23)?;
            let added = r.get(24)?;
            Ok(Session {
                row: row(r)?,
                repeats: Repeats { kind: r.get(10)?, every: r.get(11)? },
                purpose: r.get(12)?,
                protocol: r.get(13)?,
                origin: r.get(14)?,
                record_style: r.get(15)?,
                steps: json(r, 16)?,
                laid_out: r.get(17)?,
                fit: Fit { minutes: 0, slot: 0, words: Vec::new() },
                roles: Vec::new(),
                norms: r.get(18)?,
                agenda: Vec::new(),
                copies: r.get(19)?,
                plan: r.get(20)?,
                before: r.get(21)?,
                running: step.zip(since).map(|(step, since)| Running { step, since, added }),
                record: SessionRecord {
                    restated: r.get(25)?,
                    heard: r.get(26)?,
                    recorded_at: r.get(27)?,
                    ..SessionRecord::default()
                },
            })
        },
    )
}

pub(super) fn put(tx: &mut Tx<'_>, session: &Session, is_new: bool) -> Result<()> {
    let now = tx.now();
    let steps = serde_json::to_string(&session.steps)?;
    let Session { row, repeats, .. } = session;
    if is_new {
        tx.execute(
            "INSERT INTO session (id, community, title, local, zone, minutes, place, repeats, every, purpose, protocol,
                protocol_name, origin, record, steps, laid_out, norms, copies, before, state, made_at, edited_at)
             VALUES (?1, ?2, '', ?3, ?4, ?5, '', 'none', 1, '', '', '', '', 'full', '[]', 1, '', 0, ?6, 'planned', ?7, ?7)",
            params![row.id, row.community, row.start, row.zone, row.minutes, session.before, now],
        )?;
    }
    tx.execute_one(
        "session",
        "UPDATE session SET title = ?2, local = ?3, zone = ?4, minutes = ?5, place = ?6, repeats = ?7, every = ?8,
            purpose = ?9, protocol = ?10, protocol_name = ?11, origin = ?12, record = ?13, steps = ?14, laid_out = ?15,
            norms = ?16, copies = ?17, edited_at = ?18 WHERE id = ?1",
        params![
            row.id,
            row.title,
            row.start,
            row.zone,
            row.minutes,
            row.place,
            repeats.kind,
            repeats.every,
            session.purpose,
            session.protocol,
            row.protocol_name,
            session.origin,
            session.record_style,
            steps,
            session.laid_out,
            session.norms,
            session.copies,
            now
        ],
    )
}

pub(super) fn remove(tx: &mut Tx<'_>, id: SessionId) -> Result<()> {
    tx.execute_one("session", "DELETE FROM session WHERE id = ?1", [id])
}

pub(super) fn roles(tx: &Tx<'_>, id: SessionId) -> Result<Vec<SessionRole>> {
    let mut roles: Vec<SessionRole> = tx.rows(
        "SELECT session_role.role, person, coalesce(person.name, '') FROM session_role LEFT JOIN person ON person.id = session_role.person
         WHERE session = ?1",
        [id],
        |row| Ok(SessionRole { role: row.get(0)?, person: row.get(1)?, name: row.get(2)? }),
    )?;
    roles.sort_by_key(|role| role.role);
    Ok(roles)
}

pub(super) fn set_roles(tx: &mut Tx<'_>, id: SessionId, roles: &[SaveRole]) -> Result<()> {
    tx.execute("DELETE FROM session_role WHERE session = ?1", [id])?;
    for role in roles {
        tx.execute(
            "INSERT INTO session_role (session, role, person) VALUES (?1, ?2, ?3)",
            params![id, role.role, role.person],
        )?;
    }
    Ok(())
}

pub(super) fn of_plan(tx: &Tx<'_>, plan: PlanId) -> Result<Option<SessionId>> {
    tx.first("SELECT id FROM session WHERE plan = ?1", [plan], |row| row.get(0))
}

pub(super) fn set_plan(tx: &mut Tx<'_>, id: SessionId, plan: PlanId) -> Result<()> {
    tx.execute_one("session", "UPDATE session SET plan = ?2 WHERE id = ?1", params![id, plan])
}

/// The session that came of this one.
pub(super) fn after(tx: &Tx<'_>, id: SessionId) -> Result<Option<SessionId>> {
    tx.first("SELECT id FROM session WHERE before = ?1 ORDER BY local, id LIMIT 1", [id], |row| row.get(0))
}

pub(super) fn set_state(tx: &mut Tx<'_>, id: SessionId, state: SessionState) -> Result<()> {
    let now = tx.now();
    tx.execute_one("session", "UPDATE session SET state = ?2, edited_at = ?3 WHERE id = ?1", params![id, state, now])
}

pub(super) fn set_running(tx: &mut Tx<'_>, id: SessionId, running: Option<Running>) -> Result<()> {
    tx.execute_one(
        "session",
        "UPDATE session SET run_step = ?2, run_since = ?3, run_added = ?4 WHERE id = ?1",
        params![
            id,
            running.map(|running| running.step),
            running.map(|running| running.since),
            running.map_or(0, |running| running.added)
        ],
    )
}

/// Notes after which one it comes.
pub(super) fn set_before(tx: &mut Tx<'_>, id: SessionId, before: SessionId) -> Result<()> {
    tx.execute_one("session", "UPDATE session SET before = ?2 WHERE id = ?1", params![id, before])
}
