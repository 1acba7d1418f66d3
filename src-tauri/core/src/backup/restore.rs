//! Bringing a backup back: into a folder of its own ([`into`]), or beside the journal it is to take the place of
//! ([`prepare`], then [`super::takeover`]).

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::away;
use super::make::{DATABASE, MAKING, remove_folder};
use super::manifest::MANIFEST;
use super::rehearse::bring_in;
use super::{Holdings, Manifest, Reason, Stop, places, store, verify};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::keys::{KEYS_COPY, KEYS_FILE, KeyError, Keys, Secret, Way};
use crate::store::DatabaseKey;
use crate::store::open::{Access, open};
use crate::{files, mutant};

/// In the journal's folder: what is ready to take its place.
pub(super) const RESTORING: &str = "restoring";
/// In there, where it is no backup but what could be read of a damaged journal.
pub(super) const SALVAGED: &str = "salvaged";

/// What would take the journal's place, or was brought into a folder of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Restored {
    /// When the backup was made.
    pub at: Instant,
    /// Why.
    pub reason: Reason,
    /// What it holds.
    pub holds: Holdings,
    /// Files that the journal had lost already when it was made.
    pub missing: u32,
    /// Whether it was opened and read here; else it is under a passphrase, and its bytes are those written.
    pub opened: bool,
}

/// Brings the backup in `backup` into a new journal in `to`, which is not there yet or empty: whole, or not at all. Its
/// keys come as they were: it opens with the passphrase of that time. Where `way` is that, it is opened and read here.
///
/// # Errors
/// `BadInput` where something is in `to`, or a journal cannot live there; `Damaged` where the backup is; those of the file system.
pub fn into(backup: &Path, to: &Path, way: &Way, stop: &Stop) -> Result<Restored> {
    places::may_begin(to)?;
    places::is_outside(to)?;
    match fs::read_dir(to) {
        Ok(mut items) => {
            if items.next().is_some() {
                return Err(Error::bad(format!(
                    "there is something in {} already; nothing was changed. Name a folder that is empty or not there yet",
                    to.display()
                )));
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    let parent = match to.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let name = to.file_name().ok_or_else(|| Error::bad("name a folder for the restored journal"))?.to_string_lossy();
    if !parent.is_dir() {
        places::make(&parent)?;
    }
    let making = parent.join(format!("{MAKING}{name}"));
    remove_folder(&making)?;
    places::make(&making)?;
    let restored = whole(backup, &making, None, way, stop).and_then(|restored| {
        drop(fs::remove_dir(to));
        fs::rename(&making, to)?;
        files::fsync_folder(&parent)?;
        Ok(restored)
    });
    if restored.is_err() {
        drop(remove_folder(&making));
    }
    restored
}

/// As [`into`], from a backup that is one file under a passphrase.
///
/// # Errors
/// As [`into`]; `BadInput` for another passphrase.
pub fn file_into(file: &Path, to: &Path, passphrase: &Secret, way: &Way, stop: &Stop) -> Result<Restored> {
    // Before anything of the file is written beside it.
    places::may_begin(to)?;
    places::is_outside(to)?;
    let name = to.file_name().ok_or_else(|| Error::bad("name a folder for the restored journal"))?.to_string_lossy();
    let opened = to.with_file_name(format!("{MAKING}opened-{name}"));
    remove_folder(&opened)?;
    let restored = away::open_into(file, &opened, passphrase).and_then(|()| into(&opened, to, way, stop));
    remove_folder(&opened)?;
    restored
}

/// Makes the backup in `backup` ready to take the place of the journal in `journal`, which stays as it is. Where both are
/// sealed with `present`, it will open as the journal does now; else as it did then.
///
/// # Errors
/// As [`into`].
pub fn prepare(journal: &Path, backup: &Path, present: Option<&DatabaseKey>, stop: &Stop) -> Result<Restored> {
    let making = journal.join(format!("{MAKING}{RESTORING}"));
    let ready = journal.join(RESTORING);
    remove_folder(&making)?;
    remove_folder(&ready)?;
    let restored = whole(backup, &making, present.map(|key| (key, journal)), &Way::Alone, stop).and_then(|restored| {
        fs::rename(&making, &ready)?;
        files::fsync_folder(journal)?;
        Ok(restored)
    });
    if restored.is_err() {
        drop(remove_folder(&making));
    }
    restored
}

/// As [`prepare`], from a backup that is one file under a passphrase. Where there is no journal in `journal` yet, its folder
/// is made.
///
/// # Errors
/// As [`prepare`]; `BadInput` for another passphrase, or a file that is no backup.
pub fn prepare_file(
    journal: &Path,
    file: &Path,
    passphrase: &Secret,
    present: Option<&DatabaseKey>,
    stop: &Stop,
) -> Result<Restored> {
    if !journal.is_dir() {
        files::make_private_folder(journal)?;
    }
    let opened = journal.join(format!("{MAKING}opened"));
    remove_folder(&opened)?;
    let restored = away::open_into(file, &opened, passphrase).and_then(|()| prepare(journal, &opened, present, stop));
    remove_folder(&opened)?;
    restored
}

/// Whether something is ready to take the journal's place.
pub fn is_prepared(journal: &Path) -> bool {
    journal.join(RESTORING).join(DATABASE).exists()
}

/// Forgets what was made ready.
///
/// # Errors
/// Those of the file system.
pub fn forget(journal: &Path) -> Result<()> {
    remove_folder(&journal.join(format!("{MAKING}{RESTORING}")))?;
    remove_folder(&journal.join(format!("{MAKING}opened")))?;
    remove_folder(&journal.join(RESTORING))
}

fn whole(
    backup: &Path,
    making: &Path,
    present: Option<(&DatabaseKey, &Path)>,
    way: &Way,
    stop: &Stop,
) -> Result<Restored> {
    let problems = verify::problems(backup, None, false, stop)?;
    if let Some(problem) = problems.into_iter().next().filter(|_| !mutant::is("a backup is not read before")) {
        return Err(Error::Damaged(format!("this backup cannot be restored: {problem}. Nothing was changed")));
    }
    let manifest = Manifest::read(backup)?;
    bring_in(backup, making, &manifest)?;
    if let Some((key, journal)) = present
        && key.mark() == manifest.key
    {
        for name in [KEYS_FILE, KEYS_COPY] {
            let bytes = fs::read(journal.join(name))?;
            files::swap_in(&making.join(name), &bytes)?;
        }
    }
    both_keys(making)?;
    fs::copy(backup.join(MANIFEST), making.join(MANIFEST))?;
    let key = match present.filter(|(key, _)| key.mark() == manifest.key) {
        Some((key, _)) => Some(DatabaseKey::clone(key)),
        None => match Keys::open(making, way) {
            Ok((keys, _)) => Some(DatabaseKey::new(keys.database())),
            Err(KeyError::Locked | KeyError::Unknown | KeyError::WrongPassphrase | KeyError::WrongCode) => None,
            Err(error) => return Err(error.into()),
        },
    };
    // What was hashed is what was linked or copied; that it opens is looked at here, in its new place.
    if let Some(key) = &key {
        let restored = open(&making.join(DATABASE), key, Access::Read)?;
        let faults = store::faults(&restored)?;
        if !faults.is_empty() || store::holdings(&restored)? != manifest.holds {
            return Err(Error::Damaged("what was restored is not what the backup says. Nothing was changed".into()));
        }
    }
    fs::remove_file(making.join(MANIFEST))?;
    files::fsync_folder(making)?;
    Ok(Restored {
        at: manifest.at,
        reason: manifest.reason,
        holds: manifest.holds,
        missing: u32::try_from(manifest.missing.len()).unwrap_or(u32::MAX),
        opened: key.is_some(),
    })
}

/// The second copy of the keys, where a backup had one only.
fn both_keys(folder: &Path) -> Result<()> {
    for (name, other) in [(KEYS_FILE, KEYS_COPY), (KEYS_COPY, KEYS_FILE)] {
        if !folder.join(name).exists() {
            let bytes = fs::read(folder.join(other))?;
            files::swap_in(&folder.join(name), &bytes)?;
        }
    }
    Ok(())
}
