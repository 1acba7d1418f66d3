//! How much came back of what was sent.

use std::collections::HashMap;

use serde::Serialize;

use super::comments::with_names;
use super::store;
use crate::error::Result;
use crate::export::Letter;
use crate::id::PackId;
use crate::packs::{self, Pack, PackRow};
use crate::store::Tx;

/// What came back of one pack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Back {
    /// Files of readers.
    pub readers: u32,
    /// Comments in them.
    pub comments: u32,
    /// Answers to the writer's questions in them.
    pub answers: u32,
}

/// A line of the ledger as its writer reads it: with real names, and what came back.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct LedgerRow {
    /// The line.
    #[serde(flatten)]
    pub row: PackRow,
    /// What came back.
    pub back: Back,
}

/// The ledger, last made first, with what came back of each.
///
/// # Errors
/// Those of the database.
pub fn ledger(tx: &Tx<'_>) -> Result<Vec<LedgerRow>> {
    let counts: HashMap<PackId, Back> = store::back::counts(tx)?;
    let mut rows = Vec::new();
    for mut row in packs::list(tx)? {
        let labels = labels(tx, row.id)?;
        named(&mut row.letter, &labels);
        rows.push(LedgerRow { back: counts.get(&row.id).copied().unwrap_or_default(), row });
    }
    Ok(rows)
}

/// One pack, whole, as its writer reads of it.
///
/// # Errors
/// `NotFound`.
pub fn pack(tx: &Tx<'_>, id: PackId) -> Result<Pack> {
    let mut pack = packs::get(tx, id)?;
    let labels = labels(tx, id)?;
    named(&mut pack.row.letter, &labels);
    for piece in &mut pack.pieces {
        piece.title = with_names(&piece.title, &labels);
    }
    Ok(pack)
}

/// The pseudonyms of a pack's audience, each with the name behind it.
fn labels(tx: &Tx<'_>, id: PackId) -> Result<Vec<(String, String)>> {
    let sent = store::sent(tx, id)?;
    Ok(sent.map(|sent| store::labels(tx, sent.audience)).transpose()?.unwrap_or_default())
}

fn named(letter: &mut Letter, labels: &[(String, String)]) {
    letter.ask = with_names(&letter.ask, labels);
    letter.licence = with_names(&letter.licence, labels);
    for asked in &mut letter.questions {
        asked.text = with_names(&asked.text, labels);
    }
}
