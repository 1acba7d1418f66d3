//! Keys and backups together: what a change of passphrase reaches, what a new key leaves behind, and how a backup from the
//! second place becomes the journal again.

use std::fs;
use std::path::{Path, PathBuf};

use journal::api::{Paths, answer, rescue};
use journal::backup;
use journal::door::{Door, DoorStage};
use journal::keys::{KeyError, Keys, Secret, Way};
use journal::{Clock, Error, Journal};
use serde_json::{Value, json};

const FIRST: &str = "lantern omit gravel seventy";
const SECOND: &str = "another one altogether";
const STICK: &str = "three blue herons";

struct House {
    door: Door,
    temp: tempfile::TempDir,
}

impl House {
    /// With a passphrase, two entries, two backups and a second place.
    fn new() -> Self {
        let house = Self { door: Door::new(Clock::system()), temp: tempfile::tempdir().unwrap() };
        house.door.begin(&house.journal(), None).unwrap();
        house.ask("door_protect", json!({ "passphrase": FIRST }));
        fs::create_dir(house.stick()).unwrap();
        house.ask("second_place_set", json!({ "place": house.stick(), "passphrase": STICK }));
        for title in ["Silence", "Noise"] {
            house.ask("entry_add", json!({ "title": title, "body": "It was so." }));
            let made = house.ask("backup_make", json!({}));
            // Of one day the rule keeps the last one only.
            house.ask("backup_pin", json!({ "id": made["id"], "pinned": true }));
        }
        house
    }

    fn journal(&self) -> PathBuf {
        self.temp.path().join("journal")
    }

    fn stick(&self) -> PathBuf {
        self.temp.path().join("stick")
    }

    fn ask(&self, name: &str, request: Value) -> Value {
        answer(&self.door, &Paths, name, request).unwrap_or_else(|error| panic!("{name}: {}", error.message))
    }

    /// The file of the last backup in the second place.
    fn sent(&self) -> PathBuf {
        let mut files: Vec<_> = fs::read_dir(self.stick()).unwrap().map(|item| item.unwrap().path()).collect();
        files.sort();
        files.pop().unwrap()
    }
}

fn opens(folder: &Path, passphrase: &str) -> bool {
    match Keys::open(folder, &Way::Passphrase(Secret::new(passphrase))) {
        Ok(_) => true,
        Err(KeyError::WrongPassphrase) => false,
        Err(other) => panic!("{}: {other}", folder.display()),
    }
}

fn entries(folder: &Path, passphrase: &str) -> usize {
    let way = Way::Passphrase(Secret::new(passphrase));
    let journal = Journal::open_with(folder, Clock::system(), &way).unwrap();
    journal.read(journal::entries::all_ids).unwrap().len()
}

#[test]
fn every_backup_within_reach_opens_with_the_changed_passphrase_and_a_file_elsewhere_with_that_of_its_day() {
    let house = House::new();
    let before = house.temp.path().join("of its day.age");
    fs::copy(house.sent(), &before).unwrap();
    house.ask("door_protect", json!({ "proof": { "passphrase": FIRST }, "passphrase": SECOND }));
    let folders = backup::folders(&house.journal()).unwrap();
    assert_eq!(folders.len(), 2);
    for (at, folder) in folders.iter().enumerate() {
        assert!(opens(folder, SECOND) && !opens(folder, FIRST), "{}", folder.display());
        let to = house.temp.path().join(format!("restored-{at}"));
        backup::restore::into(folder, &to, &journal::keys::Way::Alone, &backup::Stop::default()).unwrap();
        assert_eq!(entries(&to, SECOND), at + 1);
    }
    // What lies in the second place is under the passphrase of that place, and in it the keys are those of its day.
    house.ask("backup_make", json!({}));
    for (name, file, passphrase) in [("old", before, FIRST), ("new", house.sent(), SECOND)] {
        let to = house.temp.path().join(name);
        backup::restore::file_into(
            &file,
            &to,
            &Secret::new(STICK),
            &journal::keys::Way::Alone,
            &backup::Stop::default(),
        )
        .unwrap();
        assert_eq!(entries(&to, passphrase), 2, "{name}");
    }
}

#[test]
fn after_a_new_key_the_backups_from_before_are_named_and_deleted_when_told() {
    let house = House::new();
    let none = house.ask("backup_other_keys", json!({}));
    assert_eq!(none, json!({ "backups": [], "asides": [] }));
    house.ask("door_renew", json!({ "proof": { "passphrase": FIRST }, "passphrase": SECOND }));
    let old = house.ask("backup_other_keys", json!({}))["backups"].as_array().unwrap().clone();
    assert_eq!(old.len(), 2);
    assert_eq!((&old[0]["holds"]["entries"], &old[1]["holds"]["entries"]), (&json!(1), &json!(2)));
    for folder in backup::folders(&house.journal()).unwrap() {
        assert!(opens(&folder, FIRST), "the old one still opens it, which is why it is said");
    }
    let gone = house.ask("backup_forget_other_keys", json!({}));
    assert_eq!(gone["backups"].as_array().unwrap().len(), 2);
    assert_eq!(house.ask("backup_other_keys", json!({}))["backups"], json!([]));
    let left = backup::folders(&house.journal()).unwrap();
    assert_eq!(left.len(), 1, "one under the new key was made before the others went");
    assert!(opens(&left[0], SECOND));
    assert_eq!(house.ask("backup_verify", json!({}))["opened"], true);
}

#[test]
fn a_backup_from_the_second_place_becomes_the_journal_of_a_new_computer() {
    let house = House::new();
    let file = house.sent();
    let fresh = tempfile::tempdir().unwrap();
    let home = fresh.path().join("home/journal");
    let ask = |name: &str, request: Value| rescue::call(&home, &Clock::system(), &Paths, name, request);
    let refused = |file: &Path, passphrase: &str| {
        let asked = json!({ "place": file, "passphrase": passphrase });
        let said = ask("rescue_file", asked).unwrap_err().message;
        assert!(!home.join("journal.db").exists() && !home.join("restoring").exists());
        said
    };
    assert!(refused(&file, "not this one").contains("passphrase does not open the backup"));
    let bytes = fs::read(&file).unwrap();
    let damaged = fresh.path().join("damaged.age");
    for (bytes, why) in [
        (bytes[..bytes.len() / 2].to_vec(), "is damaged: not all of it can be read"),
        (bytes.iter().enumerate().map(|(at, byte)| byte ^ u8::from(at == bytes.len() / 2)).collect(), "is damaged"),
        (b"Dear diary".to_vec(), "is no backup of Loopbook's"),
    ] {
        fs::write(&damaged, bytes).unwrap();
        let said = refused(&damaged, STICK);
        assert!(said.contains(why), "{said}");
    }
    let restored = ask("rescue_file", json!({ "place": file, "passphrase": STICK })).unwrap();
    assert_eq!((&restored["holds"]["entries"], &restored["opened"]), (&json!(2), &json!(false)));
    assert!(restored["at"].is_string() && restored["holds"]["newest"].is_string(), "{restored}");
    assert!(!home.join("journal.db").exists(), "nothing is taken over before somebody says so");
    ask("rescue_forget", json!({})).unwrap();
    assert!(!home.join("restoring").exists());
    ask("rescue_file", json!({ "place": file, "passphrase": STICK })).unwrap();
    ask("rescue_take", json!({})).unwrap();
    let asides = backup::takeover::asides(&home, &Clock::system()).unwrap();
    assert!(asides.is_empty(), "there was no journal to be put aside: {asides:?}");
    let door = Door::new(Clock::system());
    door.come_to(&home).unwrap();
    assert_eq!(door.state().stage, DoorStage::Locked);
    let unlocked = answer(&door, &Paths, "door_unlock", json!({ "passphrase": FIRST })).unwrap();
    assert_eq!(unlocked["tried"], "right");
    assert_eq!(answer(&door, &Paths, "entry_list", json!({})).unwrap()["total"], 2);
}

#[test]
fn a_backup_from_the_second_place_is_shown_before_it_takes_the_open_journals_place() {
    let house = House::new();
    let file = house.sent();
    std::thread::sleep(std::time::Duration::from_millis(5));
    house.ask("entry_add", json!({ "title": "Later", "body": "After the backup." }));
    let asked = |passphrase: &str| {
        let request = json!({ "place": file, "passphrase": passphrase });
        answer(&house.door, &Paths, "restore_prepare_file", request)
    };
    assert!(asked("not this one").unwrap_err().message.contains("does not open the backup"));
    let prepared = asked(STICK).unwrap();
    assert_eq!((&prepared["restored"]["holds"]["entries"], &prepared["newer"]), (&json!(2), &json!(1)), "{prepared}");
    assert_eq!(prepared["newer_rows"][0]["title"], "Later");
    assert_eq!(house.ask("entry_list", json!({}))["total"], 3);
    house.door.take_over(&house.journal(), None).unwrap();
    house.door.come_to(&house.journal()).unwrap();
    assert!(matches!(house.door.journal(), Err(Error::Key(KeyError::Locked))));
    house.ask("door_unlock", json!({ "passphrase": FIRST }));
    assert_eq!(house.ask("entry_list", json!({}))["total"], 2);
    assert_eq!(house.ask("backup_list", json!({}))["asides"].as_array().unwrap().len(), 1);
}
