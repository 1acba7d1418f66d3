//! Sessions from a terminal.

use std::fs;

use serde_json::{Value, json};

use super::Terminal;

fn ready() -> (Terminal, String) {
    let terminal = Terminal::with_journal();
    let id = terminal.add("Cold calling", "I asked Annelot, and nobody spoke.\n", &["--shareable"]);
    terminal.in_app(|ask, _| {
        ask("person_save", json!({"name": "Annelot Visser", "role": "pupil"}));
        ask("community_save", json!({"name": "Maple group", "shown_name": "C.", "members": [{"name": "Bea Brook"}]}));
    });
    (terminal, id)
}

#[test]
fn a_session_is_planned_listed_shown_packed_and_put_in_a_calendar() {
    let (terminal, entry) = ready();
    let add = [
        "session",
        "add",
        "--community",
        "maple group",
        "--start",
        "2027-03-11 15:40",
        "--protocol",
        "consultancy",
        "--minutes",
        "58",
        "--title",
        "Waiting",
        "--weekly",
        "2",
        "--piece",
        &entry,
        "--json",
    ];
    let made = terminal.run(&add).json();
    assert_eq!((&made["start"], &made["fit"]["minutes"]), (&json!("2027-03-11T15:40"), &json!(58)));
    let id = made["id"].as_str().unwrap();
    let end = id.rsplit('-').next().unwrap();
    assert_eq!(terminal.run(&["session", "list", "--json"]).json()[0]["id"], id);
    assert!(terminal.run(&["session", "list"]).out.contains("Waiting, Consultancy"));
    let shown = terminal.run(&["session", "show", end]).out;
    for words in ["A piece: Cold calling", " 8 min  The presenter tells the dilemma (The presenter speaks)"] {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    let pack = |more: &[&str]| terminal.run(&[&["session", "pack", end, "--out", "pack.pdf"], more].concat());
    let stopped = pack(&[]);
    stopped.refuses(3, "not decided on");
    assert!(stopped.err.contains("[Annelot]") && !terminal.path("pack.pdf").exists(), "{}", stopped.err);
    let told = pack(&["--names-checked", "--copies", "2", "--json"]).json();
    assert_eq!((&told["format"], &told["entries"]), (&json!("pdf"), &json!(1)));
    assert!(fs::read(terminal.path("pack.pdf")).unwrap().starts_with(b"%PDF"));
    terminal.in_app(|ask, _| {
        let text = ask("pack_text", json!({"id": told["pack"]}))["texts"].to_string();
        assert!(text.contains("Copy 2 of 2") && text.contains("Pupil") && !text.contains("Annelot"), "{text}");
    });
    assert_eq!(pack(&["--json"]).json()["sha256"], told["sha256"], "the same again is the same file");
    terminal.run(&["session", "pack", end, "--out", "pack.txt"]).refuses(2, ".pdf or .docx");
    let docx = terminal.run(&["session", "pack", end, "--out", "pack.docx", "--large", "--json"]).json();
    assert_eq!(docx["format"], "docx");
    let ics = terminal.run(&["session", "ics", end]).out;
    assert!(ics.starts_with("BEGIN:VCALENDAR\r\n") && ics.contains("RRULE:FREQ=WEEKLY;INTERVAL=2"), "{ics}");
    assert_eq!(terminal.run(&["session", "ics", end, "--out", "s.ics", "--json"]).json()["count"], 1);
    assert_eq!(fs::read_to_string(terminal.path("s.ics")).unwrap().matches("BEGIN:VEVENT").count(), 1);
    terminal.run(&["session", "show", "ffffffffffff"]).refuses(3, "no session whose id");
}

#[test]
fn commitments_are_listed() {
    let (terminal, _) = ready();
    let add = ["session", "add", "--community", "Maple group", "--start", "2020-03-11 15:40", "--json"];
    let session = terminal.run(&add).json();
    terminal.in_app(|ask, _| {
        let one =
            ask("commitment_save", json!({"session": session["id"], "what": "Share the rubric", "due": "2020-03-20"}));
        ask("commitment_save", json!({"session": session["id"], "what": "Count"}));
        ask("commitment_set", json!({"id": one["id"], "state": "under_way"}));
    });
    let all: Value = terminal.run(&["commitment", "list", "--json"]).json();
    assert_eq!(
        (&all[0]["what"], &all[0]["late"], &all[1]["what"]),
        (&json!("Share the rubric"), &json!(true), &json!("Count"))
    );
    let lines = terminal.run(&["commitment", "list", "--open", "--community", "Maple group"]).out;
    assert_eq!(lines, "C. by 2020-03-20: Share the rubric (taking longer)\nC.: Count (to come)\n");
    assert!(terminal.run(&["due"]).out.contains("You promised by 2020-03-20: Share the rubric"));
    terminal
        .run(&["session", "add", "--community", "Maple group", "--start", "soon"])
        .refuses(3, "not a day and a time");
}
