use std::path::Path;

use super::list::find;
use super::make::bring_whole;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::files;
use crate::keys::{self, KEYS_COPY, KEYS_FILE, KeyError};

/// Brings the key files of a backup to a journal that has lost its own. What is left of those is kept beside them.
///
/// # Errors
/// `NotFound`; `BadInput` where the journal's own key file is whole, or that of the backup is not.
pub fn bring_keys(journal: &Path, id: &str, clock: &Clock) -> Result<()> {
    let backup = find(journal, id)?;
    if !matches!(keys::protection(journal), Err(KeyError::Missing | KeyError::Damaged)) {
        return Err(Error::bad("the journal's key file is whole; nothing was changed"));
    }
    keys::protection(&backup)?;
    let stamp = clock.now().utc().format("%Y%m%dT%H%M%SZ");
    for name in [KEYS_FILE, KEYS_COPY] {
        let present = journal.join(name);
        if present.symlink_metadata().is_ok() {
            std::fs::rename(&present, journal.join(format!("{name}.damaged-{stamp}")))?;
        }
        bring_whole(&backup.join(name), &present)?;
    }
    Ok(files::fsync_folder(journal)?)
}
