use serde::{Deserialize, Serialize};

use super::Api;
use crate::change::Op;
use crate::entries::Entry;
use crate::error::Result;
use crate::id::{EntryId, VersionId};
use crate::versions::earlier::{self, Earlier};
use crate::versions::{self, Comparison, VersionRow};

/// The versions of an entry.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OfEntry {
    /// Of which.
    pub entry: EntryId,
}

/// Two versions of an entry.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Compare {
    /// Of which.
    pub entry: EntryId,
    /// A version's id, or "now".
    pub left: String,
    /// A version's id, or "now".
    pub right: String,
}

/// An older text to bring back.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Restore {
    /// Of which entry.
    pub entry: EntryId,
    /// Which of its versions.
    pub version: VersionId,
}

/// A rule to try out: nothing is deleted by asking.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Versions older than this many days would go.
    pub days: u32,
}

/// What a rule would delete now.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
pub struct RuleEffect {
    /// Versions.
    pub versions: u32,
}

pub(super) fn list(api: &Api<'_>, request: OfEntry) -> Result<Vec<VersionRow>> {
    api.journal.read(|tx| versions::list(tx, request.entry))
}

pub(super) fn earlier(api: &Api<'_>, request: OfEntry) -> Result<Vec<Earlier>> {
    api.journal.read(|tx| {
        crate::entries::get(tx, request.entry)?;
        earlier::list(tx, request.entry)
    })
}

pub(super) fn compare(api: &Api<'_>, request: Compare) -> Result<Comparison> {
    api.journal.read(|tx| versions::compare(tx, request.entry, &request.left, &request.right))
}

pub(super) fn restore(api: &Api<'_>, request: Restore) -> Result<Entry> {
    api.journal.write(Op::RestoreVersion, |tx| versions::restore(tx, request.entry, request.version))
}

pub(super) fn rule(api: &Api<'_>, request: Rule) -> Result<RuleEffect> {
    api.journal.read(|tx| Ok(RuleEffect { versions: versions::count_older(tx, request.days)? }))
}
