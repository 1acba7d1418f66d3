//! The calls about what has come due, and the look back.

use serde_json::{Value, json};

use crate::world::World;

pub fn calls(world: &World, ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    let id = world.a_loop("Silence in Y9");
    let claim = world.assume(id, "Silence loses the class.");
    let test = world.plan_test(id, "three newcomers", "2026-11-30");
    let due = ask("due_list", json!({"day": "2026-11-21"}));
    assert_eq!((&due["tests"][0]["id"], &due["tests"][0]["prediction"]), (&json!(test), &Value::Null));
    let place = world.folder.path().join("follow-ups.ics");
    let written = ask("calendar_write", json!({"place": place, "tests": [test]}));
    let bytes = std::fs::read(&place).unwrap();
    assert_eq!(written, json!({"file_name": "follow-ups.ics", "bytes": bytes.len(), "count": 1}));
    world.reword(claim, Some(id), "Silence is thinking time.");
    let term = ask("look_back", json!({"from": "2026-11-01", "to": "2026-11-30"}));
    assert_eq!(term["revised"][0]["to"], "Silence is thinking time.");
    let meant = world.add_with("www", "## Now what?\n\nWait five seconds.\n");
    let intention = ask("due_list", json!({"day": "2026-11-21"}))["intention"].clone();
    assert_eq!((&intention["entry"]["id"], &intention["text"]), (&json!(meant.id), &json!("Wait five seconds.")));
    let answered =
        ask("intention_answer", json!({"entry": meant.id, "field": intention["field"], "answer": "assumption"}));
    assert_eq!(ask("loop_get", json!({"id": answered["loop"]}))["quotes"][0]["exact"], "Wait five seconds.");
}
