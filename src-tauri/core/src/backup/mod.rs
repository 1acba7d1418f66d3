//! Backups: whole copies of the journal beside its data, each in a folder of its own.
//!
//! ```text
//! backups/20261122T043012Z-daily/
//!   journal.db        written by VACUUM INTO: sealed with the same key, sound or not there
//!   keys.json, keys.copy.json   byte for byte as they were; not hashed below, for a new passphrase may reach them
//!   attachments/      sealed files: hard links where the file system has them, since a sealed file never changes in place
//!   manifest.json     when, why, by what, how much, and the SHA-256 of every file
//!   pinned, accepted  there or not: kept until told; fewer entries than before, and that is all right
//! ```
//!
//! A backup with its final name is whole: it was made under another name, flushed, opened and read, and then renamed.
//! Reading order: [`make`] → [`verify`] → [`keep`] (which ones go) → [`rehearse`] → [`restore`].

pub mod away;
mod clear;
mod copy;
pub mod keep;
mod keys;
mod list;
mod make;
mod manifest;
mod other_keys;
pub(crate) mod places;
pub mod plain;
mod rehearse;
pub mod restore;
pub mod salvage;
mod stop;
mod store;
pub mod takeover;
mod verify;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::attachments::Vault;
use crate::clock::{Clock, Instant};
use crate::store::DatabaseKey;

pub use clear::{Holding, clear, holding};
pub use copy::copy_out;
pub use keys::bring_keys;
pub use list::{accept, delete, find, folders, key_files, list, pin, sweep};
pub(crate) use make::make_from;
pub use make::{make, rotate};
pub use manifest::Manifest;
pub use other_keys::{OtherKeys, forget_other_keys, of_other_keys};
pub use rehearse::{Rehearsed, rehearse};
pub use stop::Stop;
pub use verify::{Verified, verify};

/// The folder of backups in that of the journal.
pub const FOLDER: &str = "backups";

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "BackupReason")]
pub enum Reason {
    /// The journal was opened.
    Opened,
    /// It had been open for a day.
    Daily,
    /// Somebody asked for it.
    Asked,
    /// Before an import.
    BeforeImport,
    /// Before an import was undone.
    BeforeUndo,
    /// Before older versions were thinned by a rule that was just set.
    BeforeThinning,
    /// Before many entries were changed at once.
    BeforeMany,
    /// Before a newer program changed the database's form.
    BeforeUpgrade,
    /// Before another state of the journal took its place.
    BeforeRestore,
    /// Made anew from another one, without what was deleted for good.
    Cleared,
}

impl Reason {
    fn word(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Daily => "daily",
            Self::Asked => "asked",
            Self::BeforeImport => "before-import",
            Self::BeforeUndo => "before-undo",
            Self::BeforeThinning => "before-thinning",
            Self::BeforeMany => "before-many",
            Self::BeforeUpgrade => "before-upgrade",
            Self::BeforeRestore => "before-restore",
            Self::Cleared => "cleared",
        }
    }

    /// Whether a backup for this reason is kept until somebody lets it go.
    pub fn pins(self) -> bool {
        !matches!(self, Self::Opened | Self::Daily | Self::Asked | Self::Cleared)
    }
}

/// How much a state of the journal holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Holdings {
    /// Entries that are not in the trash.
    pub entries: u32,
    /// Entries in the trash.
    pub trashed: u32,
    /// Words of the entries that are not in the trash.
    pub words: u32,
    /// Sealed files.
    pub attachments: u32,
    /// When an entry was written or changed last.
    pub newest: Option<Instant>,
}

impl Holdings {
    /// All entries, those in the trash too.
    pub fn all(&self) -> u32 {
        self.entries.saturating_add(self.trashed)
    }
}

/// A backup, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Backup {
    /// The name of its folder.
    pub id: String,
    /// When it was made.
    pub at: Instant,
    /// Why.
    pub reason: Reason,
    /// Kept until somebody lets it go.
    pub pinned: bool,
    /// What it holds.
    pub holds: Holdings,
    /// Size of its files, those that it shares with the journal too.
    #[ts(type = "number")]
    pub bytes: i64,
    /// Files that the journal itself had lost when this was made.
    pub missing: u32,
    /// It holds a tenth less than the one before, and nobody has said yet that this is all right.
    pub shrunk: bool,
    /// Why it cannot be used; none where nothing is known to be wrong.
    pub fault: Option<String>,
}

/// What a backup is made from or held against: the folder of a journal and what opens it.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The journal's folder.
    pub folder: &'a Path,
    /// Of its database.
    pub key: &'a DatabaseKey,
    /// Its sealed files.
    pub vault: &'a Vault,
    /// The time.
    pub clock: &'a Clock,
}

impl Source<'_> {
    /// Where its backups are.
    pub fn backups(&self) -> PathBuf {
        self.folder.join(FOLDER)
    }
}
