//! Numbers that stand for one person. Right length with a wrong check digit is a slip of the pen, and still tells who.

use super::Kind;
use super::scan::Found;
use super::words::Read;

/// A run of letters and digits with single spaces, hyphens or full stops between groups.
struct Token {
    /// Letters and digits, capital.
    text: String,
    start: usize,
    end: usize,
    /// The groups are divided by something.
    groups: Vec<usize>,
}

/// Numbers whose check digit is right, and those that are known by their shape alone.
pub(super) fn find(read: &Read) -> Vec<Found> {
    tokens(read).into_iter().filter_map(|token| certain(read, &token)).collect()
}

/// Numbers of the right length with a wrong check digit, and long ones that nothing explains.
pub(super) fn nearly(read: &Read) -> Vec<Found> {
    tokens(read).into_iter().filter_map(|token| wrong(read, &token)).collect()
}

fn hit(kind: Kind, token: &Token, near: bool) -> Found {
    let mut found = Found::new(kind, format!("number:{}", token.text.to_ascii_lowercase()), token.start..token.end);
    found.near = near;
    found
}

fn tokens(read: &Read) -> Vec<Token> {
    let mut out = Vec::new();
    let alnum = |index: usize| read.c(index).is_ascii_alphanumeric();
    let mut index = 0;
    while index < read.letters().len() {
        let begins = read.c(index).is_ascii_digit() || alnum(index) && read.c(index + 1).is_ascii_digit();
        if !begins {
            // Two or more letters may begin a number, too: AB 12 34 56 C, DE89…
            let led = (1..=4)
                .find(|n| read.c(index + n).is_ascii_digit())
                .is_some_and(|n| (0..n).all(|at| alnum(index + at)));
            let pair = led
                || alnum(index)
                    && alnum(index + 1)
                    && (read.c(index + 2).is_ascii_digit()
                        || (read.c(index + 2) == ' ' && read.c(index + 3).is_ascii_digit()));
            if !pair {
                index += 1;
                continue;
            }
        }
        if (read.before(index).is_alphanumeric() && !read.seam(index))
            || matches!(read.before(index), '.' | ',') && read.before(index.saturating_sub(1)).is_ascii_digit()
        {
            index += 1;
            continue;
        }
        let (start, mut end, mut text, mut groups) = (index, index, String::new(), vec![0usize]);
        // Every end between two groups is tried: longest first.
        let mut ends: Vec<Token> = Vec::new();
        while text.len() < 36 {
            let c = read.c(end);
            if c.is_ascii_alphanumeric() {
                if read.seam(end) && text.bytes().any(|b| b.is_ascii_digit()) {
                    ends.push(Token { text: text.clone(), start, end, groups: groups.clone() });
                }
                text.push(c.to_ascii_uppercase());
                if let Some(last) = groups.last_mut() {
                    *last += 1;
                }
                end += 1;
                continue;
            }
            if text.bytes().any(|b| b.is_ascii_digit()) && !c.is_alphanumeric() {
                ends.push(Token { text: text.clone(), start, end, groups: groups.clone() });
            }
            if matches!(c, ' ' | '-' | '.' | '/') && alnum(end + 1) {
                groups.push(0);
                end += 1;
            } else {
                break;
            }
        }
        ends.reverse();
        let next = end.max(start + 1);
        out.extend(ends);
        index = (start + 1..next).find(|at| !read.before(*at).is_alphanumeric() && alnum(*at)).unwrap_or(next);
    }
    out
}

fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

/// The words within reach before a number say what it is.
fn told(read: &Read, token: &Token, words: &[&str]) -> bool {
    let text = read.text(token.start.saturating_sub(28)..token.start);
    let text = text.rsplit('\n').next().unwrap_or_default();
    words.iter().any(|word| text.contains(word))
}

fn certain(read: &Read, token: &Token) -> Option<Found> {
    let text = token.text.as_str();
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '9' } else { 'A' }).collect();
    let solid = token.groups.len() == 1;
    match shape.as_str() {
        "9999999999" => {
            let digits = digits(text)?;
            let grouped = solid || token.groups == [3, 3, 4] || token.groups == [6, 4];
            (grouped && eleven(&digits)).then(|| hit(if is_day(&digits) { Kind::Chi } else { Kind::Nhs }, token, false))
        }
        "A999999999999" | "A99999999999A" if solid => {
            upn(text).filter(|right| *right).map(|_| hit(Kind::Upn, token, false))
        }
        "99A9999A" if solid => Some(hit(Kind::Nmc, token, false)),
        "AA999999A" => {
            let usual = solid || token.groups == [2, 2, 2, 2, 1] || token.groups == [2, 6, 1];
            let prefix = text.bytes().take(2).all(|b| !matches!(b, b'D' | b'F' | b'I' | b'Q' | b'U' | b'V'));
            (usual && prefix && matches!(text.as_bytes().last(), Some(b'A'..=b'D')))
                .then(|| hit(Kind::NationalInsurance, token, false))
        }
        "9999999" if solid && told(read, token, &["gmc"]) => Some(hit(Kind::Gmc, token, false)),
        "999999999" => {
            let digits = digits(text)?;
            if token.groups == [3, 2, 4] {
                return Some(hit(Kind::Ssn, token, false));
            }
            let grouped = solid || token.groups == [3, 3, 3] || token.groups == [4, 2, 3];
            (grouped && bsn(&digits)).then(|| hit(Kind::Bsn, token, false))
        }
        "99999999999" => (solid || token.groups == [2, 3, 3, 3])
            .then(|| digits(text))
            .flatten()
            .filter(|d| german_tax(d))
            .map(|_| hit(Kind::GermanId, token, false)),
        "A999999999" if solid => german_health(text).filter(|right| *right).map(|_| hit(Kind::GermanId, token, false)),
        "99999999A999" => Some(hit(Kind::GermanId, token, false)).filter(|_| solid || token.groups.len() <= 4),
        _ if shape.starts_with("AA99") && (15..=34).contains(&text.len()) => {
            iban(text).filter(|right| *right).map(|_| hit(Kind::Account, token, false))
        }
        _ if shape.bytes().all(|b| b == b'9') && (13..=19).contains(&text.len()) => {
            let fours = solid || token.groups.iter().rev().skip(1).all(|n| *n == 4 || *n == 6);
            (fours && luhn(&digits(text)?)).then(|| hit(Kind::Account, token, false))
        }
        "AA99999" | "AA999999" if solid && text.starts_with("SW") => Some(hit(Kind::Number, token, false)),
        _ => None,
    }
}

fn wrong(read: &Read, token: &Token) -> Option<Found> {
    let text = token.text.as_str();
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '9' } else { 'A' }).collect();
    let solid = token.groups.len() == 1;
    let named = told(
        read,
        token,
        &[
            "number",
            "no.",
            "nr",
            "nummer",
            "id",
            "ref",
            "mrn",
            "record",
            "file",
            "dossier",
            "akte",
            "zaak",
            "case",
            "client",
            "patient",
            "pupil",
            "cliënt",
            "client",
            "leerling",
            "bsn",
            "nhs",
            "chi",
            "upn",
            "uln",
            "trn",
            "pin",
            "swe",
            "big",
            "agb",
            "login",
            "candidate",
            "fallnummer",
            "versicher",
            "steuer",
        ],
    );
    match shape.as_str() {
        "9999999999" if solid || token.groups == [3, 3, 4] || token.groups == [6, 4] => {
            let digits = digits(text)?;
            let kind = if is_day(&digits) && !told(read, token, &["nhs"]) { Kind::Chi } else { Kind::Nhs };
            Some(hit(kind, token, true))
        }
        "A999999999999" | "A99999999999A" if solid => Some(hit(Kind::Upn, token, true)),
        "999999999" if solid || token.groups == [3, 3, 3] || token.groups == [4, 2, 3] => {
            Some(hit(Kind::Bsn, token, true))
        }
        "99999999999" if solid || token.groups == [2, 3, 3, 3] => Some(hit(Kind::GermanId, token, true)),
        "A999999999" if solid => Some(hit(Kind::GermanId, token, true)),
        "AA999999A" | "AA999999" if solid || token.groups.starts_with(&[2, 2, 2, 2]) => {
            Some(hit(Kind::NationalInsurance, token, true))
        }
        "99A9999" | "99A99999A" | "99A999A" if solid && named => Some(hit(Kind::Nmc, token, true)),
        _ if shape.starts_with("AA99")
            && (18..=34).contains(&text.len())
            && (solid || token.groups.iter().take(4).all(|n| *n == 4)) =>
        {
            Some(hit(Kind::Account, token, true))
        }
        _ if shape.bytes().all(|b| b == b'9')
            && (12..=19).contains(&text.len())
            && (solid || token.groups.iter().all(|n| *n >= 3)) =>
        {
            Some(hit(Kind::Account, token, true))
        }
        _ if solid && shape.bytes().filter(|b| *b == b'9').count() >= 5 && shape.len() <= 12 && named => {
            Some(hit(Kind::Number, token, false))
        }
        _ if solid && shape.len() >= 7 && shape.bytes().all(|b| b == b'9') => Some(hit(Kind::Number, token, false)),
        _ => None,
    }
}

/// NHS and CHI: weights 10 to 2, modulus 11.
fn eleven(digits: &[u32]) -> bool {
    let sum: u32 = digits.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    let check = match 11 - sum % 11 {
        11 => 0,
        check => check,
    };
    check < 10 && digits.last() == Some(&check)
}

/// The first six are a day: day, month, year.
fn is_day(digits: &[u32]) -> bool {
    let two = |at: usize| digits.get(at).zip(digits.get(at + 1)).map_or(0, |(tens, ones)| tens * 10 + ones);
    (1..=31).contains(&two(0)) && (1..=12).contains(&two(2))
}

/// The letter in front is Σ digit × weight (2 to 13) mod 23; a temporary number ends in a letter.
fn upn(text: &str) -> Option<bool> {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRTUVWXYZ";
    let mut sum = 0;
    for (place, c) in text.chars().skip(1).enumerate() {
        let value = match c.to_digit(10) {
            Some(digit) => digit,
            None => u32::try_from(LETTERS.iter().position(|letter| *letter as char == c)?).ok()?,
        };
        sum += value * u32::try_from(place + 2).ok()?;
    }
    Some(LETTERS.get(sum as usize % 23).copied() == text.bytes().next())
}

/// The Dutch eleven test: weights 9 to 2 and −1.
fn bsn(digits: &[u32]) -> bool {
    let sum: i64 =
        digits.iter().zip([9i64, 8, 7, 6, 5, 4, 3, 2, -1]).map(|(digit, weight)| i64::from(*digit) * weight).sum();
    sum % 11 == 0 && digits.iter().any(|digit| *digit != 0)
}

/// German tax id: ISO 7064, mod 11, 10.
fn german_tax(digits: &[u32]) -> bool {
    let Some((check, rest)) = digits.split_last() else { return false };
    let product = rest.iter().fold(10, |product, digit| {
        let sum = match (digit + product) % 10 {
            0 => 10,
            sum => sum,
        };
        sum * 2 % 11
    });
    digits.first() != Some(&0) && (11 - product) % 10 == *check
}

/// Letter and nine digits: the letter's place counts as two digits, weights 1 2 1 2, digit sums.
fn german_health(text: &str) -> Option<bool> {
    let letter = text.bytes().next()? - b'A' + 1;
    let mut digits = vec![u32::from(letter) / 10, u32::from(letter) % 10];
    digits.extend(text.chars().skip(1).filter_map(|c| c.to_digit(10)));
    let check = digits.pop()?;
    let sum: u32 = digits
        .iter()
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, weight)| digit * weight)
        .map(|n| n / 10 + n % 10)
        .sum();
    Some(sum % 10 == check)
}

fn iban(text: &str) -> Option<bool> {
    let (head, tail) = text.split_at_checked(4)?;
    let mut rest = 0u32;
    for c in tail.chars().chain(head.chars()) {
        let value = c.to_digit(36)?;
        rest = if value > 9 { (rest * 100 + value) % 97 } else { (rest * 10 + value) % 97 };
    }
    Some(rest == 1)
}

fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { *digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != 0)
}

#[cfg(test)]
mod tests {
    use super::super::Form;
    use super::*;

    fn found(text: &str) -> Vec<(Kind, String, bool)> {
        let read = Read::of(text, Form::Markdown);
        let mut certain: Vec<Found> = Vec::new();
        for new in find(&read).into_iter().chain(nearly(&read)) {
            if !certain.iter().any(|old| old.letters.start < new.letters.end && new.letters.start < old.letters.end) {
                certain.push(new);
            }
        }
        certain.into_iter().map(|found| (found.kind, read.text(found.letters).to_owned(), found.near)).collect()
    }

    #[test]
    fn numbers_with_a_right_check_digit_are_certain_and_others_near() {
        for (text, kind, near) in [
            ("943 476 5919", Kind::Nhs, false),
            ("9434765919", Kind::Nhs, false),
            ("943 476 5918", Kind::Nhs, true),
            ("H801200001001", Kind::Upn, false),
            ("h801200001001", Kind::Upn, false),
            ("H801200001002", Kind::Upn, true),
            ("111222333", Kind::Bsn, false),
            ("111222334", Kind::Bsn, true),
            ("12A3456E", Kind::Nmc, false),
            ("QQ 12 34 56 C", Kind::NationalInsurance, true),
            ("AB123456C", Kind::NationalInsurance, false),
            ("AB 12 34 56 C", Kind::NationalInsurance, false),
            ("86095742719", Kind::GermanId, false),
            ("A123456780", Kind::GermanId, false),
            ("GB29 NWBK 6016 1331 9268 19", Kind::Account, false),
            ("NL91 ABNA 0417 1643 00", Kind::Account, false),
            ("DE89370400440532013000", Kind::Account, false),
            ("4111 1111 1111 1111", Kind::Account, false),
            ("078-05-1120", Kind::Ssn, false),
        ] {
            let sentence = format!("it was {text}, she said");
            assert_eq!(found(&sentence), [(kind, text.to_lowercase(), near)], "{text}");
        }
        assert_eq!(found("GMC 7654321").first().map(|hit| hit.0), Some(Kind::Gmc));
        assert_eq!(found("client no. 88310").first().map(|hit| hit.0), Some(Kind::Number));
        let day = found("0101701239 or 0101701230").into_iter().map(|hit| hit.0).collect::<Vec<_>>();
        assert!(day.iter().all(|kind| *kind == Kind::Chi), "{day:?}");
    }

    #[test]
    fn everyday_numbers_are_left_alone() {
        for text in [
            "in 2025 and 2026",
            "12:30",
            "5 of 30",
            "3.50",
            "Year 9, set 2",
            "100 000 steps",
            "10.000",
            "page 123",
            "£1,250,000",
            "KS3",
            "1 2 3 4 5 6 7 8 9 10",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
