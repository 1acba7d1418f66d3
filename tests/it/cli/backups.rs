use super::*;

#[test]
fn a_journal_comes_back_in_a_fresh_home_with_all_it_held() {
    let terminal = Terminal::with_journal();
    terminal.typing(&["add", "--title", "Silence", "--tag", "wait"], b"It was quiet.\n");
    terminal.typing(&["add", "--title", "Noise"], b"A thaw.\n");
    let made = terminal.run(&["backup", "--to", "stick", "--json"]).json();
    assert_eq!(made["holds"]["entries"], 2);
    assert_eq!(terminal.run(&["backup", "verify"]).code, 0);
    let tried = terminal.run(&["backup", "rehearse"]);
    assert!(tried.out.starts_with("It works: 2 entries"), "{}", tried.out);
    let listed = terminal.run(&["backup", "list"]);
    assert!(listed.out.contains("asked for  2 entries"), "{}", listed.out);

    // A new computer: nothing but the stick.
    let fresh = Terminal::new();
    assert!(
        Command::new("cp").arg("-r").arg(terminal.path("stick")).arg(fresh.path("stick")).status().unwrap().success()
    );
    let restored = fresh.run(&["restore", "stick", "--into", "journal"]);
    assert!(restored.out.contains("was restored: 2 entries"), "{}{}", restored.out, restored.err);
    assert_eq!(fresh.run(&["check"]).code, 0);
    let shown = |terminal: &Terminal| terminal.run(&["list", "--json"]).json();
    assert_eq!(shown(&fresh)["entries"], shown(&terminal)["entries"]);
    fresh.run(&["restore", "stick", "--into", "journal"]).refuses(3, "There is something in journal already");
    fresh.run(&["restore", "nowhere", "--into", "new"]).refuses(3, "There is no backup at nowhere");
}

#[test]
fn a_damaged_backup_is_told_and_not_restored() {
    let terminal = Terminal::with_journal();
    terminal.typing(&["add", "--title", "Silence"], b"It was quiet.\n");
    let made = terminal.run(&["backup", "--json"]).json();
    let id = made["id"].as_str().unwrap();
    let database = terminal.journal().join("backups").join(id).join("journal.db");
    let mut bytes = fs::read(&database).unwrap();
    bytes[5_000] ^= 1;
    fs::write(&database, bytes).unwrap();
    let found = terminal.run(&["backup", "verify", id]);
    assert_eq!(found.code, 1);
    assert!(found.out.contains("Not sound"), "{}", found.out);
    terminal.run(&["restore", id, "--into", "new"]).refuses(3, "cannot be restored");
    assert!(!terminal.path("new").exists());
    assert_eq!(terminal.run(&["backup", "rehearse"]).code, 1);
}
