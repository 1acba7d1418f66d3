//! What the window's commands share.

use std::sync::Arc;

use journal::api::{ApiError, Code};
use journal::door::Door;
use journal::{Clock, Journal};

use crate::places::Tokens;

/// The door of the journal, and the places that dialogs gave out.
pub(crate) struct Shell {
    /// Open, locked, or with nobody at it yet.
    pub(crate) door: Door,
    /// What a dialog answered, by token.
    pub(crate) places: Tokens,
}

impl Default for Shell {
    fn default() -> Self {
        Self { door: Door::new(Clock::system()), places: Tokens::default() }
    }
}

impl Shell {
    /// The open journal.
    ///
    /// # Errors
    /// `locked` where it is shut, `unavailable` before one was opened.
    pub(crate) fn journal(&self) -> Result<Arc<Journal>, ApiError> {
        Ok(self.door.journal()?)
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
