//! The calls about searching.

use serde_json::{Value, json};

use crate::world::World;

pub fn calls(world: &World, ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    let entry = world.add("Suggesting", "Miriam asked. Then Miriam answered.");
    ask("entry_save", json!({"id": entry.id, "base": entry.revision, "fields": {"tags": ["year 9"]}, "keep": false}));
    let parts = |found: &Value| -> Vec<String> {
        found.as_array().unwrap().iter().map(|one| one["part"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(parts(&ask("search_suggest", json!({"query": "cold te"}))), ["template:"]);
    let values = ask("search_suggest", json!({"query": "cold -tag:ye"}));
    assert_eq!(values[0], json!({"query": "cold -tag:\"year 9\" ", "part": "-tag:\"year 9\"", "count": 1}));
    assert!(parts(&ask("search_suggest", json!({"query": "in:last"}))).contains(&"in:\"last term\"".to_owned()));
    assert_eq!(parts(&ask("search_suggest", json!({"query": "is:dr"}))), ["is:draft"]);
    assert_eq!(ask("search_suggest", json!({"query": "plain words"})), json!([]));
    let found = ask("search_passages", json!({"entry": entry.id, "query": "miriam "}));
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(found[0]["line"], "Miriam asked. Then Miriam answered.");
    ask("entry_trash", json!({"ids": [entry.id]}));
}
