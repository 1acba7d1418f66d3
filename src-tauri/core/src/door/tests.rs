#[cfg(target_os = "linux")]
mod memory;
mod purged;

use super::*;
use crate::keys::{Change, Code as Recovery, Secret};

const PASSPHRASE: &str = "lantern omit gravel seventy";

fn door() -> Door {
    Door::new(Clock::system())
}

fn way(text: &str) -> Way {
    Way::Passphrase(Secret::new(text))
}

fn locks() -> Locks {
    Locks { passphrase: Secret::new(PASSPHRASE), recovery: None }
}

#[test]
fn the_sample_takes_the_place_of_the_journal_and_leaves_it_untouched() {
    let temp = tempfile::tempdir().unwrap();
    let (own, example) = (temp.path().join("journal"), temp.path().join("sample"));
    let door = door();
    let named = |door: &Door| door.journal().unwrap().folder().to_owned();
    door.begin(&own, None).unwrap();
    let asked_before = door.journal().unwrap();
    door.open_sample(&example).unwrap();
    assert_eq!((named(&door), door.is_sample()), (example.clone(), true));
    assert_eq!(asked_before.folder(), own, "what is being answered goes on with the journal it was asked of");
    drop(asked_before);
    door.lock().unwrap_err();
    door.delete_sample(&example).unwrap();
    assert!(!door.is_open() && !example.exists());
    door.come_to(&own).unwrap();
    assert_eq!((named(&door), door.is_sample()), (own.clone(), false));
    door.close_sample();
    assert!(door.is_open(), "only the sample is closed by that");
    door.delete_sample(&own).unwrap_err();
    assert!(own.join(crate::journal::DATABASE).exists());
}

#[test]
fn a_sample_that_cannot_be_opened_leaves_the_journal_open() {
    let temp = tempfile::tempdir().unwrap();
    let own = temp.path().join("journal");
    let door = door();
    door.begin(&own, None).unwrap();
    std::fs::write(temp.path().join("sample"), "a file where the folder should be").unwrap();
    door.open_sample(&temp.path().join("sample")).unwrap_err();
    assert_eq!((door.journal().unwrap().folder(), door.is_sample()), (own.as_path(), false));
}

#[test]
fn a_journal_is_locked_and_opened_again_and_says_how_it_stands() {
    let temp = tempfile::tempdir().unwrap();
    let own = temp.path().join("journal");
    let door = door();
    assert_eq!(door.state().stage, DoorStage::None);
    door.begin(&own, Some(&locks())).unwrap();
    let open = door.state();
    assert_eq!(
        (open.stage, open.protection),
        (DoorStage::Open, Some(Protection { passphrase: true, recovery: false }))
    );
    let id = door.journal().unwrap().id();
    door.lock().unwrap();
    assert_eq!(door.state().stage, DoorStage::Locked);
    assert!(matches!(door.journal(), Err(Error::Key(KeyError::Locked))));
    // The folder is free: nothing of the journal is held any more.
    crate::journal::nobody_in(&own).unwrap();
    door.lock().unwrap();
    assert_eq!(door.unlock(&way(PASSPHRASE)).unwrap(), Tried::Right);
    assert_eq!(door.journal().unwrap().id(), id);
    // Whoever comes anew finds it locked.
    door.leave();
    assert_eq!(door.state().stage, DoorStage::None);
    door.come_to(&own).unwrap();
    assert!(door.is_locked());
    assert_eq!(door.unlock(&way(PASSPHRASE)).unwrap(), Tried::Right);
}

#[test]
fn a_journal_without_a_passphrase_cannot_be_locked() {
    let temp = tempfile::tempdir().unwrap();
    let door = door();
    door.begin(temp.path(), None).unwrap();
    assert!(matches!(door.lock(), Err(Error::BadInput(_))));
    assert!(door.is_open());
}

#[test]
fn locking_waits_for_what_is_being_answered() {
    let temp = tempfile::tempdir().unwrap();
    let own = temp.path().join("journal");
    let door = door();
    door.begin(&own, Some(&locks())).unwrap();
    let asked = door.journal().unwrap();
    std::thread::scope(|scope| {
        let locking = scope.spawn(|| door.lock());
        std::thread::sleep(Duration::from_millis(150));
        assert!(!locking.is_finished());
        assert!(door.journal().is_err(), "nobody new gets in meanwhile");
        asked.facts().unwrap();
        drop(asked);
        locking.join().unwrap().unwrap();
    });
    crate::journal::nobody_in(&own).unwrap();
}

#[test]
fn who_is_told_hears_of_every_opening_and_locking() {
    let temp = tempfile::tempdir().unwrap();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let door = door();
    let (one, two) = (Arc::clone(&heard), Arc::clone(&heard));
    door.when_opened(move |journal| lock(&one).push(journal.id().to_string()));
    door.when_locked(move || lock(&two).push("locked".to_owned()));
    door.begin(temp.path(), Some(&locks())).unwrap();
    let id = door.journal().unwrap().id().to_string();
    door.lock().unwrap();
    door.unlock(&way(PASSPHRASE)).unwrap();
    assert_eq!(*lock(&heard), [id.clone(), "locked".to_owned(), id]);
}

#[test]
fn wrong_tries_change_no_byte_and_make_the_next_one_wait() {
    let temp = tempfile::tempdir().unwrap();
    let own = temp.path().join("journal");
    let door = door();
    door.begin(&own, Some(&locks())).unwrap();
    door.lock().unwrap();
    let bytes = || -> Vec<_> {
        let mut files: Vec<_> = std::fs::read_dir(&own).unwrap().map(|item| item.unwrap().path()).collect();
        files.sort();
        files.into_iter().map(|path| (std::fs::read(&path).unwrap_or_default(), path)).collect()
    };
    let before = bytes();
    for _ in 0..3 {
        assert_eq!(door.unlock(&way("not this one")).unwrap(), Tried::WrongPassphrase);
    }
    assert_eq!(bytes(), before);
    let began = Instant::now();
    assert_eq!(door.unlock(&way(PASSPHRASE)).unwrap(), Tried::TooSoon, "not even the right one");
    assert!(began.elapsed().as_millis() < 200, "it is not even tried");
    let wait = door.state().wait_seconds;
    assert!((1..=2).contains(&wait), "{wait}");
    std::thread::sleep(Duration::from_secs(wait.into()));
    assert_eq!(door.unlock(&way(PASSPHRASE)).unwrap(), Tried::Right);
    assert_eq!(door.state().wait_seconds, 0);
}

#[test]
fn guessing_at_an_open_journal_is_slowed_down_too() {
    let temp = tempfile::tempdir().unwrap();
    let door = door();
    door.begin(temp.path(), Some(&locks())).unwrap();
    let remove = Rewrap { passphrase: Change::Remove, recovery: Change::Keep };
    for _ in 0..3 {
        assert_eq!(door.rewrap(&way("not this one"), &remove).unwrap(), Tried::WrongPassphrase);
    }
    assert_eq!(door.rewrap(&way(PASSPHRASE), &remove).unwrap(), Tried::TooSoon);
    assert!(door.state().protection.unwrap().passphrase);
}

#[test]
fn damage_is_told_as_damage_and_never_as_a_wrong_passphrase() {
    let temp = tempfile::tempdir().unwrap();
    let own = temp.path().join("journal");
    let door = door();
    door.begin(&own, Some(&locks())).unwrap();
    door.lock().unwrap();
    let database = own.join(crate::journal::DATABASE);
    let sound = std::fs::read(&database).unwrap();
    std::fs::write(&database, &sound[..512]).unwrap();
    assert!(door.unlock(&way(PASSPHRASE)).is_err());
    let state = door.state();
    assert!(state.stage == DoorStage::Locked && state.problem.is_some(), "{state:?}");
    for name in [keys::KEYS_FILE, keys::KEYS_COPY] {
        std::fs::write(own.join(name), b"rubbish").unwrap();
    }
    assert!(matches!(door.unlock(&way(PASSPHRASE)), Err(Error::Key(KeyError::Damaged))));
    assert_eq!(door.state().wait_seconds, 0, "it counts as no wrong try");
    door.leave();
    door.come_to(&own).unwrap_err();
    assert_eq!(door.state().stage, DoorStage::Damaged);
}

#[test]
fn a_recovery_code_opens_alone_and_sets_a_passphrase_anew() {
    let temp = tempfile::tempdir().unwrap();
    let door = door();
    let code = Recovery::new().unwrap();
    door.begin(temp.path(), Some(&Locks { recovery: Some(code.clone()), ..locks() })).unwrap();
    door.lock().unwrap();
    assert_eq!(door.unlock(&Way::Recovery(code.clone())).unwrap(), Tried::Right);
    let other = Rewrap { passphrase: Change::Set(Secret::new("another one altogether")), recovery: Change::Keep };
    assert_eq!(door.rewrap(&Way::Recovery(code), &other).unwrap(), Tried::Right);
    door.lock().unwrap();
    assert_eq!(door.unlock(&way(PASSPHRASE)).unwrap(), Tried::WrongPassphrase);
    assert_eq!(door.unlock(&way("another one altogether")).unwrap(), Tried::Right);
}
