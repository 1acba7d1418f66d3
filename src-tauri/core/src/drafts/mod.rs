//! Drafts: what was typed into a form and not yet kept. They live in the journal, so that neither a closed window nor a
//! crash loses a sentence, and are forgotten once what they hold is kept.

mod store;

use serde_json::Value;

use crate::error::{Error, Result};
use crate::store::Tx;

/// Bytes of a draft.
const LIMIT: usize = 4 * 1024 * 1024;
/// Characters of the name of a place.
const NAME_LIMIT: usize = 300;

/// What was typed in a place; none where nothing waits there.
///
/// # Errors
/// Those of the database.
pub fn get(tx: &Tx<'_>, name: &str) -> Result<Option<Value>> {
    let kept = store::get(tx, name)?;
    Ok(kept.map(|json| serde_json::from_str(&json)).transpose()?)
}

/// Keeps what was typed in a place; nothing forgets it.
///
/// # Errors
/// `TooBig`.
pub fn keep(tx: &mut Tx<'_>, name: &str, value: Option<&Value>) -> Result<()> {
    if name.is_empty() || name.chars().count() > NAME_LIMIT {
        return Err(Error::bad("a draft belongs to a place with a name"));
    }
    let Some(value) = value else { return store::forget(tx, name) };
    let json = value.to_string();
    if json.len() > LIMIT {
        return Err(Error::TooBig("a draft has room for 4 MB".into()));
    }
    store::set(tx, name, &json)
}
