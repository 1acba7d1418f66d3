use std::collections::HashMap;

use rusqlite::params;

use crate::error::Result;
use crate::id::AttachmentId;
use crate::redact::Patch;
use crate::store::Tx;

fn patch(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Patch> {
    Ok(Patch { left: row.get(at)?, top: row.get(at + 1)?, width: row.get(at + 2)?, height: row.get(at + 3)? })
}

pub(in crate::plan) fn of(tx: &Tx<'_>, attachment: AttachmentId) -> Result<Vec<Patch>> {
    tx.rows("SELECT x, y, width, height FROM cover WHERE attachment = ?1 ORDER BY id", [attachment], |row| {
        patch(row, 0)
    })
}

pub(in crate::plan) fn all(tx: &Tx<'_>) -> Result<HashMap<AttachmentId, Vec<Patch>>> {
    let mut all: HashMap<AttachmentId, Vec<Patch>> = HashMap::new();
    let rows = tx.rows("SELECT attachment, x, y, width, height FROM cover ORDER BY id", [], |row| {
        Ok((row.get(0)?, patch(row, 1)?))
    })?;
    for (attachment, patch) in rows {
        all.entry(attachment).or_default().push(patch);
    }
    Ok(all)
}

pub(in crate::plan) fn set(tx: &mut Tx<'_>, attachment: AttachmentId, patches: &[Patch]) -> Result<()> {
    tx.execute("DELETE FROM cover WHERE attachment = ?1", [attachment])?;
    for patch in patches {
        tx.execute(
            "INSERT INTO cover (attachment, x, y, width, height) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![attachment, patch.left, patch.top, patch.width, patch.height],
        )?;
    }
    Ok(())
}
