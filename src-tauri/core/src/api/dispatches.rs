//! The calls about what goes back: answers to readers, responses to packs of others.

use serde::{Deserialize, Serialize};

use super::review::OneReceived;
use super::{Api, Place};
use crate::change::Op;
use crate::error::Result;
use crate::export;
use crate::id::{DispatchId, PackId, ResponseId};
use crate::review::dispatch::{self, Dispatch};
use crate::review::{self, Draft, Outgoing, OutgoingNote, received};
use crate::store::Tx;

/// The answers to comments.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ToReaders {
    /// To comments on which pack.
    pub pack: PackId,
    /// To those of one reader only.
    pub response: Option<ResponseId>,
}

/// The answers to comments, as a file for the readers.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct WriteReply {
    /// To comments on which pack.
    pub pack: PackId,
    /// To those of one reader only.
    pub response: Option<ResponseId>,
    /// The file to write.
    #[ts(optional = false)]
    pub place: Place,
    /// The writer has looked at all that may tell who is meant.
    pub names_checked: Option<bool>,
    /// What was looked at, as `reply_look` named it: if it is another now, nothing is written.
    pub seen: Option<String>,
}

/// The response to a pack of somebody else's, as a file.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct WriteResponse {
    /// To which.
    pub id: PackId,
    /// The file to write.
    #[ts(optional = false)]
    pub place: Place,
    /// The writer has looked at all that may tell who is meant.
    pub names_checked: Option<bool>,
    /// What was looked at, as `response_look` named it: if it is another now, nothing is written.
    pub seen: Option<String>,
}

/// What went back.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ListDispatches {
    /// On this pack only.
    pub pack: Option<PackId>,
}

/// One file that went back.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneDispatch {
    /// Which.
    pub id: DispatchId,
}

/// A file that went back, to be given once more.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct DispatchAgain {
    /// Which.
    pub id: DispatchId,
    /// The file to write.
    pub place: Place,
}

pub(super) fn look_at_reply(api: &Api<'_>, request: ToReaders) -> Result<Outgoing> {
    Ok(api.journal.read(|tx| review::reply(tx, request.pack, request.response))?.outgoing)
}

pub(super) fn look_at_response(api: &Api<'_>, request: OneReceived) -> Result<Outgoing> {
    Ok(api.journal.read(|tx| received::response(tx, request.id))?.outgoing)
}

pub(super) fn write_reply(api: &Api<'_>, request: WriteReply) -> Result<Dispatch> {
    let WriteReply { pack, response, place, names_checked, seen } = request;
    send(api, &place, names_checked, seen, |tx| review::reply(tx, pack, response))
}

pub(super) fn write_response(api: &Api<'_>, request: WriteResponse) -> Result<Dispatch> {
    let WriteResponse { id, place, names_checked, seen } = request;
    send(api, &place, names_checked, seen, |tx| received::response(tx, id))
}

/// Seals the bytes, notes that they leave, writes the file: in this order, so that nothing leaves unnoted.
fn send(
    api: &Api<'_>,
    place: &Place,
    names_checked: Option<bool>,
    seen: Option<String>,
    draft: impl FnOnce(&Tx<'_>) -> Result<Draft>,
) -> Result<Dispatch> {
    let path = api.places.path(place)?;
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let draft = api.journal.read(draft)?;
    draft.may_leave(names_checked.unwrap_or_default(), seen.as_deref())?;
    let vault = api.journal.vault();
    let sealed = vault.put(&mut draft.text.as_bytes())?;
    let dispatch = api.journal.write(Op::SendBack, |tx| dispatch::note(tx, &draft, &sealed, &file_name))?;
    if let Err(error) = export::text_to_file(&path, &draft.text) {
        let gone = api.journal.write(Op::ForgetDispatch, |tx| dispatch::take_back(tx, vault, dispatch.id))?;
        vault.delete_marked(&gone)?;
        return Err(error);
    }
    Ok(dispatch)
}

pub(super) fn list(api: &Api<'_>, request: ListDispatches) -> Result<Vec<Dispatch>> {
    api.journal.read(|tx| dispatch::list(tx, request.pack))
}

pub(super) fn text(api: &Api<'_>, request: OneDispatch) -> Result<Vec<OutgoingNote>> {
    dispatch::notes(&api.journal.read(|tx| dispatch::bytes(tx, api.journal.vault(), request.id))?)
}

pub(super) fn again(api: &Api<'_>, request: DispatchAgain) -> Result<Dispatch> {
    let path = api.places.path(&request.place)?;
    let bytes = api.journal.read(|tx| dispatch::again(tx, api.journal.vault(), request.id))?;
    export::bytes_to_file(&path, &bytes)?;
    api.journal.write(Op::SendBack, |tx| {
        dispatch::note_given(tx, request.id)?;
        dispatch::get(tx, request.id)
    })
}

pub(super) fn forget(api: &Api<'_>, request: OneDispatch) -> Result<Dispatch> {
    let vault = api.journal.vault();
    let (row, files) = api.journal.write(Op::ForgetDispatch, |tx| {
        let files = dispatch::forget(tx, vault, &[request.id])?;
        Ok((dispatch::get(tx, request.id)?, files))
    })?;
    vault.delete_marked(&files)?;
    Ok(row)
}
