//! What was shown lately. With each letter typed much the same entries are found again; they need not be read, opened and
//! freed of their markup each time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::found::Hit;
use super::tokens::Words;
use super::{passage, store};
use crate::entries::{self, EntryRow};
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;
use crate::text;

/// Bytes kept, about: twice this at most, some 2,000 entries of a page each. Larger texts than a sixteenth of it are not
/// kept.
const KEPT: usize = 8 * 1024 * 1024;
/// Bytes of a row besides its texts, about.
const ROW: usize = 600;

/// An entry as it is shown: its row, and its text as it is read.
pub(super) struct Shown {
    pub(super) row: EntryRow,
    pub(super) plain: String,
    /// Where its words stand.
    pub(super) words: Option<Words>,
    pub(super) language: Option<String>,
    stamp: i64,
}

/// What was shown lately.
#[derive(Default)]
pub(super) struct Recent(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    young: HashMap<EntryId, Held>,
    /// Those that were young before; what is asked for of them is young again, the rest goes.
    old: HashMap<EntryId, Held>,
    bytes: usize,
    /// How folded values of facets are written, and the queue's last number when they were read.
    names: HashMap<&'static str, HashMap<String, String>>,
    named_at: i64,
}

/// An entry, and the queue's last number in the snapshot that last had it so. Every change of what search sees takes a
/// number: while that is the last one still, the entry is as it was.
#[derive(Clone)]
struct Held {
    at: i64,
    whole: Arc<Shown>,
}

impl Recent {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An entry in the state of a stamp, on a snapshot in which the queue's last number is `last`; none where the snapshot
    /// has it in another, or in the trash. Whether it lies in the tray is asked anew: search does not see that.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) fn shown(&self, tx: &Tx<'_>, last: i64, hit: &Hit) -> Result<Option<Arc<Shown>>> {
        let (id, stamp) = (hit.id, hit.stamp);
        let found = self.kept().find(id).filter(|held| held.whole.stamp == stamp);
        let whole = match found {
            Some(held) if held.at == last || store::is_current(tx, id, stamp)? => held.whole,
            Some(_) => return Ok(None),
            None => match read(tx, hit)? {
                Some(whole) => Arc::new(whole),
                None => return Ok(None),
            },
        };
        self.kept().keep(id, Held { at: last, whole: Arc::clone(&whole) });
        Ok(Some(whole))
    }

    /// Keeps nothing of what was shown.
    pub(super) fn forget(&self) {
        *self.kept() = Kept::default();
    }

    /// How a folded value is written, from `read` where it is not known.
    ///
    /// # Errors
    /// Those of `read`.
    pub(super) fn name(
        &self,
        last: i64,
        facet: &'static str,
        folded: &str,
        read: impl FnOnce(&str) -> Result<Option<String>>,
    ) -> Result<String> {
        {
            let mut kept = self.kept();
            if kept.named_at != last {
                kept.names.clear();
                kept.named_at = last;
            }
            if let Some(name) = kept.names.get(facet).and_then(|names| names.get(folded)) {
                return Ok(name.clone());
            }
        }
        let name = read(folded)?.unwrap_or_else(|| folded.to_owned());
        let mut kept = self.kept();
        if kept.named_at == last {
            kept.names.entry(facet).or_default().insert(folded.to_owned(), name.clone());
        }
        Ok(name)
    }

    /// The row of an entry that is known to stand so, from what was shown lately where it is there.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) fn row(&self, tx: &Tx<'_>, last: i64, id: EntryId) -> Result<Option<EntryRow>> {
        let found = self.kept().find(id).filter(|held| held.at == last);
        match found {
            Some(held) => {
                let row = held.whole.row.clone();
                self.kept().keep(id, held);
                Ok(Some(row))
            }
            None => entries::store::row(tx, id),
        }
    }
}

impl Kept {
    fn find(&mut self, id: EntryId) -> Option<Held> {
        self.young.get(&id).cloned().or_else(|| self.old.remove(&id))
    }

    fn keep(&mut self, id: EntryId, held: Held) {
        let words = held.whole.words.as_ref().map_or(0, Words::bytes);
        let size = held.whole.plain.len() + words + ROW;
        if size > KEPT / 16 {
            return;
        }
        if self.bytes + size > KEPT {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
        if self.young.insert(id, held).is_none() {
            self.bytes += size;
        }
    }
}

/// # Errors
/// Those of the database.
fn read(tx: &Tx<'_>, hit: &Hit) -> Result<Option<Shown>> {
    let shown = entries::store::shown(tx, hit.id, hit.row, hit.stamp)?;
    Ok(shown.map(|shown| {
        let plain = text::plain(&shown.body);
        Shown { words: passage::words(&plain), plain, row: shown.row, language: shown.language, stamp: hit.stamp }
    }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::change::Op;
    use crate::clock::Clock;
    use crate::entries::EntryFields;
    use crate::journal::Journal;

    fn state(journal: &Journal, id: EntryId) -> (i64, i64) {
        journal.read(|tx| Ok((store::last_seq(tx)?, entries::store::stamp(tx, id)?.unwrap()))).unwrap()
    }

    fn hit(id: EntryId, stamp: i64) -> Hit {
        Hit { id, stamp, row: 1, score: 0.0, day: 0 }
    }

    #[test]
    fn an_entry_is_shown_whatever_place_in_the_table_it_is_said_to_have() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open_or_create(folder.path(), Clock::system()).unwrap();
        let ids = ["first", "second"].map(|body| {
            let fields = EntryFields { body: Some(body.into()), ..EntryFields::default() };
            journal.write(Op::SaveEntry, |tx| entries::add(tx, fields)).unwrap().id
        });
        let (_, stamp) = state(&journal, ids[1]);
        for row in [2, 1, 0, -1, 99] {
            let hit = Hit { row, ..hit(ids[1], stamp) };
            let shown = journal.read(|tx| read(tx, &hit)).unwrap();
            assert_eq!(shown.map(|shown| shown.plain.trim().to_owned()).as_deref(), Some("second"), "{row}");
            assert!(journal.read(|tx| read(tx, &Hit { stamp: stamp + 1, ..hit })).unwrap().is_none());
        }
    }

    #[test]
    fn what_was_shown_is_read_anew_once_it_changed_and_only_then() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open_or_create(folder.path(), Clock::system()).unwrap();
        let fields = EntryFields { body: Some("*first*".into()), ..EntryFields::default() };
        let id = journal.write(Op::SaveEntry, |tx| entries::add(tx, fields)).unwrap().id;
        let recent = Recent::default();
        let shown = |last, stamp| journal.read(|tx| recent.shown(tx, last, &hit(id, stamp))).unwrap();
        let (last, stamp) = state(&journal, id);
        let first = shown(last, stamp).unwrap();
        assert_eq!(first.plain, "first");
        assert!(Arc::ptr_eq(&first, &shown(last, stamp).unwrap()));
        journal.write(Op::SaveEntry, |tx| entries::store::set_body(tx, id, "second")).unwrap();
        let (later, changed) = state(&journal, id);
        assert!(shown(later, stamp).is_none(), "what stood there before");
        assert_eq!(shown(later, changed).unwrap().plain, "second");
        journal.write(Op::TrashEntry, |tx| entries::trash(tx, &[id])).unwrap();
        let (later, _) = state(&journal, id);
        assert!(shown(later, changed).is_none(), "in the trash");
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open_or_create(folder.path(), Clock::system()).unwrap();
        let fields = EntryFields { body: Some("word ".repeat(80_000)), ..EntryFields::default() };
        let id = journal.write(Op::SaveEntry, |tx| entries::add(tx, fields)).unwrap().id;
        let (last, stamp) = state(&journal, id);
        let whole = journal.read(|tx| read(tx, &hit(id, stamp))).unwrap().map(Arc::new).unwrap();
        let mut kept = Kept::default();
        for _ in 0..100 {
            kept.keep(EntryId::new(), Held { at: last, whole: Arc::clone(&whole) });
            assert!(kept.bytes <= KEPT);
        }
        assert!((kept.young.len() + kept.old.len()) * whole.plain.len() <= 2 * KEPT);
        assert!(kept.young.len() + kept.old.len() > 20);
    }
}
