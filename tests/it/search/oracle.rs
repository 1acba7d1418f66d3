//! The oracle: whatever is written, tied, sealed, answered, deleted, and however much of it the index has read, it answers
//! as a plain reading of everything does.

use journal::change::Op;
use journal::entries::EntryFields;
use journal::id::EntryId;
use journal::search;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::ids;
use crate::world::World;

/// Words of several scripts, of which some differ only by accent or ending.
const WORDS: &[&str] = &[
    "run",
    "running",
    "runs",
    "École",
    "ecole",
    "écoles",
    "学校",
    "学",
    "校",
    "well-being",
    "y9",
    "🙂",
    "Ünder",
    "under",
];

/// Filters that no word of an entry decides.
const FILTERS: &[&str] = &[
    "is:draft",
    "after:2026-11",
    "is:undated",
    "kind:loop",
    "is:open-loop",
    "is:parked",
    "is:closed",
    "is:single",
    "is:due",
    "has:question",
    "stage:noticed",
    "stage:mapped",
    "claim:held",
    "claim:revised",
    "claim:dropped",
];

fn word() -> impl Strategy<Value = String> + Clone {
    proptest::sample::select(WORDS).prop_map(str::to_owned)
}

/// Some words; now and then a line that is a question.
fn text() -> impl Strategy<Value = String> {
    (proptest::collection::vec(word(), 0..8), any::<bool>())
        .prop_map(|(words, asks)| if asks { format!("?{}", words.join(" ")) } else { words.join(" ") })
}

#[derive(Clone, Debug)]
enum Act {
    Add(String, String),
    Body(usize, String),
    Tags(usize, Vec<String>),
    Trash(usize),
    Restore(usize),
    Purge(usize),
    Begin(String),
    /// A call on a loop, made of its id and the words.
    OfLoop(&'static str, usize, String),
    /// A call on a claim, a test or a question, by what kind it is.
    Of(&'static str, usize, usize, String),
    Days(i64),
    CatchUp,
    Ask(String),
}

const ON_LOOPS: &[&str] = &[
    "loop_write",
    "loop_move",
    "loop_park",
    "loop_single",
    "loop_reopen",
    "claim_add",
    "challenge_save",
    "case_save",
    "test_save",
];
const ON_OTHERS: &[&str] = &[
    "claim_write",
    "claim_drop",
    "claim_tie",
    "claim_untie",
    "claim_merge",
    "claim_unmerge",
    "challenge_remove",
    "challenge_restore",
    "test_plan",
    "test_amend",
    "test_happened",
    "test_review",
    "test_drop",
    "question_answer",
    "question_reopen",
];

fn act() -> impl Strategy<Value = Act> {
    let piece = prop_oneof![
        4 => word(),
        1 => word().prop_map(|word| format!("-{word}")),
        1 => (word(), word()).prop_map(|(a, b)| format!("\"{a} {b}\"")),
        1 => word().prop_map(|word| format!("tag:{word}")),
        3 => proptest::sample::select(FILTERS).prop_map(str::to_owned),
        1 => proptest::sample::select(FILTERS).prop_map(|filter| format!("-{filter}")),
        1 => word().prop_map(|word| word.chars().take(2).collect::<String>() + "*"),
        1 => (word(), word()).prop_map(|(a, b)| format!("{a} OR {b}")),
        1 => (word(), word()).prop_map(|(a, b)| format!("-({a} {b})")),
        1 => (word(), word(), 1..4usize).prop_map(|(a, b, within)| format!("near:\"{a} {b}\"~{within}")),
        1 => proptest::collection::vec(word(), 4..8).prop_map(|words| words.join(" ")),
    ];
    let query = (proptest::collection::vec(piece, 1..4), any::<bool>())
        .prop_map(|(pieces, ended)| pieces.join(" ") + if ended { " " } else { "" });
    let of_loop = (proptest::sample::select(ON_LOOPS), any::<usize>(), text());
    let of_other = (proptest::sample::select(ON_OTHERS), any::<usize>(), any::<usize>(), text());
    prop_oneof![
        3 => (text(), text()).prop_map(|(title, body)| Act::Add(title, body)),
        2 => (any::<usize>(), text()).prop_map(|(at, body)| Act::Body(at, body)),
        1 => (any::<usize>(), proptest::collection::vec(word(), 0..3)).prop_map(|(at, tags)| Act::Tags(at, tags)),
        1 => any::<usize>().prop_map(Act::Trash),
        1 => any::<usize>().prop_map(Act::Restore),
        1 => any::<usize>().prop_map(Act::Purge),
        3 => text().prop_map(Act::Begin),
        8 => of_loop.prop_map(|(call, at, text)| Act::OfLoop(call, at, text)),
        8 => of_other.prop_map(|(call, at, other, text)| Act::Of(call, at, other, text)),
        1 => (1..20i64).prop_map(Act::Days),
        2 => Just(Act::CatchUp),
        8 => query.prop_map(Act::Ask),
    ]
}

/// What there is to act on. A call that is refused (a stage that cannot be left, a test that is sealed) changes nothing,
/// which is as good a case as any.
struct Desk {
    world: World,
    entries: Vec<EntryId>,
    loops: Vec<EntryId>,
    claims: Vec<Value>,
    challenges: Vec<Value>,
    tests: Vec<Value>,
}

fn pick<T: Clone>(list: &[T], at: usize) -> Option<T> {
    list.get(at % list.len().max(1)).cloned()
}

impl Desk {
    fn of_loop(&mut self, call: &str, at: usize, text: &str) {
        let Some(id) = pick(&self.loops, at) else { return };
        let day = format!("2026-12-{:02}", at % 28 + 1);
        let request = match call {
            "loop_write" => {
                let base = self.world.get(id).revision;
                let fields = json!({"trigger": text, "account": text, "intended": "x", "actual": "x"});
                json!({"id": id, "base": base, "fields": fields})
            }
            "loop_move" => json!({"id": id, "to": if at.is_multiple_of(2) { "mapped" } else { "noticed" }}),
            "loop_park" => json!({"id": id, "why": text, "revisit": day}),
            "loop_single" => json!({"id": id, "why": text}),
            "claim_add" => json!({"loop": id, "kind": "assumption", "text": text, "confidence": at % 101}),
            "challenge_save" => json!({"loop": id, "kind": "view", "text": text, "who": "Anna"}),
            "case_save" => {
                json!({"loop": id, "case": {"real": "real", "context": "", "purpose": text, "block": "", "feared": "",
                "turns": [{"id": null, "speaker": "I", "said": "", "unsaid": text, "marker": null, "redesign": ""}]}})
            }
            "test_save" => json!({"loop": id, "action": "under", "due": day, "prediction": text, "disconfirm": text}),
            _ => json!({"id": id}),
        };
        let Ok(reply) = self.world.call(call, request) else { return };
        match call {
            "claim_add" => self.claims.extend(ids_of(&reply["assumptions"], |claim| &claim["claim"]["id"])),
            "challenge_save" => self.challenges.extend(ids_of(&reply["challenges"], |challenge| &challenge["id"])),
            "test_save" => self.tests.push(reply["id"].clone()),
            _ => {}
        }
    }

    fn of(&mut self, call: &str, at: usize, other: usize, text: &str) {
        let questions = self.world.call("question_list", json!({})).unwrap();
        let questions = ids_of(&questions, |question| &question["id"]);
        let list = match call.split('_').next().unwrap() {
            "claim" => &self.claims,
            "challenge" => &self.challenges,
            "test" => &self.tests,
            _ => &questions,
        };
        let Some(id) = pick(list, at) else { return };
        let (name, request) = match call {
            "claim_write" => (call, json!({"claim": id, "text": text, "note": "学"})),
            "claim_drop" => ("claim_write", json!({"claim": id, "standing": "dropped"})),
            "claim_tie" | "claim_untie" => (call, json!({"loop": pick(&self.loops, other), "claim": id})),
            "claim_merge" => (call, json!({"claim": id, "into": pick(&self.claims, other)})),
            "claim_unmerge" => (call, json!({"claim": id})),
            "test_amend" | "test_happened" => (call, json!({"id": id, "text": text})),
            "test_review" => (call, json!({"id": id, "met": "no", "confidence": 10})),
            "test_drop" => (call, json!({"id": id, "why": text})),
            "question_answer" => (call, json!({"id": id, "answer": text})),
            _ => (call, json!({"id": id})),
        };
        let _refused = self.world.call(name, request);
    }

    fn ask(&self, query: &str) -> Result<(), TestCaseError> {
        let (quick, plain) = (self.world.search(query), self.world.plain(query));
        prop_assert_eq!(ids(&quick), ids(&plain), "{}", query);
        prop_assert_eq!((quick.total, quick.some), (plain.total, plain.some), "{}", query);
        let counts = |found: &search::SearchResult| {
            let facets = &found.facets;
            [&facets.tags, &facets.people, &facets.templates, &facets.stages, &facets.claims, &facets.years]
                .map(Clone::clone)
        };
        prop_assert_eq!(counts(&quick), counts(&plain), "{}", query);
        Ok(())
    }
}

fn ids_of(list: &Value, id: impl Fn(&Value) -> &Value) -> Vec<Value> {
    list.as_array().into_iter().flatten().map(|item| id(item).clone()).collect()
}

#[test]
fn every_act_of_the_oracle_is_a_call() {
    let calls = ON_LOOPS.iter().chain(ON_OTHERS).filter(|name| **name != "claim_drop");
    let missing: Vec<_> = calls.filter(|name| !journal::api::CALLS.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]
    #[test]
    fn the_index_answers_as_a_plain_reading_does(acts in proptest::collection::vec(act(), 1..80)) {
        let mut desk = Desk {
            world: World::new(),
            entries: Vec::new(),
            loops: Vec::new(),
            claims: Vec::new(),
            challenges: Vec::new(),
            tests: Vec::new(),
        };
        for act in acts {
            let pick = |at: usize| pick(&desk.entries, at);
            let world = &desk.world;
            match act {
                Act::Add(title, body) => desk.entries.push(world.add(&title, &body).id),
                Act::Body(at, body) => { pick(at).map(|id| world.body(id, &body)); }
                Act::Tags(at, tags) => {
                    pick(at).map(|id| world.save(id, EntryFields { tags: Some(tags), ..EntryFields::default() }, false));
                }
                Act::Trash(at) => if let Some(id) = pick(at) {
                    world.journal.write(Op::TrashEntry, |tx| journal::entries::trash(tx, &[id])).unwrap();
                },
                Act::Restore(at) => if let Some(id) = pick(at) {
                    world.journal.write(Op::RestoreEntry, |tx| journal::entries::restore(tx, &[id])).unwrap();
                },
                Act::Purge(at) => if let Some(id) = pick(at)
                    && world.call("entry_purge", json!({"ids": [id], "claims": []})).is_ok() {
                    desk.entries.retain(|kept| *kept != id);
                    desk.loops.retain(|kept| *kept != id);
                },
                Act::Begin(title) => {
                    let begun = world.call("loop_begin", json!({"title": title})).unwrap();
                    let id: EntryId = begun["entry"]["id"].as_str().unwrap().parse().unwrap();
                    desk.entries.push(id);
                    desk.loops.push(id);
                }
                Act::OfLoop(call, at, text) => desk.of_loop(call, at, &text),
                Act::Of(call, at, other, text) => desk.of(call, at, other, &text),
                Act::Days(days) => world.later(days * 24 * 60),
                Act::CatchUp => world.journal.catch_up().unwrap(),
                Act::Ask(query) => desk.ask(&query)?,
            }
        }
        for query in FILTERS {
            desk.ask(&format!("{query} "))?;
        }
        desk.world.journal.catch_up().unwrap();
        for query in FILTERS {
            desk.ask(&format!("{query} "))?;
        }
        let compared = desk.world.journal.read(|tx| search::compare(tx, desk.world.journal.search())).unwrap();
        prop_assert!(compared.is_ok());
    }
}
