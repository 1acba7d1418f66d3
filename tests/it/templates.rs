//! Templates, forms and their counters, as the window meets them.

use journal::api::Code;
use journal::entries::Entry;
use serde_json::{Value, json};

use crate::world::World;

fn ask(world: &World, name: &str, request: Value) -> Value {
    world.call(name, request).unwrap_or_else(|error| panic!("{name}: {}", error.message))
}

fn refused(world: &World, name: &str, request: Value) -> String {
    let error = world.call(name, request).unwrap_err();
    assert!(matches!(error.code, Code::BadInput | Code::TooBig), "{error:?}");
    error.message
}

fn choose(world: &World, entry: &Entry, template: &Value) -> Value {
    let base = world.get(entry.id).revision;
    ask(world, "template_choose", json!({"id": entry.id, "base": base, "template": template}))
}

fn one_field(label: &str) -> Value {
    json!({"name": "Mine", "fields": [{"label": label}]})
}

#[test]
fn a_changed_template_leaves_older_entries_as_they_were() {
    let world = World::new();
    let copy = ask(&world, "template_copy", json!({"id": "www"}));
    let entry = world.add("", "");
    choose(&world, &entry, &copy["id"]);
    world.body(entry.id, "## What?\n\nI asked.\n");
    let before = ask(&world, "form_get", json!({"id": entry.id}));
    assert_eq!(before["fields"][0]["text"], "I asked.");
    let mut definition = copy["definition"].clone();
    definition["fields"].as_array_mut().unwrap().remove(0);
    definition["name"] = json!("Another");
    ask(&world, "template_save", json!({"id": copy["id"], "definition": definition}));
    ask(&world, "template_remove", json!({"id": copy["id"]}));
    assert_eq!(ask(&world, "form_get", json!({"id": entry.id})), before);
    let refused = world.call("entry_add", json!({"template": copy["id"]})).unwrap_err();
    assert_eq!(refused.code, Code::NotFound);
    ask(&world, "template_restore", json!({"id": copy["id"]}));
    let newer = ask(&world, "entry_add", json!({"template": copy["id"]}));
    assert_eq!((&newer["template_version"], &newer["kind"]), (&json!(2), &json!("entry")));
    assert_eq!(ask(&world, "form_get", json!({"id": newer["id"]}))["fields"].as_array().unwrap().len(), 2);
}

#[test]
fn a_template_that_comes_with_the_program_is_changed_by_a_copy() {
    let world = World::new();
    for call in ["template_remove", "template_restore"] {
        assert!(refused(&world, call, json!({"id": "gibbs"})).contains("make a copy"));
    }
    assert!(refused(&world, "template_save", json!({"id": "gibbs", "definition": one_field("A")})).contains("copy"));
    assert!(refused(&world, "template_copy", json!({"id": "free"})).contains("blank page"));
}

#[test]
fn a_template_that_breaks_a_rule_is_refused_in_a_sentence() {
    let world = World::new();
    let fields = |fields: Value| json!({"definition": {"name": "Mine", "fields": fields}});
    let many: Vec<Value> = (0..61).map(|number| json!({"label": format!("Field {number}")})).collect();
    for (request, says) in [
        (json!({"definition": {"name": " ", "fields": [{"label": "A"}]}}), "needs a name"),
        (fields(json!([])), "at least one field"),
        (fields(json!([{"label": "A"}, {"label": " a "}])), "two fields are called"),
        (fields(json!([{"label": ""}])), "needs a label"),
        (fields(json!([{"label": "A\u{7}"}])), "cannot be shown"),
        (fields(json!([{"label": "A #"}])), "cannot be a heading"),
        (fields(json!([{"label": "x".repeat(121)}])), "120 characters"),
        (fields(json!([{"label": "A", "kind": "choice"}])), "something to choose from"),
        (fields(json!([{"label": "A", "kind": "choice", "choices": ["b", "b"]}])), "twice"),
        (fields(json!([{"label": "A", "key": "x"}, {"label": "B", "key": "x"}])), "key of another"),
        (fields(json!([{"label": "A", "key": "X y"}])), "small letters"),
        (fields(json!([{"label": "A", "limit": 0}])), "no characters"),
        (fields(json!(many)), "60 fields"),
    ] {
        let sentence = refused(&world, "template_save", request).to_lowercase();
        assert!(sentence.contains(says), "{sentence}");
    }
    assert!(ask(&world, "template_list", json!({})).as_array().unwrap().iter().all(|row| row["own"] == false));
}

#[test]
fn a_file_that_is_no_template_is_refused_and_nothing_is_made() {
    let world = World::new();
    let file = world.folder.path().join("theirs.toml");
    let nested = format!("x = {}{}", "[".repeat(50_000), "]".repeat(50_000));
    let large = format!("name = \"{}\"", "x".repeat(300_000));
    for bytes in [
        b"".to_vec(),
        b"\xff\xfe".to_vec(),
        b"name = ".to_vec(),
        b"name = 3".to_vec(),
        b"[[fields]]\nlabel = \"A\"\nkind = \"picture\"".to_vec(),
        b"name = \"x\"\n[[fields]]\nlabel = \"A\"\n[[fields]]\nlabel = \"A\"".to_vec(),
        b"name = \"x\\u0007\"\n[[fields]]\nlabel = \"A\"".to_vec(),
        nested.into_bytes(),
        large.into_bytes(),
    ] {
        std::fs::write(&file, &bytes).unwrap();
        refused(&world, "template_import", json!({"place": file}));
    }
    refused(&world, "template_import", json!({"place": world.folder.path()}));
    refused(&world, "template_import", json!({"place": world.folder.path().join("nowhere")}));
    assert!(ask(&world, "template_list", json!({})).as_array().unwrap().iter().all(|row| row["own"] == false));
}

#[test]
fn every_template_that_comes_along_survives_being_a_file() {
    let world = World::new();
    let file = world.folder.path().join("sent.toml");
    for row in ask(&world, "template_list", json!({})).as_array().unwrap() {
        let mut sent = ask(&world, "template_get", json!({"id": row["id"]}))["definition"].clone();
        if row["id"] == "free" {
            continue;
        }
        ask(&world, "template_export", json!({"id": row["id"], "place": file}));
        let brought = ask(&world, "template_import", json!({"place": file}));
        for field in sent["fields"].as_array_mut().unwrap() {
            field.as_object_mut().unwrap().remove("stage");
        }
        assert_eq!(brought["definition"], sent);
    }
}

#[test]
fn choosing_another_template_keeps_the_text_as_it_was_as_a_version() {
    let world = World::new();
    let entry = world.add("Cold calling", "I asked Anna.");
    world.later(1);
    let entry = world.body(entry.id, "I asked Anna twice.");
    world.later(1);
    let chosen = choose(&world, &entry, &json!("www"));
    assert_eq!(chosen["body"], "I asked Anna twice.\n\n## What?\n\n## So what?\n\n## Now what?\n");
    let versions = ask(&world, "version_list", json!({"entry": entry.id}));
    let kept = versions.as_array().unwrap().iter().find(|version| version["reason"] == "kept" && version["words"] == 4);
    let back = ask(&world, "version_restore", json!({"entry": entry.id, "version": kept.unwrap()["id"]}));
    assert_eq!(back["body"], "I asked Anna twice.");
    let stale = json!({"id": entry.id, "base": entry.revision, "template": "gibbs"});
    assert_eq!(world.call("template_choose", stale).unwrap_err().code, Code::Stale);
    let base = &back["revision"];
    refused(&world, "template_choose", json!({"id": entry.id, "base": base, "template": "dll"}));
    refused(&world, "entry_add", json!({"template": "dll"}));
    refused(&world, "entry_save", json!({"id": entry.id, "base": base, "fields": {"template": "gibbs"}}));
}

#[test]
fn a_form_says_what_is_where_and_what_is_missing() {
    let world = World::new();
    let entry = world.add("", "Häuser 🙂 top.");
    choose(&world, &entry, &json!("swe_cpd"));
    let body = world.get(entry.id).body.replace("## What I learned\n", "## What I learned\n\nTo wait.\n");
    world.body(entry.id, &body);
    ask(&world, "form_set", json!({"id": entry.id, "field": "on", "value": "2026-11-20"}));
    let form = ask(&world, "form_set", json!({"id": entry.id, "field": "type", "value": "Supervision"}));
    let field =
        |key: &str| form["fields"].as_array().unwrap().iter().find(|field| field["field"]["key"] == key).unwrap();
    assert_eq!((&field("learned")["text"], &field("learned")["characters"]), (&json!("To wait."), &json!(8)));
    assert_eq!(field("on")["value"], "2026-11-20");
    let start = usize::try_from(field("learned")["start"].as_u64().unwrap()).unwrap();
    let units: Vec<u16> = body.encode_utf16().collect();
    assert!(String::from_utf16(&units[start..]).unwrap().starts_with("## What I learned\n"));
    assert_eq!(form["preamble"], "Häuser 🙂 top.");
    assert_eq!(
        form["missing"],
        json!(["What it was, and why it matters for my work", "What good it does to my practice and to people"])
    );
    for (field, value) in [
        ("on", json!("2026-02-30")),
        ("on", json!(3)),
        ("type", json!("Magic")),
        ("type", json!(["Supervision"])),
        ("learned", json!("x")),
    ] {
        refused(&world, "form_set", json!({"id": entry.id, "field": field, "value": value}));
    }
    let cleared = ask(&world, "form_set", json!({"id": entry.id, "field": "on", "value": null}));
    assert_eq!(cleared["missing"].as_array().unwrap().len(), 3);
}

#[test]
fn values_of_the_template_before_are_shown_after_another_was_chosen() {
    let world = World::new();
    let entry = world.add("", "");
    choose(&world, &entry, &json!("swe_cpd"));
    ask(&world, "form_set", json!({"id": entry.id, "field": "type", "value": "Supervision"}));
    choose(&world, &entry, &json!("www"));
    let form = ask(&world, "form_get", json!({"id": entry.id}));
    let last = &form["fields"][3];
    assert_eq!((&last["field"]["label"], &last["value"]), (&json!("Kind of CPD"), &json!("Supervision")));
}

#[test]
fn values_are_found_by_search() {
    let world = World::new();
    let entry = world.add("A piece", "");
    choose(&world, &entry, &json!("swe_cpd"));
    ask(&world, "form_set", json!({"id": entry.id, "field": "type", "value": "Supervision"}));
    let found = |query: &str| ask(&world, "search_run", json!({"query": query}))["total"].clone();
    assert_eq!((found("supervision"), found("template:swe_cpd supervision")), (json!(1), json!(1)));
    ask(&world, "form_set", json!({"id": entry.id, "field": "type", "value": null}));
    assert_eq!(found("supervision"), json!(0));
}

#[test]
fn counters_say_how_many_and_what_is_still_to_come() {
    let world = World::new();
    assert_eq!(ask(&world, "form_counters", json!({})), json!([]));
    ask(&world, "settings_save", json!({"form_cycles": [{"template": "nmc_account", "start": "2024-04-01"}]}));
    let piece = |day: &str, body: &str| {
        let happened = json!({"precision": "day", "local": day, "zone": null, "offset_minutes": null});
        let entry = ask(&world, "entry_add", json!({"template": "swe_cpd", "body": body, "happened": happened}));
        ask(&world, "form_set", json!({"id": entry["id"], "field": "on", "value": day}));
        ask(&world, "form_set", json!({"id": entry["id"], "field": "type", "value": "Supervision"}));
    };
    let whole = "## What it was, and why it matters for my work\n\na\n\n## What I learned\n\nb\n\n## What good it does to my practice and to people\n\nc\n";
    piece("2026-10-01", whole);
    piece("2025-11-30", whole);
    piece("2025-12-01", "");
    let counters = ask(&world, "form_counters", json!({}));
    let (nmc, swe) = (&counters[0], &counters[1]);
    assert_eq!((&nmc["from"], &nmc["to"]), (&json!("2024-04-01"), &json!("2027-03-31")));
    assert_eq!((&nmc["needed"], &nmc["have"], &nmc["missing"]), (&json!(5), &json!(0), &json!(["5 still to come."])));
    assert_eq!((&swe["from"], &swe["to"], &swe["years"]), (&json!("2025-12-01"), &json!("2026-11-30"), &json!(1)));
    assert_eq!((&swe["have"], swe["entries"].as_array().unwrap().len()), (&json!(1), 2));
    assert_eq!(
        swe["missing"],
        json!([
            "1 still to come.",
            "One is begun and has fields still empty.",
            "One piece talked over with a peer is still to come."
        ])
    );
}

#[test]
fn each_competence_is_counted_until_all_were_looked_at() {
    let world = World::new();
    let entry = ask(&world, "entry_add", json!({"template": "cld"}));
    let chosen = json!(["Evaluate and inform practice", "Know and understand the community"]);
    let form = ask(&world, "form_set", json!({"id": entry["id"], "field": "competences", "value": chosen}));
    // As they are offered, whatever the order they were chosen in.
    assert_eq!(form["fields"][2]["value"][0], "Know and understand the community");
    let missing = ask(&world, "form_counters", json!({}))[0]["missing"].clone();
    let sentence = missing.as_array().unwrap().last().unwrap().as_str().unwrap();
    assert!(sentence.starts_with("Not looked at yet: Build") && !sentence.contains("Evaluate"), "{sentence}");
}

#[test]
fn settings_about_templates_are_checked() {
    let world = World::new();
    refused(&world, "settings_save", json!({"template_rules": [{"weekday": 8, "template": "www"}]}));
    refused(&world, "settings_save", json!({"form_cycles": [{"template": "cld", "start": "soon"}]}));
}

#[test]
fn what_is_written_in_a_copy_of_a_form_counts_for_the_form() {
    let world = World::new();
    let copy = ask(&world, "template_copy", json!({"id": "nmc_account"}));
    assert_eq!((&copy["form"], &copy["definition"]["counts_as"]), (&json!(true), &json!("nmc_account")));
    // An edit that knows nothing of it keeps it, and so does a copy of the copy.
    let mut definition = copy["definition"].clone();
    definition["name"] = json!("My accounts");
    definition.as_object_mut().unwrap().remove("counts_as");
    ask(&world, "template_save", json!({"id": copy["id"], "definition": definition}));
    let second = ask(&world, "template_copy", json!({"id": copy["id"]}));
    assert_eq!(second["definition"]["counts_as"], "nmc_account");
    let labels: Vec<String> = copy["definition"]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|field| field["kind"] == "text")
        .map(|field| field["label"].as_str().unwrap().to_owned())
        .collect();
    let body: String = labels.iter().map(|label| format!("## {label}\n\nwords\n\n")).collect();
    let entry = world.add_with(copy["id"].as_str().unwrap(), &body);
    for field in copy["definition"]["fields"].as_array().unwrap().iter().filter(|field| field["kind"] == "choice") {
        let choice = &field["choices"][0];
        let value = if field["many"] == json!(true) { json!([choice]) } else { choice.clone() };
        ask(&world, "form_set", json!({"id": entry.id, "field": field["key"], "value": value}));
    }
    let counters = ask(&world, "form_counters", json!({}));
    let counter = &counters[0];
    assert_eq!(counters.as_array().unwrap().len(), 1);
    assert_eq!((&counter["template"], &counter["have"]), (&json!("nmc_account"), &json!(1)), "{counter}");
    assert!(counter["copies"].as_array().unwrap().contains(&copy["id"]));
    assert_eq!(ask(&world, "template_copy", json!({"id": "gibbs"}))["form"], false);
}
