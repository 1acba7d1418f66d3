use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use journal::api::{Api, ApiError, Places, rescue, sample};
use journal::door::Door;
use journal::keys::Locks;
use journal::{Clock, Journal};
use tempfile::TempDir;

use crate::arguments::Arguments;
use crate::changes::Listeners;
use crate::faults::Faults;
use crate::places::Folder;

/// The journal that is served and all around it that a test may arrange.
pub struct Stage {
    /// Of the journal, or of the sample while that is looked at.
    pub door: Door,
    /// Where the journal is.
    own: Mutex<PathBuf>,
    /// How many fresh journals were made.
    fresh: AtomicU32,
    listeners: Arc<Listeners>,
    /// Files that pages name by token.
    pub places: Folder,
    /// What is to go wrong.
    pub faults: Faults,
    /// Everything this program makes of its own accord lies in it and goes with it.
    temporary: TempDir,
}

impl Stage {
    /// Opens the journal that was asked for, or a fresh one.
    pub fn open(arguments: &Arguments) -> journal::Result<Self> {
        let temporary = tempfile::Builder::new().prefix("loopbook-serve-").tempdir()?;
        let places = Folder::make(temporary.path().join("places"))?;
        let stage = Self {
            door: Door::new(Clock::system()),
            own: Mutex::default(),
            fresh: AtomicU32::default(),
            listeners: Arc::default(),
            places,
            faults: Faults::default(),
            temporary,
        };
        let listeners = Arc::clone(&stage.listeners);
        stage.door.when_opened(move |journal| subscribe(&listeners, journal));
        match &arguments.journal {
            None => stage.reset(None)?,
            Some(folder) => {
                folder.clone_into(&mut stage.own());
                if arguments.create {
                    stage.door.begin(folder, None)?;
                } else {
                    stage.door.come_to(folder)?;
                }
            }
        }
        Ok(stage)
    }

    /// Asks the table of what stands on an open journal.
    pub fn with<T>(&self, ask: impl FnOnce(&Api<'_>) -> T) -> journal::Result<T> {
        let journal = self.door.journal()?;
        Ok(ask(&Api { journal: &journal, places: &self.places as &dyn Places }))
    }

    /// Makes a call of the table.
    pub fn answer(&self, name: &str, request: serde_json::Value) -> Result<serde_json::Value, ApiError> {
        journal::api::answer(&self.door, &self.places, name, request)
    }

    /// A page that listens for changes.
    pub fn listen(&self) -> Receiver<String> {
        self.listeners.listen()
    }

    /// Serves a fresh, empty journal from now on, locked with `locks`. The one before is closed, and deleted only if it
    /// was a fresh one too.
    pub fn reset(&self, locks: Option<&Locks>) -> journal::Result<()> {
        self.door.leave();
        let number = self.fresh.fetch_add(1, Ordering::SeqCst);
        sample::delete(&self.sample_folder(number))?;
        let before = self.fresh(number);
        if before.exists() {
            std::fs::remove_dir_all(before)?;
        }
        self.places.clear()?;
        self.faults.clear();
        let folder = self.fresh(number + 1);
        self.own().clone_from(&folder);
        self.door.begin(&folder, locks)
    }

    /// Where the sample is, in the words of the app's shell.
    pub fn sample(&self) -> &'static str {
        if self.door.is_sample() {
            "open"
        } else if sample::is_in(&self.its_sample()) {
            "kept"
        } else {
            "none"
        }
    }

    /// The sample in the place of the journal.
    pub fn open_sample(&self) -> journal::Result<()> {
        self.door.open_sample(&self.its_sample())
    }

    /// The journal again.
    pub fn close_sample(&self) -> journal::Result<()> {
        self.door.close_sample();
        self.door.come_to(&self.own())
    }

    /// The journal again, and the sample deleted.
    pub fn delete_sample(&self) -> journal::Result<()> {
        self.close_sample()?;
        sample::delete(&self.its_sample())
    }

    /// The program was started anew: a journal that is locked is locked again.
    pub fn started_anew(&self) -> journal::Result<()> {
        self.door.leave();
        self.door.come_to(&self.own())
    }

    /// Comes to the journal, where it is not open: as the app's shell does at every start.
    pub fn come(&self) -> journal::Result<()> {
        if self.door.is_sample() { Ok(()) } else { self.door.come_to(&self.own()) }
    }

    /// Another state of the journal in its place, as the app's shell does it.
    pub fn take_over(&self, from: Option<&str>) -> journal::Result<()> {
        self.door.take_over(&self.own(), from)
    }

    /// Asks what can be asked where the journal cannot be opened.
    pub fn rescue(&self, name: &str, request: serde_json::Value) -> Result<serde_json::Value, ApiError> {
        rescue::call(&self.own(), &Clock::system(), &self.places, name, request)
    }

    /// Closes the journal, and lets a test at its files.
    pub fn with_closed(&self, work: impl FnOnce(&Path) -> journal::Result<()>) -> journal::Result<()> {
        self.door.leave();
        work(&self.own())
    }

    /// Closes the journal and every stream.
    pub fn close(&self) {
        self.door.leave();
        self.listeners.close();
    }

    fn own(&self) -> MutexGuard<'_, PathBuf> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn its_sample(&self) -> PathBuf {
        self.sample_folder(self.fresh.load(Ordering::SeqCst))
    }

    fn fresh(&self, number: u32) -> PathBuf {
        Path::join(self.temporary.path(), format!("journal-{number}"))
    }

    fn sample_folder(&self, number: u32) -> PathBuf {
        Path::join(self.temporary.path(), format!("sample-{number}"))
    }
}

fn subscribe(listeners: &Arc<Listeners>, journal: &Journal) {
    let listeners = Arc::clone(listeners);
    journal.subscribe(move |changes| match serde_json::to_string(changes) {
        Ok(changes) => listeners.tell(&changes),
        Err(why) => eprintln!("serve: a change could not be told: {why}"),
    });
}
