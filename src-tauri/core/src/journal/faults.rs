//! What is wrong with a database, in sentences; nothing where it is sound.

use std::collections::BTreeSet;
use std::time::Duration;

use rusqlite::Connection;

use crate::error::{Error, Result};

/// How often the pages of the file are looked at while the log cannot be written back as a whole.
const LOOKS: u32 = 5;
/// Between two of these looks.
const PAUSE: Duration = Duration::from_millis(200);

/// SQLite's quick check.
pub(super) fn quick(connection: &Connection) -> Result<Vec<String>> {
    check(connection, "PRAGMA quick_check(5)")
}

/// SQLite's quick check, before the first write after a crash.
pub(super) fn refuse_damaged(connection: &Connection) -> Result<()> {
    match quick(connection)?.first() {
        None => Ok(()),
        Some(fault) => Err(Error::Damaged(format!(
            "the journal's database is damaged ({fault}). Nothing was changed or deleted: keep the whole folder as it is"
        ))),
    }
}

/// SQLite's full check, the cipher's check of every page, and the references between rows. `write_back` brings the log into the
/// file as far as it can, and says whether all of it is there now.
pub(super) fn all(connection: &Connection, write_back: impl Fn() -> Result<bool>) -> Result<Vec<String>> {
    let mut faults = seals(connection, write_back)?;
    faults.extend(check(connection, "PRAGMA integrity_check(20)")?);
    let orphans = connection.prepare("PRAGMA foreign_key_check")?.query_map([], |row| row.get::<_, String>(0))?.count();
    if orphans > 0 {
        faults.push(format!("{orphans} rows point at something that is not there"));
    }
    Ok(faults)
}

/// The cipher's check of every page, which looks at the file alone. As long as somebody reads an older state, what was changed since
/// stands only in the log: SQLite leaves such pages out when it writes the log back, and where the file grew meanwhile there is a hole in
/// their place, until the next time. So a page that fails is damaged only if it fails again once the whole log is in the file. Where that
/// cannot be, it is left to the check that reads through the log.
fn seals(connection: &Connection, write_back: impl Fn() -> Result<bool>) -> Result<Vec<String>> {
    let look = || -> Result<BTreeSet<String>> {
        Ok(check(connection, "PRAGMA cipher_integrity_check")?.into_iter().collect())
    };
    let mut failing = look()?;
    for _ in 1..LOOKS {
        if failing.is_empty() {
            break;
        }
        let written_back = write_back().unwrap_or_else(|error| {
            // Such as a full disk: that is no reason to leave the rest of the check undone.
            tracing::warn!(%error, "the log cannot be written back for now");
            false
        });
        if written_back {
            let again = look()?;
            failing.retain(|fault| again.contains(fault));
            return Ok(failing.into_iter().collect());
        }
        std::thread::sleep(PAUSE);
        let again = look()?;
        failing.retain(|fault| again.contains(fault));
    }
    Ok(Vec::new())
}

fn check(connection: &Connection, sql: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let lines: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

/// Writes the log back into the file, as far as no reader needs what stands there; whether all of it is in the file now.
pub(super) fn write_back(writer: &Connection) -> Result<bool> {
    let (busy, log, done): (bool, i64, i64) =
        writer.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(!busy && log == done)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::super::{DATABASE, Journal, lock};
    use super::*;
    use crate::change::Op;
    use crate::clock::Clock;
    use crate::entries::{self, EntryFields, SaveEntry};
    use crate::store::open::{Access, open};

    fn save(journal: &Journal, id: crate::id::EntryId, body: String) {
        journal
            .write(Op::SaveEntry, |tx| {
                let base = entries::get(tx, id)?.revision;
                let fields = EntryFields { body: Some(body), ..EntryFields::default() };
                entries::save(tx, SaveEntry { id, base, fields, keep: true })
            })
            .unwrap();
    }

    #[test]
    fn pages_that_stand_only_in_the_log_are_no_damage() {
        let temp = tempfile::tempdir().unwrap();
        let journal = Journal::create(temp.path(), Clock::system()).unwrap();
        let add = || {
            let fields = EntryFields { body: Some("Silence. ".repeat(2_000)), ..EntryFields::default() };
            journal.write(Op::AddEntry, |tx| entries::add(tx, fields)).unwrap().id
        };
        let ids: Vec<_> = (0..20).map(|_| add()).collect();
        let file = open(&temp.path().join(DATABASE), &journal.shared.key, Access::Read).unwrap();
        let failing = || check(&file, "PRAGMA cipher_integrity_check").unwrap();
        // Somebody reads the state of now, while every other text that made the file grow is written anew.
        journal
            .read(|tx| {
                entries::all_ids(tx)?;
                ids.iter().step_by(2).for_each(|id| save(&journal, *id, "Noise. ".repeat(2_000)));
                assert!(!write_back(&lock(&journal.shared.writer))?, "the reader keeps some of it");
                assert!(!failing().is_empty(), "there are no holes in the file");
                assert_eq!(journal.check_database()?, Vec::<String>::new());
                let full = || Err(Error::from(std::io::Error::from(std::io::ErrorKind::StorageFull)));
                assert_eq!(all(&file, full)?, Vec::<String>::new(), "the rest is checked on a full disk, too");
                Ok(())
            })
            .unwrap();
        assert!(!failing().is_empty());
        assert_eq!(journal.check_database().unwrap(), Vec::<String>::new());
        assert_eq!(failing(), Vec::<String>::new(), "nobody reads: now all of it is in the file");
    }

    #[cfg(unix)]
    #[test]
    fn a_damaged_page_that_nothing_leads_to_is_told_once_the_log_is_in_the_file() {
        use std::os::unix::fs::FileExt;
        let temp = tempfile::tempdir().unwrap();
        let journal = Journal::create(temp.path(), Clock::system()).unwrap();
        let fields = EntryFields { body: Some("Silence. ".repeat(9_000)), ..EntryFields::default() };
        let id = journal.write(Op::AddEntry, |tx| entries::add(tx, fields)).unwrap().id;
        journal
            .write(Op::SaveEntry, |tx| tx.execute("UPDATE body SET markdown = 'Short.' WHERE entry = ?1", [id]))
            .unwrap();
        // What is written in the background would stand in the log, over a page of the file.
        journal.catch_up().unwrap();
        assert!(write_back(&lock(&journal.shared.writer)).unwrap());
        let free: i64 = lock(&journal.shared.writer).query_row("PRAGMA freelist_count", [], |row| row.get(0)).unwrap();
        assert!(free > 8, "{free} pages are free");
        let file = std::fs::OpenOptions::new().read(true).write(true).open(temp.path().join(DATABASE)).unwrap();
        let pages = file.metadata().unwrap().len() / 4096;
        let byte = |at: u64| {
            let mut byte = [0];
            file.read_exact_at(&mut byte, at).unwrap();
            byte[0]
        };
        let told_with = |at: u64| {
            let was = byte(at);
            file.write_all_at(&[was ^ 1], at).unwrap();
            // Of some it is an error already that they cannot be read.
            let told = journal.check_database().map_or(true, |faults| !faults.is_empty());
            if byte(at) == was ^ 1 {
                file.write_all_at(&[was], at).unwrap();
            }
            told
        };
        // The first page is of no use to anybody when it is damaged. Where something written in the background put a page anew just
        // then, it is turned once more.
        let told = (1..pages).filter(|page| (0..3).any(|_| told_with(page * 4096 + 1_000)));
        assert_eq!(told.count() as u64, pages - 1, "every other page is told, each by itself");
    }
}
