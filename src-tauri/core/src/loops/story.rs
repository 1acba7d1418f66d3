//! What a learning log tells, for its picture.

use super::{Exit, Loop, get};
use crate::claims::{ClaimVersion, LoopClaim, Standing, Verdict};
use crate::clock::Instant;
use crate::error::Result;
use crate::id::EntryId;
use crate::picture::{Fate, LoopStory, Picture, Sure, Trial, double_loop};
use crate::store::Tx;
use crate::test::{Met, Test};
use crate::text::plain;

/// The picture of a learning log, from the writer's own words.
///
/// # Errors
/// `NotFound`.
pub fn picture(tx: &Tx<'_>, id: EntryId) -> Result<Picture> {
    Ok(drawn(&get(tx, id)?))
}

/// The picture of a learning log that was read already, or of as much of it as may be seen.
pub(crate) fn drawn(whole: &Loop) -> Picture {
    double_loop(&story(whole))
}

fn story(whole: &Loop) -> LoopStory {
    let text = |key: &str| plain(whole.text(key));
    let (aim, more_aims) = leading(&whole.aims, whole);
    let (mut assumption, more_assumptions) = leading(&whole.assumptions, whole);
    if assumption.fate == Fate::Open && !whole.text("kept_because").trim().is_empty() {
        assumption.fate = Fate::Kept;
    }
    let moved = [&aim, &assumption].iter().any(|told| told.fate != Fate::Open);
    LoopStory {
        title: whole.entry.title.clone(),
        questioned: moved || !whole.challenges.is_empty(),
        aim: aim.text,
        aim_fate: aim.fate,
        assumption: assumption.text,
        assumption_fate: assumption.fate,
        sure: assumption.sure,
        action: text("strategy"),
        outcome: text("actual"),
        fix: text("fix"),
        fix_was_enough: whole.exit == Exit::Single,
        trial: whole
            .tests
            .iter()
            .filter(|test| test.dropped_at.is_none())
            .max_by_key(|test| test.planned_at)
            .and_then(trial),
        verdict: whole.verdict.map(verdict),
        also: more_aims.into_iter().chain(more_assumptions).collect(),
    }
}

/// A claim as this learning log met it and left it.
#[derive(Default)]
struct Told {
    text: String,
    fate: Fate,
    sure: Sure,
}

/// The claim that the log did most with, and the words of the others.
fn leading(claims: &[LoopClaim], whole: &Loop) -> (Told, Vec<String>) {
    let mut all: Vec<Told> = claims.iter().map(|claim| told(claim, whole)).collect();
    let at = all.iter().position(|told| told.fate != Fate::Open).unwrap_or(0);
    if all.is_empty() {
        return (Told::default(), Vec::new());
    }
    let first = all.remove(at);
    (first, all.into_iter().map(|other| other.text).collect())
}

/// What this log made of a claim. What was written of it elsewhere, before or after, is another log's.
fn told(claim: &LoopClaim, whole: &Loop) -> Told {
    let own: Vec<&ClaimVersion> = claim.versions.iter().filter(|version| version.claim == claim.claim.id).collect();
    let here = |version: &ClaimVersion| version.in_loop == Some(whole.id());
    let first = own.iter().position(|version| here(version));
    let (Some(first), Some(last)) = (first, own.iter().rposition(|version| here(version))) else {
        let end = whole.closed_at.unwrap_or(Instant::from_millis(i64::MAX));
        let met = own.iter().rev().find(|version| version.at <= end).or(own.last());
        return met.map_or_else(Told::default, |version| Told {
            text: version.text.clone(),
            fate: Fate::Open,
            sure: Sure { then: version.confidence, now: version.confidence },
        });
    };
    let (then, now) = (own[first.saturating_sub(1)], own[last]);
    let fate = match now.standing {
        Standing::Dropped => Fate::GivenUp,
        _ if now.text != then.text => Fate::Changed(now.text.clone()),
        Standing::Kept => Fate::Kept,
        _ => Fate::Open,
    };
    // Of one that was put into other words and then given up, the last words count.
    let text = if fate == Fate::GivenUp { &now.text } else { &then.text };
    Told { text: text.clone(), fate, sure: Sure { then: then.confidence, now: now.confidence } }
}

/// A planned test; one that is still being thought up is not part of the picture.
fn trial(test: &Test) -> Option<Trial> {
    test.planned_at?;
    let met = match test.met {
        Some(Met::Yes) => "As expected",
        Some(Met::Partly) => "Partly as expected",
        Some(Met::No) => "Not as expected",
        None => "",
    };
    Some(Trial {
        action: test.action.clone(),
        prediction: test.prediction.clone(),
        result: test.happened.clone(),
        met: met.to_owned(),
    })
}

fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::Keep => "Verdict: kept",
        Verdict::Revise => "Verdict: revised",
        Verdict::Drop => "Verdict: given up",
    }
    .to_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::claims::store::tests::World;
    use crate::claims::{self, Conclusion, WriteClaim};
    use crate::loops::{BeginLoop, begin};

    fn change(claim: crate::id::ClaimId, text: &str, in_loop: Option<EntryId>) -> WriteClaim {
        WriteClaim {
            claim,
            in_loop,
            text: Some(text.into()),
            confidence: None,
            standing: None,
            cause: None,
            cause_id: None,
            note: None,
        }
    }

    #[test]
    fn a_log_tells_what_it_made_of_a_claim_and_not_what_others_did_before_and_after() {
        let world = World::new();
        let [first, second] = ["Silence", "Noise"].map(|title| {
            let request = BeginLoop { title: Some(title.into()), from: None, passage: None };
            world.write(|tx| Ok(begin(tx, request)?.id()))
        });
        let claim = world.assumption(first, "one", 85);
        world.write(|tx| claims::tie(tx, claims::TieClaim { to: second, claim, rating: None }));
        let story_of = |id| world.read(|tx| Ok(story(&get(tx, id)?)));
        assert_eq!((story_of(second).assumption, story_of(second).assumption_fate), ("one".into(), Fate::Open));
        for (text, of) in [("two", Some(first)), ("three", Some(second)), ("four", None)] {
            world.write(|tx| claims::write(tx, change(claim, text, of)));
        }
        let (one, two) = (story_of(first), story_of(second));
        assert_eq!((one.assumption, one.assumption_fate), ("one".into(), Fate::Changed("two".into())));
        assert_eq!((two.assumption, two.assumption_fate), ("two".into(), Fate::Changed("three".into())));
        assert!(two.questioned);
        let given_up = Conclusion {
            in_loop: second,
            claim,
            verdict: Verdict::Drop,
            instead: None,
            confidence: Some(5),
            test: None,
        };
        world.write(|tx| claims::conclude(tx, given_up));
        let two = story_of(second);
        assert_eq!((two.assumption, two.assumption_fate, two.sure.now), ("four".into(), Fate::GivenUp, Some(5)));
    }

    #[test]
    fn of_several_claims_the_one_that_moved_leads_and_the_others_are_told_too() {
        let world = World::new();
        let request = BeginLoop { title: Some("Silence".into()), from: None, passage: None };
        let of = world.write(|tx| Ok(begin(tx, request)?.id()));
        world.assumption(of, "still", 50);
        let moved = world.assumption(of, "moved", 50);
        world.write(|tx| claims::write(tx, change(moved, "on", Some(of))));
        let told = world.read(|tx| Ok(story(&get(tx, of)?)));
        assert_eq!((told.assumption.as_str(), told.also), ("moved", vec!["still".to_owned()]));
        assert!(!told.fix_was_enough && told.trial.is_none() && told.verdict.is_none());
    }
}
