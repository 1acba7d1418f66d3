//! The tantivy index: its schema, its one writer, the one function that commits. A shadow of the database: it can be
//! thrown away at any time, and is, at the first sign of doubt.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{PreTokenizedString, Token as IndexToken};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

use super::directory::SealedDirectory;
use super::doc::{Doc, Stems, stemmed_language};
use super::facets::FACETS;
use crate::error::{Error, Result};
use crate::files;
use crate::id::JournalId;
use seal::SealKey;

/// To be raised whenever the schema, the tokens or the stems change: an index of another number is thrown away.
const SCHEMA: u32 = 3;
/// The writer's buffer. One thread, and the least that tantivy takes is 15 MB; more would only make rarer segments.
const HEAP: usize = 20_000_000;
/// Positions left free between title, body and tags, so that no phrase spans two of them.
const GAP: usize = 100;

/// The fields of a document.
#[derive(Clone, Copy)]
pub(crate) struct Fields {
    pub(crate) id: Field,
    pub(crate) stamp: Field,
    /// Lower case with accents: what makes the exact form rank first.
    pub(crate) exact: Field,
    /// Without case and accents, with positions: what decides whether an entry is found.
    pub(crate) folded: Field,
    pub(crate) stem: Field,
    pub(crate) title: Field,
    /// In the order of [`FACETS`].
    pub(crate) facets: [Field; FACETS.len()],
    pub(crate) flag: Field,
    pub(crate) due: Field,
    pub(crate) first_day: Field,
    pub(crate) last_day: Field,
}

pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |option| {
        TextOptions::default()
            .set_indexing_options(TextFieldIndexing::default().set_tokenizer("raw").set_index_option(option))
    };
    let (freqs, positions) = (IndexRecordOption::WithFreqs, IndexRecordOption::WithFreqsAndPositions);
    let fields = Fields {
        id: builder.add_text_field("id", STRING | STORED | FAST),
        stamp: builder.add_i64_field("stamp", FAST),
        exact: builder.add_text_field("exact", text(freqs)),
        folded: builder.add_text_field("folded", text(positions)),
        stem: builder.add_text_field("stem", text(freqs)),
        title: builder.add_text_field("title", text(freqs)),
        facets: FACETS.each_ref().map(|facet| builder.add_text_field(facet.name, STRING | FAST)),
        flag: builder.add_text_field("flag", STRING),
        due: builder.add_i64_field("due", INDEXED | FAST),
        first_day: builder.add_i64_field("first_day", INDEXED | FAST),
        last_day: builder.add_i64_field("last_day", INDEXED | FAST),
    };
    (builder.build(), fields)
}

/// An entry as a document.
pub(crate) fn document(fields: &Fields, doc: &Doc, stems: &mut Stems) -> TantivyDocument {
    let mut out = TantivyDocument::new();
    out.add_text(fields.id, doc.id.to_string());
    out.add_i64(fields.stamp, doc.stamp);
    let language = doc.language.as_deref().and_then(stemmed_language);
    let (mut exact, mut folded, mut stem) = (Vec::new(), Vec::new(), Vec::new());
    let mut position = 0;
    for part in &doc.parts {
        for token in part {
            exact.push(index_token(&token.exact, position));
            folded.push(index_token(&token.folded, position));
            if let Some(found) = language.and_then(|language| stems.of(language, token)) {
                stem.push(index_token(&found, position));
            }
            position += 1;
        }
        position += GAP;
    }
    let title = doc.title.iter().zip(0..).map(|(token, position)| index_token(&token.folded, position)).collect();
    for (field, tokens) in [(fields.exact, exact), (fields.folded, folded), (fields.stem, stem), (fields.title, title)]
    {
        out.add_pre_tokenized_text(field, PreTokenizedString { text: String::new(), tokens });
    }
    for (field, values) in fields.facets.into_iter().zip(&doc.facets) {
        for value in values {
            out.add_text(field, value);
        }
    }
    for flag in &doc.flags {
        out.add_text(fields.flag, flag);
    }
    if let Some(due) = doc.due {
        out.add_i64(fields.due, due);
    }
    out.add_i64(fields.first_day, doc.first_day);
    out.add_i64(fields.last_day, doc.last_day);
    out
}

fn index_token(text: &str, position: usize) -> IndexToken {
    IndexToken { offset_from: 0, offset_to: 0, position, text: text.to_owned(), position_length: 1 }
}

/// What a commit says of itself: whose index it is, of which schema, and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Payload {
    pub(crate) journal: JournalId,
    pub(crate) schema: u32,
    /// The last number of the queue that is in it.
    pub(crate) seq: i64,
}

/// An index that is open for writing.
pub(crate) struct OpenIndex {
    pub(crate) fields: Fields,
    pub(crate) reader: IndexReader,
    pub(crate) seq: i64,
    /// Of an index begun anew: the last number of the queue at that moment. Older snapshots must not use it.
    pub(crate) floor: i64,
    writer: IndexWriter,
    journal: JournalId,
    stems: Stems,
}

/// Where the index of the journal in `folder` lies.
pub(crate) fn place(folder: &Path) -> PathBuf {
    folder.join("index")
}

impl OpenIndex {
    /// Opens the index that is there, if it is this journal's and of this schema.
    ///
    /// # Errors
    /// Any error means: throw it away and build it anew.
    pub(crate) fn open(folder: &Path, key: &SealKey, journal: JournalId) -> Result<Self> {
        let directory = SealedDirectory::open(&place(folder), key.clone())?;
        let index = Index::open(directory)?;
        let (schema, fields) = schema();
        if index.schema() != schema {
            return Err(Error::Unsound("the index has another schema".into()));
        }
        let text =
            index.load_metas()?.payload.ok_or_else(|| Error::Unsound("the index says nothing of itself".into()))?;
        let payload: Payload = serde_json::from_str(&text)?;
        if payload.journal != journal || payload.schema != SCHEMA {
            return Err(Error::Unsound("the index is another journal's or another program's".into()));
        }
        Self::with(index, fields, journal, payload.seq)
    }

    /// Begins an empty index where another may lie.
    ///
    /// # Errors
    /// Those of the file system.
    pub(crate) fn create(folder: &Path, key: &SealKey, journal: JournalId) -> Result<Self> {
        let place = place(folder);
        match std::fs::remove_dir_all(&place) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        files::make_private_folder(&place)?;
        let (schema, fields) = schema();
        let index =
            Index::create(SealedDirectory::open(&place, key.clone())?, schema, tantivy::IndexSettings::default())?;
        let mut open = Self::with(index, fields, journal, 0)?;
        open.commit(0)?;
        Ok(open)
    }

    fn with(index: Index, fields: Fields, journal: JournalId, seq: i64) -> Result<Self> {
        let writer = index.writer_with_num_threads(1, HEAP)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { fields, reader, seq, floor: 0, writer, journal, stems: Stems::default() })
    }

    /// Takes an entry out, and puts it in as it is now where there is one.
    ///
    /// # Errors
    /// Those of tantivy.
    pub(crate) fn replace(&mut self, id: &str, doc: Option<&Doc>) -> Result<()> {
        self.writer.delete_term(Term::from_field_text(self.fields.id, id));
        if let Some(doc) = doc {
            self.writer.add_document(document(&self.fields, doc, &mut self.stems))?;
        }
        Ok(())
    }

    /// The one function that commits: tantivy's plain `commit()` would wipe the payload. Everything up to `seq` of the
    /// queue is in the index when this returns.
    ///
    /// # Errors
    /// Those of tantivy and the disk; the index is to be thrown away then (never rolled back, tantivy issue 2666).
    pub(crate) fn commit(&mut self, seq: i64) -> Result<()> {
        let payload = Payload { journal: self.journal, schema: SCHEMA, seq };
        let text = serde_json::to_string(&payload)?;
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&text);
        prepared.commit()?;
        self.reader.reload()?;
        self.seq = seq;
        Ok(())
    }
}

/// A small index in memory over a few entries: what was saved since the last commit.
///
/// # Errors
/// Those of tantivy.
pub(crate) fn in_memory(docs: &[Doc], stems: &mut Stems) -> tantivy::Result<Index> {
    let (schema, fields) = schema();
    let mut writer = Index::builder()
        .schema(schema)
        .single_segment_index_writer(tantivy::directory::RamDirectory::create(), HEAP)?;
    for doc in docs {
        writer.add_document(document(&fields, doc, stems))?;
    }
    writer.finalize()
}
