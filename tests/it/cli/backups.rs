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
    fs::write(fresh.path("letter.txt"), "Dear all").unwrap();
    fresh.run(&["restore", "letter.txt", "--into", "new"]).refuses(3, "letter.txt is no backup of Loopbook");
    fresh.run(&["restore", "stick", "--into", "letter.txt/new"]).refuses(3, "letter.txt is no folder");
    fresh.run(&["backup", "--to", "letter.txt/new"]).refuses(3, "letter.txt is no folder");
}

#[test]
fn a_backup_under_a_passphrase_is_read_back_where_that_is_given() {
    let terminal = Terminal::with_journal();
    terminal.typing(&["add", "--title", "Silence"], b"It was quiet.\n");
    fs::write(terminal.path("pass"), "lantern omit gravel seventy").unwrap();
    fs::write(terminal.path("other"), "another one altogether").unwrap();
    terminal.run(&["passphrase", "set", "--new-passphrase-file", "pass"]);
    terminal.run(&["backup", "--to", "stick", "--passphrase-file", "pass"]);
    let into = |words: &[&str]| terminal.run(&[&["restore", "stick", "--into"], words].concat());
    let read = into(&["one", "--passphrase-file", "pass"]);
    assert!(read.out.contains("was restored: 1 entry") && !read.out.contains("not opened"), "{}", read.out);
    assert!(into(&["two"]).out.contains("with --passphrase-file it is"));
    assert!(into(&["three", "--passphrase-file", "other"]).out.contains("not the one that was given"));
    assert_eq!(terminal.run(&["check", "--journal", "three", "--passphrase-file", "pass"]).code, 0);
}

#[test]
fn where_nothing_is_there_is_nothing_to_salvage_and_lost_keys_are_in_each_backup() {
    let terminal = Terminal::with_journal();
    terminal.run(&["salvage", "--journal", "nowhere", "--into", "new"]).refuses(3, "There is no journal in nowhere");
    terminal.typing(&["add", "--title", "Silence"], b"It was quiet.\n");
    let made = terminal.run(&["backup", "--json"]).json();
    for name in ["keys.json", "keys.copy.json"] {
        fs::remove_file(terminal.journal().join(name)).unwrap();
    }
    terminal.run(&["list"]).refuses(3, "backups/ID/keys.json");
    let kept = terminal.journal().join("backups").join(made["id"].as_str().unwrap()).join("keys.json");
    fs::copy(kept, terminal.journal().join("keys.json")).unwrap();
    assert!(terminal.run(&["list"]).out.contains("Silence"));
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

#[test]
fn what_is_purged_goes_from_the_backups_too_also_later_and_past_one_that_is_damaged() {
    let terminal = Terminal::with_journal();
    let goes = terminal.typing(&["add", "--title", "Goes", "--json"], b"About Amira.\n").json();
    let id = goes["id"].as_str().unwrap();
    terminal.typing(&["add", "--title", "Stays"], b"It was quiet.\n");
    let made = |terminal: &Terminal| terminal.run(&["backup", "--json"]).json()["id"].as_str().unwrap().to_owned();
    let first = made(&terminal);
    // Kept, so that neither takes the other's place.
    let kept = terminal.journal().join("backups").join(&first).join("pinned");
    fs::write(&kept, b"").unwrap();
    terminal.typing(&["add", "--title", "More"], b"It was quiet again.\n");
    let second = made(&terminal);

    let preview = terminal.run(&["purge", id, "--json"]).json();
    assert_eq!((&preview["deleted"], preview["backups"].as_array().unwrap().len()), (&json!(0), 2));
    let said = terminal.run(&["purge", id]).out;
    assert!(said.contains("2 backups would still hold it") && said.contains("With it would go"), "{said}");
    assert!(!said.contains("--packs"), "{said}");
    fs::remove_file(terminal.journal().join("backups").join(&first).join("manifest.json")).unwrap();

    let done = terminal.run(&["purge", id, "--yes"]);
    assert!(done.out.contains("1 entry deleted for good") && done.out.contains(&second), "{}{}", done.out, done.err);
    assert!(done.out.contains(&format!("purge {id} --yes --backups")), "{}", done.out);
    terminal.run(&["purge", id, "--yes"]).refuses(3, "There is no entry");

    let later = terminal.run(&["purge", id, "--yes", "--backups"]);
    assert!(later.out.contains("1 backup was made anew") && later.out.contains(&first), "{}{}", later.out, later.err);
    let never = ["purge", "01a2065b-82df-777b-8fbf-44b7442f72d9", "--yes", "--backups"];
    terminal.run(&never).refuses(3, "There is no entry 01a2065b");
    let left = terminal.run(&["purge", id, "--json", "--backups"]).json();
    let left: Vec<&str> = left["backups"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(left, [first.as_str()]);
}

#[test]
fn a_purge_of_many_makes_no_backup_of_what_goes() {
    let terminal = Terminal::with_journal();
    let ids: Vec<String> = (0..21)
        .map(|number| {
            let added = terminal.typing(&["add", "--title", &format!("{number}"), "--json"], b"About Amira.\n").json();
            added["id"].as_str().unwrap().to_owned()
        })
        .collect();
    let mut words = vec!["purge", "--yes"];
    words.extend(ids.iter().map(String::as_str));
    assert!(terminal.run(&words).out.contains("21 entries deleted for good"));
    assert_eq!(terminal.run(&["backup", "list", "--json"]).json(), json!([]));
}

#[test]
fn no_journal_and_no_copy_of_one_is_put_inside_another_or_into_a_folder_kept_in_step() {
    let terminal = Terminal::with_journal();
    terminal.typing(&["add", "--title", "Silence"], b"It was quiet.\n");
    terminal.run(&["backup", "--to", "stick"]);
    for inside in ["journal/inside", "journal/attachments/x", "journal/backups/x", "stick/x"] {
        terminal.run(&["restore", "stick", "--into", inside]).refuses(3, "lies inside the folder of a journal");
        terminal.run(&["salvage", "--into", inside]).refuses(3, "lies inside the folder of a journal");
        terminal.run(&["backup", "--to", inside]).refuses(3, "lies inside the folder of a journal");
        assert!(!terminal.path(inside).exists());
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(terminal.path("journal/attachments"), terminal.path("link")).unwrap();
        terminal.run(&["restore", "stick", "--into", "link/x"]).refuses(3, "lies inside the folder of a journal");
    }
    // By way of a journal, but not in it.
    assert_eq!(terminal.run(&["restore", "stick", "--into", "journal/../restored"]).code, 0);
    fs::create_dir_all(terminal.path("kept/.stfolder")).unwrap();
    terminal.run(&["restore", "stick", "--into", "kept/new"]).refuses(3, "Syncthing");
    terminal.run(&["salvage", "--into", "kept/new"]).refuses(3, "Syncthing");
    assert!(!terminal.path("kept/new").exists());

    // One that is there opens, and says so each time.
    fs::rename(terminal.journal(), terminal.path("kept/journal")).unwrap();
    fs::copy(terminal.path("kept/journal/journal.db"), terminal.path("kept/journal/journal.sync-conflict-1.db"))
        .unwrap();
    let listed = terminal.run(&["list", "--journal", "kept/journal"]);
    assert!(listed.out.contains("Silence") && listed.err.contains("Syncthing"), "{}{}", listed.out, listed.err);
    assert!(listed.err.contains("journal.sync-conflict-1.db"), "{}", listed.err);
}
