//! What the window's commands share.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use journal::api::{ApiError, Code};
use journal::{Clock, Journal};

use crate::places::Tokens;

/// The open journal, and the places that dialogs gave out.
#[derive(Default)]
pub(crate) struct Shell {
    journal: Mutex<Option<Arc<Journal>>>,
    /// What a dialog answered, by token.
    pub(crate) places: Tokens,
}

impl Shell {
    /// The open journal.
    ///
    /// # Errors
    /// `unavailable` before one was opened.
    pub(crate) fn journal(&self) -> Result<Arc<Journal>, ApiError> {
        self.slot().clone().ok_or_else(|| ApiError::new(Code::Unavailable, "no journal is open yet"))
    }

    /// Whether there is one.
    pub(crate) fn is_open(&self) -> bool {
        self.slot().is_some()
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
        if slot.is_none() {
            let journal = how(folder, Clock::system())?;
            opened(&journal);
            *slot = Some(Arc::new(journal));
        }
        Ok(())
    }

    /// Closes the journal, so that its folder is tidy for whoever opens it next.
    pub(crate) fn close(&self) {
        drop(self.slot().take());
    }

    fn slot(&self) -> MutexGuard<'_, Option<Arc<Journal>>> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
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
