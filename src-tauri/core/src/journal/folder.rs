//! The journal's folder: who has it open, whether its making was finished, whether its parts belong together.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use super::DATABASE;
use crate::clock::{Clock, Instant};
use crate::error::{Error, Result};
use crate::files;
use crate::id::JournalId;
use crate::keys::{KEYS_COPY, KEYS_FILE, Keys};
use crate::store::Tx;

/// There while a journal is being made: what is beside it then was never used.
const UNFINISHED: &str = "journal.unfinished";
const LOCK: &str = "journal.lock";
/// In the folder of a sample, from before anything else is.
pub const SAMPLE_MARK: &str = "this-is-a-sample";

/// Whether what lives in `folder` is made up, to be looked at.
pub(super) fn is_sample(folder: &Path) -> bool {
    folder.join(SAMPLE_MARK).is_file()
}

/// Held by whoever has the journal open. A lock of the operating system, so that a crash frees it. Where a folder that two
/// computers see carries no locks between them, what stands in the file still tells the second of the first.
pub(super) struct JournalLock {
    file: File,
    /// That the file names another computer, which had the journal open and did not close it.
    elsewhere: bool,
    /// That the file says that we have it open.
    signed: bool,
}

/// How often it is tried, and how long it is waited in between: a program that is just ending lets go in a moment.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(50);

impl Drop for JournalLock {
    /// By name, not by closing the file alone: a child that is being started at this moment has it open, too, until it runs.
    fn drop(&mut self) {
        // Who closes it in order leaves nothing to be told of.
        if self.signed
            && let Err(error) = self.file.set_len(0)
        {
            tracing::warn!(%error, "the lock says still that this computer has the journal open");
        }
        if let Err(error) = self.file.unlock() {
            tracing::warn!(%error, "the lock goes when the program ends");
        }
    }
}

impl JournalLock {
    pub(super) fn take(folder: &Path) -> Result<Self> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(folder.join(LOCK))?;
        let mut taken = file.try_lock();
        for _ in 1..TRIES {
            if matches!(taken, Ok(()) | Err(TryLockError::Error(_))) {
                break;
            }
            std::thread::sleep(PAUSE);
            taken = file.try_lock();
        }
        match taken {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if crate::mutant::is("nobody locks the journal") => {}
            Err(TryLockError::WouldBlock) => return Err(Error::InUse(holder(&mut file))),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let elsewhere = names_another_computer(&mut file);
        let mut lock = Self { file, elsewhere, signed: false };
        if !elsewhere {
            lock.sign()?;
        }
        Ok(lock)
    }

    /// Says in the file who has the journal open, for the messages; the lock itself is what counts.
    pub(super) fn sign(&mut self) -> Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.signed = true;
        writeln!(self.file, "process {}", std::process::id())?;
        if let Some(computer) = this_computer() {
            writeln!(self.file, "{COMPUTER}{computer}")?;
        }
        Ok(())
    }

    /// What is to be said where another computer had the journal open and did not close it.
    pub(super) fn warning(&self) -> Option<String> {
        self.elsewhere.then(|| {
            "Another computer had this journal open and did not close it. If Loopbook still runs there, close it before you write here: two computers that write to one folder damage the journal. If it does not, nothing is to be done.".to_owned()
        })
    }
}

const COMPUTER: &str = "computer ";

/// A name for this computer that says nothing about it elsewhere (`man 5 machine-id`: to be hashed with something of the program).
fn this_computer() -> Option<String> {
    let id = fs::read_to_string("/etc/machine-id").ok()?;
    let hash = Sha256::new().chain_update("loopbook journal.lock\n").chain_update(id.trim()).finalize();
    Some(hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

fn names_another_computer(file: &mut File) -> bool {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| file.take(200).read_to_string(&mut text));
    let named = text.lines().find_map(|line| line.strip_prefix(COMPUTER));
    read.is_ok() && matches!((named, this_computer()), (Some(named), Some(ours)) if named != ours)
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    match file.take(200).read_to_string(&mut text) {
        Ok(_) if text.starts_with("process ") => text.lines().next().unwrap_or_default().to_owned(),
        _ => "another program".to_owned(),
    }
}

pub(super) fn begin(folder: &Path) -> Result<()> {
    Ok(files::make_private_folder(folder)?)
}

/// Whether anything of a journal is there: its database or its keys, or a restore that was cut short.
pub(super) fn holds_journal(folder: &Path) -> bool {
    crate::backup::takeover::is_under_way(folder)
        || [DATABASE, KEYS_FILE, KEYS_COPY].iter().any(|name| folder.join(name).symlink_metadata().is_ok())
}

pub(super) fn is_unfinished(folder: &Path) -> bool {
    folder.join(UNFINISHED).exists()
}

pub(super) fn mark_unfinished(folder: &Path) -> Result<()> {
    Ok(files::write_whole(&folder.join(UNFINISHED), b"This journal is being made.\n")?)
}

pub(super) fn mark_finished(folder: &Path) -> Result<()> {
    fs::remove_file(folder.join(UNFINISHED))?;
    Ok(files::fsync_folder(folder)?)
}

/// Puts aside what a crash in the middle of making a journal left. Nothing can have been written in it yet; but the
/// marker may have come back from a copy, so nothing is deleted.
pub(super) fn clear_unfinished(folder: &Path) -> Result<()> {
    if !is_unfinished(folder) {
        return Ok(());
    }
    let names = [
        DATABASE.to_owned(),
        format!("{DATABASE}-wal"),
        format!("{DATABASE}-shm"),
        KEYS_FILE.to_owned(),
        KEYS_COPY.to_owned(),
    ];
    for name in names {
        match fs::rename(folder.join(&name), folder.join(format!("{name}.aside"))) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// SQLite removes its log when the last connection closes; a log that is there tells of a crash.
pub(super) fn was_left_open(folder: &Path) -> bool {
    fs::metadata(folder.join(format!("{DATABASE}-wal"))).is_ok_and(|log| log.len() > 0)
}

/// Writes into the new database whose it is.
pub(super) fn sign(connection: &Connection, keys: &Keys, clock: &Clock) -> Result<()> {
    let now = clock.now().to_string();
    connection.execute(
        "INSERT INTO journal (name, value) VALUES ('id', ?1), ('created_at', ?2)",
        [keys.journal_id().to_string(), now],
    )?;
    Ok(())
}

/// The journal's identity, if keys and database are of the same journal.
pub(super) fn signed_by(connection: &Connection, keys: &Keys) -> Result<JournalId> {
    let id: String = connection.query_row("SELECT value FROM journal WHERE name = 'id'", [], |row| row.get(0))?;
    if id != keys.journal_id().to_string() {
        return Err(Error::Damaged(
            "the key file in this folder belongs to another journal. Nothing was changed".into(),
        ));
    }
    id.parse()
}

/// When the whole database was last found sound.
pub(super) fn checked_at(connection: &Connection) -> Result<Option<Instant>> {
    let text: Option<String> =
        connection.query_row("SELECT value FROM journal WHERE name = 'checked_at'", [], |row| row.get(0)).optional()?;
    Ok(text.and_then(|text| Instant::parse(&text)))
}

/// Remembers that the whole database was found sound.
pub(super) fn note_checked(tx: &mut Tx<'_>, at: Instant) -> Result<()> {
    tx.execute(
        "INSERT INTO journal (name, value) VALUES ('checked_at', ?1) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [at.to_string()],
    )?;
    Ok(())
}

/// Writes the database anew, without what its free pages hold, and empties the log.
pub(super) fn scrub(connection: &Connection) -> Result<()> {
    connection.execute_batch("VACUUM")?;
    // A reader in the middle of something keeps the log; it is emptied at the next closing then.
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))?;
    Ok(())
}

/// What the database says of itself.
#[derive(Clone, Debug)]
pub struct Facts {
    /// When the journal was begun.
    pub created_at: Instant,
    /// Version of the linked SQLite.
    pub sqlite: String,
    /// Version of its cipher.
    pub cipher: String,
}

pub(super) fn facts(connection: &Connection) -> Result<Facts> {
    let text = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, String>(0));
    let created: String = text("SELECT value FROM journal WHERE name = 'created_at'")?;
    Ok(Facts {
        created_at: Instant::parse(&created).unwrap_or(Instant::from_millis(0)),
        sqlite: rusqlite::version().to_owned(),
        cipher: text("PRAGMA cipher_version")?,
    })
}
