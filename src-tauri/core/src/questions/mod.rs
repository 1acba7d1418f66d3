//! Questions: every line of an entry that begins with "?", listed until it is answered. What is a question is read from
//! the text at each save ([`read_from`]); its answer is kept here and stays with it.

mod asked;
mod older;
pub mod record;
mod same;
mod store;

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::entries::{self, EntryRow};
use crate::error::{Error, Result};
use crate::id::{EntryId, QuestionId};
use crate::store::Tx;

pub use older::{has_older, read_older};

/// Bytes of an answer.
const ANSWER_LIMIT: usize = 100_000;

/// A question asked in an entry.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Question {
    /// Its identity, kept while its line changes a little.
    pub id: QuestionId,
    /// Where it was asked.
    pub entry: EntryRow,
    /// Its place among the entry's questions, from 0.
    pub position: u32,
    /// The line without its mark.
    pub text: String,
    /// When it was first saved.
    pub asked_at: Instant,
    /// May be empty, also of an answered one: an entry can be the answer.
    pub answer: String,
    /// An entry that answers it; none where that one lies in the trash.
    pub answer_entry: Option<EntryRow>,
    /// Open where none.
    pub answered_at: Option<Instant>,
    /// Its line was taken out after it had been answered.
    pub gone: bool,
}

/// Open or answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum QuestionState {
    Open,
    Answered,
}

/// Reads the questions of a text into the list: those that are new are added, those whose line is gone vanish unless
/// they have an answer, also one that was taken up again. `at` is when the text was written.
///
/// # Errors
/// Those of the database.
pub(crate) fn read_from(tx: &mut Tx<'_>, entry: EntryId, markdown: &str, at: Instant) -> Result<()> {
    let now = asked::asked(markdown);
    let rows = store::of_entry(tx, entry)?;
    if now.is_empty() && rows.is_empty() {
        return Ok(());
    }
    let known: Vec<same::Known<'_>> = rows
        .iter()
        .map(|row| same::Known { position: row.position as usize, text: &row.text, gone: row.gone })
        .collect();
    let pairs = same::same(&known, &now);
    for ((position, text), pair) in (0u32..).zip(&now).zip(&pairs) {
        match pair.map(|at| &rows[at]) {
            None => store::insert(tx, entry, position, text, at)?,
            Some(row) if row.position != position || row.text != *text || row.gone => {
                store::update(tx, row.id, position, text)?;
            }
            Some(_) => {}
        }
    }
    let mut stands = vec![false; rows.len()];
    pairs.iter().flatten().for_each(|&at| stands[at] = true);
    for (row, _) in rows.iter().zip(stands).filter(|(row, stands)| !stands && !row.gone) {
        if row.answered {
            store::set_gone(tx, row.id)?;
        } else {
            store::delete(tx, row.id)?;
        }
    }
    Ok(())
}

/// The questions of all entries that are not in the trash, last asked first; those of one entry in their order.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &Tx<'_>, state: Option<QuestionState>) -> Result<Vec<Question>> {
    store::list(tx, state)?.into_iter().map(|row| whole(tx, row)).collect()
}

/// One question.
///
/// # Errors
/// `NotFound`, also where its entry lies in the trash.
pub fn get(tx: &Tx<'_>, id: QuestionId) -> Result<Question> {
    whole(tx, store::get(tx, id)?.ok_or(Error::NotFound("question"))?)
}

fn whole(tx: &Tx<'_>, row: store::Whole) -> Result<Question> {
    let entry = entries::store::row(tx, row.entry)?.ok_or(Error::NotFound("entry"))?;
    let answer_entry = match row.answer_entry {
        Some(id) => entries::store::row(tx, id)?.filter(|row| row.trashed_at.is_none()),
        None => None,
    };
    Ok(Question {
        id: row.id,
        entry,
        position: row.position,
        text: row.text,
        asked_at: row.asked_at,
        answer: row.answer,
        answer_entry,
        answered_at: row.answered_at,
        gone: row.gone,
    })
}

/// Answers a question in words, by an entry, or both; an answer given before is replaced.
///
/// # Errors
/// `NotFound`; `BadInput` where neither is given; `TooBig`.
pub fn answer(tx: &mut Tx<'_>, id: QuestionId, answer: &str, entry: Option<EntryId>) -> Result<Question> {
    get(tx, id)?;
    if answer.trim().is_empty() && entry.is_none() {
        return Err(Error::bad("an answer is a few words, or an entry that answers it"));
    }
    if answer.len() > ANSWER_LIMIT {
        return Err(Error::TooBig("an answer has room for 100,000 letters; an entry can be the answer too".into()));
    }
    if let Some(entry) = entry {
        entries::store::row(tx, entry)?.filter(|row| row.trashed_at.is_none()).ok_or(Error::NotFound("entry"))?;
    }
    store::set_answer(tx, id, answer.trim(), entry)?;
    get(tx, id)
}

/// Takes an answered question up again; what was answered stays with it. One whose line is gone stands in the list again
/// all the same.
///
/// # Errors
/// `NotFound`.
pub fn reopen(tx: &mut Tx<'_>, id: QuestionId) -> Result<Question> {
    get(tx, id)?;
    store::set_open(tx, id)?;
    get(tx, id)
}
