use serde::{Deserialize, Serialize};

use super::{Api, Nothing};
use crate::backup::Reason;
use crate::change::Op;
use crate::error::Result;
use crate::settings::{self, Settings, SettingsPatch};
use crate::versions;

/// Settings to change; those left out stay.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[ts(type = "Partial<Settings>")]
pub struct Patch(SettingsPatch);

pub(super) fn get(api: &Api<'_>, _: Nothing) -> Result<Settings> {
    api.journal.read(settings::get)
}

pub(super) fn save(api: &Api<'_>, patch: Patch) -> Result<Settings> {
    let thins = patch.0.contains_key("keep_versions_days");
    if thins && takes_versions(api, &patch)? {
        api.journal.back_up_before(Reason::BeforeThinning)?;
    }
    api.journal.write(Op::ChangeSettings, |tx| {
        let settings = settings::save(tx, patch.0)?;
        if thins {
            versions::thin(tx)?;
        }
        Ok(settings)
    })
}

/// Whether a new rule for versions would delete any now.
fn takes_versions(api: &Api<'_>, patch: &Patch) -> Result<bool> {
    let days =
        patch.0.get("keep_versions_days").and_then(serde_json::Value::as_u64).and_then(|days| days.try_into().ok());
    match days {
        Some(days) => api.journal.read(|tx| Ok(versions::count_older(tx, days)? > 0)),
        None => Ok(false),
    }
}
