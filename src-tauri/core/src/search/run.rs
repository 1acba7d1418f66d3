//! Answering a query: the index for what it has read, the overlay for what was saved since, and every hit joined to the
//! database before it is shown.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use chrono::NaiveDate;

use super::answer::{Found, SearchFacets, SearchFor, SearchResult};
use super::ask::{Kind, Parsed, Word};
use super::bits::Bits;
use super::doc::{Stems, stemmed_language};
use super::explain::explained;
use super::facets::FACETS;
use super::found::{Findings, Hit, Read, Want};
use super::hanging::Hanging;
use super::leaves::Weights;
use super::meant::Meant;
use super::overlay::Waiting;
use super::parse::parse;
use super::passage::{Lent, Marker};
use super::plan::rank;
use super::query::Compiler;
use super::recent::{Recent, Shown};
use super::sync::guarded;
use super::view::{View, Whole};
use super::{Search, beginnings, claims, filters, matcher, meant, passage, store};
use crate::entries::{self, EntryRow};
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;
use crate::tags::Count;
use crate::versions::Piece;

/// Values of a facet.
const FACET: usize = 30;

/// Entries that are read one by one in no time.
const QUICK: usize = 500;

/// Answers a query; `None` where the index moved on under this snapshot of the database: ask again with a new one.
///
/// # Errors
/// Those of the database. An index that fails is doubted and the entries are read straight through instead.
pub fn run(tx: &Tx<'_>, search: &Search, request: &SearchFor) -> Result<Option<SearchResult>> {
    let mut asker = Asker::of(tx, Some(search))?;
    let page = answer(&mut asker, request)?;
    if page.is_none() && asker.answered {
        // A stale copy in the index (seen in tantivy under load, reliability.md A): never shown, and the end of it.
        search.doubt("a hit was not what stands in the journal");
    }
    Ok(page)
}

/// Answers a query by reading every entry: where the index cannot be had, or moves too fast.
///
/// # Errors
/// Those of the database.
pub fn run_without_index(tx: &Tx<'_>, request: &SearchFor) -> Result<SearchResult> {
    answer(&mut Asker::of(tx, None)?, request)?.ok_or(Error::NotFound("entry"))
}

/// Every entry that has all a query asks for, best first, for what is to leave: nothing is found by half, no spelling
/// mended. `None` as in [`run`].
///
/// # Errors
/// Those of the database.
pub fn ids(tx: &Tx<'_>, search: &Search, text: &str) -> Result<Option<Vec<EntryId>>> {
    all_ids(&mut Asker::of(tx, Some(search))?, text)
}

/// As [`ids`], by reading every entry.
///
/// # Errors
/// Those of the database.
pub fn ids_without_index(tx: &Tx<'_>, text: &str) -> Result<Vec<EntryId>> {
    Ok(all_ids(&mut Asker::of(tx, None)?, text)?.unwrap_or_default())
}

fn all_ids(asker: &mut Asker<'_, '_>, text: &str) -> Result<Option<Vec<EntryId>>> {
    let mut parsed = asker.understood(text)?;
    parsed.strictly();
    let Some(findings) = asker.find(&parsed, None, false)? else { return Ok(None) };
    Ok(Some(findings.in_order().into_iter().map(|hit| hit.id).collect()))
}

/// The whole answer; none where the index moved on, or where a hit is not what stands in the journal.
fn answer(asker: &mut Asker<'_, '_>, request: &SearchFor) -> Result<Option<SearchResult>> {
    let began = Instant::now();
    let Some(answered) = answered(asker, request)? else { return Ok(None) };
    asker.answered = true;
    page(asker, request, answered, began)
}

/// What was found, and by which query.
struct Answered {
    parsed: Parsed,
    findings: Arc<Findings>,
    asked: String,
    meant: Option<String>,
}

/// What a query finds as it was typed, or else as it may have been meant; none where the index moved on.
fn answered(asker: &mut Asker<'_, '_>, request: &SearchFor) -> Result<Option<Answered>> {
    let mut parsed = asker.understood(&request.query)?;
    if request.strict {
        parsed.strictly();
    }
    let limit = Some(request.offset() + request.limit());
    let Some(mut findings) = asker.find(&parsed, limit, request.newest)? else { return Ok(None) };
    // In a question that is quoted from somewhere, quotation marks are part of the quotation.
    if findings.total == 0
        && let Some(mut loose) = parsed.loosened()
    {
        loose.lower_joining(&asker.written);
        let Some(found) = asker.find(&loose, limit, request.newest)? else { return Ok(None) };
        if found.total > 0 {
            (findings, parsed) = (found, loose);
        }
    }
    let asked = request.query.clone();
    let other = match request.strict || !asker.is_quick()? {
        true => None,
        false => meant::meant(asker, &parsed, &request.query, &findings)?,
    };
    let Some(Meant { query, instead, note }) = other else {
        return Ok(Some(Answered { parsed, findings, asked, meant: None }));
    };
    if !instead {
        return Ok(Some(Answered { parsed, findings, asked, meant: Some(query) }));
    }
    let mut mended = asker.understood(&query)?;
    let Some(found) = asker.find(&mended, limit, request.newest)? else { return Ok(None) };
    // What finds nothing either hides nothing that was found.
    if found.total == 0 {
        return Ok(Some(Answered { parsed, findings, asked, meant: None }));
    }
    mended.notes = parsed.notes.into_iter().chain([note]).collect();
    Ok(Some(Answered { parsed: mended, findings: found, asked: query.clone(), meant: Some(query) }))
}

/// The rows of one page; none where a hit is not what stands in the journal.
fn page(
    asker: &mut Asker<'_, '_>,
    request: &SearchFor,
    answered: Answered,
    began: Instant,
) -> Result<Option<SearchResult>> {
    let Answered { parsed, findings, asked, meant } = answered;
    let tx = asker.tx;
    let (none, last) = (Recent::default(), asker.last);
    let recent = asker.search.map_or(&none, |search| &search.recent);
    let mut page = findings.in_order();
    page.drain(..request.offset().min(page.len()));
    page.truncate(request.limit());
    let tray = InTray::of(tx, &page)?;
    let mut results = Vec::with_capacity(page.len());
    let mut markers: HashMap<Option<String>, Marker<'_>> = HashMap::new();
    let stems = Lent::new(std::mem::take(&mut asker.stems).into());
    for hit in &page {
        let Some(whole) = recent.shown(tx, last, hit)? else { return Ok(None) };
        let (passage, title) = match request.bare {
            true => (Vec::new(), Vec::new()),
            false => {
                let language = whole.language.clone();
                let marker = markers
                    .entry(language)
                    .or_insert_with_key(|language| Marker::sharing(&parsed, language.as_deref(), Lent::clone(&stems)));
                shown(tx, hit, &whole, &parsed, marker)?
            }
        };
        let entry = EntryRow { in_tray: tray.holds(hit.id), ..whole.row.clone() };
        results.push(Found { entry, score: hit.score, passage, title });
    }
    drop(markers);
    asker.stems = stems.take();
    let facets = if request.bare { SearchFacets::default() } else { named_facets(tx, recent, last, &findings.facets)? };
    let claims =
        if request.bare { Vec::new() } else { claims::found(tx, &parsed, &asker.languages, &mut asker.stems)? };
    Ok(Some(SearchResult {
        query: request.query.clone(),
        asked,
        total: findings.total,
        some: findings.some,
        took_us: i64::try_from(began.elapsed().as_micros()).unwrap_or(i64::MAX),
        results,
        claims,
        explained: explained(tx, &parsed)?,
        meant,
        notes: parsed.notes,
        facets,
    }))
}

/// Which entries of a page lie in the tray, read at once.
pub(super) struct InTray(HashSet<EntryId>);

impl InTray {
    fn of(tx: &Tx<'_>, page: &[Hit]) -> Result<Self> {
        Self::of_ids(tx, page.iter().map(|hit| hit.id))
    }

    pub(super) fn of_ids(tx: &Tx<'_>, ids: impl Iterator<Item = EntryId>) -> Result<Self> {
        // Mostly it is empty.
        Ok(Self(if store::tray_is_empty(tx)? { HashSet::new() } else { store::in_tray(tx, ids)? }))
    }

    pub(super) fn holds(&self, id: EntryId) -> bool {
        self.0.contains(&id)
    }
}

/// Whoever asks on one snapshot of the database: of the index with what it lacks, or, without one, of every entry.
pub(super) struct Asker<'t, 's> {
    pub(super) tx: &'t Tx<'s>,
    pub(super) search: Option<&'t Search>,
    /// The languages entries are written in, and those of them whose words are stemmed: a query is asked in each.
    written: Vec<String>,
    languages: Vec<&'static str>,
    /// The queue's last number.
    last: i64,
    pub(super) stems: Stems,
    /// The index answered, so that what follows is about its answer.
    answered: bool,
}

impl Drop for Asker<'_, '_> {
    fn drop(&mut self) {
        if let Some(search) = self.search {
            search.give_stems(std::mem::take(&mut self.stems));
        }
    }
}

impl<'t, 's> Asker<'t, 's> {
    fn of(tx: &'t Tx<'s>, search: Option<&'t Search>) -> Result<Self> {
        let written = store::languages(tx)?;
        let languages = stemmed(&written);
        let stems = search.map(Search::take_stems).unwrap_or_default();
        // The database's snapshot stands from the first look at it: what the index lacks is in the queue that we see.
        Ok(Self { tx, search, written, languages, last: store::last_seq(tx)?, stems, answered: false })
    }

    fn understood(&self, text: &str) -> Result<Parsed> {
        understood_in(self.tx, text, &self.written)
    }

    fn has_index(&self) -> bool {
        self.search.is_some_and(|search| search.published().is_some())
    }

    /// Whether many questions can be asked for one: without an index each is a reading of the whole journal.
    fn is_quick(&self) -> Result<bool> {
        Ok(self.has_index() || entries::store::ids(self.tx)?.len() <= QUICK)
    }

    /// What a query finds; none where the index moved on.
    fn find(&mut self, parsed: &Parsed, limit: Option<usize>, newest: bool) -> Result<Option<Arc<Findings>>> {
        self.find_wanted(parsed, Want { words: parsed.wanted(), limit, newest, only_counts: false })
    }

    /// How many entries a query finds.
    pub(super) fn count(&mut self, parsed: &Parsed) -> Result<u32> {
        let want = Want { words: parsed.wanted(), only_counts: true, ..Want::default() };
        Ok(self.find_wanted(parsed, want)?.map_or(0, |found| found.total))
    }

    /// What is shown of the last entry that has a word, its places marked; nothing where none has it.
    pub(super) fn last_with(&mut self, word: Word) -> Result<Vec<Piece>> {
        let parsed = Parsed::only(Kind::Word(word));
        let none = Recent::default();
        let recent = self.search.map_or(&none, |search| &search.recent);
        let found = self.find(&parsed, Some(1), true)?;
        let Some(hit) = found.and_then(|found| found.in_order().into_iter().next()) else { return Ok(Vec::new()) };
        let Some(whole) = recent.shown(self.tx, self.last, &hit)? else { return Ok(Vec::new()) };
        let (passage, title) = shown(self.tx, &hit, &whole, &parsed, &mut Marker::of(&parsed, None))?;
        Ok([title, passage].concat())
    }

    fn find_wanted(&mut self, parsed: &Parsed, want: Want) -> Result<Option<Arc<Findings>>> {
        if parsed.is_empty() {
            return Ok(Some(Arc::default()));
        }
        // In this order: first the database's snapshot, then the index, so that what the index lacks is in the queue we see.
        let last = self.last;
        let published = self.search.and_then(|search| Some((search, search.published()?)));
        let Some((search, published)) = published else {
            return Ok(self.read_all(parsed, want, true)?.map(Arc::new));
        };
        if published.seq > last {
            return Ok(None);
        }
        let index = &published.view;
        let answer = Waiting::of(self.tx, search, index, &mut self.stems).and_then(|waiting| {
            if waiting.layers.is_none() {
                let read = self.read(&waiting.entries, parsed)?;
                return guarded(|| Ok(Arc::new(self.ask(index, &waiting, parsed, read, want)?)));
            }
            let key = beginnings::key(parsed, &want);
            if let Some(known) = key.as_ref().and_then(|key| search.beginnings().find(key, index, &waiting)) {
                return Ok(known);
            }
            let found = guarded(|| Ok(Arc::new(self.ask(index, &waiting, parsed, Vec::new(), want)?)))?;
            if let Some(key) = key {
                search.beginnings().keep(key, &found, index, &waiting);
            }
            Ok(found)
        });
        match answer {
            Ok(found) => Ok(Some(found)),
            Err(error) => {
                search.doubt(&error.to_string());
                Ok(self.read_all(parsed, want, false)?.map(Arc::new))
            }
        }
    }

    /// Asks the index without the entries that wait to be read, and the small ones with these.
    fn ask(
        &mut self,
        main: &View,
        waiting: &Waiting,
        parsed: &Parsed,
        read: Vec<Read>,
        want: Want,
    ) -> tantivy::Result<Findings> {
        let layers = || waiting.layers.iter().flatten();
        let views: Vec<&View> = std::iter::once(main).chain(layers().map(|layer| &*layer.view)).collect();
        let whole = Whole(&views);
        let weights = Weights::of(whole, main.fields, &self.languages)?;
        let plan = Compiler { weights, whole, searcher: &main.searcher, stems: &mut self.stems }.query(parsed)?;
        let masked = std::iter::once(&waiting.rest).chain(layers().map(|layer| &layer.alive));
        let asked: Vec<(&View, &[Arc<Bits>])> =
            views.iter().copied().zip(masked).map(|(view, alive)| (view, alive.as_slice())).collect();
        Findings::of(&asked, Some(&plan), read, want)
    }

    /// Reads every entry; `gives_way` once there is an index, which answers sooner than half of a large journal is read: none
    /// then.
    fn read_all(&mut self, parsed: &Parsed, want: Want, gives_way: bool) -> Result<Option<Findings>> {
        let mut read = Vec::new();
        for ids in entries::store::ids(self.tx)?.chunks(QUICK) {
            read.extend(self.read(ids, parsed)?);
            if gives_way && self.has_index() {
                return Ok(None);
            }
        }
        Ok(Some(Findings::of(&[], None, read, want)?))
    }

    /// Reads entries one by one.
    fn read(&mut self, ids: &[EntryId], parsed: &Parsed) -> Result<Vec<Read>> {
        let mut out = Vec::new();
        for id in ids {
            let Some(doc) = store::doc(self.tx, *id)? else { continue };
            let Some(level) = matcher::level(parsed, &doc, &self.languages, &mut self.stems) else { continue };
            let score = if parsed.has_words() { rank(level, matcher::weight(parsed, &doc)) } else { 0.0 };
            let hit = Hit { id: doc.id, stamp: doc.stamp, row: doc.row, score, day: doc.last_day };
            out.push(Read { hit, level, facets: doc.facets });
        }
        Ok(out)
    }
}

/// What in a query was not understood, as sentences.
pub fn notes(text: &str) -> Vec<String> {
    // Which day it is changes what is found, not what is understood.
    parse(text, NaiveDate::default()).notes
}

/// The query, with its values held against what the journal has.
pub(super) fn understood(tx: &Tx<'_>, text: &str) -> Result<Parsed> {
    understood_in(tx, text, &store::languages(tx)?)
}

fn understood_in(tx: &Tx<'_>, text: &str, languages: &[String]) -> Result<Parsed> {
    let mut parsed = parse(text, today(tx));
    parsed.lower_joining(languages);
    filters::known::resolve(tx, &mut parsed)?;
    Ok(parsed)
}

fn today(tx: &Tx<'_>) -> NaiveDate {
    tx.clock().day(tx.now())
}

fn stemmed(written: &[String]) -> Vec<&'static str> {
    let mut found: Vec<_> = written.iter().filter_map(|language| stemmed_language(language)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The passage and the title as they are shown.
fn shown(
    tx: &Tx<'_>,
    hit: &Hit,
    whole: &Shown,
    parsed: &Parsed,
    marker: &mut Marker<'_>,
) -> Result<(Vec<Piece>, Vec<Piece>)> {
    let mut passage = passage::best_of(&whole.plain, whole.words.as_ref(), marker);
    let title = passage::whole(&whole.row.title, marker);
    if !passage::is_marked(&passage) && parsed.has_words() {
        // What was asked for may stand in what hangs on it.
        let texts = Hanging::of(tx, hit.id)?.texts;
        let mut passages = texts.iter().map(|text| passage::best(text, marker));
        passage = passages.find(|passage| passage::is_marked(passage)).unwrap_or(passage);
    }
    Ok((passage, title))
}

fn named_facets(
    tx: &Tx<'_>,
    recent: &Recent,
    last: i64,
    counts: &[HashMap<String, u32>; FACETS.len()],
) -> Result<SearchFacets> {
    let mut out = SearchFacets::default();
    for (counts, facet) in counts.iter().zip(&FACETS) {
        let Some(counted) = facet.counted else { continue };
        let mut list: Vec<(&str, u32)> = counts.iter().map(|(value, count)| (value.as_str(), *count)).collect();
        let order = |a: &(&str, u32), b: &(&str, u32)| b.1.cmp(&a.1).then(a.0.cmp(b.0));
        if list.len() > FACET {
            list.select_nth_unstable_by(FACET, order);
            list.truncate(FACET);
        }
        list.sort_unstable_by(order);
        for (value, count) in list {
            let value = recent.name(last, facet.name, value, |value| (facet.written)(tx, value))?;
            counted(&mut out).push(Count { value, count });
        }
    }
    out.years.sort_by(|a, b| b.value.cmp(&a.value));
    Ok(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::change::Op;
    use crate::clock::Clock;
    use crate::entries::EntryFields;
    use crate::journal::Journal;

    #[test]
    fn a_reading_of_all_entries_gives_way_to_the_index_once_there_is_one() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open_or_create(folder.path(), Clock::system()).unwrap();
        let fields = EntryFields { body: Some("silence".into()), ..EntryFields::default() };
        journal.write(Op::SaveEntry, |tx| entries::add(tx, fields)).unwrap();
        journal.catch_up().unwrap();
        let found = |search: Option<&Search>, gives_way: bool| {
            let read = |tx: &Tx<'_>| {
                let mut asker = Asker::of(tx, search)?;
                let parsed = asker.understood("silence ")?;
                asker.read_all(&parsed, Want { words: parsed.wanted(), ..Want::default() }, gives_way)
            };
            journal.read(read).unwrap().map(|found| found.total)
        };
        assert_eq!(found(Some(journal.search()), true), None);
        assert_eq!(found(Some(journal.search()), false), Some(1), "an index that fails is none");
        assert_eq!(found(None, true), Some(1));
    }
}
