//! Settings of the program, kept in the journal so that they move with it.

mod store;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::store::Tx;

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum Theme {
    System,
    Light,
    Dark,
}

/// What stands beside the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum Beside {
    None,
    Versions,
    Attachments,
    Details,
    Comments,
}

/// Paper to print on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum Paper {
    A4,
    Letter,
}

/// A template to begin with, by weekday or setting; all that is named must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct TemplateRule {
    /// 1 is Monday.
    #[serde(default)]
    pub weekday: Option<u32>,
    /// Where, as it stands in entries.
    #[serde(default)]
    pub setting: Option<String>,
    /// Id of the template.
    pub template: String,
}

/// When the cycle of a profession's form began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct FormCycle {
    /// Id of the form.
    pub template: String,
    /// A day.
    pub start: String,
}

/// A query kept by a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct SavedSearch {
    /// What it is called.
    pub name: String,
    /// As typed.
    pub query: String,
}

/// How many backups are kept. Days, weeks and months are those that have a backup, so that a long pause lets nothing go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct KeepBackups {
    /// The last of each of this many days.
    pub days: u32,
    /// The last of each of this many weeks.
    pub weeks: u32,
    /// The last of each of this many months.
    pub months: u32,
}

impl Default for KeepBackups {
    fn default() -> Self {
        Self { days: 7, weeks: 5, months: 12 }
    }
}

/// All settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Light or dark.
    pub theme: Theme,
    /// Percent, 50 to 300.
    pub zoom: u32,
    /// Whether spelling is checked while typing.
    pub spelling: bool,
    /// Dictionaries, such as "en_GB"; empty means the system's.
    pub spelling_languages: Vec<String>,
    /// Width of the list, CSS pixels.
    pub list_width: u32,
    /// Whether the list is shown.
    pub list_open: bool,
    /// What stands beside the page.
    pub beside: Beside,
    /// Versions older than this many days are thinned; none keeps them for ever.
    pub keep_versions_days: Option<u32>,
    /// ISO 639-1, where an entry's own cannot be told.
    pub default_language: Option<String>,
    /// Paper to print on.
    pub print_paper: Paper,
    /// Templates to begin with; the first rule that fits counts.
    pub template_rules: Vec<TemplateRule>,
    /// When the cycles of forms began.
    pub form_cycles: Vec<FormCycle>,
    /// Minutes without a sign of life after which a journal with a passphrase is locked: 1, 5, 10, 15, 30; 0 is never.
    pub lock_after_minutes: u32,
    /// Queries kept by a name, in the user's order.
    pub saved_searches: Vec<SavedSearch>,
    /// Whether results show no passages, for when others can see the screen.
    pub hide_passages: bool,
    /// How many backups are kept.
    pub keep_backups: KeepBackups,
}

/// After how many minutes the journal may be locked.
const LOCK_AFTER: [u32; 6] = [0, 1, 5, 10, 15, 30];

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            zoom: 100,
            spelling: true,
            spelling_languages: Vec::new(),
            list_width: 340,
            list_open: true,
            beside: Beside::None,
            keep_versions_days: None,
            default_language: None,
            print_paper: Paper::A4,
            template_rules: Vec::new(),
            form_cycles: Vec::new(),
            lock_after_minutes: 10,
            saved_searches: Vec::new(),
            hide_passages: false,
            keep_backups: KeepBackups::default(),
        }
    }
}

/// Settings to change; those left out stay.
pub type SettingsPatch = serde_json::Map<String, serde_json::Value>;

/// The settings as they are; one that cannot be read any more falls back to its default.
pub fn get(tx: &Tx<'_>) -> Result<Settings> {
    let mut all = serde_json::to_value(Settings::default())?;
    for (name, value) in store::all(tx)? {
        let mut tried = all.clone();
        if let (Some(slot), Ok(value)) = (tried.get_mut(&name), serde_json::from_str(&value)) {
            *slot = value;
            if serde_json::from_value::<Settings>(tried.clone()).is_ok() {
                all = tried;
            }
        }
    }
    Ok(serde_json::from_value(all)?)
}

/// What is kept beside the settings, under a name that no change of settings can give.
pub(crate) fn kept(tx: &Tx<'_>, name: &str) -> Result<Option<String>> {
    Ok(store::all(tx)?.into_iter().find(|(known, _)| known == name).map(|(_, value)| value))
}

/// Keeps it; an empty text forgets it.
pub(crate) fn keep(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<()> {
    store::set(tx, name, value)
}

/// Changes settings and answers with all of them.
///
/// # Errors
/// `BadInput` for a name or value that no setting has; nothing is changed then.
pub fn save(tx: &mut Tx<'_>, patch: SettingsPatch) -> Result<Settings> {
    let mut all = serde_json::to_value(get(tx)?)?;
    for (name, value) in &patch {
        match all.get_mut(name) {
            Some(slot) => *slot = value.clone(),
            None => return Err(Error::bad(format!("there is no setting called “{}”", crate::text::excerpt(name, 40)))),
        }
    }
    let settings: Settings = serde_json::from_value(all)
        .map_err(|error| Error::bad(format!("that is not a value this setting can have: {error}")))?;
    if !(50..=300).contains(&settings.zoom) {
        return Err(Error::bad("zoom goes from 50 to 300 percent"));
    }
    if settings.keep_versions_days == Some(0) {
        return Err(Error::bad("versions are kept for at least a day, or for ever"));
    }
    if !LOCK_AFTER.contains(&settings.lock_after_minutes) {
        return Err(Error::bad("a journal is locked after 1, 5, 10, 15 or 30 minutes, or never"));
    }
    let KeepBackups { days, weeks, months } = settings.keep_backups;
    if !(1..=365).contains(&days) || weeks > 520 || months > 120 {
        return Err(Error::bad("backups are kept of 1 to 365 days, of up to 520 weeks and up to 120 months"));
    }
    if settings.template_rules.len() > 100 || settings.form_cycles.len() > 100 {
        return Err(Error::TooBig("there is room for 100 rules".into()));
    }
    if settings.saved_searches.len() > 100 {
        return Err(Error::TooBig("there is room for 100 saved searches".into()));
    }
    let long = |search: &SavedSearch| search.name.chars().count() > 120 || search.query.chars().count() > 2_000;
    if settings.saved_searches.iter().any(long) {
        return Err(Error::TooBig("the name or the query of a saved search is too long".into()));
    }
    let weekdays = settings.template_rules.iter().filter_map(|rule| rule.weekday);
    if weekdays.into_iter().any(|weekday| !(1..=7).contains(&weekday)) {
        return Err(Error::bad("weekdays go from 1, Monday, to 7"));
    }
    let is_day = |day: &str| day.len() == 10 && chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok();
    if !settings.form_cycles.iter().all(|cycle| is_day(&cycle.start)) {
        return Err(Error::bad("a cycle begins on a day, such as 2026-04-01"));
    }
    for (name, value) in patch {
        store::set(tx, &name, &value.to_string())?;
    }
    Ok(settings)
}
