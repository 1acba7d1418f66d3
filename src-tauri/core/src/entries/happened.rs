//! When something happened, as the person knows it: to the second, the day, the month, or not at all (reliability.md E12).

use chrono::{DateTime, NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::clock::{Clock, Instant};
use crate::error::{Error, Result};

/// How exactly a time is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// Day and time of day.
    Exact,
    /// The day.
    Day,
    /// The month.
    Month,
    /// Not known.
    Unknown,
}

/// When it happened: the local date the person saw, never recomputed from UTC, with the zone it was seen in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Happened {
    /// How exactly it is known.
    pub precision: Precision,
    /// Exact "2026-11-21T17:40:05", day "2026-11-21", month "2026-11", unknown "".
    pub local: String,
    /// IANA name, "Europe/Amsterdam", where known.
    #[serde(default)]
    pub zone: Option<String>,
    /// Minutes east of UTC at that time, where known.
    #[serde(default)]
    pub offset_minutes: Option<i32>,
}

const EXACT: &str = "%Y-%m-%dT%H:%M:%S";

impl Happened {
    /// The present, in the person's zone.
    pub fn now(clock: &Clock, now: Instant) -> Self {
        let (local, offset) = clock.local(now);
        Self {
            precision: Precision::Exact,
            local,
            zone: Some(clock.zone().name().to_owned()),
            offset_minutes: Some(offset),
        }
    }

    /// A moment seen in a zone, as importers find it.
    pub fn at(moment: Instant, zone: Tz) -> Self {
        let zone = if crate::mutant::is("the day is that of Greenwich") { Tz::UTC } else { zone };
        let local = zone.from_utc_datetime(&moment.utc().naive_utc());
        Self {
            precision: Precision::Exact,
            local: local.format(EXACT).to_string(),
            zone: Some(zone.name().to_owned()),
            offset_minutes: Some(local.offset().fix().local_minus_utc() / 60),
        }
    }

    /// A day without a time.
    pub fn on(day: NaiveDate) -> Self {
        Self { precision: Precision::Day, local: day.format("%Y-%m-%d").to_string(), zone: None, offset_minutes: None }
    }

    /// Not known.
    pub fn unknown() -> Self {
        Self { precision: Precision::Unknown, local: String::new(), zone: None, offset_minutes: None }
    }

    /// Reads what people write in files: "2026-11-21", "2026-11", "2026-11-21 17:40", RFC 3339 with or without an offset.
    pub fn parse(text: &str, zone: Option<Tz>) -> Option<Self> {
        let text = text.trim();
        if let Ok(moment) = DateTime::parse_from_rfc3339(text)
            .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S %z"))
            .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M %z"))
        {
            let offset = moment.offset().local_minus_utc() / 60;
            let fits = zone.filter(|zone| {
                zone.offset_from_utc_datetime(&moment.naive_utc()).fix().local_minus_utc() / 60 == offset
            });
            return Some(Self {
                precision: Precision::Exact,
                local: moment.naive_local().format(EXACT).to_string(),
                zone: fits.map(|zone| zone.name().to_owned()),
                offset_minutes: Some(offset),
            })
            .filter(Self::is_sound);
        }
        for shape in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"] {
            if let Ok(local) = NaiveDateTime::parse_from_str(text, shape) {
                return Some(Self {
                    precision: Precision::Exact,
                    local: local.format(EXACT).to_string(),
                    zone: zone.map(|zone| zone.name().to_owned()),
                    offset_minutes: zone.and_then(|zone| offset_of(&zone, &local)),
                })
                .filter(Self::is_sound);
            }
        }
        let happened = if NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok() {
            Self { precision: Precision::Day, local: text.to_owned(), zone: None, offset_minutes: None }
        } else {
            Self { precision: Precision::Month, local: text.to_owned(), zone: None, offset_minutes: None }
        };
        Some(happened).filter(Self::is_sound)
    }

    /// Whether text and precision agree, and the year is one of 0001 to 9999, so that text sorts as time does.
    fn is_sound(&self) -> bool {
        // Letter by letter first: chrono takes "2024- 1-01" for a day, and text that sorts wrong must not come in.
        let fits = |text: &str, shape: &str| {
            text.len() == shape.len()
                && text.bytes().zip(shape.bytes()).all(|(byte, wanted)| match wanted {
                    b'0' => byte.is_ascii_digit(),
                    wanted => byte == wanted,
                })
        };
        let day = |text: &str| fits(text, "0000-00-00") && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok();
        match self.precision {
            Precision::Exact => {
                fits(&self.local, "0000-00-00T00:00:00") && NaiveDateTime::parse_from_str(&self.local, EXACT).is_ok()
            }
            Precision::Day => day(&self.local),
            Precision::Month => day(&format!("{}-01", self.local)),
            Precision::Unknown => self.local.is_empty(),
        }
    }

    /// Checked for the journal: the text fits the precision, the zone is one there is, the offset is given with a zone.
    ///
    /// # Errors
    /// `BadInput` with a sentence.
    pub fn checked(mut self) -> Result<Self> {
        if !self.is_sound() {
            return Err(Error::bad(format!(
                "“{}” is not a date I can read. Write it as 2026-11-21, as 2026-11, or with a time: 2026-11-21 17:40",
                crate::text::excerpt(&self.local, 40)
            )));
        }
        if let Some(name) = &self.zone {
            let zone: Tz = name.parse().map_err(|_| Error::bad("that is not the name of a time zone I know"))?;
            if self.precision == Precision::Exact && self.offset_minutes.is_none() {
                self.offset_minutes =
                    NaiveDateTime::parse_from_str(&self.local, EXACT).ok().and_then(|local| offset_of(&zone, &local));
            }
        }
        if self.offset_minutes.is_some_and(|minutes| minutes.abs() > 18 * 60) {
            return Err(Error::bad("a time zone is at most 18 hours from UTC"));
        }
        Ok(self)
    }

    /// The day an entry is shown under; of unknown ones the day they were written.
    pub fn day(&self, written: NaiveDate) -> String {
        match self.precision {
            Precision::Exact => self.local.chars().take(10).collect(),
            Precision::Day => self.local.clone(),
            Precision::Month => format!("{}-01", self.local),
            Precision::Unknown => written.format("%Y-%m-%d").to_string(),
        }
    }

    /// What lists are sorted by: local text, later is greater. A day without a time comes before the times of that day.
    pub fn sort(&self, written_local: &str) -> String {
        match self.precision {
            Precision::Unknown => written_local.to_owned(),
            _ => self.local.clone(),
        }
    }
}

/// The offset of a wall time; of the hour that comes twice in autumn the first, of the one that never comes in spring none.
fn offset_of(zone: &Tz, local: &NaiveDateTime) -> Option<i32> {
    zone.from_local_datetime(local).earliest().map(|time| time.offset().fix().local_minus_utc() / 60)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_offset_in_a_file_is_kept_and_the_day_stays_the_one_written() {
        let happened = Happened::parse("2013-12-16T23:30:00-05:00", None).unwrap();
        assert_eq!((happened.local.as_str(), happened.offset_minutes), ("2013-12-16T23:30:00", Some(-300)));
        assert_eq!(happened.day(NaiveDate::MIN), "2013-12-16");
    }

    #[test]
    fn a_month_never_gains_a_day() {
        let happened = Happened::parse("2024-02", None).unwrap();
        assert_eq!((happened.precision, happened.local.as_str()), (Precision::Month, "2024-02"));
        assert_eq!(happened.clone().checked().unwrap(), happened);
    }

    #[test]
    fn dates_that_are_none_are_refused_in_words() {
        for text in ["2024-13", "2024-02-30", "yesterday", "", "12024-01-01", "2024-1-1", "2024- 1-01", "-001-01-01"] {
            assert_eq!(Happened::parse(text, None), None, "{text}");
        }
        let wrong = Happened { precision: Precision::Day, local: "2024-02".into(), zone: None, offset_minutes: None };
        assert!(matches!(wrong.checked(), Err(Error::BadInput(_))));
    }

    proptest! {
        #[test]
        fn the_day_the_person_saw_is_the_day_stored(seconds in -9_000_000_000i64..9_000_000_000, zone in 0usize..chrono_tz::TZ_VARIANTS.len()) {
            let zone = chrono_tz::TZ_VARIANTS[zone];
            let moment = Instant::from_millis(seconds * 1000);
            let seen = zone.from_utc_datetime(&moment.utc().naive_utc()).date_naive();
            let happened = Happened::at(moment, zone).checked().unwrap();
            prop_assert_eq!(happened.day(NaiveDate::MIN), seen.format("%Y-%m-%d").to_string());
        }
    }
}
