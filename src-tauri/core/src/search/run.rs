//! Answering a query: the index for what it has read, the overlay for what was saved since, and every hit joined to the
//! database before it is shown.

use std::collections::HashMap;
use std::time::Instant;

use chrono::NaiveDate;

use super::answer::{Found, SearchFacets, SearchFor, SearchResult};
use super::doc::{Stems, stemmed_language};
use super::facets::FACETS;
use super::found::{Findings, Hit, sort};
use super::hanging::Hanging;
use super::leaves::Weights;
use super::overlay::Waiting;
use super::parse::{Parsed, parse};
use super::passage::Marker;
use super::query::Compiler;
use super::sync::guarded;
use super::view::{View, Whole};
use super::{Search, claims, matcher, passage, store};
use crate::entries;
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;
use crate::tags::{Count, folded};
use crate::{templates, text};

/// Values of a facet.
const FACET: usize = 30;

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
    let mut markers: HashMap<Option<String>, Marker<'_>> = HashMap::new();
    for hit in findings.hits.iter().skip(request.offset()).take(request.limit()) {
        let shown = if request.bare { bare(tx, hit)? } else { shown(tx, hit, &parsed, &mut markers)? };
        let Some(found) = shown else { return Ok(None) };
        results.push(found);
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
    let languages = stemmed_languages(tx)?;
    let Some(published) = search.published() else {
        return read_through(tx, None, parsed, &languages, stems).map(Some);
    };
    if published.seq > last {
        return Ok(None);
    }
    let waiting = Waiting::of(tx, search, stems);
    let answer = waiting.and_then(|waiting| {
        let (main, added) = (&published.view, waiting.view.as_deref());
        guarded(|| Ok(ask(main, added, parsed, &languages, &waiting.entries, limit, stems)?))
            .map(|found| (found, waiting))
    });
    match answer {
        Ok((found, waiting)) if waiting.view.is_some() => Ok(Some(found)),
        Ok((found, waiting)) => {
            Ok(Some(found.and(read_through(tx, Some(&waiting.entries), parsed, &languages, stems)?)))
        }
        Err(error) => {
            search.doubt(&error.to_string());
            read_through(tx, None, parsed, &languages, stems).map(Some)
        }
    }
}

/// Asks the index without the entries that wait to be read, and the small one with these.
fn ask(
    main: &View,
    added: Option<&View>,
    parsed: &Parsed,
    languages: &[&'static str],
    masked: &[EntryId],
    limit: Option<usize>,
    stems: &mut Stems,
) -> tantivy::Result<Findings> {
    let views: Vec<&View> = std::iter::once(main).chain(added).collect();
    let whole = Whole(&views);
    let weights = Weights::of(whole, main.fields, languages)?;
    let plan = Compiler { weights, whole, searcher: &main.searcher, stems }.query(parsed)?;
    let found = Findings::of(main, &plan, masked, limit)?;
    Ok(match added {
        Some(added) => found.and(Findings::of(added, &plan, &[], None)?),
        None => found,
    })
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

/// None where the hit is not what stands in the journal.
fn bare(tx: &Tx<'_>, hit: &Hit) -> Result<Option<Found>> {
    if !store::is_current(tx, hit.id, hit.stamp)? {
        return Ok(None);
    }
    let row = entries::store::row(tx, hit.id)?;
    Ok(row.map(|entry| Found { entry, score: hit.score, passage: Vec::new(), title: Vec::new() }))
}

/// None where the hit is not what stands in the journal.
fn shown<'q>(
    tx: &Tx<'_>,
    hit: &Hit,
    parsed: &'q Parsed,
    markers: &mut HashMap<Option<String>, Marker<'q>>,
) -> Result<Option<Found>> {
    let Some(whole) = entries::store::shown(tx, hit.id, hit.stamp)? else { return Ok(None) };
    let marker = markers.entry(whole.language).or_insert_with_key(|language| Marker::of(parsed, language.as_deref()));
    let mut passage = passage::best(&text::plain(&whole.body), marker);
    if !passage::is_marked(&passage) && parsed.has_words() {
        // What was asked for may stand in what hangs on it.
        let texts = Hanging::of(tx, hit.id)?.texts;
        let mut passages = texts.iter().map(|text| passage::best(text, marker));
        passage = passages.find(|passage| passage::is_marked(passage)).unwrap_or(passage);
    }
    Ok(Some(Found { title: passage::whole(&whole.row.title, marker), passage, entry: whole.row, score: hit.score }))
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
