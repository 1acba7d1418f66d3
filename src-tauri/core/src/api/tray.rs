use super::Api;
use super::entries::SomeEntries;
use crate::api::Nothing;
use crate::change::Op;
use crate::entries::EntryRow;
use crate::error::Result;
use crate::tray;

pub(super) fn list(api: &Api<'_>, _: Nothing) -> Result<Vec<EntryRow>> {
    api.journal.read(tray::list)
}

pub(super) fn add(api: &Api<'_>, request: SomeEntries) -> Result<()> {
    api.journal.write(Op::ChangeTray, |tx| tray::add(tx, &request.ids))
}

pub(super) fn remove(api: &Api<'_>, request: SomeEntries) -> Result<()> {
    api.journal.write(Op::ChangeTray, |tx| tray::remove(tx, &request.ids))
}

pub(super) fn clear(api: &Api<'_>, _: Nothing) -> Result<()> {
    api.journal.write(Op::ChangeTray, tray::clear)
}
