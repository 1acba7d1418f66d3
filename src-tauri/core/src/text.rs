//! Markdown as the journal understands it: CommonMark with GitHub's tables, task lists, strikethrough and bare links, and
//! footnotes. The stored text is never changed here; this module only reads it.

mod letters;
mod simple;
mod told;

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, options, parse_document};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Texts above this many bytes open in the source editor, and are read line by line instead of parsed.
pub const RICH_LIMIT: usize = 1_000_000;

/// How deep a tree is walked; deeper text is still stored and exported as written.
const DEPTH: usize = 200;

/// The one set of parsing options of the program.
pub fn options() -> Options<'static> {
    Options {
        extension: options::Extension {
            strikethrough: true,
            table: true,
            autolink: true,
            tasklist: true,
            footnotes: true,
            front_matter_delimiter: Some("---".into()),
            ..Default::default()
        },
        ..Default::default()
    }
}

/// What a reader reads: the text without its markup, a line for each block. Search, excerpts, word counts and language
/// detection all see this and nothing else.
pub fn plain(markdown: &str) -> String {
    if markdown.len() > RICH_LIMIT {
        return markdown.to_owned();
    }
    simple::plain(markdown, true).unwrap_or_else(|| by_parsing(markdown))
}

fn by_parsing(markdown: &str) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    let mut out = String::with_capacity(markdown.len());
    read(root, DEPTH, &mut out);
    // Front matter is found like all else, but what a person wrote comes first in excerpts and passages.
    if let Some(NodeValue::FrontMatter(matter)) = root.first_child().map(|first| first.data().value.clone()) {
        out.push('\n');
        out.push_str(matter.trim_matches(['-', '\n', '\r', ' ']));
    }
    out.truncate(out.trim_end().len());
    out
}

/// Where the links and pictures of a text lead, and the titles that are shown when one points at them: what a reader does not see and
/// its writer may look for. Of a text too large to be parsed it stands in [`plain`] already.
pub fn addresses(markdown: &str) -> Vec<String> {
    if markdown.len() > RICH_LIMIT || !["](", "]:", "<http"].iter().any(|sign| markdown.contains(sign)) {
        return Vec::new();
    }
    let arena = Arena::new();
    let mut out: Vec<String> = Vec::new();
    for node in parse_document(&arena, markdown, &options()).descendants() {
        if let NodeValue::Link(link) | NodeValue::Image(link) = &node.data().value {
            // Files of ours go by an id that nobody knows.
            let url = Some(&link.url).filter(|url| !url.starts_with("attachment:"));
            out.extend(url.into_iter().chain([&link.title]).filter(|text| !text.is_empty()).cloned());
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Bytes from the start of a text that its first words are looked for in.
const START: usize = 16_384;

/// The first words of a text, for lists. Headings are left out where there is more than headings: with a template they
/// are the same in every entry.
pub fn opening(markdown: &str, limit: usize) -> String {
    let end = (0..=START.min(markdown.len())).rev().find(|at| markdown.is_char_boundary(*at)).unwrap_or(0);
    let start = &markdown[..end];
    let running = simple::plain(start, false).unwrap_or_else(|| opening_by_parsing(start));
    if running.trim().is_empty() { excerpt(&plain(start), limit) } else { excerpt(&running, limit) }
}

fn opening_by_parsing(start: &str) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, start, &options());
    let mut running = String::new();
    for block in root.children().filter(|block| !matches!(block.data().value, NodeValue::Heading(_))) {
        read(block, DEPTH, &mut running);
    }
    running
}

/// The words of a part of a text, as [`plain`] has them.
pub(crate) fn read_words<'a>(node: Node<'a>, out: &mut String) {
    read(node, DEPTH, out);
}

fn read<'a>(node: Node<'a>, depth: usize, out: &mut String) {
    if depth == 0 {
        return;
    }
    let mut ends = "";
    match &node.data().value {
        NodeValue::Text(text) => out.push_str(text),
        NodeValue::Code(code) => out.push_str(&code.literal),
        NodeValue::SoftBreak | NodeValue::LineBreak => out.push('\n'),
        NodeValue::CodeBlock(block) => {
            out.push_str(&block.literal);
            ends = "\n";
        }
        NodeValue::HtmlBlock(block) => {
            without_tags(&block.literal, out);
            ends = "\n";
        }
        NodeValue::HtmlInline(html) => without_tags(html, out),
        NodeValue::TableCell => ends = " ",
        NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableRow(_) => ends = "\n",
        _ => {}
    }
    for child in node.children() {
        read(child, depth - 1, out);
    }
    if !ends.is_empty() && !out.ends_with(ends) && !out.is_empty() {
        out.push_str(ends);
    }
}

pub(crate) fn without_tags(html: &str, out: &mut String) {
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                if !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
}

/// The form in which spellings that differ in case and accents are one. Marks that are letters of their own (the vowel
/// signs of Devanagari, the voicing marks of kana) stay.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_syllabic(c) {
            out.push(c);
            continue;
        }
        for part in std::iter::once(c).nfkd().filter(|part| !is_accent(*part)) {
            match part {
                'ß' | 'ẞ' => out.push_str("ss"),
                'æ' | 'Æ' => out.push_str("ae"),
                'œ' | 'Œ' => out.push_str("oe"),
                'ø' | 'Ø' => out.push('o'),
                'ł' | 'Ł' => out.push('l'),
                'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
                'þ' | 'Þ' => out.push_str("th"),
                'ı' => out.push('i'),
                // Arabic: forms of alef, final ya and ta marbuta are written either way.
                'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
                'ى' => out.push('ي'),
                'ة' => out.push('ه'),
                'ـ' => {}
                other => out.extend(other.to_lowercase().filter(|lower| !is_accent(*lower))),
            }
        }
    }
    out
}

/// Kana and Hangul, whose decomposition would change what is said.
pub(crate) fn is_syllabic(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ac00}'..='\u{d7a3}')
}

fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

/// The first words of a plain text on one line, at most `limit` characters, cut at a word.
pub fn excerpt(plain: &str, limit: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in plain.split_whitespace() {
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > limit {
            out.push('…');
            return out;
        }
        if length > 0 {
            out.push(' ');
            length += 1;
        }
        if letters > limit {
            out.extend(word.chars().take(limit));
            out.push('…');
            return out;
        }
        out.push_str(word);
        length += letters;
    }
    out
}

/// Words: what stands between spaces where it is plain letters, and by Unicode's rules (UAX #29) where it is more, so that
/// an ideograph counts as one.
pub fn words(plain: &str) -> u32 {
    // Of a text too large for the rich editor a count by spaces is good enough, and must not hold up the save.
    let by_spaces = plain.len() > RICH_LIMIT;
    let words = |part: &str| match part.is_ascii() || by_spaces {
        true => usize::from(part.bytes().any(|byte| byte.is_ascii_alphanumeric())),
        false => part.unicode_words().count(),
    };
    u32::try_from(plain.split_ascii_whitespace().map(words).sum::<usize>()).unwrap_or(u32::MAX)
}

/// The language of a plain text as ISO 639-1, where it is long and plain enough to tell.
pub fn language(plain: &str) -> Option<&'static str> {
    let start: String = plain.chars().take(4_000).collect();
    if let Some(language) = told::told(&start) {
        return Some(language);
    }
    let letters = start.chars().count();
    if letters <= LONG
        && let Some(language) = letters::telling(&start)
    {
        return Some(language);
    }
    let found = whatlang::detect(&start)?;
    let language = two_letters(found.lang())?;
    // Nobody else writes so but a few, so that three words tell.
    if found.script() == whatlang::Script::Hebrew {
        return Some(language);
    }
    // What only statistics say of a few words in Latin letters is a guess, of which the usual languages are the better one.
    if found.script() == whatlang::Script::Latin && !told::LANGUAGES.contains(&language) && letters <= CERTAIN {
        let akin = AKIN.iter().find(|(rare, _)| *rare == language).map(|(_, usual)| *usual);
        let likely = told::leaning(&start).or(akin);
        return likely.or_else(|| (found.is_reliable() && letters > SHORT || letters > LONG).then_some(language));
    }
    (found.is_reliable() || letters > LONG).then_some(language)
}

/// Letters of a text that is told though statistics are in doubt; of one that is told where they are not; of one that may be
/// in a language that few journals are kept in.
const LONG: usize = 200;
const SHORT: usize = 80;
const CERTAIN: usize = 600;
/// A language that a short text of another is taken for, with that other.
const AKIN: &[(&str, &str)] = &[("af", "nl")];

fn two_letters(lang: whatlang::Lang) -> Option<&'static str> {
    LANGUAGES.iter().find(|(three, _)| *three == lang.code()).map(|(_, two)| *two)
}

/// ISO 639-3 to 639-1 for what can be detected.
const LANGUAGES: &[(&str, &str)] = &[
    ("afr", "af"),
    ("ara", "ar"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jpn", "ja"),
    ("kat", "ka"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mkd", "mk"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tha", "th"),
    ("tgl", "tl"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("vie", "vi"),
];

/// Whether two texts mean the same: the same tree of blocks and inlines once parsed, however it was spelt. What the rich
/// editor would write is compared with what is stored before it may open a text.
pub fn same_meaning(left: &str, right: &str) -> bool {
    left == right || tree(left) == tree(right)
}

fn tree(markdown: &str) -> String {
    let arena = Arena::new();
    let mut options = options();
    // The editor may write a list marker or a bare link another way; ids of footnotes come out alike either way.
    options.render.r#unsafe = true;
    let root = parse_document(&arena, markdown, &options);
    let mut out = String::new();
    match comrak::format_html(root, &options, &mut out) {
        Ok(()) => out,
        // Formatting into a String does not fail; unequal trees are the safe answer if it ever does.
        Err(_) => format!("unreadable {markdown}"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_has_the_words_and_not_the_markup() {
        let markdown = "# Cold *calling*\n\nI asked **Anna** [why](https://example.org/x).\n\n| a | b |\n|---|---|\n| one | two |\n\n- [ ] wait `5 s`\n\n<div class=\"x\">raw <b>words</b></div>\n";
        let text = plain(markdown);
        assert_eq!(text, "Cold calling\nI asked Anna why.\na b \none two \nwait 5 s\nraw words");
    }

    #[test]
    fn front_matter_is_read_after_what_was_written() {
        assert_eq!(plain("---\ntopic: calling\n---\n\nI waited.\n"), "I waited.\n\ntopic: calling");
    }

    #[test]
    fn folding_takes_case_and_accents_and_nothing_else() {
        assert_eq!(fold("École ZÜRICH Straße Ørsted İstanbul ﬁn"), "ecole zurich strasse orsted istanbul fin");
        assert_eq!(fold("が か 학교 की"), "が か 학교 की");
        assert_eq!(fold("مَدْرَسَة"), "مدرسه");
    }

    #[test]
    fn an_excerpt_ends_at_a_word_and_never_splits_a_letter() {
        assert_eq!(opening("## What?\n\nIt *rained*.\n\n## So what?\n\nWe ran.", 40), "It rained. We ran.");
        assert_eq!(opening("# Only a heading\n", 40), "Only a heading");
        assert_eq!(opening(&"é".repeat(20_000), 3), "ééé…");
        assert_eq!(excerpt("one two three", 8), "one two…");
        assert_eq!(excerpt("ééééé", 3), "ééé…");
        assert_eq!(excerpt(" a \n b ", 10), "a b");
    }

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(words("It's two -- words!"), 3);
        assert_eq!(words("日本語"), 3);
        assert_eq!(words("Two words und schöne Wörter, a well-known café: 日本"), 10);
        assert_eq!(words(""), 0);
    }

    #[test]
    fn texts_spelt_otherwise_mean_the_same_and_others_do_not() {
        assert!(same_meaning("* a\n* b\n", "- a\n- b\n"));
        assert!(same_meaning("Title\n=====\n", "# Title\n"));
        assert!(!same_meaning("* a\n* b\n", "- a\n\n- b\n"), "a loose list is not a tight one");
        assert!(!same_meaning("a\n", "*a*\n"));
    }

    #[test]
    fn languages_are_told_apart_and_a_few_words_are_not_guessed() {
        assert_eq!(language("Vandaag heb ik met de leerlingen gesproken over wat zij van de les vonden."), Some("nl"));
        assert_eq!(language("ok"), None);
        assert_eq!(language("Ученики обсуждали книги. Мы слушали детей."), Some("ru"));
        assert_eq!(language("Οι μαθητές μίλησαν."), Some("el"));
    }

    #[test]
    fn a_few_dutch_words_are_no_afrikaans_and_a_long_text_in_it_is() {
        for dutch in [
            "Ik vroeg Sanne wat zij dacht. Daarna was het stil.",
            "Sanne was stil vandaag. Wat doe ik nu?",
            "Het was weer stil in de klas. Sanne keek naar buiten, Tomasz naar mij.",
            "Na twee seconden ben ik de klas kwijt.",
        ] {
            assert!(matches!(language(dutch), Some("nl") | None), "{dutch}: {:?}", language(dutch));
        }
        let german = "Jürgen kam nicht. Ich wartete.";
        assert!(matches!(language(german), Some("de") | None), "{:?}", language(german));
        let afrikaans =
            "Ek het vir haar gesê dat die kinders nie wil speel nie, maar hulle lag net vir my. Ons het gewag. "
                .repeat(8);
        assert_eq!(language(&afrikaans), Some("af"));
        assert_eq!(language("دخلت المعلمة إلى الصف وسألت التلاميذ عن الدرس"), Some("ar"));
    }

    #[test]
    fn deep_nesting_does_not_overflow() {
        let deep = "> ".repeat(20_000) + "x";
        let _ = plain(&deep);
        let _ = same_meaning(&deep, "x");
    }
}
