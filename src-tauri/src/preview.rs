//! A pack as its reader will have it: `preview://localhost/ID`, a page in a window of its own, and
//! `preview://localhost/ID/page/N`, a page of paper as a picture for the window that asks.
//!
//! The window is given nothing: no capability, so that no command answers it; no address but its own; no network, by the
//! page's own policy, which is said in the head of the answer as well. Esc closes it.

use journal::Journal;
use journal::api::{ApiError, Code};
use journal::id::PackId;
use journal::packs;
use tauri::http::{HeaderValue, Method, Request, Response, StatusCode, header};
use tauri::webview::{NewWindowResponse, PermissionResponse};
use tauri::{AppHandle, Manager, Runtime, UriSchemeContext, UriSchemeResponder, Url, WebviewUrl, WebviewWindowBuilder};

use crate::shell::{Shell, away_from_the_window};
use crate::window;

/// The window's name. No capability knows it.
pub(crate) const LABEL: &str = "preview";
/// The scheme, and on Windows the host, of its addresses.
pub(crate) const SCHEME: &str = "preview";
/// Where Esc leads: nowhere, but the window closes.
const CLOSE: &str = "/close";
/// A page may be without any script of its own, and Esc must close it all the same. Runs beside the page's policy.
const ESC: &str = "addEventListener('keydown', (event) => { if (event.key === 'Escape' && !event.defaultPrevented) location.assign('/close'); });";

/// Answers a request for a page or for a picture of one.
pub(crate) fn respond<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = context.app_handle().clone();
    tauri::async_runtime::spawn_blocking(move || {
        let shown = match app.state::<Shell>().journal() {
            Ok(journal) if request.method() == Method::GET => shown(&journal, request.uri().path()),
            _ => None,
        };
        responder.respond(answer(shown));
    });
}

enum Shown {
    Page(packs::ShownPage),
    Picture(Vec<u8>),
}

fn shown(journal: &Journal, path: &str) -> Option<Shown> {
    let mut parts = path.strip_prefix('/')?.split('/');
    let id: PackId = parts.next()?.parse().ok()?;
    match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => journal.read(|tx| packs::page(tx, journal.vault(), id)).ok().map(Shown::Page),
        (Some("page"), Some(number), None) => {
            let number = number.parse().ok()?;
            journal.read(|tx| packs::picture(tx, journal.vault(), id, number)).ok().map(Shown::Picture)
        }
        _ => None,
    }
}

fn answer(shown: Option<Shown>) -> Response<Vec<u8>> {
    let (status, media_type, policy, bytes) = match shown {
        Some(Shown::Page(page)) => (StatusCode::OK, "text/html; charset=utf-8", page.policy, page.html),
        Some(Shown::Picture(png)) => (StatusCode::OK, "image/png", "default-src 'none'; sandbox".into(), png),
        None => (StatusCode::NOT_FOUND, "text/plain", "default-src 'none'; sandbox".into(), Vec::new()),
    };
    let mut response = Response::new(bytes);
    // A policy that cannot be said in a head is no policy: then there is no page either.
    let Ok(policy) = HeaderValue::from_str(&policy) else { return answer(None) };
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    for (name, value) in [
        (header::CONTENT_TYPE, media_type),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Opens the window with a page, or shows the page in the one that is open.
#[tauri::command]
pub(crate) async fn open_preview(app: AppHandle, id: String) -> Result<(), ApiError> {
    let id: PackId = id.parse().map_err(|_| ApiError::new(Code::BadInput, "there is no such pack"))?;
    let asked = app.clone();
    let title = away_from_the_window(move || {
        let journal = asked.state::<Shell>().journal()?;
        Ok(journal.read(|tx| packs::page(tx, journal.vault(), id))?.title)
    })
    .await?;
    opened(&app, id, &title).map_err(|error| {
        tracing::warn!(%error, "the preview could not be opened");
        ApiError::new(Code::Internal, "the window could not be opened")
    })
}

fn opened(app: &AppHandle, id: PackId, title: &str) -> tauri::Result<()> {
    let base = if cfg!(windows) { "http://preview.localhost/" } else { "preview://localhost/" };
    let address = Url::parse(&format!("{base}{id}")).map_err(|_| tauri::Error::InvalidWebviewUrl("preview"))?;
    if let Some(window) = app.get_webview_window(LABEL) {
        window.navigate(address)?;
        window.set_title(title)?;
        return window.set_focus();
    }
    let asked = app.clone();
    let builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::CustomProtocol(address))
        .title(title)
        .inner_size(900.0, 800.0)
        .min_inner_size(320.0, 320.0)
        .initialization_script(ESC)
        .disable_drag_drop_handler()
        .general_autofill_enabled(false)
        .devtools(false)
        .on_navigation(move |url| {
            if is_ours(url) && url.path() == CLOSE {
                close(&asked);
                return false;
            }
            is_ours(url)
        })
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny);
    window::no_traces(app, builder)?.build()?;
    Ok(())
}

/// Closes the window, where it is open: nothing in it is kept.
pub(crate) fn close(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL)
        && let Err(error) = window.destroy()
    {
        tracing::warn!(%error, "the preview could not be closed");
    }
}

fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        SCHEME => url.host_str() == Some("localhost"),
        "http" | "https" => cfg!(windows) && url.host_str() == Some("preview.localhost"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_at_its_own_address() {
        for (address, ours) in [
            ("preview://localhost/0192f0c1-0000-7000-8000-000000000000", true),
            ("preview://localhost/close", true),
            ("preview://elsewhere/x", false),
            ("tauri://localhost/index.html", false),
            ("https://example.org/", false),
            ("file:///etc/passwd", false),
            ("about:blank", false),
        ] {
            assert_eq!(is_ours(&Url::parse(address).unwrap()), ours, "{address}");
        }
    }

    #[test]
    fn a_page_is_answered_with_its_policy_and_nothing_else_is_answered() {
        let page = packs::ShownPage {
            title: "for maple.html".into(),
            html: b"<!DOCTYPE html>".to_vec(),
            policy: "default-src 'none'; script-src 'sha256-x'".into(),
        };
        let found = answer(Some(Shown::Page(page.clone())));
        assert_eq!(found.status(), StatusCode::OK);
        assert_eq!(found.headers()[header::CONTENT_SECURITY_POLICY], page.policy.as_str());
        assert_eq!(found.headers()[header::CACHE_CONTROL], "no-store");
        let split = packs::ShownPage { policy: "default-src\nx".into(), ..page };
        assert_eq!(answer(Some(Shown::Page(split))).status(), StatusCode::NOT_FOUND);
        assert_eq!(answer(None).status(), StatusCode::NOT_FOUND);
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::create(folder.path(), journal::Clock::system()).unwrap();
        for path in [
            "/",
            "",
            "/close",
            "/../keys.json",
            "/01890000-0000-7000-8000-000000000000",
            "/01890000-0000-7000-8000-000000000000/page/1",
        ] {
            assert!(shown(&journal, path).is_none(), "{path}");
        }
    }
}
