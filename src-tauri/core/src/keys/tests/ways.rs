//! The passphrase and the recovery code: who gets in, who does not, and what a crash leaves.

use proptest::prelude::*;

use super::*;

const PASSPHRASE: &str = "lantern omit gravel seventy";
const OTHER: &str = "another one altogether";

fn passphrase(text: &str) -> Way {
    Way::Passphrase(Secret::new(text))
}

fn locks(code: Option<&Code>) -> Locks {
    Locks { passphrase: Secret::new(PASSPHRASE), recovery: code.cloned() }
}

fn set(text: &str) -> Rewrap {
    Rewrap { passphrase: Change::Set(Secret::new(text)), recovery: Change::Keep }
}

fn database(folder: &Path, way: &Way) -> Result<Vec<u8>, KeyError> {
    Keys::open(folder, way).map(|(keys, _)| keys.database().to_vec())
}

/// A folder whose keys are locked with a passphrase and a code, and the database key in it.
fn locked() -> (Folder, Code, Vec<u8>) {
    let folder = Folder::new();
    let code = Code::new().unwrap();
    let keys = Keys::create(folder.path(), Uuid::now_v7(), Some(&locks(Some(&code)))).unwrap();
    let database = keys.database().to_vec();
    (folder, code, database)
}

#[test]
fn the_passphrase_and_the_code_open_each_alone_and_nothing_else_does() {
    let (folder, code, key) = locked();
    let before = folder.both();
    assert_eq!(database(folder.path(), &passphrase(PASSPHRASE)).unwrap(), key);
    assert_eq!(database(folder.path(), &Way::Recovery(code)).unwrap(), key);
    assert!(matches!(database(folder.path(), &Way::Alone), Err(KeyError::Locked)));
    assert!(matches!(database(folder.path(), &passphrase(OTHER)), Err(KeyError::WrongPassphrase)));
    let wrong = Way::Recovery(Code::new().unwrap());
    assert!(matches!(database(folder.path(), &wrong), Err(KeyError::WrongCode)));
    assert_eq!(folder.both(), before, "no try alters a byte");
    assert_eq!(protection(folder.path()).unwrap(), Protection { passphrase: true, recovery: true });
}

#[test]
fn every_subset_of_ways_opens_with_each_that_it_has_and_says_which_it_has_not() {
    let code = Code::new().unwrap();
    for recovery in [None, Some(&code)] {
        let folder = Folder::new();
        let keys = Keys::create(folder.path(), Uuid::now_v7(), Some(&locks(recovery))).unwrap();
        assert_eq!(database(folder.path(), &passphrase(PASSPHRASE)).unwrap(), keys.database().to_vec());
        match database(folder.path(), &Way::Recovery(code.clone())) {
            Ok(key) => assert!(recovery.is_some() && key == keys.database().to_vec()),
            Err(error) => assert!(recovery.is_none() && matches!(error, KeyError::NoSuchWay("recovery code"))),
        }
    }
    // A key that lies open opens whatever is brought along.
    let folder = Folder::new();
    let keys = Keys::create(folder.path(), Uuid::now_v7(), None).unwrap();
    for way in [Way::Alone, passphrase(OTHER), Way::Recovery(code)] {
        assert_eq!(database(folder.path(), &way).unwrap(), keys.database().to_vec());
    }
}

#[test]
fn a_wrong_try_does_not_even_put_a_damaged_copy_right() {
    let (folder, code, _) = locked();
    let (sound, _) = folder.both();
    fs::write(folder.second(), b"rubbish").unwrap();
    database(folder.path(), &passphrase(OTHER)).unwrap_err();
    database(folder.path(), &Way::Alone).unwrap_err();
    assert_eq!(folder.both(), (sound.clone(), b"rubbish".to_vec()));
    let (_, healed) = Keys::open(folder.path(), &Way::Recovery(code)).unwrap();
    assert_eq!(healed, repaired(KEYS_COPY, Fault::Damaged));
    assert_eq!(folder.both(), (sound.clone(), sound));
}

#[test]
fn no_flipped_bit_of_a_locked_file_is_taken_for_a_wrong_passphrase() {
    let (folder, ..) = locked();
    let (bytes, _) = folder.both();
    let Copy::Sound(whole) = Copy::parse(Zeroizing::new(bytes.clone())) else { unreachable!("it was just made") };
    let said = |sound: &Sound| file_bytes(sound.journal, sound.key_id.as_deref().unwrap(), &sound.wraps, &sound.others);
    for bit in 0..bytes.len() * 8 {
        let mut broken = bytes.clone();
        broken[bit / 8] ^= 1 << (bit % 8);
        match Copy::parse(Zeroizing::new(broken.clone())) {
            Copy::Damaged => {}
            // White space at the end, or another case of a letter in the UUID: it says the very same.
            Copy::Sound(sound) => assert_eq!(said(&sound), said(&whole), "bit {bit}"),
            _ => unreachable!("bit {bit}"),
        }
        if bit % 97 == 0 {
            folder.write_both(&broken);
            let tried = database(folder.path(), &passphrase(OTHER));
            assert!(!matches!(tried, Ok(_) | Err(KeyError::Hostile)), "bit {bit}");
        }
    }
    folder.write_both(&bytes[..bytes.len() - 5]);
    assert!(matches!(database(folder.path(), &passphrase(PASSPHRASE)), Err(KeyError::Damaged)));
}

#[test]
fn work_that_no_loopbook_asks_for_is_refused_before_it_is_done() {
    let (folder, ..) = locked();
    let (bytes, _) = folder.both();
    for (name, value) in [
        ("memory_kib", json!(u32::MAX)),
        ("memory_kib", json!(1024 * 1024)),
        ("memory_kib", json!(8)),
        ("passes", json!(1_000_000)),
        ("passes", json!(1)),
        ("lanes", json!(16_777_215)),
        ("lanes", json!(0)),
    ] {
        let mut json: Value = serde_json::from_slice(&bytes).unwrap();
        json["wraps"][0][name] = value.clone();
        folder.write_both(&checked(json));
        let began = std::time::Instant::now();
        let error = database(folder.path(), &passphrase(PASSPHRASE)).unwrap_err();
        assert!(matches!(error, KeyError::Hostile), "{name} {value}: {error}");
        assert!(began.elapsed().as_millis() < 500, "{name} {value}");
    }
    for (name, value) in [
        ("memory_kib", json!(-1)),
        ("memory_kib", json!(5_000_000_000_u64)),
        ("memory_kib", json!("65536")),
        ("salt", json!("AAAA")),
        ("sealed", json!("AAAA")),
    ] {
        let mut json: Value = serde_json::from_slice(&bytes).unwrap();
        json["wraps"][0][name] = value.clone();
        folder.write_both(&checked(json));
        assert!(matches!(database(folder.path(), &passphrase(PASSPHRASE)), Err(KeyError::Damaged)), "{name} {value}");
    }
    let mut many: Value = serde_json::from_slice(&bytes).unwrap();
    many["wraps"] = Value::Array(vec![many["wraps"][0].clone(); 1000]);
    folder.write_both(&checked(many));
    assert!(matches!(database(folder.path(), &passphrase(PASSPHRASE)), Err(KeyError::Damaged)));
}

#[test]
fn a_wrap_opens_only_in_the_file_of_its_own_journal() {
    let (folder, code, _) = locked();
    let mut json: Value = serde_json::from_slice(&folder.both().0).unwrap();
    json["journal"] = json!(Uuid::now_v7());
    folder.write_both(&checked(json));
    assert!(matches!(database(folder.path(), &passphrase(PASSPHRASE)), Err(KeyError::WrongPassphrase)));
    assert!(matches!(database(folder.path(), &Way::Recovery(code)), Err(KeyError::WrongCode)));
}

#[test]
fn setting_changing_and_removing_keep_the_key_and_shut_out_what_opened_before() {
    let folder = Folder::new();
    let key = Keys::create(folder.path(), Uuid::now_v7(), None).unwrap().database().to_vec();
    let code = Code::new().unwrap();
    let both = Rewrap { passphrase: Change::Set(Secret::new(PASSPHRASE)), recovery: Change::Set(code.clone()) };
    rewrap(folder.path(), &Way::Alone, &both).unwrap();
    assert!(matches!(database(folder.path(), &Way::Alone), Err(KeyError::Locked)));
    for copy in [folder.first(), folder.second()] {
        assert!(!fs::read_to_string(copy).unwrap().contains("\"none\""), "no copy keeps the key open");
    }
    // Changing wants proof.
    for proof in [Way::Alone, passphrase(OTHER), Way::Recovery(Code::new().unwrap())] {
        let before = folder.both();
        rewrap(folder.path(), &proof, &set(OTHER)).unwrap_err();
        assert_eq!(folder.both(), before);
    }
    rewrap(folder.path(), &passphrase(PASSPHRASE), &set(OTHER)).unwrap();
    assert!(matches!(database(folder.path(), &passphrase(PASSPHRASE)), Err(KeyError::WrongPassphrase)));
    assert_eq!(database(folder.path(), &passphrase(OTHER)).unwrap(), key);
    assert_eq!(database(folder.path(), &Way::Recovery(code.clone())).unwrap(), key, "the code stays");
    // A forgotten passphrase is replaced with the code, a lost code with the passphrase.
    rewrap(folder.path(), &Way::Recovery(code.clone()), &set(PASSPHRASE)).unwrap();
    let newer = Code::new().unwrap();
    let code_only = Rewrap { passphrase: Change::Keep, recovery: Change::Set(newer.clone()) };
    rewrap(folder.path(), &passphrase(PASSPHRASE), &code_only).unwrap();
    assert!(matches!(database(folder.path(), &Way::Recovery(code)), Err(KeyError::WrongCode)));
    assert_eq!(database(folder.path(), &Way::Recovery(newer)).unwrap(), key);
    let none = Rewrap { passphrase: Change::Remove, recovery: Change::Keep };
    rewrap(folder.path(), &passphrase(PASSPHRASE), &none).unwrap();
    assert_eq!(database(folder.path(), &Way::Alone).unwrap(), key);
    assert_eq!(protection(folder.path()).unwrap(), Protection { passphrase: false, recovery: false });
    let recovery = Rewrap { passphrase: Change::Keep, recovery: Change::Set(Code::new().unwrap()) };
    assert!(matches!(rewrap(folder.path(), &Way::Alone, &recovery), Err(KeyError::NoSuchWay("passphrase"))));
    assert!(matches!(rewrap(folder.path(), &Way::Alone, &set("short")), Err(KeyError::Unfit)));
}

#[test]
fn a_crash_between_the_two_copies_leaves_the_new_ways_and_opening_puts_the_other_right() {
    let (folder, _, key) = locked();
    let before = folder.both().0;
    rewrap(folder.path(), &passphrase(PASSPHRASE), &set(OTHER)).unwrap();
    let after = folder.both().0;
    // Before the first is in place, between the two, and after.
    for (first, second, opens, shut) in [
        (&before, &before, PASSPHRASE, OTHER),
        (&after, &before, OTHER, PASSPHRASE),
        (&after, &after, OTHER, PASSPHRASE),
    ] {
        fs::write(folder.first(), first).unwrap();
        fs::write(folder.second(), second).unwrap();
        assert!(matches!(database(folder.path(), &passphrase(shut)), Err(KeyError::WrongPassphrase)));
        assert_eq!(database(folder.path(), &passphrase(opens)).unwrap(), key);
        assert_eq!(folder.both(), (first.clone(), first.clone()));
    }
}

#[test]
fn a_crash_while_a_passphrase_is_set_never_leaves_the_key_open_after_the_next_opening() {
    let folder = Folder::new();
    Keys::create(folder.path(), Uuid::now_v7(), None).unwrap();
    let open = folder.both().1;
    rewrap(folder.path(), &Way::Alone, &set(PASSPHRASE)).unwrap();
    fs::write(folder.second(), open).unwrap();
    let (_, healed) = Keys::open(folder.path(), &passphrase(PASSPHRASE)).unwrap();
    assert_eq!(healed, repaired(KEYS_COPY, Fault::Stale));
    assert!(!fs::read_to_string(folder.second()).unwrap().contains("\"none\""));
}

#[test]
fn a_change_that_cannot_be_written_to_both_copies_changes_nothing() {
    let (folder, _, key) = locked();
    let before = folder.both().0;
    // A folder with something in it can be replaced by no file.
    fs::remove_file(folder.second()).unwrap();
    fs::create_dir_all(folder.second().join("x")).unwrap();
    let error = rewrap(folder.path(), &passphrase(PASSPHRASE), &set(OTHER)).unwrap_err();
    assert!(matches!(error, KeyError::OtherCopy(KEYS_COPY)), "{error}");
    assert_eq!(fs::read(folder.first()).unwrap(), before);
    assert_eq!(database(folder.path(), &passphrase(PASSPHRASE)).unwrap(), key);
}

#[test]
fn a_change_keeps_what_a_later_program_wrote() {
    let (folder, ..) = locked();
    let mut json: Value = serde_json::from_slice(&folder.both().0).unwrap();
    json["hint"] = json!({ "of": "a later program" });
    json["wraps"].as_array_mut().unwrap().push(of_later());
    folder.write_both(&checked(json));
    rewrap(folder.path(), &passphrase(PASSPHRASE), &set(OTHER)).unwrap();
    let json: Value = serde_json::from_slice(&folder.both().0).unwrap();
    assert_eq!(json["hint"]["of"], "a later program");
    assert!(json["wraps"].as_array().unwrap().contains(&of_later()));
}

#[test]
fn the_keys_of_a_backup_follow_those_of_the_journal_and_no_others_do() {
    let (folder, ..) = locked();
    let backup = Folder::new();
    let file = backup.path().join("keys.json");
    fs::copy(folder.first(), &file).unwrap();
    rewrap(folder.path(), &passphrase(PASSPHRASE), &set(OTHER)).unwrap();
    assert!(protection(folder.path()).unwrap().passphrase);
    assert!(follow(folder.path(), &file).unwrap());
    assert!(!follow(folder.path(), &file).unwrap(), "it follows already");
    assert!(database(backup.path(), &passphrase(OTHER)).is_ok());
    assert!(matches!(database(backup.path(), &passphrase(PASSPHRASE)), Err(KeyError::WrongPassphrase)));
    let (stranger, ..) = locked();
    let before = stranger.both();
    assert!(matches!(follow(folder.path(), &stranger.first()), Err(KeyError::OtherCopy(_))));
    assert_eq!(stranger.both(), before);
    fs::write(&file, b"rubbish").unwrap();
    assert!(matches!(follow(folder.path(), &file), Err(KeyError::Damaged)));
}

#[test]
fn a_try_of_a_passphrase_takes_seconds_at_most() {
    let (folder, ..) = locked();
    let began = std::time::Instant::now();
    database(folder.path(), &passphrase(PASSPHRASE)).unwrap();
    let took = began.elapsed();
    eprintln!("one try of a passphrase took {took:?}");
    // Generous, since the other tests use both cores.
    assert!(took.as_millis() < 3000, "{took:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5))]
    #[test]
    fn any_passphrase_opens_what_it_locked_and_its_neighbour_does_not(text in "\\PC{8,40}", other in "\\PC{8,40}") {
        let folder = Folder::new();
        let locks = Locks { passphrase: Secret::new(text.as_str()), recovery: None };
        prop_assume!(locks.passphrase.fits());
        let key = Keys::create(folder.path(), Uuid::now_v7(), Some(&locks)).unwrap().database().to_vec();
        prop_assert_eq!(database(folder.path(), &passphrase(&text)).unwrap(), key);
        let opens = database(folder.path(), &passphrase(&other)).is_ok();
        prop_assert_eq!(opens, Secret::new(other.as_str()).normalised() == Secret::new(text.as_str()).normalised());
    }

    #[test]
    fn no_bytes_whatever_panic_or_open(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(matches!(Copy::parse(Zeroizing::new(bytes)), Copy::Damaged));
    }
}
