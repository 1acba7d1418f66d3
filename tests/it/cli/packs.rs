//! Packs from a terminal: what is open stops them, what was decided lets them go.

use std::fs;

use serde_json::{Value, json};

use super::Terminal;

/// A journal with somebody on the list, a community, and one shareable entry; answers with its id.
fn ready() -> (Terminal, String) {
    let terminal = Terminal::with_journal();
    let id = terminal.add("Cold calling", "I asked Annelot about Quillon.\n", &["--shareable"]);
    terminal.in_app(|ask, _| {
        ask("person_save", json!({"name": "Annelot Visser", "role": "pupil"}));
        ask("community_save", json!({"name": "Maple group", "shown_name": "C."}));
    });
    (terminal, id)
}

#[test]
fn names_that_are_not_decided_on_stop_an_export_with_a_list() {
    let (terminal, id) = ready();
    let export = ["export", "--format", "html", "--for", "maple GROUP", "--id", &id, "--out", "out.html"];
    let stopped = terminal.run(&export);
    stopped.refuses(3, "nothing was written");
    assert!(stopped.err.contains("[Annelot]") && stopped.err.contains("Cold calling"), "{}", stopped.err);
    assert!(!terminal.path("out.html").exists());
    terminal.in_app(|ask, _| assert_eq!(ask("plan_list", json!({})), json!([]), "no plan is left behind"));
    let nobody = ["export", "--format", "html", "--for", "Nobody", "--id", &id, "--out", "out.html"];
    terminal.run(&nobody).refuses(3, "no community called “Nobody”");
}

#[test]
fn what_redact_answers_is_filled_in_and_read_by_export() {
    let (terminal, id) = ready();
    let mut found = terminal.run(&["redact", "--for", "Maple group", "--id", &id, "--json"]).json();
    for group in found["groups"].as_array_mut().unwrap() {
        group["decision"] = match group["name"].as_str().unwrap() {
            "Annelot Visser" => json!({"action": "replace", "text": "Pupil Z"}),
            _ => json!({"action": "not_a_name"}),
        };
    }
    fs::write(terminal.path("decided.json"), found.to_string()).unwrap();
    let export = |more: &[&str]| {
        let all = ["export", "--format", "html", "--for", "Maple group", "--id", &id, "--out", "out.html"];
        terminal.run(&[&all, more].concat())
    };
    export(&["--redact", "decided.json"]).refuses(3, "who could still be known");
    for check in found["checks"].as_array_mut().unwrap() {
        check["answer"] = json!("no");
    }
    fs::write(terminal.path("decided.json"), found.to_string()).unwrap();
    let told = export(&["--redact", "decided.json", "--json"]).json();
    assert_eq!((&told["entries"], &told["encrypted"]), (&json!(1), &json!(false)));
    let page = fs::read_to_string(terminal.path("out.html")).unwrap();
    assert!(page.contains("Pupil Z") && page.contains("Quillon") && !page.contains("Annelot"), "{page}");
    fs::write(terminal.path("decided.json"), "{}").unwrap();
    export(&["--redact", "decided.json"]).refuses(3, "cannot be used");
}

#[test]
fn packs_are_listed_shown_and_given_again() {
    let (terminal, id) = ready();
    let out =
        ["export", "--format", "html", "--for", "Maple group", "--id", &id, "--names-checked", "--out", "out.html"];
    let told = terminal.run(&[&out[..], &["--json"]].concat()).json();
    assert_eq!(told["redacted"][0]["action"], "keep");
    let listed = terminal.run(&["pack", "list", "--json"]).json();
    assert_eq!((&listed[0]["id"], &listed[0]["letter"]["audience"]), (&told["pack"], &json!("Maple group")));
    let pack = told["pack"].as_str().unwrap();
    let end = pack.rsplit('-').next().unwrap();
    assert!(terminal.run(&["pack", "list"]).out.contains(end));
    let shown = terminal.run(&["pack", "show", end]);
    assert!(shown.out.contains("Maple group") && shown.out.contains("person (replace)"), "{}", shown.out);
    terminal.run(&["pack", "again", end, "--out", "again.html", "--json"]).json();
    assert_eq!(fs::read(terminal.path("again.html")).unwrap(), fs::read(terminal.path("out.html")).unwrap());
    let again = terminal.run(&[&out[..], &["--json"]].concat()).json();
    assert_eq!((&again["pack"], &again["sha256"]), (&told["pack"], &told["sha256"]), "the same is the same pack");
}

#[test]
fn a_passphrase_is_read_from_standard_input() {
    let (terminal, id) = ready();
    let export = [
        "export",
        "--format",
        "markdown",
        "--for",
        "Maple group",
        "--id",
        &id,
        "--names-checked",
        "--encrypt",
        "--out",
        "out.zip.age",
        "--json",
    ];
    let told: Value = terminal.typing(&export, b"correct horse battery\n").json();
    assert_eq!(told["encrypted"], true);
    assert!(fs::read(terminal.path("out.zip.age")).unwrap().starts_with(b"age-encryption.org/v1"));
    terminal.typing(&export, b"").refuses(2, "passphrase");
}

#[test]
fn what_was_handed_over_plain_is_written_under_a_passphrase_where_one_is_asked_for() {
    let (terminal, id) = ready();
    let plain =
        ["export", "--format", "html", "--for", "Maple group", "--id", &id, "--names-checked", "--out", "a.html"];
    assert!(terminal.run(&[&plain[..], &["--json"]].concat()).json()["pack"].is_string());
    let sealed = [
        "export",
        "--format",
        "html",
        "--for",
        "Maple group",
        "--id",
        &id,
        "--names-checked",
        "--out",
        "b.age",
        "--encrypt",
    ];
    let told = terminal.typing(&[&sealed[..], &["--json"]].concat(), b"correct horse battery\n").json();
    assert_eq!(told["encrypted"], true);
    assert!(fs::read(terminal.path("b.age")).unwrap().starts_with(b"age-encryption.org/v1"));
    // And each again in its own way, to the letter.
    let (first, sealed_first) = (fs::read(terminal.path("a.html")).unwrap(), fs::read(terminal.path("b.age")).unwrap());
    assert_eq!(terminal.run(&[&plain[..], &["--json"]].concat()).json()["encrypted"], false);
    assert_eq!(fs::read(terminal.path("a.html")).unwrap(), first);
    terminal.typing(&[&sealed[..], &["--json"]].concat(), b"another passphrase\n").json();
    assert_eq!(fs::read(terminal.path("b.age")).unwrap(), sealed_first, "under the passphrase of then");
}

#[test]
fn a_private_entry_that_a_query_finds_stays_and_one_that_is_named_leaves() {
    let (terminal, _) = ready();
    let private = terminal.add("Kept close", "Common words.\n", &["--ready"]);
    terminal.add("Open", "Common words, too.\n", &["--shareable"]);
    let export = |more: &[&str]| {
        let all =
            ["export", "--format", "html", "--for", "Maple group", "--names-checked", "--out", "out.html", "--json"];
        terminal.run(&[&all, more].concat())
    };
    let found = export(&["--query", "common"]);
    assert_eq!(found.json()["entries"], 1);
    assert!(found.err.contains("“Kept close” (private"), "{}", found.err);
    assert_eq!(export(&["--query", "common", "--private"]).json()["entries"], 2);
    assert_eq!(export(&["--id", &private]).json()["entries"], 1);
}

#[test]
fn what_was_looked_at_once_is_asked_again_and_nobody_answers_for_the_author() {
    let (terminal, id) = ready();
    let open = || {
        let found = terminal.run(&["redact", "--for", "Maple group", "--id", &id, "--json"]).json();
        let groups = found["groups"].as_array().unwrap().clone();
        groups.iter().filter(|group| group["must"] == false && group["decision"].is_null()).count()
    };
    let before = open();
    assert!(before > 0);
    let export =
        ["export", "--format", "html", "--for", "Maple group", "--id", &id, "--names-checked", "--out", "out.html"];
    terminal.run(&[&export[..], &["--json"]].concat()).json();
    assert_eq!(open(), before, "looked at for that pack, and for no other");
    let plain = terminal.add("Nobody here", "We counted to ten.\n", &["--ready"]);
    let export = ["export", "--format", "html", "--for", "Maple group", "--id", &plain, "--out", "plain.html"];
    terminal.run(&export).refuses(3, "could still be known");
    assert!(!terminal.path("plain.html").exists());
    assert_eq!(terminal.run(&[&export[..], &["--names-checked", "--json"]].concat()).json()["entries"], 1);
}
