//! Answering a query: the index for what it has read, the overlay for what was saved since, and every hit joined to the
//! database before it is shown.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::time::Instant;

use chrono::NaiveDate;
use tantivy::collector::sort_key::{SortBySimilarityScore, SortByStaticFastValue, SortByString};
use tantivy::collector::{DocSetCollector, TopDocs};
use tantivy::query::{Bm25StatisticsProvider, Query};
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, Order, Searcher, TantivyDocument, Term};

use super::answer::{Found, SearchFacets, SearchFor, SearchResult};
use super::doc::{Doc, Stems, stemmed_language};
use super::facets::FACETS;
use super::hanging::Hanging;
use super::index::{Fields, in_memory};
use super::parse::{Parsed, parse};
use super::sync::guarded;
use super::{Search, claims, matcher, passage, query, store};
use crate::entries;
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;
use crate::tags::{Count, folded};
use crate::{templates, text};

/// More entries than this in the queue are read straight through rather than put into an index in memory.
pub const OVERLAY: u32 = 64;
/// Values of a facet.
const FACET: usize = 30;

struct Hit {
    id: EntryId,
    stamp: i64,
    score: f32,
    day: i64,
}

/// All that one query found.
#[derive(Default)]
struct Findings {
    hits: Vec<Hit>,
    total: u32,
    /// In the order of [`FACETS`]; empty for those not counted.
    facets: [HashMap<String, u32>; FACETS.len()],
}

/// Answers a query; `None` where the index moved on under this snapshot of the database: ask again with a new one.
///
/// # Errors
/// Those of the database. An index that fails is doubted and the entries are read straight through instead.
pub fn run(tx: &Tx<'_>, search: &Search, request: &SearchFor) -> Result<Option<SearchResult>> {
    let began = Instant::now();
    let parsed = understood(tx, &request.query)?;
    let mut stems = Stems::default();
    let wanted = request.offset() + request.limit();
    let Some(findings) = find(tx, search, &parsed, Some(wanted), &mut stems)? else { return Ok(None) };
    let page = page(tx, request, parsed, findings, &mut stems, began)?;
    if page.is_none() {
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
    let began = Instant::now();
    let parsed = understood(tx, &request.query)?;
    let mut stems = Stems::default();
    let findings = read_through(tx, None, &parsed, &stemmed_languages(tx)?, &mut stems)?;
    page(tx, request, parsed, findings, &mut stems, began)?.ok_or(Error::NotFound("entry"))
}

/// Every entry a query finds, by reading every entry.
///
/// # Errors
/// Those of the database.
pub fn ids_without_index(tx: &Tx<'_>, text: &str) -> Result<Vec<EntryId>> {
    let mut findings = read_through(tx, None, &understood(tx, text)?, &stemmed_languages(tx)?, &mut Stems::default())?;
    sort(&mut findings.hits);
    Ok(findings.hits.into_iter().map(|hit| hit.id).collect())
}

/// The rows of one page; none where a hit is not what stands in the journal.
fn page(
    tx: &Tx<'_>,
    request: &SearchFor,
    parsed: Parsed,
    mut findings: Findings,
    stems: &mut Stems,
    began: Instant,
) -> Result<Option<SearchResult>> {
    sort(&mut findings.hits);
    let mut results = Vec::with_capacity(request.limit());
    for hit in findings.hits.iter().skip(request.offset()).take(request.limit()) {
        if !store::is_current(tx, hit.id, hit.stamp)? {
            return Ok(None);
        }
        let found = if request.bare { bare(tx, hit)? } else { shown(tx, hit, &parsed, stems)? };
        results.extend(found);
    }
    let facets = if request.bare { SearchFacets::default() } else { named_facets(tx, findings.facets)? };
    let claims = if request.bare { Vec::new() } else { claims::found(tx, &parsed, stems)? };
    Ok(Some(SearchResult {
        query: request.query.clone(),
        total: findings.total,
        took_us: i64::try_from(began.elapsed().as_micros()).unwrap_or(i64::MAX),
        results,
        claims,
        notes: parsed.notes,
        facets,
    }))
}

/// Every entry a query finds, best first; `None` as in [`run`].
///
/// # Errors
/// Those of the database.
pub fn ids(tx: &Tx<'_>, search: &Search, text: &str) -> Result<Option<Vec<EntryId>>> {
    let parsed = understood(tx, text)?;
    let Some(mut findings) = find(tx, search, &parsed, None, &mut Stems::default())? else { return Ok(None) };
    sort(&mut findings.hits);
    Ok(Some(findings.hits.into_iter().map(|hit| hit.id).collect()))
}

fn sort(hits: &mut [Hit]) {
    hits.sort_by(|a, b| {
        b.score.partial_cmp(&a.score).unwrap_or(Ordering::Equal).then(b.day.cmp(&a.day)).then(b.id.cmp(&a.id))
    });
}

fn find(
    tx: &Tx<'_>,
    search: &Search,
    parsed: &Parsed,
    limit: Option<usize>,
    stems: &mut Stems,
) -> Result<Option<Findings>> {
    if parsed.is_empty() {
        return Ok(Some(Findings::default()));
    }
    // In this order: first the database's snapshot, then the index, so that what the index lacks is in the queue we see.
    let last = store::last_seq(tx)?;
    let waiting = store::queue_length(tx)?;
    let languages = stemmed_languages(tx)?;
    let Some(published) = search.published() else {
        return read_through(tx, None, parsed, &languages, stems).map(Some);
    };
    if published.seq > last {
        return Ok(None);
    }
    let queued: Vec<EntryId> = store::queued(tx, u32::MAX)?.into_iter().map(|item| item.entry).collect();
    let masked: Vec<String> = queued.iter().map(EntryId::to_string).collect();
    let compiled = query::compile(parsed, &published.fields, &languages, stems, &masked);
    let docs: Option<Vec<Doc>> = if waiting > OVERLAY {
        None
    } else {
        Some(queued.iter().filter_map(|id| store::doc(tx, *id).transpose()).collect::<Result<_>>()?)
    };
    let main = &published.searcher;
    let answer = guarded(|| match &docs {
        None => Ok(Findings::of(main, &published.fields, &*compiled, main, parsed, limit)?),
        Some(docs) => {
            let overlay = overlay(docs, stems)?;
            let both = Both { main, overlay: &overlay };
            let found = Findings::of(main, &published.fields, &*compiled, &both, parsed, limit)?;
            let unmasked = query::compile(parsed, &published.fields, &languages, stems, &[]);
            Ok(found.and(Findings::of(&overlay, &published.fields, &*unmasked, &both, parsed, None)?))
        }
    });
    match answer {
        Ok(found) if docs.is_some() => Ok(Some(found)),
        Ok(found) => Ok(Some(found.and(read_through(tx, Some(&queued), parsed, &languages, stems)?))),
        Err(error) => {
            search.doubt(&error.to_string());
            read_through(tx, None, parsed, &languages, stems).map(Some)
        }
    }
}

/// What in a query was not understood, as sentences.
pub fn notes(text: &str) -> Vec<String> {
    // Which day it is changes what is found, not what is understood.
    parse(text, NaiveDate::default()).notes
}

/// The query, with templates named as people name them: an entry bears their ids.
fn understood(tx: &Tx<'_>, text: &str) -> Result<Parsed> {
    let mut parsed = parse(text, today(tx));
    let mut known = None;
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

fn overlay(docs: &[Doc], stems: &mut Stems) -> tantivy::Result<Searcher> {
    Ok(in_memory(docs, stems)?.reader()?.searcher())
}

/// The statistics of index and overlay together, so that a word just saved ranks as it will once it is indexed.
struct Both<'s> {
    main: &'s Searcher,
    overlay: &'s Searcher,
}

impl Bm25StatisticsProvider for Both<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        Ok(self.main.total_num_tokens(field)? + self.overlay.total_num_tokens(field)?)
    }
    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.main.total_num_docs()? + self.overlay.total_num_docs()?)
    }
    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        Ok(Bm25StatisticsProvider::doc_freq(self.main, term)? + Bm25StatisticsProvider::doc_freq(self.overlay, term)?)
    }
}

impl Findings {
    fn of(
        searcher: &Searcher,
        fields: &Fields,
        query: &dyn Query,
        statistics: &dyn Bm25StatisticsProvider,
        parsed: &Parsed,
        limit: Option<usize>,
    ) -> tantivy::Result<Self> {
        let mut findings = Self::default();
        if searcher.num_docs() == 0 {
            return Ok(findings);
        }
        let all = searcher.search(query, &DocSetCollector)?;
        findings.total = u32::try_from(all.len()).unwrap_or(u32::MAX);
        findings.count_facets(searcher, &all)?;
        let wanted = limit.unwrap_or(all.len()).min(all.len());
        if wanted == 0 {
            return Ok(findings);
        }
        // One total order, the same that the page is cut by: pages must join up to the whole, each entry once.
        let newest = || SortByStaticFastValue::<i64>::for_field("last_day");
        let top: Vec<(f32, DocAddress)> = if parsed.has_words() {
            let collector = TopDocs::with_limit(wanted).order_by((
                (SortBySimilarityScore, Order::Desc),
                (newest(), Order::Desc),
                (SortByString::for_field("id"), Order::Desc),
            ));
            let found = searcher.search_with_statistics_provider(query, &collector, statistics)?;
            found.into_iter().map(|((score, ..), address)| (score, address)).collect()
        } else {
            let collector = TopDocs::with_limit(wanted)
                .order_by(((newest(), Order::Desc), (SortByString::for_field("id"), Order::Desc)));
            searcher.search(query, &collector)?.into_iter().map(|(_, address)| (0.0, address)).collect()
        };
        for (score, address) in top {
            let fast = searcher.segment_reader(address.segment_ord).fast_fields();
            let stamp = fast.i64("stamp")?.first(address.doc_id).unwrap_or_default();
            let day = fast.i64("last_day")?.first(address.doc_id).unwrap_or_default();
            let document: TantivyDocument = searcher.doc(address)?;
            let id = document.get_first(fields.id).and_then(|value| value.as_str()).and_then(|text| text.parse().ok());
            findings.hits.extend(id.map(|id| Hit { id, stamp, score, day }));
        }
        Ok(findings)
    }

    fn count_facets(
        &mut self,
        searcher: &Searcher,
        all: &std::collections::HashSet<DocAddress>,
    ) -> tantivy::Result<()> {
        for (counts, facet) in self.facets.iter_mut().zip(&FACETS).filter(|(_, facet)| facet.counted.is_some()) {
            for (ord, segment) in (0u32..).zip(searcher.segment_readers()) {
                let Some(column) = segment.fast_fields().str(facet.name)? else { continue };
                let mut found: HashMap<u64, u32> = HashMap::new();
                for address in all.iter().filter(|address| address.segment_ord == ord) {
                    for value in column.term_ords(address.doc_id) {
                        *found.entry(value).or_default() += 1;
                    }
                }
                for (value, count) in found {
                    let mut name = String::new();
                    if column.ord_to_str(value, &mut name)? {
                        *counts.entry(name).or_default() += count;
                    }
                }
            }
        }
        Ok(())
    }

    fn and(mut self, other: Self) -> Self {
        self.hits.extend(other.hits);
        self.total += other.total;
        for (mine, theirs) in self.facets.iter_mut().zip(other.facets) {
            for (name, count) in theirs {
                *mine.entry(name).or_default() += count;
            }
        }
        self
    }
}

/// Reads entries one by one: those given, or all.
fn read_through(
    tx: &Tx<'_>,
    only: Option<&[EntryId]>,
    parsed: &Parsed,
    languages: &[&'static str],
    stems: &mut Stems,
) -> Result<Findings> {
    let all;
    let ids = match only {
        Some(ids) => ids,
        None => {
            all = entries::store::ids(tx)?;
            &all
        }
    };
    let mut findings = Findings::default();
    for id in ids {
        let Some(doc) = store::doc(tx, *id)? else { continue };
        if !matcher::matches(parsed, &doc, languages, stems) {
            continue;
        }
        findings.total += 1;
        let score = matcher::weight(parsed, &doc);
        findings.hits.push(Hit { id: doc.id, stamp: doc.stamp, score, day: doc.last_day });
        let counted =
            findings.facets.iter_mut().zip(doc.facets).zip(&FACETS).filter(|(_, facet)| facet.counted.is_some());
        for ((counts, values), _) in counted {
            for value in values {
                *counts.entry(value).or_default() += 1;
            }
        }
    }
    Ok(findings)
}

fn bare(tx: &Tx<'_>, hit: &Hit) -> Result<Option<Found>> {
    let row = entries::store::row(tx, hit.id)?;
    Ok(row.map(|entry| Found { entry, score: hit.score, passage: Vec::new(), title: Vec::new() }))
}

fn shown(tx: &Tx<'_>, hit: &Hit, parsed: &Parsed, stems: &mut Stems) -> Result<Option<Found>> {
    let (Some(row), Some(entry)) = (entries::store::row(tx, hit.id)?, entries::store::find(tx, hit.id)?) else {
        return Ok(None);
    };
    let language = entry.language.as_deref();
    let mut passage = passage::best(&text::plain(&entry.body), parsed, language, stems);
    if !passage::is_marked(&passage) {
        // What was asked for may stand in what hangs on it.
        let texts = Hanging::of(tx, hit.id)?.texts;
        let mut passages = texts.iter().map(|text| passage::best(text, parsed, language, stems));
        passage = passages.find(|passage| passage::is_marked(passage)).unwrap_or(passage);
    }
    Ok(Some(Found {
        title: passage::whole(&entry.title, parsed, language, stems),
        passage,
        entry: row,
        score: hit.score,
    }))
}

fn named_facets(tx: &Tx<'_>, counts: [HashMap<String, u32>; FACETS.len()]) -> Result<SearchFacets> {
    let mut out = SearchFacets::default();
    for (counts, facet) in counts.into_iter().zip(&FACETS) {
        let Some(counted) = facet.counted else { continue };
        let mut list: Vec<(String, u32)> = counts.into_iter().collect();
        list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        list.truncate(FACET);
        for (value, count) in list {
            let value = (facet.written)(tx, &value)?.unwrap_or(value);
            counted(&mut out).push(Count { value, count });
        }
    }
    out.years.sort_by(|a, b| b.value.cmp(&a.value));
    Ok(out)
}
