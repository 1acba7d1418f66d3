//! One letter as it is compared: case, accents, width and look-alikes gone.

use unicode_normalization::UnicodeNormalization as _;

use crate::text::is_syllabic;

/// Hands over what a letter is read as: nothing for what cannot be seen, two letters for a ligature.
pub(super) fn letters(c: char, mut take: impl FnMut(char)) {
    if c.is_ascii() {
        take(c.to_ascii_lowercase());
        return;
    }
    if is_unseen(c) {
        return;
    }
    if is_syllabic(c) {
        take(c);
        return;
    }
    for part in std::iter::once(c).nfkd() {
        for lower in part.to_lowercase() {
            if is_mark(lower) {
                continue;
            }
            match lower {
                'ß' => {
                    take('s');
                    take('s');
                }
                'æ' => {
                    take('a');
                    take('e');
                }
                'œ' => {
                    take('o');
                    take('e');
                }
                'þ' => {
                    take('t');
                    take('h');
                }
                'ø' => take('o'),
                'ł' => take('l'),
                'đ' | 'ð' => take('d'),
                'ħ' => take('h'),
                'ı' => take('i'),
                other => take(like(other)),
            }
        }
    }
}

/// The letter of the Latin alphabet that this one cannot be told from by eye.
fn like(c: char) -> char {
    match c {
        'а' | 'α' | 'ɑ' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'є' | 'ε' => 'e',
        'ɡ' => 'g',
        'һ' | 'н' => 'h',
        'і' | 'ι' => 'i',
        'ј' | 'ϳ' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' | 'ⅼ' => 'l',
        'м' | 'μ' => 'm',
        'ո' => 'n',
        'о' | 'ο' | 'օ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' | 'ꜱ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ս' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'ѡ' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        'ζ' => 'z',
        '‐' | '‑' | '‒' | '–' | '−' | '⁃' => '-',
        '’' | '‘' | 'ʼ' | 'ʻ' | '′' | '＇' | '‛' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' | '‟' => '"',
        '․' | '。' | '．' => '.',
        '﹫' => '@',
        other => other,
    }
}

/// Marks that sit on a letter, whatever the script; the vowel signs of syllabic scripts are letters of their own.
pub(in crate::redact) fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}'
        | '\u{5c4}'..='\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// What takes no room on a screen: joiners, soft hyphens, directions, variation selectors, tags.
pub(super) fn is_unseen(c: char) -> bool {
    is_mark(c)
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || (c.is_control() && !c.is_whitespace())
}
