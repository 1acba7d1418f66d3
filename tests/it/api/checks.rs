//! Entries like one, and the questions asked of a learning log.

use serde_json::{Value, json};

use crate::world::World;

pub fn calls(world: &World, ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    let one = world.add("Silence", "Nobody answered my question, and the silence was long.").id;
    let other = world.add("Again", "I filled the silence after my question.").id;
    let related = ask("related", json!({"id": one, "limit": 1}));
    assert_eq!(related[0]["entry"]["id"], json!(other));
    assert_eq!(related[0]["because"], json!(["silence", "question"]));

    let begun = ask("loop_begin", json!({"title": "Silence"}));
    let id = begun["entry"]["id"].clone();
    ask("loop_write", json!({"id": id, "base": begun["entry"]["revision"], "fields": {"fix": "Remind them harder."}}));
    let checks = ask("loop_checks", json!({"id": id}));
    assert_eq!(checks[0]["question"], "What would a camera have recorded?");
    let subject = checks[0]["subject"].clone();
    ask("silence", json!({"subject": subject}));
    assert_eq!(ask("loop_checks", json!({"id": id})), json!([]));
    ask("unsilence", json!({"subject": subject}));
    assert_eq!(ask("loop_checks", json!({"id": id})), checks);
    assert!(world.call("silence", json!({"subject": "anything"})).is_err());

    let first = ask("loop_coach", json!({"id": id}));
    assert_eq!(first, json!({"number": 1, "question": "What exactly was said, word for word?"}));
    assert_eq!(ask("loop_coach", json!({"id": id, "after": 1}))["number"], 2);
    assert_eq!(ask("loop_recurrence", json!({"id": id})), Value::Null);
}
