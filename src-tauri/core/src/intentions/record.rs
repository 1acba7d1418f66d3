//! What became of what was meant, written down whole: for moving a journal.

use serde::{Deserialize, Serialize};

use super::{IntentionAnswer, store};
use crate::clock::Instant;
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;

/// Fields of one entry that can have been answered for.
const ROW_LIMIT: usize = 500;
/// Bytes of what was meant.
const TEXT_LIMIT: usize = 200_000;

/// Something meant, with what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntentionRecord {
    /// Key of the field.
    pub field: String,
    /// As it stood when it was answered.
    pub text: String,
    /// What became of it.
    pub answer: IntentionAnswer,
    /// The day a carried one is asked for again.
    #[serde(default)]
    pub again: Option<String>,
    /// The learning log it was turned into.
    #[serde(default, rename = "loop")]
    pub begun: Option<EntryId>,
    /// When it was answered.
    pub at: Instant,
}

/// What became of what an entry meant, oldest answer first.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<IntentionRecord>> {
    store::records(tx, entry)
}

/// Writes them beside an entry that came in; what was never written here stays out.
///
/// # Errors
/// Those of the database.
pub fn put(tx: &mut Tx<'_>, entry: EntryId, records: &[IntentionRecord]) -> Result<()> {
    for record in records.iter().take(ROW_LIMIT) {
        let day = record.again.as_deref().is_none_or(|day| chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok());
        if day && record.field.len() <= 200 && record.text.len() <= TEXT_LIMIT {
            store::put(tx, entry, record)?;
        }
    }
    Ok(())
}
