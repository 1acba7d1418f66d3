//! Pupil A, Colleague B: who somebody is called in what leaves.
//!
//! The order of letters is drawn from the audience's salt, so that the same people met in the same order are called
//! otherwise elsewhere, and packs for two audiences cannot be laid side by side.

use std::collections::HashSet;

use sha2::{Digest as _, Sha256};

use super::Role;
use crate::text::fold;

const LETTERS: usize = 26;

impl Role {
    /// The word for it in a language ("en", "nl", "de"; any other is English).
    pub fn word(self, language: &str) -> &'static str {
        let words: [&'static str; 3] = match self {
            Self::Pupil => ["Pupil", "Leerling", "Schulkind"],
            Self::Student => ["Student", "Student", "Studierende"],
            Self::Child => ["Child", "Kind", "Kind"],
            Self::Patient => ["Patient", "Patiënt", "Patient"],
            Self::Client => ["Client", "Cliënt", "Klient"],
            Self::Parent => ["Parent", "Ouder", "Elternteil"],
            Self::Relative => ["Relative", "Familielid", "Angehörige"],
            Self::Colleague => ["Colleague", "Collega", "Kollege"],
            Self::Manager => ["Manager", "Leidinggevende", "Leitung"],
            Self::Other => ["Person", "Persoon", "Person"],
        };
        let [english, dutch, german] = words;
        match language {
            "nl" => dutch,
            "de" => german,
            _ => english,
        }
    }
}

/// The label of the `index`th person of a role for an audience: its letter is drawn by the salt.
pub fn label(role: Role, language: &str, salt: &[u8], index: usize) -> String {
    labels(role, language, salt, index / LETTERS).nth(index % LETTERS).unwrap_or_default()
}

/// The next label of a role that nobody of this audience has yet.
pub fn next_label(role: Role, language: &str, salt: &[u8], taken: &[String]) -> String {
    let taken: HashSet<String> = taken.iter().map(|label| fold(label)).collect();
    // Of one more than are taken, one is free.
    (0..=taken.len() / LETTERS)
        .flat_map(|round| labels(role, language, salt, round))
        .find(|label| !taken.contains(&fold(label)))
        .unwrap_or_default()
}

/// One alphabet of labels: A to Z, then AA to AZ, BA to BZ, each in its own order.
fn labels(role: Role, language: &str, salt: &[u8], round: usize) -> impl Iterator<Item = String> + use<> {
    let word = role.word(language);
    let mut front = String::new();
    let mut rest = round;
    while rest > 0 {
        front.insert(0, letter((rest - 1) % LETTERS));
        rest = (rest - 1) / LETTERS;
    }
    order(salt, word, round).into_iter().map(move |last| format!("{word} {front}{last}"))
}

fn letter(index: usize) -> char {
    u8::try_from(index % LETTERS).map_or('A', |index| char::from(b'A' + index))
}

/// A to Z in the order of a digest of each with the salt.
fn order(salt: &[u8], word: &str, round: usize) -> Vec<char> {
    let mut drawn: Vec<(Vec<u8>, char)> = (0..LETTERS)
        .map(|index| {
            let letter = letter(index);
            let mut digest = Sha256::new();
            for part in [b"loopbook label".as_slice(), salt, word.as_bytes(), &round.to_le_bytes()] {
                digest.update((part.len() as u64).to_le_bytes());
                digest.update(part);
            }
            digest.update([letter as u8]);
            (digest.finalize().to_vec(), letter)
        })
        .collect();
    drawn.sort();
    drawn.into_iter().map(|(_, letter)| letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_stable_for_one_audience_and_differ_between_two() {
        let row = |salt: &[u8]| (0..26).map(|index| label(Role::Pupil, "en", salt, index)).collect::<Vec<_>>();
        assert_eq!(row(b"one"), row(b"one"));
        assert_ne!(row(b"one"), row(b"two"));
        let mut all = row(b"one");
        all.sort();
        assert_eq!(all.first().map(String::as_str), Some("Pupil A"));
        assert_eq!(all.last().map(String::as_str), Some("Pupil Z"));
    }

    #[test]
    fn a_thousand_people_have_a_thousand_labels() {
        let mut taken = Vec::new();
        for _ in 0..1_000 {
            let next = next_label(Role::Patient, "nl", b"salt", &taken);
            assert!(!taken.contains(&next) && next.starts_with("Patiënt "));
            taken.push(next);
        }
        assert_eq!(taken.get(26).map(|label| label.chars().rev().nth(1)), Some(Some('A')), "AA to AZ come after Z");
        assert!(taken.iter().all(|label| label.len() <= "Patiënt AAA".len()));
    }
}
