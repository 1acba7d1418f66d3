//! The careful file operations. Everything the journal writes outside SQLite goes through here.
//!
//! A file is written whole or not at all: into a temporary file in the same folder, flushed to the disk,
//! then renamed over the old one, and the folder flushed too. Skipping any of these steps has cost other
//! programs their users' data: truncating in place leaves nothing when the disk is full, a rename without a
//! flush leaves a file of zeros after a power cut.
//!
//! Files are readable by their owner only (0600) and folders 0700, whatever the umask. On systems without
//! Unix permissions the folder's own access list has to do that. The one exception is [`write_outside`]: what a person
//! sends into a folder of their own is as readable as any file they make there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How the names of unfinished files end; see [`sweep_unfinished`].
const UNFINISHED: &str = ".unfinished";

/// Replaces `path` by a file of exactly `bytes`, so that after a crash or power cut either the old or the new
/// content is there, whole. The file has mode 0600.
///
/// # Errors
/// Any error of the file system. The old file is then untouched, with one exception: when only the last step,
/// flushing the folder, fails, the new content is in place but might not survive a power cut.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    swap_in(path, bytes)?;
    fsync_folder(folder_of(path)?)
}

/// [`write_whole`] without flushing the folder: whole in any case, but after a power cut it may be the old
/// content. For files that are only a cache, or when the caller flushes the folder itself.
///
/// # Errors
/// Any error of the file system; the old file is then untouched.
pub fn swap_in(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = unfinished_name(path)?;
    let result = write_and_flush(&unfinished, bytes).and_then(|()| rename(&unfinished, path));
    if result.is_err() {
        remove_unfinished(&unfinished);
    }
    result
}

/// Makes or replaces a file outside the journal, in a folder of the person's own, by what `write` puts into it piece by
/// piece: whole or not at all, as [`write_whole`]. Its mode is the ordinary one, less the umask, so that in a shared
/// folder others can read it. A folder that cannot be flushed (network drives often refuse) is no failure: the file is
/// in place.
///
/// # Errors
/// What `write` answers, and any error of the file system. The old file is then untouched.
pub fn write_outside<T, E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    let unfinished = unfinished_name(path)?;
    let written = (|| {
        let mut file = OpenOptions::new().write(true).create_new(true).open(&unfinished)?;
        let answer = write(&mut file)?;
        file.sync_all()?;
        drop(file);
        rename(&unfinished, path)?;
        Ok(answer)
    })();
    if written.is_err() {
        remove_unfinished(&unfinished);
    } else if let Err(error) = folder_of(path).and_then(fsync_folder) {
        tracing::warn!(kind = ?error.kind(), "the folder of a file that was written could not be flushed");
    }
    written
}

/// After a failure, whose own error is the one worth telling. In the journal's folders a leftover is swept at the next
/// start.
fn remove_unfinished(path: &Path) {
    if let Err(error) = fs::remove_file(path)
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(kind = ?error.kind(), "an unfinished file stays behind");
    }
}

fn write_and_flush(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = create_private(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Creates a file that did not exist, open for writing, with mode 0600.
///
/// # Errors
/// `AlreadyExists` when something is there already, else any error of the file system.
pub fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // Already at creation, so that there is no moment in which others could open it.
        options.mode(0o600);
    }
    let file = options.open(path)?;
    restrict(&file, 0o600)?;
    Ok(file)
}

/// Makes a folder and its parents, and gives the folder mode 0700 even if it was there already.
///
/// # Errors
/// Any error of the file system, also when `path` exists and is not a folder.
pub fn make_private_folder(path: &Path) -> io::Result<()> {
    let mut missing = Vec::new();
    let mut at = Some(path);
    while let Some(folder) = at.filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        missing.push(folder);
        at = folder.parent();
    }
    for folder in missing.into_iter().rev() {
        match fs::create_dir(folder) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
            Err(error) => return Err(error),
        }
        restrict_path(folder, 0o700)?;
        // A new folder is itself an entry of its parent, which has to reach the disk too.
        fsync_folder(folder_of(folder)?)?;
    }
    restrict_path(path, 0o700)
}

/// Makes the entries of a folder durable: files created in it, renamed, or removed.
///
/// Only Unix needs it and can do it; elsewhere the file system keeps its folders in step by itself.
///
/// # Errors
/// Any error of the file system.
pub fn fsync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(path)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Fills `buffer` from position `offset` of `file`. Several threads may read the same file at once.
///
/// # Errors
/// `UnexpectedEof` when the file ends before, else any error of the file system.
pub fn read_exact_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileExt as _;
        file.read_exact_at(buffer, offset)
    }
    #[cfg(windows)]
    {
        use std::os::windows::fs::FileExt as _;
        let mut done = 0;
        while done < buffer.len() {
            match file.seek_read(&mut buffer[done..], offset + done as u64) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(read) => done += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
    #[cfg(not(any(unix, windows)))]
    {
        use std::io::{Read as _, Seek as _, SeekFrom};
        use std::sync::{Mutex, PoisonError};
        // One cursor a file: without a positioned read, seek and read have to be one step.
        static CURSOR: Mutex<()> = Mutex::new(());
        let _one_at_a_time = CURSOR.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = file;
        file.seek(SeekFrom::Start(offset))?;
        file.read_exact(buffer)
    }
}

/// Removes what a crash in the middle of [`write_whole`] left in a folder, and returns how many files that was.
/// Only for a caller that knows of no other writer in this folder.
///
/// # Errors
/// Any error of the file system.
pub fn sweep_unfinished(folder: &Path) -> io::Result<usize> {
    let mut swept = 0;
    for found in fs::read_dir(folder)? {
        let found = found?;
        let name = found.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') && name.ends_with(UNFINISHED) && found.file_type()?.is_file() {
            fs::remove_file(found.path())?;
            swept += 1;
        }
    }
    Ok(swept)
}

/// The folder that holds `path`; the working folder for a bare name.
fn folder_of(path: &Path) -> io::Result<&Path> {
    match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Ok(Path::new(".")),
        Some(folder) => Ok(folder),
        None => Err(io::Error::new(io::ErrorKind::InvalidInput, "a path without a folder")),
    }
}

/// A name beside `path` that nobody else uses: a rename is only atomic within one file system. Of a long name only the
/// beginning, since a name may have 255 bytes at most.
fn unfinished_name(path: &Path) -> io::Result<PathBuf> {
    let name = path
        .file_name()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "a path without a file name"))?
        .to_string_lossy();
    let name: String = name.chars().take(40).collect();
    let chance = getrandom::u64().map_err(io::Error::other)?;
    Ok(folder_of(path)?.join(format!(".{name}.{chance:016x}{UNFINISHED}")))
}

/// Renames `from` to `to`, over whatever is there.
#[cfg(not(windows))]
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// Renames `from` to `to`, over whatever is there. On Windows a virus scanner or a sync program may hold either
/// file for a moment (errors 5 and 32); giving up at once has lost saved text elsewhere.
#[cfg(windows)]
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let mut wait = std::time::Duration::from_millis(5);
    for _ in 0..8 {
        match fs::rename(from, to) {
            Err(error) if matches!(error.raw_os_error(), Some(5 | 32)) => std::thread::sleep(wait),
            done => return done,
        }
        wait *= 2;
    }
    fs::rename(from, to)
}

/// Sets the permissions of an open file. Creation modes pass through the umask, this does not.
#[cfg(unix)]
fn restrict(file: &File, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn restrict(_file: &File, _mode: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn restrict_path(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let permissions = fs::metadata(path)?.permissions();
    if permissions.mode() & 0o777 == mode {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn restrict_path(path: &Path, _mode: u32) -> io::Result<()> {
    fs::metadata(path).map(drop)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|found| found.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn writing_replaces_the_file_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        write_whole(&path, b"first, and longer").unwrap();
        write_whole(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(names(folder.path()), ["keys.json"]);
    }

    #[test]
    fn a_failed_write_keeps_the_old_file_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("taken");
        // A folder that is not empty cannot be renamed over: the last step fails.
        fs::create_dir(&path).unwrap();
        fs::write(path.join("kept"), b"kept").unwrap();
        assert!(write_whole(&path, b"new").is_err());
        assert_eq!(names(folder.path()), ["taken"]);
        assert_eq!(fs::read(path.join("kept")).unwrap(), b"kept");
    }

    #[test]
    fn a_private_file_never_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one");
        create_private(&path).unwrap().write_all(b"one").unwrap();
        assert_eq!(create_private(&path).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"one");
    }

    #[cfg(unix)]
    #[test]
    fn files_and_folders_are_for_their_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let folder = tempfile::tempdir().unwrap();
        let (outer, inner) = (folder.path().join("outer"), folder.path().join("outer/inner"));
        make_private_folder(&inner).unwrap();
        assert_eq!((mode(&outer), mode(&inner)), (0o700, 0o700));
        fs::set_permissions(&inner, fs::Permissions::from_mode(0o755)).unwrap();
        make_private_folder(&inner).unwrap();
        assert_eq!(mode(&inner), 0o700);

        let path = inner.join("file");
        fs::write(&path, b"readable by all").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        write_whole(&path, b"secret").unwrap();
        assert_eq!(mode(&path), 0o600);
    }

    #[test]
    fn a_file_outside_is_whole_or_the_old_one_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("{}.zip", "é".repeat(120)));
        let put = |bytes: &'static [u8], fail: bool| {
            write_outside(&path, |file| {
                file.write_all(bytes)?;
                if fail { Err(io::Error::other("stopped half way")) } else { Ok(bytes.len()) }
            })
        };
        assert_eq!(put(b"first", false).unwrap(), 5);
        assert_eq!(put(b"half", true).unwrap_err().to_string(), "stopped half way");
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(put(b"second", false).unwrap(), 6);
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(names(folder.path()).len(), 1, "nothing else is left");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_outside_is_as_readable_as_any_other_file_made_there() {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let folder = tempfile::tempdir().unwrap();
        let (ordinary, outside) = (folder.path().join("ordinary"), folder.path().join("outside"));
        fs::write(&ordinary, b"made by any program").unwrap();
        write_outside(&outside, |file| file.write_all(b"made by this one")).unwrap();
        assert_eq!(mode(&outside), mode(&ordinary));
        // Made again over a file that only its owner could read, it is for others, too.
        write_whole(&outside, b"private").unwrap();
        write_outside(&outside, |file| file.write_all(b"for others")).unwrap();
        assert_eq!(mode(&outside), mode(&ordinary));
    }

    #[test]
    fn a_file_where_the_folder_should_be_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, b"a file").unwrap();
        assert!(make_private_folder(&path).is_err());
        assert!(make_private_folder(&path.join("below")).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"a file");
    }

    #[test]
    fn sweeping_removes_only_unfinished_files() {
        let folder = tempfile::tempdir().unwrap();
        write_whole(&folder.path().join("kept"), b"kept").unwrap();
        fs::write(folder.path().join("mine.unfinished"), b"not ours").unwrap();
        let unfinished = unfinished_name(&folder.path().join("kept")).unwrap();
        fs::write(unfinished, b"half").unwrap();
        assert_eq!(sweep_unfinished(folder.path()).unwrap(), 1);
        assert_eq!(names(folder.path()), ["kept", "mine.unfinished"]);
    }

    #[test]
    fn reading_at_a_position_reaches_to_the_end_and_not_beyond() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, b"0123456789").unwrap();
        let file = File::open(&path).unwrap();
        let mut four = [0; 4];
        read_exact_at(&file, &mut four, 6).unwrap();
        assert_eq!(&four, b"6789");
        assert_eq!(read_exact_at(&file, &mut four, 7).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}
