//! What the writer meant to do is asked for once, and not for ever.

use journal::change::Op;
use journal::entries::Entry;
use journal::intentions::{self, AnswerIntention, Intention, IntentionAnswer};
use serde_json::json;

use crate::world::World;

const DAY: i64 = 24 * 60;
/// A template with fields of what comes next, and the first of them.
const TEMPLATE: &str = "www";
const HEADING: &str = "## Now what?";

impl World {
    fn means(&self, text: &str) -> Entry {
        self.add_with(TEMPLATE, &format!("{HEADING}\n\n{text}\n"))
    }

    fn meant(&self) -> Option<Intention> {
        self.journal.read(|tx| intentions::last(tx, tx.clock().day(tx.now()))).unwrap()
    }

    fn asked(&self) -> Option<String> {
        self.meant().map(|intention| intention.text)
    }

    fn say(&self, answer: IntentionAnswer) {
        let meant = self.meant().unwrap();
        let request = AnswerIntention { entry: meant.entry.id, field: meant.field, answer };
        self.journal.write(Op::AnswerIntention, |tx| intentions::answer(tx, request)).unwrap();
    }
}

#[test]
fn the_last_thing_meant_is_asked_for_and_older_ones_are_let_be() {
    let world = World::new();
    assert_eq!(world.meant(), None);
    world.means("Ask *Anna*.");
    world.later(DAY);
    world.means("Wait five seconds.");
    world.add("Blank", "A page without a template.");
    world.add_with(TEMPLATE, "Nothing is meant here.");
    let meant = world.meant().unwrap();
    assert_eq!((meant.text.as_str(), meant.label.as_str()), ("Wait five seconds.", &HEADING[3..]));
    world.say(IntentionAnswer::Done);
    assert_eq!(world.meant(), None, "the one before was overtaken by it");
    world.later(DAY);
    world.means("Ask **Ben**.");
    assert_eq!(world.asked().as_deref(), Some("Ask Ben."), "without its markup");
}

#[test]
fn what_was_carried_is_asked_again_after_a_week_also_when_its_text_is_gone() {
    let world = World::new();
    let entry = world.means("Ask Anna.");
    world.say(IntentionAnswer::Carried);
    world.later(6 * DAY);
    assert_eq!(world.meant(), None);
    world.later(DAY);
    assert_eq!(world.asked().as_deref(), Some("Ask Anna."));
    world.body(entry.id, "All is rewritten.");
    assert_eq!(world.asked().as_deref(), Some("Ask Anna."));
    world.say(IntentionAnswer::Dropped);
    world.later(30 * DAY);
    assert_eq!(world.meant(), None);
}

#[test]
fn what_was_meant_two_months_ago_or_lies_in_the_trash_is_not_asked_for() {
    let world = World::new();
    let entry = world.means("Ask Anna.");
    world.later(60 * DAY);
    assert!(world.meant().is_some());
    world.call("entry_trash", json!({"ids": [entry.id]})).unwrap();
    assert_eq!(world.meant(), None);
    world.call("entry_restore", json!({"ids": [entry.id]})).unwrap();
    world.later(DAY);
    assert_eq!(world.meant(), None);
}

#[test]
fn a_learning_log_is_begun_from_an_intention_with_its_words_beside_the_trigger() {
    let world = World::new();
    let entry = world.means("Wait *five* seconds.");
    let answer = json!({"entry": entry.id, "field": "now_what", "answer": "assumption"});
    let begun = world.call("intention_answer", answer).unwrap()["loop"].clone();
    let whole = world.call("loop_get", json!({"id": begun})).unwrap();
    assert_eq!(
        (&whole["quotes"][0]["exact"], &whole["quotes"][0]["found"], &whole["links"][0]["entry"]["id"]),
        (&json!("Wait five seconds."), &json!(true), &json!(entry.id))
    );
    assert_eq!(world.meant(), None, "what is meant in a learning log is not asked for here");
    let nothing = json!({"entry": entry.id, "field": "account", "answer": "done"});
    assert!(world.call("intention_answer", nothing).is_err());
}
