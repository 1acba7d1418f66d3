//! How a journal is made and opened, and what is put in order at every open.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::folder::{self, JournalLock};
use super::{DATABASE, Journal, Shared, backups, faults, indexer, lock, quiet, readers, renew, soundness};
use crate::attachments::Vault;
use crate::backup;
use crate::change::{Change, Op, kinds_of};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::files;
use crate::keys::{self, Healed, Keys, Locks, Way};
use crate::progress::Progress;
use crate::search::Search;
use crate::store::migrate;
use crate::store::open::{Access, DatabaseKey, open};

impl Journal {
    /// Makes a new journal in `folder` (made where it is missing) whose key lies open, and opens it.
    ///
    /// # Errors
    /// `AlreadyThere` where the folder holds one.
    pub fn create(folder: &Path, clock: Clock) -> Result<Self> {
        Self::create_with(folder, clock, None)
    }

    /// As [`Journal::create`], locked from its first byte on where `locks` says with what.
    ///
    /// # Errors
    /// `AlreadyThere`; `Key` for a passphrase that cannot be one, and nothing is made then.
    pub fn create_with(folder: &Path, clock: Clock, locks: Option<&Locks>) -> Result<Self> {
        if locks.is_some_and(|locks| !locks.passphrase.fits()) {
            return Err(keys::KeyError::Unfit.into());
        }
        backup::places::may_begin(folder)?;
        folder::begin(folder)?;
        let lock = JournalLock::take(folder)?;
        folder::clear_unfinished(folder)?;
        if folder::holds_journal(folder) {
            return Err(Error::AlreadyThere(folder.to_owned()));
        }
        folder::mark_unfinished(folder)?;
        let keys = Keys::create(folder, uuid::Uuid::now_v7(), locks)?;
        let mut connection = open(&folder.join(DATABASE), &DatabaseKey::new(keys.database()), Access::Create)?;
        migrate::migrate(&mut connection, |_| Ok(()))?;
        folder::sign(&connection, &keys, &clock)?;
        drop(connection);
        folder::mark_finished(folder)?;
        Self::open_found(folder, clock, lock, keys, None)
    }

    /// Opens the journal in `folder`, whose key lies open.
    ///
    /// # Errors
    /// As [`Journal::open_with`]; `Key` with `Locked` where it has a passphrase.
    pub fn open(folder: &Path, clock: Clock) -> Result<Self> {
        Self::open_with(folder, clock, &Way::Alone)
    }

    /// Opens the journal in `folder`.
    ///
    /// # Errors
    /// `NoJournal`, `InUse`, `Damaged`, `Newer`, `Key`: nothing is changed or created then.
    pub fn open_with(folder: &Path, clock: Clock, way: &Way) -> Result<Self> {
        if !folder.is_dir() || !folder::holds_journal(folder) {
            return Err(Error::NoJournal(folder.to_owned()));
        }
        let lock = JournalLock::take(folder)?;
        backup::takeover::finish(folder)?;
        if folder::is_unfinished(folder) {
            return Err(Error::NoJournal(folder.to_owned()));
        }
        renew::resolve(folder)?;
        let (keys, healed) = Keys::open(folder, way)?;
        Self::open_found(folder, clock, lock, keys, healed)
    }

    /// Opens the journal in `folder`, or makes one where there is none.
    ///
    /// # Errors
    /// As [`Journal::open`] and [`Journal::create`].
    pub fn open_or_create(folder: &Path, clock: Clock) -> Result<Self> {
        match Self::open(folder, clock.clone()) {
            Err(Error::NoJournal(_)) => Self::create(folder, clock),
            other => other,
        }
    }

    fn open_found(
        folder: &Path,
        clock: Clock,
        mut lock: JournalLock,
        keys: Keys,
        healed: Option<Healed>,
    ) -> Result<Self> {
        // A crash in the middle of a change of keys may have left an unfinished file with the key open in it.
        files::sweep_unfinished(folder)?;
        let key = DatabaseKey::new(keys.database());
        let path = folder.join(DATABASE);
        let unclean = folder::was_left_open(folder);
        let mut writer = open(&path, &key, Access::Write).map_err(|error| match error {
            Error::NoJournal(_) => Error::Damaged(
                "the journal's database is missing, but its keys are there. Nothing was changed or created: put journal.db back from a copy of the folder".into(),
            ),
            other => other,
        })?;
        if unclean {
            faults::refuse_damaged(&writer)?;
        }
        let vault = Vault::open(folder, keys.attachments().clone())?;
        let source = backup::Source { folder, key: &key, vault: &vault, clock: &clock };
        migrate::migrate(&mut writer, |before| backups::before_upgrade(&source, before))?;
        let id = folder::signed_by(&writer, &keys)?;
        // Sound so far: from here on closing may write the log back into the database.
        writer.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        let touched = Arc::new(Mutex::new(BTreeSet::new()));
        watch(&mut writer, &touched)?;
        let work = Arc::new(indexer::Work::default());
        let waker = Arc::clone(&work);
        let search = Search::new(folder, keys.index().clone(), id, move || waker.wake());
        let places = backup::places::warnings(folder).into_iter().chain(lock.warning()).collect();
        lock.sign()?;
        let shared = Arc::new(Shared {
            folder: folder.to_owned(),
            id,
            key,
            clock,
            readers: readers::Readers::default(),
            writer: Mutex::new(writer),
            touched,
            subscribers: Mutex::default(),
            vault,
            search,
            work,
            watch: soundness::Watch::default(),
            backups: backups::Keeper::default(),
            quiet: quiet::Quiet::default(),
            places,
            healed,
            rewrapping: Mutex::default(),
            progress: Progress::default(),
            _lock: lock,
        });
        shared.sweep()?;
        backups::sweep(&shared)?;
        // What was prepared for somebody and never sent: what it was made of stays.
        let unsent = shared.write(Op::ForgetPack, |tx| crate::packs::forget_unsent(tx, &shared.vault))?;
        shared.vault.delete_marked(&unsent)?;
        shared.write(Op::ThinVersions, crate::versions::thin)?;
        indexer::open(&shared)?;
        let indexer = indexer::start(&shared)?;
        Ok(Self { shared, indexer: Some(indexer), watch: Mutex::default(), keeper: Mutex::default() })
    }
}

impl Shared {
    /// Puts aside files that no row names: what a crash between file and row left.
    fn sweep(&self) -> Result<()> {
        let attached = self.read(crate::attachments::ids)?;
        let packs = self.read(crate::packs::files)?;
        let dispatches = self.read(crate::review::dispatch::files)?;
        let swept = self
            .vault
            .sweep(&attached.into_iter().chain(packs).chain(dispatches).map(|(id, ..)| id.to_string()).collect())?;
        if swept > 0 {
            tracing::info!(swept, "attached files that no entry names were put aside");
        }
        Ok(())
    }
}

/// The writer's connection to a journal that was found sound when it was opened.
pub(super) fn writer(folder: &Path, key: &DatabaseKey, touched: &Arc<Mutex<BTreeSet<Change>>>) -> Result<Connection> {
    let mut writer = open(&folder.join(DATABASE), key, Access::Write)?;
    writer.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    watch(&mut writer, touched)?;
    Ok(writer)
}

/// Notes the kind of every row that is written.
fn watch(connection: &mut Connection, touched: &Arc<Mutex<BTreeSet<Change>>>) -> Result<()> {
    let touched = Arc::clone(touched);
    connection.update_hook(Some(move |_: rusqlite::hooks::Action, _: &str, table: &str, _: i64| {
        lock(&touched).extend(kinds_of(table));
    }))?;
    Ok(())
}
