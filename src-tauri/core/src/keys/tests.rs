use super::file::{canonical, checksum};
use super::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

mod ways;

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
        Keys::open(self.path(), &Way::Alone)
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

fn of_later() -> Value {
    json!({ "kind": "keychain", "salt": "c2FsdA==", "sealed": "AAAA" })
}

fn repaired(file: &'static str, fault: Fault) -> Option<Healed> {
    Some(Healed { file, fault, repaired: Ok(()) })
}

#[test]
fn keys_are_the_same_when_read_again_and_differ_by_purpose_and_journal() {
    let (one, two) = (Folder::new(), Folder::new());
    let id = Uuid::now_v7();
    let made = Keys::create(one.path(), id, None).unwrap();
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
    assert_ne!(made.database(), Keys::create(two.path(), id, None).unwrap().database());
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
            assert!(matches!(Keys::create(folder.path(), Uuid::now_v7(), None), Err(KeyError::Exists)));
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
    Keys::create(folder.path(), Uuid::now_v7(), None).unwrap();
    for path in [folder.first(), folder.second()] {
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_missing_or_damaged_copy_is_healed_from_the_other_and_told() {
    let folder = Folder::new();
    let made = Keys::create(folder.path(), Uuid::now_v7(), None).unwrap();
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
    let made = Keys::create(folder.path(), Uuid::now_v7(), None).unwrap();
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
                    Keys::derive(sound.journal, sound.open_master().unwrap()).unwrap().database(),
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
    fs::write(folder.second(), checked(json!({ "format": 1, "journal": Uuid::now_v7(), "wraps": [none(1)] }))).unwrap();
    assert!(matches!(folder.error(), KeyError::Newer { format: 2 }));
    assert_eq!(fs::read(folder.first()).unwrap(), newer);
}

#[test]
fn wraps_of_unknown_kinds_lock_but_are_never_dropped() {
    let folder = Folder::new();
    let id = Uuid::now_v7();
    let locked = checked(json!({ "format": 1, "journal": id, "wraps": [of_later()] }));
    folder.write_both(&locked);
    fs::write(folder.second(), b"").unwrap();
    assert!(matches!(folder.error(), KeyError::Unknown));
    assert_eq!(folder.both(), (locked, Vec::new()));

    let mixed = checked(json!({ "format": 1, "journal": id, "hint": "later", "wraps": [of_later(), none(1)] }));
    fs::write(folder.first(), &mixed).unwrap();
    assert_eq!(folder.read().unwrap().1, repaired(KEYS_COPY, Fault::Damaged));
    assert_eq!(folder.both(), (mixed.clone(), mixed));
}

#[test]
fn a_copy_from_before_the_last_change_is_brought_up_to_date() {
    // Else a passphrase that was removed would still open the copy.
    let folder = Folder::new();
    let id = Uuid::now_v7();
    let old = checked(json!({ "format": 1, "journal": id, "wraps": [none(1), of_later()] }));
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
    let made = Keys::create(folder.path(), Uuid::now_v7(), None).unwrap();
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
