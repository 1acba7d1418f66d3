//! What stood beside a text before it was changed: challenges, values of a form, the case in two columns.

use serde_json::{Value, json};

use crate::world::World;

fn ask(world: &World, name: &str, request: Value) -> Value {
    world.call(name, request).unwrap()
}

fn earlier(world: &World, entry: &Value) -> Vec<Value> {
    ask(world, "version_earlier", json!({"entry": entry})).as_array().unwrap().clone()
}

fn log(world: &World) -> Value {
    json!(world.a_loop("Silence"))
}

fn turn(id: &Value, said: &str, unsaid: &str) -> Value {
    json!({"id": id, "speaker": "I", "said": said, "unsaid": unsaid, "marker": null, "redesign": ""})
}

fn case(turns: &[Value]) -> Value {
    json!({"real": "real", "context": "In class", "purpose": "", "block": "", "feared": "", "turns": turns})
}

#[test]
fn a_challenge_that_is_changed_or_taken_out_leaves_what_it_said() {
    let world = World::new();
    let log = log(&world);
    let save = |id: &Value, text: &str| {
        let request = json!({"loop": log, "id": id, "kind": "evidence", "text": text, "who": "Anna"});
        ask(&world, "challenge_save", request)["challenges"][0]["id"].clone()
    };
    let id = save(&Value::Null, "I wait 1.4 seconds.");
    save(&id, "I wait 1.4 seconds.");
    assert_eq!(earlier(&world, &log), Vec::<Value>::new(), "the same words again are no change");
    world.later(1);
    save(&id, "I wait 1.6 seconds.");
    world.later(1);
    ask(&world, "challenge_remove", json!({"id": id}));
    ask(&world, "challenge_remove", json!({"id": id}));
    let states = earlier(&world, &log);
    let said: Vec<&Value> = states.iter().map(|state| &state["was"]["state"]["text"]).collect();
    assert_eq!(said, [&json!("I wait 1.6 seconds."), &json!("I wait 1.4 seconds.")]);
    assert!(states.iter().all(|state| state["item"] == id && state["was"]["kind"] == "challenge"));
    assert_eq!(states[1]["until"], "2026-11-21T17:41:00.000Z");
    assert_eq!(states[0]["was"]["state"]["who"], "Anna");
}

#[test]
fn every_value_a_field_had_can_be_read() {
    let world = World::new();
    let entry = json!(world.add_with("nmc_account", "A form.").id);
    let set = |value: Value| ask(&world, "form_set", json!({"id": entry, "field": "code", "value": value}));
    set(json!(["Preserve safety"]));
    set(json!(["Preserve safety"]));
    set(json!(["Preserve safety", "Practise effectively"]));
    set(Value::Null);
    let states = earlier(&world, &entry);
    let values: Vec<&Value> = states.iter().map(|state| &state["was"]["state"]["value"]).collect();
    assert_eq!(values, [&json!(["Practise effectively", "Preserve safety"]), &json!(["Preserve safety"])]);
    assert_eq!(states[0]["item"], "code");
    assert!(!states[0]["was"]["state"]["label"].as_str().unwrap().is_empty());
}

#[test]
fn a_case_keeps_one_state_in_five_minutes_and_every_turn_that_goes() {
    let world = World::new();
    let log = log(&world);
    let save = |case: Value| ask(&world, "case_save", json!({"loop": log, "case": case}));
    let saved = save(case(&[turn(&Value::Null, "Well?", "H")]));
    let id = saved["turns"][0]["id"].clone();
    for unsaid in ["He", "Help", "Help me"] {
        save(case(&[turn(&id, "Well?", unsaid)]));
    }
    assert_eq!(earlier(&world, &log), Vec::<Value>::new(), "what is typed in one go is one state");
    world.later(6);
    save(case(&[turn(&id, "Well?", "Do not look lost")]));
    world.later(1);
    save(case(&[turn(&id, "Well?", "Do not look lost, not here")]));
    let unsaid = |state: &Value| state["was"]["state"]["turns"][0]["unsaid"].clone();
    assert_eq!(earlier(&world, &log).iter().map(unsaid).collect::<Vec<_>>(), ["Help me"]);
    save(case(&[]));
    let states: Vec<Value> = earlier(&world, &log).iter().map(unsaid).collect();
    assert_eq!(states, ["Do not look lost, not here", "Help me"], "a turn never goes unseen");
}

#[test]
fn what_stood_there_goes_with_its_entry_for_good_and_is_counted_before() {
    let world = World::new();
    let entry = world.add_with("nmc_account", "A form.");
    let set = |value: Value| ask(&world, "form_set", json!({"id": entry.id, "field": "code", "value": value}));
    set(json!(["Preserve safety"]));
    set(Value::Null);
    ask(&world, "entry_trash", json!({"ids": [entry.id]}));
    assert!(ask(&world, "purge_preview", json!({"ids": [entry.id]}))["versions"].as_u64().unwrap() >= 2);
    ask(&world, "entry_purge", json!({"ids": [entry.id], "claims": []}));
    assert!(world.call("version_earlier", json!({"entry": entry.id})).is_err());
}
