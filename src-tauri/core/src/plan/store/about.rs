use rusqlite::params;

use crate::error::Result;
use crate::id::PlanId;
use crate::plan::AudienceKey;
use crate::store::Tx;

/// What of names and faces is left to be seen of a plan, and what is said of its pictures; in an order that stays.
pub(in crate::plan) fn seen(tx: &Tx<'_>, plan: PlanId, audience: AudienceKey) -> Result<Vec<String>> {
    let mut rows = Vec::new();
    for sql in [
        "SELECT cover.attachment || ' ' || x || ' ' || y || ' ' || width || ' ' || height FROM cover
         JOIN attachment ON attachment.id = cover.attachment
         WHERE attachment.entry IN (SELECT entry FROM plan_piece WHERE plan = ?1) ORDER BY cover.id",
        "SELECT alt.attachment || ' ' || alt.text FROM alt JOIN attachment ON attachment.id = alt.attachment
         WHERE attachment.entry IN (SELECT entry FROM plan_piece WHERE plan = ?1) ORDER BY alt.attachment",
    ] {
        rows.extend(tx.rows(sql, [plan], |row| row.get::<_, String>(0))?);
        rows.push(String::new());
    }
    rows.extend(tx.rows(
        "SELECT what || ' ' || coalesce(entry, '') || ' ' || occurrence FROM decision
         WHERE audience = ?1 AND (plan IS NULL OR plan = ?2) AND action IN ('keep', 'not_a_name') ORDER BY what, entry, occurrence",
        params![audience.0, plan],
        |row| row.get(0),
    )?);
    Ok(rows)
}
