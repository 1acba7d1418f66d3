use rusqlite::params;

use crate::error::Result;
use crate::id::{EntryId, PlanId};
use crate::plan::AudienceKey;
use crate::plan::decide::{Decision, DecisionAction};
use crate::store::Tx;

/// For what a decision holds.
#[derive(Clone, Copy)]
pub(in crate::plan) struct Scope {
    pub(in crate::plan) audience: AudienceKey,
    pub(in crate::plan) plan: PlanId,
    /// For this plan only; else for every one of its audience.
    pub(in crate::plan) only: bool,
}

/// A decision as it is kept.
pub(in crate::plan) struct Row {
    pub(in crate::plan) what: String,
    pub(in crate::plan) entry: Option<EntryId>,
    pub(in crate::plan) occurrence: String,
    pub(in crate::plan) decision: Decision,
}

/// Those of an audience and those of one plan for it, which come after.
pub(in crate::plan) fn all(tx: &Tx<'_>, key: AudienceKey, plan: PlanId) -> Result<Vec<Row>> {
    let sql = "SELECT what, entry, occurrence, action, text FROM decision
         WHERE audience = ?1 AND (plan IS NULL OR plan = ?2) ORDER BY plan IS NOT NULL, id";
    tx.rows(sql, params![key.0, plan], |row| {
        Ok(Row {
            what: row.get(0)?,
            entry: row.get(1)?,
            occurrence: row.get(2)?,
            decision: Decision { action: row.get(3)?, text: row.get(4)? },
        })
    })
}

/// What the decisions of other audiences put in the place of the same thing.
pub(in crate::plan) fn elsewhere(tx: &Tx<'_>, key: AudienceKey, what: &str) -> Result<Vec<String>> {
    let sql = "SELECT text FROM decision WHERE what = ?2 AND audience <> ?1 AND action = 'replace' AND occurrence = ''";
    tx.rows(sql, params![key.0, what], |row| row.get(0))
}

pub(in crate::plan) fn forget(
    tx: &mut Tx<'_>,
    scope: Scope,
    what: &str,
    entry: Option<EntryId>,
    occurrence: &str,
) -> Result<()> {
    tx.execute(
        "DELETE FROM decision WHERE audience = ?1 AND what = ?2 AND coalesce(entry, '') = coalesce(?3, '') AND occurrence = ?4
            AND (plan = ?5 OR (plan IS NULL AND NOT ?6))",
        params![scope.audience.0, what, entry, occurrence, scope.plan, scope.only],
    )?;
    Ok(())
}

pub(in crate::plan) fn put(
    tx: &mut Tx<'_>,
    scope: Scope,
    what: &str,
    entry: Option<EntryId>,
    occurrence: &str,
    (action, text): (DecisionAction, &str),
) -> Result<()> {
    forget(tx, scope, what, entry, occurrence)?;
    let now = tx.now();
    let plan = scope.only.then_some(scope.plan);
    tx.execute(
        "INSERT INTO decision (audience, what, entry, occurrence, action, text, at, plan) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![scope.audience.0, what, entry, occurrence, action, text, now, plan],
    )?;
    Ok(())
}
