//! The words of dates in English, Dutch, German, French and Spanish, folded, and what each says.

use chrono::Weekday;

/// Words of a date that are read; there are no longer ones.
const WORDS: usize = 8;

/// The names of the months, the English one first.
pub(in crate::search) const MONTHS: [&[&str]; 12] = [
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
/// The names of the weekdays, the English one first. "mar" is March in more languages than it is a Tuesday.
pub(in crate::search) const WEEKDAYS: [(&[&str], Weekday); 7] = [
    (&["monday", "mon", "maandag", "montag", "lundi", "lunes", "mo", "ma", "lun"], Weekday::Mon),
    (&["tuesday", "tue", "dinsdag", "dienstag", "mardi", "martes", "tues", "di"], Weekday::Tue),
    (
        &["wednesday", "wed", "woensdag", "mittwoch", "mercredi", "miercoles", "weds", "mi", "wo", "mer", "mie"],
        Weekday::Wed,
    ),
    (
        &["thursday", "thu", "donderdag", "donnerstag", "jeudi", "jueves", "thur", "thurs", "do", "jeu", "jue"],
        Weekday::Thu,
    ),
    (&["friday", "fri", "vrijdag", "freitag", "vendredi", "viernes", "fr", "vr", "ven", "vie"], Weekday::Fri),
    (
        &["saturday", "sat", "zaterdag", "samstag", "sonnabend", "samedi", "sabado", "sa", "za", "sam", "sab"],
        Weekday::Sat,
    ),
    (&["sunday", "sun", "zondag", "sonntag", "dimanche", "domingo", "so", "zo", "dim", "dom"], Weekday::Sun),
];
const UNITS: [(&[&str], Unit); 9] = [
    (&["day", "days", "dag", "dagen", "tag", "tage", "tagen", "jour", "jours", "dia", "dias"], Unit::Day),
    (
        &[
            "week",
            "weeks",
            "weken",
            "woche",
            "wochen",
            "semaine",
            "semaines",
            "semana",
            "semanas",
            "wk",
            "kw",
            "kalenderwoche",
            "kalenderwochen",
        ],
        Unit::Week,
    ),
    (
        &["month", "months", "maand", "maanden", "monat", "monate", "monaten", "monats", "mois", "mes", "meses"],
        Unit::Month,
    ),
    (&["term", "terms", "trimester", "trimestre", "trimestres", "periode"], Unit::Term),
    (&["quarter", "quarters", "quartal", "quartale", "quartalen", "quartals", "kwartaal", "kwartalen"], Unit::Quarter),
    (
        &[
            "year", "years", "jaar", "jaren", "jahr", "jahre", "jahren", "jahres", "an", "ans", "annee", "annees",
            "ano", "anos",
        ],
        Unit::Year,
    ),
    (
        &["weekend", "weekends", "week-end", "week-ends", "weekeinde", "wochenende", "wochenendes", "wochenenden"],
        Unit::Weekend,
    ),
    (&["semester", "semesters", "semestre", "semestres", "halbjahr", "halbjahre", "halfjaar"], Unit::Half),
    (
        &[
            "schoolyear",
            "schoolyears",
            "schuljahr",
            "schuljahre",
            "schuljahren",
            "schuljahres",
            "schooljaar",
            "schooljaren",
        ],
        Unit::SchoolYear,
    ),
];
const SAID: &[(&[&str], Sign)] = &[
    (&["today", "vandaag", "heute", "aujourd'hui", "aujourdhui", "hoy"], Sign::Away(0)),
    (&["yesterday", "gisteren", "gestern", "hier", "ayer"], Sign::Away(-1)),
    (&["eergisteren", "vorgestern", "avant-hier", "anteayer"], Sign::Away(-2)),
    (&["tomorrow", "morgen", "demain", "manana"], Sign::Away(1)),
    (&["overmorgen", "ubermorgen", "apres-demain"], Sign::Away(2)),
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
            "vergangen",
            "vergangene",
            "vergangenen",
            "vergangener",
            "vergangenes",
            "vergangenem",
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
    (
        &[
            "next",
            "following",
            "volgende",
            "volgend",
            "komende",
            "nachste",
            "nachsten",
            "nachster",
            "nachstes",
            "nachstem",
            "naechste",
            "naechsten",
            "kommende",
            "kommenden",
            "kommender",
            "kommendes",
        ],
        Sign::Next { may_follow: false },
    ),
    (
        &["prochain", "prochaine", "prochains", "prochaines", "proximo", "proxima", "proximos", "proximas"],
        Sign::Next { may_follow: true },
    ),
    (&["ago", "geleden", "vor", "hace", "ilya"], Sign::Ago),
    (&["autumn", "fall", "herfst", "herbst", "automne", "otono"], Sign::Term(0)),
    (&["spring", "voorjaar", "lente", "fruhling", "fruhjahr", "printemps", "primavera"], Sign::Term(1)),
    (&["summer", "zomer", "sommer", "ete", "verano"], Sign::Term(2)),
    (&["winter", "hiver", "invierno"], Sign::Term(WINTER)),
];
/// Words that say nothing of which day.
const FILLERS: &[&str] = &[
    "the", "of", "in", "on", "de", "het", "op", "der", "die", "das", "den", "des", "dem", "am", "im", "le", "la",
    "les", "du", "el", "los", "las", "del", "en", "al", "a",
];

/// The small numbers as words; "sept" is September, too, and a number only before what can be counted.
const COUNTS: [&[&str]; 12] = [
    &["one", "ein", "eine", "einem", "einen", "einer", "een", "un", "une", "una", "uno"],
    &["two", "zwei", "twee", "deux", "dos"],
    &["three", "drei", "drie", "trois", "tres"],
    &["four", "vier", "quatre", "cuatro"],
    &["five", "funf", "fuenf", "vijf", "cinq", "cinco"],
    &["six", "sechs", "zes", "seis"],
    &["seven", "sieben", "zeven", "siete"],
    &["eight", "acht", "huit", "ocho"],
    &["nine", "neun", "negen", "neuf", "nueve"],
    &["ten", "zehn", "tien", "dix", "diez"],
    &["eleven", "elf", "onze", "once"],
    &["twelve", "zwolf", "zwoelf", "twaalf", "douze", "doce"],
];
/// What is said in several words, each folded, and one word that says the same.
pub(super) const IN_ONE_WORD: &[(&str, &str)] = &[
    ("il y a", "ilya"),
    ("day before yesterday", "eergisteren"),
    ("day after tomorrow", "overmorgen"),
    ("avant hier", "avant-hier"),
    ("apres demain", "apres-demain"),
    ("pasado manana", "overmorgen"),
    ("que viene", "proximo"),
    ("fin de semana", "weekend"),
    ("school years", "schoolyears"),
    ("school year", "schoolyear"),
    ("academic year", "schoolyear"),
    ("annee scolaire", "schoolyear"),
    ("curso escolar", "schoolyear"),
    ("ano escolar", "schoolyear"),
];
/// What may stand after a number: 5, 5th, 1st, 5e, 1er, 20ste, 1º, folded; "1990s" is no year.
const ORDINAL: [&str; 14] = ["", "st", "nd", "rd", "th", "e", "er", "re", "ere", "eme", "te", "de", "ste", "o"];
/// The winter among the terms.
pub(super) const WINTER: u32 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Term,
    /// Of a school year.
    Half,
    Year,
    SchoolYear,
}

/// What one word of a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Number(u32),
    /// A number as a word: never the day of a month.
    Count(u32),
    Month(u32),
    Weekday(Weekday),
    Unit(Unit),
    /// So many days from today.
    Away(i64),
    Last,
    This,
    /// Whether it may stand after what it says more of, as in French and Spanish.
    Next {
        may_follow: bool,
    },
    Ago,
    /// Autumn, spring, summer, [`WINTER`].
    Term(u32),
    Quarter(u32),
    /// By its number in ISO 8601: "W43", "KW43".
    WeekOfYear(u32),
    /// The school year that begins in a year: "2024/25".
    School(u32),
}

/// What the words of a date say, each; none where one says nothing of a date.
pub(super) fn signs(text: &str) -> Option<Vec<Sign>> {
    let words: Vec<&str> = text
        .split([' ', ',', '\t'])
        .map(|word| word.strip_prefix("l'").or_else(|| word.strip_prefix("d'")).unwrap_or(word))
        .filter(|word| !word.is_empty() && !FILLERS.contains(word))
        .take(WORDS + 1)
        .collect();
    if words.is_empty() || words.len() > WORDS {
        return None;
    }
    let mut out: Vec<Sign> = words.iter().map(|word| sign(word)).collect::<Option<_>>()?;
    for at in 0..out.len() {
        if words.get(at) == Some(&"sept")
            && matches!(out.get(at + 1), Some(Sign::Unit(_)))
            && let Some(seven) = out.get_mut(at)
        {
            *seven = Sign::Count(7);
        }
    }
    Some(out)
}

/// The year in which a school year begins that is written "2024/25", "2024-25" or "2024/2025"; none where a month is meant.
pub(super) fn school_year(text: &str) -> Option<u32> {
    let (year, next) = text.split_once(['/', '-'])?;
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let first: u32 = year.parse().ok().filter(|_| digits(year, 4))?;
    let second: u32 = next.parse().ok()?;
    let is_next = match next.len() {
        2 => digits(next, 2) && second == (first + 1) % 100 && !(1..=12).contains(&second),
        _ => digits(next, 4) && second == first + 1 && text.contains('/'),
    };
    is_next.then_some(first)
}

fn sign(word: &str) -> Option<Sign> {
    if let Some(year) = school_year(word) {
        return Some(Sign::School(year));
    }
    if let Some((_, quarter)) = ["q1", "q2", "q3", "q4"].into_iter().zip(1..).find(|(name, _)| *name == word) {
        return Some(Sign::Quarter(quarter));
    }
    let week = |name: &str| word.strip_prefix(name).filter(|week| is_digits(week, 2));
    if let Some(week) = ["w", "wk", "kw"].into_iter().find_map(week) {
        return week.parse().ok().map(Sign::WeekOfYear);
    }
    let word = word.trim_end_matches('.');
    if let Some((_, sign)) = SAID.iter().find(|(names, _)| names.contains(&word)) {
        return Some(*sign);
    }
    if let Some((_, unit)) = UNITS.iter().find(|(names, _)| names.contains(&word)) {
        return Some(Sign::Unit(*unit));
    }
    if let Some((_, weekday)) = WEEKDAYS.iter().find(|(names, _)| names.contains(&word)) {
        return Some(Sign::Weekday(*weekday));
    }
    if let Some((_, count)) = COUNTS.iter().zip(1..).find(|(names, _)| names.contains(&word)) {
        return Some(Sign::Count(count));
    }
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if is_digits(digits, 4) && word.strip_prefix(digits).is_some_and(|rest| ORDINAL.contains(&rest)) {
        return digits.parse().ok().map(Sign::Number);
    }
    month(word).map(Sign::Month)
}

fn is_digits(text: &str, at_most: usize) -> bool {
    (1..=at_most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
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
