use serde::{Deserialize, Serialize};

use super::{Api, Nothing, Place, search as asked};
use crate::agenda::{self, Suggestions, Wall, WriteUp};
use crate::change::Op;
use crate::entries::Entry;
use crate::error::Result;
use crate::export::{self, Layout};
use crate::id::{CommitmentId, SessionId};
use crate::packs::{PreparePack, Prepared};
use crate::plan::Plan;
use crate::sessions::{
    self, Commitment, ListCommitments, ListSessions, NextOf, NextSession, Protocol, RecordTest, RunSession,
    SaveCommitment, SaveProtocol, SaveRecord, SaveSession, Session, SessionRow, SetCommitment, Stem, protocol,
};
use crate::test::Test;

/// One protocol.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneProtocol {
    /// Its key, or its id.
    pub id: String,
}

/// One session.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneSession {
    /// Which.
    pub id: SessionId,
}

/// One commitment.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneCommitment {
    /// Which.
    pub id: CommitmentId,
}

/// A session's pack to be made: before it cover, run sheet, pieces and tables; after it is recorded the record.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PackSession {
    /// Of which session.
    pub id: SessionId,
    /// "pdf" or "docx".
    pub format: String,
    /// Size of the paper and of the letters; those of the settings where not said.
    pub layout: Option<Layout>,
}

/// A calendar file to be written.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct WriteSessionCalendar {
    /// Of which session, with what was promised in it.
    pub id: SessionId,
    /// The file to write; none where not said.
    #[serde(default)]
    #[ts(optional)]
    pub place: Option<Place>,
}

/// A calendar file of a session.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct SessionCalendar {
    /// Name of the file, without the path; empty where none was written.
    pub file_name: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: i64,
    /// How many dates are in it.
    pub count: u32,
    /// What stands in it: times, and nothing else.
    pub text: String,
}

pub(super) fn protocols(api: &Api<'_>, _: Nothing) -> Result<Vec<Protocol>> {
    api.journal.read(protocol::list)
}

pub(super) fn protocol_get(api: &Api<'_>, request: OneProtocol) -> Result<Protocol> {
    api.journal.read(|tx| protocol::get(tx, &request.id))
}

pub(super) fn protocol_save(api: &Api<'_>, request: SaveProtocol) -> Result<Protocol> {
    api.journal.write(Op::SaveProtocol, |tx| protocol::save(tx, request))
}

pub(super) fn protocol_copy(api: &Api<'_>, request: OneProtocol) -> Result<Protocol> {
    api.journal.write(Op::SaveProtocol, |tx| protocol::copy(tx, &request.id))
}

pub(super) fn protocol_remove(api: &Api<'_>, request: OneProtocol) -> Result<Protocol> {
    api.journal.write(Op::SaveProtocol, |tx| protocol::set_removed(tx, &request.id, true))
}

pub(super) fn protocol_restore(api: &Api<'_>, request: OneProtocol) -> Result<Protocol> {
    api.journal.write(Op::SaveProtocol, |tx| protocol::set_removed(tx, &request.id, false))
}

pub(super) fn stems(_: &Api<'_>, _: Nothing) -> Result<Vec<Stem>> {
    Ok(sessions::stems()?.to_vec())
}

pub(super) fn list(api: &Api<'_>, request: ListSessions) -> Result<Vec<SessionRow>> {
    api.journal.read(|tx| sessions::list(tx, &request))
}

pub(super) fn get(api: &Api<'_>, request: OneSession) -> Result<Session> {
    api.journal.read(|tx| sessions::get(tx, request.id))
}

pub(super) fn save(api: &Api<'_>, request: SaveSession) -> Result<Session> {
    api.journal.write(Op::SaveSession, |tx| sessions::save(tx, request))
}

pub(super) fn remove(api: &Api<'_>, request: OneSession) -> Result<()> {
    api.journal.write(Op::SaveSession, |tx| sessions::remove(tx, request.id))
}

pub(super) fn next(api: &Api<'_>, request: NextOf) -> Result<NextSession> {
    api.journal.write(Op::SaveSession, |tx| sessions::next(tx, &request))
}

pub(super) fn suggest(api: &Api<'_>, request: OneSession) -> Result<Suggestions> {
    asked::settle(api)?;
    api.journal.read(|tx| agenda::suggest(tx, api.journal.search(), request.id))
}

pub(super) fn run(api: &Api<'_>, request: RunSession) -> Result<Session> {
    api.journal.write(Op::RunSession, |tx| sessions::run(tx, request))
}

pub(super) fn wall(api: &Api<'_>, request: OneSession) -> Result<Wall> {
    api.journal.read(|tx| agenda::wall(tx, request.id))
}

pub(super) fn record(api: &Api<'_>, request: SaveRecord) -> Result<Session> {
    api.journal.write(Op::RecordSession, |tx| sessions::record(tx, request))
}

pub(super) fn to_test(api: &Api<'_>, request: RecordTest) -> Result<Test> {
    api.journal.write(Op::RecordSession, |tx| sessions::to_test(tx, request))
}

pub(super) fn plan(api: &Api<'_>, request: OneSession) -> Result<Plan> {
    api.journal.write(Op::WritePlan, |tx| agenda::plan_of(tx, request.id))
}

pub(super) fn pack(api: &Api<'_>, request: PackSession) -> Result<Prepared> {
    let plan = plan(api, OneSession { id: request.id })?.id;
    super::packs::prepare(api, PreparePack { plan, format: request.format, layout: request.layout })
}

pub(super) fn calendar(api: &Api<'_>, request: WriteSessionCalendar) -> Result<SessionCalendar> {
    let path = request.place.map(|place| api.places.path(&place)).transpose()?;
    let (text, count) = api.journal.read(|tx| sessions::calendar(tx, api.journal.id(), request.id))?;
    let bytes = path.as_deref().map(|path| export::text_to_file(path, &text)).transpose()?.unwrap_or(0);
    let file_name = path.as_deref().and_then(std::path::Path::file_name);
    let file_name = file_name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(SessionCalendar { file_name, bytes, count, text })
}

pub(super) fn commitments(api: &Api<'_>, request: ListCommitments) -> Result<Vec<Commitment>> {
    api.journal.read(|tx| sessions::commitments(tx, &request))
}

pub(super) fn commitment_save(api: &Api<'_>, request: SaveCommitment) -> Result<Commitment> {
    api.journal.write(Op::WriteCommitment, |tx| sessions::save_commitment(tx, request))
}

pub(super) fn commitment_set(api: &Api<'_>, request: SetCommitment) -> Result<Commitment> {
    api.journal.write(Op::WriteCommitment, |tx| sessions::set_commitment(tx, &request))
}

pub(super) fn commitment_remove(api: &Api<'_>, request: OneCommitment) -> Result<()> {
    api.journal.write(Op::WriteCommitment, |tx| sessions::remove_commitment(tx, request.id))
}

pub(super) fn write_up(api: &Api<'_>, request: WriteUp) -> Result<Entry> {
    api.journal.write(Op::WriteUp, |tx| agenda::write_up(tx, &request))
}
