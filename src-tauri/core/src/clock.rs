//! The only place that asks what time it is. Everything else is handed a [`Clock`] or an [`Instant`].

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Offset, SecondsFormat, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment in UTC with millisecond precision; on the wire and in files as RFC 3339 ("2026-11-21T17:40:05.123Z").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ts_rs::TS)]
#[ts(type = "string")]
pub struct Instant(i64);

impl Instant {
    /// From milliseconds since 1970.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// As chrono's type; moments outside its range (±262,000 years) are clamped.
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or(if self.0 < 0 {
            DateTime::<Utc>::MIN_UTC
        } else {
            DateTime::<Utc>::MAX_UTC
        })
    }

    /// Reads an RFC 3339 time with any offset.
    pub fn parse(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text).ok().map(|t| Self(t.timestamp_millis()))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.utc().to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an RFC 3339 time"))
    }
}

impl rusqlite::types::ToSql for Instant {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl rusqlite::types::FromSql for Instant {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

/// Tells the time and the zone the person is in; a fixed one in tests.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> Instant + Send + Sync>,
    zone: Tz,
}

impl Clock {
    /// The system's clock and time zone (UTC where the system names none we know).
    pub fn system() -> Self {
        let zone = iana_time_zone::get_timezone().ok().and_then(|name| name.parse().ok()).unwrap_or(Tz::UTC);
        Self { now: Arc::new(system_now), zone }
    }

    /// A clock that always asks `now`; for tests.
    pub fn with(now: impl Fn() -> Instant + Send + Sync + 'static, zone: Tz) -> Self {
        Self { now: Arc::new(now), zone }
    }

    /// The present moment.
    pub fn now(&self) -> Instant {
        (self.now)()
    }

    /// The zone the person is in.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// The day it is for the person at `instant`.
    pub fn day(&self, instant: Instant) -> NaiveDate {
        instant.utc().with_timezone(&self.zone).date_naive()
    }

    /// The moment at which the person's clock shows `local`; the first of two, and the next where a clock was put forward.
    pub fn moment(&self, local: NaiveDateTime) -> Instant {
        let found = self.zone.from_local_datetime(&local).earliest();
        Instant(found.map_or_else(|| local.and_utc().timestamp_millis(), |moment| moment.timestamp_millis()))
    }

    /// Local wall time "2026-11-21T17:40:05" and the offset from UTC in minutes at `instant`.
    pub fn local(&self, instant: Instant) -> (String, i32) {
        let local = self.zone.from_utc_datetime(&instant.utc().naive_utc());
        (local.format("%Y-%m-%dT%H:%M:%S").to_string(), local.offset().fix().local_minus_utc() / 60)
    }
}

#[allow(clippy::disallowed_methods, reason = "the one caller")]
fn system_now() -> Instant {
    Instant(Utc::now().timestamp_millis())
}
