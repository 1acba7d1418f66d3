//! The keys of a journal, and the file that holds them.
//!
//! There is one random master key of 256 bits for a journal. The keys for the database, the index, the
//! attachments and the backups are derived from it by HKDF-SHA256 with a fixed word each, so that none of them
//! tells anything about another.
//!
//! `keys.json` holds the master key, wrapped in one or more ways of which any one is enough:
//!
//! ```json
//! {"format":1,"journal":"<uuid>","key":"<hex>","wraps":[{"kind":"none","key":"<base64>"}],"check":"<hex>"}
//! ```
//!
//! * `none`: the key itself. Whoever can read the file can read the journal; file permissions are all that
//!   protects it. A journal with a passphrase has no such wrap.
//! * `passphrase`: sealed under Argon2id of the passphrase, whose parameters and salt stand beside it.
//! * `recovery`: sealed under the recovery code, which works alone.
//! * All are wraps of the *same* key, so that adding, changing or removing one ([`rewrap`]) re-encrypts nothing. A file
//!   with wraps of unknown kinds is sound; what this version does not know it never drops.
//! * `key` names the master key without telling anything about it, so that two copies can be compared while locked.
//! * `check` is the SHA-256 of everything else in canonical form (no white space, names sorted), the same in
//!   every later format: a damaged file is told from a newer one, and never taken for a wrong passphrase.
//!
//! Losing this file is losing the journal, so it is written twice, `keys.json` first, then `keys.copy.json`, each
//! whole or not at all. Opening repairs one from the other, once the keys are known to be right. A wrong passphrase
//! changes nothing.

pub mod away;
mod file;
mod rewrap;
mod secret;
pub mod strength;
mod wrap;

use std::io;
use std::path::Path;

use serde_json::json;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::files;
use file::{Copy, Sound, Wiped, file_bytes, key_id};
use seal::{self, SealKey};
use wrap::Wrap;

pub use rewrap::{Change, Protection, Rewrap, are_of_one_key, follow, protection, rewrap};
pub use secret::{Code, LONGEST, SHORTEST, Secret, Slip};

/// The file's name in the journal's folder.
pub const KEYS_FILE: &str = "keys.json";
/// The name of its second copy.
pub const KEYS_COPY: &str = "keys.copy.json";

type Master = Zeroizing<[u8; 32]>;

/// What somebody has to open a journal with.
#[derive(Clone)]
pub enum Way {
    /// Nothing: the key lies open.
    Alone,
    /// The passphrase.
    Passphrase(Secret),
    /// The recovery code.
    Recovery(Code),
}

/// What a new journal is locked with; none leaves its key open.
#[derive(Clone)]
pub struct Locks {
    /// The passphrase.
    pub passphrase: Secret,
    /// The recovery code, where one was made.
    pub recovery: Option<Code>,
}

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Neither copy of the keys file is there.
    #[error(
        "the journal's key file is missing, so the journal cannot be read. Nothing was changed: put keys.json back from a copy of the folder"
    )]
    Missing,
    /// Keys exist already where new ones were to be made.
    #[error("this folder already holds a keys file; it was left as it is")]
    Exists,
    /// No sound copy of the keys file is left.
    #[error(
        "both copies of the journal's key file are damaged, so the journal cannot be read. Nothing was changed: put keys.json back from a copy of the folder"
    )]
    Damaged,
    /// A newer version of the program wrote the keys file.
    #[error(
        "this journal's key file was written by a newer Loopbook (format {format}). Nothing was changed: install the newer version to open it"
    )]
    Newer {
        /// The format it says it has.
        format: u64,
    },
    /// The key does not lie open.
    #[error("this journal is locked: it opens with its passphrase or its recovery code")]
    Locked,
    /// The keys are wrapped in ways this program does not know.
    #[error(
        "this journal is locked in a way that this version of Loopbook does not know. Nothing was changed: install the newer version to open it"
    )]
    Unknown,
    /// The passphrase is another one.
    #[error("that is not the passphrase of this journal. Nothing was changed")]
    WrongPassphrase,
    /// A well-written recovery code, but of another journal or an older one.
    #[error(
        "that is a recovery code, but not the one of this journal: it may be from before a new code was made. Nothing was changed"
    )]
    WrongCode,
    /// The journal has no wrap of this kind.
    #[error("this journal has no {0}. Nothing was changed")]
    NoSuchWay(&'static str),
    /// What is to become a passphrase cannot be one.
    #[error("a passphrase has {SHORTEST} to {LONGEST} characters. Nothing was changed")]
    Unfit,
    /// The file asks for more or less work than any that a Loopbook wrote.
    #[error(
        "the journal's key file asks for work that no Loopbook ever asks for, so it was changed by something else. Nothing was tried or changed: put keys.json back from a copy of the folder"
    )]
    Hostile,
    /// The second copy is not ours to replace.
    #[error(
        "the second key file ({0}) holds the keys of something else, or cannot be read. Nothing was changed: move it out of the journal's folder and try again"
    )]
    OtherCopy(&'static str),
    /// A change reached one of the two copies only.
    #[error(
        "only one of the two key files could be written ({0}): what you set just now counts. Open the journal again, and the other is put right"
    )]
    HalfWritten(io::Error),
    /// The file system, or the system's source of random numbers, failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What reading found wrong with one copy of the keys file while the other was sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Healed {
    /// The name of the copy concerned: [`KEYS_FILE`] or [`KEYS_COPY`].
    pub file: &'static str,
    /// What was wrong with it.
    pub fault: Fault,
    /// Whether it is sound again. If not, the file system's reason; the journal works, with one copy only.
    pub repaired: Result<(), io::ErrorKind>,
}

/// What can be wrong with one of the two copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It was not there.
    Missing,
    /// It was not what had been written.
    Damaged,
    /// The file system would not read it. It was left alone, for it may be the newer of the two; `repaired` then
    /// says why it could not be read.
    Unreadable,
    /// It was from before the last change: a crash came between the two writes.
    Stale,
    /// It holds the keys of something else, or of a newer program. It was left alone, for those keys may be the
    /// last ones somewhere: `repaired` then says `AlreadyExists`.
    Foreign,
}

/// The keys of one journal, wiped from memory when dropped. Without `Debug` and `Display` on purpose.
pub struct Keys {
    journal: Uuid,
    database: Zeroizing<[u8; 32]>,
    index: SealKey,
    attachments: SealKey,
    backups: SealKey,
}

impl Keys {
    /// Makes the keys of a new journal and writes both copies of the file into `folder`. The caller holds the
    /// journal's lock, so that no one else does the same at this moment.
    ///
    /// # Errors
    /// [`KeyError::Exists`] when either copy is there in any state; [`KeyError::Unfit`]; [`KeyError::Io`].
    pub fn create(folder: &Path, journal: Uuid, locks: Option<&Locks>) -> Result<Keys, KeyError> {
        for name in [KEYS_FILE, KEYS_COPY] {
            // Not `exists`: a link to nowhere, or a file that may not be looked at, is in the way too.
            match folder.join(name).symlink_metadata() {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error.into()),
                Ok(_) => return Err(KeyError::Exists),
            }
        }
        let master = seal::random()?;
        let mut wraps = Vec::new();
        if let Some(locks) = locks {
            wraps.push(Wrap::with_passphrase(journal, &master, &locks.passphrase)?);
            if let Some(code) = &locks.recovery {
                wraps.push(Wrap::with_code(journal, &master, code)?);
            }
        } else {
            wraps.push(Wrap::None(master.clone()));
        }
        let bytes = file_bytes(journal, &key_id(&master)?, &wraps, &Wiped(json!({})));
        files::write_whole(&folder.join(KEYS_FILE), &bytes)?;
        files::write_whole(&folder.join(KEYS_COPY), &bytes)?;
        Keys::derive(journal, &master)
    }

    /// Opens the keys in `folder`, and repairs one copy of the file from the other.
    ///
    /// # Errors
    /// Every [`KeyError`] but those of changing. Nothing is written unless the keys are returned.
    pub fn open(folder: &Path, way: &Way) -> Result<(Keys, Option<Healed>), KeyError> {
        let Found { chosen, other, other_name } = Found::in_folder(folder)?;
        let keys = Keys::derive(chosen.journal, &*chosen.open(way)?)?;
        let repair = || files::write_whole(&folder.join(other_name), &chosen.bytes).map_err(|error| error.kind());
        let (fault, repaired) = match other {
            Copy::Sound(other) if other.bytes == chosen.bytes => return Ok((keys, None)),
            Copy::Sound(other) if other.is_of_same_key(&chosen)? => (Fault::Stale, repair()),
            Copy::Sound(_) | Copy::Newer(_) => (Fault::Foreign, Err(io::ErrorKind::AlreadyExists)),
            Copy::Missing => (Fault::Missing, repair()),
            Copy::Damaged => (Fault::Damaged, repair()),
            Copy::Failed(error) => (Fault::Unreadable, Err(error.kind())),
        };
        Ok((keys, Some(Healed { file: other_name, fault, repaired })))
    }

    fn derive(journal: Uuid, master: &[u8; 32]) -> Result<Keys, KeyError> {
        let for_purpose = |purpose: &str| seal::derive(master, None, purpose.as_bytes());
        Ok(Keys {
            journal,
            database: for_purpose("loopbook db v1")?,
            index: SealKey::new(for_purpose("loopbook index v1")?),
            attachments: SealKey::new(for_purpose("loopbook attachments v1")?),
            backups: SealKey::new(for_purpose("loopbook backups v1")?),
        })
    }

    /// The journal these keys belong to.
    #[must_use]
    pub fn journal_id(&self) -> Uuid {
        self.journal
    }

    /// The raw key of the database, for SQLCipher.
    #[must_use]
    pub fn database(&self) -> &Zeroizing<[u8; 32]> {
        &self.database
    }

    /// The key of the index files.
    #[must_use]
    pub fn index(&self) -> &SealKey {
        &self.index
    }

    /// The key of the attachments.
    #[must_use]
    pub fn attachments(&self) -> &SealKey {
        &self.attachments
    }

    /// The key of what a backup adds to copies of the other files.
    #[must_use]
    pub fn backups(&self) -> &SealKey {
        &self.backups
    }
}

/// Both copies, and which of them counts: the first, where it is sound.
struct Found {
    chosen: Sound,
    other: Copy,
    other_name: &'static str,
}

impl Found {
    fn in_folder(folder: &Path) -> Result<Self, KeyError> {
        let first = Copy::read(&folder.join(KEYS_FILE));
        let second = Copy::read(&folder.join(KEYS_COPY));
        match (first, second) {
            (Copy::Sound(first), second) => Ok(Self { chosen: first, other: second, other_name: KEYS_COPY }),
            (first @ (Copy::Missing | Copy::Damaged | Copy::Failed(_)), Copy::Sound(second)) => {
                Ok(Self { chosen: second, other: first, other_name: KEYS_FILE })
            }
            (Copy::Newer(format), _) | (_, Copy::Newer(format)) => Err(KeyError::Newer { format }),
            (Copy::Missing, Copy::Missing) => Err(KeyError::Missing),
            (Copy::Failed(error), _) | (_, Copy::Failed(error)) => Err(error.into()),
            (Copy::Damaged, _) | (_, Copy::Damaged) => Err(KeyError::Damaged),
        }
    }
}

impl Sound {
    /// The master key, by this way. A key that lies open needs none.
    fn open(&self, way: &Way) -> Result<Master, KeyError> {
        let mut opened = None;
        for wrap in &self.wraps {
            opened = match way {
                Way::Alone => None,
                Way::Passphrase(secret) => wrap.open_with_passphrase(self.journal, secret)?,
                Way::Recovery(code) => wrap.open_with_code(self.journal, code)?,
            };
            if opened.is_some() {
                break;
            }
        }
        let known = |wrap: &Wrap| !matches!(wrap, Wrap::Unknown(_));
        let master = opened.or_else(|| self.open_master().cloned()).ok_or_else(|| match way {
            Way::Alone if self.wraps.iter().any(known) => KeyError::Locked,
            Way::Alone => KeyError::Unknown,
            Way::Passphrase(_) => KeyError::NoSuchWay("passphrase"),
            Way::Recovery(_) => KeyError::NoSuchWay("recovery code"),
        })?;
        match &self.key_id {
            Some(id) if *id != key_id(&master)? => Err(KeyError::Damaged),
            _ => Ok(master),
        }
    }
}

/// Bytes that must not be left in memory, by name.
#[cfg(all(test, target_os = "linux"))]
type Secrets = Vec<(&'static str, Zeroizing<Vec<u8>>)>;

/// What must not be left in memory.
#[cfg(all(test, target_os = "linux"))]
pub(crate) fn to_look_for(folder: &Path, way: &Way) -> Result<Secrets, KeyError> {
    let found = Found::in_folder(folder)?;
    let master = found.chosen.open(way)?;
    let kept = |bytes: &[u8]| Zeroizing::new(bytes.to_vec());
    let database = seal::derive(&master, None, b"loopbook db v1")?;
    let mut literal = Zeroizing::new(Vec::with_capacity(64));
    for byte in database.iter() {
        literal.extend([byte >> 4, byte & 15].map(|nibble| b"0123456789abcdef"[usize::from(nibble)]));
    }
    Ok(vec![
        ("master key", kept(&*master)),
        ("database key", kept(&*database)),
        ("database key in letters", literal),
        ("index key", kept(&*seal::derive(&master, None, b"loopbook index v1")?)),
        ("attachments key", kept(&*seal::derive(&master, None, b"loopbook attachments v1")?)),
    ])
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests;
