//! The table of SECURITY.md, from outside: what is larger, deeper or more than any of its kind is refused or left out in words,
//! by every reader of what others made, and nothing of it is taken in.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::world::World;

const MB: u64 = 1024 * 1024;

fn file(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// A file of so many bytes that takes no room.
fn hollow(folder: &Path, name: &str, start: &str, bytes: u64) -> PathBuf {
    let path = file(folder, name, start);
    File::options().write(true).open(&path).unwrap().set_len(bytes).unwrap();
    path
}

/// What comes of a call: the sentence it is refused with.
fn refused(world: &World, name: &str, request: Value) -> String {
    let error = world.call(name, request).unwrap_err().message;
    assert!(error.len() > 20, "{name}: {error}");
    error
}

#[test]
fn texts_that_are_too_large_or_too_deep_are_refused_in_words() {
    let world = World::new();
    let temp = tempfile::tempdir().unwrap();
    let says = |name: &str, request: Value, words: &str| {
        let said = refused(&world, name, request);
        assert!(said.contains(words), "{name}: {said}");
    };
    let place = |path: &Path| json!({"place": path});
    let folder = temp.path();
    says("import_preview", place(&hollow(folder, "large.md", "# A\n", 65 * MB)), "larger than 64 MB");
    says("import_preview", place(&hollow(folder, "large.xml", "<feed", 129 * MB)), "arger than");
    let deep = format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{}</feed>", "<entry>".repeat(300));
    says("import_preview", place(&file(folder, "deep.xml", deep)), "nested too deeply");
    let many = format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{}</feed>", "<a/>".repeat(1_000_001));
    says("import_preview", place(&file(folder, "many.xml", many)), "more elements than any portfolio");
    says("template_import", place(&file(folder, "large.toml", "a".repeat(300_000))), "room for 256 KB");
    says("template_import", place(&file(folder, "deep.toml", format!("a = {}", "[".repeat(100_000)))), "template");
    says("received_open", place(&hollow(folder, "large.html", "<html>", 70 * MB)), "arge");
    says("entry_add", json!({"title": "t", "body": "x".repeat(64 * 1024 * 1024 + 1)}), "64 MB");

    // Of several responses each is answered for itself.
    let deep = file(folder, "deep.json", format!("{}1{}", "[".repeat(200), "]".repeat(200)));
    let large = hollow(folder, "large.json", "{", 10 * MB);
    let rows = world.call("response_preview", json!({"places": [deep, large]})).unwrap();
    for row in rows.as_array().unwrap() {
        assert!(row["refused"].as_str().unwrap().len() > 20, "{row}");
    }
    assert_eq!(world.call("entry_list", json!({})).unwrap()["total"], 0);
}

#[test]
fn a_zip_with_too_many_files_or_too_much_in_them_is_refused_and_one_file_too_large_is_named() {
    let world = World::new();
    let temp = tempfile::tempdir().unwrap();
    let packed = |name: &str, files: &mut dyn FnMut(&mut ZipWriter<File>)| {
        let path = temp.path().join(name);
        let mut zip = ZipWriter::new(File::create(&path).unwrap());
        files(&mut zip);
        zip.finish().unwrap();
        path
    };
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let many = packed("many.zip", &mut |zip| {
        for number in 0..20_001 {
            zip.start_file(format!("{number}.md"), stored).unwrap();
        }
    });
    assert!(refused(&world, "import_preview", json!({"place": many})).contains("more than 20000 files"));

    // The sizes are those of the directory: what a file claims is counted before a byte of it is unpacked.
    let claims = |name: &str, files: usize, each: u32| {
        let path = packed(name, &mut |zip| {
            for number in 0..files {
                zip.start_file(format!("{number}.md"), stored).unwrap();
                std::io::Write::write_all(zip, b"# A\n").unwrap();
            }
        });
        let mut bytes = fs::read(&path).unwrap();
        let sizes: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..].starts_with(b"PK\x01\x02")).collect();
        for at in sizes {
            bytes[at + 24..at + 28].copy_from_slice(&each.to_le_bytes());
        }
        fs::write(&path, bytes).unwrap();
        refused(&world, "import_preview", json!({"place": path}))
    };
    let bomb = claims("bomb.zip", 1, 100 * 1024 * 1024);
    assert!(bomb.contains("more than 200 times its size"), "{bomb}");
    assert_eq!(world.call("entry_list", json!({})).unwrap()["total"], 0);
}

#[test]
fn front_matter_that_nests_or_repeats_beyond_all_sense_stays_text() {
    let world = World::new();
    let temp = tempfile::tempdir().unwrap();
    for (name, matter) in [
        ("deep.md", format!("tags: {}x{}", "[".repeat(40), "]".repeat(40))),
        ("many.md", format!("tags: [{}]", "a, ".repeat(30_000))),
        ("large.md", format!("note: {}", "x".repeat(300_000))),
        ("aliases.md", "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]".into()),
    ] {
        let text = format!("---\n{matter}\n---\n\nThe text of {name}.\n");
        let place = file(temp.path(), name, &text);
        assert_eq!(world.call("import_run", json!({"place": place})).unwrap()["added"], 1, "{name}");
        let found = world.call("search_run", json!({"query": format!("\"text of {name}\"")})).unwrap();
        assert!(found["total"].as_i64().unwrap() >= 1, "{name}: {found}");
    }
}
