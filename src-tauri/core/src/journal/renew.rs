//! A new key for the whole journal, for a passphrase that somebody else knows: everything is encrypted anew.
//!
//! The new journal is made inside the folder of the old one, in `renewing/`, and looked at. Then one marker, written whole
//! or not at all, decides: until it is there, the old journal counts and what was made is thrown away; from then on the
//! new one counts, and its parts are moved into place, however often that is broken off. Nobody opens a journal before
//! [`resolve`] has been there, under the journal's lock.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::{DATABASE, JournalLock, faults, folder};
use crate::error::{Error, Result};
use crate::files;
use crate::id::AttachmentId;
use crate::keys::{Keys, Locks, Way};
use crate::store::open::{Access, DatabaseKey, open};
use crate::store::rekey::copy_under;
use seal::{Opener, SealKey, Sealer};

/// Where the new journal is made.
const MAKING: &str = "renewing";
/// Where the parts of the old one wait until they are deleted.
const BEFORE: &str = "renewed-before";
/// There from the moment on in which the new one counts.
const DECIDED: &str = "journal.renewed";
const ATTACHMENTS: &str = "attachments";
/// Bytes read at once.
const BLOCK: u64 = 1024 * 1024;

/// Called before every step, with its name: a test breaks off here.
type Step<'s> = &'s dyn Fn(&str) -> Result<()>;

/// Encrypts the journal in `folder`, which nobody has open, anew under a new key that opens with `locks` alone. Copies and
/// backups made before still open with what opened them then.
///
/// # Errors
/// `InUse`; `Key` for a wrong `proof`; `Damaged` where an attached file cannot be read; those of the file system. The
/// journal is then as it was.
pub fn renew(folder: &Path, proof: &Way, locks: &Locks) -> Result<()> {
    let _lock = JournalLock::take(folder)?;
    let made = make(folder, proof, locks, &|_| Ok(()));
    if made.is_err() {
        // Half of a new journal; if it cannot be thrown away now, the next opening does.
        resolve(folder)?;
        return made;
    }
    finish(folder, &|_| Ok(()))
}

/// Ends what a crash broke off, one way or the other. The caller holds the journal's lock.
pub(super) fn resolve(folder: &Path) -> Result<()> {
    if folder.join(DECIDED).exists() {
        return finish(folder, &|_| Ok(()));
    }
    remove_all(&folder.join(MAKING))
}

/// Makes the new journal beside the old one, up to the moment in which it counts.
fn make(folder: &Path, proof: &Way, locks: &Locks, step: Step<'_>) -> Result<()> {
    resolve(folder)?;
    let (old, _) = Keys::open(folder, proof)?;
    let making = folder.join(MAKING);
    step("folder")?;
    files::make_private_folder(&making)?;
    step("keys")?;
    let new = Keys::create(&making, old.journal_id(), Some(locks))?;
    let (old_key, new_key) = (DatabaseKey::new(old.database()), DatabaseKey::new(new.database()));
    let unclean = folder::was_left_open(folder);
    let writer = open(&folder.join(DATABASE), &old_key, Access::Write)?;
    if unclean {
        faults::refuse_damaged(&writer)?;
    }
    step("database")?;
    copy_under(&writer, &making.join(DATABASE), &old_key, &new_key)?;
    drop(writer);
    let copy = open(&making.join(DATABASE), &new_key, Access::Read)?;
    folder::signed_by(&copy, &new)?;
    // Whoever wrote it has closed it: nothing of it is left in a log.
    if let Some(fault) = faults::all(&copy, || Ok(true))?.first() {
        return Err(Error::Damaged(format!("the copy of the database is not sound ({fault}). Nothing was changed")));
    }
    drop(copy);
    // Copies from before an upgrade of the database.
    for name in
        names_in(folder)?.into_iter().filter(|name| name.starts_with("journal-before-") && name.ends_with(".db"))
    {
        step("copy")?;
        let before = open(&folder.join(&name), &old_key, Access::Read)?;
        copy_under(&before, &making.join(&name), &old_key, &new_key)?;
    }
    let (from, to) = (folder.join(ATTACHMENTS), making.join(ATTACHMENTS));
    attachments(&from, &to, old.attachments(), new.attachments(), step)?;
    let aside = "unused";
    if from.join(aside).exists() {
        attachments(&from.join(aside), &to.join(aside), old.attachments(), new.attachments(), step)?;
    }
    files::fsync_folder(&making)?;
    step("decide")?;
    Ok(files::write_whole(&folder.join(DECIDED), b"The journal in the folder renewing takes the place of this one.\n")?)
}

/// Puts the new journal in the place of the old one, and deletes that.
fn finish(folder: &Path, step: Step<'_>) -> Result<()> {
    let (making, before) = (folder.join(MAKING), folder.join(BEFORE));
    step("before")?;
    files::make_private_folder(&before)?;
    if making.join(DATABASE).exists() {
        step("shadow")?;
        // Of the old database: all of it is in the new one.
        for name in [format!("{DATABASE}-wal"), format!("{DATABASE}-shm")] {
            remove_file(&folder.join(name))?;
        }
        remove_all(&folder.join("index"))?;
    }
    if making.exists() {
        // The database last, since it tells that its log was the old one's.
        let (database, others): (Vec<_>, Vec<_>) = names_in(&making)?.into_iter().partition(|name| name == DATABASE);
        for name in others.into_iter().chain(database) {
            let place = folder.join(&name);
            if place.symlink_metadata().is_ok() {
                step("aside")?;
                fs::rename(&place, before.join(&name))?;
            }
            step("into place")?;
            fs::rename(making.join(&name), &place)?;
        }
        files::fsync_folder(folder)?;
    }
    step("delete")?;
    remove_all(&before)?;
    remove_all(&making)?;
    files::fsync_folder(folder)?;
    step("done")?;
    remove_file(&folder.join(DECIDED))?;
    Ok(files::fsync_folder(folder)?)
}

/// Every sealed file of a folder, sealed anew and read once more.
fn attachments(from: &Path, to: &Path, old: &SealKey, new: &SealKey, step: Step<'_>) -> Result<()> {
    files::make_private_folder(to)?;
    if !from.exists() {
        return Ok(());
    }
    for name in names_in(from)? {
        if name.parse::<AttachmentId>().is_err() || !from.join(&name).is_file() {
            continue;
        }
        step("attachment")?;
        let mut sealer = Sealer::new(files::create_private(&to.join(&name))?, new, &name)?;
        let before = each_block(&from.join(&name), old, &name, &mut |block| Ok(sealer.write_all(block)?))?;
        sealer.finish()?.sync_all()?;
        if before != each_block(&to.join(&name), new, &name, &mut |_| Ok(()))? {
            return Err(unreadable(&name));
        }
    }
    Ok(files::fsync_folder(to)?)
}

/// Reads a sealed file block by block; the SHA-256 of what it says.
fn each_block(path: &Path, key: &SealKey, name: &str, take: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<Vec<u8>> {
    let mut opener = Opener::new(File::open(path)?, key, name).map_err(|_| unreadable(name))?;
    let (mut at, mut digest) = (0, Sha256::new());
    while at < opener.len() {
        let end = (at + BLOCK).min(opener.len());
        let block = opener.read_range(at..end).map_err(|_| unreadable(name))?;
        digest.update(&block);
        take(&block)?;
        at = end;
    }
    if opener.is_empty() {
        opener.read_range(0..0).map_err(|_| unreadable(name))?;
    }
    Ok(digest.finalize().to_vec())
}

fn unreadable(name: &str) -> Error {
    Error::Damaged(format!("the attached file {name} cannot be read, so no new key was made. Nothing was changed"))
}

fn names_in(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for item in fs::read_dir(folder)? {
        names.push(item?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn remove_all(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn remove_file(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::change::Op;
    use crate::entries::{self, EntryFields};
    use crate::keys::Secret;
    use crate::{Clock, Journal};

    const OLD: &str = "lantern omit gravel seventy";
    const NEW: &str = "another one altogether";

    fn locks(text: &str) -> Locks {
        Locks { passphrase: Secret::new(text), recovery: None }
    }

    fn way(text: &str) -> Way {
        Way::Passphrase(Secret::new(text))
    }

    /// A journal with an entry, an attached file and a file put aside.
    fn journal(folder: &Path) {
        let journal = Journal::create_with(folder, Clock::system(), Some(&locks(OLD))).unwrap();
        let fields = EntryFields { body: Some("Noor waited.".into()), ..EntryFields::default() };
        let entry = journal.write(Op::AddEntry, |tx| entries::add(tx, fields)).unwrap();
        let staged = journal.vault().stage(&mut vec![7_u8; 100_000].as_slice()).unwrap();
        let staged = staged.to_string();
        let add = crate::attachments::AddAttachment { entry: entry.id, staged, name: "notes.bin".into() };
        journal.write(Op::AddAttachment, |tx| crate::attachments::add(tx, journal.vault(), &add)).unwrap();
        journal.vault().put(&mut b"put aside".as_slice()).unwrap();
        drop(journal);
        // What no entry names is put aside by opening.
        drop(Journal::open_with(folder, Clock::system(), &way(OLD)).unwrap());
    }

    /// Which of the two opens it; it is whole, and nothing else lies about.
    fn opens_with(folder: &Path) -> &'static str {
        let mut found = Vec::new();
        for passphrase in [OLD, NEW] {
            let Ok(journal) = Journal::open_with(folder, Clock::system(), &way(passphrase)) else { continue };
            found.push(passphrase);
            assert_eq!(journal.read(entries::totals).unwrap(), (1, 2));
            let files = journal.read(crate::attachments::ids).unwrap();
            assert_eq!(files.len(), 1);
            for (id, bytes, sha256) in &files {
                assert_eq!(journal.vault().fault(*id, *bytes, sha256), None);
            }
            assert!(journal.check_database().unwrap().is_empty());
        }
        assert_eq!(found.len(), 1, "exactly one");
        for name in [MAKING, BEFORE, DECIDED] {
            assert!(!folder.join(name).exists(), "{name}");
        }
        found[0]
    }

    #[test]
    fn after_a_new_key_the_old_keys_file_opens_nothing_and_all_is_there() {
        let temp = tempfile::tempdir().unwrap();
        journal(temp.path());
        let old_keys = fs::read(temp.path().join("keys.json")).unwrap();
        assert!(matches!(renew(temp.path(), &way(NEW), &locks(NEW)), Err(Error::Key(_))));
        assert_eq!(opens_with(temp.path()), OLD);
        renew(temp.path(), &way(OLD), &locks(NEW)).unwrap();
        assert_eq!(opens_with(temp.path()), NEW);
        // Somebody who kept the old file and knows the old passphrase.
        for name in ["keys.json", "keys.copy.json"] {
            fs::write(temp.path().join(name), &old_keys).unwrap();
        }
        assert!(Journal::open_with(temp.path(), Clock::system(), &way(OLD)).is_err());
    }

    #[test]
    fn broken_off_at_any_step_exactly_one_whole_journal_is_left() {
        let whole = tempfile::tempdir().unwrap();
        journal(whole.path());
        let (mut old, mut new) = (0, 0);
        for at in 0.. {
            let temp = tempfile::tempdir().unwrap();
            copy(whole.path(), temp.path());
            let steps = Cell::new(0);
            let step = |name: &str| {
                steps.set(steps.get() + 1);
                if steps.get() > at { Err(Error::bad(name)) } else { Ok(()) }
            };
            let done = make(temp.path(), &way(OLD), &locks(NEW), &step).and_then(|()| finish(temp.path(), &step));
            match opens_with(temp.path()) {
                OLD => old += 1,
                _ => new += 1,
            }
            if done.is_ok() {
                break;
            }
        }
        assert!(old >= 6 && new >= 6, "{old} {new}");
    }

    #[test]
    fn an_attached_file_that_cannot_be_read_stops_it_and_nothing_is_changed() {
        let temp = tempfile::tempdir().unwrap();
        journal(temp.path());
        let folder = temp.path().join(ATTACHMENTS);
        let name = names_in(&folder).unwrap().into_iter().find(|name| name.parse::<AttachmentId>().is_ok()).unwrap();
        let sound = fs::read(folder.join(&name)).unwrap();
        fs::write(folder.join(&name), &sound[..sound.len() - 1]).unwrap();
        assert!(renew(temp.path(), &way(OLD), &locks(NEW)).is_err());
        fs::write(folder.join(&name), sound).unwrap();
        assert_eq!(opens_with(temp.path()), OLD);
    }

    fn copy(from: &Path, to: &Path) {
        for item in fs::read_dir(from).unwrap() {
            let item = item.unwrap();
            let place = to.join(item.file_name());
            if item.file_type().unwrap().is_dir() {
                fs::create_dir(&place).unwrap();
                copy(&item.path(), &place);
            } else {
                fs::copy(item.path(), place).unwrap();
            }
        }
    }
}
