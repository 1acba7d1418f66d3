//! What no sequence of calls may do, whatever its order, sensible or not (domain.md 7.5).

use std::collections::BTreeMap;

use journal::api::Code;
use journal::loops::{self, ListLoops};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::world::World;

const STAGES: [&str; 7] = ["noticed", "mapped", "challenged", "revised", "test_planned", "tested", "closed"];
const FIELDS: [&str; 10] = [
    "trigger",
    "account",
    "intended",
    "actual",
    "strategy",
    "espoused",
    "in_use",
    "contribution",
    "kept_because",
    "fix",
];
/// What each stage asks for.
const PARTS: [&[&str]; 7] = [
    &["trigger", "account", "intended", "actual"],
    &["strategy", "espoused", "in_use", "quote", "aim", "assumption"],
    &["contribution", "evidence", "view"],
    &["kept_because"],
    &["plan"],
    &["review"],
    &[],
];
const TEXTS: [&str; 6] = [
    "I waited.",
    "",
    "Two\n\nparagraphs, and a list:\n\n- one\n- two",
    "## What happened\n\na heading that says a label",
    "```\na fence left open",
    "  \n\ttrailing and leading \n\n",
];

#[derive(Clone, Debug)]
enum Deed {
    Write {
        field: usize,
        text: usize,
        keep: bool,
    },
    WholeText {
        text: usize,
    },
    /// Writes what the stage it is at asks for; all of it, or all but one.
    Fill {
        but: Option<usize>,
    },
    MoveTo {
        stage: usize,
    },
    MoveOn,
    Park,
    Single,
    Reopen,
    Close {
        verdict: usize,
        claim: usize,
        instead: bool,
    },
    AddClaim {
        aim: bool,
        weighed: bool,
    },
    WriteClaim {
        claim: usize,
        text: usize,
        confidence: u32,
    },
    Untie {
        claim: usize,
    },
    Tie {
        claim: usize,
    },
    Merge {
        claim: usize,
        into: usize,
    },
    Unmerge {
        claim: usize,
    },
    Challenge {
        kind: usize,
    },
    Unchallenge,
    Unquote,
    Test,
    DropTest,
    Other,
    Trash,
    Later,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => (0..FIELDS.len(), 0..TEXTS.len(), any::<bool>()).prop_map(|(field, text, keep)| Deed::Write { field, text, keep }),
        1 => (0..TEXTS.len()).prop_map(|text| Deed::WholeText { text }),
        10 => proptest::option::of(0..8usize).prop_map(|but| Deed::Fill { but }),
        3 => (0..7usize).prop_map(|stage| Deed::MoveTo { stage }),
        10 => Just(Deed::MoveOn),
        1 => Just(Deed::Park),
        1 => Just(Deed::Single),
        2 => Just(Deed::Reopen),
        4 => (0..3usize, 0..4usize, any::<bool>()).prop_map(|(verdict, claim, instead)| Deed::Close { verdict, claim, instead }),
        2 => (any::<bool>(), any::<bool>()).prop_map(|(aim, weighed)| Deed::AddClaim { aim, weighed }),
        3 => (0..4usize, 0..4usize, 0..101u32).prop_map(|(claim, text, confidence)| Deed::WriteClaim { claim, text, confidence }),
        1 => (0..4usize).prop_map(|claim| Deed::Untie { claim }),
        1 => (0..4usize).prop_map(|claim| Deed::Tie { claim }),
        1 => (0..4usize, 0..4usize).prop_map(|(claim, into)| Deed::Merge { claim, into }),
        1 => (0..4usize).prop_map(|claim| Deed::Unmerge { claim }),
        2 => (0..3usize).prop_map(|kind| Deed::Challenge { kind }),
        1 => Just(Deed::Unchallenge),
        1 => Just(Deed::Unquote),
        1 => Just(Deed::Test),
        1 => Just(Deed::DropTest),
        1 => Just(Deed::Other),
        1 => Just(Deed::Trash),
        1 => Just(Deed::Later),
    ]
}

/// A journal with a learning log at hand, and what must stay true of it.
struct Desk {
    world: World,
    logs: Vec<Value>,
    claims: Vec<Value>,
    /// Of each claim what was seen of its history; it may only grow.
    seen: BTreeMap<String, Vec<Value>>,
    /// Texts that were kept with Ctrl+S, by log.
    kept: Vec<(Value, String)>,
}

impl Desk {
    fn new() -> Self {
        let mut desk = Self { world: World::new(), logs: vec![], claims: vec![], seen: BTreeMap::new(), kept: vec![] };
        desk.begin();
        desk
    }

    fn begin(&mut self) {
        self.logs.insert(0, self.world.call("loop_begin", json!({})).unwrap()["entry"]["id"].clone());
    }

    fn id(&self) -> Value {
        self.logs[0].clone()
    }

    fn claim(&self, at: usize) -> Value {
        self.claims.get(at % self.claims.len().max(1)).cloned().unwrap_or_else(|| self.id())
    }

    fn log(&self) -> Value {
        self.world.call("loop_get", json!({"id": self.id()})).unwrap()
    }

    /// A call that may be refused, in words; never by a fault of ours.
    fn may(&mut self, name: &str, request: Value) -> Option<Value> {
        match self.world.call(name, request) {
            Ok(reply) => Some(reply),
            Err(error) => {
                assert!(matches!(error.code, Code::BadInput | Code::NotFound), "{name}: {error:?}");
                None
            }
        }
    }

    fn write(&mut self, texts: Value, keep: bool) {
        let before = self.log();
        let request = json!({"id": self.id(), "base": before["entry"]["revision"], "fields": texts, "keep": keep});
        let after = self.world.call("loop_write", request).unwrap();
        for (was, is) in fields(&before).zip(fields(&after)) {
            if texts.get(was["key"].as_str().unwrap()).is_none() {
                assert_eq!(was["text"], is["text"], "a field that was not written changed");
            }
        }
        if keep {
            self.kept.push((self.id(), after["entry"]["body"].as_str().unwrap().to_owned()));
        }
    }

    /// `but` is left out, or done by half: an aim without a rating, an assumption without a confidence, a test that is
    /// thought up and not planned, planned and not looked back at.
    fn fill(&mut self, but: Option<usize>) {
        let (id, stage) = (self.id(), place(&self.log()["stage"]));
        for (at, part) in PARTS[stage].iter().enumerate() {
            let whole = but != Some(at);
            match *part {
                "quote" if whole => {
                    let quote =
                        json!({"loop": id, "field": "in_use", "exact": "asked twice", "prefix": "", "suffix": ""});
                    self.may("quote_add", quote);
                }
                "aim" => {
                    let rating = whole.then_some("held");
                    self.add_claim(json!({"loop": id, "kind": "aim", "text": "pace", "rating": rating}));
                }
                "assumption" => {
                    let confidence = whole.then_some(85);
                    let text = "silence loses them";
                    self.add_claim(json!({"loop": id, "kind": "assumption", "text": text, "confidence": confidence}));
                }
                "evidence" | "view" if whole => {
                    self.may("challenge_save", json!({"loop": id, "kind": part, "text": "x"}));
                }
                "plan" => self.test(usize::from(whole)),
                "review" => self.test(1 + usize::from(whole)),
                "quote" | "evidence" | "view" => {}
                field if whole => self.write(json!({field: "I asked twice."}), false),
                _ => {}
            }
        }
    }

    fn add_claim(&mut self, request: Value) {
        let text = request["text"].clone();
        if let Some(log) = self.may("claim_add", request) {
            let all = log["assumptions"].as_array().unwrap().iter().chain(log["aims"].as_array().unwrap());
            let new: Vec<Value> =
                all.map(|claim| claim["claim"].clone()).filter(|claim| claim["text"] == text).collect();
            self.claims.extend(new.into_iter().map(|claim| claim["id"].clone()));
            self.claims.dedup();
        }
    }

    /// Thinks a test up, plans it, and looks back at it: as many of these steps as are said.
    fn test(&mut self, steps: usize) {
        let request = json!({"loop": self.id(), "action": "wait", "due": "2026-12-01", "prediction": "voices",
            "disconfirm": "noise", "claim": self.log()["assumptions"][0]["claim"]["id"]});
        let Some(test) = self.may("test_save", request) else { return };
        if steps > 0 {
            self.may("test_plan", json!({"id": test["id"]}));
        }
        if steps > 1 {
            self.may("test_happened", json!({"id": test["id"], "text": "voices"}));
            self.may("test_review", json!({"id": test["id"], "met": "partly", "confidence": 40}));
        }
    }

    fn act(&mut self, deed: &Deed) {
        let (id, log) = (self.id(), self.log());
        match *deed {
            Deed::Write { field, text, keep } => self.write(json!({FIELDS[field]: TEXTS[text]}), keep),
            Deed::WholeText { text } => {
                let base = &log["entry"]["revision"];
                self.may("entry_save", json!({"id": id, "base": base, "fields": {"body": TEXTS[text]}}));
            }
            Deed::Fill { but } => self.fill(but),
            Deed::MoveTo { stage } => drop(self.may("loop_move", json!({"id": id, "to": STAGES[stage]}))),
            Deed::MoveOn => {
                if let Some(next) = log["next"].as_str() {
                    self.may("loop_move", json!({"id": id, "to": next}));
                }
            }
            Deed::Park => drop(self.may("loop_park", json!({"id": id, "why": "marking"}))),
            Deed::Single => drop(self.may("loop_single", json!({"id": id, "why": "it was enough"}))),
            Deed::Reopen => drop(self.may("loop_reopen", json!({"id": id}))),
            Deed::Close { verdict, claim, instead } => {
                let instead = instead.then_some("what I hold now");
                let verdict = ["keep", "revise", "drop"][verdict];
                let claim = self.claim(claim);
                self.may("loop_close", json!({"id": id, "verdict": verdict, "claim": claim, "instead": instead}));
            }
            Deed::AddClaim { aim, weighed } => {
                let kind = if aim { "aim" } else { "assumption" };
                self.add_claim(json!({"loop": id, "kind": kind, "text": format!("claim {}", self.claims.len()),
                    "confidence": weighed.then_some(50)}));
            }
            Deed::WriteClaim { claim, text, confidence } => {
                let claim = self.claim(claim);
                self.may(
                    "claim_write",
                    json!({"claim": claim, "loop": id, "text": format!("text {text}"), "confidence": confidence}),
                );
            }
            Deed::Untie { claim } => drop(self.may("claim_untie", json!({"loop": id, "claim": self.claim(claim)}))),
            Deed::Tie { claim } => drop(self.may("claim_tie", json!({"loop": id, "claim": self.claim(claim)}))),
            Deed::Merge { claim, into } => {
                drop(self.may("claim_merge", json!({"claim": self.claim(claim), "into": self.claim(into)})));
            }
            Deed::Unmerge { claim } => drop(self.may("claim_unmerge", json!({"claim": self.claim(claim)}))),
            Deed::Challenge { kind } => {
                let kind = ["evidence", "reading", "view"][kind];
                self.may("challenge_save", json!({"loop": id, "kind": kind, "text": "x"}));
            }
            Deed::Unchallenge => drop(self.may("challenge_remove", json!({"id": log["challenges"][0]["id"]}))),
            Deed::Unquote => drop(self.may("quote_remove", json!({"id": log["quotes"][0]["id"]}))),
            Deed::Test => self.test(2),
            Deed::DropTest => drop(self.may("test_drop", json!({"id": log["tests"][0]["id"], "why": "no time"}))),
            Deed::Other => self.begin(),
            Deed::Trash => {
                self.may("entry_trash", json!({"ids": [id]}));
                self.may("entry_restore", json!({"ids": [id]}));
            }
            Deed::Later => self.world.later(7),
        }
    }

    /// What holds after every deed.
    fn hold(&mut self) {
        for claim in self.claims.clone() {
            let id = claim.as_str().unwrap().to_owned();
            let history = self.world.call("claim_get", json!({"id": claim})).unwrap()["versions"].clone();
            let own: Vec<Value> = history
                .as_array()
                .unwrap()
                .iter()
                .filter(|version| version["claim"] == claim)
                .cloned()
                .map(unnumbered)
                .collect();
            let before = self.seen.insert(id, own.clone()).unwrap_or_default();
            assert!(own.starts_with(&before), "a version of a claim changed or vanished: {before:?} {own:?}");
        }
        let (listed, one_by_one) = self
            .world
            .journal
            .read(|tx| {
                let listed = loops::list(tx, &ListLoops::default())?;
                let one_by_one =
                    listed.iter().map(|row| loops::row(tx, row.id)).collect::<journal::Result<Vec<_>>>()?;
                Ok((listed, one_by_one))
            })
            .unwrap();
        assert_eq!(listed, one_by_one, "the list says what each log says of itself");
        for (log, text) in &self.kept {
            let now = self.world.call("entry_get", json!({"id": log})).unwrap();
            let is_there = now["body"].as_str() == Some(text) || self.versions(log).contains(text);
            assert!(is_there, "a text that was kept is lost: {text}");
        }
    }

    fn versions(&self, log: &Value) -> Vec<String> {
        let id: journal::id::EntryId = log.as_str().unwrap().parse().unwrap();
        let versions = self.world.journal.read(|tx| journal::versions::all(tx, id)).unwrap();
        versions.into_iter().map(|version| version.body).collect()
    }
}

/// A version's number is its place in the history it is shown in, which a merge makes longer.
fn unnumbered(mut version: Value) -> Value {
    version["n"] = Value::Null;
    version
}

fn fields(log: &Value) -> impl Iterator<Item = &Value> {
    log["fields"].as_array().unwrap().iter()
}

fn list<'a>(log: &'a Value, key: &str) -> &'a Vec<Value> {
    log[key].as_array().unwrap()
}

/// Whether a log has what its stage asks for, read from the log itself and not from what the core says is missing.
fn has_what_it_takes(log: &Value) -> bool {
    let written =
        |key: &str| fields(log).any(|field| field["key"] == key && !field["text"].as_str().unwrap().trim().is_empty());
    let claims = || list(log, "assumptions").iter().chain(list(log, "aims"));
    let challenge = |kind: &str| list(log, "challenges").iter().any(|challenge| challenge["kind"] == kind);
    let test = |key: &str| list(log, "tests").iter().any(|test| test[key].is_string() && test["dropped_at"].is_null());
    match log["stage"].as_str().unwrap() {
        "noticed" => ["trigger", "account", "intended", "actual"].into_iter().all(written),
        "mapped" => {
            ["strategy", "espoused", "in_use"].into_iter().all(written)
                && list(log, "quotes").iter().any(|quote| quote["field"] == "in_use")
                && list(log, "aims").iter().any(|aim| aim["rating"].is_string())
                && list(log, "assumptions").iter().any(|claim| claim["claim"]["confidence"].is_number())
        }
        "challenged" => challenge("evidence") && challenge("view") && written("contribution"),
        "revised" => {
            let here = |claim: &Value| {
                let versions = list(claim, "versions");
                let is_later = |at: usize| versions[..at].iter().any(|before| before["claim"] == versions[at]["claim"]);
                (0..versions.len()).any(|at| is_later(at) && versions[at]["loop"] == log["entry"]["id"])
            };
            written("kept_because") || claims().any(here)
        }
        "test_planned" => test("planned_at"),
        _ => test("reviewed_at"),
    }
}

/// Whether one of a log's claims says something else than it did, or was dropped.
fn mind_changed(log: &Value) -> bool {
    list(log, "assumptions").iter().chain(list(log, "aims")).any(|claim| {
        let versions = list(claim, "versions");
        let own = |id: &Value| versions.iter().filter(|version| version["claim"] == *id).collect::<Vec<_>>();
        versions.iter().any(|version| {
            let own = own(&version["claim"]);
            own.len() >= 2 && own.iter().any(|other| other["text"] != own[0]["text"] || other["standing"] == "dropped")
        })
    })
}

fn place(stage: &Value) -> usize {
    STAGES.iter().position(|known| stage == known).unwrap()
}

/// The rules of stages, between a log before and after one deed.
fn lawful(before: &Value, after: &Value) {
    let (old, new) = (list(before, "moves"), list(after, "moves"));
    let stepped = before["stage"] != after["stage"] || before["exit"] != after["exit"];
    assert!(new.starts_with(old), "a step changed or vanished");
    assert!(new.len() <= old.len() + 1);
    assert!(!stepped || new.len() == old.len() + 1, "a step was not recorded");
    if let Some(step) = new.get(old.len()) {
        assert_eq!((&step["from"], &step["to"], &step["exit"]), (&before["stage"], &after["stage"], &after["exit"]));
    }
    let (from, to) = (place(&before["stage"]), place(&after["stage"]));
    if to > from {
        assert_eq!(to, from + 1, "a stage was passed over");
        assert!(has_what_it_takes(before), "{} was left without what it asks for", before["stage"]);
    }
    assert_eq!(after["stage"] == "closed", after["verdict"].is_string());
    if to == 6 && from < 6 {
        match after["verdict"].as_str().unwrap() {
            "keep" => assert!(list(after, "tests").iter().any(|test| test["reviewed_at"].is_string())),
            _ => assert!(mind_changed(after), "closed so without another version"),
        }
    }
    let ends = after["stage"] == "closed" || after["exit"] == "single";
    assert_eq!(ends, after["closed_at"].is_string());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_calls_breaks_the_rules_of_a_learning_log(deeds in proptest::collection::vec(deed(), 1..60)) {
        let mut desk = Desk::new();
        for deed in &deeds {
            let id = desk.id();
            let before = desk.log();
            desk.act(deed);
            let after = desk.world.call("loop_get", json!({"id": id})).unwrap();
            lawful(&before, &after);
            desk.hold();
        }
    }
}

#[test]
fn the_deeds_reach_the_last_stage_with_every_verdict() {
    for (verdict, instead) in [(0, false), (1, true), (2, false)] {
        let mut desk = Desk::new();
        for _ in 0..6 {
            desk.act(&Deed::Fill { but: None });
            desk.act(&Deed::MoveOn);
            desk.hold();
        }
        let assumption = desk.log()["assumptions"][0]["claim"]["id"].clone();
        desk.claims = vec![assumption];
        desk.act(&Deed::Close { verdict, claim: 0, instead });
        let log = desk.log();
        assert_eq!(log["verdict"], ["keep", "revise", "drop"][verdict], "{}", log["missing"]);
    }
}

#[test]
fn no_stage_is_left_without_any_one_of_the_things_it_asks_for() {
    for (stage, parts) in PARTS.iter().enumerate().take(6) {
        for (but, part) in parts.iter().enumerate() {
            let mut desk = Desk::new();
            for _ in 0..stage {
                desk.act(&Deed::Fill { but: None });
                desk.act(&Deed::MoveOn);
            }
            desk.act(&Deed::Fill { but: Some(but) });
            let before = desk.log();
            desk.act(&Deed::MoveOn);
            assert_eq!(desk.log()["stage"], STAGES[stage], "left without {part}");
            assert_eq!(
                before["missing"][stage]["sentences"].as_array().unwrap().len(),
                1,
                "one sentence for one thing"
            );
        }
    }
}
