//! What search sees of an entry, whichever way it is searched: by the index, by the overlay, or read straight through.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use super::facets::{self, FACETS};
use super::forms::Forms;
use super::hanging::Hanging;
use super::tokens::{Token, tokens};
use crate::entries::store::Standing;
use crate::entries::{Entry, Precision};
use crate::id::EntryId;
use crate::text;

/// One entry as search sees it.
#[derive(Clone, Debug)]
pub(crate) struct Doc {
    pub(crate) id: EntryId,
    pub(crate) stamp: i64,
    /// Its place in the database's table.
    pub(crate) row: i64,
    pub(crate) title: Vec<Token>,
    /// Title, body, tags, people, setting, names of files and what hangs on it, with a gap between, so that no phrase
    /// spans two of them.
    pub(crate) parts: Vec<Vec<Token>>,
    pub(crate) language: Option<String>,
    /// Folded, in the order of [`FACETS`].
    pub(crate) facets: [Vec<String>; FACETS.len()],
    pub(crate) flags: Vec<&'static str>,
    /// The day from which on something of it is due.
    pub(crate) due: Option<i64>,
    /// Days from the common era on which it may have happened.
    pub(crate) first_day: i64,
    pub(crate) last_day: i64,
}

/// An entry with all that search knows of it, before it is made a [`Doc`].
pub(crate) struct Seen<'e> {
    pub(crate) standing: &'e Standing,
    pub(crate) entry: &'e Entry,
    pub(crate) hanging: &'e Hanging,
}

impl Doc {
    pub(crate) fn of(seen: &Seen<'_>) -> Self {
        Self {
            title: tokens(&seen.entry.title),
            parts: seen.texts().iter().map(|text| tokens(text)).collect(),
            ..Self::without_words(seen)
        }
    }

    /// All but its words.
    pub(super) fn without_words(seen: &Seen<'_>) -> Self {
        let Seen { standing, entry, hanging } = seen;
        let (first_day, last_day) = days(entry, &standing.day);
        Self {
            id: entry.id,
            stamp: standing.stamp,
            row: standing.row,
            title: Vec::new(),
            parts: Vec::new(),
            language: entry.language.clone(),
            facets: facets::values(seen),
            flags: facets::flags(seen),
            due: hanging.due,
            first_day,
            last_day,
        }
    }
}

impl<'e> Seen<'e> {
    /// The parts of an entry in the order of [`Doc::parts`].
    pub(super) fn texts(&self) -> Vec<Cow<'e, str>> {
        let Seen { entry, hanging, .. } = *self;
        // The body first, since small positions take less room.
        let mut parts: Vec<Cow<'e, str>> = vec![text::plain(&entry.body).into(), entry.title.as_str().into()];
        parts.extend(entry.tags.iter().chain(&entry.people).map(|name| Cow::from(name.as_str())));
        parts.push(entry.setting.as_str().into());
        parts.extend(text::addresses(&entry.body).into_iter().map(Cow::from));
        parts.extend(entry.attachments.iter().map(|file| Cow::from(file.name.as_str())));
        parts.extend(hanging.texts.iter().map(|text| Cow::from(text.as_str())));
        parts
    }
}

/// The number of a day, for comparing.
pub(crate) fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

fn days(entry: &Entry, day: &str) -> (i64, i64) {
    let first = NaiveDate::parse_from_str(day, "%Y-%m-%d").unwrap_or_default();
    let last = match entry.happened.precision {
        Precision::Month => {
            first.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first)
        }
        _ => first,
    };
    (day_number(first), day_number(last))
}

/// Stems by language; one for each word form is worked out once.
#[derive(Default)]
pub(crate) struct Stems {
    /// Few languages, so that going through them is quicker than a table.
    known: Vec<(&'static str, Forms)>,
}

/// Word forms of a language that are kept; a language has some 100,000 in use.
const FORMS: usize = 200_000;

/// Word forms of a language that are kept between queries, some 2 MB.
const ASKED_FORMS: usize = 20_000;

/// Languages with a stemmer. A language without one is searched by its words as they are.
const STEMMERS: &[(&str, frostem::Algorithm)] = &[
    ("ar", frostem::Algorithm::Arabic),
    ("ca", frostem::Algorithm::Catalan),
    ("cs", frostem::Algorithm::Czech),
    ("da", frostem::Algorithm::Danish),
    ("de", frostem::Algorithm::German),
    ("el", frostem::Algorithm::Greek),
    ("en", frostem::Algorithm::English),
    ("eo", frostem::Algorithm::Esperanto),
    ("es", frostem::Algorithm::Spanish),
    ("et", frostem::Algorithm::Estonian),
    ("fa", frostem::Algorithm::Persian),
    ("fi", frostem::Algorithm::Finnish),
    ("fr", frostem::Algorithm::French),
    ("hi", frostem::Algorithm::Hindi),
    ("hu", frostem::Algorithm::Hungarian),
    ("hy", frostem::Algorithm::Armenian),
    ("id", frostem::Algorithm::Indonesian),
    ("it", frostem::Algorithm::Italian),
    ("lt", frostem::Algorithm::Lithuanian),
    ("nb", frostem::Algorithm::Norwegian),
    ("nl", frostem::Algorithm::Dutch),
    ("pl", frostem::Algorithm::Polish),
    ("pt", frostem::Algorithm::Portuguese),
    ("ro", frostem::Algorithm::Romanian),
    ("ru", frostem::Algorithm::Russian),
    ("sr", frostem::Algorithm::Serbian),
    ("sv", frostem::Algorithm::Swedish),
    ("ta", frostem::Algorithm::Tamil),
    ("tr", frostem::Algorithm::Turkish),
];

/// Whether words of `language` are stemmed; the name as [`Stems`] wants it.
pub(crate) fn stemmed_language(language: &str) -> Option<&'static str> {
    let two = language.split('-').next().unwrap_or_default();
    if two == HEBREW {
        return Some(HEBREW);
    }
    STEMMERS.iter().find(|(name, _)| *name == two).map(|(name, _)| *name)
}

/// Hebrew has a stemmer of our own.
const HEBREW: &str = "he";

/// A Hebrew word without "and", then one of the particles that are written on to it (two where the first is "that": שהכיתה), and
/// without the ending of a plural; three letters stay.
fn hebrew(word: &str) -> &str {
    let long = |rest: &&str| rest.chars().count() >= 3;
    let word = word.strip_prefix('ו').filter(long).unwrap_or(word);
    let word = word.strip_prefix('ש').filter(|rest| rest.starts_with('ה') && long(rest)).unwrap_or(word);
    let word = word.strip_prefix(['ה', 'ב', 'כ', 'ל', 'מ', 'ש']).filter(long).unwrap_or(word);
    word.strip_suffix("ים").or_else(|| word.strip_suffix("ות")).filter(long).unwrap_or(word)
}

/// Whether stems of a language begin as their words do: not where a beginning is taken off ("gewerkt").
pub(crate) fn keeps_its_beginning(language: &str) -> bool {
    matches!(language, "da" | "de" | "en" | "es" | "fi" | "fr" | "hu" | "it" | "nb" | "pt" | "ro" | "sv")
}

impl Stems {
    /// The stem of a word in a language, folded; none for a single character of a script without spaces.
    pub(crate) fn of(&mut self, language: &'static str, token: &Token) -> Option<String> {
        self.known(language, token).map(str::to_owned)
    }

    /// As [`Stems::of`], lent.
    pub(crate) fn known<'f>(&'f mut self, language: &'static str, token: &'f Token) -> Option<&'f str> {
        if token.single { None } else { self.of_form(language, &token.exact) }
    }

    /// The stem of a word form in lower case, lent.
    pub(crate) fn of_form<'f>(&'f mut self, language: &'static str, exact: &'f str) -> Option<&'f str> {
        let place = match self.known.iter().position(|(known, _)| *known == language) {
            Some(place) => place,
            None => {
                self.known.push((language, Forms::default()));
                self.known.len() - 1
            }
        };
        let (_, forms) = self.known.get_mut(place)?;
        if forms.len() >= FORMS {
            *forms = Forms::default();
        }
        forms.stem(exact, |exact| stem(language, exact))
    }

    /// Keeps no more of a language than queries need.
    pub(super) fn trim(&mut self) {
        self.known.retain(|(_, forms)| forms.len() <= ASKED_FORMS);
    }

    /// The different stems of a word in some languages.
    pub(crate) fn in_all(&mut self, languages: &[&'static str], token: &Token) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for language in languages {
            out.extend(self.of(language, token).filter(|stem| !out.contains(stem)));
        }
        out
    }
}

fn stem(language: &str, word: &str) -> Option<String> {
    if language == HEBREW {
        return Some(fold_stem(hebrew(&text::fold(word)))).filter(|stem| !stem.is_empty());
    }
    let (_, algorithm) = STEMMERS.iter().find(|(name, _)| *name == language)?;
    let stem = fold_stem(&frostem::Stemmer::new(*algorithm).stem(word));
    (!stem.is_empty()).then_some(stem)
}

fn fold_stem(stem: &str) -> String {
    text::fold(stem)
}
