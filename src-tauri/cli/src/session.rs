use std::path::PathBuf;

use journal::api::{Api, Paths};
use journal::{Clock, Journal};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::failure::Failure;
use crate::folder;
use crate::out::tell;

/// Which journal a command is about.
pub struct Session {
    named: Option<PathBuf>,
}

impl Session {
    /// About the journal that was named, or the usual one.
    pub fn new(named: Option<PathBuf>) -> Self {
        Self { named }
    }

    /// Where it lives.
    pub fn folder(&self) -> Result<PathBuf, Failure> {
        match &self.named {
            Some(folder) => Ok(folder.clone()),
            None => folder::usual(),
        }
    }

    /// Opens it.
    pub fn open(&self) -> Result<Journal, Failure> {
        Ok(Journal::open(&self.folder()?, Clock::system())?)
    }

    /// Opens it, or makes it where there is none.
    pub fn open_or_create(&self) -> Result<Journal, Failure> {
        Ok(Journal::open_or_create(&self.folder()?, Clock::system())?)
    }
}

/// The table of calls on a journal; places are paths, for whoever types them is the user in person.
pub fn api(journal: &Journal) -> Api<'_> {
    Api { journal, places: &Paths }
}

/// A request of the table, from its fields.
pub fn request<T: DeserializeOwned>(fields: Value) -> Result<T, Failure> {
    serde_json::from_value(fields).map_err(|why| Failure::Usage(format!("That could not be asked: {why}")))
}

/// Brings the search index in step before the program ends. What was written is safe without it.
pub fn catch_up(journal: &Journal) {
    if let Err(why) = journal.catch_up() {
        tell(&format!("It is saved. The search index is behind and goes on at the next start: {why}."));
    }
}
