//! How far the forms of a profession have come in their cycle. What is asked for is data of the form.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Serialize;

use super::form::{Form, of_entry};
use super::{Builtin, Cycle, Rule, builtins, store};
use crate::entries::{self, EntryRow};
use crate::error::Result;
use crate::settings;
use crate::store::Tx;

/// One form, counted.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Counter {
    /// Id of the form.
    pub template: String,
    /// Copies of it that the writer made: what is written in them counts, too.
    pub copies: Vec<String>,
    /// Its name.
    pub name: String,
    /// The first day of the cycle; none where it is not known, and all entries count.
    pub from: Option<String>,
    /// Its last day.
    pub to: Option<String>,
    /// How many years it lasts.
    pub years: u32,
    /// How many are asked for; 0 where no number is laid down.
    pub needed: u32,
    /// How many there are with every required field filled.
    pub have: u32,
    /// What is still to come, in sentences.
    pub missing: Vec<String>,
    /// Those of the cycle, oldest first; also ones with fields still empty.
    pub entries: Vec<EntryRow>,
}

/// The counters of the forms this person uses: those with an entry, or with a cycle in the settings.
///
/// # Errors
/// Those of the database.
pub fn counters(tx: &Tx<'_>) -> Result<Vec<Counter>> {
    let today = tx.clock().day(tx.now());
    let chosen = settings::get(tx)?.form_cycles;
    let used = entries::templates_in_use(tx)?;
    let own = store::all(tx)?;
    let mut counters = Vec::new();
    for form in builtins() {
        let Some(cycle) = &form.cycle else { continue };
        let start = chosen.iter().find(|chosen| chosen.template == form.id);
        let is_copy = |own: &&store::Own| own.definition.counts_as.as_deref() == Some(form.id);
        let copies: Vec<String> = own.iter().filter(is_copy).map(|own| own.id.clone()).collect();
        if start.is_some() || used.iter().any(|(template, _)| template == form.id || copies.contains(template)) {
            let start = start.and_then(|chosen| day(&chosen.start));
            counters.push(counter(tx, form, copies, cycle, span(cycle, start, today))?);
        }
    }
    Ok(counters)
}

fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// The first and last day of the cycle that today falls in.
fn span(cycle: &Cycle, start: Option<NaiveDate>, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let years = cycle.years.max(1);
    let start = start.or_else(|| {
        let common = day(&format!("{}-{}", today.year(), cycle.starts.as_ref()?))?;
        if common <= today { Some(common) } else { common.checked_sub_months(Months::new(12)) }
    })?;
    let after = |cycles: u32| start.checked_add_months(Months::new(cycles.saturating_mul(years).saturating_mul(12)));
    // Whole cycles gone by since the start; one that lies ahead is shown as it is.
    let gone = u32::try_from(today.year() - start.year()).unwrap_or_default() / years;
    let first = (0..=gone).rev().filter_map(after).find(|first| *first <= today).unwrap_or(start);
    let last = first.checked_add_months(Months::new(years.saturating_mul(12)))?.checked_sub_days(Days::new(1))?;
    Some((first, last))
}

fn counter(
    tx: &Tx<'_>,
    form: &Builtin,
    copies: Vec<String>,
    cycle: &Cycle,
    span: Option<(NaiveDate, NaiveDate)>,
) -> Result<Counter> {
    let shown = |day: NaiveDate| day.format("%Y-%m-%d").to_string();
    let (from, to) = (span.map(|(from, _)| shown(from)), span.map(|(_, to)| shown(to)));
    let ends = (from.as_deref().unwrap_or_default(), to.as_deref().unwrap_or("9999-12-31"));
    let templates: Vec<String> = std::iter::once(form.id.to_owned()).chain(copies.iter().cloned()).collect();
    let entries = store::entries_of(tx, &templates, ends.0, ends.1)?;
    let mut forms = Vec::with_capacity(entries.len());
    for row in &entries {
        forms.push(of_entry(tx, &entries::get(tx, row.id)?)?);
    }
    let have = forms.iter().filter(|form| form.missing.is_empty()).count();
    let have = u32::try_from(have).unwrap_or(u32::MAX);
    let begun = u32::try_from(forms.len()).unwrap_or(u32::MAX) - have;
    let mut missing = Vec::new();
    if have < cycle.needed {
        missing.push(format!("{} still to come.", cycle.needed - have));
    }
    match begun {
        0 => {}
        1 => missing.push("One is begun and has fields still empty.".into()),
        more => missing.push(format!("{more} are begun and have fields still empty.")),
    }
    missing.extend(cycle.rules.iter().filter_map(|rule| still_to_come(rule, form, &forms)));
    Ok(Counter {
        template: form.id.into(),
        copies,
        name: form.definition.name.clone(),
        from,
        to,
        years: cycle.years,
        needed: cycle.needed,
        have,
        missing,
        entries,
    })
}

fn still_to_come(rule: &Rule, form: &Builtin, forms: &[Form]) -> Option<String> {
    let fields = || forms.iter().flat_map(|form| &form.fields).filter(|field| field.field.key == rule.field);
    if rule.each_choice {
        let chosen: Vec<&String> = fields().filter_map(|field| field.value.as_ref()).flat_map(|v| v.chosen()).collect();
        let offered = form.definition.field(&rule.field)?.choices.iter();
        let left: Vec<&str> = offered.filter(|choice| !chosen.contains(choice)).map(String::as_str).collect();
        return (!left.is_empty()).then(|| rule.say.replace("{}", &left.join("; ")));
    }
    let filled = fields().filter(|field| !field.is_empty()).count();
    (filled < rule.filled as usize).then(|| rule.say.clone())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn shown(years: u32, starts: Option<&str>, start: Option<&str>, today: &str) -> Option<(String, String)> {
        let cycle = Cycle { years, needed: 1, starts: starts.map(str::to_owned), rules: Vec::new() };
        let (from, to) = span(&cycle, start.and_then(day), day(today).unwrap())?;
        Some((from.to_string(), to.to_string()))
    }

    #[test]
    fn the_cycle_is_the_one_that_today_falls_in() {
        let is = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        assert_eq!(shown(3, None, Some("2020-04-01"), "2026-11-21"), is("2026-04-01", "2029-03-31"));
        assert_eq!(shown(3, None, Some("2020-04-01"), "2026-03-31"), is("2023-04-01", "2026-03-31"));
        assert_eq!(shown(3, None, Some("2027-01-01"), "2026-11-21"), is("2027-01-01", "2029-12-31"));
        assert_eq!(shown(1, Some("12-01"), None, "2026-11-30"), is("2025-12-01", "2026-11-30"));
        assert_eq!(shown(1, Some("12-01"), None, "2026-12-01"), is("2026-12-01", "2027-11-30"));
        assert_eq!(shown(1, None, Some("2024-02-29"), "2026-11-21"), is("2026-02-28", "2027-02-27"));
        assert_eq!(shown(5, None, None, "2026-11-21"), None);
    }
}
