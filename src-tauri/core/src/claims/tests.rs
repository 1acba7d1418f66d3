use std::collections::BTreeMap;

use proptest::prelude::*;

use super::merge::Merges;
use super::store::tests::{World, dump, merged};
use super::*;
use crate::error::Error;
use crate::id::TestId;

fn change(claim: ClaimId) -> WriteClaim {
    WriteClaim {
        claim,
        in_loop: None,
        text: None,
        confidence: None,
        standing: None,
        cause: None,
        cause_id: None,
        note: None,
    }
}

fn ledger(world: &World) -> Vec<ClaimRow> {
    world.read(|tx| list(tx, &ListClaims::default()))
}

#[test]
fn a_change_is_one_version_and_no_change_is_none() {
    let world = World::new();
    let of = world.a_loop("Silence");
    let id = world.assumption(of, " If I leave silence, I lose the class. ", 85);
    let same = WriteClaim {
        text: Some("If I leave silence, I lose the class.".into()),
        confidence: Some(85),
        standing: Some(Standing::Held),
        ..change(id)
    };
    world.write(|tx| write(tx, same));
    assert_eq!(world.read(|tx| versions(tx, id)).len(), 1);
    let other = WriteClaim {
        in_loop: Some(of),
        text: Some("Silence under 8 s is thinking time.".into()),
        confidence: Some(60),
        cause: Some(Cause::Comment),
        cause_id: Some("c1".into()),
        note: Some("Two pupils were still thinking.".into()),
        ..change(id)
    };
    world.write(|tx| write(tx, other));
    let all = world.read(|tx| versions(tx, id));
    assert_eq!(all.len(), 2);
    let now = &all[1];
    assert_eq!((now.n, now.standing, now.confidence), (2, Standing::Revised, Some(60)), "other words: revised");
    assert_eq!(
        (now.cause, now.cause_id.as_deref(), now.loop_title.as_deref()),
        (Cause::Comment, Some("c1"), Some("Silence"))
    );
    assert_eq!(world.read(|tx| head(tx, id)).text, "Silence under 8 s is thinking time.");
}

#[test]
fn less_confidence_alone_is_not_doubt() {
    let world = World::new();
    let id = world.assumption(world.a_loop("Silence"), "a", 85);
    world.write(|tx| write(tx, WriteClaim { confidence: Some(5), ..change(id) }));
    assert_eq!(world.read(|tx| head(tx, id)).standing, Standing::Held);
    world.write(|tx| write(tx, WriteClaim { standing: Some(Standing::Doubted), ..change(id) }));
    assert_eq!(world.read(|tx| head(tx, id)).standing, Standing::Doubted);
}

#[test]
fn a_note_on_no_change_is_not_swallowed() {
    let world = World::new();
    let id = world.assumption(world.a_loop("Silence"), "a", 85);
    let refused = world.try_write(|tx| write(tx, WriteClaim { note: Some("hm".into()), ..change(id) }));
    assert!(matches!(refused, Err(Error::BadInput(_))));
}

#[test]
fn what_is_no_claim_is_refused_in_words() {
    let world = World::new();
    let of = world.a_loop("Silence");
    let id = world.assumption(of, "a", 100);
    for bad in [
        WriteClaim { text: Some("  ".into()), ..change(id) },
        WriteClaim { text: Some("ö".repeat(2_001)), ..change(id) },
        WriteClaim { confidence: Some(101), ..change(id) },
    ] {
        assert!(matches!(world.try_write(|tx| write(tx, bad)), Err(Error::BadInput(_))));
    }
    world.write(|tx| write(tx, WriteClaim { text: Some("ö".repeat(2_000)), ..change(id) }));
    let nowhere = WriteClaim { in_loop: Some(EntryId::new()), confidence: Some(1), ..change(id) };
    assert!(matches!(world.try_write(|tx| write(tx, nowhere)), Err(Error::NotFound("loop"))));
    assert!(matches!(world.try_write(|tx| write(tx, change(ClaimId::new()))), Err(Error::NotFound("claim"))));
}

#[test]
fn a_verdict_ends_up_in_the_history_with_its_test_as_the_cause() {
    let world = World::new();
    let of = world.a_loop("Silence");
    let test = TestId::new();
    let conclude_with = |verdict, instead: Option<&str>| {
        let claim = world.assumption(of, "I lose the class.", 85);
        let conclusion = Conclusion {
            in_loop: of,
            claim,
            verdict,
            instead: instead.map(str::to_owned),
            confidence: Some(40),
            test: Some(test),
        };
        let times = if instead.is_some() { 1 } else { 2 };
        for _ in 0..times {
            world.write(|tx| conclude(tx, conclusion.clone()));
        }
        let all = world.read(|tx| versions(tx, claim));
        assert_eq!(all.len(), 2, "the same verdict for the same reason is said once");
        assert_eq!((all[1].cause, all[1].cause_id.clone()), (Cause::Test, Some(test.to_string())));
        assert_eq!(all[1].confidence, Some(40));
        (all[1].standing, all[1].text.clone())
    };
    assert_eq!(conclude_with(Verdict::Keep, Some("ignored")), (Standing::Kept, "I lose the class.".into()));
    assert_eq!(conclude_with(Verdict::Revise, None), (Standing::Revised, "I lose the class.".into()));
    assert_eq!(conclude_with(Verdict::Drop, None), (Standing::Dropped, "I lose the class.".into()));
    assert_eq!(conclude_with(Verdict::Drop, Some("It is work.")), (Standing::Revised, "It is work.".into()));
}

#[test]
fn a_merged_claim_is_shown_in_the_other_and_parting_brings_both_back() {
    let world = World::new();
    let [first, second] = ["Silence", "Noise"].map(|title| world.a_loop(title));
    let one = world.assumption(first, "If I wait, I lose them.", 85);
    let other = world.assumption(second, "Waiting loses the class.", 70);
    world.write(|tx| write(tx, WriteClaim { confidence: Some(60), ..change(one) }));
    let before = (ledger(&world), world.read(|tx| of_loop(tx, first)), world.read(|tx| of_loop(tx, second)));

    world.write(|tx| merge(tx, MergeClaims { claim: one, into: other }));
    let rows = ledger(&world);
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].head.id, rows[0].versions, rows[0].loops, rows[0].first_confidence), (other, 3, 2, Some(70)));
    let history = world.read(|tx| versions(tx, other));
    assert_eq!(history.iter().map(|version| version.n).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(history.iter().filter(|version| version.claim == one).count(), 2);
    assert_eq!(world.read(|tx| of_loop(tx, first))[0].claim.id, other, "the first loop is about it now");
    assert_eq!(world.read(|tx| head(tx, one)).merged_into, Some(other));

    world.write(|tx| rate(tx, RateClaim { of: first, claim: other, rating: Some(Rating::Strained) }));
    assert_eq!(world.read(|tx| of_loop(tx, first))[0].rating, Some(Rating::Strained), "by its new name");
    world.write(|tx| rate(tx, RateClaim { of: first, claim: one, rating: None }));

    world.write(|tx| unmerge(tx, one));
    assert_eq!((ledger(&world), world.read(|tx| of_loop(tx, first)), world.read(|tx| of_loop(tx, second))), before);
}

#[test]
fn merging_in_a_circle_or_across_kinds_is_refused_in_words() {
    let world = World::new();
    let of = world.a_loop("Silence");
    let [a, b, c] = ["a", "b", "c"].map(|text| world.assumption(of, text, 50));
    let aim = AddClaim {
        in_loop: of,
        kind: ClaimKind::Aim,
        text: "never look lost".into(),
        confidence: None,
        typed: None,
        rating: Some(Rating::Held),
    };
    let aim = world.write(|tx| add(tx, aim));
    let try_merge = |claim, into| world.try_write(|tx| merge(tx, MergeClaims { claim, into }));
    try_merge(a, b).unwrap();
    try_merge(b, c).unwrap();
    for (claim, into) in [(a, a), (c, a), (b, a), (a, c), (aim, c), (c, aim)] {
        assert!(matches!(try_merge(claim, into), Err(Error::BadInput(_))));
    }
    assert_eq!(world.read(|tx| root(tx, a)), c);
    assert_eq!(world.read(|tx| of_loop(tx, of)).len(), 2, "three assumptions are one, beside the aim");
    assert_eq!(world.read(|tx| family(tx, c)), [c, a, b]);
}

#[test]
fn the_ledger_is_filtered_by_standing_kind_and_any_wording() {
    let world = World::new();
    let of = world.a_loop("Silence");
    let id = world.assumption(of, "Pupils réad fast", 50);
    world.assumption(of, "Other", 50);
    world.write(|tx| write(tx, WriteClaim { text: Some("Some read fast".into()), ..change(id) }));
    let count = |request: ListClaims| world.read(|tx| list(tx, &request)).len();
    assert_eq!(count(ListClaims { text: Some("READ pupils".into()), ..ListClaims::default() }), 1);
    assert_eq!(count(ListClaims { text: Some("pupils other".into()), ..ListClaims::default() }), 0);
    assert_eq!(count(ListClaims { standings: Some(vec![Standing::Revised]), ..ListClaims::default() }), 1);
    assert_eq!(count(ListClaims { kinds: Some(vec![ClaimKind::Aim]), ..ListClaims::default() }), 0);
    assert_eq!(count(ListClaims { standings: Some(vec![]), ..ListClaims::default() }), 0);
}

#[test]
fn a_loop_in_the_trash_keeps_its_claims_and_is_named_no_more() {
    let world = World::new();
    let of = world.a_loop("Silence");
    let id = world.assumption(of, "a", 50);
    world.write(|tx| crate::entries::trash(tx, &[of]));
    assert_eq!((ledger(&world).len(), ledger(&world)[0].loops), (1, 0));
    let all = world.read(|tx| versions(tx, id));
    assert_eq!((all[0].in_loop, all[0].loop_title.as_deref()), (Some(of), None));
    world.write(|tx| crate::entries::restore(tx, &[of]));
    assert_eq!(ledger(&world)[0].loops, 1);
}

#[test]
fn a_claim_that_loses_its_last_loop_stays_in_the_ledger_and_can_be_tied_again() {
    let world = World::new();
    let of = world.a_loop("Silence");
    let id = world.assumption(of, "a", 50);
    world.write(|tx| untie(tx, UntieClaim { from: of, claim: id }));
    assert!(world.read(|tx| of_loop(tx, of)).is_empty());
    assert_eq!(ledger(&world)[0].loops, 0);
    let again = world.try_write(|tx| untie(tx, UntieClaim { from: of, claim: id }));
    assert!(matches!(again, Err(Error::NotFound("claim"))));
    for rating in [Some(Rating::GivenUp), None] {
        world.write(|tx| tie(tx, TieClaim { to: of, claim: id, rating }));
    }
    assert_eq!(world.read(|tx| of_loop(tx, of))[0].rating, Some(Rating::GivenUp));
}

#[derive(Clone, Debug)]
enum Deed {
    Add(usize, bool, String, Option<u32>),
    Write(usize, Option<String>, Option<u32>, Option<Standing>),
    Conclude(usize, Verdict, Option<String>, Option<u32>),
    Merge(usize, usize),
    Unmerge(usize),
    Tie(usize, usize),
    Untie(usize, usize),
    Type(usize),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let text = || "[ab]{0,2}";
    let sure = || prop::option::of(prop_oneof![9 => 0u32..=3, 1 => Just(101)]);
    let standing = prop::option::of(prop::sample::select(vec![
        Standing::Held,
        Standing::Doubted,
        Standing::Revised,
        Standing::Dropped,
        Standing::Kept,
    ]));
    let verdict = prop::sample::select(vec![Verdict::Keep, Verdict::Revise, Verdict::Drop]);
    let one = || 0..6usize;
    prop::collection::vec(
        prop_oneof![
            2 => (0..2usize, prop::bool::weighted(0.2), text(), sure()).prop_map(|(of, aim, text, sure)| Deed::Add(of, aim, text, sure)),
            3 => (one(), prop::option::of(text()), sure(), standing).prop_map(|(at, text, sure, standing)| Deed::Write(at, text, sure, standing)),
            1 => (one(), verdict, prop::option::of(text()), sure()).prop_map(|(at, verdict, text, sure)| Deed::Conclude(at, verdict, text, sure)),
            4 => (one(), one()).prop_map(|(claim, into)| Deed::Merge(claim, into)),
            2 => one().prop_map(Deed::Unmerge),
            1 => (0..2usize, one()).prop_map(|(of, at)| Deed::Tie(of, at)),
            1 => (0..2usize, one()).prop_map(|(of, at)| Deed::Untie(of, at)),
            1 => one().prop_map(Deed::Type),
        ],
        1..40,
    )
}

/// Does one deed; answers with the claim that may have got a version.
fn perform(world: &World, loops: &[EntryId], known: &mut Vec<ClaimId>, deed: Deed) -> Option<ClaimId> {
    let pick = |at: usize| known.get(at % known.len().max(1)).copied();
    match deed {
        Deed::Add(of, aim, text, confidence) => {
            let kind = if aim { ClaimKind::Aim } else { ClaimKind::Assumption };
            let request = AddClaim { in_loop: loops[of], kind, text, confidence, typed: None, rating: None };
            let added = world.try_write(|tx| add(tx, request)).ok()?;
            known.push(added);
            Some(added)
        }
        Deed::Write(at, text, confidence, standing) => {
            let request = WriteClaim { text, confidence, standing, ..change(pick(at)?) };
            world.try_write(|tx| write(tx, request)).ok()
        }
        Deed::Conclude(at, verdict, instead, confidence) => {
            let conclusion =
                Conclusion { in_loop: loops[0], claim: pick(at)?, verdict, instead, confidence, test: None };
            world.try_write(|tx| conclude(tx, conclusion)).ok()
        }
        Deed::Merge(claim, into) => {
            let request = MergeClaims { claim: pick(claim)?, into: pick(into)? };
            world.try_write(|tx| merge(tx, request)).ok();
            None
        }
        Deed::Unmerge(at) => {
            let id = pick(at)?;
            world.write(|tx| unmerge(tx, id));
            None
        }
        Deed::Tie(of, at) => {
            let request = TieClaim { to: loops[of], claim: pick(at)?, rating: None };
            world.write(|tx| tie(tx, request));
            None
        }
        Deed::Untie(of, at) => {
            let request = UntieClaim { from: loops[of], claim: pick(at)? };
            world.try_write(|tx| untie(tx, request)).ok();
            None
        }
        Deed::Type(at) => {
            let id = pick(at)?;
            world.write(|tx| set_type(tx, id, Some(ClaimType::Causal)));
            None
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_no_version_changes_or_vanishes_and_no_merge_goes_round(deeds in deeds()) {
        let world = World::new();
        let loops = [world.a_loop("one"), world.a_loop("two")];
        let mut known = Vec::new();
        // How sure the writer was, as it was said, claim by claim: what the history must tell.
        let mut said: BTreeMap<ClaimId, Vec<(String, Option<u8>, Standing)>> = BTreeMap::new();
        let mut rows = Vec::new();
        for deed in deeds {
            let shown = format!("{deed:?}");
            let written = perform(&world, &loops, &mut known, deed);
            let now = world.read(|tx| Ok(dump(tx)));
            prop_assert!(now.starts_with(&rows), "{shown}: a version changed or vanished");
            prop_assert!(now.len() <= rows.len() + 1, "{shown}: more than one version");
            if now.len() > rows.len() {
                let id = written.expect("only writing writes");
                prop_assert_eq!(world.read(|tx| root(tx, id)), id, "what is part of another is not written");
                let head = world.read(|tx| head(tx, id));
                said.entry(id).or_default().push((head.text, head.confidence, head.standing));
            }
            rows = now;
            let merges = world.read(|tx| Ok(merged(tx)));
            let kept = Merges::of(merges.clone());
            prop_assert!(merges.keys().all(|claim| kept.whole_of(*claim).is_some()), "{shown}: a circle");
            let shown_versions: usize = ledger(&world).iter().map(|row| row.versions as usize).sum();
            prop_assert_eq!(shown_versions, rows.len(), "each version is shown once, somewhere");
        }
        for id in &known {
            world.write(|tx| unmerge(tx, *id));
        }
        prop_assert_eq!(world.read(|tx| Ok(dump(tx))), rows);
        for id in known {
            let told: Vec<_> =
                world.read(|tx| versions(tx, id)).into_iter().map(|v| (v.text, v.confidence, v.standing)).collect();
            prop_assert_eq!(Some(&told), said.get(&id), "parted, each has exactly what was said of it");
        }
    }
}
