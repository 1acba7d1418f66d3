//! Whether the database is sound, looked at while the journal is in use: SQLite's quick check soon after every opening,
//! the full one once a week, also of a journal that stays open for longer (reliability.md E1). Nothing waits for it, and closing the journal ends it at once.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, InterruptHandle};
use serde::Serialize;

use super::{DATABASE, Shared, faults, folder, lock};
use crate::change::{Change, Changes, Op};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::process;
use crate::store::open::{Access, open};

/// Opening is for writing at once; the check comes when nobody used the journal for so long.
const PAUSE: Duration = Duration::from_secs(5);
/// How often the thread asks whether the full check is due: a laptop sleeps through any longer wait.
const ROUND: Duration = Duration::from_secs(60 * 60);
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
    /// When this opening of the journal looked last, whatever it found.
    looked: Mutex<Option<Instant>>,
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
    started(shared, PAUSE, ROUND)
}

fn started(shared: &Arc<Shared>, first: Duration, then: Duration) -> Result<JoinHandle<()>> {
    let shared = Arc::clone(shared);
    let thread = std::thread::Builder::new().name("soundness".into()).spawn(move || {
        process::give_way(process::Way::Unawaited);
        let mut pause = Duration::ZERO;
        let rest = |pause| shared.watch.pause(pause);
        while rest(pause) && shared.quiet.comes(first, rest) {
            pause = then;
            if !is_due(&shared) {
                continue;
            }
            let _turn = shared.quiet.turn();
            if shared.watch.is_stopped() {
                return;
            }
            match look(&shared) {
                Ok(()) => {}
                Err(_) if shared.watch.is_stopped() => return,
                Err(error) => tracing::warn!(%error, "the database could not be checked this time"),
            }
            process::give_back();
        }
    })?;
    Ok(thread)
}

/// Whether it is time to look: soon after opening, and when both the last look and the last full check are a week old.
fn is_due(shared: &Shared) -> bool {
    let now = shared.clock.now();
    let fresh = |at: Instant| (0..WEEK).contains(&(now.millis() - at.millis()));
    let Some(looked) = *lock(&shared.watch.looked) else { return true };
    let checked = lock(&shared.watch.found).checked_at;
    // What was only looked at quickly at opening is checked wholly when that is due.
    !checked.map_or_else(|| fresh(looked), fresh)
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
    *lock(&shared.watch.looked) = Some(now);
    let due = last.is_none_or(|last| !(0..WEEK).contains(&(now.millis() - last.millis())));
    let checked = if due { faults::all(&reader, || shared.write_back()) } else { faults::quick(&reader) };
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
    fn a_journal_that_stays_open_is_checked_each_week_and_backed_up_each_day() {
        use std::sync::atomic::{AtomicI64, Ordering};
        const DAY: i64 = 24 * 60 * 60 * 1000;
        let temp = tempfile::tempdir().unwrap();
        let begun = 1_795_282_800_000;
        let now = Arc::new(AtomicI64::new(begun));
        let told = Arc::clone(&now);
        let clock = Clock::with(move || Instant::from_millis(told.load(Ordering::SeqCst)), chrono_tz::UTC);
        let journal = Journal::create(temp.path(), clock).unwrap();
        let fields = crate::entries::EntryFields { body: Some("Silence.".into()), ..Default::default() };
        journal.write(Op::AddEntry, |tx| crate::entries::add(tx, fields)).unwrap();
        let moment = Duration::from_millis(5);
        let threads = [
            started(&journal.shared, moment, moment).unwrap(),
            super::super::backups::started(&journal.shared, moment, moment).unwrap(),
        ];
        let state = || {
            let checked = journal.soundness().checked_at.map(|at| (at.millis() - begun) / DAY);
            (checked, crate::backup::list(temp.path()).unwrap().len())
        };
        for (day, checked, backups) in [(0, 0, 1), (1, 0, 2), (6, 0, 3), (7, 7, 4), (13, 7, 5), (15, 15, 6)] {
            now.store(begun + day * DAY, Ordering::SeqCst);
            let wanted = (Some(checked), backups);
            let waited = std::time::Instant::now();
            while state() != wanted && waited.elapsed() < Duration::from_secs(60) {
                std::thread::sleep(moment);
            }
            assert_eq!(state(), wanted, "on day {day}");
        }
        drop(journal);
        threads.into_iter().for_each(|thread| thread.join().unwrap());
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
