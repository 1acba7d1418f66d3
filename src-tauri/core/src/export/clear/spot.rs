//! One text among those that leave.

use std::fmt::Display;

use sha2::{Digest, Sha256};

use super::TextPlace;
use crate::id::EntryId;
use crate::redact::Hit;

/// One text of an entry or of the letter. What is decided of a hit is decided of one text.
pub(super) struct Spot {
    pub(super) entry: Option<EntryId>,
    pub(super) place: TextPlace,
    /// Which of several texts in that place: names the row and its column, and stays while others come and go.
    which: String,
}

impl Spot {
    pub(super) fn of(entry: Option<EntryId>, place: TextPlace, which: impl Display) -> Self {
        Self { entry, place, which: which.to_string() }
    }

    /// The text's own name.
    pub(super) fn name(&self) -> String {
        format!("{:?} {:?} {}", self.entry, self.place, self.which)
    }

    /// The hit with an occurrence that is of this text alone: the words around a short text are none, and a name kept as a
    /// tag is not thereby kept as a title.
    pub(super) fn own(&self, hit: &Hit) -> Hit {
        let mut digest = Sha256::new();
        for part in [&format!("{:?}", self.place), &self.which, &hit.occurrence] {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
        let mut own = hit.clone();
        own.occurrence = digest.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        own
    }
}
