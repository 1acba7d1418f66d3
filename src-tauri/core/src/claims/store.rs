//! The SQL of claims.

use std::collections::HashMap;

use rusqlite::{Row, params};

use super::write::State;
use super::{ClaimHead, ClaimKind, ClaimType, ClaimVersion, Rating};
use crate::clock::Instant;
use crate::error::Result;
use crate::id::{ClaimId, EntryId};
use crate::store::Tx;

const HEAD: &str =
    "SELECT claim.id, claim.kind, claim.type, version.text, version.confidence, version.standing, version.at
     FROM claim JOIN claim_version version ON version.claim = claim.id
     WHERE version.n = (SELECT max(n) FROM claim_version WHERE claim = claim.id)";

fn read_head(row: &Row<'_>) -> rusqlite::Result<ClaimHead> {
    Ok(ClaimHead {
        id: row.get(0)?,
        kind: row.get(1)?,
        typed: row.get(2)?,
        text: row.get(3)?,
        confidence: row.get(4)?,
        standing: row.get(5)?,
        since: row.get(6)?,
        merged_into: None,
    })
}

/// The claim as it stands; `merged_into` is for the caller to fill.
pub(super) fn head(tx: &Tx<'_>, id: ClaimId) -> Result<Option<ClaimHead>> {
    tx.first(&format!("{HEAD} AND claim.id = ?1"), [id], read_head)
}

/// The newest merge of each claim that has one and has not undone it.
pub(super) fn merges(tx: &Tx<'_>) -> Result<HashMap<ClaimId, ClaimId>> {
    let rows = tx.rows(
        "SELECT claim, merged_into FROM claim_merge WHERE merged_into IS NOT NULL
         AND id = (SELECT max(id) FROM claim_merge newest WHERE newest.claim = claim_merge.claim)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(rows.into_iter().collect())
}

/// The versions of one claim, oldest first.
pub(super) fn versions(tx: &Tx<'_>, id: ClaimId) -> Result<Vec<ClaimVersion>> {
    tx.rows(
        "SELECT n, claim, text, confidence, standing, at, cause, cause_id, loop,
            (SELECT title FROM entry WHERE id = loop AND trashed_at IS NULL), note
         FROM claim_version WHERE claim = ?1 ORDER BY n",
        [id],
        |row| {
            Ok(ClaimVersion {
                n: row.get(0)?,
                claim: row.get(1)?,
                text: row.get(2)?,
                confidence: row.get(3)?,
                standing: row.get(4)?,
                at: row.get(5)?,
                cause: row.get(6)?,
                cause_id: row.get(7)?,
                in_loop: row.get(8)?,
                loop_title: row.get(9)?,
                note: row.get(10)?,
            })
        },
    )
}

pub(super) fn insert(tx: &mut Tx<'_>, id: ClaimId, kind: ClaimKind, typed: Option<ClaimType>) -> Result<()> {
    let now = tx.now();
    tx.execute("INSERT INTO claim (id, kind, type, made_at) VALUES (?1, ?2, ?3, ?4)", params![id, kind, typed, now])?;
    Ok(())
}

/// Appends a version; never before the one before it, whatever the clock says.
pub(super) fn append(tx: &mut Tx<'_>, id: ClaimId, state: &State) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO claim_version (claim, n, text, confidence, standing, at, cause, cause_id, loop, note)
         SELECT ?1, coalesce(max(n), 0) + 1, ?2, ?3, ?4, max(coalesce(max(at), ?5), ?5), ?6, ?7, ?8, ?9
         FROM claim_version WHERE claim = ?1",
        params![
            id,
            state.text,
            state.confidence,
            state.standing,
            now,
            state.cause,
            state.cause_id,
            state.in_loop,
            state.note
        ],
    )?;
    Ok(())
}

/// A claim tied to a loop.
pub(super) struct Tie {
    pub claim: ClaimId,
    pub rating: Option<Rating>,
}

/// The claims tied to a loop, in the order in which they were tied.
pub(super) fn ties(tx: &Tx<'_>, of: EntryId) -> Result<Vec<Tie>> {
    tx.rows("SELECT claim, rating FROM loop_claim WHERE loop = ?1 ORDER BY id", [of], |row| {
        Ok(Tie { claim: row.get(0)?, rating: row.get(1)? })
    })
}

pub(super) fn insert_tie(
    tx: &mut Tx<'_>,
    to: EntryId,
    claim: ClaimId,
    role: ClaimKind,
    rating: Option<Rating>,
) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO loop_claim (loop, claim, role, rating, added_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![to, claim, role, rating, now],
    )?;
    tx.touch(to);
    Ok(())
}

pub(super) fn set_rating(tx: &mut Tx<'_>, of: EntryId, claim: ClaimId, rating: Option<Rating>) -> Result<()> {
    tx.execute("UPDATE loop_claim SET rating = ?3 WHERE loop = ?1 AND claim = ?2", params![of, claim, rating])?;
    tx.touch(of);
    Ok(())
}

pub(super) fn delete_tie(tx: &mut Tx<'_>, of: EntryId, claim: ClaimId) -> Result<()> {
    tx.execute("DELETE FROM loop_claim WHERE loop = ?1 AND claim = ?2", params![of, claim])?;
    tx.touch(of);
    Ok(())
}

/// Whether there is such a loop, in the trash or not.
pub(super) fn is_loop(tx: &Tx<'_>, id: EntryId) -> Result<bool> {
    tx.one("SELECT EXISTS (SELECT 1 FROM loop WHERE entry = ?1)", [id], |row| row.get(0))
}

/// Notes that a claim is now part of another, or no longer is.
pub(super) fn insert_merge(tx: &mut Tx<'_>, claim: ClaimId, into: Option<ClaimId>) -> Result<()> {
    let now: Instant = tx.now();
    tx.execute("INSERT INTO claim_merge (claim, merged_into, at) VALUES (?1, ?2, ?3)", params![claim, into, now])?;
    Ok(())
}

pub(super) fn set_type(tx: &mut Tx<'_>, id: ClaimId, typed: Option<ClaimType>) -> Result<()> {
    tx.execute_one("claim", "UPDATE claim SET type = ?2 WHERE id = ?1", params![id, typed])
}
