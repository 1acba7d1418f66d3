//! Sessions of a community: a whole term lived through, what is refused, what leaves.

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
fn what_is_over_goes_back_to_its_last_step_and_a_step_begins_again() {
    let world = World::new();
    let (community, _) = group(&world);
    let request = json!({"community": community, "start": "2027-03-11T15:40", "protocol": "tuning"});
    let session = ask(&world, "session_save", request);
    let last = session["steps"].as_array().unwrap().len() - 1;
    let run = |action: &str| ask(&world, "session_run", json!({"id": session["id"], "action": action}));
    let begun = run("begin")["running"].clone();
    world.later(200);
    assert_eq!(run("begin")["running"], begun, "one that runs goes on");
    run("add");
    let again = run("again")["running"].clone();
    assert_eq!((&again["step"], &again["added"]), (&json!(0), &json!(0)));
    assert_ne!(again["since"], begun["since"], "the lid was closed: it begins now");
    assert_eq!((&run("back")["running"]["step"], &run("next")["running"]["step"]), (&json!(0), &json!(1)));
    assert_eq!(run("end")["state"], "held");
    assert!(refused(&world, "session_run", json!({"id": session["id"], "action": "again"})).contains("does not run"));
    assert_eq!(run("back")["running"]["step"], json!(last), "too early: the last step is taken up again");
    assert_eq!(run("undo")["state"], "planned");
    assert!(refused(&world, "session_run", json!({"id": session["id"], "action": "back"})).contains("does not run"));
}

#[test]
fn nobody_who_is_not_of_the_group_stands_on_the_wall() {
    let world = World::new();
    let (community, _) = group(&world);
    ask(&world, "person_save", json!({"name": "Liam Ferrier", "role": "pupil"}));
    let piece = entry(&world, "Liam Ferrier answers", "x\n");
    let session = ask(
        &world,
        "session_save",
        json!({"community": community, "title": "About Liam", "start": "2027-03-11T15:40", "protocol": "consultancy", "agenda": [
            {"kind": "piece", "entry": piece, "focus": "What does Liam's silence ask of me?"},
            {"kind": "request", "text": "Could Bea Brook look at my tally?", "minutes": 5},
            {"kind": "request", "text": "Who knows Ferrier from last year?", "minutes": 5},
        ]}),
    );
    let wall = ask(&world, "session_wall", json!({"id": session["id"]}));
    let steps = wall["steps"].as_array().unwrap();
    assert_eq!(steps.len(), session["steps"].as_array().unwrap().len());
    let text = wall.to_string();
    assert!(!text.contains("Liam") && !text.contains("Ferrier"), "{text}");
    assert_eq!(wall["title"], "Y9 enquiry", "the community's name where the title may not stand");
    assert!(
        steps.iter().any(|step| step["says"] == "Could Bea Brook look at my tally?"),
        "a member is a reader: {text}"
    );
    assert!(steps.iter().any(|step| step["kept_back"] == true && step["says"] == ""), "{text}");
    assert!(steps.iter().any(|step| step["kept_back"] == true && step["says"].as_str().unwrap().contains("dilemma")));
    assert!(steps.iter().any(|step| step["kept_back"] == false && step["name"] == "Welcome, and what we promised"));
}

#[test]
fn what_was_heard_stands_beside_the_entry_and_moves_a_learning_log() {
    let world = World::new();
    let (community, _) = group(&world);
    let piece = entry(&world, "Cold calling", "Nobody answers, so I answer myself.\n");
    let other = entry(&world, "Elsewhere", "x\n");
    let agenda = json!([{"kind": "piece", "entry": piece}]);
    let plan = |protocol: &str| {
        let request = json!({"community": community, "title": protocol, "start": "2027-03-11T15:40", "protocol": protocol, "agenda": agenda});
        ask(&world, "session_save", request)["id"].clone()
    };
    let tuning = plan("tuning");
    let said = |session: &Value, entry: &Value, text: &str| json!({"session": session, "entry": entry, "kind": "cool", "by": "Dev", "text": text});
    for protocol in ["consultancy", "balint"] {
        let session = plan(protocol);
        assert!(
            refused(&world, "comment_heard", said(&session, &piece, "x")).contains("nothing is kept"),
            "{protocol}"
        );
    }
    assert!(refused(&world, "comment_heard", said(&tuning, &other, "x")).contains("not on the agenda"));
    assert!(refused(&world, "comment_heard", said(&tuning, &piece, "  ")).contains("what was said"));
    let two = ask(&world, "comment_heard", said(&tuning, &piece, "I looked for the wait and did not find it."));
    let all = ask(&world, "comment_heard", said(&tuning, &piece, "A slip of the pen"));
    assert_eq!((two.as_array().unwrap().len(), all.as_array().unwrap().len()), (1, 2));
    let mut gone = said(&tuning, &piece, "");
    gone["id"] = all.as_array().unwrap().iter().find(|one| one["text"] == "A slip of the pen").unwrap()["id"].clone();
    assert_eq!(ask(&world, "comment_heard", gone), two, "without words it is taken out");
    let mut anew = said(&tuning, &piece, "I looked for the wait.");
    anew["id"] = two[0]["id"].clone();
    ask(&world, "comment_heard", anew);
    let beside = ask(&world, "comment_list", json!({"entry": piece}));
    assert_eq!(
        (&beside[0]["text"], &beside[0]["by"], &beside[0]["session"], &beside[0]["audience"]),
        (&json!("I looked for the wait."), &json!("Dev"), &tuning, &json!("Y9 enquiry"))
    );
    assert_eq!(ask(&world, "search_run", json!({"query": "looked for the wait"}))["total"], 1, "it is found, too");
    let log = ask(&world, "loop_begin", json!({"title": "Silence"}))["entry"]["id"].clone();
    let taken = ask(&world, "comment_take_up", json!({"id": beside[0]["id"], "loop": log}));
    assert_eq!((&taken["state"], &taken["loop"]), (&json!("taken_up"), &log));
}

/// Minutes of a day as a clock shows them.
fn clock(minutes: u64) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// Where LOOPBOOK_LOOK names a folder, each pack is laid there to be looked at.
fn look(world: &World, pack: &Value, name: &str, format: &str) {
    let Some(folder) = std::env::var_os("LOOPBOOK_LOOK").map(std::path::PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    ask(world, "pack_send", json!({"id": pack["id"], "place": folder.join(format!("{name}.{format}"))}));
}

#[test]
fn every_protocol_has_a_pack_whose_pages_say_all_of_it_on_any_paper() {
    let world = World::new();
    let (community, member) = group(&world);
    let paragraph = "I counted to five and looked at the window, because looking at her would have been a demand.\n\n";
    let piece = entry(&world, "Who waits", &paragraph.repeat(30));
    let before = ask(&world, "session_save", json!({"community": community, "start": "2027-02-25T15:40"}));
    let promised = json!({"session": before["id"], "what": "Share the rubric with everyone who teaches year nine", "person": member("Bea Brook"), "due": "2027-03-05", "evidence": "it lies in the shared folder"});
    let promised = ask(&world, "commitment_save", promised);
    let all = ask(&world, "protocol_list", json!({}));
    assert_eq!(all.as_array().unwrap().len(), 12);
    for (at, protocol) in all.as_array().unwrap().iter().enumerate() {
        let name = protocol["id"].as_str().unwrap();
        let keeps = protocol["definition"]["record"] != "none";
        let session = ask(
            &world,
            "session_save",
            json!({"community": community, "title": "Do we wait?", "start": "2027-03-11T15:40", "protocol": name, "copies": 1,
                   "minutes": 10 + protocol["minutes"].as_u64().unwrap(), "roles": [{"role": "facilitator", "person": member("Eva Stone")}],
                   "agenda": [{"kind": "piece", "entry": piece, "focus": "What do I not see?", "context": "Year 9"},
                              {"kind": "commitment", "commitment": promised["id"]}]}),
        );
        let plan = ask(&world, "session_plan", json!({"id": session["id"]}));
        settled(&world, &plan["id"]);
        let plain = json!({"paper": "a4", "large_print": false, "line_numbers": false, "wide_margin": false});
        let (kind, format, layout) = match at % 4 {
            0 => ("letter", "pdf", json!({"paper": "letter"})),
            1 => ("large", "pdf", json!({"large_print": true})),
            2 => ("grey", "pdf", json!({"grey": true})),
            _ => ("word", "docx", json!({"large_print": true, "grey": true})),
        };
        for (kind, format, layout) in [("a4", "pdf", json!({})), (kind, format, layout)] {
            let mut laid = plain.clone();
            laid.as_object_mut().unwrap().extend(layout.as_object().unwrap().clone());
            let made = ask(&world, "session_pack", json!({"id": session["id"], "format": format, "layout": laid}));
            let pack = &made["pack"];
            let which = format!("{name} {kind}");
            assert_eq!(pack["look"]["warnings"], json!([]), "{which}");
            let texts = ask(&world, "pack_text", json!({"id": pack["id"]}))["texts"].clone();
            let texts: Vec<&str> = texts.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
            let text = texts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
            let has = |words: &str| text.contains(words);
            for words in ["Do we wait?", "Copy 1 of 1", "Run sheet", "Who waits", "What do I not see?", "Eva Stone"] {
                assert!(has(words), "{words} in {which}: {text}");
            }
            let mut minutes = 15 * 60 + 40;
            for step in session["steps"].as_array().unwrap() {
                assert!(has(&clock(minutes)), "{} of {} in {which}: {text}", clock(minutes), step["name"]);
                minutes += step["minutes"].as_u64().unwrap();
            }
            assert_eq!((has("What we promise each other"), has("Warm")), (keeps, keeps), "{which}: {text}");
            if format == "pdf" {
                let pages = ask(&world, "pack_pages", json!({"id": pack["id"]}))["count"].as_u64().unwrap();
                assert!((4..=14).contains(&pages), "{pages} pages of {which}");
            }
            look(&world, pack, &format!("{name}-{kind}"), format);
        }
    }
}

#[test]
fn a_copy_of_the_whole_journal_takes_its_sessions_along_and_a_few_entries_do_not() {
    let world = World::new();
    let (community, member) = group(&world);
    let [first, other] = ["Who waits", "Another"].map(|title| entry(&world, title, "I waited.\n"));
    let own = ask(&world, "protocol_copy", json!({"id": "tuning"}));
    let session = ask(
        &world,
        "session_save",
        json!({"community": community, "title": "Waiting", "start": "2027-03-11T15:40", "protocol": own["id"],
               "agenda": [{"kind": "piece", "entry": first, "focus": "What do I not see?"}],
               "roles": [{"role": "facilitator", "person": member("Bea Brook")}, {"role": "time"}]}),
    );
    let promised = json!({"session": session["id"], "what": "Tally", "person": member("Dev Ash"), "due": "2027-03-18"});
    ask(&world, "commitment_save", promised);
    let record =
        json!({"session": session["id"], "heard": "They wait, too.", "open_questions": ["How long?"], "done": true});
    ask(&world, "session_record", record);
    let line = json!({"behaviour": "visit", "seen": "not_yet", "support": "Swap an hour", "examples": [other]});
    ask(&world, "audit_save", json!({"community": community, "day": "2027-03-12", "lines": [line]}));
    let written = |ids: &[&Value], format: &str| {
        let file = world.place().join(format!("copy-{}.zip", ids.len()));
        ask(&world, "export_write", json!({"ids": ids, "format": format, "place": file}));
        let mut zip = zip::ZipArchive::new(std::fs::File::open(&file).unwrap()).unwrap();
        let document: Value = serde_json::from_reader(zip.by_name("loopbook.json").unwrap()).unwrap();
        document
    };
    assert_eq!(written(&[&first], "json")["meetings"], Value::Null, "colleagues were not chosen");
    let meetings = written(&[&first, &other], "json")["meetings"].clone();
    let only = &meetings["communities"][0];
    assert_eq!((&only["name"], &only["members"][0]["name"]), (&json!("Y9 enquiry"), &json!("Bea Brook")));
    assert_eq!(meetings["protocols"][0]["definition"]["name"], "Tuning, ours");
    let out = &meetings["sessions"][0];
    assert_eq!((&out["agenda"][0]["entry"], &out["agenda"][0]["focus"]), (&first, &json!("What do I not see?")));
    assert_eq!((&out["roles"][0]["person"], &out["roles"][1]["person"]), (&member("Bea Brook"), &Value::Null));
    assert_eq!((&out["start"], &out["state"]), (&json!("2027-03-11T15:40"), &json!("recorded")));
    assert_eq!(out["steps"].as_array().unwrap().len(), session["steps"].as_array().unwrap().len());
    assert_eq!(out["record"]["heard"], "They wait, too.");
    assert_eq!(out["record"]["commitments"][0]["steps"][0]["state"], "planned");
    let audit = &meetings["audits"][0]["lines"];
    let visit = audit.as_array().unwrap().iter().find(|line| line["behaviour"] == "visit").unwrap();
    assert_eq!((&visit["support"], &visit["examples"]), (&json!("Swap an hour"), &json!([other])));
    comes_back(&world.place().join("copy-2.zip"), &meetings);
}

/// The same in a journal that has nothing: whole, under its ids, once; and out again without a trace.
fn comes_back(copy: &std::path::Path, meetings: &Value) {
    let reader = World::new();
    // People have other numbers here.
    ask(&reader, "person_save", json!({"name": "Dora Lind", "role": "pupil"}));
    let preview = ask(&reader, "import_preview", json!({"place": copy}));
    assert_eq!(
        (&preview["new_entries"], &preview["communities"], &preview["sessions"]),
        (&json!(2), &json!(1), &json!(1))
    );
    let done = ask(&reader, "import_run", json!({"place": copy}));
    assert_eq!((&done["added"], &done["communities"], &done["sessions"]), (&json!(2), &json!(1), &json!(1)), "{done}");
    assert_eq!(done["problems"], json!([]));
    let [session] = ["sessions"].map(|kind| meetings[kind][0].clone());
    let back = ask(&reader, "session_get", json!({"id": session["id"]}));
    for field in [
        "title",
        "start",
        "zone",
        "minutes",
        "place",
        "purpose",
        "protocol",
        "protocol_name",
        "steps",
        "laid_out",
        "norms",
        "copies",
        "origin",
        "record_style",
        "state",
    ] {
        assert_eq!(back[field], session[field], "{field}");
    }
    assert_eq!(back["agenda"][0]["entry"]["id"], session["agenda"][0]["entry"]);
    assert_eq!((&back["roles"][0]["name"], &back["roles"][1]["name"]), (&json!("Bea Brook"), &json!("C.")));
    assert_ne!(back["roles"][0]["person"], Value::Null);
    let kept = &back["record"];
    assert_eq!((&kept["heard"], &kept["open_questions"]), (&json!("They wait, too."), &json!(["How long?"])));
    assert_eq!(kept["recorded_at"], session["record"]["recorded_at"]);
    let (promise, was) = (&kept["commitments"][0], &session["record"]["commitments"][0]);
    assert_eq!((&promise["id"], &promise["who"], &promise["steps"]), (&was["id"], &json!("Dev Ash"), &was["steps"]));
    let audits = ask(&reader, "audit_list", json!({}));
    let audit = ask(&reader, "audit_get", json!({"id": audits[0]["id"]}));
    let visit = audit["lines"].as_array().unwrap().iter().find(|line| line["behaviour"] == "visit").unwrap().clone();
    assert_eq!((&visit["support"], &visit["examples"][0]["title"]), (&json!("Swap an hour"), &json!("Another")));
    let people = ask(&reader, "person_list", json!({}));
    let bea = people.as_array().unwrap().iter().find(|one| one["name"] == "Bea Brook").unwrap();
    assert_eq!((&bea["listed"], &bea["role"]), (&json!(true), &json!("colleague")));
    // The other way round it is the same file again.
    let whole = |world: &World| {
        let ids: Vec<Value> = ask(world, "entry_list", json!({}))["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["id"].clone())
            .collect();
        let file = world.place().join("again.zip");
        ask(world, "export_write", json!({"ids": ids, "format": "json", "place": file}));
        let mut zip = zip::ZipArchive::new(std::fs::File::open(&file).unwrap()).unwrap();
        let document: Value = serde_json::from_reader(zip.by_name("loopbook.json").unwrap()).unwrap();
        document["meetings"].clone()
    };
    let mut again = whole(&reader);
    let mut before = meetings.clone();
    for one in [&mut again, &mut before] {
        unnumbered(one);
    }
    assert_eq!(again, before);
    let twice = ask(&reader, "import_run", json!({"place": copy}));
    assert_eq!((&twice["added"], &twice["communities"], &twice["sessions"]), (&json!(0), &json!(0), &json!(0)));
    assert_eq!(ask(&reader, "session_list", json!({})).as_array().unwrap().len(), 1);
    ask(&reader, "import_undo", json!({"id": done["id"]}));
    for list in ["session_list", "community_list", "audit_list", "commitment_list", "entry_list"] {
        let left = ask(&reader, list, json!({}));
        let left = left.get("rows").unwrap_or(&left);
        assert_eq!(left, &json!([]), "{list}");
    }
    let protocols = ask(&reader, "protocol_list", json!({}));
    assert!(protocols.as_array().unwrap().iter().all(|one| one["own"] == false));
}

/// Without the numbers of people, and what follows from the clock.
fn unnumbered(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| !matches!(name.as_str(), "person" | "late" | "edited_at"));
            fields.values_mut().for_each(unnumbered);
        }
        Value::Array(all) => all.iter_mut().for_each(unnumbered),
        _ => {}
    }
}

/// A file whose sessions cannot be: its entries come in, of the rest nothing, and it is said.
#[test]
fn sessions_that_cannot_be_stay_out_whole() {
    let world = World::new();
    let (community, member) = group(&world);
    let first = entry(&world, "Who waits", "I waited.\n");
    for title in ["One", "Two"] {
        let session = json!({"community": community, "title": title, "start": "2027-03-11T15:40", "protocol": "tuning",
            "agenda": [{"kind": "piece", "entry": first}], "roles": [{"role": "time", "person": member("Dev Ash")}]});
        let session = ask(&world, "session_save", session);
        ask(&world, "commitment_save", json!({"session": session["id"], "what": "Tally", "person": member("Dev Ash")}));
    }
    let file = world.place().join("copy.zip");
    ask(&world, "export_write", json!({"ids": [first], "format": "json", "place": file}));
    let mut zip = zip::ZipArchive::new(std::fs::File::open(&file).unwrap()).unwrap();
    let sound: Value = serde_json::from_reader(zip.by_name("loopbook.json").unwrap()).unwrap();
    let other = sound["meetings"]["sessions"][1]["id"].clone();
    type Harm<'h> = (&'static str, Box<dyn Fn(&mut Value) + 'h>);
    let harms: Vec<Harm<'_>> = vec![
        ("a list", Box::new(|all| *all = json!([1]))),
        ("no day", Box::new(|all| all["sessions"][0]["start"] = json!("2027-02-30T10:00"))),
        ("no zone", Box::new(|all| all["sessions"][0]["zone"] = json!("Europe/Atlantis"))),
        ("endless", Box::new(|all| all["sessions"][0]["minutes"] = json!(4_000_000_000_u32))),
        ("no such protocol", Box::new(|all| all["sessions"][0]["protocol"] = json!("seance"))),
        (
            "no such community",
            Box::new(|all| all["sessions"][0]["community"] = json!("019f0000-0000-7000-8000-000000000001")),
        ),
        (
            "after itself",
            Box::new(|all| {
                all["sessions"][0]["before"] = other.clone();
                let first = all["sessions"][0]["id"].clone();
                all["sessions"][1]["before"] = first;
            }),
        ),
        (
            "twice",
            Box::new(|all| {
                let id = all["sessions"][0]["id"].clone();
                all["sessions"][1]["id"] = id;
            }),
        ),
        ("a step without minutes", Box::new(|all| all["sessions"][0]["steps"][0]["minutes"] = json!(0))),
        ("a step of no shape", Box::new(|all| all["sessions"][0]["steps"][0]["speaks"] = json!("everybody"))),
        ("too much", Box::new(|all| all["sessions"][0]["title"] = json!("x".repeat(5_000)))),
        ("two names", Box::new(|all| all["sessions"][0]["roles"][0]["name"] = json!("Somebody Else"))),
        ("no name", Box::new(|all| all["communities"][0]["members"][0]["name"] = json!(" "))),
        (
            "a member twice",
            Box::new(|all| {
                let one = all["communities"][0]["members"][0].clone();
                all["communities"][0]["members"][1] = one;
            }),
        ),
        ("no promise", Box::new(|all| all["sessions"][0]["record"]["commitments"][0]["what"] = json!(""))),
        ("no step of a promise", Box::new(|all| all["sessions"][0]["record"]["commitments"][0]["steps"] = json!([]))),
        ("a day that is none", Box::new(|all| all["sessions"][0]["record"]["commitments"][0]["due"] = json!("soon"))),
        ("a stage that is none", Box::new(|all| all["communities"][0]["stage"] = json!("famous"))),
    ];
    for (name, harm) in harms {
        let mut document = sound.clone();
        harm(&mut document["meetings"]);
        let bad = world.place().join("bad.zip");
        let mut out = zip::ZipWriter::new(std::fs::File::create(&bad).unwrap());
        out.start_file("loopbook.json", zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut out, document.to_string().as_bytes()).unwrap();
        out.finish().unwrap();
        let reader = World::new();
        let done = ask(&reader, "import_run", json!({"place": bad}));
        let said = done["problems"].to_string();
        assert_eq!((&done["added"], &done["sessions"]), (&json!(1), &json!(0)), "{name}: {done}");
        assert!(said.contains("none of them came in"), "{name}: {said}");
        for list in ["session_list", "community_list", "commitment_list", "person_list"] {
            assert_eq!(ask(&reader, list, json!({})), json!([]), "{list} after {name}");
        }
    }
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
