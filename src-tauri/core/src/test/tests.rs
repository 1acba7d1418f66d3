use proptest::prelude::*;

use super::*;
use crate::claims::store::tests::World;
use crate::claims::{Cause, Standing};
use crate::error::Error;

fn fields(of: EntryId, id: Option<TestId>) -> SaveTest {
    SaveTest {
        of,
        id,
        claim: None,
        action: None,
        place: None,
        people: None,
        consent: None,
        due: None,
        prediction: None,
        disconfirm: None,
    }
}

fn whole(of: EntryId) -> SaveTest {
    SaveTest {
        action: Some("Wait five seconds in two lessons".into()),
        due: Some(Some("2026-11-28".into())),
        prediction: Some("CANARY three new speakers".into()),
        disconfirm: Some("CANARY talk off-task rises".into()),
        ..fields(of, None)
    }
}

fn told(of: TestId, text: &str) -> TestHappened {
    TestHappened { id: of, text: text.into(), on: None }
}

fn refusal<T: std::fmt::Debug>(result: Result<T>) -> String {
    match result {
        Err(Error::BadInput(sentence)) => sentence,
        other => panic!("not refused in words: {other:?}"),
    }
}

#[test]
fn planning_names_all_that_is_missing_and_takes_the_only_assumption() {
    let world = World::new();
    let of = world.a_loop("Silence");
    let claim = world.assumption(of, "I lose the class.", 85);
    let test = world.write(|tx| save(tx, fields(of, None)));
    assert_eq!((test.state, test.sealed), (TestState::Draft, false));
    let sentence = refusal(world.try_write(|tx| plan(tx, test.id)));
    for missing in ["what you will do", "by which day", "what you expect to happen", "what would prove you wrong"] {
        assert!(sentence.contains(missing), "{sentence}");
    }
    assert!(!sentence.contains("assumption"), "{sentence}");
    world.write(|tx| save(tx, SaveTest { id: Some(test.id), ..whole(of) }));
    let planned = world.write(|tx| plan(tx, test.id));
    assert_eq!((planned.claim, planned.claim_text.as_deref()), (Some(claim), Some("I lose the class.")));
    assert_eq!((planned.state, planned.sealed, planned.prediction), (TestState::Planned, true, None));
    refusal(world.try_write(|tx| plan(tx, test.id)));
}

#[test]
fn of_two_assumptions_a_test_says_which() {
    let world = World::new();
    let of = world.a_loop("Silence");
    let [_, second] = ["a", "b"].map(|text| world.assumption(of, text, 85));
    let test = world.write(|tx| save(tx, whole(of)));
    assert_eq!(
        refusal(world.try_write(|tx| plan(tx, test.id))),
        "before a test is planned it says which assumption it tests"
    );
    world.write(|tx| save(tx, SaveTest { claim: Some(Some(second)), ..fields(of, Some(test.id)) }));
    assert_eq!(world.write(|tx| plan(tx, test.id)).claim, Some(second));
}

#[test]
fn a_planned_test_changes_only_in_its_day_place_and_people() {
    let world = World::new();
    let of = world.a_loop("Silence");
    let id = world.write(|tx| save(tx, whole(of))).id;
    world.write(|tx| plan(tx, id));
    for late in [
        SaveTest { prediction: Some("more".into()), ..fields(of, Some(id)) },
        SaveTest { disconfirm: Some("less".into()), ..fields(of, Some(id)) },
        SaveTest { action: Some("else".into()), ..fields(of, Some(id)) },
    ] {
        assert!(refusal(world.try_write(|tx| save(tx, late))).contains("sealed"));
    }
    let moved = SaveTest {
        due: Some(Some("2026-12-05".into())),
        place: Some("Room 4".into()),
        people: Some("Year 9".into()),
        consent: Some("They know".into()),
        ..fields(of, Some(id))
    };
    let moved = world.write(|tx| save(tx, moved));
    assert_eq!((moved.due.as_deref(), moved.place.as_str()), (Some("2026-12-05"), "Room 4"));
}

#[test]
fn a_test_is_due_from_the_local_day_it_was_planned_for() {
    let world = World::new();
    let of = world.a_loop("Silence");
    let state_on = |day: &str| {
        let id = world.write(|tx| save(tx, SaveTest { due: Some(Some(day.into())), ..whole(of) })).id;
        world.write(|tx| plan(tx, id)).state
    };
    assert_eq!(state_on("2026-11-20"), TestState::Due);
    assert_eq!(state_on("2026-11-21"), TestState::Due);
    assert_eq!(state_on("2026-11-22"), TestState::Planned);
    assert!(
        refusal(world.try_write(|tx| save(tx, SaveTest { due: Some(Some("2026-2-1".into())), ..whole(of) })))
            .contains("day")
    );
}

#[test]
fn what_happened_is_written_once_before_the_prediction_is_shown() {
    let world = World::new();
    let of = world.a_loop("Silence");
    let claim = world.assumption(of, "I lose the class.", 60);
    let id = world.write(|tx| save(tx, whole(of))).id;
    assert!(refusal(world.try_write(|tx| happened(tx, told(id, "x")))).contains("not planned"));
    world.write(|tx| plan(tx, id));
    let early = ReviewTest { id, met: Met::Yes, confidence: Some(80) };
    assert!(refusal(world.try_write(|tx| review(tx, early.clone()))).contains("what happened first"));
    refusal(world.try_write(|tx| happened(tx, told(id, " \n"))));
    let to_come = TestHappened { on: Some("2026-11-22".into()), ..told(id, "x") };
    assert!(refusal(world.try_write(|tx| happened(tx, to_come))).contains("not come yet"));

    let result = world.write(|tx| happened(tx, told(id, "Five new speakers")));
    assert_eq!(result.prediction.as_deref(), Some("CANARY three new speakers"));
    assert_eq!((result.state, result.happened_on.as_deref()), (TestState::Happened, Some("2026-11-21")));
    assert!(refusal(world.try_write(|tx| happened(tx, told(id, "Six")))).contains("stays"));
    refusal(world.try_write(|tx| give_up(tx, DropTest { id, why: "no".into() })));
    refusal(world.try_write(|tx| save(tx, SaveTest { place: Some("else".into()), ..fields(of, Some(id)) })));

    let reviewed = world.write(|tx| review(tx, ReviewTest { id, met: Met::Partly, confidence: Some(35) }));
    assert_eq!((reviewed.state, reviewed.met), (TestState::Reviewed, Some(Met::Partly)));
    let all = world.read(|tx| claims::versions(tx, claim));
    assert_eq!(all.len(), 2);
    assert_eq!((all[1].confidence, all[1].cause, all[1].standing), (Some(35), Cause::Test, Standing::Held));
    assert_eq!((all[1].cause_id.clone(), all[1].in_loop), (Some(id.to_string()), Some(of)));
}

#[test]
fn a_review_that_changes_nothing_adds_no_version() {
    let world = World::new();
    let of = world.a_loop("Silence");
    let claim = world.assumption(of, "I lose the class.", 60);
    let id = world.write(|tx| save(tx, whole(of))).id;
    world.write(|tx| plan(tx, id));
    world.write(|tx| happened(tx, told(id, "Nothing")));
    let bad = ReviewTest { id, met: Met::No, confidence: Some(101) };
    refusal(world.try_write(|tx| review(tx, bad)));
    for confidence in [Some(60), None] {
        world.write(|tx| review(tx, ReviewTest { id, met: Met::No, confidence }));
    }
    assert_eq!(world.read(|tx| claims::versions(tx, claim)).len(), 1);
}

#[test]
fn a_test_given_up_stays_sealed_and_no_longer_waits() {
    let world = World::new();
    let of = world.a_loop("Silence");
    let id = world.write(|tx| save(tx, whole(of))).id;
    world.write(|tx| plan(tx, id));
    assert_eq!(world.read(open).len(), 1);
    let dropped = world.write(|tx| give_up(tx, DropTest { id, why: "The class is away".into() }));
    assert_eq!((dropped.state, dropped.prediction), (TestState::Dropped, None));
    assert!(world.read(open).is_empty());
    refusal(world.try_write(|tx| amend(tx, AmendTest { id, text: "x".into() })));
    refusal(world.try_write(|tx| happened(tx, told(id, "x"))));
}

#[test]
fn a_test_belongs_to_its_loop_and_to_a_claim_of_it() {
    let world = World::new();
    let [of, other] = ["one", "two"].map(|title| world.a_loop(title));
    let foreign = world.assumption(other, "a", 50);
    refusal(world.try_write(|tx| save(tx, SaveTest { claim: Some(Some(foreign)), ..whole(of) })));
    let id = world.write(|tx| save(tx, whole(of))).id;
    let moved = world.try_write(|tx| save(tx, fields(other, Some(id))));
    assert!(matches!(moved, Err(Error::NotFound("test"))));
    let nowhere = world.try_write(|tx| save(tx, fields(EntryId::new(), None)));
    assert!(matches!(nowhere, Err(Error::NotFound("loop"))));
}

#[test]
fn tests_of_a_loop_in_the_trash_wait_for_nobody() {
    let world = World::new();
    let of = world.a_loop("Silence");
    let claim = world.assumption(of, "a", 50);
    let id = world.write(|tx| save(tx, whole(of))).id;
    world.write(|tx| plan(tx, id));
    world.write(|tx| crate::entries::trash(tx, &[of]));
    assert!(world.read(open).is_empty() && world.read(|tx| of_claims(tx, &[claim])).is_empty());
}

#[derive(Clone, Copy, Debug)]
enum Deed {
    Save,
    Plan,
    Amend,
    Happened,
    Review,
    Drop,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_prediction_is_frozen_once_planned_and_unseen_until_the_result(
        deeds in prop::collection::vec(prop::sample::select(vec![Deed::Save, Deed::Save, Deed::Plan, Deed::Amend, Deed::Amend, Deed::Happened, Deed::Review, Deed::Drop]), 1..25),
    ) {
        let world = World::new();
        let of = world.a_loop("Silence");
        let claim = world.assumption(of, "a", 50);
        let id = world.write(|tx| save(tx, whole(of))).id;
        let stored = || world.read(|tx| store::get(tx, id));
        for (n, deed) in deeds.into_iter().enumerate() {
            let before = stored();
            let amendments = || world.read(|tx| store::amendments(tx, id)).len();
            let amended_before = amendments();
            let prediction = format!("CANARY {n}");
            let done = match deed {
                Deed::Save => world.try_write(|tx| save(tx, SaveTest { prediction: Some(prediction), ..fields(of, Some(id)) })),
                Deed::Plan => world.try_write(|tx| plan(tx, id)),
                Deed::Amend => world.try_write(|tx| amend(tx, AmendTest { id, text: format!("amendment {n}") })),
                Deed::Happened => world.try_write(|tx| happened(tx, told(id, &format!("result {n}")))),
                Deed::Review => world.try_write(|tx| review(tx, ReviewTest { id, met: Met::Yes, confidence: Some(n as u32) })),
                Deed::Drop => world.try_write(|tx| give_up(tx, DropTest { id, why: String::new() })),
            };
            let after = stored();
            let (sealed, open) = (before.planned_at.is_some(), before.happened_at.is_some());
            let dropped = before.dropped_at.is_some();
            if sealed {
                prop_assert_eq!((&before.prediction, &before.disconfirm), (&after.prediction, &after.disconfirm));
            }
            if open {
                prop_assert_eq!((&before.happened, before.happened_at), (&after.happened, after.happened_at));
            }
            let may = match deed {
                Deed::Save | Deed::Plan => !sealed && !dropped,
                Deed::Amend | Deed::Happened => sealed && !open && !dropped,
                Deed::Review => open && !dropped,
                Deed::Drop => !open && !dropped,
            };
            prop_assert_eq!(done.is_ok(), may, "{:?} {:?}", deed, done);
            prop_assert_eq!(amendments() > amended_before, may && matches!(deed, Deed::Amend));
            let replies = serde_json::to_string(&(
                done.ok(),
                world.read(|tx| get(tx, id)),
                world.read(|tx| of_loop(tx, of)),
                world.read(super::open),
                world.read(|tx| of_claims(tx, &[claim])),
            ))
            .unwrap();
            if after.planned_at.is_some() && after.happened_at.is_none() {
                prop_assert!(!replies.contains("CANARY"), "{:?}: {}", deed, replies);
            } else {
                prop_assert!(replies.contains("CANARY"));
            }
        }
    }
}
