//! What words are: common ones, names, towns. Where the lists come from stands in `lists/README.md`.

use std::sync::OnceLock;

use super::words::Language;

/// A list in the order of its bytes, a word a line.
struct List {
    text: &'static str,
    /// Where the words with the same first three letters begin; made at the first question, the same for ever.
    starts: OnceLock<Vec<u32>>,
}

static ENGLISH: List = List::of(include_str!("lists/words.en.txt"));
static DUTCH: List = List::of(include_str!("lists/words.nl.txt"));
static GERMAN: List = List::of(include_str!("lists/words.de.txt"));
static GIVEN: List = List::of(include_str!("lists/given.txt"));
static FAMILY: List = List::of(include_str!("lists/family.txt"));
static TOWNS: List = List::of(include_str!("lists/towns.txt"));
static PROPER: List = List::of(include_str!("lists/proper.txt"));

/// Letters of the alphabet, and the end of a word before them.
const SIGNS: usize = 27;

impl List {
    const fn of(text: &'static str) -> Self {
        Self { text, starts: OnceLock::new() }
    }

    /// The place of a word by its first three letters; none for what no list holds.
    fn drawer(word: &[u8]) -> Option<usize> {
        (0..3).try_fold(0, |drawer, index| match word.get(index) {
            None => Some(drawer * SIGNS),
            Some(letter @ b'a'..=b'z') => Some(drawer * SIGNS + usize::from(letter - b'a') + 1),
            Some(_) => None,
        })
    }

    fn starts(&self) -> &[u32] {
        self.starts.get_or_init(|| {
            let mut starts = Vec::with_capacity(SIGNS * SIGNS * SIGNS + 1);
            let mut at = 0;
            for word in self.text.lines() {
                let drawer = Self::drawer(word.as_bytes()).unwrap_or(0);
                starts.resize(starts.len().max(drawer + 1), at);
                at += u32::try_from(word.len()).unwrap_or(0) + 1;
            }
            starts.resize(SIGNS * SIGNS * SIGNS + 1, at);
            starts
        })
    }

    fn has(&self, word: &str) -> bool {
        let Some(drawer) = Self::drawer(word.as_bytes()) else { return false };
        let Some([from, to]) = self.starts().get(drawer..drawer + 2) else { return false };
        let (bytes, word) = (self.text.as_bytes(), word.as_bytes());
        let (mut from, mut to) = (*from as usize, *to as usize);
        // Halves the drawer until no line is left.
        while from < to {
            let middle = from + (to - from) / 2;
            let left = bytes.get(from..middle).and_then(|left| left.iter().rposition(|b| *b == b'\n'));
            let start = left.map_or(from, |at| from + at + 1);
            let length = bytes.get(start..to).and_then(|right| right.iter().position(|b| *b == b'\n'));
            let length = length.unwrap_or(to - start);
            match bytes.get(start..start + length).unwrap_or_default().cmp(word) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => from = start + length + 1,
                std::cmp::Ordering::Greater => to = start,
            }
        }
        false
    }
}

/// Names that are everyday words as well, and as such stand in lower case.
static HOMONYMS: List = List::of(include_str!("lists/homonyms.txt"));

/// Those of the homonyms that are no word a writer uses: their lower case is the name, written fast.
const MORE_NAME_THAN_WORD: &[&str] = &[
    "ali", "cem", "daan", "deniz", "elif", "ella", "jan", "kees", "kim", "max", "noa", "noor", "sem", "stijn", "tim",
    "tom", "teun", "umut", "wim", "wout", "hans", "jens", "rita", "harry", "dirk", "bob", "ken", "ute", "mia",
];

/// Whether a folded word is one that anybody writes: a name in lower case is then no name.
pub(super) fn everyday(word: &str) -> bool {
    if MORE_NAME_THAN_WORD.contains(&word) {
        return false;
    }
    HOMONYMS.has(word) || (!GIVEN.has(word) && known(word))
}

/// The same in one language. German writes its nouns with a capital: in lower case they are no words.
pub(super) fn everyday_in(word: &str, language: Language) -> bool {
    if MORE_NAME_THAN_WORD.contains(&word) {
        return false;
    }
    let word_here = match language {
        Language::En => ENGLISH.has(word),
        Language::Nl => DUTCH.has(word) || ENGLISH.has(word),
        Language::De => false,
    };
    HOMONYMS.has(word) || (!GIVEN.has(word) && word_here)
}

/// A word of one of the three languages.
pub(super) fn known(word: &str) -> bool {
    ENGLISH.has(word) || DUTCH.has(word) || GERMAN.has(word)
}

/// A word of this language, alone, with an ending or put together.
pub(super) fn is_word(word: &str, language: Language) -> bool {
    let (list, joints, endings): (&List, &[&str], &[&str]) = match language {
        Language::En => (&ENGLISH, &[""], &["s", "ly", "ing", "ed", "ness", "es"]),
        Language::Nl => (&DUTCH, &["", "s", "en", "e", "n"], &["e", "en", "s", "t", "de", "den"]),
        Language::De => (
            &GERMAN,
            &["", "s", "en", "n", "es", "er", "e"],
            &["e", "en", "er", "es", "em", "n", "s", "t", "te", "ten", "st", "in", "innen"],
        ),
    };
    let stem = |ending: &&str| word.strip_suffix(*ending).is_some_and(|stem| stem.len() >= 4 && list.has(stem));
    list.has(word)
        || ENGLISH.has(word)
        || (word.len() > 5 && !GIVEN.has(word) && endings.iter().any(stem))
        || compound(word, list, joints, 3)
}

/// A word of this language as it stands.
pub(super) fn stands_in(word: &str, language: Language) -> bool {
    match language {
        Language::En => ENGLISH.has(word),
        Language::Nl => DUTCH.has(word) || ENGLISH.has(word),
        Language::De => GERMAN.has(word) || ENGLISH.has(word),
    }
}

/// Whether a word is put together from words of the list: up to four, of three letters at least.
fn compound(word: &str, list: &List, joints: &[&str], depth: usize) -> bool {
    if depth == 0 || word.len() < 7 || !word.is_ascii() {
        return false;
    }
    (3..=word.len() - 3).rev().any(|cut| {
        let (Some(head), Some(tail)) = (word.get(..cut), word.get(cut..)) else { return false };
        let whole_tail = tail.len() >= 3 && head.len() + tail.len() >= 7 && list.has(tail);
        if !whole_tail && (depth < 2 || tail.len() < 7) {
            return false;
        }
        let has = |joint: &&str| head.strip_suffix(*joint).is_some_and(|head| head.len() >= 3 && list.has(head));
        joints.iter().any(has) && (whole_tail || compound(tail, list, joints, depth - 1))
    })
}

/// A given name.
pub(super) fn is_given(word: &str) -> bool {
    GIVEN.has(word)
}

/// A family name.
pub(super) fn is_family(word: &str) -> bool {
    FAMILY.has(word)
}

/// A town that is nothing else.
pub(super) fn is_town(word: &str) -> bool {
    TOWNS.has(word)
}

/// Written with a capital and nobody's name: days, months, languages, feasts, makers.
pub(super) fn is_proper(word: &str) -> bool {
    PROPER.has(word)
}

/// Small words that only one of the three languages has.
pub(super) fn tells(word: &str) -> Option<Language> {
    const SMALL: [(Language, &[&str]); 3] = [
        (
            Language::En,
            &[
                "the", "and", "of", "that", "it", "with", "for", "she", "he", "they", "this", "but", "not", "what",
                "have", "my", "you",
            ],
        ),
        (
            Language::Nl,
            &[
                "het", "een", "van", "ik", "niet", "dat", "zij", "ze", "maar", "voor", "met", "hij", "naar", "ook",
                "wat", "zijn", "haar",
            ],
        ),
        (
            Language::De,
            &[
                "und", "ich", "nicht", "das", "ein", "eine", "sie", "ist", "mit", "dem", "auf", "sich", "auch", "aber",
                "wir", "zu", "im",
            ],
        ),
    ];
    if word.len() > 5 {
        return None;
    }
    SMALL.iter().find(|(_, words)| words.contains(&word)).map(|(language, _)| *language)
}

/// Short words that end in a full stop within a sentence.
pub(super) fn is_abbreviation(word: &str) -> bool {
    [
        "mr", "mrs", "ms", "mx", "dr", "prof", "st", "rev", "jr", "sr", "mevr", "mw", "dhr", "drs", "ing", "ir", "fr",
        "hr", "bzw", "ca", "nr", "no", "bijv", "bv", "vgl", "evtl", "ggf", "inkl", "tel", "vs", "approx", "resp",
        "str", "usw", "etc", "eg", "ie", "jan", "feb", "mar", "apr", "aug", "sept", "sep", "okt", "oct", "nov", "dez",
        "dec", "abs",
    ]
    .contains(&word)
}

/// What stands in front of a name and makes the next word one.
pub(super) fn is_title(word: &str) -> bool {
    [
        "mr",
        "mrs",
        "ms",
        "mx",
        "miss",
        "dr",
        "prof",
        "sir",
        "madam",
        "nurse",
        "sister",
        "matron",
        "auntie",
        "aunt",
        "uncle",
        "mevrouw",
        "mevr",
        "mw",
        "meneer",
        "dhr",
        "juf",
        "juffrouw",
        "meester",
        "zuster",
        "broeder",
        "tante",
        "oom",
        "oma",
        "opa",
        "dokter",
        "herr",
        "herrn",
        "frau",
        "schwester",
        "pfleger",
        "doktor",
        "onkel",
        "familie",
        "fam",
    ]
    .contains(&word)
}

/// Small words within a name.
pub(super) fn is_particle(word: &str) -> bool {
    [
        "de", "van", "der", "den", "het", "ten", "ter", "te", "in", "op", "t", "von", "vom", "zu", "zum", "zur", "la",
        "le", "du", "di", "da", "dos", "das", "del", "della", "des", "el", "al", "bin", "ibn", "ben", "abu", "bint",
        "y", "e", "o", "d", "af", "av", "mc", "mac", "st",
    ]
    .contains(&word)
}

/// Articles and the like, which German sets before nouns and rarely before names.
pub(super) fn is_determiner(word: &str) -> bool {
    [
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "kein", "keine",
        "keinen", "im", "am", "zum", "zur", "vom", "beim", "ins", "ans", "mein", "meine", "meiner", "meinem", "meinen",
        "unser", "unsere", "unserer", "unserem", "ihr", "ihre", "ihrem", "ihrer", "ihren", "sein", "seine", "seiner",
        "seinem", "seinen", "diese", "dieser", "dieses", "diesem", "jede", "jeder", "jedes", "alle", "viel", "viele",
        "mehr", "the", "a", "an", "het", "een",
    ]
    .contains(&word)
}

/// Words that follow a verb at the start of a question and hardly a name: "Will they", "May I", "Mark the".
pub(super) fn follows_a_verb(word: &str) -> bool {
    [
        "i", "you", "he", "she", "it", "we", "they", "the", "a", "an", "this", "that", "these", "those", "there", "my",
        "our", "your", "their", "his", "her", "all", "any", "anyone", "not", "be", "ik", "je", "jij", "hij", "ze",
        "zij", "wij", "jullie", "het", "de", "een", "dit", "dat", "ich", "du", "er", "sie", "wir", "es",
    ]
    .contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_and_found_to_its_ends() {
        for list in [&ENGLISH, &DUTCH, &GERMAN, &GIVEN, &FAMILY, &TOWNS, &PROPER, &HOMONYMS] {
            let words: Vec<&str> = list.text.lines().collect();
            assert!(words.windows(2).all(|two| two[0] < two[1]));
            assert!(words.iter().step_by(97).chain(words.first()).chain(words.last()).all(|word| list.has(word)));
            assert!(!list.has("") && !list.has("zzzzzzz") && !list.has("qqq"));
        }
    }

    #[test]
    fn compounds_are_words_and_names_are_not() {
        for word in ["klassenarbeit", "elterngesprach", "unterrichtsstorung", "schulsozialarbeit", "morgenkreis"] {
            assert!(is_word(word, Language::De), "{word}");
        }
        for word in ["oudergesprek", "rekenles", "overdracht", "wijkverpleegkundige"] {
            assert!(is_word(word, Language::Nl), "{word}");
        }
        for word in ["jamal", "amira", "yusuf"] {
            assert!(!is_word(word, Language::En) && !is_word(word, Language::De), "{word}");
        }
        assert!(everyday("will") && everyday("rose") && !everyday("amira") && !everyday("anna"));
    }
}
