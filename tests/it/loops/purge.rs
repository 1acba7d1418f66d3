//! Deleting for good, and what it leaves alone.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use journal::change::Change;
use serde_json::{Value, json};

use crate::world::World;

fn begun(world: &World, title: &str) -> Value {
    world.call("loop_begin", json!({"title": title})).unwrap()["entry"]["id"].clone()
}

fn assumption(world: &World, log: &Value, text: &str) -> Value {
    let request = json!({"loop": log, "kind": "assumption", "text": text, "confidence": 60});
    let log = world.call("claim_add", request).unwrap();
    log["assumptions"].as_array().unwrap().last().unwrap()["claim"]["id"].clone()
}

fn trash(world: &World, ids: &[&Value]) {
    world.call("entry_trash", json!({"ids": ids})).unwrap();
}

fn texts(claim: &Value) -> Vec<&str> {
    claim["versions"].as_array().unwrap().iter().map(|version| version["text"].as_str().unwrap()).collect()
}

#[test]
fn only_what_lies_in_the_trash_can_be_deleted_for_good() {
    let world = World::new();
    let id = world.add("Here", "text").id;
    assert_eq!(world.call("purge_preview", json!({"ids": [id]})).unwrap()["entries"], 1, "it can be asked about");
    let refused = world.call("entry_purge", json!({"ids": [id], "claims": []})).unwrap_err();
    assert!(refused.message.contains("in the trash"));
    assert_eq!(world.get(id).body, "text");
}

#[test]
fn the_trash_keeps_everything_of_a_learning_log_and_gives_it_back() {
    let world = World::new();
    let log = begun(&world, "Silence");
    assumption(&world, &log, "Silence loses them");
    world.call("challenge_save", json!({"loop": log, "kind": "reading", "text": "Silence is work"})).unwrap();
    let before = world.call("loop_get", json!({"id": log})).unwrap();
    trash(&world, &[&log]);
    assert_eq!(world.call("loop_list", json!({})).unwrap(), json!([]));
    world.call("entry_restore", json!({"ids": [log]})).unwrap();
    assert_eq!(world.call("loop_get", json!({"id": log})).unwrap(), before);
}

#[test]
fn a_purge_asks_about_claims_nobody_else_uses_and_leaves_the_history_of_the_others() {
    let world = World::new();
    let (first, second) = (begun(&world, "First"), begun(&world, "Second"));
    let alone = assumption(&world, &first, "only here");
    let unnamed = assumption(&world, &first, "only here, and kept");
    let shared = assumption(&world, &first, "in both");
    world.call("claim_tie", json!({"loop": second, "claim": shared})).unwrap();
    world.call("claim_write", json!({"claim": shared, "loop": first, "text": "in both, anew"})).unwrap();
    trash(&world, &[&first]);
    let told: Arc<Mutex<BTreeSet<Change>>> = Arc::default();
    let listener = Arc::clone(&told);
    world.journal.subscribe(move |changes| listener.lock().unwrap().extend(&changes.kinds));
    let preview = world.call("purge_preview", json!({"ids": [first]})).unwrap();
    let asked: Vec<&Value> = preview["claims"].as_array().unwrap().iter().map(|claim| &claim["id"]).collect();
    assert_eq!(asked, [&alone, &unnamed]);
    assert_eq!((&preview["loops"], &preview["entries"]), (&json!(1), &json!(0)));

    let refused = world.call("entry_purge", json!({"ids": [first], "claims": [shared]})).unwrap_err();
    assert!(refused.message.contains("used by another"), "{}", refused.message);
    assert!(world.call("loop_get", json!({"id": first})).is_ok(), "nothing was deleted");

    world.call("entry_purge", json!({"ids": [first], "claims": [alone]})).unwrap();
    let told = told.lock().unwrap().clone();
    assert!([Change::Loops, Change::Claims, Change::Trash].iter().all(|kind| told.contains(kind)), "{told:?}");
    assert!(world.call("loop_get", json!({"id": first})).is_err());
    assert!(world.call("claim_get", json!({"id": alone})).is_err());
    assert_eq!(texts(&world.call("claim_get", json!({"id": unnamed})).unwrap()), ["only here, and kept"]);
    let shared = world.call("claim_get", json!({"id": shared})).unwrap();
    assert_eq!(texts(&shared), ["in both", "in both, anew"]);
    let version = &shared["versions"][0];
    assert_eq!((&version["loop"], &version["loop_title"]), (&first, &Value::Null), "from a deleted loop");
}

#[test]
fn two_claims_that_were_made_one_go_or_stay_as_one() {
    let world = World::new();
    let (first, second) = (begun(&world, "First"), begun(&world, "Second"));
    let (mine, theirs) =
        (assumption(&world, &first, "silence loses them"), assumption(&world, &second, "quiet loses them"));
    world.call("claim_merge", json!({"claim": theirs, "into": mine})).unwrap();
    trash(&world, &[&first]);
    let preview = world.call("purge_preview", json!({"ids": [first]})).unwrap();
    assert_eq!(preview["claims"], json!([]), "the second log uses it under the other name");
    trash(&world, &[&second]);
    let preview = world.call("purge_preview", json!({"ids": [first, second]})).unwrap();
    assert_eq!(preview["claims"].as_array().unwrap().len(), 1);
    world.call("entry_purge", json!({"ids": [first, second], "claims": [mine]})).unwrap();
    assert_eq!(world.call("claim_list", json!({})).unwrap(), json!([]));
}

#[test]
fn a_purged_entry_leaves_the_index_its_versions_and_its_sealed_files() {
    let world = World::new();
    let entry = world.add("Gone", "a word like snowdrift");
    world.body(entry.id, "another word");
    let staged = world.journal.vault().stage(&mut b"notes".as_slice()).unwrap();
    let file = world.call("attachment_add", json!({"entry": entry.id, "staged": staged, "name": "notes.txt"})).unwrap();
    world.call("attachment_remove", json!({"id": file["id"]})).unwrap();
    let draft = json!({"name": format!("loop:{}:assumption", entry.id)});
    world.call("draft_keep", json!({"name": draft["name"], "value": "typed, never kept"})).unwrap();
    let sealed = world.place().join("attachments").join(file["id"].as_str().unwrap());
    assert!(sealed.exists());
    trash(&world, &[&json!(entry.id)]);
    let preview = world.call("purge_preview", json!({"ids": [entry.id]})).unwrap();
    assert_eq!((&preview["entries"], &preview["attachments"]), (&json!(1), &json!(1)));
    assert!(preview["versions"].as_u64().unwrap() >= 1);
    world.call("entry_purge", json!({"ids": [entry.id, entry.id], "claims": []})).unwrap();
    assert!(!sealed.exists());
    let world = world.reopened();
    world.journal.catch_up().unwrap();
    for word in ["snowdrift", "another"] {
        assert_eq!(world.call("search_run", json!({"query": word})).unwrap()["total"], 0, "{word}");
    }
    assert_eq!(world.call("draft_get", draft).unwrap()["value"], Value::Null);
    let check = world.call("journal_check", json!({})).unwrap();
    assert_eq!((&check["sound"], &check["indexed"]), (&json!(true), &json!(0)), "{check}");
}

#[test]
fn what_was_typed_about_a_purged_log_and_the_words_around_a_quote_of_a_purged_entry_go_too() {
    let world = World::new();
    let entry = world.add("Lesson", "Anna wept. I went on. Bo left.\n\n?Who saw it\n");
    let question = world.call("question_list", json!({})).unwrap()[0]["id"].as_str().unwrap().to_owned();
    let (log, other) = (begun(&world, "Silence"), begun(&world, "Noise"));
    let claim = assumption(&world, &log, "Silence loses them");
    let test = world.call("test_save", json!({"loop": log, "action": "wait"})).unwrap()["id"].clone();
    let quote = json!({"loop": other, "field": "in_use", "exact": "I went on", "prefix": "Anna wept. ", "suffix": ". Bo left.", "source": entry.id});
    world.call("quote_add", quote).unwrap();
    let places = [
        format!("question:{question}"),
        format!("claim:{}:reading", claim.as_str().unwrap()),
        format!("test:{}:result", test.as_str().unwrap()),
    ];
    for name in &places {
        world.call("draft_keep", json!({"name": name, "value": "typed, never kept"})).unwrap();
    }
    world.call("draft_keep", json!({"name": "claim:other", "value": "stays"})).unwrap();
    trash(&world, &[&json!(entry.id), &log]);
    world.call("entry_purge", json!({"ids": [entry.id, log], "claims": [claim]})).unwrap();
    for name in &places {
        assert_eq!(world.call("draft_get", json!({"name": name})).unwrap()["value"], Value::Null, "{name}");
    }
    assert_eq!(world.call("draft_get", json!({"name": "claim:other"})).unwrap()["value"], "stays");
    let quote = world.call("loop_get", json!({"id": other})).unwrap()["quotes"][0].clone();
    assert_eq!((&quote["exact"], &quote["prefix"], &quote["suffix"]), (&json!("I went on"), &json!(""), &json!("")));
    // Words of another entry leave with that entry only, and this one is gone.
    let place = world.folder.path().join("page.html");
    let asked = json!({"ids": [other], "include_drafts": true, "format": "html", "place": place});
    world.call("export_write", asked).unwrap();
    assert!(!std::fs::read_to_string(place).unwrap().contains("I went on"));
}
