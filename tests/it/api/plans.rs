//! The calls that prepare something for somebody.

use serde_json::{Value, json};

use crate::world::World;

/// Anna and Ben on the list, a community, and a plan of one entry for it. Answers with the plan and the entry.
pub fn a_plan(world: &World, body: &str) -> (Value, Value) {
    let ask = |name: &str, request: Value| {
        world.call(name, request).unwrap_or_else(|error| panic!("{name}: {}", error.message))
    };
    for (name, aliases) in [("Anna Visser", json!(["Annie"])), ("Ben Okoro", json!([]))] {
        ask("person_save", json!({"name": name, "aliases": aliases, "role": "pupil"}));
    }
    let community = ask("community_save", json!({"name": "Maple group", "shown_name": "C."}));
    let entry = ask(
        "entry_add",
        json!({"title": "Cold calling", "body": body, "readiness": "ready", "audience": "shareable", "tags": ["y9"],
               "happened": {"precision": "day", "local": "2026-11-20"}}),
    );
    let plan = ask("plan_begin", json!({"community": community["id"], "purpose": "peer_review", "ids": [entry["id"]]}));
    (plan, entry)
}

/// Takes every proposal and answers what is asked, so that the plan can leave.
pub fn settled(world: &World, plan: &Value) {
    let named = world.call("plan_decide", json!({"plan": plan, "accept": true})).unwrap();
    assert_eq!(named["open"], 0, "{named}");
    let answers: Vec<Value> =
        ["recognised", "only_one", "upset"].map(|question| json!({"question": question, "answer": "no"})).to_vec();
    world.call("plan_checks", json!({"plan": plan, "answers": answers})).unwrap();
}

pub fn calls(world: &World, ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    ask("person_save", json!({"name": "Dora Lind", "role": "pupil"}));
    let one = json!({"title": "Questions", "body": "I asked Dora why.\n\nShe was silent.\n", "readiness": "ready"});
    let entry = world.call("entry_add", one).unwrap();
    let plan = ask("plan_begin", json!({"audience": "A reader", "ids": [entry["id"]]}));
    let id = &plan["id"];
    assert_eq!((&plan["audience"], &plan["pieces"][0]["stays"]), (&json!("A reader"), &json!("private")));
    let saved = ask(
        "plan_save",
        json!({"id": id, "ask": "What do you see?", "dates": "month", "questions": [{"text": "Was that a question?"}],
               "wishes": {"return_to_me": true, "do_not_pass_on": true, "destroy_by": "2027-01-31"}}),
    );
    assert_eq!((&saved["questions"][0]["id"], &saved["wishes"]["destroy_by"]), (&json!("q1"), &json!("2027-01-31")));
    assert_eq!(ask("plan_get", json!({"id": id}))["ask"], "What do you see?");
    let parts = ask("plan_blocks", json!({"plan": id, "entry": entry["id"]}));
    let block = parts["parts"].as_array().unwrap().iter().find(|part| part["kind"] == "block").unwrap();
    assert_eq!((&block["text"], &block["ticked"]), (&json!("I asked Dora why."), &json!(true)));
    let set = json!([{"entry": entry["id"], "whole": false, "ticks": [block["key"], "private", "title"]}]);
    let chosen = ask("plan_pieces", json!({"plan": id, "set": set}));
    assert_eq!((&chosen["pieces"][0]["stays"], &chosen["pieces"][0]["words"]), (&Value::Null, &json!(4)));
    let names = ask("plan_names", json!({"id": id}));
    let dora = names["groups"].as_array().unwrap().iter().find(|group| group["kind"] == "person").unwrap().clone();
    assert_eq!(
        (&dora["name"], &dora["hits"][0]["found"], &dora["must"]),
        (&json!("Dora Lind"), &json!("Dora"), &json!(true))
    );
    let decided = ask(
        "plan_decide",
        json!({"plan": id, "decisions": [{"group": dora["group"], "decision": {"action": "replace", "text": "Pupil Q"}}]}),
    );
    assert_eq!((&decided["open"], &decided["others"][0]["label"]), (&json!(0), &json!("Pupil Q")), "{decided}");
    let asked =
        json!({"plan": id, "person": dora["person"], "state": "given", "scope": "this group", "day": "2026-11-21"});
    assert_eq!(ask("plan_consent", asked)["others"][0]["consent"], "given");
    let answers: Vec<Value> =
        ["recognised", "only_one", "upset"].map(|question| json!({"question": question, "answer": "no"})).to_vec();
    assert_eq!(ask("plan_checks", json!({"plan": id, "answers": answers}))["checks"].as_array().unwrap().len(), 3);
    assert_eq!(ask("plan_names", json!({"id": id}))["blocked"], json!([]));
    assert_eq!(ask("plan_list", json!({}))[0]["id"], *id);
    let staged = world.journal.vault().stage(&mut b"\x89PNG\r\n\x1a\n....".as_slice()).unwrap();
    let photo =
        world.call("attachment_add", json!({"entry": entry["id"], "staged": staged, "name": "class.png"})).unwrap();
    let patch = json!({"left": 0.25, "top": 0.5, "width": 0.5, "height": 0.25});
    assert_eq!(ask("cover_set", json!({"attachment": photo["id"], "patches": [patch]})), json!([patch]));
    assert_eq!(ask("cover_get", json!({"id": photo["id"]})), json!([patch]));
    let set = json!([{"entry": entry["id"], "whole": true, "ticks": ["private", format!("file:{}", photo["id"].as_str().unwrap())]}]);
    world.call("plan_pieces", json!({"plan": id, "set": set})).unwrap();
    ask("alt_set", json!({"attachment": photo["id"], "text": "The board after\n the lesson"}));
    let wanting = ask("alt_list", json!({"id": id}));
    assert_eq!((&wanting[0]["name"], &wanting[0]["text"]), (&json!("class.png"), &json!("The board after the lesson")));
    ask("plan_discard", json!({"id": id}));
    assert_eq!(ask("plan_list", json!({})), json!([]));
}

#[test]
fn a_plan_is_there_tomorrow_with_all_its_ticks_and_decisions() {
    let world = World::new();
    let (plan, _) = a_plan(&world, "I asked Anna.\n\nBen laughed.\n");
    world.call("plan_decide", json!({"plan": plan["id"], "accept": true})).unwrap();
    let before = world.call("plan_get", json!({"id": plan["id"]})).unwrap();
    let names = world.call("plan_names", json!({"id": plan["id"]})).unwrap();
    let world = world.reopened();
    assert_eq!(world.call("plan_get", json!({"id": plan["id"]})).unwrap(), before);
    assert_eq!(world.call("plan_names", json!({"id": plan["id"]})).unwrap(), names);
}

#[test]
fn what_was_decided_for_an_audience_is_remembered_for_it_and_no_other() {
    let world = World::new();
    let (plan, entry) = a_plan(&world, "I asked Anna, and Annie answered.\n");
    let named = world.call("plan_decide", json!({"plan": plan["id"], "accept": true})).unwrap();
    let label = named["others"][0]["label"].clone();
    let begin = |to: Value| {
        let mut request = to;
        request["ids"] = json!([entry["id"]]);
        let id = world.call("plan_begin", request).unwrap()["id"].clone();
        world.call("plan_names", json!({"id": id})).unwrap()
    };
    let again = begin(json!({"community": plan["community"]}));
    assert_eq!((&again["open"], &again["groups"][0]["decision"]["text"]), (&json!(0), &label));
    let other = begin(json!({"audience": "Somebody else"}));
    assert_eq!(other["groups"][0]["decision"], Value::Null);
    assert_ne!(other["groups"][0]["proposal"]["text"], label, "two audiences know her by two names");
}

#[test]
fn two_people_never_have_one_name_and_one_person_never_the_same_elsewhere() {
    let world = World::new();
    let (plan, entry) = a_plan(&world, "I asked Anna. Ben laughed.\n");
    let names = world.call("plan_names", json!({"id": plan["id"]})).unwrap();
    let group = |name: &str| {
        names["groups"].as_array().unwrap().iter().find(|group| group["name"] == name).unwrap()["group"].clone()
    };
    let called = |plan: &Value, name: &str, label: &str| {
        let decision = json!({"group": group(name), "decision": {"action": "replace", "text": label}});
        world.call("plan_decide", json!({"plan": plan, "decisions": [decision]}))
    };
    called(&plan["id"], "Anna Visser", "The first").unwrap();
    let refused = called(&plan["id"], "Ben Okoro", "the FIRST").unwrap_err();
    assert!(refused.message.contains("Somebody else is called so"), "{}", refused.message);
    let other = world.call("plan_begin", json!({"audience": "B", "ids": [entry["id"]]})).unwrap();
    let refused = called(&other["id"], "Anna Visser", "The first").unwrap_err();
    assert!(refused.message.contains("same person"), "{}", refused.message);
}

#[test]
fn who_refused_is_in_no_pack_and_a_name_stays_only_with_consent() {
    let world = World::new();
    let (plan, _) = a_plan(&world, "I asked Anna.\n");
    settled(&world, &plan["id"]);
    let anna = world.call("plan_names", json!({"id": plan["id"]})).unwrap()["others"][0]["person"].clone();
    let say = |state: &str| {
        let said =
            json!({"plan": plan["id"], "person": anna, "state": state, "scope": "the group", "day": "2026-11-21"});
        world.call("plan_consent", said).unwrap()
    };
    let prepare = || world.call("pack_prepare", json!({"plan": plan["id"], "format": "html"}));
    say("refused");
    let refused = prepare().unwrap_err();
    assert!(refused.message.contains("Anna Visser does not agree"), "{}", refused.message);
    say("asked");
    assert!(prepare().is_ok(), "replaced, she is not named");
    let names = world.call("plan_names", json!({"id": plan["id"]})).unwrap();
    let hit = &names["groups"][0]["hits"][0];
    let keep = json!({"group": names["groups"][0]["group"], "entry": hit["entry"], "occurrence": hit["occurrence"],
                      "decision": {"action": "keep", "text": "she wrote it with me"}});
    let kept = world.call("plan_decide", json!({"plan": plan["id"], "decisions": [keep]})).unwrap();
    assert_eq!(kept["others"][0]["named"], true);
    settled(&world, &plan["id"]);
    let refused = prepare().unwrap_err();
    assert!(refused.message.contains("named in this and has not agreed"), "{}", refused.message);
    say("given");
    prepare().unwrap();
}

#[test]
fn a_name_stays_place_by_place_only_and_what_is_no_name_is_so_everywhere() {
    let world = World::new();
    let (plan, entry) = a_plan(&world, "I asked Anna about Quillon.\n");
    let names = world.call("plan_names", json!({"id": plan["id"]})).unwrap();
    let group = |name: &str| {
        names["groups"].as_array().unwrap().iter().find(|group| group["name"] == name).unwrap()["group"].clone()
    };
    let decide = |name: &str, action: &str| {
        let decision = json!({"group": group(name), "decision": {"action": action, "text": "x"}});
        world.call("plan_decide", json!({"plan": plan["id"], "decisions": [decision]}))
    };
    assert!(decide("Anna Visser", "keep").unwrap_err().message.contains("each place"));
    assert!(decide("Anna Visser", "not_a_name").unwrap_err().message.contains("each place"));
    decide("Quillon", "not_a_name").unwrap();
    let other = world.call("plan_begin", json!({"audience": "B", "ids": [entry["id"]]})).unwrap();
    let names = world.call("plan_names", json!({"id": other["id"]})).unwrap();
    assert!(names["groups"].as_array().unwrap().iter().all(|group| group["name"] != "Quillon"), "{names}");
}

#[test]
fn who_could_be_known_is_asked_anew_for_another_sentence_and_not_for_a_star() {
    let world = World::new();
    let (plan, entry) = a_plan(&world, "One.\n\nTwo.\n\nThree.\n");
    let parts = world.call("plan_blocks", json!({"plan": plan["id"], "entry": entry["id"]})).unwrap();
    let ticks: Vec<&Value> =
        parts["parts"].as_array().unwrap().iter().filter(|part| part["text"] != "Three.").collect();
    let ticks: Vec<Value> = ticks.into_iter().map(|part| part["key"].clone()).collect();
    let set = json!([{"entry": entry["id"], "whole": false, "ticks": ticks}]);
    world.call("plan_pieces", json!({"plan": plan["id"], "set": set})).unwrap();
    settled(&world, &plan["id"]);
    let answered = || world.call("plan_get", json!({"id": plan["id"]})).unwrap()["checks"].as_array().unwrap().len();
    let id = serde_json::from_value(entry["id"].clone()).unwrap();
    assert_eq!(answered(), 3);
    let change = |fields: Value| {
        let base = world.get(id).revision;
        world.call("entry_save", json!({"id": id, "base": base, "fields": fields})).unwrap();
    };
    change(json!({"starred": true}));
    assert_eq!(answered(), 3, "a star leaves nobody better known");
    world.body(id, "One.\n\nTwo.\n\nThree, which stays, in other words.\n");
    assert_eq!(answered(), 3, "what stays is not what was asked about");
    change(json!({"tags": ["y9", "y9s"]}));
    assert_eq!(answered(), 0, "a tag leaves with it");
    settled(&world, &plan["id"]);
    world.body(id, "One.\n\nTwo is another.\n\nThree, which stays, in other words.\n");
    assert_eq!(answered(), 0, "another sentence");
}

#[test]
fn an_edited_block_never_leaves_by_an_old_tick_and_the_plan_says_so() {
    let world = World::new();
    let (plan, entry) = a_plan(&world, "One.\n\nTwo.\n");
    let parts = world.call("plan_blocks", json!({"plan": plan["id"], "entry": entry["id"]})).unwrap();
    let key = |text: &str| {
        parts["parts"].as_array().unwrap().iter().find(|part| part["text"] == text).unwrap()["key"].clone()
    };
    let set = json!([{"entry": entry["id"], "whole": false, "ticks": [key("One."), key("Two.")]}]);
    world.call("plan_pieces", json!({"plan": plan["id"], "set": set})).unwrap();
    let id = serde_json::from_value(entry["id"].clone()).unwrap();
    world.body(id, "One.\n\nTwo, and a secret.\n");
    let piece = world.call("plan_get", json!({"id": plan["id"]})).unwrap()["pieces"][0].clone();
    assert_eq!((&piece["words"], &piece["gone"]), (&json!(1), &json!(1)));
    settled(&world, &plan["id"]);
    let prepared = world.call("pack_prepare", json!({"plan": plan["id"], "format": "html"})).unwrap();
    let text = world.call("pack_text", json!({"id": prepared["pack"]["id"]})).unwrap();
    assert!(text.to_string().contains("One.") && !text.to_string().contains("secret"), "{text}");
}

fn answered(world: &World, plan: &Value) -> usize {
    world.call("plan_get", json!({"id": plan})).unwrap()["checks"].as_array().unwrap().len()
}

#[test]
fn an_answer_about_who_could_be_known_is_none_once_what_would_leave_is_another() {
    let world = World::new();
    let (plan, entry) = a_plan(&world, "I asked Anna.\n");
    let id = &plan["id"];
    let current = |name: &str| world.call("entry_get", json!({"id": entry["id"]})).unwrap()[name].clone();
    let dates = |dates: &str| ("plan_save", json!({"id": id, "dates": dates}));
    let changes: Vec<Box<dyn Fn() -> (&'static str, Value)>> = vec![
        Box::new(|| dates("none")),
        Box::new(|| dates("exact")),
        Box::new(|| ("plan_save", json!({"id": id, "ask": "What about the other one?"}))),
        Box::new(|| ("plan_save", json!({"id": id, "questions": [{"text": "And his mother?"}]}))),
        Box::new(|| {
            let fields = json!({"body": "I asked Anna. She limps.\n"});
            ("entry_save", json!({"id": entry["id"], "base": current("revision"), "fields": fields}))
        }),
        Box::new(|| {
            let fields = json!({"people": ["Ben Okoro"]});
            ("entry_save", json!({"id": entry["id"], "base": current("revision"), "fields": fields}))
        }),
    ];
    for change in changes {
        settled(&world, id);
        assert_eq!(answered(&world, id), 3);
        assert_eq!(world.call("plan_names", json!({"id": id})).unwrap()["blocked"], json!([]));
        let (name, request) = change();
        world.call(name, request.clone()).unwrap();
        assert_eq!(answered(&world, id), 0, "{request}");
        let refused = world.call("pack_prepare", json!({"plan": id, "format": "html"})).unwrap_err();
        assert!(refused.message.contains("could still be known"), "{}", refused.message);
    }
    settled(&world, id);
    world
        .call(
            "plan_save",
            json!({"id": id, "wishes": {"return_to_me": true, "do_not_pass_on": true, "destroy_by": null}}),
        )
        .unwrap();
    assert_eq!(answered(&world, id), 3, "a wish says nothing about anybody");
}

#[test]
fn what_was_decided_for_one_plan_goes_with_it() {
    let world = World::new();
    let (plan, entry) = a_plan(&world, "I asked Anna on 3 March 2026, and Zebulon laughed.\n");
    let names = world.call("plan_names", json!({"id": plan["id"]})).unwrap();
    let groups = names["groups"].as_array().unwrap();
    let keep = |group: &Value| json!({"group": group["group"], "decision": {"action": "keep", "text": "looked at"}});
    let kept: Vec<Value> = groups.iter().filter(|group| group["must"] == false).map(keep).collect();
    assert!(!kept.is_empty(), "{names}");
    let here = json!({"plan": plan["id"], "decisions": kept, "accept": true, "only_here": true});
    assert_eq!(world.call("plan_decide", here).unwrap()["open"], 0);
    let begin = json!({"community": plan["community"], "ids": [entry["id"]]});
    let other = world.call("plan_begin", begin.clone()).unwrap();
    let open = |plan: &Value| world.call("plan_names", json!({"id": plan})).unwrap()["open"].clone();
    assert_eq!((open(&plan["id"]), open(&other["id"])), (json!(0), names["open"].clone()));
    world.call("plan_discard", json!({"id": plan["id"]})).unwrap();
    assert_eq!(open(&other["id"]), names["open"]);
}

#[test]
fn a_stranger_has_another_name_in_front_of_other_readers() {
    let world = World::new();
    let (plan, entry) = a_plan(&world, "We met Zebulon there, and Zebulon laughed.\n");
    let stranger = |plan: &Value| {
        let names = world.call("plan_names", json!({"id": plan})).unwrap();
        names["groups"].as_array().unwrap().iter().find(|group| group["kind"] == "maybe_name").unwrap().clone()
    };
    let here = stranger(&plan["id"]);
    world.call("plan_decide", json!({"plan": plan["id"], "accept": true})).unwrap();
    let other = world.call("plan_begin", json!({"audience": "Others", "ids": [entry["id"]]})).unwrap();
    let there = stranger(&other["id"]);
    assert_ne!(here["proposal"]["text"], there["proposal"]["text"]);
    let same = json!({"group": here["group"], "decision": here["proposal"]});
    let refused = world.call("plan_decide", json!({"plan": other["id"], "decisions": [same]})).unwrap_err();
    assert!(refused.message.contains("same person"), "{}", refused.message);
}

#[test]
fn the_names_of_other_readers_are_found_in_what_leaves() {
    let world = World::new();
    let (plan, entry) = a_plan(&world, "The Maple group said so, and so did Tuesday Circle.\n");
    world.call("community_save", json!({"name": "Tuesday Circle", "shown_name": "C."})).unwrap();
    let found = |plan: &Value| {
        let names = world.call("plan_names", json!({"id": plan})).unwrap();
        let hits =
            names["groups"].as_array().unwrap().iter().flat_map(|group| group["hits"].as_array().unwrap().clone());
        hits.map(|hit| hit["found"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" | ")
    };
    let here = found(&plan["id"]);
    assert!(here.contains("Tuesday Circle") && !here.contains("Maple"), "{here}");
    let other = world.call("plan_begin", json!({"audience": "A reader", "ids": [entry["id"]]})).unwrap();
    assert!(found(&other["id"]).contains("Maple group"), "{}", found(&other["id"]));
}

#[test]
fn what_a_replacement_brings_to_light_is_open_and_stops_the_pack() {
    let world = World::new();
    let (plan, _) = a_plan(&world, "I asked Anna.\n");
    let names = world.call("plan_names", json!({"id": plan["id"]})).unwrap();
    let decision =
        json!({"group": names["groups"][0]["group"], "decision": {"action": "replace", "text": "the friend of Ben"}});
    let named = world.call("plan_decide", json!({"plan": plan["id"], "decisions": [decision]})).unwrap();
    let ben = named["groups"].as_array().unwrap().iter().find(|group| group["name"] == "Ben Okoro").unwrap();
    assert_eq!((&named["open"], &ben["hits"][0]["found"]), (&json!(1), &json!("Ben")), "{named}");
    settled(&world, &plan["id"]);
    let prepared = world.call("pack_prepare", json!({"plan": plan["id"], "format": "html"})).unwrap();
    let read = world.call("pack_text", json!({"id": prepared["pack"]["id"]})).unwrap().to_string();
    assert!(read.contains("the friend of Pupil") && !read.contains("Ben"), "{read}");
}

#[test]
fn what_an_author_says_of_a_picture_reaches_every_format_without_a_name() {
    let world = World::new();
    let (plan, entry) = a_plan(&world, "The board.\n");
    let photo = crate::leaks::photo();
    let mut ticks = Vec::new();
    let mut photos = Vec::new();
    for name in ["shown.jpg", "below.jpg"] {
        let staged = world.journal.vault().stage(&mut photo.as_slice()).unwrap();
        let photo =
            world.call("attachment_add", json!({"entry": entry["id"], "staged": staged, "name": name})).unwrap();
        ticks.push(format!("file:{}", photo["id"].as_str().unwrap()));
        photos.push(photo["id"].as_str().unwrap().to_owned());
    }
    let now = world.call("entry_get", json!({"id": entry["id"]})).unwrap();
    let body = format!("The board: ![](attachment:{})\n", photos[0]);
    world.call("entry_save", json!({"id": entry["id"], "base": now["revision"], "fields": {"body": body}})).unwrap();
    let set = json!([{"entry": entry["id"], "whole": true, "ticks": ticks}]);
    world.call("plan_pieces", json!({"plan": plan["id"], "set": set})).unwrap();
    settled(&world, &plan["id"]);
    let warned = |format: &str| {
        let prepared = world.call("pack_prepare", json!({"plan": plan["id"], "format": format})).unwrap();
        (prepared["pack"]["look"]["warnings"].to_string(), prepared["pack"]["id"].clone())
    };
    let (warnings, before) = warned("html");
    assert!(warnings.contains("2 pictures have no words"), "{warnings}");
    for (photo, text) in photos.iter().zip(["Anna's sum on the wall", "a paper tower"]) {
        world.call("alt_set", json!({"attachment": photo, "text": text})).unwrap();
    }
    let named = world.call("plan_names", json!({"id": plan["id"]})).unwrap();
    assert_eq!(named["open"], 1, "{named}");
    settled(&world, &plan["id"]);
    for format in ["html", "packet", "markdown", "pdf", "docx", "leap2a", "json"] {
        let (warnings, id) = warned(format);
        assert!(!warnings.contains("no words"), "{format}: {warnings}");
        assert!(format != "html" || id != before, "other words, another pack");
        let bytes = world
            .journal
            .read(|tx| journal::packs::bytes(tx, world.journal.vault(), id.as_str().unwrap().parse().unwrap()))
            .unwrap();
        let read = alts(format, &bytes);
        assert!(read.contains("sum on the wall") && read.contains("a paper tower"), "{format}: {read}");
        assert!(!read.contains("Anna"), "{format}: {read}");
    }
}

/// Where a format says what a picture shows.
fn alts(format: &str, bytes: &[u8]) -> String {
    let mut out = String::from_utf8_lossy(bytes).into_owned();
    if let Ok(mut zip) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) {
        out.clear();
        for at in 0..zip.len() {
            let mut inside = Vec::new();
            std::io::Read::read_to_end(&mut zip.by_index(at).unwrap(), &mut inside).unwrap();
            out.push_str(&String::from_utf8_lossy(&inside));
        }
    }
    if format == "pdf" {
        out = journal::export::readable(format, bytes).unwrap().join("\n");
    }
    out
}
