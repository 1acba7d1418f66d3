//! The one place where a connection to the journal's database is opened, in named steps.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// "LOOP" in the database header's application id, so that `file` and we ourselves know it again.
const APPLICATION_ID: i64 = 0x4c4f_4f50;

/// Before this version two connections that write and checkpoint at once could silently drop committed work
/// (SQLite's WAL-reset bug, fixed 2026-03-13; reliability.md A).
const OLDEST_SOUND_SQLITE: i32 = 3_051_003;

/// The raw 256-bit key of the database. Raw, since deriving from a passphrase costs over a second per connection.
#[derive(Clone)]
pub struct DatabaseKey(Zeroizing<String>);

impl DatabaseKey {
    /// From 32 bytes.
    pub fn new(bytes: &[u8; 32]) -> Self {
        let mut literal = Zeroizing::new(String::with_capacity(67));
        literal.push_str("x'");
        for byte in bytes {
            for nibble in [byte >> 4, byte & 15] {
                literal.push(char::from(b"0123456789abcdef"[usize::from(nibble)]));
            }
        }
        literal.push('\'');
        Self(literal)
    }

    /// The 32 bytes.
    pub(super) fn bytes(&self) -> Zeroizing<[u8; 32]> {
        let mut bytes = Zeroizing::new([0; 32]);
        let digit = |letter: u8| if letter.is_ascii_digit() { letter - b'0' } else { letter - b'a' + 10 };
        for (byte, pair) in bytes.iter_mut().zip(self.0.as_bytes()[2..66].chunks_exact(2)) {
            *byte = digit(pair[0]) << 4 | digit(pair[1]);
        }
        bytes
    }

    /// Tells one key from another, and nothing else: a hash under a word of its own, cut short.
    pub fn mark(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(b"loopbook which key v1");
        hash.update(self.0.as_bytes());
        hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// As SQLCipher takes it.
    fn literal(&self) -> &str {
        &self.0
    }
}

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Makes the database. Only for a journal that is just being created.
    Create,
    /// The one writer.
    Write,
    /// A reader; cannot write.
    Read,
}

/// Opens the database at `path`.
///
/// # Errors
/// `NoJournal` where there is no file, `Damaged` where it is empty, plain or does not open with the key, `Unsound`
/// where the linked SQLite is too old or has no cipher.
pub fn open(path: &Path, key: &DatabaseKey, access: Access) -> Result<Connection> {
    check_library()?;
    if access == Access::Create {
        create_private_file(path)?;
    } else if !crate::mutant::is("opening creates") {
        check_file(path)?;
    }
    // No CREATE flag, ever: a missing database must be an error, never a new empty journal (reliability.md G6).
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX
        | match access {
            Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
            Access::Write if crate::mutant::is("opening creates") => {
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
            }
            Access::Create | Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        };
    let connection = Connection::open_with_flags(path, flags)?;
    unlock(&connection, key)?;
    settle(&connection, access)?;
    if access == Access::Create {
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    } else {
        check_application(&connection)?;
    }
    Ok(connection)
}

fn check_library() -> Result<()> {
    if rusqlite::version_number() < OLDEST_SOUND_SQLITE {
        return Err(Error::Unsound(format!("SQLite {} is too old", rusqlite::version())));
    }
    Ok(())
}

fn create_private_file(path: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Err(Error::AlreadyThere(folder_of(path))),
        Err(error) => Err(error.into()),
    }
}

fn check_file(path: &Path) -> Result<()> {
    // Only asks for the size: opening and closing the file outside SQLite would drop its POSIX locks (howtocorrupt.html).
    match std::fs::metadata(path) {
        Ok(file) if file.len() == 0 => Err(Error::Damaged(
            "the journal's database file is empty (0 bytes). Nothing was changed or created: keep the folder as it is and put back a backup".into(),
        )),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Error::NoJournal(folder_of(path))),
        Err(error) => Err(error.into()),
    }
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Hands SQLCipher the key by its own function, which takes "x'…'" as a raw key and wipes what it keeps of it; the text of a
/// `PRAGMA` would stay in memory. With `instead` it is the key from now on.
pub(super) fn hand_over(connection: &Connection, key: &DatabaseKey, instead: bool) -> Result<()> {
    let literal = key.literal().as_bytes();
    let length = std::ffi::c_int::try_from(literal.len()).map_err(|_| Error::Unsound("the key is too long".into()))?;
    // SAFETY: the connection is open while it is borrowed, and exactly `length` bytes of `literal` are read.
    #[allow(unsafe_code, reason = "rusqlite has no such call")]
    let code = unsafe {
        let (handle, bytes) = (connection.handle(), literal.as_ptr().cast());
        if instead {
            rusqlite::ffi::sqlite3_rekey(handle, bytes, length)
        } else {
            rusqlite::ffi::sqlite3_key(handle, bytes, length)
        }
    };
    if code == rusqlite::ffi::SQLITE_OK {
        return Ok(());
    }
    Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None).into())
}

fn unlock(connection: &Connection, key: &DatabaseKey) -> Result<()> {
    // What goes wrong is told by what is answered; the cipher would say it to whoever sees our standard error, too.
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    hand_over(connection, key, false)?;
    let cipher: Option<String> = connection.query_row("PRAGMA cipher_version", [], |row| row.get(0)).ok();
    if cipher.is_none_or(|version| version.is_empty()) {
        return Err(Error::Unsound(
            "SQLite was linked without its cipher, so the journal would not be encrypted".into(),
        ));
    }
    Ok(())
}

fn settle(connection: &Connection, access: Access) -> Result<()> {
    connection.busy_timeout(Duration::from_secs(5))?;
    // Text that came from others can then not alter the schema or the database file itself.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // Functions and virtual tables named in a schema that was tampered with do not run.
    connection.pragma_update(None, "trusted_schema", false)?;
    // Damage is found when a page is read, not when it has spread.
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // A torn page seen through a memory map would be a crash (SIGBUS), not an error.
    connection.pragma_update(None, "mmap_size", 0)?;
    // No plain text in temporary files.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // 16 MiB of decrypted pages: warm reads then cost what an unencrypted database costs (reliability.md E4).
    connection.pragma_update(None, "cache_size", -16_384)?;
    if access == Access::Write {
        // Until the journal is known to be sound, closing it must not write the log into a damaged file.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    }
    if access != Access::Read {
        // Readers go on while the writer writes.
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0))?;
        // With NORMAL a power cut loses acknowledged edits (15 of 15 cuts, reliability.md D).
        connection.pragma_update(None, "synchronous", "FULL")?;
        // macOS answers fsync before the disk has it.
        connection.pragma_update(None, "fullfsync", true)?;
        connection.pragma_update(None, "checkpoint_fullfsync", true)?;
        // Deleted text does not stay readable in free pages where that costs no extra write.
        connection.pragma_update_and_check(None, "secure_delete", "FAST", |_| Ok(()))?;
    }
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

fn check_application(connection: &Connection) -> Result<()> {
    let id: i64 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if id == APPLICATION_ID {
        return Ok(());
    }
    Err(Error::Damaged("the file journal.db in this folder is not a Loopbook journal. Nothing was changed".into()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn key(byte: u8) -> DatabaseKey {
        DatabaseKey::new(&[byte; 32])
    }

    #[test]
    fn a_database_is_encrypted_from_the_first_byte() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let connection = open(&path, &key(1), Access::Create).unwrap();
        connection.execute_batch("CREATE TABLE t (x TEXT); INSERT INTO t VALUES ('canary-7714')").unwrap();
        connection.close().unwrap();
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.starts_with(b"SQLite format 3"), "the header is sealed too");
        assert!(!bytes.windows(11).any(|window| window == b"canary-7714"));
    }

    #[test]
    fn a_wrong_key_an_empty_file_and_a_missing_file_are_told_apart_and_create_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        assert!(matches!(open(&path, &key(1), Access::Write), Err(Error::NoJournal(_))));
        assert!(!path.exists());
        std::fs::write(&path, b"").unwrap();
        assert!(matches!(open(&path, &key(1), Access::Write), Err(Error::Damaged(_))));
        std::fs::remove_file(&path).unwrap();
        open(&path, &key(1), Access::Create).unwrap();
        assert!(matches!(open(&path, &key(2), Access::Write), Err(Error::Damaged(_))));
        assert!(matches!(open(&path, &key(1), Access::Create), Err(Error::AlreadyThere(_))));
        open(&path, &key(1), Access::Write).unwrap();
    }

    #[test]
    fn the_linked_sqlite_is_sound_and_commits_reach_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let connection = open(&folder.path().join("journal.db"), &key(1), Access::Create).unwrap();
        assert!(rusqlite::version_number() >= OLDEST_SOUND_SQLITE);
        let synchronous: i64 = connection.query_row("PRAGMA synchronous", [], |row| row.get(0)).unwrap();
        assert_eq!(synchronous, 2, "FULL");
        let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
        assert_eq!(mode, "wal");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_the_database_and_its_log() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let connection = open(&path, &key(1), Access::Create).unwrap();
        connection.execute_batch("CREATE TABLE t (x TEXT)").unwrap();
        for name in ["journal.db", "journal.db-wal", "journal.db-shm"] {
            let mode = std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    }
}
