//! Days and times as Leap2A writes them (W3C date and time formats).

use super::xml::Xml;
use crate::entries::{Happened, Precision};

/// A day as the format wants it; one told less exactly is a label without a date.
pub(super) fn day(xml: &mut Xml, point: &str, day: &str) {
    let is_day = day.len() == 10 && chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok();
    match is_day {
        true => xml.text("leap2:date", &[("leap2:point", point)], day),
        false => xml.empty("leap2:date", &[("leap2:point", point), ("leap2:label", day)]),
    }
}

/// As exactly as it is known and no more: a month never gains a day, a time without its offset stands as its day with the
/// time beside it, a term is a label without a date.
pub(super) fn happened(xml: &mut Xml, happened: &Happened) {
    let start = ("leap2:point", "start");
    match (happened.precision, happened.offset_minutes) {
        (Precision::Exact, Some(offset)) => {
            let sign = if offset < 0 { '-' } else { '+' };
            let date = format!("{}{sign}{:02}:{:02}", happened.local, offset.abs() / 60, offset.abs() % 60);
            xml.text("leap2:date", &[start], &date);
        }
        (Precision::Exact, None) => {
            let day = happened.local.get(..10).unwrap_or_default();
            xml.text("leap2:date", &[start, ("leap2:label", &happened.local)], day);
        }
        (Precision::Day | Precision::Month, _) => xml.text("leap2:date", &[start], &happened.local),
        (Precision::Unknown, _) if happened.local.is_empty() => {}
        (Precision::Unknown, _) => xml.empty("leap2:date", &[start, ("leap2:label", &happened.local)]),
    }
}
