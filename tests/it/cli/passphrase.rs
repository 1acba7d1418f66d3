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
