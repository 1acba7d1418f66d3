//! What in a text may tell who it is about, and the text without it.
//!
//! A text is read as a person reads it ([`reading`]): markup, invisible letters, entities and accents gone, every letter
//! remembering where it stands. On that reading stand the finders: [`people`] for those listed, [`numbers`], [`contacts`],
//! [`dates`], [`places`] and, for what is left, [`maybe`]. [`apply`] writes decisions back into the source and leaves every
//! other byte as it is. Pure: no clock, no disk, no journal.

mod apply;
mod coarse;
mod contacts;
mod cover;
mod dates;
mod forms;
mod initials;
mod labels;
mod led;
mod lists;
mod maybe;
mod near;
mod numbers;
mod people;
mod places;
mod proposal;
mod reading;
mod scan;
mod scanner;
mod streets;
mod words;

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use apply::{Cleared, Span, apply};
pub use coarse::{Coarse, coarsened};
pub use cover::{Patch, cover};

pub use labels::{label, next_label};
pub use proposal::proposal;
pub use reading::{Plain, plain};
pub use scan::scan;
pub use scanner::Scanner;

/// Which person of the private list is meant; the row of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[ts(type = "number")]
pub struct PersonKey(pub i64);

/// What somebody is to the author: the word that stands in their place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A pupil.
    Pupil,
    /// A student.
    Student,
    /// A child in care, or a child of somebody.
    Child,
    /// A patient.
    Patient,
    /// A client or service user.
    Client,
    /// A parent or carer.
    Parent,
    /// Another relative.
    Relative,
    /// Somebody who works with the author.
    Colleague,
    /// Somebody who leads where the author works.
    Manager,
    /// Anybody else.
    #[default]
    Other,
}

/// Somebody on the private list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPerson {
    /// The row.
    pub key: PersonKey,
    /// Name, aliases and nicknames, in any order but the name first.
    pub names: Vec<String>,
    /// What they are to the author.
    pub role: Role,
}

/// What the journal knows beforehand.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The private list.
    pub people: Vec<KnownPerson>,
    /// Names of classes, wards, rooms.
    pub codes: Vec<String>,
    /// Names of places: the school, the street, the village.
    pub places: Vec<String>,
    /// Words decided earlier to be no names, as the user saw them ([`Hit::found`]) or folded.
    pub not_names: HashSet<String>,
}

/// How a text is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Markdown as the journal stores it.
    Markdown,
    /// A title, a tag, a line: nothing in it is markup.
    Plain,
    /// The name of a file: words are run together or divided by `_`, `-` and `.`.
    FileName,
    /// A web or mail address, or the target of a link.
    Address,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody on the list.
    Person(PersonKey),
    /// A capitalised word that nothing explains.
    MaybeName,
    /// An e-mail address.
    Email,
    /// An address on the web.
    Url,
    /// A name in a network, with `@`.
    Handle,
    /// A telephone number.
    Phone,
    /// A postcode.
    Postcode,
    /// NHS number, with its check digit right or wrong.
    Nhs,
    /// Scotland's CHI number.
    Chi,
    /// Unique pupil number.
    Upn,
    /// Pin of a nurse or midwife.
    Nmc,
    /// Number of a doctor.
    Gmc,
    /// UK national insurance number.
    NationalInsurance,
    /// Dutch citizen service number.
    Bsn,
    /// German tax, insurance or pension number.
    GermanId,
    /// US social security number.
    Ssn,
    /// A bank account or card.
    Account,
    /// Another number that may stand for one person.
    Number,
    /// A day.
    Date,
    /// A place or an address.
    Place,
    /// A class, ward, room or bed.
    Code,
}

/// Something in a text that may tell who it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Bytes of the source from its first letter to its last; markup may stand within.
    pub range: Range<usize>,
    /// As read, without markup.
    pub found: String,
    /// The same for every spelling of the same thing: `person:7`, `email:anna@example.org`.
    pub group: String,
    /// Inflected, shortened or misspelt; of a number: the check digit is wrong.
    pub near: bool,
    /// Names this very place: a digest of the group and the words around it, stable while those stay.
    pub occurrence: String,
    /// The words before it, as read.
    pub before: String,
    /// The words after it.
    pub after: String,
    /// How the place where it stands is read: a link's target is an [`Form::Address`] also within Markdown.
    pub form: Form,
    /// The ending that the one put in its place takes over: `'s`, `’` or nothing.
    pub ending: String,
    /// What stands inside: somebody's name within an address. Looked at where the whole is kept.
    pub inner: Vec<Hit>,
    /// The stretches of the source that are letters of it, in order; between them stands markup.
    pieces: Vec<Range<usize>>,
}

impl Hit {
    /// Whether leaving it undecided must stop an export: somebody listed, an e-mail address, a number that is somebody's.
    pub fn must_be_decided(&self) -> bool {
        !matches!(self.kind, Kind::MaybeName | Kind::Date | Kind::Place | Kind::Code | Kind::Url)
    }
}

/// What is done with a hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Another word stands there: "Pupil A".
    Replace(String),
    /// Something coarser stands there: "March 2026".
    Generalise(String),
    /// An ellipsis stands there.
    Cut,
    /// It stays, since the author says why.
    Keep {
        /// Why.
        reason: String,
    },
    /// It is nobody's name.
    NotAName,
}

impl Action {
    /// What stands there afterwards; nothing where it stays.
    fn text(&self) -> Option<&str> {
        match self {
            Self::Replace(text) | Self::Generalise(text) => Some(text),
            Self::Cut => Some("…"),
            Self::Keep { .. } | Self::NotAName => None,
        }
    }
}
