use serde::{Deserialize, Serialize};

use super::{Api, Nothing};
use crate::change::Op;
use crate::communities::{self, Community, CommunityRow, SaveCommunity, StageReading};
use crate::error::Result;
use crate::id::CommunityId;

/// One community.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneCommunity {
    /// Which.
    pub id: CommunityId,
}

pub(super) fn list(api: &Api<'_>, _: Nothing) -> Result<Vec<CommunityRow>> {
    api.journal.read(communities::list)
}

pub(super) fn get(api: &Api<'_>, request: OneCommunity) -> Result<Community> {
    api.journal.read(|tx| communities::get(tx, request.id))
}

pub(super) fn save(api: &Api<'_>, request: SaveCommunity) -> Result<Community> {
    api.journal.write(Op::SaveCommunity, |tx| communities::save(tx, request))
}

pub(super) fn archive(api: &Api<'_>, request: OneCommunity) -> Result<Community> {
    api.journal.write(Op::SaveCommunity, |tx| communities::archive(tx, request.id))
}

pub(super) fn restore(api: &Api<'_>, request: OneCommunity) -> Result<Community> {
    api.journal.write(Op::SaveCommunity, |tx| communities::restore(tx, request.id))
}

pub(super) fn remove(api: &Api<'_>, request: OneCommunity) -> Result<()> {
    api.journal.write(Op::SaveCommunity, |tx| communities::remove(tx, request.id))
}

pub(super) fn stages(_: &Api<'_>, _: Nothing) -> Result<Vec<StageReading>> {
    Ok(communities::stages()?.to_vec())
}
