//! The command line as a person or a script meets it: the real program, on journals in temporary folders.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use journal::api::{Api, Paths, call};
use journal::{Clock, Journal};
use serde_json::{Value, json};

/// A home of its own for the program, with nobody's journal in it but ours.
struct Terminal {
    home: tempfile::TempDir,
}

/// What a command left behind.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.err);
        assert_eq!(self.out.matches('\n').count(), 1, "one line: {}", self.out);
        serde_json::from_str(&self.out).unwrap()
    }

    /// Fails with this code, says so in one sentence on standard error, and answers nothing.
    fn refuses(&self, code: i32, sentence: &str) {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        assert!(self.err.contains(sentence), "{:?} in {:?}", sentence, self.err);
        assert_eq!(self.out, "");
    }
}

impl Terminal {
    fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap() }
    }

    fn with_journal() -> Self {
        let terminal = Self::new();
        assert_eq!(terminal.run(&["init"]).code, 0);
        terminal
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn journal(&self) -> PathBuf {
        self.path("journal")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(program());
        command.env_remove("XDG_DATA_HOME").env("HOME", self.home.path()).env("LOOPBOOK_JOURNAL", self.journal());
        command.current_dir(self.home.path()).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        ran(self.command().args(arguments).output().unwrap())
    }

    fn typing(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command();
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // The program may have refused already and closed its end.
        drop(child.stdin.take().unwrap().write_all(input));
        ran(child.wait_with_output().unwrap())
    }

    /// Adds an entry; answers its id.
    fn add(&self, title: &str, body: &str, more: &[&str]) -> String {
        let arguments = [&["add", "--json", "--title", title], more].concat();
        self.typing(&arguments, body.as_bytes()).json()["id"].as_str().unwrap().to_owned()
    }

    /// Makes a file to be imported.
    fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Works on the journal as the app would.
    fn in_app(&self, work: impl FnOnce(&dyn Fn(&str, Value) -> Value, &Journal)) {
        let journal = Journal::open(&self.journal(), Clock::system()).unwrap();
        work(&|name, request| call(&Api { journal: &journal, places: &Paths }, name, request).unwrap(), &journal);
    }
}

fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The program, beside the folder this test runs from.
fn program() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let program = tests.ancestors().nth(2).unwrap().join(format!("loopbook-cli{}", std::env::consts::EXE_SUFFIX));
    assert!(program.exists(), "{} is not built: cargo build -p loopbook-cli", program.display());
    program
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn titles(list: &Value) -> Vec<&str> {
    list["entries"].as_array().unwrap().iter().map(|entry| entry["title"].as_str().unwrap()).collect()
}

#[test]
fn init_makes_a_journal_and_leaves_one_that_is_there_as_it_is() {
    let terminal = Terminal::new();
    assert_eq!(terminal.run(&["init", "--json"]).json(), json!({ "journal": terminal.journal(), "created": true }));
    let id = terminal.add("Kept", "text", &[]);
    let again = terminal.run(&["init"]);
    assert_eq!(again.code, 0);
    assert!(again.out.contains("already"), "{}", again.out);
    assert_eq!(terminal.run(&["init", "--json"]).json()["created"], false);
    assert_eq!(terminal.run(&["show", &id, "--json"]).json()["title"], "Kept");
}

#[test]
fn options_may_stand_before_or_after_the_verb() {
    let terminal = Terminal::new();
    let other = terminal.path("other");
    let other = other.to_str().unwrap();
    assert_eq!(terminal.run(&["--journal", other, "--json", "init"]).json()["created"], true);
    assert_eq!(terminal.run(&["stats", "--journal", other, "--json"]).json()["entries"], 0);
    assert_eq!(terminal.run(&["--json", "stats", "--journal", other]).json()["entries"], 0);
    assert!(!terminal.journal().exists(), "the journal of the environment was not touched");
}

#[test]
fn the_usual_journal_is_the_one_of_the_app() {
    let terminal = Terminal::new();
    let init = |data: Option<&Path>| {
        let mut command = terminal.command();
        command.env_remove("LOOPBOOK_JOURNAL").args(["init", "--json"]);
        if let Some(data) = data {
            command.env("XDG_DATA_HOME", data);
        }
        ran(command.output().unwrap()).json()["journal"].clone()
    };
    if cfg!(target_os = "linux") {
        assert_eq!(init(None), json!(terminal.path(".local/share/loopbook/journal")));
        assert_eq!(init(Some(&terminal.path("data"))), json!(terminal.path("data/loopbook/journal")));
        assert_eq!(init(Some(Path::new("not/absolute"))), json!(terminal.path(".local/share/loopbook/journal")));
    }
}

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
    let more = ["--tag", "y9", "--tag", "maths", "--person", "Ann", "--date", "2026-11", "--setting", "Room 4", "--timing", "on"];
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
    terminal.file("notes/one.md", "---\ntitle: From the front matter\ndate: 2024-03-05\ntags: [y9]\n---\n\n# Heading\n\ntext\n");
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
        assert_eq!(keys(&told), BTreeSet::from(["path", "format", "entries", "bytes", "left_out"]));
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

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|item| item.unwrap().file_name().to_string_lossy().into_owned()).collect()
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
        terminal.run(&[&["export", "--format", "json", "--query", "common", "--out", "all.zip", "--json"], more].concat())
    };
    let told = export(&[]);
    assert_eq!((&told.json()["entries"], &told.json()["left_out"]["drafts"]), (&json!(130), &json!(1)));
    assert!(told.err.contains("1 draft;"), "{}", told.err);
    let told = export(&["--drafts"]);
    assert_eq!((told.json()["entries"].clone(), told.err.as_str()), (json!(131), ""));
    let only = terminal.run(&["export", "--format", "html", "--id", &draft, "--out", "draft.html"]);
    assert_eq!(only.code, 3, "a draft that was not ticked does not leave: {}", only.out);
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
    terminal.run(&["show", &first[..6]]).refuses(2, "fits 2 entries");
    terminal.run(&["show", &first[31..]]).refuses(2, "at least 6 characters");
    terminal.run(&["show", "01234567-0123-7000-8000-0123456789ab"]).refuses(3, "no such entry");
    terminal.run(&["show", "0123456789"]).refuses(3, "no entry whose id begins or ends with");
    let export = terminal.run(&["export", "--format", "html", "--id", &second[24..], "--out", "out.html"]);
    assert_eq!(export.code, 0, "{}", export.err);
}

#[test]
fn a_journal_that_is_open_elsewhere_is_left_alone() {
    let terminal = Terminal::with_journal();
    terminal.in_app(|_, _| {
        terminal.run(&["stats"]).refuses(3, "open elsewhere");
        terminal.typing(&["add"], b"text").refuses(3, "Nothing was changed");
        terminal.run(&["check"]).refuses(3, "open elsewhere");
    });
    assert_eq!(terminal.run(&["stats"]).code, 0);
}

#[test]
fn where_there_is_no_journal_the_way_to_one_is_said() {
    let terminal = Terminal::new();
    for verb in [&["list"][..], &["stats"], &["check"], &["reindex"], &["search", "word"]] {
        terminal.run(verb).refuses(3, "Make one with `loopbook-cli init`");
    }
    assert!(!terminal.journal().exists());
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
    let sealed = |at: usize| terminal.journal().join("attachments").join(shown["attachments"][at]["id"].as_str().unwrap());
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
    let database = terminal.journal().join("journal.db");
    let mut bytes = fs::read(&database).unwrap();
    bytes[..512].fill(0);
    fs::write(&database, &bytes).unwrap();
    let check = terminal.run(&["check", "--json"]);
    assert_eq!(check.code, 1, "{}{}", check.out, check.err);
    assert_eq!(serde_json::from_str::<Value>(&check.out).unwrap()["sound"], false);
    terminal.run(&["list"]).refuses(3, "damaged");
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

#[test]
fn a_reader_who_leaves_early_is_no_failure() {
    let terminal = Terminal::with_journal();
    terminal.add("Long", &"many words ".repeat(50_000), &[]);
    for arguments in [&["show", "--json"][..], &["list", "--json"], &["completions", "bash"]] {
        let id = terminal.run(&["list", "--json"]).json()["entries"][0]["id"].as_str().unwrap().to_owned();
        let mut command = terminal.command();
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        if arguments[0] == "show" {
            command.arg(&id);
        }
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), String::from_utf8(ended.stderr).unwrap().as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn a_title_from_elsewhere_cannot_command_the_terminal() {
    let terminal = Terminal::new();
    let note = terminal.file("note.md", "---\ntitle: \"wipe \\e[2J\"\n---\n\ntext\n");
    assert_eq!(terminal.run(&["import", &note, "--json"]).json()["added"], 1);
    let list = terminal.run(&["list"]).out;
    assert!(list.contains("wipe") && !list.contains('\u{1b}'), "{list:?}");
}

#[test]
fn what_is_not_well_put_is_explained() {
    let terminal = Terminal::new();
    terminal.run(&[]).refuses(2, "Usage: loopbook-cli");
    terminal.run(&["fly"]).refuses(2, "unrecognized subcommand 'fly'");
    terminal.run(&["search"]).refuses(2, "<QUERY>");
    terminal.run(&["man", "fly"]).refuses(2, "There is no verb fly");
    let help = terminal.run(&["--help"]);
    assert_eq!(help.code, 0);
    assert!(help.out.contains("Exit codes:") && help.out.contains("\"took_us\""), "{}", help.out);
}

#[test]
fn completions_and_manual_name_every_verb() {
    const VERBS: &[&str] =
        &["init", "add", "import", "list", "show", "search", "export", "reindex", "check", "stats", "completions", "man"];
    let terminal = Terminal::new();
    let page = terminal.run(&["man"]).out;
    let bash = terminal.run(&["completions", "bash"]).out;
    for verb in VERBS {
        assert!(page.contains(&format!("loopbook\\-cli\\-{verb}(1)")), "{verb} in the manual");
        assert!(bash.contains(&format!(" {verb}")), "{verb} in the completions");
        let own = terminal.run(&["man", verb]);
        assert!(own.code == 0 && own.out.contains(".SH SYNOPSIS"), "{verb} has a page");
    }
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        assert!(terminal.run(&["completions", shell]).out.contains("reindex"), "{shell}");
    }
}
