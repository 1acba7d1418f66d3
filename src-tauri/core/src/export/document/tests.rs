//! A pack as pages: what stands on them, and what of the journal never does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::super::tests::{desk, only, picture, ready};
use crate::export::Chosen;

fn read_back(pdf: &[u8]) -> String {
    typeset::read(pdf).unwrap().join("\n")
}

#[test]
fn the_pages_say_what_was_chosen_and_are_always_the_same() {
    let desk = desk();
    let first = desk.add(ready(
        "Waiting at the *front*",
        "# What?\n\nI waited #import $x$.\n\n#### So what?\n\nThey spoke.\n",
        "2026-03-17",
    ));
    let second = desk.add(ready("", "Nobody asked 😀.\n", "2026-03-18"));
    desk.add(ready("Canary that stays", "canary-5521 was not chosen\n", "2026-03-19"));
    let chosen = only(&[second.id, first.id]);
    let built = desk.build(&chosen, "pdf").unwrap();
    assert!(built.bytes.starts_with(b"%PDF-"));
    assert!(built.file_name.ends_with(".pdf"), "{}", built.file_name);
    assert_eq!(desk.build(&chosen, "pdf").unwrap().bytes, built.bytes);
    assert_eq!(typeset::pages(&built.bytes).unwrap(), 1);
    {
        let text = read_back(&built.bytes);
        for words in [
            "2 journal entries",
            "Contents",
            "Waiting at the *front*",
            "Tuesday 17 March 2026",
            "I waited #import $x$.",
            "So what?",
            "Wednesday 18 March 2026",
            "Nobody asked",
        ] {
            assert!(text.contains(words), "{words:?} is not in {text:?}");
        }
        assert!(!text.contains("canary"), "{text}");
    }
    let preview = desk.preview(&chosen, "pdf").unwrap();
    assert_eq!(preview.files.len(), 1);
    assert_eq!(preview.files[0].note, "1 page");
    assert_eq!(preview.files[0].bytes, i64::try_from(built.bytes.len()).unwrap());
}

#[test]
fn pictures_stand_where_they_were_put_and_ask_for_words() {
    let desk = desk();
    let entry = desk.add(ready("The board", "", "2026-03-17"));
    let board = desk.attach(entry.id, "board.png", &picture(10));
    desk.attach(entry.id, "plan.png", &picture(20));
    desk.attach(entry.id, "minutes.pdf", b"%PDF-1.7 of somebody");
    desk.set_body(&entry, format!("before ![board.png](attachment:{}) after\n", board.id));
    let preview = desk.preview(&only(&[entry.id]), "pdf").unwrap();
    let notes: Vec<_> = preview.files.iter().map(|file| (file.name.as_str(), file.note.as_str())).collect();
    assert_eq!(notes[0].0, "pages.pdf");
    assert_eq!(
        notes[0].1,
        "1 page. For those who do not see them, these have no description yet: “board.png”, “plan.png”"
    );
    assert_eq!(notes[1].0, "board.png");
    assert_eq!(notes[3], ("minutes.pdf", "left out: a page can only name it"));
    let built = desk.build(&only(&[entry.id]), "pdf").unwrap();
    {
        let text = read_back(&built.bytes);
        assert!(text.contains("minutes.pdf (20 bytes)"), "{text}");
        assert!(!text.contains("of somebody"), "{text}");
    }
    let described = desk.add(ready("Described", "", "2026-03-18"));
    let file = desk.attach(described.id, "x.png", &picture(30));
    desk.set_body(&described, format!("![four tables, two of them empty](attachment:{})\n", file.id));
    assert_eq!(desk.preview(&only(&[described.id]), "pdf").unwrap().files[0].note, "1 page");
}

#[test]
fn nothing_of_the_machine_is_in_the_pages() {
    let desk = desk();
    let entry = desk.add(ready("A lesson", "I waited.\n", "2026-03-17"));
    let built = desk.build(&Chosen { ids: vec![entry.id], ..Chosen::default() }, "pdf").unwrap();
    let raw = String::from_utf8_lossy(&built.bytes).into_owned();
    for canary in ["canary-folder-5521", &entry.id.to_string(), "typst", env!("CARGO_MANIFEST_DIR")] {
        assert!(!raw.contains(canary), "{canary}");
    }
    assert!(raw.contains("D:20261121"), "the day of the export, and no hour");
    assert!(!raw.contains("Author") && !raw.contains("dc:creator"));
}
