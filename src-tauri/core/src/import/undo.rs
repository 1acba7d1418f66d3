//! What was imported when, and taking an import back.

use serde::Serialize;

use super::{ALL, store};
use crate::clock::Instant;
use crate::entries;
use crate::error::{Error, Result};
use crate::id::ImportId;
use crate::store::Tx;

/// One import that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct ImportRow {
    /// Its identity.
    pub id: ImportId,
    /// When.
    pub at: Instant,
    /// The name of the format.
    pub format_name: String,
    /// The file's or folder's own name.
    pub source: String,
    /// Entries added.
    pub added: u32,
    /// When it was undone.
    pub undone_at: Option<Instant>,
}

/// What an undo did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Undone {
    /// Entries taken out again.
    pub removed: u32,
    /// Entries that were changed or deleted since, and stay.
    pub kept_edited: u32,
}

/// Every import, newest first.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &Tx<'_>) -> Result<Vec<ImportRow>> {
    let mut rows = store::list(tx)?;
    for row in &mut rows {
        if let Some(importer) = ALL.iter().find(|importer| importer.id() == row.format_name) {
            row.format_name = importer.name().into();
        }
    }
    Ok(rows)
}

/// Takes out what an import brought in and nobody has touched since; what was edited, or put in the trash, stays. The
/// same source can be imported again afterwards. The sealed files are put aside at the next open.
///
/// # Errors
/// `NotFound`; `BadInput` where it was undone before.
pub fn undo(tx: &mut Tx<'_>, id: ImportId) -> Result<Undone> {
    if store::undone_at(tx, id)?.ok_or(Error::NotFound("import"))?.is_some() {
        return Err(Error::bad("this import was undone already"));
    }
    let mut undone = Undone { removed: 0, kept_edited: 0 };
    for (entry, untouched) in store::items(tx, id)? {
        if untouched {
            entries::store::delete(tx, entry)?;
            tx.touch(entry);
            undone.removed += 1;
        } else {
            undone.kept_edited += 1;
        }
    }
    store::forget_unused_names(tx)?;
    store::set_undone(tx, id)?;
    Ok(undone)
}
