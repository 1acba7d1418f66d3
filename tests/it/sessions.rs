//! Sessions of a community: a whole term lived through, what is refused, what leaves.

mod behaviours;
mod moved;
mod packs;
mod room;

use serde_json::{Value, json};

use crate::api::plans::settled;
use crate::world::World;

fn ask(world: &World, name: &str, request: Value) -> Value {
    world.call(name, request).unwrap_or_else(|error| panic!("{name}: {}", error.message))
}

fn refused(world: &World, name: &str, request: Value) -> String {
    world.call(name, request).unwrap_err().message.to_lowercase()
}

/// A community of three beside the writer; answers with it and the keys of its members by name.
fn group(world: &World) -> (Value, impl (Fn(&str) -> Value) + use<>) {
    let members = ["Bea Brook", "Dev Ash", "Eva Stone"].map(|name| json!({"name": name}));
    let made = ask(
        world,
        "community_save",
        json!({"name": "Y9 enquiry", "shown_name": "C.", "norms": "We speak of work, not of people.", "members": members}),
    );
    let known = made["members"].as_array().unwrap().clone();
    (made["id"].clone(), move |name: &str| known.iter().find(|one| one["name"] == name).unwrap()["person"].clone())
}

fn entry(world: &World, title: &str, body: &str) -> Value {
    ask(world, "entry_add", json!({"title": title, "body": body, "readiness": "ready", "audience": "shareable"}))["id"]
        .clone()
}

fn holders(session: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    session["roles"].as_array().unwrap().iter().map(|role| (text(&role["role"]), text(&role["name"]))).collect()
}

#[test]
fn a_whole_term() {
    let world = World::new();
    let (community, member) = group(&world);
    let first_entry = entry(&world, "Cold calling", "Nobody answers, so I answer myself.\n");
    let log = ask(&world, "loop_begin", json!({"title": "Silence", "from": first_entry}));
    let log = log["entry"]["id"].clone();

    // The first session: planned before summer time ends its opposite, run, recorded.
    let session = ask(
        &world,
        "session_save",
        json!({"community": community, "start": "2027-03-11T15:40", "zone": "Europe/Amsterdam", "minutes": 60,
               "repeats": {"kind": "weekly", "every": 2}, "protocol": "consultancy", "purpose": "Keep cold-calling?",
               "agenda": [{"kind": "piece", "entry": first_entry, "focus": "What am I protecting?"}],
               "roles": [{"role": "facilitator", "person": member("Bea Brook")}, {"role": "time", "person": member("Dev Ash")}, {"role": "norms"}]}),
    );
    assert_eq!(session["norms"], "We speak of work, not of people.");
    let first = session["id"].clone();
    let steps = session["steps"].as_array().unwrap().len();
    ask(&world, "session_run", json!({"id": first, "action": "begin"}));
    world.later(3);
    for _ in 0..steps - 1 {
        ask(&world, "session_run", json!({"id": first, "action": "next"}));
    }
    ask(&world, "session_run", json!({"id": first, "action": "add"}));
    let world = world.reopened();
    let running = ask(&world, "session_get", json!({"id": first}));
    assert_eq!(
        (&running["running"]["step"], &running["running"]["added"]),
        (&json!(steps - 1), &json!(1)),
        "a restart goes on where it was"
    );
    assert_eq!(
        ask(&world, "session_run", json!({"id": first, "action": "next"}))["state"],
        "held",
        "after the last step it is over"
    );
    ask(
        &world,
        "session_record",
        json!({"session": first, "attendance": [{"present": true}, {"person": member("Bea Brook"), "present": true}, {"person": member("Eva Stone"), "present": false}],
               "restated": "What would I lose by waiting?", "heard": "That silence may be work.",
               "tries": [{"text": "Wait five seconds in two lessons", "due": "2027-03-21"}],
               "takeaways": [{"person": member("Bea Brook"), "text": "I count, too"}], "open_questions": ["How long is long?"], "done": true}),
    );
    let tally = ask(
        &world,
        "commitment_save",
        json!({"session": first, "what": "Tally the wait time", "person": member("Dev Ash"), "due": "2027-03-20", "evidence": "the tally"}),
    );
    let rubric =
        ask(&world, "commitment_save", json!({"session": first, "what": "Share the rubric", "due": "2027-03-24"}));

    // What the presenter will try becomes a test of the log, whose prediction is sealed.
    let tries = ask(&world, "session_get", json!({"id": first}))["record"]["tries"].clone();
    let claim = ask(
        &world,
        "claim_add",
        json!({"loop": log, "kind": "assumption", "text": "If I leave silence, I lose them, because they wait for me", "confidence": 80}),
    );
    let claim = claim["assumptions"][0]["claim"]["id"].clone();
    let test = ask(
        &world,
        "session_test",
        json!({"session": first, "try": tries[0]["id"], "loop": log, "claim": claim, "prediction": "Three new voices", "disconfirm": "More noise", "plan": true}),
    );
    assert_eq!((&test["state"], &test["prediction"]), (&json!("planned"), &Value::Null));
    let again = ask(&world, "session_get", json!({"id": first}));
    assert_eq!((&again["record"]["tries"][0]["test"], &again["record"]["tries"][0]["loop"]), (&test["id"], &log));
    assert!(
        refused(&world, "session_test", json!({"session": first, "try": tries[0]["id"], "loop": log}))
            .contains("already")
    );

    // The second one: after the clocks changed, at the same hour; roles one turn on; promises and what stayed open on it.
    let second = ask(&world, "session_next", json!({"id": first}));
    let (second, said) = (second["session"].clone(), second["said"].clone());
    assert_eq!(
        (&second["start"], &second["at"], said),
        (&json!("2027-03-25T15:40"), &json!("2027-03-25T14:40:00.000Z"), json!([]))
    );
    let named = |all: &[(&str, &str)]| {
        all.iter().map(|(role, who)| ((*role).to_owned(), (*who).to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(holders(&second), named(&[("facilitator", "Dev Ash"), ("time", "Eva Stone"), ("norms", "Bea Brook")]));
    let points: Vec<&Value> = second["agenda"].as_array().unwrap().iter().map(|item| &item["text"]).collect();
    assert_eq!(points, [&json!("Tally the wait time"), &json!("Share the rubric"), &json!("How long is long?")]);
    assert_eq!(ask(&world, "session_next", json!({"id": first}))["session"]["id"], second["id"], "planned once");
    ask(&world, "commitment_set", json!({"id": tally["id"], "state": "kept", "note": "1.4 seconds"}));
    world.later(60 * 24 * 130);
    let rubric = ask(&world, "commitment_set", json!({"id": rubric["id"], "state": "under_way"}));
    assert_eq!(rubric["late"], true);
    ask(&world, "session_record", json!({"session": second["id"], "done": true}));

    // Dev leaves. The third one says who takes what was his; the clock has changed, the hour has not.
    ask(&world, "community_save", json!({"id": community, "members": [{"name": "Bea Brook"}, {"name": "Eva Stone"}]}));
    let third = ask(&world, "session_next", json!({"id": second["id"]}));
    assert_eq!(
        (&third["session"]["start"], &third["session"]["at"]),
        (&json!("2027-04-08T15:40"), &json!("2027-04-08T13:40:00.000Z"))
    );
    let said = third["said"][0].as_str().unwrap();
    assert!(said.contains("Dev Ash is no longer a member"), "{said}");
    let third = third["session"].clone();
    let people: Vec<String> = holders(&third).into_iter().map(|(_, who)| who).collect();
    assert!(!people.contains(&"Dev Ash".to_owned()) && people.len() == 3, "{people:?}");
    // Of what was promised in March only what is still open is on it; what became of it stays as it was.
    let points: Vec<&Value> = third["agenda"].as_array().unwrap().iter().map(|item| &item["text"]).collect();
    assert_eq!(points, [&json!("Share the rubric")]);
    let steps = ask(&world, "commitment_set", json!({"id": rubric["id"], "state": "kept"}))["steps"].clone();
    assert_eq!(
        steps.as_array().unwrap().iter().map(|step| step["state"].as_str().unwrap()).collect::<Vec<_>>(),
        ["planned", "under_way", "kept"]
    );

    // An entry on its agenda is deleted: it is named as gone, the minutes are those of what is left, and the pack is made.
    let (gone, stays) = (entry(&world, "Will go", "x\n"), entry(&world, "Will stay", "y\n"));
    let agenda =
        json!([{"kind": "piece", "entry": gone, "context": "Something about it"}, {"kind": "piece", "entry": stays}]);
    ask(&world, "session_save", json!({"id": third["id"], "agenda": agenda}));
    ask(&world, "entry_trash", json!({"ids": [gone]}));
    assert_eq!(ask(&world, "session_get", json!({"id": third["id"]}))["agenda"][0]["gone"], true);
    ask(&world, "entry_purge", json!({"ids": [gone], "claims": []}));
    let item = ask(&world, "session_get", json!({"id": third["id"]}))["agenda"][0].clone();
    assert_eq!((&item["gone"], &item["entry"], &item["context"]), (&json!(true), &Value::Null, &json!("")));
    let plan = ask(&world, "session_plan", json!({"id": third["id"]}));
    settled(&world, &plan["id"]);
    let pack = ask(&world, "session_pack", json!({"id": third["id"], "format": "pdf"}));
    let text = ask(&world, "pack_text", json!({"id": pack["pack"]["id"]}))["texts"].to_string();
    assert!(text.contains("Will stay") && text.contains("no longer there") && !text.contains("Will go"), "{text}");

    // The fourth, and the whole of it at a glance.
    ask(&world, "session_record", json!({"session": third["id"], "done": true}));
    let fourth = ask(&world, "session_next", json!({"id": third["id"], "start": "2027-04-29T16:00"}));
    assert_eq!((&fourth["session"]["start"], &fourth["session"]["before"]), (&json!("2027-04-29T16:00"), &third["id"]));
    assert_eq!(ask(&world, "session_list", json!({"community": community})).as_array().unwrap().len(), 4);
    let world = world.reopened();
    assert_eq!(ask(&world, "journal_check", json!({}))["sound"], true);
}

#[test]
fn what_cannot_be_is_refused_in_words_and_changes_nothing() {
    let world = World::new();
    let (community, _) = group(&world);
    let plan = |more: Value| {
        let mut request = json!({"community": community, "start": "2027-03-11T15:40"});
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        request
    };
    for (request, words) in [
        (plan(json!({"start": "2027-02-30T15:40"})), "not a day and a time"),
        (plan(json!({"start": "Thursday"})), "not a day and a time"),
        (plan(json!({"zone": "Europe/Atlantis"})), "time zone"),
        (plan(json!({"minutes": 3})), "5 minutes"),
        (plan(json!({"repeats": {"kind": "weekly", "every": 0}})), "every 1 to 52 weeks"),
        (plan(json!({"agenda": [{"kind": "piece"}]})), "say which"),
        (plan(json!({"agenda": [{"kind": "text"}]})), "what it is about"),
        (plan(json!({"roles": [{"role": "time"}, {"role": "time"}]})), "one person"),
        (plan(json!({"roles": [{"role": "time", "person": 999_999}]})), "only a member"),
        (plan(json!({"protocol": "gossip"})), "no such protocol"),
        (plan(json!({"copies": 61})), "60 copies"),
        (plan(json!({"agenda": [{"kind": "text", "text": "x", "context": "1\n2\n3\n4\n5\n6"}]})), "5 lines"),
        (json!({"start": "2027-03-11T15:40"}), "which community"),
        (json!({"community": community}), "when you meet"),
    ] {
        let message = refused(&world, "session_save", request.clone());
        assert!(message.contains(words), "{message} for {request}");
    }
    assert_eq!(ask(&world, "session_list", json!({})), json!([]));
    let session = ask(&world, "session_save", plan(json!({})));
    assert!(refused(&world, "session_next", json!({"id": session["id"]})).contains("does not repeat"));
    assert!(
        refused(&world, "commitment_save", json!({"session": session["id"], "what": "x", "due": "soon"}))
            .contains("not a day")
    );
    assert!(refused(&world, "commitment_save", json!({"what": "x"})).contains("session or community"));
    assert!(refused(&world, "session_run", json!({"id": session["id"], "action": "next"})).contains("does not run"));
    assert!(refused(&world, "protocol_remove", json!({"id": "tuning"})).contains("comes with loopbook"));
    assert!(
        refused(&world, "protocol_save", json!({"definition": {"name": "", "steps": []}})).contains("needs a name")
    );
    assert!(refused(&world, "write_up", json!({"ids": []})).contains("2 to 40"));
}

#[test]
fn nothing_of_a_balint_group_is_written_down() {
    let world = World::new();
    let (community, member) = group(&world);
    let request = json!({"community": community, "start": "2027-03-11T15:40", "minutes": 45, "protocol": "balint"});
    let session = ask(&world, "session_save", request);
    let id = &session["id"];
    assert!(session["steps"].as_array().unwrap().iter().all(|step| step["notes"] == false));
    for field in [
        json!({"heard": "x"}),
        json!({"restated": "x"}),
        json!({"decisions": ["x"]}),
        json!({"products": []}),
        json!({"takeaways": [{"text": "x"}]}),
        json!({"open_questions": ["x"]}),
        json!({"tries": [{"text": "x"}]}),
        json!({"attendance": [{"present": true}]}),
    ] {
        let mut request = json!({"session": id});
        request.as_object_mut().unwrap().extend(field.as_object().unwrap().clone());
        assert!(
            refused(&world, "session_record", request).contains("nothing of such a session is written down"),
            "{field}"
        );
    }
    assert!(refused(&world, "commitment_save", json!({"session": id, "what": "x"})).contains("keeps no record"));
    let notes = json!({"id": id, "roles": [{"role": "notes", "person": member("Bea Brook")}]});
    assert!(refused(&world, "session_save", notes).contains("keeps no notes"));
    assert_eq!(ask(&world, "session_record", json!({"session": id, "done": true}))["state"], "recorded");
    let consultancy = ask(
        &world,
        "session_save",
        json!({"community": community, "start": "2027-03-11T17:00", "protocol": "consultancy"}),
    );
    let decided = json!({"session": consultancy["id"], "decisions": ["We all wait"]});
    assert!(refused(&world, "session_record", decided).contains("only the presenter's own words"));
}

#[test]
fn a_session_without_a_piece_has_a_pack_and_after_it_a_record() {
    let world = World::new();
    let (community, member) = group(&world);
    let request = json!({"community": community, "title": "Team", "start": "2027-03-11T15:40", "protocol": "plc", "copies": 0,
        "agenda": [{"kind": "request", "text": "Who has a microscope?", "minutes": 5}]});
    let session = ask(&world, "session_save", request);
    assert_eq!(session["fit"]["minutes"], 60);
    let plan = ask(&world, "session_plan", json!({"id": session["id"]}));
    settled(&world, &plan["id"]);
    let read = |world: &World, format: &str| {
        let pack = ask(world, "session_pack", json!({"id": session["id"], "format": format}));
        ask(world, "pack_text", json!({"id": pack["pack"]["id"]}))["texts"].to_string()
    };
    for format in ["pdf", "docx"] {
        let text = read(&world, format);
        for words in [
            "Team",
            "Run sheet",
            "15:40",
            "microscope",
            "What should they learn?",
            "What we promise each other",
            "Copy ______",
        ] {
            assert!(text.contains(words), "{words} in {format}: {text}");
        }
    }
    ask(
        &world,
        "commitment_save",
        json!({"session": session["id"], "what": "Bring the microscope", "person": member("Eva Stone"), "due": "2027-03-18"}),
    );
    ask(
        &world,
        "session_record",
        json!({"session": session["id"], "decisions": ["We look at slides"], "products": ["A list of slides"],
               "attendance": [{"person": member("Bea Brook"), "present": true}, {"person": member("Dev Ash"), "present": false}], "done": true}),
    );
    settled(&world, &plan["id"]);
    for format in ["pdf", "docx"] {
        let text = read(&world, format);
        for words in
            ["We look at slides", "A list of slides", "Bring the microscope", "Eva Stone", "Dev Ash", "Apologies"]
        {
            assert!(text.contains(words), "{words} in {format}: {text}");
        }
        assert!(!text.contains("Run sheet"), "{text}");
    }
}

#[test]
fn steps_by_hand_stay_and_say_what_is_too_long() {
    let world = World::new();
    let (community, _) = group(&world);
    let session =
        ask(&world, "session_save", json!({"community": community, "start": "2027-03-11T15:40", "protocol": "tuning"}));
    let mut steps = session["steps"].clone();
    steps[1]["minutes"] = json!(90);
    let edited = ask(&world, "session_save", json!({"id": session["id"], "steps": steps}));
    assert_eq!(edited["laid_out"], false);
    assert!(edited["fit"]["words"][0].as_str().unwrap().contains("too many"), "{}", edited["fit"]);
    let longer = ask(&world, "session_save", json!({"id": session["id"], "minutes": 200}));
    assert_eq!(longer["steps"][1]["minutes"], 90);
    let again = ask(&world, "session_save", json!({"id": session["id"], "minutes": 60, "lay_out": true}));
    assert_eq!((&again["fit"]["minutes"], &again["laid_out"]), (&json!(60), &json!(true)));
    let short = ask(&world, "session_save", json!({"id": session["id"], "minutes": 10}));
    assert!(short["fit"]["words"][1].as_str().unwrap().contains("Shortening is not enough"), "{}", short["fit"]);
}

#[test]
fn a_calendar_file_holds_no_word_of_a_session_or_a_commitment() {
    let world = World::new();
    let (community, _) = group(&world);
    let piece = entry(&world, "canary-entry", "canary-body\n");
    let session = ask(
        &world,
        "session_save",
        json!({"community": community, "title": "canary-title", "place": "canary-place", "purpose": "canary-purpose", "start": "2027-03-11T15:40",
               "repeats": {"kind": "monthly", "every": 1}, "agenda": [{"kind": "piece", "entry": piece}]}),
    );
    ask(
        &world,
        "commitment_save",
        json!({"session": session["id"], "what": "canary-promise", "evidence": "canary-evidence", "due": "2027-03-20"}),
    );
    let out = world.folder.path().join("session.ics");
    let told = ask(&world, "session_calendar", json!({"id": session["id"], "place": out}));
    assert_eq!((&told["count"], &told["file_name"]), (&json!(2), &json!("session.ics")));
    let text = std::fs::read_to_string(out).unwrap();
    assert!(text.lines().all(|line| line.len() <= 76) && !text.contains("canary"), "{text}");
    assert!(text.contains("DTSTART;TZID=Europe/Amsterdam:20270311T154000") && text.contains("BYDAY=2TH"), "{text}");
    for id in [&session["id"], &community] {
        assert!(!text.contains(&id.as_str().unwrap()[..8]), "no id of the journal stands in it");
    }
    assert_eq!(ask(&world, "session_calendar", json!({"id": session["id"]}))["text"], text.as_str());
}

#[test]
fn two_who_are_one_keep_their_roles_and_promises() {
    let world = World::new();
    let (community, member) = group(&world);
    let twin = ask(&world, "person_save", json!({"name": "B. Brook", "role": "colleague"}));
    let session = ask(
        &world,
        "session_save",
        json!({"community": community, "start": "2027-03-11T15:40", "roles": [{"role": "time", "person": member("Bea Brook")}]}),
    );
    ask(&world, "commitment_save", json!({"session": session["id"], "what": "Count", "person": member("Bea Brook")}));
    ask(&world, "person_merge", json!({"person": member("Bea Brook"), "into": twin["id"]}));
    let now = ask(&world, "session_get", json!({"id": session["id"]}));
    assert_eq!(
        (&now["roles"][0]["name"], &now["record"]["commitments"][0]["person"]),
        (&json!("B. Brook"), &twin["id"])
    );
}

#[test]
fn who_could_be_known_is_asked_anew_for_what_stands_around_the_pieces_and_not_for_the_minutes() {
    let world = World::new();
    let (community, _) = group(&world);
    let request = json!({"community": community, "title": "Team", "start": "2027-03-11T15:40", "protocol": "tuning",
        "purpose": "To look at waiting", "agenda": [{"kind": "request", "text": "Who has a microscope?", "minutes": 5}]});
    let session = ask(&world, "session_save", request);
    let plan = ask(&world, "session_plan", json!({"id": session["id"]}));
    settled(&world, &plan["id"]);
    let answered = || ask(&world, "plan_get", json!({"id": plan["id"]}))["checks"].as_array().unwrap().len();
    assert_eq!(answered(), 3);
    ask(&world, "session_save", json!({"id": session["id"], "copies": 4}));
    assert_eq!(answered(), 3, "how many copies there are tells nothing of anybody");
    ask(&world, "session_save", json!({"id": session["id"], "purpose": "To speak of the girl in the second row"}));
    assert_eq!(answered(), 0, "what the session is for is read, too");
    settled(&world, &plan["id"]);
    let agenda = json!([{"kind": "request", "text": "Who knows her mother?", "minutes": 5}]);
    ask(&world, "session_save", json!({"id": session["id"], "agenda": agenda}));
    assert_eq!(answered(), 0, "and so is a point of the agenda");
}
