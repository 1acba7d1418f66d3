//! What was deleted for good, in the backups: which of them still hold it, and those made anew without it.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::make::{DATABASE, MAKING, make_from, remove, remove_folder};
use super::rehearse::bring_in;
use super::takeover::{self, Aside};
use super::{Backup, Manifest, Reason, Source, Stop, list, store};
use crate::attachments::Vault;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::files;
use crate::id::{AttachmentId, EntryId};
use crate::store::open::{Access, open};
use crate::store::{Tx, migrate};

/// Where something that was deleted still is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Holding {
    /// Backups that hold it.
    pub backups: Vec<Backup>,
    /// Backups that cannot be looked into, because they are damaged or sealed with another key: they may hold it.
    pub unknown: Vec<Backup>,
    /// States of the journal that were put aside and hold it.
    pub asides: Vec<Aside>,
}

/// Which backups and put-aside states of the journal hold any of these entries.
///
/// # Errors
/// Those of the file system and the database.
pub fn holding(source: &Source<'_>, ids: &[EntryId], stop: &Stop) -> Result<Holding> {
    let mut found = Holding::default();
    for backup in list::list(source.folder)? {
        stop.check()?;
        match holds(source, &source.backups().join(&backup.id), ids) {
            Ok(true) => found.backups.push(backup),
            Ok(false) => {}
            Err(_) => found.unknown.push(backup),
        }
    }
    for aside in takeover::asides(source.folder, source.clock)? {
        // One that does not open was the damaged one: it holds what it held.
        if holds(source, &source.folder.join(&aside.id), ids).unwrap_or(true) {
            found.asides.push(aside);
        }
    }
    Ok(found)
}

fn holds(source: &Source<'_>, folder: &Path, ids: &[EntryId]) -> Result<bool> {
    store::holds_any(&open(&folder.join(DATABASE), source.key, Access::Read)?, ids)
}

/// Makes a backup anew by what `delete` leaves of it, and deletes the one there was. It keeps its time and whether it is
/// pinned, and says that it was cleared.
///
/// # Errors
/// `NotFound`; what `delete` answers; those of the file system: the backup is then as it was.
pub fn clear(
    source: &Source<'_>,
    id: &str,
    delete: impl FnOnce(&mut Tx<'_>, &Vault) -> Result<Vec<AttachmentId>>,
    stop: &Stop,
) -> Result<Backup> {
    let folder = list::find(source.folder, id)?;
    let work = source.backups().join(format!("{MAKING}clearing"));
    remove_folder(&work)?;
    let cleared = (|| {
        let manifest = Manifest::read(&folder)?;
        if manifest.key != source.key.mark() {
            return Err(Error::bad("this backup was sealed with another key: delete it, or leave it as it is"));
        }
        bring_in(&folder, &work, &manifest)?;
        let at = manifest.at;
        let clock = Clock::with(move || at, source.clock.zone());
        let vault = source.vault.of(&work);
        let mut copy = open(&work.join(DATABASE), source.key, Access::Write)?;
        migrate::migrate(&mut copy, |_| Ok(()))?;
        let transaction = copy.transaction()?;
        let gone = delete(&mut Tx::new(&transaction, &clock), &vault)?;
        transaction.commit()?;
        vault.delete_marked(&gone)?;
        let there = Source { folder: &work, key: source.key, vault: &vault, clock: &clock };
        let made = make_from(&there, &copy, Reason::Cleared, stop)?;
        drop(copy);
        let (from, to) = (there.backups().join(&made.id), source.backups().join(free_name(source, &made.id)));
        if folder.join(list::PINNED).exists() {
            files::write_whole(&from.join(list::PINNED), b"")?;
        }
        // What was accepted of its size is accepted of this one.
        files::write_whole(&from.join(list::ACCEPTED), b"")?;
        fs::rename(&from, &to)?;
        files::fsync_folder(&source.backups())?;
        remove(&folder)?;
        list::read(&to)
    })();
    remove_folder(&work)?;
    cleared
}

fn free_name(source: &Source<'_>, name: &str) -> String {
    let taken = |name: &str| source.backups().join(name).exists();
    let mut free = name.to_owned();
    let mut number = 2;
    while taken(&free) {
        free = format!("{name}-{number}");
        number += 1;
    }
    free
}
