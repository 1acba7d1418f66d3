use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::manifest::{Listed, Manifest, hashed};
use super::{Backup, Reason, Source, Stop, keep, list, store, verify};
use crate::error::{Error, Result};
use crate::files;
use crate::id::AttachmentId;
use crate::keys::{KEYS_COPY, KEYS_FILE};
use crate::store::migrate;
use crate::store::open::{Access, open};

/// Name of the database, in the journal and in a backup.
pub(super) const DATABASE: &str = "journal.db";
/// Folder of the sealed files, likewise.
pub(super) const ATTACHMENTS: &str = "attachments";
/// What is being made bears this before its name.
pub(super) const MAKING: &str = ".making-";
/// A purge in the middle of it means beginning again; this often at most.
const TRIES: u32 = 3;

/// Makes a backup from a reader's snapshot: nobody's save waits for it. It is whole, or it is not there.
///
/// # Errors
/// `Cancelled` where it was called off; `DiskFull` and others of the file system and the database.
pub fn make(source: &Source<'_>, reason: Reason, stop: &Stop) -> Result<Backup> {
    let reader = open(&source.folder.join(DATABASE), source.key, Access::Read)?;
    make_from(source, &reader, reason, stop)
}

/// As [`make`], by a connection of the caller's.
pub(crate) fn make_from(source: &Source<'_>, connection: &Connection, reason: Reason, stop: &Stop) -> Result<Backup> {
    let backups = source.backups();
    files::make_private_folder(&backups)?;
    let name = name_for(source, reason);
    let making = backups.join(format!("{MAKING}{name}"));
    let made = (|| {
        let mut tries = 0;
        loop {
            tries += 1;
            remove_folder(&making)?;
            files::make_private_folder(&making.join(ATTACHMENTS))?;
            // Also of the second folder above: the one that is renamed in the end.
            files::make_private_folder(&making)?;
            match fill(source, connection, reason, &making, stop)? {
                Filled::Whole => break,
                Filled::Overtaken if tries < TRIES => {}
                Filled::Overtaken => return Err(Error::bad("files were deleted while the backup was made; try again")),
            }
        }
        fs::rename(&making, backups.join(&name))?;
        files::fsync_folder(&backups)?;
        Ok(())
    })();
    if let Err(error) = made {
        // Else it is swept at the next opening; the error itself is the one worth telling.
        drop(remove_folder(&making));
        return Err(if stop.is_stopped() { Error::Cancelled } else { error });
    }
    let made = list::read(&backups.join(&name))?;
    // Beside those of before, where there are any, it may have shrunk.
    let beside = list::list(source.folder)?.into_iter().find(|backup| backup.id == made.id);
    Ok(beside.unwrap_or(made))
}

enum Filled {
    Whole,
    /// What the copy names was deleted for good meanwhile.
    Overtaken,
}

fn fill(source: &Source<'_>, connection: &Connection, reason: Reason, making: &Path, stop: &Stop) -> Result<Filled> {
    let database = making.join(DATABASE);
    stop.watch(connection)?;
    store::copy_into(connection, &database)?;
    durable(&database)?;
    let copy = open(&database, source.key, Access::Read)?;
    stop.watch(&copy)?;
    let (holds, named, schema, journal) =
        (store::holdings(&copy)?, store::sealed_files(&copy)?, migrate::version(&copy)?, store::journal(&copy)?);
    drop(copy);
    let mut listed = vec![listed(making, DATABASE, stop)?];
    let mut missing = Vec::new();
    for id in &named {
        stop.check()?;
        let name = format!("{ATTACHMENTS}/{id}");
        match bring(&source.folder.join(&name), &making.join(&name)) {
            Ok(()) => listed.push(self::listed(making, &name, stop)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => missing.push(*id),
            Err(error) => return Err(error.into()),
        }
    }
    if !missing.is_empty() && were_deleted(source, &missing)? {
        return Ok(Filled::Overtaken);
    }
    for name in [KEYS_FILE, KEYS_COPY] {
        bring_whole(&source.folder.join(name), &making.join(name))?;
    }
    let manifest = Manifest {
        format: Manifest::format(),
        at: source.clock.now(),
        reason,
        program: env!("CARGO_PKG_VERSION").into(),
        schema,
        journal,
        key: source.key.mark(),
        holds,
        missing: missing.iter().map(ToString::to_string).collect(),
        files: listed,
    };
    manifest.write(making)?;
    if reason.pins() {
        drop(files::create_private(&making.join(list::PINNED))?);
    }
    files::fsync_folder(&making.join(ATTACHMENTS))?;
    files::fsync_folder(making)?;
    let hashes_are_fresh = true;
    let problems = verify::problems(making, Some(source.key), hashes_are_fresh, stop)?;
    match problems.into_iter().next() {
        None => Ok(Filled::Whole),
        Some(problem) => {
            Err(Error::Damaged(format!("a backup was made and is not sound, so it was not kept: {problem}")))
        }
    }
}

/// Whether the journal itself no longer names one of these: it was purged while the copy was made.
fn were_deleted(source: &Source<'_>, missing: &[AttachmentId]) -> Result<bool> {
    let now = store::sealed_files(&open(&source.folder.join(DATABASE), source.key, Access::Read)?)?;
    Ok(missing.iter().any(|id| now.binary_search(id).is_err()))
}

fn listed(folder: &Path, name: &str, stop: &Stop) -> Result<Listed> {
    let (bytes, sha256) = hashed(&folder.join(name), || stop.check())?;
    Ok(Listed { name: name.into(), bytes, sha256 })
}

/// SQLite makes files by the umask; this one is for its owner, and on the disk.
fn durable(path: &Path) -> Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    fs::File::open(path)?.sync_all()?;
    Ok(())
}

/// A sealed file once more: a hard link, since it never changes in place, or a copy where the file system has none.
pub(super) fn bring(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
        Err(_) => copy(from, to),
        Ok(()) => Ok(()),
    }
}

/// A copy of its own, flushed.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = fs::File::open(from)?;
    let mut file = files::create_private(to)?;
    io::copy(&mut source, &mut file)?;
    file.flush()?;
    file.sync_all()
}

/// The bytes as they are; a file that is not there is none there either.
pub(super) fn bring_whole(from: &Path, to: &Path) -> Result<()> {
    match fs::read(from) {
        Ok(bytes) => Ok(files::swap_in(to, &bytes)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn remove_folder(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// "20261122T043012Z-daily"; a second one within a second gets a number.
fn name_for(source: &Source<'_>, reason: Reason) -> String {
    let stamp = source.clock.now().utc().format("%Y%m%dT%H%M%SZ");
    let name = format!("{stamp}-{}", reason.word());
    let taken = |name: &str| source.backups().join(name).exists();
    if !taken(&name) {
        return name;
    }
    (2..).map(|number: u32| format!("{name}-{number}")).find(|name| !taken(name)).unwrap_or(name)
}

/// Deletes the backups that the rule lets go; answers which.
///
/// # Errors
/// Those of the file system.
pub fn rotate(source: &Source<'_>, rule: keep::Rule) -> Result<Vec<String>> {
    let all = list::list(source.folder)?;
    let kept: Vec<keep::Kept> = all.iter().map(|backup| keep::Kept::of(backup, source.clock)).collect();
    let goes = keep::let_go(&kept, rule);
    for id in &goes {
        remove(&source.backups().join(id))?;
    }
    Ok(goes)
}

/// Renamed first, so that a crash in the middle leaves something that is swept, and no half a backup under a good name.
pub(super) fn remove(folder: &Path) -> Result<()> {
    let parent: PathBuf = folder.parent().map(Path::to_path_buf).unwrap_or_default();
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let going = parent.join(format!("{MAKING}{name}"));
    remove_folder(&going)?;
    fs::rename(folder, &going)?;
    files::fsync_folder(&parent)?;
    remove_folder(&going)
}
