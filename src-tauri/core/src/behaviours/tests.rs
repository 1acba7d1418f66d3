use super::*;
use crate::change::Op;
use crate::communities::{self, SaveCommunity};
use crate::entries::{Entry, EntryFields};
use crate::sessions::{ListCommitments, commitments};
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
    fn written(&self, request: SaveAudit) -> Result<Audit> {
        self.journal.write(Op::WriteAudit, |tx| save(tx, request))
    }

    fn entry(&self, title: &str, body: &str) -> Entry {
        let fields = EntryFields { title: Some(title.into()), body: Some(body.into()), ..EntryFields::default() };
        self.journal.write(Op::AddEntry, |tx| crate::entries::add(tx, fields)).unwrap()
    }
}

fn line(behaviour: &str, seen: Seen, chosen: bool) -> SaveAuditLine {
    SaveAuditLine {
        behaviour: behaviour.into(),
        seen: Some(seen),
        support: String::new(),
        chosen,
        examples: Vec::new(),
    }
}

#[test]
fn there_are_nine_and_each_has_a_gesture_and_a_question() {
    let all = all().unwrap();
    assert_eq!(all.len(), 9);
    assert!(all.iter().all(|one| one.gesture.len() > 30 && one.prompt.ends_with('?') && !one.says.is_empty()));
}

#[test]
fn a_look_is_held_against_the_last_time() {
    let desk = desk();
    let first = SaveAudit {
        setting: Some("Our school".into()),
        day: Some("2026-09-01".into()),
        lines: Some(vec![line("visit", Seen::NotYet, true), line("reuse", Seen::Often, false)]),
        ..SaveAudit::default()
    };
    let first = desk.written(first).unwrap();
    assert_eq!(
        (first.before, first.lines.len(), first.row.chosen.as_slice()),
        (None, 9, ["visit".to_owned()].as_slice())
    );
    let later = SaveAudit {
        setting: Some("Our school".into()),
        day: Some("2026-10-01".into()),
        lines: Some(vec![line("visit", Seen::Sometimes, false)]),
        left_out: Some("Those who take the bus at three".into()),
        ..SaveAudit::default()
    };
    let later = desk.written(later).unwrap();
    let visit = later.lines.iter().find(|line| line.behaviour == "visit").unwrap();
    assert_eq!((visit.seen_before, visit.seen), (Some(Seen::NotYet), Some(Seen::Sometimes)));
    assert_eq!((later.before, later.before_day.as_deref()), (Some(first.row.id), Some("2026-09-01")));
    let elsewhere =
        desk.written(SaveAudit { setting: Some("The other school".into()), ..SaveAudit::default() }).unwrap();
    assert_eq!(elsewhere.before, None);
    desk.journal.write(Op::WriteAudit, |tx| remove(tx, first.row.id)).unwrap();
    assert_eq!(desk.journal.read(audits).unwrap().len(), 2);
}

#[test]
fn own_entries_are_examples_and_go_with_the_trash() {
    let desk = desk();
    let asked = desk.entry("A question", "? Who knows of a tally sheet");
    let shown = desk.journal.read(list).unwrap();
    let information = shown.iter().find(|one| one.behaviour.key == "information").unwrap();
    assert_eq!(information.examples.iter().map(|row| row.id).collect::<Vec<_>>(), [asked.id]);
    let with = SaveAuditLine { examples: vec![asked.id], ..line("information", Seen::Often, false) };
    let audit = desk.written(SaveAudit { lines: Some(vec![with]), ..SaveAudit::default() }).unwrap();
    assert_eq!(audit.lines[1].examples.len(), 1);
    desk.journal.write(Op::TrashEntry, |tx| crate::entries::trash(tx, &[asked.id])).unwrap();
    let again = desk.journal.read(|tx| super::audit(tx, audit.row.id)).unwrap();
    assert_eq!(again.lines[1].examples, []);
}

#[test]
fn a_plan_becomes_a_commitment_once_and_three_are_too_many() {
    let desk = desk();
    let community = desk
        .journal
        .write(Op::SaveCommunity, |tx| {
            communities::save(tx, SaveCommunity { name: Some("Maple".into()), ..SaveCommunity::default() })
        })
        .unwrap();
    let request = SaveAudit {
        community: Some(community.id),
        plan: Some("Visit two rooms\nand write it up".into()),
        plan_by: Some("2026-12-20".into()),
        ..SaveAudit::default()
    };
    let audit = desk.written(request).unwrap();
    let again = SaveAudit { id: Some(audit.row.id), plan_by: Some("2026-12-21".into()), ..SaveAudit::default() };
    assert_eq!(desk.written(again).unwrap().commitment, audit.commitment);
    let promised = desk.journal.read(|tx| commitments(tx, &ListCommitments::default())).unwrap();
    assert_eq!(promised.len(), 1);
    assert_eq!((promised[0].what.as_str(), promised[0].due.as_deref()), ("Visit two rooms", Some("2026-12-21")));
    let three = ["visit", "reuse", "mapping"].map(|key| line(key, Seen::NotYet, true)).to_vec();
    let refused = desk.written(SaveAudit { id: Some(audit.row.id), lines: Some(three), ..SaveAudit::default() });
    assert!(refused.unwrap_err().to_string().contains("one or two"));
    let unknown = SaveAudit { lines: Some(vec![line("gossip", Seen::Often, false)]), ..SaveAudit::default() };
    assert!(desk.written(unknown).is_err());
    assert!(desk.written(SaveAudit { day: Some("soon".into()), ..SaveAudit::default() }).is_err());
}
