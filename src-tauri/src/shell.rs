//! What the window's commands share.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use journal::api::{ApiError, Code, sample};
use journal::{Clock, Error, Journal};

use crate::places::Tokens;

/// How long calls that are still being answered from a journal that was closed may hold its folder.
const ANSWERS: Duration = Duration::from_secs(10);

#[derive(Default)]
struct Slot {
    open: Option<Open>,
    /// When another was taken out last.
    closed_at: Option<Instant>,
}

struct Open {
    journal: Arc<Journal>,
    /// Made up, to be looked at; not the person's own.
    sample: bool,
}

/// The open journal, and the places that dialogs gave out.
#[derive(Default)]
pub(crate) struct Shell {
    slot: Mutex<Slot>,
    /// What a dialog answered, by token.
    pub(crate) places: Tokens,
}

impl Shell {
    /// The open journal.
    ///
    /// # Errors
    /// `unavailable` before one was opened.
    pub(crate) fn journal(&self) -> Result<Arc<Journal>, ApiError> {
        self.slot()
            .open
            .as_ref()
            .map(|open| Arc::clone(&open.journal))
            .ok_or_else(|| ApiError::new(Code::Unavailable, "no journal is open yet"))
    }

    /// Whether there is one.
    pub(crate) fn is_open(&self) -> bool {
        self.slot().open.is_some()
    }

    /// Opens the journal in `folder` with `how`, and tells `opened`, once; one that is open already stays the open one.
    ///
    /// # Errors
    /// Those of `how`.
    pub(crate) fn open(
        &self,
        folder: &Path,
        how: fn(&Path, Clock) -> journal::Result<Journal>,
        opened: impl FnOnce(&Journal),
    ) -> journal::Result<()> {
        let mut slot = self.slot();
        if slot.open.is_none() {
            let journal = slot.patiently(|| how(folder, Clock::system()))?;
            opened(&journal);
            slot.open = Some(Open { journal: Arc::new(journal), sample: false });
        }
        Ok(())
    }

    /// Opens the sample in `folder` in the place of whatever is open, which stays open where this fails.
    ///
    /// # Errors
    /// Those of [`sample::open`].
    pub(crate) fn open_sample(&self, folder: &Path, opened: impl FnOnce(&Journal)) -> journal::Result<()> {
        let mut slot = self.slot();
        if !slot.is_sample() {
            let journal = slot.patiently(|| sample::open(folder, Clock::system()))?;
            opened(&journal);
            slot.close();
            slot.open = Some(Open { journal: Arc::new(journal), sample: true });
        }
        Ok(())
    }

    /// Whether it is the sample that is open.
    pub(crate) fn is_sample(&self) -> bool {
        self.slot().is_sample()
    }

    /// Closes the sample, where it is what is open.
    pub(crate) fn close_sample(&self) {
        let mut slot = self.slot();
        if slot.is_sample() {
            slot.close();
        }
    }

    /// Closes the sample where it is open, and deletes it with its folder.
    ///
    /// # Errors
    /// Those of [`sample::delete`]; `InUse` where something is still being answered from it.
    pub(crate) fn delete_sample(&self, folder: &Path) -> journal::Result<()> {
        self.close_sample();
        self.slot().patiently(|| sample::delete(folder))
    }

    /// Closes the journal, so that its folder is tidy for whoever opens it next.
    pub(crate) fn close(&self) {
        self.slot().close();
    }

    fn slot(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slot {
    fn is_sample(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.sample)
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.closed_at = Some(Instant::now());
        }
    }

    /// Does what wants a folder for itself, and waits a little for those who still read in one that was just closed.
    fn patiently<T>(&self, work: impl Fn() -> journal::Result<T>) -> journal::Result<T> {
        loop {
            match work() {
                Err(Error::InUse(_)) if self.closed_at.is_some_and(|at| at.elapsed() < ANSWERS) => {
                    std::thread::sleep(Duration::from_millis(50));
                }
                done => return done,
            }
        }
    }
}

/// Runs what may take its time on a thread of its own, so that the window stays awake.
///
/// # Errors
/// Those of `work`; `internal` where it broke off.
pub(crate) async fn away_from_the_window<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    let done = tauri::async_runtime::spawn_blocking(work).await;
    done.unwrap_or_else(|_| {
        Err(ApiError::new(
            Code::Internal,
            "this could not be done because of a fault in Loopbook; what was saved before is safe",
        ))
    })
}

/// What a library of the window says, as a sentence.
pub(crate) fn failed(what: &str, error: &dyn std::fmt::Display) -> ApiError {
    ApiError::new(Code::Unavailable, format!("{what}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(shell: &Shell) -> std::path::PathBuf {
        shell.journal().unwrap().folder().to_owned()
    }

    #[test]
    fn the_sample_takes_the_place_of_the_journal_and_leaves_it_untouched() {
        let temp = tempfile::tempdir().unwrap();
        let (own, example) = (temp.path().join("journal"), temp.path().join("sample"));
        let shell = Shell::default();
        shell.open(&own, Journal::open_or_create, |_| ()).unwrap();
        let asked_before = shell.journal().unwrap();
        shell.open_sample(&example, |_| ()).unwrap();
        assert_eq!((named(&shell), shell.is_sample()), (example.clone(), true));
        assert_eq!(asked_before.folder(), own, "what is being answered goes on with the journal it was asked of");
        drop(asked_before);
        shell.delete_sample(&example).unwrap();
        assert!(!shell.is_open() && !example.exists());
        shell.open(&own, Journal::open, |_| ()).unwrap();
        assert_eq!((named(&shell), shell.is_sample()), (own.clone(), false));
        shell.close_sample();
        assert!(shell.is_open(), "only the sample is closed by that");
        shell.delete_sample(&own).unwrap_err();
        assert!(own.join(journal::journal::DATABASE).exists());
    }

    #[test]
    fn a_sample_that_cannot_be_opened_leaves_the_journal_open() {
        let temp = tempfile::tempdir().unwrap();
        let own = temp.path().join("journal");
        let shell = Shell::default();
        shell.open(&own, Journal::open_or_create, |_| ()).unwrap();
        std::fs::write(temp.path().join("sample"), "a file where the folder should be").unwrap();
        shell.open_sample(&temp.path().join("sample"), |_| ()).unwrap_err();
        assert_eq!((named(&shell), shell.is_sample()), (own, false));
    }
}
