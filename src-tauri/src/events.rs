//! What the window hears from us: what a write changed, and that it is about to close.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use journal::Journal;
use journal::api::ApiError;
use tauri::{AppHandle, Emitter, Manager, Window, WindowEvent};

use crate::shell::{Shell, failed};
use crate::window;

/// A page that has not even heard within this time is not going to put anything away any more.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whether the page has heard that the window is about to close. From then on it decides: it may be saving, or asking
/// the person about a text that cannot be saved.
#[derive(Default)]
pub(crate) struct Closing {
    heard: AtomicBool,
}

/// Tells the window of every write.
pub(crate) fn forward_changes(app: &AppHandle, journal: &Journal) {
    let app = app.clone();
    journal.subscribe(move |changes| {
        if let Err(error) = app.emit_to(window::LABEL, "changes", changes) {
            tracing::warn!(%error, "the window could not be told of a change");
        }
    });
}

/// Closing waits until the page has put everything away.
pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    let app = window.app_handle();
    if !app.state::<Shell>().is_open() {
        return;
    }
    api.prevent_close();
    app.state::<Closing>().heard.store(false, Ordering::SeqCst);
    let told = app.emit_to(window::LABEL, "close-requested", ());
    let window = window.clone();
    std::thread::spawn(move || {
        if told.is_ok() {
            std::thread::sleep(PATIENCE);
        }
        let heard = window.app_handle().state::<Closing>().heard.load(Ordering::SeqCst);
        if !heard && let Err(error) = window.destroy() {
            tracing::warn!(%error, "the window did not close");
        }
    });
}

/// The page has heard that the window is closing, and sees to it.
#[tauri::command]
pub(crate) fn close_heard(app: AppHandle) {
    app.state::<Closing>().heard.store(true, Ordering::SeqCst);
}

/// The page has put everything away.
#[tauri::command]
pub(crate) fn close_now(window: Window) -> Result<(), ApiError> {
    window.destroy().map_err(|error| failed("The window could not be closed", &error))
}
