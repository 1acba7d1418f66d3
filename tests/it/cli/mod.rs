//! The command line as a person or a script meets it: the real program, on journals in temporary folders.

mod backups;
mod comments;
mod finding;
mod packs;
mod passphrase;
mod sessions;
mod sharing;
mod writing;

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
        command
            .env_remove("LOOPBOOK_PASSPHRASE")
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_CONFIG_HOME")
            .env("HOME", self.home.path())
            .env("LOOPBOOK_JOURNAL", self.journal());
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
pub fn program() -> PathBuf {
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

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|item| item.unwrap().file_name().to_string_lossy().into_owned()).collect()
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
#[cfg(target_os = "linux")]
fn the_usual_journal_is_the_one_of_the_app() {
    let terminal = Terminal::new();
    let init = |places: &[(&str, &Path)]| {
        let mut command = terminal.command();
        command.env_remove("LOOPBOOK_JOURNAL").args(["init", "--json"]).envs(places.iter().copied());
        ran(command.output().unwrap())
    };
    let usual = terminal.path(".local/share/loopbook/journal");
    assert_eq!(init(&[]).json()["journal"], json!(usual));
    assert_eq!(init(&[("XDG_DATA_HOME", Path::new("not/absolute"))]).json()["journal"], json!(usual));
    let data = terminal.path("data");
    assert_eq!(init(&[("XDG_DATA_HOME", &data)]).json()["journal"], json!(data.join("loopbook/journal")));

    let chosen = terminal.path("a stick/Journal");
    terminal.file(".config/loopbook/journal-folder", &format!("{}\n", chosen.display()));
    init(&[]).refuses(3, "it is not there just now");
    assert!(!chosen.exists());
    fs::create_dir_all(&chosen).unwrap();
    assert_eq!(init(&[]).json()["journal"], json!(chosen));
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
        assert_eq!(
            (ended.status.code(), String::from_utf8(ended.stderr).unwrap().as_str()),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
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
    for line in ["\n  init       {\"journal\", \"created\"}\n", "\nExit codes:\n  0  fine\n"] {
        assert!(help.out.contains(line), "{}", help.out);
    }
}

#[test]
fn completions_and_manual_name_every_verb() {
    const VERBS: &[&str] = &[
        "init",
        "add",
        "import",
        "list",
        "show",
        "search",
        "export",
        "redact",
        "pack",
        "reindex",
        "check",
        "stats",
        "completions",
        "man",
    ];
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

#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_written_says_that_the_work_is_done() {
    let terminal = Terminal::with_journal();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ended = ran(terminal
        .command()
        .arg("stats")
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap());
    ended.refuses(3, "What was asked is done, but the answer could not be written out");
}
