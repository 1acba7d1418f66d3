use rusqlite::params;

use crate::error::Result;
use crate::id::EntryId;
use crate::plan::AudienceKey;
use crate::plan::decide::{Decision, DecisionAction};
use crate::store::Tx;

/// A decision as it is kept.
pub(in crate::plan) struct Row {
    pub(in crate::plan) what: String,
    pub(in crate::plan) entry: Option<EntryId>,
    pub(in crate::plan) occurrence: String,
    pub(in crate::plan) decision: Decision,
}

pub(in crate::plan) fn all(tx: &Tx<'_>, key: AudienceKey) -> Result<Vec<Row>> {
    tx.rows("SELECT what, entry, occurrence, action, text FROM decision WHERE audience = ?1", [key.0], |row| {
        Ok(Row {
            what: row.get(0)?,
            entry: row.get(1)?,
            occurrence: row.get(2)?,
            decision: Decision { action: row.get(3)?, text: row.get(4)? },
        })
    })
}

pub(in crate::plan) fn forget(
    tx: &mut Tx<'_>,
    key: AudienceKey,
    what: &str,
    entry: Option<EntryId>,
    occurrence: &str,
) -> Result<()> {
    tx.execute(
        "DELETE FROM decision WHERE audience = ?1 AND what = ?2 AND coalesce(entry, '') = coalesce(?3, '') AND occurrence = ?4",
        params![key.0, what, entry, occurrence],
    )?;
    Ok(())
}

pub(in crate::plan) fn put(
    tx: &mut Tx<'_>,
    key: AudienceKey,
    what: &str,
    entry: Option<EntryId>,
    occurrence: &str,
    (action, text): (DecisionAction, &str),
) -> Result<()> {
    forget(tx, key, what, entry, occurrence)?;
    let now = tx.now();
    tx.execute(
        "INSERT INTO decision (audience, what, entry, occurrence, action, text, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![key.0, what, entry, occurrence, action, text, now],
    )?;
    Ok(())
}
