//! The calls about communities.

use serde_json::{Value, json};

pub fn calls(ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    assert_eq!(ask("community_stages", json!({}))[1]["source"], "Wenger, McDermott and Snyder 2002");
    let begun =
        ask("community_save", json!({"name": "Y9 enquiry", "members": [{"name": "Bea", "role": "facilitator"}]}));
    let id = &begun["id"];
    let one = json!({"id": id});
    let named = ask("community_save", json!({"id": id, "shown_name": "C.", "stage": "active"}));
    assert_eq!((&named["shown_name"], &named["members"][0]["name"]), (&json!("C."), &json!("Bea")));
    assert_eq!(ask("community_get", one.clone()), named);
    assert_ne!(ask("community_archive", one.clone())["archived_at"], Value::Null);
    assert_eq!(ask("community_restore", one.clone())["archived_at"], Value::Null);
    assert_eq!(ask("community_list", json!({}))[0]["members"], 1);
    ask("community_remove", one);
    assert_eq!(ask("community_list", json!({})), json!([]));
}
