use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Holdings, Reason};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::files;

/// Its file in a backup.
pub(super) const MANIFEST: &str = "manifest.json";
const FORMAT: u32 = 1;
/// A line for each attached file; reading stops here, whatever lies there.
const LONGEST: u64 = 256 * 1024 * 1024;

/// What a backup says of itself: figures and hashes, nothing that anybody wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Of this file.
    pub format: u32,
    /// When it was made.
    pub at: Instant,
    /// Why.
    pub reason: Reason,
    /// Version of the program that made it.
    pub program: String,
    /// Schema number of the database.
    pub schema: i64,
    /// The journal's identity.
    pub journal: String,
    /// Tells whether a key is the one it was sealed with ([`crate::store::DatabaseKey::mark`]).
    pub key: String,
    /// What it holds.
    pub holds: Holdings,
    /// Files that the journal itself had lost.
    pub missing: Vec<String>,
    /// Every file but the keys.
    pub files: Vec<Listed>,
}

/// A file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its path in the backup.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Of its bytes as they lie there, hex.
    pub sha256: String,
}

/// The file: a manifest and its own hash, so that a damaged one is told from a whole one.
#[derive(Serialize, Deserialize)]
struct Checked {
    check: String,
    manifest: Manifest,
}

impl Manifest {
    /// Of this format; the rest is the caller's.
    pub(super) fn format() -> u32 {
        FORMAT
    }

    /// Size of all its files.
    pub(super) fn bytes(&self) -> i64 {
        let sum = self.files.iter().fold(0u64, |sum, file| sum.saturating_add(file.bytes));
        i64::try_from(sum).unwrap_or(i64::MAX)
    }

    /// Reads that of the backup in `folder`.
    ///
    /// # Errors
    /// `Damaged` where it is not what was written, `BadInput` where it is of a newer program.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut bytes = Vec::new();
        match File::open(folder.join(MANIFEST)) {
            Ok(file) => drop(file.take(LONGEST).read_to_end(&mut bytes)?),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::Damaged("this backup says nothing of itself: its manifest is missing".into()));
            }
            Err(error) => return Err(error.into()),
        }
        Self::parse(&bytes)
    }

    pub(super) fn parse(bytes: &[u8]) -> Result<Self> {
        #[derive(Deserialize)]
        struct Form {
            manifest: FormatOnly,
        }
        #[derive(Deserialize)]
        struct FormatOnly {
            format: u32,
        }
        let damaged = || Error::Damaged("this backup's manifest is damaged".into());
        let form: Form = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        if form.manifest.format > FORMAT {
            return Err(Error::bad(
                "this backup was made by a newer Loopbook; install the newer version to use it. Nothing was changed",
            ));
        }
        let checked: Checked = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        if checked.manifest.check()? != checked.check {
            return Err(damaged());
        }
        Ok(checked.manifest)
    }

    /// Writes it into `folder`, durably.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let text = serde_json::to_vec_pretty(&Checked { check: self.check()?, manifest: self.clone() })?;
        Ok(files::write_whole(&folder.join(MANIFEST), &text)?)
    }

    fn check(&self) -> Result<String> {
        Ok(hex(&Sha256::digest(serde_json::to_vec(self)?)))
    }
}

/// Size and SHA-256 of a file.
pub(super) fn hashed(path: &Path, mut each: impl FnMut() -> Result<()>) -> Result<(u64, String)> {
    let mut file = File::open(path)?;
    let (mut bytes, mut hash, mut block) = (0, Sha256::new(), vec![0; 256 * 1024]);
    loop {
        each()?;
        let read = file.read(&mut block)?;
        if read == 0 {
            return Ok((bytes, hex(&hash.finalize())));
        }
        bytes += read as u64;
        hash.update(&block[..read]);
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
