//! One file: as it is written, and open with its chunks opened as they are needed.

use std::fmt;
use std::fs::File;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::{Arc, Mutex};

use tantivy::HasLen;
use tantivy::directory::{AntiCallToken, FileHandle, OwnedBytes, TerminatingWrite};

use super::cache::ChunkCache;
use super::hold;
use crate::files;
use seal::{CHUNK, FileSeal, Sealer};

/// Reads of more chunks than this go past the cache: what reads whole files once would empty it. The places of the most
/// frequent word in 100,000 entries, which are read at once, are some 40.
const LONG_READ: u64 = 64;
/// Shorter parts are copied, for a reader that keeps one would keep the whole chunk alive.
pub(super) const SHORT_READ: usize = CHUNK / 8;

/// A file being written.
pub(super) struct SealedWriter(Option<Sealer<File>>);

impl SealedWriter {
    pub(super) fn of(sealer: Sealer<File>) -> Self {
        Self(Some(sealer))
    }

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
pub(super) struct SealedFile {
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
    /// # Errors
    /// Those of the file system; where it is not as long as it should be.
    pub(super) fn open(
        file: File,
        seal: FileSeal,
        plain: u64,
        number: u64,
        cache: Arc<Mutex<ChunkCache>>,
    ) -> io::Result<Self> {
        let open = Self { file, seal, plain, number, cache, last: Mutex::default() };
        // Proves the length. tantivy reads the end of a file first, so this is no extra work.
        open.chunk(seal::last_chunk(plain), true)?;
        Ok(open)
    }

    /// Whether it is the file of a seal, in its length.
    pub(super) fn is(&self, seal: &FileSeal, plain: u64) -> bool {
        self.seal.salt() == seal.salt() && self.plain == plain
    }

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
