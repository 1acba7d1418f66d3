//! Adding, changing and removing a passphrase or a recovery code: the same key, wrapped anew.

use std::io;
use std::path::Path;

use serde::Serialize;
use zeroize::Zeroizing;

use super::file::{Copy, file_bytes, key_id};
use super::wrap::Wrap;
use super::{Code, Found, KEYS_COPY, KEYS_FILE, KeyError, Master, Secret, Sound, Way};
use crate::files;

/// What becomes of one of the ways.
#[derive(Clone)]
pub enum Change<T> {
    /// It stays as it is.
    Keep,
    /// This one, in the place of the one before.
    Set(T),
    /// None any more.
    Remove,
}

/// What becomes of the ways into a journal. Without a passphrase there is no recovery code either: the key lies open.
#[derive(Clone)]
pub struct Rewrap {
    /// Of the passphrase.
    pub passphrase: Change<Secret>,
    /// Of the recovery code.
    pub recovery: Change<Code>,
}

/// What a journal is locked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Protection {
    /// A passphrase; without one, whoever finds the journal's files can read it.
    pub passphrase: bool,
    /// A recovery code, which works alone.
    pub recovery: bool,
}

/// What the journal in `folder` is locked with. Needs no secret and changes nothing.
///
/// # Errors
/// `Missing`, `Damaged`, `Newer`, `Io`.
pub fn protection(folder: &Path) -> Result<Protection, KeyError> {
    let found = Found::in_folder(folder)?;
    let open = found.chosen.open_master().is_some();
    let has = |is: fn(&Wrap) -> bool| !open && found.chosen.wraps.iter().any(is);
    Ok(Protection {
        passphrase: has(|wrap| matches!(wrap, Wrap::Passphrase { .. })),
        recovery: has(|wrap| matches!(wrap, Wrap::Recovery { .. })),
    })
}

/// Changes the ways into the journal in `folder`, for somebody who has one of them. The caller holds the journal's lock.
/// Both copies of the file are written, each whole or not at all; a crash in between leaves the new ways in the first
/// copy, which counts, and the next opening puts the second right.
///
/// # Errors
/// Those of opening; `Unfit`; `NoSuchWay` for a recovery code without a passphrase; `OtherCopy`; `Io`, and then nothing
/// is changed; `HalfWritten`.
pub fn rewrap(folder: &Path, proof: &Way, change: &Rewrap) -> Result<(), KeyError> {
    let Found { chosen, other, other_name } = Found::in_folder(folder)?;
    let ours = match &other {
        Copy::Sound(other) => other.is_of_same_key(&chosen)?,
        Copy::Missing | Copy::Damaged => true,
        Copy::Newer(_) | Copy::Failed(_) => false,
    };
    if !ours {
        return Err(KeyError::OtherCopy(other_name));
    }
    let master = chosen.open(proof)?;
    let before = chosen.bytes.clone();
    let after = changed(chosen, &master, change)?;
    write_both(folder, &before, &after)
}

/// The bytes as they are to be; they open with what was set, or this fails.
fn changed(chosen: Sound, master: &Master, change: &Rewrap) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let journal = chosen.journal;
    let Sound { wraps: old, others, .. } = chosen;
    let (mut passphrase, mut recovery, mut unknown) = (None, None, Vec::new());
    for wrap in old {
        match wrap {
            Wrap::None(_) if crate::mutant::is("a passphrase leaves the key open") => unknown.push(wrap),
            Wrap::None(_) => {}
            Wrap::Passphrase { .. } => passphrase = Some(wrap),
            Wrap::Recovery { .. } => recovery = Some(wrap),
            Wrap::Unknown(_) => unknown.push(wrap),
        }
    }
    match &change.passphrase {
        Change::Keep => {}
        Change::Set(secret) => passphrase = Some(Wrap::with_passphrase(journal, master, secret)?),
        Change::Remove => passphrase = None,
    }
    match &change.recovery {
        Change::Keep => {}
        Change::Set(_) if passphrase.is_none() => return Err(KeyError::NoSuchWay("passphrase")),
        Change::Set(code) => recovery = Some(Wrap::with_code(journal, master, code)?),
        Change::Remove => recovery = None,
    }
    let wraps: Vec<Wrap> = match passphrase {
        Some(passphrase) => [Some(passphrase), recovery].into_iter().flatten().chain(unknown).collect(),
        None => std::iter::once(Wrap::None(master.clone())).chain(unknown).collect(),
    };
    let bytes = file_bytes(journal, &key_id(master)?, &wraps, &others);
    check(&bytes, master, change)?;
    Ok(bytes)
}

/// That what is about to be written opens: nobody is locked out by a fault of ours.
fn check(bytes: &Zeroizing<Vec<u8>>, master: &Master, change: &Rewrap) -> Result<(), KeyError> {
    let Copy::Sound(sound) = Copy::parse(bytes.clone()) else { return Err(KeyError::Damaged) };
    let mut ways = Vec::new();
    if let Change::Set(secret) = &change.passphrase {
        ways.push(Way::Passphrase(secret.clone()));
    }
    if let Change::Set(code) = &change.recovery {
        ways.push(Way::Recovery(code.clone()));
    }
    if let Change::Remove = &change.passphrase {
        ways.push(Way::Alone);
    }
    for way in ways {
        if sound.open(&way)? != *master {
            return Err(KeyError::Damaged);
        }
    }
    Ok(())
}

fn write_both(folder: &Path, before: &[u8], after: &[u8]) -> Result<(), KeyError> {
    let (first, second) = (folder.join(KEYS_FILE), folder.join(KEYS_COPY));
    let written = files::write_whole(&first, after).and_then(|()| files::write_whole(&second, after));
    let Err(error) = written else { return Ok(()) };
    // The second may be in place too, where only its folder could not be flushed: it goes back first, since the first
    // is the one that counts.
    let back = |path: &Path| match std::fs::read(path) {
        Ok(found) if found == after => files::write_whole(path, before),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    };
    match back(&second).and_then(|()| back(&first)) {
        Ok(()) => Err(error.into()),
        Err(_) => Err(KeyError::HalfWritten(error)),
    }
}

/// Whether the journals in two folders have one master key; none where that cannot be known without opening one of them.
/// Needs no secret and changes nothing.
///
/// # Errors
/// `Missing`, `Damaged`, `Newer`, `Io`.
pub fn are_of_one_key(folder: &Path, other: &Path) -> Result<Option<bool>, KeyError> {
    let (ours, theirs) = (Found::in_folder(folder)?.chosen, Found::in_folder(other)?.chosen);
    Ok(ours.named_key()?.zip(theirs.named_key()?).map(|(one, two)| one == two))
}

/// Lets a keys file elsewhere, such as that of a backup, follow the journal in `folder`: afterwards it opens with what
/// the journal opens with now, and no longer with what it opened with before. Needs no secret, since both are wraps of
/// the same key. Answers whether it was changed.
///
/// # Errors
/// `OtherCopy` where the two are not, or cannot be known to be, of the same key: it is left alone then; `Damaged`, `Newer`,
/// `Missing`, `Io`.
pub fn follow(folder: &Path, keys_file: &Path) -> Result<bool, KeyError> {
    let ours = Found::in_folder(folder)?.chosen;
    let theirs = match Copy::read(keys_file) {
        Copy::Sound(theirs) => theirs,
        Copy::Missing => return Err(KeyError::Missing),
        Copy::Damaged => return Err(KeyError::Damaged),
        Copy::Newer(format) => return Err(KeyError::Newer { format }),
        Copy::Failed(error) => return Err(error.into()),
    };
    let same = ours.named_key()?.zip(theirs.named_key()?).is_some_and(|(one, two)| one == two);
    if !same || ours.journal != theirs.journal {
        return Err(KeyError::OtherCopy(KEYS_FILE));
    }
    if ours.bytes == theirs.bytes {
        return Ok(false);
    }
    files::write_whole(keys_file, &ours.bytes)?;
    Ok(true)
}
