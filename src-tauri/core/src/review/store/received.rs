use rusqlite::params;

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::export::packet::{PacketData, PacketPiece};
use crate::id::{CommentId, PackId, PieceId, ResponseId};
use crate::review::received::{ReceivedPiece, Remark};
use crate::review::{Kind, Quote};
use crate::store::Tx;

const PACK: &str = "pack of someone else";

/// A pack as it is kept.
pub(in crate::review) struct Kept {
    pub data: PacketData,
    pub file_name: String,
    pub added_at: Instant,
    pub response: ResponseId,
    pub name: String,
    pub opened_at: Option<Instant>,
}

pub(in crate::review) fn all(tx: &Tx<'_>) -> Result<Vec<PackId>> {
    tx.rows("SELECT pack FROM received ORDER BY added_at DESC, pack", [], |row| row.get(0))
}

pub(in crate::review) fn get(tx: &Tx<'_>, pack: PackId) -> Result<Option<Kept>> {
    let found = tx.first(
        "SELECT data, file_name, added_at, response, name, opened_at FROM received WHERE pack = ?1",
        [pack],
        |row| {
            let data: String = row.get(0)?;
            Ok((data, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
        },
    )?;
    found
        .map(|(data, file_name, added_at, response, name, opened_at)| {
            Ok(Kept { data: serde_json::from_str(&data)?, file_name, added_at, response, name, opened_at })
        })
        .transpose()
}

pub(in crate::review) fn insert(
    tx: &mut Tx<'_>,
    data: &PacketData,
    file_name: &str,
    sha256: &str,
    response: ResponseId,
) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO received (pack, data, file_name, sha256, added_at, response) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![data.pack, serde_json::to_string(data)?, file_name, sha256, now, response],
    )?;
    Ok(())
}

pub(in crate::review) fn insert_piece(
    tx: &mut Tx<'_>,
    pack: PackId,
    position: usize,
    piece: &PacketPiece,
    html: &str,
    text: &str,
) -> Result<()> {
    let position = u32::try_from(position).unwrap_or(u32::MAX);
    let analysis = piece.analysis.and_then(|at| u32::try_from(at).ok());
    tx.execute(
        "INSERT INTO received_piece (received, piece, position, title, facts, language, html, text, analysis)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![pack, piece.id, position, piece.title, piece.facts, piece.language, html, text, analysis],
    )?;
    Ok(())
}

pub(in crate::review) fn pieces(tx: &Tx<'_>, pack: PackId) -> Result<Vec<ReceivedPiece>> {
    tx.rows(
        "SELECT piece, title, facts, language, html, analysis FROM received_piece WHERE received = ?1 ORDER BY position",
        [pack],
        |row| {
            let analysis: Option<u32> = row.get(5)?;
            Ok(ReceivedPiece {
                id: row.get(0)?,
                title: row.get(1)?,
                facts: row.get(2)?,
                language: row.get(3)?,
                html: row.get(4)?,
                analysis: analysis.and_then(|at| usize::try_from(at).ok()),
            })
        },
    )
}

pub(in crate::review) fn text(tx: &Tx<'_>, pack: PackId, piece: PieceId) -> Result<Option<String>> {
    tx.first("SELECT text FROM received_piece WHERE received = ?1 AND piece = ?2", params![pack, piece], |row| {
        row.get(0)
    })
}

/// All in which a search looks: of the pack, its pieces, and what was written about it.
pub(in crate::review) fn texts(tx: &Tx<'_>, pack: PackId) -> Result<Vec<String>> {
    tx.rows(
        "SELECT coalesce(data ->> 'title', '') || char(10) || coalesce(data ->> 'author', '') || char(10)
            || coalesce(data ->> 'audience', '') FROM received WHERE pack = ?1
         UNION ALL SELECT title || char(10) || text FROM received_piece WHERE received = ?1
         UNION ALL SELECT text FROM remark WHERE received = ?1",
        [pack],
        |row| row.get(0),
    )
}

pub(in crate::review) fn remove(tx: &mut Tx<'_>, pack: PackId) -> Result<()> {
    tx.execute_one(PACK, "DELETE FROM received WHERE pack = ?1", [pack])
}

pub(in crate::review) fn set_name(tx: &mut Tx<'_>, pack: PackId, name: &str) -> Result<()> {
    tx.execute_one(PACK, "UPDATE received SET name = ?2 WHERE pack = ?1", params![pack, name])
}

pub(in crate::review) fn set_opened(tx: &mut Tx<'_>, pack: PackId) -> Result<()> {
    let now = tx.now();
    tx.execute_one(PACK, "UPDATE received SET opened_at = coalesce(opened_at, ?2) WHERE pack = ?1", params![pack, now])
}

/// What was written, with what does not leave this module.
pub(in crate::review) struct KeptRemark {
    pub remark: Remark,
    pub question: Option<String>,
    pub edited_at: Instant,
}

pub(in crate::review) fn remarks(tx: &Tx<'_>, pack: PackId) -> Result<Vec<KeptRemark>> {
    tx.rows(
        "SELECT id, piece, kind, text, quote, made_at, reply, question, edited_at FROM remark WHERE received = ?1
         ORDER BY made_at, id",
        [pack],
        |row| {
            let quote: Option<String> = row.get(4)?;
            Ok(KeptRemark {
                remark: Remark {
                    id: row.get(0)?,
                    piece: row.get(1)?,
                    kind: row.get(2)?,
                    text: row.get(3)?,
                    quote: quote.and_then(|quote| serde_json::from_str(&quote).ok()),
                    made_at: row.get(5)?,
                    reply: row.get(6)?,
                },
                question: row.get(7)?,
                edited_at: row.get(8)?,
            })
        },
    )
}

pub(in crate::review) fn count_remarks(tx: &Tx<'_>, pack: PackId) -> Result<u32> {
    tx.one("SELECT count(*) FROM remark WHERE received = ?1", [pack], |row| row.get(0))
}

pub(in crate::review) fn save_remark(
    tx: &mut Tx<'_>,
    pack: PackId,
    id: Option<CommentId>,
    piece: Option<PieceId>,
    kind: Kind,
    text: &str,
    quote: Option<&Quote>,
) -> Result<()> {
    let now = tx.now();
    let quote = quote.map(serde_json::to_string).transpose()?;
    match id {
        None => {
            tx.execute(
                "INSERT INTO remark (id, received, piece, kind, text, quote, made_at, edited_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
                params![CommentId::new(), pack, piece, kind, text, quote, now],
            )?;
            Ok(())
        }
        Some(id) => tx.execute_one(
            "comment",
            "UPDATE remark SET piece = ?3, kind = ?4, text = ?5, quote = ?6, edited_at = ?7
             WHERE id = ?1 AND received = ?2 AND question IS NULL",
            params![id, pack, piece, kind, text, quote, now],
        ),
    }
}

/// An answer to a question; one without words is taken back.
pub(in crate::review) fn set_answer(tx: &mut Tx<'_>, pack: PackId, key: &str, text: &str) -> Result<()> {
    if text.is_empty() {
        tx.execute("DELETE FROM remark WHERE received = ?1 AND question = ?2", params![pack, key])?;
        return Ok(());
    }
    let now = tx.now();
    tx.execute(
        "INSERT INTO remark (id, received, question, kind, text, made_at, edited_at) VALUES (?1, ?2, ?3, 'answer', ?4, ?5, ?5)
         ON CONFLICT (received, question) WHERE question IS NOT NULL
         DO UPDATE SET text = excluded.text, edited_at = excluded.edited_at",
        params![CommentId::new(), pack, key, text, now],
    )?;
    Ok(())
}

pub(in crate::review) fn remove_remark(tx: &mut Tx<'_>, pack: PackId, id: CommentId) -> Result<()> {
    match tx.execute("DELETE FROM remark WHERE id = ?1 AND received = ?2", params![id, pack])? {
        0 => Err(Error::NotFound("comment")),
        _ => Ok(()),
    }
}

/// What the author wrote back about a remark; of one that is gone nothing is kept.
pub(in crate::review) fn set_reply(tx: &mut Tx<'_>, pack: PackId, id: CommentId, text: &str) -> Result<()> {
    tx.execute("UPDATE remark SET reply = ?3 WHERE received = ?1 AND id = ?2", params![pack, id, text])?;
    Ok(())
}
