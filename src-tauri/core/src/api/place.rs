use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A place on disk as a caller names it: a path in a terminal, in the window only ever a token for what a dialog
/// answered, so that no script can name a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[ts(type = "string")]
pub struct Place(pub String);

/// What a [`Place`] means on a host.
pub trait Places: Send + Sync {
    /// Its path.
    ///
    /// # Errors
    /// `BadInput` for a token that no dialog gave out.
    fn path(&self, place: &Place) -> Result<PathBuf>;
}

/// Places are paths: for hosts whose callers are the user in person.
pub struct Paths;

impl Places for Paths {
    fn path(&self, place: &Place) -> Result<PathBuf> {
        if place.0.is_empty() {
            return Err(Error::bad("no file or folder was named"));
        }
        Ok(PathBuf::from(&place.0))
    }
}
