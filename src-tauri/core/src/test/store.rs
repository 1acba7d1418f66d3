//! The SQL of tests.

use rusqlite::Row;

use super::{Amendment, Test, TestState};
use crate::error::{Error, Result};
use crate::id::{EntryId, TestId};
use crate::store::Tx;

const TEST: &str =
    "SELECT test.id, loop, entry.title, claim, action, place, people, consent, due, prediction, disconfirm, planned_at,
        happened, happened_on, happened_at, met, confidence, reviewed_at, dropped_at, drop_reason
     FROM test JOIN entry ON entry.id = test.loop";

/// A row as it is stored: nothing is taken out of it yet.
fn read(row: &Row<'_>) -> rusqlite::Result<Test> {
    Ok(Test {
        id: row.get(0)?,
        of: row.get(1)?,
        loop_title: row.get(2)?,
        claim: row.get(3)?,
        claim_text: None,
        action: row.get(4)?,
        place: row.get(5)?,
        people: row.get(6)?,
        consent: row.get(7)?,
        due: row.get(8)?,
        sealed: false,
        prediction: row.get(9)?,
        disconfirm: row.get(10)?,
        planned_at: row.get(11)?,
        amendments: Vec::new(),
        happened: row.get(12)?,
        happened_on: row.get(13)?,
        happened_at: row.get(14)?,
        met: row.get(15)?,
        confidence: row.get(16)?,
        reviewed_at: row.get(17)?,
        dropped_at: row.get(18)?,
        drop_reason: row.get(19)?,
        state: TestState::Draft,
    })
}

pub(super) fn get(tx: &Tx<'_>, id: TestId) -> Result<Test> {
    tx.first(&format!("{TEST} WHERE test.id = ?1"), [id], read)?.ok_or(Error::NotFound("test"))
}

pub(super) fn of_loop(tx: &Tx<'_>, id: EntryId) -> Result<Vec<Test>> {
    tx.rows(&format!("{TEST} WHERE loop = ?1 ORDER BY made_at, test.id"), [id], read)
}

pub(super) fn amendments(tx: &Tx<'_>, id: TestId) -> Result<Vec<Amendment>> {
    tx.rows("SELECT text, at FROM test_amendment WHERE test = ?1 ORDER BY id", [id], |row| {
        Ok(Amendment { text: row.get(0)?, at: row.get(1)? })
    })
}
