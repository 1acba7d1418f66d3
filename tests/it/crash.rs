//! The crash oracle at its short length (reliability.md D, G1 to G4): a child process writes and says what it was promised;
//! it is killed, its power is cut, its disk fails; then another holds the journal to it. `LOOPBOOK_TORTURE=10` makes all
//! of it ten times as long.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How much longer than the short form.
fn times() -> u64 {
    std::env::var("LOOPBOOK_TORTURE").ok().and_then(|text| text.parse().ok()).unwrap_or(1)
}

fn torture() -> PathBuf {
    let binary = std::env::current_exe().unwrap().ancestors().nth(2).unwrap().join("torture");
    assert!(binary.exists(), "{} is not built: cargo build -p tests --bins", binary.display());
    binary
}

fn writer(folder: &Path, acks: &Path, seed: u64) -> Command {
    let file = fs::OpenOptions::new().create(true).append(true).open(acks).unwrap();
    let mut command = Command::new(torture());
    command.args(["write", folder.to_str().unwrap(), &seed.to_string()]).stdout(file).stderr(Stdio::null());
    command
}

fn kill(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

/// A torn last line is no acknowledgement, and the next writer must not be glued to it.
fn mend_last_line(acks: &Path) {
    let text = fs::read_to_string(acks).unwrap();
    let whole = text.rfind('\n').map_or(0, |end| end + 1);
    fs::write(acks, &text[..whole]).unwrap();
}

fn verify(folder: &Path, acks: &Path, what: &str) {
    let out =
        Command::new(torture()).args(["verify", folder.to_str().unwrap(), acks.to_str().unwrap()]).output().unwrap();
    if !out.status.success() {
        // What is left is the only witness: it is kept where the temporary folder is not.
        let kept = std::env::temp_dir().join(format!("loopbook-lost-{}", std::process::id()));
        let (to, from) = (kept.display(), folder.display());
        let copied = shell(&format!("mkdir -p {to} && cp -a {from} {} {to}", acks.display()));
        let place = if copied { kept.display().to_string() } else { "nowhere".to_owned() };
        panic!("{what}: {} (kept in {place})", String::from_utf8_lossy(&out.stderr));
    }
}

fn acknowledged(acks: &Path) -> usize {
    fs::read_to_string(acks).unwrap_or_default().lines().filter(|line| line.starts_with("ACK")).count()
}

#[test]
fn no_acknowledged_edit_is_lost_by_kill_nine_and_the_index_equals_the_database() {
    let rounds = 300 * times();
    let root = tempfile::tempdir().unwrap();
    let mut total = 0;
    for round in 0..rounds {
        // Ten rounds share a folder, so that the recovery of a recovery is hit.
        let folder = root.path().join((round / 10).to_string());
        let acks = root.path().join(format!("{}.acks", round / 10));
        let child = writer(&folder, &acks, round + 1).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(5 + (round * 7919) % 400));
        kill(child);
        mend_last_line(&acks);
        verify(&folder, &acks, &format!("kill {round}"));
        if round % 10 == 9 {
            total += acknowledged(&acks);
        }
    }
    println!("{rounds} kills, {total} operations acknowledged, none lost");
    assert!(total > 100, "the writer was always killed too early: {total}");
}

fn shell(line: &str) -> bool {
    Command::new("sh")
        .args(["-c", line])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Unmounts at the end of a test, also of one that failed.
struct Mounted(PathBuf);

impl Drop for Mounted {
    fn drop(&mut self) {
        shell(&format!("umount -l {}", self.0.display()));
    }
}

#[test]
fn no_acknowledged_edit_is_lost_when_the_power_is_cut() {
    let root = tempfile::tempdir().unwrap();
    let (disk, live, after) = (root.path().join("disk"), root.path().join("live"), root.path().join("after"));
    for folder in [&disk, &live, &after] {
        fs::create_dir_all(folder).unwrap();
    }
    if !shell(&format!("mount -t tmpfs -o size=300m tmpfs {}", disk.display())) {
        eprintln!("SKIPPED: power cuts need root and loop devices");
        return;
    }
    let _disk = Mounted(disk.clone());
    let (image, cut) = (disk.join("a.img"), disk.join("b.img"));
    let cuts = 60 * times();
    for round in 0..cuts {
        let make = format!(
            "truncate -s 96M {0} && mkfs.ext4 -q -F {0} && mount -o loop {0} {1}",
            image.display(),
            live.display()
        );
        if !shell(&make) {
            eprintln!("SKIPPED: power cuts need root, mkfs.ext4 and loop devices");
            return;
        }
        let acks = disk.join("acks");
        drop(fs::remove_file(&acks));
        {
            let _live = Mounted(live.clone());
            let child = writer(&live.join("journal"), &acks, round + 1_000).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(500 + (round * 7919) % 900));
            // What was promised is read before the disk is copied: later promises are not in the copy.
            assert!(shell(&format!("kill -STOP {}", child.id())));
            let promised = fs::read(&acks).unwrap();
            fs::copy(&image, &cut).unwrap();
            kill(child);
            fs::write(&acks, promised).unwrap();
        }
        mend_last_line(&acks);
        assert!(shell(&format!("mount -o loop {} {}", cut.display(), after.display())), "the copy mounts");
        let _after = Mounted(after.clone());
        verify(&after.join("journal"), &acks, &format!("power cut {round} after {} promises", acknowledged(&acks)));
    }
    println!("{cuts} power cuts, nothing acknowledged lost");
}

#[test]
fn no_acknowledged_edit_is_lost_when_a_write_fails() {
    let root = tempfile::tempdir().unwrap();
    let shim = root.path().join("faultfs.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("torture/faultfs.c");
    if !shell(&format!("cc -shared -fPIC -O1 -o {} {} -ldl", shim.display(), source.display())) {
        eprintln!("SKIPPED: failing writes need a C compiler");
        return;
    }
    let report = root.path().join("report");
    let run = |at: u64, sticky: u64, error: i32, folder: &Path, acks: &Path| -> u64 {
        let mut command = Command::new(torture());
        command
            .args(["write", folder.to_str().unwrap(), "77", "14"])
            .stdout(fs::File::create(acks).unwrap())
            .stderr(Stdio::null());
        command
            .env("LD_PRELOAD", &shim)
            .env("FF_DIR", folder)
            .env("FF_AT", at.to_string())
            .env("FF_STICKY", sticky.to_string());
        command.env("FF_ERR", error.to_string()).env("FF_REPORT", &report).env("RUST_BACKTRACE", "0");
        let mut child = command.spawn().unwrap();
        for _ in 0..200 {
            if child.try_wait().unwrap().is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        kill(child);
        let text = fs::read_to_string(&report).unwrap_or_default();
        text.split(' ').next().and_then(|calls| calls.parse().ok()).unwrap_or(0)
    };
    let acks = root.path().join("acks");
    let calls = run(1_000_000, 0, 28, &root.path().join("whole"), &acks);
    assert!(calls > 100, "the shim sees the journal's writes: {calls}");
    let points = 60 * times();
    let mut hit = 0;
    for (error, sticky) in [(28, 0), (28, 1), (5, 0), (5, 1)] {
        for point in 0..points {
            let at = 1 + point * calls / points;
            let folder = root.path().join("journal");
            drop(fs::remove_dir_all(&folder));
            run(at, sticky, error, &folder, &acks);
            mend_last_line(&acks);
            hit += 1;
            verify(
                &folder,
                &acks,
                &format!("write {at} of {calls} fails with {error}, {}", if sticky == 1 { "for good" } else { "once" }),
            );
        }
    }
    println!("{hit} failed writes of {calls} calls, nothing acknowledged lost");
}
