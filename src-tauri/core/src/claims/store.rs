//! The SQL of claims.

use std::collections::{HashMap, HashSet};

use rusqlite::{Row, params};

use super::write::State;
use super::{ClaimHead, ClaimKind, ClaimType, ClaimVersion, Rating};
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

/// Every claim as it stands.
pub(super) fn heads(tx: &Tx<'_>) -> Result<Vec<ClaimHead>> {
    tx.rows(HEAD, [], read_head)
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

/// Every tie, those of one loop in the order in which they were made.
pub(super) fn every_tie(tx: &Tx<'_>) -> Result<Vec<(EntryId, Tie)>> {
    tx.rows("SELECT loop, claim, rating FROM loop_claim ORDER BY id", [], |row| {
        Ok((row.get(0)?, Tie { claim: row.get(1)?, rating: row.get(2)? }))
    })
}

/// In which loops which claims were written anew: a first wording is none.
pub(super) fn revised(tx: &Tx<'_>) -> Result<Vec<(EntryId, ClaimId)>> {
    tx.rows(
        "SELECT DISTINCT version.loop, version.claim FROM claim_version version
         JOIN (SELECT claim, min(n) AS n FROM claim_version GROUP BY claim) first ON first.claim = version.claim
         WHERE version.n > first.n AND version.loop IS NOT NULL",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
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
    let now = tx.now();
    tx.execute("INSERT INTO claim_merge (claim, merged_into, at) VALUES (?1, ?2, ?3)", params![claim, into, now])?;
    Ok(())
}

/// What search sees of the loops that a claim is tied to has changed.
pub(super) fn stamp_loops(tx: &mut Tx<'_>, claim: ClaimId) -> Result<()> {
    for id in tx.rows("SELECT loop FROM loop_claim WHERE claim = ?1", [claim], |row| row.get(0))? {
        tx.execute("UPDATE entry SET stamp = stamp WHERE id = ?1", [id])?;
        tx.touch(id);
    }
    Ok(())
}

pub(super) fn set_type(tx: &mut Tx<'_>, id: ClaimId, typed: Option<ClaimType>) -> Result<()> {
    tx.execute_one("claim", "UPDATE claim SET type = ?2 WHERE id = ?1", params![id, typed])
}

pub(super) fn version_counts(tx: &Tx<'_>) -> Result<Vec<(ClaimId, u32)>> {
    tx.rows("SELECT claim, count(*) FROM claim_version GROUP BY claim", [], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// How sure the writer was when they first said so.
pub(super) fn first_confidences(tx: &Tx<'_>) -> Result<Vec<(ClaimId, u8)>> {
    tx.rows(
        "SELECT claim, confidence FROM claim_version WHERE confidence IS NOT NULL AND n = (SELECT min(n) FROM claim_version first
         WHERE first.claim = claim_version.claim AND first.confidence IS NOT NULL)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Every wording of every claim.
pub(super) fn wordings(tx: &Tx<'_>) -> Result<Vec<(ClaimId, String)>> {
    tx.rows("SELECT DISTINCT claim, text FROM claim_version", [], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The loops that these claims came up in, in the order in which they did, but for those in the trash.
pub(super) fn loops_of(tx: &Tx<'_>, claims: &[ClaimId]) -> Result<Vec<EntryId>> {
    let mut all: Vec<(i64, EntryId)> = Vec::new();
    for claim in claims {
        all.extend(tx.rows(
            "SELECT loop_claim.id, loop FROM loop_claim CROSS JOIN entry ON entry.id = loop WHERE claim = ?1 AND trashed_at IS NULL",
            [claim],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?);
    }
    all.sort_by_key(|(order, _)| *order);
    let mut seen = HashSet::new();
    Ok(all.into_iter().map(|(_, of)| of).filter(|of| seen.insert(*of)).collect())
}

/// Which claims come up in which loops, but for those in the trash.
pub(super) fn all_ties(tx: &Tx<'_>) -> Result<Vec<(ClaimId, EntryId)>> {
    tx.rows(
        "SELECT claim, loop FROM loop_claim CROSS JOIN entry ON entry.id = loop WHERE trashed_at IS NULL",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

pub(super) fn challenge_counts(tx: &Tx<'_>) -> Result<Vec<(EntryId, u32)>> {
    tx.rows("SELECT loop, count(*) FROM challenge WHERE removed_at IS NULL GROUP BY loop", [], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// The days of planned tests that have no result yet.
pub(super) fn due_days(tx: &Tx<'_>) -> Result<Vec<(ClaimId, String)>> {
    tx.rows(
        "SELECT claim, due FROM test JOIN entry ON entry.id = loop WHERE claim IS NOT NULL AND due IS NOT NULL
         AND planned_at IS NOT NULL AND happened_at IS NULL AND dropped_at IS NULL AND trashed_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM loop done WHERE done.entry = test.loop AND (exit = 'single' OR (exit = 'none' AND stage = 'closed')))",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
pub(crate) mod tests {
    use super::*;
    use crate::change::Op;
    use crate::claims::{self, AddClaim, MergeClaims};
    use crate::clock::{Clock, Instant};
    use crate::entries::{EntryFields, add};
    use crate::journal::Journal;

    /// A journal in a temporary folder, at a quarter to six on 21 November 2026 in Amsterdam.
    pub(crate) struct World {
        pub journal: Journal,
        _folder: tempfile::TempDir,
    }

    impl World {
        pub(crate) fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let clock = Clock::with(|| Instant::parse("2026-11-21T16:45:00Z").unwrap(), chrono_tz::Europe::Amsterdam);
            Self { journal: Journal::create(folder.path(), clock).unwrap(), _folder: folder }
        }

        /// A loop with nothing in it.
        pub(crate) fn a_loop(&self, title: &str) -> EntryId {
            let fields = EntryFields { title: Some(title.into()), ..EntryFields::default() };
            self.write(|tx| {
                let id = add(tx, fields)?.id;
                tx.execute("INSERT INTO loop (entry, stage, opened_at) VALUES (?1, 'noticed', 0)", [id])?;
                Ok(id)
            })
        }

        pub(crate) fn assumption(&self, of: EntryId, text: &str, confidence: u32) -> ClaimId {
            let request = AddClaim {
                in_loop: of,
                kind: ClaimKind::Assumption,
                text: text.into(),
                confidence: Some(confidence),
                typed: None,
                rating: None,
            };
            self.write(|tx| claims::add(tx, request))
        }

        pub(crate) fn write<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> T {
            self.try_write(work).unwrap()
        }

        pub(crate) fn try_write<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
            self.journal.write(Op::WriteClaim, work)
        }

        pub(crate) fn read<T>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T>) -> T {
            self.journal.read(work).unwrap()
        }

        /// Whether the database itself refuses a statement, whatever the program thinks of it.
        pub(crate) fn refuses(&self, sql: &str) -> bool {
            self.try_write(|tx| tx.execute(sql, [])).is_err()
        }
    }

    /// Every row of every version ever written.
    pub(crate) fn dump(tx: &Tx<'_>) -> Vec<String> {
        tx.rows(
            "SELECT json_array(id, claim, n, text, confidence, standing, at, cause, cause_id, loop, note) FROM claim_version ORDER BY id",
            [],
            |row| row.get(0),
        )
        .unwrap()
    }

    /// The merges that count, circles and all.
    pub(crate) fn merged(tx: &Tx<'_>) -> HashMap<ClaimId, ClaimId> {
        merges(tx).unwrap()
    }

    #[test]
    fn the_database_itself_refuses_to_change_or_delete_a_version_or_a_merge() {
        let world = World::new();
        let of = world.a_loop("Silence");
        let [one, other] =
            ["If I wait, I lose them.", "Silence loses the class."].map(|text| world.assumption(of, text, 85));
        world.write(|tx| claims::merge(tx, MergeClaims { claim: one, into: other }));
        let before = world.read(|tx| Ok(dump(tx)));
        for sql in [
            "UPDATE claim_version SET text = 'never'",
            "UPDATE claim_version SET confidence = confidence",
            "UPDATE OR REPLACE claim_version SET n = 1",
            "DELETE FROM claim_version",
            "DELETE FROM claim",
            "REPLACE INTO claim SELECT * FROM claim",
            "UPDATE claim_merge SET merged_into = NULL",
            "DELETE FROM claim_merge",
        ] {
            assert!(world.refuses(sql), "{sql}");
        }
        assert_eq!(world.read(|tx| Ok(dump(tx))), before);
    }

    #[test]
    fn a_circle_from_elsewhere_leaves_every_claim_on_its_own() {
        let world = World::new();
        let of = world.a_loop("Silence");
        let [one, other] = ["a", "b"].map(|text| world.assumption(of, text, 50));
        world.write(|tx| {
            insert_merge(tx, one, Some(other))?;
            insert_merge(tx, other, Some(one))
        });
        assert_eq!(world.read(|tx| claims::root(tx, one)), one);
        assert_eq!(world.read(|tx| claims::of_loop(tx, of)).len(), 2);
        assert_eq!(world.read(|tx| claims::list(tx, &claims::ListClaims::default())).len(), 2);
    }
}
