use std::fs;
use std::path::{Path, PathBuf};

use super::make::{MAKING, remove, remove_folder};
use super::{Backup, FOLDER, Manifest, takeover};
use crate::clock::{Clock, Instant};
use crate::error::{Error, Result};
use crate::files;
use crate::keys::{KEYS_COPY, KEYS_FILE};

/// In a backup that is kept until somebody lets it go.
pub(super) const PINNED: &str = "pinned";
/// In one that holds fewer entries than the one before, where somebody has said that this is all right.
pub(super) const ACCEPTED: &str = "accepted";

/// The folders of all backups of the journal in `journal`, oldest first.
///
/// # Errors
/// Those of the file system.
pub fn folders(journal: &Path) -> Result<Vec<PathBuf>> {
    let items = match fs::read_dir(journal.join(FOLDER)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        items => items?,
    };
    let mut found = Vec::new();
    for item in items {
        let item = item?;
        if item.file_type()?.is_dir() && !item.file_name().to_string_lossy().starts_with('.') {
            found.push(item.path());
        }
    }
    found.sort();
    Ok(found)
}

/// The key files of everything that can be reached now and opens with the journal's keys or did once: backups, and states
/// of the journal that were put aside.
///
/// # Errors
/// Those of the file system.
pub fn key_files(journal: &Path, clock: &Clock) -> Result<Vec<PathBuf>> {
    let asides = takeover::asides(journal, clock)?.into_iter().map(|aside| journal.join(aside.id));
    let all = folders(journal)?.into_iter().chain(asides);
    let files = all.flat_map(|folder| [KEYS_FILE, KEYS_COPY].map(|name| folder.join(name)));
    Ok(files.filter(|file| file.exists()).collect())
}

/// All backups of the journal in `journal`, oldest first; one that says nothing sensible of itself is listed with its
/// fault.
///
/// # Errors
/// Those of the file system.
pub fn list(journal: &Path) -> Result<Vec<Backup>> {
    let mut all = folders(journal)?.iter().map(|folder| read(folder)).collect::<Result<Vec<_>>>()?;
    all.sort_by(|one, two| (one.at, &one.id).cmp(&(two.at, &two.id)));
    let mut before: Option<u32> = None;
    for backup in all.iter_mut().filter(|backup| backup.fault.is_none()) {
        let now = backup.holds.all();
        backup.shrunk &= before.is_some_and(|before| u64::from(now) * 10 < u64::from(before) * 9);
        before = Some(now);
    }
    all.iter_mut().filter(|backup| backup.fault.is_some()).for_each(|backup| backup.shrunk = false);
    Ok(all)
}

/// The backup in `folder`; `shrunk` says only that nobody has accepted it.
pub(super) fn read(folder: &Path) -> Result<Backup> {
    let id = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let pinned = folder.join(PINNED).exists();
    let shrunk = !folder.join(ACCEPTED).exists();
    match Manifest::read(folder) {
        Ok(manifest) => Ok(Backup {
            id,
            at: manifest.at,
            reason: manifest.reason,
            pinned,
            bytes: manifest.bytes(),
            holds: manifest.holds,
            missing: u32::try_from(manifest.missing.len()).unwrap_or(u32::MAX),
            shrunk,
            fault: None,
        }),
        Err(error @ (Error::Damaged(_) | Error::BadInput(_))) => Ok(Backup {
            at: stamped(&id),
            id,
            reason: super::Reason::Asked,
            // What cannot be read is no reason to delete it.
            pinned: true,
            bytes: 0,
            holds: super::Holdings::default(),
            missing: 0,
            shrunk: false,
            fault: Some(error.to_string()),
        }),
        Err(error) => Err(error),
    }
}

/// From the name, where the manifest cannot be asked.
fn stamped(id: &str) -> Instant {
    let stamp = id.get(..16).unwrap_or_default();
    chrono::NaiveDateTime::parse_from_str(stamp, "%Y%m%dT%H%M%SZ")
        .map_or(Instant::from_millis(0), |at| Instant::from_millis(at.and_utc().timestamp_millis()))
}

/// The folder of one backup by its name.
///
/// # Errors
/// `NotFound`, also for a name that would lead elsewhere.
pub fn find(journal: &Path, id: &str) -> Result<PathBuf> {
    let found = folders(journal)?.into_iter().find(|folder| folder.file_name().is_some_and(|name| name == id));
    found.ok_or(Error::NotFound("backup"))
}

/// Keeps a backup until told otherwise, or leaves it to the rule.
///
/// # Errors
/// `NotFound`, and those of the file system.
pub fn pin(journal: &Path, id: &str, pinned: bool) -> Result<()> {
    mark(&find(journal, id)?, PINNED, pinned)
}

/// That the newest backups hold fewer entries than those before is all right.
///
/// # Errors
/// Those of the file system.
pub fn accept(journal: &Path) -> Result<()> {
    for backup in list(journal)?.iter().filter(|backup| backup.shrunk) {
        mark(&find(journal, &backup.id)?, ACCEPTED, true)?;
    }
    Ok(())
}

fn mark(folder: &Path, name: &str, there: bool) -> Result<()> {
    if there {
        return Ok(files::write_whole(&folder.join(name), b"")?);
    }
    match fs::remove_file(folder.join(name)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(files::fsync_folder(folder)?),
    }
}

/// Deletes a backup, because somebody asked for it.
///
/// # Errors
/// `NotFound`; `BadInput` for the last good one.
pub fn delete(journal: &Path, id: &str) -> Result<()> {
    let folder = find(journal, id)?;
    let good = list(journal)?.into_iter().filter(|backup| backup.fault.is_none()).collect::<Vec<_>>();
    if matches!(good.as_slice(), [only] if only.id == id) {
        return Err(Error::bad("this is the only good backup, so it stays: make a new one first"));
    }
    remove(&folder)
}

/// Clears away what a crash in the middle of making or deleting a backup left. Nobody else may be making one.
///
/// # Errors
/// Those of the file system.
pub fn sweep(journal: &Path) -> Result<()> {
    let items = match fs::read_dir(journal.join(FOLDER)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        items => items?,
    };
    for item in items {
        let item = item?;
        if item.file_name().to_string_lossy().starts_with(MAKING) {
            remove_folder(&item.path())?;
        }
    }
    Ok(())
}
