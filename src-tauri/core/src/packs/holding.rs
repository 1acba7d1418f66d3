//! Which packs hold an entry: who deletes it for good is asked about them.

use super::{PackRow, store};
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;

/// Packs whose bytes are kept and that hold one of these entries, last made first.
///
/// # Errors
/// Those of the database.
pub fn holding(tx: &Tx<'_>, ids: &[EntryId]) -> Result<Vec<PackRow>> {
    let mut rows = Vec::new();
    for row in store::rows(tx, store::Which::Sent)? {
        if row.forgotten_at.is_none()
            && store::texts(tx, row.id)?.iter().any(|text| text.entry.is_some_and(|id| ids.contains(&id)))
        {
            rows.push(row);
        }
    }
    Ok(rows)
}
