use serde::{Deserialize, Serialize};

use super::Api;
use crate::attachments::{self, AddAttachment, Attachment};
use crate::change::Op;
use crate::error::Result;
use crate::id::AttachmentId;

/// One attached file.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneAttachment {
    /// Which.
    pub id: AttachmentId,
}

pub(super) fn add(api: &Api<'_>, request: AddAttachment) -> Result<Attachment> {
    api.journal.write(Op::AddAttachment, |tx| attachments::add(tx, api.journal.vault(), &request))
}

pub(super) fn remove(api: &Api<'_>, request: OneAttachment) -> Result<()> {
    api.journal.write(Op::RemoveAttachment, |tx| attachments::remove(tx, request.id))
}

pub(super) fn restore(api: &Api<'_>, request: OneAttachment) -> Result<Attachment> {
    api.journal.write(Op::RestoreAttachment, |tx| attachments::restore(tx, request.id))
}
