//! A folder as a source: walked without following links, so that nothing outside it can come in.

use std::fs::{self, File, Metadata};
use std::io::Read;
use std::path::Path;

use super::Problem;
use super::names::{DEPTH, is_hidden};
use super::source::SourceFile;
use crate::clock::Instant;
use crate::error::{Error, Result};

/// Files that one folder may hold.
const FILES: usize = 400_000;

/// Every file below `root`, by name, and what was left out.
pub(super) fn walk(root: &Path) -> Result<(Vec<SourceFile>, Vec<Problem>)> {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    let mut waiting = vec![(String::new(), 0)];
    while let Some((folder, depth)) = waiting.pop() {
        let items = match fs::read_dir(root.join(&folder)) {
            Ok(items) => items,
            Err(error) if folder.is_empty() => return Err(Error::bad(format!("the folder cannot be read: {error}"))),
            Err(error) => {
                problems.push(Problem::new(&folder, format!("the folder cannot be read: {error}")));
                continue;
            }
        };
        for item in items {
            let item = item?;
            let own = item.file_name();
            let Some(own) = own.to_str() else {
                problems
                    .push(Problem::new(&own.to_string_lossy(), "its name cannot be read; rename it and import again"));
                continue;
            };
            if is_hidden(own) {
                continue;
            }
            let name = if folder.is_empty() { own.to_owned() } else { format!("{folder}/{own}") };
            let kind = item.file_type()?;
            if kind.is_symlink() {
                problems.push(Problem::new(&name, "it is a link to another place and was not followed"));
            } else if kind.is_dir() && depth < DEPTH {
                waiting.push((name, depth + 1));
            } else if kind.is_dir() {
                problems.push(Problem::new(&name, "it lies too deep in folders"));
            } else if kind.is_file() {
                let modified = item.metadata().ok().and_then(|data| modified(&data));
                files.push(SourceFile { name, modified, place: 0 });
            }
            if files.len() > FILES {
                return Err(Error::TooBig(format!("the folder holds more than {FILES} files; import it in parts")));
            }
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    problems.sort_by(|a, b| a.path.cmp(&b.path));
    Ok((files, problems))
}

/// When a file was last written.
pub(super) fn modified(data: &Metadata) -> Option<Instant> {
    let since = data.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok().map(Instant::from_millis)
}

/// Whether the name leads to a plain file that lies in `root`, whatever links are on the way.
pub(super) fn is_inside(root: &Path, file: &SourceFile) -> bool {
    root.join(&file.name).canonicalize().is_ok_and(|path| path.starts_with(root) && path.is_file())
}

/// Hands the bytes of a file to `take`.
pub(super) fn stream<T>(root: &Path, file: &SourceFile, take: impl FnOnce(&mut dyn Read) -> Result<T>) -> Result<T> {
    if !is_inside(root, file) {
        return Err(Error::bad("it is not in the folder any more"));
    }
    let opened =
        File::open(root.join(&file.name)).map_err(|error| Error::bad(format!("it cannot be opened: {error}")))?;
    let mut reader = Watched { from: opened, failed: None };
    let taken = take(&mut reader);
    match (taken, reader.failed) {
        (Err(_), Some(why)) => Err(Error::bad(format!("it cannot be read: {why}"))),
        (taken, _) => taken,
    }
}

/// Tells a file that cannot be read from a journal that cannot be written.
struct Watched {
    from: File,
    failed: Option<String>,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.from.read(buffer).inspect_err(|error| self.failed = Some(error.to_string()))
    }
}
