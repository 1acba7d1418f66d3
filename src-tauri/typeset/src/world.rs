//! All that typst can reach: its own library, our faces, the one text below, and the document as a value. There is no file,
//! no package, no network and no clock to be asked.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::faces::faces;

/// What is compiled, and with what.
pub(crate) struct Desk {
    library: LazyHash<Library>,
    main: Source,
}

impl Desk {
    /// `text` is ours, never a person's; `inputs` is data.
    pub(crate) fn new(text: &str, inputs: Dict) -> Self {
        Self { library: LazyHash::new(Library::builder().with_inputs(inputs).build()), main: Source::detached(text) }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &faces().book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        faces().fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
