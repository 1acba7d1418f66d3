//! The SQL of the list of learning logs: all of it in a few reads, however many there are.

use std::collections::HashMap;

use super::super::{ChallengeKind, Exit, Stage};
use crate::claims::Verdict;
use crate::clock::Instant;
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;

/// A learning log with its text.
pub(in crate::loops) struct Whole {
    pub id: EntryId,
    pub title: String,
    pub stage: Stage,
    pub exit: Exit,
    pub verdict: Option<Verdict>,
    pub opened_at: Instant,
    pub edited_at: Instant,
    pub closed_at: Option<Instant>,
    pub revisit: Option<String>,
    pub body: String,
}

/// Those not in the trash, the newest change of any kind first: `stamp` counts them all.
pub(in crate::loops) fn all(tx: &Tx<'_>) -> Result<Vec<Whole>> {
    tx.rows(
        "SELECT entry.id, title, stage, exit, verdict, opened_at, edited_at, closed_at, revisit, markdown
         FROM loop CROSS JOIN entry ON entry.id = loop.entry CROSS JOIN body ON body.entry = entry.id
         WHERE trashed_at IS NULL ORDER BY stamp DESC",
        [],
        |row| {
            Ok(Whole {
                id: row.get(0)?,
                title: row.get(1)?,
                stage: row.get(2)?,
                exit: row.get(3)?,
                verdict: row.get(4)?,
                opened_at: row.get(5)?,
                edited_at: row.get(6)?,
                closed_at: row.get(7)?,
                revisit: row.get(8)?,
                body: row.get(9)?,
            })
        },
    )
}

/// How many quotes each has beside a field.
pub(in crate::loops) fn quotes(tx: &Tx<'_>, field: &str) -> Result<HashMap<EntryId, u32>> {
    let rows = tx.rows("SELECT loop, count(*) FROM loop_quote WHERE field = ?1 GROUP BY loop", [field], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(rows.into_iter().collect())
}

/// How many challenges of each kind each has.
pub(in crate::loops) fn challenges(tx: &Tx<'_>) -> Result<HashMap<(EntryId, ChallengeKind), u32>> {
    let rows = tx.rows(
        "SELECT loop, kind, count(*) FROM challenge WHERE removed_at IS NULL GROUP BY loop, kind",
        [],
        |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)),
    )?;
    Ok(rows.into_iter().collect())
}

/// The tests of one learning log that were not given up.
#[derive(Clone, Debug, Default)]
pub(in crate::loops) struct Tests {
    pub planned: u32,
    pub reviewed: u32,
    /// The day of the next one that has no result yet.
    pub due: Option<String>,
}

pub(in crate::loops) fn tests(tx: &Tx<'_>) -> Result<HashMap<EntryId, Tests>> {
    let rows = tx.rows(
        "SELECT loop, count(planned_at), count(reviewed_at),
            min(CASE WHEN planned_at IS NOT NULL AND happened_at IS NULL THEN due END)
         FROM test WHERE dropped_at IS NULL GROUP BY loop",
        [],
        |row| Ok((row.get(0)?, Tests { planned: row.get(1)?, reviewed: row.get(2)?, due: row.get(3)? })),
    )?;
    Ok(rows.into_iter().collect())
}
