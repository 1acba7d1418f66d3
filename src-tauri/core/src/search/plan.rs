//! What a query asks of the index, and its answer a segment at a time: which documents, each with what it is worth. Sets
//! and scores are made in one reading of the postings, a word after the other, so that totals and facets are exact and
//! cost next to nothing beside it.

use std::sync::Arc;

use tantivy::query::Weight;
use tantivy::{DocSet, TERMINATED};

use super::ask::{ALL, MOST, SOME, Wanted};
use super::bits::Bits;
use super::gathering::{complete, gathered};
use super::leaves::Word;
use super::nearness::Near;
use super::telling::rarity;
use super::view::{Kept, Part};

/// What is looked for. Filters are worth nothing; words are worth what they tell.
pub(crate) enum Plan {
    /// A word in any of its ways.
    Word(Box<Word>),
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
    /// Words that stand near each other.
    Near(Near),
    /// What must hold, and words of which as many as can be had; all of it ranked (see [`rank`]).
    Ranked {
        required: Box<Plan>,
        sought: Vec<Sought>,
        wanted: Option<Wanted>,
    },
}

/// What of a query need not be had whole.
pub(crate) enum Sought {
    /// A telling word: its pieces, and it as a whole where that is more than they are.
    Telling { pieces: Vec<Plan>, whole: Option<Plan> },
    /// What only ranks, and how much of its worth counts.
    Beside(Plan, f32),
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

    /// How many documents answer how well.
    pub(crate) fn count_levels(&self, counts: &mut [u32; 3]) {
        if self.scores.is_none() {
            counts[usize::from(ALL)] += self.bits.count();
            return;
        }
        self.bits.each(|doc| counts[usize::from(self.level(doc))] += 1);
    }

    /// How well a document answers a query that was ranked.
    pub(crate) fn level(&self, doc: u32) -> u8 {
        if self.scores.is_some() { level_of(self.score(doc)) } else { ALL }
    }

    /// What a document is worth.
    pub(crate) fn score(&self, doc: u32) -> f32 {
        self.scores.as_ref().and_then(|scores| scores.get(doc as usize)).copied().unwrap_or_default()
    }

    /// Goes through the scores of those found.
    pub(crate) fn each_score(&mut self, mut change: impl FnMut(u32, &mut f32)) {
        let Self { bits, scores: Some(scores) } = self else { return };
        bits.each(|doc| {
            if let Some(score) = scores.get_mut(doc as usize) {
                change(doc, score);
            }
        });
    }

    /// The same documents, worth what `rank` says; those of which it says nothing go.
    pub(super) fn ranked_by(mut self, rank: impl Fn(u32, f32) -> Option<f32>) -> Self {
        let Self { bits, scores: Some(scores) } = &mut self else { return self };
        bits.retain(|doc| {
            let Some(score) = scores.get_mut(doc as usize) else { return false };
            match rank(doc, *score) {
                Some(rank) => {
                    *score = rank;
                    true
                }
                None => false,
            }
        });
        self
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

    pub(super) fn or(mut self, other: Self) -> Self {
        if other.scores.is_some() && self.bits.is_empty() {
            return other;
        }
        if other.scores.is_some() {
            // A score counts only where it is that of a document found.
            let mut scores = vec![0.0; other.scores.as_ref().map_or(0, Vec::len)];
            for found in [&self, &other] {
                found.bits.each(|doc| {
                    if let Some(score) = scores.get_mut(doc as usize) {
                        *score += found.score(doc);
                    }
                });
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
            Self::Word(word) => word.matches(part, None)?,
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
            Self::Near(near) => near.matches(part)?,
            Self::Ranked { required, sought, wanted } => {
                let mut required = required.matches(part)?;
                match wanted {
                    Some(wanted) => gathered(&required, sought, *wanted, part)?,
                    None => {
                        required.each_score(|_, score| *score = rank(ALL, *score));
                        required
                    }
                }
            }
        })
    }

    /// The same of those `within` a set, which may be far fewer.
    ///
    /// # Errors
    /// Those of the index.
    pub(super) fn matches_within(&self, part: &Part, within: &Bits) -> tantivy::Result<Matches> {
        if let Self::Word(word) = self {
            return word.matches(part, Some(within));
        }
        let mut found = self.matches(part)?;
        found.bits.intersect(within);
        Ok(found)
    }

    /// Only those with all telling words, each worth as much as in [`Plan::matches`]; none where that is not told more quickly.
    ///
    /// # Errors
    /// Those of the index.
    pub(crate) fn complete(&self, part: &Part) -> tantivy::Result<Option<Matches>> {
        match self {
            Self::Ranked { required, sought, wanted: Some(_) } => complete(required, sought, part),
            _ => Ok(None),
        }
    }

    /// In how many documents of all it may stand, where that is known.
    pub(super) fn breadth(&self) -> u64 {
        match self {
            Self::Word(word) => word.have(),
            _ => u64::MAX,
        }
    }
}

/// Level first, then worth: the whole part of a score is the level, and the rest rises with what it is worth.
pub(crate) fn rank(level: u8, worth: f32) -> f32 {
    f32::from(level) + worth.max(0.0) / (worth.max(0.0) + HALF)
}

/// The level of a score that [`rank`] made.
fn level_of(score: f32) -> u8 {
    if score >= f32::from(ALL) {
        ALL
    } else if score >= f32::from(MOST) {
        MOST
    } else {
        SOME
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

/// What a document is worth whose score lies half way from one level to the next.
const HALF: f32 = 20.0;

/// What a word is worth where it stands.
#[derive(Clone)]
pub(crate) struct Worth {
    weight: f32,
    norms: Arc<[f32; 256]>,
}

/// How soon more of the same word counts for less, and how much the length of a text counts against it (BM25).
const SOON: f32 = 1.2;
const LENGTH: f32 = 0.75;

impl Worth {
    /// By in how many of all documents it stands.
    pub(crate) fn of(have: u64, all: u64, norms: &Arc<[f32; 256]>) -> Self {
        Self { weight: rarity(have, all) * (1.0 + SOON), norms: Arc::clone(norms) }
    }

    /// The same however rare it is.
    pub(crate) fn flat(norms: &Arc<[f32; 256]>, weight: f32) -> Self {
        Self { weight: weight * (1.0 + SOON), norms: Arc::clone(norms) }
    }

    /// What it is worth so many times in a text of such a length (as tantivy writes lengths: one of 256).
    pub(crate) fn at(&self, times: f32, length: u8) -> f32 {
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
