//! The SQL of whole loops: reading every row as it is; [`write`](mod@write) puts them in.

mod write;

use std::collections::HashSet;

use super::{
    CaseRecord, ChallengeRecord, ClaimRecord, ClaimVersionRecord, LinkRecord, LoopRecord, MoveRecord, QuoteRecord,
    TestRecord, TieRecord, TurnRecord,
};
use crate::error::Result;
use crate::id::{ClaimId, EntryId};
use crate::store::Tx;
use crate::test::Amendment;

pub use write::{leads_to, put, put_claim, put_link, put_merge};

/// The loop that this entry is; none where it is none.
///
/// # Errors
/// Those of the database.
pub fn read(tx: &Tx<'_>, id: EntryId) -> Result<Option<LoopRecord>> {
    let head = tx.first(
        "SELECT stage, exit, exit_reason, revisit, owner, verdict, riskiest_rung, opened_at, closed_at FROM loop WHERE entry = ?1",
        [id],
        |row| {
            Ok(LoopRecord {
                stage: row.get(0)?,
                exit: row.get(1)?,
                exit_reason: row.get(2)?,
                revisit: row.get(3)?,
                owner: row.get(4)?,
                verdict: row.get(5)?,
                riskiest_rung: row.get(6)?,
                opened_at: row.get(7)?,
                closed_at: row.get(8)?,
                moves: Vec::new(),
                quotes: Vec::new(),
                claims: Vec::new(),
                challenges: Vec::new(),
                tests: Vec::new(),
                case: None,
            })
        },
    )?;
    let Some(mut record) = head else { return Ok(None) };
    record.moves = moves(tx, id)?;
    record.quotes = quotes(tx, id)?;
    record.claims = ties(tx, id)?;
    record.challenges = challenges(tx, id)?;
    record.tests = tests(tx, id)?;
    record.case = case(tx, id)?;
    Ok(Some(record))
}

fn moves(tx: &Tx<'_>, id: EntryId) -> Result<Vec<MoveRecord>> {
    tx.rows("SELECT at, from_stage, to_stage, exit, note FROM loop_move WHERE loop = ?1 ORDER BY id", [id], |row| {
        Ok(MoveRecord { at: row.get(0)?, from: row.get(1)?, to: row.get(2)?, exit: row.get(3)?, note: row.get(4)? })
    })
}

fn quotes(tx: &Tx<'_>, id: EntryId) -> Result<Vec<QuoteRecord>> {
    tx.rows(
        "SELECT id, field, source, source_field, exact, prefix, suffix, at FROM loop_quote WHERE loop = ?1 ORDER BY at, id",
        [id],
        |row| {
            Ok(QuoteRecord {
                id: row.get(0)?,
                field: row.get(1)?,
                source: row.get(2)?,
                source_field: row.get(3)?,
                exact: row.get(4)?,
                prefix: row.get(5)?,
                suffix: row.get(6)?,
                at: row.get(7)?,
            })
        },
    )
}

fn ties(tx: &Tx<'_>, id: EntryId) -> Result<Vec<TieRecord>> {
    tx.rows("SELECT claim, role, rating, added_at FROM loop_claim WHERE loop = ?1 ORDER BY id", [id], |row| {
        Ok(TieRecord { claim: row.get(0)?, role: row.get(1)?, rating: row.get(2)?, added_at: row.get(3)? })
    })
}

fn challenges(tx: &Tx<'_>, id: EntryId) -> Result<Vec<ChallengeRecord>> {
    tx.rows(
        "SELECT id, kind, text, lens, who, how, cause, cause_id, made_at, edited_at FROM challenge
         WHERE loop = ?1 AND removed_at IS NULL ORDER BY made_at, id",
        [id],
        |row| {
            Ok(ChallengeRecord {
                id: row.get(0)?,
                kind: row.get(1)?,
                text: row.get(2)?,
                lens: row.get(3)?,
                who: row.get(4)?,
                how: row.get(5)?,
                cause: row.get(6)?,
                cause_id: row.get(7)?,
                made_at: row.get(8)?,
                edited_at: row.get(9)?,
            })
        },
    )
}

fn tests(tx: &Tx<'_>, id: EntryId) -> Result<Vec<TestRecord>> {
    let mut tests = tx.rows(
        "SELECT id, claim, action, place, people, consent, due, prediction, disconfirm, made_at, planned_at, happened,
            happened_on, happened_at, met, confidence, reviewed_at, dropped_at, drop_reason
         FROM test WHERE loop = ?1 ORDER BY made_at, id",
        [id],
        |row| {
            Ok(TestRecord {
                id: row.get(0)?,
                claim: row.get(1)?,
                action: row.get(2)?,
                place: row.get(3)?,
                people: row.get(4)?,
                consent: row.get(5)?,
                due: row.get(6)?,
                prediction: row.get(7)?,
                disconfirm: row.get(8)?,
                made_at: row.get(9)?,
                planned_at: row.get(10)?,
                amendments: Vec::new(),
                happened: row.get(11)?,
                happened_on: row.get(12)?,
                happened_at: row.get(13)?,
                met: row.get(14)?,
                confidence: row.get(15)?,
                reviewed_at: row.get(16)?,
                dropped_at: row.get(17)?,
                drop_reason: row.get(18)?,
            })
        },
    )?;
    for test in &mut tests {
        test.amendments =
            tx.rows("SELECT text, at FROM test_amendment WHERE test = ?1 ORDER BY id", [test.id], |row| {
                Ok(Amendment { text: row.get(0)?, at: row.get(1)? })
            })?;
    }
    Ok(tests)
}

fn case(tx: &Tx<'_>, id: EntryId) -> Result<Option<CaseRecord>> {
    let head = tx.first(
        "SELECT real, context, purpose, block, feared, edited_at FROM two_column WHERE loop = ?1",
        [id],
        |row| {
            Ok(CaseRecord {
                real: row.get(0)?,
                context: row.get(1)?,
                purpose: row.get(2)?,
                block: row.get(3)?,
                feared: row.get(4)?,
                edited_at: row.get(5)?,
                turns: Vec::new(),
            })
        },
    )?;
    let Some(mut case) = head else { return Ok(None) };
    case.turns = tx.rows(
        "SELECT id, speaker, said, unsaid, marker, redesign FROM case_turn WHERE loop = ?1 ORDER BY position",
        [id],
        |row| {
            Ok(TurnRecord {
                id: row.get(0)?,
                speaker: row.get(1)?,
                said: row.get(2)?,
                unsaid: row.get(3)?,
                marker: row.get(4)?,
                redesign: row.get(5)?,
            })
        },
    )?;
    Ok(Some(case))
}

/// The claims that are tied to any of these loops, each with all its versions, and those they were merged into.
///
/// # Errors
/// Those of the database.
pub fn claims(tx: &Tx<'_>, loops: &[EntryId]) -> Result<Vec<ClaimRecord>> {
    let mut ids: Vec<ClaimId> = Vec::new();
    for id in loops {
        let tied: Vec<ClaimId> =
            tx.rows("SELECT claim FROM loop_claim WHERE loop = ?1 ORDER BY id", [id], |row| row.get(0))?;
        ids.extend(tied);
    }
    let mut seen = HashSet::new();
    let mut records = Vec::new();
    // What a claim was merged into comes along, or the merge would point at nothing.
    while let Some(id) = ids.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(record) = claim(tx, id)? else { continue };
        ids.extend(record.merged_into);
        records.push(record);
    }
    records.sort_by_key(|record| record.id);
    Ok(records)
}

fn claim(tx: &Tx<'_>, id: ClaimId) -> Result<Option<ClaimRecord>> {
    let head = tx.first(
        "SELECT id, kind, type, made_at,
            (SELECT merged_into FROM claim_merge WHERE claim = claim.id ORDER BY claim_merge.id DESC LIMIT 1)
         FROM claim WHERE id = ?1",
        [id],
        |row| {
            Ok(ClaimRecord {
                id: row.get(0)?,
                kind: row.get(1)?,
                typed: row.get(2)?,
                made_at: row.get(3)?,
                merged_into: row.get(4)?,
                versions: Vec::new(),
            })
        },
    )?;
    let Some(mut record) = head else { return Ok(None) };
    record.versions = tx.rows(
        "SELECT n, text, confidence, standing, at, cause, cause_id, loop, note FROM claim_version WHERE claim = ?1 ORDER BY n",
        [id],
        |row| {
            Ok(ClaimVersionRecord {
                n: row.get(0)?,
                text: row.get(1)?,
                confidence: row.get(2)?,
                standing: row.get(3)?,
                at: row.get(4)?,
                cause: row.get(5)?,
                cause_id: row.get(6)?,
                in_loop: row.get(7)?,
                note: row.get(8)?,
            })
        },
    )?;
    Ok(Some(record))
}

/// The links that begin at this entry.
///
/// # Errors
/// Those of the database.
pub fn links(tx: &Tx<'_>, id: EntryId) -> Result<Vec<LinkRecord>> {
    tx.rows("SELECT entry, rel, other, at FROM entry_link WHERE entry = ?1 ORDER BY id", [id], |row| {
        Ok(LinkRecord { entry: row.get(0)?, rel: row.get(1)?, other: row.get(2)?, at: row.get(3)? })
    })
}
