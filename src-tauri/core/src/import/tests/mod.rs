//! Imports on real files (shared/data beside the repository) and on files made here.

mod dayone;
mod hostile;
mod json;
mod leap2a;
mod logs;
mod loops;
mod markdown;
mod steps;

use std::fs;
use std::path::{Path, PathBuf};

use super::{ImportDone, ImportPreview, Plan, Turn, Wanted, apply, preview, put_files, read, undo, wanted};
use crate::change::Op;
use crate::entries::{self, Entry};
use crate::id::ImportId;
use crate::{Clock, Journal};

/// The folder of real files of that name; `None`, said by name, where it is missing.
fn data(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("LOOPBOOK_TEST_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let path = root.join(name);
    if path.exists() {
        return Some(path);
    }
    println!("left out, since {} is missing", path.display());
    None
}

/// A journal in a folder that goes when it goes.
struct Desk {
    journal: Journal,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::create(&folder.path().join("journal"), Clock::system()).unwrap();
        Self { journal, folder }
    }

    /// A folder of texts to import, beside the journal.
    fn folder(&self, name: &str, files: &[(&str, &[u8])]) -> PathBuf {
        let root = self.folder.path().join(name);
        for (name, bytes) in files {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        root
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn zip(&self, name: &str, files: &[(&str, &[u8])]) -> PathBuf {
        self.file(name, &zipped(files))
    }

    fn preview(&self, path: &Path) -> ImportPreview {
        let plan = read(path).unwrap();
        self.journal.read(|tx| preview(tx, &plan)).unwrap()
    }

    fn import(&self, path: &Path) -> ImportDone {
        self.apply(&read(path).unwrap())
    }

    fn apply(&self, plan: &Plan) -> ImportDone {
        let wanted = self.wanted(plan);
        let put = put_files(self.journal.vault(), plan, wanted).unwrap();
        self.journal.write(Op::Import, |tx| apply(tx, plan, &put)).unwrap()
    }

    fn wanted<'p>(&self, plan: &'p Plan) -> Wanted<'p> {
        let turn = Turn::wait();
        self.journal.read(|tx| wanted(tx, plan, turn)).unwrap()
    }

    fn undo(&self, id: ImportId) -> (u32, u32) {
        let undone = self.journal.write(Op::UndoImport, |tx| undo(tx, id)).unwrap();
        (undone.removed, undone.kept_edited)
    }

    /// Every entry, in the order of its title.
    fn entries(&self) -> Vec<Entry> {
        let mut entries = self
            .journal
            .read(|tx| {
                entries::store::ids(tx)?.into_iter().map(|id| entries::get(tx, id)).collect::<crate::Result<Vec<_>>>()
            })
            .unwrap();
        entries.sort_by(|a, b| (&a.title, &a.body).cmp(&(&b.title, &b.body)));
        entries
    }

    fn only(&self) -> Entry {
        let mut entries = self.entries();
        assert_eq!(entries.len(), 1);
        entries.remove(0)
    }
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The document in an export of our own.
fn document(zip: Vec<u8>) -> serde_json::Value {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    serde_json::from_reader(zip.by_name("loopbook.json").unwrap()).unwrap()
}

/// Every file below a folder, with its bytes.
fn files_of(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut waiting = vec![root.to_owned()];
    while let Some(folder) = waiting.pop() {
        for item in fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn borrowed(files: &[(String, Vec<u8>)]) -> Vec<(&str, &[u8])> {
    files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect()
}

/// A picture of one pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";
