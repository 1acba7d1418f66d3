//! Days as people say them ("march", "5 March 2024", "last term", "vorige week"), in English, Dutch, German, French and
//! Spanish, mixed as they come. Everything said is a span of days.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::text::fold;

/// The first and the last day of what was said.
pub(super) type Span = (NaiveDate, NaiveDate);

/// Words of a date that are read; there are no longer ones.
const WORDS: usize = 8;

const MONTHS: [&[&str]; 12] = [
    &["january", "januari", "januar", "janner", "janvier", "enero"],
    &["february", "februari", "februar", "feber", "fevrier", "febrero"],
    &["march", "maart", "mrt", "marz", "maerz", "mars", "marzo"],
    &["april", "avril", "abril"],
    &["may", "mei", "mai", "mayo"],
    &["june", "juni", "juin", "junio"],
    &["july", "juli", "juillet", "julio"],
    &["august", "augustus", "aout", "agosto"],
    &["september", "septembre", "septiembre", "setiembre"],
    &["october", "oktober", "octobre", "octubre"],
    &["november", "novembre", "noviembre"],
    &["december", "dezember", "decembre", "diciembre"],
];
const WEEKDAYS: [(&[&str], Weekday); 7] = [
    (&["monday", "mon", "maandag", "montag", "lundi", "lunes"], Weekday::Mon),
    (&["tuesday", "tue", "dinsdag", "dienstag", "mardi", "martes"], Weekday::Tue),
    (&["wednesday", "wed", "woensdag", "mittwoch", "mercredi", "miercoles"], Weekday::Wed),
    (&["thursday", "thu", "donderdag", "donnerstag", "jeudi", "jueves"], Weekday::Thu),
    (&["friday", "fri", "vrijdag", "freitag", "vendredi", "viernes"], Weekday::Fri),
    (&["saturday", "sat", "zaterdag", "samstag", "sonnabend", "samedi", "sabado"], Weekday::Sat),
    (&["sunday", "sun", "zondag", "sonntag", "dimanche", "domingo"], Weekday::Sun),
];
const UNITS: [(&[&str], Unit); 5] = [
    (&["day", "days", "dag", "dagen", "tag", "tage", "tagen", "jour", "jours", "dia", "dias"], Unit::Day),
    (&["week", "weeks", "weken", "woche", "wochen", "semaine", "semaines", "semana", "semanas"], Unit::Week),
    (
        &["month", "months", "maand", "maanden", "monat", "monate", "monaten", "monats", "mois", "mes", "meses"],
        Unit::Month,
    ),
    (&["term", "terms", "trimester", "trimestre", "trimestres", "periode", "quartal"], Unit::Term),
    (
        &[
            "year", "years", "jaar", "jaren", "jahr", "jahre", "jahren", "jahres", "an", "ans", "annee", "annees",
            "ano", "anos",
        ],
        Unit::Year,
    ),
];
const SAID: &[(&[&str], Sign)] = &[
    (&["today", "vandaag", "heute", "aujourd'hui", "aujourdhui", "hoy"], Sign::Back(0)),
    (&["yesterday", "gisteren", "gestern", "hier", "ayer"], Sign::Back(1)),
    (&["eergisteren", "vorgestern", "avant-hier", "anteayer"], Sign::Back(2)),
    (
        &[
            "last",
            "past",
            "previous",
            "vorige",
            "vorig",
            "afgelopen",
            "laatste",
            "letzte",
            "letzten",
            "letzter",
            "letztes",
            "letztem",
            "vorigen",
            "voriges",
            "dernier",
            "derniere",
            "derniers",
            "dernieres",
            "passe",
            "passee",
            "pasado",
            "pasada",
            "pasados",
            "pasadas",
            "ultimo",
            "ultima",
            "ultimos",
            "ultimas",
        ],
        Sign::Last,
    ),
    (
        &[
            "this", "current", "deze", "dit", "diese", "dieser", "dieses", "diesen", "diesem", "ce", "cette", "cet",
            "este", "esta",
        ],
        Sign::This,
    ),
    (&["ago", "geleden", "vor", "hace", "ilya"], Sign::Ago),
    (&["autumn", "fall", "herfst", "herbst", "automne", "otono"], Sign::Term(0)),
    (&["spring", "voorjaar", "lente", "fruhling", "fruhjahr", "printemps", "primavera"], Sign::Term(1)),
    (&["summer", "zomer", "sommer", "ete", "verano"], Sign::Term(2)),
];
/// Words that say nothing of which day.
const FILLERS: &[&str] = &[
    "the", "of", "in", "on", "de", "het", "op", "der", "die", "das", "den", "des", "dem", "am", "im", "le", "la",
    "les", "du", "el", "los", "las", "del", "en", "al", "a",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Term,
    Year,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Number(u32),
    Month(u32),
    Weekday(Weekday),
    Unit(Unit),
    /// So many days before today.
    Back(u64),
    Last,
    This,
    Ago,
    /// Autumn, spring, summer.
    Term(u32),
}

/// The days that a text says, seen from `today`; none where it says no day.
pub(super) fn span(text: &str, today: NaiveDate) -> Option<Span> {
    let text = fold(text.trim()).replace('’', "'").replace("il y a", "ilya");
    in_digits(&text, today).or_else(|| in_words(&text, today))
}

/// 2024, 2024-03, 2024-03-05, 5.3.2024, 5/3/2024, 3/2024, 5.3. (the day before the month, as in Europe).
fn in_digits(text: &str, today: NaiveDate) -> Option<Span> {
    let parts: Vec<&str> = text.trim_end_matches('.').split(['-', '/', '.']).map(str::trim).collect();
    if parts.len() > 3 || parts.iter().any(|part| part.is_empty() || part.len() > 4) {
        return None;
    }
    let numbers: Vec<u32> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let is_year = |at: usize| parts.get(at).is_some_and(|part| part.len() == 4);
    match *numbers.as_slice() {
        [year] if is_year(0) => the_year(year),
        [year, month] if is_year(0) => the_month(year, month),
        [month, year] if is_year(1) => the_month(year, month),
        [day, month] => latest(today, |year| the_day(year, month, day)),
        [year, month, day] if is_year(0) => the_day(year, month, day),
        [day, month, year] if is_year(2) => the_day(year, month, day),
        _ => None,
    }
}

fn in_words(text: &str, today: NaiveDate) -> Option<Span> {
    let words: Vec<&str> = text
        .split([' ', ',', '\t'])
        .filter(|word| !word.is_empty() && !FILLERS.contains(word))
        .take(WORDS + 1)
        .collect();
    if words.is_empty() || words.len() > WORDS {
        return None;
    }
    let signs: Vec<Sign> = words.into_iter().map(sign).collect::<Option<_>>()?;
    let day = |day: NaiveDate| Some((day, day));
    match *signs.as_slice() {
        [Sign::Back(days)] => day(today.checked_sub_days(Days::new(days))?),
        [Sign::Number(number)] if number >= 1000 => the_year(number),
        [Sign::Weekday(weekday)] => day(last_weekday(today, weekday)?),
        [Sign::Last, Sign::Weekday(weekday)] | [Sign::Weekday(weekday), Sign::Last] => {
            day(last_weekday(today.pred_opt()?, weekday)?)
        }
        [Sign::Month(month)] => latest(today, |year| the_month(year, month)),
        [Sign::Last, Sign::Month(month)] | [Sign::Month(month), Sign::Last] => {
            latest(unit(Unit::Month, today)?.0.pred_opt()?, |year| the_month(year, month))
        }
        [Sign::Month(month), Sign::Number(year)] | [Sign::Number(year), Sign::Month(month)] if year >= 1000 => {
            the_month(year, month)
        }
        [Sign::Number(date), Sign::Month(month)] | [Sign::Month(month), Sign::Number(date)] => {
            latest(today, |year| the_day(year, month, date))
        }
        [Sign::Number(date), Sign::Month(month), Sign::Number(year)]
        | [Sign::Month(month), Sign::Number(date), Sign::Number(year)] => the_day(year, month, date),
        [Sign::Term(term)] | [Sign::Term(term), Sign::Unit(Unit::Term)] => latest(today, |year| the_term(year, term)),
        [Sign::Last, Sign::Term(term)]
        | [Sign::Last, Sign::Term(term), Sign::Unit(Unit::Term)]
        | [Sign::Term(term), Sign::Last] => latest(unit(Unit::Term, today)?.0.pred_opt()?, |year| the_term(year, term)),
        [Sign::Term(term), Sign::Number(year)] | [Sign::Term(term), Sign::Unit(Unit::Term), Sign::Number(year)] => {
            the_term(year, term)
        }
        [Sign::Unit(one)] | [Sign::This, Sign::Unit(one)] | [Sign::Unit(one), Sign::This] => unit(one, today),
        [Sign::Last, Sign::Unit(one)] | [Sign::Unit(one), Sign::Last] => unit(one, unit(one, today)?.0.pred_opt()?),
        [Sign::Number(count), Sign::Unit(one), Sign::Ago] | [Sign::Ago, Sign::Number(count), Sign::Unit(one)] => {
            let then = back(today, one, count)?;
            if matches!(one, Unit::Day | Unit::Week) { day(then) } else { unit(one, then) }
        }
        [Sign::Last, Sign::Number(count), Sign::Unit(one)]
        | [Sign::Number(count), Sign::Unit(one)]
        | [Sign::Number(count), Sign::Last, Sign::Unit(one)]
        | [Sign::Number(count), Sign::Unit(one), Sign::Last] => Some((back(today, one, count)?.succ_opt()?, today)),
        _ => None,
    }
}

fn sign(word: &str) -> Option<Sign> {
    if let Some((_, sign)) = SAID.iter().find(|(names, _)| names.contains(&word)) {
        return Some(*sign);
    }
    if let Some((_, unit)) = UNITS.iter().find(|(names, _)| names.contains(&word)) {
        return Some(Sign::Unit(*unit));
    }
    if let Some((_, weekday)) = WEEKDAYS.iter().find(|(names, _)| names.contains(&word)) {
        return Some(Sign::Weekday(*weekday));
    }
    // 5th, 1st, 5e, 1er, 5.
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    if !digits.is_empty() && word.len() - digits.len() <= 2 && digits.len() <= 4 {
        return digits.parse().ok().map(Sign::Number);
    }
    month(word.trim_end_matches('.')).map(Sign::Month)
}

/// A month by its name, or by so many of its letters that it is no other.
fn month(word: &str) -> Option<u32> {
    if word.chars().count() < 3 {
        return None;
    }
    let mut found = (1..).zip(MONTHS).filter(|(_, names)| names.iter().any(|name| name.starts_with(word)));
    let exact = (1..).zip(MONTHS).find(|(_, names)| names.contains(&word));
    exact.or_else(|| found.next().filter(|_| found.next().is_none())).map(|(month, _)| month)
}

fn the_day(year: u32, month: u32, day: u32) -> Option<Span> {
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some((day, day))
}

fn the_month(year: u32, month: u32) -> Option<Span> {
    from(the_day(year, month, 1)?.0, 1)
}

fn the_year(year: u32) -> Option<Span> {
    from(the_day(year, 1, 1)?.0, 12)
}

/// Terms as schools in the United Kingdom have them, holidays with the term before: September, January, April.
fn the_term(year: u32, term: u32) -> Option<Span> {
    match term {
        0 => from(the_day(year, 9, 1)?.0, 4),
        1 => from(the_day(year, 1, 1)?.0, 3),
        _ => from(the_day(year, 4, 1)?.0, 5),
    }
}

fn from(first: NaiveDate, months: u32) -> Option<Span> {
    Some((first, first.checked_add_months(Months::new(months))?.pred_opt()?))
}

/// The last of what comes every year that has begun.
fn latest(today: NaiveDate, of_year: impl Fn(u32) -> Option<Span>) -> Option<Span> {
    let year = u32::try_from(today.year()).ok()?;
    // Eight years, for the 29th of February.
    (0..=8).find_map(|back| of_year(year.checked_sub(back)?).filter(|(first, _)| *first <= today))
}

fn last_weekday(today: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let back = today.weekday().num_days_from_monday() + 7 - weekday.num_days_from_monday();
    today.checked_sub_days(Days::new(u64::from(back % 7)))
}

/// The day, week, month, term or year that a day is in.
fn unit(unit: Unit, day: NaiveDate) -> Option<Span> {
    let year = u32::try_from(day.year()).ok()?;
    match unit {
        Unit::Day => Some((day, day)),
        Unit::Week => {
            let monday = last_weekday(day, Weekday::Mon)?;
            Some((monday, monday.checked_add_days(Days::new(6))?))
        }
        Unit::Month => the_month(year, day.month()),
        Unit::Term => {
            (0..3).find_map(|term| the_term(year, term).filter(|(first, last)| (*first..=*last).contains(&day)))
        }
        Unit::Year => the_year(year),
    }
}

fn back(day: NaiveDate, unit: Unit, count: u32) -> Option<NaiveDate> {
    let months = |months: u32| day.checked_sub_months(Months::new(months.checked_mul(count)?));
    match unit {
        Unit::Day => day.checked_sub_days(Days::new(u64::from(count))),
        Unit::Week => day.checked_sub_days(Days::new(u64::from(count) * 7)),
        Unit::Month => months(1),
        Unit::Term => months(4),
        Unit::Year => months(12),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
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

    proptest! {
        #[test]
        fn any_text_is_a_span_or_none(text in "\\PC{0,40}", year in 1i32..9999) {
            if let Some((first, last)) = span(&text, NaiveDate::from_ymd_opt(year, 2, 28).unwrap()) {
                prop_assert!(first <= last);
            }
        }
        #[test]
        fn any_row_of_words_of_dates_is_a_span_or_none(words in proptest::collection::vec(proptest::sample::select(vec!["last", "7", "4000000000", "9999", "week", "years", "ago", "vor", "march", "spring", "term", "31", "monday", "this"]), 0..5)) {
            if let Some((first, last)) = span(&words.join(" "), TODAY) {
                prop_assert!(first <= last);
            }
        }
    }
}
