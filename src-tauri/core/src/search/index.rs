//! The tantivy index: its schema, its one writer, the one function that commits. A shadow of the database: it can be
//! thrown away at any time, and is, at the first sign of doubt.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::merge_policy::LogMergePolicy;
use tantivy::schema::{BytesOptions, FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError};

use super::directory::SealedDirectory;
use super::doc::Stems;
use super::marks::marks;
use super::view::{View, id_term};
use super::words::Joined;
use super::written::Written;
use crate::error::{Error, Result};
use crate::files;
use crate::id::{EntryId, JournalId};
use crate::process;
use seal::SealKey;

/// Of an index that another version of the program made, which is no fault.
pub(crate) const OTHER_SCHEMA: &str = "the index was made by another version";

/// To be raised whenever the schema, the tokens, the stems or the flags change: an index of another number is thrown away.
const SCHEMA: u32 = 8;
/// The writer's buffer, on one thread. It fills only while thousands of entries are read at once: some 20,000 go into one
/// segment, which need not be merged then.
const HEAP: usize = 60_000_000;
/// The same of a small index in memory: tantivy makes its table of words a third as large, and emptying that takes time.
const SMALL_HEAP: usize = 1_000_000;
/// Segments of about one size that are made one: each has a list of all its words, and each is asked by every query.
const MERGED: usize = 4;
/// How often deleted text is looked for, each time a little later, before the index is built anew instead.
const ATTEMPTS: u64 = 12;
/// How words are handed to tantivy.
const JOINED: &str = "joined";
/// Before a word that says something of words: that one stands there with accents.
pub(super) const MARK: char = '\u{1}';

/// A word that says something of another.
pub(super) fn marked(word: &str) -> String {
    format!("{MARK}{word}")
}

/// The fields of a document. Nothing is stored: what is shown comes from the database.
#[derive(Clone, Copy)]
pub(crate) struct Fields {
    /// The 16 bytes of the entry's id, to find its document by.
    pub(crate) id: Field,
    /// The same once more as two numbers, to tell which entry a document is.
    id_high: Field,
    id_low: Field,
    stamp: Field,
    row: Field,
    /// Without case and accents, with positions: what decides whether an entry is found.
    pub(crate) folded: Field,
    /// Of words that bear accents: the word as it is spelled, and the [`marked`] word without them.
    pub(crate) spelled: Field,
    /// Stems, where they differ from the word or the word bears accents.
    pub(crate) stem: Field,
    pub(crate) title: Field,
    /// What it is found by besides its words, see [`super::marks`].
    pub(crate) marks: Field,
    due: Field,
    first_day: Field,
    last_day: Field,
}

pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |tokenizer, option, lengths| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option);
        TextOptions::default().set_indexing_options(indexing.set_fieldnorms(lengths))
    };
    // How long a text is counts; how many stems it has does not.
    let words = |option, lengths| text(JOINED, option, lengths);
    let (freqs, positions) = (IndexRecordOption::WithFreqs, IndexRecordOption::WithFreqsAndPositions);
    let fields = Fields {
        id: builder.add_bytes_field("id", BytesOptions::default().set_indexed()),
        id_high: builder.add_u64_field("id_high", FAST),
        id_low: builder.add_u64_field("id_low", FAST),
        stamp: builder.add_i64_field("stamp", FAST),
        row: builder.add_i64_field("row", FAST),
        folded: builder.add_text_field("folded", words(positions, true)),
        spelled: builder.add_text_field("spelled", words(freqs, false)),
        stem: builder.add_text_field("stem", words(freqs, false)),
        title: builder.add_text_field("title", words(freqs, true)),
        marks: builder.add_text_field("marks", text("raw", IndexRecordOption::Basic, false)),
        due: builder.add_i64_field("due", FAST),
        first_day: builder.add_i64_field("first_day", FAST),
        last_day: builder.add_i64_field("last_day", FAST),
    };
    (builder.build(), fields)
}

fn tokenizers() -> TokenizerManager {
    let tokenizers = TokenizerManager::default();
    tokenizers.register(JOINED, Joined::default());
    tokenizers
}

/// An entry as a document.
pub(crate) fn document(fields: &Fields, written: &Written) -> TantivyDocument {
    let Written { doc, joins } = written;
    let mut out = TantivyDocument::new();
    let (high, low) = doc.id.uuid().as_u64_pair();
    out.add_bytes(fields.id, doc.id.uuid().as_bytes());
    out.add_u64(fields.id_high, high);
    out.add_u64(fields.id_low, low);
    out.add_i64(fields.stamp, doc.stamp);
    out.add_i64(fields.row, doc.row);
    for (field, text) in [
        (fields.folded, &joins.folded),
        (fields.spelled, &joins.spelled),
        (fields.stem, &joins.stem),
        (fields.title, &joins.title),
    ] {
        out.add_text(field, text);
    }
    for mark in marks(doc) {
        out.add_text(fields.marks, mark);
    }
    if let Some(due) = doc.due {
        out.add_i64(fields.due, due);
    }
    out.add_i64(fields.first_day, doc.first_day);
    out.add_i64(fields.last_day, doc.last_day);
    out
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
    place: PathBuf,
    journal: JournalId,
    /// Of the words it has read.
    pub(crate) stems: Stems,
}

/// Its threads give way to others: they are started by this one, which does.
fn writer(index: &Index) -> tantivy::Result<IndexWriter> {
    std::thread::scope(|scope| {
        let started = scope.spawn(|| {
            process::give_way(process::Way::Awaited);
            index.writer_with_num_threads(1, HEAP)
        });
        started.join().unwrap_or_else(|_| Err(TantivyError::ErrorInThread("the index could not be opened".into())))
    })
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
        let mut index = Index::open(directory)?;
        index.set_tokenizers(tokenizers());
        let (schema, fields) = schema();
        if index.schema() != schema {
            return Err(Error::Unsound(OTHER_SCHEMA.into()));
        }
        let text =
            index.load_metas()?.payload.ok_or_else(|| Error::Unsound("the index says nothing of itself".into()))?;
        let payload: Payload = serde_json::from_str(&text)?;
        if payload.journal != journal {
            return Err(Error::Unsound("the index is another journal's".into()));
        }
        if payload.schema != SCHEMA {
            return Err(Error::Unsound(OTHER_SCHEMA.into()));
        }
        Self::with(index, fields, place(folder), journal, payload.seq)
    }

    /// Begins an empty index where another may lie.
    ///
    /// # Errors
    /// Those of the file system.
    pub(crate) fn create(folder: &Path, key: &SealKey, journal: JournalId) -> Result<Self> {
        let place = place(folder);
        let removed = match std::fs::remove_dir_all(&place) {
            // Whatever lies there in its place is nothing that search could use.
            Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => std::fs::remove_file(&place),
            other => other,
        };
        match removed {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        files::make_private_folder(&place)?;
        let (schema, fields) = schema();
        let directory = SealedDirectory::open(&place, key.clone())?;
        let mut index = Index::create(directory, schema, settings())?;
        index.set_tokenizers(tokenizers());
        let mut open = Self::with(index, fields, place, journal, 0)?;
        open.commit(0)?;
        Ok(open)
    }

    fn with(index: Index, fields: Fields, place: PathBuf, journal: JournalId, seq: i64) -> Result<Self> {
        let writer = writer(&index)?;
        let mut merges = LogMergePolicy::default();
        merges.set_min_num_segments(MERGED);
        writer.set_merge_policy(Box::new(merges));
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { fields, reader, seq, floor: 0, writer, place, journal, stems: Stems::default() })
    }

    /// Takes an entry out, and puts it in as it is now where there is one.
    ///
    /// # Errors
    /// Those of tantivy.
    pub(crate) fn replace(&mut self, id: EntryId, written: Option<&Written>) -> Result<()> {
        self.writer.delete_term(id_term(&self.fields, id));
        if let Some(written) = written {
            self.writer.add_document(document(&self.fields, written))?;
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

impl OpenIndex {
    /// Writes every segment anew that still holds what was deleted, and takes the files away in which that stood.
    /// `publish` is told of each new state, so that no reader keeps an old one. True when no file of the index holds a
    /// word of a deleted entry any more.
    ///
    /// # Errors
    /// Those of tantivy and the disk; the index is to be thrown away then, which takes the text away as well.
    pub(crate) fn forget_deleted(&mut self, publish: &mut dyn FnMut(&Self)) -> Result<bool> {
        for pause in 0..ATTEMPTS {
            // A merge that tantivy has begun by itself may hold the segments: it is waited for.
            std::thread::sleep(std::time::Duration::from_millis(pause * 20));
            let searcher = self.reader.searcher();
            let readers = searcher.segment_readers().iter();
            let holding: Vec<_> = readers.filter(|part| part.has_deletes()).map(|part| part.segment_id()).collect();
            drop(searcher);
            // One at a time: merging all would write the whole index anew.
            for segment in &holding {
                if let Err(error) = self.writer.merge(&[*segment]).wait() {
                    tracing::info!(%error, "a segment is rewritten a little later");
                }
            }
            self.reader.reload()?;
            publish(self);
            let collected = self.writer.garbage_collect_files().wait()?;
            if holding.is_empty() && collected.failed_to_delete_files.is_empty() && self.is_tidy()? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the folder holds the files of the present segments and no others.
    fn is_tidy(&self) -> Result<bool> {
        let segments: Vec<String> =
            self.reader.searcher().segment_readers().iter().map(|part| part.segment_id().uuid_string()).collect();
        for file in std::fs::read_dir(&self.place)? {
            let name = file?.file_name().to_string_lossy().into_owned();
            let owner = name.split('.').next().unwrap_or_default();
            // Segments are named by 32 hexadecimal digits; all else is tantivy's own.
            if owner.len() == 32 && !segments.iter().any(|segment| segment == owner) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// A small index in memory over a few entries: what was saved since the last commit.
///
/// # Errors
/// Those of tantivy.
pub(crate) fn in_memory<'w>(entries: impl IntoIterator<Item = &'w Written>) -> tantivy::Result<View> {
    let (schema, fields) = schema();
    let directory = tantivy::directory::RamDirectory::create();
    let builder = Index::builder().schema(schema).tokenizers(tokenizers()).settings(settings());
    let mut writer = builder.single_segment_index_writer(directory, SMALL_HEAP)?;
    for written in entries {
        writer.add_document(document(&fields, written))?;
    }
    let reader = writer.finalize()?.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok(View::of(IndexReader::searcher(&reader), fields, None))
}

/// Nothing is stored, so no thread is needed to press it together.
fn settings() -> IndexSettings {
    IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() }
}
