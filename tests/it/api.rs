//! Every row of the table is called by name.

mod backups;
mod checks;
mod claims;
mod communities;
mod door;
mod due;
mod loops;
mod packs;
mod people;
pub mod plans;
mod questions;
mod review;
mod search;
mod sessions;
mod templates;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::world::World;

#[test]
fn a_call_that_is_not_in_the_table_is_refused() {
    let error = World::new().call("entry_explode", json!({})).unwrap_err();
    assert!(error.message.contains("entry_explode"));
}

#[test]
fn every_call_answers_to_its_name() {
    let world = World::new();
    let mut called: BTreeSet<&str> = BTreeSet::new();
    let mut ask = |name: &'static str, request: Value| -> Value {
        called.insert(name);
        world.call(name, request).unwrap_or_else(|error| panic!("{name}: {}", error.message))
    };
    let entry = ask("entry_add", json!({"title": "Cold calling", "body": "I asked *Anna*.", "tags": ["y9"]}));
    let id = entry["id"].clone();
    assert_eq!(ask("entry_get", json!({"id": id})), entry);
    let saved =
        ask("entry_save", json!({"id": id, "base": entry["revision"], "fields": {"body": "I waited."}, "keep": true}));
    assert_eq!(saved["body"], "I waited.");
    assert_eq!(ask("entry_list", json!({"filter": {"tags": ["Y9"]}}))["total"], 1);
    assert_eq!(ask("entry_neighbours", json!({"id": id})), json!({"previous": null, "next": null}));
    assert_eq!(ask("entry_calendar", json!({"from": "2026-11-01", "to": "2026-11-30"}))[0]["count"], 1);
    ask("entry_opened", json!({"id": id}));
    assert_eq!(ask("entry_today", json!({"day": "2027-11-21"}))["on_this_day"][0]["id"], id);
    assert_eq!(ask("quick_open", json!({"text": "cold"}))[0]["id"], id);
    assert_eq!(ask("facet_list", json!({}))["tags"][0], json!({"value": "y9", "count": 1}));
    assert_eq!(ask("version_earlier", json!({"entry": id})), json!([]));
    let versions = ask("version_list", json!({"entry": id}));
    let first = versions.as_array().unwrap().last().unwrap()["id"].clone();
    assert_eq!(
        ask("version_compare", json!({"entry": id, "left": first, "right": "now"}))["rows"][2]["kind"],
        "changed"
    );
    assert_eq!(ask("version_restore", json!({"entry": id, "version": first}))["body"], "I asked *Anna*.");
    assert_eq!(ask("version_rule", json!({"days": 1}))["versions"], 0);
    let staged = world.journal.vault().stage(&mut b"notes".as_slice()).unwrap();
    let file = ask("attachment_add", json!({"entry": id, "staged": staged, "name": "notes.txt"}));
    ask("attachment_remove", json!({"id": file["id"]}));
    ask("attachment_restore", json!({"id": file["id"]}));
    assert_eq!(ask("search_run", json!({"query": "ann"}))["results"][0]["entry"]["id"], id);
    ask("tray_add", json!({"ids": [id]}));
    assert_eq!(ask("tray_list", json!({}))[0]["id"], id);
    assert_eq!(ask("export_formats", json!({}))[0]["id"], "html");
    let preview = ask("export_preview", json!({"tray": true, "include_drafts": true, "format": "html"}));
    assert!(preview["page"].as_str().unwrap().contains("I asked"), "{preview}");
    let out = world.folder.path().join("out.zip");
    let written = ask("export_write", json!({"ids": [id], "include_drafts": true, "format": "json", "place": out}));
    assert_eq!((written["entries"].clone(), written["file_name"].clone()), (json!(1), json!("out.zip")));
    assert!(ask("print_html", json!({"ids": [id]}))["html"].as_str().unwrap().contains("I asked"));
    let other = World::new();
    let theirs = other.add("Theirs", "From another journal.").id;
    let sent = other.folder.path().join("sent.zip");
    other
        .call("export_write", json!({"ids": [theirs], "include_drafts": true, "format": "json", "place": sent}))
        .unwrap();
    assert_eq!(ask("import_preview", json!({"place": out}))["already_here"], 1);
    assert_eq!(ask("import_preview", json!({"place": sent}))["new_entries"], 1);
    let done = ask("import_run", json!({"place": sent}));
    assert_eq!(done["added"], 1);
    assert_eq!(ask("import_list", json!({}))[0]["id"], done["id"]);
    assert_eq!(ask("import_undo", json!({"id": done["id"]}))["removed"], 1);
    ask("tray_remove", json!({"ids": [id]}));
    ask("tray_clear", json!({}));
    ask("entry_trash", json!({"ids": [id]}));
    assert_eq!(ask("trash_list", json!({}))[0]["id"], id);
    ask("entry_restore", json!({"ids": [id]}));
    assert_eq!(ask("markdown_same", json!({"left": "* a", "right": "- a"}))["same"], true);
    assert_eq!(
        ask("markdown_html", json!({"text": "*a* <script>x</script>"}))["html"].as_str().unwrap().trim(),
        "<p><em>a</em> </p>"
    );
    assert_eq!(ask("settings_save", json!({"theme": "dark"}))["theme"], "dark");
    assert_eq!(ask("settings_get", json!({}))["theme"], "dark");
    assert_eq!(ask("journal_stats", json!({})), json!({"entries": 1, "loops": 0, "attachments": 1, "words": 3}));
    assert_eq!(ask("journal_reindex", json!({}))["entries"], 1);
    assert_eq!(ask("journal_soundness", json!({})), json!({"checked_at": null, "problems": [], "places": []}));
    let check = ask("journal_check", json!({}));
    assert_eq!((check["sound"].clone(), check["indexed"].clone()), (json!(true), json!(1)), "{check}");
    assert_eq!(ask("index_status", json!({}))["state"], "ready");
    ask("journal_about", json!({}));
    let sample = ask("sample_add", json!({}));
    assert_eq!(sample["added"], 18);
    assert_eq!(ask("import_undo", json!({"id": sample["import"]}))["removed"], 18);
    checks::calls(&world, &mut ask);
    loops::calls(&world, &mut ask);
    claims::calls(&world, &mut ask);
    search::calls(&world, &mut ask);
    questions::calls(&world, &mut ask);
    templates::calls(&world, &mut ask);
    due::calls(&world, &mut ask);
    people::calls(&world, &mut ask);
    communities::calls(&mut ask);
    plans::calls(&world, &mut ask);
    packs::calls(&world, &mut ask);
    review::calls(&world, &mut ask);
    sessions::calls(&world, &mut ask);
    backups::calls(&world, &mut ask);
    let missing: Vec<_> = journal::api::CALLS.iter().filter(|name| !called.contains(*name)).collect();
    assert!(missing.is_empty(), "not called by any test: {missing:?}");
}
