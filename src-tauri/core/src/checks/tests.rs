//! Each question is asked where its facts are, and nowhere else.

use super::*;
use crate::claims::{Cause, Standing};
use crate::loops::{ChallengeKind, Exit, Lens, Stage};
use facts::{ChallengeFacts, ClaimFacts, TestFacts, VersionFacts};
use proptest::prelude::*;

fn version(text: &str, confidence: u8, standing: Standing) -> VersionFacts {
    VersionFacts { text: text.into(), confidence: Some(confidence), standing }
}

fn claim(versions: &[(&str, u8, Standing)]) -> ClaimFacts {
    ClaimFacts { versions: versions.iter().map(|(text, sure, standing)| version(text, *sure, *standing)).collect() }
}

fn view() -> ChallengeFacts {
    ChallengeFacts {
        kind: ChallengeKind::View,
        lens: Some(Lens::Colleagues),
        who: "a colleague".into(),
        cause: Cause::Own,
    }
}

/// A log at which nothing is left to ask.
fn whole() -> Facts {
    Facts {
        language: Some("en".into()),
        stage: Stage::Closed,
        trigger: "Nobody answered and I was nervous in front of all of them.".into(),
        account: "I asked why the bridge held. Two seconds later I asked again. Then I wrote the answer on the board."
            .into(),
        intended: "They explain.".into(),
        actual: "I explained.".into(),
        contribution: "I filled every silence, because I am afraid to look lost.".into(),
        practice: "I count to five.".into(),
        aims: vec![claim(&[("Never look lost", 80, Standing::Held)])],
        assumptions: vec![claim(&[
            ("If I leave a silence, I lose the class", 85, Standing::Held),
            ("If I wait, they think", 60, Standing::Revised),
        ])],
        challenges: vec![view()],
        tests: vec![TestFacts { action: "Wait five seconds".into(), disconfirm: true, planned: true, reviewed: true }],
        ..Facts::default()
    }
}

fn ids(facts: &Facts) -> Vec<&'static str> {
    asked(facts).into_iter().map(|(id, ..)| id).collect()
}

fn with(change: impl FnOnce(&mut Facts)) -> Vec<&'static str> {
    let mut facts = whole();
    change(&mut facts);
    ids(&facts)
}

fn unmoved(facts: &mut Facts) {
    facts.assumptions[0].versions.truncate(1);
}

#[test]
fn a_whole_double_loop_is_asked_nothing_and_neither_is_an_empty_page() {
    assert_eq!(ids(&whole()), Vec::<&str>::new());
    assert_eq!(ids(&Facts::default()), Vec::<&str>::new());
}

#[test]
fn a_better_move_with_the_old_assumption_asks_for_the_target() {
    let found = asked(&{
        let mut facts = whole();
        unmoved(&mut facts);
        facts
    });
    assert_eq!(found[0].1, "You found a better move. Is the target still the right one?");
    assert_eq!(
        with(|facts| {
            unmoved(facts);
            facts.practice.clear();
        }),
        ["same_aim"]
    );
    assert_eq!(
        with(|facts| {
            unmoved(facts);
            facts.kept_because = "It held in every one of the six lessons.".into();
        }),
        Vec::<&str>::new()
    );
}

#[test]
fn other_words_that_say_the_same_are_no_movement_and_one_word_that_turns_it_is() {
    let said_again = |text: &str, sure: u8| {
        let versions =
            [("If I leave a silence, I lose the class", 85, Standing::Held), (text, sure, Standing::Revised)];
        with(|facts| facts.assumptions = vec![claim(&versions)])
    };
    assert_eq!(said_again("If I leave a silence then I will really lose the class!", 85), ["only_how"]);
    assert_eq!(said_again("If I leave a silence, I do not lose the class", 85), Vec::<&str>::new());
    assert_eq!(said_again("If I leave a silence, I lose the class", 55), Vec::<&str>::new(), "much less sure of it");
    assert_eq!(said_again("If I leave a silence, I lose the class", 100), ["only_how"], "surer than before");
}

#[test]
fn what_was_given_up_has_moved() {
    let versions = [("I lose the class", 85, Standing::Held), ("I lose the class", 85, Standing::Dropped)];
    assert_eq!(with(|facts| facts.assumptions = vec![claim(&versions)]), Vec::<&str>::new());
}

#[test]
fn a_voice_of_ones_own_asks_for_another_unless_a_test_brought_new_data() {
    let alone = |facts: &mut Facts| {
        facts.challenges = vec![ChallengeFacts {
            kind: ChallengeKind::Reading,
            lens: Some(Lens::Own),
            who: String::new(),
            cause: Cause::Own,
        }];
        facts.stage = Stage::Revised;
        facts.tests.clear();
    };
    assert_eq!(with(alone), ["no_second_voice"]);
    assert_eq!(
        with(|facts| {
            alone(facts);
            facts.challenges[0].cause = Cause::Comment;
        }),
        Vec::<&str>::new()
    );
    assert_eq!(with(|facts| facts.challenges.clear()), Vec::<&str>::new());
}

#[test]
fn a_belief_that_nothing_could_touch_asks_what_would() {
    let closed_to_all = |facts: &mut Facts| {
        facts.stage = Stage::Revised;
        facts.tests.clear();
        facts.assumptions =
            vec![claim(&[("They try", 70, Standing::Held), ("Some people never want help", 90, Standing::Revised)])];
    };
    assert_eq!(with(closed_to_all), ["cannot_be_wrong"]);
    assert_eq!(
        with(|facts| {
            closed_to_all(facts);
            facts.tests = whole().tests;
        }),
        Vec::<&str>::new()
    );
}

#[test]
fn a_next_step_before_the_telling_asks_for_the_camera() {
    assert_eq!(with(|facts| facts.account = "It went wrong.".into()), ["solution_first"]);
    assert_eq!(with(|facts| facts.intended.clear()), ["solution_first"]);
}

#[test]
fn causes_among_others_ask_for_ones_own_part() {
    assert_eq!(with(|facts| facts.contribution.clear()), ["own_part"]);
    assert_eq!(with(|facts| facts.contribution = "The office sent the letters too late.".into()), ["own_part"]);
    assert_eq!(
        with(|facts| facts.contribution = "Did not ask what he does on other days.".into()),
        Vec::<&str>::new(),
        "a note without “I”"
    );
}

#[test]
fn a_new_view_that_waits_asks_for_a_small_test_after_three_weeks() {
    let waits = |days: i64| {
        with(|facts| {
            facts.stage = Stage::Revised;
            facts.days = days;
            facts.tests.clear();
        })
    };
    assert_eq!(waits(21), Vec::<&str>::new());
    assert_eq!(waits(22), ["untested"]);
}

#[test]
fn the_same_with_more_effort_is_asked_about_and_named() {
    let mut facts = whole();
    unmoved(&mut facts);
    facts.fix = "Remind them twice and be stricter.".into();
    let found = asked(&facts);
    let (.., why) = found.iter().find(|(id, ..)| *id == "more_of_the_same").cloned().unwrap_or_default();
    assert_eq!(why, "Your next step says “Remind” and “be stricter”.");
}

#[test]
fn a_telling_without_a_feeling_asks_what_was_kept_safe() {
    let cold = |facts: &mut Facts| {
        facts.trigger =
            "Nobody answered when the question came up for the second time in the same week, in both groups.".into();
        facts.contribution =
            "I filled every silence at once, in each of the five cases, and wrote the answer up.".into();
    };
    assert_eq!(with(cold), ["feelings"]);
}

#[test]
fn general_words_ask_for_what_was_said() {
    let general = "Low level disruption and disengagement: boundaries, expectations and engagement were issues in the whole of the group.";
    assert_eq!(with(|facts| facts.account = general.into()), ["in_general"]);
}

#[test]
fn in_a_language_without_lists_wording_is_not_read() {
    let mut facts = whole();
    facts.language = Some("fr".into());
    facts.trigger = "Personne n’a répondu ".repeat(20);
    facts.contribution = "Le bureau a envoyé les lettres trop tard.".into();
    assert_eq!(ids(&facts), Vec::<&str>::new());
    unmoved(&mut facts);
    assert_eq!(ids(&facts), ["only_how"], "what is structural is asked in every language");
}

#[test]
fn a_log_that_was_put_aside_or_whose_fix_was_enough_is_left_in_peace() {
    for exit in [Exit::Parked, Exit::Single] {
        assert_eq!(
            with(|facts| {
                unmoved(facts);
                facts.exit = exit;
            }),
            Vec::<&str>::new()
        );
    }
}

#[test]
fn no_question_blames_or_grades() {
    let words = ["fail", "defensive", "level", "incomplete", "score", "wrong"];
    for question in asked::QUESTIONS {
        assert!(question.text.ends_with(['?', '.']));
        assert!(words.iter().all(|word| !question.text.to_lowercase().contains(word)), "{}", question.text);
    }
}

proptest! {
    #[test]
    fn any_text_can_be_asked_about(text in "\\PC{0,200}", other in "\\PC{0,80}", stage in 0usize..7, language in prop::sample::select(vec!["en", "nl", "de", "zh"])) {
        let facts = Facts {
            language: Some(language.into()),
            stage: Stage::ALL[stage],
            trigger: text.clone(),
            account: other.clone(),
            contribution: text.clone(),
            fix: other.clone(),
            assumptions: vec![claim(&[(&text, 10, Standing::Held), (&other, 90, Standing::Held)])],
            ..Facts::default()
        };
        for (_, question, why) in asked(&facts) {
            prop_assert!(!question.is_empty() && !why.is_empty());
        }
    }
}
