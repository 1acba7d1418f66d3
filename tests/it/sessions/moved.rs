//! Sessions in a copy of the journal, and out of it again.

use serde_json::{Value, json};

use super::{ask, entry, group};
use crate::world::World;

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
