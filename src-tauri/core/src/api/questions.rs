use serde::{Deserialize, Serialize};

use super::Api;
use crate::change::Op;
use crate::error::Result;
use crate::id::{EntryId, QuestionId};
use crate::questions::{self, Question, QuestionState};

/// Which questions.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ListQuestions {
    /// Open or answered ones; all where not said.
    pub state: Option<QuestionState>,
}

/// An answer.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct AnswerQuestion {
    /// Which question.
    pub id: QuestionId,
    /// In words; may be empty where an entry is the answer.
    pub answer: String,
    /// An entry that answers it.
    #[serde(default)]
    #[ts(optional)]
    pub entry: Option<EntryId>,
}

/// One question.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneQuestion {
    /// Which.
    pub id: QuestionId,
}

pub(super) fn list(api: &Api<'_>, request: ListQuestions) -> Result<Vec<Question>> {
    api.journal.read(|tx| questions::list(tx, request.state))
}

pub(super) fn answer(api: &Api<'_>, request: AnswerQuestion) -> Result<Question> {
    api.journal.write(Op::AnswerQuestion, |tx| questions::answer(tx, request.id, &request.answer, request.entry))
}

pub(super) fn reopen(api: &Api<'_>, request: OneQuestion) -> Result<Question> {
    api.journal.write(Op::AnswerQuestion, |tx| questions::reopen(tx, request.id))
}
