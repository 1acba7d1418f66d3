//! How much came back of what was sent.

use std::collections::HashMap;

use serde::Serialize;

use super::store;
use crate::error::Result;
use crate::id::PackId;
use crate::packs::{self, PackRow};
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

/// A line of the ledger, with what came back.
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
    let rows = packs::list(tx)?.into_iter();
    Ok(rows.map(|row| LedgerRow { back: counts.get(&row.id).copied().unwrap_or_default(), row }).collect())
}
