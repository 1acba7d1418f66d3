//! What comes due, what leaves as a calendar file, and the look back on a term.

use journal::claims::Standing;
use journal::due::{self, Due};
use journal::insights::{self, LookBack, Through};
use journal::loops::Lens;
use journal::test::Met;
use proptest::prelude::*;
use serde_json::json;

use crate::world::World;

const DAY: i64 = 24 * 60;

impl World {
    fn due(&self, day: &str) -> Due {
        self.journal.read(|tx| due::list(tx, day)).unwrap()
    }

    fn look_back(&self, from: &str, to: &str) -> LookBack {
        self.journal.read(|tx| insights::look_back(tx, from, to)).unwrap()
    }
}

#[test]
fn a_test_comes_two_weeks_before_its_day_and_stays_until_it_is_looked_back_on() {
    let world = World::new();
    let id = world.a_loop("Silence");
    world.assume(id, "Silence loses the class.");
    let test = world.plan_test(id, "three newcomers", "2026-12-06");
    let tests = |day: &str| world.due(day).tests.iter().map(|test| test.id).collect::<Vec<_>>();
    assert_eq!(tests("2026-11-21"), [], "fifteen days are far");
    assert_eq!(tests("2026-11-22"), [test]);
    assert_eq!(tests("2026-12-20"), [test]);
    assert!(world.due("2026-12-06").tests[0].prediction.is_none(), "it stays sealed");
    world.test_happened(test, "five spoke");
    assert_eq!(tests("2026-11-21"), [test], "a result waits at once");
    world.review_test(test, Met::Yes);
    assert_eq!(tests("2026-12-20"), []);
}

#[test]
fn what_is_due_stands_before_what_is_to_come() {
    let world = World::new();
    let id = world.a_loop("Silence");
    world.assume(id, "It is so.");
    let (soon, past, result) = (
        world.plan_test(id, "soon", "2026-11-25"),
        world.plan_test(id, "past", "2026-11-20"),
        world.plan_test(id, "far", "2027-03-01"),
    );
    world.test_happened(result, "early");
    let tests: Vec<_> = world.due("2026-11-21").tests.into_iter().map(|test| test.id).collect();
    assert_eq!(tests, [past, result, soon]);
}

#[test]
fn a_parked_loop_comes_back_on_its_day_and_not_from_the_trash() {
    let world = World::new();
    let (first, second) = (world.a_loop("First"), world.a_loop("Second"));
    world.park(first, "2026-11-23");
    world.park(second, "2026-11-22");
    let parked = |day: &str| world.due(day).parked.into_iter().map(|row| row.title).collect::<Vec<_>>();
    assert_eq!(parked("2026-11-21"), [] as [&str; 0]);
    assert_eq!(parked("2026-11-23"), ["Second", "First"]);
    world.call("entry_trash", json!({"ids": [second]})).unwrap();
    assert_eq!(parked("2026-11-23"), ["First"]);
    assert!(world.call("due_list", json!({"day": "tomorrow"})).is_err());
}

#[test]
fn a_calendar_without_a_day_is_not_written() {
    let world = World::new();
    let place = world.folder.path().join("out.ics");
    let error = world.call("calendar_write", json!({"place": place})).unwrap_err();
    assert!(error.message.contains("day"), "{}", error.message);
    assert!(!place.exists());
}

#[test]
fn a_calendar_holds_what_is_planned_and_the_same_test_keeps_its_identity() {
    let world = World::new();
    let id = world.a_loop("Silence");
    world.assume(id, "It is so.");
    let (later, sooner, done) = (
        world.plan_test(id, "a", "2026-12-10"),
        world.plan_test(id, "b", "2026-12-01"),
        world.plan_test(id, "c", "2026-11-30"),
    );
    world.test_happened(done, "so it was");
    let write = |tests: serde_json::Value| {
        let place = world.folder.path().join("out.ics");
        let written = world.call("calendar_write", json!({"place": place, "tests": tests})).unwrap();
        (written["count"].as_u64().unwrap(), std::fs::read_to_string(&place).unwrap())
    };
    let (count, all) = write(json!(null));
    assert_eq!(count, 2, "one that happened has no day any more");
    assert!(all.find("20261201").unwrap() < all.find("20261210").unwrap(), "in the order of their days");
    let (_, one) = write(json!([later, later]));
    assert_eq!(one.matches("BEGIN:VTODO").count(), 1);
    let uids = |text: &str| text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(uids(&one), uids(&all)[2..], "the same test has the same identity in every file");
    assert!(!all.contains(&sooner.to_string()) && !all.contains(&world.journal.id().to_string()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn a_calendar_holds_no_text_of_any_entry_claim_or_test(words in proptest::collection::vec("[a-zà-ÿ語]{3,12}", 5..8), month in 1..=12u32, date in 1..=28u32) {
        let world = World::new();
        let word = |at: usize| format!("q{}", words[at % words.len()]);
        world.add(&word(0), &word(1));
        let id = world.a_loop(&word(0));
        world.write_loop(id, "trigger", &word(1));
        world.assume(id, &word(2));
        let day = format!("2027-{month:02}-{date:02}");
        world.plan_test(id, &word(3), &day);
        world.challenge(id, &word(4), None, &word(0));
        let place = world.folder.path().join("out.ics");
        world.call("calendar_write", json!({"place": place})).unwrap();
        let text = std::fs::read_to_string(&place).unwrap();
        prop_assert!(text.contains(&day.replace('-', "")));
        // Folded or not, in capitals or not.
        let found = text.replace("\r\n ", "").to_lowercase();
        for at in 0..words.len() {
            prop_assert!(!found.contains(&word(at)), "{}", word(at));
        }
        prop_assert!(!found.contains("wait five seconds") && !found.contains("offtask"));
    }
}

#[test]
fn a_term_shows_whose_eyes_and_which_triggers_led_to_a_change_of_mind() {
    let world = World::new();
    // Before the term: a change of mind that does not count.
    let early = world.a_loop("Early");
    let before = world.assume(early, "Homework shows effort.");
    world.reword(before, Some(early), "Homework shows time at home.");
    world.later(30 * DAY);
    // The term: 21 December to 20 March.
    world.add("A day", "An entry.");
    let silence = world.a_loop("Silence in Y9");
    world.write_loop(silence, "trigger", "Nobody answers me.");
    let lost = world.assume(silence, "Silence loses the class.");
    world.challenge(silence, "I wait 1.4 seconds.", Some(Lens::Colleagues), "Miriam");
    world.challenge(silence, "We were still thinking.", Some(Lens::Learners), "two pupils");
    world.challenge(silence, "Silence is work.", None, " miriam ");
    world.later(7 * DAY);
    world.reword(lost, Some(silence), "Silence under eight seconds is thinking time.");
    world.later(DAY);
    world.challenge(silence, "Said afterwards.", Some(Lens::Theory), "Rowe");
    let untouched = world.a_loop("Lateness");
    world.write_loop(untouched, "trigger", "Late again.");
    let kept = world.assume(untouched, "The bus is late.");
    world.stand(kept, Some(untouched), Standing::Kept);
    let dropped = world.assume(silence, "Never look lost.");
    world.stand(dropped, Some(silence), Standing::Dropped);
    let single = world.a_loop("Seats");
    world.close_single(single);
    let trashed = world.a_loop("Trashed");
    let gone = world.assume(trashed, "One.");
    world.reword(gone, Some(trashed), "Two.");
    world.call("entry_trash", json!({"ids": [trashed]})).unwrap();
    world.later(60 * DAY);

    let term = world.look_back("2026-12-21", "2027-03-20");
    assert_eq!(term.entries, 1);
    let titles = |rows: &[journal::loops::LoopRow]| rows.iter().map(|row| row.title.clone()).collect::<Vec<_>>();
    assert_eq!(titles(&term.loops_opened), ["Silence in Y9", "Lateness", "Seats"]);
    assert_eq!(titles(&term.loops_closed), ["Seats"]);
    let revised: Vec<_> =
        term.revised.iter().map(|one| (one.from.as_str(), one.to.as_str(), one.loop_title.as_deref())).collect();
    assert_eq!(
        revised,
        [
            ("Silence loses the class.", "Silence under eight seconds is thinking time.", Some("Silence in Y9")),
            ("One.", "Two.", None)
        ],
        "what a claim went through outlives its loop"
    );
    assert_eq!(term.kept.iter().map(|claim| claim.id).collect::<Vec<_>>(), [kept]);
    assert_eq!(term.dropped.iter().map(|claim| claim.id).collect::<Vec<_>>(), [dropped]);
    let lenses: Vec<_> = term.by_lens.iter().map(|by| (by.lens, by.count, titles(&by.loops))).collect();
    let there = vec!["Silence in Y9".to_owned()];
    assert_eq!(
        lenses,
        [
            (Through::Learners, 1, there.clone()),
            (Through::Colleagues, 1, there.clone()),
            (Through::Theory, 1, there.clone()),
            (Through::None, 1, there),
        ],
    );
    let people: Vec<_> = term.by_person.iter().map(|by| (by.who.as_str(), by.count)).collect();
    assert_eq!(people, [("Miriam", 2), ("Rowe", 1), ("two pupils", 1)]);
    let triggers: Vec<_> = term.triggers.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(triggers, ["Nobody answers me."]);
    assert_eq!(titles(&term.stopped), ["Early", "Silence in Y9", "Lateness"], "the one untouched longest first");
    assert_eq!(world.look_back("2027-03-21", "2027-03-22").revised, []);
    assert!(world.call("look_back", json!({"from": "2026", "to": "2027-03-20"})).is_err());
}

#[test]
fn a_challenge_after_the_change_of_mind_did_not_lead_to_it() {
    let world = World::new();
    let id = world.a_loop("Silence");
    let claim = world.assume(id, "Silence loses the class.");
    world.reword(claim, Some(id), "Silence is thinking time.");
    world.later(1);
    world.challenge(id, "Said afterwards.", Some(Lens::Theory), "Rowe");
    let term = world.look_back("2026-11-01", "2026-11-30");
    assert_eq!((term.by_lens.len(), term.by_person.len(), term.triggers.len()), (0, 0, 1));
}
