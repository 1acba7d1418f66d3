//! What is written in a learning log: sections of one text, quotes of it, and the case that stands apart.

use serde_json::{Value, json};

use crate::world::World;

fn begun(world: &World) -> Value {
    world.call("loop_begin", json!({})).unwrap()
}

fn written(world: &World, log: &Value, fields: Value) -> Value {
    let request = json!({"id": log["entry"]["id"], "base": log["entry"]["revision"], "fields": fields});
    world.call("loop_write", request).unwrap()
}

#[test]
fn a_field_is_read_from_whatever_stands_in_the_text() {
    let world = World::new();
    let log = begun(&world);
    let body = "Above.\n\n## What happened\n\nIt rained.\n\n## A heading of my own\n\nAnd more.\n";
    let id = &log["entry"]["id"];
    world.call("entry_save", json!({"id": id, "base": log["entry"]["revision"], "fields": {"body": body}})).unwrap();
    let log = world.call("loop_get", json!({"id": id})).unwrap();
    let actual = log["fields"].as_array().unwrap().iter().find(|field| field["key"] == "actual").unwrap();
    assert_eq!(actual["text"], "It rained.\n\n## A heading of my own\n\nAnd more.");
    let log = written(&world, &log, json!({"trigger": "Rain"}));
    let after = log["entry"]["body"].as_str().unwrap();
    assert!(
        after.contains("Above.")
            && after.contains("## What happened\n\nIt rained.\n\n## A heading of my own\n\nAnd more.\n")
    );
}

#[test]
fn a_text_written_over_another_state_is_refused_and_a_strange_field_too() {
    let world = World::new();
    let log = begun(&world);
    written(&world, &log, json!({"trigger": "first"}));
    let stale = json!({"id": log["entry"]["id"], "base": log["entry"]["revision"], "fields": {"trigger": "second"}});
    assert_eq!(world.call("loop_write", stale).unwrap_err().code, journal::api::Code::Stale);
    let log = world.call("loop_get", json!({"id": log["entry"]["id"]})).unwrap();
    let strange = json!({"id": log["entry"]["id"], "base": log["entry"]["revision"], "fields": {"mood": "!"}});
    assert!(world.call("loop_write", strange).unwrap_err().message.contains("no field"));
}

#[test]
fn a_quote_says_when_its_words_no_longer_stand_there_and_keeps_them() {
    let world = World::new();
    let log = written(&world, &begun(&world), json!({"account": "I *asked* again,\nthen answered."}));
    let id = log["entry"]["id"].clone();
    let quote =
        json!({"loop": id, "field": "in_use", "exact": "asked again, then answered", "prefix": "", "suffix": ""});
    let log = world.call("quote_add", quote.clone()).unwrap();
    assert_eq!(log["quotes"][0]["found"], true);
    let log = written(&world, &log, json!({"account": "I waited."}));
    assert_eq!((&log["quotes"][0]["found"], &log["quotes"][0]["exact"]), (&json!(false), &quote["exact"]));
    assert!(world.call("quote_add", quote).unwrap_err().message.contains("do not stand there"));
}

#[test]
fn a_quote_of_an_entry_that_is_gone_for_good_keeps_its_words() {
    let world = World::new();
    let source = world.add("", "Nobody answered.").id;
    let passage = json!({"exact": "Nobody answered", "prefix": "", "suffix": "."});
    let log = world.call("loop_begin", json!({"from": source, "passage": passage})).unwrap();
    world.call("entry_trash", json!({"ids": [source]})).unwrap();
    let id = json!({"id": log["entry"]["id"]});
    let trashed = world.call("loop_get", id.clone()).unwrap();
    assert_eq!((&trashed["quotes"][0]["found"], &trashed["links"]), (&json!(true), &json!([])));
    world.call("entry_purge", json!({"ids": [source], "claims": []})).unwrap();
    let purged = world.call("loop_get", id).unwrap();
    let quote = &purged["quotes"][0];
    assert_eq!(
        (&quote["found"], &quote["source"], &quote["exact"]),
        (&json!(false), &Value::Null, &json!("Nobody answered"))
    );
}

#[test]
fn turns_of_a_case_keep_their_ids_whatever_their_order() {
    let world = World::new();
    let log = begun(&world);
    let id = log["entry"]["id"].clone();
    let turn =
        |said: &str| json!({"id": null, "speaker": "I", "said": said, "unsaid": "", "marker": null, "redesign": ""});
    let mut case = world.call("case_get", json!({"loop": id})).unwrap();
    case["turns"] = json!([turn("one"), turn("two"), turn("three")]);
    let first = world.call("case_save", json!({"loop": id, "case": case})).unwrap();
    let mut other = first.clone();
    other["turns"] = json!([first["turns"][2], turn("new"), first["turns"][0]]);
    let second = world.call("case_save", json!({"loop": id, "case": other})).unwrap();
    assert_eq!((&second["turns"][0], &second["turns"][2]), (&first["turns"][2], &first["turns"][0]));
    assert_eq!(second["turns"].as_array().unwrap().len(), 3);
    assert_eq!(world.call("loop_get", json!({"id": id})).unwrap()["has_case"], true);
    let elsewhere = begun(&world)["entry"]["id"].clone();
    assert!(world.call("case_save", json!({"loop": elsewhere, "case": second})).is_err(), "turns of another case");
    case["context"] = json!("x".repeat(20_001));
    assert!(world.call("case_save", json!({"loop": id, "case": case})).is_err());
    assert_eq!(world.call("case_get", json!({"loop": id})).unwrap(), second, "refused whole");
}

#[test]
fn a_log_put_aside_waits_with_its_reason_and_comes_back_where_it_was() {
    let world = World::new();
    let log = written(&world, &begun(&world), json!({"trigger": "t", "account": "a", "intended": "i", "actual": "b"}));
    let id = log["entry"]["id"].clone();
    world.call("loop_move", json!({"id": id, "to": "mapped"})).unwrap();
    assert!(world.call("loop_park", json!({"id": id, "why": " "})).is_err());
    assert!(world.call("loop_park", json!({"id": id, "why": "marking", "revisit": "2026-02-30"})).is_err());
    let parked = world.call("loop_park", json!({"id": id, "why": "marking", "revisit": "2026-12-01"})).unwrap();
    assert_eq!((&parked["exit_reason"], &parked["revisit"]), (&json!("marking"), &json!("2026-12-01")));
    assert_eq!(parked["can_move_on"], false);
    assert!(world.call("loop_move", json!({"id": id, "to": "noticed"})).is_err(), "it is taken up again first");
    assert_eq!(world.call("loop_list", json!({"open": true})).unwrap(), json!([]));
    assert_eq!(world.call("loop_list", json!({"exits": ["parked"]})).unwrap()[0]["id"], id);
    let back = world.call("loop_reopen", json!({"id": id})).unwrap();
    assert_eq!((&back["stage"], &back["exit"], &back["revisit"]), (&json!("mapped"), &json!("none"), &Value::Null));
    let single = world.call("loop_single", json!({"id": id, "why": "a seating plan did it"})).unwrap();
    assert!(single["closed_at"].is_string() && single["complete"] == false);
    let notes: Vec<&str> =
        single["moves"].as_array().unwrap().iter().map(|step| step["note"].as_str().unwrap()).collect();
    assert_eq!(notes, ["", "marking", "", "a seating plan did it"]);
}
