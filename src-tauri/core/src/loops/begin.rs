//! Beginning a learning log: from a blank page, from an entry, from a passage of it.

use serde::{Deserialize, Serialize};

use super::store::{self, State};
use super::{AddQuote, LinkEntries, Loop, Rel, add_link, get, quotes};
use crate::entries::{self, Entry, Kind};
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;
use crate::templates::LOG;

/// Words selected in an entry.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// The words themselves.
    pub exact: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
}

/// A learning log to be begun.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct BeginLoop {
    /// At most 500 characters, one line.
    pub title: Option<String>,
    /// The entry it begins from: its day, setting, tags, people and language are taken over.
    pub from: Option<EntryId>,
    /// Words of that entry, kept as a quote beside the trigger.
    pub passage: Option<Passage>,
}

/// Begins a learning log at its first stage, with nothing written yet.
///
/// # Errors
/// `NotFound` for an entry that is not there; `BadInput` and `TooBig` for a title or a passage that cannot be kept, or one
/// of no entry.
pub fn begin(tx: &mut Tx<'_>, request: BeginLoop) -> Result<Loop> {
    let mut entry = entries::blank(tx, Kind::Loop, LOG.into())?;
    entry.title = request.title.unwrap_or_default();
    if request.passage.is_some() && request.from.is_none() {
        return Err(Error::bad("a passage is quoted from an entry; say which one"));
    }
    let source = request.from.map(|from| entries::get(tx, from)).transpose()?;
    if let Some(source) = &source {
        take_over(&mut entry, source);
    }
    entries::insert(tx, &entry)?;
    let state = State::new(tx.now());
    store::insert(tx, entry.id, &state)?;
    if let Some(source) = source {
        add_link(tx, LinkEntries { entry: entry.id, rel: Rel::BeganFrom, other: source.id })?;
        if let Some(passage) = request.passage {
            let quote = quotes::checked(
                tx,
                &AddQuote {
                    to: entry.id,
                    field: "trigger".into(),
                    exact: passage.exact,
                    prefix: passage.prefix,
                    suffix: passage.suffix,
                    source: Some(source.id),
                    source_field: None,
                },
            )?;
            // Also where it is not found: what was selected may not be saved yet, and is not to be lost.
            store::quotes::insert(tx, entry.id, &quote)?;
        }
    }
    get(tx, entry.id)
}

fn take_over(entry: &mut Entry, source: &Entry) {
    entry.happened = source.happened.clone();
    entry.setting.clone_from(&source.setting);
    entry.tags.clone_from(&source.tags);
    entry.people.clone_from(&source.people);
    entry.language.clone_from(&source.language);
    entry.language_chosen = source.language_chosen;
}
