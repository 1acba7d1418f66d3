//! Answering a query: the index for what it has read, the overlay for what was saved since, and every hit joined to the
//! database before it is shown.

use std::collections::{BTreeSet, HashMap};
use std::time::Instant;

use chrono::NaiveDate;

use super::answer::{Found, SearchFacets, SearchFor, SearchResult};
use super::ask::Parsed;
use super::doc::{Stems, stemmed_language};
use super::explain::explained;
use super::facets::FACETS;
use super::found::{Findings, Hit, Read, Want, sort};
use super::hanging::Hanging;
use super::leaves::Weights;
use super::overlay::Waiting;
use super::parse::parse;
use super::passage::Marker;
use super::plan::rank;
use super::query::Compiler;
use super::recent::{Recent, Shown};
use super::sync::guarded;
use super::view::{View, Whole};
use super::{Search, claims, matcher, meant, passage, store};
use crate::entries::{self, EntryRow};
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;
use crate::tags::{Count, folded};
use crate::templates;

/// Values of a facet.
const FACET: usize = 30;

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
    let mut parsed = understood(asker.tx, text)?;
    parsed.strictly();
    let Some(mut findings) = asker.find(&parsed, None, false)? else { return Ok(None) };
    sort(&mut findings.hits);
    Ok(Some(findings.hits.into_iter().map(|hit| hit.id).collect()))
}

/// The whole answer; none where the index moved on, or where a hit is not what stands in the journal.
fn answer(asker: &mut Asker<'_, '_>, request: &SearchFor) -> Result<Option<SearchResult>> {
    let began = Instant::now();
    let mut parsed = understood(asker.tx, &request.query)?;
    if request.strict {
        parsed.strictly();
    }
    let limit = Some(request.offset() + request.limit());
    let Some(mut findings) = asker.find(&parsed, limit, request.newest)? else { return Ok(None) };
    // In a question that is quoted from somewhere, quotation marks are part of the quotation.
    if findings.total == 0
        && let Some(mut loose) = parsed.loosened()
    {
        loose.lower_joining(&store::languages(asker.tx)?);
        let Some(found) = asker.find(&loose, limit, request.newest)? else { return Ok(None) };
        if found.total > 0 {
            (findings, parsed) = (found, loose);
        }
    }
    let mut meant = None;
    if !request.strict
        && let Some(other) = meant::meant(asker, &parsed, &request.query, &findings)?
    {
        let mended = understood(asker.tx, &other.query)?;
        if other.instead {
            let Some(found) = asker.find(&mended, limit, request.newest)? else { return Ok(None) };
            findings = found;
            let notes = std::mem::replace(&mut parsed, mended).notes;
            parsed.notes = notes.into_iter().chain([other.note()]).collect();
        }
        meant = Some(other.query);
    }
    asker.answered = true;
    page(asker, request, parsed, findings, meant, began)
}

/// The rows of one page; none where a hit is not what stands in the journal.
fn page(
    asker: &mut Asker<'_, '_>,
    request: &SearchFor,
    parsed: Parsed,
    mut findings: Findings,
    meant: Option<String>,
    began: Instant,
) -> Result<Option<SearchResult>> {
    let tx = asker.tx;
    let (none, last) = (Recent::default(), store::last_seq(tx)?);
    let recent = asker.search.map_or(&none, |search| &search.recent);
    sort(&mut findings.hits);
    let mut results = Vec::with_capacity(request.limit());
    let mut markers: HashMap<Option<String>, Marker<'_>> = HashMap::new();
    for hit in findings.hits.iter().skip(request.offset()).take(request.limit()) {
        let Some(whole) = recent.shown(tx, last, hit.id, hit.stamp)? else { return Ok(None) };
        results.push(match request.bare {
            true => bare(tx, hit, &whole)?,
            false => shown(tx, hit, &whole, &parsed, &mut markers)?,
        });
    }
    drop(markers);
    let facets = if request.bare { SearchFacets::default() } else { named_facets(tx, recent, last, findings.facets)? };
    let claims = if request.bare { Vec::new() } else { claims::found(tx, &parsed, &mut asker.stems)? };
    Ok(Some(SearchResult {
        query: request.query.clone(),
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

/// Whoever asks on one snapshot of the database: of the index with what it lacks, or, without one, of every entry.
pub(super) struct Asker<'t, 's> {
    pub(super) tx: &'t Tx<'s>,
    search: Option<&'t Search>,
    languages: Vec<&'static str>,
    stems: Stems,
    /// The index answered, so that what follows is about its answer.
    answered: bool,
}

impl<'t, 's> Asker<'t, 's> {
    fn of(tx: &'t Tx<'s>, search: Option<&'t Search>) -> Result<Self> {
        Ok(Self { tx, search, languages: stemmed_languages(tx)?, stems: Stems::default(), answered: false })
    }

    /// What a query finds; none where the index moved on.
    pub(super) fn find(&mut self, parsed: &Parsed, limit: Option<usize>, newest: bool) -> Result<Option<Findings>> {
        if parsed.is_empty() {
            return Ok(Some(Findings::default()));
        }
        let want = Want { words: parsed.wanted(), limit, newest };
        // In this order: first the database's snapshot, then the index, so that what the index lacks is in the queue we see.
        let last = store::last_seq(self.tx)?;
        let published = self.search.and_then(|search| Some((search, search.published()?)));
        let Some((search, published)) = published else {
            return self.read_all(parsed, want).map(Some);
        };
        if published.seq > last {
            return Ok(None);
        }
        let answer = Waiting::of(self.tx, search, &mut self.stems).and_then(|waiting| {
            let read = match waiting.view {
                Some(_) => Vec::new(),
                None => self.read(&waiting.entries, parsed)?,
            };
            let added = waiting.view.as_deref();
            guarded(|| Ok(self.ask(&published.view, added, parsed, &waiting.entries, read, want)?))
        });
        match answer {
            Ok(found) => Ok(Some(found)),
            Err(error) => {
                search.doubt(&error.to_string());
                self.read_all(parsed, want).map(Some)
            }
        }
    }

    /// Words of the journal that are spelled nearly so; some may stand in no entry any more.
    pub(super) fn near_spelled(&mut self, word: &str, edits: u8) -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        let Some((search, published)) = self.search.and_then(|search| Some((search, search.published()?))) else {
            for id in entries::store::ids(self.tx)? {
                let Some(doc) = store::doc(self.tx, id)? else { continue };
                let words = doc.parts.into_iter().flatten().map(|token| token.folded);
                found.extend(words.filter(|other| strsim::osa_distance(other, word) <= usize::from(edits)));
            }
            return Ok(found);
        };
        let waiting = Waiting::of(self.tx, search, &mut self.stems)?;
        for view in std::iter::once(&published.view).chain(waiting.view.as_deref()) {
            found.extend(guarded(|| Ok(view.near_spelled(word, edits)?))?);
        }
        Ok(found)
    }

    /// Asks the index without the entries that wait to be read, and the small one with these.
    fn ask(
        &mut self,
        main: &View,
        added: Option<&View>,
        parsed: &Parsed,
        masked: &[EntryId],
        read: Vec<Read>,
        want: Want,
    ) -> tantivy::Result<Findings> {
        let views: Vec<&View> = std::iter::once(main).chain(added).collect();
        let whole = Whole(&views);
        let weights = Weights::of(whole, main.fields, &self.languages)?;
        let plan = Compiler { weights, whole, searcher: &main.searcher, stems: &mut self.stems }.query(parsed)?;
        let none: &[EntryId] = &[];
        let views: Vec<(&View, &[EntryId])> =
            std::iter::once((main, masked)).chain(added.map(|added| (added, none))).collect();
        Findings::of(&views, Some(&plan), read, want)
    }

    fn read_all(&mut self, parsed: &Parsed, want: Want) -> Result<Findings> {
        let read = self.read(&entries::store::ids(self.tx)?, parsed)?;
        Ok(Findings::of(&[], None, read, want)?)
    }

    /// Reads entries one by one.
    fn read(&mut self, ids: &[EntryId], parsed: &Parsed) -> Result<Vec<Read>> {
        let mut out = Vec::new();
        for id in ids {
            let Some(doc) = store::doc(self.tx, *id)? else { continue };
            let Some(level) = matcher::level(parsed, &doc, &self.languages, &mut self.stems) else { continue };
            let score = if parsed.has_words() { rank(level, matcher::weight(parsed, &doc)) } else { 0.0 };
            let hit = Hit { id: doc.id, stamp: doc.stamp, score, day: doc.last_day };
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

/// The query, with templates named as people name them: an entry bears their ids.
pub(super) fn understood(tx: &Tx<'_>, text: &str) -> Result<Parsed> {
    let mut parsed = parse(text, today(tx));
    let mut known = None;
    parsed.lower_joining(&store::languages(tx)?);
    for values in parsed.values_of("template") {
        let rows = match &known {
            Some(rows) => rows,
            None => known.insert(templates::list(tx)?),
        };
        let named = rows.iter().filter(|row| values.contains(&folded(&row.name))).map(|row| folded(&row.id));
        let named: Vec<String> = named.filter(|id| !values.contains(id)).collect();
        values.extend(named);
    }
    Ok(parsed)
}

fn today(tx: &Tx<'_>) -> NaiveDate {
    tx.clock().day(tx.now())
}

/// The languages of the journal whose words are stemmed: a query is asked in each of them.
pub(super) fn stemmed_languages(tx: &Tx<'_>) -> Result<Vec<&'static str>> {
    let mut found: Vec<_> = store::languages(tx)?.iter().filter_map(|language| stemmed_language(language)).collect();
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn bare(tx: &Tx<'_>, hit: &Hit, whole: &Shown) -> Result<Found> {
    let entry = EntryRow { in_tray: store::in_tray(tx, hit.id)?, ..whole.row.clone() };
    Ok(Found { entry, score: hit.score, passage: Vec::new(), title: Vec::new() })
}

fn shown<'q>(
    tx: &Tx<'_>,
    hit: &Hit,
    whole: &Shown,
    parsed: &'q Parsed,
    markers: &mut HashMap<Option<String>, Marker<'q>>,
) -> Result<Found> {
    let language = whole.language.clone();
    let marker = markers.entry(language).or_insert_with_key(|language| Marker::of(parsed, language.as_deref()));
    let mut passage = passage::best(&whole.plain, marker);
    if !passage::is_marked(&passage) && parsed.has_words() {
        // What was asked for may stand in what hangs on it.
        let texts = Hanging::of(tx, hit.id)?.texts;
        let mut passages = texts.iter().map(|text| passage::best(text, marker));
        passage = passages.find(|passage| passage::is_marked(passage)).unwrap_or(passage);
    }
    Ok(Found { passage, title: passage::whole(&whole.row.title, marker), ..bare(tx, hit, whole)? })
}

fn named_facets(
    tx: &Tx<'_>,
    recent: &Recent,
    last: i64,
    counts: [HashMap<String, u32>; FACETS.len()],
) -> Result<SearchFacets> {
    let mut out = SearchFacets::default();
    for (counts, facet) in counts.into_iter().zip(&FACETS) {
        let Some(counted) = facet.counted else { continue };
        let mut list: Vec<(String, u32)> = counts.into_iter().collect();
        list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        list.truncate(FACET);
        for (value, count) in list {
            let value = recent.name(last, facet.name, value, |value| (facet.written)(tx, value))?;
            counted(&mut out).push(Count { value, count });
        }
    }
    out.years.sort_by(|a, b| b.value.cmp(&a.value));
    Ok(out)
}
