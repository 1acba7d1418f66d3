//! The SQL of templates of one's own.

use crate::error::Result;
use crate::store::Tx;

/// The number of the newest version of an own template; none where there is no such template, or it was removed.
pub(super) fn newest(tx: &Tx<'_>, id: &str) -> Result<Option<u32>> {
    tx.first(
        "SELECT n FROM template_version JOIN template ON template.id = template
         WHERE template = ?1 AND removed_at IS NULL ORDER BY n DESC LIMIT 1",
        [id],
        |row| row.get(0),
    )
}
