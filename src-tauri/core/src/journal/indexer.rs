//! The thread that keeps the index in step. Nothing ever waits for it: what it has not read yet is searched all the same.

use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::{Shared, lock};
use crate::change::{Change, Changes, Op};
use crate::error::{Error, Result};
use crate::search::OTHER_SCHEMA;
use crate::{mutant, process, questions, search};

/// Saves within this time are read together: a commit costs threads, not disk, so fewer are better.
const PAUSE: Duration = Duration::from_millis(400);
/// A turn as long as this has read or written much, such as the comparison after opening.
const LONG: Duration = Duration::from_millis(500);
/// An index that fails this often in one run of the program is given up; entries are then read straight through.
const TRIES: u32 = 3;

/// What wakes the thread and what ends it.
#[derive(Default)]
pub(super) struct Work {
    state: Mutex<WorkState>,
    changed: Condvar,
    /// Held while the index is fed or built anew: what one thread has read into an old index must not be ticked off
    /// after another has begun a new one.
    feeding: Mutex<()>,
}

#[derive(Default)]
struct WorkState {
    waiting: bool,
    stopped: bool,
    /// Whether the index was compared with the database since it was opened.
    compared: bool,
    failures: u32,
}

impl Work {
    pub(super) fn wake(&self) {
        lock(&self.state).waiting = true;
        self.changed.notify_all();
    }

    pub(super) fn stop(&self) {
        lock(&self.state).stopped = true;
        self.changed.notify_all();
    }

    fn is_stopped(&self) -> bool {
        lock(&self.state).stopped
    }

    /// Sleeps until there is work, then lets saves gather; false at the end.
    fn wait(&self) -> bool {
        let mut state = lock(&self.state);
        while !state.waiting && !state.stopped {
            state = self.changed.wait(state).unwrap_or_else(std::sync::PoisonError::into_inner);
        }
        state.waiting = false;
        if state.stopped {
            return false;
        }
        let (state, _) = self
            .changed
            .wait_timeout_while(state, PAUSE, |state| !state.stopped)
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        !state.stopped
    }

    /// The index is in step: what failed before no longer counts.
    fn succeeded(&self) {
        lock(&self.state).failures = 0;
    }

    fn failed(&self) -> u32 {
        let mut state = lock(&self.state);
        state.failures += 1;
        state.failures
    }
}

/// Opens the index that is there, or begins a new one.
pub(super) fn open(shared: &Shared) -> Result<()> {
    if let Err(why) = shared.read(|tx| shared.search.open(tx)) {
        tracing::info!(%why, "the search index is built anew");
        if shared.search.lies_there() && !matches!(&why, Error::Unsound(why) if why == OTHER_SCHEMA) {
            shared.search.note_fault(&why.to_string());
        }
        // A journal whose index cannot be written opens all the same: its entries are then read straight through.
        if let Err(error) = rebuild(shared, "The search index is being built anew; your entries are not concerned.") {
            tracing::warn!(%error, "there is no search index for now");
        }
    }
    Ok(())
}

/// Starts the thread.
pub(super) fn start(shared: &Arc<Shared>) -> Result<JoinHandle<()>> {
    let shared = Arc::clone(shared);
    let thread = std::thread::Builder::new().name("indexer".into()).spawn(move || {
        process::give_way(process::Way::Awaited);
        shared.work.wake();
        // What it was compared by when it was opened is much, too.
        let mut much = true;
        while shared.work.wait() {
            let began = Instant::now();
            if let Err(error) = catch_up(&shared) {
                tracing::warn!(%error, "the index fell behind; it goes on at the next save");
            }
            if let Err(error) = shared.search.make_ready() {
                shared.search.doubt(&error.to_string());
            }
            if std::mem::take(&mut much) || began.elapsed() > LONG {
                process::give_back();
            }
        }
    })?;
    Ok(thread)
}

/// Once after opening: holds the index against the database.
fn compare(shared: &Shared) {
    if std::mem::replace(&mut lock(&shared.work.state).compared, true) || mutant::is("the index is not compared") {
        return;
    }
    match shared.read_aside(|tx| search::compare(tx, &shared.search)) {
        Ok(Ok(_)) => {}
        Ok(Err(why)) => shared.search.doubt(&why),
        Err(error) => shared.search.doubt(&error.to_string()),
    }
}

/// Once in the life of a journal: reads the questions of entries that were written before there was a list of them.
fn read_older_questions(shared: &Shared) {
    let read = (|| {
        if !shared.read(questions::has_older)? {
            return Ok(());
        }
        while !shared.work.is_stopped() && shared.write(Op::ReadQuestions, questions::read_older)? {}
        crate::Result::Ok(())
    })();
    if let Err(error) = read {
        tracing::warn!(%error, "questions of older entries are read at the next start");
    }
}

/// Throws the index away and queues every entry.
pub(super) fn rebuild(shared: &Shared, note: &str) -> Result<()> {
    let _feeding = lock(&shared.work.feeding);
    begin_anew(shared, note)
}

fn begin_anew(shared: &Shared, note: &str) -> Result<()> {
    let begun = (|| {
        shared.write(Op::Reindex, search::queue_all)?;
        shared.read(|tx| shared.search.begin_rebuild(tx, note))?;
        shared.read(|tx| shared.search.create(tx))
    })();
    if let Err(error) = &begun {
        shared.search.give_up(&format!("Search reads every entry, which takes longer: {error}"));
    }
    begun
}

/// Reads all that waits into the index.
pub(super) fn catch_up(shared: &Shared) -> Result<()> {
    let _feeding = lock(&shared.work.feeding);
    read_older_questions(shared);
    compare(shared);
    loop {
        if shared.search.is_doubted() && !mend(shared)? {
            return Ok(());
        }
        match shared.read(|tx| shared.search.absorb(tx, || shared.work.is_stopped())) {
            Ok(None) => {
                shared.work.succeeded();
                return Ok(());
            }
            Ok(Some(absorbed)) => {
                shared.write(Op::Reindex, |tx| search::clear(tx, absorbed.seq))?;
                shared.announce(&Changes { op: Op::Reindex, kinds: [Change::Index].into(), entries: Vec::new() });
                if !absorbed.more {
                    shared.work.succeeded();
                }
                if !absorbed.more || shared.work.is_stopped() {
                    return Ok(());
                }
            }
            // The journal is being closed: what is wrong is seen at the next opening.
            Err(error) if shared.work.is_stopped() => return Err(error),
            Err(error) => shared.search.doubt(&error.to_string()),
        }
    }
}

/// After deleting for good: takes the words of what is gone out of every file of the index, or builds it anew.
pub(super) fn forget_deleted(shared: &Shared) -> Result<()> {
    catch_up(shared)?;
    let _feeding = lock(&shared.work.feeding);
    match shared.search.forget_deleted() {
        Ok(true) => Ok(()),
        Ok(false) => begin_anew(shared, "The search index is written anew without what you deleted."),
        Err(error) => {
            tracing::warn!(%error, "the index could not be rewritten");
            begin_anew(shared, "The search index is written anew without what you deleted.")
        }
    }?;
    // Where it was begun anew, the thread reads on.
    shared.work.wake();
    Ok(())
}

/// Builds a doubted index anew, or gives it up where that has failed too often; then there is nothing to feed, and false.
fn mend(shared: &Shared) -> Result<bool> {
    if shared.work.failed() <= TRIES {
        begin_anew(shared, "The search index did not fit the journal and is being built anew.")?;
        return Ok(true);
    }
    shared.search.give_up("Search reads every entry, which takes longer: its index could not be built.");
    Ok(false)
}
