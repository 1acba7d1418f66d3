//! How many of a form are asked for in how many years: data of the form, read by the counters.

use serde::Deserialize;

/// What a profession asks for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cycle {
    /// How long it lasts.
    pub years: u32,
    /// How many are asked for; none where no number is laid down.
    #[serde(default)]
    pub needed: u32,
    /// Month and day on which one begins for everybody ("12-01"); none where each person has their own.
    #[serde(default)]
    pub starts: Option<String>,
    /// What must be among them.
    #[serde(default)]
    pub rules: Vec<Rule>,
}

/// Something that must be among the entries of a cycle.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Key of the field it looks at.
    pub field: String,
    /// In how many entries the field must be filled.
    #[serde(default)]
    pub filled: u32,
    /// Whether each of the field's choices must be chosen at least once.
    #[serde(default)]
    pub each_choice: bool,
    /// The sentence that says it is missing. In a rule of choices `{}` stands for those still to come.
    pub say: String,
}
