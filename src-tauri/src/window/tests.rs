use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use journal::api::{Api, Paths, call};
use journal::{Clock, Journal};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::*;

#[test]
fn the_window_goes_nowhere_else() {
    let goes = |url: &str| is_ours(&Url::parse(url).unwrap());
    assert!(goes("tauri://localhost/index.html"));
    assert!(goes("about:srcdoc"));
    for elsewhere in [
        "https://example.org/",
        "http://localhost:1420/",
        "file:///etc/passwd",
        "data:text/html,x",
        "tauri://elsewhere/",
        "attach://localhost/x",
    ] {
        assert!(!goes(elsewhere), "{elsewhere}");
    }
}

fn configuration() -> (std::path::PathBuf, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tauri.conf.json");
    let text = std::fs::read_to_string(&path).unwrap();
    (path, text)
}

/// The preview of what leaves is shown in a frame that inherits the window's policy. Its one style is named there by its
/// hash, so that no other style, of an entry or an import, is ever applied.
#[test]
fn the_policy_applies_the_style_of_what_leaves_and_no_other() {
    let temp = tempfile::tempdir().unwrap();
    let journal = Journal::create(temp.path(), Clock::system()).unwrap();
    let api = Api { journal: &journal, places: &Paths };
    let entry = call(&api, "entry_add", json!({ "body": "One sentence." })).unwrap();
    let mut sources = vec!["'self'".to_owned()];
    for paper in ["a4", "letter"] {
        call(&api, "settings_save", json!({ "print_paper": paper })).unwrap();
        let preview =
            call(&api, "export_preview", json!({ "format": "html", "ids": [entry["id"]], "include_drafts": true }))
                .unwrap();
        let page = preview["page"].as_str().unwrap();
        let style = page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).unwrap().0;
        sources.push(format!("'sha256-{}'", STANDARD.encode(Sha256::digest(style))));
    }
    let wanted = format!("\"style-src\": \"{}\"", sources.join(" "));
    let (path, text) = configuration();
    let found = text
        .lines()
        .find_map(|line| line.trim().starts_with("\"style-src\"").then(|| line.trim().trim_end_matches(',')))
        .unwrap();
    if std::env::var_os("LOOPBOOK_WRITE_TYPES").is_some() {
        std::fs::write(&path, text.replace(found, &wanted)).unwrap();
        return;
    }
    assert!(found == wanted, "the style of exported pages has changed: run `make types` and commit tauri.conf.json");
}

#[test]
fn the_page_may_load_what_was_built_in_and_nothing_else() {
    let configuration: Value = serde_json::from_str(&configuration().1).unwrap();
    let app = &configuration["app"];
    assert_eq!(app["withGlobalTauri"], json!(false));
    assert_eq!(app["security"]["assetProtocol"]["enable"], json!(false));
    let policy = app["security"]["csp"].as_object().unwrap();
    assert_eq!(policy["default-src"], json!("'none'"));
    assert_eq!(policy["script-src"], json!("'self'"));
    assert_eq!(policy["connect-src"], json!("ipc: http://ipc.localhost"));
    for (directive, sources) in policy {
        let sources = sources.as_str().unwrap();
        assert!(
            !sources.contains("unsafe") && !sources.contains('*') && !sources.contains("https:"),
            "{directive} {sources}"
        );
    }
}
