use std::path::Path;

use serde::Serialize;

use super::make::{ATTACHMENTS, DATABASE, MAKING, bring, bring_whole, copy, remove_folder};
use super::{Manifest, Source, Stop, store, verify};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::AttachmentId;
use crate::keys::{KEYS_COPY, KEYS_FILE};
use crate::review::dispatch;
use crate::store::open::{Access, open};
use crate::store::{Tx, migrate};
use crate::{attachments, entries, files, packs, versions};

/// What trying a backup out came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Rehearsed {
    /// Which backup.
    pub id: String,
    /// When it was made.
    pub at: Instant,
    /// Whether everything in it could be read.
    pub sound: bool,
    /// Entries read, those in the trash too.
    pub entries: u32,
    /// Earlier versions read.
    pub versions: u32,
    /// Attached files opened and read to their end.
    pub attachments: u32,
    /// Sentences of what could not be read.
    pub problems: Vec<String>,
}

/// Tries a backup out: brings it into a temporary place as a restore would, opens it there, reads every entry with its
/// versions and every attached file to the end, and leaves nothing behind.
///
/// # Errors
/// `NotFound`, `Cancelled`, and those of the file system; what is wrong with the backup is the answer.
pub fn rehearse(source: &Source<'_>, id: &str, stop: &Stop) -> Result<Rehearsed> {
    let backup = super::find(source.folder, id)?;
    let place = source.backups().join(format!("{MAKING}rehearsal"));
    remove_folder(&place)?;
    let done = read_all(source, id, &backup, &place, stop);
    remove_folder(&place)?;
    done
}

fn read_all(source: &Source<'_>, id: &str, backup: &Path, place: &Path, stop: &Stop) -> Result<Rehearsed> {
    let problems = verify::problems(backup, None, false, stop)?;
    let mut rehearsed = Rehearsed {
        id: id.into(),
        at: source.clock.now(),
        sound: false,
        entries: 0,
        versions: 0,
        attachments: 0,
        problems,
    };
    let Ok(manifest) = Manifest::read(backup) else { return Ok(rehearsed) };
    rehearsed.at = manifest.at;
    if manifest.key != source.key.mark() {
        rehearsed.problems.push(
            "it was sealed with another key than this journal's, so only its files could be compared: restore it into a new folder to open it".into(),
        );
        return Ok(rehearsed);
    }
    bring_in(backup, place, &manifest)?;
    match each(source, place, &manifest, &mut rehearsed, stop) {
        Err(Error::Damaged(why)) => rehearsed.problems.push(why),
        other => other?,
    }
    rehearsed.sound = rehearsed.problems.is_empty();
    Ok(rehearsed)
}

/// The files of a backup in a folder, as a journal has them: the database a copy of its own, since it will change.
pub(super) fn bring_in(backup: &Path, place: &Path, manifest: &Manifest) -> Result<()> {
    files::make_private_folder(place)?;
    files::make_private_folder(&place.join(ATTACHMENTS))?;
    for file in &manifest.files {
        let (from, to) = (backup.join(&file.name), place.join(&file.name));
        if file.name == DATABASE { copy(&from, &to)? } else { bring(&from, &to)? }
    }
    for name in [KEYS_FILE, KEYS_COPY] {
        bring_whole(&backup.join(name), &place.join(name))?;
    }
    files::fsync_folder(&place.join(ATTACHMENTS))?;
    Ok(files::fsync_folder(place)?)
}

fn each(source: &Source<'_>, place: &Path, manifest: &Manifest, found: &mut Rehearsed, stop: &Stop) -> Result<()> {
    let mut copy = open(&place.join(DATABASE), source.key, Access::Write)?;
    stop.watch(&copy)?;
    found.problems.extend(store::faults(&copy)?);
    if store::holdings(&copy)? != manifest.holds {
        found.problems.push("it does not hold what it says".into());
    }
    // As a newer program would open it.
    migrate::migrate(&mut copy, |_| Ok(()))?;
    let transaction = copy.unchecked_transaction()?;
    let tx = Tx::new(&transaction, source.clock);
    for id in entries::all_ids(&tx)? {
        stop.check()?;
        if entries::find(&tx, id)?.is_none() {
            found.problems.push(format!("the text of entry {id} is missing"));
            continue;
        }
        found.entries += 1;
        found.versions += u32::try_from(versions::all(&tx, id)?.len()).unwrap_or(u32::MAX);
    }
    if found.entries != manifest.holds.all() {
        found.problems.push(format!("{} of {} entries could be read", found.entries, manifest.holds.all()));
    }
    let vault = source.vault.of(place);
    let sealed: Vec<(AttachmentId, i64, String)> =
        attachments::ids(&tx)?.into_iter().chain(packs::files(&tx)?).chain(dispatch::files(&tx)?).collect();
    for (id, bytes, sha256) in sealed {
        stop.check()?;
        // What the journal had lost before is not this backup's fault.
        if manifest.missing.contains(&id.to_string()) {
            continue;
        }
        match vault.fault(id, bytes, &sha256) {
            None => found.attachments += 1,
            Some(problem) => found.problems.push(problem),
        }
    }
    Ok(())
}
