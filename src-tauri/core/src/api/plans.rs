use serde::{Deserialize, Serialize};

use super::attachments::OneAttachment;
use super::{Api, Nothing};
use crate::change::Op;
use crate::error::Result;
use crate::id::{EntryId, PlanId};
use crate::plan::{
    self, BeginPlan, ChangePieces, CoverPicture, Decide, DescribePicture, Plan, PlanNames, PlanParts, PlanRow,
    SaveChecks, SaveConsent, SavePlan, Undescribed,
};
use crate::redact::Patch;

/// One plan.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OnePlan {
    /// Which.
    pub id: PlanId,
}

/// An entry of a plan.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct EntryOfPlan {
    /// Which plan.
    pub plan: PlanId,
    /// Which entry.
    pub entry: EntryId,
}

pub(super) fn list(api: &Api<'_>, _: Nothing) -> Result<Vec<PlanRow>> {
    api.journal.read(plan::list)
}

pub(super) fn begin(api: &Api<'_>, request: BeginPlan) -> Result<Plan> {
    api.journal.write(Op::WritePlan, |tx| plan::begin(tx, &request))
}

pub(super) fn get(api: &Api<'_>, request: OnePlan) -> Result<Plan> {
    api.journal.read(|tx| plan::get(tx, request.id))
}

pub(super) fn save(api: &Api<'_>, request: SavePlan) -> Result<Plan> {
    api.journal.write(Op::WritePlan, |tx| plan::save(tx, request))
}

pub(super) fn pieces(api: &Api<'_>, request: ChangePieces) -> Result<Plan> {
    api.journal.write(Op::WritePlan, |tx| plan::change(tx, &request))
}

pub(super) fn blocks(api: &Api<'_>, request: EntryOfPlan) -> Result<PlanParts> {
    api.journal.read(|tx| plan::blocks(tx, request.plan, request.entry))
}

pub(super) fn names(api: &Api<'_>, request: OnePlan) -> Result<PlanNames> {
    api.journal.read(|tx| plan::names(tx, api.journal.vault(), request.id))
}

pub(super) fn decide(api: &Api<'_>, request: Decide) -> Result<PlanNames> {
    api.journal.write(Op::DecideNames, |tx| plan::decide(tx, api.journal.vault(), &request))
}

pub(super) fn consent(api: &Api<'_>, request: SaveConsent) -> Result<PlanNames> {
    api.journal.write(Op::DecideNames, |tx| plan::consent(tx, api.journal.vault(), &request))
}

pub(super) fn checks(api: &Api<'_>, request: SaveChecks) -> Result<Plan> {
    api.journal.write(Op::WritePlan, |tx| plan::checks(tx, &request))
}

pub(super) fn discard(api: &Api<'_>, request: OnePlan) -> Result<()> {
    api.journal.write(Op::WritePlan, |tx| plan::discard(tx, request.id))
}

pub(super) fn undescribed(api: &Api<'_>, request: OnePlan) -> Result<Vec<Undescribed>> {
    api.journal.read(|tx| plan::undescribed(tx, request.id))
}

pub(super) fn describe(api: &Api<'_>, request: DescribePicture) -> Result<()> {
    api.journal.write(Op::WritePlan, |tx| plan::describe(tx, &request))
}

pub(super) fn covered(api: &Api<'_>, request: OneAttachment) -> Result<Vec<Patch>> {
    api.journal.read(|tx| plan::covered(tx, request.id))
}

pub(super) fn cover(api: &Api<'_>, request: CoverPicture) -> Result<Vec<Patch>> {
    api.journal.write(Op::WritePlan, |tx| plan::cover(tx, &request))
}
