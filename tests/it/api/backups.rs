use serde_json::{Value, json};

use crate::world::World;

fn call(world: &World, name: &str, request: Value) -> Value {
    world.call(name, request).unwrap()
}

fn ids(world: &World) -> Vec<String> {
    let all = call(world, "backup_list", json!({}));
    all["backups"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

/// Every call about backups, by name.
pub fn calls(world: &World, ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    let gone = world.add("Gone", "Deleted for good.").id;
    let made = ask("backup_make", json!({}));
    let id = made["id"].clone();
    assert_eq!(ask("backup_verify", json!({ "id": id }))["sound"], true);
    assert_eq!(ask("backup_rehearse", json!({ "id": id }))["sound"], true);
    ask("backup_pin", json!({ "id": id, "pinned": true }));
    ask("backup_accept", json!({}));
    let elsewhere = world.folder.path().join("copied");
    assert_eq!(ask("backup_copy", json!({ "id": id, "place": elsewhere }))["fault"], json!(null));
    let text = world.folder.path().join("text");
    std::fs::create_dir(&text).unwrap();
    ask("plain_exit", json!({ "place": text }));
    ask("plain_place_set", json!({ "place": text }));
    ask("plain_place_forget", json!({}));
    ask("second_place_set", json!({ "place": text, "passphrase": "three blue herons" }));
    let copied = std::fs::read_dir(&text).unwrap().count();
    call(world, "backup_make", json!({}));
    assert_eq!(std::fs::read_dir(&text).unwrap().count(), copied + 1);
    let sent = std::fs::read_dir(&text).unwrap().map(|item| item.unwrap().path());
    let sent = sent.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "age")).unwrap();
    let file = json!({ "place": sent, "passphrase": "three blue herons" });
    assert_eq!(ask("restore_prepare_file", file)["newer"], 0);
    ask("second_place_forget", json!({}));
    assert_eq!(ask("backup_other_keys", json!({}))["backups"], json!([]));
    ask("backup_forget_other_keys", json!({}));
    assert_eq!(ask("restore_prepare", json!({ "id": id }))["newer"], 0);
    ask("restore_forget", json!({}));
    call(world, "entry_trash", json!({ "ids": [gone] }));
    call(world, "entry_purge", json!({ "ids": [gone], "claims": [] }));
    let held = ask("backup_holding", json!({ "ids": [gone] }))["backups"].as_array().unwrap().len();
    assert_eq!(ask("backup_clear", json!({ "ids": [gone] }))["cleared"].as_array().unwrap().len(), held);
    world.later(1);
    ask("backup_make", json!({}));
    let first = ask("backup_list", json!({}))["backups"].as_array().unwrap().last().unwrap()["id"].clone();
    ask("backup_delete", json!({ "id": first }));
    let aside = world.place().join("before-restore-2026-11-01");
    std::fs::create_dir(&aside).unwrap();
    std::fs::write(aside.join("put-aside.json"), r#"{"at":"2026-11-01T08:00:00Z","why":"restore"}"#).unwrap();
    ask("aside_delete", json!({ "id": "before-restore-2026-11-01" }));
    assert!(!aside.exists());
}

#[test]
fn a_backup_is_made_listed_looked_at_and_tried_out() {
    let world = World::new();
    world.add("Silence", "It was quiet.");
    let made = call(&world, "backup_make", json!({}));
    assert_eq!(made["holds"]["entries"], 1);
    assert_eq!(ids(&world), [made["id"].as_str().unwrap()]);
    let found = call(&world, "backup_verify", json!({}));
    assert_eq!(found, json!({ "sound": true, "opened": true, "problems": [] }));
    let tried = call(&world, "backup_rehearse", json!({ "id": made["id"] }));
    assert_eq!((&tried["sound"], &tried["entries"]), (&json!(true), &json!(1)));
    let error = world.call("backup_verify", json!({ "id": "../journal" })).unwrap_err();
    assert!(error.message.contains("no such backup"), "{error}");
}

#[test]
fn without_a_backup_there_is_none_to_look_at() {
    let world = World::new();
    assert!(world.call("backup_rehearse", json!({})).unwrap_err().message.contains("no backup yet"));
    assert_eq!(
        call(&world, "backup_list", json!({}))["state"],
        json!({ "running": false, "failed": null, "second": null, "plain": null })
    );
}

#[test]
fn a_backup_is_kept_let_go_accepted_and_deleted_when_told() {
    let world = World::new();
    world.add("Silence", "It was quiet.");
    let first = call(&world, "backup_make", json!({}))["id"].clone();
    call(&world, "backup_pin", json!({ "id": first, "pinned": true }));
    world.later(1);
    call(&world, "backup_make", json!({}));
    assert_eq!(ids(&world).len(), 2, "pinned, so not let go with the others of its day");
    call(&world, "backup_accept", json!({}));
    call(&world, "backup_delete", json!({ "id": first }));
    let left = ids(&world);
    assert_eq!(left.len(), 1);
    assert!(world.call("backup_delete", json!({ "id": left[0] })).unwrap_err().message.contains("only good backup"));
}

#[test]
fn a_copy_of_a_backup_goes_to_another_place() {
    let world = World::new();
    world.add("Silence", "It was quiet.");
    call(&world, "backup_make", json!({}));
    let stick = world.folder.path().join("stick");
    call(&world, "backup_copy", json!({ "place": stick }));
    assert!(stick.join("manifest.json").exists());
    assert!(world.call("backup_copy", json!({ "place": stick })).is_err());
}

#[test]
fn what_would_be_missing_is_said_before_a_restore_and_the_present_is_backed_up_first() {
    let world = World::new();
    world.add("Silence", "It was quiet.");
    let made = call(&world, "backup_make", json!({}));
    world.later(5);
    world.add("Later", "Written since.");
    world.later(1);
    let prepared = call(&world, "restore_prepare", json!({ "id": made["id"] }));
    assert_eq!(prepared["restored"]["holds"]["entries"], 1);
    assert_eq!((&prepared["newer"], &prepared["newer_rows"][0]["title"]), (&json!(1), &json!("Later")));
    let all = call(&world, "backup_list", json!({}));
    assert_eq!((&all["backups"][0]["reason"], &all["backups"][0]["pinned"]), (&json!("before_restore"), &json!(true)));
    assert!(world.place().join("restoring").exists());
    call(&world, "restore_forget", json!({}));
    assert!(!world.place().join("restoring").exists());
    assert!(world.call("aside_delete", json!({ "id": "before-x" })).is_err());
}

#[test]
fn before_an_import_and_its_undoing_and_a_rule_for_versions_a_backup_is_pinned() {
    let world = World::new();
    let reasons = |world: &World| -> Vec<String> {
        let all = call(world, "backup_list", json!({}));
        let all = all["backups"].as_array().unwrap().iter();
        all.map(|one| {
            format!("{}{}", one["reason"].as_str().unwrap(), if one["pinned"] == json!(true) { "!" } else { "" })
        })
        .collect()
    };
    let file = world.folder.path().join("note.md");
    std::fs::write(&file, "# A thought\n\nHeld.\n").unwrap();
    let first = call(&world, "import_run", json!({ "place": file }));
    assert_eq!(reasons(&world), Vec::<String>::new(), "of nothing no copy is made");
    std::fs::write(&file, "# Another thought\n\nHeld, too.\n").unwrap();
    world.later(1);
    call(&world, "import_run", json!({ "place": file }));
    assert_eq!(reasons(&world), ["before_import!"]);
    call(&world, "import_run", json!({ "place": file }));
    assert_eq!(reasons(&world).len(), 1, "where nothing comes in nothing is copied");
    world.later(1);
    call(&world, "import_undo", json!({ "id": first["id"] }));
    assert_eq!(reasons(&world), ["before_undo!", "before_import!"]);
    world.later(1);
    let entry = world.add("Old", "one");
    world.later(60 * 24 * 40);
    world.body(entry.id, "two, a day later");
    world.later(60 * 24 * 40);
    world.body(entry.id, "three, later still");
    world.later(60 * 24 * 40);
    call(&world, "settings_save", json!({ "keep_versions_days": 30 }));
    assert_eq!(reasons(&world)[0], "before_thinning!");

    world.later(1);
    let few: Vec<_> = (0..19).map(|number| world.add(&format!("{number}"), "b").id).collect();
    call(&world, "entry_trash", json!({ "ids": few }));
    assert_eq!(reasons(&world)[0], "before_thinning!");
    let many: Vec<_> = (0..20).map(|number| world.add(&format!("{number}"), "b").id).collect();
    call(&world, "entry_trash", json!({ "ids": many }));
    assert_eq!(reasons(&world)[0], "before_many!");
    world.later(1);
    let [one, other] = ["Tom", "Tomasz"].map(|name| call(&world, "person_save", json!({ "name": name }))["id"].clone());
    call(&world, "person_merge", json!({ "person": one, "into": other }));
    assert_eq!(reasons(&world).iter().filter(|reason| *reason == "before_many!").count(), 1, "one for a sitting");
    world.later(61);
    let [one, other] = ["Ann", "Anna"].map(|name| call(&world, "person_save", json!({ "name": name }))["id"].clone());
    call(&world, "person_merge", json!({ "person": one, "into": other }));
    assert_eq!(reasons(&world)[..2], ["before_many!", "before_many!"]);
}

#[test]
fn what_was_deleted_for_good_is_found_in_the_backups_that_hold_it_and_taken_out_of_them() {
    let world = World::new();
    let goes = world.add("Goes", "canary-5127");
    world.add("Stays", "Something else.");
    let first = call(&world, "backup_make", json!({}))["id"].clone();
    call(&world, "backup_pin", json!({ "id": first, "pinned": true }));
    call(&world, "entry_trash", json!({ "ids": [goes.id] }));
    call(&world, "entry_purge", json!({ "ids": [goes.id], "claims": [] }));
    world.later(60);
    call(&world, "backup_make", json!({}));
    let held = call(&world, "backup_holding", json!({ "ids": [goes.id] }));
    assert_eq!((held["backups"].as_array().unwrap().len(), &held["backups"][0]["id"]), (1, &first));
    let done = call(&world, "backup_clear", json!({ "ids": [goes.id] }));
    assert_eq!(done["left"], json!([]));
    let cleared = &done["cleared"];
    assert_eq!(
        (&cleared[0]["reason"], &cleared[0]["pinned"], &cleared[0]["holds"]["entries"]),
        (&json!("cleared"), &json!(true), &json!(1))
    );
    assert_eq!(call(&world, "backup_holding", json!({ "ids": [goes.id] }))["backups"], json!([]));
    assert_eq!(ids(&world).len(), 2);
    let found = call(&world, "backup_verify", json!({ "id": cleared[0]["id"] }));
    assert_eq!(found["sound"], true, "{found}");
}

#[test]
fn a_backup_that_cannot_be_made_anew_is_named_and_keeps_no_other_from_it() {
    let world = World::new();
    let goes = world.add("Goes", "canary-5128");
    world.add("Stays", "Something else.");
    let mut made = Vec::new();
    for _ in 0..3 {
        let id = call(&world, "backup_make", json!({}))["id"].clone();
        call(&world, "backup_pin", json!({ "id": id, "pinned": true }));
        made.push(id.as_str().unwrap().to_owned());
        world.later(60);
        world.add("More", "More.");
    }
    std::fs::remove_file(world.place().join("backups").join(&made[0]).join("manifest.json")).unwrap();
    call(&world, "entry_trash", json!({ "ids": [goes.id] }));
    call(&world, "entry_purge", json!({ "ids": [goes.id], "claims": [] }));
    let done = call(&world, "backup_clear", json!({ "ids": [goes.id] }));
    assert_eq!((done["cleared"].as_array().unwrap().len(), &done["left"][0]["id"]), (2, &json!(made[0])));
    let held = call(&world, "backup_holding", json!({ "ids": [goes.id] }));
    assert_eq!((held["backups"].as_array().unwrap().len(), &held["backups"][0]["id"]), (1, &json!(made[0])));
}

#[test]
fn a_second_place_gets_each_backup_as_one_file_that_opens_with_its_passphrase_alone() {
    let world = World::new();
    world.add("Silence", "canary-8841");
    let stick = world.folder.path().join("stick");
    let secret = "three blue herons";
    let set = json!({ "place": stick, "passphrase": secret });
    assert!(world.call("second_place_set", set.clone()).is_err(), "it is not there");
    std::fs::create_dir(&stick).unwrap();
    assert!(world.call("second_place_set", json!({ "place": stick, "passphrase": "short" })).is_err());
    call(&world, "second_place_set", set);
    let settings = call(&world, "settings_get", json!({})).to_string();
    assert!(!settings.contains("herons"), "the passphrase is shown nowhere");
    let made = call(&world, "backup_make", json!({}));
    assert_eq!(call(&world, "backup_list", json!({}))["second_place"], json!(stick));
    let file = std::fs::read_dir(&stick).unwrap().next().unwrap().unwrap().path();
    assert!(file.to_string_lossy().contains(made["id"].as_str().unwrap()));
    let bytes = std::fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1") && !bytes.windows(11).any(|window| window == b"canary-8841"));
    let stop = journal::backup::Stop::default();
    let open = |file: &std::path::Path, passphrase: &str, to: &str| {
        let to = world.folder.path().join(to);
        journal::backup::restore::file_into(
            file,
            &to,
            &journal::keys::Secret::new(passphrase),
            &journal::keys::Way::Alone,
            &stop,
        )
        .map(|_| to)
    };
    assert!(open(&file, "another one", "wrong").is_err());
    assert!(!world.folder.path().join("wrong").exists());
    let restored = journal::Journal::open(&open(&file, secret, "right").unwrap(), journal::Clock::system()).unwrap();
    assert_eq!(restored.read(journal::entries::all_ids).unwrap().len(), 1);
    for at in [10, bytes.len() / 2, bytes.len() - 1] {
        let mut broken = bytes.clone();
        broken[at] ^= 1;
        let path = world.folder.path().join("broken.age");
        std::fs::write(&path, broken).unwrap();
        assert!(open(&path, secret, "broken").is_err(), "{at}");
        assert!(!world.folder.path().join("broken").exists());
    }
    std::fs::remove_dir_all(&stick).unwrap();
    world.later(1);
    call(&world, "backup_make", json!({}));
    let said = call(&world, "backup_list", json!({}))["state"]["second"].clone();
    assert!(said.as_str().unwrap().contains("not there just now"), "{said}");
    call(&world, "second_place_forget", json!({}));
    assert_eq!(call(&world, "backup_list", json!({}))["second_place"], json!(null));
}

#[test]
fn everything_is_written_as_plain_text_and_of_older_folders_only_what_is_ours_goes() {
    let world = World::new();
    world.add("Silence", "It was quiet.");
    let place = world.folder.path().join("out");
    std::fs::create_dir(&place).unwrap();
    std::fs::create_dir(place.join("Loopbook as text of mine")).unwrap();
    let written = call(&world, "plain_place_set", json!({ "place": place }));
    assert_eq!((&written["entries"], &written["removed"]), (&json!(1), &json!(0)));
    let first = std::path::PathBuf::from(written["path"].as_str().unwrap());
    let pages: Vec<_> = std::fs::read_dir(&first).unwrap().map(|item| item.unwrap().path()).collect();
    assert!(pages.iter().any(|page| std::fs::read_to_string(page).is_ok_and(|text| text.contains("It was quiet."))));
    std::fs::write(first.join("my own notes.txt"), "mine").unwrap();
    for round in 0..3 {
        world.later(60 * 24);
        let written = call(&world, "plain_exit", json!({ "place": place }));
        assert_eq!(written["removed"], json!(u32::from(round == 2)), "{round}");
    }
    assert_eq!(std::fs::read_to_string(first.join("my own notes.txt")).unwrap(), "mine");
    assert_eq!(std::fs::read_dir(&first).unwrap().count(), 1);
    assert_eq!(std::fs::read_dir(&place).unwrap().count(), 4, "two of ours, the one with a file of mine, and mine");
    let listed = call(&world, "backup_list", json!({}));
    assert_eq!(listed["plain_place"], json!(place));
    assert!(listed["plain_written"].is_string(), "{listed}");
    call(&world, "plain_place_forget", json!({}));
    assert!(world.call("plain_exit", json!({ "place": place.join("gone") })).is_err());
    assert!(world.call("plain_exit", json!({ "place": world.place() })).is_err());
}
