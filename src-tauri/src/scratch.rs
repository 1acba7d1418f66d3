//! Where the window keeps what must not last: in memory where the system has such a place, else in its own cache; emptied
//! at every start and, as far as WebKit's own processes have let go by then, at every end.

use std::path::PathBuf;

use tauri::{AppHandle, Manager};

/// The folder for `purpose`; not made yet.
///
/// # Errors
/// Where the system names no such place.
pub(crate) fn folder(app: &AppHandle, purpose: &str) -> tauri::Result<PathBuf> {
    Ok(root(app)?.join(purpose))
}

/// Takes away all that is there.
pub(crate) fn empty(app: &AppHandle) {
    take_away(root(app));
}

/// Takes away what is there for `purpose`.
pub(crate) fn empty_of(app: &AppHandle, purpose: &str) {
    take_away(folder(app, purpose));
}

fn take_away(folder: tauri::Result<PathBuf>) {
    match folder.map(std::fs::remove_dir_all) {
        Ok(Err(error)) if error.kind() != std::io::ErrorKind::NotFound => {
            tracing::warn!(kind = ?error.kind(), "what was kept for a while could not be cleared away");
        }
        Err(error) => tracing::warn!(%error, "there is no place for what must not last"),
        Ok(_) => {}
    }
}

fn root(app: &AppHandle) -> tauri::Result<PathBuf> {
    let memory = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_dir());
    Ok(match memory {
        Some(folder) => folder.join("loopbook"),
        None => app.path().app_cache_dir()?.join("scratch"),
    })
}
