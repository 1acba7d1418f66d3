use rusqlite::params;
use sha2::{Digest, Sha256};

use super::head;
use crate::error::Result;
use crate::id::PlanId;
use crate::store::Tx;

/// What an answer is about: for whom it is, what of which entries goes and how they stand now, what is asked, and what of
/// names and faces is left to be seen. A digest; of another choice it is another.
pub(in crate::plan) fn about(tx: &Tx<'_>, plan: PlanId) -> Result<String> {
    let head = head(tx, plan)?;
    let mut rows = vec![format!("{} {:?} {:?} {:?}", head.audience.0, head.dates, head.ask, head.licence)];
    for sql in [
        "SELECT text || ' ' || coalesce(entry, '') FROM plan_question WHERE plan = ?1 ORDER BY position",
        "SELECT entry || ' ' || whole || ' ' || entry.stamp FROM plan_piece JOIN entry ON entry.id = entry
         WHERE plan = ?1 ORDER BY entry",
        "SELECT entry || ' ' || part FROM plan_tick JOIN plan_piece ON plan_piece.id = piece WHERE plan = ?1
         ORDER BY entry, part",
        "SELECT cover.attachment || ' ' || x || ' ' || y || ' ' || width || ' ' || height FROM cover
         JOIN attachment ON attachment.id = cover.attachment
         WHERE attachment.entry IN (SELECT entry FROM plan_piece WHERE plan = ?1) ORDER BY cover.id",
    ] {
        rows.extend(tx.rows(sql, [plan], |row| row.get::<_, String>(0))?);
        rows.push(String::new());
    }
    rows.extend(tx.rows(
        "SELECT what || ' ' || coalesce(entry, '') || ' ' || occurrence FROM decision
         WHERE audience = ?1 AND (plan IS NULL OR plan = ?2) AND action IN ('keep', 'not_a_name') ORDER BY what, entry, occurrence",
        params![head.audience.0, plan],
        |row| row.get(0),
    )?);
    let mut digest = Sha256::new();
    for row in rows {
        digest.update((row.len() as u64).to_le_bytes());
        digest.update(row);
    }
    Ok(digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect())
}
