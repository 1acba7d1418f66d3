use std::path::Path;

use serde::Serialize;

use super::make::DATABASE;
use super::manifest::hashed;
use super::{Manifest, Stop, store};
use crate::error::{Error, Result};
use crate::keys::{self, KeyError};
use crate::store::open::{Access, open};
use crate::store::{DatabaseKey, migrate};

/// What looking at a backup found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Verified {
    /// Whether all is as it was written.
    pub sound: bool,
    /// Whether its database was opened: false where it was sealed with another key than the journal's own.
    pub opened: bool,
    /// Sentences of what is wrong.
    pub problems: Vec<String>,
}

/// Holds a backup to its manifest: every file's hash, the keys, the database's own checks, the figures. Nothing is
/// written.
///
/// # Errors
/// `Cancelled`; what is wrong with the backup itself is the answer.
pub fn verify(folder: &Path, key: &DatabaseKey, stop: &Stop) -> Result<Verified> {
    let key = match Manifest::read(folder) {
        Ok(manifest) if manifest.key != key.mark() => None,
        _ => Some(key),
    };
    let problems = problems(folder, key, false, stop)?;
    Ok(Verified { sound: problems.is_empty(), opened: key.is_some(), problems })
}

/// Sentences of what is wrong with a backup; its database is left closed where there is no key for it.
pub(super) fn problems(folder: &Path, key: Option<&DatabaseKey>, fresh: bool, stop: &Stop) -> Result<Vec<String>> {
    match look(folder, key, fresh, stop) {
        Err(Error::Damaged(why) | Error::BadInput(why)) => Ok(vec![why]),
        other => other,
    }
}

fn look(folder: &Path, key: Option<&DatabaseKey>, fresh: bool, stop: &Stop) -> Result<Vec<String>> {
    let manifest = Manifest::read(folder)?;
    let mut problems = Vec::new();
    for file in &manifest.files {
        stop.check()?;
        let path = folder.join(&file.name);
        let found = match std::fs::metadata(&path) {
            Ok(found) => found.len(),
            Err(_) => {
                problems.push(format!("{} is missing from the backup", file.name));
                continue;
            }
        };
        if found != file.bytes || (!fresh && hashed(&path, || stop.check())?.1 != file.sha256) {
            problems.push(format!("{} in the backup is not what was written", file.name));
        }
    }
    if matches!(keys::protection(folder), Err(KeyError::Missing | KeyError::Damaged)) {
        problems.push("the backup's key file is missing or damaged".into());
    }
    // A database whose bytes are not those written is not opened: it could only say the same in other words.
    if let Some(key) = key
        && problems.is_empty()
    {
        let copy = open(&folder.join(DATABASE), key, Access::Read)?;
        stop.watch(&copy)?;
        problems.extend(store::faults(&copy)?);
        if store::holdings(&copy)? != manifest.holds
            || migrate::version(&copy)? != manifest.schema
            || store::journal(&copy)? != manifest.journal
        {
            problems.push("the backup does not hold what its manifest says".into());
        }
        let listed = |id: &String| manifest.files.iter().any(|file| file.name.ends_with(id.as_str()));
        for id in store::sealed_files(&copy)?.iter().map(ToString::to_string) {
            if !listed(&id) && !manifest.missing.contains(&id) {
                problems.push(format!("the attached file {id} is not in the backup"));
            }
        }
    }
    Ok(problems)
}
