//! A zip as a source. It may come from anyone: names are judged before anything is read, sizes are counted and not
//! believed, and nothing of it is ever written under a name of its own.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Problem;
use super::names::{self, Verdict};
use super::source::SourceFile;
use crate::error::{Error, Result};
use crate::text;

const MB: u64 = 1024 * 1024;
/// Bytes of all files together, unpacked.
const TOTAL: u64 = 2 * 1024 * MB;
/// Files and folders.
const COUNT: usize = 20_000;
/// Bytes of one file, unpacked.
const SINGLE: u64 = 200 * MB;
/// A file may be this many times larger than it was packed...
const RATIO: u64 = 200;
/// ...once it has more bytes than this.
const RATIO_FROM: u64 = 16 * MB;

/// An open zip.
pub(super) struct Archive {
    zip: Mutex<ZipArchive<BufReader<File>>>,
}

impl Archive {
    /// Whether the file begins, or is named, as a zip does.
    pub(super) fn is_one(path: &Path) -> Result<bool> {
        let mut start = [0; 4];
        let mut file = File::open(path).map_err(|error| {
            Error::bad(format!("“{}” cannot be opened: {error}", text::excerpt(&path.to_string_lossy(), 60)))
        })?;
        let mut read = 0;
        while read < start.len() {
            match file.read(&mut start[read..])? {
                0 => break,
                more => read += more,
            }
        }
        let named = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
        Ok(named || matches!(start, [b'P', b'K', 3 | 5 | 7, 4 | 6 | 8]))
    }

    /// Opens and judges it: every name, every size it claims.
    pub(super) fn open(path: &Path, shown: &str) -> Result<(Self, Vec<SourceFile>, Vec<Problem>)> {
        let refused =
            |why: &str| Error::bad(format!("“{shown}” was refused: it holds {why}. Nothing of it was imported"));
        let broken = |error: ZipError| {
            Error::bad(format!("“{shown}” cannot be read as a zip: {}. Nothing of it was imported", words(&error)))
        };
        let mut zip = ZipArchive::new(BufReader::new(File::open(path)?)).map_err(broken)?;
        if !ends_well(path, zip.comment().len())? {
            return Err(refused("something behind its end"));
        }
        if zip.len() > COUNT {
            return Err(Error::TooBig(format!(
                "“{shown}” holds more than {COUNT} files. Unpack it and import the folder instead"
            )));
        }
        if zip.has_duplicate_names() {
            return Err(refused("two files of one name"));
        }
        if zip.has_overlapping_entries().map_err(broken)? {
            return Err(refused("files that lie on top of each other"));
        }
        let mut files = Vec::new();
        let mut problems = Vec::new();
        let mut seen = HashSet::new();
        let mut total = 0u64;
        for place in 0..zip.len() {
            let entry = zip.by_index_data(place).map_err(broken)?;
            let name = match entry.name() {
                Ok(name) => name.into_owned(),
                Err(_) => String::from_utf8_lossy(entry.name_raw()).into_owned(),
            };
            let verdict = names::judge(&name);
            if let Verdict::Hostile(why) = verdict {
                return Err(refused(why));
            }
            if !seen.insert(names::key(name.trim_end_matches('/'))) {
                return Err(refused("two files whose names look the same"));
            }
            let size = entry.size();
            if entry.is_dir() {
                continue;
            }
            total = total.saturating_add(size);
            if total > TOTAL {
                return Err(Error::TooBig(format!(
                    "“{shown}” unpacks to more than 2 GB. Unpack it and import the folder instead"
                )));
            }
            if is_bomb(size, entry.compressed_size()) {
                return Err(refused("a file that unpacks to more than 200 times its size"));
            }
            let why = match verdict {
                Verdict::Quiet => continue,
                Verdict::Odd(why) => Some(why),
                _ if entry.is_symlink() => Some("it is a link to another place and was not followed"),
                _ if entry.encrypted() => Some("it is locked with a password. Unpack it and import the folder instead"),
                _ if size > SINGLE => Some("it is larger than 200 MB. Unpack the zip and import the folder instead"),
                _ => None,
            };
            match (why, verdict) {
                (None, Verdict::Fine(name)) => files.push(SourceFile { name, modified: None, place }),
                (why, _) => problems.push(Problem::new(&name, why.unwrap_or("it is no file"))),
            }
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok((Self { zip: Mutex::new(zip) }, files, problems))
    }

    /// Hands the bytes of a file to `take`, counted.
    pub(super) fn stream<T>(&self, file: &SourceFile, take: impl FnOnce(&mut dyn Read) -> Result<T>) -> Result<T> {
        let broken = |error: ZipError| Error::bad(format!("it cannot be unpacked: {}", words(&error)));
        let mut zip = self.zip.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = zip.by_index(file.place).map_err(broken)?;
        let (size, packed) = (entry.size(), entry.compressed_size());
        let mut reader = Counted { from: entry, size, packed, count: 0, failed: None };
        let taken = take(&mut reader);
        match (taken, reader.failed) {
            (Err(_), Some(why)) => Err(Error::bad(format!("it cannot be unpacked: {why}"))),
            (taken, _) => taken,
        }
    }
}

fn is_bomb(size: u64, packed: u64) -> bool {
    size > RATIO_FROM && size / packed.max(1) > RATIO
}

/// What is wrong, in words for a person.
fn words(error: &ZipError) -> &'static str {
    match error {
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            "it is packed in a way I do not know"
        }
        ZipError::Io(error) => io_words(error),
        _ => "it is damaged, or no zip at all",
    }
}

fn io_words(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "it ends too early",
        io::ErrorKind::Unsupported => "it is packed in a way I do not know",
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => "it is damaged",
        _ => "the disk could not be read",
    }
}

/// Whether the zip ends where it says; what stands behind it would be read by no one, or by another program otherwise.
fn ends_well(path: &Path, comment: usize) -> Result<bool> {
    let mut file = File::open(path)?;
    let end = 22 + comment as u64;
    if file.metadata()?.len() < end {
        return Ok(false);
    }
    file.seek(io::SeekFrom::End(-i64::try_from(end).unwrap_or(i64::MAX)))?;
    let mut mark = [0; 4];
    file.read_exact(&mut mark)?;
    Ok(mark == *b"PK\x05\x06")
}

/// Counts what comes out, and stops at more or less than the archive says.
struct Counted<R> {
    from: R,
    size: u64,
    packed: u64,
    count: u64,
    failed: Option<String>,
}

impl<R> Counted<R> {
    fn fail(&mut self, why: &str) -> io::Error {
        self.failed = Some(why.to_owned());
        io::Error::new(io::ErrorKind::InvalidData, why.to_owned())
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match self.from.read(buffer) {
            Ok(read) => read,
            Err(error) => return Err(self.fail(io_words(&error))),
        };
        self.count += read as u64;
        if self.count > self.size || self.count > SINGLE {
            return Err(self.fail("it is larger than it says"));
        }
        if is_bomb(self.count, self.packed) {
            return Err(self.fail("it unpacks to more than 200 times its size"));
        }
        if read == 0 && !buffer.is_empty() && self.count < self.size {
            return Err(self.fail("it is shorter than it says"));
        }
        Ok(read)
    }
}
