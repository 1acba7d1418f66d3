//! How one entry stands to another: a loop that began from an entry, a loop that takes up an earlier one, an entry that
//! bears on another.

use serde::{Deserialize, Serialize};

use super::store;
use crate::entries::{self, EntryRow};
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::{Tx, words};

/// The kinds of tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Rel {
    /// A loop was begun from an entry.
    BeganFrom,
    /// A loop takes up an earlier one.
    Reopens,
    /// One has to do with the other.
    BearsOn,
}
words!(Rel { BeganFrom = "began_from", Reopens = "reopens", BearsOn = "bears_on" });

/// An entry at the other end of a tie.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Link {
    /// What kind of tie.
    pub rel: Rel,
    /// The other entry.
    pub entry: EntryRow,
    /// Whether the tie was made from the other one to this.
    pub back: bool,
}

/// A tie between two entries.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct LinkEntries {
    /// From this one.
    pub entry: EntryId,
    /// What kind.
    pub rel: Rel,
    /// To that one.
    pub other: EntryId,
}

/// Ties two entries; one that is there already stays as it is.
///
/// # Errors
/// `NotFound`; `BadInput` for an entry with itself, or where a loop is asked for and there is none.
pub fn add_link(tx: &mut Tx<'_>, request: LinkEntries) -> Result<()> {
    if request.entry == request.other {
        return Err(Error::bad("an entry cannot be tied to itself"));
    }
    entries::get(tx, request.entry)?;
    entries::get(tx, request.other)?;
    let both = request.rel == Rel::Reopens;
    if request.rel != Rel::BearsOn && !store::is_loop(tx, request.entry)? || both && !store::is_loop(tx, request.other)?
    {
        return Err(Error::bad("only a learning log begins from an entry or takes up an earlier learning log"));
    }
    store::links::insert(tx, request)
}

/// Takes a tie off.
///
/// # Errors
/// `NotFound`.
pub fn remove_link(tx: &mut Tx<'_>, request: LinkEntries) -> Result<()> {
    store::links::delete(tx, request)
}

/// The ties of an entry, those made from it first, oldest first; without those to an entry in the trash.
///
/// # Errors
/// Those of the database.
pub fn links(tx: &Tx<'_>, id: EntryId) -> Result<Vec<Link>> {
    let mut links = Vec::new();
    for (rel, other, back) in store::links::of(tx, id)? {
        if let Some(entry) = entries::store::row(tx, other)?.filter(|entry| entry.trashed_at.is_none()) {
            links.push(Link { rel, entry, back });
        }
    }
    Ok(links)
}
