//! Writing in a learning log: the texts of its fields, and the little that is set beside them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Loop, Owner, fields, get, store};
use crate::entries::{self, EntryFields, SaveEntry};
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;

/// Texts to be saved.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct WriteLoop {
    /// Which loop.
    pub id: EntryId,
    /// The revision of title and body that the editor started from.
    #[ts(optional = false)]
    pub base: String,
    /// At most 500 characters, one line.
    pub title: Option<String>,
    /// By key of field; those left out stay, byte for byte.
    pub fields: Option<BTreeMap<String, String>>,
    /// Keep this state as a version (Ctrl+S).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub keep: bool,
}

/// What is set beside the texts.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SetLoop {
    /// Which loop.
    pub id: EntryId,
    /// Whose it is.
    pub owner: Option<Owner>,
    /// The riskiest rung of the ladder, 1 to 7; `null` takes it back.
    #[serde(default, deserialize_with = "entries::given", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number | null")]
    pub riskiest_rung: Option<Option<u8>>,
}

/// Saves texts of fields, each under its own heading in the entry's body.
///
/// # Errors
/// `Stale` where title or body were saved by another since `base`; `BadInput` for a field there is none of. Nothing is
/// saved then.
pub fn write(tx: &mut Tx<'_>, request: WriteLoop) -> Result<Loop> {
    store::state(tx, request.id)?;
    let body = match request.fields {
        Some(texts) if !texts.is_empty() => Some(fields::written(&entries::get(tx, request.id)?.body, &texts)?),
        _ => None,
    };
    let fields = EntryFields { title: request.title, body, ..EntryFields::default() };
    entries::save(tx, SaveEntry { id: request.id, base: request.base, fields, keep: request.keep })?;
    get(tx, request.id)
}

/// Sets whose it is, and the riskiest rung.
///
/// # Errors
/// `NotFound`; `BadInput` for a rung there is none of.
pub fn set(tx: &mut Tx<'_>, request: SetLoop) -> Result<Loop> {
    let mut state = store::state(tx, request.id)?;
    if request.riskiest_rung.flatten().is_some_and(|rung| !(1..=7).contains(&rung)) {
        return Err(Error::bad("the ladder has the rungs 1 to 7"));
    }
    state.owner = request.owner.unwrap_or(state.owner);
    state.riskiest_rung = request.riskiest_rung.unwrap_or(state.riskiest_rung);
    store::update(tx, request.id, &state)?;
    get(tx, request.id)
}
