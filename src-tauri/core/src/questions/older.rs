//! Questions of entries written before there was a list of them: read once, some entries at a time, in the background.

use super::{read_from, store};
use crate::error::Result;
use crate::store::Tx;

/// Entries read in one transaction: few enough that no save waits for them.
const BATCH: u32 = 50;

/// Whether there are entries whose questions were never read.
///
/// # Errors
/// Those of the database.
pub fn has_older(tx: &Tx<'_>) -> Result<bool> {
    Ok(store::read_so_far(tx)?.as_deref() != Some(store::ALL))
}

/// Reads the questions of the next entries; false once all are read. An import of such an entry can still be undone:
/// nobody has edited it.
///
/// # Errors
/// Those of the database.
pub fn read_older(tx: &mut Tx<'_>) -> Result<bool> {
    let so_far = store::read_so_far(tx)?;
    if so_far.as_deref() == Some(store::ALL) {
        return Ok(false);
    }
    let entries = store::texts_after(tx, so_far.as_deref().unwrap_or_default(), BATCH)?;
    let Some(last) = entries.last().map(|text| text.entry.to_string()) else {
        store::set_read_so_far(tx, store::ALL)?;
        return Ok(false);
    };
    for text in entries {
        read_from(tx, text.entry, &text.markdown, text.written_at)?;
        store::keep_untouched(tx, text.entry, text.stamp)?;
    }
    store::set_read_so_far(tx, &last)?;
    Ok(true)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::change::Op;
    use crate::entries::{self, EntryFields};
    use crate::{Clock, Journal, questions};

    #[test]
    fn questions_of_older_entries_are_read_once_and_leave_an_import_undoable() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::create(&folder.path().join("journal"), Clock::system()).unwrap();
        let add = |body: String| {
            let fields = EntryFields { body: Some(body), ..EntryFields::default() };
            journal.write(Op::AddEntry, |tx| entries::add(tx, fields)).unwrap()
        };
        let all: Vec<_> = (0..BATCH + 5).map(|number| add(format!("?Why {number}"))).collect();
        journal.catch_up().unwrap();
        assert!(!journal.read(has_older).unwrap(), "reading it was part of opening the journal");
        // As the migration leaves a journal of before: no questions, nothing read; one entry came with an import.
        let imported = all[BATCH as usize].id;
        journal
            .write(Op::Import, |tx| {
                tx.execute("DELETE FROM question", [])?;
                tx.execute("DELETE FROM journal WHERE name = 'questions_read'", [])?;
                tx.execute("INSERT INTO import (id, at, format, source, added) VALUES ('i', 0, 'json', 's', 1)", [])?;
                tx.execute(
                    "INSERT INTO import_item (source_key, import, entry, stamp) SELECT 'k', 'i', id, stamp FROM entry WHERE id = ?1",
                    [imported],
                )
            })
            .unwrap();
        let mut rounds = 0;
        while journal.write(Op::ReadQuestions, read_older).unwrap() {
            rounds += 1;
        }
        assert_eq!(rounds, 2);
        let read = journal.read(|tx| questions::list(tx, None)).unwrap();
        assert_eq!(read.len(), all.len());
        assert!(read.iter().all(|question| all.iter().any(|entry| entry.written_at == question.asked_at)));
        let untouched: bool = journal
            .read(|tx| {
                tx.one(
                    "SELECT entry.stamp = import_item.stamp FROM entry JOIN import_item ON import_item.entry = entry.id",
                    [],
                    |row| row.get(0),
                )
            })
            .unwrap();
        assert!(untouched);
        assert!(!journal.read(has_older).unwrap());
    }
}
