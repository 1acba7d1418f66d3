use serde::{Deserialize, Serialize};

use super::Api;
use crate::change::Op;
use crate::claims::{self, Claim, ClaimRow, ClaimType, ListClaims, MergeClaims, WriteClaim};
use crate::error::Result;
use crate::id::ClaimId;
use crate::picture::Picture;

/// One claim.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneClaim {
    /// Which.
    pub id: ClaimId,
}

/// A claim that is to stand on its own again.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct UnmergeClaim {
    /// Which.
    pub claim: ClaimId,
}

/// What kind of assumption a claim is.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct TypeClaim {
    /// Which claim.
    pub claim: ClaimId,
    /// `null` takes it back.
    #[serde(rename = "type")]
    pub typed: Option<ClaimType>,
}

pub(super) fn list(api: &Api<'_>, request: ListClaims) -> Result<Vec<ClaimRow>> {
    api.journal.read(|tx| claims::list(tx, &request))
}

pub(super) fn get(api: &Api<'_>, request: OneClaim) -> Result<Claim> {
    api.journal.read(|tx| claims::get(tx, request.id))
}

pub(super) fn picture(api: &Api<'_>, request: OneClaim) -> Result<Picture> {
    api.journal.read(|tx| claims::picture(tx, request.id))
}

pub(super) fn write(api: &Api<'_>, request: WriteClaim) -> Result<Claim> {
    api.journal.write(Op::WriteClaim, |tx| {
        let written = claims::write(tx, request)?;
        claims::get(tx, written)
    })
}

pub(super) fn set_type(api: &Api<'_>, request: TypeClaim) -> Result<Claim> {
    api.journal.write(Op::WriteClaim, |tx| {
        claims::set_type(tx, request.claim, request.typed)?;
        claims::get(tx, claims::root(tx, request.claim)?)
    })
}

pub(super) fn merge(api: &Api<'_>, request: MergeClaims) -> Result<Claim> {
    api.journal.write(Op::MergeClaims, |tx| {
        claims::merge(tx, request)?;
        claims::get(tx, claims::root(tx, request.into)?)
    })
}

pub(super) fn unmerge(api: &Api<'_>, request: UnmergeClaim) -> Result<Claim> {
    api.journal.write(Op::MergeClaims, |tx| {
        claims::unmerge(tx, request.claim)?;
        claims::get(tx, request.claim)
    })
}
