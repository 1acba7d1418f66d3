//! The rules of ARCHITECTURE.md that a machine can check.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every file below a folder with one of these endings, with its text.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                let skipped = ["node_modules", "dist", "target", "gen", "test-results", "playwright-report", "icons"];
                if !name.starts_with('.') && !skipped.contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let shown = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
                found.push((shown, fs::read_to_string(&path).unwrap_or_default()));
            }
        }
    }
    found.sort();
    found
}

fn core() -> Vec<(String, String)> {
    files("src-tauri/core/src", &[".rs"])
}

/// A file without its tests, its comments, and (of a component) its style.
fn code(text: &str) -> String {
    // A module of tests that stands in a file of its own ends nothing: what follows its name is code.
    let here = |at: &usize| text[*at..].find(['{', ';']).is_some_and(|end| text[*at + end..].starts_with('{'));
    let tests = text.match_indices("#[cfg(test)]").map(|(at, _)| at).find(here);
    let end = tests.or_else(|| text.find("<style>")).unwrap_or(text.len());
    text[..end].lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn offenders(files: &[(String, String)], bad: impl Fn(&str, &str) -> bool) -> Vec<&str> {
    files.iter().filter(|(path, text)| bad(path, text)).map(|(path, _)| path.as_str()).collect()
}

#[test]
fn sql_stands_only_in_stores() {
    let words = ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", "PRAGMA "];
    let core = core();
    let found = offenders(&core, |path, text| {
        // These read what the database says of itself before anything else may use it, and what is wrong with it.
        let of_itself = path.ends_with("journal/folder.rs") || path.ends_with("journal/faults.rs");
        let at_home = path.ends_with("/store.rs") || path.contains("/store/") || of_itself;
        // The timeline puts a clause together from a filter; the statement it belongs to is in entries/store.rs.
        let filters = path.ends_with("entries/list.rs")
            || path.ends_with("entries/today.rs")
            || path.ends_with("entries/trash.rs");
        !at_home && !filters && words.iter().any(|word| code(text).contains(&format!("\"{word}")))
    });
    assert!(found.is_empty(), "SQL outside a store: {found:?}");
}

#[test]
fn tantivy_stands_only_in_search() {
    let core = core();
    let found = offenders(&core, |path, text| !path.contains("/search/") && code(text).contains("tantivy::"));
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn only_the_shell_knows_tauri_and_only_one_file_of_the_window_does() {
    let mut rust = core();
    rust.extend(files("src-tauri/cli", &[".rs", ".toml"]));
    rust.extend(files("src-tauri/seal", &[".rs", ".toml"]));
    rust.extend(files("tests/serve", &[".rs"]));
    let found = offenders(&rust, |_, text| code(text).contains("tauri::"));
    assert!(found.is_empty(), "{found:?}");
    let window = files("ui/src", &[".ts", ".svelte"]);
    let found = offenders(&window, |path, text| {
        !path.ends_with("lib/api/host.tauri.ts")
            && (text.contains("from \"@tauri-apps/") || text.contains("import(\"@tauri-apps/"))
    });
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn only_the_clock_asks_for_the_time() {
    let core = core();
    let found = offenders(&core, |path, text| {
        let asks = ["Utc::now", "Local::now", "SystemTime::now"].iter().any(|ask| code(text).contains(ask));
        asks && !path.ends_with("/clock.rs")
    });
    assert!(found.is_empty(), "{found:?}");
}

/// From left to right, as in ARCHITECTURE.md: a module may use what stands in its own group or further right.
const LAYERS: &[&[&str]] = &[
    &["api", "door"],
    &["journal", "taster"],
    &["import", "export", "checks", "search", "review", "plan", "packs", "agenda", "backup"],
    &[
        "entries",
        "versions",
        "attachments",
        "tags",
        "tray",
        "settings",
        "claims",
        "test",
        "questions",
        "intentions",
        "due",
        "insights",
        "templates",
        "loops",
        "drafts",
        "people",
        "communities",
        "sessions",
        "behaviours",
    ],
    &["store", "text", "picture", "redact"],
    &["id", "clock", "change", "error", "files", "keys", "process", "progress", "mutant"],
];

#[test]
fn arrows_point_to_the_right_only() {
    let layer = |module: &str| LAYERS.iter().position(|layer| layer.contains(&module));
    let mut wrong = Vec::new();
    for (path, text) in core() {
        let own = path.trim_start_matches("src-tauri/core/src/").split(['/', '.']).next().unwrap().to_owned();
        let Some(from) = layer(&own) else {
            assert_eq!(own, "lib", "{own} stands in no layer");
            continue;
        };
        for part in code(&text).split("crate::").skip(1) {
            let grouped = part.strip_prefix('{').map(|rest| rest.split('}').next().unwrap_or_default().to_owned());
            let names: Vec<String> = match grouped {
                Some(list) => {
                    list.split(',').map(|name| name.trim().split("::").next().unwrap_or_default().to_owned()).collect()
                }
                None => {
                    vec![part.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned()]
                }
            };
            wrong.extend(
                names
                    .iter()
                    .filter(|name| layer(name).is_some_and(|to| to < from))
                    .map(|name| format!("{path} uses {name}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn features_take_a_transaction_and_never_the_journal() {
    let core = core();
    let found = offenders(&core, |path, text| {
        // The door is where a journal is kept for the hosts, and stands beside the table of calls.
        let above = ["/api/", "/door/", "/journal"].iter().any(|part| path.contains(part)) || path.ends_with("lib.rs");
        !above && code(text).contains("&Journal")
    });
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn features_of_the_window_do_not_import_each_other() {
    let mut wrong = Vec::new();
    for (path, text) in files("ui/src/features", &[".ts", ".svelte"]) {
        let own = path.trim_start_matches("ui/src/features/").split('/').next().unwrap();
        for part in text.split("features/").skip(1) {
            let other = part.split(['/', '"', '\'']).next().unwrap();
            if other != own && part.contains(['"', '\'']) && text.contains(&format!("from \"$features/{other}")) {
                wrong.push(format!("{path} imports {other}"));
            }
        }
        for line in text.lines().filter(|line| line.contains("from \"../") || line.contains("from '../")) {
            let deep = path.matches('/').count() - 4;
            if line.matches("../").count() > deep && !line.contains("../../lib") && !line.contains("../../../lib") {
                wrong.push(format!("{path}: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_is_the_place_where_everything_goes() {
    let mut all = core();
    for folder in ["src-tauri/src", "src-tauri/cli", "src-tauri/seal", "tests/serve", "tests/torture"] {
        all.extend(files(folder, &[".rs"]));
    }
    all.extend(files("ui/src", &[".ts", ".svelte"]));
    let words = ["utils", "helpers", "manager", "service", "common"];
    let named = offenders(&all, |path, _| path.split(['/', '.']).any(|part| words.contains(&part)));
    assert!(named.is_empty(), "a name that says nothing: {named:?}");
    let long = offenders(&all, |path, text| {
        // In the core, `test` is a noun.
        let test = (path.contains("/test/") && !path.starts_with("src-tauri/"))
            || path.ends_with(".test.ts")
            || path.contains("/generated/")
            || path.ends_with("tests.rs")
            || path.contains("/tests/");
        // The catalogue of words is one list by nature.
        !test && !path.contains("/words/") && code(text).lines().count() > 400
    });
    assert!(long.is_empty(), "longer than 400 lines without tests: {long:?}");
}

#[test]
fn no_file_names_a_registry_or_leaves_work_undone() {
    let mut all = files("ui", &[".json", ".ts", ".svelte", ".js", ".npmrc"]);
    for folder in ["src-tauri", "tests"] {
        all.extend(files(folder, &[".rs", ".toml", ".json", ".ts", ".mjs"]));
    }
    for name in ["Makefile", ".ci/run", "README.md", "ARCHITECTURE.md"] {
        all.push((name.to_owned(), fs::read_to_string(root().join(name)).unwrap_or_default()));
    }
    let hosts = [["registry.", "npmjs"].concat(), ["deb.", "debian.org"].concat(), ["static.", "crates.io"].concat()];
    let found = offenders(&all, |_, text| hosts.iter().any(|host| text.contains(host.as_str())));
    assert!(found.is_empty(), "names a registry's host: {found:?}");
    let marks = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["unimpl", "emented!"].concat()];
    // iCalendar's name for a thing to do.
    let to_do = ["VTO", "DO"].concat();
    let found = offenders(&all, |path, text| {
        let text = text.replace(&to_do, "");
        !path.ends_with("package-lock.json") && marks.iter().any(|mark| text.contains(mark.as_str()))
    });
    assert!(found.is_empty(), "work left undone: {found:?}");
}
