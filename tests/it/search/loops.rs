//! What hangs on a learning log is found, except what is sealed.

use journal::change::Op;
use journal::claims::Standing;
use journal::id::ClaimId;
use journal::test::Met;
use serde_json::json;

use crate::world::World;

#[test]
fn all_that_hangs_on_a_loop_is_found_and_shown_as_the_passage() {
    let world = World::new();
    let id = world.a_loop("Silence");
    let claim = world.assume(id, "If I leave silence, I lose the class.");
    world.reword(claim, None, "Silence under eight seconds is thinking time.");
    world.challenge(id, "Her tally says otherwise.", None, "Miriam");
    let case = json!({"real": "real", "context": "", "purpose": "", "block": "", "feared": "", "turns": [
        {"id": null, "speaker": "I", "said": "Anyone?", "unsaid": "They despise me.", "marker": null, "redesign": ""}]});
    world.call("case_save", json!({"loop": id, "case": case})).unwrap();
    for settled in [false, true] {
        if settled {
            world.journal.catch_up().unwrap();
        }
        for word in ["thinking", "lose", "tally", "Miriam", "despise"] {
            let found = world.search(&format!("{word} "));
            assert_eq!(found.total, 1, "{word}");
            assert!(
                found.results[0].passage.iter().any(|piece| piece.hit && piece.text == word),
                "{word}: {:?}",
                found.results[0].passage
            );
        }
    }
}

#[test]
fn a_sealed_prediction_is_found_by_nobody_until_the_result_is_written() {
    let world = World::new();
    let id = world.a_loop("Silence");
    world.assume(id, "Silence loses the class.");
    let test = world.plan_test(id, "three newcomers", "2026-11-28");
    for query in ["newcomers ", "newc", "\"three newcomers\"", "offtask "] {
        for settled in [false, true] {
            if settled {
                world.journal.catch_up().unwrap();
            }
            assert_eq!(world.search(query).total, 0, "{query}");
            assert_eq!(world.plain(query).total, 0, "{query}");
        }
    }
    assert_eq!(world.search("seconds ").total, 1, "what will be done is not sealed");
    world.test_happened(test, "five spoke");
    assert_eq!(world.search("newcomers ").total, 1);
    assert_eq!(world.search("offtask ").total, 1);
}

#[test]
fn stages_standings_and_side_exits_are_filters_and_facets() {
    let world = World::new();
    world.add("Plain", "no loop");
    let (open, parked, single) = (world.a_loop("Open"), world.a_loop("Parked"), world.a_loop("Single"));
    let claim = world.assume(open, "It is so.");
    world.stand(claim, None, Standing::Doubted);
    world.park(parked, "2026-12-01");
    world.close_single(single);
    world.journal.catch_up().unwrap();
    assert_eq!(world.titles("is:open-loop "), ["Open"]);
    assert_eq!(world.titles("is:parked "), ["Parked"]);
    assert_eq!(world.titles("is:single "), ["Single"]);
    assert_eq!(world.titles("is:closed "), ["Single"]);
    assert_eq!(world.titles("claim:doubted "), ["Open"]);
    assert_eq!(world.titles("-kind:loop "), ["Plain"]);
    assert_eq!(world.search("stage:noticed ").total, 3);
    assert_eq!(world.search("seating ").total, 1, "why a loop left its way is found");
    let facets = world.search("kind:loop ").facets;
    assert_eq!((facets.stages[0].value.as_str(), facets.stages[0].count), ("noticed", 3));
    assert_eq!((facets.claims[0].value.as_str(), facets.claims[0].count), ("doubted", 1));
    assert!(world.search("stage:asleep").notes[0].contains("test_planned"));
}

#[test]
fn what_is_due_is_found_when_its_day_has_come_though_nothing_was_written_since() {
    let world = World::new();
    let (tested, parked) = (world.a_loop("Tested"), world.a_loop("Parked"));
    world.assume(tested, "It is so.");
    let test = world.plan_test(tested, "as before", "2026-11-23");
    world.park(parked, "2026-11-24");
    world.journal.catch_up().unwrap();
    assert_eq!(world.search("is:due ").total, 0);
    world.later(2 * 24 * 60);
    assert_eq!(world.titles("is:due "), ["Tested"]);
    world.later(24 * 60);
    assert_eq!(world.search("is:due ").total, 2);
    world.test_happened(test, "so it was");
    assert_eq!(world.search("is:due ").total, 2, "a result waits to be looked back on");
    world.review_test(test, Met::Yes);
    assert_eq!(world.titles("is:due "), ["Parked"]);
}

#[test]
fn nothing_of_a_closed_log_is_due() {
    let world = World::new();
    let log = world.a_loop("Closed");
    world.assume(log, "It is so.");
    world.plan_test(log, "as before", "2026-11-20");
    assert_eq!(world.titles("is:due "), ["Closed"]);
    world.close_single(log);
    assert_eq!(world.search("is:due ").total, 0);
    let due = world.call("due_list", json!({"day": "2026-11-21"})).unwrap();
    assert_eq!(due["tests"], json!([]));
    assert_eq!(world.call("loop_list", json!({})).unwrap()[0]["due"], json!(null));
    assert_eq!(world.call("claim_list", json!({})).unwrap()[0]["due"], json!(null));
    world.call("loop_reopen", json!({"id": log})).unwrap();
    assert_eq!(world.titles("is:due "), ["Closed"]);
}

#[test]
fn open_questions_are_a_filter_and_their_answers_are_found() {
    let world = World::new();
    let entry = world.add("Asks", "?Why do I re-ask");
    world.add("Does not", "Is that so? Yes.");
    assert_eq!(world.titles("has:question "), ["Asks"]);
    let question = world.call("question_list", json!({})).unwrap()[0]["id"].clone();
    world.call("question_answer", json!({"id": question, "answer": "I fear silence."})).unwrap();
    assert_eq!(world.search("has:question ").total, 0);
    assert_eq!(world.titles("fear "), ["Asks"]);
    world.body(entry.id, "Nothing is asked here.");
    assert_eq!(world.titles("\"re-ask\" "), ["Asks"], "a question that was answered is found when its line is gone");
}

#[test]
fn claims_are_found_by_their_words_now_and_before_and_only_by_words() {
    let world = World::new();
    let id = world.a_loop("Silence");
    let claim = world.assume(id, "If I leave silence, I lose the class.");
    let other = world.assume(id, "Pace keeps pupils with me.");
    world.reword(claim, None, "Eight seconds of silence is thinking time.");
    let found =
        |query: &str| -> Vec<ClaimId> { world.search(query).claims.iter().map(|found| found.claim.id).collect() };
    assert_eq!(found("silence thin"), [claim]);
    assert_eq!(found("lose "), [claim], "its older words count");
    assert_eq!(found("silence pace "), [], "all words are asked of one claim");
    assert_eq!(found("-silence pupils "), [other]);
    for query in ["", "is:open-loop ", "silence tag:y9 ", "-silence "] {
        assert_eq!(found(query), [], "{query}");
    }
    let marked = world.search("lose ").claims[0].passage.clone();
    assert!(marked.iter().any(|piece| piece.hit && piece.text == "lose"), "{marked:?}");
    world.merge_claims(other, claim);
    assert_eq!(found("pupils "), [claim], "one that was merged is found as the one it is part of");
}

#[test]
fn a_handful_of_claims_is_shown_the_last_changed_first() {
    let world = World::new();
    let id = world.a_loop("Many");
    let all: Vec<ClaimId> = (0..8)
        .map(|number| {
            world.later(1);
            world.assume(id, &format!("Shared word {number}"))
        })
        .collect();
    world.later(1);
    world.stand(all[0], None, Standing::Doubted);
    let found: Vec<ClaimId> = world.search("shared ").claims.iter().map(|found| found.claim.id).collect();
    assert_eq!(found, [all[0], all[7], all[6], all[5], all[4]]);
}

#[test]
fn a_loop_in_the_trash_is_not_found_by_what_hangs_on_it() {
    let world = World::new();
    let id = world.a_loop("Gone");
    world.assume(id, "A vanishing assumption.");
    world.journal.write(Op::TrashEntry, |tx| journal::entries::trash(tx, &[id])).unwrap();
    assert_eq!(world.search("vanishing ").total, 0);
    assert_eq!(world.search("vanishing ").claims.len(), 1, "the ledger keeps it");
}
