//! The calls about sessions, what was promised, and the nine behaviours.

use serde_json::{Value, json};

use super::plans::settled;
use crate::world::World;

pub fn calls(world: &World, ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    protocols(ask);
    let community = ask(
        "community_save",
        json!({"name": "Birch group", "shown_name": "C.", "members": [{"name": "Bea Brook"}, {"name": "Dev Ash"}]}),
    );
    let bea = community["members"][0]["person"].clone();
    let entry = world
        .call("entry_add", json!({"title": "Who waits", "body": "I waited.\n\n? What is a long silence\n", "readiness": "ready", "audience": "shareable"}))
        .unwrap();
    let piece = json!({"kind": "piece", "entry": entry["id"], "context": "Year 9\nfirst lesson", "focus": "Do I keep waiting?"});
    let session = ask(
        "session_save",
        json!({"community": community["id"], "title": "Waiting", "start": "2026-11-26T15:40", "minutes": 60, "place": "Room 4",
               "protocol": "consultancy", "repeats": {"kind": "weekly", "every": 2}, "agenda": [piece],
               "roles": [{"role": "facilitator", "person": bea}, {"role": "time"}]}),
    );
    let id = &session["id"];
    assert_eq!((&session["fit"]["minutes"], &session["fit"]["words"]), (&json!(60), &json!([])));
    assert_eq!((&session["roles"][0]["name"], &session["roles"][1]["name"]), (&json!("Bea Brook"), &json!("C.")));
    assert_eq!((&session["at"], &session["copies"]), (&json!("2026-11-26T14:40:00.000Z"), &json!(2)));
    let one = json!({"id": id});
    let steps = session["steps"].as_array().unwrap().len();
    assert_eq!(ask("session_get", one.clone()), session);
    assert_eq!(ask("session_list", json!({"from": "2026-11-26", "to": "2026-11-26"}))[0]["id"], *id);
    let suggested = ask("session_suggest", one.clone());
    assert!(
        suggested["questions"].as_array().unwrap().iter().any(|asked| asked["text"] == "What is a long silence"),
        "{suggested}"
    );
    assert!(
        suggested["unshared"].as_array().unwrap().iter().all(|row| row["id"] != entry["id"]),
        "it is on the agenda"
    );
    let plan = ask("session_plan", one.clone());
    assert_eq!((&plan["purpose"], &plan["pieces"][0]["entry"]["id"]), (&json!("session"), &entry["id"]));
    settled(world, &plan["id"]);
    let pack = ask("session_pack", json!({"id": id, "format": "pdf"}));
    assert_eq!(pack["pack"]["plan"], plan["id"]);
    let due = world.call("due_list", json!({"day": "2026-11-21"})).unwrap();
    assert_eq!(due["session"]["id"], *id);
    assert_eq!(ask("session_run", json!({"id": id, "action": "begin"}))["running"]["step"], 0);
    let wall = ask("session_wall", one.clone());
    assert_eq!((&wall["title"], wall["steps"].as_array().unwrap().len()), (&json!("Waiting"), steps));
    assert!(wall["steps"].as_array().unwrap().iter().any(|step| step["focus"] == "Do I keep waiting?"), "{wall}");
    assert_eq!(ask("session_run", json!({"id": id, "action": "end"}))["state"], "held");
    let promised = ask("commitment_save", json!({"session": id, "what": "Share the tally", "due": "2026-11-25"}));
    let due = world.call("due_list", json!({"day": "2026-11-21"})).unwrap();
    assert_eq!(due["commitments"][0]["id"], promised["id"]);
    let kept = ask("commitment_set", json!({"id": promised["id"], "state": "kept", "note": "it hangs on the wall"}));
    assert_eq!((&kept["steps"][1]["note"], &kept["late"]), (&json!("it hangs on the wall"), &json!(false)));
    let other = ask("commitment_save", json!({"session": id, "what": "Watch a lesson", "person": bea}));
    ask("commitment_remove", json!({"id": other["id"]}));
    assert_eq!(ask("commitment_list", json!({"session": id})).as_array().unwrap().len(), 1);
    let record = ask(
        "session_record",
        json!({"session": id, "heard": "They wait, too.", "tries": [{"text": "Wait five seconds", "due": "2026-12-01"}], "open_questions": ["How long is long?"], "done": true}),
    );
    assert_eq!((&record["state"], &record["record"]["heard"]), (&json!("recorded"), &json!("They wait, too.")));
    let log = world.call("loop_begin", json!({"title": "Silence"})).unwrap();
    let test = ask(
        "session_test",
        json!({"session": id, "try": record["record"]["tries"][0]["id"], "loop": log["entry"]["id"]}),
    );
    assert_eq!((&test["action"], &test["due"]), (&json!("Wait five seconds"), &json!("2026-12-01")));
    let next = ask("session_next", one.clone());
    assert_eq!(next["session"]["start"], "2026-12-10T15:40");
    let texts: Vec<&Value> = next["session"]["agenda"].as_array().unwrap().iter().map(|item| &item["text"]).collect();
    assert_eq!(texts, [&json!("Share the tally"), &json!("How long is long?")]);
    let calendar = ask("session_calendar", one.clone());
    assert!(calendar["text"].as_str().unwrap().contains("SUMMARY:Session"), "{calendar}");
    assert!(world.call("session_remove", one).unwrap_err().message.contains("stays with its record"));
    ask("session_remove", json!({"id": next["session"]["id"]}));
    let other = world.call("entry_add", json!({"title": "Again", "body": "I waited again."})).unwrap();
    let text = ask("write_up", json!({"ids": [entry["id"], other["id"]]}));
    assert_eq!((&text["readiness"], &text["title"]), (&json!("draft"), &json!("We have met this 2 times")));
    assert!(text["body"].as_str().unwrap().contains("I waited again."), "{text}");
    heard(ask, &community["id"], &entry["id"]);
    behaviours(ask, &community["id"], &entry["id"]);
}

/// What is said of a piece in a session whose record is whole stands beside the entry.
fn heard(ask: &mut dyn FnMut(&'static str, Value) -> Value, community: &Value, entry: &Value) {
    let session = ask(
        "session_save",
        json!({"community": community, "title": "Tuning", "start": "2026-11-27T15:40", "protocol": "tuning",
               "agenda": [{"kind": "piece", "entry": entry}]}),
    );
    let said = ask(
        "comment_heard",
        json!({"session": session["id"], "entry": entry, "kind": "cool", "by": "Bea", "text": "Where is the wait?"}),
    );
    assert_eq!((&said[0]["session"], &said[0]["pack_title"]), (&session["id"], &json!("Tuning")));
}

fn protocols(ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    let all = ask("protocol_list", json!({}));
    assert_eq!(all.as_array().unwrap().len(), 12);
    assert_eq!(all[0]["id"], "world_cafe", "what shows least of oneself stands first");
    let tuning = ask("protocol_get", json!({"id": "tuning"}));
    let copy = ask("protocol_copy", json!({"id": "tuning"}));
    assert_eq!((&copy["own"], &copy["minutes"]), (&json!(true), &tuning["minutes"]));
    let mut definition = copy["definition"].clone();
    definition["steps"][0]["minutes"] = json!(7);
    let saved = ask("protocol_save", json!({"id": copy["id"], "definition": definition}));
    assert_eq!(saved["definition"]["steps"][0]["minutes"], 7);
    let one = json!({"id": copy["id"]});
    assert_ne!(ask("protocol_remove", one.clone())["removed_at"], Value::Null);
    assert_eq!(ask("protocol_restore", one)["removed_at"], Value::Null);
    assert_eq!(ask("stem_list", json!({})).as_array().unwrap().len(), 6);
}

fn behaviours(ask: &mut dyn FnMut(&'static str, Value) -> Value, community: &Value, entry: &Value) {
    let nine = ask("behaviour_list", json!({}));
    assert_eq!(nine.as_array().unwrap().len(), 9);
    assert_eq!(nine[1]["examples"][0]["id"], *entry);
    let line = json!({"behaviour": "visit", "seen": "not_yet", "support": "Swap a free hour", "chosen": true, "examples": [entry]});
    let audit = ask(
        "audit_save",
        json!({"community": community, "day": "2026-11-21", "lines": [line], "left_out": "The two part-timers", "plan": "Two visits", "plan_by": "2026-12-18"}),
    );
    let one = json!({"id": audit["id"]});
    assert_eq!(ask("audit_get", one.clone()), audit);
    assert_eq!(ask("audit_list", json!({}))[0]["chosen"], json!(["visit"]));
    ask("audit_remove", one);
}
