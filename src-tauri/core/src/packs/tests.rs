//! Packs taken apart again: whatever was chosen and decided, nothing else is in the file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashSet;
use std::io::{Cursor, Read as _};

use proptest::prelude::*;
use tempfile::TempDir;

use super::{PreparePack, keep, make};
use crate::change::Op;
use crate::clock::{Clock, Instant};
use crate::entries::{self, Audience, EntryFields, Readiness};
use crate::error::Result;
use crate::export;
use crate::id::{EntryId, PackId, PlanId};
use crate::loops::{self, BeginLoop, Case, SaveCase, Turn};
use crate::people::{self, Role, SavePerson};
use crate::plan::{self, Answered, BeginPlan, ChangePieces, Decide, PiecePart, RiskAnswer, RiskQuestion, SaveChecks};
use crate::progress::Progress;
use crate::redact::Patch;
use crate::store::Tx;
use crate::{Journal, attachments, text};

/// Every format there is.
fn formats() -> Vec<&'static str> {
    export::formats().into_iter().map(|format| format.id).collect()
}

/// Who is on the list, and how texts speak of them.
const PEOPLE: [(&str, &[&str]); 2] =
    [("Anneke Verhulst", &["Anneke", "Anneke's", "Verhulst"]), ("Tobias Nwosu", &["Tobias", "Nwosu", "T. Nwosu"])];

struct Desk {
    journal: Journal,
    _folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::with(|| Instant::from_millis(1_795_282_800_000), chrono_tz::Europe::Amsterdam);
        let journal = Journal::create(&folder.path().join("journal"), clock).unwrap();
        let desk = Self { journal, _folder: folder };
        for (name, _) in PEOPLE {
            let person = SavePerson { name: Some(name.into()), role: Some(Role::Pupil), ..SavePerson::default() };
            desk.write(|tx| people::save(tx, person));
        }
        desk
    }

    fn write<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> T {
        self.journal.write(Op::WritePlan, work).unwrap()
    }

    fn read<T>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T>) -> T {
        self.journal.read(work).unwrap()
    }

    fn add(&self, title: &str, body: String, readiness: Readiness) -> EntryId {
        let fields = EntryFields {
            title: Some(title.into()),
            body: Some(body),
            readiness: Some(readiness),
            audience: Some(Audience::Shareable),
            people: Some(vec!["Anneke Verhulst".into()]),
            ..EntryFields::default()
        };
        self.write(|tx| entries::add(tx, fields)).id
    }

    /// A plan in which all that is asked is answered, by the proposals.
    fn settled(&self, to: &str, set: Vec<PiecePart>) -> PlanId {
        let begin = BeginPlan { audience: Some(to.into()), ..BeginPlan::default() };
        let plan = self.write(|tx| plan::begin(tx, &begin)).id;
        let change = ChangePieces { plan, add: None, remove: None, set: Some(set) };
        self.write(|tx| plan::change(tx, &change));
        let accept = Decide { plan, accept: Some(true), ..Decide::default() };
        self.write(|tx| plan::decide(tx, self.journal.vault(), &accept));
        self.answered(plan);
        plan
    }

    /// Nobody could be known from what would leave now.
    fn answered(&self, plan: PlanId) {
        let answers =
            RiskQuestion::ALL.map(|question| RiskAnswer { question, answer: Answered::No, note: String::new() });
        self.write(|tx| plan::checks(tx, &SaveChecks { plan, answers: answers.to_vec() }));
    }

    /// All that can be read in a pack, as one text.
    fn made(&self, plan: PlanId, format: &str) -> String {
        let request = PreparePack { plan, format: format.into(), layout: None };
        let ready = self.read(|tx| make(tx, self.journal.vault(), &request, &Progress::default()));
        // What a page's style and script are is not read aloud, but it leaves, too.
        let whole = String::from_utf8_lossy(ready.bytes()).into_owned();
        let read = export::readable(format, ready.bytes()).unwrap().join("\n");
        format!("{whole}\n{read}")
    }
}

/// A word that stands nowhere else.
fn canary(entry: usize, block: usize) -> String {
    format!("zq{entry}x{block}vk")
}

#[derive(Clone, Debug)]
struct Written {
    /// How each block speaks of people.
    blocks: Vec<(usize, usize)>,
    ticks: Vec<bool>,
    whole: bool,
    draft: bool,
    draft_ticked: bool,
}

fn written() -> impl Strategy<Value = Written> {
    let block = (0..2usize, 0..3usize);
    (proptest::collection::vec((block, any::<bool>()), 1..5), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(blocks, whole, draft, draft_ticked)| Written {
            ticks: blocks.iter().map(|(_, tick)| *tick).collect(),
            blocks: blocks.into_iter().map(|(block, _)| block).collect(),
            whole,
            draft,
            draft_ticked,
        },
    )
}

fn body(entry: usize, written: &Written) -> String {
    let blocks = written.blocks.iter().enumerate().map(|(at, (person, form))| {
        let name = PEOPLE[*person].1[*form];
        let shapes = [
            format!("I asked {name} about {}.", canary(entry, at)),
            format!("- one\n- *{name}* said {}", canary(entry, at)),
            format!("> {} and **{name}**", canary(entry, at)),
        ];
        shapes[(entry + at) % shapes.len()].clone()
    });
    blocks.collect::<Vec<_>>().join("\n\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn no_word_that_was_not_ticked_and_no_name_leaves_in_any_format(all in proptest::collection::vec(written(), 1..4)) {
        let desk = Desk::new();
        let mut set = Vec::new();
        for (at, written) in all.iter().enumerate() {
            let readiness = if written.draft { Readiness::Draft } else { Readiness::Ready };
            let entry = desk.add(&format!("Entry {at}"), body(at, written), readiness);
            let body = desk.read(|tx| entries::get(tx, entry)).body;
            let blocks = export::blocks(&body);
            prop_assert_eq!(blocks.len(), written.blocks.len());
            let ticked = blocks.iter().zip(&written.ticks).filter(|(_, tick)| **tick).map(|(block, _)| block.key.clone());
            let mut ticks: Vec<String> = if written.whole { Vec::new() } else { ticked.collect() };
            if written.draft_ticked {
                ticks.push("draft".into());
            }
            set.push(PiecePart { entry, whole: written.whole, ticks });
        }
        let leaves = |written: &Written, at: usize| {
            (!written.draft || written.draft_ticked) && (written.whole || written.ticks[at])
        };
        let anything = all.iter().any(|written| (0..written.blocks.len()).any(|at| leaves(written, at)));
        let plan = desk.settled("readers", set);
        for format in formats() {
            if !anything {
                let request = PreparePack { plan, format: format.into(), layout: None };
                prop_assert!(desk.journal.read(|tx| make(tx, desk.journal.vault(), &request, &Progress::default())).is_err());
                continue;
            }
            let read = desk.made(plan, format);
            for (entry, written) in all.iter().enumerate() {
                for at in 0..written.blocks.len() {
                    let is_there = read.contains(&canary(entry, at));
                    // Of a format that is pictures of pages, what is there cannot be looked for in the same way.
                    let must_be = leaves(written, at) && format != "pdf";
                    prop_assert!(is_there <= leaves(written, at) && is_there >= must_be, "{} {} {}", format, entry, at);
                }
            }
            let folded = text::fold(&read);
            for name in ["anneke", "verhulst", "tobias", "nwosu"] {
                prop_assert!(!folded.contains(name), "{} in {}", name, format);
            }
        }
    }
}

#[test]
fn one_person_has_one_name_in_a_pack_and_another_in_that_of_other_readers() {
    let desk = Desk::new();
    let one = desk.add("One", "I asked Anneke. Verhulst was silent. Tobias was not.".into(), Readiness::Ready);
    let two = desk.add("Two", "Anneke's turn came.".into(), Readiness::Ready);
    let labels = |to: &str| {
        let set = [one, two].map(|entry| PiecePart { entry, whole: true, ticks: Vec::new() }).to_vec();
        let plan = desk.settled(to, set);
        let read = desk.made(plan, "markdown");
        let words: Vec<&str> = read.split(|c: char| !c.is_alphanumeric()).collect();
        let found: HashSet<String> =
            words.windows(2).filter(|pair| pair[0] == "Pupil").map(|pair| format!("Pupil {}", pair[1])).collect();
        let names = desk.read(|tx| plan::names(tx, desk.journal.vault(), plan));
        let of = |name: &str| names.others.iter().find(|other| other.name == name).unwrap().label.clone().unwrap();
        let [anneke, tobias] = [of("Anneke Verhulst"), of("Tobias Nwosu")];
        assert_eq!(found, HashSet::from([anneke.clone(), tobias.clone()]), "two people, two names: {read}");
        (anneke, tobias)
    };
    let (first, second) = (labels("one group"), labels("another group"));
    assert_eq!(first, labels("one group"));
    assert!(first.0 != second.0 && first.1 != second.1, "{first:?} {second:?}");
}

#[test]
fn the_left_hand_column_leaves_by_its_own_tick_only_and_no_id_of_the_journal_leaves_at_all() {
    let desk = Desk::new();
    let begin = BeginLoop { title: Some("Silence".into()), from: None, passage: None };
    let id = desk.write(|tx| loops::begin(tx, begin)).id();
    let fields = EntryFields {
        readiness: Some(Readiness::Ready),
        audience: Some(Audience::Shareable),
        ..EntryFields::default()
    };
    desk.write(|tx| {
        let base = entries::get(tx, id)?.revision;
        entries::save(tx, entries::SaveEntry { id, base, fields, keep: false })
    });
    let turn = Turn {
        id: None,
        speaker: "Anneke".into(),
        said: "Fine.".into(),
        unsaid: "She does not believe a word of it zqunsaidvk".into(),
        marker: None,
        redesign: String::new(),
    };
    let case = Case { context: "The corridor zqcontextvk".into(), turns: vec![turn], ..Case::default() };
    desk.write(|tx| loops::save_case(tx, SaveCase { of: id, case }));
    for ticked in [false, true] {
        let ticks = if ticked { vec!["left_column".to_owned()] } else { Vec::new() };
        let plan = desk.settled(if ticked { "b" } else { "a" }, vec![PiecePart { entry: id, whole: true, ticks }]);
        for format in formats() {
            let read = desk.made(plan, format);
            assert!(!read.contains(&id.to_string()), "{format} tells the journal's own id");
            assert!(!read.contains("Anneke"), "{format}");
            for word in ["zqunsaidvk", "zqcontextvk"] {
                assert!(ticked || !read.contains(word), "{format} tells {word}");
                // Formats that people read show it where it was ticked.
                assert!(!ticked || !["html", "markdown", "json"].contains(&format) || read.contains(word), "{format}");
            }
        }
    }
}

#[test]
fn coarser_dates_are_all_that_a_reader_is_told() {
    let desk = Desk::new();
    let entry = desk.add("One", "Nothing about when.".into(), Readiness::Ready);
    let happened = entries::Happened::parse("2026-11-17", None).unwrap();
    desk.write(|tx| {
        let base = entries::get(tx, entry)?.revision;
        let fields = EntryFields { happened: Some(happened), ..EntryFields::default() };
        entries::save(tx, entries::SaveEntry { id: entry, base, fields, keep: false })
    });
    let plan = desk.settled("readers", vec![PiecePart { entry, whole: true, ticks: Vec::new() }]);
    for (dates, shown) in [
        (export::Dates::Month, "November 2026"),
        (export::Dates::Term, "autumn term 2026"),
        (export::Dates::None, "Nothing"),
    ] {
        let save = plan::SavePlan {
            id: plan,
            community: None,
            audience: None,
            purpose: None,
            ask: None,
            questions: None,
            licence: None,
            wishes: None,
            answers_first: None,
            dates: Some(dates),
        };
        desk.write(|tx| plan::save(tx, save));
        desk.answered(plan);
        for format in ["html", "markdown", "json"] {
            let read = desk.made(plan, format);
            for day in ["2026-11-17", "17 November", "11-17", "2026-11-21T16"] {
                assert!(!read.contains(day), "{format} as {dates:?} tells {day}: {read}");
            }
            if format == "html" {
                assert!(read.contains(shown), "{read}");
            }
        }
    }
}

#[test]
fn pupils_called_as_the_program_speaks_can_be_written_about() {
    let desk = Desk::new();
    for name in ["Mark", "May", "Grace", "Will", "Art", "April", "Rose", "Page", "Sue", "Frank"] {
        let person = SavePerson { name: Some(name.into()), role: Some(Role::Pupil), ..SavePerson::default() };
        desk.write(|tx| people::save(tx, person));
    }
    let entry = desk.add("One", "A lesson, and what came of it.".into(), Readiness::Ready);
    let begin = BeginLoop { title: Some("Silence".into()), from: None, passage: None };
    let log = desk.write(|tx| loops::begin(tx, begin)).id();
    let ticks = vec!["draft".to_owned(), "private".to_owned()];
    let set = [entry, log].map(|entry| PiecePart { entry, whole: true, ticks: ticks.clone() }).to_vec();
    let plan = desk.settled("readers", set);
    for format in formats() {
        desk.made(plan, format);
    }
}

#[test]
fn what_is_covered_on_a_picture_is_gone_from_it_when_it_leaves_for_somebody() {
    let desk = Desk::new();
    let entry = desk.add("One", "A photo.".into(), Readiness::Ready);
    let mut png = Cursor::new(Vec::new());
    let picture =
        image::RgbImage::from_fn(64, 64, |x, _| image::Rgb(if x < 32 { [200, 10, 10] } else { [10, 200, 10] }));
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let sealed = desk.journal.vault().put(&mut png.get_ref().as_slice()).unwrap();
    let photo = desk.write(|tx| attachments::attach(tx, entry, "Anneke.png", &sealed));
    let left = Patch { left: 0.0, top: 0.0, width: 0.5, height: 1.0 };
    desk.write(|tx| plan::cover(tx, &plan::CoverPicture { attachment: photo.id, patches: vec![left] }));
    let ticks = vec![format!("file:{}", photo.id)];
    let plan = desk.settled("readers", vec![PiecePart { entry, whole: true, ticks }]);
    let request = PreparePack { plan, format: "markdown".into(), layout: None };
    let ready = desk.read(|tx| make(tx, desk.journal.vault(), &request, &Progress::default()));
    let mut zip = zip::ZipArchive::new(Cursor::new(ready.bytes())).unwrap();
    let name = zip.file_names().map(|name| name.unwrap().into_owned()).find(|name| name.ends_with(".png")).unwrap();
    assert!(!name.contains("Anneke"), "{name}");
    let mut bytes = Vec::new();
    zip.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
    let seen = image::load_from_memory(&bytes).unwrap().to_rgb8();
    assert!(seen.pixels().all(|pixel| pixel.0 != [200, 10, 10]), "the left half is covered");
    assert!(seen.pixels().any(|pixel| pixel.0 == [10, 200, 10]), "the right half is there");
}

#[test]
fn a_pack_with_a_picture_covered_since_is_another_pack() {
    let desk = Desk::new();
    let entry = desk.add("One", "A photo.".into(), Readiness::Ready);
    let mut png = Cursor::new(Vec::new());
    image::RgbImage::from_pixel(64, 64, image::Rgb([200, 10, 10])).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let sealed = desk.journal.vault().put(&mut png.get_ref().as_slice()).unwrap();
    let photo = desk.write(|tx| attachments::attach(tx, entry, "photo.png", &sealed));
    let ticks = vec![format!("file:{}", photo.id)];
    let plan = desk.settled("readers", vec![PiecePart { entry, whole: true, ticks }]);
    for format in formats() {
        let request = PreparePack { plan, format: format.into(), layout: None };
        let make = || {
            desk.answered(plan);
            desk.read(|tx| make(tx, desk.journal.vault(), &request, &Progress::default()))
        };
        let cover = |patches| desk.write(|tx| plan::cover(tx, &plan::CoverPicture { attachment: photo.id, patches }));
        cover(Vec::new());
        let before = make();
        cover(vec![Patch { left: 0.0, top: 0.0, width: 0.5, height: 1.0 }]);
        let after = make();
        let is_same = before.id().unwrap() == after.id().unwrap();
        assert_eq!(is_same, before.bytes() == after.bytes(), "{format}: one id, one file");
        assert!(!is_same || format == "jsonfeed", "{format}");
    }
}

#[test]
fn a_pack_that_is_kept_is_there_with_its_file_and_one_that_goes_takes_it_along() {
    let desk = Desk::new();
    let entry = desk.add("One", "I asked Anneke.".into(), Readiness::Ready);
    let plan = desk.settled("readers", vec![PiecePart { entry, whole: true, ticks: Vec::new() }]);
    let vault = desk.journal.vault();
    let request = PreparePack { plan, format: "html".into(), layout: None };
    let ready = desk.read(|tx| make(tx, vault, &request, &Progress::default()));
    let sealed = vault.put(&mut ready.bytes()).unwrap();
    let (prepared, gone) = desk.write(|tx| keep(tx, vault, &ready, &sealed));
    assert!(gone.is_empty());
    let id: PackId = prepared.pack.row.id;
    assert_eq!(desk.read(|tx| super::bytes(tx, vault, id)), ready.bytes());
    let files = desk.write(|tx| super::forget(tx, vault, id));
    vault.delete_marked(&files).unwrap();
    assert!(vault.read(sealed.id).is_err());
    assert!(desk.journal.read(|tx| super::get(tx, id)).is_err(), "one that was never sent leaves no line");
}
