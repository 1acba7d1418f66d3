//! The SQL of comments.

pub(super) mod back;
pub(super) mod dispatch;
pub(super) mod received;
pub(super) mod record;

use std::collections::HashMap;

use rusqlite::{Row, params};

use super::take_in::New;
use super::{Kind, Quote, State};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::export::Letter;
use crate::id::{ChallengeId, CommentId, EntryId, PackId, PieceId, ResponseId};
use crate::store::Tx;

/// A pack of ours, as much of it as comments need.
pub(super) struct Sent {
    pub letter: Letter,
    pub audience: i64,
    pub sent_at: Option<Instant>,
}

pub(super) fn sent(tx: &Tx<'_>, pack: PackId) -> Result<Option<Sent>> {
    let found = tx.first("SELECT letter, audience, sent_at FROM pack WHERE id = ?1", [pack], |row| {
        Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?))
    })?;
    found
        .map(|(letter, audience, sent_at)| Ok(Sent { letter: serde_json::from_str(&letter)?, audience, sent_at }))
        .transpose()
}

/// A piece of a pack: what left of an entry, and the text it was made from.
pub(super) struct SentPiece {
    pub entry: Option<EntryId>,
    pub title: String,
    pub revision: String,
    /// The body then; empty once the entry was deleted for good.
    pub source: String,
    /// The body as it left.
    pub exported: String,
    /// What hung on a learning log, as it left.
    pub hanging: String,
    pub position: u32,
}

pub(super) fn piece(tx: &Tx<'_>, pack: PackId, piece: PieceId) -> Result<Option<SentPiece>> {
    tx.first(
        "SELECT entry, title, revision, source, exported, hanging, position FROM pack_piece WHERE pack = ?1 AND piece = ?2",
        params![pack, piece],
        |row| {
            Ok(SentPiece {
                entry: row.get(0)?,
                title: row.get(1)?,
                revision: row.get(2)?,
                source: row.get(3)?,
                exported: row.get(4)?,
                hanging: row.get(5)?,
                position: row.get(6)?,
            })
        },
    )
}

/// The body of an entry as it was read in a pack; none where it was not, or is kept no more.
pub(super) fn read_of(tx: &Tx<'_>, pack: PackId, entry: EntryId) -> Result<Option<String>> {
    tx.first("SELECT source FROM pack_piece WHERE pack = ?1 AND entry = ?2", params![pack, entry], |row| row.get(0))
}

/// The names behind the pseudonyms of an audience: label and name, longer labels first.
pub(super) fn labels(tx: &Tx<'_>, audience: i64) -> Result<Vec<(String, String)>> {
    tx.rows(
        "SELECT pseudonym.label, person.name FROM pseudonym JOIN person ON person.id = pseudonym.person
         WHERE pseudonym.audience = ?1 ORDER BY length(pseudonym.label) DESC, pseudonym.label",
        [audience],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// By person: the pseudonyms of an audience.
pub(super) fn pseudonyms(tx: &Tx<'_>, audience: i64) -> Result<HashMap<i64, String>> {
    let rows = tx.rows("SELECT person, label FROM pseudonym WHERE audience = ?1", [audience], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(rows.into_iter().collect())
}

/// A comment as it is kept.
pub(super) struct Kept {
    pub id: CommentId,
    pub sent_id: String,
    pub response: ResponseId,
    pub pack: PackId,
    pub piece: Option<PieceId>,
    pub entry: Option<EntryId>,
    pub question: Option<String>,
    pub kind: Kind,
    pub text: String,
    pub name: String,
    pub quote: Option<Quote>,
    pub made_at: Option<Instant>,
    pub added_at: Instant,
    pub state: State,
    pub answer: String,
    pub answered_at: Option<Instant>,
    pub challenge: Option<ChallengeId>,
}

const COLUMNS: &str =
    "SELECT comment.id, sent_id, response, response.pack, piece, entry, question, kind, text, comment.name, quote,
    comment.made_at, response.added_at, state, answer, answered_at, challenge
    FROM comment JOIN response ON response.id = comment.response";

fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let quote: Option<String> = row.get(10)?;
    Ok(Kept {
        id: row.get(0)?,
        sent_id: row.get(1)?,
        response: row.get(2)?,
        pack: row.get(3)?,
        piece: row.get(4)?,
        entry: row.get(5)?,
        question: row.get(6)?,
        kind: row.get(7)?,
        text: row.get(8)?,
        name: row.get(9)?,
        quote: quote.and_then(|quote| serde_json::from_str(&quote).ok()),
        made_at: row.get(11)?,
        added_at: row.get(12)?,
        state: row.get(13)?,
        answer: row.get(14)?,
        answered_at: row.get(15)?,
        challenge: row.get(16)?,
    })
}

pub(super) fn list(
    tx: &Tx<'_>,
    entry: Option<EntryId>,
    pack: Option<PackId>,
    state: Option<State>,
) -> Result<Vec<Kept>> {
    tx.rows(
        &format!(
            "{COLUMNS} WHERE (?1 IS NULL OR entry = ?1) AND (?2 IS NULL OR response.pack = ?2) AND (?3 IS NULL OR state = ?3)
             ORDER BY response.added_at DESC, response.id, position"
        ),
        params![entry, pack, state],
        kept,
    )
}

pub(super) fn get(tx: &Tx<'_>, id: CommentId) -> Result<Kept> {
    tx.first(&format!("{COLUMNS} WHERE comment.id = ?1"), [id], kept)?.ok_or(Error::NotFound("comment"))
}

/// What is known of a comment by the file it came in.
pub(super) fn known(tx: &Tx<'_>, response: ResponseId, sent_id: &str) -> Result<Option<(CommentId, String)>> {
    tx.first("SELECT id, text FROM comment WHERE response = ?1 AND sent_id = ?2", params![response, sent_id], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

pub(super) fn insert_response(
    tx: &mut Tx<'_>,
    id: ResponseId,
    pack: PackId,
    name: &str,
    made_at: Option<Instant>,
) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO response (id, pack, name, made_at, added_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, made_at = excluded.made_at
         WHERE coalesce(excluded.made_at, '') >= coalesce(response.made_at, '')",
        params![id, pack, name, made_at, now],
    )?;
    Ok(())
}

/// Which pack a response that is here answers.
pub(super) fn pack_of(tx: &Tx<'_>, response: ResponseId) -> Result<Option<PackId>> {
    tx.first("SELECT pack FROM response WHERE id = ?1", [response], |row| row.get(0))
}

/// When the newest file of a response that is here was made.
pub(super) fn response_made_at(tx: &Tx<'_>, response: ResponseId) -> Result<Option<Instant>> {
    Ok(tx.first("SELECT made_at FROM response WHERE id = ?1", [response], |row| row.get(0))?.flatten())
}

pub(super) fn insert(tx: &mut Tx<'_>, response: ResponseId, new: &New, position: usize) -> Result<()> {
    let quote = new.quote.as_ref().map(serde_json::to_string).transpose()?;
    let position = u32::try_from(position).unwrap_or(u32::MAX);
    tx.execute(
        "INSERT INTO comment (id, sent_id, response, piece, entry, question, kind, text, name, quote, position, made_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            CommentId::new(),
            new.sent_id,
            response,
            new.piece,
            new.entry,
            new.question,
            new.kind,
            new.text,
            new.name,
            quote,
            position,
            new.made_at
        ],
    )?;
    Ok(())
}

pub(super) fn remove(tx: &mut Tx<'_>, id: CommentId) -> Result<()> {
    tx.execute_one("comment", "DELETE FROM comment WHERE id = ?1", [id])
}

/// The reader wrote it anew and sent it again: the words change, what the writer made of it stays.
pub(super) fn set_text(tx: &mut Tx<'_>, id: CommentId, new: &New) -> Result<()> {
    let quote = new.quote.as_ref().map(serde_json::to_string).transpose()?;
    tx.execute_one(
        "comment",
        "UPDATE comment SET text = ?2, kind = ?3, quote = ?4, name = ?5 WHERE id = ?1",
        params![id, new.text, new.kind, quote, new.name],
    )
}

pub(super) fn set_state(tx: &mut Tx<'_>, id: CommentId, state: State) -> Result<()> {
    tx.execute_one("comment", "UPDATE comment SET state = ?2 WHERE id = ?1", params![id, state])
}

pub(super) fn set_answer(tx: &mut Tx<'_>, id: CommentId, answer: &str, state: State) -> Result<()> {
    let at = (!answer.is_empty()).then(|| tx.now());
    tx.execute_one(
        "comment",
        "UPDATE comment SET answer = ?2, answered_at = ?3, state = ?4 WHERE id = ?1",
        params![id, answer, at, state],
    )
}

pub(super) fn set_challenge(tx: &mut Tx<'_>, id: CommentId, challenge: ChallengeId) -> Result<()> {
    tx.execute_one(
        "comment",
        "UPDATE comment SET challenge = ?2, state = 'taken_up' WHERE id = ?1",
        params![id, challenge],
    )
}

/// The learning log of a challenge that still stands there.
pub(super) fn log_of(tx: &Tx<'_>, challenge: ChallengeId) -> Result<Option<EntryId>> {
    tx.first("SELECT loop FROM challenge WHERE id = ?1 AND removed_at IS NULL", [challenge], |row| row.get(0))
}
