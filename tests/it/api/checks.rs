//! Entries like one, and the questions asked of a learning log.

use serde_json::{Value, json};

use crate::world::World;

pub fn calls(world: &World, ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    let one = world.add("Silence", "Nobody answered my question, and the silence was long.").id;
    let other = world.add("Again", "I filled the silence after my question.").id;
    let related = ask("related", json!({"id": one, "limit": 1}));
    assert_eq!(related[0]["entry"]["id"], json!(other));
    assert_eq!(related[0]["because"], json!(["silence", "question"]));
}
