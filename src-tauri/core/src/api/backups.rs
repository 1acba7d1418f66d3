use serde::{Deserialize, Serialize};

use super::entries::SomeEntries;
use super::{Api, Nothing, Place};
use crate::attachments::Vault;
use crate::backup::plain::{self, PlainExit};
use crate::backup::restore::{self, Restored};
use crate::backup::takeover::{self, Aside};
use crate::backup::{self, Backup, Holding, OtherKeys, Reason, Rehearsed, Verified};
use crate::entries::{self, EntryRow, Purge};
use crate::error::{Error, Result};
use crate::id::{AttachmentId, ClaimId, DispatchId, EntryId, PackId};
use crate::journal::BackupState;
use crate::keys::Secret;
use crate::packs;
use crate::review::dispatch;
use crate::store::Tx;

/// At most this many of the entries that a restored journal would lack are named.
const NAMED: usize = 50;

/// One backup.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneBackup {
    /// Which; the last good one where none is named.
    pub id: Option<String>,
}

/// One backup, by its name.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct NamedBackup {
    /// Which.
    pub id: String,
}

/// Whether a backup is kept until told.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct PinBackup {
    /// Which.
    pub id: String,
    /// Kept until told, or left to the rule.
    pub pinned: bool,
}

/// A copy of a backup elsewhere.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct CopyBackup {
    /// Which; the last good one where none is named.
    pub id: Option<String>,
    /// A folder that is not there yet.
    pub place: Place,
}

/// Where everything is to be written as plain text.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct PlainExitInto {
    /// A folder that is there: a new one is made in it.
    pub place: Place,
}

/// Where backups are to go besides.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct SecondPlace {
    /// A folder, on a stick or another disk.
    pub place: Place,
    /// What they are put under there; it is kept in the journal, so that nobody is asked each time.
    pub passphrase: Secret,
}

/// What was deleted for good and is to go from the backups, too.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ClearBackups {
    /// Which entries.
    pub ids: Vec<EntryId>,
    /// Claims that went with them; one that a backup's state still needs stays there.
    pub claims: Option<Vec<ClaimId>>,
    /// Packs whose kept bytes go, too.
    pub packs: Option<Vec<PackId>>,
    /// The same of answers that went back to readers.
    pub dispatches: Option<Vec<DispatchId>>,
}

/// What became of the backups that held it.
#[derive(Clone, Debug, Default, Serialize, ts_rs::TS)]
pub struct Cleared {
    /// Made anew without it.
    pub cleared: Vec<Backup>,
    /// Still as they were: they could not be made anew.
    pub left: Vec<Backup>,
}

/// A backup that is one file under a passphrase, such as one from the second place.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct RestoreFile {
    /// The file.
    pub place: Place,
    /// What it was put under.
    pub passphrase: Secret,
}

/// A state of the journal that was put aside.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneAside {
    /// Which.
    pub id: String,
}

/// All there is to fall back on.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Backups {
    /// The backups, newest first.
    pub backups: Vec<Backup>,
    /// States of the journal that something else took the place of, newest first.
    pub asides: Vec<Aside>,
    /// How the last ones went.
    pub state: BackupState,
    /// The folder where they go besides, each as one file under a passphrase.
    pub second_place: Option<String>,
    /// The folder where everything is written as plain text each week.
    pub plain_place: Option<String>,
    /// When it last was.
    pub plain_written: Option<crate::clock::Instant>,
}

/// What would take the journal's place.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct RestorePrepared {
    /// The backup.
    pub restored: Restored,
    /// Entries written or changed since, which would not be in it as they are now.
    pub newer: u32,
    /// The first of them.
    pub newer_rows: Vec<EntryRow>,
}

pub(super) fn list(api: &Api<'_>, _: Nothing) -> Result<Backups> {
    let journal = api.journal;
    let mut backups = backup::list(journal.folder())?;
    backups.reverse();
    let mut asides = takeover::asides(journal.folder(), journal.clock())?;
    asides.reverse();
    let (plain_place, plain_written) = journal.plain_place()?.map(|plain| (plain.place, plain.last)).unzip();
    Ok(Backups {
        backups,
        asides,
        state: journal.backup_state(),
        second_place: journal.second_place()?,
        plain_place,
        plain_written: plain_written.flatten(),
    })
}

pub(super) fn make(api: &Api<'_>, _: Nothing) -> Result<Backup> {
    api.journal.back_up(Reason::Asked)
}

pub(super) fn verify(api: &Api<'_>, request: OneBackup) -> Result<Verified> {
    api.journal.with_backups(|source, stop| {
        let folder = backup::find(source.folder, &named(source.folder, request.id)?)?;
        backup::verify(&folder, source.key, stop)
    })
}

pub(super) fn rehearse(api: &Api<'_>, request: OneBackup) -> Result<Rehearsed> {
    api.journal.with_backups(|source, stop| backup::rehearse(source, &named(source.folder, request.id)?, stop))
}

pub(super) fn pin(api: &Api<'_>, request: PinBackup) -> Result<()> {
    changed(api, |folder| backup::pin(folder, &request.id, request.pinned))
}

pub(super) fn accept(api: &Api<'_>, _: Nothing) -> Result<()> {
    changed(api, backup::accept)
}

pub(super) fn delete(api: &Api<'_>, request: NamedBackup) -> Result<()> {
    changed(api, |folder| backup::delete(folder, &request.id))
}

pub(super) fn copy(api: &Api<'_>, request: CopyBackup) -> Result<Backup> {
    let to = api.places.path(&request.place)?;
    api.journal.with_backups(|source, stop| {
        let id = named(source.folder, request.id)?;
        backup::copy_out(&backup::find(source.folder, &id)?, &to, stop)
    })
}

pub(super) fn prepare(api: &Api<'_>, request: OneBackup) -> Result<RestorePrepared> {
    let journal = api.journal;
    // The one to be restored first: making another must not let it go.
    let id = named(journal.folder(), request.id)?;
    journal.back_up_before(Reason::BeforeRestore)?;
    let restored = journal.with_backups(|source, stop| {
        restore::prepare(source.folder, &backup::find(source.folder, &id)?, Some(source.key), stop)
    })?;
    told(api, restored)
}

pub(super) fn prepare_file(api: &Api<'_>, request: RestoreFile) -> Result<RestorePrepared> {
    let journal = api.journal;
    let file = api.places.path(&request.place)?;
    journal.back_up_before(Reason::BeforeRestore)?;
    let restored = journal.with_backups(|source, stop| {
        restore::prepare_file(source.folder, &file, &request.passphrase, Some(source.key), stop)
    })?;
    told(api, restored)
}

/// What would come, and what it would lack.
fn told(api: &Api<'_>, restored: Restored) -> Result<RestorePrepared> {
    api.journal.read(|tx| {
        let newer = entries::changed_since(tx, restored.at)?;
        let newer_rows =
            newer.iter().take(NAMED).filter_map(|id| entries::row(tx, *id).transpose()).collect::<Result<_>>()?;
        Ok(RestorePrepared { restored, newer: u32::try_from(newer.len()).unwrap_or(u32::MAX), newer_rows })
    })
}

pub(super) fn other_keys(api: &Api<'_>, _: Nothing) -> Result<OtherKeys> {
    api.journal.with_backups(|source, _| backup::of_other_keys(source))
}

pub(super) fn forget_other_keys(api: &Api<'_>, _: Nothing) -> Result<OtherKeys> {
    let gone = api.journal.with_backups(backup::forget_other_keys);
    api.journal.announce_backups();
    gone
}

pub(super) fn forget(api: &Api<'_>, _: Nothing) -> Result<()> {
    api.journal.with_backups(|source, _| restore::forget(source.folder))
}

pub(super) fn delete_aside(api: &Api<'_>, request: OneAside) -> Result<()> {
    api.journal.with_backups(|source, _| takeover::delete_aside(source.folder, &request.id, source.clock))?;
    api.journal.announce_backups();
    Ok(())
}

pub(super) fn set_second_place(api: &Api<'_>, request: SecondPlace) -> Result<()> {
    let place = api.places.path(&request.place)?;
    api.journal.set_second_place(Some((&place, &request.passphrase)))
}

pub(super) fn forget_second_place(api: &Api<'_>, _: Nothing) -> Result<()> {
    api.journal.set_second_place(None)
}

/// Writes it once now, so that it is known to work, and then each week.
pub(super) fn set_plain_place(api: &Api<'_>, request: PlainExitInto) -> Result<PlainExit> {
    let written = plain_exit(api, request.clone())?;
    api.journal.set_plain_place(Some(&api.places.path(&request.place)?))?;
    Ok(written)
}

pub(super) fn forget_plain_place(api: &Api<'_>, _: Nothing) -> Result<()> {
    api.journal.set_plain_place(None)
}

pub(super) fn plain_exit(api: &Api<'_>, request: PlainExitInto) -> Result<PlainExit> {
    let into = api.places.path(&request.place)?;
    api.journal.read(|tx| plain::plain_exit(tx, api.journal.vault(), api.journal.id(), &into))
}

pub(super) fn holding(api: &Api<'_>, request: SomeEntries) -> Result<Holding> {
    api.journal.with_backups(|source, stop| backup::holding(source, &request.ids, stop))
}

/// One that cannot be made anew keeps none of the others from it.
pub(super) fn clear(api: &Api<'_>, request: ClearBackups) -> Result<Cleared> {
    let cleared = api.journal.with_backups(|source, stop| {
        let mut done = Cleared::default();
        for backup in backup::holding(source, &request.ids, stop)?.backups {
            match backup::clear(source, &backup.id, |tx, vault| gone(tx, vault, &request), stop) {
                Ok(cleared) => done.cleared.push(cleared),
                Err(Error::Cancelled) => return Err(Error::Cancelled),
                Err(error) => {
                    tracing::warn!(%error, "a backup could not be made anew");
                    done.left.push(backup);
                }
            }
        }
        Ok(done)
    });
    api.journal.announce_backups();
    cleared
}

/// Deletes from an older state of the journal what was deleted from this one. What only that state knows of stays.
fn gone(tx: &mut Tx<'_>, vault: &Vault, request: &ClearBackups) -> Result<Vec<AttachmentId>> {
    let known = entries::all_ids(tx)?;
    let ids: Vec<EntryId> = request.ids.iter().copied().filter(|id| known.contains(id)).collect();
    let mut files = packs::forget_unsent(tx, vault)?;
    let holding: Vec<PackId> = packs::holding(tx, &ids)?.iter().map(|pack| pack.id).collect();
    for pack in request.packs.iter().flatten().filter(|pack| holding.contains(pack)) {
        files.extend(packs::forget(tx, vault, *pack)?);
    }
    let sent = dispatch::holding(tx, &ids)?;
    let chosen = request.dispatches.as_deref().unwrap_or_default();
    let sent: Vec<DispatchId> = sent.iter().map(|one| one.id).filter(|id| chosen.contains(id)).collect();
    files.extend(dispatch::forget(tx, vault, &sent)?);
    entries::trash(tx, &ids)?;
    let unused = entries::purge_preview(tx, &ids)?.claims;
    let chosen = request.claims.as_deref().unwrap_or_default();
    let claims = unused.iter().map(|claim| claim.id).filter(|id| chosen.contains(id)).collect();
    let purge = Purge { ids, claims, packs: None, dispatches: None };
    files.extend(entries::purge(tx, vault, &purge)?);
    Ok(files)
}

fn changed(api: &Api<'_>, work: impl FnOnce(&std::path::Path) -> Result<()>) -> Result<()> {
    api.journal.with_backups(|source, _| work(source.folder))?;
    api.journal.announce_backups();
    Ok(())
}

/// The one that was named, or the last good one.
fn named(folder: &std::path::Path, id: Option<String>) -> Result<String> {
    match id {
        Some(id) => Ok(id),
        None => backup::list(folder)?
            .into_iter()
            .rfind(|backup| backup.fault.is_none())
            .map(|backup| backup.id)
            .ok_or_else(|| Error::bad("there is no backup yet: make one first")),
    }
}
