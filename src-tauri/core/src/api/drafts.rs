use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Api;
use crate::change::Op;
use crate::drafts;
use crate::error::Result;

/// What was typed in one place.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneDraft {
    /// The place, such as "loop:ID:assumption".
    pub name: String,
}

/// What was typed in a place and not yet kept.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Draft {
    /// As it was handed over; null where there is none.
    #[ts(type = "unknown")]
    pub value: Option<Value>,
}

/// What was typed in a place.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct KeepDraft {
    /// The place.
    pub name: String,
    /// Anything; `null` forgets.
    #[ts(type = "unknown")]
    pub value: Option<Value>,
}

pub(super) fn get(api: &Api<'_>, request: OneDraft) -> Result<Draft> {
    let value = api.journal.read(|tx| drafts::get(tx, &request.name))?;
    Ok(Draft { value })
}

pub(super) fn keep(api: &Api<'_>, request: KeepDraft) -> Result<()> {
    api.journal.write(Op::KeepDraft, |tx| drafts::keep(tx, &request.name, request.value.as_ref()))
}
