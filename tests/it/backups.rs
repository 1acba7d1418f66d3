//! Backups from the first to the last: made, kept, checked, tried out, restored, and cut short anywhere.

use std::fs;
use std::path::{Path, PathBuf};

use journal::attachments;
use journal::backup::takeover::{self, Why};
use journal::backup::*;
use journal::change::Op;
use journal::entries::{self, EntryFields};
use journal::id::{AttachmentId, EntryId};
use journal::{Clock, Error, Journal};

fn write(journal: &Journal, title: &str) -> EntryId {
    let fields =
        EntryFields { title: Some(title.into()), body: Some(format!("{title} text")), ..EntryFields::default() };
    journal.write(Op::AddEntry, |tx| entries::add(tx, fields)).unwrap().id
}

fn attach(journal: &Journal, entry: EntryId, bytes: &[u8]) -> AttachmentId {
    let staged = journal.vault().stage(&mut &*bytes).unwrap();
    let request = attachments::AddAttachment { entry, staged: staged.to_string(), name: "notes.txt".into() };
    journal.write(Op::AddAttachment, |tx| attachments::add(tx, journal.vault(), &request)).unwrap().id
}

/// A journal with two entries and a file.
fn some(folder: &Path) -> Journal {
    let journal = Journal::create(folder, Clock::system()).unwrap();
    let first = write(&journal, "Silence");
    attach(&journal, first, &[7; 200_000]);
    write(&journal, "Noise");
    journal
}

fn titles(folder: &Path) -> Vec<String> {
    let journal = Journal::open(folder, Clock::system()).unwrap();
    let ids = journal.read(entries::all_ids).unwrap();
    ids.into_iter().map(|id| journal.read(|tx| entries::get(tx, id)).unwrap().title).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|item| item.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn only(journal: &Path) -> PathBuf {
    let folders = folders(journal).unwrap();
    assert_eq!(folders.len(), 1);
    folders[0].clone()
}

#[test]
fn a_backup_is_whole_sealed_and_says_what_it_holds() {
    let temp = tempfile::tempdir().unwrap();
    let journal = some(&temp.path().join("j"));
    let made = journal.back_up(Reason::Asked).unwrap();
    assert_eq!((made.holds.entries, made.holds.attachments, made.holds.words), (2, 1, 4));
    assert_eq!((made.pinned, made.fault.clone(), made.missing), (false, None, 0));
    let folder = only(journal.folder());
    assert_eq!(names(&folder), ["attachments", "journal.db", "keys.copy.json", "keys.json", "manifest.json"]);
    let bytes = fs::read(folder.join("journal.db")).unwrap();
    assert!(!bytes.starts_with(b"SQLite") && !bytes.windows(7).any(|window| window == b"Silence"));
    journal
        .with_backups(|source, stop| {
            let found = verify(&folder, source.key, stop)?;
            assert_eq!(found, Verified { sound: true, opened: true, problems: Vec::new() });
            Ok(())
        })
        .unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
        for name in ["journal.db", "keys.json", "manifest.json"] {
            assert_eq!(fs::metadata(folder.join(name)).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
        }
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        let sealed = fs::read_dir(folder.join("attachments")).unwrap().next().unwrap().unwrap();
        assert_eq!(sealed.metadata().unwrap().nlink(), 2, "a hard link, not a second copy");
    }
}

#[test]
fn any_flipped_bit_or_missing_file_is_found() {
    let temp = tempfile::tempdir().unwrap();
    let journal = some(&temp.path().join("j"));
    journal.back_up(Reason::Asked).unwrap();
    let folder = only(journal.folder());
    let sealed = format!("attachments/{}", names(&folder.join("attachments"))[0]);
    let look = || journal.with_backups(|source, stop| verify(&folder, source.key, stop)).unwrap().sound;
    for name in ["journal.db", "manifest.json", &sealed] {
        let path = folder.join(name);
        let bytes = fs::read(&path).unwrap();
        for at in [0, bytes.len() / 3, bytes.len() / 2, bytes.len() - 2] {
            let mut broken = bytes.clone();
            broken[at] ^= 4;
            fs::remove_file(&path).unwrap();
            fs::write(&path, broken).unwrap();
            assert!(!look(), "{name} at {at}");
        }
        fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
        assert!(!look(), "{name} cut short");
        fs::remove_file(&path).unwrap();
        assert!(!look(), "{name} gone");
        fs::write(&path, bytes).unwrap();
        assert!(look(), "{name} put back");
    }
    for name in ["keys.json", "keys.copy.json"] {
        fs::write(folder.join(name), b"{}").unwrap();
    }
    assert!(!look());
}

#[test]
fn a_rehearsal_reads_everything_and_leaves_nothing_behind() {
    let temp = tempfile::tempdir().unwrap();
    let journal = some(&temp.path().join("j"));
    let made = journal.back_up(Reason::Asked).unwrap();
    let before = names(&journal.folder().join(FOLDER));
    let tried = journal.with_backups(|source, stop| rehearse(source, &made.id, stop)).unwrap();
    assert_eq!((tried.sound, tried.entries, tried.attachments, tried.problems), (true, 2, 1, Vec::new()));
    assert_eq!(names(&journal.folder().join(FOLDER)), before);
}

#[test]
fn a_restored_journal_holds_what_it_held_then_and_the_present_one_is_untouched() {
    let temp = tempfile::tempdir().unwrap();
    let (place, into) = (temp.path().join("j"), temp.path().join("new/restored"));
    let journal = some(&place);
    journal.back_up(Reason::Asked).unwrap();
    write(&journal, "Later");
    let folder = only(&place);
    let restored = restore::into(&folder, &into, &journal::keys::Way::Alone, &Stop::default()).unwrap();
    assert_eq!((restored.holds.entries, restored.opened), (2, true));
    assert_eq!(titles(&into), ["Silence", "Noise"]);
    let again = Journal::open(&into, Clock::system()).unwrap();
    let sealed = again.read(attachments::ids).unwrap();
    assert_eq!(again.vault().read(sealed[0].0).unwrap(), [7; 200_000]);
    drop((journal, again));
    assert_eq!(titles(&place), ["Silence", "Noise", "Later"]);
    assert!(matches!(
        restore::into(&folder, &into, &journal::keys::Way::Alone, &Stop::default()),
        Err(Error::BadInput(_))
    ));
}

#[test]
fn a_damaged_backup_is_not_restored_and_leaves_no_folder() {
    let temp = tempfile::tempdir().unwrap();
    let journal = some(&temp.path().join("j"));
    journal.back_up(Reason::Asked).unwrap();
    let folder = only(journal.folder());
    let mut bytes = fs::read(folder.join("journal.db")).unwrap();
    bytes[9_000] ^= 1;
    fs::write(folder.join("journal.db"), bytes).unwrap();
    let into = temp.path().join("restored");
    assert!(matches!(
        restore::into(&folder, &into, &journal::keys::Way::Alone, &Stop::default()),
        Err(Error::Damaged(_))
    ));
    assert_eq!(names(temp.path()), ["j"]);
    let refused = journal
        .with_backups(|source, stop| restore::prepare(source.folder, &folder, Some(source.key), stop))
        .unwrap_err();
    assert!(matches!(refused, Error::Damaged(_)));
    assert!(!restore::is_prepared(journal.folder()));
}

#[test]
fn what_is_restored_takes_the_place_of_the_present_one_which_can_be_put_back() {
    let temp = tempfile::tempdir().unwrap();
    let place = temp.path().join("j");
    let journal = some(&place);
    journal.back_up(Reason::Asked).unwrap();
    write(&journal, "Later");
    let folder = only(&place);
    journal.with_backups(|source, stop| restore::prepare(source.folder, &folder, Some(source.key), stop)).unwrap();
    assert!(matches!(Journal::take_over(&place, None, &Clock::system()), Err(Error::InUse(_))));
    drop(journal);
    Journal::take_over(&place, None, &Clock::system()).unwrap();
    assert_eq!(titles(&place), ["Silence", "Noise"]);
    let asides = takeover::asides(&place, &Clock::system()).unwrap();
    assert_eq!((asides.len(), asides[0].due, asides[0].why), (1, false, Why::Restore));
    assert_eq!(titles(&place.join(&asides[0].id)), ["Silence", "Noise", "Later"], "it is a journal itself");
    assert_eq!(folders(&place).unwrap().len(), 1, "backups stay where they are");

    Journal::take_over(&place, Some(&asides[0].id), &Clock::system()).unwrap();
    assert_eq!(titles(&place), ["Silence", "Noise", "Later"]);
    let asides = takeover::asides(&place, &Clock::system()).unwrap();
    assert_eq!((asides.len(), asides[0].why), (1, Why::PutBack));
    takeover::delete_aside(&place, &asides[0].id, &Clock::system()).unwrap();
    assert_eq!(titles(&place), ["Silence", "Noise", "Later"]);
    assert!(takeover::delete_aside(&place, "backups", &Clock::system()).is_err());
}

#[test]
fn a_takeover_cut_short_anywhere_leaves_exactly_one_journal() {
    let temp = tempfile::tempdir().unwrap();
    let place = temp.path().join("j");
    let journal = some(&place);
    journal.back_up(Reason::Asked).unwrap();
    write(&journal, "Later");
    let folder = only(&place);
    journal.with_backups(|source, stop| restore::prepare(source.folder, &folder, Some(source.key), stop)).unwrap();
    drop(journal);
    let whole = temp.path().join("whole");
    let copy = |from: &Path, to: &Path| {
        drop(fs::remove_dir_all(to));
        assert!(std::process::Command::new("cp").arg("-a").args([from, to]).status().unwrap().success());
    };
    copy(&place, &whole);
    let note = |phase: &str| {
        format!(
            r#"{{"from":"restoring","aside":"before-restore-x","phase":"{phase}","about":{{"at":"2026-11-22T04:00:00Z","why":"restore"}}}}"#
        )
    };
    // Every state that a crash can leave: after each rename of each phase.
    let parts = ["journal.db", "keys.json", "keys.copy.json", "attachments"];
    for phase in ["out", "in"] {
        for done in 0..=parts.len() {
            copy(&whole, &place);
            let aside = place.join("before-restore-x");
            fs::create_dir(&aside).unwrap();
            let out = if phase == "in" { parts.len() } else { done };
            for part in &parts[..out] {
                fs::rename(place.join(part), aside.join(part)).unwrap();
            }
            if phase == "in" {
                fs::write(aside.join("put-aside.json"), r#"{"at":"2026-11-22T04:00:00Z","why":"restore"}"#).unwrap();
                for part in &parts[..done] {
                    fs::rename(place.join("restoring").join(part), place.join(part)).unwrap();
                }
            }
            fs::write(place.join("takeover.json"), note(phase)).unwrap();
            assert_eq!(titles(&place), ["Silence", "Noise"], "{phase} {done}");
            assert_eq!(titles(&aside), ["Silence", "Noise", "Later"], "{phase} {done}");
            assert!(!place.join("takeover.json").exists() && !place.join("restoring").exists());
        }
    }
    // Without the note, nothing has begun.
    copy(&whole, &place);
    assert_eq!(titles(&place), ["Silence", "Noise", "Later"]);
    assert!(!place.join("restoring").exists(), "what was made ready and never taken goes at the next opening");
}

#[test]
fn a_note_that_names_another_place_moves_nothing() {
    let temp = tempfile::tempdir().unwrap();
    let place = temp.path().join("j");
    drop(some(&place));
    for (from, aside) in
        [("../x", "before-a"), ("restoring", "../../tmp"), ("restoring", "backups"), ("a/b", "before-a")]
    {
        let note = format!(
            r#"{{"from":"{from}","aside":"{aside}","phase":"out","about":{{"at":"2026-11-22T04:00:00Z","why":"restore"}}}}"#
        );
        fs::write(place.join("takeover.json"), note).unwrap();
        assert!(matches!(Journal::open(&place, Clock::system()), Err(Error::Damaged(_))), "{from} {aside}");
        assert!(place.join("journal.db").exists());
    }
    fs::remove_file(place.join("takeover.json")).unwrap();
    assert_eq!(titles(&place), ["Silence", "Noise"]);
}

#[test]
fn a_journal_much_smaller_than_its_last_backup_lets_none_go_until_that_is_accepted() {
    let temp = tempfile::tempdir().unwrap();
    let place = temp.path().join("j");
    let journal = Journal::create(&place, Clock::system()).unwrap();
    let ids: Vec<EntryId> = (0..10).map(|number| write(&journal, &format!("Entry {number}"))).collect();
    for _ in 0..3 {
        journal.back_up(Reason::Asked).unwrap();
    }
    assert_eq!(list(&place).unwrap().len(), 1, "of a day the last is kept");
    journal.write(Op::TrashEntry, |tx| entries::trash(tx, &ids)).unwrap();
    let request = entries::Purge { ids: ids[..2].to_vec(), claims: Vec::new(), packs: None, dispatches: None };
    journal.write(Op::Purge, |tx| entries::purge(tx, journal.vault(), &request)).unwrap();
    for _ in 0..3 {
        journal.back_up(Reason::Asked).unwrap();
    }
    let all = list(&place).unwrap();
    assert_eq!(
        all.iter().map(|one| (one.holds.all(), one.shrunk)).collect::<Vec<_>>(),
        [(10, false), (8, true), (8, false), (8, false)]
    );
    accept(&place).unwrap();
    journal.back_up(Reason::Asked).unwrap();
    assert_eq!(list(&place).unwrap().len(), 1);
}

#[test]
fn the_only_good_backup_cannot_be_deleted_and_a_damaged_one_is_listed_and_left_alone() {
    let temp = tempfile::tempdir().unwrap();
    let place = temp.path().join("j");
    let journal = some(&place);
    let first = journal.back_up(Reason::BeforeImport).unwrap();
    assert!(first.pinned);
    assert!(matches!(delete(&place, &first.id), Err(Error::BadInput(_))));
    let second = journal.back_up(Reason::Asked).unwrap();
    fs::write(place.join(FOLDER).join(&first.id).join("manifest.json"), b"{}").unwrap();
    let all = list(&place).unwrap();
    assert_eq!(all.iter().map(|one| one.fault.is_some()).collect::<Vec<_>>(), [true, false]);
    assert_eq!(all[0].at.utc().format("%Y%m%dT%H%M%SZ").to_string(), first.id[..16]);
    assert!(delete(&place, &second.id).is_err());
    assert!(delete(&place, "../j").is_err() && find(&place, ".making-x").is_err());
    delete(&place, &first.id).unwrap();
    assert_eq!(list(&place).unwrap().len(), 1);
}

#[test]
fn a_backup_called_off_leaves_nothing_behind() {
    let temp = tempfile::tempdir().unwrap();
    let journal = some(&temp.path().join("j"));
    journal
        .with_backups(|source, _| {
            let stop = Stop::default();
            stop.stop();
            assert!(matches!(make(source, Reason::Asked, &stop), Err(Error::Cancelled)));
            Ok(())
        })
        .unwrap();
    assert_eq!(names(&journal.folder().join(FOLDER)), Vec::<String>::new());
}

#[test]
fn what_a_crash_left_in_the_middle_of_a_backup_is_gone_at_the_next_opening() {
    let temp = tempfile::tempdir().unwrap();
    let place = temp.path().join("j");
    drop(some(&place));
    let left = place.join(FOLDER).join(".making-20261122T000000Z-daily");
    fs::create_dir_all(left.join("attachments")).unwrap();
    fs::write(left.join("journal.db"), b"half").unwrap();
    drop(Journal::open(&place, Clock::system()).unwrap());
    assert!(!left.exists());
}

#[test]
fn a_file_the_journal_had_lost_is_named_and_does_not_keep_the_rest_from_being_backed_up() {
    let temp = tempfile::tempdir().unwrap();
    let journal = some(&temp.path().join("j"));
    let (id, ..) = journal.read(attachments::ids).unwrap()[0].clone();
    fs::remove_file(journal.folder().join("attachments").join(id.to_string())).unwrap();
    let made = journal.back_up(Reason::Asked).unwrap();
    assert_eq!((made.missing, made.fault), (1, None));
    let tried = journal.with_backups(|source, stop| rehearse(source, &made.id, stop)).unwrap();
    assert!(tried.sound, "{:?}", tried.problems);
}

#[test]
fn a_copy_elsewhere_is_whole_and_can_be_restored_without_the_journal() {
    let temp = tempfile::tempdir().unwrap();
    let (place, stick) = (temp.path().join("j"), temp.path().join("stick"));
    let journal = some(&place);
    let made = journal.back_up(Reason::Asked).unwrap();
    copy_out(&find(&place, &made.id).unwrap(), &stick, &Stop::default()).unwrap();
    assert!(copy_out(&find(&place, &made.id).unwrap(), &stick, &Stop::default()).is_err());
    drop(journal);
    fs::remove_dir_all(&place).unwrap();
    let into = temp.path().join("home/new");
    restore::into(&stick, &into, &journal::keys::Way::Alone, &Stop::default()).unwrap();
    assert_eq!(titles(&into), ["Silence", "Noise"]);
}

#[test]
fn saves_do_not_wait_for_a_backup() {
    let temp = tempfile::tempdir().unwrap();
    let journal = Journal::create(&temp.path().join("j"), Clock::system()).unwrap();
    let body = "The room was quiet for a while, and nobody asked. ".repeat(40);
    let ids: Vec<EntryId> = journal
        .write(Op::Import, |tx| {
            let add = |number: usize| EntryFields {
                title: Some(format!("Entry {number}")),
                body: Some(body.clone()),
                ..EntryFields::default()
            };
            (0..1_500).map(|number| Ok(entries::add(tx, add(number))?.id)).collect()
        })
        .unwrap();
    let (mut took, mut backup) = (Vec::new(), std::time::Duration::ZERO);
    std::thread::scope(|threads| {
        let making = threads.spawn(|| {
            let began = std::time::Instant::now();
            journal.back_up(Reason::Asked).unwrap();
            began.elapsed()
        });
        let mut round = 0;
        while !making.is_finished() || round < 50 {
            let id = ids[round % ids.len()];
            let base = journal.read(|tx| entries::get(tx, id)).unwrap().revision;
            let fields = EntryFields { body: Some(format!("{body} {round}")), ..EntryFields::default() };
            let began = std::time::Instant::now();
            journal
                .write(Op::SaveEntry, |tx| entries::save(tx, entries::SaveEntry { id, base, fields, keep: false }))
                .unwrap();
            took.push(began.elapsed());
            round += 1;
        }
        backup = making.join().unwrap();
    });
    took.sort();
    let (p50, p99) = (took[took.len() / 2], took[took.len() * 99 / 100]);
    println!("{} saves while a backup of 1,500 entries took {backup:?}: p50 {p50:?}, p99 {p99:?}", took.len());
    assert!(
        p99 < backup.max(std::time::Duration::from_millis(500)),
        "a save waited for the backup: {p99:?} of {backup:?}"
    );
}
