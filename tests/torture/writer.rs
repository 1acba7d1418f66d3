//! The oracle's two halves: one that writes and says what it was promised, one that holds the journal to it.

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use journal::api::{Api, Nothing, Paths, typed};
use journal::attachments::{self, AddAttachment};
use journal::change::Op;
use journal::entries::{self, Entry, EntryFields, SaveEntry};
use journal::id::EntryId;
use journal::keys::Way;
use journal::{Clock, Journal};

use crate::acts;
use crate::rig::{Dice, Done};

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

fn say(word: &str, id: EntryId, state: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{word} {id} {state}")?;
    out.flush()
}

/// Works on a journal, `count` operations long, and says what it tries and what it was promised.
pub fn write(folder: &Path, seed: u64, count: u64) -> Done {
    let mut dice = Dice(seed);
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
    if failures > 0 { Err(format!("{failures} operations failed, each told").into()) } else { Ok(()) }
}

fn step(journal: &Journal, dice: &mut Dice, known: &mut Vec<EntryId>) -> Done {
    // The mutant "ack before COMMIT", put around the core's own transaction: the promise is made inside it.
    let early = std::env::var_os("TORTURE_EARLY").is_some();
    let is_large = std::env::var_os("TORTURE_LARGE").is_some();
    let text: String = (0..dice.below(60)).map(|_| format!("word{} ", dice.below(500))).collect();
    let pick = dice.place(known.len());
    // A large journal is large already: it is to be used, and not to become another.
    let Some(&id) = known.get(pick).filter(|_| dice.below(if is_large { 100 } else { 4 }) > 0) else {
        // The id of a new entry is not known before: what comes after a crash in the middle is judged by soundness alone.
        let fields = EntryFields {
            title: Some(format!("Entry {}", dice.below(1_000))),
            body: Some(text),
            ..EntryFields::default()
        };
        let entry = journal.write(Op::AddEntry, |tx| {
            let entry = entries::add(tx, fields)?;
            if early {
                say("ACK", entry.id, &state(Some(&entry)))?;
            }
            Ok(entry)
        })?;
        known.push(entry.id);
        return Ok(say("ACK", entry.id, &state(Some(&entry)))?);
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
            let request = AddAttachment { entry: id, staged: staged.to_string(), name: "notes.txt".into() };
            journal.write(Op::AddAttachment, |tx| attachments::add(tx, journal.vault(), &request))?;
        }
        // Of a large journal that alone would fill the time.
        2 if !is_large => journal.reindex()?,
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
            journal.write(Op::SaveEntry, |tx| {
                let entry = entries::save(tx, request)?;
                if early {
                    say("ACK", id, &state(Some(&entry)))?;
                }
                Ok(())
            })?;
        }
    }
    let entry = journal.read(|tx| entries::get(tx, id))?;
    Ok(say("ACK", id, &state(Some(&entry)))?)
}

/// A torn last line is no acknowledgement, and the next writer must not be glued to it.
pub fn mend_last_line(acks: &Path) -> Done {
    let text = fs::read_to_string(acks)?;
    let whole = text.rfind('\n').map_or(0, |end| end + 1);
    Ok(fs::write(acks, &text[..whole])?)
}

/// How many operations were acknowledged.
pub fn acknowledged(acks: &Path) -> u64 {
    let text = fs::read_to_string(acks).unwrap_or_default();
    text.lines().filter(|line| line.starts_with("ACK")).count() as u64
}

/// Fails unless every entry stands as it was last acknowledged (or as the one operation after that would have left it), the
/// database is sound, the index equals it word by word, and no file is missing. Answers the entries in the journal.
pub fn verify(folder: &Path, acks: &Path) -> Done<u32> {
    let mut promised: HashMap<EntryId, Vec<String>> = HashMap::new();
    // Every line about an entry, in order: whether what stands is older or newer than the promise tells the fault.
    let mut said: HashMap<EntryId, Vec<String>> = HashMap::new();
    let text = fs::read_to_string(acks)?;
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
        return Ok(0);
    }
    let journal = match acts::opened(folder, &Way::Alone) {
        Err(journal::Error::NoJournal(_)) => Journal::create(folder, Clock::system())?,
        other => other?,
    };
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
    sound(&journal)
}

/// SQLite's full check, the cipher's, references, files, and the index held against every entry.
pub fn sound(journal: &Journal) -> Done<u32> {
    let check = typed::journal_check(&Api { journal, places: &Paths }, Nothing {})?;
    if check.sound { Ok(check.entries) } else { Err(format!("UNSOUND: {:?}", check.problems).into()) }
}
