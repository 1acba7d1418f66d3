//! When a session is, and when the next one: what the clock on the wall shows, in its zone, over changes of summer time.

use chrono::{Datelike, Days, Duration, LocalResult, Months, NaiveDate, NaiveDateTime, TimeZone, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::store::words;

const LOCAL: &str = "%Y-%m-%dT%H:%M";

/// How a session repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Repeats {
    /// In what way.
    pub kind: RepeatKind,
    /// Every so many weeks or months.
    pub every: u32,
}

/// In what way a session repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum RepeatKind {
    /// It does not.
    None,
    /// On the same day of the week.
    Weekly,
    /// On the same weekday of the month: the second Thursday; the last one where there is no fifth.
    Monthly,
}
words!(RepeatKind { None = "none", Weekly = "weekly", Monthly = "monthly" });

impl Repeats {
    /// Not at all.
    pub const NONE: Self = Self { kind: RepeatKind::None, every: 1 };

    pub(super) fn checked(self) -> Result<Self> {
        let most = if self.kind == RepeatKind::Monthly { 12 } else { 52 };
        if !(1..=most).contains(&self.every) {
            return Err(Error::bad(
                "a session repeats every 1 to 52 weeks, or every 1 to 12 months. Nothing was saved",
            ));
        }
        Ok(self)
    }
}

/// A local time as text, read: "2027-03-13T15:40", also with a space or with seconds.
///
/// # Errors
/// `BadInput` with a sentence.
pub fn local(text: &str) -> Result<NaiveDateTime> {
    let shapes = [LOCAL, "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"];
    let read = shapes.iter().find_map(|shape| NaiveDateTime::parse_from_str(text.trim(), shape).ok());
    read.filter(|time| (1900..=9998).contains(&time.year())).ok_or_else(|| {
        Error::bad(format!(
            "“{}” is not a day and a time. Write them as 2027-03-13T15:40. Nothing was saved",
            crate::text::excerpt(text, 40)
        ))
    })
}

/// As it is kept.
pub(super) fn written(local: NaiveDateTime) -> String {
    local.format(LOCAL).to_string()
}

/// A zone by its name.
///
/// # Errors
/// `BadInput` with a sentence.
pub fn zone(name: &str) -> Result<Tz> {
    name.parse().map_err(|_| Error::bad("that is not the name of a time zone I know. Nothing was saved"))
}

/// A local day.
///
/// # Errors
/// `BadInput` with a sentence.
pub(crate) fn day(text: &str) -> Result<NaiveDate> {
    let is_day = |day: &NaiveDate| day.format("%Y-%m-%d").to_string() == text && (1900..=9998).contains(&day.year());
    text.parse()
        .ok()
        .filter(is_day)
        .ok_or_else(|| Error::bad("that is not a day such as 2027-03-13. Nothing was saved"))
}

/// The moment at which a clock in `zone` shows `local`: the first of two; where it was put forward, as much later.
pub fn moment(local: NaiveDateTime, zone: Tz) -> Instant {
    let found = match zone.from_local_datetime(&local) {
        LocalResult::Single(one) | LocalResult::Ambiguous(one, _) => Some(one),
        LocalResult::None => {
            zone.from_local_datetime(&(local - Duration::hours(3))).earliest().map(|at| at + Duration::hours(3))
        }
    };
    Instant::from_millis(found.map_or_else(|| local.and_utc().timestamp_millis(), |at| at.timestamp_millis()))
}

/// When the next session is: at the same time of day on the wall. None where it does not repeat. `which` of its weekdays in
/// the month it is meant to be, as [`which`] tells it.
pub fn next(local: NaiveDateTime, repeats: Repeats, which: u32) -> Option<NaiveDateTime> {
    match repeats.kind {
        RepeatKind::None => None,
        RepeatKind::Weekly => local.checked_add_days(Days::new(u64::from(repeats.every) * 7)),
        RepeatKind::Monthly => {
            let first = local.date().with_day(1)?.checked_add_months(Months::new(repeats.every))?;
            Some(weekday_of(first, local.weekday(), which)?.and_time(local.time()))
        }
    }
}

/// The how-manieth of its weekday in the month it is; 5 stands for the last.
pub(super) fn which(day: NaiveDate) -> u32 {
    (day.day() - 1) / 7 + 1
}

fn weekday_of(first: NaiveDate, weekday: Weekday, which: u32) -> Option<NaiveDate> {
    if which < 5 {
        return NaiveDate::from_weekday_of_month_opt(first.year(), first.month(), weekday, u8::try_from(which).ok()?);
    }
    (1..=5).rev().find_map(|which| NaiveDate::from_weekday_of_month_opt(first.year(), first.month(), weekday, which))
}

/// "Thursday 13 March 2027".
pub(super) fn day_in_words(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> NaiveDateTime {
        local(text).unwrap()
    }

    fn next(local: NaiveDateTime, repeats: Repeats) -> Option<NaiveDateTime> {
        super::next(local, repeats, which(local.date()))
    }

    #[test]
    fn a_weekly_session_stays_at_its_hour_when_the_clocks_change() {
        let zone: Tz = "Europe/Amsterdam".parse().unwrap();
        let before = at("2027-03-25T15:40");
        let after = next(before, Repeats { kind: RepeatKind::Weekly, every: 1 }).unwrap();
        assert_eq!(written(after), "2027-04-01T15:40");
        let hours = (moment(after, zone).millis() - moment(before, zone).millis()) / 3_600_000;
        assert_eq!(hours, 7 * 24 - 1, "the clocks were put forward in between");
    }

    #[test]
    fn a_time_that_the_clock_jumps_over_is_as_much_later() {
        let zone: Tz = "Europe/Amsterdam".parse().unwrap();
        assert_eq!(moment(at("2027-03-28T02:30"), zone), moment(at("2027-03-28T03:30"), zone));
        assert_eq!(moment(at("2027-10-31T02:30"), zone).to_string(), "2027-10-31T00:30:00.000Z", "the first of two");
    }

    #[test]
    fn a_monthly_session_keeps_its_weekday() {
        let monthly = |every| Repeats { kind: RepeatKind::Monthly, every };
        assert_eq!(
            written(next(at("2027-01-14T15:40"), monthly(1)).unwrap()),
            "2027-02-11T15:40",
            "the second Thursday"
        );
        assert_eq!(written(next(at("2027-01-29T15:40"), monthly(1)).unwrap()), "2027-02-26T15:40", "the last Friday");
        assert_eq!(written(next(at("2027-11-09T09:00"), monthly(3)).unwrap()), "2028-02-08T09:00");
        assert_eq!(next(at("2027-01-14T15:40"), Repeats::NONE), None);
    }

    #[test]
    fn the_last_one_of_a_month_stays_the_last_over_months_that_have_four() {
        let monthly = Repeats { kind: RepeatKind::Monthly, every: 1 };
        let mut day = at("2027-01-29T15:40");
        let mut days = Vec::new();
        for _ in 0..4 {
            day = super::next(day, monthly, 5).unwrap();
            days.push(day.format("%m-%d").to_string());
        }
        assert_eq!(days, ["02-26", "03-26", "04-30", "05-28"]);
    }

    #[test]
    fn what_is_no_day_is_refused_in_words() {
        for text in ["", "tomorrow", "2027-02-30T10:00", "2027-03-13", "2027-03-13T25:00", "0000-01-01T00:00"] {
            assert!(local(text).unwrap_err().to_string().contains("day and a time"), "{text}");
        }
        for text in ["2027-2-3", "2027-02-30", "", "soon"] {
            assert!(day(text).is_err(), "{text}");
        }
        assert!(zone("Europe/Atlantis").is_err());
        assert!(Repeats { kind: RepeatKind::Weekly, every: 0 }.checked().is_err());
    }

    proptest! {
        #[test]
        fn the_next_is_later_on_the_same_weekday_at_the_same_time(days in 0u64..40_000, minutes in 0i64..1_440, every in 1u32..=12, monthly: bool) {
            let start = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap().checked_add_days(Days::new(days)).unwrap();
            let start = start.and_hms_opt(0, 0, 0).unwrap() + Duration::minutes(minutes);
            let kind = if monthly { RepeatKind::Monthly } else { RepeatKind::Weekly };
            let after = next(start, Repeats { kind, every }).unwrap();
            prop_assert!(after > start);
            prop_assert_eq!((after.weekday(), after.time()), (start.weekday(), start.time()));
            let passed = (after.date() - start.date()).num_days();
            let most = i64::from(every) * if monthly { 38 } else { 7 };
            prop_assert!(passed <= most, "{passed} days");
        }
    }
}
