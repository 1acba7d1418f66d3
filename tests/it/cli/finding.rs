//! Finding, counting and checking.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use super::{Terminal, keys, titles};

#[test]
fn stats_have_the_agreed_shape() {
    let terminal = Terminal::with_journal();
    terminal.add("One", "three words here", &[]);
    terminal.add("Two", "and two", &[]);
    let stats = terminal.run(&["stats", "--json"]);
    assert_eq!(stats.json(), json!({ "entries": 2, "loops": 0, "attachments": 0, "words": 5 }));
    let plain = terminal.run(&["stats"]).out;
    assert!(plain.contains("entries      2\n"), "{plain}");
}

#[test]
fn search_has_the_agreed_shape_and_finds_at_once_what_was_added() {
    let terminal = Terminal::with_journal();
    let id = terminal.add("The seating plan", "We moved the **elephant** to the back.", &[]);
    terminal.add("Another", "Nothing about animals.", &[]);
    let answer = terminal.run(&["search", "elep", "--json"]).json();
    assert_eq!(keys(&answer), BTreeSet::from(["query", "total", "took_us", "results"]));
    assert_eq!((&answer["query"], &answer["total"]), (&json!("elep"), &json!(1)));
    assert!(answer["took_us"].is_u64());
    let hit = &answer["results"][0];
    assert_eq!(keys(hit), BTreeSet::from(["id", "title", "score", "snippet"]));
    assert_eq!((&hit["id"], &hit["title"]), (&json!(id), &json!("The seating plan")));
    assert!(hit["score"].is_number());
    assert_eq!(hit["snippet"], "We moved the elephant to the back.");
    let plain = terminal.run(&["search", "elep"]);
    assert!(plain.out.contains("The seating plan"), "{}", plain.out);
}

#[test]
fn a_limit_limits_results_and_not_the_total() {
    let terminal = Terminal::with_journal();
    for number in 0..4 {
        terminal.add(&format!("Entry {number}"), "a common word", &[]);
    }
    let answer = terminal.run(&["search", "common", "--limit", "3", "--json"]).json();
    assert_eq!((answer["total"].clone(), answer["results"].as_array().unwrap().len()), (json!(4), 3));
    let list = terminal.run(&["list", "--limit", "2", "--json"]).json();
    assert_eq!((list["total"].clone(), titles(&list)), (json!(4), vec!["Entry 3", "Entry 2"]));
    terminal.run(&["search", "common", "--limit", "0"]).refuses(2, "0 is not in");
}

#[test]
fn a_query_may_begin_with_a_hyphen() {
    let terminal = Terminal::with_journal();
    terminal.add("Cats", "a cat", &[]);
    terminal.add("Dogs", "a dog", &[]);
    let answer = terminal.run(&["search", "-dog", "--json"]).json();
    assert_eq!((&answer["total"], &answer["results"][0]["title"]), (&json!(1), &json!("Cats")));
}

#[test]
fn a_batch_answers_a_line_for_a_line_whatever_bytes_are_in_it() {
    let terminal = Terminal::with_journal();
    let id = terminal.add("The seating plan", "We moved the elephant to the back.", &[]);
    terminal.add("Another", "Nothing about animals.", &[]);
    let long = "elephant ".repeat(20_000);
    let mut bytes = b"\xef\xbb\xbfelephant\r\nzebra\n\n\xff\xfe\0 \"(( OR -:\nanimals\n".to_vec();
    bytes.extend(long.as_bytes());
    bytes.extend(b"\n-elephant");
    let file = terminal.path("queries.txt");
    fs::write(&file, &bytes).unwrap();
    let lines = |ran: super::Ran| -> Vec<Value> {
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let file = file.to_str().unwrap();
    let answers = lines(terminal.run(&["search", "--batch", file, "--limit", "1", "--json"]));
    let queries: Vec<_> = answers.iter().map(|answer| answer["query"].as_str().unwrap()).collect();
    assert_eq!(queries.len(), 7);
    assert_eq!((queries[0], queries[1], queries[2], queries[4]), ("elephant", "zebra", "", "animals"));
    assert!(queries[5].starts_with("elephant elephant"));
    let totals: Vec<_> = answers.iter().map(|answer| answer["total"].as_u64().unwrap()).collect();
    assert_eq!((totals[0], totals[1], totals[2], totals[4], totals[5], totals[6]), (1, 0, 0, 1, 1, 1));
    for answer in &answers {
        assert_eq!(keys(answer), BTreeSet::from(["query", "total", "took_us", "results"]));
    }
    assert_eq!(keys(&answers[0]["results"][0]), BTreeSet::from(["id", "title", "score", "snippet"]));
    assert_eq!(answers[0]["results"][0]["id"], json!(id));
    let bare = lines(terminal.typing(&["search", "--batch", "-", "--bare", "--json"], b"elephant"));
    assert_eq!(keys(&bare[0]["results"][0]), BTreeSet::from(["id", "title", "score"]));
    terminal.run(&["search", "--batch", "nowhere.txt", "--json"]).refuses(3, "nowhere.txt cannot be read");
    terminal.run(&["search", "x", "--batch", file]).refuses(2, "cannot be used with");
}

#[test]
fn a_sound_journal_is_called_sound() {
    let terminal = Terminal::with_journal();
    terminal.add("One", "text", &[]);
    let check = terminal.run(&["check", "--json"]).json();
    assert_eq!(check, json!({ "sound": true, "problems": [], "entries": 1, "indexed": 1, "attachments": 0 }));
    assert!(terminal.run(&["check"]).out.starts_with("Sound: 1 entry, "));
}

#[test]
fn an_attached_file_that_is_missing_or_changed_is_found() {
    let terminal = Terminal::with_journal();
    let entry = terminal.add("With files", "text", &[]);
    terminal.in_app(|call, journal| {
        for name in ["gone.txt", "changed.txt"] {
            let staged = journal.vault().stage(&mut name.as_bytes()).unwrap().to_string();
            call("attachment_add", json!({ "entry": entry, "staged": staged, "name": name }));
        }
    });
    assert_eq!(terminal.run(&["check"]).code, 0);
    let shown = terminal.run(&["show", &entry, "--json"]).json();
    let sealed =
        |at: usize| terminal.journal().join("attachments").join(shown["attachments"][at]["id"].as_str().unwrap());
    fs::remove_file(sealed(0)).unwrap();
    let mut bytes = fs::read(sealed(1)).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(sealed(1), bytes).unwrap();
    let check = terminal.run(&["check", "--json"]);
    assert_eq!(check.code, 1, "{}", check.err);
    let check: Value = serde_json::from_str(&check.out).unwrap();
    let problems = check["problems"].as_array().unwrap();
    assert_eq!((check["sound"].clone(), problems.len(), check["attachments"].clone()), (json!(false), 2, json!(2)));
    assert!(terminal.run(&["check"]).out.contains("is missing\n"));
}

#[test]
fn a_damaged_database_is_found_and_nothing_is_deleted() {
    let terminal = Terminal::with_journal();
    terminal.add("One", "text", &[]);
    assert_eq!(terminal.run(&["backup"]).code, 0);
    let database = terminal.journal().join("journal.db");
    let mut bytes = fs::read(&database).unwrap();
    bytes[..512].fill(0);
    fs::write(&database, &bytes).unwrap();
    let check = terminal.run(&["check", "--json"]);
    assert_eq!(check.code, 1, "{}{}", check.out, check.err);
    assert_eq!(serde_json::from_str::<Value>(&check.out).unwrap()["sound"], false);
    terminal.run(&["list"]).refuses(3, "damaged");
    let told = terminal.run(&["list"]).err;
    assert!(told.contains("loopbook-cli salvage") && told.contains("loopbook-cli backup list"), "{told}");
    assert!(!told.to_lowercase().contains("cipher"), "{told}");
    let listed = terminal.run(&["backup", "list"]);
    assert!(listed.out.contains("1 entry") && listed.err.contains("restore"), "{}{}", listed.out, listed.err);
    assert_eq!(fs::read(&database).unwrap(), bytes);
}

#[test]
fn an_index_that_is_gone_is_built_anew() {
    let terminal = Terminal::with_journal();
    terminal.add("One", "the elephant", &[]);
    let index = terminal.journal().join("index");
    assert!(index.is_dir(), "the test knows where the index lies");
    fs::remove_dir_all(index).unwrap();
    assert_eq!(terminal.run(&["search", "elephant", "--json"]).json()["total"], 1);
    let done = terminal.run(&["reindex", "--json"]).json();
    assert_eq!(keys(&done), BTreeSet::from(["entries", "took_ms"]));
    assert_eq!(done["entries"], 1);
    assert_eq!(terminal.run(&["check"]).code, 0);
}
