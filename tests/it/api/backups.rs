use serde_json::{Value, json};

use crate::world::World;

fn call(world: &World, name: &str, request: Value) -> Value {
    world.call(name, request).unwrap()
}

fn ids(world: &World) -> Vec<String> {
    let all = call(world, "backup_list", json!({}));
    all["backups"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
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
    assert_eq!(call(&world, "backup_list", json!({}))["state"], json!({ "running": false, "failed": null }));
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
    let cleared = call(&world, "backup_clear", json!({ "ids": [goes.id] }));
    assert_eq!(
        (&cleared[0]["reason"], &cleared[0]["pinned"], &cleared[0]["holds"]["entries"]),
        (&json!("cleared"), &json!(true), &json!(1))
    );
    assert_eq!(call(&world, "backup_holding", json!({ "ids": [goes.id] }))["backups"], json!([]));
    assert_eq!(ids(&world).len(), 2);
    let found = call(&world, "backup_verify", json!({ "id": cleared[0]["id"] }));
    assert_eq!(found["sound"], true, "{found}");
}
