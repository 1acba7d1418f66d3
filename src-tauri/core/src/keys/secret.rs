//! What a person types to open a journal: a passphrase, or the recovery code.

use std::fmt;
use std::io;

use serde::{Deserialize, Deserializer};
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// Characters that a passphrase must have at least.
pub const SHORTEST: usize = 8;
/// Characters that a passphrase may have at most; more cannot be meant.
pub const LONGEST: usize = 1024;

/// A text that is wiped from memory when dropped, and that no log and no message shows.
#[derive(Clone, PartialEq, Eq, ts_rs::TS)]
#[ts(type = "string")]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Of this text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The bytes that a key is made of: NFKC, so that one passphrase is the same on every keyboard and system.
    pub(super) fn normalised(&self) -> Zeroizing<Vec<u8>> {
        // Room for all at once: growing would leave pieces behind in memory.
        let mut bytes = Vec::with_capacity(self.0.len() * 4 + 64);
        for letter in self.0.nfkc().take(LONGEST * 4) {
            bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        }
        Zeroizing::new(bytes)
    }

    /// Whether it may become a passphrase: neither too short to be one nor longer than anybody types.
    #[must_use]
    pub fn fits(&self) -> bool {
        let letters = self.0.nfkc().take(LONGEST + 1).count();
        (SHORTEST..=LONGEST).contains(&letters)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Secret")
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(Self::new)
    }
}

/// Crockford's alphabet: no I, L, O or U, which are taken for 1, 0 and V.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Bytes of a code.
const CODE: usize = 16;
/// Bytes beside it by which a slip is known.
const CHECK: usize = 4;
/// Letters in a group, as it is written down.
const GROUP: usize = 4;
/// Letters of a code: eight groups.
const WRITTEN: usize = 32;

/// The recovery code: 128 random bits, written as eight groups of four letters, of which the last 32 bits are a check.
/// Wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(Zeroizing<[u8; CODE]>);

/// What was typed is no code: a letter too many, too few, or not the one that was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// This many letters, where a code has 32.
    Length(usize),
    /// The letters do not fit together.
    Letters,
}

impl Code {
    /// A new one.
    ///
    /// # Errors
    /// Those of the system's source of random numbers.
    pub fn new() -> io::Result<Self> {
        Ok(Self(seal::random()?))
    }

    /// Reads what was typed: spaces, hyphens and case do not matter, nor does O for 0, I or L for 1 and U for V.
    ///
    /// # Errors
    /// [`Slip`], so that a slip of the hand is never taken for the code of another journal.
    pub fn parse(typed: &str) -> Result<Self, Slip> {
        let mut bits = Zeroizing::new([0_u8; CODE + CHECK]);
        let mut count = 0;
        // Wide letters, as an input method gives them, are the same letters.
        for letter in typed.nfkc().filter(|letter| letter.is_alphanumeric()) {
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                'U' => 'V',
                other => other,
            };
            let value = LETTERS.iter().position(|known| char::from(*known) == letter);
            let value = value.and_then(|value| u8::try_from(value).ok()).ok_or(Slip::Letters)?;
            if count < WRITTEN {
                for bit in 0..5 {
                    let at = count * 5 + bit;
                    bits[at / 8] |= ((value >> (4 - bit)) & 1) << (7 - at % 8);
                }
            }
            count += 1;
            if count > WRITTEN * 4 {
                break;
            }
        }
        if count != WRITTEN {
            return Err(Slip::Length(count));
        }
        let mut code = Zeroizing::new([0; CODE]);
        code.copy_from_slice(&bits[..CODE]);
        let code = Self(code);
        if code.check() == bits[CODE..] { Ok(code) } else { Err(Slip::Letters) }
    }

    /// As it is written down: `XXXX-XXXX-…`, eight groups.
    #[must_use]
    pub fn written(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(WRITTEN + WRITTEN / GROUP));
        let mut bits = Zeroizing::new([0_u8; CODE + CHECK]);
        bits[..CODE].copy_from_slice(self.0.as_slice());
        bits[CODE..].copy_from_slice(&self.check());
        for letter in 0..WRITTEN {
            if letter > 0 && letter % GROUP == 0 {
                text.push('-');
            }
            let value =
                (0..5).map(|bit| letter * 5 + bit).fold(0, |value, at| value << 1 | (bits[at / 8] >> (7 - at % 8)) & 1);
            text.push(char::from(LETTERS[usize::from(value)]));
        }
        text
    }

    pub(super) fn bytes(&self) -> &[u8; CODE] {
        &self.0
    }

    fn check(&self) -> [u8; CHECK] {
        let digest =
            Sha256::new().chain_update(b"loopbook recovery code v1").chain_update(self.0.as_slice()).finalize();
        let mut check = [0; CHECK];
        check.copy_from_slice(&digest[..CHECK]);
        check
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_eight_groups_of_letters_that_cannot_be_confused() {
        let written = Code::new().unwrap().written();
        let groups: Vec<&str> = written.split('-').collect();
        assert_eq!(groups.iter().map(|group| group.len()).collect::<Vec<_>>(), [4; 8]);
        assert!(!written.contains(['I', 'L', 'O', 'U']), "{}", *written);
    }

    #[test]
    fn the_writing_of_a_known_code_never_changes() {
        // Computed apart from this program: a code on paper is a promise.
        let code = Code(Zeroizing::new([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]));
        assert!(code.written().starts_with("000G-40R4-0M30-E209-185G-R38E-1"), "{}", *code.written());
        assert!(Code::parse(&code.written()).is_ok_and(|read| read == code));
    }

    #[test]
    fn a_secret_is_not_shown_and_is_the_same_however_it_was_typed() {
        assert_eq!(format!("{:?}", Secret::new("cat")), "Secret");
        let (composed, apart) = (Secret::new("caf\u{e9} ﬁn"), Secret::new("cafe\u{301} fin"));
        assert_eq!(composed.normalised(), apart.normalised());
        assert_ne!(composed.normalised(), Secret::new("cafe fin").normalised());
    }

    #[test]
    fn a_passphrase_has_a_shortest_and_a_longest() {
        for (text, fits) in [("", false), ("1234567", false), ("12345678", true), ("ÅÅÅÅÅÅÅÅ", true)] {
            assert_eq!(Secret::new(text).fits(), fits, "{text}");
        }
        assert!(!Secret::new("a".repeat(LONGEST + 1)).fits());
    }

    #[test]
    fn what_is_no_code_says_how_many_letters_it_has() {
        assert_eq!(Code::parse("").err(), Some(Slip::Length(0)));
        assert_eq!(Code::parse("ABCD-EFGH").err(), Some(Slip::Length(8)));
        assert_eq!(Code::parse(&"A".repeat(100_000)).err(), Some(Slip::Length(129)));
        assert_eq!(Code::parse("ÄBCD").err(), Some(Slip::Letters));
    }

    proptest! {
        #[test]
        fn spaces_case_and_look_alikes_do_not_matter(bytes: [u8; CODE], lower: bool, space in "[ \\-.\n]{0,3}") {
            let code = Code(Zeroizing::new(bytes));
            let mut typed = code.written().replace('-', &space).replace('0', "O").replace('1', "l").replace('V', "u");
            if lower {
                typed = typed.to_lowercase();
            }
            prop_assert!(Code::parse(&typed) == Ok(code));
        }

        #[test]
        fn one_slip_is_told_from_a_code(bytes: [u8; CODE], at in 0..WRITTEN, other in 0..LETTERS.len()) {
            let written = Code(Zeroizing::new(bytes)).written().replace('-', "");
            let mut typed = written.clone().into_bytes();
            typed[at] = LETTERS[other];
            let typed = String::from_utf8(typed).unwrap();
            prop_assert_eq!(Code::parse(&typed).is_err(), typed != written);
            // Two neighbours that changed places.
            let mut turned = written.clone().into_bytes();
            turned.swap(at, (at + 1) % WRITTEN);
            let turned = String::from_utf8(turned).unwrap();
            prop_assert_eq!(Code::parse(&turned).is_err(), turned != written);
        }
    }
}
