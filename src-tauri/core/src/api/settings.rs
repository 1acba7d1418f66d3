use serde::{Deserialize, Serialize};

use super::{Api, Nothing};
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
    api.journal.write(Op::ChangeSettings, |tx| {
        let settings = settings::save(tx, patch.0)?;
        if thins {
            versions::thin(tx)?;
        }
        Ok(settings)
    })
}
