//! The crash oracle's two halves: one that writes and says what it was promised, one that holds it to that.
//!
//! `torture write FOLDER SEED [COUNT]` works on a journal and prints, for every operation, `TRY id state` before it and
//! `ACK id state` after the call returned. `torture verify FOLDER ACKS` opens the journal and fails unless every entry
//! stands as it was last acknowledged (or as the one operation after that would have left it), the database is sound,
//! the index equals it, and no file is missing.
//!
//! `torture keep FOLDER backup|restore|takeover` makes a backup, restores the last one beside the journal, or puts it in the
//! journal's place, and prints `DONE` only after that was promised. `torture kept FOLDER` opens what is there, fails unless it
//! is one sound journal with sound backups and nothing half made, and prints `HOLDS entries backups`.
#![allow(clippy::print_stdout, reason = "its output is the protocol")]

use std::collections::HashMap;
use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use journal::api::{Api, Nothing, Paths, typed};
use journal::backup::{self, Reason, Stop, restore};
use journal::change::Op;
use journal::entries::{self, Entry, EntryFields, SaveEntry};
use journal::id::EntryId;
use journal::{Clock, Journal};

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["write", folder, seed] => write(Path::new(folder), seed, u64::MAX),
        ["write", folder, seed, count] => {
            count.parse().map_err(Into::into).and_then(|count| write(Path::new(folder), seed, count))
        }
        ["verify", folder, acks] => verify(Path::new(folder), Path::new(acks)),
        ["keep", folder, what] => keep(Path::new(folder), what),
        ["kept", folder] => kept(Path::new(folder)),
        _ => Err("torture write FOLDER SEED [COUNT] | torture verify FOLDER ACKS".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// A small generator of numbers that is the same everywhere (splitmix64, Steele et al. 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }
}

/// The state of an entry in one word; `-` for none.
fn state(entry: Option<&Entry>) -> String {
    let Some(entry) = entry else { return "-".into() };
    let mut sum = 0xcbf2_9ce4_8422_2325u64;
    let files = entry.attachments.len().to_string();
    let parts = [
        entry.title.as_str(),
        &entry.body,
        &entry.tags.join(","),
        if entry.trashed_at.is_some() { "t" } else { "" },
        &files,
    ];
    for byte in parts.join("\u{1}").bytes() {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{sum:016x}")
}

fn say(word: &str, id: EntryId, state: &str) -> Outcome {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{word} {id} {state}")?;
    Ok(out.flush()?)
}

fn write(folder: &Path, seed: &str, count: u64) -> Outcome {
    let mut dice = Dice(seed.parse()?);
    let journal = Journal::open_or_create(folder, Clock::system())?;
    let mut known: Vec<EntryId> = journal.read(entries::all_ids)?;
    let mut failures = 0;
    for _ in 0..count {
        if let Err(error) = step(&journal, &mut dice, &mut known) {
            eprintln!("{error}");
            failures += 1;
            // A disk that fails for good: whoever writes would stop and say so.
            if failures > 20 {
                return Err(error);
            }
        }
    }
    Ok(())
}

fn step(journal: &Journal, dice: &mut Dice, known: &mut Vec<EntryId>) -> Outcome {
    let text: String = (0..dice.below(60)).map(|_| format!("word{} ", dice.below(500))).collect();
    let pick = usize::try_from(dice.below(known.len() as u64))?;
    let Some(&id) = known.get(pick).filter(|_| dice.below(4) > 0) else {
        // The id of a new entry is not known before: what comes after a crash in the middle is judged by soundness alone.
        let fields = EntryFields {
            title: Some(format!("Entry {}", dice.below(1_000))),
            body: Some(text),
            ..EntryFields::default()
        };
        let entry = journal.write(Op::AddEntry, |tx| entries::add(tx, fields))?;
        known.push(entry.id);
        return say("ACK", entry.id, &state(Some(&entry)));
    };
    let now = journal.read(|tx| entries::get(tx, id))?;
    let mut after = now.clone();
    match dice.below(8) {
        0 => {
            after.trashed_at = if now.trashed_at.is_some() { None } else { Some(journal.clock().now()) };
            say("TRY", id, &state(Some(&after)))?;
            if after.trashed_at.is_some() {
                journal.write(Op::TrashEntry, |tx| entries::trash(tx, &[id]))?;
            } else {
                journal.write(Op::RestoreEntry, |tx| entries::restore(tx, &[id]))?;
            }
        }
        1 => {
            // One file more, which the state counts.
            let mut more = now.clone();
            if let Some(first) = now.attachments.first().cloned() {
                more.attachments.push(first);
                say("TRY", id, &state(Some(&more)))?;
            } else {
                say("TRY", id, "any")?;
            }
            let staged = journal.vault().stage(&mut text.as_bytes())?;
            let request =
                journal::attachments::AddAttachment { entry: id, staged: staged.to_string(), name: "notes.txt".into() };
            journal.write(Op::AddAttachment, |tx| journal::attachments::add(tx, journal.vault(), &request))?;
        }
        2 => journal.reindex()?,
        _ => {
            after.body = text;
            after.tags = (0..dice.below(3)).map(|number| format!("tag{number}")).collect();
            say("TRY", id, &state(Some(&after)))?;
            let fields = EntryFields {
                body: Some(after.body.clone()),
                tags: Some(after.tags.clone()),
                ..EntryFields::default()
            };
            let request = SaveEntry { id, base: now.revision, fields, keep: dice.below(5) == 0 };
            journal.write(Op::SaveEntry, |tx| entries::save(tx, request))?;
        }
    }
    let entry = journal.read(|tx| entries::get(tx, id))?;
    say("ACK", id, &state(Some(&entry)))
}

fn keep(folder: &Path, what: &str) -> Outcome {
    let clock = Clock::system();
    if what == "backup" {
        let journal = Journal::open(folder, clock)?;
        journal.back_up(Reason::Asked)?;
    } else {
        let last = backup::list(folder)?.pop().ok_or("there is no backup")?;
        let from = backup::find(folder, &last.id)?;
        if what == "restore" {
            restore::into(&from, &folder.join("restored"), &Stop::default())?;
        } else {
            restore::prepare(folder, &from, None, &Stop::default())?;
            Journal::take_over(folder, None, &clock)?;
        }
    }
    println!("DONE");
    Ok(())
}

fn kept(folder: &Path) -> Outcome {
    let journal = Journal::open(folder, Clock::system())?;
    let faults = journal.check_database()?;
    if !faults.is_empty() {
        return Err(format!("UNSOUND: {faults:?}").into());
    }
    let entries = journal.read(entries::all_ids)?.len();
    let backups = backup::list(folder)?;
    for one in &backups {
        let found =
            journal.with_backups(|source, stop| backup::verify(&backup::find(folder, &one.id)?, source.key, stop))?;
        if !found.sound {
            return Err(format!("HALF A BACKUP under a good name: {:?}", found.problems).into());
        }
    }
    for inside in [folder.to_owned(), folder.join(backup::FOLDER)] {
        for item in std::fs::read_dir(inside)? {
            let name = item?.file_name().to_string_lossy().into_owned();
            if name.starts_with(".making-") || name == "takeover.json" {
                return Err(format!("LEFT BEHIND: {name}").into());
            }
        }
    }
    if folder.join("restored").exists() {
        let restored = Journal::open(&folder.join("restored"), Clock::system())?;
        if !restored.check_database()?.is_empty() || restored.read(entries::all_ids)?.len() != 8 {
            return Err("HALF A RESTORED JOURNAL".into());
        }
    }
    println!("HOLDS {entries} {}", backups.len());
    Ok(())
}

fn verify(folder: &Path, acks: &Path) -> Outcome {
    let mut promised: HashMap<EntryId, Vec<String>> = HashMap::new();
    // Every line about an entry, in order: whether what stands is older or newer than the promise tells the fault.
    let mut said: HashMap<EntryId, Vec<String>> = HashMap::new();
    let text = std::fs::read_to_string(acks)?;
    // A last line without its end is not an acknowledgement.
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    for line in whole.lines() {
        let [word, id, state] = line.split(' ').collect::<Vec<_>>()[..] else {
            return Err(format!("what is “{line}”?").into());
        };
        let id = id.parse()?;
        said.entry(id).or_default().push(format!("{word} {state}"));
        let states = promised.entry(id).or_default();
        match word {
            "ACK" => states.clear(),
            // Its making was cut off after the commit and before the promise: what it was at first nobody has said.
            _ if states.is_empty() => states.push("any".to_owned()),
            _ => {}
        }
        states.push(state.to_owned());
    }
    if promised.is_empty() && !folder.join(journal::journal::DATABASE).exists() {
        return Ok(());
    }
    let journal = Journal::open_or_create(folder, Clock::system())?;
    for (id, states) in &promised {
        let entry = journal.read(|tx| entries::find(tx, *id))?;
        let found = state(entry.as_ref());
        if !states.contains(&found) && !states.iter().any(|state| state == "any") {
            let shape = entry.as_ref().map(|entry| {
                format!(
                    "revision {}, {} files, trashed {:?}",
                    entry.revision,
                    entry.attachments.len(),
                    entry.trashed_at
                )
            });
            let said = said.get(id).map(|lines| lines.join("; ")).unwrap_or_default();
            return Err(format!(
                "LOST: {id} stands as {found} ({}), and {states:?} was promised. All that was said of it: {said}",
                shape.unwrap_or_default()
            )
            .into());
        }
    }
    let check = typed::journal_check(&Api { journal: &journal, places: &Paths }, Nothing {})?;
    if !check.sound {
        return Err(format!("UNSOUND: {:?}", check.problems).into());
    }
    println!("sound, {} entries acknowledged, {} in the journal", promised.len(), check.entries);
    Ok(())
}
