//! Sessions and commitments as a calendar file (iCalendar, RFC 5545). A calendar syncs to employers and lies open on a desk:
//! nothing goes in but times. That is why the file is made of ids, days and zones, and of no text at all.

use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;
use sha2::{Digest, Sha256};

use super::{CommitmentState, ListCommitments, RepeatKind, Repeats, commitments, get, next, when};
use crate::clock::Instant;
use crate::due::fold;
use crate::error::{Error, Result};
use crate::id::{JournalId, SessionId};
use crate::store::Tx;

/// A series is written for a year: its zone's changes of the clock are written beside it, and nobody knows those of later.
const WEEKS: u32 = 52;
const MONTHS: u32 = 12;

/// A session with what was promised in it, as a calendar file; and how many things are in it.
///
/// # Errors
/// `NotFound`; `BadInput` for a day that cannot be.
pub fn calendar(tx: &Tx<'_>, journal: JournalId, id: SessionId) -> Result<(String, u32)> {
    let session = get(tx, id)?;
    let event = Event {
        uid: uid(journal, "session", &id.to_string()),
        start: when::local(&session.row.start)?,
        zone: when::zone(&session.row.zone)?,
        minutes: session.row.minutes,
        repeats: session.repeats,
        which: next::which(tx, &session)?,
    };
    let mut due = Vec::new();
    for one in commitments(tx, &ListCommitments { session: Some(id), ..ListCommitments::default() })? {
        if let (Some(day), true) = (&one.due, one.state != CommitmentState::LetGo) {
            let done = one.state == CommitmentState::Kept;
            due.push((uid(journal, "commitment", &one.id.to_string()), when::day(day)?, done));
        }
    }
    let count = u32::try_from(due.len()).unwrap_or(u32::MAX).saturating_add(1);
    Ok((file(&event, &due, tx.now())?, count))
}

struct Event {
    uid: uuid::Uuid,
    start: NaiveDateTime,
    zone: Tz,
    minutes: u32,
    repeats: Repeats,
    /// Of its weekdays in the month.
    which: u32,
}

fn file(event: &Event, due: &[(uuid::Uuid, NaiveDate, bool)], now: Instant) -> Result<String> {
    let mut out = String::new();
    let mut line = |text: &str| fold(text, &mut out);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Loopbook//Sessions//EN");
    let stamp = now.utc().format("DTSTAMP:%Y%m%dT%H%M%SZ").to_string();
    let (rule, last) = series(event)?;
    zone(event.zone, event.start, last, &mut line);
    let local = |time: NaiveDateTime| time.format("%Y%m%dT%H%M%S").to_string();
    line("BEGIN:VEVENT");
    line(&format!("UID:{}", event.uid));
    line(&stamp);
    line(&format!("DTSTART;TZID={}:{}", event.zone.name(), local(event.start)));
    line(&format!("DURATION:PT{}M", event.minutes));
    if let Some(rule) = rule {
        line(&rule);
    }
    line("SUMMARY:Session");
    line("CLASS:PRIVATE");
    line("END:VEVENT");
    for (uid, day, done) in due {
        line("BEGIN:VTODO");
        line(&format!("UID:{uid}"));
        line(&stamp);
        line(&format!("DUE;VALUE=DATE:{}", day.format("%Y%m%d")));
        line(if *done { "STATUS:COMPLETED" } else { "STATUS:NEEDS-ACTION" });
        line("SUMMARY:Something due");
        line("CLASS:PRIVATE");
        line("END:VTODO");
    }
    line("END:VCALENDAR");
    Ok(out)
}

/// The rule of a series, and when its last one ends at the latest.
fn series(event: &Event) -> Result<(Option<String>, NaiveDateTime)> {
    let Repeats { kind, every } = event.repeats;
    let (count, rule) = match kind {
        RepeatKind::None => (1, None),
        RepeatKind::Weekly => {
            let count = (WEEKS / every).max(1);
            (count, Some(format!("RRULE:FREQ=WEEKLY;INTERVAL={every};COUNT={count}")))
        }
        RepeatKind::Monthly => {
            let count = (MONTHS / every).max(1);
            let which = if event.which == 5 { "-1".to_owned() } else { event.which.to_string() };
            let weekday =
                ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][event.start.weekday().num_days_from_monday() as usize % 7];
            (count, Some(format!("RRULE:FREQ=MONTHLY;INTERVAL={every};BYDAY={which}{weekday};COUNT={count}")))
        }
    };
    let mut last = event.start;
    for _ in 1..count {
        last = when::next(last, event.repeats, event.which)
            .ok_or_else(|| Error::bad("this session repeats beyond all calendars"))?;
    }
    Ok((rule, last + Duration::minutes(i64::from(event.minutes))))
}

/// The zone with each change of its clock from before the first to after the last.
fn zone(zone: Tz, first: NaiveDateTime, last: NaiveDateTime, line: &mut dyn FnMut(&str)) {
    line("BEGIN:VTIMEZONE");
    line(&format!("TZID:{}", zone.name()));
    let offset = |at: NaiveDateTime| zone.offset_from_utc_datetime(&at).fix().local_minus_utc();
    let mut at = first.date().checked_sub_days(Days::new(400)).unwrap_or(first.date()).and_time(chrono::NaiveTime::MIN);
    let until = last + Duration::days(2);
    // The clock as it stands before the first change.
    part("STANDARD", at, offset(at), offset(at), line);
    while at < until {
        let next = at + Duration::days(1);
        if offset(next) != offset(at) {
            let (mut low, mut high) = (at, next);
            while high - low > Duration::minutes(1) {
                let middle = low + Duration::minutes((high - low).num_minutes() / 2);
                if offset(middle) == offset(at) { low = middle } else { high = middle }
            }
            let kind = if offset(high) > offset(at) { "DAYLIGHT" } else { "STANDARD" };
            // By the clock as it stood until then.
            part(kind, high + Duration::seconds(i64::from(offset(at))), offset(at), offset(high), line);
        }
        at = next;
    }
    line("END:VTIMEZONE");
}

fn part(kind: &str, local: NaiveDateTime, from: i32, to: i32, line: &mut dyn FnMut(&str)) {
    let offset = |seconds: i32| {
        format!("{}{:02}{:02}", if seconds < 0 { '-' } else { '+' }, seconds.abs() / 3_600, seconds.abs() / 60 % 60)
    };
    line(&format!("BEGIN:{kind}"));
    line(&local.format("DTSTART:%Y%m%dT%H%M%S").to_string());
    line(&format!("TZOFFSETFROM:{}", offset(from)));
    line(&format!("TZOFFSETTO:{}", offset(to)));
    line(&format!("END:{kind}"));
}

/// The same at every export, so that a calendar renews what it has; the id of the journal, in which its hour is written,
/// does not come out of it.
fn uid(journal: JournalId, kind: &str, id: &str) -> uuid::Uuid {
    let hash = Sha256::digest(format!("{kind} {journal} {id}"));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn event(repeats: Repeats) -> Event {
        Event {
            uid: uuid::Uuid::nil(),
            start: when::local("2027-03-18T15:40").unwrap(),
            zone: "Europe/London".parse().unwrap(),
            minutes: 60,
            repeats,
            which: 3,
        }
    }

    fn now() -> Instant {
        Instant::parse("2027-03-01T08:00:00Z").unwrap()
    }

    #[test]
    fn a_file_says_when_and_nothing_else() {
        let due = [(uuid::Uuid::nil(), NaiveDate::from_ymd_opt(2027, 3, 21).unwrap(), false)];
        let text = file(&event(Repeats::NONE), &due, now()).unwrap();
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(
            lines,
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Loopbook//Sessions//EN",
                "BEGIN:VTIMEZONE",
                "TZID:Europe/London",
                "BEGIN:STANDARD",
                "DTSTART:20260211T000000",
                "TZOFFSETFROM:+0000",
                "TZOFFSETTO:+0000",
                "END:STANDARD",
                "BEGIN:DAYLIGHT",
                "DTSTART:20260329T010000",
                "TZOFFSETFROM:+0000",
                "TZOFFSETTO:+0100",
                "END:DAYLIGHT",
                "BEGIN:STANDARD",
                "DTSTART:20261025T020000",
                "TZOFFSETFROM:+0100",
                "TZOFFSETTO:+0000",
                "END:STANDARD",
                "END:VTIMEZONE",
                "BEGIN:VEVENT",
                "UID:00000000-0000-0000-0000-000000000000",
                "DTSTAMP:20270301T080000Z",
                "DTSTART;TZID=Europe/London:20270318T154000",
                "DURATION:PT60M",
                "SUMMARY:Session",
                "CLASS:PRIVATE",
                "END:VEVENT",
                "BEGIN:VTODO",
                "UID:00000000-0000-0000-0000-000000000000",
                "DTSTAMP:20270301T080000Z",
                "DUE;VALUE=DATE:20270321",
                "STATUS:NEEDS-ACTION",
                "SUMMARY:Something due",
                "CLASS:PRIVATE",
                "END:VTODO",
                "END:VCALENDAR",
                "",
            ]
        );
    }

    #[test]
    fn a_series_names_its_rule_and_each_change_of_the_clock_in_its_year() {
        let weekly = file(&event(Repeats { kind: RepeatKind::Weekly, every: 2 }), &[], now()).unwrap();
        assert!(weekly.contains("\r\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=26\r\n"), "{weekly}");
        for change in ["20270328T010000", "20271031T020000"] {
            assert!(weekly.contains(&format!("\r\nDTSTART:{change}\r\n")), "{change}");
        }
        let monthly = file(&event(Repeats { kind: RepeatKind::Monthly, every: 1 }), &[], now()).unwrap();
        assert!(monthly.contains("\r\nRRULE:FREQ=MONTHLY;INTERVAL=1;BYDAY=3TH;COUNT=12\r\n"), "{monthly}");
    }

    #[test]
    fn a_zone_whose_clock_never_changes_has_one_part() {
        let there =
            Event { zone: "Asia/Tokyo".parse().unwrap(), ..event(Repeats { kind: RepeatKind::Weekly, every: 1 }) };
        let text = file(&there, &[], now()).unwrap();
        assert_eq!(text.matches("BEGIN:STANDARD").count() + text.matches("BEGIN:DAYLIGHT").count(), 1, "{text}");
        assert!(text.contains("TZOFFSETTO:+0900"));
    }
}
