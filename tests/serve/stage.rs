use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, PoisonError, RwLock};

use journal::api::{Api, Places, sample};
use journal::{Clock, Error, Journal};
use tempfile::TempDir;

use crate::arguments::Arguments;
use crate::changes::Listeners;
use crate::faults::Faults;
use crate::places::Folder;

/// The journal that is served and all around it that a test may arrange.
pub struct Stage {
    open: RwLock<Open>,
    listeners: Arc<Listeners>,
    /// Files that pages name by token.
    pub places: Folder,
    /// What is to go wrong.
    pub faults: Faults,
    /// Everything this program makes of its own accord lies in it and goes with it.
    temporary: TempDir,
}

#[derive(Default)]
struct Open {
    journal: Option<Journal>,
    /// Set aside while the sample is open.
    own: Option<Journal>,
    /// How many fresh journals were made.
    fresh: u32,
}

impl Stage {
    /// Opens the journal that was asked for, or a fresh one.
    pub fn open(arguments: &Arguments) -> journal::Result<Self> {
        let temporary = tempfile::Builder::new().prefix("loopbook-serve-").tempdir()?;
        let places = Folder::make(temporary.path().join("places"))?;
        let stage =
            Self { open: RwLock::default(), listeners: Arc::default(), places, faults: Faults::default(), temporary };
        let clock = Clock::system();
        match &arguments.journal {
            None => stage.reset()?,
            Some(folder) if arguments.create => stage.put_on(Journal::open_or_create(folder, clock)?),
            Some(folder) => stage.put_on(Journal::open(folder, clock)?),
        }
        Ok(stage)
    }

    /// Asks the table.
    pub fn with<T>(&self, ask: impl FnOnce(&Api<'_>) -> T) -> journal::Result<T> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        let journal = open.journal.as_ref().ok_or_else(|| Error::bad("no journal is open"))?;
        Ok(ask(&Api { journal, places: &self.places as &dyn Places }))
    }

    /// A page that listens for changes.
    pub fn listen(&self) -> Receiver<String> {
        self.listeners.listen()
    }

    /// Serves a fresh, empty journal from now on. The one before is closed, and deleted only if it was a fresh one too.
    pub fn reset(&self) -> journal::Result<()> {
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        (open.journal, open.own) = (None, None);
        sample::delete(&self.sample_folder(open.fresh))?;
        let before = self.fresh(open.fresh);
        if before.exists() {
            std::fs::remove_dir_all(before)?;
        }
        self.places.clear()?;
        self.faults.clear();
        open.fresh += 1;
        let journal = Journal::create(&self.fresh(open.fresh), Clock::system())?;
        self.subscribe(&journal);
        open.journal = Some(journal);
        Ok(())
    }

    /// Where the sample is, in the words of the app's shell.
    pub fn sample(&self) -> &'static str {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        match &open.own {
            Some(_) => "open",
            None if sample::is_in(&self.sample_folder(open.fresh)) => "kept",
            None => "none",
        }
    }

    /// The sample in the place of the journal.
    pub fn open_sample(&self) -> journal::Result<()> {
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        if open.own.is_none() {
            let journal = sample::open(&self.sample_folder(open.fresh), Clock::system())?;
            self.subscribe(&journal);
            open.own = open.journal.replace(journal);
        }
        Ok(())
    }

    /// The journal again.
    pub fn close_sample(&self) {
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = open.own.take() {
            open.journal = Some(own);
        }
    }

    /// The journal again, and the sample deleted.
    pub fn delete_sample(&self) -> journal::Result<()> {
        self.close_sample();
        sample::delete(&self.sample_folder(self.open.read().unwrap_or_else(PoisonError::into_inner).fresh))
    }

    /// Closes the journal and every stream.
    pub fn close(&self) {
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        (open.journal, open.own) = (None, None);
        drop(open);
        self.listeners.close();
    }

    fn fresh(&self, number: u32) -> PathBuf {
        Path::join(self.temporary.path(), format!("journal-{number}"))
    }

    fn sample_folder(&self, number: u32) -> PathBuf {
        Path::join(self.temporary.path(), format!("sample-{number}"))
    }

    fn put_on(&self, journal: Journal) {
        self.subscribe(&journal);
        self.open.write().unwrap_or_else(PoisonError::into_inner).journal = Some(journal);
    }

    fn subscribe(&self, journal: &Journal) {
        let listeners = Arc::clone(&self.listeners);
        journal.subscribe(move |changes| match serde_json::to_string(changes) {
            Ok(changes) => listeners.tell(&changes),
            Err(why) => eprintln!("serve: a change could not be told: {why}"),
        });
    }
}
