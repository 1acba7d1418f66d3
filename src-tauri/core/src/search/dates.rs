//! Days as people say them ("march", "5 March 2024", "last term", "vorige week"), in English, Dutch, German, French and
//! Spanish, mixed as they come. Everything said is a span of days.

pub(super) mod names;

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta, Weekday};

use crate::text::fold;
use names::{IN_ONE_WORD, Sign, Unit, WINTER, school_year, signs};

/// The first and the last day of what was said.
pub(super) type Span = (NaiveDate, NaiveDate);

/// The days that a text says, seen from `today`; none where it says no day.
pub(super) fn span(text: &str, today: NaiveDate) -> Option<Span> {
    let text = fold(text).replace(['’', 'ʼ'], "'").replace('–', "-");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = IN_ONE_WORD.iter().fold(text, |text, (words, one)| text.replace(words, one));
    match text.split_once("..").map(|(first, last)| (first.trim(), last.trim_start_matches('.').trim())) {
        Some((first, last)) if !first.is_empty() && !last.is_empty() => {
            let (first, last) = (one(first, today)?.0, one(last, today)?.1);
            (first <= last).then_some((first, last))
        }
        _ => one(&text, today),
    }
}

/// Whether a text names a year, a week and so on and says no more of it, so that a number after it tells which.
pub(super) fn is_unit(text: &str) -> bool {
    matches!(signs(&fold(text)).as_deref(), Some([Sign::Unit(_)]))
}

fn one(text: &str, today: NaiveDate) -> Option<Span> {
    in_digits(text, today).or_else(|| in_words(text, today)).or_else(|| {
        // "2024-Q1", "q1/2024", "2024-W43"
        text.contains(['q', 'w']).then(|| in_words(&text.replace(['-', '/'], " "), today))?
    })
}

/// 2024, 2024-03, 2024-03-05, 20240305, 5.3.2024, 5/3/2024, 5.3.24, 3/2024, 5.3. (the day before the month, as in Europe),
/// 2024-2025, and 2024/25, a school year.
fn in_digits(text: &str, today: NaiveDate) -> Option<Span> {
    let text = text.trim_end_matches('.');
    if let Some(year) = school_year(text) {
        return the_school_year(year);
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: u32 = text.parse().ok()?;
        return the_day(number / 10_000, number / 100 % 100, number % 100);
    }
    let parts: Vec<&str> = text.split(['-', '/', '.']).map(str::trim).collect();
    if parts.len() > 3 || parts.iter().any(|part| part.is_empty() || part.len() > 4) {
        return None;
    }
    let numbers: Vec<u32> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let is_year = |at: usize| parts.get(at).is_some_and(|part| part.len() == 4);
    let is_short = |at: usize| parts.get(at).is_some_and(|part| part.len() <= 2);
    match *numbers.as_slice() {
        [year] if is_year(0) => the_year(year),
        [first, last] if is_year(0) && is_year(1) => {
            (first <= last).then_some(())?;
            Some((the_year(first)?.0, the_year(last)?.1))
        }
        [year, month] if is_year(0) => the_month(year, month),
        [month, year] if is_year(1) => the_month(year, month),
        [day, month] => latest(today, |year| the_day(year, month, day)),
        [year, month, day] if is_year(0) => the_day(year, month, day),
        [day, month, year] if is_year(2) => the_day(year, month, day),
        [day, month, year] if is_short(0) && parts.last().is_some_and(|year| year.len() == 2) => {
            the_day(full_year(year, today), month, day)
        }
        _ => None,
    }
}

/// "24" is 2024, and "87" is 1987.
fn full_year(year: u32, today: NaiveDate) -> u32 {
    match i32::try_from(year + 2000) {
        Ok(full) if year < 100 && full <= today.year() + 10 => year + 2000,
        _ if year < 100 => year + 1900,
        _ => year,
    }
}

fn in_words(text: &str, today: NaiveDate) -> Option<Span> {
    let mut signs = signs(text)?;
    let says_when = |sign: &Sign| matches!(sign, Sign::Last | Sign::This | Sign::Next { .. } | Sign::Ago);
    let when = signs.iter().position(says_when).map(|at| (at, signs.remove(at)));
    match when {
        None => by_itself(&signs, today),
        Some((_, Sign::Last)) => gone(&signs, today),
        Some((_, Sign::This)) => this(&signs, today),
        // "march next steps" is not the march to come.
        Some((at, Sign::Next { may_follow })) if at == 0 || may_follow => to_come(&signs, today),
        Some((_, Sign::Ago)) => {
            let (count, one) = counted(&signs)?;
            let then = back(today, one, count)?;
            if matches!(one, Unit::Day | Unit::Week) { Some((then, then)) } else { unit(one, then) }
        }
        _ => None,
    }
}

fn by_itself(signs: &[Sign], today: NaiveDate) -> Option<Span> {
    let day = |day: NaiveDate| Some((day, day));
    if let Some(date) = without_weekday(signs) {
        return by_itself(&date, today);
    }
    match *signs {
        [Sign::Away(days)] => day(today.checked_add_signed(TimeDelta::try_days(days)?)?),
        [Sign::Number(number)] if number >= 1000 => the_year(number),
        [Sign::Weekday(weekday)] => day(last_weekday(today, weekday)?),
        [Sign::Month(month)] => latest(today, |year| the_month(year, month)),
        [Sign::Month(month), Sign::Number(year)] | [Sign::Number(year), Sign::Month(month)] if year >= 1000 => {
            the_month(year, month)
        }
        [Sign::Number(date), Sign::Month(month)] | [Sign::Month(month), Sign::Number(date)] => {
            latest(today, |year| the_day(year, month, date))
        }
        [Sign::Number(date), Sign::Month(month), Sign::Number(year)] if date < 1000 => {
            the_day(full_year(year, today), month, date)
        }
        [Sign::Month(month), Sign::Number(date), Sign::Number(year)] => the_day(full_year(year, today), month, date),
        [Sign::Number(year), Sign::Month(month), Sign::Number(date)] if year >= 1000 => the_day(year, month, date),
        [Sign::WeekOfYear(week)] | [Sign::Unit(Unit::Week), Sign::Number(week)] => {
            latest(today, |year| the_week(year, week))
        }
        [Sign::WeekOfYear(week), Sign::Number(year)]
        | [Sign::Number(year), Sign::WeekOfYear(week)]
        | [Sign::Unit(Unit::Week), Sign::Number(week), Sign::Number(year)]
        | [Sign::Number(year), Sign::Unit(Unit::Week), Sign::Number(week)] => the_week(full_year(year, today), week),
        [Sign::Term(term)] | [Sign::Term(term), Sign::Unit(Unit::Term)] => latest(today, |year| the_term(year, term)),
        [Sign::Term(term), Sign::Number(year)] | [Sign::Term(term), Sign::Unit(Unit::Term), Sign::Number(year)] => {
            the_term(year, term)
        }
        [Sign::Term(term), Sign::School(year)] | [Sign::Term(term), Sign::Unit(Unit::Term), Sign::School(year)] => {
            the_term(if matches!(term, 0 | WINTER) { year } else { year + 1 }, term)
        }
        [Sign::School(year)]
        | [Sign::Unit(Unit::SchoolYear), Sign::School(year)]
        | [Sign::School(year), Sign::Unit(Unit::SchoolYear)] => the_school_year(year),
        [Sign::Unit(Unit::SchoolYear), Sign::Number(year)] if year >= 1000 => the_school_year(year),
        [Sign::Quarter(quarter)] => latest(today, |year| the_quarter(year, quarter)),
        [Sign::Unit(Unit::Quarter), Sign::Number(quarter @ 1..=4)] => latest(today, |year| the_quarter(year, quarter)),
        [Sign::Quarter(quarter), Sign::Number(year)] | [Sign::Number(year), Sign::Quarter(quarter)] => {
            the_quarter(full_year(year, today), quarter)
        }
        [Sign::Unit(one)] => unit(one, today),
        _ => gone_by(signs, today),
    }
}

/// A date without the weekday that was said with it: "Friday 16 October". The date counts where they do not agree.
fn without_weekday(signs: &[Sign]) -> Option<Vec<Sign>> {
    let is_weekday = |sign: &&Sign| matches!(sign, Sign::Weekday(_));
    let has = |wanted: fn(&Sign) -> bool| signs.iter().any(wanted);
    (signs.len() > 2
        && signs.iter().filter(is_weekday).count() == 1
        && has(|sign| matches!(sign, Sign::Month(_)))
        && has(|sign| matches!(sign, Sign::Number(date) if *date < 1000)))
    .then(|| signs.iter().filter(|sign| !is_weekday(sign)).copied().collect())
}

/// So many of something up to today.
fn gone_by(signs: &[Sign], today: NaiveDate) -> Option<Span> {
    let [_, _] = signs else { return None };
    let (count, one) = counted(signs)?;
    let first = back(today, one, count)?.succ_opt()?;
    (first <= today).then_some((first, today))
}

fn gone(signs: &[Sign], today: NaiveDate) -> Option<Span> {
    match *signs {
        [Sign::Weekday(weekday)] => {
            let day = last_weekday(today.pred_opt()?, weekday)?;
            Some((day, day))
        }
        [Sign::Month(month)] => latest(unit(Unit::Month, today)?.0.pred_opt()?, |year| the_month(year, month)),
        [Sign::Term(WINTER)] => latest(today, |year| the_term(year, WINTER).filter(|(_, last)| *last < today)),
        [Sign::Term(term)] | [Sign::Term(term), Sign::Unit(Unit::Term)] => {
            latest(unit(Unit::Term, today)?.0.pred_opt()?, |year| the_term(year, term))
        }
        [Sign::Quarter(quarter)] => latest(today, |year| the_quarter(year, quarter).filter(|(_, last)| *last < today)),
        // On a Saturday, too, the last one is that of the week before.
        [Sign::Unit(Unit::Weekend)] => unit(Unit::Weekend, unit(Unit::Week, today)?.0.pred_opt()?),
        [Sign::Unit(one)] => unit(one, unit(one, today)?.0.pred_opt()?),
        _ => gone_by(signs, today),
    }
}

fn this(signs: &[Sign], today: NaiveDate) -> Option<Span> {
    match *signs {
        [Sign::Unit(one)] => unit(one, today),
        [Sign::Weekday(weekday)] => {
            let monday = last_weekday(today, Weekday::Mon)?;
            let day = monday.checked_add_days(Days::new(u64::from(weekday.num_days_from_monday())))?;
            Some((day, day))
        }
        [Sign::Month(month)] => the_month(u32::try_from(today.year()).ok()?, month),
        [Sign::Term(_) | Sign::Quarter(_)] | [Sign::Term(_), Sign::Unit(Unit::Term)] => by_itself(signs, today),
        _ => None,
    }
}

fn to_come(signs: &[Sign], today: NaiveDate) -> Option<Span> {
    match *signs {
        [Sign::Weekday(weekday)] => {
            let day = last_weekday(today, weekday)?.checked_add_days(Days::new(7))?;
            Some((day, day))
        }
        [Sign::Month(month)] => coming(today, |year| the_month(year, month)),
        [Sign::Term(term)] | [Sign::Term(term), Sign::Unit(Unit::Term)] => coming(today, |year| the_term(year, term)),
        [Sign::Quarter(quarter)] => coming(today, |year| the_quarter(year, quarter)),
        [Sign::Unit(Unit::Weekend)] => unit(Unit::Weekend, unit(Unit::Week, today)?.1.succ_opt()?),
        [Sign::Unit(one)] => unit(one, unit(one, today)?.1.succ_opt()?),
        [_, _] => {
            let (count, one) = counted(signs)?;
            let last = ahead(today, one, count)?;
            (last > today).then_some((today.succ_opt()?, last))
        }
        _ => None,
    }
}

/// How many of what; one where no number is said.
fn counted(signs: &[Sign]) -> Option<(u32, Unit)> {
    match *signs {
        [Sign::Number(count) | Sign::Count(count), Sign::Unit(one)] => Some((count, one)),
        [Sign::Unit(one)] => Some((1, one)),
        _ => None,
    }
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
        // Of the year in which it begins.
        WINTER => from(the_day(year, 12, 1)?.0, 3),
        _ => from(the_day(year, 4, 1)?.0, 5),
    }
}

/// From Monday to Sunday, counted as ISO 8601 does: the first week of a year is the one that its first Thursday is in.
fn the_week(year: u32, week: u32) -> Option<Span> {
    unit(Unit::Week, NaiveDate::from_isoywd_opt(i32::try_from(year).ok()?, week, Weekday::Mon)?)
}

fn the_quarter(year: u32, quarter: u32) -> Option<Span> {
    from(the_day(year, quarter * 3 - 2, 1)?.0, 3)
}

/// From August to July: no school begins its year earlier.
fn the_school_year(year: u32) -> Option<Span> {
    from(the_day(year, 8, 1)?.0, 12)
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

/// The first of what comes every year that has not begun.
fn coming(today: NaiveDate, of_year: impl Fn(u32) -> Option<Span>) -> Option<Span> {
    let year = u32::try_from(today.year()).ok()?;
    (0..=1).find_map(|ahead| of_year(year + ahead).filter(|(first, _)| *first > today))
}

fn last_weekday(today: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let back = today.weekday().num_days_from_monday() + 7 - weekday.num_days_from_monday();
    today.checked_sub_days(Days::new(u64::from(back % 7)))
}

/// The day, week, month, term or year that a day is in; of weekends that of its week.
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
        Unit::Weekend => {
            let saturday = last_weekday(day, Weekday::Mon)?.checked_add_days(Days::new(5))?;
            Some((saturday, saturday.succ_opt()?))
        }
        Unit::Quarter => the_quarter(year, day.month().div_ceil(3)),
        Unit::Half => match day.month() {
            8.. => from(the_day(year, 8, 1)?.0, 6),
            1 => from(the_day(year.checked_sub(1)?, 8, 1)?.0, 6),
            _ => from(the_day(year, 2, 1)?.0, 6),
        },
        Unit::SchoolYear => the_school_year(if day.month() >= 8 { year } else { year.checked_sub(1)? }),
        Unit::Year => the_year(year),
    }
}

fn back(day: NaiveDate, unit: Unit, count: u32) -> Option<NaiveDate> {
    match length(unit, count)? {
        Length::Days(days) => day.checked_sub_days(days),
        Length::Months(months) => day.checked_sub_months(months),
    }
}

fn ahead(day: NaiveDate, unit: Unit, count: u32) -> Option<NaiveDate> {
    match length(unit, count)? {
        Length::Days(days) => day.checked_add_days(days),
        Length::Months(months) => day.checked_add_months(months),
    }
}

enum Length {
    Days(Days),
    Months(Months),
}

/// How long so many are.
fn length(unit: Unit, count: u32) -> Option<Length> {
    let months = |months: u32| Some(Length::Months(Months::new(months.checked_mul(count)?)));
    match unit {
        Unit::Day => Some(Length::Days(Days::new(u64::from(count)))),
        Unit::Week | Unit::Weekend => Some(Length::Days(Days::new(u64::from(count) * 7))),
        Unit::Month => months(1),
        Unit::Quarter => months(3),
        Unit::Term => months(4),
        Unit::Half => months(6),
        Unit::Year | Unit::SchoolYear => months(12),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
