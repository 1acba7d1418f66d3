//! What comes in: other programs' files as entries of the journal.
//!
//! Reading order: [`Importer`] and [`ALL`] (a format is one file and one line) → [`source`] (a folder, a zip or one file
//! seen as one thing) → [`plan`] (what would come in) → [`apply`](mod@apply) (files first, then the one transaction) → a format.
//!
//! ```text
//! path ──Source::open──▶ Source ──Importer::read──▶ Plan ──preview──▶ what the person sees
//!                                                    └─wanted─put_files─apply─▶ entries, files, provenance (all or nothing)
//! ```
//!
//! The rules every format keeps: one bad file never stops or hides the others, and is named; what was read is what was
//! added, what was here already, or a named problem; the same source never comes in twice; a text is taken as it is,
//! only the destinations of links to files that come along become `attachment:ID`.

mod apply;
mod archive;
mod dayone;
mod folder;
mod front_matter;
mod json;
mod leap2a;
mod links;
mod markdown;
mod meetings;
mod names;
mod plan;
mod preview;
pub mod sample;
mod source;
mod store;
mod undo;

use std::path::Path;

use crate::error::{Error, Result};

pub use apply::{ImportDone, Put, Turn, Wanted, apply, put_files, wanted};
use plan::{Found, Link, PlannedFile};
pub use plan::{Parsed, Plan, Problem};
pub use preview::{ImportPreview, Sample, preview};
pub use source::{Source, SourceFile};
pub use undo::{ImportRow, Undone, list, undo};

/// Entries that one source may hold.
const ENTRY_LIMIT: usize = 200_000;

/// One format that can be read.
pub trait Importer: Sync {
    /// The word for it in the database and the command line.
    fn id(&self) -> &'static str;
    /// What people call it.
    fn name(&self) -> &'static str;
    /// Whether the source is in this format, told by the names in it and the beginning of a file.
    fn owns(&self, source: &Source) -> bool;
    /// Everything in the source, outside any transaction.
    ///
    /// # Errors
    /// `BadInput` with a sentence where nothing of it can be read; what can be is never held up by what cannot.
    fn read(&self, source: &Source) -> Result<Parsed>;
}

/// Every format, the most particular first: the first that owns a source reads it.
pub const ALL: &[&dyn Importer] = &[&json::Json, &dayone::DayOne, &leap2a::Leap2a, &markdown::Markdown];

/// Reads a file or folder into a plan. Nothing is written, and no journal is needed.
///
/// # Errors
/// `BadInput` or `TooBig` with a sentence that says why nothing of it can be imported.
pub fn read(path: &Path) -> Result<Plan> {
    let source = Source::open(path)?;
    let Some(importer) = ALL.iter().find(|importer| importer.owns(&source)) else {
        return Err(Error::bad(format!(
            "there is nothing in “{}” that can be imported. I can read {}",
            source.shown(),
            ALL.iter().map(|importer| importer.name()).collect::<Vec<_>>().join(", ")
        )));
    };
    let parsed = importer.read(&source)?;
    if parsed.entries.len() > ENTRY_LIMIT {
        return Err(Error::TooBig(format!(
            "“{}” holds more than {ENTRY_LIMIT} entries; import it in parts",
            source.shown()
        )));
    }
    Plan::new(*importer, source, parsed)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]
mod tests;
