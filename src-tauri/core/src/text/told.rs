//! The language of a text, told by the words that join its others together, where they leave no doubt: the languages most
//! journals are kept in, a tenth of the work of holding a text against all that are known. Whatever is short, mixed or
//! written in another language is left to `whatlang`.

/// Words from which on a text is long enough.
const ENOUGH: usize = 40;
/// One word in so many must be of the language, and none or few of the others'.
const ONE_IN: usize = 10;
const OTHERS: usize = 8;
/// The longest of the words.
const LONGEST: usize = 6;

pub(super) const LANGUAGES: [&str; 3] = ["en", "nl", "de"];

/// The language of a plain text; none where there is any doubt.
pub(super) fn told(plain: &str) -> Option<&'static str> {
    let (best, most, others, words) = counted(plain)?;
    let is_plain = words >= ENOUGH && most * ONE_IN >= words && others * OTHERS <= most;
    LANGUAGES.get(best).filter(|_| is_plain).copied()
}

/// The one of them that a short text has joining words of, and none of the others'.
pub(super) fn leaning(plain: &str) -> Option<&'static str> {
    let (best, most, others, _) = counted(plain)?;
    LANGUAGES.get(best).filter(|_| most > 0 && others == 0).copied()
}

/// Which of them has most joining words in a text, how many, how many the others have, and how many words there are.
fn counted(plain: &str) -> Option<(usize, usize, usize, usize)> {
    let mut found = [0usize; LANGUAGES.len()];
    let mut words = 0;
    let mut lower = [0u8; LONGEST];
    for word in plain.as_bytes().split(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii()) {
        words += usize::from(!word.is_empty());
        let Some(place) = lower.get_mut(..word.len()) else { continue };
        place.copy_from_slice(word);
        place.make_ascii_lowercase();
        if let Some(count) = language(place).and_then(|language| found.get_mut(language)) {
            *count += 1;
        }
    }
    let (best, most) = (0..).zip(found).max_by_key(|(_, count)| *count)?;
    let others: usize = found.iter().sum::<usize>() - most;
    Some((best, most, others, words))
}

/// The place of the language in which a word joins others, of those that are used in no other one as often.
fn language(word: &[u8]) -> Option<usize> {
    match word {
        b"the" | b"and" | b"with" | b"that" | b"this" | b"have" | b"they" | b"which" | b"been" | b"were" | b"would"
        | b"there" | b"their" | b"what" | b"when" | b"from" | b"about" | b"she" | b"you" => Some(0),
        b"een" | b"niet" | b"zijn" | b"ik" | b"heb" | b"mijn" | b"werd" | b"wordt" | b"naar" | b"hebben" | b"het"
        | b"voor" => Some(1),
        b"und" | b"nicht" | b"ich" | b"ist" | b"auf" | b"sich" | b"auch" | b"dass" | b"eine" | b"einen" | b"aber"
        | b"wir" | b"nach" => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_plain_texts_are_told_and_whatever_is_in_doubt_is_not() {
        let english =
            "I waited for her answer and the room went quiet, which they had not expected from me. ".repeat(4);
        let dutch =
            "Ik heb haar een vraag gesteld en het werd stil; dat was niet wat zijn groep had verwacht. ".repeat(4);
        let german =
            "Ich habe ihr eine Frage gestellt und es wurde still, aber das war nicht schlimm, sagten wir auch. "
                .repeat(4);
        assert_eq!([&english, &dutch, &german].map(|text| told(text)), [Some("en"), Some("nl"), Some("de")]);
        assert_eq!(told("the and with that"), None, "too short");
        assert_eq!(told(&format!("{english}{german}")), None, "two languages");
        assert_eq!(told(&"Ek het vir haar gesê dat die kinders nie wil speel nie, maar hulle lag. ".repeat(5)), None);
        assert_eq!(told(&"Jeg har spurgt hende, og der blev helt stille i rummet bagefter. ".repeat(5)), None);
        assert_eq!(told(&"我在学校工作。".repeat(50)), None);
    }
}
