//! The calls about questions.

use serde_json::{Value, json};

use crate::world::World;

pub fn calls(world: &World, ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    let entry = world.add("Asking", "?Why do I always re-ask\n");
    let open = ask("question_list", json!({"state": "open"}));
    assert_eq!((&open[0]["text"], &open[0]["entry"]["id"]), (&json!("Why do I always re-ask"), &json!(entry.id)));
    let id = &open[0]["id"];
    let answered = ask("question_answer", json!({"id": id, "answer": "I fear silence."}));
    assert_eq!(answered["answer"], "I fear silence.");
    assert_eq!(ask("question_list", json!({"state": "answered"}))[0], answered);
    assert_eq!(ask("question_list", json!({"state": "open"})), json!([]));
    assert_eq!(ask("question_reopen", json!({"id": id}))["answered_at"], Value::Null);
    ask("entry_trash", json!({"ids": [entry.id]}));
    assert_eq!(ask("question_list", json!({})), json!([]));
}
