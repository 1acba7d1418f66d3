use super::cache::Place;
use super::file::SHORT_READ;
use super::*;
use std::collections::BTreeSet;
use std::io::Write as _;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::time::Duration;

use seal::CHUNK;
use tantivy::collector::{Count, TopDocs};
use tantivy::directory::{RamDirectory, TerminatingWrite as _};
use tantivy::merge_policy::NoMergePolicy;
use tantivy::query::{AllQuery, QueryParser};
use tantivy::schema::{FAST, Field, INDEXED, STORED, Schema, TEXT, Value as _};
use tantivy::{HasLen as _, Index, IndexWriter, ReloadPolicy, TantivyDocument, Term, doc};
use zeroize::Zeroizing;

const CANARY: &str = "zwiebelfisch";

fn key(seed: u8) -> SealKey {
    SealKey::new(Zeroizing::new([seed; 32]))
}

fn directory(folder: &Path) -> SealedDirectory {
    SealedDirectory::open(folder, key(1)).unwrap()
}

fn write(directory: &SealedDirectory, name: &str, text: &[u8]) {
    let mut writer = directory.open_write(Path::new(name)).unwrap();
    writer.write_all(text).unwrap();
    writer.terminate().unwrap();
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|found| found.unwrap().path()).collect();
    files.sort();
    files
}

fn schema() -> (Schema, Field, Field) {
    let mut schema = Schema::builder();
    let id = schema.add_u64_field("id", INDEXED | FAST | STORED);
    let body = schema.add_text_field("body", TEXT | STORED);
    (schema.build(), id, body)
}

/// Words that are the same in every run; some common, many rare.
fn body(id: u64, words: u64) -> String {
    let mut state = id.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut text = format!("{CANARY} ");
    for _ in 0..words {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let spread = 10u64.pow(1 + (state >> 60) as u32 % 4);
        text.push_str(&format!("w{:x} ", (state >> 20) % spread));
    }
    text
}

fn writer(index: &Index) -> IndexWriter {
    let writer = index.writer_with_num_threads(1, 20_000_000).unwrap();
    writer.set_merge_policy(Box::new(NoMergePolicy));
    writer
}

/// Four commits, some documents deleted and some replaced.
fn fill(directory: impl Directory, documents: u64, words: u64) -> Index {
    let (schema, id, text) = schema();
    let index = Index::create(directory, schema, tantivy::IndexSettings::default()).unwrap();
    let mut writer = writer(&index);
    for number in 0..documents {
        writer.add_document(doc!(id => number, text => body(number, words))).unwrap();
        if number % (documents / 4).max(1) == 0 {
            writer.commit().unwrap();
        }
    }
    for number in (0..documents).step_by(7) {
        writer.delete_term(Term::from_field_u64(id, number));
        if number % 2 == 0 {
            writer.add_document(doc!(id => number, text => body(number + documents, words))).unwrap();
        }
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
    index
}

fn merge(index: &Index) {
    let mut writer = writer(index);
    let segments = index.searchable_segment_ids().unwrap();
    writer.merge(&segments).wait().unwrap();
    writer.garbage_collect_files().wait().unwrap();
    writer.wait_merging_threads().unwrap();
}

const QUERIES: [&str; 6] = [CANARY, "w1", "w1f AND w2", "w1a4 OR wffff", "\"w1 w2\"", "w3 -w1"];

/// Everything there is to read: all hits of each query with their scores, every stored text, every fast value.
/// Sets, because the order of equal scores depends on the random names of the segments.
fn answers(index: &Index) -> tantivy::Result<Vec<BTreeSet<(u64, String)>>> {
    let (_, id, text) = schema();
    let searcher = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher();
    let mut all = Vec::new();
    for query in QUERIES {
        let query = QueryParser::for_index(index, vec![text]).parse_query(query)?;
        let mut hits = BTreeSet::new();
        for (score, address) in searcher.search(&query, &TopDocs::with_limit(10_000).order_by_score())? {
            let document: TantivyDocument = searcher.doc(address)?;
            hits.insert((document.get_first(id).unwrap().as_u64().unwrap(), format!("{score:.4}")));
        }
        all.push(hits);
    }
    let mut texts = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let ids = segment.fast_fields().u64("id")?;
        let store = segment.get_store_reader(0)?;
        for document in segment.doc_ids_alive() {
            let stored: TantivyDocument = store.get(document)?;
            let text = stored.get_first(text).unwrap().as_str().unwrap().to_owned();
            texts.insert((ids.first(document).unwrap(), text));
        }
    }
    all.push(texts);
    all.push(BTreeSet::from([(searcher.search(&AllQuery, &Count)? as u64, String::new())]));
    Ok(all)
}

#[test]
fn a_sealed_index_answers_like_one_in_memory_before_and_after_merging_and_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let plain = fill(RamDirectory::create(), 3_000, 60);
    let sealed = fill(directory(folder.path()), 3_000, 60);
    let expected = answers(&plain).unwrap();
    assert!(expected.iter().all(|hits| !hits.is_empty()));
    assert!(answers(&sealed).unwrap() == expected);
    assert!(answers(&Index::open(directory(folder.path())).unwrap()).unwrap() == expected);
    merge(&plain);
    merge(&sealed);
    drop(sealed);
    let expected = answers(&plain).unwrap();
    let reopened = Index::open(directory(folder.path())).unwrap();
    assert_eq!(reopened.searchable_segment_ids().unwrap().len(), 1);
    assert!(answers(&reopened).unwrap() == expected);
    assert!(reopened.validate_checksum().unwrap().is_empty());
}

#[test]
fn no_byte_in_the_folder_tells_a_word() {
    // What is looked for has to be findable: in a plain index it is.
    let (plain, sealed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fill(MmapDirectory::open(plain.path()).unwrap(), 40, 20);
    fill(directory(sealed.path()), 40, 20);
    let found = |folder: &Path, word: &str| {
        files_in(folder).iter().any(|path| {
            fs::read(path).unwrap().windows(word.len()).any(|bytes| bytes.eq_ignore_ascii_case(word.as_bytes()))
        })
    };
    for word in [CANARY, "segments", "body"] {
        assert!(found(plain.path(), word), "{word}");
        assert!(!found(sealed.path(), word), "{word}");
    }
}

#[cfg(unix)]
#[test]
fn files_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("index");
    fill(directory(&folder), 40, 20);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    let files = files_in(&folder);
    assert!(files.len() > 10);
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[test]
fn the_wrong_key_opens_no_index() {
    let folder = tempfile::tempdir().unwrap();
    fill(directory(folder.path()), 40, 20);
    let other = SealedDirectory::open(folder.path(), key(2)).unwrap();
    assert!(Index::open(other).is_err());
}

#[test]
fn damage_anywhere_is_an_error_or_changes_no_answer() {
    let whole = tempfile::tempdir().unwrap();
    let index = fill(directory(whole.path()), 800, 250);
    merge(&index);
    drop(index);
    let expected = answers(&Index::open(directory(whole.path())).unwrap()).unwrap();
    let broken = tempfile::tempdir().unwrap();
    for file in files_in(whole.path()) {
        fs::copy(&file, broken.path().join(file.file_name().unwrap())).unwrap();
    }
    let read = || answers(&Index::open(directory(broken.path()))?);
    let (mut errors, mut unharmed, mut panics) = (0, 0, Vec::new());
    let mut chunks = 0;
    for file in files_in(broken.path()) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(&file).unwrap();
        if name.ends_with(".lock") {
            assert!(bytes.is_empty());
            continue;
        }
        chunks = chunks.max(bytes.len() / CHUNK);
        let mut breakages: Vec<Vec<u8>> =
            vec![Vec::new(), bytes[..bytes.len() / 2].to_vec(), bytes[..bytes.len() - 1].to_vec()];
        for place in (0..bytes.len()).step_by((bytes.len() / 9).max(1)).chain([bytes.len() - 1]) {
            let mut flipped = bytes.clone();
            flipped[place] ^= 0x10;
            breakages.push(flipped);
        }
        for breakage in breakages {
            fs::write(&file, breakage).unwrap();
            match catch_unwind(AssertUnwindSafe(read)) {
                Ok(Err(_)) => errors += 1,
                Ok(Ok(answers)) => {
                    assert!(answers == expected, "{name}");
                    unharmed += 1;
                }
                Err(_) => panics.push(name.clone()),
            }
        }
        fs::write(&file, bytes).unwrap();
    }
    assert!(chunks > 4, "no file of several chunks was tried");
    assert!(read().unwrap() == expected);
    assert_eq!(panics, Vec::<String>::new());
    assert!(errors > 80 && unharmed < errors / 4, "{errors} errors, {unharmed} unharmed");
}

#[test]
fn a_file_under_anothers_name_does_not_open() {
    let folder = tempfile::tempdir().unwrap();
    let sealed = directory(folder.path());
    write(&sealed, "one", b"text");
    fs::copy(folder.path().join("one"), folder.path().join("two")).unwrap();
    assert_eq!(sealed.open_read(Path::new("one")).unwrap().read_bytes().unwrap().as_slice(), b"text");
    assert!(matches!(sealed.open_read(Path::new("two")), Err(OpenReadError::IoError { .. })));
}

#[test]
fn a_name_made_again_never_yields_old_bytes_and_an_open_file_never_new_ones() {
    let folder = tempfile::tempdir().unwrap();
    let sealed = directory(folder.path());
    let (old, new) = (vec![1; 3 * CHUNK], vec![2; 3 * CHUNK]);
    write(&sealed, "a", &old);
    let open = sealed.open_read(Path::new("a")).unwrap();
    assert_eq!(open.read_bytes().unwrap().as_slice(), old);
    sealed.delete(Path::new("a")).unwrap();
    assert!(!sealed.exists(Path::new("a")).unwrap());
    assert!(matches!(sealed.open_read(Path::new("a")), Err(OpenReadError::FileDoesNotExist(_))));
    write(&sealed, "a", &new);
    assert_eq!(sealed.open_read(Path::new("a")).unwrap().read_bytes().unwrap().as_slice(), new);
    assert_eq!(open.read_bytes_slice(CHUNK..CHUNK + 9).unwrap().as_slice(), &old[..9]);
    assert_eq!(sealed.clone().open_read(Path::new("a")).unwrap().read_bytes().unwrap().as_slice(), new);
}

#[test]
fn a_file_is_open_once_and_a_file_put_in_its_place_is_another() {
    let folder = tempfile::tempdir().unwrap();
    let (sealed, other) = (directory(folder.path()), directory(folder.path()));
    write(&sealed, "a", b"old");
    let one = sealed.open_file(Path::new("a")).unwrap();
    assert!(Arc::ptr_eq(&one, &sealed.open_file(Path::new("a")).unwrap()));
    other.delete(Path::new("a")).unwrap();
    write(&other, "a", b"new");
    let two = sealed.open_file(Path::new("a")).unwrap();
    assert_eq!(one.read_bytes(0..3).unwrap().as_slice(), b"old");
    assert_eq!(two.read_bytes(0..3).unwrap().as_slice(), b"new");
    assert_eq!(hold(&sealed.0.open).len(), 1);
}

#[test]
fn any_range_equals_the_slice_and_none_panics() {
    let folder = tempfile::tempdir().unwrap();
    let sealed = directory(folder.path());
    let text: Vec<u8> = (0..20 * CHUNK + 77).map(|at| (at / 253 + at % 253) as u8).collect();
    write(&sealed, "a", &text);
    let file = sealed.get_file_handle(Path::new("a")).unwrap();
    assert_eq!(file.len(), text.len());
    let places =
        [0, 1, CHUNK - 1, CHUNK, CHUNK + SHORT_READ, 2 * CHUNK, 7 * CHUNK + 3, 18 * CHUNK, text.len() - 1, text.len()];
    for start in places {
        for end in places.into_iter().filter(|end| *end >= start) {
            assert_eq!(file.read_bytes(start..end).unwrap().as_slice(), &text[start..end]);
        }
    }
    for range in [0..text.len() + 1, usize::MAX - 1..usize::MAX, Range { start: 2, end: 1 }] {
        assert_eq!(file.read_bytes(range).unwrap_err().kind(), io::ErrorKind::InvalidInput);
    }
}

#[test]
fn a_file_cut_while_it_is_open_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let sealed = directory(folder.path());
    write(&sealed, "a", &vec![1; 5 * CHUNK]);
    let file = sealed.get_file_handle(Path::new("a")).unwrap();
    File::options().write(true).open(folder.path().join("a")).unwrap().set_len(CHUNK as u64).unwrap();
    assert_eq!(file.read_bytes(0..9).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
}

#[test]
fn an_unfinished_file_does_not_open_and_a_finished_one_takes_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let sealed = directory(folder.path());
    let mut writer = sealed.open_write(Path::new("a")).unwrap();
    writer.write_all(&vec![1; 2 * CHUNK]).unwrap();
    writer.flush().unwrap();
    assert!(matches!(sealed.open_read(Path::new("a")), Err(OpenReadError::IoError { .. })));
    assert!(matches!(sealed.open_write(Path::new("a")), Err(OpenWriteError::FileAlreadyExists(_))));
    writer.terminate().unwrap();
    assert_eq!(sealed.open_read(Path::new("a")).unwrap().len(), 2 * CHUNK);
}

#[test]
fn names_that_lead_out_of_the_folder_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let sealed = directory(folder.path());
    for name in ["../a", "/a", "a/b", "..", ""] {
        assert!(sealed.atomic_write(Path::new(name), b"").is_err(), "{name}");
        assert!(sealed.open_write(Path::new(name)).is_err(), "{name}");
    }
}

#[test]
fn one_writer_at_a_time_and_the_lock_is_free_again_after() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (directory(folder.path()), directory(folder.path()));
    let lock = one.acquire_lock(&INDEX_WRITER_LOCK).unwrap();
    assert!(matches!(two.acquire_lock(&INDEX_WRITER_LOCK), Err(LockError::LockBusy)));
    drop(lock);
    two.acquire_lock(&INDEX_WRITER_LOCK).unwrap();
}

#[test]
fn opening_sweeps_what_a_crash_left_unless_someone_writes() {
    let folder = tempfile::tempdir().unwrap();
    let writing = directory(folder.path());
    let left = folder.path().join(".meta.json.0123456789abcdef.unfinished");
    fs::write(&left, b"half").unwrap();
    let lock = writing.acquire_lock(&INDEX_WRITER_LOCK).unwrap();
    directory(folder.path());
    assert!(left.exists());
    drop(lock);
    directory(folder.path());
    assert!(!left.exists());
}

#[test]
fn a_commit_is_announced_to_those_who_watch() {
    let folder = tempfile::tempdir().unwrap();
    let index = fill(directory(folder.path()), 8, 5);
    let (tell, told) = mpsc::channel();
    let callback = WatchCallback::new(move || tell.send(()).unwrap_or_default());
    let _handle = index.directory().watch(callback).unwrap();
    let mut writer = writer(&index);
    let (_, id, _) = schema();
    writer.add_document(doc!(id => 99u64)).unwrap();
    assert!(told.try_recv().is_err());
    writer.commit().unwrap();
    told.recv_timeout(Duration::from_secs(20)).unwrap();
}

#[test]
fn a_directory_holds_no_more_than_its_cache_and_nothing_of_closed_files() {
    let folder = tempfile::tempdir().unwrap();
    let sealed = directory(folder.path());
    let chunks = CACHE / CHUNK + 40;
    write(&sealed, "a", &vec![1; chunks * CHUNK]);
    let file = sealed.get_file_handle(Path::new("a")).unwrap();
    for chunk in 0..chunks {
        file.read_bytes(chunk * CHUNK..chunk * CHUNK + 10).unwrap();
    }
    assert_eq!(hold(&sealed.0.cache).bytes, CACHE);
    // A long read changes nothing in it.
    let kept: Vec<Place> = hold(&sealed.0.cache).chunks.keys().copied().collect();
    file.read_bytes(0..70 * CHUNK).unwrap();
    assert_eq!(hold(&sealed.0.cache).chunks.keys().copied().collect::<Vec<_>>(), kept);
    drop(file);
    assert_eq!(hold(&sealed.0.cache).bytes, 0);
}
