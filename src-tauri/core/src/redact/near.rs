//! Names that were mistyped, or written as they sound.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use super::forms::is_vowel;

/// How many slips of the finger a word of so many letters is allowed.
pub(super) fn slips(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Finds names within a few slips: of both the name and the word every spelling with letters left out is looked up.
pub(super) struct Near {
    names: Vec<String>,
    without: HashMap<u64, Vec<u32>>,
    sounds: HashMap<String, Vec<u32>>,
    hasher: RandomState,
}

impl Near {
    /// For folded names; each is known by its place in the list.
    pub(super) fn of(names: Vec<String>) -> Self {
        let mut near =
            Self { names: Vec::new(), without: HashMap::new(), sounds: HashMap::new(), hasher: RandomState::new() };
        for (index, name) in names.iter().enumerate() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            let letters: Vec<char> = name.chars().collect();
            let hasher = &near.hasher;
            let without = &mut near.without;
            shorter(&letters, slips(letters.len()), &mut |word| {
                let places = without.entry(hasher.hash_one(word)).or_default();
                if places.last() != Some(&index) {
                    places.push(index);
                }
            });
            if letters.len() >= 5 {
                near.sounds.entry(sound(name)).or_default().push(index);
            }
        }
        near.names = names;
        near
    }

    /// Places of names that the word may be meant for, nearest first, with whether it sounds the same.
    pub(super) fn find(&self, word: &str) -> Vec<(usize, bool)> {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() < 4 || letters.len() > 40 || self.names.is_empty() {
            return Vec::new();
        }
        let mut candidates: Vec<u32> = Vec::new();
        let allowed = if letters.len() >= 6 { slips(letters.len() + 2) } else { 1 };
        shorter(&letters, allowed, &mut |shorter| {
            if let Some(found) = self.without.get(&self.hasher.hash_one(shorter)) {
                candidates.extend(found);
            }
        });
        let own_sound = sound(word);
        let alike = self.sounds.get(&own_sound).into_iter().flatten();
        let mut found: Vec<(usize, usize, bool)> = Vec::new();
        candidates.extend(alike);
        candidates.sort_unstable();
        candidates.dedup();
        for index in candidates {
            let Some(name) = self.names.get(index as usize) else { continue };
            let length = name.chars().count();
            let distance = strsim::damerau_levenshtein(name, word);
            let same_start = name.chars().next() == word.chars().next();
            let alike = length >= 5 && letters.len() >= 4 && sound(name) == own_sound;
            let near = distance <= slips(length)
                && (same_start || (length >= 5 && distance == 1))
                // Of four letters one is much: only with the same first, and as many letters or one more.
                && (length > 4 || letters.len() >= 4);
            if near || (alike && distance <= 3) {
                let bones = length >= 6 && bones(name) == bones(word);
                found.push((distance, index as usize, alike || bones || doubled(name, word)));
            }
        }
        found.sort_unstable();
        found.into_iter().map(|(_, index, alike)| (index, alike)).collect()
    }
}

/// Every spelling with up to `slips` letters left out, the word itself among them.
fn shorter(letters: &[char], slips: usize, take: &mut dyn FnMut(&[char])) {
    take(letters);
    if slips == 0 || letters.len() < 3 {
        return;
    }
    let mut word = Vec::with_capacity(letters.len());
    for out in 0..letters.len() {
        word.clear();
        word.extend(letters.iter().enumerate().filter(|(index, _)| *index != out).map(|(_, c)| *c));
        if slips == 1 {
            take(&word);
        } else {
            shorter(&word.clone(), slips - 1, take);
        }
    }
}

/// Whether two words differ in a doubled letter or in two that changed places.
fn doubled(one: &str, other: &str) -> bool {
    let single = |word: &str| {
        let mut out = String::new();
        for c in word.chars() {
            if !out.ends_with(c) {
                out.push(c);
            }
        }
        out
    };
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    single(one) == single(other) || sorted(one) == sorted(other)
}

/// The first letter and all consonants.
fn bones(word: &str) -> String {
    word.chars().enumerate().filter(|(index, c)| *index == 0 || !is_vowel(*c)).map(|(_, c)| c).collect()
}

/// A rough likeness of how a name sounds in English, Dutch and German.
fn sound(name: &str) -> String {
    let mut text = name.to_owned();
    for (spelt, heard) in [
        ("sch", "s"),
        ("tsj", "s"),
        ("sj", "s"),
        ("sh", "s"),
        ("ch", "k"),
        ("ph", "f"),
        ("ck", "k"),
        ("dt", "t"),
        ("th", "t"),
        ("gh", "g"),
        ("ij", "y"),
        ("qu", "k"),
        ("ks", "x"),
        ("dj", "j"),
    ] {
        text = text.replace(spelt, heard);
    }
    let mut out = String::new();
    for (index, c) in text.chars().enumerate() {
        let heard = match c {
            'c' | 'q' => 'k',
            'z' => 's',
            'v' | 'w' => 'f',
            'j' => 'y',
            'y' if index == 0 => 'y',
            'd' if index + 1 == text.len() => 't',
            'h' if index > 0 => continue,
            'y' if index > 0 => 'a',
            c if is_vowel(c) => 'a',
            c => c,
        };
        // Vowels run together, doubled letters are heard once, and an end unheard is no difference.
        if !out.ends_with(heard) {
            out.push(heard);
        }
    }
    if out.len() > 3 && out.ends_with('a') {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_sounds_are_found_and_other_words_are_not() {
        let near = Near::of(["jamal", "amira", "catherine", "mohammed", "noah"].map(String::from).to_vec());
        let find = |word: &str| near.find(word).first().and_then(|(index, _)| near.names.get(*index)).cloned();
        for (word, name) in [
            ("jammal", "jamal"),
            ("jmaal", "jamal"),
            ("jamel", "jamal"),
            ("amirra", "amira"),
            ("katherine", "catherine"),
            ("cathrine", "catherine"),
            ("muhamad", "mohammed"),
            ("mohamed", "mohammed"),
        ] {
            assert_eq!(find(word).as_deref(), Some(name), "{word}");
        }
        for word in ["camel", "noon", "mirror", "maths", "format"] {
            assert_eq!(find(word), None, "{word}");
        }
    }
}
