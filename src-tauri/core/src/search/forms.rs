//! The stems of word forms in one language, each worked out once. Every word of an entry is looked up here when the index
//! reads it, so that what counts is how little memory one look touches: a form of up to fifteen bytes is a number, and of
//! most forms nothing else need be read, since they are their own stem.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

/// Word forms with their stems.
#[derive(Default)]
pub(super) struct Forms {
    short: HashMap<u128, Stem, Mixing>,
    long: HashMap<String, Stem>,
    stems: String,
}

#[derive(Clone, Copy)]
enum Stem {
    None,
    /// The form itself.
    Own,
    /// A part of [`Forms::stems`].
    At {
        start: u32,
        end: u32,
    },
}

impl Forms {
    /// How many are known.
    pub(super) fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }

    /// The stem of a form, worked out where it is not known.
    pub(super) fn stem<'f>(&'f mut self, form: &'f str, make: impl FnOnce(&str) -> Option<String>) -> Option<&'f str> {
        let short = as_number(form);
        let known = match short {
            Some(number) => self.short.get(&number).copied(),
            None => self.long.get(form).copied(),
        };
        let stem = match known {
            Some(stem) => stem,
            None => {
                let stem = self.kept(form, make(form));
                match short {
                    Some(number) => drop(self.short.insert(number, stem)),
                    None => drop(self.long.insert(form.to_owned(), stem)),
                }
                stem
            }
        };
        match stem {
            Stem::None => None,
            Stem::Own => Some(form),
            Stem::At { start, end } => self.stems.get(start as usize..end as usize),
        }
    }

    fn kept(&mut self, form: &str, stem: Option<String>) -> Stem {
        // Forms are short and not kept without end: their stems do not come near four gigabytes.
        let here = |stems: &str| u32::try_from(stems.len()).unwrap_or(u32::MAX);
        match stem {
            None => Stem::None,
            Some(stem) if stem == form => Stem::Own,
            Some(stem) => {
                let start = here(&self.stems);
                self.stems.push_str(&stem);
                Stem::At { start, end: here(&self.stems) }
            }
        }
    }
}

/// The bytes of a form and how many they are.
fn as_number(form: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    let length = u8::try_from(form.len()).ok().filter(|length| usize::from(*length) < bytes.len())?;
    bytes.get_mut(..form.len())?.copy_from_slice(form.as_bytes());
    bytes[15] = length;
    Some(u128::from_le_bytes(bytes))
}

/// Mixes numbers with two that are secret and others in each run of the program, so that no text can be made to slow this
/// down; a third of the work of the standard way.
struct Mixing([u64; 2]);

impl Default for Mixing {
    fn default() -> Self {
        let secret = RandomState::new();
        Self([secret.hash_one(1), secret.hash_one(2)])
    }
}

impl BuildHasher for Mixing {
    type Hasher = Mixed;

    fn build_hasher(&self) -> Mixed {
        Mixed { secret: self.0, so_far: 0 }
    }
}

struct Mixed {
    secret: [u64; 2],
    so_far: u64,
}

impl Hasher for Mixed {
    fn write_u128(&mut self, number: u128) {
        let [low, high] = [number as u64, (number >> 64) as u64];
        let [one, other] = self.secret;
        let wide = u128::from(low ^ one ^ self.so_far) * u128::from(high ^ other);
        self.so_far = wide as u64 ^ (wide >> 64) as u64;
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u128(u128::from(*byte));
        }
    }

    fn finish(&self) -> u64 {
        self.so_far
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_form_has_the_stem_that_was_made_of_it_however_often_it_is_asked_for(
            forms in proptest::collection::vec("[a-cé]{0,20}", 0..60),
        ) {
            let made = |form: &str| match form.chars().count() % 3 {
                0 => None,
                1 => Some(form.to_owned()),
                _ => Some(form.chars().skip(1).collect()),
            };
            let mut known = Forms::default();
            for form in forms.iter().chain(&forms) {
                let expected = made(form);
                prop_assert_eq!(known.stem(form, made), expected.as_deref());
            }
            let different: std::collections::BTreeSet<&String> = forms.iter().collect();
            prop_assert_eq!(known.len(), different.len());
        }
    }
}
