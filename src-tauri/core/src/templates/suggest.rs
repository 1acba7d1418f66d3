//! Which template to offer: by the person's own rules, or by what kind of moment it was.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::version_to_begin;
use crate::error::{Error, Result};
use crate::settings::{self, TemplateRule};
use crate::store::Tx;
use crate::tags::folded;

/// When and where an entry is about to be written.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct SuggestTemplate {
    /// The local day, "2026-11-21".
    pub day: String,
    /// Where, if it is known.
    #[serde(default)]
    #[ts(optional)]
    pub setting: Option<String>,
}

/// The template of the first of the person's rules that fits; none where no rule does.
///
/// # Errors
/// `BadInput` where the day is none.
pub fn suggest(tx: &Tx<'_>, request: &SuggestTemplate) -> Result<Option<String>> {
    let day = NaiveDate::parse_from_str(&request.day, "%Y-%m-%d").map_err(|_| Error::bad("that is not a day"))?;
    let setting = request.setting.as_deref().map(folded);
    for rule in settings::get(tx)?.template_rules {
        if fits(&rule, day, setting.as_deref()) && version_to_begin(tx, &rule.template).is_ok() {
            return Ok(Some(rule.template));
        }
    }
    Ok(None)
}

fn fits(rule: &TemplateRule, day: NaiveDate, setting: Option<&str>) -> bool {
    let on_day = rule.weekday.is_none_or(|weekday| weekday == day.weekday().number_from_monday());
    let there = rule.setting.as_deref().is_none_or(|wanted| setting == Some(folded(wanted).as_str()));
    on_day && there
}

/// A kind of moment, with ways to write about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct TemplateMoment {
    /// Its name.
    pub id: String,
    /// As one would say it.
    pub moment: String,
    /// A line of help.
    pub hint: String,
    /// Ids of templates, the aptest first.
    pub templates: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    moments: Vec<TemplateMoment>,
}

static MOMENTS: LazyLock<Vec<TemplateMoment>> =
    LazyLock::new(|| toml::from_str::<File>(MOMENTS_FILE).map(|file| file.moments).unwrap_or_default());
const MOMENTS_FILE: &str = include_str!("data/moments.toml");

/// The kinds of moment that the chooser asks about.
pub fn moments() -> &'static [TemplateMoment] {
    &MOMENTS
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::templates::{builtin, builtins};

    #[test]
    fn every_template_is_the_answer_to_a_moment_and_every_answer_is_a_template() {
        toml::from_str::<File>(MOMENTS_FILE).unwrap();
        let named: HashSet<&str> = moments().iter().flat_map(|moment| &moment.templates).map(String::as_str).collect();
        assert!(named.iter().all(|id| builtin(id).is_some()), "{named:?}");
        let left: Vec<&str> = builtins().iter().map(|template| template.id).filter(|id| !named.contains(id)).collect();
        assert!(left.is_empty(), "{left:?}");
        let ids: HashSet<&str> = moments().iter().map(|moment| moment.id.as_str()).collect();
        assert_eq!(ids.len(), moments().len());
    }

    #[test]
    fn a_rule_fits_where_all_it_names_holds() {
        let rule = |weekday, setting: Option<&str>| TemplateRule {
            weekday,
            setting: setting.map(str::to_owned),
            template: "www".into(),
        };
        let saturday = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        assert!(fits(&rule(Some(6), None), saturday, None));
        assert!(!fits(&rule(Some(1), None), saturday, None));
        assert!(fits(&rule(Some(6), Some("Year 9")), saturday, Some("year 9")));
        assert!(!fits(&rule(None, Some("Year 9")), saturday, None));
        assert!(fits(&rule(None, None), saturday, Some("anywhere")));
    }
}
