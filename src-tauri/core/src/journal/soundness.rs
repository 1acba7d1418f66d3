//! Whether the database is sound, looked at while the journal is in use: SQLite's quick check soon after every opening,
//! the full one once a week (reliability.md E1). Nothing waits for it, and closing the journal ends it at once.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, InterruptHandle};
use serde::Serialize;

use super::{DATABASE, Shared, folder, lock};
use crate::change::{Change, Changes, Op};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::store::open::{Access, open};

/// Opening is for writing at once; the check comes when that is over.
const PAUSE: Duration = Duration::from_secs(5);
/// The full check is due this long after the last one, in milliseconds.
const WEEK: i64 = 7 * 24 * 60 * 60 * 1000;

/// What the last check of the database found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Soundness {
    /// When the whole database was last found sound.
    pub checked_at: Option<Instant>,
    /// Sentences of what is not as it should be; empty where nothing is known to be wrong.
    pub problems: Vec<String>,
    /// Sentences about where the journal lives, where that is a danger to it.
    pub places: Vec<String>,
}

/// The watch over one open journal.
#[derive(Default)]
pub(super) struct Watch {
    state: Mutex<State>,
    changed: Condvar,
    found: Mutex<Soundness>,
}

#[derive(Default)]
struct State {
    stopped: bool,
    /// Ends the check under way.
    under_way: Option<InterruptHandle>,
}

impl Watch {
    pub(super) fn found(&self) -> Soundness {
        lock(&self.found).clone()
    }

    pub(super) fn stop(&self) {
        let mut state = lock(&self.state);
        state.stopped = true;
        if let Some(check) = &state.under_way {
            check.interrupt();
        }
        self.changed.notify_all();
    }

    /// False where the journal was closed meanwhile.
    fn pause(&self, pause: Duration) -> bool {
        let (state, _) = self
            .changed
            .wait_timeout_while(lock(&self.state), pause, |state| !state.stopped)
            .unwrap_or_else(PoisonError::into_inner);
        !state.stopped
    }

    /// False where the journal was closed meanwhile: then nothing is begun.
    fn begin(&self, connection: &Connection) -> bool {
        let mut state = lock(&self.state);
        state.under_way = Some(connection.get_interrupt_handle());
        !state.stopped
    }

    fn is_stopped(&self) -> bool {
        lock(&self.state).stopped
    }
}

/// Starts the watch on a thread of its own.
pub(super) fn start(shared: &Arc<Shared>) -> Result<JoinHandle<()>> {
    let shared = Arc::clone(shared);
    let thread = std::thread::Builder::new().name("soundness".into()).spawn(move || {
        if !shared.watch.pause(PAUSE) {
            return;
        }
        match look(&shared) {
            Ok(()) => {}
            Err(_) if shared.watch.is_stopped() => {}
            Err(error) => tracing::warn!(%error, "the database could not be checked this time"),
        }
    })?;
    Ok(thread)
}

/// One look: the full check where it is due, else the quick one.
pub(super) fn look(shared: &Shared) -> Result<()> {
    // A connection of its own: a check takes seconds, and nobody's save is to wait for it.
    let reader = open(&shared.folder.join(DATABASE), &shared.key, Access::Read)?;
    if !shared.watch.begin(&reader) {
        return Ok(());
    }
    let last = folder::checked_at(&reader)?;
    let now = shared.clock.now();
    let due = last.is_none_or(|last| !(0..WEEK).contains(&(now.millis() - last.millis())));
    let checked = if due { folder::full_check(&reader) } else { folder::quick_faults(&reader) };
    let problems = match checked {
        // What cannot be read is not sound either; what was only ended by closing says nothing.
        Err(Error::Damaged(why)) => vec![why],
        other => other?,
    };
    drop(reader);
    if shared.watch.is_stopped() {
        return Ok(());
    }
    let sound = problems.is_empty();
    if sound && due {
        shared.write(Op::NoteCheck, |tx| folder::note_checked(tx, now))?;
    }
    *lock(&shared.watch.found) =
        Soundness { checked_at: if sound && due { Some(now) } else { last }, problems, places: Vec::new() };
    shared.announce(&Changes { op: Op::NoteCheck, kinds: [Change::Soundness].into(), entries: Vec::new() });
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use std::path::Path;

    use super::super::Journal;
    use super::*;
    use crate::clock::Clock;

    fn journal(folder: &Path) -> Journal {
        Journal::open_or_create(folder, Clock::system()).unwrap()
    }

    #[test]
    fn a_sound_database_is_checked_wholly_once_a_week() {
        let temp = tempfile::tempdir().unwrap();
        let first = {
            let journal = journal(temp.path());
            assert_eq!(journal.soundness(), Soundness::default());
            look(&journal.shared).unwrap();
            journal.soundness()
        };
        assert_eq!(first.problems, Vec::<String>::new());
        assert!(first.checked_at.is_some());
        let journal = journal(temp.path());
        look(&journal.shared).unwrap();
        assert_eq!(journal.soundness(), first, "the quick check leaves the date of the full one");
    }

    #[test]
    fn a_damaged_page_is_told_and_nothing_is_noted_as_sound() {
        let temp = tempfile::tempdir().unwrap();
        {
            let journal = journal(temp.path());
            for _ in 0..40 {
                let fields = crate::entries::EntryFields { body: Some("Silence. ".repeat(900)), ..Default::default() };
                journal.write(Op::AddEntry, |tx| crate::entries::add(tx, fields)).unwrap();
            }
        }
        let journal = journal(temp.path());
        let path = temp.path().join(DATABASE);
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..middle + 64].iter_mut().for_each(|byte| *byte ^= 0x55);
        std::fs::write(&path, bytes).unwrap();
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&told);
        journal.subscribe(move |changes| lock(&heard).extend(changes.kinds.iter().copied()));
        look(&journal.shared).unwrap();
        let found = journal.soundness();
        assert!(!found.problems.is_empty());
        assert_eq!(found.checked_at, None);
        assert!(lock(&told).contains(&Change::Soundness));
    }

    #[test]
    fn closing_does_not_wait_for_the_check() {
        let temp = tempfile::tempdir().unwrap();
        let journal = journal(temp.path());
        journal.watch_soundness().unwrap();
        let began = std::time::Instant::now();
        drop(journal);
        assert!(began.elapsed() < Duration::from_secs(4));
    }
}
