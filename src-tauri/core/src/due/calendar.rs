//! Follow-ups as a calendar file (iCalendar, RFC 5545). A calendar syncs to employers and lies open on a desk: of a test
//! nothing goes in but its day. That is why this is handed ids and days, and no text at all.

use chrono::{Days, NaiveDate};
use sha2::{Digest, Sha256};

use crate::clock::Instant;
use crate::id::{JournalId, TestId};

/// Octets of a line; a longer one is folded.
const LINE: usize = 75;

/// The file: of each test a to-do with its day and, since many calendars pass over to-dos, an entry of that whole day.
pub(super) fn file(journal: JournalId, now: Instant, days: &[(TestId, NaiveDate)]) -> String {
    let mut out = String::new();
    let mut line = |text: &str| fold(text, &mut out);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Loopbook//Follow-ups//EN");
    let stamp = now.utc().format("DTSTAMP:%Y%m%dT%H%M%SZ").to_string();
    for (number, (test, day)) in (1..).zip(days) {
        let next = day.checked_add_days(Days::new(1)).unwrap_or(*day);
        let date = |name: &str, day: NaiveDate| format!("{name};VALUE=DATE:{}", day.format("%Y%m%d"));
        let what = [
            ("VTODO", vec![date("DUE", *day), "STATUS:NEEDS-ACTION".to_owned()]),
            ("VEVENT", vec![date("DTSTART", *day), date("DTEND", next), "TRANSP:TRANSPARENT".to_owned()]),
        ];
        for (kind, own) in what {
            line(&format!("BEGIN:{kind}"));
            line(&format!("UID:{}", uid(journal, *test, kind)));
            line(&stamp);
            own.iter().for_each(|own| line(own));
            line(&format!("SUMMARY:Follow-up {number}"));
            line("CLASS:PRIVATE");
            line(&format!("END:{kind}"));
        }
    }
    line("END:VCALENDAR");
    out
}

/// The same at every export, so that a calendar renews what it has; the test's own id, in which its hour is written, does
/// not come out of it.
fn uid(journal: JournalId, test: TestId, kind: &str) -> uuid::Uuid {
    let hash = Sha256::digest(format!("follow-up {kind} {journal} {test}"));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Adds a line, folded between characters where it has more than [`LINE`] octets.
pub(crate) fn fold(text: &str, out: &mut String) {
    let mut room = LINE;
    for c in text.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_file_says_the_day_and_nothing_else() {
        let (journal, test) = (JournalId::new(), TestId::new());
        let now = Instant::parse("2026-11-21T17:40:05.123Z").unwrap();
        let text = file(journal, now, &[(test, day("2026-11-30"))]);
        let (todo, event) = (uid(journal, test, "VTODO"), uid(journal, test, "VEVENT"));
        assert_eq!(
            text.split("\r\n").collect::<Vec<_>>(),
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Loopbook//Follow-ups//EN",
                "BEGIN:VTODO",
                &format!("UID:{todo}"),
                "DTSTAMP:20261121T174005Z",
                "DUE;VALUE=DATE:20261130",
                "STATUS:NEEDS-ACTION",
                "SUMMARY:Follow-up 1",
                "CLASS:PRIVATE",
                "END:VTODO",
                "BEGIN:VEVENT",
                &format!("UID:{event}"),
                "DTSTAMP:20261121T174005Z",
                "DTSTART;VALUE=DATE:20261130",
                "DTEND;VALUE=DATE:20261201",
                "TRANSP:TRANSPARENT",
                "SUMMARY:Follow-up 1",
                "CLASS:PRIVATE",
                "END:VEVENT",
                "END:VCALENDAR",
                "",
            ]
        );
    }

    #[test]
    fn an_identity_stays_the_same_and_says_nothing_of_the_test() {
        let (journal, test) = (JournalId::new(), TestId::new());
        assert_eq!(uid(journal, test, "VTODO"), uid(journal, test, "VTODO"));
        assert_ne!(uid(journal, test, "VTODO"), uid(journal, test, "VEVENT"));
        assert_ne!(uid(journal, test, "VTODO"), uid(JournalId::new(), test, "VTODO"), "the journal's id is mixed in");
        assert!(!uid(journal, test, "VTODO").to_string().contains(&test.to_string()[..8]));
    }

    proptest! {
        #[test]
        fn a_folded_line_has_75_octets_at_most_and_unfolds_to_what_it_was(text in "[aé語🙂 ]{0,200}") {
            let mut out = String::new();
            fold(&text, &mut out);
            prop_assert!(out.strip_suffix("\r\n").unwrap().split("\r\n").all(|line| line.len() <= LINE));
            prop_assert_eq!(out.strip_suffix("\r\n").unwrap().replace("\r\n ", ""), text);
        }
    }
}
