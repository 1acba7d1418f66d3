//! The nine behaviours, with what of one's own could be an example.

use serde_json::json;

use super::{ask, entry};
use crate::world::World;

#[test]
fn an_example_of_a_behaviour_is_what_was_shared_or_begun_or_linked_for_it_newest_first_and_not_in_the_trash() {
    let world = World::new();
    let plain = entry(&world, "Plain", "Text.\n");
    let asked = entry(&world, "Asked", "?Who waits\n");
    let visit =
        ask(&world, "entry_add", json!({"title": "Visit", "body": "I saw.", "template": "visit"}))["id"].clone();
    let gone = ask(&world, "entry_add", json!({"title": "Gone", "body": "I saw.", "template": "visit"}))["id"].clone();
    ask(&world, "entry_trash", json!({"ids": [gone]}));
    let development =
        ask(&world, "entry_add", json!({"title": "D", "body": "It grew.", "template": "development"}))["id"].clone();
    let linked = entry(&world, "Linked", "All of it bears on this.\n");
    for other in [&plain, &asked, &visit] {
        ask(&world, "link_add", json!({"entry": linked, "rel": "bears_on", "other": other}));
    }
    let mut files = Vec::new();
    for (title, audience) in [("Sheet", "shareable"), ("Own sheet", "private"), ("Newer sheet", "shareable")] {
        let of = json!({"title": title, "body": "x", "audience": audience, "readiness": "ready"});
        let id = ask(&world, "entry_add", of)["id"].clone();
        let staged = world.journal.vault().stage(&mut b"of somebody".as_slice()).unwrap();
        ask(&world, "attachment_add", json!({"entry": id, "staged": staged, "name": "sheet.txt"}));
        files.push(id);
    }
    let nine = ask(&world, "behaviour_list", json!({}));
    let of = |key: &str| {
        let one = nine.as_array().unwrap().iter().find(|one| one["key"] == key).unwrap();
        one["examples"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("information"), [asked]);
    assert_eq!(of("visit"), [visit]);
    assert_eq!(of("developments"), [development]);
    assert_eq!(of("documentation"), [linked]);
    assert_eq!(of("reuse"), [files[2].clone(), files[0].clone()]);
    for none in ["problem_solving", "experience", "coordination", "mapping"] {
        assert!(of(none).is_empty(), "{none}");
    }
}
