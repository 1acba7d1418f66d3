use super::*;
use crate::change::Op;
use crate::{Clock, Journal};

struct Desk {
    journal: Journal,
    _folder: tempfile::TempDir,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::create(&folder.path().join("journal"), Clock::system()).unwrap();
    Desk { journal, _folder: folder }
}

impl Desk {
    fn written(&self, request: SaveCommunity) -> Result<Community> {
        self.journal.write(Op::SaveCommunity, |tx| save(tx, request))
    }
}

fn named(name: &str) -> SaveCommunity {
    SaveCommunity { name: Some(name.into()), ..SaveCommunity::default() }
}

fn member(name: &str, role: &str) -> SaveMember {
    SaveMember { name: Some(name.into()), role: Some(role.into()), person: None }
}

#[test]
fn the_stages_are_sound_and_each_says_what_it_is_like() {
    let readings = stages().unwrap();
    assert_eq!(readings.iter().map(|reading| reading.stages.len()).collect::<Vec<_>>(), [5, 5]);
    assert!(readings.iter().flat_map(|reading| &reading.stages).all(|stage| stage.hint.len() > 40));
}

#[test]
fn a_change_keeps_what_it_leaves_out_and_the_shown_name_is_never_filled_in() {
    let desk = desk();
    let begun = desk.written(SaveCommunity { care: Some("Who speaks".into()), ..named(" Y9  enquiry ") }).unwrap();
    assert_eq!((begun.name.as_str(), begun.shown_name.as_str()), ("Y9 enquiry", ""));
    let change = SaveCommunity {
        id: Some(begun.id),
        shown_name: Some("C.".into()),
        stage: Some("coalescing".into()),
        stage_since: Some("2026-09-01".into()),
        members: Some(vec![member("Bea", "facilitator"), member("Dev", ""), member("bea", "twice")]),
        ..SaveCommunity::default()
    };
    let changed = desk.written(change).unwrap();
    assert_eq!((changed.care.as_str(), changed.shown_name.as_str()), ("Who speaks", "C."));
    assert_eq!(
        changed.members.iter().map(|one| (one.name.as_str(), one.role.as_str())).collect::<Vec<_>>(),
        [("Bea", "facilitator"), ("Dev", "")]
    );
    let row = desk.journal.read(list).unwrap().remove(0);
    assert_eq!((row.members, row.stage.as_deref()), (2, Some("coalescing")));
    let cleared = SaveCommunity { id: Some(begun.id), stage: Some(String::new()), ..SaveCommunity::default() };
    assert_eq!(desk.written(cleared).unwrap().stage, None);
}

#[test]
fn members_are_people_on_the_list() {
    let desk = desk();
    let community = desk.written(SaveCommunity { members: Some(vec![member("Bea", "")]), ..named("A") }).unwrap();
    let bea = desk.journal.read(|tx| crate::people::get(tx, community.members[0].person)).unwrap();
    assert_eq!((bea.role, bea.listed, bea.communities), (crate::people::Role::Colleague, true, 1));
    desk.journal.write(Op::SavePeople, |tx| crate::people::remove(tx, &[bea.id])).unwrap();
    assert_eq!(desk.journal.read(|tx| get(tx, community.id)).unwrap().members, []);
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let desk = desk();
    let id = desk.written(named("A")).unwrap().id;
    let of = |change: SaveCommunity| SaveCommunity { id: Some(id), ..change };
    for change in [
        named("  "),
        SaveCommunity { stage: Some("famous".into()), ..named("B") },
        SaveCommunity { stage_since: Some("2026-13-01".into()), ..named("B") },
        SaveCommunity { members: Some(vec![SaveMember::default()]), ..named("B") },
    ] {
        assert!(desk.written(of(change)).is_err());
    }
    assert!(desk.written(SaveCommunity::default()).is_err());
    assert_eq!(desk.journal.read(list).unwrap().iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["A"]);
}

#[test]
fn one_that_is_put_away_comes_last_and_back() {
    let desk = desk();
    let first = desk.written(named("A")).unwrap().id;
    let second = desk.written(named("B")).unwrap().id;
    desk.journal.write(Op::SaveCommunity, |tx| archive(tx, first)).unwrap();
    let ids = || desk.journal.read(list).unwrap().iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(ids(), [second, first]);
    desk.journal.write(Op::SaveCommunity, |tx| restore(tx, first)).unwrap();
    assert_eq!(ids(), [first, second]);
    desk.journal.write(Op::SaveCommunity, |tx| remove(tx, first)).unwrap();
    assert_eq!(ids(), [second]);
}
