//! The journal: one folder, opened once, read by many, written by one transaction at a time.

mod backups;
mod faults;
mod folder;
mod indexer;
mod open;
mod quiet;
mod readers;
mod renew;
mod soundness;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod upgrade;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, TransactionBehavior};

use crate::attachments::Vault;
use crate::backup::{self, Backup, Reason, Stop};
use crate::change::{Change, Changes, Op};
use crate::clock::Clock;
use crate::error::Result;
use crate::id::JournalId;
use crate::keys::{self, Healed, Protection, Rewrap, Way};
use crate::progress::Progress;
use crate::search::Search;
use crate::store::Tx;
use crate::store::open::{Access, DatabaseKey, open};
use folder::JournalLock;

pub use backups::{BackupState, PlainPlace};
pub use folder::{Facts, SAMPLE_MARK};
pub use renew::renew;
pub use soundness::Soundness;

/// Name of the database in the journal's folder.
pub const DATABASE: &str = "journal.db";

/// That nobody has the journal in `folder` open.
///
/// # Errors
/// `InUse` where somebody has.
pub fn nobody_in(folder: &Path) -> Result<()> {
    JournalLock::take(folder).map(drop)
}

/// An open journal. Dropping it closes it; what was saved is safe at every moment.
pub struct Journal {
    shared: Arc<Shared>,
    indexer: Option<std::thread::JoinHandle<()>>,
    watch: Mutex<Option<std::thread::JoinHandle<()>>>,
    keeper: Mutex<Option<std::thread::JoinHandle<()>>>,
}

type Subscriber = Box<dyn Fn(&Changes) + Send + Sync>;

struct Shared {
    folder: PathBuf,
    id: JournalId,
    key: DatabaseKey,
    clock: Clock,
    /// Before the writer, so that it is dropped before: the last connection to close must be one that can write, or
    /// SQLite's log would stay.
    readers: readers::Readers,
    writer: Mutex<Connection>,
    touched: Arc<Mutex<BTreeSet<Change>>>,
    subscribers: Mutex<Vec<Subscriber>>,
    vault: Vault,
    search: Search,
    work: Arc<indexer::Work>,
    watch: soundness::Watch,
    backups: backups::Keeper,
    quiet: quiet::Quiet,
    /// What is to be said of where it lives.
    places: Vec<String>,
    healed: Option<Healed>,
    rewrapping: Mutex<()>,
    progress: Progress,
    /// Held for life; dropped last.
    _lock: JournalLock,
}

impl Journal {
    /// One read, on a snapshot of the database.
    ///
    /// # Errors
    /// What `work` answers, and those of the database.
    pub fn read<T>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        self.shared.quiet.broken();
        self.shared.read(work)
    }

    /// One write: all of it or nothing. What changed is told to every subscriber after it is durable.
    ///
    /// # Errors
    /// What `work` answers, and those of the database; nothing is changed then.
    pub fn write<T>(&self, op: Op, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        self.shared.quiet.broken();
        self.shared.write(op, work)
    }

    /// Calls `subscriber` after every write, on the writing thread; it must not write itself.
    pub fn subscribe(&self, subscriber: impl Fn(&Changes) + Send + Sync + 'static) {
        lock(&self.shared.subscribers).push(Box::new(subscriber));
    }

    /// Reads all that waits into the index, on this thread. For those who leave at once, such as the command line.
    ///
    /// # Errors
    /// Those of the database; an index that fails is built anew.
    pub fn catch_up(&self) -> Result<()> {
        indexer::catch_up(&self.shared)
    }

    /// Throws the index away and builds it anew, on this thread.
    ///
    /// # Errors
    /// Those of the database and the file system.
    pub fn reindex(&self) -> Result<()> {
        indexer::rebuild(&self.shared, "You asked for it.")?;
        indexer::catch_up(&self.shared)
    }

    /// To be called after entries were deleted for good: when this returns, no file of the index holds a word of them.
    ///
    /// # Errors
    /// Those of the database and the file system.
    pub fn forget_deleted(&self) -> Result<()> {
        indexer::forget_deleted(&self.shared)
    }

    /// After something was deleted for good: writes the database anew without what free pages still hold, empties its log,
    /// and leaves no word of it in any file of the index.
    ///
    /// # Errors
    /// Those of the database and the file system.
    pub fn scrub(&self) -> Result<()> {
        folder::scrub(&lock(&self.shared.writer))?;
        self.forget_deleted()
    }

    /// What the database says of itself.
    ///
    /// # Errors
    /// Those of the database.
    pub fn facts(&self) -> Result<Facts> {
        folder::facts(&lock(&self.shared.writer))
    }

    /// Whether the database is sound, by SQLite's own full check: sentences of what is not.
    ///
    /// # Errors
    /// Where it cannot even be read.
    pub fn check_database(&self) -> Result<Vec<String>> {
        // A connection of its own: a check takes seconds, and nobody's save is to wait for it.
        let reader = open(&self.shared.folder.join(DATABASE), &self.shared.key, Access::Read)?;
        faults::all(&reader, || self.shared.write_back())
    }

    /// Has the database looked at in the background while the journal is open, for those who keep it open: quickly now,
    /// wholly once a week. What it finds is announced as [`Change::Soundness`] and told by [`Journal::soundness`].
    ///
    /// # Errors
    /// Where no thread can be started.
    pub fn watch_soundness(&self) -> Result<()> {
        let mut watch = lock(&self.watch);
        if watch.is_none() {
            *watch = Some(soundness::start(&self.shared)?);
        }
        Ok(())
    }

    /// What the last look found.
    pub fn soundness(&self) -> Soundness {
        Soundness { places: self.shared.places.clone(), ..self.shared.watch.found() }
    }

    /// Has backups made in the background while the journal is open, for those who keep it open: soon after opening, and
    /// then daily. Each is announced as [`Change::Backups`].
    ///
    /// # Errors
    /// Where no thread can be started.
    pub fn keep_backups(&self) -> Result<()> {
        let mut keeper = lock(&self.keeper);
        if keeper.is_none() {
            *keeper = Some(backups::start(&self.shared)?);
        }
        Ok(())
    }

    /// Makes a backup now, and lets those go that the person's rule no longer keeps.
    ///
    /// # Errors
    /// Those of [`backup::make`].
    pub fn back_up(&self, reason: Reason) -> Result<Backup> {
        backups::back_up(&self.shared, reason)
    }

    /// A backup before something is done that changes much at once; none of a journal that holds nothing.
    ///
    /// # Errors
    /// Those of [`backup::make`]: then it is not to be done.
    pub fn back_up_before(&self, reason: Reason) -> Result<()> {
        backups::back_up_before(&self.shared, reason)
    }

    /// Does something with the backups while none is being made: with the journal as their source, and what ends it when
    /// the journal is closed.
    ///
    /// # Errors
    /// What `work` answers.
    pub fn with_backups<T>(&self, work: impl FnOnce(&backup::Source<'_>, &Stop) -> Result<T>) -> Result<T> {
        backups::with(&self.shared, work)
    }

    /// Where backups go besides, and the passphrase they are put under there; none takes that away.
    ///
    /// # Errors
    /// `BadInput` for a place or a passphrase that cannot be one.
    pub fn set_second_place(&self, place: Option<(&Path, &keys::Secret)>) -> Result<()> {
        backups::set_second_place(&self.shared, place)
    }

    /// The folder where backups go besides.
    ///
    /// # Errors
    /// Those of the database.
    pub fn second_place(&self) -> Result<Option<String>> {
        Ok(backups::second_place(&self.shared)?.map(|second| second.place))
    }

    /// Where everything was just written as plain text, and is from now on each week; none ends that.
    ///
    /// # Errors
    /// `BadInput` for a place that cannot be one.
    pub fn set_plain_place(&self, place: Option<&Path>) -> Result<()> {
        backups::set_plain_place(&self.shared, place)
    }

    /// The folder where everything is written as plain text each week, and when it last was.
    ///
    /// # Errors
    /// Those of the database.
    pub fn plain_place(&self) -> Result<Option<PlainPlace>> {
        backups::plain_place(&self.shared)
    }

    /// How the last backups went.
    pub fn backup_state(&self) -> BackupState {
        self.shared.backups.state()
    }

    /// Tells subscribers that something about backups is different now.
    pub fn announce_backups(&self) {
        backups::announce(&self.shared);
    }

    /// Puts what was prepared ([`backup::restore::prepare`]) in the journal's place, or what had once been put aside, by
    /// its name. The journal is closed; what was in its place is put aside, and nothing is deleted.
    ///
    /// # Errors
    /// `InUse` where somebody has the journal open; those of the file system.
    pub fn take_over(folder: &Path, from: Option<&str>, clock: &Clock) -> Result<()> {
        let _lock = JournalLock::take(folder)?;
        backup::takeover::begin(folder, from, clock)
    }

    /// Does something with the journal in `folder` while nobody has it open, such as one that cannot be opened.
    ///
    /// # Errors
    /// `InUse` where somebody has; what `work` answers.
    pub fn apart<T>(folder: &Path, work: impl FnOnce(&Path) -> Result<T>) -> Result<T> {
        let _lock = JournalLock::take(folder)?;
        work(folder)
    }

    /// The search index.
    pub fn search(&self) -> &Search {
        &self.shared.search
    }

    /// How far something is that takes long.
    pub fn progress(&self) -> &Progress {
        &self.shared.progress
    }

    /// The attached files.
    pub fn vault(&self) -> &Vault {
        &self.shared.vault
    }

    /// Where the journal lives.
    pub fn folder(&self) -> &Path {
        &self.shared.folder
    }

    /// The journal's identity.
    pub fn id(&self) -> JournalId {
        self.shared.id
    }

    /// The time, as this journal sees it.
    pub fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    /// What this journal is locked with.
    ///
    /// # Errors
    /// Those of the key file.
    pub fn protection(&self) -> Result<Protection> {
        Ok(keys::protection(&self.shared.folder)?)
    }

    /// Changes what this journal is locked with, for somebody who can open it. Nothing is encrypted anew: copies and
    /// backups of the journal made before still open with what opened them then.
    ///
    /// # Errors
    /// `Key`, and nothing is changed.
    pub fn rewrap(&self, proof: &Way, change: &Rewrap) -> Result<()> {
        let _one_at_a_time = lock(&self.shared.rewrapping);
        Ok(keys::rewrap(&self.shared.folder, proof, change)?)
    }

    /// What was wrong with the key files and was put right at the last open.
    pub fn healed(&self) -> Option<&Healed> {
        self.shared.healed.as_ref()
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.shared.watch.stop();
        self.shared.backups.stop();
        if let Some(keeper) = lock(&self.keeper).take()
            && keeper.join().is_err()
        {
            tracing::warn!("the keeper of backups ended badly; the next one is made at the next open");
        }
        if let Some(watch) = lock(&self.watch).take()
            && watch.join().is_err()
        {
            tracing::warn!("the check of the database ended badly; it is made again at the next open");
        }
        self.shared.work.stop();
        if let Some(indexer) = self.indexer.take()
            && indexer.join().is_err()
        {
            tracing::warn!("the indexer ended badly; the index is compared at the next open");
        }
    }
}

impl Shared {
    fn write_back(&self) -> Result<bool> {
        faults::write_back(&lock(&self.writer))
    }

    fn read<T>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        self.readers.with(|| self.reader(), |reader| self.snapshot(reader, work))
    }

    /// Reads all there is, once: of that no page is kept.
    fn read_aside<T>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        self.snapshot(&readers::aside(self.reader()?)?, work)
    }

    fn reader(&self) -> Result<Connection> {
        open(&self.folder.join(DATABASE), &self.key, Access::Read)
    }

    fn snapshot<T>(&self, reader: &Connection, work: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        let transaction = reader.unchecked_transaction()?;
        work(&Tx::new(&transaction, &self.clock))
    }

    fn write<T>(&self, op: Op, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let (answer, changes) = {
            let mut writer = lock(&self.writer);
            lock(&self.touched).clear();
            let written = self.committed(&mut writer, work);
            if written.as_ref().is_err_and(crate::Error::spoils_its_connection) {
                self.renew_writer(&mut writer);
            }
            let (answer, entries) = written?;
            let kinds = std::mem::take(&mut *lock(&self.touched));
            self.backups.wrote(op);
            if crate::mutant::is("memory grows") {
                std::mem::forget(vec![1_u8; 256 * 1024]);
            }
            (answer, Changes { op, kinds, entries })
        };
        if changes.kinds.contains(&Change::Index) {
            self.work.wake();
        }
        self.announce(&changes);
        Ok(answer)
    }

    fn committed<T>(
        &self,
        writer: &mut Connection,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<(T, Vec<crate::id::EntryId>)> {
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut tx = Tx::new(&transaction, &self.clock);
        let answer = work(&mut tx)?;
        let entries = tx.touched();
        match transaction.commit() {
            Err(_) if crate::mutant::is("a failed commit goes unnoticed") => {}
            done => done?,
        }
        Ok((answer, entries))
    }

    /// Another connection in the place of one that cannot be trusted any more, so that the next save can succeed.
    fn renew_writer(&self, writer: &mut Connection) {
        match open::writer(&self.folder, &self.key, &self.touched) {
            Ok(fresh) => *writer = fresh,
            Err(error) => tracing::warn!(%error, "the database could not be opened anew; the next save tries again"),
        }
    }

    fn announce(&self, changes: &Changes) {
        if !changes.kinds.is_empty() {
            for subscriber in lock(&self.subscribers).iter() {
                subscriber(changes);
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
