//! An export as a file, in a folder of the person's own.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use super::{Built, Out};
use crate::error::{Error, Result};
use crate::files;

/// Makes or replaces the file at `path` by what `write` puts into it: whole, or the old one stays. Answers with its size
/// in bytes, too.
///
/// # Errors
/// What `write` answers; `BadInput` with a sentence about the place where the place is at fault.
pub fn to_file(path: &Path, write: impl FnOnce(&mut dyn Out) -> Result<Built>) -> Result<(Built, i64)> {
    files::write_outside(path, |file| {
        let mut target = Target::new(file);
        let built = write(&mut target);
        target.ended(built)
    })
    .map_err(|failed| match failed {
        Failed::There(error) => not_written(error, path),
        Failed::Here(error) => error,
    })
}

/// Makes or replaces the file at `path` by a text, in the same way; answers with its size in bytes.
///
/// # Errors
/// `BadInput` with a sentence about the place.
pub fn text_to_file(path: &Path, text: &str) -> Result<i64> {
    files::write_outside(path, |file| file.write_all(text.as_bytes())).map_err(|error| not_written(error, path))?;
    Ok(super::length(text.len()))
}

/// Makes or replaces the file at `path` by these bytes, in the same way; answers with their number.
///
/// # Errors
/// `BadInput` with a sentence about the place.
pub fn bytes_to_file(path: &Path, bytes: &[u8]) -> Result<i64> {
    files::write_outside(path, |file| file.write_all(bytes)).map_err(|error| not_written(error, path))?;
    Ok(super::length(bytes.len()))
}

/// Where an export failed: at the place it was to be written, or in the journal it was read from.
#[derive(Debug)]
enum Failed {
    There(io::Error),
    Here(Error),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::There(error)
    }
}

/// The file that is being written. It remembers its own error, since behind the exporter it would look like one of the
/// journal's files.
struct Target<'f> {
    file: BufWriter<&'f mut File>,
    failed: Option<io::Error>,
}

impl<'f> Target<'f> {
    fn new(file: &'f mut File) -> Self {
        Self { file: BufWriter::new(file), failed: None }
    }

    /// What was built and how many bytes it has, once all of it is written.
    fn ended<T>(mut self, built: Result<T>) -> std::result::Result<(T, i64), Failed> {
        if let Some(error) = self.failed.take() {
            return Err(Failed::There(error));
        }
        let built = built.map_err(Failed::Here)?;
        self.file.flush()?;
        let bytes = self.file.get_ref().metadata()?.len();
        Ok((built, i64::try_from(bytes).unwrap_or(i64::MAX)))
    }

    fn remembered<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        result.map_err(|error| {
            let kind = error.kind();
            // Whoever writes tries again by itself after an interruption.
            if kind != io::ErrorKind::Interrupted {
                self.failed.get_or_insert(error);
            }
            kind.into()
        })
    }
}

impl io::Write for Target<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.file.write(bytes);
        self.remembered(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.file.flush();
        self.remembered(result)
    }
}

impl io::Seek for Target<'_> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        let result = self.file.seek(to);
        self.remembered(result)
    }
}

/// The file that could not be written is not the journal's: say so.
fn not_written(error: io::Error, path: &Path) -> Error {
    let reason = match Error::from(error) {
        Error::DiskFull => "the disk is full".to_owned(),
        Error::ReadOnly => "this place cannot be written to".to_owned(),
        Error::Io(error) if error.kind() == io::ErrorKind::NotFound => "the folder is not there".to_owned(),
        other => other.to_string(),
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Error::bad(format!("“{name}” was not written: {reason}. Your journal is not concerned; choose another place"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_takes_no_more_bytes_is_not_mistaken_for_a_fault_of_the_journal() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("read only");
        std::fs::write(&path, b"").unwrap();
        let mut file = File::open(&path).unwrap();
        for bytes in [10, 1_000_000] {
            // As the exporters do it: what the place answers goes through the error of the core.
            let mut target = Target::new(&mut file);
            let written = target.write_all(&vec![1; bytes]).map_err(Error::from);
            assert!(matches!(target.ended(written), Err(Failed::There(_))), "{bytes}");
        }
        let mut file = File::create(&path).unwrap();
        let damaged = Target::new(&mut file).ended::<()>(Err(Error::Damaged("the journal".into())));
        assert!(matches!(damaged, Err(Failed::Here(Error::Damaged(_)))));
    }
}
