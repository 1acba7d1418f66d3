//! The worked example of domain.md 1.8, lived through: a teacher who fills every silence.

use serde_json::{Value, json};

use crate::world::{MINUTE, START, World};

const DAY: i64 = 24 * 60;

/// A learning log that is being written, through the table of calls as the window does it.
struct Log<'w> {
    world: &'w World,
    id: Value,
    now: Value,
}

impl Log<'_> {
    fn call(&mut self, name: &str, mut request: Value) -> &Value {
        let key = if name.starts_with("loop_") { "id" } else { "loop" };
        request[key] = self.id.clone();
        self.now = self.world.call(name, request).unwrap_or_else(|error| panic!("{name}: {}", error.message));
        &self.now
    }

    fn write(&mut self, fields: Value) {
        let base = self.now["entry"]["revision"].clone();
        self.call("loop_write", json!({"base": base, "fields": fields}));
    }

    fn to(&mut self, stage: &str) {
        assert_eq!(self.call("loop_move", json!({"to": stage}))["stage"], stage);
    }

    fn missing(&self) -> Vec<&str> {
        let here = self.now["missing"].as_array().unwrap().iter().find(|one| one["stage"] == self.now["stage"]);
        here.unwrap()["sentences"].as_array().unwrap().iter().map(|sentence| sentence.as_str().unwrap()).collect()
    }

    fn again(&mut self) {
        self.call("loop_get", json!({}));
    }
}

/// What a claim went through: text, confidence, standing, cause.
fn life(claim: &Value) -> Vec<(&str, Option<u64>, &str, &str)> {
    let of = |version: &'_ Value, key: &str| version[key].as_str().unwrap().to_owned().leak() as &str;
    let versions = claim["versions"].as_array().unwrap().iter();
    versions
        .map(|version| {
            (of(version, "text"), version["confidence"].as_u64(), of(version, "standing"), of(version, "cause"))
        })
        .collect()
}

const FIRST: &str = "If I leave silence, I lose the class.";
const SECOND: &str = "Silence under 8 seconds is thinking time; being seen to struggle is allowed.";
const AIM: &str = "Never look lost";
const NEW_AIM: &str = "Make thinking visible";

#[test]
fn a_teacher_who_fills_every_silence_goes_from_noticed_to_closed() {
    let world = World::new();
    let entry = world
        .call(
            "entry_add",
            json!({"title": "Tuesday", "body": "In Y9 nobody answers my questions.\n\nTired.", "tags": ["y9"]}),
        )
        .unwrap();
    let passage = json!({"exact": "nobody answers my questions", "prefix": "In Y9 ", "suffix": "."});
    let begun =
        world.call("loop_begin", json!({"title": "Silence in Y9", "from": entry["id"], "passage": passage})).unwrap();
    let mut log = Log { world: &world, id: begun["entry"]["id"].clone(), now: begun };

    noticed(&mut log);
    mapped(&mut log);
    world.later(7 * DAY);
    let assumption = challenged_and_revised(&mut log);
    let test = planned(&mut log, &assumption);
    world.later(11 * DAY);
    tested(&mut log, &test);
    world.later(3 * DAY);
    closed(&mut log, &assumption, &test);
    remembered(&world, &log, &assumption);
    drawn(&world, &log, &assumption);
}

fn noticed(log: &mut Log<'_>) {
    assert_eq!(log.now["entry"]["tags"], json!(["y9"]), "what the entry says of itself is taken over");
    assert_eq!(
        (log.now["quotes"][0]["field"].as_str(), &log.now["quotes"][0]["found"]),
        (Some("trigger"), &json!(true))
    );
    assert_eq!(log.now["links"][0]["rel"], "began_from");
    assert_eq!(log.missing().len(), 4);
    let refused = log.world.call("loop_move", json!({"id": log.id, "to": "mapped"})).unwrap_err();
    assert!(refused.message.starts_with("Say what surprised, bothered or delighted you."), "{}", refused.message);
    log.write(json!({
        "trigger": "Nobody answers my questions in Y9.",
        "account": "I asked why the ice melted. Nobody spoke.\nI asked again, then answered it myself.",
        "intended": "Pupils thinking aloud.",
        "actual": "I talked for most of the hour.",
    }));
    log.to("mapped");
}

fn mapped(log: &mut Log<'_>) {
    log.write(json!({
        "strategy": "I re-ask, then answer myself.",
        "espoused": "I want pupils to think.",
        "in_use": "Fill any silence within two seconds.",
    }));
    assert_eq!(log.missing()[0], "Quote a line of your account that shows what guides you.");
    let exact = "I asked again, then answered it myself.";
    log.call("quote_add", json!({"field": "in_use", "exact": exact, "prefix": "", "suffix": ""}));
    log.call("claim_add", json!({"kind": "aim", "text": "Pace", "rating": "held"}));
    log.call("claim_add", json!({"kind": "aim", "text": AIM, "rating": "strained"}));
    log.call("claim_add", json!({"kind": "assumption", "text": FIRST, "confidence": 85, "type": "causal"}));
    assert_eq!(log.missing(), Vec::<&str>::new());
    log.to("challenged");
}

fn challenged_and_revised(log: &mut Log<'_>) -> Value {
    log.call(
        "challenge_save",
        json!({"kind": "evidence", "text": "Her tally shows I wait 1.4 seconds.", "lens": "colleagues", "who": "D", "how": "a tally"}),
    );
    log.call(
        "challenge_save",
        json!({"kind": "view", "text": "Two pupils say they were still thinking.", "lens": "learners", "who": "two pupils"}),
    );
    log.call("challenge_save", json!({"kind": "reading", "text": "Silence is work."}));
    log.write(json!({"contribution": "My waiting was too short to be an invitation."}));
    log.to("revised");
    let assumption = log.now["assumptions"][0]["claim"]["id"].clone();
    let refused = log.world.call("loop_move", json!({"id": log.id, "to": "test_planned"})).unwrap_err();
    assert_eq!(refused.message, "Write the assumption or the aim anew, or say why you keep it.");
    let written = json!({"claim": assumption, "loop": log.id, "text": SECOND, "confidence": 60});
    assert_eq!(log.world.call("claim_write", written).unwrap()["standing"], "revised");
    log.again();
    log.write(json!({"fix": "A no-hands-up app."}));
    log.to("test_planned");
    assumption
}

fn planned(log: &mut Log<'_>, assumption: &Value) -> Value {
    let test = log
        .world
        .call(
            "test_save",
            json!({"loop": log.id, "claim": assumption, "action": "Wait five seconds in two lessons", "place": "Y9",
                "people": "D counts", "consent": "D offered", "due": "2026-12-09",
                "prediction": "At least three new speakers", "disconfirm": "Talk off the task rises"}),
        )
        .unwrap()["id"]
        .clone();
    let sealed = log.world.call("test_plan", json!({"id": test})).unwrap();
    assert_eq!(
        (&sealed["sealed"], &sealed["prediction"], &sealed["disconfirm"]),
        (&json!(true), &Value::Null, &Value::Null)
    );
    log.again();
    assert!(!log.now.to_string().contains("three new speakers"), "sealed: no reply shows it before the result");
    log.to("tested");
    test
}

fn tested(log: &mut Log<'_>, test: &Value) {
    let waits = log.world.call("loop_list", json!({"open": true})).unwrap();
    assert_eq!(
        (&waits[0]["due"], &waits[0]["missing"][0]),
        (&json!("2026-12-09"), &json!("Look back at your test: was it as you expected?"))
    );
    let result = log
        .world
        .call("test_happened", json!({"id": test, "text": "Five new speakers, one noisy patch.", "on": "2026-12-08"}))
        .unwrap();
    assert_eq!(result["prediction"], "At least three new speakers", "now it is shown");
    log.world.call("test_review", json!({"id": test, "met": "yes", "confidence": 80})).unwrap();
    log.again();
    assert_eq!(log.missing(), Vec::<&str>::new());
}

fn closed(log: &mut Log<'_>, assumption: &Value, test: &Value) {
    let aim = log.now["aims"][1]["claim"]["id"].clone();
    let written = json!({"claim": aim, "loop": log.id, "text": NEW_AIM, "cause": "test", "cause_id": test});
    log.world.call("claim_write", written).unwrap();
    log.again();
    log.write(json!({"practice": "I count to five before I speak.", "tell": "Y9, and D"}));
    log.call("loop_close", json!({"verdict": "drop", "claim": assumption, "instead": SECOND, "confidence": 85}));
    assert_eq!(
        (&log.now["stage"], &log.now["verdict"], &log.now["complete"], &log.now["next"]),
        (&json!("closed"), &json!("drop"), &json!(true), &Value::Null)
    );
    assert_eq!(
        life(&log.now["assumptions"][0]),
        [
            (FIRST, Some(85), "held", "self"),
            (SECOND, Some(60), "revised", "self"),
            (SECOND, Some(80), "revised", "test"),
            (SECOND, Some(85), "revised", "test"),
        ]
    );
    assert_eq!(life(&log.now["aims"][0]), [("Pace", None, "held", "self")]);
    assert_eq!(life(&log.now["aims"][1]), [(AIM, None, "held", "self"), (NEW_AIM, None, "revised", "test")]);
    let way: Vec<&str> = log.now["moves"].as_array().unwrap().iter().map(|step| step["to"].as_str().unwrap()).collect();
    assert_eq!(way, ["mapped", "challenged", "revised", "test_planned", "tested", "closed"]);
}

/// What stays: the text is one readable page, the ledger knows the assumption's life.
fn remembered(world: &World, log: &Log<'_>, assumption: &Value) {
    let body = log.now["entry"]["body"].as_str().unwrap();
    let headings: Vec<&str> = body.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert_eq!(headings.len(), 11, "{headings:?}");
    assert_eq!(headings[0], "What surprised, bothered or delighted me");
    assert_eq!(headings[10], "Who needs to know");
    let ledger = world.call("claim_get", json!({"id": assumption})).unwrap();
    assert_eq!((&ledger["loops"][0]["id"], &ledger["loops"][0]["verdict"]), (&log.id, &json!("drop")));
    let first = journal::clock::Instant::from_millis(START).to_string();
    assert_eq!(ledger["versions"][0]["at"], json!(first));
    let last = journal::clock::Instant::from_millis(START + 21 * DAY * MINUTE).to_string();
    assert_eq!(ledger["versions"][3]["at"], json!(last));
    let row = world.call("entry_list", json!({})).unwrap()["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["kind"] == "loop")
        .cloned()
        .unwrap();
    assert_eq!((&row["stage"], &row["exit"]), (&json!("closed"), &json!("none")));
}

/// The whole way in one picture, and in words for whoever does not see it.
fn drawn(world: &World, log: &Log<'_>, assumption: &Value) {
    let picture = world.call("loop_picture", json!({"id": log.id})).unwrap();
    let told = format!(
        "What I was after: {AIM}
What I assumed (85%): {FIRST}
Also at stake: Pace
What I did: I re-ask, then answer myself.
What happened: I talked for most of the hour.
A better move, with the aim as it was: A no-hands-up app.
What I am after now: {NEW_AIM}
What I assume now (85%): {SECOND}
My test: Wait five seconds in two lessons
What I expected: At least three new speakers
What came of it: Five new speakers, one noisy patch.
Compared with what I expected: As expected
In the end: Verdict: given up"
    );
    assert_eq!(picture["text"].as_str().unwrap(), told);
    let lit = |role: &str| {
        let arrows = picture["arrows"].as_array().unwrap().iter();
        arrows.filter(|arrow| arrow["role"] == role).all(|arrow| arrow["lit"] == true)
    };
    assert!(lit("single") && lit("double"), "both ways round were gone");
    let life = world.call("claim_picture", json!({"id": assumption})).unwrap();
    let told = format!(
        "21 November 2026: held, 85% sure: {FIRST}
28 November 2026: revised, 60% sure: {SECOND}
9 December 2026: revised, 80% sure (after a test): {SECOND}
12 December 2026: revised, 85% sure (after a test): {SECOND}"
    );
    assert_eq!(life["text"].as_str().unwrap(), told);
    let sure: Vec<&Value> = life["points"].as_array().unwrap().iter().map(|point| &point["label"]).collect();
    assert_eq!(sure, ["85%", "60%", "80%", "85%"]);
}
