//! The people the journal knows: their name, what else they are called, and who they are to the writer. Those an entry
//! is about and those of the list are the same. The list is private: no export holds it, not even a copy for oneself,
//! since a file of one entry would carry a whole class; it moves with the journal's folder.

mod merge;
mod paste;
pub(crate) mod store;
mod telltales;
mod write;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::store::Tx;

pub use merge::{MergePeople, merge};
pub use paste::{ReadName, read};
pub use telltales::{Telltales, note_not_name, save_telltales, telltales};
pub use write::{AddPeople, NewPerson, PeopleAdded, SavePerson, add, remove, save};

/// A person, by the number of their row: it never leaves the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[ts(type = "number")]
pub struct PersonKey(pub i64);

/// Who someone is to the writer: what they are called where their name must not be ("Pupil A").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A pupil or student.
    Pupil,
    /// A patient.
    Patient,
    /// A client or service user.
    Client,
    /// Someone the writer works with.
    Colleague,
    /// A parent, guardian or carer.
    Carer,
    /// Anyone else, or not said.
    #[default]
    Other,
}

/// A person the journal knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Person {
    /// Their number.
    pub id: PersonKey,
    /// As the writer knows them.
    pub name: String,
    /// What else they are called: nicknames, initials, an earlier name.
    pub aliases: Vec<String>,
    /// Who they are to the writer.
    pub role: Role,
    /// Whether the writer put them on the list; others are there since an entry names them.
    pub listed: bool,
    /// How many entries name them, those in the trash too.
    pub entries: u32,
    /// How many communities they are a member of.
    pub communities: u32,
}

/// Everyone the journal knows, by name.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &Tx<'_>) -> Result<Vec<Person>> {
    store::list(tx)
}

/// One person.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &Tx<'_>, id: PersonKey) -> Result<Person> {
    store::get(tx, id)?.ok_or(Error::NotFound("person"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests;
