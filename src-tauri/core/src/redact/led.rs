//! The small words that lead to a day, made to fit what stands there now: "on 12 March 2026" becomes "in March 2026", and
//! the day of the week goes with the day.

use super::coarse;
use super::words::{Language, WEEKDAYS};

const LEADS: [&str; 9] = ["on", "op", "am", "vom", "zum", "seit", "ab", "nach", "vor"];
const ARTICLES: [&str; 6] = ["the", "de", "den", "dem", "der", "die"];

/// What stands in front of a day, up to the day, and the day said less exactly: how many bytes of it go, and what stands in
/// their place and the day's. Nothing where they fit, or where the words are no month, term or year.
pub(super) fn fitted(before: &str, label: &str) -> Option<(usize, String)> {
    let said = coarse::said(label)?;
    let mut rest = Before(before);
    let mut article = rest.one_of(&ARTICLES).is_some();
    let day = rest.one_of(&WEEKDAYS).is_some();
    article |= day && rest.one_of(&ARTICLES).is_some();
    let small = before.len() - rest.0.len();
    let lead = rest.one_of(&LEADS);
    let is = |language| said.language.is_none_or(|own| own == language);
    let of_german = || match (said.is_term, said.is_year) {
        (true, _) => label.replacen("erstes", "ersten", 1).replacen("zweites", "zweiten", 1),
        (_, true) => format!("Jahr {label}"),
        _ => label.to_owned(),
    };
    let new = match lead {
        Some("on") if is(Language::En) => Some(format!("in {label}")),
        Some("op") if is(Language::Nl) => Some(format!("in {}{label}", if said.is_term { "de " } else { "" })),
        Some("am") if is(Language::De) => Some(format!("im {}", of_german())),
        Some(lead @ ("vom" | "zum")) if is(Language::De) => Some(format!("{lead} {}", of_german())),
        Some(lead @ ("seit" | "ab" | "nach" | "vor")) if said.is_term && article && is(Language::De) => {
            Some(format!("{lead} dem {}", of_german()))
        }
        _ => None,
    };
    match new {
        Some(new) if before[rest.0.len()..].starts_with(char::is_uppercase) => {
            Some((before.len() - rest.0.len(), capitalised(&new)))
        }
        Some(new) => Some((before.len() - rest.0.len(), new)),
        None => (small > 0).then(|| (small, label.to_owned())),
    }
}

/// What is left of a text, read from its end.
struct Before<'t>(&'t str);

impl<'t> Before<'t> {
    /// The last word, where it is one of these; one space, or a comma and a space, behind it.
    fn one_of(&mut self, words: &[&'static str]) -> Option<&'static str> {
        let trimmed = self.0.strip_suffix(' ')?;
        let trimmed = trimmed.strip_suffix(',').unwrap_or(trimmed);
        let start = trimmed
            .rfind(|c: char| !c.is_alphabetic())
            .map_or(0, |at| at + trimmed[at..].chars().next().map_or(1, char::len_utf8));
        let last = trimmed[start..].to_lowercase();
        let found = words.iter().find(|word| **word == last)?;
        self.0 = &trimmed[..start];
        Some(found)
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(before: &str, label: &str) -> String {
        match fitted(before, label) {
            Some((taken, new)) => format!("{}{new}", &before[..before.len() - taken]),
            None => format!("{before}{label}"),
        }
    }

    #[test]
    fn the_words_in_front_of_a_day_fit_the_month_the_term_or_the_year_that_stands_there() {
        for (before, label, whole) in [
            ("We met on ", "March 2026", "We met in March 2026"),
            ("On ", "March", "In March"),
            ("on Monday, ", "April 2026", "in April 2026"),
            ("on Tue ", "April 2026", "in April 2026"),
            ("they wed ", "April 2026", "they wed April 2026"),
            ("on the ", "spring term 2026", "in spring term 2026"),
            ("the end of the ", "March 2026", "the end of March 2026"),
            ("since ", "March 2026", "since March 2026"),
            ("on ", "2026", "in 2026"),
            ("We spraken op maandag ", "maart 2026", "We spraken in maart 2026"),
            ("op ", "tweede helft van het schooljaar 2025/26", "in de tweede helft van het schooljaar 2025/26"),
            ("sinds ", "april", "sinds april"),
            ("Sie kam am ", "März 2026", "Sie kam im März 2026"),
            ("Am Montag, den ", "März 2026", "Im März 2026"),
            ("vom ", "März 2026", "vom März 2026"),
            ("am ", "zweites Halbjahr 2025/26", "im zweiten Halbjahr 2025/26"),
            ("seit dem ", "zweites Halbjahr 2025/26", "seit dem zweiten Halbjahr 2025/26"),
            ("seit dem ", "März 2026", "seit März 2026"),
            ("am ", "2026", "im Jahr 2026"),
            ("Based on ", "some other time", "Based on some other time"),
            ("common ", "March 2026", "common March 2026"),
        ] {
            assert_eq!(said(before, label), whole);
        }
    }
}
