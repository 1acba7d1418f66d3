//! What was imported when, and taking an import back.

use serde::Serialize;

use super::{ALL, Importer, meetings, sample, store};
use crate::clock::Instant;
use crate::entries::purge;
use crate::error::{Error, Result};
use crate::id::{EntryId, ImportId};
use crate::store::Tx;
use crate::templates;

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
        if row.format_name == sample::SampleJournal.id() {
            row.format_name = sample::SampleJournal.name().into();
        } else if let Some(importer) = ALL.iter().find(|importer| importer.id() == row.format_name) {
            row.format_name = importer.name().into();
        }
    }
    Ok(rows)
}

/// Takes out what an import brought in and nobody has touched since, with the claims that came in with it and are used
/// nowhere else, and the templates that came with it and that no entry is written in; what was edited, or put in the trash,
/// stays. The same source can be imported again afterwards. The sealed files are put aside at the next open.
///
/// # Errors
/// `NotFound`; `BadInput` where it was undone before.
pub fn undo(tx: &mut Tx<'_>, id: ImportId) -> Result<Undone> {
    if store::undone_at(tx, id)?.ok_or(Error::NotFound("import"))?.is_some() {
        return Err(Error::bad("this import was undone already"));
    }
    let (untouched, edited): (Vec<_>, Vec<_>) =
        store::items(tx, id)?.into_iter().partition(|(_, untouched)| *untouched);
    let entries: Vec<EntryId> = untouched.into_iter().map(|(entry, _)| entry).collect();
    let claims = purge::used_by_none_but(tx, &store::claims(tx, id)?, &entries)?;
    let meetings = meetings::untouched(tx, id)?;
    purge::remove(tx, &entries, &claims)?;
    meetings::take_out(tx, &meetings)?;
    templates::forget_unused(tx, &store::templates(tx, id)?)?;
    store::set_undone(tx, id)?;
    let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
    Ok(Undone { removed: count(entries.len()), kept_edited: count(edited.len()) })
}
