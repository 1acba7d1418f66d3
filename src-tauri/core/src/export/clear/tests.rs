//! Names in every text of an entry, each decided where it stands.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{HashMap, HashSet};

use super::super::tests::{Desk, desk, ready};
use super::super::{
    Asked, Dates, Layout, Letter, Piece, Purpose, QuestionKey, Salt, Sharing, Wishes, make, part, read_through,
    readable,
};
use super::*;
use crate::change::Op;
use crate::claims::{self, AddClaim, ClaimKind, WriteClaim};
use crate::entries::{self, EntryFields};
use crate::id::PackId;
use crate::loops::{self, BeginLoop, Case, SaveCase, Turn};
use crate::progress::Progress;
use crate::questions;
use crate::redact::PersonKey;
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
        handout: None,
        covers,
        alts: ALTS.get_or_init(HashMap::new),
    }
}

static ALTS: std::sync::OnceLock<HashMap<AttachmentId, String>> = std::sync::OnceLock::new();

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
    let made = desk.journal.read(|tx| make(tx, desk.journal.vault(), &sharing, format, &Progress::default())).unwrap();
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
            let clearing = Clearing::of(tx, &sharing)?;
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

fn replaced(_: Option<EntryId>, _: &Hit) -> Option<Action> {
    Some(Action::Replace("Pupil A".into()))
}

fn log(desk: &Desk, title: &str) -> EntryId {
    let begin = BeginLoop { title: Some(title.into()), from: None, passage: None };
    desk.journal.write(Op::AddEntry, |tx| loops::begin(tx, begin)).unwrap().id()
}

fn assumed(desk: &Desk, in_loop: EntryId, text: &str) -> crate::id::ClaimId {
    let (kind, text) = (ClaimKind::Assumption, text.into());
    let add = AddClaim { in_loop, kind, text, confidence: None, typed: None, rating: None };
    desk.journal.write(Op::SaveEntry, |tx| claims::add(tx, add)).unwrap()
}

fn reworded(desk: &Desk, claim: crate::id::ClaimId, in_loop: Option<EntryId>, text: &str, note: &str) {
    let write = WriteClaim {
        claim,
        in_loop,
        text: Some(text.into()),
        confidence: None,
        standing: None,
        cause: None,
        cause_id: None,
        note: Some(note.into()),
    };
    desk.journal.write(Op::SaveEntry, |tx| claims::write(tx, write)).unwrap();
}

#[test]
fn what_a_log_that_stays_wrote_of_a_shared_assumption_stays_with_it() {
    let desk = desk();
    let (here, private) = (log(&desk, "Here"), log(&desk, "Private"));
    let claim = assumed(&desk, here, "They are bored");
    let tie = claims::TieClaim { to: private, claim, rating: None };
    desk.journal.write(Op::SaveEntry, |tx| claims::tie(tx, tie)).unwrap();
    reworded(&desk, claim, Some(here), "They are tired", "they said so");
    reworded(&desk, claim, Some(private), "They are afraid of home", "after his mother rang");
    reworded(&desk, claim, None, "They are wary", "a word of the register");
    for ticks in [vec![], vec![part::HISTORY.to_owned()]] {
        for format in ["html", "markdown", "json", "leap2a"] {
            let (read, _) = made(&desk, here, &ticks, format);
            for told in ["afraid of home", "mother rang", "word of the register"] {
                assert!(!read.contains(told), "{format} tells {told}: {read}");
            }
            assert!(read.contains("They are wary"), "{format}: {read}");
            // An Atom entry of a wording has no place for why it was changed.
            let told = !ticks.is_empty() && format != "leap2a";
            assert_eq!(read.contains("they said so"), told, "{format}: {read}");
        }
    }
}

#[test]
fn why_an_assumption_was_worded_so_leaves_with_its_history_alone() {
    let desk = desk();
    let here = log(&desk, "Here");
    let claim = assumed(&desk, here, "They are bored");
    reworded(&desk, claim, Some(here), "They are tired", "after his mother rang");
    for format in ["html", "packet", "markdown", "json", "leap2a", "jsonfeed"] {
        let (read, _) = made(&desk, here, &[], format);
        assert!(read.contains("They are tired") && !read.contains("mother rang"), "{format}: {read}");
    }
    let (read, _) = made(&desk, here, &[part::HISTORY.to_owned()], "html");
    assert!(read.contains("mother rang"), "{read}");
    // Where it was ticked and has no place, that is said.
    let (read, made) = made(&desk, here, &[part::HISTORY.to_owned()], "leap2a");
    let told = made.look.files.iter().any(|file| file.note.contains("worded otherwise"));
    assert!(told && !read.contains("mother rang"), "{:?}", made.look.files);
}

#[test]
fn an_assumption_merged_into_that_of_a_log_that_stays_leaves_in_its_own_words() {
    let desk = desk();
    let (here, private) = (log(&desk, "Here"), log(&desk, "Private"));
    let own = assumed(&desk, here, "They are bored");
    let other = assumed(&desk, private, "They are afraid of home");
    let merge = claims::MergeClaims { claim: own, into: other };
    desk.journal.write(Op::SaveEntry, |tx| claims::merge(tx, merge)).unwrap();
    for format in ["html", "markdown", "json", "leap2a"] {
        let (read, _) = made(&desk, here, &[part::HISTORY.to_owned()], format);
        assert!(!read.contains("afraid of home") && read.contains("They are bored"), "{format}: {read}");
    }
}

#[test]
fn a_file_nobody_here_can_see_into_stays_and_plain_text_leaves() {
    let desk = desk();
    let id = desk.add(ready("One", "text", "2026-11-20")).id;
    let utf16: Vec<u8> = "the plan of the lesson".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [
        ("report.docx", &b"PK\x03\x04 canary-closed"[..]),
        ("scan.pdf", b"%PDF-1.7 canary-closed"),
        ("talk.mp3", b"ID3\x03\x00 canary-closed"),
        ("note.rtf", b"{\\rtf1{\\info{\\author canary-closed}}}"),
        ("map.svg", b"<svg><!-- canary-closed --></svg>"),
        ("wide.csv", &utf16),
        ("class.txt", "Anna's plan, canary-named".as_bytes()),
        ("plan.txt", "First we read, then we talk.".as_bytes()),
    ] {
        desk.attach(id, name, bytes);
    }
    let files = desk.journal.read(|tx| entries::get(tx, id)).unwrap().attachments;
    let ticks: Vec<String> = files.iter().map(|file| format!("{}{}", part::FILE, file.id)).collect();
    for format in ["markdown", "json", "leap2a"] {
        let (_, made) = made(&desk, id, &ticks, format);
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&made.bytes)).unwrap();
        let mut all = String::new();
        for at in 0..zip.len() {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut zip.by_index(at).unwrap(), &mut bytes).unwrap();
            all.push_str(&String::from_utf8_lossy(&bytes));
        }
        assert!(!all.contains("canary") && !all.contains("t\0h\0e"), "{format}: {all}");
        assert!(all.contains("First we read, then we talk."), "{format}: {all}");
        let stays = made.look.warnings.iter().filter(|warning| warning.contains("stays here")).count();
        assert_eq!(stays, 7, "{format}: {:?}", made.look.warnings);
        let named: Vec<_> = made.look.warnings.iter().filter(|warning| warning.contains("on your list, or")).collect();
        assert_eq!(named.len(), 1, "{:?}", made.look.warnings);
    }
}

#[test]
fn notes_to_oneself_leave_in_no_format() {
    let desk = desk();
    let body = "Seen.\n\n<!-- canary one -->\n\nSaid <!-- canary two --> so.\n\n[//]: # (canary three)\n\n![x](data:image/jpeg;base64,Y2FuYXJ5)\n";
    let id = desk.add(ready("One", body, "2026-11-20")).id;
    for format in ["html", "markdown", "json", "leap2a", "jsonfeed", "packet", "docx"] {
        let (read, made) = made(&desk, id, &[], format);
        assert!(!read.contains("canary") && !read.contains("Y2FuYXJ5"), "{format}: {read}");
        let text = &made.noted.texts[&id];
        for span in text.exported.spans().iter().filter(|span| span.same) {
            assert_eq!(text.source[span.from.clone()], text.exported.text[span.to.clone()]);
        }
    }
}

fn answered(desk: &Desk, text: &str, answer: &str) {
    let all = desk.journal.read(|tx| questions::list(tx, None)).unwrap();
    let id = all.iter().find(|asked| asked.text.contains(text)).unwrap().id;
    desk.journal.write(Op::SaveEntry, |tx| questions::answer(tx, id, answer, None)).unwrap();
}

/// The same of parts, with a letter.
fn made_in_part(desk: &Desk, pieces: Vec<Piece>, questions: Vec<Asked>, format: &str) -> (String, super::super::Made) {
    let (scanner, covers) = (scanner(), HashMap::new());
    let mut sharing = sharing(&[], &scanner, &replaced, &covers, &[]);
    sharing.pieces = pieces;
    sharing.letter.questions = questions;
    let made = desk.journal.read(|tx| make(tx, desk.journal.vault(), &sharing, format, &Progress::default())).unwrap();
    (readable(format, &made.bytes).unwrap().join("\n"), made)
}

fn part_of(entry: EntryId, ticks: &[&str]) -> Piece {
    let always = [part::DRAFT, part::PRIVATE].into_iter();
    Piece { entry, whole: false, ticks: always.chain(ticks.iter().copied()).map(str::to_owned).collect() }
}

#[test]
fn how_far_a_log_is_is_told_nowhere_where_it_is_not_ticked() {
    let desk = desk();
    let id = log(&desk, "Here");
    let single = loops::SingleLoop { id, why: "the better move was enough".into() };
    desk.journal.write(Op::SaveEntry, |tx| loops::single(tx, single)).unwrap();
    let title = |ticks: &[&str]| vec![part_of(id, &[&[part::TITLE], ticks].concat())];
    let (json, _) = made_in_part(&desk, title(&[]), Vec::new(), "json");
    assert!(!json.contains("single") && !json.contains("better move"), "{json}");
    assert!(json.contains("\nclosed_at\nexit\nnone\n") && json.contains("\nstage\nnoticed\n"), "{json}");
    let words = |ticks: &[&str]| {
        let covers = HashMap::new();
        let scanner = scanner();
        let mut sharing = sharing(&[], &scanner, &replaced, &covers, &[]);
        sharing.pieces = title(ticks);
        desk.journal
            .read(|tx| {
                let clearing = Clearing::of(tx, &sharing)?;
                let source = super::super::Source::cleared(tx, desk.journal.vault(), &clearing);
                let pack = super::super::select::select_shared(tx, source, &clearing)?;
                Ok(source.learning_log(&source.entry(id)?, &pack)?.unwrap().0)
            })
            .unwrap()
    };
    let blank = loops::drawn(&desk.journal.read(|tx| loops::get(tx, log(&desk, "Here"))).unwrap());
    assert_eq!(format!("{:?}", words(&[])), format!("{blank:?}"));
    assert_ne!(format!("{:?}", words(&[part::STATE])), format!("{blank:?}"));
}

#[test]
fn a_log_of_which_only_the_title_is_ticked_can_leave_in_every_format() {
    let desk = desk();
    let id = log(&desk, "Here");
    let fields = [("trigger", "canary trigger, a long enough sentence to tell")];
    let fields = fields.map(|(key, text)| (key.to_owned(), text.to_owned()));
    let base = desk.journal.read(|tx| entries::get(tx, id)).unwrap().revision;
    let fields = Some(fields.into_iter().collect());
    let write = loops::WriteLoop { id, base, title: None, fields, keep: false };
    desk.journal.write(Op::SaveEntry, |tx| loops::write(tx, write)).unwrap();
    for format in super::super::formats() {
        let (read, _) = made_in_part(&desk, vec![part_of(id, &[part::TITLE, part::STATE])], Vec::new(), format.id);
        assert!(read.contains("Here") && !read.contains("canary"), "{}: {read}", format.id);
    }
}

#[test]
fn what_became_of_questions_and_intentions_leaves_by_its_tick_and_never_of_a_question_taken_out() {
    let desk = desk();
    let entry = desk.add(ready("One", "? Who canary asked\n\n? Who stays\n", "2026-11-20"));
    let id = entry.id;
    for text in ["Who canary asked", "Who stays"] {
        answered(&desk, text, &format!("answer to {text}"));
    }
    desk.set_body(&entry, "? Who stays\n".into());
    let whole = |ticks: &[&str]| Piece { whole: true, ..part_of(id, ticks) };
    for format in ["html", "markdown", "json"] {
        let (read, _) = made_in_part(&desk, vec![whole(&[])], Vec::new(), format);
        assert!(!read.contains("canary") && read.contains("answer to Who stays"), "{format}: {read}");
        let (read, _) = made_in_part(&desk, vec![part_of(id, &[part::TITLE])], Vec::new(), format);
        assert!(!read.contains("answer to"), "{format}: {read}");
        let (read, _) = made_in_part(&desk, vec![part_of(id, &[part::TITLE, part::ANSWERS])], Vec::new(), format);
        assert!(!read.contains("canary") && read.contains("answer to Who stays"), "{format}: {read}");
    }
}

#[test]
fn a_question_about_an_entry_that_stays_stays_with_it() {
    let desk = desk();
    let goes = desk.add(ready("Goes", "text", "2026-11-20")).id;
    let stays = desk.add(EntryFields { readiness: None, ..ready("Stays", "text", "2026-11-20") }).id;
    let asked = |key: &str, text: &str, entry| Asked { id: QuestionKey(key.into()), text: text.into(), entry };
    let questions =
        vec![asked("q1", "canary?", Some(stays)), asked("q2", "in general?", None), asked("q3", "here?", Some(goes))];
    let pieces =
        vec![Piece { whole: true, ..part_of(goes, &[]) }, Piece { entry: stays, whole: true, ticks: HashSet::new() }];
    for format in ["html", "markdown", "json", "packet", "docx", "leap2a"] {
        let (read, made) = made_in_part(&desk, pieces.clone(), questions.clone(), format);
        assert!(!read.contains("canary") && read.contains("here?"), "{format}: {read}");
        assert_eq!(made.pack.letter.unwrap().questions.len(), 2);
    }
}

#[test]
fn a_test_does_not_bring_along_an_assumption_that_was_not_ticked() {
    let desk = desk();
    let id = log(&desk, "Here");
    let claim = assumed(&desk, id, "They are afraid of home");
    let save = crate::test::SaveTest {
        of: id,
        id: None,
        claim: Some(Some(claim)),
        action: Some("I ask them".into()),
        place: None,
        people: None,
        consent: None,
        due: None,
        prediction: None,
        disconfirm: None,
    };
    let test = desk.journal.write(Op::SaveEntry, |tx| crate::test::save(tx, save)).unwrap();
    let key = format!("{}{}", part::TEST, test.id);
    let (read, _) = made_in_part(&desk, vec![part_of(id, &[part::TITLE, &key])], Vec::new(), "json");
    assert!(!read.contains("afraid of home"), "{read}");
}

#[test]
fn a_readers_words_that_were_taken_up_leave_for_nobody_without_a_tick_of_their_own() {
    let desk = desk();
    let id = log(&desk, "Here");
    let (kind, lens) = (loops::ChallengeKind::View, None);
    let save = loops::SaveChallenge { of: id, id: None, kind, text: "my own doubt".into(), lens, who: None, how: None };
    desk.journal.write(Op::SaveEntry, |tx| loops::save_challenge(tx, save)).unwrap();
    let comment = crate::id::CommentId::new();
    let by = loops::ByComment {
        kind,
        text: "canary of theirs".into(),
        lens,
        who: "Zebulon".into(),
        how: String::new(),
        comment,
    };
    let of_reader = desk.journal.write(Op::SaveEntry, |tx| loops::challenge_by_comment(tx, id, by)).unwrap();
    let whole = |ticks: &[&str]| vec![Piece { whole: true, ..part_of(id, ticks) }];
    let key = format!("{}{of_reader}", part::OF_READER);
    assert!(part::stands_alone(&key));
    for format in super::super::formats() {
        let (read, _) = made_in_part(&desk, whole(&[]), Vec::new(), format.id);
        assert!(!read.contains("canary") && !read.contains("Zebulon"), "{}: {read}", format.id);
        if ["html", "markdown", "json", "packet"].contains(&format.id) {
            assert!(read.contains("my own doubt"), "{}: {read}", format.id);
            let (read, _) = made_in_part(&desk, whole(&[&key]), Vec::new(), format.id);
            assert!(read.contains("canary of theirs"), "{}: {read}", format.id);
        }
    }
}

#[test]
fn a_file_that_stays_is_not_named_and_earlier_versions_without_a_place_are_told() {
    let desk = desk();
    let entry = desk.add(ready("One", "text\n", "2026-11-20"));
    desk.attach(entry.id, "plan by Wendel.pdf", b"%PDF-1.7 of somebody");
    let file = desk.journal.read(|tx| entries::get(tx, entry.id)).unwrap().attachments[0].id;
    desk.set_body(&desk.journal.read(|tx| entries::get(tx, entry.id)).unwrap(), "another text\n".into());
    let ticks = [format!("{}{file}", part::FILE), part::VERSIONS.to_owned()];
    for format in super::super::formats() {
        let (read, made) = made(&desk, entry.id, &ticks, format.id);
        assert!(!read.contains("Wendel"), "{}: {read}", format.id);
        if ["html", "pdf", "docx"].contains(&format.id) {
            assert!(read.contains("One file that belongs to this is not included."), "{}: {read}", format.id);
        }
        let told = made.look.warnings.iter().any(|warning| warning.starts_with("Earlier versions"))
            || made.look.files.iter().any(|file| file.note.contains("older versions"));
        assert_eq!(told, !["markdown", "json"].contains(&format.id), "{}: {:?}", format.id, made.look);
    }
}

#[test]
fn the_minute_of_an_entry_leaves_with_nothing() {
    let desk = desk();
    let id = desk.add(ready("One", "text\n", "2026-11-20T08:36:05")).id;
    for format in super::super::formats() {
        let (read, _) = made(&desk, id, &[], format.id);
        assert!(!read.contains("08:36") && !read.contains("8:36"), "{}: {read}", format.id);
        assert!(read.contains("20 November 2026") || read.contains("2026-11-20"), "{}: {read}", format.id);
    }
}

#[test]
fn short_entries_share_a_page_and_a_long_one_begins_its_own() {
    let desk = desk();
    let pages = |bodies: &[&str]| {
        let ids: Vec<EntryId> = bodies.iter().map(|body| desk.add(ready("One", body, "2026-11-20")).id).collect();
        let (scanner, covers) = (scanner(), HashMap::new());
        let sharing = sharing(&ids, &scanner, &replaced, &covers, &[]);
        let made = desk.journal.read(|tx| make(tx, desk.journal.vault(), &sharing, "pdf", &Progress::default()));
        typeset::pages(&made.unwrap().bytes).unwrap()
    };
    assert_eq!(pages(&["I waited.\n"; 4]), 1, "four short ones stand below the list of them");
    let long = "I waited for them to speak, and nobody did. ".repeat(30);
    assert_eq!(
        pages(&["I waited.\n", &long, "I waited.\n"]),
        3,
        "a long one begins a page, and what follows it another"
    );
}
