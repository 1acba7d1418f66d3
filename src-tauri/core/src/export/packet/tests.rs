//! The review page, taken apart: it says what the letter says, its offsets count on what it shows, and nothing in it acts
//! but its own script.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::super::tests::{Desk, data as test_data, desk, only, only_harmless, picture, ready};
use super::super::*;
use super::*;
use sha2::Digest as _;

use crate::change::Op;
use crate::entries::{EntryFields, Readiness, SaveEntry};
use crate::id::{EntryId, PackId};
use crate::loops::{self, BeginLoop, WriteLoop};

fn letter(about: EntryId) -> Letter {
    let asked = |key: &str, text: &str, entry| Asked { id: QuestionKey(key.into()), text: text.into(), entry };
    Letter {
        pack: "0190a1b2-0000-7000-8000-00000000000a".parse::<PackId>().unwrap(),
        audience: "Maths circle".into(),
        author: "Mira".into(),
        purpose: Purpose::ProblemSolving,
        ask: "Where do I lose them?".into(),
        questions: vec![
            asked("q1", "What would you have done after the first silence?", Some(about)),
            asked("q2", "What do I take for granted?", None),
        ],
        licence: "Use it, and say where it is from".into(),
        wishes: Wishes { return_to_me: true, do_not_pass_on: true, destroy_by: Day::from_ymd_opt(2027, 7, 31) },
        created: Day::from_ymd_opt(2026, 11, 22).unwrap(),
        answers_first: true,
    }
}

fn page(desk: &Desk, ids: &[EntryId], letter: Letter) -> String {
    desk.journal
        .read(|tx| {
            let mut pack = select::select(tx, &only(ids))?;
            pack.letter = Some(letter);
            let mut page = String::new();
            Packet.parts(Source::new(tx, desk.journal.vault()), &pack, &mut |part| {
                if let Content::Text(text) = part.content {
                    page = text;
                }
                Ok(())
            })?;
            Ok(page)
        })
        .unwrap()
}

/// The text of each piece as the page has it: between its tags.
fn shown(page: &str) -> Vec<&str> {
    page.split("<div class=\"text\" ")
        .skip(1)
        .map(|part| part.split_once('>').unwrap().1)
        .map(|part| part.split("</div>\n<section class=\"questions\"").next().unwrap())
        .map(|part| part.split("</div>\n<figure").next().unwrap().split("</div>\n<div class=\"later\"").next().unwrap())
        .map(|part| {
            part.strip_suffix("</div>\n</article>\n").unwrap_or(part).split("</div>\n</article>").next().unwrap()
        })
        .collect()
}

/// A class, a log, a picture, several scripts: what the browser tests read, where they are told to.
fn sample(desk: &Desk) -> (Vec<EntryId>, Letter) {
    let first = desk.add(ready(
        "Cold calling",
        "I asked the whole class, and then one pupil. **Nobody answered.** After two seconds I lose the class: they look at their hands. So I go on talking, and the silence is over before it has begun.\n\n- I counted to two.\n- I looked at the clock, not at them.\n\n> “You always answer for us,” said one of them 👩🏽‍🏫 at the door.\n\n## What I make of it\n\nI take a silence for a failure of mine. It may be *thinking*.\n\n| minute | who spoke |\n|---|---|\n| 0–5 | I |\n| 5–6 | nobody |\n\n```\nwait = 2 s\n```\n",
        "2026-11-16T10:00",
    ));
    desk.attach(first.id, "board.png", &picture(200));
    let second = desk.add(ready(
        "مَدْرَسَة, een les, 教室",
        "قال لي: «انتظري». ثم انتظرت.\n\nIk wachtte. En toen zei iemand iets. Cafe\u{301}, naïef, 🇳🇱.\n",
        "2026-11-18",
    ));
    let log = desk
        .journal
        .write(Op::BeginLoop, |tx| {
            let title = Some("Why I fill every silence".into());
            let log = loops::begin(tx, BeginLoop { title, from: None, passage: None })?;
            let texts =
                [("account", "I asked, and answered myself."), ("strategy", "I talk on, so that nobody feels stupid.")];
            let fields = texts.map(|(key, text)| (key.to_owned(), text.to_owned()));
            let base = log.entry.revision.clone();
            loops::write(
                tx,
                WriteLoop { id: log.entry.id, base, title: None, fields: Some(fields.into()), keep: false },
            )?;
            let now = entries::get(tx, log.entry.id)?;
            let fields = EntryFields { readiness: Some(Readiness::Ready), ..EntryFields::default() };
            entries::save(tx, SaveEntry { id: now.id, base: now.revision, fields, keep: false })
        })
        .unwrap();
    (vec![first.id, second.id, log.id], letter(first.id))
}

#[test]
fn the_machine_form_says_what_the_page_shows_to_the_letter() {
    let desk = desk();
    let (ids, letter) = sample(&desk);
    let page = page(&desk, &ids, letter);
    if let Some(folder) = std::env::var_os("LOOPBOOK_WRITE_PACKET") {
        std::fs::write(std::path::Path::new(&folder).join("sample.html"), &page).unwrap();
    }
    let (data, pictures) = read(page.as_bytes()).unwrap();
    assert_eq!(data.pieces.len(), 3);
    assert_eq!(pictures.iter().filter(|one| one.is_some()).count(), 1);
    let shown = shown(&page);
    assert_eq!(shown.len(), 3);
    for (piece, html) in data.pieces.iter().zip(&shown) {
        assert_eq!(text_content(&piece.html), text_content(html), "{}", piece.title);
    }
    assert_eq!(data.pieces[0].analysis, None, "a free entry has no part that is analysis");
    let log = &data.pieces[2];
    let tops = log.html.matches("<h3>").count();
    assert!(log.analysis.is_some_and(|from| from >= 2) && tops == 2, "{:?} {}", log.analysis, log.html);
    assert_eq!(data.questions[0].piece, Some(data.pieces[0].id));
    assert_eq!(data.questions[1].piece, None);
}

#[test]
fn the_page_as_text_is_the_letter_and_the_pieces_and_nothing_of_the_form() {
    let desk = desk();
    let (ids, letter) = sample(&desk);
    let page = page(&desk, &ids, letter);
    let text = super::super::shown("packet", page.as_bytes()).unwrap().join("\n");
    assert!(text.starts_with("From Mira to Maths circle\n\nWhere do I lose them?"), "{text}");
    for said in ["Made on: 22 November 2026", "What do I take for granted?"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    for form in
        ["runs no script", "Keep this comment", "To the text", "Save my response", "loopbook-packet", "Open it now"]
    {
        assert!(!text.contains(form), "{form}: {text}");
    }
    assert!(!text.contains("\n\n\n"), "{text}");
}

#[test]
fn the_same_pieces_make_the_same_bytes_and_tell_who_asks_for_what() {
    let desk = desk();
    let (ids, letter) = sample(&desk);
    let page = [(); 2].map(|()| page(&desk, &ids, letter.clone()));
    assert_eq!(page[0], page[1]);
    for said in [
        "From Mira to Maths circle",
        "Where do I lose them?",
        "I am stuck here, and ask for your help with it.",
        "Please give this back to me.",
        "Please do not pass it on.",
        "Please destroy it by 31 July 2027.",
        "Use it, and say where it is from",
        "What do I take for granted?",
        "22 November 2026",
    ] {
        assert!(page[0].contains(said), "{said}");
    }
}

#[test]
fn a_page_for_nobody_is_refused() {
    let desk = desk();
    let entry = desk.add(ready("T", "B", "2026-11-16"));
    let refused = desk.journal.read(|tx| build(tx, desk.journal.vault(), &only(&[entry.id]), "packet")).unwrap_err();
    assert!(refused.to_string().contains("made for somebody"), "{refused}");
}

#[test]
fn nothing_in_an_entry_or_a_letter_acts_or_breaks_out_of_the_page() {
    let Some(path) = test_data("xss-dompurify/expect.json") else { return };
    let cases: Vec<serde_json::Value> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let desk = desk();
    let about = desk.add(ready("Free", "Text", "2026-11-16"));
    for case in &cases {
        let payload = case["payload"].as_str().unwrap();
        let line: String = payload.chars().filter(|c| !c.is_control()).take(400).collect();
        desk.set_body(
            &desk.journal.read(|tx| entries::get(tx, about.id)).unwrap(),
            format!("Before {payload}\n\n{payload}"),
        );
        let mut letter = letter(about.id);
        letter.ask = format!("</script><!--{{{{script}}}}{line}");
        letter.author.clone_from(&line);
        letter.audience.clone_from(&line);
        letter.licence.clone_from(&line);
        letter.questions[0].text.clone_from(&line);
        letter.questions[0].id = QuestionKey(format!("\"><script>{line}"));
        let page = page(&desk, &[about.id], letter);
        for html in shown(&page) {
            only_harmless(html).unwrap_or_else(|why| panic!("{why}\n{payload}\n{html}"));
        }
        assert_eq!(page.matches("<script").count(), 2, "the data and the page’s own: {payload}");
        assert_eq!(page.matches("</script").count(), 2, "{payload}");
        assert_eq!(page.matches("<style").count(), 1, "{payload}");
        let (data, _) = read(page.as_bytes()).unwrap();
        assert_eq!(data.author, line);
        assert_eq!(text_content(&data.pieces[0].html), text_content(shown(&page)[0]), "{payload}");
    }
}

#[test]
fn the_policy_names_the_very_script_and_style_of_the_page_and_no_host() {
    let desk = desk();
    let (ids, letter) = sample(&desk);
    let page = page(&desk, &ids, letter);
    let between = |start: &str, end: &str| page.rsplit_once(start).unwrap().1.split_once(end).unwrap().0.to_owned();
    let policy = between("Content-Security-Policy\" content=\"", "\"");
    for (name, text) in [("script", between("<script>", "</script>")), ("style", between("<style>", "</style>"))] {
        let hash = STANDARD.encode(sha2::Sha256::digest(text.as_bytes()));
        assert!(policy.contains(&format!("{name}-src 'sha256-{hash}'")), "{policy}");
    }
    assert!(policy.starts_with("default-src 'none'; ") && policy.contains("img-src data:;"), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*'), "{policy}");
    for handler in [" onclick", " onload", " onerror", " style=", "javascript:", "eval(", "innerHTML"] {
        assert!(!page.contains(handler), "{handler}");
    }
}

#[test]
fn what_is_no_review_page_is_not_read_as_one() {
    let not: [&[u8]; 4] = [b"", b"\xff", b"<html>", b"<script type=\"application/json\" id=\"pack\">{}</script>"];
    for bytes in not {
        assert!(matches!(read(bytes), Err(Error::BadInput(_))));
    }
    let newer = format!("{}{{\"format\":\"loopbook-packet\",\"version\":99}}</script>", data::BEGINS);
    assert!(read(newer.as_bytes()).unwrap_err().to_string().contains("newer Loopbook"));
}

#[test]
fn a_page_of_a_million_pictures_is_refused_at_once_and_one_picture_shown_a_million_times_is_shown_while_there_is_room()
{
    let began = std::time::Instant::now();
    let page: String = (0..1_000_000).map(|n| format!("<img src=\"data:image/png;base64,{n}\">")).collect();
    assert_eq!(super::data::addresses(&page).len(), 1_000_000);
    let picture = super::super::pictures::Picture { bytes: vec![0; 1_000], media_type: "image/png", changed: false };
    let html = "<img src=\"picture:0\" alt=\"a\">".repeat(100_000);
    let mut left = 10_000;
    let shown = sanitise::foreign(&html, &[Some(picture)], &mut left);
    assert_eq!((shown.matches("data:image/png").count(), left), (10, 0));
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}
