//! How much two short texts say the same: what their telling words have in common, weighed by how rare they are in the
//! journal.

use super::doc::Stems;
use super::sync::guarded;
use super::telling::{Places, Word, frequency, rarity, words};
use super::tokens::tokens;
use super::{Published, Search};
use crate::error::Result;

/// In a young journal every word is common; it is weighed as if it held this many entries.
const AT_LEAST: u64 = 50;

/// A text with its language (ISO 639-1).
pub type Text<'t> = (&'t str, Option<&'t str>);

/// What two texts have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// The shared words, as the first writes them, in its order.
    pub shared: Vec<String>,
    /// 0 to 1: how much of both together is shared.
    pub of_both: f32,
    /// 0 to 1: how much of the first is in the other.
    pub of_first: f32,
}

/// Holds two texts against each other; none while there is no index to weigh words by, or where one says nothing telling.
/// An index that fails is doubted, and none is answered.
pub fn likeness(search: &Search, first: Text<'_>, other: Text<'_>) -> Option<Likeness> {
    let index = search.published()?;
    match guarded(|| held_against(&index, first, other)) {
        Ok(likeness) => likeness,
        Err(error) => {
            search.doubt(&error.to_string());
            None
        }
    }
}

fn held_against(index: &Published, first: Text<'_>, other: Text<'_>) -> Result<Option<Likeness>> {
    let mut stems = Stems::default();
    let ours = words([first.0], first.1, &mut stems);
    let theirs = words([other.0], other.1, &mut stems);
    if ours.is_empty() || theirs.is_empty() {
        return Ok(None);
    }
    let shared = Places::of_words(&ours).of(&tokens(super::telling::beginning(other.0)), other.1, &mut stems);
    let all = index.view.entries().max(AT_LEAST);
    let weigh = |words: &mut dyn Iterator<Item = &Word>| -> Result<f32> {
        words.map(|word| Ok(rarity(frequency(index, word)?.max(1), all))).sum()
    };
    let common = weigh(&mut ours.iter().enumerate().filter(|(at, _)| shared.contains(at)).map(|(_, word)| word))?;
    let (mine, yours) = (weigh(&mut ours.iter())?, weigh(&mut theirs.iter())?);
    let written = ours.iter().enumerate().filter(|(at, _)| shared.contains(at)).map(|(_, word)| word.written.clone());
    Ok(Some(Likeness {
        shared: written.collect(),
        of_both: common / (mine + yours - common).max(f32::EPSILON),
        of_first: common / mine.max(f32::EPSILON),
    }))
}
