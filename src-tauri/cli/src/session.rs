use std::path::PathBuf;
use std::sync::Arc;

use journal::api::door::Proof;
use journal::api::{Api, ApiError, Paths};
use journal::door::{Door, Tried};
use journal::keys::{Code, KeyError, Way};
use journal::{Clock, Error, Journal};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::failure::Failure;
use crate::folder;
use crate::out::tell;
use crate::secret;

/// Typing errors that a person at a terminal is forgiven.
const TRIES: u32 = 3;

/// Which journal a command is about, and its door.
pub struct Session {
    named: Option<PathBuf>,
    passphrase_file: Option<PathBuf>,
    /// Of the journal; shut until it is opened.
    pub door: Door,
}

impl Session {
    /// About the journal that was named, or the usual one.
    pub fn new(named: Option<PathBuf>, passphrase_file: Option<PathBuf>) -> Self {
        Self { named, passphrase_file, door: Door::new(Clock::system()) }
    }

    /// Where it lives.
    pub fn folder(&self) -> Result<PathBuf, Failure> {
        match &self.named {
            Some(folder) => Ok(folder.clone()),
            None => folder::usual(),
        }
    }

    /// Opens it; asks for the passphrase where it has one.
    pub fn open(&self) -> Result<Arc<Journal>, Failure> {
        self.door.come_to(&self.folder()?).map_err(with_ways_on)?;
        self.unlocked()
    }

    /// Opens it, or makes it where there is none.
    pub fn open_or_create(&self) -> Result<Arc<Journal>, Failure> {
        self.door.begin(&self.folder()?, None)?;
        self.unlocked()
    }

    /// What the passphrase is, for whoever has to prove that they may change something.
    pub fn proof(&self) -> Result<Proof, Failure> {
        let passphrase = secret::current(self.passphrase_file.as_deref())?;
        Ok(Proof { passphrase: Some(passphrase), code: None })
    }

    /// A way into a journal whose door cannot be gone through: the passphrase or, which looks like nothing else, the recovery
    /// code.
    pub fn way(&self) -> Result<Way, Failure> {
        let typed = secret::current(self.passphrase_file.as_deref())?;
        Ok(match Code::parse(typed.text()) {
            Ok(code) => Way::Recovery(code),
            Err(_) => Way::Passphrase(typed),
        })
    }

    /// Whether its passphrase was given with the command, so that nobody need be asked.
    pub fn is_given_passphrase(&self) -> bool {
        !secret::is_typed(self.passphrase_file.as_deref())
    }

    /// The journal behind the door, unlocked where need be.
    pub fn unlocked(&self) -> Result<Arc<Journal>, Failure> {
        if self.door.is_locked() {
            self.unlock()?;
        }
        let journal = self.door.journal().map_err(with_ways_on)?;
        for warning in journal.soundness().places {
            tell(&warning);
        }
        Ok(journal)
    }

    fn unlock(&self) -> Result<(), Failure> {
        let tries = if secret::is_typed(self.passphrase_file.as_deref()) { TRIES } else { 1 };
        for left in (0..tries).rev() {
            let passphrase = secret::current(self.passphrase_file.as_deref())?;
            match self.door.unlock(&Way::Passphrase(passphrase)).map_err(with_ways_on)? {
                Tried::Right => return Ok(()),
                Tried::WrongPassphrase if left > 0 => tell("That is not the passphrase of this journal; try again."),
                tried => return secret::right(tried),
            }
        }
        Ok(())
    }
}

/// Why a journal does not open; of a damaged one, what can be done.
fn with_ways_on(error: Error) -> Failure {
    let ways_on = match error {
        Error::Damaged(_) => {
            "`loopbook-cli salvage` reads what can be read of it, `loopbook-cli backup list` shows what can be restored"
        }
        Error::Key(KeyError::Missing | KeyError::Damaged) => {
            "Each backup (`loopbook-cli backup list`) has a copy: with backups/ID/keys.json back in the journal's folder nothing is lost. The desktop app offers to do it"
        }
        _ => return error.into(),
    };
    Failure::CouldNot(format!("{}.\n{ways_on}", ApiError::from(error).message.trim_end_matches('.')))
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
