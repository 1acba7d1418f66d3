//! Names in every text of an entry, each decided where it stands.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{HashMap, HashSet};

use super::super::tests::{Desk, desk, ready};
use super::super::{Dates, Layout, Letter, Piece, Purpose, Salt, Sharing, Wishes, make, part, read_through, readable};
use super::*;
use crate::change::Op;
use crate::entries::{self, EntryFields};
use crate::id::PackId;
use crate::loops::{self, BeginLoop, Case, SaveCase, Turn};
use crate::redact::{Known, KnownPerson, Role, Scanner};

type Decided<'d> = &'d dyn Fn(Option<EntryId>, &Hit) -> Option<Action>;

fn scanner() -> Scanner {
    let anna = KnownPerson { key: PersonKey(1), names: vec!["Anna Jansen".into()], role: Role::Pupil };
    Scanner::new(&Known { people: vec![anna], ..Known::default() })
}

fn sharing<'s>(
    ids: &[EntryId],
    scanner: &'s Scanner,
    decided: Decided<'s>,
    covers: &'s HashMap<AttachmentId, Vec<redact::Patch>>,
    ticks: &[String],
) -> Sharing<'s> {
    let always = [part::DRAFT, part::PRIVATE].map(str::to_owned);
    let ticks: HashSet<String> = ticks.iter().cloned().chain(always).collect();
    Sharing {
        letter: Letter {
            pack: PackId::new(),
            audience: "the readers".into(),
            author: String::new(),
            purpose: Purpose::Experience,
            ask: String::new(),
            questions: Vec::new(),
            licence: String::new(),
            wishes: Wishes::default(),
            created: chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(),
            answers_first: false,
        },
        salt: Salt::from_bytes([7; 32]),
        layout: Layout::on(crate::settings::Paper::A4),
        dates: Dates::Exact,
        pieces: ids.iter().map(|id| Piece { entry: *id, whole: true, ticks: ticks.clone() }).collect(),
        scanner,
        decided,
        covers,
    }
}

fn noted(desk: &Desk, id: EntryId, ticks: &[String], decided: Decided<'_>) -> Noted {
    let (scanner, covers) = (scanner(), HashMap::new());
    let sharing = sharing(&[id], &scanner, decided, &covers, ticks);
    desk.journal.read(|tx| read_through(tx, desk.journal.vault(), &sharing)).unwrap()
}

/// All that can be read in a file made of one entry.
fn made(desk: &Desk, id: EntryId, ticks: &[String], format: &str) -> (String, super::super::Made) {
    let replaced = |_: Option<EntryId>, _: &Hit| Some(Action::Replace("Pupil A".into()));
    let (scanner, covers) = (scanner(), HashMap::new());
    let sharing = sharing(&[id], &scanner, &replaced, &covers, ticks);
    let made = desk.journal.read(|tx| make(tx, desk.journal.vault(), &sharing, format)).unwrap();
    (readable(format, &made.bytes).unwrap().join("\n"), made)
}

fn log_with(desk: &Desk, case: Case) -> EntryId {
    let begin = BeginLoop { title: Some("Silence".into()), from: None, passage: None };
    let id = desk.journal.write(Op::AddEntry, |tx| loops::begin(tx, begin)).unwrap().id();
    desk.journal.write(Op::AddEntry, |tx| loops::save_case(tx, SaveCase { of: id, case })).unwrap();
    id
}

fn turn(speaker: &str, said: &str) -> Turn {
    let [unsaid, redesign] = [String::new(), String::new()];
    Turn { id: None, speaker: speaker.into(), said: said.into(), unsaid, marker: None, redesign }
}

#[test]
fn a_name_kept_as_a_tag_is_not_kept_as_a_title_or_in_the_text() {
    let desk = desk();
    let fields = EntryFields { tags: Some(vec!["Anna".into()]), ..ready("Anna", "Anna", "2026-11-20") };
    let id = desk.add(fields).id;
    let open = noted(&desk, id, &[], &|_, _| None).undecided;
    assert_eq!(open.len(), 3, "{open:?}");
    let tag = open.iter().find(|found| found.place == TextPlace::Tag).unwrap().hit.occurrence.clone();
    let keeps =
        |_: Option<EntryId>, hit: &Hit| (hit.occurrence == tag).then(|| Action::Keep { reason: "she wants it".into() });
    let open = noted(&desk, id, &[], &keeps).undecided;
    assert_eq!(open.iter().map(|found| found.place).collect::<Vec<_>>(), [TextPlace::Title, TextPlace::Text]);
}

#[test]
fn every_turn_of_the_left_hand_column_is_decided_by_itself_and_once_for_picture_and_rows() {
    let desk = desk();
    let case = Case { turns: vec![turn("Anna", "Fine."), turn("Anna", "No.")], ..Case::default() };
    let id = log_with(&desk, case);
    let open = noted(&desk, id, &[part::LEFT_COLUMN.to_owned()], &|_, _| None).undecided;
    let speakers = open.iter().filter(|found| found.hit.found == "Anna").count();
    assert_eq!(speakers, 2, "{open:?}");
}

#[test]
fn what_hangs_on_a_learning_log_is_cleared_as_the_markdown_it_is_shown_as() {
    let desk = desk();
    let file = AttachmentId::new();
    let said = format!("An**n**a, A<b>nn</b>a and Ann&#97; said ![it](attachment:{file})");
    let id = log_with(&desk, Case { turns: vec![turn("I", &said)], ..Case::default() });
    for format in ["html", "markdown", "json"] {
        let (read, _) = made(&desk, id, &[part::LEFT_COLUMN.to_owned()], format);
        for told in ["An**n**a", "A<b>nn</b>a", "Ann&#97;", "Anna", &file.to_string()] {
            assert!(!read.contains(told), "{format} tells {told}: {read}");
        }
    }
}

#[test]
fn a_number_beside_the_text_is_looked_at_and_the_key_of_an_own_field_tells_nothing() {
    let desk = desk();
    let scanner = scanner();
    let covers = HashMap::new();
    let mut entry = desk.add(ready("One", "text", "2026-11-20"));
    entry.template = Uuid::now_v7().to_string();
    let id = entry.id;
    let value = |field: &str, value| StoredValue { field: field.into(), label: "Label".into(), value };
    let all = [
        value("anna_s_target_met", FieldValue::Text("yes".into())),
        value("nhs", FieldValue::Number(9_434_765_919_u64.into())),
        value("score", FieldValue::Number(7.into())),
    ];
    let cut = |_: Option<EntryId>, hit: &Hit| hit.must_be_decided().then_some(Action::Cut);
    let sharing = sharing(&[id], &scanner, &cut, &covers, &[]);
    desk.journal
        .read(|tx| {
            let clearing = Clearing::new(&sharing, tx.clock());
            let piece = clearing.piece(id).unwrap();
            clearing.entry(entry.clone(), piece);
            let (mut values, mut again) = (all.to_vec(), all.to_vec());
            clearing.values(id, piece, &mut values);
            clearing.values(id, piece, &mut again);
            assert_eq!(values, again);
            assert!(values.iter().all(|value| value.field.starts_with("field_")), "{values:?}");
            assert_eq!(values[1].value, FieldValue::Text("…".into()));
            assert_eq!(values[2].value, FieldValue::Number(7.into()));
            entries::get(tx, id)
        })
        .unwrap();
}
