//! The SQL of looks at the behaviours.

use rusqlite::{Row, params};

use super::{Audit, AuditLine, AuditRow, SaveAuditLine};
use crate::entries::{self, EntryRow};
use crate::error::Result;
use crate::id::{AuditId, CommitmentId, CommunityId, EntryId};
use crate::store::Tx;

/// Entries that look like a behaviour: shared for it, with an open question, of a template made for it, with a file.
pub(super) fn examples(tx: &Tx<'_>, behaviour: &str, limit: u32) -> Result<Vec<EntryRow>> {
    let listed = entries::store::counted::LISTED;
    let which = format!(
        "WHERE trashed_at IS NULL AND id IN (
            SELECT entry FROM plan_piece WHERE plan IN (SELECT id FROM plan WHERE purpose = ?1)
            UNION SELECT entry FROM question WHERE ?1 = 'information' AND answered_at IS NULL
            UNION SELECT id FROM entry {listed} AND template = CASE ?1 WHEN 'developments' THEN 'development' WHEN 'visit' THEN 'visit' END
            UNION SELECT entry FROM entry_link WHERE ?1 = 'documentation' AND rel = 'bears_on' GROUP BY entry HAVING count(*) > 2
            UNION SELECT id FROM entry {listed} AND ?1 = 'reuse' AND audience = 'shareable'
                AND id IN (SELECT entry FROM attachment WHERE removed_at IS NULL))"
    );
    entries::store::first_rows(tx, &which, entries::store::NEWEST_FIRST, limit, [behaviour])
}

fn row(row: &Row<'_>) -> rusqlite::Result<AuditRow> {
    Ok(AuditRow { id: row.get(0)?, community: row.get(1)?, setting: row.get(2)?, day: row.get(3)?, chosen: Vec::new() })
}

/// Last first.
pub(super) fn rows(tx: &Tx<'_>) -> Result<Vec<AuditRow>> {
    tx.rows("SELECT id, community, setting, day FROM audit ORDER BY day DESC, id DESC", [], row)
}

/// Without its lines.
pub(super) fn audit(tx: &Tx<'_>, id: AuditId) -> Result<Option<Audit>> {
    tx.first("SELECT id, community, setting, day, left_out, plan, commitment FROM audit WHERE id = ?1", [id], |found| {
        Ok(Audit {
            row: row(found)?,
            lines: Vec::new(),
            left_out: found.get(4)?,
            plan: found.get(5)?,
            commitment: found.get(6)?,
            before: None,
            before_day: None,
        })
    })
}

pub(super) fn lines(tx: &Tx<'_>, id: AuditId) -> Result<Vec<AuditLine>> {
    let rows: Vec<(i64, AuditLine)> = tx.rows(
        "SELECT id, behaviour, seen, support, is_chosen FROM audit_line WHERE audit = ?1 ORDER BY id",
        [id],
        |row| {
            let line = AuditLine {
                behaviour: row.get(1)?,
                seen: row.get(2)?,
                seen_before: None,
                support: row.get(3)?,
                chosen: row.get(4)?,
                examples: Vec::new(),
            };
            Ok((row.get(0)?, line))
        },
    )?;
    let mut lines = Vec::with_capacity(rows.len());
    for (key, mut line) in rows {
        let ids: Vec<EntryId> =
            tx.rows("SELECT entry FROM audit_example WHERE line = ?1 ORDER BY id", [key], |row| row.get(0))?;
        for id in ids {
            line.examples.extend(entries::store::row(tx, id)?.filter(|row| row.trashed_at.is_none()));
        }
        lines.push(line);
    }
    Ok(lines)
}

pub(super) fn put(
    tx: &mut Tx<'_>,
    id: AuditId,
    community: Option<CommunityId>,
    setting: &str,
    day: &str,
    left_out: &str,
    plan: &str,
) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO audit (id, community, setting, day, left_out, plan, made_at, edited_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
         ON CONFLICT (id) DO UPDATE SET setting = excluded.setting, day = excluded.day, left_out = excluded.left_out,
            plan = excluded.plan, edited_at = excluded.edited_at",
        params![id, community, setting, day, left_out, plan, now],
    )?;
    Ok(())
}

pub(super) fn set_line(tx: &mut Tx<'_>, id: AuditId, line: &SaveAuditLine) -> Result<()> {
    tx.execute(
        "INSERT INTO audit_line (audit, behaviour, seen, support, is_chosen) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (audit, behaviour) DO UPDATE SET seen = excluded.seen, support = excluded.support,
            is_chosen = excluded.is_chosen",
        params![id, line.behaviour, line.seen, line.support.trim(), line.chosen],
    )?;
    let key: i64 =
        tx.one("SELECT id FROM audit_line WHERE audit = ?1 AND behaviour = ?2", params![id, line.behaviour], |row| {
            row.get(0)
        })?;
    tx.execute("DELETE FROM audit_example WHERE line = ?1", [key])?;
    for entry in &line.examples {
        tx.execute("INSERT OR IGNORE INTO audit_example (line, entry) VALUES (?1, ?2)", params![key, entry])?;
    }
    Ok(())
}

pub(super) fn set_commitment(tx: &mut Tx<'_>, id: AuditId, commitment: Option<CommitmentId>) -> Result<()> {
    tx.execute_one("audit", "UPDATE audit SET commitment = ?2 WHERE id = ?1", params![id, commitment])
}

pub(super) fn remove(tx: &mut Tx<'_>, id: AuditId) -> Result<()> {
    tx.execute_one("audit", "DELETE FROM audit WHERE id = ?1", [id])
}
