//! The sample in a journal of its own, for hosts: to look at, and to be thrown away whole. A mark in its folder tells it
//! from a journal that somebody writes; no folder without the mark is ever filled or deleted here.

use std::io::ErrorKind;
use std::path::Path;

use super::import;
use crate::error::{Error, Result};
use crate::journal::Journal;
use crate::{Clock, files};

const MARK: &str = crate::journal::SAMPLE_MARK;

/// Whether a sample lives in `folder`.
pub fn is_in(folder: &Path) -> bool {
    folder.join(MARK).is_file()
}

/// Opens the sample in `folder`; where there is none, it is made.
///
/// # Errors
/// `BadInput` where something else is in the folder; those of a journal and of an import.
pub fn open(folder: &Path, clock: Clock) -> Result<Journal> {
    if !is_in(folder) {
        let something = match std::fs::read_dir(folder) {
            Ok(mut items) => items.next().is_some(),
            Err(error) if error.kind() == ErrorKind::NotFound => false,
            Err(error) => return Err(error.into()),
        };
        if something {
            return Err(not_a_sample(folder));
        }
        files::make_private_folder(folder)?;
        files::write_whole(&folder.join(MARK), b"Made by Loopbook to be looked at. It can be deleted.\n")?;
    }
    let journal = Journal::open_or_create(folder, clock)?;
    // Also where making it was cut short; what somebody took out of it stays out.
    if journal.read(crate::import::list)?.is_empty() {
        import::add_sample(&journal)?;
    }
    Ok(journal)
}

/// Deletes the sample in `folder`, which is closed; where there is none, nothing happens.
///
/// # Errors
/// `BadInput` where something else is in the folder; `InUse` where the sample is open; those of the file system.
pub fn delete(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    if !is_in(folder) {
        return Err(not_a_sample(folder));
    }
    crate::journal::nobody_in(folder)?;
    // The mark goes last: what a crash leaves behind can still be deleted.
    for item in std::fs::read_dir(folder)? {
        let item = item?;
        if item.file_name() == MARK {
            continue;
        }
        if item.file_type()?.is_dir() {
            std::fs::remove_dir_all(item.path())?;
        } else {
            std::fs::remove_file(item.path())?;
        }
    }
    Ok(std::fs::remove_dir_all(folder)?)
}

fn not_a_sample(folder: &Path) -> Error {
    Error::bad(format!("the folder “{}” holds something else than a sample; it was left alone", folder.display()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::entries;

    fn count(journal: &Journal) -> u32 {
        journal.read(|tx| Ok(entries::totals(tx)?.0)).unwrap()
    }

    #[test]
    fn the_sample_is_made_once_and_opened_after_that() {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("sample");
        let made = open(&folder, Clock::system()).unwrap();
        let entries = count(&made);
        assert!(entries > 3, "{entries}");
        drop(made);
        assert_eq!(count(&open(&folder, Clock::system()).unwrap()), entries);
    }

    #[test]
    fn deleting_the_sample_takes_its_folder_and_nothing_beside_it() {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("sample");
        drop(Journal::create(&temp.path().join("journal"), Clock::system()).unwrap());
        drop(open(&folder, Clock::system()).unwrap());
        delete(&folder).unwrap();
        assert!(!folder.exists());
        Journal::open(&temp.path().join("journal"), Clock::system()).unwrap();
        delete(&folder).unwrap();
    }

    #[test]
    fn a_sample_that_is_open_is_not_deleted_under_its_reader() {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("sample");
        let journal = open(&folder, Clock::system()).unwrap();
        let entries = count(&journal);
        assert!(matches!(delete(&folder), Err(Error::InUse(_))));
        assert_eq!(count(&journal), entries);
    }

    #[test]
    fn somebodys_own_journal_is_neither_filled_nor_deleted() {
        let temp = tempfile::tempdir().unwrap();
        drop(Journal::create(temp.path(), Clock::system()).unwrap());
        assert!(matches!(open(temp.path(), Clock::system()), Err(Error::BadInput(_))));
        assert!(matches!(delete(temp.path()), Err(Error::BadInput(_))));
        assert_eq!(count(&Journal::open(temp.path(), Clock::system()).unwrap()), 0);
    }
}
