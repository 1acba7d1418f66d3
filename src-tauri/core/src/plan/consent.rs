//! Whether those who could be known agree, for each audience. Who refused is in no pack for it, by whatever name.

use serde::{Deserialize, Serialize};

use super::{PlanNames, names, store};
use crate::error::{Error, Result};
use crate::id::PlanId;
use crate::people::{self, PersonKey};
use crate::store::{Tx, words};

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ConsentState {
    /// Nobody can know them from this.
    NotNeeded,
    /// Asked, and not answered yet.
    Asked,
    /// Given, for what and when.
    Given,
    /// Refused.
    Refused,
}
words!(ConsentState { NotNeeded = "not_needed", Asked = "asked", Given = "given", Refused = "refused" });

/// How it stands with somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Consent {
    /// Who.
    pub person: PersonKey,
    /// How it stands.
    pub state: ConsentState,
    /// What for, in the writer's words; may be empty.
    pub scope: String,
    /// The day it was given or refused.
    pub day: Option<String>,
}

/// What somebody said, to be kept.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveConsent {
    /// In which plan: it is kept for its audience.
    pub plan: PlanId,
    /// Who.
    pub person: PersonKey,
    /// How it stands.
    pub state: ConsentState,
    /// What for; at most 1,000 characters. Wanted where it was given.
    pub scope: Option<String>,
    /// "2026-11-22". Wanted where it was given.
    pub day: Option<String>,
}

/// Keeps what somebody said.
///
/// # Errors
/// `NotFound`; `BadInput` where consent is given without saying what for and when.
pub fn consent(tx: &mut Tx<'_>, vault: &crate::attachments::Vault, request: &SaveConsent) -> Result<PlanNames> {
    let head = store::head(tx, request.plan)?;
    people::get(tx, request.person)?;
    let scope = request.scope.as_deref().unwrap_or_default().trim();
    if scope.chars().count() > 1_000 {
        return Err(Error::TooBig("this has room for 1,000 characters; nothing was saved".into()));
    }
    let day = request
        .day
        .as_deref()
        .map(|day| day.parse::<chrono::NaiveDate>().map_err(|_| Error::bad("a day is written as 2026-11-22")));
    let day = day.transpose()?.map(|day| day.to_string());
    if request.state == ConsentState::Given && (scope.is_empty() || day.is_none()) {
        return Err(Error::bad("say what they agreed to, and on which day"));
    }
    store::audience::set_consent(tx, head.audience, request.person, request.state, scope, day.as_deref())?;
    store::touch(tx, request.plan)?;
    names::names(tx, vault, request.plan)
}
