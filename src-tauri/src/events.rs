//! What the window hears from us: what a write changed, and that it is about to close.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use journal::Journal;
use journal::api::ApiError;
use tauri::{AppHandle, Emitter, Manager, Window, WindowEvent};

use crate::shell::{Shell, failed};
use crate::window;

/// A page that has not even heard within this time is not going to put anything away any more. A long text that was
/// just pasted can keep it busy for some seconds.
const PATIENCE: Duration = Duration::from_secs(15);

/// How far the closing of the window is.
#[derive(Default)]
pub(crate) struct Closing(Mutex<Progress>);

#[derive(Default)]
struct Progress {
    stage: Stage,
    /// How often the page was told so far: tells one waiting from the next.
    told: u64,
}

#[derive(Default)]
enum Stage {
    #[default]
    Open,
    Told,
    /// From here on the page decides: it may be saving, or asking the person about a text that cannot be saved.
    Heard,
}

impl Closing {
    /// The window is asked to close. Answers which telling this is, where the page is to be told; while it was told
    /// before and has not decided yet, a second request changes nothing.
    fn requested(&self) -> Option<u64> {
        let mut progress = self.progress();
        if !matches!(progress.stage, Stage::Open) {
            return None;
        }
        progress.stage = Stage::Told;
        progress.told += 1;
        Some(progress.told)
    }

    fn heard(&self) {
        let mut progress = self.progress();
        if matches!(progress.stage, Stage::Told) {
            progress.stage = Stage::Heard;
        }
    }

    fn stays(&self) {
        self.progress().stage = Stage::Open;
    }

    /// Whether the page has not heard what it was told by this telling.
    fn is_deaf(&self, telling: u64) -> bool {
        let progress = self.progress();
        matches!(progress.stage, Stage::Told) && progress.told == telling
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells the window of every write in whatever journal is opened; what is looked at goes when it is locked, and so do files opened from it.
pub(crate) fn listen_at_the_door(app: &AppHandle) {
    let shell = app.state::<Shell>();
    let told = app.clone();
    shell.door.when_opened(move |journal| forward_changes(&told, journal));
    let shut = app.clone();
    shell.door.when_locked(move || {
        crate::preview::close(&shut);
        crate::scratch::empty_of(&shut, crate::files::SCRATCH);
    });
}

/// Tells the window of every write.
fn forward_changes(app: &AppHandle, journal: &Journal) {
    if let Err(error) = journal.watch_soundness() {
        tracing::warn!(%error, "the database is not watched over this time");
    }
    if let Err(error) = journal.keep_backups() {
        tracing::warn!(%error, "no backup is made by itself this time");
    }
    let app = app.clone();
    journal.subscribe(move |changes| {
        if let Err(error) = app.emit_to(window::LABEL, "changes", changes) {
            tracing::warn!(%error, "the window could not be told of a change");
        }
    });
}

/// Closing waits until the page has put everything away.
pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    let app = window.app_handle();
    // What is only looked at has nothing to put away, and does not outlive the window it was opened from.
    if window.label() != window::LABEL {
        return;
    }
    if let WindowEvent::Destroyed = event {
        crate::preview::close(app);
    }
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    if !app.state::<Shell>().door.is_open() {
        return;
    }
    api.prevent_close();
    let Some(telling) = app.state::<Closing>().requested() else { return };
    let told = app.emit_to(window::LABEL, "close-requested", ());
    let window = window.clone();
    std::thread::spawn(move || {
        if told.is_ok() {
            std::thread::sleep(PATIENCE);
        }
        let deaf = window.app_handle().state::<Closing>().is_deaf(telling);
        if deaf && let Err(error) = window.destroy() {
            tracing::warn!(%error, "the window did not close");
        }
    });
}

/// The page has heard that the window is closing, and sees to it.
#[tauri::command]
pub(crate) fn close_heard(app: AppHandle) {
    app.state::<Closing>().heard();
}

/// Something could not be put away, and the person chose to stay.
#[tauri::command]
pub(crate) fn close_stays(app: AppHandle) {
    app.state::<Closing>().stays();
}

/// The page has put everything away.
#[tauri::command]
pub(crate) fn close_now(window: Window) -> Result<(), ApiError> {
    window.destroy().map_err(|error| {
        window.app_handle().state::<Closing>().stays();
        failed("The window could not be closed", &error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_has_not_heard_is_given_up() {
        let closing = Closing::default();
        let telling = closing.requested().unwrap();
        assert!(closing.is_deaf(telling));
        closing.heard();
        assert!(!closing.is_deaf(telling));
    }

    #[test]
    fn a_second_request_changes_nothing_while_a_save_or_a_question_is_running() {
        let closing = Closing::default();
        let telling = closing.requested().unwrap();
        assert_eq!(closing.requested(), None);
        assert!(closing.is_deaf(telling), "the first waiting goes on");
        closing.heard();
        assert_eq!(closing.requested(), None);
        assert!(!closing.is_deaf(telling));
    }

    #[test]
    fn who_chose_to_stay_can_close_later_and_is_waited_for_anew() {
        let closing = Closing::default();
        let first = closing.requested().unwrap();
        closing.heard();
        closing.stays();
        let second = closing.requested().unwrap();
        assert!(!closing.is_deaf(first), "the first waiting does not close the window under the second");
        assert!(closing.is_deaf(second));
    }

    #[test]
    fn hearing_counts_only_when_told() {
        let closing = Closing::default();
        closing.heard();
        assert!(closing.requested().is_some());
    }
}
