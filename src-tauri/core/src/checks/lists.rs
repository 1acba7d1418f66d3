//! Word lists by language, and how a text is held against them: word by word, without case and accents, never inside
//! another word. A language without a list has none, and what reads wording is silent there.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

use crate::text;

/// Words of a text that are held against a list: what a person writes at one stage is shorter by far.
const READ_WORDS: usize = 5_000;

/// The lists of one language.
pub(super) struct Lists {
    pub(super) more_of_the_same: List,
    pub(super) feelings: List,
    pub(super) first_person: List,
    pub(super) without_i: List,
    pub(super) conditions: List,
    pub(super) in_general: List,
    pub(super) fillers: List,
}

/// Words and phrases, as words to look for.
pub(super) struct List {
    phrases: HashSet<Vec<String>>,
    longest: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    more_of_the_same: Vec<String>,
    feelings: Vec<String>,
    first_person: Vec<String>,
    without_i: Vec<String>,
    conditions: Vec<String>,
    in_general: Vec<String>,
    fillers: Vec<String>,
}

fn read(data: &str) -> Option<Lists> {
    let written: Written = toml::from_str(data).ok()?;
    Some(Lists {
        more_of_the_same: List::new(&written.more_of_the_same),
        feelings: List::new(&written.feelings),
        first_person: List::new(&written.first_person),
        without_i: List::new(&written.without_i),
        conditions: List::new(&written.conditions),
        in_general: List::new(&written.in_general),
        fillers: List::new(&written.fillers),
    })
}

static EN: LazyLock<Option<Lists>> = LazyLock::new(|| read(include_str!("words/en.toml")));
static NL: LazyLock<Option<Lists>> = LazyLock::new(|| read(include_str!("words/nl.toml")));
static DE: LazyLock<Option<Lists>> = LazyLock::new(|| read(include_str!("words/de.toml")));

/// The lists of a language (ISO 639-1); none where there are none.
pub(super) fn of(language: Option<&str>) -> Option<&'static Lists> {
    match language?.split('-').next()? {
        "en" => EN.as_ref(),
        "nl" => NL.as_ref(),
        "de" => DE.as_ref(),
        _ => None,
    }
}

/// The words of a text in the form they are compared in, with how they are written.
pub(super) fn words(text: &str) -> Vec<(String, &str)> {
    text.unicode_words().take(READ_WORDS).map(|word| (text::fold(word).replace('’', "'"), word)).collect()
}

impl List {
    fn new(phrases: &[String]) -> Self {
        let phrases: HashSet<Vec<String>> = phrases
            .iter()
            .map(|phrase| words(phrase).into_iter().map(|(word, _)| word).collect::<Vec<_>>())
            .filter(|words| !words.is_empty())
            .collect();
        let longest = phrases.iter().map(Vec::len).max().unwrap_or_default();
        Self { phrases, longest }
    }

    /// What of the list stands in a text, as it is written there, each once, in order; of overlapping ones the longest.
    pub(super) fn found(&self, text: &str) -> Vec<String> {
        let words = words(text);
        let mut seen = HashSet::new();
        let mut out = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let length = (1..=self.longest.min(words.len() - at)).rev().find(|length| {
                let phrase: Vec<String> = words[at..at + length].iter().map(|(word, _)| word.clone()).collect();
                self.phrases.contains(&phrase)
            });
            if let Some(length) = length {
                let written: Vec<&str> = words[at..at + length].iter().map(|(_, written)| *written).collect();
                if seen.insert(words[at..at + length].iter().map(|(word, _)| word.clone()).collect::<Vec<_>>()) {
                    out.push(written.join(" "));
                }
            }
            at += length.unwrap_or(1);
        }
        out
    }

    /// Whether a text has anything of the list.
    pub(super) fn is_in(&self, text: &str) -> bool {
        !self.found(text).is_empty()
    }

    /// Whether a text begins with a word of the list.
    pub(super) fn begins(&self, text: &str) -> bool {
        words(text).first().is_some_and(|(word, _)| self.phrases.contains(std::slice::from_ref(word)))
    }

    /// The words of a text without those of the list.
    pub(super) fn aside(&self, text: &str) -> Vec<String> {
        let all = words(text).into_iter().map(|(word, _)| word);
        all.filter(|word| !self.phrases.contains(std::slice::from_ref(word))).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_list_is_read_and_has_words() {
        for language in ["en", "nl", "de"] {
            let lists = of(Some(language)).unwrap();
            for list in [
                &lists.more_of_the_same,
                &lists.feelings,
                &lists.first_person,
                &lists.without_i,
                &lists.conditions,
                &lists.in_general,
                &lists.fillers,
            ] {
                assert!(list.phrases.len() >= 5, "{language}");
            }
        }
        assert!(of(Some("fr")).is_none() && of(None).is_none());
        assert!(of(Some("en-GB")).is_some());
    }

    #[test]
    fn words_are_found_whatever_their_case_and_never_inside_others() {
        let en = of(Some("en")).unwrap();
        assert_eq!(en.more_of_the_same.found("REMIND them; try\nharder, Try harder."), ["REMIND", "try harder"]);
        assert!(en.more_of_the_same.found("a remindful warninglike against").is_empty());
        assert_eq!(en.first_person.found("I’m here, my friend"), ["I’m", "my"]);
        assert!(en.first_person.found("mine-field army").first().is_some_and(|word| word == "mine"));
        let de = of(Some("de")).unwrap();
        assert_eq!(de.feelings.found("Ich war WUETEND, nein: wütend."), ["wütend"]);
    }

    #[test]
    fn of_phrases_that_overlap_the_longest_is_named() {
        let en = of(Some("en")).unwrap();
        assert_eq!(en.more_of_the_same.found("Next time I will be stricter"), ["Next time I will", "be stricter"]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,300}") {
            for language in ["en", "nl", "de"] {
                let lists = of(Some(language)).unwrap();
                for word in lists.feelings.found(&text) {
                    prop_assert!(!word.is_empty());
                }
                let _ = lists.fillers.aside(&text);
            }
        }
    }
}
