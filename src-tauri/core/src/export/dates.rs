//! How exactly a reader is told when things were. A day with a rare trait is a name: the writer may make days into months,
//! terms or nothing.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::html::{day_in_words, when_written};
use crate::clock::{Clock, Instant};
use crate::entries::{Happened, Precision};
use crate::store::words;

/// How exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Dates {
    /// As the entries say, to the day: at what minute is nobody else's to know.
    #[default]
    Exact,
    /// The month.
    Month,
    /// The school term.
    Term,
    /// Not at all.
    None,
}
words!(Dates { Exact = "exact", Month = "month", Term = "term", None = "none" });

impl Dates {
    /// When it happened, no more exactly than this. A term has no precision of its own: it is what is said of a time not
    /// known more exactly.
    pub fn happened(self, happened: &Happened) -> Happened {
        let said = |local: String| Happened { local, ..Happened::unknown() };
        let month = happened.local.get(..7).unwrap_or_default();
        match self {
            Self::Exact if happened.precision == Precision::Exact => Happened {
                precision: Precision::Day,
                local: happened.local.get(..10).unwrap_or_default().to_owned(),
                zone: None,
                offset_minutes: None,
            },
            Self::Exact => happened.clone(),
            Self::None => Happened::unknown(),
            _ if happened.precision == Precision::Unknown => Happened::unknown(),
            Self::Month => {
                Happened { precision: Precision::Month, local: month.to_owned(), zone: None, offset_minutes: None }
            }
            Self::Term => said(first_of(month).map(term).unwrap_or_default()),
        }
    }

    /// A moment, moved to the start of the day, month or term it is told as; where nothing is told, to 1970.
    pub fn moment(self, at: Instant, clock: &Clock) -> Instant {
        let day = clock.day(at);
        let told = match self {
            Self::Exact => Some(day),
            Self::Month => day.with_day(1),
            Self::Term => first_of_term(day),
            Self::None => None,
        };
        let midnight = told.and_then(|day| day.and_hms_opt(0, 0, 0));
        Instant::from_millis(midnight.map_or(0, |time| time.and_utc().timestamp_millis()))
    }

    /// A moment in words; empty where nothing is told.
    pub fn words(self, at: Instant, clock: &Clock) -> String {
        match self {
            Self::Exact => when_written(at, clock),
            Self::Month => clock.day(at).format("%B %Y").to_string(),
            Self::Term => term(clock.day(at)),
            Self::None => String::new(),
        }
    }

    /// A day such as "2026-11-28" in words; empty where nothing is told.
    pub fn day(self, day: &str) -> String {
        let date = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok();
        match (self, date) {
            (Self::Exact, _) => day_in_words(day),
            (Self::Month, Some(date)) => date.format("%B %Y").to_string(),
            (Self::Term, Some(date)) => term(date),
            _ => String::new(),
        }
    }
}

fn first_of(month: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d").ok()
}

/// The three terms of a school year: to Christmas, to Easter or so, to the summer.
fn term(day: NaiveDate) -> String {
    let name = match day.month() {
        1..=4 => "spring",
        5..=8 => "summer",
        _ => "autumn",
    };
    format!("{name} term {}", day.year())
}

fn first_of_term(day: NaiveDate) -> Option<NaiveDate> {
    let month = match day.month() {
        1..=4 => 1,
        5..=8 => 5,
        _ => 9,
    };
    NaiveDate::from_ymd_opt(day.year(), month, 1)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_coarser_date_holds_nothing_of_the_finer() {
        let happened = Happened::parse("2026-11-21T17:40:05+01:00", None).unwrap();
        let month = Dates::Month.happened(&happened);
        assert_eq!((month.precision, month.local.as_str(), month.offset_minutes), (Precision::Month, "2026-11", None));
        assert_eq!(Dates::Term.happened(&happened).local, "autumn term 2026");
        assert_eq!(Dates::None.happened(&happened), Happened::unknown());
        assert_eq!(Dates::Month.happened(&Happened::unknown()), Happened::unknown());
        let day = Dates::Exact.happened(&happened);
        assert_eq!((day.precision, day.local.as_str(), day.offset_minutes), (Precision::Day, "2026-11-21", None));
        assert_eq!(Dates::Exact.happened(&day), day);
    }

    #[test]
    fn a_moment_told_as_a_month_never_gains_a_day() {
        let clock = Clock::with(|| Instant::from_millis(0), chrono_tz::Europe::Amsterdam);
        let at = Instant::parse("2026-11-21T16:40:05Z").unwrap();
        assert_eq!(Dates::Month.words(at, &clock), "November 2026");
        assert_eq!(Dates::Month.moment(at, &clock).to_string(), "2026-11-01T00:00:00.000Z");
        assert_eq!(Dates::Term.moment(at, &clock).to_string(), "2026-09-01T00:00:00.000Z");
        assert_eq!(Dates::Exact.moment(at, &clock).to_string(), "2026-11-21T00:00:00.000Z");
        assert_eq!((Dates::None.moment(at, &clock).millis(), Dates::None.words(at, &clock)), (0, String::new()));
        assert_eq!(Dates::Month.day("2026-03-02"), "March 2026");
        assert_eq!(Dates::Term.day("2026-03-02"), "spring term 2026");
    }
}
