use serde::{Deserialize, Serialize};

use super::{Api, Nothing};
use crate::behaviours::{self, Audit, AuditRow, BehaviourShown, SaveAudit};
use crate::change::Op;
use crate::error::Result;
use crate::id::AuditId;

/// One look at the behaviours.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneAudit {
    /// Which.
    pub id: AuditId,
}

pub(super) fn list(api: &Api<'_>, _: Nothing) -> Result<Vec<BehaviourShown>> {
    api.journal.read(behaviours::list)
}

pub(super) fn audits(api: &Api<'_>, _: Nothing) -> Result<Vec<AuditRow>> {
    api.journal.read(behaviours::audits)
}

pub(super) fn get(api: &Api<'_>, request: OneAudit) -> Result<Audit> {
    api.journal.read(|tx| behaviours::audit(tx, request.id))
}

pub(super) fn save(api: &Api<'_>, request: SaveAudit) -> Result<Audit> {
    api.journal.write(Op::WriteAudit, |tx| behaviours::save(tx, request))
}

pub(super) fn remove(api: &Api<'_>, request: OneAudit) -> Result<()> {
    api.journal.write(Op::WriteAudit, |tx| behaviours::remove(tx, request.id))
}
