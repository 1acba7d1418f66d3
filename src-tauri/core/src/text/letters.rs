//! The language of a short text, told by letters that its neighbours do not have: of a few words in Cyrillic or Arabic
//! letters statistics say little (the alphabets as Unicode's CLDR gives them, "main exemplar characters").

/// Fewer letters are a name or a word, which may stand in any language.
const ENOUGH: usize = 12;

/// A language, letters of which it has one at least in any few words, and letters it never has.
type Telling = (&'static str, &'static str, &'static str);

/// Of those written in Cyrillic letters, where all are of these.
const CYRILLIC: &[Telling] = &[
    ("ru", "ыэё", "іїєґўјљњћђџѓќѕ"),
    ("uk", "іїєґ", "ыэёъўјљњћђџѓќѕ"),
    ("sr", "ћђ", "ыэёъщьюяйіїєґўѓќѕ"),
    ("mk", "ѓќѕ", "ыэёъщьюяйіїєґўћђ"),
];
const CYRILLIC_KNOWN: &str = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўјљњћђџѓќѕѐѝ";

/// Of those written in Arabic letters, where none is of another: the first that has one.
const ARABIC: &[Telling] = &[("ur", "ٹڈڑںےہھ", ""), ("fa", "پچژگیک", "ٹڈڑںےہھ"), ("ar", "ةأإىيك", "پچژگیکٹڈڑںےہھ")];
/// Letters of Kurdish, Pashto, Sindhi and Uyghur.
const ARABIC_OTHERS: &str = "ەۆێڕڵڤټډړږښڼېۍځڅڄڃڇڏڌڊڍڳڱڻٻڀٺٽٿڦڪۇۈۋڭ";

/// The language that letters tell.
pub(super) fn telling(plain: &str) -> Option<&'static str> {
    let lower: Vec<char> = plain.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphabetic()).collect();
    let has = |letters: &str| lower.iter().any(|c| letters.contains(*c));
    let is_cyrillic = |c: &char| ('\u{400}'..='\u{52f}').contains(c);
    let is_arabic = |c: &char| ('\u{620}'..='\u{6d3}').contains(c) || ('\u{6ee}'..='\u{6ff}').contains(c);
    let most = |of: &dyn Fn(&char) -> bool| {
        let many = lower.iter().filter(|c| of(c)).count();
        many >= ENOUGH && many * 2 > lower.len()
    };
    let known = if most(&is_cyrillic) {
        let all = lower.iter().filter(|c| is_cyrillic(c)).all(|c| CYRILLIC_KNOWN.contains(*c));
        if all { CYRILLIC } else { &[] }
    } else if most(&is_arabic) && !has(ARABIC_OTHERS) {
        ARABIC
    } else {
        &[]
    };
    known.iter().find(|(_, some, none)| has(some) && !has(none)).map(|(language, ..)| *language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_words_are_told_by_letters_their_neighbours_do_not_have() {
        for (text, language) in [
            ("Ученики обсуждали книги. Ещё одна тёплая беседа.", Some("ru")),
            ("Мы ждали, пока Саша ответит.", Some("ru")),
            ("Учні обговорювали книжки в групах.", Some("uk")),
            ("Ђаци су разговарали о школи, а ја сам ћутао.", Some("sr")),
            ("Учениците разговараа; јас ѕирнав кон куќата.", Some("mk")),
            ("Вучні размаўлялі пра кнігі ў групах.", None),
            ("Оқушылар топтарда кітаптар туралы сөйлесті.", None),
            ("Учениците разговаряха за книгите в групи.", None),
            ("دانش‌آموزان درباره کتاب گفتگو کردند", Some("fa")),
            ("ناقش الطلاب الكتب في المدرسة", Some("ar")),
            ("بچوں نے کتابوں کے بارے میں بات کی", Some("ur")),
            ("قوتابییەکان لەسەر کتێبەکان گفتوگۆیان کرد", None),
            ("The pupils said «мы» and laughed.", None),
            ("Мы", None),
            ("", None),
        ] {
            assert_eq!(telling(text), language, "{text}");
        }
    }
}
