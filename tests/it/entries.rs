//! Entries as they are written: nothing lost, nothing altered, versions where they should be.

use journal::change::Op;
use journal::entries::{
    Audience, EntryFields, Filter, Happened, Kind, ListEntries, Precision, Readiness, SaveEntry, list,
};
use journal::id::EntryId;
use journal::loops::{self, BeginLoop, Stage};
use journal::versions::{self, Reason};
use journal::{Error, Journal};
use proptest::prelude::*;

use crate::world::{START, World};

#[test]
fn a_new_entry_is_a_private_draft_that_happened_now() {
    let world = World::new();
    let entry = world.add("", "text");
    assert_eq!((entry.readiness, entry.audience, entry.starred), (Readiness::Draft, Audience::Private, false));
    assert_eq!(entry.happened.local, "2026-11-21T18:40:00", "Amsterdam is an hour ahead");
    assert_eq!(entry.happened.zone.as_deref(), Some("Europe/Amsterdam"));
    assert_eq!(entry.written_at.millis(), START);
}

#[test]
fn making_it_ready_and_shareable_is_one_save_that_needs_no_revision() {
    let world = World::new();
    let entry = world.add("t", "b");
    world.body(entry.id, "b2");
    let fields = EntryFields {
        readiness: Some(Readiness::Ready),
        audience: Some(Audience::Shareable),
        ..EntryFields::default()
    };
    let request = SaveEntry { id: entry.id, base: "1".into(), fields, keep: false };
    let saved = world.journal.write(Op::SaveEntry, |tx| journal::entries::save(tx, request)).unwrap();
    assert_eq!((saved.readiness, saved.audience, saved.body.as_str()), (Readiness::Ready, Audience::Shareable, "b2"));
}

#[test]
fn a_text_saved_over_another_state_is_refused_and_both_are_safe() {
    let world = World::new();
    let entry = world.add("t", "first");
    world.body(entry.id, "second");
    let fields = EntryFields { body: Some("from an old window".into()), ..EntryFields::default() };
    let request = SaveEntry { id: entry.id, base: entry.revision, fields, keep: false };
    let refused = world.journal.write(Op::SaveEntry, |tx| journal::entries::save(tx, request));
    assert!(matches!(refused, Err(Error::Stale)));
    assert_eq!(world.get(entry.id).body, "second");
}

#[test]
fn ten_megabytes_are_kept_as_written() {
    let world = World::new();
    let body = "line of text \r\n\u{0}\u{feff}".repeat(600_000);
    let entry = world.add("long", &body);
    assert!(!entry.rich);
    assert_eq!(world.get(entry.id).body, body);
}

#[test]
fn versions_are_kept_as_the_sitting_goes() {
    let world = World::new();
    let entry = world.add("t", "one");
    for minute in 1..=11 {
        world.later(1);
        world.body(entry.id, &format!("one {minute}"));
    }
    let reasons = |world: &World| -> Vec<Reason> {
        world.journal.read(|tx| versions::list(tx, entry.id)).unwrap().iter().map(|row| row.reason).collect()
    };
    assert_eq!(reasons(&world), [Reason::Now, Reason::Interval, Reason::Interval, Reason::First]);
    world.later(45);
    world.body(entry.id, "two");
    assert_eq!(reasons(&world)[..4], [Reason::Now, Reason::First, Reason::Last, Reason::Interval]);
    world.save(entry.id, EntryFields { body: Some("two, kept".into()), ..EntryFields::default() }, true);
    assert_eq!(reasons(&world)[1], Reason::Kept);
}

#[test]
fn the_text_before_a_great_shrink_is_kept_and_can_be_brought_back() {
    let world = World::new();
    let long = "a long reflection ".repeat(20);
    let entry = world.add("t", "x");
    world.body(entry.id, &long);
    world.body(entry.id, "");
    let rows = world.journal.read(|tx| versions::list(tx, entry.id)).unwrap();
    let kept = rows.iter().find(|row| row.reason == Reason::BeforeShrink).expect("the long text is kept");
    let id = kept.id.parse().unwrap();
    let restored = world.journal.write(Op::RestoreVersion, |tx| versions::restore(tx, entry.id, id)).unwrap();
    assert_eq!(restored.body, long);
    assert_eq!(world.get(entry.id).body, long);
}

#[test]
fn a_text_deleted_bit_by_bit_is_kept_at_its_longest() {
    let world = World::new();
    let entry = world.add("t", "one");
    for words in [50, 200, 1_000, 700, 450, 300, 150, 60, 10] {
        world.body(entry.id, &"word ".repeat(words));
    }
    let rows = world.journal.read(|tx| versions::list(tx, entry.id)).unwrap();
    let kept: Vec<_> = rows.iter().filter(|row| row.reason == Reason::BeforeShrink).map(|row| row.words).collect();
    assert_eq!(kept, [150, 1_000], "the longest before it fell below a fifth, and again");
}

#[test]
fn ctrl_s_without_a_change_makes_no_second_version() {
    let world = World::new();
    let entry = world.add("t", "one");
    world.body(entry.id, "two");
    world.later(60);
    world.save(entry.id, EntryFields::default(), true);
    let rows = world.journal.read(|tx| versions::list(tx, entry.id)).unwrap();
    assert_eq!(rows.iter().map(|row| row.reason).collect::<Vec<_>>(), [Reason::Now, Reason::Kept, Reason::First]);
}

#[test]
fn the_spelling_of_a_tag_can_be_corrected() {
    let world = World::new();
    let entry = world.add("t", "b");
    for name in ["anna", "Anna"] {
        let names = Some(vec![name.to_owned()]);
        let fields = EntryFields { tags: names.clone(), people: names, ..EntryFields::default() };
        let saved = world.save(entry.id, fields, false);
        assert_eq!((saved.tags, saved.people), (vec![name.to_owned()], vec![name.to_owned()]));
    }
}

#[test]
fn a_month_is_listed_after_a_day_within_it() {
    let world = World::new();
    let entry = world.add("t", "b");
    let happened = Happened { precision: Precision::Month, local: "2024-03".into(), zone: None, offset_minutes: None };
    world.save(entry.id, EntryFields { happened: Some(happened), ..EntryFields::default() }, false);
    let total =
        |day: &str| world.call("entry_list", serde_json::json!({"filter": {"after": day}})).unwrap()["total"].clone();
    assert_eq!((total("2024-03-15"), total("2024-04-01")), (1.into(), 0.into()));
}

#[test]
fn a_file_whose_attaching_failed_can_be_attached_again() {
    let world = World::new();
    let entry = world.add("t", "b");
    let staged = world.journal.vault().stage(&mut b"notes".as_slice()).unwrap();
    let request =
        |entry: journal::id::EntryId| serde_json::json!({"entry": entry, "staged": staged, "name": "notes.txt"});
    assert!(world.call("attachment_add", request(journal::id::EntryId::new())).is_err(), "no such entry");
    assert_eq!(world.call("attachment_add", request(entry.id)).unwrap()["bytes"], 5);
}

#[test]
fn a_rule_for_versions_spares_those_that_were_kept_on_purpose() {
    let world = World::new();
    let entry = world.add("t", "first");
    world.save(entry.id, EntryFields { body: Some("kept".into()), ..EntryFields::default() }, true);
    world.later(60 * 24 * 40);
    world.body(entry.id, "now");
    let count = || world.journal.read(|tx| versions::list(tx, entry.id)).unwrap().len();
    let before = count();
    let effect = world.call("version_rule", serde_json::json!({"days": 30})).unwrap();
    assert_eq!(effect["versions"], 1);
    world.call("settings_save", serde_json::json!({"keep_versions_days": 30})).unwrap();
    assert_eq!(count(), before - 1);
    let rows = world.journal.read(|tx| versions::list(tx, entry.id)).unwrap();
    assert!(rows.iter().any(|row| row.reason == Reason::Kept));
}

#[test]
fn the_trash_keeps_all_and_gives_all_back() {
    let world = World::new();
    let entry = world.save(
        world.add("t", "b").id,
        EntryFields { tags: Some(vec!["y9".into()]), people: Some(vec!["Anna".into()]), ..EntryFields::default() },
        false,
    );
    world.call("tray_add", serde_json::json!({"ids": [entry.id]})).unwrap();
    world.call("entry_trash", serde_json::json!({"ids": [entry.id]})).unwrap();
    assert_eq!(world.call("entry_list", serde_json::json!({})).unwrap()["total"], 0);
    assert_eq!(world.call("tray_list", serde_json::json!({})).unwrap().as_array().unwrap().len(), 0);
    world.call("entry_restore", serde_json::json!({"ids": [entry.id]})).unwrap();
    assert_eq!(world.get(entry.id), entry);
}

#[test]
fn an_attached_file_comes_back_after_a_restart_and_its_removal_can_be_undone() {
    let world = World::new();
    let entry = world.add("t", "b");
    let staged = world.journal.vault().stage(&mut b"\x89PNG\r\n\x1a\nrest".as_slice()).unwrap();
    let request = serde_json::json!({"entry": entry.id, "staged": staged, "name": "../../photo.png"});
    let attachment = world.call("attachment_add", request).unwrap();
    assert_eq!((attachment["name"].as_str(), attachment["is_image"].as_bool()), (Some("photo.png"), Some(true)));
    let world = world.reopened();
    let id = world.get(entry.id).attachments[0].id;
    assert_eq!(world.journal.vault().read(id).unwrap(), b"\x89PNG\r\n\x1a\nrest");
    world.call("attachment_remove", serde_json::json!({"id": id})).unwrap();
    assert!(world.get(entry.id).attachments.is_empty());
    world.call("attachment_restore", serde_json::json!({"id": id})).unwrap();
    assert_eq!(world.get(entry.id).attachments.len(), 1);
    assert_eq!(world.get(entry.id).revision, entry.revision, "a file does not make a text stale");
}

#[test]
fn a_list_pages_through_every_entry_once_newest_first() {
    let world = World::new();
    for day in 1..=28 {
        let entry = world.add(&format!("{day}"), "b");
        let happened = Happened {
            precision: Precision::Day,
            local: format!("2024-02-{day:02}"),
            zone: None,
            offset_minutes: None,
        };
        world.save(entry.id, EntryFields { happened: Some(happened), ..EntryFields::default() }, false);
    }
    let mut seen: Vec<String> = Vec::new();
    let mut cursor = serde_json::Value::Null;
    loop {
        let page = world.call("entry_list", serde_json::json!({"limit": 5, "cursor": cursor})).unwrap();
        assert_eq!(page["total"], 28);
        seen.extend(page["rows"].as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap().to_owned()));
        cursor = page["next"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(seen, (1..=28).rev().map(|day| day.to_string()).collect::<Vec<_>>());
}

#[test]
fn bad_fields_are_refused_in_words_and_change_nothing() {
    let world = World::new();
    let entry = world.add("t", "b");
    for fields in [
        serde_json::json!({"happened": {"precision": "day", "local": "soon"}}),
        serde_json::json!({"happened": {"precision": "exact", "local": "2026-11-21T10:00:00", "zone": "Mars/Base"}}),
        serde_json::json!({"title": "x".repeat(501)}),
        serde_json::json!({"unknown": 1}),
    ] {
        let refused = world
            .call("entry_save", serde_json::json!({"id": entry.id, "base": entry.revision, "fields": fields}))
            .unwrap_err();
        assert!(refused.message.len() > 20 && !refused.message.starts_with(char::is_lowercase), "{}", refused.message);
    }
    assert_eq!(world.get(entry.id), entry);
}

#[test]
fn a_journal_that_cannot_be_opened_says_why_and_nothing_is_created() {
    let world = World::new();
    let second = Journal::open(&world.place(), journal::Clock::system());
    assert!(matches!(second, Err(Error::InUse(_))), "open elsewhere");
    world.add("t", "b");
    let closed = world.closed();
    let folder = closed.folder.path().join("journal");
    let database = folder.join("journal.db");
    let bytes = std::fs::read(&database).unwrap();
    assert!(!folder.join("journal.db-wal").exists(), "closing leaves no log behind");
    std::fs::remove_file(&database).unwrap();
    let missing = closed.try_open().err().map(|error| error.to_string()).unwrap_or_default();
    assert!(missing.contains("journal.db"), "the database is missing: {missing}");
    assert!(!database.exists(), "and none was created");
    std::fs::write(&database, b"").unwrap();
    assert!(matches!(closed.try_open(), Err(Error::Damaged(_))), "empty");
    let mut flipped = bytes.clone();
    flipped[100] ^= 1;
    std::fs::write(&database, &flipped).unwrap();
    assert!(matches!(closed.try_open(), Err(Error::Damaged(_))), "a flipped bit");
    assert!(std::fs::read(&database).unwrap() == flipped, "the damaged file is left as it is");
    std::fs::write(&database, &bytes).unwrap();
    closed.opened();
}

#[test]
fn of_fifty_who_open_at_once_one_gets_the_journal_and_the_others_are_told() {
    let closed = World::new().closed();
    let barrier = std::sync::Barrier::new(50);
    let opened: Vec<journal::Result<Journal>> = std::thread::scope(|scope| {
        let one = || {
            barrier.wait();
            closed.try_open()
        };
        let threads: Vec<_> = (0..50).map(|_| scope.spawn(one)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(opened.iter().filter(|journal| journal.is_ok()).count(), 1);
    assert!(opened.iter().filter_map(|journal| journal.as_ref().err()).all(|error| matches!(error, Error::InUse(_))));
    drop(opened);
    assert!(
        closed.folder.path().join("journal/journal.lock").exists(),
        "the file stays; a lock is held by a process, not by a file"
    );
    closed.opened();
}

#[cfg(target_os = "linux")]
#[test]
fn a_journal_that_another_computer_has_open_says_so_until_it_was_opened_here() {
    let closed = World::new().closed();
    let lock = closed.folder.path().join("journal/journal.lock");
    assert_eq!(std::fs::read_to_string(&lock).unwrap(), "", "who closes it in order leaves nothing");
    let told = |world: &World| world.journal.soundness().places.join(" ").contains("Another computer");
    std::fs::write(&lock, "process 7\ncomputer 0123456789abcdef\n").unwrap();
    // Looking whether anybody is in it takes nothing away.
    journal::journal::nobody_in(&closed.folder.path().join("journal")).unwrap();
    let world = closed.opened();
    assert!(told(&world));
    let ours = std::fs::read_to_string(&lock).unwrap();
    assert!(ours.starts_with(&format!("process {}\ncomputer ", std::process::id())), "{ours}");
    let closed = world.closed();
    // As a kill leaves it.
    std::fs::write(&lock, ours).unwrap();
    assert!(!told(&closed.opened()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_kept_exactly_as_written(body in any::<String>(), more in any::<String>()) {
        let world = World::new();
        let entry = world.add("t", &body);
        prop_assert_eq!(&world.get(entry.id).body, &body);
        world.body(entry.id, &more);
        let world = world.reopened();
        prop_assert_eq!(&world.get(entry.id).body, &more);
    }
}

#[test]
fn the_timeline_tells_learning_logs_from_other_entries_and_by_their_stage() {
    let world = World::new();
    let plain = world.add("A day", "text").id;
    let begin = |title: &str| {
        let request = BeginLoop { title: Some(title.into()), ..BeginLoop::default() };
        world.journal.write(Op::BeginLoop, |tx| loops::begin(tx, request)).unwrap().entry.id
    };
    let noticed = begin("Noticed");
    let parked = begin("Parked");
    let park = loops::ParkLoop { id: parked, why: "marking".into(), revisit: None };
    world.journal.write(Op::MoveLoop, |tx| loops::park(tx, park)).unwrap();
    let listed = |filter: Filter| {
        let request = ListEntries { filter, ..ListEntries::default() };
        let page = world.journal.read(|tx| list(tx, &request)).unwrap();
        let mut ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
        ids.sort_unstable();
        (page.total, ids)
    };
    let sorted = |mut ids: Vec<EntryId>| {
        ids.sort_unstable();
        ids
    };
    assert_eq!(listed(Filter { kinds: Some(vec![Kind::Entry]), ..Filter::default() }), (1, vec![plain]));
    assert_eq!(
        listed(Filter { kinds: Some(vec![Kind::Loop]), ..Filter::default() }),
        (2, sorted(vec![noticed, parked]))
    );
    assert_eq!(
        listed(Filter { stages: Some(vec![Stage::Noticed, Stage::Tested]), ..Filter::default() }),
        (2, sorted(vec![noticed, parked])),
        "a parked one is still at its stage"
    );
    assert_eq!(listed(Filter { stages: Some(vec![Stage::Mapped]), ..Filter::default() }), (0, vec![]));
}

#[test]
fn a_filtered_list_comes_page_by_page_in_the_order_of_all_entries_also_of_one_day() {
    let world = World::new();
    for number in 0..40u32 {
        // Three on each day; two of each three at the same minute.
        let local = format!("2024-02-{:02}T1{}:00:00", 1 + number / 3, u32::from(number % 3 == 0));
        let happened = Happened { precision: Precision::Exact, local, zone: None, offset_minutes: Some(0) };
        let entry = world.add(&format!("{number}"), "b");
        let fields = EntryFields {
            happened: Some(happened),
            setting: Some(if number % 4 == 0 { "Ward" } else { "" }.to_owned()),
            tags: Some(if number % 2 == 0 { vec!["even".to_owned()] } else { Vec::new() }),
            starred: Some(number % 5 == 0),
            ..EntryFields::default()
        };
        world.save(entry.id, fields, false);
    }
    let listed = |filter: serde_json::Value, limit: u32| {
        let mut titles: Vec<u32> = Vec::new();
        let mut cursor = serde_json::Value::Null;
        loop {
            let request = serde_json::json!({"limit": limit, "cursor": cursor, "filter": filter});
            let page = world.call("entry_list", request).unwrap();
            let rows = page["rows"].as_array().unwrap();
            titles.extend(rows.iter().map(|row| row["title"].as_str().unwrap().parse::<u32>().unwrap()));
            cursor = page["next"].clone();
            if cursor.is_null() {
                assert_eq!(page["total"], titles.len());
                return titles;
            }
        }
    };
    let all = listed(serde_json::json!({}), 100);
    assert_eq!(all.len(), 40);
    let kept = |fits: fn(u32) -> bool| all.iter().copied().filter(|number| fits(*number)).collect::<Vec<_>>();
    for limit in [1, 3, 7, 100] {
        assert_eq!(listed(serde_json::json!({"settings": ["Ward"]}), limit), kept(|number| number % 4 == 0));
        assert_eq!(listed(serde_json::json!({"tags": ["even"]}), limit), kept(|number| number % 2 == 0));
        assert_eq!(
            listed(serde_json::json!({"starred": true, "tags": ["even"]}), limit),
            kept(|number| number % 10 == 0)
        );
        assert_eq!(
            listed(serde_json::json!({"after": "2024-02-03", "before": "2024-02-06"}), limit),
            kept(|number| (2..6).contains(&(number / 3)))
        );
        assert_eq!(listed(serde_json::json!({"has_attachment": true}), limit), [0; 0]);
        assert_eq!(listed(serde_json::json!({"has_attachment": false}), limit), all);
    }
}

#[test]
fn quick_open_shows_what_begins_so_before_what_only_holds_it_and_of_each_the_last_edited_first() {
    let world = World::new();
    for title in ["The marking", "Marking pens", "A remarkable day", "Mark's question", "Nothing of it"] {
        world.add(title, "b");
        world.later(1);
    }
    world.add("", "Marked without a title");
    let found = world.call("quick_open", serde_json::json!({"text": " MÁRK "})).unwrap();
    let titles: Vec<&str> = found.as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["", "Mark's question", "Marking pens", "The marking", "A remarkable day"]);
    let found = world.call("quick_open", serde_json::json!({"text": "mark", "limit": 2})).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 2);
}
