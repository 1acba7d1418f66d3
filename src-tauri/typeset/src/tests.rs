//! Pages of all that people write, and of what nobody should.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;

use super::*;

/// Where LOOPBOOK_LOOK names a folder, what a test made is laid there to be looked at.
fn look(name: &str, pages: &Pages) {
    let Some(folder) = std::env::var_os("LOOPBOOK_LOOK").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{name}.pdf")), &pages.pdf).unwrap();
    for number in 0..pages.count.min(6) {
        let png = page(&pages.pdf, number, 1.6).unwrap();
        std::fs::write(folder.join(format!("{name}-{}.png", number + 1)), png).unwrap();
    }
}

fn text(words: &str) -> Vec<Inline> {
    vec![words.into()]
}

fn par(words: &str) -> Block {
    Block::Paragraph(text(words))
}

fn document(blocks: Vec<Block>) -> Document {
    Document {
        title: "What happened on Tuesday".into(),
        language: "en".into(),
        date: Some((2026, 11, 22)),
        footer: "What happened on Tuesday".into(),
        blocks,
        ..Document::default()
    }
}

const LOREM: &str = "I had planned to let the group work alone for twenty minutes, and to listen. After six I was talking again: first to explain the task a second time, then to answer a question that nobody had asked. When I looked up, two of the four tables had stopped and were waiting for me to finish.";

fn everything() -> Document {
    let cell = |words: &str| text(words);
    let blocks = vec![
        Block::Heading(1, text("The lesson I talked through")),
        Block::Note(text("Tuesday 17 March 2026, 10:20 · Year 9, maths · planning, listening")),
        Block::Heading(2, text("What happened")),
        par(LOREM),
        Block::Paragraph(vec![
            "I know this ".into(),
            Inline::Strong(text("pattern")),
            " and I ".into(),
            Inline::Emphasis(text("do not like it")),
            ": it is ".into(),
            Inline::Struck(text("their fault")),
            " my doing. Compare ".into(),
            Inline::Link("https://example.org/waiting".into(), text("what is written about waiting")),
            ", ".into(),
            Inline::Code("wait_time = 3".into()),
            " and the note".into(),
            Inline::Footnote(text("Three seconds are said to be enough. I lasted one.")),
            ".".into(),
        ]),
        Block::List(List {
            first: None,
            is_tight: true,
            items: ["the first question was mine", "so was the second", "the third came from the back, and I did not hear it because I was already explaining something else to the front"]
                .iter()
                .map(|words| Item { done: None, blocks: vec![par(words)] })
                .collect(),
        }),
        Block::List(List {
            first: Some(1),
            is_tight: false,
            items: vec![
                Item { done: None, blocks: vec![par("Say the task once."), par("Then walk to the window.")] },
                Item { done: None, blocks: vec![par("Count to thirty.")] },
            ],
        }),
        Block::List(List {
            first: None,
            is_tight: true,
            items: vec![
                Item { done: Some(true), blocks: vec![par("ask Table 3 how it was")] },
                Item { done: Some(false), blocks: vec![par("try it with the other class, and write down what they do in the first minute without me, whatever it is")] },
            ],
        }),
        Block::Heading(3, text("What I told myself")),
        Block::Quote(vec![par("If I do not help them now, they will fall behind, and then it is on me."), par("And: they expect it.")]),
        Block::Table(Table {
            columns: vec![
                Column { side: Side::Start, share: 3 },
                Column { side: Side::End, share: 1 },
                Column { side: Side::Start, share: 4 },
            ],
            head: vec![cell("Table"), cell("Minutes"), cell("What they did")],
            rows: vec![
                vec![cell("Window"), cell("6"), cell("drew the graph, then waited")],
                vec![cell("Door"), cell("12"), cell("argued about the scale; went on after I had left")],
                vec![cell("Middle"), cell("3"), cell("asked me")],
            ],
            is_form: false,
            is_roomy: false,
        }),
        Block::Code("minute 0   task\nminute 6   me\n\tminute 7   me".into()),
        Block::Heading(4, text("A small heading")),
        par("And a line below it."),
        Block::Card(vec![
            Block::Heading(2, text("What I would like to ask you")),
            Block::List(List {
                first: Some(1),
                is_tight: false,
                items: ["What do you think I was afraid of?", "When did you last wait?"]
                    .iter()
                    .map(|words| Item { done: None, blocks: vec![par(words), Block::Lines(2)] })
                    .collect(),
            }),
        ]),
        Block::Rule,
        Block::Columns(vec![(1, vec![Block::Heading(3, text("Warm")), par("It rings true that")]), (1, vec![Block::Heading(3, text("Cool")), par("I wonder whether")])]),
        Block::PageBreak,
        Block::Heading(1, text("The second lesson, in which I kept my mouth shut")),
        Block::Note(text("Thursday 19 March 2026")),
        par(LOREM),
        par(LOREM),
    ];
    Document {
        above: "Maths circle · peer review".into(),
        opening: vec![Block::Note(text("From R. · prepared on 22 November 2026"))],
        contents: Some("Contents".into()),
        ..document(blocks)
    }
}

#[test]
fn a_document_with_everything_is_accessible_and_always_the_same() {
    let pages = set(&everything()).unwrap();
    look("everything", &pages);
    assert_eq!(pages.warnings, []);
    assert!(pages.pdf.starts_with(b"%PDF-1.7"));
    assert_eq!(set(&everything()).unwrap(), pages);
    assert_eq!(super::pages(&pages.pdf).unwrap(), pages.count);
}

/// Without what the layout puts between words.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
}

#[track_caller]
fn reads(pages: &Pages, words: &str) {
    let found = read(&pages.pdf).unwrap().concat();
    assert!(
        squeezed(&found).contains(&squeezed(words)),
        "{words:?} is not in {}",
        found.chars().take(3_000).collect::<String>()
    );
}

#[test]
fn every_script_a_class_writes_in_has_its_letters() {
    let pages = set(&document(vec![
        Block::Heading(1, text("Languages at home 🏠")),
        par("Emoji: ❤️ ☺️ 👩‍🏫 👍🏽 1️⃣ ✔️ 🇳🇱 and ✓ → ≤ ½ № ™"),
        par("Arabic: كنت أريد أن أسمع. Urdu: میں نے پوچھا۔"),
        par("Hebrew: שתקתי שלוש שניות"),
        par("Chinese: 我先说话了。Japanese: 待てなかった。Korean: 기다렸다"),
        par("Greek: Περίμενα. Ukrainian: Я чекала. Polish: Zażółć gęślą jaźń. Turkish: Bekledim, ığüşöç"),
        par(
            "Hindi: मैं रुका। Bengali: আমি থামলাম। Punjabi: ਮੈਂ ਰੁਕਿਆ। Gujarati: હું રોકાયો। Tamil: நான் நின்றேன். Telugu: నేను ఆగాను.",
        ),
        par("Thai: ฉันรอ Amharic: ጠበቅሁ። Armenian: Ես սպասեցի։ Georgian: ველოდე"),
        par("Maths: ∀x ∈ ℝ: x² ≥ 0 and 𝓗𝓮𝓵𝓵𝓸 𝕎"),
    ]))
    .unwrap();
    look("scripts", &pages);
    assert_eq!(pages.warnings, []);
    for words in ["我先说话了", "Zażółć gęślą jaźń", "Я чекала", "기다렸다", "待てなかった"]
    {
        reads(&pages, words);
    }
}

#[test]
fn what_has_no_shape_is_seen_and_told() {
    let pages = set(&document(vec![par("a \u{12000}\u{e001} b")])).unwrap();
    assert_eq!(pages.warnings, [Warning::Unknown(2)]);
    reads(&pages, "a \u{fffd}\u{fffd} b");
}

#[test]
fn hostile_text_stays_text() {
    let strings = [
        "#import \"/etc/passwd\": x",
        "#read(\"/etc/passwd\")",
        "#sys.inputs",
        "$ x^2 $ and $unclosed",
        "\\u{41} \\ \\\\ // not a comment /* nor this */",
        "= no heading",
        "- no list",
        "*not strong* _nor this_ `raw` ```raw```",
        "<label> @reference",
        "https://example.org bare",
        "~ --- ... -- \" ' \u{2028}x",
        "[content] {code} #{panic()}",
    ];
    let pages = set(&document(
        strings
            .iter()
            .map(|words| par(words))
            .chain([Block::Code(strings.join("\n")), Block::Heading(1, text(strings[0]))])
            .collect(),
    ))
    .unwrap();
    look("hostile", &pages);
    assert_eq!(pages.warnings, []);
    for words in strings {
        reads(&pages, &words.replace('\u{2028}', " "));
    }
}

#[test]
fn the_list_of_naughty_strings_leaves_as_text() {
    let path = std::env::var_os("LOOPBOOK_TEST_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from)
        .join("naughty-strings/blns.txt");
    let Ok(strings) = std::fs::read_to_string(&path) else {
        #[allow(clippy::print_stderr, reason = "a test that could not run says so")]
        {
            eprintln!("skipped: the test data naughty-strings is not at {}", path.display());
        }
        return;
    };
    let mut document = document(strings.lines().map(par).collect());
    document.title = strings.lines().take(40).collect::<Vec<_>>().join(" ");
    document.footer.clone_from(&document.title);
    let pages = set(&document).unwrap();
    look("naughty", &pages);
    assert!(pages.warnings.iter().all(|warning| matches!(warning, Warning::Unknown(_))), "{:?}", pages.warnings);
}

fn photo(format: image::ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 120]));
    pixels.write_to(&mut out, format).unwrap();
    out.into_inner()
}

#[test]
fn pictures_of_all_kinds_are_shown_and_no_file_takes_the_document_with_it() {
    use image::ImageFormat::{Gif, Jpeg, Png, WebP};
    let mut files: Vec<File> = [(Jpeg, 1200, 900), (Png, 300, 1200), (Gif, 40, 40), (WebP, 200, 100)]
        .into_iter()
        .map(|(kind, width, height)| File { bytes: photo(kind, width, height), name: format!("{kind:?}") })
        .collect();
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"80\" viewBox=\"0 0 200 80\"><rect x=\"2\" y=\"2\" width=\"196\" height=\"76\" fill=\"none\" stroke=\"black\"/><text x=\"10\" y=\"40\" font-size=\"14\">from aim to outcome</text></svg>";
    files.push(File { bytes: drawing.into(), name: "drawing".into() });
    let half = files[0].bytes[..files[0].bytes.len() / 2].to_vec();
    files.extend(
        [("cut", half), ("none", Vec::new()), ("text", b"<html>".to_vec())]
            .map(|(name, bytes)| File { bytes, name: name.into() }),
    );
    let count = files.len();
    let mut blocks = vec![Block::Heading(1, text("The board"))];
    blocks.extend(
        (0..=count).map(|file| {
            Block::Picture(Picture { file, alt: (file != 1).then(|| "The board after the lesson".into()) })
        }),
    );
    let pages = set(&Document { files, ..document(blocks) }).unwrap();
    look("pictures", &pages);
    let told: Vec<_> =
        pages.warnings.iter().filter(|warning| !matches!(warning, Warning::NotShown(name) if name == "cut")).collect();
    assert_eq!(
        told,
        [
            &Warning::NoAlt("Png".into()),
            &Warning::NotShown("none".into()),
            &Warning::NotShown("text".into()),
            &Warning::NotShown(String::new())
        ]
    );
    reads(&pages, "A picture: The board after the lesson");
    let png = super::drawing(drawing, 2.0).unwrap();
    let png = image::load_from_memory(&png).unwrap();
    assert_eq!((png.width(), png.height()), (400, 160));
    assert!(super::drawing("no drawing", 1.0).is_err());
    assert!(read(&pages.pdf).unwrap().last().unwrap().contains("The board after the lesson"), "what a picture shows");
}

#[test]
fn levels_that_are_left_out_cost_the_standard_and_not_the_document() {
    let pages =
        set(&document(vec![Block::Heading(1, text("One")), Block::Heading(4, text("Four")), par("words")])).unwrap();
    assert!(matches!(pages.warnings.as_slice(), [Warning::NotAccessible(_)]), "{:?}", pages.warnings);
    reads(&pages, "Four");
}

#[test]
fn nothing_at_all_is_a_page() {
    assert_eq!(set(&Document::default()).unwrap().count, 1);
    let odd = Document {
        language: "x-klingon-\u{0}".into(),
        date: Some((2026, 13, 40)),
        ..document(vec![
            Block::Paragraph(vec![]),
            Block::Heading(1, vec![]),
            Block::Quote(vec![]),
            Block::List(List { first: None, is_tight: true, items: vec![] }),
            Block::Code(String::new()),
            Block::Card(vec![]),
        ])
    };
    assert_eq!(set(&odd).unwrap().count, 1);
}

#[test]
fn a_megabyte_without_a_stop_and_a_table_of_a_thousand_rows_have_their_pages() {
    let words = "a sentence that goes on and on, as some do when they are dictated; ".repeat(15_000);
    let row = |n: usize| {
        vec![text(&n.to_string()), text("what was said, at some length, by someone at the back"), text(&"x".repeat(60))]
    };
    let table = Table {
        columns: [1, 4, 2].map(|share| Column { side: Side::Start, share }).to_vec(),
        head: ["No", "Said", "Code"].map(text).to_vec(),
        rows: (1..=1000).map(row).collect(),
        is_form: false,
        is_roomy: false,
    };
    let pages = set(&document(vec![par(&words), par(&"w".repeat(20_000)), Block::Table(table)])).unwrap();
    assert_eq!(pages.warnings, []);
    assert!(pages.count > 200, "{}", pages.count);
    reads(&pages, "dictated");
}

#[test]
fn what_is_nested_without_end_is_shown_flat() {
    let mut block = par("at the bottom");
    let mut line = text("said");
    for depth in 0..200 {
        block = if depth % 2 == 0 {
            Block::Quote(vec![block])
        } else {
            Block::List(List { first: None, is_tight: true, items: vec![Item { done: None, blocks: vec![block] }] })
        };
        line = vec![Inline::Strong(line)];
    }
    let pages = set(&document(vec![block, Block::Paragraph(line)])).unwrap();
    assert_eq!(pages.warnings, []);
    reads(&pages, "at the bottom");
}

#[test]
fn addresses_that_act_on_a_computer_are_words_only() {
    let link = |to: &str| Block::Paragraph(vec![Inline::Link(to.into(), text(&format!("to {to}")))]);
    let addresses = [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://example.org/\n/x",
        "attachment:01890000",
        "data:text/html,x",
        "http:",
    ];
    let pages = set(&document(
        addresses
            .iter()
            .map(|to| link(to))
            .chain([link("https://example.org/fine"), link("mailto:a@example.org")])
            .collect(),
    ))
    .unwrap();
    assert!(read(&pages.pdf).unwrap().last().unwrap().contains("https://example.org/fine"));
    let uris = pages.pdf.windows(5).filter(|bytes| *bytes == b"/URI ").count();
    assert_eq!(pages.warnings, []);
    assert!(uris <= 2, "{uris}");
}

#[test]
fn paper_large_print_and_line_numbers() {
    let mut document = everything();
    for (name, sheet) in [
        (
            "letter",
            Sheet { paper: Paper::Letter, line_numbers: true, wide_margin: true, large_print: false, grey: false },
        ),
        ("large", Sheet { paper: Paper::A4, large_print: true, line_numbers: true, wide_margin: false, grey: false }),
        (
            "large-wide",
            Sheet { paper: Paper::A4, large_print: true, line_numbers: false, wide_margin: true, grey: true },
        ),
    ] {
        document.sheet = sheet;
        let pages = set(&document).unwrap();
        look(name, &pages);
        assert_eq!(pages.warnings, [], "{name}");
    }
}

#[test]
fn a_page_is_a_picture_and_no_page_is_none() {
    let pages = set(&document(vec![par(LOREM)])).unwrap();
    let png = image::load_from_memory(&page(&pages.pdf, 0, 1.0).unwrap()).unwrap().to_luma8();
    assert_eq!((png.width(), png.height()), (595, 841));
    let ink = png.pixels().filter(|pixel| pixel.0[0] < 128).count();
    assert!(ink > 500, "{ink}");
    assert!(matches!(page(&pages.pdf, 1, 1.0), Err(Fault::NoPage)));
    assert!(matches!(page(b"no pdf", 0, 1.0), Err(Fault::NoPage)));
}

#[test]
fn nothing_of_the_machine_or_the_hour_is_in_the_file() {
    let pages = set(&everything()).unwrap();
    let text = String::from_utf8_lossy(&pages.pdf).into_owned();
    assert!(!text.contains("Author") && !text.contains("dc:creator"), "an author where none is named");
    assert!(text.contains("D:20261122"), "the date of the document");
    let folder = env!("CARGO_MANIFEST_DIR");
    assert!(!text.contains(folder) && !text.contains("typst"), "paths or tools");
    let titled = set(&Document { title: "Één les – 教室".into(), ..document(vec![]) }).unwrap();
    assert!(read(&titled.pdf).unwrap().last().unwrap().contains("Één les – 教室"));
    let named = set(&Document { author: Some("R. at the maths circle".into()), ..everything() }).unwrap();
    assert!(String::from_utf8_lossy(&named.pdf).contains("R. at the maths circle"));
}

/// `cargo test --release -p typeset -- --ignored --nocapture a_thousand`: how long 3, 100 and 1,000 entries take.
#[test]
#[ignore = "measures; only a release build tells how fast it is"]
#[allow(clippy::print_stderr, reason = "what was measured")]
fn a_thousand_entries_have_their_pages_within_five_seconds() {
    for entries in [3_usize, 100, 1_000] {
        let section = |number: usize| {
            let mut blocks = vec![
                Block::Heading(1, text(&format!("Entry {number}: the lesson I talked through"))),
                Block::Note(text("Tuesday 17 March 2026 · Year 9 · planning, listening")),
            ];
            for stage in ["What happened", "What I told myself", "What I will try"] {
                blocks.extend([Block::Heading(2, text(stage)), par(LOREM), par(&format!("{number} {LOREM}"))]);
            }
            Block::In("en".into(), blocks)
        };
        let document = Document { contents: Some("Contents".into()), ..document((0..entries).map(section).collect()) };
        let start = std::time::Instant::now();
        let pages = set(&document).unwrap();
        let taken = start.elapsed();
        eprintln!("{entries} entries: {} pages, {} KB, {taken:?}", pages.count, pages.pdf.len() / 1024);
        let start = std::time::Instant::now();
        page(&pages.pdf, pages.count - 1, 1.75).unwrap();
        eprintln!("  its last page as a picture: {:?}", start.elapsed());
        assert_eq!(pages.warnings, []);
        assert!(cfg!(debug_assertions) || taken.as_secs_f64() < 5.0, "{taken:?}");
    }
}
