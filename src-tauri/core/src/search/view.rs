//! A state of the index as queries use it: its segments, and of each what is kept in memory, since every answer needs it:
//! which entries its documents are, their days, and who bears which facet. About 60 bytes an entry.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{SegmentId, SegmentReader};
use tantivy::postings::{BlockSegmentPostings, SegmentPostings};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Searcher, Term};
use uuid::Uuid;

use super::bits::{Bits, Docs};
use super::borne::Borne;
use super::facets::FACETS;
use super::index::Fields;
use super::letters::Letters;
use super::marks::{self, Mark};
use super::near::Vocabulary;
use crate::id::EntryId;

/// One state of an index.
#[derive(Clone)]
pub(crate) struct View {
    pub(crate) searcher: Searcher,
    pub(crate) fields: Fields,
    pub(crate) parts: Vec<Arc<Part>>,
    frequencies: Arc<Mutex<HashMap<Term, u64>>>,
    /// Of this state and no other.
    mark: Arc<()>,
}

/// Words whose frequency is kept; about as many as a few hundred entries have between them.
const FREQUENCIES: usize = 20_000;

impl View {
    /// The segments as they are now; what is kept of one is taken over from the state `before`.
    pub(crate) fn of(searcher: Searcher, fields: Fields, before: Option<&Self>) -> Self {
        let known = |id: SegmentId| before?.parts.iter().find(|part| part.reader.segment_id() == id);
        let part = |reader: &SegmentReader| {
            let held = known(reader.segment_id()).map(|part| Arc::clone(&part.held)).unwrap_or_default();
            Arc::new(Part { alive: alive(reader), reader: reader.clone(), fields, held })
        };
        let parts = searcher.segment_readers().iter().map(part).collect();
        Self { searcher, fields, parts, frequencies: Arc::default(), mark: Arc::default() }
    }

    /// By which this state is known again, without keeping its files.
    pub(crate) fn mark(&self) -> Weak<()> {
        Arc::downgrade(&self.mark)
    }

    /// Whether it is the state of a mark.
    pub(crate) fn is(&self, mark: &Weak<()>) -> bool {
        std::ptr::eq(mark.as_ptr(), Arc::as_ptr(&self.mark))
    }

    /// Entries in it.
    pub(crate) fn entries(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// In how many documents a term stands, dead ones too.
    pub(crate) fn frequency(&self, term: &Term) -> tantivy::Result<u64> {
        let mut known = self.frequencies.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(frequency) = known.get(term) {
            return Ok(*frequency);
        }
        let frequency = self.searcher.doc_freq(term)?;
        if known.len() >= FREQUENCIES {
            known.clear();
        }
        known.insert(term.clone(), frequency);
        Ok(frequency)
    }
}

fn alive(reader: &SegmentReader) -> Option<Bits> {
    reader.has_deletes().then(|| {
        let mut alive = Bits::none(reader.max_doc());
        reader.doc_ids_alive().for_each(|doc| alive.insert(doc));
        alive
    })
}

/// One segment.
pub(crate) struct Part {
    pub(crate) reader: SegmentReader,
    pub(crate) fields: Fields,
    /// None where all are.
    alive: Option<Bits>,
    /// A segment never changes, so it is shared by all states it is part of.
    held: Arc<Held>,
}

/// What is made of a segment when it is first needed.
#[derive(Default)]
struct Held {
    kept: Once<Kept>,
    vocabulary: Once<Vocabulary>,
    letters: Once<Letters>,
}

/// Documents are looked up one by one in a list that is so many times as long.
const FEW: u32 = 8;

/// Made once, by whoever needs it first.
type Once<T> = Mutex<Option<Arc<T>>>;

fn once<T>(place: &Once<T>, make: impl FnOnce() -> tantivy::Result<T>) -> tantivy::Result<Arc<T>> {
    let mut place = place.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(made) = &*place {
        return Ok(Arc::clone(made));
    }
    Ok(Arc::clone(place.insert(Arc::new(make()?))))
}

/// What is kept of a segment in memory.
pub(crate) struct Kept {
    ids: Vec<u128>,
    stamps: Vec<i64>,
    /// Places in the database's table, which fit for four thousand million entries.
    rows: Vec<u32>,
    /// Days from the common era, which fit for five million years.
    pub(crate) first_days: Vec<i32>,
    pub(crate) last_days: Vec<i32>,
    pub(crate) due: Vec<(DocId, i64)>,
    /// In the order of [`FACETS`].
    pub(crate) facets: [Values; FACETS.len()],
    pub(crate) borne: Borne,
    pub(crate) flags: Values,
    pub(crate) languages: Values,
    /// How long texts and titles are, a byte each.
    pub(crate) lengths: FieldNormReader,
    pub(crate) titles: FieldNormReader,
}

/// The values of one field, in order, each with the documents that bear it.
pub(crate) struct Values(Vec<(String, Docs)>);

impl Values {
    pub(super) fn of(mut values: Vec<(String, Docs)>) -> Self {
        values.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        values.shrink_to_fit();
        Self(values)
    }

    pub(crate) fn get(&self, value: &str) -> Option<&Docs> {
        let at = self.0.binary_search_by(|(known, _)| known.as_str().cmp(value)).ok()?;
        self.0.get(at).map(|(_, docs)| docs)
    }

    pub(crate) fn at(&self, place: usize) -> Option<&str> {
        self.0.get(place).map(|(value, _)| value.as_str())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Docs)> {
        self.0.iter().map(|(value, docs)| (value.as_str(), docs))
    }
}

impl Kept {
    fn of(part: &Part) -> tantivy::Result<Self> {
        let (fields, fast, size) = (&part.fields, part.reader.fast_fields(), part.reader.max_doc());
        let (high, low) = (fast.u64("id_high")?, fast.u64("id_low")?);
        let half = |column: &tantivy::columnar::Column<u64>, doc| u128::from(column.first(doc).unwrap_or_default());
        let days = |name: &str| -> tantivy::Result<Vec<i32>> {
            let column = fast.i64(name)?;
            let day = |doc| i32::try_from(column.first(doc).unwrap_or_default()).unwrap_or_default();
            Ok((0..size).map(day).collect())
        };
        let (stamps, rows, due) = (fast.i64("stamp")?, fast.i64("row")?, fast.i64("due")?);
        let row = |doc| rows.first(doc).and_then(|row| u32::try_from(row).ok()).unwrap_or_default();
        let mut facets: [Vec<(String, Docs)>; FACETS.len()] = Default::default();
        let (mut flags, mut languages) = (Vec::new(), Vec::new());
        part.each_word(fields.marks, |mark, bearers| {
            let Some((kind, value)) = marks::read(mark) else { return };
            let values = match kind {
                Mark::Facet(at) => facets.get_mut(at),
                Mark::Flag => Some(&mut flags),
                Mark::Language => Some(&mut languages),
            };
            if let Some(values) = values {
                values.push((value.to_owned(), Docs::of(bearers.to_vec(), size)));
            }
        })?;
        let facets = facets.map(Values::of);
        Ok(Self {
            ids: (0..size).map(|doc| half(&high, doc) << 64 | half(&low, doc)).collect(),
            stamps: (0..size).map(|doc| stamps.first(doc).unwrap_or_default()).collect(),
            rows: (0..size).map(row).collect(),
            first_days: days("first_day")?,
            last_days: days("last_day")?,
            due: (0..size).filter_map(|doc| Some((doc, due.first(doc)?))).collect(),
            borne: Borne::of(&facets, size),
            facets,
            flags: Values::of(flags),
            languages: Values::of(languages),
            lengths: part.reader.get_fieldnorms_reader(fields.folded)?,
            titles: part.reader.get_fieldnorms_reader(fields.title)?,
        })
    }

    /// Which entry a document is, and in which state.
    pub(crate) fn entry(&self, doc: DocId) -> Option<(EntryId, i64)> {
        let at = doc as usize;
        Some((EntryId::of(Uuid::from_u128(*self.ids.get(at)?)), *self.stamps.get(at)?))
    }

    /// Where a document's entry lies in the database's table; a guess, to be held against its id.
    pub(super) fn row(&self, doc: DocId) -> i64 {
        self.rows.get(doc as usize).copied().map_or(0, i64::from)
    }

    /// The last day it may have happened on and the bits of its id: what decides among equals.
    pub(crate) fn place(&self, doc: DocId) -> (i32, u128) {
        let at = doc as usize;
        (self.last_days.get(at).copied().unwrap_or_default(), self.ids.get(at).copied().unwrap_or_default())
    }
}

impl Part {
    /// Documents in it, dead ones too.
    pub(crate) fn size(&self) -> u32 {
        self.reader.max_doc()
    }

    pub(crate) fn kept(&self) -> tantivy::Result<Arc<Kept>> {
        once(&self.held.kept, || Kept::of(self))
    }

    /// Makes what the first letters typed need.
    ///
    /// # Errors
    /// Those of the index.
    pub(crate) fn make_ready(&self) -> tantivy::Result<()> {
        self.kept()?;
        once(&self.held.letters, || Letters::of(self)).map(drop)
    }

    /// Who has words that begin with which letters, if that was made ready.
    pub(super) fn known_letters(&self) -> Option<Arc<Letters>> {
        // While it is being made nobody waits for it.
        self.held.letters.try_lock().ok().and_then(|letters| letters.clone())
    }

    /// Its words, for those that are spelled nearly so.
    pub(crate) fn vocabulary(&self) -> tantivy::Result<Arc<Vocabulary>> {
        once(&self.held.vocabulary, || Vocabulary::of(self))
    }

    /// Those that are part of the index, without `masked` entries.
    pub(crate) fn alive(&self, masked: &[EntryId]) -> tantivy::Result<Bits> {
        let mut alive = self.alive.clone().unwrap_or_else(|| Bits::all(self.size()));
        self.mask(&mut alive, masked)?;
        Ok(alive)
    }

    /// Takes entries out of a set of documents.
    pub(crate) fn mask(&self, docs: &mut Bits, masked: &[EntryId]) -> tantivy::Result<()> {
        masked.iter().try_for_each(|id| self.docs(&id_term(&self.fields, *id), |doc| docs.remove(doc)))
    }

    /// The documents that have a term, and how often.
    pub(crate) fn each(&self, term: &Term, found: impl FnMut(DocId, u32)) -> tantivy::Result<()> {
        let index = self.reader.inverted_index(term.field())?;
        if let Some(postings) = index.read_block_postings(term, IndexRecordOption::WithFreqs)? {
            each(postings, found);
        }
        Ok(())
    }

    /// The same of those of `count` documents; where these are few, blocks of the list that hold none of them are passed over.
    pub(super) fn each_within(
        &self,
        term: &Term,
        within: &Bits,
        count: u32,
        mut found: impl FnMut(DocId, u32),
    ) -> tantivy::Result<()> {
        let index = self.reader.inverted_index(term.field())?;
        let Some(mut postings) = index.read_block_postings(term, IndexRecordOption::WithFreqs)? else { return Ok(()) };
        if count.saturating_mul(FEW) > postings.doc_freq() {
            each(postings, |doc, times| {
                if within.has(doc) {
                    found(doc, times);
                }
            });
            return Ok(());
        }
        within.each_forwards(|doc| {
            let at = postings.seek(doc);
            if at < postings.block_len() && postings.doc(at) == doc {
                found(doc, postings.freq(at));
            }
        });
        Ok(())
    }

    /// The documents that have a term.
    pub(crate) fn docs(&self, term: &Term, found: impl FnMut(DocId)) -> tantivy::Result<()> {
        let index = self.reader.inverted_index(term.field())?;
        if let Some(postings) = index.read_block_postings(term, IndexRecordOption::Basic)? {
            docs(postings, found);
        }
        Ok(())
    }

    /// The postings of a term with the places where it stands.
    pub(crate) fn placed(&self, term: &Term) -> tantivy::Result<Option<SegmentPostings>> {
        let index = self.reader.inverted_index(term.field())?;
        Ok(index.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?)
    }

    /// The documents that have any word that begins so, each as often as it has one, and how often.
    pub(crate) fn beginning(
        &self,
        field: Field,
        prefix: &str,
        mut found: impl FnMut(DocId, u32),
    ) -> tantivy::Result<()> {
        let index = self.reader.inverted_index(field)?;
        let after = format!("{prefix}{}", char::MAX);
        let mut terms = index.terms().range().ge(prefix).lt(after).into_stream()?;
        let mut postings: Option<BlockSegmentPostings> = None;
        while terms.advance() {
            let info = terms.value();
            let now = match postings.take() {
                None => index.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?,
                Some(mut before) => {
                    index.reset_block_postings_from_terminfo(info, &mut before)?;
                    before
                }
            };
            postings = Some(each(now, &mut found));
        }
        Ok(())
    }

    /// Goes through the words of a field, each with the documents that have it.
    pub(super) fn each_word(&self, field: Field, mut found: impl FnMut(&str, &[DocId])) -> tantivy::Result<()> {
        let index = self.reader.inverted_index(field)?;
        let mut terms = index.terms().stream()?;
        let mut bearers = Vec::new();
        while terms.advance() {
            let Ok(word) = std::str::from_utf8(terms.key()) else { continue };
            bearers.clear();
            docs(index.read_block_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?, |doc| {
                bearers.push(doc)
            });
            found(word, &bearers);
        }
        Ok(())
    }
}

fn each(mut postings: BlockSegmentPostings, mut found: impl FnMut(DocId, u32)) -> BlockSegmentPostings {
    while !postings.docs().is_empty() {
        for (doc, times) in postings.docs().iter().zip(postings.freqs()) {
            found(*doc, *times);
        }
        postings.advance();
    }
    postings
}

fn docs(mut postings: BlockSegmentPostings, mut found: impl FnMut(DocId)) {
    while !postings.docs().is_empty() {
        postings.docs().iter().for_each(|doc| found(*doc));
        postings.advance();
    }
}

/// The term an entry's document is found by.
pub(crate) fn id_term(fields: &Fields, id: EntryId) -> Term {
    Term::from_field_bytes(fields.id, id.uuid().as_bytes())
}

/// The statistics of all that is searched together, so that a word just saved ranks as it will once it is indexed.
#[derive(Clone, Copy)]
pub(crate) struct Whole<'v>(pub(crate) &'v [&'v View]);

impl Bm25StatisticsProvider for Whole<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.0.iter().map(|view| view.searcher.total_num_tokens(field)).sum()
    }
    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.0.iter().map(|view| view.searcher.total_num_docs()).sum()
    }
    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.0.iter().map(|view| view.frequency(term)).sum()
    }
}
