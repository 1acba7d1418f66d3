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

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, INDEX_WRITER_LOCK, Lock, MmapDirectory, OwnedBytes,
    TerminatingWrite, WatchCallback, WatchCallbackList, WatchHandle, WritePtr,
};

use crate::files;
use seal::{self, CHUNK, FileSeal, HEADER, SealError, SealKey, Sealer};

/// Bytes of opened chunks kept for the whole directory.
const CACHE: usize = 16 * 1024 * 1024;
/// Reads of more chunks than this go past the cache: a merge that reads whole files once would empty it.
const LONG_READ: u64 = 16;
/// Shorter parts are copied, for a reader that keeps one would keep the whole chunk alive.
const SHORT_READ: usize = CHUNK / 8;
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
        if let Some(known) = known
            && known.seal.salt() == seal.salt()
            && known.plain == plain
        {
            return Ok(known);
        }
        let file = Arc::new(SealedFile {
            file,
            seal,
            plain,
            number: self.0.opened.fetch_add(1, Ordering::Relaxed),
            cache: Arc::clone(&self.0.cache),
            last: Mutex::default(),
        });
        // Proves the length. tantivy reads the end of a file first, so this is no extra work.
        file.chunk(seal::last_chunk(plain), true)?;
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
        Ok(WritePtr::new(Box::new(SealedWriter(Some(sealer)))))
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

/// A file being written.
struct SealedWriter(Option<Sealer<File>>);

impl SealedWriter {
    fn sealer(&mut self) -> io::Result<&mut Sealer<File>> {
        self.0.as_mut().ok_or_else(|| io::Error::other("this index file is finished"))
    }
}

impl Write for SealedWriter {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.sealer()?.write(text)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sealer()?.flush()
    }
}

impl TerminatingWrite for SealedWriter {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        let sealer = self.0.take().ok_or_else(|| io::Error::other("this index file is finished"))?;
        sealer.finish()?.sync_data()
    }
}

/// An open file whose chunks are opened as they are needed.
struct SealedFile {
    file: File,
    seal: FileSeal,
    plain: u64,
    /// Never given to two files, so that a name deleted and made again finds no chunk of the old one.
    number: u64,
    cache: Arc<Mutex<ChunkCache>>,
    /// The chunk read last: words that stand in order are read one after the other.
    last: Mutex<Option<(u64, OwnedBytes)>>,
}

impl SealedFile {
    /// A chunk as it is kept, or opened now.
    fn chunk(&self, chunk: u64, keep: bool) -> io::Result<OwnedBytes> {
        if let Some((_, bytes)) = hold(&self.last).as_ref().filter(|(last, _)| *last == chunk) {
            return Ok(bytes.clone());
        }
        let bytes = self.kept_or_opened(chunk, keep)?;
        if keep {
            *hold(&self.last) = Some((chunk, bytes.clone()));
        }
        Ok(bytes)
    }

    fn kept_or_opened(&self, chunk: u64, keep: bool) -> io::Result<OwnedBytes> {
        if let Some(bytes) = hold(&self.cache).get((self.number, chunk)) {
            return Ok(bytes);
        }
        // Not under the lock: two threads may open the same chunk at once, and that is cheaper than waiting.
        let place = seal::place_of_chunk(chunk, self.plain);
        let mut bytes = vec![0; usize::try_from(place.end - place.start).map_err(io::Error::other)?];
        files::read_exact_at(&self.file, &mut bytes, place.start)?;
        self.seal.open_chunk(chunk, chunk == seal::last_chunk(self.plain), &mut bytes)?;
        let bytes = OwnedBytes::new(bytes);
        if keep {
            hold(&self.cache).put((self.number, chunk), bytes.clone());
        }
        Ok(bytes)
    }
}

impl FileHandle for SealedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let (start, end) = (range.start as u64, range.end as u64);
        if start > end || end > self.plain {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a range outside the index file"));
        }
        if start == end {
            return Ok(OwnedBytes::empty());
        }
        let (first, last) = (start / CHUNK as u64, (end - 1) / CHUNK as u64);
        if first == last && range.len() >= SHORT_READ {
            return Ok(self.chunk(first, true)?.slice(seal::within_chunk(first, start..end)));
        }
        let keep = last - first < LONG_READ;
        let mut bytes = Vec::with_capacity(range.len());
        for number in first..=last {
            bytes.extend_from_slice(&self.chunk(number, keep)?[seal::within_chunk(number, start..end)]);
        }
        Ok(OwnedBytes::new(bytes))
    }
}

impl HasLen for SealedFile {
    fn len(&self) -> usize {
        // Where this does not fit, no range beyond it could be asked for either.
        usize::try_from(self.plain).unwrap_or(usize::MAX)
    }
}

impl fmt::Debug for SealedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SealedFile").field("number", &self.number).field("len", &self.plain).finish_non_exhaustive()
    }
}

impl Drop for SealedFile {
    fn drop(&mut self) {
        hold(&self.cache).remove_file(self.number);
    }
}

/// The number of an open file, and that of one of its chunks.
type Place = (u64, u64);

/// The chunks used last, up to a number of bytes.
struct ChunkCache {
    chunks: BTreeMap<Place, (u64, OwnedBytes)>,
    /// From the moment of last use to the chunk, oldest first. Moments are counted, not timed.
    used: BTreeMap<u64, Place>,
    moment: u64,
    bytes: usize,
    limit: usize,
}

impl ChunkCache {
    fn new(limit: usize) -> Self {
        ChunkCache { chunks: BTreeMap::new(), used: BTreeMap::new(), moment: 0, bytes: 0, limit }
    }

    fn get(&mut self, place: Place) -> Option<OwnedBytes> {
        let (used, bytes) = self.chunks.get_mut(&place)?;
        self.moment += 1;
        self.used.remove(used);
        self.used.insert(self.moment, place);
        *used = self.moment;
        Some(bytes.clone())
    }

    fn put(&mut self, place: Place, bytes: OwnedBytes) {
        self.remove(place);
        self.moment += 1;
        self.bytes += bytes.len();
        self.used.insert(self.moment, place);
        self.chunks.insert(place, (self.moment, bytes));
        while self.bytes > self.limit
            && let Some((_, oldest)) = self.used.first_key_value()
        {
            self.remove(*oldest);
        }
    }

    fn remove(&mut self, place: Place) {
        if let Some((used, bytes)) = self.chunks.remove(&place) {
            self.used.remove(&used);
            self.bytes -= bytes.len();
        }
    }

    fn remove_file(&mut self, number: u64) {
        let places: Vec<Place> = self.chunks.range((number, 0)..=(number, u64::MAX)).map(|(place, _)| *place).collect();
        for place in places {
            self.remove(place);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::mpsc;
    use std::time::Duration;

    use tantivy::collector::{Count, TopDocs};
    use tantivy::directory::RamDirectory;
    use tantivy::merge_policy::NoMergePolicy;
    use tantivy::query::{AllQuery, QueryParser};
    use tantivy::schema::{FAST, Field, INDEXED, STORED, Schema, TEXT, Value as _};
    use tantivy::{Index, IndexWriter, ReloadPolicy, TantivyDocument, Term, doc};
    use zeroize::Zeroizing;

    const CANARY: &str = "zwiebelfisch";

    fn key(seed: u8) -> SealKey {
        SealKey::new(Zeroizing::new([seed; 32]))
    }

    fn directory(folder: &Path) -> SealedDirectory {
        SealedDirectory::open(folder, key(1)).unwrap()
    }

    fn write(directory: &SealedDirectory, name: &str, text: &[u8]) {
        let mut writer = directory.open_write(Path::new(name)).unwrap();
        writer.write_all(text).unwrap();
        writer.terminate().unwrap();
    }

    fn files_in(folder: &Path) -> Vec<PathBuf> {
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|found| found.unwrap().path()).collect();
        files.sort();
        files
    }

    fn schema() -> (Schema, Field, Field) {
        let mut schema = Schema::builder();
        let id = schema.add_u64_field("id", INDEXED | FAST | STORED);
        let body = schema.add_text_field("body", TEXT | STORED);
        (schema.build(), id, body)
    }

    /// Words that are the same in every run; some common, many rare.
    fn body(id: u64, words: u64) -> String {
        let mut state = id.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut text = format!("{CANARY} ");
        for _ in 0..words {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let spread = 10u64.pow(1 + (state >> 60) as u32 % 4);
            text.push_str(&format!("w{:x} ", (state >> 20) % spread));
        }
        text
    }

    fn writer(index: &Index) -> IndexWriter {
        let writer = index.writer_with_num_threads(1, 20_000_000).unwrap();
        writer.set_merge_policy(Box::new(NoMergePolicy));
        writer
    }

    /// Four commits, some documents deleted and some replaced.
    fn fill(directory: impl Directory, documents: u64, words: u64) -> Index {
        let (schema, id, text) = schema();
        let index = Index::create(directory, schema, tantivy::IndexSettings::default()).unwrap();
        let mut writer = writer(&index);
        for number in 0..documents {
            writer.add_document(doc!(id => number, text => body(number, words))).unwrap();
            if number % (documents / 4).max(1) == 0 {
                writer.commit().unwrap();
            }
        }
        for number in (0..documents).step_by(7) {
            writer.delete_term(Term::from_field_u64(id, number));
            if number % 2 == 0 {
                writer.add_document(doc!(id => number, text => body(number + documents, words))).unwrap();
            }
        }
        writer.commit().unwrap();
        writer.wait_merging_threads().unwrap();
        index
    }

    fn merge(index: &Index) {
        let mut writer = writer(index);
        let segments = index.searchable_segment_ids().unwrap();
        writer.merge(&segments).wait().unwrap();
        writer.garbage_collect_files().wait().unwrap();
        writer.wait_merging_threads().unwrap();
    }

    const QUERIES: [&str; 6] = [CANARY, "w1", "w1f AND w2", "w1a4 OR wffff", "\"w1 w2\"", "w3 -w1"];

    /// Everything there is to read: all hits of each query with their scores, every stored text, every fast value.
    /// Sets, because the order of equal scores depends on the random names of the segments.
    fn answers(index: &Index) -> tantivy::Result<Vec<BTreeSet<(u64, String)>>> {
        let (_, id, text) = schema();
        let searcher = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher();
        let mut all = Vec::new();
        for query in QUERIES {
            let query = QueryParser::for_index(index, vec![text]).parse_query(query)?;
            let mut hits = BTreeSet::new();
            for (score, address) in searcher.search(&query, &TopDocs::with_limit(10_000).order_by_score())? {
                let document: TantivyDocument = searcher.doc(address)?;
                hits.insert((document.get_first(id).unwrap().as_u64().unwrap(), format!("{score:.4}")));
            }
            all.push(hits);
        }
        let mut texts = BTreeSet::new();
        for segment in searcher.segment_readers() {
            let ids = segment.fast_fields().u64("id")?;
            let store = segment.get_store_reader(0)?;
            for document in segment.doc_ids_alive() {
                let stored: TantivyDocument = store.get(document)?;
                let text = stored.get_first(text).unwrap().as_str().unwrap().to_owned();
                texts.insert((ids.first(document).unwrap(), text));
            }
        }
        all.push(texts);
        all.push(BTreeSet::from([(searcher.search(&AllQuery, &Count)? as u64, String::new())]));
        Ok(all)
    }

    #[test]
    fn a_sealed_index_answers_like_one_in_memory_before_and_after_merging_and_reopening() {
        let folder = tempfile::tempdir().unwrap();
        let plain = fill(RamDirectory::create(), 3_000, 60);
        let sealed = fill(directory(folder.path()), 3_000, 60);
        let expected = answers(&plain).unwrap();
        assert!(expected.iter().all(|hits| !hits.is_empty()));
        assert!(answers(&sealed).unwrap() == expected);
        assert!(answers(&Index::open(directory(folder.path())).unwrap()).unwrap() == expected);
        merge(&plain);
        merge(&sealed);
        drop(sealed);
        let expected = answers(&plain).unwrap();
        let reopened = Index::open(directory(folder.path())).unwrap();
        assert_eq!(reopened.searchable_segment_ids().unwrap().len(), 1);
        assert!(answers(&reopened).unwrap() == expected);
        assert!(reopened.validate_checksum().unwrap().is_empty());
    }

    #[test]
    fn no_byte_in_the_folder_tells_a_word() {
        // What is looked for has to be findable: in a plain index it is.
        let (plain, sealed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fill(MmapDirectory::open(plain.path()).unwrap(), 40, 20);
        fill(directory(sealed.path()), 40, 20);
        let found = |folder: &Path, word: &str| {
            files_in(folder).iter().any(|path| {
                fs::read(path).unwrap().windows(word.len()).any(|bytes| bytes.eq_ignore_ascii_case(word.as_bytes()))
            })
        };
        for word in [CANARY, "segments", "body"] {
            assert!(found(plain.path(), word), "{word}");
            assert!(!found(sealed.path(), word), "{word}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn files_are_readable_by_their_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("index");
        fill(directory(&folder), 40, 20);
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        let files = files_in(&folder);
        assert!(files.len() > 10);
        for file in files {
            assert_eq!(mode(&file), 0o600, "{}", file.display());
        }
    }

    #[test]
    fn the_wrong_key_opens_no_index() {
        let folder = tempfile::tempdir().unwrap();
        fill(directory(folder.path()), 40, 20);
        let other = SealedDirectory::open(folder.path(), key(2)).unwrap();
        assert!(Index::open(other).is_err());
    }

    #[test]
    fn damage_anywhere_is_an_error_or_changes_no_answer() {
        let whole = tempfile::tempdir().unwrap();
        let index = fill(directory(whole.path()), 800, 250);
        merge(&index);
        drop(index);
        let expected = answers(&Index::open(directory(whole.path())).unwrap()).unwrap();
        let broken = tempfile::tempdir().unwrap();
        for file in files_in(whole.path()) {
            fs::copy(&file, broken.path().join(file.file_name().unwrap())).unwrap();
        }
        let read = || answers(&Index::open(directory(broken.path()))?);
        let (mut errors, mut unharmed, mut panics) = (0, 0, Vec::new());
        let mut chunks = 0;
        for file in files_in(broken.path()) {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let bytes = fs::read(&file).unwrap();
            if name.ends_with(".lock") {
                assert!(bytes.is_empty());
                continue;
            }
            chunks = chunks.max(bytes.len() / CHUNK);
            let mut breakages: Vec<Vec<u8>> =
                vec![Vec::new(), bytes[..bytes.len() / 2].to_vec(), bytes[..bytes.len() - 1].to_vec()];
            for place in (0..bytes.len()).step_by((bytes.len() / 9).max(1)).chain([bytes.len() - 1]) {
                let mut flipped = bytes.clone();
                flipped[place] ^= 0x10;
                breakages.push(flipped);
            }
            for breakage in breakages {
                fs::write(&file, breakage).unwrap();
                match catch_unwind(AssertUnwindSafe(read)) {
                    Ok(Err(_)) => errors += 1,
                    Ok(Ok(answers)) => {
                        assert!(answers == expected, "{name}");
                        unharmed += 1;
                    }
                    Err(_) => panics.push(name.clone()),
                }
            }
            fs::write(&file, bytes).unwrap();
        }
        assert!(chunks > 4, "no file of several chunks was tried");
        assert!(read().unwrap() == expected);
        assert_eq!(panics, Vec::<String>::new());
        assert!(errors > 80 && unharmed < errors / 4, "{errors} errors, {unharmed} unharmed");
    }

    #[test]
    fn a_file_under_anothers_name_does_not_open() {
        let folder = tempfile::tempdir().unwrap();
        let sealed = directory(folder.path());
        write(&sealed, "one", b"text");
        fs::copy(folder.path().join("one"), folder.path().join("two")).unwrap();
        assert_eq!(sealed.open_read(Path::new("one")).unwrap().read_bytes().unwrap().as_slice(), b"text");
        assert!(matches!(sealed.open_read(Path::new("two")), Err(OpenReadError::IoError { .. })));
    }

    #[test]
    fn a_name_made_again_never_yields_old_bytes_and_an_open_file_never_new_ones() {
        let folder = tempfile::tempdir().unwrap();
        let sealed = directory(folder.path());
        let (old, new) = (vec![1; 3 * CHUNK], vec![2; 3 * CHUNK]);
        write(&sealed, "a", &old);
        let open = sealed.open_read(Path::new("a")).unwrap();
        assert_eq!(open.read_bytes().unwrap().as_slice(), old);
        sealed.delete(Path::new("a")).unwrap();
        assert!(!sealed.exists(Path::new("a")).unwrap());
        assert!(matches!(sealed.open_read(Path::new("a")), Err(OpenReadError::FileDoesNotExist(_))));
        write(&sealed, "a", &new);
        assert_eq!(sealed.open_read(Path::new("a")).unwrap().read_bytes().unwrap().as_slice(), new);
        assert_eq!(open.read_bytes_slice(CHUNK..CHUNK + 9).unwrap().as_slice(), &old[..9]);
        assert_eq!(sealed.clone().open_read(Path::new("a")).unwrap().read_bytes().unwrap().as_slice(), new);
    }

    #[test]
    fn a_file_is_open_once_and_a_file_put_in_its_place_is_another() {
        let folder = tempfile::tempdir().unwrap();
        let (sealed, other) = (directory(folder.path()), directory(folder.path()));
        write(&sealed, "a", b"old");
        let one = sealed.open_file(Path::new("a")).unwrap();
        assert!(Arc::ptr_eq(&one, &sealed.open_file(Path::new("a")).unwrap()));
        other.delete(Path::new("a")).unwrap();
        write(&other, "a", b"new");
        let two = sealed.open_file(Path::new("a")).unwrap();
        assert_eq!(one.read_bytes(0..3).unwrap().as_slice(), b"old");
        assert_eq!(two.read_bytes(0..3).unwrap().as_slice(), b"new");
        assert_eq!(hold(&sealed.0.open).len(), 1);
    }

    #[test]
    fn any_range_equals_the_slice_and_none_panics() {
        let folder = tempfile::tempdir().unwrap();
        let sealed = directory(folder.path());
        let text: Vec<u8> = (0..20 * CHUNK + 77).map(|at| (at / 253 + at % 253) as u8).collect();
        write(&sealed, "a", &text);
        let file = sealed.get_file_handle(Path::new("a")).unwrap();
        assert_eq!(file.len(), text.len());
        let places = [
            0,
            1,
            CHUNK - 1,
            CHUNK,
            CHUNK + SHORT_READ,
            2 * CHUNK,
            7 * CHUNK + 3,
            18 * CHUNK,
            text.len() - 1,
            text.len(),
        ];
        for start in places {
            for end in places.into_iter().filter(|end| *end >= start) {
                assert_eq!(file.read_bytes(start..end).unwrap().as_slice(), &text[start..end]);
            }
        }
        for range in [0..text.len() + 1, usize::MAX - 1..usize::MAX, Range { start: 2, end: 1 }] {
            assert_eq!(file.read_bytes(range).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        }
    }

    #[test]
    fn a_file_cut_while_it_is_open_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let sealed = directory(folder.path());
        write(&sealed, "a", &vec![1; 5 * CHUNK]);
        let file = sealed.get_file_handle(Path::new("a")).unwrap();
        File::options().write(true).open(folder.path().join("a")).unwrap().set_len(CHUNK as u64).unwrap();
        assert_eq!(file.read_bytes(0..9).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }

    #[test]
    fn an_unfinished_file_does_not_open_and_a_finished_one_takes_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let sealed = directory(folder.path());
        let mut writer = sealed.open_write(Path::new("a")).unwrap();
        writer.write_all(&vec![1; 2 * CHUNK]).unwrap();
        writer.flush().unwrap();
        assert!(matches!(sealed.open_read(Path::new("a")), Err(OpenReadError::IoError { .. })));
        assert!(matches!(sealed.open_write(Path::new("a")), Err(OpenWriteError::FileAlreadyExists(_))));
        writer.terminate().unwrap();
        assert_eq!(sealed.open_read(Path::new("a")).unwrap().len(), 2 * CHUNK);
    }

    #[test]
    fn names_that_lead_out_of_the_folder_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let sealed = directory(folder.path());
        for name in ["../a", "/a", "a/b", "..", ""] {
            assert!(sealed.atomic_write(Path::new(name), b"").is_err(), "{name}");
            assert!(sealed.open_write(Path::new(name)).is_err(), "{name}");
        }
    }

    #[test]
    fn one_writer_at_a_time_and_the_lock_is_free_again_after() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (directory(folder.path()), directory(folder.path()));
        let lock = one.acquire_lock(&INDEX_WRITER_LOCK).unwrap();
        assert!(matches!(two.acquire_lock(&INDEX_WRITER_LOCK), Err(LockError::LockBusy)));
        drop(lock);
        two.acquire_lock(&INDEX_WRITER_LOCK).unwrap();
    }

    #[test]
    fn opening_sweeps_what_a_crash_left_unless_someone_writes() {
        let folder = tempfile::tempdir().unwrap();
        let writing = directory(folder.path());
        let left = folder.path().join(".meta.json.0123456789abcdef.unfinished");
        fs::write(&left, b"half").unwrap();
        let lock = writing.acquire_lock(&INDEX_WRITER_LOCK).unwrap();
        directory(folder.path());
        assert!(left.exists());
        drop(lock);
        directory(folder.path());
        assert!(!left.exists());
    }

    #[test]
    fn a_commit_is_announced_to_those_who_watch() {
        let folder = tempfile::tempdir().unwrap();
        let index = fill(directory(folder.path()), 8, 5);
        let (tell, told) = mpsc::channel();
        let callback = WatchCallback::new(move || tell.send(()).unwrap_or_default());
        let _handle = index.directory().watch(callback).unwrap();
        let mut writer = writer(&index);
        let (_, id, _) = schema();
        writer.add_document(doc!(id => 99u64)).unwrap();
        assert!(told.try_recv().is_err());
        writer.commit().unwrap();
        told.recv_timeout(Duration::from_secs(20)).unwrap();
    }

    #[test]
    fn the_cache_keeps_the_chunks_used_last_within_its_bytes() {
        let bytes = |len: usize| OwnedBytes::new(vec![0; len]);
        let mut cache = ChunkCache::new(30);
        cache.put((1, 0), bytes(10));
        cache.put((1, 1), bytes(10));
        cache.put((2, 0), bytes(10));
        assert!(cache.get((1, 0)).is_some());
        cache.put((2, 1), bytes(5));
        assert!(cache.get((1, 1)).is_none());
        assert!(cache.get((1, 0)).is_some() && cache.get((2, 0)).is_some() && cache.get((2, 1)).is_some());
        cache.put((2, 1), bytes(7));
        assert_eq!((cache.bytes, cache.chunks.len(), cache.used.len()), (27, 3, 3));
        cache.put((3, 0), bytes(31));
        assert_eq!((cache.bytes, cache.chunks.len(), cache.used.len()), (0, 0, 0));
        cache.put((4, 7), bytes(3));
        cache.put((5, 7), bytes(4));
        cache.remove_file(4);
        assert_eq!((cache.bytes, cache.chunks.len(), cache.used.len()), (4, 1, 1));
    }

    #[test]
    fn a_directory_holds_no_more_than_its_cache_and_nothing_of_closed_files() {
        let folder = tempfile::tempdir().unwrap();
        let sealed = directory(folder.path());
        let chunks = CACHE / CHUNK + 40;
        write(&sealed, "a", &vec![1; chunks * CHUNK]);
        let file = sealed.get_file_handle(Path::new("a")).unwrap();
        for chunk in 0..chunks {
            file.read_bytes(chunk * CHUNK..chunk * CHUNK + 10).unwrap();
        }
        assert_eq!(hold(&sealed.0.cache).bytes, CACHE);
        // A long read changes nothing in it.
        let kept: Vec<Place> = hold(&sealed.0.cache).chunks.keys().copied().collect();
        file.read_bytes(0..20 * CHUNK).unwrap();
        assert_eq!(hold(&sealed.0.cache).chunks.keys().copied().collect::<Vec<_>>(), kept);
        drop(file);
        assert_eq!(hold(&sealed.0.cache).bytes, 0);
    }
}
