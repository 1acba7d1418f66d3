//! Links leave for the system's own browser or mail program, and only those that are links to read or to write to.

use journal::api::{ApiError, Code};
use tauri::{AppHandle, Url};
use tauri_plugin_opener::OpenerExt;

use crate::shell::{away_from_the_window, failed};

/// Opens a link outside. The page has shown all of it before.
#[tauri::command]
pub(crate) async fn open_link(app: AppHandle, url: String) -> Result<(), ApiError> {
    let url = safe(&url)?;
    away_from_the_window(move || {
        app.opener().open_url(url, None::<&str>).map_err(|error| failed("This link could not be opened", &error))
    })
    .await
}

/// `file:`, `smb:` and the like start programs or tell a password's hash to a stranger.
fn safe(url: &str) -> Result<String, ApiError> {
    match Url::parse(url) {
        Ok(url) if matches!(url.scheme(), "https" | "http" | "mailto") => Ok(url.into()),
        _ => Err(ApiError::new(Code::BadInput, "only web and mail addresses are opened from here")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_addresses_leave() {
        for good in ["https://example.org/a?b=c", "http://example.org/", "mailto:a@example.org"] {
            assert_eq!(safe(good).unwrap(), good);
        }
        for bad in [
            "file:///etc/passwd",
            "smb://host/share",
            "javascript:alert(1)",
            "data:text/html,x",
            "--help",
            "/bin/sh",
            "HTTP:",
            "",
        ] {
            assert!(safe(bad).is_err(), "{bad}");
        }
    }
}
