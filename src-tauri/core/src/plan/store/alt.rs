use std::collections::HashMap;

use rusqlite::params;

use crate::error::Result;
use crate::id::AttachmentId;
use crate::store::Tx;

pub(in crate::plan) fn all(tx: &Tx<'_>) -> Result<HashMap<AttachmentId, String>> {
    let rows = tx.rows("SELECT attachment, text FROM alt", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.into_iter().collect())
}

/// An empty text takes it away.
pub(in crate::plan) fn set(tx: &mut Tx<'_>, attachment: AttachmentId, text: &str) -> Result<()> {
    tx.execute("DELETE FROM alt WHERE attachment = ?1", [attachment])?;
    if !text.is_empty() {
        tx.execute("INSERT INTO alt (attachment, text) VALUES (?1, ?2)", params![attachment, text])?;
    }
    Ok(())
}
