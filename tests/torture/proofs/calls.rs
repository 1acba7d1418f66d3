//! G4: every call to the file system that an act makes fails, once and for ever, with a full disk and with a broken one, N = 1,
//! 2, 3 … until no call is left: nothing acknowledged is lost, nothing is there by half, and it is said in words.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use journal::api::{Api, Paths, call};
use journal::entries;
use journal::id::EntryId;
use journal::keys::Way;
use serde_json::json;

use crate::acts::{self, Kept};
use crate::prove::name_in;
use crate::rig::{Done, Held, Terms, copied, wait};
use crate::writer;

const NO_SPACE: i32 = 28;
const IO_ERROR: i32 = 5;
/// No act has more calls than this; one that had would never come to its end.
const MANY: u64 = 5_000;

/// How one call fails.
#[derive(Clone, Copy)]
struct Failing {
    at: u64,
    error: i32,
    for_ever: bool,
    reads: bool,
}

/// What came of a run.
struct Ran {
    done: bool,
    fired: bool,
    calls: u64,
    at: String,
    words: String,
    acks: PathBuf,
}

/// An act: its words, the journal it begins with, and what must be so afterwards.
struct Act {
    /// Its name.
    name: &'static str,
    words: Vec<String>,
    from: &'static str,
    judge: Judge,
}

type Judge = Box<dyn Fn(&Path, &Ran) -> Done>;

/// What lies on the disk that fails: the journal, and what is restored beside it.
const DISK: &str = "disk";

fn journal_of(place: &Path) -> PathBuf {
    place.join(DISK).join("journal")
}

fn broken(terms: &Terms, act: &Act, place: &Path, failing: Failing) -> Done<Ran> {
    let (disk, folder) = (place.join(DISK), &journal_of(place));
    if disk.exists() {
        fs::remove_dir_all(&disk)?;
    }
    fs::create_dir(&disk)?;
    copied(&terms.root.join(act.from), folder)?;
    let (report, acks, told) = (place.join("report"), place.join("acks"), place.join("told"));
    drop(fs::remove_file(&report));
    let words: Vec<&str> = act.words.iter().map(String::as_str).collect();
    let mut command = terms.child(&words)?;
    let shim = terms.shim.as_deref().ok_or("there is no shim")?;
    command
        .env("LD_PRELOAD", shim)
        .env("FF_DIR", &disk)
        .env("FF_AT", failing.at.to_string())
        .env("FF_STICKY", u8::from(failing.for_ever).to_string())
        .env("FF_ERR", failing.error.to_string())
        .env("FF_READS", u8::from(failing.reads).to_string())
        .env("FF_REPORT", &report)
        .stdout(fs::File::create(&acks)?)
        .stderr(Stdio::from(fs::File::create(&told)?));
    let status = wait(&mut command.spawn()?, Duration::from_secs(60))?.ok_or("it never ended")?;
    let words = fs::read_to_string(&told)?;
    let said = fs::read_to_string(&report).map_err(|_| format!("it was torn down ({status}): {words}"))?;
    let mut said = said.trim_end().splitn(3, ' ');
    let calls = said.next().unwrap_or_default().parse()?;
    let fired = said.next() == Some("1");
    let at = name_in(&disk, &name_in(folder, said.next().unwrap_or_default()));
    let done = status.success();
    Ok(Ran { done, fired, calls, at, words, acks })
}

/// Holds a run to what must be so of every act.
fn hold(act: &Act, folder: &Path, ran: &Ran) -> Done {
    if ran.words.contains("panicked") {
        return Err(format!("it panicked: {}", ran.words).into());
    }
    if !ran.done && ran.words.trim().len() < 20 {
        return Err(format!("it failed and said “{}”", ran.words.trim()).into());
    }
    (act.judge)(folder, ran)
}

fn whole(folder: &Path) -> Done<Kept> {
    acts::kept(folder, &Way::Alone, false)
}

fn with_backups(folder: &Path) -> Done<Kept> {
    acts::kept(folder, &Way::Alone, true)
}

fn is(condition: bool, what: impl FnOnce() -> String) -> Done {
    if condition { Ok(()) } else { Err(what().into()) }
}

fn all_acts(source: &Path, ids: &[EntryId], journal: &Path) -> Vec<Act> {
    let folder = journal.display().to_string();
    let (source, last) = (source.display().to_string(), ids[3]);
    let act = |name, more: &[&str], from, judge: Judge| {
        let words = ["act", &folder, name].iter().chain(more).map(|word| (*word).to_owned()).collect();
        Act { name, words, from, judge }
    };
    let again = source.clone();
    vec![
        Act {
            name: "save",
            words: ["write", &folder, "77", "7"].map(str::to_owned).to_vec(),
            from: "whole",
            judge: Box::new(|folder, ran| {
                writer::mend_last_line(&ran.acks)?;
                writer::verify(folder, &ran.acks).map(drop)
            }),
        },
        act(
            "import",
            &[&source],
            "whole",
            Box::new(move |folder, ran| {
                let found = whole(folder)?.entries;
                is(found == 15 || (found == 10 && !ran.done), || format!("half an import: {found} entries"))?;
                let journal = acts::opened(folder, &Way::Alone)?;
                let asked = call(&Api { journal: &journal, places: &Paths }, "import_run", json!({"place": again}))?;
                let all = journal.read(entries::all_ids)?.len();
                is(all == 15 && asked["added"] == 15 - found, || format!("once more gives {all} entries: {asked}"))
            }),
        ),
        act(
            "undo",
            &[],
            "imported",
            Box::new(|folder, ran| {
                let found = whole(folder)?.entries;
                is(found == 10 || (found == 15 && !ran.done), || format!("half an undoing: {found} entries"))
            }),
        ),
        act(
            "reindex",
            &[],
            "whole",
            Box::new(|folder, _| {
                let found = whole(folder)?.entries;
                is(found == 10, || format!("{found} entries"))
            }),
        ),
        act(
            "migrate",
            &[],
            "old",
            Box::new(|folder, ran| super::upgrades::old_or_new(folder, 1, ran.done, 3).map(drop)),
        ),
        act(
            "backup",
            &[],
            "whole",
            Box::new(|folder, ran| {
                let kept = with_backups(folder)?;
                is(kept.entries == 10 && (!ran.done || kept.backups == 2), || format!("{} backups", kept.backups))
            }),
        ),
        act(
            "restore",
            &[],
            "whole",
            Box::new(|folder, ran| {
                is(whole(folder)?.entries == 10, || "the present one was touched".into())?;
                let restored = acts::restored(folder)?;
                is(!ran.done || restored, || "nothing was restored".into())
            }),
        ),
        act(
            "takeover",
            &[],
            "whole",
            Box::new(|folder, ran| {
                let found = whole(folder)?.entries;
                is(found == 8 || (found == 10 && !ran.done), || format!("{found} entries"))
            }),
        ),
        act(
            "purge",
            &[&last.to_string()],
            "whole",
            Box::new(|folder, ran| {
                let found = whole(folder)?.entries;
                is(found == 9 || (found == 10 && !ran.done), || format!("{found} entries"))
            }),
        ),
        act(
            "passphrase",
            &[],
            "whole",
            Box::new(|folder, ran| {
                let locked = journal::keys::protection(folder)?.passphrase;
                is(locked || !ran.done, || "the passphrase was not set".into())?;
                let way = if locked { Way::Passphrase(acts::secret()) } else { Way::Alone };
                let found = acts::kept(folder, &way, true)?.entries;
                is(found == 10, || format!("{found} entries"))
            }),
        ),
    ]
}

/// What is imported: five texts, two of them with a picture.
fn source(folder: &Path) -> Done {
    for number in 0..5 {
        let picture = if number < 2 { format!("![p](p{number}.png)\n") } else { String::new() };
        fs::write(
            folder.join(format!("{number}.md")),
            format!("# Text {number}\n\n{picture}{}", "A line.\n".repeat(300)),
        )?;
    }
    for number in 0..2u8 {
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        png.extend((0..20_000u32).map(|at| (at as u8).wrapping_mul(31).wrapping_add(number)));
        fs::write(folder.join(format!("p{number}.png")), png)?;
    }
    Ok(())
}

pub fn run(terms: &Terms) -> Done<Held> {
    if terms.shim.is_none() {
        return Ok(Held::Skipped("failing calls need a C compiler (cc)".into()));
    }
    let ids = acts::prepared(&terms.root.join("whole"))?;
    acts::of_schema(&terms.root.join("old"), 1, 3)?;
    let files = terms.folder("source")?;
    source(&files)?;
    copied(&terms.root.join("whole"), &terms.root.join("imported"))?;
    acts::act(&terms.root.join("imported"), "import", &[&files.display().to_string()])?;

    // The acts are divided between two threads: they are the longest proof there is.
    let acts = all_acts(&files, &ids, Path::new(""));
    // With the fault put in, what is lost is seen in the one act that keeps a list of what it was promised.
    let tried = |act: &&Act| terms.mutant.is_none() || act.name == "save";
    let names: Vec<&str> = acts.iter().filter(tried).map(|act| act.name).collect();
    let waiting = Mutex::new(names);
    let tally = Mutex::new(Tally::default());
    let one_after_the_other = |folder: PathBuf| -> Done {
        loop {
            let Some(name) = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop() else { return Ok(()) };
            let acts = all_acts(&files, &ids, &journal_of(&folder));
            let act = acts.iter().find(|act| act.name == name).ok_or("it was there before")?;
            let one = every_call(terms, act, &folder)?;
            tally.lock().unwrap_or_else(PoisonError::into_inner).add(one);
        }
    };
    let folders = [terms.folder("left")?, terms.folder("right")?];
    std::thread::scope(|scope| {
        let threads = folders.map(|folder| scope.spawn(|| one_after_the_other(folder)));
        threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|_| Err("it panicked".into())))
    })?;
    Ok(Held::Figures(tally.into_inner().unwrap_or_else(PoisonError::into_inner).words()))
}

/// What was seen while calls failed.
#[derive(Default)]
struct Tally {
    acts: Vec<String>,
    failed: u64,
    told: u64,
    /// Where an act said that it was done although a call failed: only what it can do without.
    without: BTreeMap<String, u64>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.acts.extend(other.acts);
        self.failed += other.failed;
        self.told += other.told;
        for (name, count) in other.without {
            *self.without.entry(name).or_default() += count;
        }
    }

    fn words(&self) -> String {
        let without: Vec<String> = self.without.iter().map(|(name, count)| format!("{name} {count}")).collect();
        format!(
            "{} failed calls ({}), {} told, the rest done without ({}): 0 lost, 0 by half",
            self.failed,
            self.acts.join(", "),
            self.told,
            without.join(", ")
        )
    }
}

/// The short form: each call fails once and for ever, with a full disk and a broken one in turn, every sixth read once or for ever; of
/// what is rarer than the acts of [`DAILY`] each call in one of the four ways. The long one: each call in all four, each read in both.
fn every_call(terms: &Terms, act: &Act, folder: &Path) -> Done<Tally> {
    let mut tally = Tally::default();
    let mut counts = [0, 0];
    for (reads, modes) in [(false, MODES), (true, READ_MODES)] {
        let step = if reads && terms.times == 1 { 6 } else { 1 };
        let mut at = 1;
        loop {
            let turn = usize::try_from(at / step).unwrap_or(0);
            let half = 2 * (turn % 2);
            let chosen = match modes.get(half..half + 2) {
                _ if terms.times > 1 => modes,
                Some(once_and_for_ever) if DAILY.contains(&act.name) && !reads => once_and_for_ever,
                _ => &modes[turn % modes.len()..=turn % modes.len()],
            };
            let mut fired = false;
            for (error, for_ever) in chosen {
                let failing = Failing { at, error: *error, for_ever: *for_ever, reads };
                let kind = if reads { "read" } else { "call" };
                let how = if *for_ever { "for ever" } else { "once" };
                let what = format!("{}, {kind} {at} fails with {error} {how}", act.name);
                let ran = match broken(terms, act, folder, failing) {
                    // What ends the program promises nothing; with the fault put in, only what was promised is of interest.
                    Err(_) if terms.mutant.is_some() => {
                        fired = true;
                        continue;
                    }
                    ran => ran.map_err(|error| format!("{what}: {error}"))?,
                };
                hold(act, &journal_of(folder), &ran).map_err(|error| format!("{what} (at {}): {error}", ran.at))?;
                if !ran.fired && !ran.done {
                    return Err(format!("{what}: it did not, and the act failed all the same: {}", ran.words).into());
                }
                fired |= ran.fired;
                counts[usize::from(reads)] = ran.calls.max(counts[usize::from(reads)]);
                tally.failed += u64::from(ran.fired);
                tally.told += u64::from(ran.fired && !ran.done);
                if ran.fired && ran.done {
                    *tally.without.entry(kind_of(&ran.at)).or_default() += 1;
                }
            }
            if !fired {
                break;
            }
            if at > MANY {
                return Err(format!("{} never comes to its last call", act.name).into());
            }
            at += step;
        }
    }
    tally.acts.push(format!("{} {}+{}", act.name, counts[0], counts[1]));
    Ok(tally)
}

/// What a journal lives by.
const DAILY: &[&str] = &["save", "import", "reindex", "migrate", "backup", "restore", "takeover"];

const MODES: &[(i32, bool)] = &[(NO_SPACE, false), (IO_ERROR, true), (NO_SPACE, true), (IO_ERROR, false)];
const READ_MODES: &[(i32, bool)] = &[(IO_ERROR, false), (IO_ERROR, true)];

/// The part of a journal that a path is of.
fn kind_of(path: &str) -> String {
    let first = path.split('/').next().unwrap_or_default();
    first.chars().map(|letter| if letter.is_ascii_digit() { '#' } else { letter }).collect()
}
