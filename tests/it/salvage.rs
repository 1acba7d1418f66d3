//! A damaged database: whatever is done to its file, what is still readable comes back, nothing that comes back is garbled,
//! and the damaged one is left as it is.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use journal::api::{Paths, rescue};
use journal::backup::salvage::{self, Salvaged};
use journal::entries::{self, Entry, EntryFields};
use journal::id::EntryId;
use journal::keys::{Keys, Way};
use journal::{Clock, Error, Journal, attachments, change::Op};
use serde_json::{Value, json};

const PAGE: usize = 4096;

/// A journal of some size, every kind of row in it, and what it holds.
struct Whole {
    temp: tempfile::TempDir,
    entries: HashMap<EntryId, Entry>,
    /// Every text an entry ever had.
    texts: HashMap<EntryId, Vec<String>>,
}

impl Whole {
    fn new(count: usize) -> Self {
        let temp = tempfile::tempdir().unwrap();
        let journal = Journal::create(&temp.path().join("whole"), Clock::system()).unwrap();
        let mut texts: HashMap<EntryId, Vec<String>> = HashMap::new();
        for number in 0..count {
            let length = if number % 17 == 0 { 900 } else { 30 + number % 60 };
            let body = format!("Entry {number}. {}", "The room was quiet for a while. ".repeat(length));
            let fields = EntryFields {
                title: Some(format!("Title {number}")),
                body: Some(body.clone()),
                tags: Some(vec![format!("tag{}", number % 5)]),
                ..EntryFields::default()
            };
            let entry = journal.write(Op::AddEntry, |tx| entries::add(tx, fields)).unwrap();
            texts.insert(entry.id, vec![body.clone()]);
            if number % 3 == 0 {
                let later = format!("{body} And then somebody asked.");
                let fields = EntryFields { body: Some(later.clone()), ..EntryFields::default() };
                let request = entries::SaveEntry { id: entry.id, base: entry.revision, fields, keep: true };
                journal.write(Op::SaveEntry, |tx| entries::save(tx, request)).unwrap();
                texts.get_mut(&entry.id).unwrap().push(later);
            }
            if number % 20 == 0 {
                let staged = journal.vault().stage(&mut body.as_bytes()).unwrap();
                let request =
                    attachments::AddAttachment { entry: entry.id, staged: staged.to_string(), name: "a.txt".into() };
                journal.write(Op::AddAttachment, |tx| attachments::add(tx, journal.vault(), &request)).unwrap();
            }
        }
        let all = all(&journal);
        Self { temp, entries: all, texts }
    }

    /// A copy of it to be damaged.
    fn copy(&self) -> std::path::PathBuf {
        let to = self.temp.path().join("damaged");
        drop(fs::remove_dir_all(&to));
        assert!(
            std::process::Command::new("cp")
                .arg("-a")
                .args([&self.temp.path().join("whole"), &to])
                .status()
                .unwrap()
                .success()
        );
        to
    }

    fn salvage(&self, damaged: &Path) -> journal::Result<(Salvaged, HashMap<EntryId, Entry>)> {
        let to = self.temp.path().join("salvaged");
        drop(fs::remove_dir_all(&to));
        let (keys, _) = Keys::open(damaged, &Way::Alone)?;
        let before = fs::read(damaged.join("journal.db")).unwrap();
        let salvaged = salvage::into(damaged, &to, &keys, &Clock::system())?;
        assert!(fs::read(damaged.join("journal.db")).unwrap() == before, "the damaged one is only read");
        let journal = Journal::open(&to, Clock::system())?;
        assert_eq!(journal.check_database()?, Vec::<String>::new());
        Ok((salvaged, all(&journal)))
    }

    /// What came back is what had been written, and the figures say what came back.
    fn holds(&self, salvaged: &Salvaged, found: &HashMap<EntryId, Entry>, what: &str) {
        for (id, entry) in found {
            let texts = &self.texts[id];
            let known = texts.contains(&entry.body)
                || (salvaged.cut > 0 && texts.iter().any(|text| text.starts_with(&entry.body)));
            assert!(known, "{what}: {id} came back with a text it never had");
        }
        let count = |number: u32| usize::try_from(number).unwrap();
        let back = count(salvaged.whole + salvaged.older + salvaged.mended + salvaged.cut);
        assert_eq!(back, found.len(), "{what}: {salvaged:?}");
        assert_eq!(count(salvaged.known), found.len() + salvaged.lost.len(), "{what}: {salvaged:?}");
        for lost in &salvaged.lost {
            assert!(self.entries.contains_key(&lost.id) && !found.contains_key(&lost.id), "{what}");
            assert!(lost.at.is_some());
        }
    }
}

fn all(journal: &Journal) -> HashMap<EntryId, Entry> {
    let ids = journal.read(entries::all_ids).unwrap();
    ids.into_iter().map(|id| (id, journal.read(|tx| entries::get(tx, id)).unwrap())).collect()
}

fn damage(folder: &Path, work: impl FnOnce(&mut Vec<u8>)) {
    let path = folder.join("journal.db");
    let mut bytes = fs::read(&path).unwrap();
    work(&mut bytes);
    fs::write(&path, bytes).unwrap();
}

#[test]
fn a_whole_journal_comes_back_as_it_is() {
    let whole = Whole::new(60);
    let (salvaged, found) = whole.salvage(&whole.copy()).unwrap();
    assert_eq!(found, whole.entries);
    assert_eq!((salvaged.known, salvaged.whole, salvaged.lost.len(), salvaged.damaged_pages), (60, 60, 0, 0));
    assert_eq!((salvaged.attachments, salvaged.attachments_missing), (3, 0));
    whole.holds(&salvaged, &found, "whole");
}

#[test]
fn a_flipped_bit_anywhere_costs_at_most_what_stood_on_its_page() {
    let whole = Whole::new(60);
    let pages = fs::metadata(whole.copy().join("journal.db")).unwrap().len() as usize / PAGE;
    let mut least = whole.entries.len();
    for round in 0..24 {
        let page = round * pages / 24;
        let damaged = whole.copy();
        damage(&damaged, |bytes| bytes[page * PAGE + 100 + round] ^= 1 << (round % 8));
        let what = format!("page {} of {pages}", page + 1);
        let (salvaged, found) = whole.salvage(&damaged).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(salvaged.damaged_pages, 1, "{what}");
        whole.holds(&salvaged, &found, &what);
        // Rows of entries are small: a page holds a dozen or two. Their texts come back in any case.
        assert!(salvaged.lost.len() <= 4, "{what}: {salvaged:?}");
        least = least.min(found.len());
    }
    assert!(least >= whole.entries.len() - 4, "{least}");
}

#[test]
fn pages_of_zeros_a_file_cut_short_and_a_lost_beginning_leave_the_rest() {
    let whole = Whole::new(60);
    let length = fs::metadata(whole.copy().join("journal.db")).unwrap().len() as usize;
    type Damage = Box<dyn Fn(&mut Vec<u8>)>;
    let cases: [(&str, Damage, usize); 6] = [
        ("eight pages of zeros", Box::new(move |bytes| bytes[length / 2..length / 2 + 8 * PAGE].fill(0)), 40),
        ("the last quarter gone", Box::new(move |bytes| bytes.truncate(length * 3 / 4)), 20),
        ("half a page at the end", Box::new(move |bytes| bytes.truncate(length - PAGE / 2)), 50),
        ("the first page of zeros", Box::new(|bytes| bytes[..PAGE].fill(0)), 50),
        ("the first byte flipped", Box::new(|bytes| bytes[0] ^= 0xff), 50),
        ("another page in the place of one", Box::new(|bytes| bytes.copy_within(5 * PAGE..6 * PAGE, 9 * PAGE)), 50),
    ];
    for (what, work, expected) in cases {
        let damaged = whole.copy();
        damage(&damaged, |bytes| work(bytes));
        let (salvaged, found) = whole.salvage(&damaged).unwrap_or_else(|error| panic!("{what}: {error}"));
        whole.holds(&salvaged, &found, what);
        assert!(found.len() >= expected, "{what}: {} came back, {salvaged:?}", found.len());
    }
}

#[test]
fn of_an_empty_file_nothing_comes_back_and_nothing_is_made() {
    let whole = Whole::new(3);
    let damaged = whole.copy();
    damage(&damaged, Vec::clear);
    assert!(matches!(whole.salvage(&damaged), Err(Error::Damaged(_))));
    assert!(!whole.temp.path().join("salvaged").exists());
    fs::remove_file(damaged.join("journal.db")).unwrap();
    let (keys, _) = Keys::open(&damaged, &Way::Alone).unwrap();
    let to = whole.temp.path().join("salvaged");
    assert!(matches!(salvage::into(&damaged, &to, &keys, &Clock::system()), Err(Error::Damaged(_))));
}

#[test]
fn what_only_the_log_holds_comes_back_and_without_the_log_what_was_before() {
    let whole = Whole::new(10);
    let journal = Journal::open(&whole.temp.path().join("whole"), Clock::system()).unwrap();
    let fields =
        EntryFields { title: Some("Only in the log".into()), body: Some("x".into()), ..EntryFields::default() };
    let id = journal.write(Op::AddEntry, |tx| entries::add(tx, fields)).unwrap().id;
    let damaged = whole.copy();
    drop(journal);
    assert!(damaged.join("journal.db-wal").exists());
    damage(&damaged, |bytes| bytes[2 * PAGE + 9] ^= 1);
    let to = whole.temp.path().join("with");
    let (keys, _) = Keys::open(&damaged, &Way::Alone).unwrap();
    salvage::into(&damaged, &to, &keys, &Clock::system()).unwrap();
    let titles = |folder: &Path| -> Vec<String> {
        all(&Journal::open(folder, Clock::system()).unwrap()).into_values().map(|entry| entry.title).collect()
    };
    assert!(titles(&to).contains(&"Only in the log".to_owned()), "{id}");
    fs::remove_file(damaged.join("journal.db-wal")).unwrap();
    drop(fs::remove_file(damaged.join("journal.db-shm")));
    let to = whole.temp.path().join("without");
    let salvaged = salvage::into(&damaged, &to, &keys, &Clock::system()).unwrap();
    assert!(salvaged.known >= 10, "{salvaged:?}");
    assert!(titles(&to).len() >= 9);
}

fn ask(folder: &Path, name: &str, request: Value) -> Value {
    rescue::call(folder, &Clock::system(), &Paths, name, request).unwrap()
}

#[test]
fn a_damaged_journal_is_never_replaced_by_itself_and_has_three_ways_out() {
    let whole = Whole::new(20);
    let backed_up = Journal::open(&whole.temp.path().join("whole"), Clock::system()).unwrap();
    let made = backed_up.back_up(journal::backup::Reason::Asked).unwrap();
    drop(backed_up);
    let damaged = whole.copy();
    damage(&damaged, |bytes| bytes[..PAGE].fill(0));
    for _ in 0..2 {
        let refused = Journal::open_or_create(&damaged, Clock::system());
        assert!(matches!(refused, Err(Error::Damaged(_))));
    }
    let seen = ask(&damaged, "rescue_look", json!({}));
    assert_eq!(
        (&seen["keys"], &seen["locked"], &seen["backups"][0]["holds"]["entries"]),
        (&json!("whole"), &json!(false), &json!(20))
    );

    // Salvage, in its place; the damaged one is kept.
    let salvaged = ask(&damaged, "rescue_salvage", json!({}));
    assert!(salvaged["known"].as_u64().unwrap() >= 19, "{salvaged}");
    ask(&damaged, "rescue_take", json!({}));
    assert!(all(&Journal::open(&damaged, Clock::system()).unwrap()).len() >= 19);
    let aside = journal::backup::takeover::asides(&damaged, &Clock::system()).unwrap().remove(0);
    assert_eq!(aside.why, journal::backup::takeover::Why::Salvage);
    assert_eq!(fs::read(damaged.join(&aside.id).join("journal.db")).unwrap()[..PAGE], [0; PAGE]);

    // The last good backup.
    let damaged = whole.copy();
    damage(&damaged, Vec::clear);
    ask(&damaged, "rescue_restore", json!({ "id": made.id }));
    ask(&damaged, "rescue_take", json!({}));
    assert_eq!(all(&Journal::open(&damaged, Clock::system()).unwrap()), whole.entries);

    // Lost keys, from a backup.
    let damaged = whole.copy();
    fs::remove_file(damaged.join("keys.json")).unwrap();
    fs::write(damaged.join("keys.copy.json"), b"{}").unwrap();
    assert!(Journal::open_or_create(&damaged, Clock::system()).is_err());
    assert_eq!(ask(&damaged, "rescue_look", json!({}))["keys"], "damaged");
    ask(&damaged, "rescue_keys", json!({ "id": made.id }));
    assert_eq!(all(&Journal::open(&damaged, Clock::system()).unwrap()), whole.entries);
    let again = rescue::call(&damaged, &Clock::system(), &Paths, "rescue_keys", json!({ "id": made.id })).unwrap_err();
    assert!(again.message.contains("whole"), "{again}");
    assert!(rescue::call(&damaged, &Clock::system(), &Paths, "rescue_explode", json!({})).is_err());
}
