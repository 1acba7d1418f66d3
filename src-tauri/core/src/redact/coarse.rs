//! Days said less exactly, in the language of their text.

use super::Form;
use super::dates::MONTHS;
use super::words::{Language, Read};

/// How exactly a day may still be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Coarse {
    /// March 2026.
    Month,
    /// Spring term 2026.
    Term,
    /// 2026.
    Year,
}

/// The day of a hit, said less exactly, in the language of the text around it; nothing where the hit is no day.
pub fn coarsened(hit: &super::Hit, coarse: Coarse) -> Option<String> {
    let mut parts = hit.group.strip_prefix("date:")?.splitn(3, '-');
    let year: Option<u32> = parts.next().filter(|year| !year.is_empty()).and_then(|year| year.parse().ok());
    let month: u32 = parts.next()?.parse().ok()?;
    let around = format!("{} {} {}", hit.before, hit.found, hit.after);
    let language = Read::of(&around, Form::Plain).language;
    // A month's name tells more than its neighbours do.
    let named = hit.found.split(|c: char| !c.is_alphabetic()).find_map(|word| {
        let word = super::reading::folded(word);
        let names = MONTHS.get(month as usize - 1)?;
        if MONTH_NAMES
            .iter()
            .filter(|(_, own)| own.get(month as usize - 1).is_some_and(|own| super::reading::folded(own) == word))
            .count()
            != 1
        {
            return None;
        }
        names.contains(&word.as_str()).then(|| {
            MONTH_NAMES
                .iter()
                .find(|(_, own)| own.get(month as usize - 1).is_some_and(|own| super::reading::folded(own) == word))
        })?
    });
    let (language, names) = named.or_else(|| MONTH_NAMES.iter().find(|(own, _)| *own == language))?;
    let with_year = |text: &str| year.map_or_else(|| text.to_owned(), |year| format!("{text} {year}"));
    Some(match coarse {
        Coarse::Month => with_year(names.get(month as usize - 1)?),
        Coarse::Year => {
            year.map_or_else(|| (*names.get(month as usize - 1)?).to_owned().into(), |year| Some(year.to_string()))?
        }
        Coarse::Term => {
            let autumn = month >= 8;
            let summer = (5..=7).contains(&month);
            let school = year.map(|year| if autumn { (year, year + 1) } else { (year.saturating_sub(1), year) });
            match language {
                Language::En => with_year(if autumn {
                    "autumn term"
                } else if summer {
                    "summer term"
                } else {
                    "spring term"
                }),
                Language::Nl | Language::De => {
                    let first = if *language == Language::Nl { autumn } else { autumn || month == 1 };
                    let school = if *language == Language::De && month == 1 {
                        year.map(|year| (year.saturating_sub(1), year))
                    } else {
                        school
                    };
                    let half = match (language, first) {
                        (Language::Nl, true) => "eerste helft van het schooljaar",
                        (Language::Nl, false) => "tweede helft van het schooljaar",
                        (_, true) => "erstes Halbjahr",
                        (_, false) => "zweites Halbjahr",
                    };
                    school.map_or_else(|| half.to_owned(), |(from, to)| format!("{half} {from}/{:02}", to % 100))
                }
            }
        }
    })
}

/// What coarser words say.
pub(super) struct Said {
    /// In which language; of a bare year that of the words in front of it.
    pub(super) language: Option<Language>,
    /// A term or half of a school year.
    pub(super) is_term: bool,
    /// A year by itself.
    pub(super) is_year: bool,
}

/// Reads what [`coarsened`] writes; nothing of other words.
pub(super) fn said(label: &str) -> Option<Said> {
    let first = label.split(' ').next().unwrap_or_default();
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let rest_is_year = label[first.len()..].is_empty() || is_year(label[first.len()..].trim());
    if let Some((language, _)) = MONTH_NAMES.iter().find(|(_, names)| names.contains(&first)).filter(|_| rest_is_year) {
        // April is a month in all three.
        let is_shared = MONTH_NAMES.iter().filter(|(_, names)| names.contains(&first)).count() > 1;
        return Some(Said { language: (!is_shared).then_some(*language), is_term: false, is_year: false });
    }
    if is_year(label) {
        return Some(Said { language: None, is_term: false, is_year: true });
    }
    let terms = [
        (Language::En, ["autumn term", "summer term", "spring term"].as_slice()),
        (Language::Nl, ["eerste helft van het schooljaar", "tweede helft van het schooljaar"].as_slice()),
        (Language::De, ["erstes Halbjahr", "zweites Halbjahr"].as_slice()),
    ];
    let (language, _) = terms.iter().find(|(_, names)| names.iter().any(|name| label.starts_with(name)))?;
    Some(Said { language: Some(*language), is_term: true, is_year: false })
}

const MONTH_NAMES: &[(Language, [&str; 12])] = &[
    (
        Language::En,
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    ),
    (
        Language::Nl,
        [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
    ),
    (
        Language::De,
        [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
    ),
];
