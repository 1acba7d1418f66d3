//! What a query asks of the index, and its answer a segment at a time: which documents, each with what it is worth. Sets
//! and scores are made in one reading of the postings, a word after the other, so that totals and facets are exact and
//! cost next to nothing beside it.

use std::sync::Arc;

use tantivy::query::Weight;
use tantivy::{DocSet, TERMINATED, Term};

use super::bits::Bits;
use super::leaves::Word;
use super::view::{Kept, Part};

/// What is looked for. Filters are worth nothing; words are worth what they tell.
pub(crate) enum Plan {
    /// A word in any of its ways.
    Word(Word),
    /// Words side by side.
    Row(Box<dyn Weight>),
    /// The place of a facet among [`super::facets::FACETS`], and values of which an entry bears any.
    Facet(usize, Vec<String>),
    Flag(&'static str),
    /// Something of it is due on this day or was before.
    DueBy(i64),
    /// May have happened on this day or later.
    After(i64),
    /// May have happened before this day.
    Before(i64),
    Not(Box<Plan>),
    /// All of them; everything where there are none.
    And(Vec<Plan>),
    /// Any of them; nothing where there are none.
    Or(Vec<Plan>),
}

/// The documents of a segment that are what was looked for.
pub(crate) struct Matches {
    pub(crate) bits: Bits,
    /// What each document is worth; none where nothing is. What stands beside a document that is not in `bits` means
    /// nothing.
    pub(crate) scores: Option<Vec<f32>>,
}

impl Matches {
    fn unranked(bits: Bits) -> Self {
        Self { bits, scores: None }
    }

    /// None yet, to be ranked.
    pub(crate) fn ranked(size: u32) -> Self {
        Self { bits: Bits::none(size), scores: Some(vec![0.0; size as usize]) }
    }

    /// A document is one of them, and worth so much more.
    pub(crate) fn add(&mut self, doc: u32, worth: f32) {
        self.bits.insert(doc);
        self.worth(doc, worth);
    }

    /// A document is worth so much more, if it is one of them.
    pub(crate) fn worth(&mut self, doc: u32, worth: f32) {
        if let Some(score) = self.scores.as_mut().and_then(|scores| scores.get_mut(doc as usize)) {
            *score += worth;
        }
    }

    /// What a document is worth.
    pub(crate) fn score(&self, doc: u32) -> f32 {
        self.scores.as_ref().and_then(|scores| scores.get(doc as usize)).copied().unwrap_or_default()
    }

    fn and(mut self, other: Self) -> Self {
        self.bits.intersect(&other.bits);
        self.scores = match (self.scores, other.scores) {
            (Some(mut mine), Some(other)) => {
                mine.iter_mut().zip(&other).for_each(|(mine, other)| *mine += other);
                Some(mine)
            }
            (mine, other) => mine.or(other),
        };
        self
    }

    fn or(mut self, other: Self) -> Self {
        if other.scores.is_some() {
            // A score counts only where it is that of a document found.
            let mut scores = vec![0.0; other.scores.as_ref().map_or(0, Vec::len)];
            for found in [&self, &other] {
                for doc in found.bits.backwards() {
                    if let Some(score) = scores.get_mut(doc as usize) {
                        *score += found.score(doc);
                    }
                }
            }
            self.scores = Some(scores);
        }
        self.bits.unite(&other.bits);
        self
    }
}

impl Plan {
    /// The documents of one segment, dead ones too.
    ///
    /// # Errors
    /// Those of the index.
    pub(crate) fn matches(&self, part: &Part) -> tantivy::Result<Matches> {
        let size = part.size();
        Ok(match self {
            Self::Word(word) => word.matches(part)?,
            Self::Row(weight) => row(&**weight, part)?,
            Self::Facet(at, values) => kept(part, |kept, bits| {
                let facet = kept.facets.get(*at);
                let found = values.iter().filter_map(|value| facet?.get(value));
                found.for_each(|docs| docs.add_to(bits));
            })?,
            Self::Flag(flag) => kept(part, |kept, bits| {
                if let Some(docs) = kept.flags.get(flag) {
                    docs.add_to(bits);
                }
            })?,
            Self::DueBy(day) => kept(part, |kept, bits| {
                kept.due.iter().filter(|(_, due)| due <= day).for_each(|(doc, _)| bits.insert(*doc));
            })?,
            Self::After(day) => kept(part, |kept, bits| days(&kept.last_days, |last| i64::from(last) >= *day, bits))?,
            Self::Before(day) => {
                kept(part, |kept, bits| days(&kept.first_days, |first| i64::from(first) < *day, bits))?
            }
            Self::Not(plan) => Matches::unranked(plan.matches(part)?.bits.inverted()),
            Self::And(plans) => {
                let mut found: Option<Matches> = None;
                for plan in plans {
                    let other = plan.matches(part)?;
                    found = Some(match found {
                        Some(found) => found.and(other),
                        None => other,
                    });
                }
                found.unwrap_or_else(|| Matches::unranked(Bits::all(size)))
            }
            Self::Or(plans) => {
                let mut found = Matches::unranked(Bits::none(size));
                for plan in plans {
                    found = found.or(plan.matches(part)?);
                }
                found
            }
        })
    }
}

fn kept(part: &Part, fill: impl FnOnce(&Arc<Kept>, &mut Bits)) -> tantivy::Result<Matches> {
    let mut bits = Bits::none(part.size());
    fill(&part.kept()?, &mut bits);
    Ok(Matches::unranked(bits))
}

fn days(days: &[i32], holds: impl Fn(i32) -> bool, bits: &mut Bits) {
    (0..).zip(days).filter(|(_, day)| holds(**day)).for_each(|(doc, _)| bits.insert(doc));
}

fn row(weight: &dyn Weight, part: &Part) -> tantivy::Result<Matches> {
    let mut found = Matches::ranked(part.size());
    let mut scorer = weight.scorer(&part.reader, 1.0)?;
    while scorer.doc() != TERMINATED {
        let (doc, score) = (scorer.doc(), scorer.score());
        found.add(doc, score);
        scorer.advance();
    }
    Ok(found)
}

/// A term, with what it is worth where it stands.
#[derive(Clone)]
pub(crate) struct Worth {
    pub(crate) term: Term,
    weight: f32,
    norms: Arc<[f32; 256]>,
}

/// How soon more of the same word counts for less, and how much the length of a text counts against it (BM25).
const SOON: f32 = 1.2;
const LENGTH: f32 = 0.75;

impl Worth {
    /// By in how many of all documents it stands.
    pub(crate) fn of(term: Term, have: u64, all: u64, norms: &Arc<[f32; 256]>, boost: f32) -> Self {
        let (have, all) = (have.min(all) as f32, all as f32);
        let rarity = (1.0 + (all - have + 0.5) / (have + 0.5)).ln();
        Self { term, weight: rarity * (1.0 + SOON) * boost, norms: Arc::clone(norms) }
    }

    /// The same wherever it stands.
    pub(crate) fn flat(term: Term, norms: &Arc<[f32; 256]>, boost: f32) -> Self {
        Self { term, weight: boost * (1.0 + SOON), norms: Arc::clone(norms) }
    }

    /// What it is worth so many times in a text of such a length (as tantivy writes lengths: one of 256).
    pub(crate) fn at(&self, times: u32, length: u8) -> f32 {
        let times = times as f32;
        self.weight * times / (times + self.norms[usize::from(length)])
    }
}

/// What a length counts against a word, for texts that are so long on average.
pub(crate) fn norms(average: f32) -> Arc<[f32; 256]> {
    let mut norms = [0.0; 256];
    for (length, norm) in (0u8..=255).zip(&mut norms) {
        let words = tantivy::fieldnorm::FieldNormReader::id_to_fieldnorm(length) as f32;
        *norm = SOON * (1.0 - LENGTH + LENGTH * words / average.max(1.0));
    }
    Arc::new(norms)
}
