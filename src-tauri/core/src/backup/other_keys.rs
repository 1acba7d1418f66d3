//! What is sealed with another key than the journal's: from before a new one was made. It still opens with the passphrase
//! of that time.

use serde::Serialize;

use super::make::{self, make as make_one, remove_folder};
use super::takeover::{self, Aside};
use super::{Backup, Manifest, Reason, Source, Stop, list};
use crate::error::Result;
use crate::keys;

/// Backups, and states of the journal that were put aside, under another key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct OtherKeys {
    /// Backups, oldest first.
    pub backups: Vec<Backup>,
    /// States that were put aside, oldest first.
    pub asides: Vec<Aside>,
}

/// Which there are. One that says nothing sensible of itself is not among them.
///
/// # Errors
/// Those of the file system.
pub fn of_other_keys(source: &Source<'_>) -> Result<OtherKeys> {
    let mut found = OtherKeys::default();
    for backup in list::list(source.folder)? {
        let manifest = Manifest::read(&source.backups().join(&backup.id));
        if manifest.is_ok_and(|manifest| manifest.key != source.key.mark()) {
            found.backups.push(backup);
        }
    }
    for aside in takeover::asides(source.folder, source.clock)? {
        // Where it cannot be told, nothing is claimed.
        if keys::are_of_one_key(source.folder, &source.folder.join(&aside.id)).is_ok_and(|same| same == Some(false)) {
            found.asides.push(aside);
        }
    }
    Ok(found)
}

/// Deletes them, and answers with what there was. A backup under the key of now is made first, where there is none.
///
/// # Errors
/// As making one; those of the file system.
pub fn forget_other_keys(source: &Source<'_>, stop: &Stop) -> Result<OtherKeys> {
    let found = of_other_keys(source)?;
    let stays =
        list::list(source.folder)?.iter().any(|backup| backup.fault.is_none() && !found.backups.contains(backup));
    if !stays && !found.backups.is_empty() {
        make_one(source, Reason::Asked, stop)?;
    }
    for backup in &found.backups {
        make::remove(&list::find(source.folder, &backup.id)?)?;
    }
    for aside in &found.asides {
        remove_folder(&source.folder.join(&aside.id))?;
    }
    Ok(found)
}
