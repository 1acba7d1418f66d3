//! Words as search sees them: Unicode's word boundaries (UAX #29), with the scripts that write without spaces cut into
//! single characters, so that any run of them is found as a phrase.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::{fold, is_syllabic};

/// Longer words are cut; tantivy takes terms up to 65,530 bytes, and no word needs that.
const WORD_LIMIT: usize = 240;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// Where it stands in the text, bytes.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// Lower case, accents kept, NFC.
    pub(crate) exact: String,
    /// Without case and accents.
    pub(crate) folded: String,
    /// Whether it is a single character of a script without spaces: a prefix of it makes no sense.
    pub(crate) single: bool,
}

impl Token {
    /// A word without accents that stands in no text.
    pub(crate) fn plain(word: &str) -> Self {
        Self { start: 0, end: 0, exact: word.to_owned(), folded: word.to_owned(), single: false }
    }
}

/// The words of a text in order; a word's position is its place in the answer.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 6);
    each_word(text, |start, end, single| out.push(token(text, start, end, single)));
    out
}

/// One word of a text that is known by where it stands.
pub(crate) fn token_at(text: &str, start: usize, end: usize, single: bool) -> Token {
    token(text, start, end, single)
}

/// Where the words of a text stand, and whether each is a single character of a script without spaces. No word holds a
/// space.
pub(crate) fn each_word(text: &str, mut found: impl FnMut(usize, usize, bool)) {
    each_whole_word(text, |start, end, single| {
        let (from, to) = without_clitics(&text[start..end]);
        found(start + from, start + to, single);
    });
}

/// Where the words of a text stand, kept: eight bytes each.
pub(crate) struct Words(Vec<(u32, u32)>);

/// In the end of a word: it is a single character of a script without spaces.
const SINGLE: u32 = 1 << 31;

impl Words {
    /// Of a text of two gigabytes at most; what stands beyond is left out.
    pub(crate) fn of(text: &str) -> Self {
        let mut words = Vec::with_capacity(text.len() / 5);
        each_word(text, |start, end, single| {
            if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end))
                && end < SINGLE
            {
                words.push((start, if single { end | SINGLE } else { end }));
            }
        });
        words.shrink_to_fit();
        Self(words)
    }

    /// Goes through them as [`each_word`] does.
    pub(crate) fn each(&self, mut found: impl FnMut(usize, usize, bool)) {
        for (start, end) in &self.0 {
            found(*start as usize, (end & !SINGLE) as usize, end & SINGLE != 0);
        }
    }

    /// Bytes they take.
    pub(crate) fn bytes(&self) -> usize {
        self.0.len() * size_of::<(u32, u32)>()
    }
}

/// What French and Italian lean on the next word.
const LEANING: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "dell", "nell", "all", "dall",
    "sull", "un", "quell",
];

/// What Turkish writes on to a name behind an apostrophe (Türk Dil Kurumu, yazım kuralları: kesme işareti): its cases, its plural,
/// "with", "in which". No other language we know of goes on so but by chance, and French, which always has "qu" before it there:
/// "lorsqu'un" is two words and "quelqu'un" one.
const WRITTEN_ON: &[&str] = &[
    "a", "e", "ı", "i", "u", "ü", "ya", "ye", "yı", "yi", "yu", "yü", "da", "de", "ta", "te", "dan", "den", "tan",
    "ten", "ın", "in", "un", "ün", "nın", "nin", "nun", "nün", "la", "le", "yla", "yle", "lar", "ler", "daki", "deki",
    "taki", "teki", "lı", "li", "lu", "lü", "dır", "dir", "tır", "tir",
];

/// A word without what is only written on to it: "l'école", "Anna's", "dell’arte", "İstanbul'da". What else has an apostrophe
/// stays whole ("don't", "O'Brien").
fn without_clitics(word: &str) -> (usize, usize) {
    let Some((at, mark)) = word.char_indices().find(|(_, c)| is_apostrophe(*c)) else { return (0, word.len()) };
    let after = at + mark.len_utf8();
    if matches!(&word[after..], "s" | "S") && at > 0 {
        return (0, at);
    }
    let is_french = word[..at].to_ascii_lowercase().ends_with("qu");
    if !is_french && word[..at].chars().nth(2).is_some() && WRITTEN_ON.contains(&word[after..].to_lowercase().as_str())
    {
        return (0, at);
    }
    let leans = LEANING.iter().any(|known| word[..at].eq_ignore_ascii_case(known));
    if leans && word[after..].chars().nth(1).is_some() { (after, word.len()) } else { (0, word.len()) }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | 'ʻ' | '´' | '′' | '＇')
}

/// One that Unicode takes for a mark of its own, though people type it between letters ("isn´t").
fn is_accent_for_apostrophe(c: char) -> bool {
    matches!(c, '´' | '′')
}

/// As Unicode cuts them.
fn each_whole_word(text: &str, mut found: impl FnMut(usize, usize, bool)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        // Unicode's rules see no further than the next space.
        let mut end = at;
        let mut ascii = true;
        while end < bytes.len() && !bytes[end].is_ascii_whitespace() {
            ascii &= bytes[end].is_ascii();
            end += 1;
        }
        if ascii {
            ascii_words(bytes, at, end, &mut found);
        } else {
            unicode_words(text, at, end, &mut found);
        }
        at = end;
    }
}

fn unicode_words(text: &str, from: usize, to: usize, found: &mut impl FnMut(usize, usize, bool)) {
    let mut rest = from;
    while let Some((start, end)) = joined_word(text, rest, to) {
        rest = end;
        let word = &text[start..end];
        if word.chars().any(written_without_spaces) {
            // By what is seen as one character, so that composed and decomposed spellings are cut alike.
            for (at, cluster) in
                word.grapheme_indices(true).filter(|(_, cluster)| cluster.chars().any(char::is_alphanumeric))
            {
                found(start + at, start + at + cluster.len(), true);
            }
        } else if word.chars().any(is_pictograph) {
            // One picture made of several is found by each of them.
            each_part(word, '\u{200d}', |at, part| {
                if part.chars().any(is_pictograph) {
                    found(start + at, start + at + part.len(), false);
                }
            });
        } else if word.chars().any(char::is_alphanumeric) {
            // Persian holds the parts of a word apart so, and just as often by a space.
            each_part(word, '\u{200c}', |at, part| {
                if part.chars().any(char::is_alphanumeric) {
                    found(start + at, cut(text, start + at, start + at + part.len()), false);
                }
            });
        }
    }
}

/// The next segment as Unicode cuts them, together with what is joined to it by an accent in the place of an apostrophe.
fn joined_word(text: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let mut segments = text[from..to].split_word_bounds();
    let mut end = from + segments.next()?.len();
    while let (Some(mark), Some(next)) = (segments.next(), segments.next()) {
        let joins = mark.chars().all(is_accent_for_apostrophe)
            && text[from..end].ends_with(char::is_alphabetic)
            && next.starts_with(char::is_alphabetic);
        if !joins {
            break;
        }
        end += mark.len() + next.len();
    }
    Some((from, end))
}

/// The parts of a word between signs that are not seen; where it has none, the whole of it.
fn each_part(word: &str, between: char, mut found: impl FnMut(usize, &str)) {
    let mut at = 0;
    for part in word.split(between) {
        found(at, part);
        at += part.len() + between.len_utf8();
    }
}

/// What UAX #29 says of ASCII alone: letters, digits and the low line hold together; a mark inside holds too, some between
/// letters ("don't", "a.m"), some between digits ("1,5"). Ten times as quick as the tables.
fn ascii_words(bytes: &[u8], from: usize, to: usize, found: &mut impl FnMut(usize, usize, bool)) {
    let joins = |at: usize| {
        let Some([before, mark, after]) = bytes.get(at - 1..(at + 2).min(to)) else { return false };
        match mark {
            b'\'' | b'.' => {
                (before.is_ascii_alphabetic() && after.is_ascii_alphabetic())
                    || (before.is_ascii_digit() && after.is_ascii_digit())
            }
            b':' => before.is_ascii_alphabetic() && after.is_ascii_alphabetic(),
            b',' | b';' => before.is_ascii_digit() && after.is_ascii_digit(),
            _ => false,
        }
    };
    let holds = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let mut at = from;
    while at < to {
        if !holds(bytes[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < to && (holds(bytes[at]) || joins(at)) {
            at += 1;
        }
        if bytes[start..at].iter().any(u8::is_ascii_alphanumeric) {
            found(start, at.min(start + WORD_LIMIT), false);
        }
    }
}

fn token(text: &str, start: usize, end: usize, single: bool) -> Token {
    let word = &text[start..end];
    let (exact, folded) = if word.is_ascii() {
        let exact = word.to_ascii_lowercase();
        (exact.clone(), exact)
    } else {
        let composed: String = word.nfc().map(|c| if is_apostrophe(c) { '\'' } else { c }).collect();
        let folded = fold(&composed).chars().filter(|c| !is_tone(*c)).map(as_others_type).collect();
        (composed.to_lowercase().nfc().collect(), folded)
    };
    // Some characters stand for a whole sentence (U+FDFA): it stays one word.
    let folded = if folded.contains(' ') { folded.split(' ').collect() } else { folded };
    let folded = if folded.is_empty() { exact.clone() } else { folded };
    Token { start, end, exact, folded, single }
}

fn cut(text: &str, start: usize, end: usize) -> usize {
    if end - start <= WORD_LIMIT {
        return end;
    }
    (start..=start + WORD_LIMIT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(end)
}

/// Han, kana, Hangul; Thai, Lao, Burmese and Khmer.
pub(super) fn written_without_spaces(c: char) -> bool {
    is_syllabic(c)
        || matches!(c, '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{1100}'..='\u{11ff}' | '\u{20000}'..='\u{3ffff}')
}

/// Emoji and other pictures, which people do search for (UTS #51: those shown as pictures by themselves).
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{203c}' | '\u{2049}' | '\u{231a}' | '\u{231b}' | '\u{2328}' | '\u{23cf}' | '\u{23e9}'..='\u{23f3}'
        | '\u{23f8}'..='\u{23fa}' | '\u{25fb}'..='\u{25fe}' | '\u{2600}'..='\u{27bf}' | '\u{2b05}'..='\u{2b07}'
        | '\u{2b1b}' | '\u{2b1c}' | '\u{2b50}' | '\u{2b55}' | '\u{1f000}'..='\u{1faff}')
}

/// The colour of a skin: whoever looks for a hand looks for any.
fn is_tone(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

/// One letter or digit for those that keyboards of neighbouring languages type differently: Persian and Urdu kaf and ye are
/// Arabic's, digits of Arabic, Persian and Devanagari are ours.
fn as_others_type(c: char) -> char {
    let digit = |zero: u32| u8::try_from(u32::from(c) - zero).map_or(c, |digit| char::from(b'0' + digit));
    match c {
        'ک' => 'ك',
        'ی' | 'ے' => 'ي',
        'ہ' | 'ھ' => 'ه',
        '\u{660}'..='\u{669}' => digit(0x660),
        '\u{6f0}'..='\u{6f9}' => digit(0x6f0),
        '\u{966}'..='\u{96f}' => digit(0x966),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.folded).collect()
    }

    #[test]
    fn words_keep_their_place_and_lose_case_and_accents() {
        let found = tokens("  L'École, déjà-vu!");
        let words: Vec<_> = found.iter().map(|token| (token.exact.as_str(), token.folded.as_str())).collect();
        assert_eq!(words, [("école", "ecole"), ("déjà", "deja"), ("vu", "vu")]);
        assert_eq!((found[0].start, found[1].start, found[1].end), (4, 12, 18));
    }

    #[test]
    fn what_is_only_written_on_to_a_word_is_no_part_of_it() {
        assert_eq!(
            folded("Anna's l’amie d'accord dell'arte qu'il foto's"),
            ["anna", "amie", "accord", "arte", "il", "foto"]
        );
        assert_eq!(
            folded("don't don’t O'Brien rock'n'roll l'a 's"),
            ["don't", "don't", "o'brien", "rock'n'roll", "l'a", "s"]
        );
    }

    #[test]
    fn french_words_that_end_like_turkish_ones_are_read_as_french() {
        assert_eq!(folded("lorsqu'un puisqu’en QUELQU'UN jusqu'à"), ["un", "en", "quelqu'un", "jusqu'a"]);
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_characters() {
        assert_eq!(folded("日本語"), ["日", "本", "語"]);
        assert_eq!(folded("学校에서 カタ"), ["学", "校", "에", "서", "カ", "タ"]);
    }

    #[test]
    fn composed_and_decomposed_spellings_are_the_same_words() {
        for text in ["학교", "がっこう", "école"] {
            let decomposed: String = text.nfd().collect();
            let words =
                |text: &str| tokens(text).into_iter().map(|token| (token.exact, token.folded)).collect::<Vec<_>>();
            assert_eq!(words(&decomposed), words(text), "{text}");
        }
    }

    #[test]
    fn emoji_are_words_and_punctuation_is_not() {
        assert_eq!(folded("well… 🙂 — ok"), ["well", "🙂", "ok"]);
        assert_eq!(folded("⭐ ⏰ ⌚ ⬆️ ‼️"), ["⭐", "⏰", "⌚", "⬆", "‼"].map(fold));
    }

    #[test]
    fn a_picture_is_the_same_in_every_colour_and_in_a_larger_one() {
        assert_eq!(folded("👍🏽 👍"), ["👍", "👍"]);
        assert_eq!(folded("👩‍🏫"), ["👩", "🏫"]);
        assert_eq!(folded("👩🏽‍🏫"), ["👩", "🏫"]);
    }

    #[test]
    fn whatever_is_typed_for_an_apostrophe_is_one() {
        assert_eq!(folded("isn´t isn‘t isn′t Hawaiʻi Hawai'i"), ["isn't", "isn't", "isn't", "hawai", "hawai"]);
        assert_eq!(folded("´quoted´ word"), ["quoted", "word"]);
    }

    #[test]
    fn a_turkish_name_is_found_without_what_is_written_on_to_it() {
        assert_eq!(folded("İstanbul'da Ankara’nın Ayşe'yle okulu"), ["istanbul", "ankara", "ayse", "okulu"]);
    }

    #[test]
    fn arabic_and_persian_letters_and_digits_are_one() {
        assert_eq!(folded("کتاب"), folded("كتاب"));
        assert_eq!(folded("١٢٣ ۱۲۳ १२३"), ["123", "123", "123"]);
        assert_eq!(folded("دانش\u{200c}آموز"), folded("دانش آموز"));
    }

    proptest! {
        #[test]
        fn plain_letters_are_cut_as_unicode_says(text in "[a-zA-Z0-9_'.:,;\"()!? \n-]{0,60}") {
            type Each<'a> = &'a dyn Fn(&mut dyn FnMut(usize, usize, bool));
            let words = |each: Each<'_>| {
                let mut out = Vec::new();
                each(&mut |start, end, _| out.push((start, end)));
                out
            };
            let mine = words(&|found| each_whole_word(&text, found));
            let theirs = words(&|found| unicode_words(&text, 0, text.len(), &mut |start, end, single| found(start, end, single)));
            prop_assert_eq!(mine, theirs, "{}", text);
        }

        #[test]
        fn no_word_holds_a_space_and_all_are_of_the_text(text in "\\PC{0,80}") {
            for token in tokens(&text) {
                prop_assert!(!token.folded.contains(' ') && !token.exact.contains(' '));
                prop_assert!(text.get(token.start..token.end).is_some());
            }
        }
    }

    #[test]
    fn an_endless_word_is_cut_at_a_character() {
        let found = tokens(&"é".repeat(1_000));
        assert!(found[0].end <= WORD_LIMIT);
    }
}
