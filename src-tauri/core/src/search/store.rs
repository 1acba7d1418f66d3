//! The SQL of the search queue.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::params;

use super::doc::{Doc, Seen, Stems, day_number};
use super::hanging::Hanging;
use super::written::Written;
use crate::entries;
use crate::error::Result;
use crate::id::{ClaimId, EntryId};
use crate::store::Tx;

/// An entry that search has yet to read.
pub(super) struct Queued {
    pub(super) seq: i64,
    pub(super) entry: EntryId,
}

/// The oldest of the queue.
pub(super) fn queued(tx: &Tx<'_>, limit: u32) -> Result<Vec<Queued>> {
    tx.rows("SELECT seq, entry FROM index_queue ORDER BY seq LIMIT ?1", [limit], |row| {
        Ok(Queued { seq: row.get(0)?, entry: row.get(1)? })
    })
}

pub(super) fn queue_length(tx: &Tx<'_>) -> Result<u32> {
    tx.one("SELECT count(*) FROM index_queue", [], |row| row.get(0))
}

/// The last number the queue ever gave.
pub(super) fn last_seq(tx: &Tx<'_>) -> Result<i64> {
    tx.one("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'index_queue'", [], |row| row.get(0))
}

/// What was queued up to `seq` has been read. The number is kept: an index that was read less far is an older one.
pub(super) fn clear(tx: &mut Tx<'_>, seq: i64) -> Result<()> {
    tx.execute("DELETE FROM index_queue WHERE seq <= ?1", [seq])?;
    tx.execute(
        "INSERT INTO journal (name, value) VALUES ('index_read', ?1) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [seq.to_string()],
    )?;
    Ok(())
}

/// The number up to which the queue was last cleared.
pub(super) fn last_cleared(tx: &Tx<'_>) -> Result<i64> {
    let kept = tx.first("SELECT value FROM journal WHERE name = 'index_read'", [], |row| row.get::<_, String>(0))?;
    Ok(kept.and_then(|kept| kept.parse().ok()).unwrap_or(0))
}

/// Everything is to be read again.
pub(super) fn queue_all(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute("INSERT INTO index_queue (entry) SELECT id FROM entry WHERE true ON CONFLICT (entry) DO NOTHING", [])?;
    Ok(())
}

/// Those of the oldest of the queue on which anything hangs, files too, so that the others need not be asked one by one.
/// All that hangs on a learning log hangs on its row.
pub(super) fn hung(tx: &Tx<'_>, limit: u32) -> Result<HashSet<EntryId>> {
    let rows = tx.rows(
        "WITH oldest AS (SELECT entry FROM index_queue ORDER BY seq LIMIT ?1)
         SELECT entry FROM loop WHERE entry IN oldest UNION SELECT entry FROM question WHERE entry IN oldest
         UNION SELECT entry FROM comment WHERE entry IN oldest UNION SELECT entry FROM entry_value WHERE entry IN oldest
         UNION SELECT entry FROM attachment WHERE entry IN oldest",
        [limit],
        |row| row.get(0),
    )?;
    Ok(rows.into_iter().collect())
}

/// The entry as search sees it; none where it is gone or in the trash.
pub(super) fn doc(tx: &Tx<'_>, id: EntryId) -> Result<Option<Doc>> {
    seen(tx, id, true, Doc::of)
}

/// As the index has it.
pub(super) fn written(tx: &Tx<'_>, id: EntryId, stems: &mut Stems) -> Result<Option<Written>> {
    written_with(tx, id, true, stems)
}

/// As [`written`]; where it is known that nothing hangs on it, that is not looked for.
pub(super) fn written_with(tx: &Tx<'_>, id: EntryId, hangs: bool, stems: &mut Stems) -> Result<Option<Written>> {
    seen(tx, id, hangs, |seen| Written::of(seen, stems))
}

fn seen<T>(tx: &Tx<'_>, id: EntryId, hangs: bool, make: impl FnOnce(&Seen<'_>) -> T) -> Result<Option<T>> {
    let Some(standing) = entries::store::standing(tx, id, hangs)? else { return Ok(None) };
    let hanging = if hangs { Hanging::of(tx, id)? } else { Hanging::default() };
    Ok(Some(make(&Seen { standing: &standing, entry: &standing.entry, hanging: &hanging })))
}

/// What hangs on an entry, its texts and standings aside. Due is a planned test on its day, a result at once until it is
/// looked back on, a parked loop on the day it comes back; nothing of one that is closed.
pub(super) fn hanging(tx: &Tx<'_>, id: EntryId) -> Result<Hanging> {
    let found = tx.first(
        "SELECT loop.stage, loop.exit, EXISTS (SELECT 1 FROM question WHERE entry = entry.id AND answered_at IS NULL),
            (SELECT min(CASE WHEN happened_at IS NULL THEN due ELSE '0001-01-01' END) FROM test
             WHERE test.loop = entry.id AND planned_at IS NOT NULL AND reviewed_at IS NULL AND dropped_at IS NULL
                AND NOT (loop.exit = 'single' OR (loop.exit = 'none' AND loop.stage = 'closed'))),
            CASE loop.exit WHEN 'parked' THEN loop.revisit END,
            EXISTS (SELECT 1 FROM comment WHERE entry = entry.id)
         FROM entry LEFT JOIN loop ON loop.entry = entry.id WHERE entry.id = ?1",
        [id],
        |row| {
            let days = [row.get::<_, Option<String>>(3)?, row.get(4)?];
            let numbers = days.into_iter().flatten().filter_map(|day| NaiveDate::parse_from_str(&day, "%Y-%m-%d").ok());
            Ok(Hanging {
                stage: row.get(0)?,
                exit: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
                asks: row.get(2)?,
                is_commented: row.get(5)?,
                due: numbers.map(day_number).min(),
                ..Hanging::default()
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// The texts that hang on an entry, those of claims aside. Of a test the prediction and what would prove it wrong are kept out from
/// its planning to its result, as everywhere.
pub(super) fn hanging_texts(tx: &Tx<'_>, id: EntryId) -> Result<Vec<String>> {
    let rows = tx.rows(
        "SELECT text, who, how, NULL, NULL, NULL FROM challenge WHERE loop = ?1 AND removed_at IS NULL
         UNION ALL SELECT action, place, people, consent, happened, drop_reason FROM test WHERE loop = ?1
         UNION ALL SELECT prediction, disconfirm, NULL, NULL, NULL, NULL FROM test
            WHERE loop = ?1 AND (planned_at IS NULL OR happened_at IS NOT NULL)
         UNION ALL SELECT text, NULL, NULL, NULL, NULL, NULL FROM test_amendment WHERE test IN (SELECT id FROM test WHERE loop = ?1)
         UNION ALL SELECT exit_reason, NULL, NULL, NULL, NULL, NULL FROM loop WHERE entry = ?1
         UNION ALL SELECT context, purpose, block, feared, NULL, NULL FROM two_column WHERE loop = ?1
         UNION ALL SELECT speaker, said, unsaid, redesign, NULL, NULL FROM case_turn WHERE loop = ?1
         UNION ALL SELECT answer, CASE WHEN gone_at IS NOT NULL THEN text END, NULL, NULL, NULL, NULL FROM question WHERE entry = ?1
         UNION ALL SELECT text, answer, NULL, NULL, NULL, NULL FROM comment WHERE entry = ?1
         UNION ALL SELECT CAST(part.value AS TEXT), NULL, NULL, NULL, NULL, NULL FROM entry_value,
            json_each(CASE WHEN json_valid(entry_value.value) THEN entry_value.value ELSE '[]' END) AS part
            WHERE entry_value.entry = ?1",
        [id],
        |row| (0..6).map(|at| row.get::<_, Option<String>>(at)).collect::<rusqlite::Result<Vec<_>>>(),
    )?;
    Ok(rows.into_iter().flatten().flatten().collect())
}

/// Whether a hit is what stands in the journal now.
pub(super) fn is_current(tx: &Tx<'_>, id: EntryId, stamp: i64) -> Result<bool> {
    tx.one(
        "SELECT EXISTS (SELECT 1 FROM entry WHERE id = ?1 AND stamp = ?2 AND trashed_at IS NULL)",
        params![id, stamp],
        |row| row.get(0),
    )
}

/// Whether no entry lies in the tray.
pub(super) fn tray_is_empty(tx: &Tx<'_>) -> Result<bool> {
    tx.one("SELECT NOT EXISTS (SELECT 1 FROM tray)", [], |row| row.get(0))
}

/// Which of some entries lie in the tray.
pub(super) fn in_tray(tx: &Tx<'_>, ids: impl Iterator<Item = EntryId>) -> Result<HashSet<EntryId>> {
    let ids: Vec<String> = ids.map(|id| id.to_string()).collect();
    let ids = serde_json::to_string(&ids)?;
    let rows =
        tx.rows("SELECT entry FROM tray WHERE entry IN (SELECT value FROM json_each(?1))", [ids], |row| row.get(0))?;
    Ok(rows.into_iter().collect())
}

/// Every entry that should be in the index and is not queued, with its stamp.
pub(super) fn expected(tx: &Tx<'_>) -> Result<HashSet<(EntryId, i64)>> {
    let rows = tx.rows(
        "SELECT id, stamp FROM entry WHERE trashed_at IS NULL AND id NOT IN (SELECT entry FROM index_queue)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(rows.into_iter().collect())
}

/// The languages entries are written in.
pub(super) fn languages(tx: &Tx<'_>) -> Result<Vec<String>> {
    // From one to the next by the index: reading every entry would cost more than the search.
    tx.rows(
        "WITH RECURSIVE known (language) AS (
            SELECT min(language) FROM entry WHERE language IS NOT NULL
            UNION ALL SELECT (SELECT min(entry.language) FROM entry WHERE entry.language > known.language)
            FROM known WHERE known.language IS NOT NULL)
         SELECT language FROM known WHERE language IS NOT NULL",
        [],
        |row| row.get(0),
    )
}

/// How a folded name was written: tags, people, or nothing of the kind.
pub(super) fn tag_name(tx: &Tx<'_>, folded: &str) -> Result<Option<String>> {
    tx.first("SELECT name FROM tag WHERE folded = ?1", [folded], |row| row.get(0))
}

pub(super) fn person_name(tx: &Tx<'_>, folded: &str) -> Result<Option<String>> {
    tx.first("SELECT name FROM person WHERE folded = ?1", [folded], |row| row.get(0))
}

/// A claim in all the words it ever had, the newest first.
pub(super) struct ClaimTexts {
    pub(super) claim: ClaimId,
    pub(super) texts: Vec<String>,
}

/// The ledger, last changed first: hundreds of claims at most, in a few versions each.
pub(super) fn claim_texts(tx: &Tx<'_>) -> Result<Vec<ClaimTexts>> {
    let rows: Vec<(ClaimId, String)> = tx.rows(
        "SELECT version.claim, version.text FROM claim_version version
         JOIN (SELECT claim, max(at) AS since FROM claim_version GROUP BY claim) newest ON newest.claim = version.claim
         ORDER BY newest.since DESC, version.claim DESC, version.n DESC",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut out: Vec<ClaimTexts> = Vec::new();
    for (claim, text) in rows {
        match out.last_mut() {
            Some(last) if last.claim == claim => last.texts.push(text),
            _ => out.push(ClaimTexts { claim, texts: vec![text] }),
        }
    }
    Ok(out)
}
