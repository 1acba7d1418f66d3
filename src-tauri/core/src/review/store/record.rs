use rusqlite::params;

use crate::error::Result;
use crate::id::EntryId;
use crate::review::record::{CommentRecord, ResponseRecord};
use crate::store::Tx;

pub(in crate::review) fn of(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<CommentRecord>> {
    tx.rows(
        "SELECT comment.id, sent_id, piece, question, kind, text, comment.name, quote, position, comment.made_at, state, answer,
                answered_at, challenge, response.id, response.pack, response.name, response.made_at, response.added_at
         FROM comment JOIN response ON response.id = comment.response
         WHERE entry = ?1 ORDER BY response.added_at, response.id, position, comment.id",
        [entry],
        |row| {
            let quote: Option<String> = row.get(7)?;
            Ok(CommentRecord {
                id: row.get(0)?,
                sent_id: row.get(1)?,
                piece: row.get(2)?,
                question: row.get(3)?,
                kind: row.get(4)?,
                text: row.get(5)?,
                name: row.get(6)?,
                quote: quote.and_then(|quote| serde_json::from_str(&quote).ok()),
                position: row.get(8)?,
                made_at: row.get(9)?,
                state: row.get(10)?,
                answer: row.get(11)?,
                answered_at: row.get(12)?,
                challenge: row.get(13)?,
                response: ResponseRecord {
                    id: row.get(14)?,
                    pack: row.get(15)?,
                    name: row.get(16)?,
                    made_at: row.get(17)?,
                    added_at: row.get(18)?,
                },
            })
        },
    )
}

/// What is here already stays; a response of the same id that answers another pack takes in no comment.
pub(in crate::review) fn put(tx: &mut Tx<'_>, entry: EntryId, comment: &CommentRecord) -> Result<()> {
    let response = &comment.response;
    tx.execute(
        "INSERT OR IGNORE INTO response (id, pack, name, made_at, added_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![response.id, response.pack, response.name, response.made_at, response.added_at],
    )?;
    let quote = comment.quote.as_ref().map(serde_json::to_string).transpose()?;
    tx.execute(
        "INSERT OR IGNORE INTO comment (id, sent_id, response, piece, entry, question, kind, text, name, quote, position, made_at, state, answer, answered_at, challenge)
         SELECT ?1, ?2, id, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16 FROM response WHERE id = ?3 AND pack = ?17",
        params![
            comment.id,
            comment.sent_id,
            response.id,
            comment.piece,
            entry,
            comment.question,
            comment.kind,
            comment.text,
            comment.name,
            quote,
            comment.position,
            comment.made_at,
            comment.state,
            comment.answer,
            comment.answered_at,
            comment.challenge,
            response.pack
        ],
    )?;
    // A file of which nothing came in is not kept for its name.
    tx.execute(
        "DELETE FROM response WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM comment WHERE response = ?1)",
        [response.id],
    )?;
    Ok(())
}
