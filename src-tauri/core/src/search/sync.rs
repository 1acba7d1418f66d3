//! How the index keeps step with the database: it reads the queue, commits, and only then is the queue cleared, so that a
//! crash at any point means at most reading an entry twice. Whatever looks wrong, it is thrown away and built anew.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;

use super::index::OpenIndex;
use super::view::View;
use super::{Published, Search, State, store};
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;

/// Entries read between two commits: enough that the commits of a rebuild and the merges after them cost little, few enough
/// that progress is seen.
const BATCH: u32 = 10_000;
/// Entries read before it is asked whether to stop.
const LOOK_UP: u32 = 256;

/// What one round of reading the queue did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absorbed {
    /// The queue may be cleared up to this number.
    pub seq: i64,
    /// Whether the queue holds more.
    pub more: bool,
}

impl Search {
    /// Opens the index that is there.
    ///
    /// # Errors
    /// Any error means that it is to be built anew.
    pub(crate) fn open(&self, tx: &Tx<'_>) -> Result<()> {
        let open = guarded(|| OpenIndex::open(&self.folder, &self.key, self.journal))?;
        if open.seq > store::last_seq(tx)? {
            return Err(Error::Unsound("the index is ahead of the database".into()));
        }
        // A copy from before, put back by hand or by a program that keeps folders in step: what it lacks is in no queue any more.
        if open.seq < store::last_cleared(tx)? {
            return Err(Error::Unsound("the index is older than the database".into()));
        }
        self.take(open);
        Ok(())
    }

    /// Throws away what is there and begins an empty index. The caller has queued every entry before.
    ///
    /// # Errors
    /// Those of the file system; search then reads the entries straight through.
    pub(crate) fn create(&self, tx: &Tx<'_>) -> Result<()> {
        // A search whose snapshot is older than the queueing must not take the empty index for the whole.
        let floor = store::last_seq(tx)?;
        self.publish(None);
        *self.writing() = None;
        let mut open = guarded(|| OpenIndex::create(&self.folder, &self.key, self.journal))?;
        open.floor = floor;
        self.doubted.store(false, Ordering::SeqCst);
        self.take(open);
        Ok(())
    }

    /// Makes what queries need of segments that are new; to be called where nobody waits for it.
    ///
    /// # Errors
    /// Those of a damaged index.
    pub(crate) fn make_ready(&self) -> Result<()> {
        let Some(published) = self.published() else { return Ok(()) };
        guarded(|| Ok(published.view.parts.iter().try_for_each(|part| part.make_ready())?))
    }

    fn take(&self, open: OpenIndex) {
        self.publish_from(&open);
        *self.writing() = Some(open);
    }

    fn publish_from(&self, open: &OpenIndex) {
        let seq = open.seq.max(open.floor);
        let before = self.published();
        let view = View::of(open.reader.searcher(), open.fields, before.as_ref().map(|before| &before.view));
        self.publish(Some(Published { view, seq }));
    }

    /// Gives up the index for this run of the program: entries are read straight through.
    pub(crate) fn give_up(&self, note: &str) {
        self.publish(None);
        *self.writing() = None;
        self.doubted.store(false, Ordering::SeqCst);
        let mut status = self.status_mut();
        status.state = State::Ready;
        status.note = Some(note.to_owned());
    }

    /// Says that everything is being read again, for the screen.
    pub(crate) fn begin_rebuild(&self, tx: &Tx<'_>, note: &str) -> Result<()> {
        let total = store::queue_length(tx)?;
        let mut status = self.status_mut();
        *status = super::IndexStatus { state: State::Rebuilding, done: 0, total, note: Some(note.to_owned()) };
        Ok(())
    }

    /// Reads the oldest of the queue into the index, until it is told to stop, and commits; `None` where there is nothing to read or no index.
    ///
    /// # Errors
    /// Any error, a panic in tantivy's threads included, means that the index is to be built anew.
    pub(crate) fn absorb(&self, tx: &Tx<'_>, stop: impl Fn() -> bool) -> Result<Option<Absorbed>> {
        let queued = store::queued(tx, BATCH)?;
        if queued.is_empty() {
            self.in_step();
            return Ok(None);
        }
        // The last number read, and how many were.
        let mut read = (0, 0u32);
        let mut writing = self.writing();
        let Some(open) = writing.as_mut() else { return Ok(None) };
        guarded(|| {
            let hung = store::hung(tx, BATCH)?;
            for (item, at) in queued.iter().zip(1..) {
                let hangs = hung.contains(&item.entry);
                let written = store::written_with(tx, item.entry, hangs, &mut open.stems)?;
                open.replace(item.entry, written.as_ref())?;
                read = (item.seq, at);
                if at % LOOK_UP == 0 && stop() {
                    break;
                }
            }
            open.commit(read.0)
        })?;
        let (seq, read) = read;
        self.publish_from(open);
        let left = store::queue_length(tx)?.saturating_sub(read);
        let mut status = self.status_mut();
        status.done = status.total.saturating_sub(left);
        drop(status);
        if left == 0 {
            self.in_step();
        }
        Ok(Some(Absorbed { seq, more: left > 0 }))
    }

    /// Takes the words of deleted entries out of the files of the index; false where that could not be had, and the index
    /// is to be built anew. What waits in the queue must have been read before.
    ///
    /// # Errors
    /// Any error means that it is to be built anew.
    pub(crate) fn forget_deleted(&self) -> Result<bool> {
        // What was made of entries that waited holds their words too.
        self.forget();
        let mut writing = self.writing();
        let Some(open) = writing.as_mut() else { return Ok(true) };
        guarded(|| open.forget_deleted(&mut |open| self.publish_from(open)))
    }

    fn in_step(&self) {
        let mut status = self.status_mut();
        if status.state == State::Rebuilding {
            status.state = State::Ready;
            status.done = status.total;
            status.note = None;
        }
    }
}

/// The index was read up to `seq`: the queue is cleared so far.
///
/// # Errors
/// Those of the database.
pub fn clear(tx: &mut Tx<'_>, seq: i64) -> Result<()> {
    store::clear(tx, seq)
}

/// Everything is to be read again.
///
/// # Errors
/// Those of the database.
pub fn queue_all(tx: &mut Tx<'_>) -> Result<()> {
    store::queue_all(tx)
}

/// How many entries the index has yet to read.
pub fn waiting(tx: &Tx<'_>) -> Result<u32> {
    store::queue_length(tx)
}

/// Holds the index against the database: the same entries, each once, each in its present state; entries in the queue
/// aside. Answers how many there are, or what differs as a sentence.
///
/// # Errors
/// Those of the database and of a damaged index.
pub fn compare(tx: &Tx<'_>, search: &Search) -> Result<std::result::Result<u32, String>> {
    let expected = store::expected(tx)?;
    let last = store::last_seq(tx)?;
    let queued: HashSet<EntryId> = store::queued(tx, u32::MAX)?.into_iter().map(|item| item.entry).collect();
    let Some(published) = search.published() else { return Ok(Err("there is no search index".into())) };
    if published.seq > last {
        return Ok(Err("the search index is ahead of the journal".into()));
    }
    let mut found: HashSet<(EntryId, i64)> = HashSet::with_capacity(expected.len());
    for part in &published.view.parts {
        let kept = part.kept()?;
        for doc in part.alive(&[])?.backwards() {
            let Some((id, stamp)) = kept.entry(doc) else { continue };
            if !queued.contains(&id) && !found.insert((id, stamp)) {
                return Ok(Err("an entry stands twice in the search index".into()));
            }
        }
    }
    let (missing, extra) = (expected.difference(&found).count(), found.difference(&expected).count());
    if missing + extra > 0 {
        return Ok(Err(format!("the search index differs from the journal in {} entries", missing.max(extra))));
    }
    Ok(Ok(u32::try_from(found.len()).unwrap_or(u32::MAX)))
}

/// Runs what may panic inside tantivy (its rollback and its workers do under I/O errors, reliability.md A): a panic is
/// an error like any other.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Error::Unsound("the search index gave up".into())))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::prove;
    use super::*;
    use crate::change::Op;
    use crate::clock::Clock;
    use crate::entries::{self, EntryFields, Purge};
    use crate::journal::Journal;

    fn add(journal: &Journal, body: &str) -> EntryId {
        let fields = EntryFields { body: Some(body.into()), ..EntryFields::default() };
        journal.write(Op::SaveEntry, |tx| entries::add(tx, fields)).unwrap().id
    }

    /// Which of the words any segment of the index knows, those of dead documents too.
    fn known(journal: &Journal, words: &[&str]) -> Vec<String> {
        let published = journal.search().published().unwrap();
        let mut found = Vec::new();
        for part in &published.view.parts {
            let index = part.reader.inverted_index(published.view.fields.folded).unwrap();
            let mut terms = index.terms().stream().unwrap();
            while terms.advance() {
                found.extend(std::str::from_utf8(terms.key()).map(str::to_owned));
            }
        }
        found.retain(|word| words.contains(&word.as_str()));
        found.sort();
        found.dedup();
        found
    }

    #[test]
    fn after_deleting_for_good_no_file_of_the_index_holds_a_word_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open_or_create(folder.path(), Clock::system()).unwrap();
        let gone: Vec<EntryId> = (0..3)
            .map(|number| {
                add(&journal, &format!("kept{number}"));
                let id = add(&journal, "zwiebelfisch");
                journal.catch_up().unwrap();
                id
            })
            .collect();
        let words = ["kept0", "kept1", "kept2", "zwiebelfisch"];
        assert_eq!(known(&journal, &words), words);
        journal.write(Op::TrashEntry, |tx| entries::trash(tx, &gone)).unwrap();
        let request = Purge { ids: gone, claims: Vec::new(), packs: None, dispatches: None };
        journal.write(Op::Purge, |tx| entries::purge(tx, journal.vault(), &request)).unwrap();
        journal.forget_deleted().unwrap();
        assert_eq!(known(&journal, &words), &words[..3]);
        let mut writing = journal.search().writing();
        assert!(writing.as_mut().unwrap().forget_deleted(&mut |_| {}).unwrap(), "the folder holds no older files");
        drop(writing);
        assert_eq!(journal.read(|tx| prove(tx, journal.search())).unwrap(), Ok(3));
    }

    #[test]
    fn the_proof_sees_a_text_that_changed_without_the_index_being_told() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open_or_create(folder.path(), Clock::system()).unwrap();
        let id = add(&journal, "she waited for me");
        add(&journal, "another");
        journal.catch_up().unwrap();
        assert_eq!(journal.read(|tx| prove(tx, journal.search())).unwrap(), Ok(2));
        journal
            .write(Op::SaveEntry, |tx| {
                tx.execute("DROP TRIGGER body_changed", [])?;
                entries::store::set_body(tx, id, "she waited for him")
            })
            .unwrap();
        assert_eq!(journal.read(|tx| compare(tx, journal.search())).unwrap(), Ok(2), "counts and stamps are equal");
        assert!(journal.read(|tx| prove(tx, journal.search())).unwrap().is_err());
    }
}
