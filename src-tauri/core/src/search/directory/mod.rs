//! The index at rest: a tantivy [`Directory`] whose every file is sealed.
//!
//! Terms and positions rebuild the text, so an index in the open would be the journal in the open. Each file,
//! `meta.json` and `.managed.json` included, is sealed under its name (see [`seal`]); only the empty lock
//! files are not. Reading decrypts the chunks a range needs and no more, and keeps them in one cache of bounded
//! size for the whole directory.
//!
//! What tantivy relies on, and where it is kept:
//!
//! * A file is written once, front to back, and read only after `terminate`, which seals the last chunk and
//!   flushes the file to the disk. `flush` before that may do nothing: tantivy calls it in one place, to empty its
//!   own buffer. What was never terminated does not open.
//! * `sync_directory` makes new names durable; tantivy calls it before each `meta.json`. That one is also made
//!   durable itself, for a commit must not come undone after the database has cleared its queue.
//! * A deleted file stays readable for those who have it open, as long as they do: the handle keeps the open
//!   file. Not a memory map of it: on a failing disk or a file cut short a map ends the process by a signal,
//!   where a read returns an error.
//! * The writer's lock is `MmapDirectory`'s, which the system frees when the process dies. Its watch is not used:
//!   it reads `meta.json` as lines of text and never calls back when it is sealed. Commits are announced to the
//!   readers of this directory and its clones, which is all there can be while one process has the journal open.

mod cache;
mod file;

use std::collections::HashMap;
use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, INDEX_WRITER_LOCK, Lock, MmapDirectory, WatchCallback, WatchCallbackList,
    WatchHandle, WritePtr,
};

use crate::files;
use cache::ChunkCache;
use file::{SealedFile, SealedWriter};
use seal::{FileSeal, HEADER, SealError, SealKey, Sealer};

/// Bytes of opened chunks kept for the whole directory: the index of 25,000 entries, or half that of 100,000. With half as much,
/// phrases open the places of the same frequent words again and again (at 100,000 entries a third of their time).
const CACHE: usize = 32 * 1024 * 1024;
/// Where tantivy says which segments are the index.
const META: &str = "meta.json";

/// A folder of sealed index files. Clones share everything.
#[derive(Clone)]
pub struct SealedDirectory(Arc<Shared>);

struct Shared {
    folder: PathBuf,
    key: SealKey,
    /// Files that are open now, so that each is open once only.
    open: Mutex<HashMap<PathBuf, Weak<SealedFile>>>,
    opened: AtomicU64,
    cache: Arc<Mutex<ChunkCache>>,
    locks: MmapDirectory,
    watchers: WatchCallbackList,
}

impl SealedDirectory {
    /// Opens `folder`, made if it is not there, for files sealed under `key`. Removes what a crash in the middle
    /// of a commit left behind, which tantivy never does, unless another process writes there now.
    ///
    /// # Errors
    /// Any error of the file system. A wrong key shows when a file is opened.
    pub fn open(folder: &Path, key: SealKey) -> io::Result<SealedDirectory> {
        files::make_private_folder(folder)?;
        let shared = Shared {
            folder: folder.to_owned(),
            key,
            open: Mutex::default(),
            opened: AtomicU64::new(0),
            cache: Arc::new(Mutex::new(ChunkCache::new(CACHE))),
            locks: MmapDirectory::open(folder).map_err(io::Error::other)?,
            watchers: WatchCallbackList::default(),
        };
        let directory = SealedDirectory(Arc::new(shared));
        match directory.acquire_lock(&INDEX_WRITER_LOCK) {
            Ok(_lock) => {
                files::sweep_unfinished(folder)?;
            }
            Err(LockError::LockBusy) => {}
            Err(LockError::IoError(error)) => return Err(io::Error::new(error.kind(), error)),
        }
        Ok(directory)
    }

    /// The place of an index file, and the name it is sealed under.
    fn place<'a>(&self, path: &'a Path) -> io::Result<(PathBuf, &'a str)> {
        let mut parts = path.components();
        match (parts.next(), parts.next(), path.to_str()) {
            (Some(Component::Normal(_)), None, Some(name)) => Ok((self.0.folder.join(name), name)),
            _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "not the name of an index file")),
        }
    }

    fn open_file(&self, path: &Path) -> io::Result<Arc<SealedFile>> {
        let (place, name) = self.place(path)?;
        let file = File::open(place)?;
        let plain = seal::plain_len(file.metadata()?.len()).ok_or(SealError::Damaged)?;
        let mut header = [0; HEADER];
        files::read_exact_at(&file, &mut header, 0)?;
        let seal = FileSeal::from_header(&self.0.key, name, &header)?;

        // The salt tells whether the file still is the one that is open, whoever replaced it.
        let known = hold(&self.0.open).get(path).and_then(Weak::upgrade);
        if let Some(known) = known.filter(|known| known.is(&seal, plain)) {
            return Ok(known);
        }
        let number = self.0.opened.fetch_add(1, Ordering::Relaxed);
        let file = Arc::new(SealedFile::open(file, seal, plain, number, Arc::clone(&self.0.cache))?);
        let mut open = hold(&self.0.open);
        open.retain(|_, file| file.strong_count() > 0);
        open.insert(path.to_owned(), Arc::downgrade(&file));
        drop(open);
        Ok(file)
    }
}

/// Takes a lock, also after a panic elsewhere: what these locks guard is whole after every statement.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read_error(error: io::Error, path: &Path) -> OpenReadError {
    match error.kind() {
        io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
        _ => OpenReadError::wrap_io_error(error, path.to_owned()),
    }
}

impl Directory for SealedDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        match self.open_file(path) {
            Ok(file) => Ok(file),
            Err(error) => Err(read_error(error, path)),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let removed = self.place(path).and_then(|(place, _)| fs::remove_file(place));
        hold(&self.0.open).remove(path);
        removed.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => DeleteError::FileDoesNotExist(path.to_owned()),
            _ => DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() },
        })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.place(path).and_then(|(place, _)| place.try_exists()).map_err(|error| read_error(error, path))
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let open = || -> io::Result<Sealer<File>> {
            let (place, name) = self.place(path)?;
            Ok(Sealer::new(files::create_private(&place)?, &self.0.key, name)?)
        };
        let sealer = open().map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => OpenWriteError::FileAlreadyExists(path.to_owned()),
            _ => OpenWriteError::wrap_io_error(error, path.to_owned()),
        })?;
        Ok(WritePtr::new(Box::new(SealedWriter::of(sealer))))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let read = || -> io::Result<Vec<u8>> {
            let (place, name) = self.place(path)?;
            Ok(seal::open(&self.0.key, name, &fs::read(place)?)?)
        };
        read().map_err(|error| read_error(error, path))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let (place, name) = self.place(path)?;
        let sealed = seal::seal(&self.0.key, name, data)?;
        if path == Path::new(META) {
            files::write_whole(&place, &sealed)?;
            // Nobody waits for the readers to have looked.
            drop(self.0.watchers.broadcast());
            Ok(())
        } else {
            files::swap_in(&place, &sealed)
        }
    }

    fn sync_directory(&self) -> io::Result<()> {
        files::fsync_folder(&self.0.folder)
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        // Made here when it is not there, because MmapDirectory would make it readable for everyone.
        match self.place(&lock.filepath).and_then(|(place, _)| files::create_private(&place)) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(LockError::wrap_io_error(error)),
        }
        self.0.locks.acquire_lock(lock)
    }

    fn watch(&self, watch_callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(self.0.watchers.subscribe(watch_callback))
    }
}

impl fmt::Debug for SealedDirectory {
    /// Says nothing of the place: the path to a journal names its user, and tantivy logs this.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedDirectory")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests;
