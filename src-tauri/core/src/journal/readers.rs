//! The connections that read. Each keeps decrypted pages in memory: one of them, which whoever reads alone is given, keeps many; those of
//! who reads at the same moment keep few, and only some of them wait to be used again.

use std::sync::Mutex;

use rusqlite::Connection;

use super::lock;
use crate::error::Result;

/// Decrypted pages of a reader beside the first, in KiB.
const BESIDE: i64 = 2_048;
/// How many of these are kept while nobody uses them.
const KEPT: usize = 3;

/// Those that nobody uses now.
#[derive(Default)]
pub(super) struct Readers(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    first: First,
    beside: Vec<Connection>,
}

/// The one with many pages.
#[derive(Default)]
enum First {
    #[default]
    None,
    Free(Connection),
    InUse,
}

/// The first is nobody's any more, until it is given back: whoever had it may have panicked.
struct Gone<'r>(&'r Readers);

impl Drop for Gone<'_> {
    fn drop(&mut self) {
        lock(&self.0.0).first = First::None;
    }
}

/// A reader that keeps few pages.
pub(super) fn aside(reader: Connection) -> Result<Connection> {
    reader.pragma_update(None, "cache_size", -BESIDE)?;
    Ok(reader)
}

impl Readers {
    /// Reads with one that is free, or with another made by `open`. It is closed where what `work` answers says that it cannot be
    /// trusted any more.
    ///
    /// # Errors
    /// Those of `open` and of `work`.
    pub(super) fn with<T>(
        &self,
        open: impl FnOnce() -> Result<Connection>,
        work: impl FnOnce(&Connection) -> Result<T>,
    ) -> Result<T> {
        let (free, is_first) = self.free();
        let gone = is_first.then(|| Gone(self));
        let reader = match free {
            Some(reader) => reader,
            None if is_first => open()?,
            None => aside(open()?)?,
        };
        let answer = work(&reader);
        if !answer.as_ref().is_err_and(crate::Error::spoils_its_connection) {
            std::mem::forget(gone);
            self.give_back(reader, is_first);
        }
        answer
    }

    fn free(&self) -> (Option<Connection>, bool) {
        let mut kept = lock(&self.0);
        match std::mem::replace(&mut kept.first, First::InUse) {
            First::Free(reader) => (Some(reader), true),
            First::None => (None, true),
            First::InUse => (kept.beside.pop(), false),
        }
    }

    fn give_back(&self, reader: Connection, is_first: bool) {
        let mut kept = lock(&self.0);
        if is_first {
            kept.first = First::Free(reader);
        } else if kept.beside.len() < KEPT {
            kept.beside.push(reader);
        } else {
            // Not under the lock: its pages are wiped.
            drop(kept);
            drop(reader);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::error::Error;

    fn pages(reader: &Connection) -> i64 {
        reader.query_row("PRAGMA cache_size", [], |row| row.get(0)).unwrap()
    }

    /// Readers, and how many were opened.
    #[derive(Default)]
    struct Opened {
        readers: Readers,
        count: Cell<usize>,
    }

    impl Opened {
        fn with<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
            let open = || {
                self.count.set(self.count.get() + 1);
                let reader = Connection::open_in_memory()?;
                reader.pragma_update(None, "cache_size", -16_384)?;
                Ok(reader)
            };
            self.readers.with(open, work)
        }

        /// So many read at the same moment; what each keeps, the last first.
        fn at_once(&self, many: usize) -> Vec<i64> {
            if many == 0 {
                return Vec::new();
            }
            self.with(|reader| {
                let mut pages_of = self.at_once(many - 1);
                pages_of.push(pages(reader));
                Ok(pages_of)
            })
            .unwrap()
        }
    }

    #[test]
    fn who_reads_alone_has_the_reader_with_many_pages() {
        let opened = Opened::default();
        assert_eq!(opened.at_once(3), [-BESIDE, -BESIDE, -16_384]);
        for _ in 0..5 {
            assert_eq!(opened.at_once(1), [-16_384]);
        }
        assert_eq!(opened.count.get(), 3);
    }

    #[test]
    fn however_many_read_at_once_few_readers_are_kept() {
        let opened = Opened::default();
        opened.at_once(20);
        assert_eq!(opened.count.get(), 20);
        opened.at_once(1 + KEPT);
        assert_eq!(opened.count.get(), 20, "these were kept");
        opened.at_once(2 + KEPT);
        assert_eq!(opened.count.get(), 21, "and no more");
    }

    #[test]
    fn one_that_is_spoiled_or_was_lost_in_a_panic_is_opened_anew() {
        let opened = Opened::default();
        let spoiled = || -> Result<()> {
            Err(Error::from(rusqlite::Error::SqliteFailure(
                rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_IOERR),
                None,
            )))
        };
        assert!(spoiled().unwrap_err().spoils_its_connection());
        opened.with(|_| spoiled()).unwrap_err();
        assert_eq!(opened.at_once(1), [-16_384]);
        assert_eq!(opened.count.get(), 2);
        let lost =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| opened.with(|_| -> Result<()> { panic!() })));
        assert!(lost.is_err());
        assert_eq!(opened.at_once(1), [-16_384]);
        assert_eq!(opened.count.get(), 3);
    }
}
