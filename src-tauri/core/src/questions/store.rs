//! The SQL of questions.

use rusqlite::{Row, params};

use super::QuestionState;
use super::record::AnswerRecord;
use crate::clock::Instant;
use crate::error::Result;
use crate::id::{EntryId, QuestionId};
use crate::store::Tx;

/// What is compared with a text.
pub(super) struct Short {
    pub(super) id: QuestionId,
    pub(super) position: u32,
    pub(super) text: String,
    /// Answered, or with an answer that was taken up again: words of the writer that are nowhere else.
    pub(super) answered: bool,
    pub(super) gone: bool,
}

/// A row.
pub(super) struct Whole {
    pub(super) id: QuestionId,
    pub(super) entry: EntryId,
    pub(super) position: u32,
    pub(super) text: String,
    pub(super) asked_at: Instant,
    pub(super) answer: String,
    pub(super) answer_entry: Option<EntryId>,
    pub(super) answered_at: Option<Instant>,
    pub(super) gone: bool,
}

pub(super) fn of_entry(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<Short>> {
    tx.rows(
        "SELECT id, position, text, answered_at IS NOT NULL OR answer <> '' OR answer_entry IS NOT NULL, gone_at IS NOT NULL
         FROM question WHERE entry = ?1 ORDER BY position, id",
        [entry],
        |row| {
            Ok(Short {
                id: row.get(0)?,
                position: row.get(1)?,
                text: row.get(2)?,
                answered: row.get(3)?,
                gone: row.get(4)?,
            })
        },
    )
}

pub(super) fn insert(tx: &mut Tx<'_>, entry: EntryId, position: u32, text: &str, at: Instant) -> Result<()> {
    tx.execute(
        "INSERT INTO question (id, entry, position, text, asked_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![QuestionId::new(), entry, position, text, at],
    )?;
    Ok(())
}

/// Its line stands there, so.
pub(super) fn update(tx: &mut Tx<'_>, id: QuestionId, position: u32, text: &str) -> Result<()> {
    tx.execute_one(
        "question",
        "UPDATE question SET position = ?2, text = ?3, gone_at = NULL WHERE id = ?1",
        params![id, position, text],
    )
}

pub(super) fn set_gone(tx: &mut Tx<'_>, id: QuestionId) -> Result<()> {
    let now = tx.now();
    tx.execute_one("question", "UPDATE question SET gone_at = ?2 WHERE id = ?1", params![id, now])
}

pub(super) fn delete(tx: &mut Tx<'_>, id: QuestionId) -> Result<()> {
    tx.execute_one("question", "DELETE FROM question WHERE id = ?1", [id])
}

pub(super) fn set_answer(tx: &mut Tx<'_>, id: QuestionId, answer: &str, entry: Option<EntryId>) -> Result<()> {
    let now = tx.now();
    tx.execute_one(
        "question",
        "UPDATE question SET answer = ?2, answer_entry = ?3, answered_at = ?4 WHERE id = ?1",
        params![id, answer, entry, now],
    )
}

pub(super) fn set_open(tx: &mut Tx<'_>, id: QuestionId) -> Result<()> {
    tx.execute_one("question", "UPDATE question SET answered_at = NULL WHERE id = ?1", [id])
}

const WHOLE: &str =
    "SELECT question.id, question.entry, question.position, question.text, question.asked_at, question.answer,
        question.answer_entry, question.answered_at, question.gone_at IS NOT NULL
     FROM question JOIN entry ON entry.id = question.entry WHERE entry.trashed_at IS NULL";

fn whole(row: &Row<'_>) -> rusqlite::Result<Whole> {
    Ok(Whole {
        id: row.get(0)?,
        entry: row.get(1)?,
        position: row.get(2)?,
        text: row.get(3)?,
        asked_at: row.get(4)?,
        answer: row.get(5)?,
        answer_entry: row.get(6)?,
        answered_at: row.get(7)?,
        gone: row.get(8)?,
    })
}

pub(super) fn list(tx: &Tx<'_>, state: Option<QuestionState>) -> Result<Vec<Whole>> {
    let kept = match state {
        None => "",
        Some(QuestionState::Open) => " AND question.answered_at IS NULL",
        Some(QuestionState::Answered) => " AND question.answered_at IS NOT NULL",
    };
    let order = "ORDER BY question.asked_at DESC, question.entry DESC, question.position, question.id";
    tx.rows(&format!("{WHOLE}{kept} {order}"), [], whole)
}

pub(super) fn get(tx: &Tx<'_>, id: QuestionId) -> Result<Option<Whole>> {
    tx.first(&format!("{WHOLE} AND question.id = ?1"), [id], whole)
}

/// Name of the row that says how far older entries were read: the id of the last one, or [`ALL`].
const READ: &str = "questions_read";
pub(super) const ALL: &str = "all";

pub(super) fn read_so_far(tx: &Tx<'_>) -> Result<Option<String>> {
    tx.first("SELECT value FROM journal WHERE name = ?1", [READ], |row| row.get(0))
}

pub(super) fn set_read_so_far(tx: &mut Tx<'_>, value: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO journal (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [READ, value],
    )?;
    Ok(())
}

pub(super) struct Text {
    pub(super) entry: EntryId,
    pub(super) stamp: i64,
    pub(super) written_at: Instant,
    pub(super) markdown: String,
}

pub(super) fn texts_after(tx: &Tx<'_>, id: &str, limit: u32) -> Result<Vec<Text>> {
    tx.rows(
        "SELECT entry.id, entry.stamp, entry.written_at, body.markdown FROM entry JOIN body ON body.entry = entry.id
         WHERE entry.id > ?1 ORDER BY entry.id LIMIT ?2",
        params![id, limit],
        |row| Ok(Text { entry: row.get(0)?, stamp: row.get(1)?, written_at: row.get(2)?, markdown: row.get(3)? }),
    )
}

/// An imported entry that was as it came at `stamp` still is.
pub(super) fn keep_untouched(tx: &mut Tx<'_>, entry: EntryId, stamp: i64) -> Result<()> {
    tx.execute(
        "UPDATE import_item SET stamp = (SELECT stamp FROM entry WHERE id = ?1) WHERE entry = ?1 AND stamp = ?2",
        params![entry, stamp],
    )?;
    Ok(())
}

pub(super) fn answers(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<AnswerRecord>> {
    tx.rows(
        "SELECT position, text, asked_at, answer, answer_entry, answered_at, gone_at IS NOT NULL FROM question
         WHERE entry = ?1 AND answered_at IS NOT NULL ORDER BY position, id",
        [entry],
        |row| {
            Ok(AnswerRecord {
                position: row.get(0)?,
                text: row.get(1)?,
                asked_at: row.get(2)?,
                answer: row.get(3)?,
                answer_entry: row.get(4)?,
                answered_at: row.get(5)?,
                gone: row.get(6)?,
            })
        },
    )
}

/// False where no such question stands in the entry.
pub(super) fn give(tx: &mut Tx<'_>, entry: EntryId, answer: &AnswerRecord) -> Result<bool> {
    let given = tx.execute(
        "UPDATE question SET asked_at = ?4, answer = ?5, answer_entry = (SELECT id FROM entry WHERE id = ?6), answered_at = ?7
         WHERE entry = ?1 AND position = ?2 AND text = ?3",
        params![
            entry,
            answer.position,
            answer.text,
            answer.asked_at,
            answer.answer,
            answer.answer_entry,
            answer.answered_at
        ],
    )?;
    Ok(given > 0)
}

pub(super) fn insert_gone(tx: &mut Tx<'_>, entry: EntryId, answer: &AnswerRecord) -> Result<()> {
    tx.execute(
        "INSERT INTO question (id, entry, position, text, asked_at, answer, answer_entry, answered_at, gone_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT id FROM entry WHERE id = ?7), ?8, ?8)",
        params![
            QuestionId::new(),
            entry,
            answer.position,
            answer.text,
            answer.asked_at,
            answer.answer,
            answer.answer_entry,
            answer.answered_at
        ],
    )?;
    Ok(())
}
