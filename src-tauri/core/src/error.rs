//! The rich error of the core, and the one way from it to what a person reads ([`crate::api::ApiError`]).
//!
//! A variant carries facts (codes, counts, paths of the journal's own folder), never text of an entry: errors end up on
//! screens, in terminals and in bug reports.

use std::path::PathBuf;

/// Everything that can go wrong in the core.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The thing asked for is not (or no longer) in the journal.
    #[error("there is no such {0} in this journal")]
    NotFound(&'static str),
    /// The text was changed by another save since the caller read it; nothing was saved.
    #[error("the entry was changed elsewhere since it was opened; nothing was saved and both texts are safe")]
    Stale,
    /// The request or the file cannot be used; the sentence says why.
    #[error("{0}")]
    BadInput(String),
    /// Something in what would leave is not decided on yet; the sentence says how much.
    #[error("{0}")]
    Undecided(String),
    /// The file is under a passphrase, and none was given; the sentence says so.
    #[error("{0}")]
    Wrapped(String),
    /// Larger than what the program takes; the sentence says the limit.
    #[error("{0}")]
    TooBig(String),
    /// The folder holds no journal.
    #[error("there is no journal in {}", .0.display())]
    NoJournal(PathBuf),
    /// Nobody has opened a journal.
    #[error("no journal is open yet")]
    NotOpen,
    /// A journal is there already, so none was created.
    #[error("there is a journal in {} already; it was left as it is", .0.display())]
    AlreadyThere(PathBuf),
    /// The journal is open in another program or window.
    #[error("the journal is open elsewhere ({0}); close it there and try again. Nothing was changed")]
    InUse(String),
    /// The database was written by a newer Loopbook.
    #[error(
        "this journal was written by a newer Loopbook (format {found}; this one knows {known}). Nothing was changed: install the newer version to open it"
    )]
    Newer {
        /// Schema number found in the file.
        found: i64,
        /// Highest schema number this program knows.
        known: i64,
    },
    /// The database, a key file or an attachment cannot be read as what it is.
    #[error("{0}")]
    Damaged(String),
    /// No room left on the disk.
    #[error("the disk is full. What was saved before is safe; make some room and try again")]
    DiskFull,
    /// The folder or file cannot be written.
    #[error("the journal's folder cannot be written to. What was saved before is safe; check the folder's permissions")]
    ReadOnly,
    /// The caller asked to stop.
    #[error("stopped before anything was changed")]
    Cancelled,
    /// The linked SQLite or its cipher is not what the program was built for.
    #[error("this build of Loopbook is unsound: {0}")]
    Unsound(String),
    /// Reading or writing a file failed.
    #[error("a file could not be read or written ({0}). What was saved before is safe")]
    Io(std::io::Error),
    /// SQLite said no.
    #[error(
        "the database could not do this ({0}). What was saved before is safe; the change you just made is not saved yet"
    )]
    Sql(rusqlite::Error),
    /// The search index failed; the journal itself is not concerned.
    #[error("the search index failed: {0}")]
    Index(Box<dyn std::error::Error + Send + Sync>),
    /// A value could not be written as JSON.
    #[error("a value could not be read or written as JSON (line {}, column {})", .0.line(), .0.column())]
    Json(#[from] serde_json::Error),
    /// A sealed file did not open.
    #[error(transparent)]
    Seal(#[from] seal::SealError),
    /// The key file did not open.
    #[error(transparent)]
    Key(#[from] crate::keys::KeyError),
}

/// The core's result.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A sentence for a request or file that cannot be used.
    pub fn bad(sentence: impl Into<String>) -> Self {
        Self::BadInput(sentence.into())
    }

    /// Whether the connection that answered so is to be closed and another opened: SQLCipher remembers a page that could not
    /// be read or opened for the life of the connection, and refuses everything after it, though the disk may be well again.
    pub(crate) fn spoils_its_connection(&self) -> bool {
        use rusqlite::ErrorCode::{CannotOpen, InternalMalfunction, SystemIoFailure, Unknown};
        match self {
            Self::Damaged(_) => true,
            Self::Sql(error) => {
                matches!(error.sqlite_error_code(), Some(SystemIoFailure | CannotOpen | InternalMalfunction | Unknown))
            }
            _ => false,
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        match error.kind() {
            StorageFull | QuotaExceeded => Self::DiskFull,
            PermissionDenied | ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Io(error),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, DiskFull, NotADatabase, PermissionDenied, ReadOnly};
        match error.sqlite_error_code() {
            Some(DiskFull) => Self::DiskFull,
            Some(ReadOnly | PermissionDenied) => Self::ReadOnly,
            Some(DatabaseCorrupt | NotADatabase) => Self::Damaged(
                "the journal's database is damaged, or its key does not fit. Nothing was changed or deleted: keep the whole folder as it is"
                    .into(),
            ),
            _ => Self::Sql(error),
        }
    }
}
