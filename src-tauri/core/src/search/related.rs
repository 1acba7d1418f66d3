//! "More like this": entries that share the telling words of one. The index answers for what it has read, what was saved
//! since is read straight through, and both are weighed alike; without an index the newest entries are read.

use std::collections::HashSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tantivy::DocId;

use super::doc::{Stems, day_number};
use super::hanging::Hanging;
use super::recent::Recent;
use super::run::InTray;
use super::sync::guarded;
use super::telling::{Places, Word, beginning, each_with, frequency, rarity, words};
use super::tokens::tokens;
use super::{OVERLAY, Published, Search, store};
use crate::entries::{self, Entry, EntryRow};
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;
use crate::text;

/// Words that are looked for, a bit each of 32; more would find what is only long.
const LOOKED_FOR: usize = 30;
/// Shared words that are named.
const NAMED: usize = 5;
/// Entries that are read where there is no index to ask, newest first.
const READ_ENTRIES: usize = 400;
/// How much the length of an entry counts against it (BM25's b), and how soon (its k1).
const LENGTH: f32 = 0.6;
const SOON: f32 = 1.2;

/// Asks for entries like one.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RelatedTo {
    /// The entry.
    pub id: EntryId,
    /// How many, 5 where not said, 50 at most.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// An entry like another.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Related {
    /// The other entry.
    pub entry: EntryRow,
    /// The words they share, as the entry asked about writes them, most telling first.
    pub because: Vec<String>,
}

/// A text to find the like of.
#[derive(Clone, Debug)]
pub struct Like<'t> {
    /// Title, body, names.
    pub texts: Vec<&'t str>,
    /// ISO 639-1.
    pub language: Option<&'t str>,
    /// The entry it is of, which is never like itself.
    pub of: EntryId,
}

/// An entry that shares words with a text.
#[derive(Clone, Debug)]
pub struct Alike {
    /// The entry, as it stands in the journal now and not in the trash.
    pub id: EntryId,
    /// The shared words, most telling first.
    pub because: Vec<String>,
}

/// Entries like one, most like first; `None` where the index moved on under this snapshot: ask again with a new one.
///
/// # Errors
/// `NotFound`, and those of the database. An index that fails is doubted, and entries are read straight through instead.
pub fn related(tx: &Tx<'_>, search: &Search, request: &RelatedTo) -> Result<Option<Vec<Related>>> {
    // In this order: first the database's snapshot, then the index.
    let last = store::last_seq(tx)?;
    let index = search.published();
    let key = (request.id, limit(request));
    let known = index.as_ref().and_then(|index| search.neighbours().find(&key, &index.view, last));
    let found = match known {
        Some(known) => known,
        None => {
            let entry = entries::get(tx, request.id)?;
            let texts = texts(tx, &entry)?;
            let Some(found) = alike(tx, Some(search), &like(&entry, &texts), limit(request))? else { return Ok(None) };
            let found: Arc<[Alike]> = found.into();
            if let Some(index) = &index {
                search.neighbours().keep(key, &found, &index.view, last);
            }
            found
        }
    };
    shown(tx, &search.recent, last, &found).map(Some)
}

/// As [`related`], by reading the newest entries: where the index cannot be had, or moves too fast.
///
/// # Errors
/// `NotFound`, and those of the database.
pub fn related_without_index(tx: &Tx<'_>, request: &RelatedTo) -> Result<Vec<Related>> {
    let entry = entries::get(tx, request.id)?;
    let texts = texts(tx, &entry)?;
    let found = alike(tx, None, &like(&entry, &texts), limit(request))?;
    shown(tx, &Recent::default(), store::last_seq(tx)?, &found.unwrap_or_default())
}

fn limit(request: &RelatedTo) -> usize {
    request.limit.unwrap_or(5).min(50) as usize
}

fn shown(tx: &Tx<'_>, recent: &Recent, last: i64, found: &[Alike]) -> Result<Vec<Related>> {
    let tray = InTray::of_ids(tx, found.iter().map(|alike| alike.id))?;
    let rows = found.iter().map(|alike| {
        let row = recent.row(tx, last, alike.id)?;
        let in_tray = tray.holds(alike.id);
        Ok(row.map(|row| Related { entry: EntryRow { in_tray, ..row }, because: alike.because.clone() }))
    });
    rows.filter_map(Result::transpose).collect()
}

/// What is compared of an entry, what hangs on it too: its title counts twice.
fn texts(tx: &Tx<'_>, entry: &Entry) -> Result<Vec<String>> {
    let mut out = vec![entry.title.clone(), entry.title.clone()];
    out.extend(entry.tags.iter().chain(&entry.people).cloned());
    out.push(own_words(entry));
    out.extend(Hanging::of(tx, entry.id)?.texts);
    Ok(out)
}

fn like<'t>(entry: &'t Entry, texts: &'t [String]) -> Like<'t> {
    Like { texts: texts.iter().map(String::as_str).collect(), language: entry.language.as_deref(), of: entry.id }
}

/// The beginning of the text without the headings a template put there: two entries are not alike because they answer the
/// same questions.
fn own_words(entry: &Entry) -> String {
    let body = beginning(&entry.body);
    if entry.template == entries::FREE {
        return text::plain(body);
    }
    let lines = body.split_inclusive('\n').filter(|line| !line.starts_with("## "));
    text::plain(&lines.collect::<String>())
}

/// Entries that share telling words with a text, most like first; `None` as in [`related`].
///
/// # Errors
/// Those of the database.
pub fn alike(tx: &Tx<'_>, search: Option<&Search>, like: &Like<'_>, limit: usize) -> Result<Option<Vec<Alike>>> {
    let mut stems = search.map(Search::take_stems).unwrap_or_default();
    let found = alike_with(tx, search, like, limit, &mut stems);
    if let Some(search) = search {
        search.give_stems(stems);
    }
    found
}

fn alike_with(
    tx: &Tx<'_>,
    search: Option<&Search>,
    like: &Like<'_>,
    limit: usize,
    stems: &mut Stems,
) -> Result<Option<Vec<Alike>>> {
    let words = words(like.texts.iter().copied(), like.language, stems);
    if words.is_empty() || limit == 0 {
        return Ok(Some(Vec::new()));
    }
    // In this order: first the database's snapshot, then the index, so that what the index lacks is in the queue we see.
    let last = store::last_seq(tx)?;
    let waiting = store::queue_length(tx)?;
    let index = search.and_then(Search::published).filter(|_| waiting <= OVERLAY);
    if index.as_ref().is_some_and(|index| index.seq > last) {
        return Ok(None);
    }
    let queued: Vec<EntryId> = match &index {
        Some(_) => store::queued(tx, OVERLAY)?.into_iter().map(|item| item.entry).collect(),
        None => entries::store::ids(tx)?.into_iter().take(READ_ENTRIES).collect(),
    };
    let places = Places::of_words(&words);
    let mut read = Vec::with_capacity(queued.len());
    for id in queued.iter().filter(|id| **id != like.of) {
        read.extend(Reading::of(tx, *id, &places, stems)?);
    }
    let asked = Asked { words: &words, like, read: &read, queued: &queued, limit };
    let answer = guarded(|| asked.hits(index.as_ref()));
    let hits = match (answer, search) {
        (Ok(hits), _) => hits,
        (Err(error), Some(search)) => {
            search.doubt(&error.to_string());
            return alike_with(tx, None, like, limit, stems);
        }
        (Err(error), None) => return Err(error),
    };
    let mut out = Vec::with_capacity(hits.len());
    for hit in hits {
        if !store::is_current(tx, hit.id, hit.stamp)? {
            if let Some(search) = search {
                search.doubt("a related entry was not what stands in the journal");
            }
            return Ok(None);
        }
        out.push(Alike {
            id: hit.id,
            because: hit.shared.iter().take(NAMED).map(|at| words[*at].written.clone()).collect(),
        });
    }
    Ok(Some(out))
}

/// An entry read straight through: which of the words it has.
struct Reading {
    id: EntryId,
    stamp: i64,
    day: i64,
    length: f32,
    has: HashSet<usize>,
}

impl Reading {
    /// None where it is gone or in the trash.
    fn of(tx: &Tx<'_>, id: EntryId, places: &Places<'_>, stems: &mut Stems) -> Result<Option<Self>> {
        let Some(entry) = entries::store::find(tx, id)?.filter(|entry| entry.trashed_at.is_none()) else {
            return Ok(None);
        };
        let (Some(stamp), Some(row)) = (entries::store::stamp(tx, id)?, entries::store::row(tx, id)?) else {
            return Ok(None);
        };
        let mut reading = Self {
            id,
            stamp,
            day: chrono::NaiveDate::parse_from_str(&row.day, "%Y-%m-%d").map(day_number).unwrap_or_default(),
            length: 0.0,
            has: HashSet::new(),
        };
        for text in texts(tx, &entry)?.iter().skip(1) {
            let row = tokens(beginning(text));
            reading.length += row.len() as f32;
            reading.has.extend(places.of(&row, entry.language.as_deref(), stems));
        }
        Ok(Some(reading))
    }
}

/// An entry found, by its place among the words asked for.
struct Hit {
    id: EntryId,
    stamp: i64,
    day: i64,
    score: f32,
    shared: Vec<usize>,
}

struct Asked<'a> {
    words: &'a [Word],
    like: &'a Like<'a>,
    read: &'a [Reading],
    /// Read straight through, so not to be taken from the index.
    queued: &'a [EntryId],
    limit: usize,
}

impl Asked<'_> {
    fn hits(&self, index: Option<&Published>) -> Result<Vec<Hit>> {
        let weights = self.weights(index)?;
        // One word in common says little, unless there is hardly another to have.
        let needed = if weights.len() >= 4 { 2 } else { 1 };
        let average = self.average_length(index)?;
        let mut hits = match index {
            Some(index) => self.in_index(index, &weights, needed, average)?,
            None => Vec::new(),
        };
        for reading in self.read {
            let shared: Vec<usize> = weights.iter().map(|(at, _)| *at).filter(|at| reading.has.contains(at)).collect();
            if shared.len() >= needed {
                let sum: f32 =
                    weights.iter().filter(|(at, _)| reading.has.contains(at)).map(|(_, weight)| weight).sum();
                let score = sum * damped(reading.length, average);
                hits.push(Hit { id: reading.id, stamp: reading.stamp, day: reading.day, score, shared });
            }
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.day.cmp(&a.day)).then(b.id.cmp(&a.id)));
        hits.truncate(self.limit);
        Ok(hits)
    }

    /// The words to look for, the most telling first, with what each is worth. Words that no other entry has, or more
    /// than half of them, are left aside.
    fn weights(&self, index: Option<&Published>) -> Result<Vec<(usize, f32)>> {
        let indexed = index.map_or(0, |index| index.view.entries());
        let all = indexed + self.read.len() as u64 + 1;
        let own = u64::from(index.is_some() && !self.queued.contains(&self.like.of));
        let mut weights = Vec::with_capacity(self.words.len());
        for (at, word) in self.words.iter().enumerate() {
            let indexed_in = index.map_or(Ok(0), |index| frequency(index, word))?.saturating_sub(own);
            let have = indexed_in + self.read.iter().filter(|reading| reading.has.contains(&at)).count() as u64;
            if have > 0 && (all < 8 || have * 2 <= all) {
                weights.push((at, (1.0 + (word.times as f32).ln()) * rarity(have, all)));
            }
        }
        weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weights.truncate(LOOKED_FOR);
        Ok(weights)
    }

    fn average_length(&self, index: Option<&Published>) -> Result<f32> {
        let mut words: f32 = self.read.iter().map(|reading| reading.length).sum();
        let mut count = self.read.len() as f32;
        if let Some(index) = index {
            for part in &index.view.parts {
                words += part.reader.inverted_index(index.view.fields.folded)?.total_num_tokens() as f32;
                count += part.size() as f32;
            }
        }
        Ok((words / count.max(1.0)).max(1.0))
    }

    /// What a document is worth, and which of the words it has, a bit each in the order of `weights`.
    fn in_index(&self, index: &Published, weights: &[(usize, f32)], needed: usize, average: f32) -> Result<Vec<Hit>> {
        let view = &index.view;
        // Those equal to the last one wanted too: the day decides among them.
        let wanted = self.limit + self.queued.len() + 1;
        let mut best: Vec<(f32, u32, usize, DocId)> = Vec::new();
        for (number, part) in view.parts.iter().enumerate() {
            let mut found = vec![(0.0f32, 0u32); part.size() as usize];
            for (bit, (at, weight)) in weights.iter().enumerate() {
                each_with(view, part, &self.words[*at], |doc| {
                    if let Some((score, has)) = found.get_mut(doc as usize)
                        && *has >> bit & 1 == 0
                    {
                        *has |= 1 << bit;
                        *score += weight;
                    }
                })?;
            }
            let (alive, kept) = (part.alive(&[])?, part.kept()?);
            for (doc, (score, has)) in (0..).zip(found).filter(|(_, (_, has))| has.count_ones() as usize >= needed) {
                if alive.has(doc) {
                    best.push((score * damped(kept.lengths.fieldnorm(doc) as f32, average), has, number, doc));
                }
            }
        }
        if best.len() > wanted {
            best.select_nth_unstable_by(wanted, |a, b| b.0.total_cmp(&a.0));
            let least = best[wanted].0;
            best.retain(|(score, ..)| *score >= least);
        }
        let mut hits = Vec::with_capacity(best.len());
        for (score, has, number, doc) in best {
            let kept = view.parts[number].kept()?;
            let Some((id, stamp)) = kept.entry(doc) else { continue };
            if id == self.like.of || self.queued.contains(&id) {
                continue;
            }
            let shared = weights.iter().enumerate().filter(|(bit, _)| has >> bit & 1 == 1).map(|(_, (at, _))| *at);
            hits.push(Hit { id, stamp, day: i64::from(kept.place(doc).0), score, shared: shared.collect() });
        }
        Ok(hits)
    }
}

/// A long entry has every word; that alone does not make it like another.
fn damped(length: f32, average: f32) -> f32 {
    (SOON + 1.0) / (1.0 + SOON * (1.0 - LENGTH + LENGTH * length / average))
}
