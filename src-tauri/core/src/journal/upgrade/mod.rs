//! A journal of the first schema, as it lies on somebody's disk, opened by this program.

mod store;

use super::*;
use crate::entries::{self, EntryFields, SaveEntry};
use crate::export::{self, Chosen};
use crate::id::EntryId;
use crate::keys::Keys;
use crate::loops::{self, BeginLoop};
use crate::search::{self, SearchFor};
use crate::store::migrate;
use crate::{questions, versions};

fn found(journal: &Journal, query: &str) -> u32 {
    let request: SearchFor = serde_json::from_value(serde_json::json!({ "query": query })).unwrap();
    journal.read(|tx| search::run(tx, journal.search(), &request)).unwrap().unwrap().total
}

#[test]
fn a_journal_of_the_first_release_opens_with_all_it_holds_and_can_do_all_that_is_new() {
    let temp = tempfile::tempdir().unwrap();
    let place = temp.path().join("journal");
    let (one, two) = (EntryId::new(), EntryId::new());
    let body = "I answered myself in the snowdrift.\n\n?Why do I re-ask\n\n## What?\n\nkept\n";
    let key = store::first_release(&place, &[(one, "Silence", body), (two, "Noise", "A thaw.")]);
    store::trash(&open(&place.join(DATABASE), &key, Access::Write).unwrap(), two);

    let journal = Journal::open(&place, Clock::system()).unwrap();
    journal.catch_up().unwrap();
    let entry = journal.read(|tx| entries::get(tx, one)).unwrap();
    assert_eq!((entry.title.as_str(), entry.body.as_str(), entry.kind), ("Silence", body, entries::Kind::Entry));
    assert_eq!(
        (entry.tags.join(", "), entry.people.join(", "), entry.revision.as_str()),
        ("Wait, Time".into(), "Anna, Ben".into(), "4")
    );
    assert_eq!(journal.read(|tx| versions::all(tx, one)).unwrap()[0].body, "before");
    for (query, total) in [("snowdrift", 1), ("tag:wait", 1), ("has:question", 1), ("kind:entry", 1), ("thaw", 0)] {
        assert_eq!(found(&journal, query), total, "{query}");
    }
    let asked = journal.read(|tx| questions::list(tx, None)).unwrap();
    assert_eq!(asked.iter().map(|question| question.text.as_str()).collect::<Vec<_>>(), ["Why do I re-ask"]);
    assert_eq!(asked[0].asked_at, entry.written_at);

    let fields = EntryFields { body: Some(format!("{body}\nMore.\n")), ..EntryFields::default() };
    let request = SaveEntry { id: one, base: entry.revision, fields, keep: true };
    journal.write(Op::SaveEntry, |tx| entries::save(tx, request)).unwrap();
    journal.write(Op::RestoreEntry, |tx| entries::restore(tx, &[two])).unwrap();
    let begun = BeginLoop { from: Some(one), ..BeginLoop::default() };
    let log = journal.write(Op::BeginLoop, |tx| Ok(loops::begin(tx, begun)?.id())).unwrap();
    journal.catch_up().unwrap();
    assert_eq!((found(&journal, "thaw"), found(&journal, "is:open-loop")), (1, 1));
    let all = Chosen { ids: vec![one, two, log], include_drafts: true, ..Chosen::default() };
    assert!(journal.read(|tx| export::build(tx, journal.vault(), &all, "json")).unwrap().bytes.len() > 500);
    assert_eq!(journal.check_database().unwrap(), Vec::<String>::new());
    drop(journal);

    let new = temp.path().join("new");
    drop(Journal::create(&new, Clock::system()).unwrap());
    let (keys, _) = Keys::open(&new, &crate::keys::Way::Alone).unwrap();
    let fresh = open(&new.join(DATABASE), &DatabaseKey::new(keys.database()), Access::Read).unwrap();
    let upgraded = open(&place.join(DATABASE), &key, Access::Read).unwrap();
    assert_eq!(store::schema(&upgraded), store::schema(&fresh));
    let kept = crate::backup::list(&place).unwrap().remove(0);
    assert_eq!((kept.reason, kept.pinned, kept.holds.all()), (crate::backup::Reason::BeforeUpgrade, true, 2));
    let copy = open(&place.join("backups").join(kept.id).join(DATABASE), &key, Access::Read).unwrap();
    assert_eq!(migrate::version(&copy).unwrap(), 1);
    assert_eq!(store::body(&copy, one), body);
}
