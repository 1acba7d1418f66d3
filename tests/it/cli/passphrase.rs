use super::*;

const PASSPHRASE: &str = "lantern omit gravel seventy";

impl Terminal {
    fn written(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// A journal with a passphrase, and the file that holds it.
    fn locked() -> (Self, String) {
        let terminal = Self::with_journal();
        let file = terminal.written("passphrase", &format!("{PASSPHRASE}\n"));
        let ran = terminal.run(&["passphrase", "set", "--new-passphrase-file", &file]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains("can still be read without"), "{}", ran.err);
        assert!(ran.err.contains("recovery new"), "{}", ran.err);
        (terminal, file)
    }
}

#[test]
fn a_locked_journal_opens_with_a_file_or_the_environment_and_else_says_how() {
    let (terminal, file) = Terminal::locked();
    terminal.run(&["stats"]).refuses(3, "This journal is locked. Say its passphrase with --passphrase-file");
    assert_eq!(terminal.run(&["stats", "--json", "--passphrase-file", &file]).json()["entries"], 0);
    let by_environment = terminal.command().env("LOOPBOOK_PASSPHRASE", PASSPHRASE).args(["stats", "--json"]).output();
    assert_eq!(ran(by_environment.unwrap()).json()["entries"], 0);
    let wrong = terminal.written("wrong", "something else\n");
    terminal.run(&["stats", "--passphrase-file", &wrong]).refuses(3, "not the passphrase of this journal");
    terminal.run(&["stats", "--passphrase-file", "nowhere"]).refuses(3, "cannot be read as a passphrase");
    let checked = terminal.run(&["check", "--json", "--passphrase-file", &file]).json();
    assert_eq!(checked["sound"], true);
}

#[test]
fn a_passphrase_is_set_changed_and_removed() {
    let (terminal, file) = Terminal::locked();
    let newer = terminal.written("newer", "another one altogether");
    terminal.run(&["passphrase", "set", "--new-passphrase-file", &newer]).refuses(3, "has a passphrase already");
    let change = ["passphrase", "change", "--new-passphrase-file", &newer, "--passphrase-file"];
    terminal.run(&[&change[..], &[&newer]].concat()).refuses(3, "not the passphrase");
    let changed = terminal.run(&[&change[..], &[&file, "--json"]].concat());
    assert_eq!(changed.json(), json!({"passphrase": true, "recovery": false}));
    assert!(changed.err.contains("still open with the passphrase of before"), "{}", changed.err);
    terminal.run(&["stats", "--passphrase-file", &file]).refuses(3, "not the passphrase");
    let short = terminal.written("short", "short");
    let refused = ["passphrase", "change", "--new-passphrase-file", &short, "--passphrase-file", &newer];
    terminal.run(&refused).refuses(3, "8 to 1024 characters");
    let removed = terminal.run(&["passphrase", "remove", "--passphrase-file", &newer]);
    assert!(removed.out.contains("whoever finds its files can read it"), "{}{}", removed.out, removed.err);
    assert_eq!(terminal.run(&["stats", "--json"]).json()["entries"], 0);
    terminal.run(&["passphrase", "remove"]).refuses(3, "has no passphrase");
}

#[test]
fn a_recovery_code_opens_alone_and_sets_a_passphrase_anew() {
    let (terminal, file) = Terminal::locked();
    let made = terminal.run(&["recovery", "new", "--json", "--passphrase-file", &file]).json();
    let written = made["code"].as_str().unwrap().to_lowercase().replace('-', " ");
    let code = terminal.written("code", &written);
    let newer = terminal.written("newer", "another one altogether");
    let slip = terminal.written("slip", &written[1..]);
    let using = ["recovery", "use", "--new-passphrase-file", &newer, "--code-file"];
    terminal.run(&[&using[..], &[&slip]].concat()).refuses(3, "a slip in that recovery code");
    let used = terminal.run(&[&using[..], &[&code, "--json"]].concat());
    assert_eq!(used.json(), json!({"passphrase": true, "recovery": true}));
    assert_eq!(terminal.run(&["stats", "--json", "--passphrase-file", &newer]).json()["entries"], 0);
    let again = terminal.run(&["recovery", "new", "--passphrase-file", &newer]);
    assert_eq!(again.out.trim().len(), 39, "{}", again.out);
    terminal.run(&[&using[..], &[&code]].concat()).refuses(3, "not this journal's");
    let open = Terminal::with_journal();
    open.run(&["recovery", "new"]).refuses(3, "needs no recovery code");
}

#[test]
fn backups_follow_a_change_and_are_named_after_a_new_key_and_deleted_when_told() {
    let (terminal, file) = Terminal::locked();
    let with = |arguments: &[&str], file: &str| terminal.run(&[arguments, &["--passphrase-file", file]].concat());
    let added = terminal.typing(&["add", "--title", "Silence", "--passphrase-file", &file], b"It was quiet.\n");
    assert_eq!(added.code, 0, "{}", added.err);
    let made = with(&["backup", "--json"], &file).json()["id"].as_str().unwrap().to_owned();
    let newer = terminal.written("newer", "another one altogether");
    assert_eq!(with(&["passphrase", "change", "--new-passphrase-file", &newer], &file).code, 0);
    assert_eq!(terminal.run(&["restore", &made, "--into", "then"]).code, 0);
    let restored = |folder: &str, file: &str| with(&["stats", "--json", "--journal", folder], file);
    assert_eq!(restored("then", &newer).json()["entries"], 1);
    restored("then", &file).refuses(3, "not the passphrase");

    let third = terminal.written("third", "a third one nobody knows");
    let wrong = with(&["passphrase", "renew", "--new-passphrase-file", &third], &file);
    wrong.refuses(3, "not the passphrase");
    let renewed = with(&["passphrase", "renew", "--new-passphrase-file", &third], &newer);
    assert!(renewed.out.contains("encrypted anew"), "{}{}", renewed.out, renewed.err);
    assert!(renewed.err.contains("1 backup of ") && renewed.err.contains("still open"), "{}", renewed.err);
    with(&["stats"], &newer).refuses(3, "not the passphrase");
    let named = with(&["backup", "other-keys"], &third);
    assert!(
        named.out.contains(&made) && named.out.contains("1 entry") && named.out.contains("--delete"),
        "{}",
        named.out
    );
    assert!(terminal.journal().join("backups").join(&made).exists());
    let deleted = with(&["backup", "other-keys", "--delete", "--json"], &third).json();
    assert_eq!((&deleted["deleted"], &deleted["backups"][0]["id"]), (&json!(true), &json!(made)));
    let left = names(&terminal.journal().join("backups"));
    assert!(left.len() == 1 && !left.contains(&made), "{left:?}");
    let done = with(&["backup", "other-keys"], &third);
    assert!(done.out.contains("Every backup opens"), "{}", done.out);
    let fourth = terminal.written("fourth", "a fourth one for good measure");
    let renewed = with(&["passphrase", "renew", "--delete-backups", "--new-passphrase-file", &fourth], &third);
    assert!(renewed.err.contains("Deleted, since"), "{}", renewed.err);
    assert_eq!(with(&["backup", "verify", "--json"], &fourth).json()["opened"], true);
}

#[test]
fn a_locked_journal_that_is_damaged_is_salvaged_with_its_passphrase() {
    let (terminal, file) = Terminal::locked();
    terminal.typing(&["add", "--title", "Silence", "--passphrase-file", &file], b"It was quiet.\n");
    let database = terminal.journal().join("journal.db");
    let mut bytes = fs::read(&database).unwrap();
    let at = bytes.len() - 2_000;
    bytes[at] ^= 1;
    fs::write(&database, bytes).unwrap();
    terminal.run(&["salvage"]).refuses(3, "This journal is locked");
    let wrong = terminal.written("wrong", "not this one");
    terminal.run(&["salvage", "--passphrase-file", &wrong]).refuses(3, "not the passphrase of this journal");
    let read = terminal.run(&["salvage", "--into", "read", "--json", "--passphrase-file", &file]).json();
    assert_eq!(read["known"], 1, "{read}");
    let shown = terminal.run(&["stats", "--json", "--journal", "read", "--passphrase-file", &file]);
    assert_eq!(shown.json()["entries"], 1);
}

#[test]
#[cfg(target_os = "linux")]
fn no_core_file_is_written_of_the_program_and_progress_only_to_a_terminal() {
    let terminal = Terminal::with_journal();
    let mut command = terminal.command();
    command.args(["add", "--title", "Silence"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // It waits for the text, so it is well past its first line.
    std::thread::sleep(std::time::Duration::from_millis(500));
    let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap().to_owned();
    assert_eq!(core.split_whitespace().collect::<Vec<_>>()[4..6], ["0", "0"], "{core}");
    child.stdin.take().unwrap().write_all(b"It was quiet.\n").unwrap();
    assert!(child.wait().unwrap().success());
    let written = terminal.run(&["export", "--format", "html", "--query", "quiet", "--drafts", "--out", "out.html"]);
    assert_eq!((written.code, written.err.as_str()), (0, ""));
}
