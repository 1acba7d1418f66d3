//! The ledger, tests, and the pictures.

use serde_json::{Value, json};

use crate::world::World;

pub fn calls(_: &World, ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    let begun = ask("loop_begin", json!({"title": "Silence in Y9"}));
    let id = begun["entry"]["id"].clone();
    let fields = json!({"actual": "Nobody answered.", "strategy": "I re-asked and answered myself."});
    ask("loop_write", json!({"id": id, "base": begun["entry"]["revision"], "fields": fields}));
    let add = |ask: &mut dyn FnMut(&'static str, Value) -> Value, text: &str| {
        let whole = ask("claim_add", json!({"loop": id, "kind": "assumption", "text": text, "confidence": 85}));
        whole["assumptions"].as_array().unwrap().last().unwrap()["claim"]["id"].clone()
    };
    let claim = add(ask, "If I leave silence, I lose the class.");
    let other = add(ask, "Silence loses the class.");
    assert_eq!(ask("claim_list", json!({"kinds": ["assumption"]})).as_array().unwrap().len(), 2);

    let whole = ask("claim_merge", json!({"claim": other, "into": claim}));
    assert_eq!((whole["id"].clone(), whole["merged"][0]["id"].clone()), (claim.clone(), other.clone()));
    assert_eq!(whole["versions"].as_array().unwrap().len(), 2);
    assert_eq!(ask("claim_get", json!({"id": other}))["merged_into"], claim);
    assert_eq!(ask("claim_unmerge", json!({"claim": other}))["merged_into"], Value::Null);
    assert_eq!(ask("claim_type", json!({"claim": claim, "type": "causal"}))["type"], "causal");
    ask("challenge_save", json!({"loop": id, "kind": "view", "text": "Two were thinking.", "lens": "learners"}));
    let written = ask(
        "claim_write",
        json!({"claim": claim, "loop": id, "text": "Silence under 8 s is thinking time.", "confidence": 60}),
    );
    assert_eq!((written["standing"].clone(), written["challenges"][0]["loop"].clone()), (json!("revised"), id.clone()));
    assert_eq!((written["loops"][0]["id"].clone(), written["versions"][1]["n"].clone()), (id.clone(), json!(2)));

    tested(&id, &claim, ask);

    let picture = ask("loop_picture", json!({"id": id}));
    let roles: Vec<&str> =
        picture["boxes"].as_array().unwrap().iter().map(|one| one["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["aim", "old_assumption", "action", "outcome", "assumption", "test", "result"]);
    let text = picture["text"].as_str().unwrap();
    for part in ["(85%): If I leave", "(35%): Silence under", "What I expected: Three new voices", "Five new voices"] {
        assert!(text.contains(part), "{text}");
    }
    let history = ask("claim_picture", json!({"id": claim}));
    let points: Vec<&str> =
        history["points"].as_array().unwrap().iter().map(|point| point["label"].as_str().unwrap()).collect();
    assert_eq!(points, ["85%", "60%", "35%"]);

    ask("entry_trash", json!({"ids": [id]}));
    assert_eq!(ask("claim_get", json!({"id": claim}))["versions"].as_array().unwrap().len(), 3, "the ledger stays");
    ask("entry_purge", json!({"ids": [id], "claims": [claim, other]}));
}

fn tested(id: &Value, claim: &Value, ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    let draft = ask("test_save", json!({"loop": id, "claim": claim, "action": "Wait five seconds"}));
    assert_eq!((draft["state"].clone(), draft["sealed"].clone()), (json!("draft"), json!(false)));
    let test = draft["id"].clone();
    let rest = json!({"loop": id, "id": test, "due": "2026-11-28", "prediction": "Three new voices",
        "disconfirm": "Talk off the task"});
    assert_eq!(ask("test_save", rest)["prediction"], "Three new voices");
    let planned = ask("test_plan", json!({"id": test}));
    assert_eq!((planned["state"].clone(), planned["prediction"].clone()), (json!("planned"), Value::Null));
    let seen = [
        ask("test_amend", json!({"id": test, "text": "In three lessons"})),
        ask("loop_get", json!({"id": id})),
        ask("claim_get", json!({"id": claim})),
        ask("loop_picture", json!({"id": id})),
    ];
    assert_eq!(seen[0]["amendments"][0]["text"], "In three lessons");
    for reply in &seen {
        let text = reply.to_string();
        assert!(!text.contains("new voices") && !text.contains("off the task"), "sealed, and shown: {text}");
    }
    assert_eq!(ask("claim_list", json!({"text": "silence under"}))[0]["due"], "2026-11-28");
    let result = ask("test_happened", json!({"id": test, "text": "Five new voices", "on": "2026-11-20"}));
    assert_eq!(
        (result["prediction"].clone(), result["happened_on"].clone()),
        (json!("Three new voices"), json!("2026-11-20"))
    );
    assert_eq!(ask("test_review", json!({"id": test, "met": "yes", "confidence": 35}))["state"], "reviewed");
    let given_up = ask("test_save", json!({"loop": id}))["id"].clone();
    assert_eq!(ask("test_drop", json!({"id": given_up, "why": "no time"}))["state"], "dropped");
}
