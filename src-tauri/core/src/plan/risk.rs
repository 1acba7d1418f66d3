//! What no scanner can see: whether somebody could still be known. The writer is asked, and must have answered before
//! anything is made.

use serde::{Deserialize, Serialize};

use super::{Plan, get, store};
use crate::error::{Error, Result};
use crate::id::PlanId;
use crate::store::{Tx, words};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum RiskQuestion {
    /// Could someone among the readers recognise them?
    Recognised,
    /// Is there only one such person?
    OnlyOne,
    /// Would they be upset to read it?
    Upset,
}
words!(RiskQuestion { Recognised = "recognised", OnlyOne = "only_one", Upset = "upset" });

impl RiskQuestion {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 3] = [Self::Recognised, Self::OnlyOne, Self::Upset];
}

/// What was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum Answered {
    No,
    Yes,
}
words!(Answered { No = "no", Yes = "yes" });

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct RiskAnswer {
    /// Which.
    pub question: RiskQuestion,
    /// What was answered.
    pub answer: Answered,
    /// Of a yes: why it leaves all the same; else it may be empty.
    #[serde(default)]
    pub note: String,
}

/// Answers to be kept.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct SaveChecks {
    /// Which plan.
    pub plan: PlanId,
    /// Those answered.
    pub answers: Vec<RiskAnswer>,
}

/// Keeps what was answered. It holds until the choice of what goes, or for whom, is changed.
///
/// # Errors
/// `NotFound`; `TooBig`; `BadInput` for a yes without a word why it leaves all the same.
pub fn checks(tx: &mut Tx<'_>, request: &SaveChecks) -> Result<Plan> {
    store::head(tx, request.plan)?;
    for RiskAnswer { question, answer, note } in &request.answers {
        let note = note.trim();
        if note.chars().count() > 1_000 {
            return Err(Error::TooBig("a reason has room for 1,000 characters; nothing was saved".into()));
        }
        if *answer == Answered::Yes && note.is_empty() {
            return Err(Error::bad("say in a word why it may leave all the same; or go back and take it out"));
        }
        store::set_check(tx, request.plan, *question, *answer, note)?;
    }
    store::touch(tx, request.plan)?;
    get(tx, request.plan)
}

/// Which questions are still open.
pub(super) fn open(answers: &[RiskAnswer]) -> Vec<RiskQuestion> {
    RiskQuestion::ALL.into_iter().filter(|asked| !answers.iter().any(|given| given.question == *asked)).collect()
}
