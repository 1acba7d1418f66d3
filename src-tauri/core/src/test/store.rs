//! The SQL of tests.

use rusqlite::{Row, params};

use super::{Amendment, Test, TestState};
use crate::error::{Error, Result};
use crate::id::{ClaimId, EntryId, TestId};
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

pub(super) fn of_claim(tx: &Tx<'_>, id: ClaimId) -> Result<Vec<Test>> {
    tx.rows(&format!("{TEST} WHERE claim = ?1 AND entry.trashed_at IS NULL"), [id], read)
}

pub(super) fn open(tx: &Tx<'_>) -> Result<Vec<Test>> {
    tx.rows(
        &format!(
            "{TEST} JOIN loop log ON log.entry = test.loop
             WHERE planned_at IS NOT NULL AND reviewed_at IS NULL AND dropped_at IS NULL AND entry.trashed_at IS NULL
                AND NOT (log.exit = 'single' OR (log.exit = 'none' AND log.stage = 'closed'))
             ORDER BY due, test.id"
        ),
        [],
        read,
    )
}

/// An empty test of a loop.
pub(super) fn begin(tx: &mut Tx<'_>, of: EntryId) -> Result<Test> {
    let (id, now) = (TestId::new(), tx.now());
    let added = tx.execute(
        "INSERT INTO test (id, loop, action, place, people, consent, prediction, disconfirm, made_at)
         SELECT ?1, entry, '', '', '', '', '', '', ?3 FROM loop WHERE entry = ?2",
        params![id, of, now],
    )?;
    if added == 0 { Err(Error::NotFound("loop")) } else { get(tx, id) }
}

pub(super) fn update(tx: &mut Tx<'_>, test: &Test) -> Result<()> {
    tx.touch(test.of);
    tx.execute_one(
        "test",
        "UPDATE test SET claim = ?2, action = ?3, place = ?4, people = ?5, consent = ?6, due = ?7, prediction = ?8, disconfirm = ?9,
            planned_at = ?10, happened = ?11, happened_on = ?12, happened_at = ?13, met = ?14, confidence = ?15, reviewed_at = ?16,
            dropped_at = ?17, drop_reason = ?18
         WHERE id = ?1",
        params![
            test.id,
            test.claim,
            test.action,
            test.place,
            test.people,
            test.consent,
            test.due,
            test.prediction,
            test.disconfirm,
            test.planned_at,
            test.happened,
            test.happened_on,
            test.happened_at,
            test.met,
            test.confidence,
            test.reviewed_at,
            test.dropped_at,
            test.drop_reason,
        ],
    )
}

pub(super) fn insert_amendment(tx: &mut Tx<'_>, test: &Test, text: &str) -> Result<()> {
    let now = tx.now();
    tx.touch(test.of);
    tx.execute("INSERT INTO test_amendment (test, text, at) VALUES (?1, ?2, ?3)", params![test.id, text, now])?;
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use crate::claims::store::tests::World;
    use crate::test::{AmendTest, SaveTest, TestHappened, amend, happened, plan, save};

    #[test]
    fn the_database_itself_keeps_what_was_sealed_what_happened_and_what_was_added() {
        let world = World::new();
        let of = world.a_loop("Silence");
        let whole = SaveTest {
            of,
            id: None,
            claim: None,
            action: Some("Wait".into()),
            place: None,
            people: None,
            consent: None,
            due: Some(Some("2026-11-28".into())),
            prediction: Some("Three new voices".into()),
            disconfirm: Some("Talk off the task".into()),
        };
        let id = world.write(|tx| save(tx, whole)).id;
        assert!(world.refuses("INSERT INTO test_amendment (test, text, at) SELECT id, 'too early', 0 FROM test"));
        world.write(|tx| plan(tx, id));
        world.write(|tx| amend(tx, AmendTest { id, text: "In three lessons".into() }));
        for sql in [
            "UPDATE test SET prediction = 'after the fact'",
            "UPDATE test SET disconfirm = ''",
            "UPDATE test SET planned_at = NULL",
            "UPDATE test_amendment SET text = 'other'",
            "DELETE FROM test_amendment",
            "DELETE FROM test",
            "DELETE FROM entry",
        ] {
            assert!(world.refuses(sql), "{sql}");
        }
        world.write(|tx| happened(tx, TestHappened { id, text: "Five new voices".into(), on: None }));
        for sql in [
            "UPDATE test SET happened = 'Six'",
            "UPDATE test SET happened_at = NULL",
            "INSERT INTO test_amendment (test, text, at) SELECT id, 'too late', happened_at + 1 FROM test",
        ] {
            assert!(world.refuses(sql), "{sql}");
        }
    }
}
