use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::answer::Answer;

/// The policy of reliability.md E9, for as long as the app's configuration does not say one.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' attach:; font-src 'self'; connect-src ipc: http://ipc.localhost; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'";

/// The built pages.
pub struct Pages {
    folder: PathBuf,
}

impl Pages {
    /// In this folder.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The page or part of a page at an address.
    pub fn page(&self, path: &str) -> Answer {
        let name = match path.trim_start_matches('/') {
            "" => "index.html",
            name => name,
        };
        let plain = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['%', '\\', '\0']);
        if !name.split('/').all(plain) {
            return Answer::fault("not_found", "there is no such page");
        }
        match fs::read(self.folder.join(name)) {
            // Read anew each time, so that a test sees the policy and the pages as they are now.
            Ok(bytes) => Answer::whole(200, media_type(name), bytes).with("Content-Security-Policy", policy()),
            // Every browser asks for it; the app has none, and a 404 would stand in the console of every test.
            Err(_) if name == "favicon.ico" => Answer::whole(204, media_type(name), Vec::new()),
            Err(_) if name == "index.html" => Answer::fault(
                "not_found",
                format!("there are no pages in {}; build them with `npm run build` in ui/", self.folder.display()),
            ),
            Err(_) => Answer::fault("not_found", "there is no such page"),
        }
    }
}

/// The app's own policy, in which the page's calls go to this server instead of the shell.
fn policy() -> String {
    let configuration = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/tauri.conf.json");
    let of_the_app = fs::read(configuration)
        .ok()
        .and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok())
        .and_then(|configuration| written_out(configuration.pointer("/app/security/csp")?));
    for_a_browser(of_the_app.as_deref().unwrap_or(POLICY))
}

/// Tauri takes a policy as one text or as a map from directive to sources.
fn written_out(policy: &Value) -> Option<String> {
    match policy {
        Value::String(text) => Some(text.clone()),
        Value::Object(directives) => {
            let written = directives.iter().map(|(name, sources)| {
                let sources = match sources {
                    Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
                    other => other.as_str().unwrap_or_default().to_owned(),
                };
                format!("{name} {sources}")
            });
            Some(written.collect::<Vec<_>>().join("; "))
        }
        _ => None,
    }
}

fn for_a_browser(policy: &str) -> String {
    let of_the_shell = |source: &&str| {
        !["ipc:", "http://ipc.localhost", "attach:", "http://attach.localhost", "preview:", "http://preview.localhost"]
            .contains(source)
    };
    let directives = policy.split(';').map(str::trim).filter(|directive| !directive.is_empty()).map(|directive| {
        let mut words: Vec<&str> = directive.split_whitespace().filter(of_the_shell).collect();
        if words.first() == Some(&"connect-src") {
            words = vec!["connect-src", "'self'"];
        }
        words.join(" ")
    });
    directives.collect::<Vec<_>>().join("; ")
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("wasm") => "application/wasm",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
