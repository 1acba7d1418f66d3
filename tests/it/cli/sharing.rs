//! What comes in and what goes out.

use std::collections::BTreeSet;
use std::fs;

use serde_json::json;

use super::{Terminal, keys, names, titles};

#[test]
fn a_filter_that_is_not_known_is_explained_and_exports_nothing() {
    let terminal = Terminal::with_journal();
    terminal.add("One", "red", &["--ready"]);
    let answer = terminal.run(&["search", "colour:red", "--json"]);
    assert_eq!(answer.code, 0);
    assert!(answer.err.contains("colour:"), "{}", answer.err);
    let export = terminal.run(&["export", "--format", "json", "--query", "colour:red", "--out", "out.zip"]);
    export.refuses(2, "Nothing was exported");
    assert!(!terminal.path("out.zip").exists());
}

#[test]
fn import_makes_the_journal_and_has_the_agreed_shape() {
    let terminal = Terminal::new();
    terminal.file(
        "notes/one.md",
        "---\ntitle: From the front matter\ndate: 2024-03-05\ntags: [y9]\n---\n\n# Heading\n\ntext\n",
    );
    terminal.file("notes/two.md", "# Second\n\ntext\n");
    fs::write(terminal.path("notes/bad.md"), b"caf\xe9 \x81 \xff").unwrap();
    let notes = terminal.path("notes");
    let account = terminal.run(&["import", notes.to_str().unwrap(), "--json"]).json();
    assert_eq!(keys(&account), BTreeSet::from(["added", "skipped", "problems"]));
    assert_eq!((&account["added"], &account["skipped"]), (&json!(2), &json!(0)));
    assert_eq!(keys(&account["problems"][0]), BTreeSet::from(["path", "why"]));
    assert!(account["problems"][0]["path"].as_str().unwrap().contains("bad.md"));
    let found = terminal.run(&["search", "heading", "--json"]).json();
    assert_eq!(found["results"][0]["title"], "From the front matter");
    let again = terminal.run(&["--json", "import", notes.to_str().unwrap()]).json();
    assert_eq!((&again["added"], &again["skipped"]), (&json!(0), &json!(2)));
}

#[test]
fn a_rehearsal_counts_and_writes_nothing() {
    let terminal = Terminal::new();
    let note = terminal.file("note.md", "# One\n\ntext\n");
    let rehearsal = ["import", "--dry-run", &note, "--json"];
    assert_eq!(terminal.run(&rehearsal).json(), json!({ "added": 1, "skipped": 0, "problems": [] }));
    assert!(!terminal.journal().exists(), "a rehearsal makes no journal");
    assert_eq!(terminal.run(&["import", &note, "--json"]).json()["added"], 1);
    assert_eq!(terminal.run(&rehearsal).json(), json!({ "added": 0, "skipped": 1, "problems": [] }));
    assert_eq!(terminal.run(&["stats", "--json"]).json()["entries"], 1);
}

#[test]
fn an_import_of_nothing_says_why_and_fails() {
    let terminal = Terminal::new();
    terminal.run(&["import", "not-here.md"]).refuses(3, "not-here.md cannot be read, and nothing was imported");
    assert!(!terminal.journal().exists(), "no journal is made for a file that is not there");
    let broken = terminal.file("broken.zip", "PK\u{3}\u{4} and no more");
    let refused = terminal.run(&["import", &broken]);
    assert_eq!(refused.code, 3, "{}{}", refused.out, refused.err);
    assert!(refused.err.ends_with(".\n"), "{}", refused.err);
    assert_eq!(terminal.run(&["stats", "--json"]).json()["entries"], 0);
}

#[test]
fn real_posts_come_in_once_and_are_found() {
    let Some(posts) = crate::world::test_data("dated-markdown-digitalgov/news/2016") else { return };
    let terminal = Terminal::new();
    let posts = posts.to_str().unwrap();
    let added = terminal.run(&["import", posts, "--json"]).json()["added"].as_u64().unwrap();
    assert!(added > 0);
    assert_eq!(terminal.run(&["import", posts, "--json"]).json()["skipped"], added);
    let all = terminal.run(&["search", "is:ready", "--limit", "100000", "--json"]).json();
    assert_eq!((all["total"].as_u64(), all["results"].as_array().unwrap().len() as u64), (Some(added), added));
    let check = terminal.run(&["check", "--json"]).json();
    assert_eq!((&check["sound"], &check["indexed"]), (&json!(true), &json!(added)));
}

#[test]
fn export_writes_exactly_the_file_that_was_named() {
    let terminal = Terminal::with_journal();
    let id = terminal.add("The elephant", "in the room", &["--ready"]);
    for (format, start) in [("html", &b"<!"[..]), ("markdown", b"PK"), ("json", b"PK")] {
        let name = format!("my export.{format}.x");
        let before = names(terminal.home.path());
        let told = terminal.run(&["export", "--format", format, "--id", &id, "--out", &name, "--json"]).json();
        assert_eq!(keys(&told), BTreeSet::from(["path", "format", "entries", "bytes", "left_out", "files_left_out"]));
        assert_eq!(told["left_out"], json!({ "drafts": 0, "trashed": 0 }));
        let bytes = fs::read(terminal.path(&name)).unwrap();
        assert!(bytes.starts_with(start), "{format}");
        assert_eq!((told["bytes"].clone(), told["entries"].clone()), (json!(bytes.len()), json!(1)));
        let more: Vec<String> = names(terminal.home.path()).difference(&before).cloned().collect();
        assert_eq!(more, [name]);
    }
    let page = fs::read_to_string(terminal.path("my export.html.x")).unwrap();
    assert!(page.contains("The elephant") && page.contains("in the room"));
}

#[test]
fn an_export_by_query_takes_every_match_and_counts_what_stays() {
    let terminal = Terminal::new();
    for number in 0..130 {
        terminal.file(&format!("many/{number}.md"), &format!("# Entry {number}\n\nthe common word\n"));
    }
    assert_eq!(terminal.run(&["import", "many", "--json"]).json()["added"], 130);
    let draft = terminal.add("A draft", "the common word", &[]);
    let export = |more: &[&str]| {
        terminal
            .run(&[&["export", "--format", "json", "--query", "common", "--out", "all.zip", "--json"], more].concat())
    };
    let told = export(&[]);
    assert_eq!((&told.json()["entries"], &told.json()["left_out"]["drafts"]), (&json!(130), &json!(1)));
    assert!(told.err.contains("1 draft;"), "{}", told.err);
    let told = export(&["--drafts"]);
    assert_eq!((told.json()["entries"].clone(), told.err.as_str()), (json!(131), ""));
    let only = terminal.run(&["export", "--format", "html", "--id", &draft, "--out", "draft.html"]);
    only.refuses(3, "--drafts takes drafts along");
    assert!(!terminal.path("draft.html").exists());
}

#[test]
fn what_lies_in_the_trash_stays_and_is_counted() {
    let terminal = Terminal::with_journal();
    let kept = terminal.add("Kept", "text", &["--ready"]);
    let trashed = terminal.add("Trashed", "text", &["--ready"]);
    terminal.in_app(|call, _| drop(call("entry_trash", json!({ "ids": [trashed] }))));
    let export = terminal.run(&["export", "--format", "html", "--id", &kept, "--id", &trashed, "--out", "out.html"]);
    assert_eq!(export.code, 0, "{}", export.err);
    assert!(export.err.contains("1 entry in the trash"), "{}", export.err);
    assert!(!fs::read_to_string(terminal.path("out.html")).unwrap().contains("Trashed"));
    assert_eq!(titles(&terminal.run(&["list", "--json"]).json()), ["Kept"]);
    assert_eq!(titles(&terminal.run(&["list", "--trash", "--json"]).json()), ["Trashed"]);
}

#[test]
fn an_export_that_is_not_well_put_writes_nothing() {
    let terminal = Terminal::with_journal();
    let id = terminal.add("One", "text", &["--ready"]);
    let export = |more: &[&str]| terminal.run(&[&["export", "--out", "out"], more].concat());
    export(&["--format", "papyrus", "--id", &id]).refuses(2, "no format I know; there are html, markdown, json");
    export(&["--format", "html"]).refuses(2, "--id");
    export(&["--format", "html", "--id", &id, "--query", "text"]).refuses(2, "cannot be used with");
    export(&["--format", "html", "--query", "elephant"]).refuses(3, "Nothing was found by “elephant”");
    assert!(!terminal.path("out").exists());
    let to = |path: &str| terminal.run(&["export", "--format", "html", "--id", &id, "--out", path]);
    to("journal").refuses(2, "is a folder");
    to("no/such/folder/out.html").refuses(3, "There is no folder no/such/folder");
}

#[test]
fn a_file_that_cannot_leave_is_named_with_the_reason() {
    let terminal = Terminal::with_journal();
    let id = terminal.add("With a photo", "text", &["--ready"]);
    terminal.in_app(|call, journal| {
        let staged = journal.vault().stage(&mut b"....ftypheic....".as_slice()).unwrap();
        drop(call("attachment_add", json!({ "entry": id, "staged": staged, "name": "yard.heic" })));
    });
    let export = terminal.run(&["export", "--format", "markdown", "--id", &id, "--out", "out.zip", "--json"]);
    assert_eq!(export.code, 0, "{}", export.err);
    assert!(export.err.contains("yard.heic") && export.err.contains("place it was taken"), "{}", export.err);
    assert_eq!(export.json()["files_left_out"][0]["name"], "attachments/yard.heic");
}

#[test]
fn the_sample_makes_a_journal_with_three_learning_logs() {
    let terminal = Terminal::new();
    assert_eq!(terminal.run(&["sample", "--json"]).json()["added"], 18);
    let stats = terminal.run(&["stats", "--json"]).json();
    assert_eq!((stats["entries"].clone(), stats["loops"].clone()), (json!(18), json!(3)));
    let logs = terminal.run(&["loop", "list", "--json"]).json();
    assert_eq!(keys(&logs[0]), BTreeSet::from(["id", "title", "stage", "exit", "verdict"]));
    let id = logs.as_array().unwrap().iter().find(|log| log["verdict"] == "drop").unwrap()["id"].clone();
    let shown = terminal.run(&["loop", "show", id.as_str().unwrap()]);
    assert!(
        shown.out.contains("What was said and done") && shown.out.contains("Expected: At least three"),
        "{}",
        shown.out
    );
    assert_eq!(terminal.run(&["loop", "show", id.as_str().unwrap(), "--json"]).json()["complete"], true);
    assert_eq!(terminal.run(&["loop", "list", "--open", "--json"]).json(), json!([]));
    let claims = terminal.run(&["claim", "list", "--json"]).json();
    let silence = claims.as_array().unwrap().iter().find(|claim| claim["confidence"] == 80).unwrap()["id"].clone();
    let silence = silence.as_str().unwrap();
    let life = terminal.run(&["claim", "show", &silence[24..], "--json"]).json();
    let sure: Vec<_> =
        life["versions"].as_array().unwrap().iter().map(|one| (&one["cause"], &one["confidence"])).collect();
    assert_eq!(sure, [(&json!("self"), &json!(85)), (&json!("self"), &json!(60)), (&json!("test"), &json!(80))]);
    assert!(terminal.run(&["claim", "show", silence]).out.contains("thinking time"));
    terminal.run(&["claim", "show", "ffffffffff"]).refuses(3, "no assumption or aim");
    assert_eq!(terminal.run(&["due", "--json"]).json()["tests"], json!([]));
    assert!(terminal.run(&["due"]).out.contains("You meant to"));
}
