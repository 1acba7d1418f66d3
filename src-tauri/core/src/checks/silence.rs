//! What is not to be asked again.

use serde::{Deserialize, Serialize};

use super::store;
use crate::claims;
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;

/// Characters of a subject.
const LIMIT: usize = 200;
/// Subjects about one learning log that come in: there are some dozen questions.
const SUBJECTS: usize = 200;

/// A question, by its subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// As the question named it.
    pub subject: String,
}

/// The question is not asked again.
///
/// # Errors
/// `BadInput` for what no question is about.
pub fn silence(tx: &mut Tx<'_>, request: &Silence) -> Result<()> {
    store::silence(tx, subject(request)?)
}

/// The question may be asked again.
///
/// # Errors
/// `BadInput` for what no question is about.
pub fn unsilence(tx: &mut Tx<'_>, request: &Silence) -> Result<()> {
    store::unsilence(tx, subject(request)?)
}

/// What is not to be asked of a learning log, or of the assumptions it is about, by subject.
///
/// # Errors
/// Those of the database.
pub fn silenced_of(tx: &Tx<'_>, log: EntryId) -> Result<Vec<String>> {
    let mut silenced = Vec::new();
    for subject in store::all(tx)? {
        if is_about(tx, &subject, log)? {
            silenced.push(subject);
        }
    }
    Ok(silenced)
}

/// Silences what was silenced about a learning log that came in, and nothing about any other.
///
/// # Errors
/// Those of the database.
pub fn put_silenced(tx: &mut Tx<'_>, log: EntryId, subjects: &[String]) -> Result<()> {
    for subject in subjects.iter().take(SUBJECTS).filter(|subject| subject.chars().count() <= LIMIT) {
        if is_about(tx, subject, log)? {
            store::silence(tx, subject)?;
        }
    }
    Ok(())
}

fn is_about(tx: &Tx<'_>, subject: &str, log: EntryId) -> Result<bool> {
    if subject.starts_with(&format!("check:{log}:")) || subject == format!("recurrence:trigger:{log}") {
        return Ok(true);
    }
    let claim = subject.strip_prefix("recurrence:assumption:").and_then(|id| id.parse().ok());
    claim.map_or(Ok(false), |claim| claims::is_tied(tx, log, claim))
}

fn subject(request: &Silence) -> Result<&str> {
    let subject = request.subject.as_str();
    let known = ["check:", "recurrence:"].iter().any(|kind| subject.starts_with(kind) && subject.len() > kind.len());
    if !known || subject.chars().count() > LIMIT {
        return Err(Error::bad("there is no such question to silence"));
    }
    Ok(subject)
}
