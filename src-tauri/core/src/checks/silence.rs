//! What is not to be asked again.

use serde::{Deserialize, Serialize};

use super::store;
use crate::error::{Error, Result};
use crate::store::Tx;

/// Characters of a subject.
const LIMIT: usize = 200;

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

fn subject(request: &Silence) -> Result<&str> {
    let subject = request.subject.as_str();
    let known = ["check:", "recurrence:"].iter().any(|kind| subject.starts_with(kind) && subject.len() > kind.len());
    if !known || subject.chars().count() > LIMIT {
        return Err(Error::bad("there is no such question to silence"));
    }
    Ok(subject)
}
