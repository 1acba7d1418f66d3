//! The questions asked of a learning log in a journal.

use journal::change::Op;
use journal::claims::{self, WriteClaim};
use serde_json::{Value, json};

use crate::world::World;

const LINES: [(&str, &str); 8] = [
    ("trigger", "Nobody in Year 9 answered my question, and I was nervous."),
    (
        "account",
        "I asked why the bridge held. Two seconds later I asked again, and then I wrote the answer on the board.",
    ),
    ("intended", "They explain it to each other."),
    ("actual", "I explained it to them."),
    ("strategy", "Ask again, then answer."),
    ("espoused", "I want them to think."),
    ("in_use", "I fill every silence."),
    ("contribution", "I am afraid to look lost."),
];

impl World {
    /// A log at the stage where it is challenged, with a better move written down; tied to `claim` or to a new one.
    fn challenged(&self, title: &str, claim: Option<&Value>) -> (Value, Value) {
        let ask = |name: &str, request: Value| self.call(name, request).unwrap();
        let begun = ask("loop_begin", json!({"title": title}));
        let id = begun["entry"]["id"].clone();
        let mut fields: serde_json::Map<String, Value> =
            LINES.iter().map(|(key, text)| ((*key).into(), json!(text))).collect();
        fields.insert("fix".into(), json!("A no-hands-up app."));
        ask("loop_write", json!({"id": id, "base": begun["entry"]["revision"], "fields": fields}));
        ask(
            "quote_add",
            json!({"loop": id, "field": "in_use", "exact": "Two seconds later", "prefix": "", "suffix": "", "source_field": "account"}),
        );
        ask("claim_add", json!({"loop": id, "kind": "aim", "text": "Never look lost", "rating": "held"}));
        let tied = match claim {
            Some(claim) => ask("claim_tie", json!({"loop": id, "claim": claim})),
            None => {
                let text = "If I leave a silence, I lose the class";
                ask("claim_add", json!({"loop": id, "kind": "assumption", "text": text, "confidence": 85}))
            }
        };
        let claim = tied["assumptions"][0]["claim"]["id"].clone();
        ask("loop_move", json!({"id": id, "to": "mapped"}));
        ask("loop_move", json!({"id": id, "to": "challenged"}));
        let view =
            json!({"loop": id, "kind": "view", "text": "They were thinking.", "who": "two pupils", "lens": "learners"});
        ask("challenge_save", view);
        (id, claim)
    }

    fn write_claim(&self, of: &Value, claim: &Value, text: &str) {
        let of = serde_json::from_value(of.clone()).unwrap();
        let claim = serde_json::from_value(claim.clone()).unwrap();
        let request = WriteClaim {
            claim,
            in_loop: Some(of),
            text: Some(text.into()),
            confidence: None,
            standing: None,
            cause: None,
            cause_id: None,
            note: None,
        };
        self.journal.write(Op::WriteClaim, |tx| claims::write(tx, request)).unwrap();
    }

    fn asks(&self, id: &Value) -> Vec<String> {
        let checks = self.call("loop_checks", json!({"id": id})).unwrap();
        checks.as_array().unwrap().iter().map(|check| check["id"].as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn a_revision_in_it_ends_the_question_and_one_from_an_earlier_log_does_not() {
    let world = World::new();
    let (first, claim) = world.challenged("first", None);
    assert_eq!(world.asks(&first), ["only_how"]);
    world.write_claim(&first, &claim, "If I leave a silence then I really lose the class");
    assert_eq!(world.asks(&first), ["only_how"], "the same in other words");
    world.write_claim(&first, &claim, "A silence under eight seconds is time to think");
    assert_eq!(world.asks(&first), Vec::<String>::new());
    let (second, _) = world.challenged("second", Some(&claim));
    assert_eq!(world.asks(&second), ["only_how"], "what moved in an earlier log is not this one's doing");
    world.write_claim(&second, &claim, "Silence is work, if I say what it is for");
    assert_eq!(world.asks(&second), Vec::<String>::new());
}

#[test]
fn a_log_at_its_beginning_is_asked_nothing() {
    let world = World::new();
    let begun = world.call("loop_begin", json!({"title": "new"})).unwrap();
    assert_eq!(world.asks(&begun["entry"]["id"]), Vec::<String>::new());
}

#[test]
fn a_log_whose_fix_was_enough_is_left_in_peace() {
    let world = World::new();
    let (id, _) = world.challenged("log", None);
    world.call("loop_single", json!({"id": id, "why": "the app did it"})).unwrap();
    assert_eq!(world.asks(&id), Vec::<String>::new());
}
