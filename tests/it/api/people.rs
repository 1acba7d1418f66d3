//! The calls about people.

use serde_json::{Value, json};

use crate::world::World;

pub fn calls(world: &World, ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    let read =
        ask("person_read", json!({"text": "Pupil\n1. Khan, Amira (Mira)\n2. Nowak, Tomasz\n2. Nowak, Tomasz\n"}));
    let amira = json!({"name": "Amira Khan", "aliases": ["Mira"], "known": false});
    assert_eq!((read.as_array().unwrap().len(), &read[0]), (2, &amira));
    let people: Vec<Value> =
        read.as_array().unwrap().iter().map(|one| json!({"name": one["name"], "aliases": one["aliases"]})).collect();
    let added = ask("person_add", json!({"people": people, "role": "pupil"}));
    assert_eq!((added["added"].as_array().unwrap().len(), &added["known"]), (2, &json!(0)));
    let entry = world.call("entry_add", json!({"people": ["Mira"]})).unwrap();
    assert_eq!(entry["people"], json!(["Amira Khan"]));
    let tom = ask("person_save", json!({"name": "Tom N", "role": "other"}));
    let nowak = ask("person_list", json!({}))
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["name"] == "Tomasz Nowak")
        .unwrap()
        .clone();
    let about = world
        .call("entry_add", json!({"title": "Tom", "people": ["Tom N"], "readiness": "ready", "audience": "shareable"}))
        .unwrap();
    let plan = world.call("plan_begin", json!({"audience": "Bea", "ids": [about["id"]]})).unwrap();
    world.call("plan_consent", json!({"plan": plan["id"], "person": tom["id"], "state": "refused"})).unwrap();
    world.call("plan_consent", json!({"plan": plan["id"], "person": nowak["id"], "state": "asked"})).unwrap();
    let merged = ask("person_merge", json!({"person": tom["id"], "into": nowak["id"]}));
    assert_eq!((&merged["aliases"], &merged["role"]), (&json!(["Tom N"]), &json!("pupil")));
    let others = world.call("plan_names", json!({"id": plan["id"]})).unwrap()["others"].clone();
    assert_eq!((&others[0]["name"], &others[0]["consent"]), (&json!("Tomasz Nowak"), &json!("refused")));
    assert!(world.call("person_remove", json!({"ids": [nowak["id"]]})).unwrap_err().message.contains("refused"));
    let given = json!({"plan": plan["id"], "person": nowak["id"], "state": "not_needed"});
    world.call("plan_consent", given).unwrap();
    world.call("plan_discard", json!({"id": plan["id"]})).unwrap();
    world.call("entry_trash", json!({"ids": [about["id"]]})).unwrap();
    ask("person_remove", json!({"ids": [nowak["id"]]}));
    let left = ask("person_list", json!({}));
    let tomasz = left.as_array().unwrap().iter().find(|one| one["name"] == "Tomasz Nowak").unwrap();
    assert_eq!((&tomasz["listed"], &tomasz["aliases"]), (&json!(false), &json!([])), "an entry names him still");
    let words = json!({"codes": ["9B", "9b"], "places": ["Elm Street"], "not_names": []});
    assert_eq!(ask("telltale_save", words)["codes"], json!(["9B"]));
    assert_eq!(ask("telltale_list", json!({})), json!({"codes": ["9B"], "places": ["Elm Street"], "not_names": []}));
    world.call("entry_trash", json!({"ids": [entry["id"]]})).unwrap();
}
