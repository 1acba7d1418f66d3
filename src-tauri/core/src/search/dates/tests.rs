use super::*;
use proptest::prelude::*;

/// A Saturday.
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();

fn said(text: &str) -> String {
    span(text, TODAY).map_or_else(
        || "none".into(),
        |(first, last)| match first == last {
            true => first.to_string(),
            false => format!("{first} {last}"),
        },
    )
}

#[test]
fn digits_are_read_as_in_europe_or_as_iso_has_them() {
    for (text, days) in [
        ("2024", "2024-01-01 2024-12-31"),
        ("2024-02", "2024-02-01 2024-02-29"),
        ("2024-03-05", "2024-03-05"),
        ("5.3.2024", "2024-03-05"),
        ("05/03/2024", "2024-03-05"),
        ("3/2024", "2024-03-01 2024-03-31"),
        ("5.3.", "2026-03-05"),
        ("24.12.", "2025-12-24"),
        ("2024-13", "none"),
        ("31.2.2024", "none"),
        ("12345", "none"),
        ("7", "none"),
    ] {
        assert_eq!(said(text), days, "{text}");
    }
}

#[test]
fn months_and_days_are_named_in_five_languages_and_the_last_one_is_meant() {
    for text in ["march", "mar", "maart", "März", "mars", "marzo"] {
        assert_eq!(said(text), "2026-03-01 2026-03-31", "{text}");
    }
    for text in [
        "5 March 2024",
        "March 5, 2024",
        "5th of March 2024",
        "5. März 2024",
        "le 5 mars 2024",
        "5 de marzo de 2024",
        "5 maart 2024",
    ] {
        assert_eq!(said(text), "2024-03-05", "{text}");
    }
    assert_eq!(said("december"), "2025-12-01 2025-12-31");
    assert_eq!(said("last november"), "2025-11-01 2025-11-30");
    assert_eq!(said("août 2024"), "2024-08-01 2024-08-31");
    assert_eq!(said("jui"), "none", "June or July");
}

#[test]
fn what_lies_back_is_counted_from_today() {
    for (text, days) in [
        ("today", "2026-11-21"),
        ("gisteren", "2026-11-20"),
        ("vorgestern", "2026-11-19"),
        ("saturday", "2026-11-21"),
        ("last saturday", "2026-11-14"),
        ("lundi", "2026-11-16"),
        ("last week", "2026-11-09 2026-11-15"),
        ("vorige week", "2026-11-09 2026-11-15"),
        ("letzte Woche", "2026-11-09 2026-11-15"),
        ("la semaine dernière", "2026-11-09 2026-11-15"),
        ("la semana pasada", "2026-11-09 2026-11-15"),
        ("this week", "2026-11-16 2026-11-22"),
        ("last month", "2026-10-01 2026-10-31"),
        ("last year", "2025-01-01 2025-12-31"),
        ("this term", "2026-09-01 2026-12-31"),
        ("last term", "2026-04-01 2026-08-31"),
        ("spring term 2025", "2025-01-01 2025-03-31"),
        ("summer", "2026-04-01 2026-08-31"),
        ("last 7 days", "2026-11-15 2026-11-21"),
        ("3 weeks ago", "2026-10-31"),
        ("vor 3 Wochen", "2026-10-31"),
        ("il y a 3 semaines", "2026-10-31"),
        ("hace 2 meses", "2026-09-01 2026-09-30"),
        ("3 weken geleden", "2026-10-31"),
        ("soon", "none"),
        ("", "none"),
    ] {
        assert_eq!(said(text), days, "{text}");
    }
}

#[test]
fn numbers_are_words_too_and_never_the_day_of_a_month() {
    for text in [
        "three weeks ago",
        "drei Wochen vor",
        "vor drei Wochen",
        "il y a trois semaines",
        "drie weken geleden",
        "hace tres semanas",
    ] {
        assert_eq!(said(text), "2026-10-31", "{text}");
    }
    for (text, days) in [
        ("a week ago", "2026-11-14"),
        ("one week ago", "2026-11-14"),
        ("vor einer Woche", "2026-11-14"),
        ("il y a une semaine", "2026-11-14"),
        ("il y a sept semaines", "2026-10-03"),
        ("hace un año", "2025-01-01 2025-12-31"),
        ("een jaar geleden", "2025-01-01 2025-12-31"),
        ("last three months", "2026-08-22 2026-11-21"),
        ("letzte zwölf Monate", "2025-11-22 2026-11-21"),
        ("les trois derniers mois", "2026-08-22 2026-11-21"),
        ("sept", "2026-09-01 2026-09-30"),
        ("march two", "none"),
        ("0 days", "none"),
    ] {
        assert_eq!(said(text), days, "{text}");
    }
}

#[test]
fn what_is_said_of_years_and_their_parts_is_read_in_each_language() {
    for text in ["l'année dernière", "l’an dernier", "vergangenes Jahr", "last year", "el año pasado"] {
        assert_eq!(said(text), "2025-01-01 2025-12-31", "{text}");
    }
    for text in ["last school year", "letztes Schuljahr", "vorig schooljaar", "l'année scolaire dernière", "2025/26"]
    {
        assert_eq!(said(text), "2025-08-01 2026-07-31", "{text}");
    }
    for text in ["winter 2025", "hiver 2025", "invierno 2025", "Winter 2025/26", "last winter", "winter"] {
        assert_eq!(said(text), "2025-12-01 2026-02-28", "{text}");
    }
    for text in ["Q1 2024", "2024-Q1", "q1/2024"] {
        assert_eq!(said(text), "2024-01-01 2024-03-31", "{text}");
    }
    for (text, days) in [
        ("vergangene Woche", "2026-11-09 2026-11-15"),
        ("Halbjahr", "2026-08-01 2027-01-31"),
        ("last semester", "2026-02-01 2026-07-31"),
        ("last weekend", "2026-11-14 2026-11-15"),
        ("this weekend", "2026-11-21 2026-11-22"),
        ("le week-end dernier", "2026-11-14 2026-11-15"),
        ("2024/25", "2024-08-01 2025-07-31"),
        ("2024-25", "2024-08-01 2025-07-31"),
        ("Schuljahr 2024/25", "2024-08-01 2025-07-31"),
        ("school year 2024", "2024-08-01 2025-07-31"),
        ("spring 2024/25", "2025-01-01 2025-03-31"),
        ("2024/11", "2024-11-01 2024-11-30"),
        ("2024-2025", "2024-01-01 2025-12-31"),
        ("2024–2025", "2024-01-01 2025-12-31"),
        ("2025-2024", "none"),
        ("2024..2026", "2024-01-01 2026-12-31"),
        ("march..may", "2026-03-01 2026-05-31"),
        ("may..march", "none"),
        ("..2024", "none"),
    ] {
        assert_eq!(said(text), days, "{text}");
    }
}

#[test]
fn days_are_written_short_and_lie_ahead_too() {
    for (text, days) in [
        ("5.3.24", "2024-03-05"),
        ("05/03/24", "2024-03-05"),
        ("5.3.87", "1987-03-05"),
        ("5 März 24", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("20241305", "none"),
        ("99999999", "none"),
        ("tomorrow", "2026-11-22"),
        ("übermorgen", "2026-11-23"),
        ("the day before yesterday", "2026-11-19"),
        ("Mo", "2026-11-16"),
        ("Do.", "2026-11-19"),
        ("zo", "2026-11-15"),
        ("mar", "2026-03-01 2026-03-31"),
        ("next week", "2026-11-23 2026-11-29"),
        ("nächste Woche", "2026-11-23 2026-11-29"),
        ("la semaine prochaine", "2026-11-23 2026-11-29"),
        ("next three days", "2026-11-22 2026-11-24"),
        ("next march", "2027-03-01 2027-03-31"),
        ("march next", "none"),
        ("next monday", "2026-11-23"),
        ("this monday", "2026-11-16"),
    ] {
        assert_eq!(said(text), days, "{text}");
    }
}

#[test]
fn a_date_may_say_its_weekday_and_begin_with_its_year() {
    for text in [
        "Friday 16 October 2026",
        "Fri 16 Oct 2026",
        "Fri, Oct 16, 2026",
        "freitag den 16. oktober 2026",
        "16 October 2026, Friday",
        "2026 October 16",
        "vendredi 16 octobre",
        "16º de octubre de 2026",
        "le 16ème octobre 2026",
        "de 16de oktober 2026",
    ] {
        assert_eq!(said(text), "2026-10-16", "{text}");
    }
    assert_eq!(said("Monday 16 October 2026"), "2026-10-16", "the date counts");
    for text in ["Friday 9", "Friday October", "Friday Monday 16 October", "2026 October 45"] {
        assert_eq!(said(text), "none", "{text}");
    }
}

#[test]
fn weeks_are_numbered_as_iso_8601_does() {
    for text in ["week 43", "W43", "KW 43", "kw43", "Kalenderwoche 43", "semaine 43 2026", "2026-W43", "2026 week 43"] {
        assert_eq!(said(text), "2026-10-19 2026-10-25", "{text}");
    }
    for (text, days) in [
        ("week 1 2021", "2021-01-04 2021-01-10"),
        ("week 53 2020", "2020-12-28 2021-01-03"),
        ("week 53", "2020-12-28 2021-01-03"),
        ("week 48", "2025-11-24 2025-11-30"),
        ("week 53 2021", "none"),
        ("week 0", "none"),
        ("w430", "none"),
    ] {
        assert_eq!(said(text), days, "{text}");
    }
}

#[test]
fn a_quarter_is_three_months_and_no_term() {
    for text in ["this quarter", "dieses Quartal", "dit kwartaal"] {
        assert_eq!(said(text), "2026-10-01 2026-12-31", "{text}");
    }
    assert_eq!(said("letztes Quartal"), "2026-07-01 2026-09-30");
    assert_eq!(said("two quarters ago"), "2026-04-01 2026-06-30");
    assert_eq!(said("trimestre"), "2026-09-01 2026-12-31", "a school's");
}

#[test]
fn only_an_ordinal_may_end_a_number() {
    for text in ["1990s", "16pm", "2024x", "y9"] {
        assert_eq!(said(text), "none", "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_a_span_or_none(text in "\\PC{0,40}", year in 1i32..9999) {
        if let Some((first, last)) = span(&text, NaiveDate::from_ymd_opt(year, 2, 28).unwrap()) {
            prop_assert!(first <= last);
        }
    }
    #[test]
    fn any_row_of_words_of_dates_is_a_span_or_none(words in proptest::collection::vec(proptest::sample::select(vec!["next", "three", "sept", "2024/25", "q1", "..", "weekend", "winter", "schoolyear", "tomorrow", "last", "quarter", "w43", "week", "16", "friday", "7", "4000000000", "9999", "week", "years", "ago", "vor", "march", "spring", "term", "31", "monday", "this"]), 0..5)) {
        if let Some((first, last)) = span(&words.join(" "), TODAY) {
            prop_assert!(first <= last);
        }
    }
}
