//! Writing entries, and seeing them again.

use serde_json::json;

use super::{Terminal, titles};

#[test]
fn a_text_is_kept_byte_for_byte() {
    let terminal = Terminal::with_journal();
    let body = "# Heading\r\n\r\n* a\ttab, two spaces  \nnaïve café 日本語 \u{feff}\n\n\n";
    let id = terminal.add("Bytes", body, &[]);
    assert_eq!(terminal.run(&["show", &id, "--body"]).out, body);
    assert_eq!(terminal.run(&["show", &id, "--json"]).json()["body"], body);
}

#[test]
fn an_entry_is_a_private_draft_unless_told_otherwise() {
    let terminal = Terminal::with_journal();
    let state = |more: &[&str]| {
        let id = terminal.add("An entry", "text", more);
        let entry = terminal.run(&["show", &id, "--json"]).json();
        (entry["readiness"].clone(), entry["audience"].clone())
    };
    assert_eq!(state(&[]), (json!("draft"), json!("private")));
    assert_eq!(state(&["--ready"]), (json!("ready"), json!("private")));
    assert_eq!(state(&["--shareable"]), (json!("ready"), json!("shareable")));
}

#[test]
fn every_field_that_add_takes_is_kept() {
    let terminal = Terminal::with_journal();
    let more = [
        "--tag",
        "y9",
        "--tag",
        "maths",
        "--person",
        "Ann",
        "--date",
        "2026-11",
        "--setting",
        "Room 4",
        "--timing",
        "on",
    ];
    let entry = terminal.typing(&[&["add", "--title", "-- a title", "--json"], &more[..]].concat(), b"text").json();
    let shown = terminal.run(&["show", entry["id"].as_str().unwrap(), "--json"]).json();
    assert_eq!(shown, entry);
    assert_eq!(shown["title"], "-- a title");
    assert_eq!(shown["tags"], json!(["y9", "maths"]));
    assert_eq!(shown["people"], json!(["Ann"]));
    assert_eq!((&shown["happened"]["precision"], &shown["happened"]["local"]), (&json!("month"), &json!("2026-11")));
    assert_eq!((&shown["setting"], &shown["timing"]), (&json!("Room 4"), &json!("on_action")));
    let plain = terminal.run(&["show", entry["id"].as_str().unwrap()]).out;
    assert!(plain.contains("tags      y9, maths\n") && plain.ends_with("\n\ntext\n"), "{plain}");
}

#[test]
fn a_text_that_is_none_is_refused_in_words() {
    let terminal = Terminal::with_journal();
    terminal.typing(&["add"], b"").refuses(2, "no text on standard input, and nothing was added");
    terminal.typing(&["add"], b" \n\t").refuses(2, "no text on standard input");
    terminal.typing(&["add"], b"caf\xe9").refuses(3, "not UTF-8 (from byte 3 on), and nothing was added");
    terminal.typing(&["add", "--date", "yesterday"], b"text").refuses(2, "a date is written as");
    assert_eq!(terminal.run(&["stats", "--json"]).json()["entries"], 0);
}

#[test]
fn lists_can_be_narrowed() {
    let terminal = Terminal::with_journal();
    terminal.add("Old", "text", &["--date", "2020-05-01", "--tag", "y9", "--ready"]);
    terminal.add("Newer", "text", &["--date", "2024-05-01", "--tag", "y10", "--person", "Ann"]);
    terminal.add("Newest", "text", &["--date", "2025-05-01", "--tag", "y9"]);
    let list = |more: &[&str]| {
        let list = terminal.run(&[&["list", "--json"], more].concat()).json();
        titles(&list).into_iter().map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(list(&[]), ["Newest", "Newer", "Old"]);
    assert_eq!(list(&["--tag", "y9"]), ["Newest", "Old"]);
    assert_eq!(list(&["--person", "ann"]), ["Newer"]);
    assert_eq!(list(&["--after", "2024-05-01", "--before", "2024-12-31"]), ["Newer"]);
    assert_eq!(list(&["--drafts"]), ["Newest", "Newer"]);
    terminal.run(&["list", "--after", "May"]).refuses(2, "a day is written as 2026-11-21");
    let plain = terminal.run(&["list"]).out;
    assert!(plain.starts_with("2025-05-01  "), "{plain}");
}

#[test]
fn an_id_may_be_shortened_as_long_as_one_entry_is_meant() {
    let terminal = Terminal::with_journal();
    let first = terminal.add("First", "text", &["--ready"]);
    let second = terminal.add("Second", "text", &["--ready"]);
    let title = |id: &str| terminal.run(&["show", id, "--json"]).json()["title"].clone();
    assert_eq!((title(&first[24..]), title(&second[24..])), (json!("First"), json!("Second")));
    assert!(terminal.run(&["list"]).out.contains(&first[24..]), "lists show what can be typed");
    terminal.run(&["show", &first[..6]]).refuses(2, "fits 2 ids");
    terminal.run(&["show", &first[31..]]).refuses(2, "at least 6 characters");
    terminal.run(&["show", "01234567-0123-7000-8000-0123456789ab"]).refuses(3, "no such entry");
    terminal.run(&["show", "0123456789"]).refuses(3, "no entry whose id begins or ends with");
    let export = terminal.run(&["export", "--format", "html", "--id", &second[24..], "--out", "out.html"]);
    assert_eq!(export.code, 0, "{}", export.err);
}

#[test]
fn a_title_from_elsewhere_cannot_command_the_terminal() {
    let terminal = Terminal::new();
    let note = terminal.file("note.md", "---\ntitle: \"wipe \\e[2J\"\n---\n\ntext\n");
    assert_eq!(terminal.run(&["import", &note, "--json"]).json()["added"], 1);
    let list = terminal.run(&["list"]).out;
    assert!(list.contains("wipe") && !list.contains('\u{1b}'), "{list:?}");
}
