use serde::Serialize;

use super::store;
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;

/// The entries before and after one in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Neighbours {
    /// The next older one.
    pub previous: Option<EntryId>,
    /// The next newer one.
    pub next: Option<EntryId>,
}

/// The entries before and after `id` on the timeline.
///
/// # Errors
/// `NotFound`.
pub fn neighbours(tx: &Tx<'_>, id: EntryId) -> Result<Neighbours> {
    let sort = store::position(tx, id)?;
    Ok(Neighbours { previous: store::neighbour(tx, &sort, id, false)?, next: store::neighbour(tx, &sort, id, true)? })
}
