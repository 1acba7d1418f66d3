//! Names letter by letter, and first letters of names.

use super::lists;
use super::people::{Mark, people, touching};
use super::scanner::Scanner;
use super::words::Read;

/// J-a-m-a-l, J a m a l.
pub(super) fn spelt_out(read: &Read, scanner: &Scanner, marks: &mut Vec<Mark>) {
    let single = |index: usize| read.words.get(index).is_some_and(|word| word.letters.len() == 1);
    let mut index = 0;
    while index < read.words.len() {
        if !single(index) {
            index += 1;
            continue;
        }
        let start = index;
        let mut text = String::new();
        while single(index) && (index == start || touching(read, index - 1, index, &[' ', '-', '.', '·', '_', '*'], 1))
        {
            text.push_str(read.word(index));
            index += 1;
        }
        if index - start >= 4
            && let Some(forms) = scanner.forms.get(&text)
        {
            let words = start..index;
            marks.push(Mark {
                letters: read.span(words.clone()),
                words,
                people: people(forms),
                near: true,
                weak: false,
                possessive: false,
            });
        }
        index = index.max(start + 1);
    }
}

/// J.d.V., J. H., JdV: the first letters of all names, in capitals.
pub(super) fn initials(read: &Read, scanner: &Scanner, marks: &mut Vec<Mark>) {
    if scanner.initials.is_empty() {
        return;
    }
    let mut index = 0;
    while index < read.words.len() {
        let run = read.run(index);
        let letters = read.span(run.clone());
        let text = read.text(letters.clone());
        let count = letters.len();
        if (2..=5).contains(&count) {
            let cased = read.upper(letters.start) && read.upper(letters.end - 1);
            if cased
                && !is_abbreviation(text)
                && let Some(people) = scanner.initials.get(text)
            {
                marks.push(Mark {
                    words: run.clone(),
                    letters: letters.clone(),
                    people: people.clone(),
                    near: true,
                    weak: false,
                    possessive: false,
                });
            }
        } else if count == 1 && read.upper(letters.start) && matches!(read.c(letters.end), '.' | ' ') {
            // One letter after another, each with its full stop.
            let (mut end, mut text) = (index, String::new());
            while end < read.words.len()
                && read.words.get(end).is_some_and(|word| word.letters.len() == 1 || lists::is_particle(read.word(end)))
                && (end == index || touching(read, end - 1, end, &['.', ' ', '-'], 2))
                && end - index < 6
            {
                text.extend(read.word(end).chars().take(1));
                end += 1;
                let last = read.words.get(end - 1).map_or(0, |word| word.letters.end);
                let stop = read.c(last) == '.';
                if stop
                    && end - index >= 2
                    && read.upper(last.saturating_sub(1))
                    && let Some(people) = scanner.initials.get(&text)
                {
                    let words = index..end;
                    let span = read.span(words.clone());
                    marks.push(Mark {
                        words,
                        letters: span.start..last + 1,
                        people: people.clone(),
                        near: true,
                        weak: false,
                        possessive: false,
                    });
                }
            }
        }
        index = run.end;
    }
}

/// Whether two or three letters stand for something else.
pub(super) fn is_abbreviation(text: &str) -> bool {
    ABBREVIATIONS.contains(&text)
}

/// Capitals that stand for something else far more often than for somebody.
const ABBREVIATIONS: &[&str] = &[
    "ab", "ac", "ad", "ai", "al", "am", "as", "at", "av", "bbc", "bc", "bh", "bk", "bl", "bp", "br", "bs", "bv", "ca",
    "cd", "ce", "cv", "da", "db", "dc", "de", "dj", "dm", "dr", "ds", "dt", "dv", "ec", "ed", "ek", "er", "eu", "ex",
    "fm", "ga", "gb", "gp", "gs", "gv", "hd", "hm", "hr", "hs", "ht", "ib", "ic", "id", "ik", "im", "in", "is", "it",
    "iv", "je", "jr", "js", "kg", "km", "ks", "la", "ld", "le", "lp", "ls", "lv", "ma", "mc", "md", "me", "mg", "ml",
    "mm", "mp", "mr", "ms", "mt", "na", "nb", "nl", "no", "nr", "ns", "nt", "ob", "of", "oh", "ok", "om", "on", "op",
    "or", "os", "ov", "pa", "pc", "pe", "ph", "pm", "po", "pr", "ps", "pt", "rb", "re", "rs", "rt", "se", "sen", "so",
    "sp", "sr", "st", "ta", "td", "te", "th", "tj", "tl", "tk", "to", "ts", "tv", "uk", "um", "un", "up", "us", "va",
    "vo", "vs", "vz", "wc", "we", "wk", "wo", "zh", "zo", "zs", "zu",
];
