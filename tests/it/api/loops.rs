//! Learning logs, their claims' ties, and deleting for good.

use journal::change::Op;
use journal::id::TestId;
use journal::test;
use serde_json::{Value, json};

use crate::world::World;

pub fn calls(world: &World, ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    let source = world.add("Silence", "I asked, and nobody answered me.").id;
    let passage = json!({"exact": "nobody answered", "prefix": "I asked, and ", "suffix": " me."});
    let begun = ask("loop_begin", json!({"title": "Silence in Y9", "from": source, "passage": passage}));
    let id = begun["entry"]["id"].clone();
    assert_eq!((begun["stage"].clone(), begun["quotes"][0]["found"].clone()), (json!("noticed"), json!(true)));
    assert_eq!(ask("loop_get", json!({"id": id})), begun);
    assert_eq!(ask("loop_list", json!({"open": true}))[0]["id"], id);
    let written = ask(
        "loop_write",
        json!({"id": id, "base": begun["entry"]["revision"], "fields": {
            "trigger": "Silence", "account": "I asked and answered.", "intended": "Answers", "actual": "None"}}),
    );
    assert_eq!((written["can_move_on"].clone(), written["missing"][0]["sentences"].clone()), (json!(true), json!([])));
    assert_eq!(ask("loop_set", json!({"id": id, "owner": "group", "riskiest_rung": 4}))["riskiest_rung"], 4);
    assert_eq!(ask("loop_set", json!({"id": id, "riskiest_rung": null}))["riskiest_rung"], Value::Null);
    assert_eq!(ask("loop_move", json!({"id": id, "to": "mapped"}))["stage"], "mapped");
    assert_eq!(ask("loop_park", json!({"id": id, "why": "marking", "revisit": "2026-12-01"}))["exit"], "parked");
    assert_eq!(ask("loop_reopen", json!({"id": id}))["exit"], "none");
    assert_eq!(ask("loop_single", json!({"id": id, "why": "a seating plan did it"}))["exit"], "single");
    ask("loop_reopen", json!({"id": id}));

    let quote = json!({"loop": id, "field": "in_use", "exact": "answered", "prefix": "", "suffix": ""});
    let quoted = ask("quote_add", quote);
    assert_eq!(ask("quote_remove", json!({"id": quoted["quotes"][1]["id"]}))["quotes"].as_array().unwrap().len(), 1);
    let challenged =
        ask("challenge_save", json!({"loop": id, "kind": "view", "text": "They were thinking.", "lens": "learners"}));
    let challenge = challenged["challenges"][0]["id"].clone();
    assert_eq!(ask("challenge_remove", json!({"id": challenge}))["challenges"], json!([]));
    assert_eq!(ask("challenge_restore", json!({"id": challenge}))["challenges"], challenged["challenges"]);
    let mut case = ask("case_get", json!({"loop": id}));
    case["turns"] =
        json!([{"id": null, "speaker": "I", "said": "Well?", "unsaid": "Help", "marker": "inquiry", "redesign": ""}]);
    let saved = ask("case_save", json!({"loop": id, "case": case}));
    assert!(saved["turns"][0]["id"].is_string());
    let other = world.add("Bears on it", "text").id;
    ask("link_add", json!({"entry": id, "rel": "bears_on", "other": other}));
    ask("link_remove", json!({"entry": id, "rel": "bears_on", "other": other}));

    let tied = ask("claim_add", json!({"loop": id, "kind": "aim", "text": "Keep pace", "rating": "held"}));
    let claim = tied["aims"][0]["claim"]["id"].clone();
    assert_eq!(
        ask("claim_rate", json!({"loop": id, "claim": claim, "rating": "strained"}))["aims"][0]["rating"],
        "strained"
    );
    assert_eq!(ask("claim_untie", json!({"loop": id, "claim": claim}))["aims"], json!([]));
    assert_eq!(
        ask("claim_tie", json!({"loop": id, "claim": claim, "rating": "strained"}))["aims"][0]["claim"]["id"],
        claim
    );
    closing(world, &id, ask);

    ask("entry_trash", json!({"ids": [id, source, other]}));
    let preview = ask("purge_preview", json!({"ids": [id, source, other]}));
    assert_eq!((preview["loops"].clone(), preview["entries"].clone()), (json!(1), json!(2)));
    let claims: Vec<Value> = preview["claims"].as_array().unwrap().iter().map(|claim| claim["id"].clone()).collect();
    assert!(claims.contains(&claim));
    ask("entry_purge", json!({"ids": [id, source, other], "claims": claims}));
    assert_eq!(ask("trash_list", json!({})), json!([]));
}

/// To the last stage, with an assumption that is kept after its test.
fn closing(world: &World, id: &Value, ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    let quote = json!({"loop": id, "field": "in_use", "exact": "answered", "prefix": "", "suffix": ""});
    ask("quote_add", quote);
    ask("challenge_save", json!({"loop": id, "kind": "evidence", "text": "She counted to 1.4 seconds."}));
    let weighed = ask(
        "claim_add",
        json!({"loop": id, "kind": "assumption", "text": "If it is silent, I lose them.", "confidence": 85}),
    );
    let revision = weighed["entry"]["revision"].clone();
    ask(
        "loop_write",
        json!({"id": id, "base": revision, "fields": {"strategy": "Asked again", "espoused": "Thinking", "in_use": "Pace",
            "contribution": "I never waited.", "kept_because": "I have not tried."}}),
    );
    let claim = weighed["assumptions"][0]["claim"]["id"].clone();
    let test = tested(world, id, &claim);
    for stage in ["challenged", "revised", "test_planned", "tested"] {
        assert_eq!(ask("loop_move", json!({"id": id, "to": stage}))["stage"], stage);
    }
    let closed = ask("loop_close", json!({"id": id, "verdict": "keep", "claim": claim}));
    assert_eq!((closed["stage"].clone(), closed["complete"].clone()), (json!("closed"), json!(true)));
    let kept = closed["assumptions"][0]["versions"].as_array().unwrap().last().unwrap();
    assert_eq!((kept["standing"].clone(), kept["cause_id"].clone()), (json!("kept"), json!(test)));
}

fn tested(world: &World, id: &Value, claim: &Value) -> TestId {
    let request = json!({"loop": id, "claim": claim, "action": "Wait five seconds", "due": "2026-11-28",
        "prediction": "Three new voices", "disconfirm": "Talk off the task"});
    world
        .journal
        .write(Op::WriteTest, |tx| {
            let test = test::save(tx, serde_json::from_value(request)?)?.id;
            test::plan(tx, test)?;
            test::happened(tx, serde_json::from_value(json!({"id": test, "text": "Five new voices"}))?)?;
            test::review(tx, serde_json::from_value(json!({"id": test, "met": "yes", "confidence": 85}))?)?;
            Ok(test)
        })
        .unwrap()
}
