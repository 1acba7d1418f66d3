use serde::{Deserialize, Serialize};

use super::{Api, Nothing, Place};
use crate::Journal;
use crate::backup::Reason;
use crate::change::Op;
use crate::error::Result;
use crate::id::ImportId;
use crate::import::{self, ImportDone, ImportPreview, ImportRow, Plan, Undone};
use crate::taster::{self, Taste};

/// A file or folder to import.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct From {
    /// Where it is.
    pub place: Place,
}

/// One import.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneImport {
    /// Which.
    pub id: ImportId,
}

/// The sample journal came in.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
pub struct SampleAdded {
    /// Entries added; 0 where it was here already.
    pub added: u32,
    /// The import that it is, to be undone in one step.
    pub import: ImportId,
}

pub(super) fn preview(api: &Api<'_>, request: From) -> Result<ImportPreview> {
    let plan = read(api, &request)?;
    api.journal.read(|tx| import::preview(tx, &plan))
}

pub(super) fn run(api: &Api<'_>, request: From) -> Result<ImportDone> {
    let plan = read(api, &request)?;
    brought_in(api.journal, &plan)
}

/// Tasted first: it may come from anyone.
fn read(api: &Api<'_>, request: &From) -> Result<Plan> {
    let path = api.places.path(&request.place)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    taster::taste(Taste::Import(&path), &name)?;
    import::read(&path)
}

pub(super) fn sample(api: &Api<'_>, _: Nothing) -> Result<SampleAdded> {
    let done = add_sample(api.journal)?;
    Ok(SampleAdded { added: done.added, import: done.id })
}

pub(super) fn add_sample(journal: &Journal) -> Result<ImportDone> {
    brought_in(journal, &import::sample::sample(journal.clock())?)
}

fn brought_in(journal: &Journal, plan: &Plan) -> Result<ImportDone> {
    // Only the rows are written in the transaction: files of gigabytes must not hold up what is being typed.
    let turn = import::Turn::wait();
    let wanted = journal.read(|tx| import::wanted(tx, plan, turn))?;
    if wanted.adds() {
        journal.back_up_before(Reason::BeforeImport)?;
    }
    let put = import::put_files(journal.vault(), plan, wanted)?;
    journal.write(Op::Import, |tx| import::apply(tx, plan, &put))
}

pub(super) fn list(api: &Api<'_>, _: Nothing) -> Result<Vec<ImportRow>> {
    api.journal.read(import::list)
}

pub(super) fn undo(api: &Api<'_>, request: OneImport) -> Result<Undone> {
    api.journal.back_up_before(Reason::BeforeUndo)?;
    api.journal.write(Op::UndoImport, |tx| import::undo(tx, request.id))
}
