//! An office text taken apart, and opened by an office program where there is one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::Command;

use super::super::tests::{desk, only, picture, ready};
use super::*;

fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            assert_eq!(file.last_modified(), Some(zip::DateTime::default()), "no hour");
            (file.name().unwrap().into_owned(), String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect()
}

const TEXT: &str = "# What?\n\nI **waited** & *saw* ~~it~~ `x < y`[^1], see [there](https://example.org/?a=1&b=2).\n\n#### So what?\n\n1. one\n2. two\n   - deeper\n\n- [x] done\n- [ ] to do\n\n> their words\n\n| who | minutes |\n|---|--:|\n| a | 3 |\n\n```\nlet x = 1;\n\tfin\n```\n\n[^1]: A note with a [link](https://example.org/n).\n";

#[test]
fn an_office_text_has_real_styles_and_tells_nothing_of_the_machine() {
    let desk = desk();
    let entry = desk.add(ready("The board \u{7}<again> & again", "", "2026-03-17"));
    let board = desk.attach(entry.id, "board.png", &picture(10));
    desk.set_body(&entry, format!("{TEXT}\n![the board, half wiped](attachment:{})\n", board.id));
    let other = desk.add(ready("Another", "words\n", "2026-03-18"));
    let chosen = only(&[entry.id, other.id]);
    let built = desk.build(&chosen, "docx").unwrap();
    assert_eq!(desk.build(&chosen, "docx").unwrap().bytes, built.bytes, "always the same");
    let parts = parts(&built.bytes);
    let part = |name: &str| parts.iter().find(|(part, _)| part == name).map(|(_, text)| text.as_str()).unwrap();
    for (name, text) in parts.iter().filter(|(name, _)| name.ends_with(".xml") || name.ends_with(".rels")) {
        let mut reader = quick_xml::Reader::from_str(text);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{name}: {error}"),
            }
        }
        for trace in ["dcterms", "lastModifiedBy", "rsid", "creator", "canary-folder", &entry.id.to_string()] {
            assert!(!text.contains(trace), "{name} holds {trace}");
        }
    }
    let document = part("word/document.xml");
    for style in ["Title", "Heading1", "Heading2", "Heading3", "Quote", "Code", "ListParagraph", "Note"] {
        assert!(document.contains(&format!("<w:pStyle w:val=\"{style}\"/>")), "{style}");
    }
    assert!(!document.contains("Heading4"), "a level left out");
    assert!(document.contains("descr=\"the board, half wiped\"") && document.contains("<w:tblHeader/>"));
    assert!(document.contains("The board &lt;again&gt; &amp; again"));
    assert!(part("docProps/core.xml").contains("<dc:title>2 journal entries</dc:title>"));
    assert!(part("word/_rels/document.xml.rels").contains("https://example.org/?a=1&amp;b=2"));
    assert!(part("word/_rels/footnotes.xml.rels").contains("https://example.org/n"));
    let text = Docx.readable(&built.bytes).unwrap().join("\n");
    for words in ["I waited & saw it x < y", "A note with a link", "☑", "the board, half wiped", "let x = 1;"] {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
    opens(&built.bytes, &["2 journal entries", "I waited & saw it x < y", "deeper", "their words", "Another"]);
}

#[test]
fn pages_are_laid_out_as_asked() {
    let mut document = Document { title: "T".into(), language: "nl".into(), ..Document::default() };
    let (plain, _) = written(&document).unwrap();
    let named = |bytes: &[u8], name: &str| parts(bytes).into_iter().find(|(part, _)| part == name).unwrap().1;
    let page = named(&plain, "word/document.xml");
    assert!(page.contains("w:w=\"11906\"") && !page.contains("lnNumType"));
    assert!(named(&plain, "word/styles.xml").contains("<w:lang w:val=\"nl\"/>"));
    document.sheet = typeset::Sheet {
        paper: typeset::Paper::Letter,
        large_print: true,
        line_numbers: true,
        wide_margin: true,
        grey: false,
    };
    document.author = Some("R. & co".into());
    let (asked, _) = written(&document).unwrap();
    let page = named(&asked, "word/document.xml");
    assert!(page.contains("w:w=\"12240\"") && page.contains("lnNumType") && page.contains("w:right=\"3400\""));
    assert!(named(&asked, "word/styles.xml").contains("<w:sz w:val=\"34\"/>"));
    assert!(named(&asked, "word/styles.xml").contains("25231E"));
    document.sheet.grey = true;
    let grey = named(&written(&document).unwrap().0, "word/styles.xml");
    assert!(!["25231E", "5C574C", "1F635A", "CFC9BC"].iter().any(|colour| grey.contains(colour)), "{grey}");
    let core = named(&asked, "docProps/core.xml");
    assert!(!core.contains("creator") && !core.contains("R. &amp; co"), "the author is empty: {core}");
}

/// LibreOffice reads it, and says the words.
fn opens(bytes: &[u8], words: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("text.docx");
    std::fs::write(&file, bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let read = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"])
        .arg(folder.path())
        .arg(&file)
        .output();
    #[allow(clippy::print_stderr, reason = "a test that could not run whole says so")]
    let Ok(read) = read else {
        eprintln!(
            "NOT OPENED: LibreOffice (libreoffice-writer-nogui) is not installed, so no office program read this file"
        );
        return;
    };
    let text = std::fs::read_to_string(folder.path().join("text.txt"))
        .unwrap_or_else(|_| panic!("LibreOffice did not read it: {}", String::from_utf8_lossy(&read.stderr)));
    for words in words {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
}
