//! The stages of a community, as data.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// One book's words for how communities grow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct StageReading {
    /// Whose words.
    pub source: String,
    /// In their order.
    #[serde(rename(deserialize = "stage"))]
    pub stages: Vec<CommunityStage>,
}

/// A stage of a community.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct CommunityStage {
    /// By which a community names it.
    pub key: String,
    /// For a person.
    pub name: String,
    /// What it is like, and what to ask then.
    pub hint: String,
}

#[derive(Deserialize)]
struct File {
    reading: Vec<StageReading>,
}

static STAGES: LazyLock<std::result::Result<File, toml::de::Error>> =
    LazyLock::new(|| toml::from_str(include_str!("data/stages.toml")));

/// The words to choose from.
///
/// # Errors
/// Never in a build whose tests have passed: the file comes with the program.
pub fn stages() -> Result<&'static [StageReading]> {
    STAGES.as_ref().map(|file| file.reading.as_slice()).map_err(|error| Error::bad(error.to_string()))
}

pub(super) fn is_known(key: &str) -> Result<bool> {
    Ok(stages()?.iter().flat_map(|reading| &reading.stages).any(|stage| stage.key == key))
}
