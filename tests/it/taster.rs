//! What strangers sent is read first by a process of its own: that it comes through what is honest, that whatever ends it is
//! refused in words and ends nothing else, and that every host has one.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use journal::taster::{Limits, Taste, by};

use crate::cli::program;

const MB: u64 = 1024 * 1024;
const USUAL: Limits = Limits { memory: 512 * MB, stack: 1024 * 1024, time: Duration::from_secs(120) };

fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

/// Leap2A whose one text is so many boxes deep.
fn portfolio(deep: usize) -> String {
    format!(
        "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:leap2=\"http://terms.leapspecs.org/\">\
         <leap2:version>http://www.leapspecs.org/2010-07/2A/</leap2:version><id>portfolio:1</id><title>T</title><entry><title>E</title>\
         <id>portfolio:e1</id><updated>2024-01-01T00:00:00Z</updated><content type=\"html\">{}x</content></entry></feed>",
        "&lt;div&gt;".repeat(deep)
    )
}

fn refused(taste: Taste<'_>, limits: Limits) -> String {
    let why = by(&program(), taste, "from a stranger.xml", limits).unwrap_err().to_string();
    assert!(why.contains("“from a stranger.xml”") && why.contains("othing of it was taken in"), "{why}");
    why
}

#[test]
fn what_is_honest_or_merely_broken_comes_through() {
    let temp = tempfile::tempdir().unwrap();
    let texts =
        [("a.md", "# A\n\nText.\n"), ("b.json", "{\"entries\":"), ("c.xml", "<feed"), ("d.zip", "PK\u{3}\u{4}")];
    for (name, text) in texts {
        by(&program(), Taste::Import(&file(temp.path(), name, text)), name, USUAL).unwrap();
    }
    by(&program(), Taste::Import(&temp.path().join("nowhere.md")), "nowhere.md", USUAL).unwrap();
    by(&program(), Taste::Import(temp.path()), "folder", USUAL).unwrap();
    by(&program(), Taste::Page(b"<html>no page of ours</html>"), "page.html", USUAL).unwrap();
    by(&program(), Taste::Zip(b"no zip"), "page.zip", USUAL).unwrap();
}

#[test]
fn what_runs_out_of_stack_or_memory_or_time_ends_the_taster_and_nothing_else() {
    let temp = tempfile::tempdir().unwrap();
    let deep = file(temp.path(), "deep.xml", &portfolio(250));
    by(&program(), Taste::Import(&deep), "deep.xml", USUAL).unwrap();
    let why = refused(Taste::Import(&deep), Limits { stack: 24 * 1024, ..USUAL });
    assert!(why.contains("broke down"), "{why}");

    // Four megabytes of elements are hundreds as a tree.
    let large = file(temp.path(), "large.xml", &format!("<feed>{}</feed>", "<a/>".repeat(900_000)));
    by(&program(), Taste::Import(&large), "large.xml", USUAL).unwrap();
    let why = refused(Taste::Import(&large), Limits { memory: 48 * MB, ..USUAL });
    assert!(why.contains("broke down"), "{why}");

    let began = Instant::now();
    let why = refused(Taste::Import(&large), Limits { time: Duration::from_millis(1), ..USUAL });
    assert!(why.contains("given up") && began.elapsed() < Duration::from_secs(20), "{why}");
}

#[test]
fn every_host_can_be_called_as_its_own_taster_before_it_does_anything_else() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for (path, begins) in [
        ("src-tauri/src/lib.rs", "pub fn run() -> ExitCode {"),
        ("src-tauri/cli/src/main.rs", "fn main() -> ExitCode {"),
        ("tests/serve/main.rs", "fn main() -> ExitCode {"),
    ] {
        let text = fs::read_to_string(root.join(path)).unwrap();
        let (_, body) = text.split_once(begins).unwrap();
        assert!(body.trim_start().starts_with("if let Some(done) = journal::taster::answer_if_asked() {"), "{path}");
    }
    for program in [program(), PathBuf::from(env!("CARGO_BIN_EXE_serve"))] {
        let temp = tempfile::tempdir().unwrap();
        by(&program, Taste::Import(&file(temp.path(), "a.md", "# A\n")), "a.md", USUAL).unwrap();
    }
}
