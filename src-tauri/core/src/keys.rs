//! The keys of a journal, and the file that holds them.
//!
//! There is one random master key of 256 bits for a journal. The keys for the database, the index, the
//! attachments and the backups are derived from it by HKDF-SHA256 with a fixed word each, so that none of them
//! tells anything about another.
//!
//! `keys.json` holds the master key, wrapped in one or more ways of which any one is enough:
//!
//! ```json
//! {"format":1,"journal":"<uuid>","wraps":[{"kind":"none","key":"<base64>"}],"check":"<hex>"}
//! ```
//!
//! * `none`: the key itself. Whoever can read the file can read the journal; file permissions are all that
//!   protects it.
//! * Every other kind is left to a later version: a passphrase or a recovery code is one more wrap of the *same*
//!   key, so that adding, changing or removing one re-encrypts nothing. A file with wraps of unknown kinds is
//!   sound; when none is known the answer is [`KeyError::Locked`]. What this version does not know it never
//!   drops: repairs copy the file byte for byte.
//! * `check` is the SHA-256 of everything else in canonical form (no white space, names sorted), the same in
//!   every later format: a damaged file is told from a newer one, and never taken for a wrong passphrase.
//!
//! Losing this file is losing the journal, so it is written twice, `keys.json` first, then `keys.copy.json`, each
//! whole or not at all. Reading repairs one from the other.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use zeroize::{Zeroize as _, Zeroizing};

use crate::files;
use seal::{self, SealKey};

/// The file's name in the journal's folder.
pub const KEYS_FILE: &str = "keys.json";
/// The name of its second copy.
pub const KEYS_COPY: &str = "keys.copy.json";

const FORMAT: u64 = 1;
/// A keys file is some hundred bytes; reading stops here, whatever lies there.
const LONGEST: u64 = 1024 * 1024;

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Neither copy of the keys file is there.
    #[error(
        "the journal's key file is missing, so the journal cannot be read. Nothing was changed: put keys.json back from a copy of the folder"
    )]
    Missing,
    /// Keys exist already where new ones were to be made.
    #[error("this folder already holds a keys file; it was left as it is")]
    Exists,
    /// No sound copy of the keys file is left.
    #[error(
        "both copies of the journal's key file are damaged, so the journal cannot be read. Nothing was changed: put keys.json back from a copy of the folder"
    )]
    Damaged,
    /// A newer version of the program wrote the keys file.
    #[error(
        "this journal's key file was written by a newer Loopbook (format {format}). Nothing was changed: install the newer version to open it"
    )]
    Newer {
        /// The format it says it has.
        format: u64,
    },
    /// The keys are wrapped in ways this program cannot open by itself.
    #[error(
        "this journal is locked with a passphrase, which this version of Loopbook cannot ask for. Nothing was changed: install the newer version to open it"
    )]
    Locked,
    /// The file system, or the system's source of random numbers, failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What reading found wrong with one copy of the keys file while the other was sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Healed {
    /// The name of the copy concerned: [`KEYS_FILE`] or [`KEYS_COPY`].
    pub file: &'static str,
    /// What was wrong with it.
    pub fault: Fault,
    /// Whether it is sound again. If not, the file system's reason; the journal works, with one copy only.
    pub repaired: Result<(), io::ErrorKind>,
}

/// What can be wrong with one of the two copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It was not there.
    Missing,
    /// It was not what had been written.
    Damaged,
    /// The file system would not read it. It was left alone, for it may be the newer of the two; `repaired` then
    /// says why it could not be read.
    Unreadable,
    /// It was from before the last change: a crash came between the two writes.
    Stale,
    /// It holds the keys of something else, or of a newer program. It was left alone, for those keys may be the
    /// last ones somewhere: `repaired` then says `AlreadyExists`.
    Foreign,
}

/// The keys of one journal, wiped from memory when dropped. Without `Debug` and `Display` on purpose.
pub struct Keys {
    journal: Uuid,
    database: Zeroizing<[u8; 32]>,
    index: SealKey,
    attachments: SealKey,
    backups: SealKey,
}

impl Keys {
    /// Makes the keys of a new journal and writes both copies of the file into `folder`. The caller holds the
    /// journal's lock, so that no one else does the same at this moment.
    ///
    /// # Errors
    /// [`KeyError::Exists`] when either copy is there in any state; [`KeyError::Io`].
    pub fn create(folder: &Path, journal: Uuid) -> Result<Keys, KeyError> {
        for name in [KEYS_FILE, KEYS_COPY] {
            // Not `exists`: a link to nowhere, or a file that may not be looked at, is in the way too.
            match folder.join(name).symlink_metadata() {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error.into()),
                Ok(_) => return Err(KeyError::Exists),
            }
        }
        let master = seal::random()?;
        let bytes = file_bytes(journal, &master);
        files::write_whole(&folder.join(KEYS_FILE), &bytes)?;
        files::write_whole(&folder.join(KEYS_COPY), &bytes)?;
        Keys::derive(journal, &master)
    }

    /// Reads the keys from `folder`, and repairs one copy of the file from the other.
    ///
    /// # Errors
    /// Every [`KeyError`] but `Exists`. Nothing is written unless the keys are returned.
    pub fn read(folder: &Path) -> Result<(Keys, Option<Healed>), KeyError> {
        let first = Copy::read(&folder.join(KEYS_FILE));
        let second = Copy::read(&folder.join(KEYS_COPY));
        let (chosen, other, other_name) = match (first, second) {
            (Copy::Sound(first), second) => (first, second, KEYS_COPY),
            (first @ (Copy::Missing | Copy::Damaged | Copy::Failed(_)), Copy::Sound(second)) => {
                (second, first, KEYS_FILE)
            }
            (Copy::Newer(format), _) | (_, Copy::Newer(format)) => {
                return Err(KeyError::Newer { format });
            }
            (Copy::Missing, Copy::Missing) => return Err(KeyError::Missing),
            (Copy::Failed(error), _) | (_, Copy::Failed(error)) => return Err(error.into()),
            (Copy::Damaged, _) | (_, Copy::Damaged) => return Err(KeyError::Damaged),
        };
        let keys = Keys::derive(chosen.journal, chosen.master.as_ref().ok_or(KeyError::Locked)?)?;
        let repair = || files::write_whole(&folder.join(other_name), &chosen.bytes).map_err(|error| error.kind());
        let (fault, repaired) = match other {
            Copy::Sound(other) if other.bytes == chosen.bytes => return Ok((keys, None)),
            Copy::Sound(other) if other.is_of_same_key(&chosen) => (Fault::Stale, repair()),
            Copy::Sound(_) | Copy::Newer(_) => (Fault::Foreign, Err(io::ErrorKind::AlreadyExists)),
            Copy::Missing => (Fault::Missing, repair()),
            Copy::Damaged => (Fault::Damaged, repair()),
            Copy::Failed(error) => (Fault::Unreadable, Err(error.kind())),
        };
        Ok((keys, Some(Healed { file: other_name, fault, repaired })))
    }

    fn derive(journal: Uuid, master: &[u8; 32]) -> Result<Keys, KeyError> {
        let for_purpose = |purpose: &str| seal::derive(master, None, purpose.as_bytes());
        Ok(Keys {
            journal,
            database: for_purpose("loopbook db v1")?,
            index: SealKey::new(for_purpose("loopbook index v1")?),
            attachments: SealKey::new(for_purpose("loopbook attachments v1")?),
            backups: SealKey::new(for_purpose("loopbook backups v1")?),
        })
    }

    /// The journal these keys belong to.
    #[must_use]
    pub fn journal_id(&self) -> Uuid {
        self.journal
    }

    /// The raw key of the database, for SQLCipher.
    #[must_use]
    pub fn database(&self) -> &Zeroizing<[u8; 32]> {
        &self.database
    }

    /// The key of the index files.
    #[must_use]
    pub fn index(&self) -> &SealKey {
        &self.index
    }

    /// The key of the attachments.
    #[must_use]
    pub fn attachments(&self) -> &SealKey {
        &self.attachments
    }

    /// The key of what a backup adds to copies of the other files.
    #[must_use]
    pub fn backups(&self) -> &SealKey {
        &self.backups
    }
}

/// One copy of the file, as found.
enum Copy {
    Sound(Sound),
    Missing,
    Damaged,
    Newer(u64),
    Failed(io::Error),
}

/// A copy that is as it was written.
struct Sound {
    bytes: Zeroizing<Vec<u8>>,
    journal: Uuid,
    /// `None` when no wrap is one that opens by itself.
    master: Option<Zeroizing<[u8; 32]>>,
}

impl Copy {
    fn read(path: &Path) -> Copy {
        let mut bytes = Zeroizing::new(Vec::new());
        match File::open(path).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes)) {
            Ok(_) => Copy::parse(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Copy::Missing,
            Err(error) => Copy::Failed(error),
        }
    }

    fn parse(bytes: Zeroizing<Vec<u8>>) -> Copy {
        let Some(json) = serde_json::from_slice(&bytes).ok().map(Wiped) else {
            return Copy::Damaged;
        };
        let check = json.0.get("check").and_then(Value::as_str);
        if check != Some(checksum(&json.0).as_str()) {
            return Copy::Damaged;
        }
        match json.0.get("format").and_then(Value::as_u64) {
            Some(FORMAT) => {}
            Some(newer) if newer > FORMAT => return Copy::Newer(newer),
            _ => return Copy::Damaged,
        }
        let journal = json.0.get("journal").and_then(Value::as_str).and_then(|id| Uuid::parse_str(id).ok());
        let wraps = json.0.get("wraps").and_then(Value::as_array);
        let (Some(journal), Some(wraps)) = (journal, wraps) else {
            return Copy::Damaged;
        };
        let mut master = None;
        for wrap in wraps {
            let kind = wrap.get("kind").and_then(Value::as_str);
            if kind == Some("none") && master.is_none() {
                master = wrap.get("key").and_then(Value::as_str).and_then(unwrap_none);
                if master.is_none() {
                    return Copy::Damaged;
                }
            }
        }
        Copy::Sound(Sound { bytes, journal, master })
    }
}

impl Sound {
    /// Whether both hold the same key, as far as can be told: the journal is the same, and so is the master key
    /// where both show it.
    fn is_of_same_key(&self, other: &Sound) -> bool {
        let masters = self.master.as_ref().zip(other.master.as_ref());
        self.journal == other.journal && masters.is_none_or(|(one, two)| one == two)
    }
}

/// Opens a wrap of kind `none`.
fn unwrap_none(key: &str) -> Option<Zeroizing<[u8; 32]>> {
    let bytes = Zeroizing::new(BASE64.decode(key).ok()?);
    bytes.as_slice().try_into().ok().map(Zeroizing::new)
}

/// The content of a new keys file.
fn file_bytes(journal: Uuid, master: &[u8; 32]) -> Zeroizing<Vec<u8>> {
    let mut json = Wiped(json!({
        "format": FORMAT,
        "journal": journal.to_string(),
        "wraps": [{ "kind": "none", "key": BASE64.encode(master) }],
    }));
    let check = checksum(&json.0);
    if let Some(fields) = json.0.as_object_mut() {
        fields.insert("check".to_owned(), Value::String(check));
    }
    let mut text = String::with_capacity(512);
    canonical(&json.0, &mut text);
    text.push('\n');
    Zeroizing::new(text.into_bytes())
}

/// Hex SHA-256 of everything but `check` in canonical form.
fn checksum(json: &Value) -> String {
    let mut text = Zeroizing::new(String::with_capacity(512));
    match json.as_object() {
        Some(fields) => write_fields(fields.iter().filter(|(name, _)| *name != "check"), &mut text),
        None => canonical(json, &mut text),
    }
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// JSON without white space and with sorted names. Not serde_json's own order: a feature switched on by any other
/// crate would change that.
fn canonical(json: &Value, text: &mut String) {
    match json {
        Value::Object(fields) => write_fields(fields.iter(), text),
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                canonical(item, text);
            }
            text.push(']');
        }
        plain => {
            let _ = write!(text, "{plain}");
        }
    }
}

fn write_fields<'a>(fields: impl Iterator<Item = (&'a String, &'a Value)>, text: &mut String) {
    let mut fields: Vec<_> = fields.collect();
    fields.sort_by_key(|(name, _)| *name);
    text.push('{');
    for (at, (name, value)) in fields.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        canonical(&Value::from(name.as_str()), text);
        text.push(':');
        canonical(value, text);
    }
    text.push('}');
}

/// JSON whose strings are wiped when it is dropped, for one of them may be a key.
struct Wiped(Value);

impl Drop for Wiped {
    fn drop(&mut self) {
        fn wipe(json: &mut Value) {
            match json {
                Value::String(text) => text.zeroize(),
                Value::Array(items) => items.iter_mut().for_each(wipe),
                Value::Object(fields) => fields.values_mut().for_each(wipe),
                Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
        wipe(&mut self.0);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::PathBuf;

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn new() -> Self {
            Folder(tempfile::tempdir().unwrap())
        }
        fn path(&self) -> &Path {
            self.0.path()
        }
        fn first(&self) -> PathBuf {
            self.path().join(KEYS_FILE)
        }
        fn second(&self) -> PathBuf {
            self.path().join(KEYS_COPY)
        }
        fn both(&self) -> (Vec<u8>, Vec<u8>) {
            (fs::read(self.first()).unwrap(), fs::read(self.second()).unwrap())
        }
        fn write_both(&self, bytes: &[u8]) {
            fs::write(self.first(), bytes).unwrap();
            fs::write(self.second(), bytes).unwrap();
        }
        fn read(&self) -> Result<(Keys, Option<Healed>), KeyError> {
            Keys::read(self.path())
        }
        fn error(&self) -> KeyError {
            self.read().err().expect("keys that should not be readable")
        }
    }

    /// A file with a right check around any content.
    fn checked(mut json: Value) -> Vec<u8> {
        let check = checksum(&json);
        json["check"] = check.into();
        serde_json::to_vec_pretty(&json).unwrap()
    }

    fn none(byte: u8) -> Value {
        json!({ "kind": "none", "key": BASE64.encode([byte; 32]) })
    }

    fn passphrase() -> Value {
        json!({ "kind": "passphrase", "memory_kib": 65536, "salt": "c2FsdA==", "sealed": "AAAA" })
    }

    fn repaired(file: &'static str, fault: Fault) -> Option<Healed> {
        Some(Healed { file, fault, repaired: Ok(()) })
    }

    #[test]
    fn keys_are_the_same_when_read_again_and_differ_by_purpose_and_journal() {
        let (one, two) = (Folder::new(), Folder::new());
        let id = Uuid::now_v7();
        let made = Keys::create(one.path(), id).unwrap();
        let (read, healed) = one.read().unwrap();
        assert_eq!(healed, None);
        assert_eq!((made.journal_id(), read.journal_id()), (id, id));
        assert_eq!(made.database(), read.database());
        let sealed = |key: &SealKey| seal::seal(key, "a", b"text").unwrap();
        assert_eq!(seal::open(read.index(), "a", &sealed(made.index())).unwrap(), b"text");
        assert_eq!(seal::open(read.attachments(), "a", &sealed(made.attachments())).unwrap(), b"text");
        assert_eq!(seal::open(read.backups(), "a", &sealed(made.backups())).unwrap(), b"text");
        let database = SealKey::new(made.database().clone());
        let all = [&database, made.index(), made.attachments(), made.backups()];
        for (at, key) in all.iter().enumerate() {
            for (other, other_key) in all.iter().enumerate() {
                assert_eq!(seal::open(other_key, "a", &sealed(key)).is_ok(), at == other);
            }
        }
        assert_ne!(made.database(), Keys::create(two.path(), id).unwrap().database());
    }

    #[test]
    fn the_keys_of_a_known_file_never_change() {
        // Computed apart from this program: the format and the derivation are promises to every journal written.
        let folder = Folder::new();
        folder.write_both(br#"{"check":"87d176f2f460ccd895fbc381af3c2d1af9562bfaf7289f323f4b9dbcf0fddc53","format":1,"journal":"0193c0de-0000-7000-8000-000000000001","wraps":[{"kind":"none","key":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}]}"#);
        let keys = folder.read().unwrap().0;
        let hex: String = keys.database().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "73b63eca0a8427a38fe2984b662d67527d6adfbc8370d06de945231624cb11ca");
    }

    #[test]
    fn creating_refuses_where_a_keys_file_lies_in_any_state() {
        for name in [KEYS_FILE, KEYS_COPY] {
            for content in [b"".as_slice(), b"rubbish"] {
                let folder = Folder::new();
                fs::write(folder.path().join(name), content).unwrap();
                assert!(matches!(Keys::create(folder.path(), Uuid::now_v7()), Err(KeyError::Exists)));
                assert_eq!(fs::read(folder.path().join(name)).unwrap(), content);
                assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn both_copies_are_readable_by_their_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = Folder::new();
        Keys::create(folder.path(), Uuid::now_v7()).unwrap();
        for path in [folder.first(), folder.second()] {
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_missing_or_damaged_copy_is_healed_from_the_other_and_told() {
        let folder = Folder::new();
        let made = Keys::create(folder.path(), Uuid::now_v7()).unwrap();
        let (bytes, _) = folder.both();
        for (name, path) in [(KEYS_FILE, folder.first()), (KEYS_COPY, folder.second())] {
            fs::remove_file(&path).unwrap();
            let (read, healed) = folder.read().unwrap();
            assert_eq!(healed, repaired(name, Fault::Missing));
            assert_eq!((read.database(), folder.both()), (made.database(), (bytes.clone(), bytes.clone())));

            for broken in [b"".to_vec(), b"{}".to_vec(), bytes[..bytes.len() / 2].to_vec(), vec![0; bytes.len()]] {
                fs::write(&path, broken).unwrap();
                let (read, healed) = folder.read().unwrap();
                assert_eq!(healed, repaired(name, Fault::Damaged));
                assert_eq!((read.database(), folder.both()), (made.database(), (bytes.clone(), bytes.clone())));
            }
            assert_eq!(folder.read().unwrap().1, None);
        }
    }

    #[test]
    fn no_flipped_bit_yields_other_keys() {
        let folder = Folder::new();
        let made = Keys::create(folder.path(), Uuid::now_v7()).unwrap();
        let (bytes, _) = folder.both();
        for bit in 0..bytes.len() * 8 {
            let mut broken = bytes.clone();
            broken[bit / 8] ^= 1 << (bit % 8);
            match Copy::parse(Zeroizing::new(broken)) {
                Copy::Damaged => {}
                // White space at the end, or another case of a letter in the UUID is no damage to the keys.
                Copy::Sound(sound) => {
                    assert_eq!(sound.journal, made.journal_id());
                    assert_eq!(
                        Keys::derive(sound.journal, &sound.master.unwrap()).unwrap().database(),
                        made.database()
                    );
                }
                _ => unreachable!("bit {bit}"),
            }
        }
    }

    #[test]
    fn without_a_sound_copy_the_reason_is_told_and_nothing_is_written() {
        let folder = Folder::new();
        assert!(matches!(folder.error(), KeyError::Missing));
        fs::write(folder.second(), b"").unwrap();
        assert!(matches!(folder.error(), KeyError::Damaged));
        assert!(!folder.first().exists());
        fs::write(folder.first(), b"rubbish").unwrap();
        assert!(matches!(folder.error(), KeyError::Damaged));
        assert_eq!(folder.both(), (b"rubbish".to_vec(), Vec::new()));
        // A key of the wrong length under a right check.
        folder.write_both(&checked(json!({
            "format": 1, "journal": Uuid::now_v7(), "wraps": [{ "kind": "none", "key": "AAAA" }],
        })));
        assert!(matches!(folder.error(), KeyError::Damaged));
    }

    #[test]
    fn a_newer_file_is_refused_and_left_as_it_is() {
        let folder = Folder::new();
        let newer = checked(json!({ "format": 2, "something": ["else"] }));
        folder.write_both(&newer);
        assert!(matches!(folder.error(), KeyError::Newer { format: 2 }));
        // Also with an older copy beside it: the newer program has written last.
        fs::write(folder.second(), checked(json!({ "format": 1, "journal": Uuid::now_v7(), "wraps": [none(1)] })))
            .unwrap();
        assert!(matches!(folder.error(), KeyError::Newer { format: 2 }));
        assert_eq!(fs::read(folder.first()).unwrap(), newer);
    }

    #[test]
    fn wraps_of_unknown_kinds_lock_but_are_never_dropped() {
        let folder = Folder::new();
        let id = Uuid::now_v7();
        let locked = checked(json!({ "format": 1, "journal": id, "wraps": [passphrase()] }));
        folder.write_both(&locked);
        fs::write(folder.second(), b"").unwrap();
        assert!(matches!(folder.error(), KeyError::Locked));
        assert_eq!(folder.both(), (locked, Vec::new()));

        let mixed = checked(json!({ "format": 1, "journal": id, "hint": "later", "wraps": [passphrase(), none(1)] }));
        fs::write(folder.first(), &mixed).unwrap();
        assert_eq!(folder.read().unwrap().1, repaired(KEYS_COPY, Fault::Damaged));
        assert_eq!(folder.both(), (mixed.clone(), mixed));
    }

    #[test]
    fn a_copy_from_before_the_last_change_is_brought_up_to_date() {
        // Else a passphrase that was removed would still open the copy.
        let folder = Folder::new();
        let id = Uuid::now_v7();
        let old = checked(json!({ "format": 1, "journal": id, "wraps": [none(1), passphrase()] }));
        let new = checked(json!({ "format": 1, "journal": id, "wraps": [none(1)] }));
        fs::write(folder.first(), &new).unwrap();
        fs::write(folder.second(), old).unwrap();
        assert_eq!(folder.read().unwrap().1, repaired(KEYS_COPY, Fault::Stale));
        assert_eq!(folder.both(), (new.clone(), new));
    }

    #[test]
    fn a_copy_with_other_keys_is_told_and_left_alone() {
        let folder = Folder::new();
        let id = Uuid::now_v7();
        let ours = checked(json!({ "format": 1, "journal": id, "wraps": [none(1)] }));
        for foreign in [
            checked(json!({ "format": 1, "journal": Uuid::now_v7(), "wraps": [none(1)] })),
            checked(json!({ "format": 1, "journal": id, "wraps": [none(2)] })),
            checked(json!({ "format": 2 })),
        ] {
            fs::write(folder.first(), &ours).unwrap();
            fs::write(folder.second(), &foreign).unwrap();
            let (keys, healed) = folder.read().unwrap();
            assert_eq!(keys.journal_id(), id);
            let repaired = Err(io::ErrorKind::AlreadyExists);
            assert_eq!(healed, Some(Healed { file: KEYS_COPY, fault: Fault::Foreign, repaired }));
            assert_eq!(folder.both(), (ours.clone(), foreign));
        }
    }

    #[test]
    fn a_copy_that_cannot_be_read_is_told_and_left_alone() {
        let folder = Folder::new();
        let made = Keys::create(folder.path(), Uuid::now_v7()).unwrap();
        fs::remove_file(folder.first()).unwrap();
        // A folder in its place stands for a disk that will not read.
        fs::create_dir(folder.first()).unwrap();
        let (read, healed) = folder.read().unwrap();
        assert_eq!(read.database(), made.database());
        let healed = healed.unwrap();
        assert_eq!((healed.file, healed.fault), (KEYS_FILE, Fault::Unreadable));
        assert!(healed.repaired.is_err());
        assert!(folder.first().is_dir());
    }

    #[test]
    fn the_check_does_not_depend_on_white_space_or_order() {
        let one: Value = serde_json::from_str(r#"{"b":[1,{"d":"\u00e9","c":null}],"a":true}"#).unwrap();
        let two: Value = serde_json::from_str("{ \"a\": true,\n \"b\": [1, {\"c\": null, \"d\": \"é\"}] }").unwrap();
        assert_eq!(checksum(&one), checksum(&two));
        let mut text = String::new();
        canonical(&one, &mut text);
        assert_eq!(text, r#"{"a":true,"b":[1,{"c":null,"d":"é"}]}"#);
    }
}
