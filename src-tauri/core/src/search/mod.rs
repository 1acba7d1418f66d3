//! Full-text search. In reading order: what a word is (`tokens`), what search sees of an entry (`doc`, `forms`,
//! `hanging`) and by what it is filtered (`facets`, `marks`), the index (`index`, `words`, `written`, sealed by `directory`) and a state of it
//! (`view`), a query (`ask`) understood (`parse`, `filters`, `dates`, `joining`), said again (`explain`), gone on with
//! (`suggest`), compiled (`query`) and answered a segment at a time (`plan`, `gathering`, `leaves`, `letters`,
//! `bits`, `found`, `borne`), the plain reading it is held against (`matcher`), an answer (`run`, `overlay`, `recent`, `beginnings`, `passage`), what is like
//! an entry (`telling`, `related`, `neighbours`, `likeness`), how the index keeps step (`sync`), and the proof that it does (`proof`).

mod answer;
mod ask;
mod beginnings;
mod bits;
mod borne;
mod claims;
mod compounds;
mod dates;
pub mod directory;
mod doc;
mod explain;
mod facets;
mod filters;
mod forms;
mod found;
mod gathering;
mod hanging;
mod index;
mod joining;
mod leaves;
mod letters;
mod likeness;
mod marks;
mod matcher;
mod meant;
mod near;
mod nearness;
mod neighbours;
mod overlay;
mod parse;
mod passage;
mod passages;
mod plan;
mod proof;
mod query;
mod recent;
mod related;
mod run;
mod store;
mod suggest;
mod sync;
mod telling;
mod tokens;
mod view;
mod words;
mod written;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use serde::Serialize;

use crate::id::JournalId;
use beginnings::Beginnings;
use doc::Stems;
use index::OpenIndex;
use neighbours::Neighbours;
use overlay::Overlay;
use recent::Recent;
use seal::SealKey;
use view::View;

pub use answer::{Found, FoundClaim, SearchFacets, SearchFor, SearchResult};
pub(crate) use index::OTHER_SCHEMA;
pub use likeness::{Likeness, Text, likeness};
pub use overlay::OVERLAY;
pub use passages::{FoundPassage, PassagesOf, passages};
pub use proof::prove;
pub use related::{Alike, Like, Related, RelatedTo, alike, related, related_without_index};
pub use run::{ids, ids_without_index, notes, run, run_without_index};
pub use suggest::{SuggestFor, Suggestion, suggest};
pub use sync::{Absorbed, clear, compare, queue_all, waiting};

impl From<tantivy::TantivyError> for crate::Error {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Index(Box::new(error))
    }
}

/// How far the index has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// In step, or a few entries behind (which are searched all the same).
    Ready,
    /// Being built anew; search answers meanwhile, more slowly.
    Rebuilding,
}

/// How far the index has come, for the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct IndexStatus {
    /// In step, or being built anew.
    pub state: State,
    /// Entries read so far.
    pub done: u32,
    /// Entries to read in all.
    pub total: u32,
    /// Why it is being built anew, or why it cannot be, as a sentence.
    pub note: Option<String>,
}

/// The search index of one journal, shared by the thread that feeds it and all who ask.
pub struct Search {
    folder: PathBuf,
    key: SealKey,
    journal: JournalId,
    published: RwLock<Option<Published>>,
    writing: Mutex<Option<OpenIndex>>,
    overlay: Mutex<Overlay>,
    recent: Recent,
    beginnings: Mutex<Beginnings>,
    neighbours: Mutex<Neighbours>,
    /// Between queries; whoever asks takes them along.
    stems: Mutex<Stems>,
    status: Mutex<IndexStatus>,
    doubted: AtomicBool,
    /// Why the index was first doubted in this run of the program.
    fault: OnceLock<String>,
    /// Wakes the thread that feeds the index.
    wake: Box<dyn Fn() + Send + Sync>,
}

/// What readers use: a state of the index and the last number of the queue that is in it.
#[derive(Clone)]
struct Published {
    view: View,
    seq: i64,
}

impl Search {
    /// The index beside the database in `folder`; nothing is opened yet.
    pub(crate) fn new(
        folder: &Path,
        key: SealKey,
        journal: JournalId,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self {
            folder: folder.to_owned(),
            key,
            journal,
            published: RwLock::new(None),
            writing: Mutex::new(None),
            overlay: Mutex::default(),
            recent: Recent::default(),
            beginnings: Mutex::default(),
            neighbours: Mutex::default(),
            stems: Mutex::default(),
            status: Mutex::new(IndexStatus { state: State::Ready, done: 0, total: 0, note: None }),
            doubted: AtomicBool::new(false),
            fault: OnceLock::new(),
            wake: Box::new(wake),
        }
    }

    /// How far it has come.
    pub fn status(&self) -> IndexStatus {
        self.status_mut().clone()
    }

    /// Something about the index is not right: it is to be thrown away and built anew.
    pub(crate) fn doubt(&self, why: &str) {
        tracing::warn!(why, "the search index is doubted");
        self.note_fault(why);
        self.doubted.store(true, Ordering::SeqCst);
        (self.wake)();
    }

    /// Keeps why the index was not as it should be, for whoever checks the journal.
    pub(crate) fn note_fault(&self, why: &str) {
        // The first is the cause, what comes after it may be its consequence.
        let _ = self.fault.set(why.to_owned());
    }

    /// Why the index had to be built anew since the journal was opened; none where it was as it should be.
    pub fn fault(&self) -> Option<&str> {
        self.fault.get().map(String::as_str)
    }

    /// Whether anything lies where the index is to be.
    pub(crate) fn lies_there(&self) -> bool {
        index::place(&self.folder).join("meta.json").exists()
    }

    /// Whether the index is doubted.
    pub(crate) fn is_doubted(&self) -> bool {
        self.doubted.load(Ordering::SeqCst)
    }

    fn published(&self) -> Option<Published> {
        if self.is_doubted() {
            return None;
        }
        self.published.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn publish(&self, published: Option<Published>) {
        *self.published.write().unwrap_or_else(PoisonError::into_inner) = published;
    }

    fn writing(&self) -> MutexGuard<'_, Option<OpenIndex>> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn overlay(&self) -> MutexGuard<'_, Overlay> {
        self.overlay.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn beginnings(&self) -> MutexGuard<'_, Beginnings> {
        self.beginnings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn neighbours(&self) -> MutexGuard<'_, Neighbours> {
        self.neighbours.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the stems known from queries before; who asks at the same time begins without any.
    fn take_stems(&self) -> Stems {
        std::mem::take(&mut *self.stems.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps stems for the next query.
    fn give_stems(&self, mut stems: Stems) {
        stems.trim();
        *self.stems.lock().unwrap_or_else(PoisonError::into_inner) = stems;
    }

    /// Keeps nothing that was made of entries.
    fn forget(&self) {
        self.recent.forget();
        self.overlay().forget();
        *self.beginnings() = Beginnings::default();
        *self.neighbours() = Neighbours::default();
        drop(self.take_stems());
    }

    fn status_mut(&self) -> MutexGuard<'_, IndexStatus> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
