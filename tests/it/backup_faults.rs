//! Backups and restores whose every call to the file system fails, once and for ever, and whose disk fills up: afterwards
//! there is one sound journal, no half a backup under a good name, and what was promised is there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use journal::backup::Reason;
use journal::change::Op;
use journal::entries::{self, EntryFields};
use journal::{Clock, Journal, attachments};

const NO_SPACE: i32 = 28;
const IO_ERROR: i32 = 5;

fn times() -> u64 {
    std::env::var("LOOPBOOK_TORTURE").ok().and_then(|text| text.parse().ok()).unwrap_or(1)
}

fn torture() -> PathBuf {
    std::env::current_exe().unwrap().ancestors().nth(2).unwrap().join("torture")
}

fn shell(line: &str) -> bool {
    let mut command = Command::new("sh");
    command.args(["-c", line]).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// A journal with eight entries and a file, one backup of that, and two entries since.
fn prepared(folder: &Path) {
    let journal = Journal::create(folder, Clock::system()).unwrap();
    let write = |number: usize| {
        let body = format!("Entry {number}. {}", "It was quiet. ".repeat(200));
        let fields = EntryFields { body: Some(body), ..EntryFields::default() };
        journal.write(Op::AddEntry, |tx| entries::add(tx, fields)).unwrap().id
    };
    let first = write(0);
    let staged = journal.vault().stage(&mut [7u8; 100_000].as_slice()).unwrap();
    let request = attachments::AddAttachment { entry: first, staged: staged.to_string(), name: "a.txt".into() };
    journal.write(Op::AddAttachment, |tx| attachments::add(tx, journal.vault(), &request)).unwrap();
    for number in 1..8 {
        write(number);
    }
    journal.catch_up().unwrap();
    journal.back_up(Reason::BeforeImport).unwrap();
    write(8);
    write(9);
    journal.catch_up().unwrap();
}

fn copied(from: &Path, to: &Path) {
    drop(fs::remove_dir_all(to));
    assert!(shell(&format!("cp -a {} {}", from.display(), to.display())));
}

/// What is there afterwards: entries and backups.
fn kept(folder: &Path, what: &str) -> (usize, usize) {
    let out = Command::new(torture()).args(["kept", folder.to_str().unwrap()]).output().unwrap();
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(out.status.success(), "{what}: {}{said}", String::from_utf8_lossy(&out.stderr));
    let mut words = said.trim().split(' ').skip(1).map(|word| word.parse().unwrap());
    (words.next().unwrap(), words.next().unwrap())
}

#[test]
fn no_failing_call_leaves_half_a_backup_or_two_journals_or_none() {
    let root = tempfile::tempdir().unwrap();
    let shim = root.path().join("faultfs.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("torture/faultfs.c");
    if !shell(&format!("cc -shared -fPIC -O1 -o {} {} -ldl", shim.display(), source.display())) {
        eprintln!("SKIPPED: failing writes need a C compiler");
        return;
    }
    let (whole, folder, report) = (root.path().join("whole"), root.path().join("journal"), root.path().join("report"));
    prepared(&whole);
    let run = |what: &str, at: u64, sticky: u64, error: i32| -> (bool, u64) {
        copied(&whole, &folder);
        drop(fs::remove_file(&report));
        let out = Command::new(torture())
            .args(["keep", folder.to_str().unwrap(), what])
            .env("LD_PRELOAD", &shim)
            .env("FF_DIR", &folder)
            .env("FF_AT", at.to_string())
            .env("FF_STICKY", sticky.to_string())
            .env("FF_ERR", error.to_string())
            .env("FF_REPORT", &report)
            .output()
            .unwrap();
        let calls = fs::read_to_string(&report).unwrap_or_default();
        let calls = calls.split(' ').next().and_then(|calls| calls.parse().ok()).unwrap_or(0);
        (String::from_utf8_lossy(&out.stdout).contains("DONE"), calls)
    };
    let mut hit = 0;
    for what in ["backup", "restore", "takeover"] {
        let (done, calls) = run(what, 1_000_000, 0, IO_ERROR);
        assert!(done && calls > 5, "{what}: {calls} calls");
        let points = (12 * times()).min(calls);
        for (error, sticky) in [(NO_SPACE, 1), (IO_ERROR, 0)] {
            for point in 0..points {
                let at = 1 + point * calls / points;
                let (done, _) = run(what, at, sticky, error);
                let said = format!("{what}: call {at} of {calls} fails with {error}, sticky {sticky}");
                let (entries, backups) = kept(&folder, &said);
                match what {
                    "takeover" => assert!(entries == 8 || (entries == 10 && !done), "{said}: {entries}"),
                    "backup" => {
                        assert!(entries == 10 && backups == if done { 2 } else { backups }, "{said}: {backups}")
                    }
                    _ => assert!(entries == 10 && (!done || folder.join("restored").exists()), "{said}"),
                }
                hit += 1;
            }
        }
    }
    println!("{hit} failing calls of backup, restore and takeover: one sound journal and whole backups after each");
}

/// Unmounts at the end of a test, also of one that failed.
struct Mounted(PathBuf);

impl Drop for Mounted {
    fn drop(&mut self) {
        shell(&format!("umount -l {}", self.0.display()));
    }
}

#[test]
fn a_disk_that_fills_up_at_any_size_keeps_the_journal_and_its_backups_whole() {
    let root = tempfile::tempdir().unwrap();
    let (whole, disk) = (root.path().join("whole"), root.path().join("disk"));
    prepared(&whole);
    fs::create_dir(&disk).unwrap();
    let used: u64 = String::from_utf8_lossy(&Command::new("du").args(["-sk"]).arg(&whole).output().unwrap().stdout)
        .split_whitespace()
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let mut full = 0;
    for round in 0..20 {
        let size = used + 16 + round * (used / 12).max(40);
        if !shell(&format!("mount -t tmpfs -o size={size}k tmpfs {}", disk.display())) {
            eprintln!("SKIPPED: a disk that fills up needs root");
            return;
        }
        let _mounted = Mounted(disk.clone());
        let folder = disk.join("journal");
        copied(&whole, &folder);
        for what in ["backup", "takeover"] {
            let out = Command::new(torture()).args(["keep", folder.to_str().unwrap(), what]).output().unwrap();
            full += usize::from(!out.status.success());
            // There is room again.
            assert!(shell(&format!("mount -o remount,size={}k {}", size + 60_000, disk.display())));
            let (entries, backups) = kept(&folder, &format!("{what} on {size} kB"));
            assert!((entries == 10 || what == "takeover") && backups >= 1, "{what} on {size} kB: {entries} {backups}");
            copied(&whole, &folder);
            assert!(shell(&format!("mount -o remount,size={size}k {}", disk.display())) || full > 0);
        }
    }
    println!("20 sizes of a disk, full {full} times: the journal and its backups were whole after each");
    assert!(full > 0, "no disk was small enough");
}
