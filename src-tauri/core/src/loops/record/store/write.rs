//! Writing every row as it was.

use std::collections::HashSet;

use rusqlite::params;

use super::super::{CaseRecord, ClaimRecord, LinkRecord, LoopRecord, TestRecord};
use crate::error::Result;
use crate::id::{ChallengeId, ClaimId, EntryId, QuoteId, TestId, TurnId};
use crate::store::Tx;

/// Writes a claim with its history, unless one with its id is here: a journal's own history is never touched from
/// outside. True where it was written. What it was merged into must be in already.
///
/// # Errors
/// Those of the database.
pub fn put_claim(tx: &mut Tx<'_>, record: &ClaimRecord) -> Result<bool> {
    let added = tx.execute(
        "INSERT INTO claim (id, kind, type, made_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO NOTHING",
        params![record.id, record.kind, record.typed, record.made_at],
    )?;
    if added == 0 {
        return Ok(false);
    }
    for version in &record.versions {
        tx.execute(
            "INSERT INTO claim_version (claim, n, text, confidence, standing, at, cause, cause_id, loop, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                record.id,
                version.n,
                version.text,
                version.confidence,
                version.standing,
                version.at,
                version.cause,
                version.cause_id,
                version.in_loop,
                version.note
            ],
        )?;
    }
    Ok(true)
}

/// Ties what a claim was merged into, where both are here and of one kind.
///
/// # Errors
/// Those of the database.
pub fn put_merge(tx: &mut Tx<'_>, claim: ClaimId, into: ClaimId) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO claim_merge (claim, merged_into, at)
         SELECT ?1, ?2, ?3 WHERE (SELECT kind FROM claim WHERE id = ?1) = (SELECT kind FROM claim WHERE id = ?2)",
        params![claim, into, now],
    )?;
    Ok(())
}

/// Writes all that hangs on a loop whose entry is in. An id that is taken here is given anew; answers with the challenges
/// of which that is so, by the id before and the one they have.
///
/// # Errors
/// Those of the database.
pub fn put(tx: &mut Tx<'_>, id: EntryId, record: &LoopRecord) -> Result<Vec<(ChallengeId, ChallengeId)>> {
    tx.execute(
        "INSERT INTO loop (entry, stage, exit, exit_reason, revisit, owner, verdict, riskiest_rung, opened_at, closed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            id,
            record.stage,
            record.exit,
            record.exit_reason,
            record.revisit,
            record.owner,
            record.verdict,
            record.riskiest_rung,
            record.opened_at,
            record.closed_at
        ],
    )?;
    for step in &record.moves {
        tx.execute(
            "INSERT INTO loop_move (loop, at, from_stage, to_stage, exit, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![id, step.at, step.from, step.to, step.exit, step.note],
        )?;
    }
    for tie in &record.claims {
        tx.execute(
            "INSERT INTO loop_claim (loop, claim, role, rating, added_at)
             SELECT ?1, id, kind, ?3, ?4 FROM claim WHERE id = ?2",
            params![id, tie.claim, tie.rating, tie.added_at],
        )?;
    }
    for quote in &record.quotes {
        let own = if is_taken(tx, "loop_quote", &quote.id.to_string())? { QuoteId::new() } else { quote.id };
        tx.execute(
            "INSERT INTO loop_quote (id, loop, field, source, source_field, exact, prefix, suffix, at)
             VALUES (?1, ?2, ?3, (SELECT id FROM entry WHERE id = ?4), ?5, ?6, ?7, ?8, ?9)",
            params![
                own,
                id,
                quote.field,
                quote.source,
                quote.source_field,
                quote.exact,
                quote.prefix,
                quote.suffix,
                quote.at
            ],
        )?;
    }
    let mut renamed = Vec::new();
    for challenge in &record.challenges {
        let own = if is_taken(tx, "challenge", &challenge.id.to_string())? { ChallengeId::new() } else { challenge.id };
        if own != challenge.id {
            renamed.push((challenge.id, own));
        }
        tx.execute(
            "INSERT INTO challenge (id, loop, kind, text, lens, who, how, cause, cause_id, made_at, edited_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                own,
                id,
                challenge.kind,
                challenge.text,
                challenge.lens,
                challenge.who,
                challenge.how,
                challenge.cause,
                challenge.cause_id,
                challenge.made_at,
                challenge.edited_at
            ],
        )?;
    }
    for test in &record.tests {
        put_test(tx, id, test)?;
    }
    if let Some(case) = &record.case {
        put_case(tx, id, case)?;
    }
    Ok(renamed)
}

fn put_test(tx: &mut Tx<'_>, id: EntryId, test: &TestRecord) -> Result<()> {
    let own = if is_taken(tx, "test", &test.id.to_string())? { TestId::new() } else { test.id };
    tx.execute(
        "INSERT INTO test (id, loop, claim, action, place, people, consent, due, prediction, disconfirm, made_at, planned_at,
            happened, happened_on, happened_at, met, confidence, reviewed_at, dropped_at, drop_reason)
         VALUES (?1, ?2, (SELECT id FROM claim WHERE id = ?3), ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
            ?18, ?19, ?20)",
        params![
            own,
            id,
            test.claim,
            test.action,
            test.place,
            test.people,
            test.consent,
            test.due,
            test.prediction,
            test.disconfirm,
            test.made_at,
            test.planned_at,
            test.happened,
            test.happened_on,
            test.happened_at,
            test.met,
            test.confidence,
            test.reviewed_at,
            test.dropped_at,
            test.drop_reason
        ],
    )?;
    for amendment in &test.amendments {
        tx.execute(
            "INSERT INTO test_amendment (test, text, at) VALUES (?1, ?2, ?3)",
            params![own, amendment.text, amendment.at],
        )?;
    }
    Ok(())
}

fn put_case(tx: &mut Tx<'_>, id: EntryId, case: &CaseRecord) -> Result<()> {
    tx.execute(
        "INSERT INTO two_column (loop, real, context, purpose, block, feared, edited_at, begun_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
        params![id, case.real, case.context, case.purpose, case.block, case.feared, case.edited_at],
    )?;
    for (position, turn) in (0i64..).zip(&case.turns) {
        let own = if is_taken(tx, "case_turn", &turn.id.to_string())? { TurnId::new() } else { turn.id };
        tx.execute(
            "INSERT INTO case_turn (id, loop, position, speaker, said, unsaid, marker, redesign)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![own, id, position, turn.speaker, turn.said, turn.unsaid, turn.marker, turn.redesign],
        )?;
    }
    Ok(())
}

/// Ties two entries that are both here.
///
/// # Errors
/// Those of the database.
pub fn put_link(tx: &mut Tx<'_>, link: &LinkRecord) -> Result<()> {
    tx.execute(
        "INSERT INTO entry_link (entry, rel, other, at)
         SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM entry WHERE id = ?1) AND EXISTS (SELECT 1 FROM entry WHERE id = ?3)
         ON CONFLICT DO NOTHING",
        params![link.entry, link.rel, link.other, link.at],
    )?;
    Ok(())
}

/// `table` is one of this file's own.
fn is_taken(tx: &Tx<'_>, table: &str, id: &str) -> Result<bool> {
    tx.one(&format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE id = ?1)"), [id], |row| row.get(0))
}

/// Whether following the merges from a claim leads to another.
///
/// # Errors
/// Those of the database.
pub fn leads_to(tx: &Tx<'_>, from: ClaimId, to: ClaimId) -> Result<bool> {
    let mut seen = HashSet::new();
    let mut at = Some(from);
    while let Some(claim) = at {
        if claim == to {
            return Ok(true);
        }
        if !seen.insert(claim) {
            return Ok(false);
        }
        at = tx
            .first("SELECT merged_into FROM claim_merge WHERE claim = ?1 ORDER BY id DESC LIMIT 1", [claim], |row| {
                row.get(0)
            })?
            .flatten();
    }
    Ok(false)
}
