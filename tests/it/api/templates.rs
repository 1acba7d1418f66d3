//! The calls about templates, forms and drafts.

use serde_json::{Value, json};

use crate::world::World;

pub fn calls(world: &World, ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    let rows = ask("template_list", json!({}));
    assert_eq!((&rows[0]["id"], &rows[1]["id"], &rows[1]["quick"]), (&json!("free"), &json!("www"), &json!(true)));
    let gibbs = ask("template_get", json!({"id": "gibbs"}));
    assert_eq!(gibbs["definition"]["author"], "Graham Gibbs");
    assert_eq!(ask("template_moments", json!({}))[0]["templates"][0], "www");

    let copy = ask("template_copy", json!({"id": "www"}));
    assert_eq!(copy["definition"]["name"], "What? So what? Now what?, mine");
    let mut definition = copy["definition"].clone();
    definition["fields"][0]["label"] = json!("What was it?");
    let saved = ask("template_save", json!({"id": copy["id"], "definition": definition}));
    assert_eq!((&saved["version"], &saved["own"]), (&json!(2), &json!(true)));
    assert_eq!(ask("template_get", json!({"id": copy["id"], "version": 1})), copy);
    let file = world.folder.path().join("mine.toml");
    let written = ask("template_export", json!({"id": copy["id"], "place": file}));
    assert_eq!(written["file_name"], "mine.toml");
    let brought = ask("template_import", json!({"place": file}));
    assert_eq!(brought["definition"], definition);
    assert_ne!(brought["id"], copy["id"]);
    ask("template_remove", json!({"id": brought["id"]}));
    let removed = ask("template_list", json!({}));
    assert!(removed.as_array().unwrap().iter().any(|row| row["id"] == brought["id"] && row["removed_at"].is_string()));
    ask("template_restore", json!({"id": brought["id"]}));

    ask("settings_save", json!({"template_rules": [{"weekday": 6, "setting": null, "template": copy["id"]}]}));
    assert_eq!(ask("template_suggest", json!({"day": "2026-11-21"}))["template"], copy["id"]);
    assert_eq!(ask("template_suggest", json!({"day": "2026-11-22", "setting": "Year 9"}))["template"], Value::Null);

    let entry = world.add("A form", "Some words.");
    let chosen = ask("template_choose", json!({"id": entry.id, "base": entry.revision, "template": "nmc_account"}));
    assert_eq!(chosen["template"], "nmc_account");
    let form = ask("form_set", json!({"id": entry.id, "field": "code", "value": ["Preserve safety"]}));
    assert_eq!(form["fields"][4]["value"], json!(["Preserve safety"]));
    assert_eq!(ask("form_get", json!({"id": entry.id})), form);
    let counter = ask("form_counters", json!({}))[0].clone();
    assert_eq!((&counter["template"], &counter["have"]), (&json!("nmc_account"), &json!(0)));

    ask("draft_keep", json!({"name": "loop:1:trigger", "value": {"text": "half a"}}));
    assert_eq!(ask("draft_get", json!({"name": "loop:1:trigger"}))["value"], json!({"text": "half a"}));
    ask("draft_keep", json!({"name": "loop:1:trigger", "value": null}));
    assert_eq!(ask("draft_get", json!({"name": "loop:1:trigger"}))["value"], Value::Null);
    ask("entry_trash", json!({"ids": [entry.id]}));
}
