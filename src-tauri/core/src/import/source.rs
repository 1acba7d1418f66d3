//! A folder, a zip or one file, seen as one thing: a list of files with safe names, and their bytes on demand.

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::archive::Archive;
use super::{Problem, folder, names};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::text;

/// A file of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Relative, with `/` between its parts.
    pub name: String,
    /// When it was last written, where the source says so.
    pub modified: Option<Instant>,
    /// Its number in an archive.
    pub(super) place: usize,
}

impl SourceFile {
    /// The last part of its name.
    pub fn own_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }

    /// The last part of its name without its ending.
    pub fn stem(&self) -> &str {
        let name = self.own_name();
        name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or(name, |(stem, _)| stem)
    }

    /// Its ending in lower case, without the dot.
    pub fn ending(&self) -> String {
        self.own_name().rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
    }

    /// The folder it lies in, without a slash at the end; empty at the top.
    pub fn folder(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

enum Root {
    Folder(PathBuf),
    Archive(Box<Archive>),
}

/// Where an import reads from.
pub struct Source {
    name: String,
    root: Root,
    files: Vec<SourceFile>,
    problems: Vec<Problem>,
    /// For one file that was picked: pictures beside it may come along, nothing else.
    single: bool,
    by_name: HashMap<String, usize>,
    by_folded: HashMap<String, usize>,
    by_own_name: HashMap<String, usize>,
}

/// Endings of pictures.
pub(super) const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp"];

impl Source {
    /// Opens what was picked. Names are judged here, once, for every format.
    ///
    /// # Errors
    /// `BadInput` or `TooBig` with a sentence for a source that cannot be read or means harm.
    pub fn open(path: &Path) -> Result<Self> {
        let name =
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_else(|| "this folder".into());
        let shown = text::excerpt(&name, 60);
        let found = path.metadata().map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Error::bad(format!("there is no file or folder “{shown}”")),
            _ => Error::bad(format!("“{shown}” cannot be opened: {error}")),
        })?;
        if found.is_dir() {
            let root = path.canonicalize()?;
            let (files, problems) = folder::walk(&root)?;
            return Ok(Self::new(name, Root::Folder(root), files, problems, false));
        }
        if !found.is_file() {
            return Err(Error::bad(format!("“{shown}” is neither a file nor a folder")));
        }
        if Archive::is_one(path)? {
            let (archive, files, problems) = Archive::open(path, &shown)?;
            return Ok(Self::new(name, Root::Archive(Box::new(archive)), files, problems, false));
        }
        let path = path.canonicalize()?;
        let parent = path.parent().map(Path::to_owned).unwrap_or_default();
        let own = path
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or_else(|| Error::bad(format!("the name of “{shown}” cannot be read; rename it and try again")))?;
        let file = SourceFile { name: own.to_owned(), modified: folder::modified(&found), place: 0 };
        Ok(Self::new(name, Root::Folder(parent), vec![file], Vec::new(), true))
    }

    /// A source with nothing in it, for what does not come from a file.
    pub(super) fn nothing(name: &str) -> Self {
        Self::new(name.to_owned(), Root::Folder(PathBuf::new()), Vec::new(), Vec::new(), false)
    }

    fn new(name: String, root: Root, files: Vec<SourceFile>, problems: Vec<Problem>, single: bool) -> Self {
        let mut source = Self {
            name,
            root,
            files,
            problems,
            single,
            by_name: HashMap::new(),
            by_folded: HashMap::new(),
            by_own_name: HashMap::new(),
        };
        for (at, file) in source.files.iter().enumerate() {
            let key = names::key(&file.name);
            source.by_folded.entry(key.to_lowercase()).or_insert(at);
            source.by_name.insert(key, at);
            source.by_own_name.entry(names::key(file.own_name()).to_lowercase()).or_insert(at);
        }
        source
    }

    /// The file's or folder's own name, without its path.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its name, short, for a sentence.
    pub fn shown(&self) -> String {
        text::excerpt(&self.name, 60)
    }

    /// The files, by name.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// What was left out when it was opened.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Whether one file was picked that is no archive.
    pub fn is_single(&self) -> bool {
        self.single
    }

    /// The file of that name; case and the composition of accents matter only where two differ in nothing else.
    pub fn find(&self, name: &str) -> Option<SourceFile> {
        let key = names::key(name);
        let known = self.by_name.get(&key).or_else(|| self.by_folded.get(&key.to_lowercase()));
        match (known, &self.root) {
            (Some(&at), _) => self.files.get(at).cloned(),
            (None, Root::Folder(root)) if self.single => beside(root, name),
            (None, _) => None,
        }
    }

    /// The first file that bears this name in any folder, as notes programs look for pictures.
    pub fn find_anywhere(&self, own_name: &str) -> Option<SourceFile> {
        let at = self.by_own_name.get(&names::key(own_name).to_lowercase())?;
        self.files.get(*at).cloned()
    }

    /// Hands the bytes of a file to `take`, as a stream.
    ///
    /// # Errors
    /// `BadInput` or `TooBig` where the source is at fault; else what `take` answers.
    pub fn stream<T>(&self, file: &SourceFile, take: impl FnOnce(&mut dyn Read) -> Result<T>) -> Result<T> {
        match &self.root {
            Root::Folder(root) => folder::stream(root, file, take),
            Root::Archive(archive) => archive.stream(file, take),
        }
    }

    /// The bytes of a file that may have at most `limit`.
    ///
    /// # Errors
    /// As [`Source::stream`].
    pub fn bytes(&self, file: &SourceFile, limit: u64) -> Result<Vec<u8>> {
        let bytes = self.start(file, limit.saturating_add(1))?;
        if bytes.len() as u64 > limit {
            return Err(Error::TooBig(format!("it is larger than {} MB", limit / (1024 * 1024))));
        }
        Ok(bytes)
    }

    /// The first bytes of a file, at most `count`.
    ///
    /// # Errors
    /// As [`Source::stream`].
    pub fn start(&self, file: &SourceFile, count: u64) -> Result<Vec<u8>> {
        self.stream(file, |reader| {
            let mut bytes = Vec::new();
            reader.take(count).read_to_end(&mut bytes)?;
            Ok(bytes)
        })
    }
}

/// A picture that a single picked file names, in its own folder or below. Nothing but pictures: a text that somebody
/// sent must not be able to draw other files of this computer into the journal.
fn beside(root: &Path, name: &str) -> Option<SourceFile> {
    let names::Verdict::Fine(name) = names::judge(name) else { return None };
    let file = SourceFile { name, modified: None, place: 0 };
    (PICTURES.contains(&file.ending().as_str()) && folder::is_inside(root, &file)).then_some(file)
}
