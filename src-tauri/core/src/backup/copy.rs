use std::fs;
use std::path::{Path, PathBuf};

use super::list::read;
use super::make::{ATTACHMENTS, MAKING, bring_whole, copy, remove_folder};
use super::{Backup, Manifest, Stop, places, verify};
use crate::error::{Error, Result};
use crate::files;
use crate::keys::{KEYS_COPY, KEYS_FILE};

/// Copies a backup into a folder elsewhere that is not there yet, and reads the copy back: whole, or not there.
///
/// # Errors
/// `BadInput` where something is there, or it lies inside a journal; `Damaged` where what is read back is not what was written; `Cancelled`; those of
/// the file system.
pub fn copy_out(backup: &Path, to: &Path, stop: &Stop) -> Result<Backup> {
    if to.symlink_metadata().is_ok() {
        return Err(Error::bad(format!(
            "there is something at {} already, and it was left as it is; name a folder that is not there yet",
            to.display()
        )));
    }
    places::is_outside(to)?;
    let name = to.file_name().ok_or_else(|| Error::bad("name a folder for the backup"))?.to_string_lossy();
    let parent = to
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let making = parent.join(format!("{MAKING}{name}"));
    remove_folder(&making)?;
    let done = (|| {
        places::make(&making)?;
        files::make_private_folder(&making.join(ATTACHMENTS))?;
        let manifest = Manifest::read(backup)?;
        for file in &manifest.files {
            stop.check()?;
            copy(&backup.join(&file.name), &making.join(&file.name))?;
        }
        for name in [KEYS_FILE, KEYS_COPY] {
            bring_whole(&backup.join(name), &making.join(name))?;
        }
        manifest.write(&making)?;
        if let Some(problem) = verify::problems(&making, None, false, stop)?.into_iter().next() {
            return Err(Error::Damaged(format!("the copy was read back and is not what was written: {problem}")));
        }
        files::fsync_folder(&making.join(ATTACHMENTS))?;
        files::fsync_folder(&making)?;
        fs::rename(&making, to)?;
        files::fsync_folder(&parent)?;
        read(to)
    })();
    if done.is_err() {
        drop(remove_folder(&making));
    }
    done
}
