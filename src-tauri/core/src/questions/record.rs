//! Answers, written down whole: for moving a journal. The questions themselves are read from the text again.

use serde::{Deserialize, Serialize};

use super::{ANSWER_LIMIT, store};
use crate::clock::Instant;
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;

/// Questions of one entry that can have been answered.
const ROW_LIMIT: usize = 10_000;

/// An answered question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRecord {
    /// Its place among the entry's questions, from 0.
    pub position: u32,
    /// The line without its mark.
    pub text: String,
    /// When it was first saved.
    pub asked_at: Instant,
    /// May be empty: an entry can be the answer.
    #[serde(default)]
    pub answer: String,
    /// An entry that answers it.
    #[serde(default)]
    pub answer_entry: Option<EntryId>,
    /// When it was answered.
    pub answered_at: Instant,
    /// Its line was taken out since.
    #[serde(default)]
    pub gone: bool,
}

/// What was answered in an entry.
///
/// # Errors
/// Those of the database.
pub fn answers(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<AnswerRecord>> {
    store::answers(tx, entry)
}

/// Gives the questions of an entry that came in the answers they had. An answer whose question does not stand in the text
/// any more is kept as gone; one that is longer than any written here stays out.
///
/// # Errors
/// Those of the database.
pub fn put_answers(tx: &mut Tx<'_>, entry: EntryId, answers: &[AnswerRecord]) -> Result<()> {
    for answer in answers.iter().take(ROW_LIMIT) {
        if answer.answer.len().max(answer.text.len()) <= ANSWER_LIMIT
            && (answer.gone || !store::give(tx, entry, answer)?)
        {
            store::insert_gone(tx, entry, answer)?;
        }
    }
    Ok(())
}
