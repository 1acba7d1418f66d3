//! A session while it runs: its steps, its wall, what is heard.

use serde_json::{Value, json};

use super::{ask, entry, group, refused};
use crate::world::World;

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
