//! A journal in a temporary folder, with a clock that the test moves.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono_tz::Tz;
use journal::api::{Api, ApiError, Paths, call};
use journal::clock::Instant;
use journal::entries::{Entry, EntryFields, SaveEntry};
use journal::id::EntryId;
use journal::{Clock, Journal};
use serde_json::Value;

pub const MINUTE: i64 = 60_000;
/// 2026-11-21T17:40:00Z.
pub const START: i64 = 1_795_282_800_000;

pub struct World {
    pub journal: Journal,
    pub folder: tempfile::TempDir,
    now: Arc<AtomicI64>,
}

impl World {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = Arc::new(AtomicI64::new(START));
        let journal = Journal::create(&folder.path().join("journal"), clock(&now)).unwrap();
        Self { journal, folder, now }
    }

    pub fn place(&self) -> std::path::PathBuf {
        self.folder.path().join("journal")
    }

    /// Closes the journal and opens it again.
    pub fn reopened(self) -> Self {
        self.closed().opened()
    }

    /// Closes the journal, so that a test can reach its files.
    pub fn closed(self) -> Closed {
        let Self { journal, folder, now } = self;
        drop(journal);
        Closed { folder, now }
    }

    pub fn later(&self, minutes: i64) {
        self.now.fetch_add(minutes * MINUTE, Ordering::SeqCst);
    }

    pub fn call(&self, name: &str, request: Value) -> Result<Value, ApiError> {
        call(&Api { journal: &self.journal, places: &Paths }, name, request)
    }

    pub fn add(&self, title: &str, body: &str) -> Entry {
        let fields = EntryFields { title: Some(title.into()), body: Some(body.into()), ..EntryFields::default() };
        self.journal.write(journal::change::Op::AddEntry, |tx| journal::entries::add(tx, fields)).unwrap()
    }

    pub fn get(&self, id: EntryId) -> Entry {
        self.journal.read(|tx| journal::entries::get(tx, id)).unwrap()
    }

    pub fn save(&self, id: EntryId, fields: EntryFields, keep: bool) -> Entry {
        let base = self.get(id).revision;
        self.journal
            .write(journal::change::Op::SaveEntry, |tx| {
                journal::entries::save(tx, SaveEntry { id, base, fields, keep })
            })
            .unwrap()
    }

    pub fn body(&self, id: EntryId, body: &str) -> Entry {
        self.save(id, EntryFields { body: Some(body.into()), ..EntryFields::default() }, false)
    }
}

/// A journal's folder while nobody has it open.
pub struct Closed {
    pub folder: tempfile::TempDir,
    now: Arc<AtomicI64>,
}

impl Closed {
    pub fn try_open(&self) -> journal::Result<Journal> {
        Journal::open(&self.folder.path().join("journal"), clock(&self.now))
    }

    pub fn opened(self) -> World {
        let journal = self.try_open().unwrap();
        World { journal, folder: self.folder, now: self.now }
    }
}

fn clock(now: &Arc<AtomicI64>) -> Clock {
    let now = Arc::clone(now);
    Clock::with(move || Instant::from_millis(now.load(Ordering::SeqCst)), Tz::Europe__Amsterdam)
}

/// The folder of third-party test files; none where it is missing, said by name.
pub fn test_data(name: &str) -> Option<std::path::PathBuf> {
    let root = std::env::var_os("LOOPBOOK_TEST_DATA")
        .map(std::path::PathBuf::from)
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"));
    let path = root.join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED: the test data {} is not here", path.display());
    None
}
