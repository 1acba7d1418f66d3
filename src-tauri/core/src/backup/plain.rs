//! The way out that needs no Loopbook: everything as Markdown with its files, in a folder that anybody can read.
//!
//! Each time into a new dated folder, whole or not at all; of those that this journal made, two are kept. What somebody
//! else put there, also inside such a folder, is never touched.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::make::MAKING;
use crate::attachments::Vault;
use crate::clock::Instant;
use crate::entries;
use crate::error::{Error, Result};
use crate::export::{self, Chosen, Content};
use crate::files;
use crate::id::JournalId;
use crate::store::Tx;

/// In each folder: whose it is, and which files were written into it.
const NOTE: &str = "written-by-loopbook.json";
/// How the folders' names begin.
const NAME: &str = "Loopbook as text ";
/// This many of ours are kept.
const KEPT: usize = 2;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct PlainExit {
    /// The folder.
    pub path: String,
    /// Entries in it.
    pub entries: u32,
    /// Files in it.
    pub files: u32,
    /// Attached files that could not be written, with the reason.
    pub left_out: Vec<String>,
    /// Older folders of ours that were removed.
    pub removed: u32,
}

#[derive(Serialize, Deserialize)]
struct Note {
    journal: String,
    at: Instant,
    about: String,
    files: BTreeSet<String>,
}

/// Writes every entry outside of the trash into a new folder in `into`, and removes what is older than the last two.
///
/// # Errors
/// `BadInput` with a sentence about the place; those of the journal.
pub fn plain_exit(tx: &Tx<'_>, vault: &Vault, journal: JournalId, into: &Path) -> Result<PlainExit> {
    if !into.is_dir() {
        return Err(Error::bad(format!("there is no folder {} just now; nothing was written", into.display())));
    }
    if into.starts_with(vault.journal()) {
        return Err(Error::bad("that is inside the journal's own folder; choose another one"));
    }
    let chosen = Chosen { ids: entries::all_ids(tx)?, include_drafts: true, ..Chosen::default() };
    let day = tx.clock().day(tx.now());
    let name = free(into, &format!("{NAME}{day}"));
    let making = into.join(format!("{MAKING}{name}"));
    drop(fs::remove_dir_all(&making));
    let written = write(tx, vault, journal, &chosen, &making).and_then(|written| {
        fs::rename(&making, into.join(&name))?;
        // A network drive may refuse; the folder is in place.
        drop(files::fsync_folder(into));
        Ok(written)
    });
    let (entries, files, left_out) = match written {
        Ok(written) => written,
        Err(error) => {
            drop(fs::remove_dir_all(&making));
            return Err(not_written(error, into));
        }
    };
    let removed = remove_older(into, journal)?;
    Ok(PlainExit { path: into.join(&name).display().to_string(), entries, files, left_out, removed })
}

type Written = (u32, u32, Vec<String>);

fn write(tx: &Tx<'_>, vault: &Vault, journal: JournalId, chosen: &Chosen, folder: &Path) -> Result<Written> {
    fs::create_dir_all(folder)?;
    let mut note = Note {
        journal: journal.to_string(),
        at: tx.now(),
        about: "Everything in your journal, readable by anybody who finds it. Loopbook keeps the two newest of these folders and deletes from older ones what it wrote itself.".into(),
        files: BTreeSet::new(),
    };
    let mut left_out = Vec::new();
    let entries = export::each_part(tx, vault, chosen, "markdown", &mut |part| {
        let path = folder.join(inside(&part.name)?);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        match part.content {
            Content::Text(text) => put(&path, |file| Ok(file.write_all(text.as_bytes())?))?,
            Content::Bytes(bytes) => put(&path, |file| Ok(file.write_all(&bytes)?))?,
            Content::File(id, _) => put(&path, |file| vault.copy_to(id, file))?,
            Content::Told(_) => return Ok(()),
            Content::LeftOut => {
                left_out.push(format!("{}: {}", part.name, part.note));
                return Ok(());
            }
        }
        note.files.insert(part.name);
        Ok(())
    })?;
    let count = u32::try_from(note.files.len()).unwrap_or(u32::MAX);
    note.files.insert(NOTE.into());
    put(&folder.join(NOTE), |file| Ok(file.write_all(&serde_json::to_vec_pretty(&note)?)?))?;
    drop(files::fsync_folder(folder));
    Ok((entries, count, left_out))
}

fn put(path: &Path, write: impl FnOnce(&mut fs::File) -> Result<()>) -> Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    write(&mut file)?;
    Ok(file.sync_all()?)
}

/// Names are our own; one that led elsewhere would be a fault of ours.
fn inside(name: &str) -> Result<PathBuf> {
    let path = PathBuf::from(name);
    if path.components().all(|part| matches!(part, std::path::Component::Normal(_))) {
        Ok(path)
    } else {
        Err(Error::bad("a file's name leads out of its folder; nothing was written"))
    }
}

fn free(into: &Path, name: &str) -> String {
    let mut free = name.to_owned();
    let mut number = 2;
    while into.join(&free).symlink_metadata().is_ok() {
        free = format!("{name} ({number})");
        number += 1;
    }
    free
}

fn remove_older(into: &Path, journal: JournalId) -> Result<u32> {
    let mut ours = Vec::new();
    for item in fs::read_dir(into)? {
        let item = item?;
        if !item.file_name().to_string_lossy().starts_with(NAME) || !item.file_type()?.is_dir() {
            continue;
        }
        let note = fs::read(item.path().join(NOTE)).ok().and_then(|bytes| serde_json::from_slice::<Note>(&bytes).ok());
        if let Some(note) = note.filter(|note| note.journal == journal.to_string()) {
            ours.push((note, item.path()));
        }
    }
    ours.sort_by(|(one, path), (two, other)| (two.at, other).cmp(&(one.at, path)));
    let mut removed = 0;
    for (note, folder) in ours.into_iter().skip(KEPT) {
        let mut folders = BTreeSet::new();
        // The note last: what a crash leaves is still known to be ours.
        for name in note.files.iter().filter(|name| *name != NOTE) {
            let Ok(name) = inside(name) else { continue };
            remove_file(&folder.join(&name))?;
            folders.extend(name.parent().filter(|parent| !parent.as_os_str().is_empty()).map(Path::to_path_buf));
        }
        for inner in folders.iter().rev() {
            drop(fs::remove_dir(folder.join(inner)));
        }
        remove_file(&folder.join(NOTE))?;
        // Stays where somebody put something of their own into it.
        if fs::remove_dir(&folder).is_ok() {
            removed += 1;
        }
    }
    Ok(removed)
}

fn remove_file(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn not_written(error: Error, into: &Path) -> Error {
    match error {
        Error::DiskFull => Error::bad(format!("{} has no room left; nothing was written there", into.display())),
        Error::ReadOnly => Error::bad(format!("{} cannot be written to; choose another folder", into.display())),
        other => other,
    }
}
