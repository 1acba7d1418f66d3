//! The SQL of the look back.

use crate::claims::{Cause, Standing};
use crate::clock::Instant;
use crate::error::Result;
use crate::id::{ClaimId, EntryId};
use crate::store::Tx;

/// Entries shown under these days, loops and those in the trash aside.
pub(super) fn entries(tx: &Tx<'_>, from: &str, to: &str) -> Result<u32> {
    tx.one(
        "SELECT count(*) FROM entry WHERE trashed_at IS NULL AND kind = 'entry' AND day BETWEEN ?1 AND ?2",
        [from, to],
        |row| row.get(0),
    )
}

/// When things happened to a loop.
pub(super) struct Life {
    pub(super) id: EntryId,
    pub(super) opened_at: Instant,
    pub(super) closed_at: Option<Instant>,
    pub(super) open: bool,
    /// When anything of it was last written.
    pub(super) touched_at: Instant,
}

/// Every loop that is not in the trash.
pub(super) fn loops(tx: &Tx<'_>) -> Result<Vec<Life>> {
    tx.rows(
        "SELECT loop.entry, opened_at, closed_at, exit = 'none' AND stage <> 'closed',
            max(opened_at, edited_at,
                coalesce((SELECT max(at) FROM loop_move WHERE loop = entry.id), 0),
                coalesce((SELECT max(at) FROM loop_quote WHERE loop = entry.id), 0),
                coalesce((SELECT max(at) FROM claim_version WHERE loop = entry.id), 0),
                coalesce((SELECT max(added_at) FROM loop_claim WHERE loop = entry.id), 0),
                coalesce((SELECT max(edited_at) FROM challenge WHERE loop = entry.id), 0),
                coalesce((SELECT max(edited_at) FROM two_column WHERE loop = entry.id), 0),
                coalesce((SELECT max(max(made_at, coalesce(planned_at, 0), coalesce(happened_at, 0), coalesce(reviewed_at, 0), coalesce(dropped_at, 0)))
                    FROM test WHERE loop = entry.id), 0),
                coalesce((SELECT max(at) FROM test_amendment JOIN test ON test.id = test WHERE test.loop = entry.id), 0))
         FROM loop CROSS JOIN entry ON entry.id = loop.entry WHERE trashed_at IS NULL",
        [],
        |row| {
            Ok(Life {
                id: row.get(0)?,
                opened_at: row.get(1)?,
                closed_at: row.get(2)?,
                open: row.get(3)?,
                touched_at: row.get(4)?,
            })
        },
    )
}

/// One version of a claim beside the one before it.
pub(super) struct Changed {
    pub(super) claim: ClaimId,
    pub(super) before: String,
    pub(super) stood: Standing,
    pub(super) text: String,
    pub(super) standing: Standing,
    pub(super) at: Instant,
    pub(super) cause: Cause,
    pub(super) in_loop: Option<EntryId>,
    pub(super) loop_title: Option<String>,
}

/// Every version but the first ones, oldest first.
pub(super) fn changes(tx: &Tx<'_>) -> Result<Vec<Changed>> {
    tx.rows(
        "SELECT version.claim, earlier.text, earlier.standing, version.text, version.standing, version.at, version.cause, version.loop,
            (SELECT title FROM entry WHERE id = version.loop AND trashed_at IS NULL)
         FROM claim_version version
         JOIN claim_version earlier ON earlier.claim = version.claim AND earlier.n = version.n - 1
         ORDER BY version.at, version.id",
        [],
        |row| {
            Ok(Changed {
                claim: row.get(0)?,
                before: row.get(1)?,
                stood: row.get(2)?,
                text: row.get(3)?,
                standing: row.get(4)?,
                at: row.get(5)?,
                cause: row.get(6)?,
                in_loop: row.get(7)?,
                loop_title: row.get(8)?,
            })
        },
    )
}
