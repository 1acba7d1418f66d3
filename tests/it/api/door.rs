//! The calls on the door, by name: through the one function that every host answers with.

use std::collections::BTreeSet;

use journal::Clock;
use journal::api::{ApiError, Code, DOOR_CALLS, Paths, answer};
use journal::door::Door;
use serde_json::{Value, json};

const PASSPHRASE: &str = "lantern omit gravel seventy";

struct House {
    door: Door,
    folder: tempfile::TempDir,
}

impl House {
    fn new() -> Self {
        let house = Self { door: Door::new(Clock::system()), folder: tempfile::tempdir().unwrap() };
        house.door.begin(&house.folder.path().join("journal"), None).unwrap();
        house
    }

    fn call(&self, name: &str, request: Value) -> Result<Value, ApiError> {
        answer(&self.door, &Paths, name, request)
    }
}

#[test]
fn every_call_on_the_door_answers_to_its_name() {
    let house = House::new();
    let mut called: BTreeSet<&str> = BTreeSet::new();
    let mut ask = |name: &'static str, request: Value| -> Value {
        called.insert(name);
        house.call(name, request).unwrap_or_else(|error| panic!("{name}: {}", error.message))
    };
    let state = ask("door_state", json!({}));
    assert_eq!((&state["stage"], &state["protection"]["passphrase"]), (&json!("open"), &json!(false)));
    assert_eq!(ask("door_strength", json!({"passphrase": "password"}))["strength"], "weak");
    let code = ask("door_code", json!({}))["code"].clone();
    let typed = code.as_str().unwrap().to_lowercase().replace('-', " ");
    let protect = json!({"passphrase": PASSPHRASE, "code": {"code": code, "typed": typed}});
    let done = ask("door_protect", protect);
    assert_eq!((&done["tried"], &done["protection"]["recovery"]), (&json!("right"), &json!(true)));
    assert_eq!(ask("door_lock", json!({}))["stage"], "locked");
    assert_eq!(house.call("entry_list", json!({})).unwrap_err().code, Code::Locked);
    assert_eq!(ask("door_unlock", json!({"passphrase": "not this one"}))["tried"], "wrong_passphrase");
    assert_eq!(ask("door_unlock", json!({"code": "ABCD"}))["letters"], 4);
    assert_eq!(ask("door_unlock", json!({"passphrase": PASSPHRASE}))["tried"], "right");
    assert_eq!(house.call("entry_list", json!({})).unwrap()["total"], 0);
    let newer = ask("door_code", json!({}))["code"].clone();
    let recode = json!({"proof": {"passphrase": PASSPHRASE}, "code": {"code": newer, "typed": newer}});
    assert_eq!(ask("door_recode", recode)["tried"], "right");
    ask("door_lock", json!({}));
    assert_eq!(ask("door_unlock", json!({"code": code}))["tried"], "wrong_code");
    assert_eq!(ask("door_unlock", json!({"code": newer}))["tried"], "right");
    let renewed = "a third one, nobody knows";
    assert_eq!(
        ask(
            "door_renew",
            json!({"proof": {"code": newer}, "passphrase": renewed, "code": {"code": code, "typed": code}})
        )["tried"],
        "right"
    );
    assert_eq!(house.call("entry_list", json!({})).unwrap()["total"], 0);
    assert_eq!(ask("door_unprotect", json!({"code": newer}))["tried"], "wrong_code");
    assert_eq!(ask("door_unprotect", json!({"code": code}))["protection"]["passphrase"], false);
    let missing: Vec<_> = DOOR_CALLS.iter().filter(|name| !called.contains(*name)).collect();
    assert!(missing.is_empty(), "not called by any test: {missing:?}");
}

#[test]
fn a_code_is_set_only_when_it_was_typed_back() {
    let house = House::new();
    let code = || house.call("door_code", json!({})).unwrap()["code"].as_str().unwrap().to_owned();
    let made = code();
    for (typed, why) in [("", "that has 0"), (code().as_str(), "another recovery code"), (&made[1..], "that has 31")] {
        let protect = json!({"passphrase": PASSPHRASE, "code": {"code": made, "typed": typed}});
        let error = house.call("door_protect", protect).unwrap_err();
        assert!(error.message.contains(why), "{error}");
    }
    assert_eq!(house.call("door_state", json!({})).unwrap()["protection"]["passphrase"], false);
}

#[test]
fn without_proof_nothing_is_changed() {
    let house = House::new();
    house.call("door_protect", json!({"passphrase": PASSPHRASE})).unwrap();
    let other = json!({"passphrase": "another one altogether"});
    assert_eq!(house.call("door_protect", other.clone()).unwrap_err().code, Code::Locked);
    assert_eq!(house.call("door_unprotect", json!({})).unwrap_err().code, Code::Locked);
    assert_eq!(house.call("door_unprotect", other).unwrap()["tried"], "wrong_passphrase");
    assert_eq!(house.call("door_protect", json!({"passphrase": "short"})).unwrap_err().code, Code::Locked);
    let short = json!({"proof": {"passphrase": PASSPHRASE}, "passphrase": "short"});
    assert_eq!(house.call("door_protect", short).unwrap_err().code, Code::BadInput);
    assert_eq!(house.call("door_state", json!({})).unwrap()["protection"]["passphrase"], true);
}

#[test]
fn no_message_of_the_door_holds_what_was_typed() {
    let house = House::new();
    let canary = "canary-7714-passphrase";
    house.call("door_protect", json!({"passphrase": PASSPHRASE})).unwrap();
    for (name, request) in [
        ("door_unlock", json!({"passphrase": canary, "more": canary})),
        ("door_unlock", json!({"passphrase": [canary]})),
        ("door_protect", json!({"proof": {"passphrase": canary}, "passphrase": canary})),
        ("door_recode", json!({"proof": {"passphrase": PASSPHRASE}, "code": {"code": canary, "typed": canary}})),
    ] {
        let said = match house.call(name, request) {
            Ok(reply) => reply.to_string(),
            Err(error) => error.message,
        };
        assert!(!said.contains(canary), "{name}: {said}");
    }
}
