//! The window, and what it may never do: go elsewhere, open another, download, ask for a camera.

use tauri::webview::{NewWindowResponse, PermissionResponse};
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindowBuilder};
use tauri_plugin_dialog::FileDialogBuilder;

use crate::scratch;

/// Its name, as the capability knows it.
pub(crate) const LABEL: &str = "main";

/// The page's first question, asked while its script is still read: the answer is there when the script is. What it is refused with
/// is told by whoever takes it; nobody does where the page cannot ask at all.
const ASK_AHEAD: &str = "
    if (window.__TAURI_INTERNALS__?.invoke) {
        window.firstStart = window.__TAURI_INTERNALS__.invoke('first_start');
        window.firstStart.catch(() => {});
    }
";

/// Opens it.
///
/// # Errors
/// Those of the window system.
pub(crate) fn open(app: &AppHandle) -> tauri::Result<()> {
    let builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Loopbook")
        .initialization_script(ASK_AHEAD)
        .inner_size(1240.0, 820.0)
        .min_inner_size(480.0, 480.0)
        .disable_drag_drop_handler()
        .zoom_hotkeys_enabled(false)
        .general_autofill_enabled(false)
        .devtools(cfg!(debug_assertions))
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny);
    let window = no_traces(app, builder)?.build()?;
    #[cfg(target_os = "linux")]
    crate::theme::follow(&window);
    drop(window);
    Ok(())
}

/// The web view keeps nothing: no cache, no storage, no history beside an encrypted journal. What WebKit lays out on disk
/// all the same goes where it does not last.
pub(crate) fn no_traces<'a>(
    app: &AppHandle,
    builder: WebviewWindowBuilder<'a, tauri::Wry, AppHandle>,
) -> tauri::Result<WebviewWindowBuilder<'a, tauri::Wry, AppHandle>> {
    let builder = builder.data_directory(scratch::folder(app, "web")?);
    // A private web view cannot be driven by a test; what is shipped cannot be driven.
    let driven =
        cfg!(any(debug_assertions, feature = "driven")) && std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some();
    Ok(builder.incognito(!driven))
}

/// The pages built in, and a frame without an address (the preview of what leaves).
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // Windows and Android give the same pages this address.
        "http" | "https" => cfg!(windows) && url.host_str() == Some("tauri.localhost"),
        "about" => matches!(url.path(), "srcdoc" | "blank"),
        _ => false,
    }
}

/// For a second start.
pub(crate) fn bring_forward(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    for done in [window.unminimize(), window.show(), window.set_focus()] {
        if let Err(error) = done {
            tracing::warn!(%error, "the window could not be brought forward");
        }
    }
}

/// A dialog belongs to the window, so that it is not lost behind it.
pub(crate) fn with_parent(app: &AppHandle, dialog: FileDialogBuilder<tauri::Wry>) -> FileDialogBuilder<tauri::Wry> {
    match app.get_webview_window(LABEL) {
        Some(window) => dialog.set_parent(&window),
        None => dialog,
    }
}

#[cfg(test)]
mod tests;
