//! Questions that a learning log may be asked, so that its writer sees whether the target moved or only the aim was
//! corrected (single and double loop, Argyris & Schön 1974; domain.md 1.9, 1.10). They are questions, never a mark: each
//! says why it is asked, and each can be silenced.
//!
//! What a check looks at is a plain struct ([`Facts`]), so that the rules ([`asked`](asked())) need no database. The tenth
//! check of 1.9, recurrence, has to search ([`recurrence`]).

mod asked;
mod coach;
mod facts;
mod lists;
mod recurrence;
mod silence;
mod store;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests;

use serde::Serialize;

use crate::error::Result;
use crate::id::EntryId;
use crate::loops;
use crate::store::Tx;

pub use coach::{AskCoach, CoachQuestion, coach};
pub use facts::{ChallengeFacts, ClaimFacts, Facts, TestFacts, VersionFacts};
pub use recurrence::{Recurrence, recurrence};
pub use silence::{Silence, put_silenced, silence, silenced_of, unsilence};

/// A question to a learning log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Check {
    /// What to silence.
    pub subject: String,
    /// Which question it is.
    pub id: String,
    /// The question.
    pub question: String,
    /// Why it is asked of this one, in words.
    pub why: String,
}

/// Which questions these facts raise, the more telling first: the id of each, the question, and why it is asked.
pub fn asked(facts: &Facts) -> Vec<(&'static str, &'static str, String)> {
    if !asked::is_asked(facts) {
        return Vec::new();
    }
    asked::QUESTIONS.iter().filter_map(|question| Some((question.id, question.text, (question.why)(facts)?))).collect()
}

/// The questions that a learning log raises and that were not silenced.
///
/// # Errors
/// `NotFound`.
pub fn checks(tx: &Tx<'_>, id: EntryId) -> Result<Vec<Check>> {
    let facts = Facts::of(&loops::get(tx, id)?, tx.now());
    let mut out = Vec::new();
    for (name, question, why) in asked(&facts) {
        let subject = format!("check:{id}:{name}");
        if !store::is_silenced(tx, &subject)? {
            out.push(Check { subject, id: name.to_owned(), question: question.to_owned(), why });
        }
    }
    Ok(out)
}
