//! The SQL of plans.

pub(in crate::plan) mod about;
pub(in crate::plan) mod alt;
pub(in crate::plan) mod audience;
pub(in crate::plan) mod cover;
pub(in crate::plan) mod decision;
mod pieces;

use std::collections::HashSet;

use rusqlite::{Row, params};

use super::risk::{Answered, RiskAnswer, RiskQuestion};
use super::{AudienceKey, PlanRow, PlanSession};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::export::{Asked, Dates, Purpose, QuestionKey, Wishes};
use crate::id::{EntryId, PlanId, SessionId};
use crate::store::Tx;

pub(super) use pieces::{Piece, add_piece, pieces, remove_piece, set_ticks};

/// A plan without what hangs on it.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) audience: AudienceKey,
    pub(crate) purpose: Purpose,
    pub(crate) ask: String,
    pub(crate) licence: String,
    pub(crate) wishes: Wishes,
    pub(crate) answers_first: bool,
    pub(crate) dates: Dates,
    pub(crate) made_at: Instant,
    pub(crate) edited_at: Instant,
}

fn wishes(row: &Row<'_>, at: usize) -> rusqlite::Result<Wishes> {
    let day: Option<String> = row.get(at + 2)?;
    Ok(Wishes {
        return_to_me: row.get(at)?,
        do_not_pass_on: row.get(at + 1)?,
        destroy_by: day.and_then(|day| day.parse().ok()),
    })
}

/// # Errors
/// `NotFound`.
pub(crate) fn head(tx: &Tx<'_>, id: PlanId) -> Result<Head> {
    tx.first(
        "SELECT audience, purpose, ask, licence, return_to_me, do_not_pass_on, destroy_by, answers_first, dates, made_at, edited_at
         FROM plan WHERE id = ?1",
        [id],
        |row| {
            Ok(Head {
                audience: AudienceKey(row.get(0)?),
                purpose: row.get(1)?,
                ask: row.get(2)?,
                licence: row.get(3)?,
                wishes: wishes(row, 4)?,
                answers_first: row.get(7)?,
                dates: row.get(8)?,
                made_at: row.get(9)?,
                edited_at: row.get(10)?,
            })
        },
    )?
    .ok_or(Error::NotFound("plan"))
}

pub(super) fn list(tx: &Tx<'_>) -> Result<Vec<PlanRow>> {
    tx.rows(
        "SELECT plan.id, audience.community, coalesce(community.name, audience.name), plan.purpose, ask,
                (SELECT count(*) FROM plan_piece WHERE plan_piece.plan = plan.id),
                (SELECT count(*) FROM pack WHERE pack.plan = plan.id AND pack.state <> 'prepared'), plan.edited_at,
                session.id, session.title, session.local
         FROM plan LEFT JOIN session ON session.plan = plan.id JOIN audience ON audience.id = plan.audience LEFT JOIN community ON community.id = audience.community
         ORDER BY plan.edited_at DESC, plan.id DESC",
        [],
        |row| {
            let session: Option<SessionId> = row.get(8)?;
            let session = match session {
                Some(id) => Some(PlanSession { id, title: row.get(9)?, start: row.get(10)? }),
                None => None,
            };
            Ok(PlanRow {
                session,
                id: row.get(0)?,
                community: row.get(1)?,
                audience: row.get(2)?,
                purpose: row.get(3)?,
                ask: row.get(4)?,
                pieces: row.get(5)?,
                sent: row.get(6)?,
                edited_at: row.get(7)?,
            })
        },
    )
}

pub(super) fn insert(tx: &mut Tx<'_>, id: PlanId, audience: AudienceKey, purpose: Purpose) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO plan (id, audience, purpose, made_at, edited_at) VALUES (?1, ?2, ?3, ?4, ?4)",
        params![id, audience.0, purpose, now],
    )?;
    Ok(())
}

pub(super) fn update(tx: &mut Tx<'_>, id: PlanId, head: &Head) -> Result<()> {
    let now = tx.now();
    let day = head.wishes.destroy_by.map(|day| day.to_string());
    tx.execute_one(
        "plan",
        "UPDATE plan SET audience = ?2, purpose = ?3, ask = ?4, licence = ?5, return_to_me = ?6, do_not_pass_on = ?7,
                destroy_by = ?8, answers_first = ?9, dates = ?10, edited_at = ?11 WHERE id = ?1",
        params![
            id,
            head.audience.0,
            head.purpose,
            head.ask,
            head.licence,
            head.wishes.return_to_me,
            head.wishes.do_not_pass_on,
            day,
            head.answers_first,
            head.dates,
            now
        ],
    )
}

/// Says that a plan was changed.
pub(super) fn touch(tx: &mut Tx<'_>, id: PlanId) -> Result<()> {
    let now = tx.now();
    tx.execute_one("plan", "UPDATE plan SET edited_at = ?2 WHERE id = ?1", params![id, now])
}

pub(super) fn delete(tx: &mut Tx<'_>, id: PlanId) -> Result<()> {
    tx.execute_one("plan", "DELETE FROM plan WHERE id = ?1", [id])
}

pub(super) fn questions(tx: &Tx<'_>, id: PlanId) -> Result<Vec<Asked>> {
    tx.rows("SELECT key, text, entry FROM plan_question WHERE plan = ?1 ORDER BY position", [id], |row| {
        Ok(Asked { id: QuestionKey(row.get(0)?), text: row.get(1)?, entry: row.get(2)? })
    })
}

/// Puts these in the place of those there; one without a key is given the next.
pub(super) fn set_questions(
    tx: &mut Tx<'_>,
    id: PlanId,
    questions: &[(Option<QuestionKey>, String, Option<EntryId>)],
) -> Result<()> {
    let known: HashSet<QuestionKey> = self::questions(tx, id)?.into_iter().map(|asked| asked.id).collect();
    let mut next: u32 = tx.one("SELECT next_question FROM plan WHERE id = ?1", [id], |row| row.get(0))?;
    tx.execute("DELETE FROM plan_question WHERE plan = ?1", [id])?;
    let mut used = HashSet::new();
    for (position, (key, text, entry)) in questions.iter().enumerate() {
        let key = match key {
            Some(key) if known.contains(key) && used.insert(key.clone()) => key.clone(),
            _ => {
                let key = QuestionKey(format!("q{next}"));
                next += 1;
                used.insert(key.clone());
                key
            }
        };
        tx.execute(
            "INSERT INTO plan_question (plan, key, text, entry, position) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, key.0, text, entry, u32::try_from(position).unwrap_or(u32::MAX)],
        )?;
    }
    tx.execute("UPDATE plan SET next_question = ?2 WHERE id = ?1", params![id, next])?;
    Ok(())
}

/// What was answered of what would leave now; of anything else it was no answer.
pub(super) fn checks(tx: &Tx<'_>, id: PlanId) -> Result<Vec<RiskAnswer>> {
    let about = super::about::of(tx, id)?;
    let sql = "SELECT question, answer, note FROM plan_check WHERE plan = ?1 AND about = ?2 ORDER BY id";
    tx.rows(sql, params![id, about], |row| {
        Ok(RiskAnswer { question: row.get(0)?, answer: row.get(1)?, note: row.get(2)? })
    })
}

pub(super) fn set_check(
    tx: &mut Tx<'_>,
    id: PlanId,
    question: RiskQuestion,
    answer: Answered,
    note: &str,
) -> Result<()> {
    let about = super::about::of(tx, id)?;
    tx.execute(
        "INSERT INTO plan_check (plan, question, answer, note, about) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (plan, question) DO UPDATE SET answer = excluded.answer, note = excluded.note, about = excluded.about",
        params![id, question, answer, note, about],
    )?;
    Ok(())
}

/// What was answered was about another choice.
pub(super) fn forget_checks(tx: &mut Tx<'_>, id: PlanId) -> Result<()> {
    tx.execute("DELETE FROM plan_check WHERE plan = ?1", [id])?;
    Ok(())
}
