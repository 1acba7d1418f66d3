//! How hard a passphrase is to guess: an estimate by zxcvbn, from lists that are built in.

use serde::Serialize;
use zxcvbn::Score;

use super::Secret;

/// Letters that are looked at; what comes after them only makes it harder.
const LOOKED_AT: usize = 72;

/// How hard a passphrase is to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Too short to be taken.
    TooShort,
    /// Among the first that anybody tries.
    Weak,
    /// Found by somebody who tries for a while.
    Fair,
    /// Found only with much effort.
    Good,
    /// Not found, as far as anybody can tell.
    Strong,
}

/// An estimate for `passphrase`.
#[must_use]
pub fn strength(passphrase: &Secret) -> Strength {
    if !passphrase.fits() {
        return Strength::TooShort;
    }
    let start = zeroize::Zeroizing::new(passphrase.text().chars().take(LOOKED_AT).collect::<String>());
    match zxcvbn::zxcvbn(&start, &["loopbook", "journal"]).score() {
        Score::Zero | Score::One => Strength::Weak,
        Score::Two => Strength::Fair,
        Score::Three => Strength::Good,
        _ => Strength::Strong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_first_is_weak_and_a_few_words_are_strong() {
        for (passphrase, expected) in [
            ("short", Strength::TooShort),
            ("password", Strength::Weak),
            ("loopbook1", Strength::Weak),
            ("correct horse battery staple", Strength::Strong),
            ("lantern omit gravel seventy", Strength::Strong),
        ] {
            assert_eq!(strength(&Secret::new(passphrase)), expected, "{passphrase}");
        }
    }

    #[test]
    fn a_very_long_passphrase_is_judged_at_once() {
        let began = std::time::Instant::now();
        assert_eq!(strength(&Secret::new("qwertyasdf 1998-12-12 ".repeat(40))), Strength::Strong);
        assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
    }
}
