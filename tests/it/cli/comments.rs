//! What comes back and what goes back, from a terminal.

use std::fs;

use serde_json::{Value, json};

use super::Terminal;
use crate::review::{Page, response};

/// A journal whose entry left as a review page, and that page.
fn shared() -> (Terminal, String, Page) {
    let terminal = Terminal::with_journal();
    let id = terminal.add("Cold calling", "I asked Annelot, and waited for a long time.\n", &["--shareable"]);
    terminal.in_app(|ask, _| {
        ask("person_save", json!({"name": "Annelot Visser", "role": "pupil"}));
        ask("community_save", json!({"name": "Maple group", "shown_name": "C."}));
    });
    let export =
        ["export", "--format", "packet", "--for", "Maple group", "--id", &id, "--names-checked", "--out", "p.html"];
    let told = terminal.run(&[&export[..], &["--json"]].concat()).json();
    let text = fs::read_to_string(terminal.path("p.html")).unwrap();
    let (data, _) = journal::export::packet::read(text.as_bytes()).unwrap();
    let texts = data.pieces.iter();
    let texts = texts.map(|piece| (piece.id.to_string(), journal::export::packet::text_content(&piece.html))).collect();
    (terminal, id, Page { pack: told["pack"].as_str().unwrap().to_owned(), text, texts })
}

fn answer_to_the_first(terminal: &Terminal, answer: &str) {
    terminal.in_app(|ask, _| {
        let comment = ask("comment_list", json!({}))[0]["id"].clone();
        ask("comment_answer", json!({"id": comment, "answer": answer}));
    });
}

#[test]
fn responses_come_in_from_files_and_folders_once_and_the_refused_are_named() {
    let (terminal, id, page) = shared();
    let comments = [("question", "What then?", "a long time"), ("warm", "Keep waiting.", "waited")];
    let file = terminal.file("came/Response by Jo.json", &response(&page, "Jo", &comments));
    terminal.file("came/list.txt", "eggs, milk");
    let folder = terminal.path("came");
    let folder = folder.to_str().unwrap();
    let dry = terminal.run(&["response", "add", &file, "--dry-run", "--json"]).json();
    assert_eq!((&dry[0]["new"], &dry[0]["exact"]), (&json!(2), &json!(2)));
    assert_eq!(terminal.run(&["comment", "list", "--json"]).json(), json!([]), "nothing came in by looking");
    let told = terminal.run(&["response", "add", folder]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.out.contains("2 comments by Jo on") && told.out.contains("2 new"), "{}", told.out);
    assert!(told.out.contains("list.txt: not taken in"), "{}", told.out);
    assert_eq!(terminal.run(&["response", "add", &file, "--json"]).json()[0]["new"], 0, "twice adds nothing");
    let nothing = terminal.run(&["response", "add", terminal.path("came/list.txt").to_str().unwrap()]);
    assert_ne!(nothing.code, 0);
    assert!(nothing.err.contains("Nothing was taken in"), "{}", nothing.err);
    let listed: Value = terminal.run(&["comment", "list", "--entry", &id, "--json"]).json();
    let kinds: Vec<&str> = listed.as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["warm", "question"], "in the order of the text");
    let end = page.pack.rsplit('-').next().unwrap();
    let told = terminal.run(&["comment", "list", "--pack", end, "--open"]);
    assert!(told.out.contains("question by Jo on Cold calling (open)"), "{}", told.out);
    assert!(told.out.contains("“a long time”") && told.out.contains("What then?"), "{}", told.out);
}

#[test]
fn answers_leave_when_they_were_looked_at_and_are_listed_and_given_again() {
    let (terminal, _, page) = shared();
    let file = terminal.file("r.json", &response(&page, "Jo", &[("question", "What then?", "a long time")]));
    terminal.run(&["response", "add", &file]);
    answer_to_the_first(&terminal, "Annelot told Quillon Hatherley.");
    let reply = ["comment", "reply", &page.pack, "--out", "answers.json"];
    let stopped = terminal.run(&reply);
    stopped.refuses(3, "--names-checked");
    assert!(stopped.err.contains("[Quillon Hatherley]"), "{}", stopped.err);
    assert!(!terminal.path("answers.json").exists());
    terminal.run(&[&reply[..], &["--reader", "Sam"]].concat()).refuses(3, "no response signed “Sam”");
    let told = terminal.run(&[&reply[..], &["--names-checked", "--reader", "Jo", "--json"]].concat()).json();
    let bytes = fs::read_to_string(terminal.path("answers.json")).unwrap();
    assert!(bytes.contains("Hatherley") && !bytes.contains("Annelot"), "{bytes}");
    assert_eq!((&told["to"], &told["count"]), (&json!("Jo"), &json!(1)));
    let listed = terminal.run(&["comment", "sent"]);
    let end = told["id"].as_str().unwrap().rsplit('-').next().unwrap();
    assert!(listed.out.contains(end) && listed.out.contains("reply"), "{}", listed.out);
    terminal.run(&["comment", "again", end, "--out", "again.json", "--json"]).json();
    assert_eq!(fs::read_to_string(terminal.path("again.json")).unwrap(), bytes);
}

#[test]
fn a_review_page_is_imported_read_only_and_answered() {
    let (_author, _, page) = shared();
    let reader = Terminal::new();
    let file = reader.file("for you.html", &page.text);
    let dry = reader.run(&["import", &file, "--dry-run"]);
    assert!(dry.out.contains("kept read-only"), "{}", dry.out);
    assert!(!reader.journal().exists(), "looking makes no journal");
    let told = reader.run(&["import", &file]);
    assert!(told.out.contains("from C. is kept read-only"), "{}{}", told.out, told.err);
    assert_eq!(reader.run(&["list", "--json"]).json()["total"], 0, "it is no entry");
    reader.run(&["response", "write", &page.pack, "--out", "r.json"]).refuses(3, "nothing to send yet");
    reader.in_app(|ask, _| {
        ask("remark_save", json!({"received": page.pack, "kind": "warm", "text": "Tell Quillon Hatherley."}));
    });
    let write = ["response", "write", &page.pack, "--out", "r.json"];
    reader.run(&write).refuses(3, "[Quillon");
    assert_eq!(reader.run(&[&write[..], &["--names-checked", "--json"]].concat()).json()["kind"], "response");
    assert!(fs::read_to_string(reader.path("r.json")).unwrap().contains("Hatherley"));
    fs::write(reader.path("broken.html"), page.text.replace("\"pieces\"", "\"places\"")).unwrap();
    let broken = reader.run(&["import", reader.path("broken.html").to_str().unwrap()]);
    assert_ne!(broken.code, 0, "{}", broken.out);
}
