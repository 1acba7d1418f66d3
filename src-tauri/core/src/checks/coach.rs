//! A coach's questions, one at a time.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::loops::{self, Stage};
use crate::store::Tx;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bank {
    question: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    number: u32,
    at: Vec<Stage>,
    text: String,
}

static BANK: LazyLock<Vec<Written>> = LazyLock::new(|| {
    let read: Option<Bank> = toml::from_str(include_str!("coach.toml")).ok();
    read.map(|bank| bank.question).unwrap_or_default()
});

/// Asks for a question.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AskCoach {
    /// Of which learning log.
    pub id: EntryId,
    /// The number of the one asked before; the first where not said.
    #[serde(default)]
    pub after: Option<u32>,
}

/// One question of a coach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct CoachQuestion {
    /// Which it is; to be given as `after` for the next.
    pub number: u32,
    /// The question.
    pub question: String,
}

/// A question apt for where the learning log is, or the one after another; after the last comes the first again.
///
/// # Errors
/// `NotFound`.
pub fn coach(tx: &Tx<'_>, request: AskCoach) -> Result<CoachQuestion> {
    let stage = loops::get(tx, request.id)?.stage;
    next(stage, request.after).ok_or_else(|| Error::Unsound("it lacks the questions of a coach".into()))
}

/// Those apt for the stage first, then those of the stages nearest to it.
fn order(stage: Stage) -> Vec<&'static Written> {
    let place = |stage: Stage| Stage::ALL.iter().position(|other| *other == stage).unwrap_or_default();
    let mut all: Vec<&Written> = BANK.iter().collect();
    all.sort_by_key(|question| {
        let distance = question.at.iter().map(|at| place(*at).abs_diff(place(stage))).min();
        (distance.unwrap_or(usize::MAX), question.number)
    });
    all
}

fn next(stage: Stage, after: Option<u32>) -> Option<CoachQuestion> {
    let order = order(stage);
    let asked = after.and_then(|after| order.iter().position(|question| question.number == after));
    let question = order.get(asked.map_or(0, |asked| (asked + 1) % order.len().max(1)))?;
    Some(CoachQuestion { number: question.number, question: question.text.clone() })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn from_every_stage_each_question_comes_once_before_the_first_comes_again() {
        for stage in Stage::ALL {
            let first = next(stage, None).unwrap();
            let mut seen = vec![first.number];
            let mut last = first.number;
            loop {
                let question = next(stage, Some(last)).unwrap();
                last = question.number;
                if last == first.number {
                    break;
                }
                assert!(!seen.contains(&last), "{stage:?}");
                seen.push(last);
            }
            seen.sort_unstable();
            assert_eq!(seen, (1..=14).collect::<Vec<u32>>(), "{stage:?}");
        }
    }

    #[test]
    fn the_first_question_is_apt_for_the_stage() {
        for stage in Stage::ALL {
            let number = next(stage, None).unwrap().number;
            assert!(BANK.iter().find(|question| question.number == number).unwrap().at.contains(&stage), "{stage:?}");
        }
        assert_eq!(next(Stage::TestPlanned, Some(9)).unwrap().number, 11);
        assert_eq!(next(Stage::Noticed, Some(99)).unwrap().number, 1);
    }
}
