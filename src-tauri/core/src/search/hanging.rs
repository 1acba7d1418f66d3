//! What hangs on an entry beside its own text, as search sees it: of a loop its claims with all their versions, what
//! challenged them, tests, the two-column case; of any entry the answers to its questions, the values of its form, and what
//! readers wrote about it.

use std::collections::HashSet;

use super::store;
use crate::claims;
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;

/// What hangs on one entry.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hanging {
    /// Texts, each on its own. A prediction is not among them while it is sealed.
    pub(crate) texts: Vec<String>,
    /// Of a loop: where it is.
    pub(crate) stage: Option<String>,
    /// Of a loop: "none", "parked" or "single".
    pub(crate) exit: String,
    /// How the writer stands to the claims of a loop, in no order; one may stand there twice.
    pub(crate) standings: Vec<String>,
    /// Whether it asks a question that is open.
    pub(crate) asks: bool,
    /// Whether a reader wrote a comment on it.
    pub(crate) is_commented: bool,
    /// From which day on something of it is due, as the number of a day.
    pub(crate) due: Option<i64>,
}

impl Hanging {
    pub(super) fn of(tx: &Tx<'_>, id: EntryId) -> Result<Self> {
        let mut hanging = store::hanging(tx, id)?;
        hanging.texts = store::hanging_texts(tx, id)?;
        if hanging.stage.is_some() {
            // As the loop shows them: one that was merged into another is that other, with the words of both.
            for tied in claims::of_loop(tx, id)? {
                hanging.standings.push(tied.claim.standing.word().to_owned());
                hanging.texts.extend(tied.versions.into_iter().flat_map(|version| [version.text, version.note]));
            }
        }
        // A version of which only the confidence moved says its words once more; they count once.
        let mut said = HashSet::new();
        hanging.texts.retain(|text| !text.trim().is_empty() && said.insert(text.clone()));
        Ok(hanging)
    }

    /// Whether it is a loop that somebody is at.
    pub(super) fn is_open(&self) -> bool {
        self.exit == "none" && self.stage.as_deref().is_some_and(|stage| stage != "closed")
    }

    /// Whether it is a loop that is done, as a single one or as a double one.
    pub(super) fn is_closed(&self) -> bool {
        self.exit == "single" || (self.exit == "none" && self.stage.as_deref() == Some("closed"))
    }
}
