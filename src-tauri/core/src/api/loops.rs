use serde::{Deserialize, Serialize};

use super::Api;
use super::entries::OneEntry;
use crate::change::Op;
use crate::claims::{self, AddClaim, RateClaim, TieClaim, UntieClaim};
use crate::error::Result;
use crate::id::{ChallengeId, EntryId, QuoteId};
use crate::loops::{
    self, AddQuote, BeginLoop, Case, CloseLoop, LinkEntries, ListLoops, Loop, LoopRow, MoveLoop, ParkLoop, SaveCase,
    SaveChallenge, SetLoop, SingleLoop, WriteLoop,
};
use crate::picture::Picture;

/// One quote.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneQuote {
    /// Which.
    pub id: QuoteId,
}

/// One challenge.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneChallenge {
    /// Which.
    pub id: ChallengeId,
}

/// The one case of a loop.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct CaseOf {
    /// Of which loop.
    #[serde(rename = "loop")]
    pub of: EntryId,
}

pub(super) fn begin(api: &Api<'_>, request: BeginLoop) -> Result<Loop> {
    api.journal.write(Op::BeginLoop, |tx| loops::begin(tx, request))
}

pub(super) fn get(api: &Api<'_>, request: OneEntry) -> Result<Loop> {
    api.journal.read(|tx| loops::get(tx, request.id))
}

pub(super) fn picture(api: &Api<'_>, request: OneEntry) -> Result<Picture> {
    api.journal.read(|tx| loops::picture(tx, request.id))
}

pub(super) fn list(api: &Api<'_>, request: ListLoops) -> Result<Vec<LoopRow>> {
    api.journal.read(|tx| loops::list(tx, &request))
}

pub(super) fn write(api: &Api<'_>, request: WriteLoop) -> Result<Loop> {
    api.journal.write(Op::WriteLoop, |tx| loops::write(tx, request))
}

pub(super) fn set(api: &Api<'_>, request: SetLoop) -> Result<Loop> {
    api.journal.write(Op::WriteLoop, |tx| loops::set(tx, request))
}

pub(super) fn move_to(api: &Api<'_>, request: MoveLoop) -> Result<Loop> {
    api.journal.write(Op::MoveLoop, |tx| loops::move_to(tx, request))
}

pub(super) fn park(api: &Api<'_>, request: ParkLoop) -> Result<Loop> {
    api.journal.write(Op::MoveLoop, |tx| loops::park(tx, request))
}

pub(super) fn single(api: &Api<'_>, request: SingleLoop) -> Result<Loop> {
    api.journal.write(Op::MoveLoop, |tx| loops::single(tx, request))
}

pub(super) fn reopen(api: &Api<'_>, request: OneEntry) -> Result<Loop> {
    api.journal.write(Op::MoveLoop, |tx| loops::reopen(tx, request.id))
}

pub(super) fn close(api: &Api<'_>, request: CloseLoop) -> Result<Loop> {
    api.journal.write(Op::MoveLoop, |tx| loops::close(tx, request))
}

pub(super) fn add_quote(api: &Api<'_>, request: AddQuote) -> Result<Loop> {
    api.journal.write(Op::WriteLoop, |tx| loops::add_quote(tx, request))
}

pub(super) fn remove_quote(api: &Api<'_>, request: OneQuote) -> Result<Loop> {
    api.journal.write(Op::WriteLoop, |tx| loops::remove_quote(tx, request.id))
}

pub(super) fn save_challenge(api: &Api<'_>, request: SaveChallenge) -> Result<Loop> {
    api.journal.write(Op::WriteChallenge, |tx| loops::save_challenge(tx, request))
}

pub(super) fn remove_challenge(api: &Api<'_>, request: OneChallenge) -> Result<Loop> {
    api.journal.write(Op::WriteChallenge, |tx| loops::remove_challenge(tx, request.id))
}

pub(super) fn restore_challenge(api: &Api<'_>, request: OneChallenge) -> Result<Loop> {
    api.journal.write(Op::WriteChallenge, |tx| loops::restore_challenge(tx, request.id))
}

pub(super) fn case(api: &Api<'_>, request: CaseOf) -> Result<Case> {
    api.journal.read(|tx| loops::case(tx, request.of))
}

pub(super) fn save_case(api: &Api<'_>, request: SaveCase) -> Result<Case> {
    api.journal.write(Op::WriteCase, |tx| loops::save_case(tx, request))
}

pub(super) fn add_link(api: &Api<'_>, request: LinkEntries) -> Result<()> {
    api.journal.write(Op::WriteLoop, |tx| loops::add_link(tx, request))
}

pub(super) fn remove_link(api: &Api<'_>, request: LinkEntries) -> Result<()> {
    api.journal.write(Op::WriteLoop, |tx| loops::remove_link(tx, request))
}

pub(super) fn add_claim(api: &Api<'_>, request: AddClaim) -> Result<Loop> {
    api.journal.write(Op::WriteClaim, |tx| {
        let id = request.in_loop;
        claims::add(tx, request)?;
        loops::get(tx, id)
    })
}

pub(super) fn tie_claim(api: &Api<'_>, request: TieClaim) -> Result<Loop> {
    api.journal.write(Op::WriteClaim, |tx| {
        claims::tie(tx, request)?;
        loops::get(tx, request.to)
    })
}

pub(super) fn untie_claim(api: &Api<'_>, request: UntieClaim) -> Result<Loop> {
    api.journal.write(Op::WriteClaim, |tx| {
        claims::untie(tx, request)?;
        loops::get(tx, request.from)
    })
}

pub(super) fn rate_claim(api: &Api<'_>, request: RateClaim) -> Result<Loop> {
    api.journal.write(Op::WriteClaim, |tx| {
        claims::rate(tx, request)?;
        loops::get(tx, request.of)
    })
}
