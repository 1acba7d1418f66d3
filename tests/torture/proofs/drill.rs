//! G9: a backup is made while somebody writes, carried to another home, restored there and opened with the recovery code alone:
//! every entry, its versions and its files are what they were. And a hundred damaged backups are a hundred refusals.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

use journal::backup::{self, Reason, Stop, restore};
use journal::change::Op;
use journal::entries::{self, EntryFields, SaveEntry};
use journal::keys::{Code, KEYS_COPY, KEYS_FILE, Locks, Way};
use journal::{Clock, Journal, attachments, versions};

use crate::acts;
use crate::rig::{Dice, Done, Held, Terms, copied, files_below};
use crate::writer;

pub fn run(terms: &Terms) -> Done<Held> {
    let here = terms.root.join("here");
    let code = Code::new()?;
    let locks = Locks { passphrase: acts::secret(), recovery: Some(code.clone()) };
    let journal = Journal::create_with(&here, Clock::system(), Some(&locks))?;
    let mut dice = Dice(terms.seed);
    let mut known = Vec::new();
    for number in 0..40 {
        let text =
            |words: u64, dice: &mut Dice| (0..words).map(|_| format!("w{} ", dice.below(900))).collect::<String>();
        let (first, second) = (text(200, &mut dice), text(220, &mut dice));
        let fields = EntryFields { title: Some(format!("T{number}")), body: Some(first), ..EntryFields::default() };
        let entry = journal.write(Op::AddEntry, |tx| entries::add(tx, fields))?;
        let fields = EntryFields { body: Some(second), ..EntryFields::default() };
        let request = SaveEntry { id: entry.id, base: entry.revision, fields, keep: true };
        journal.write(Op::SaveEntry, |tx| entries::save(tx, request))?;
        if number % 8 == 0 {
            let bytes: Vec<u8> = (0..150_000).map(|_| dice.next().to_le_bytes()[0]).collect();
            let staged = journal.vault().stage(&mut bytes.as_slice())?;
            let name = "photo.jpg".into();
            let request = attachments::AddAttachment { entry: entry.id, staged: staged.to_string(), name };
            journal.write(Op::AddAttachment, |tx| attachments::add(tx, journal.vault(), &request))?;
        }
        known.push(entry.id);
    }
    // Somebody goes on writing while the backups are made; what was there before must be in each.
    let stop = AtomicBool::new(false);
    let (made, written) = std::thread::scope(|scope| -> Done<_> {
        let writing = scope.spawn(|| {
            let mut written = 0u32;
            while !stop.load(Ordering::SeqCst) {
                let fields = EntryFields { body: Some(format!("while it ran {written}")), ..EntryFields::default() };
                if journal.write(Op::AddEntry, |tx| entries::add(tx, fields)).is_err() {
                    break;
                }
                written += 1;
            }
            written
        });
        let made = (0..3).map(|_| journal.back_up(Reason::Asked)).collect::<Result<Vec<_>, _>>();
        stop.store(true, Ordering::SeqCst);
        let written = writing.join().map_err(|_| "the writer panicked")?;
        Ok((made?, written))
    })?;
    let last = made.last().ok_or("no backup was made")?;
    let there = terms.folder("another home")?;
    let carried = there.join("carried");
    copied(&backup::find(&here, &last.id)?, &carried)?;
    let restored = there.join("journal");
    restore::into(&carried, &restored, &journal::keys::Way::Alone, &Stop::default())?;
    let second = acts::opened(&restored, &Way::Recovery(code))?;
    writer::sound(&second)?;
    for id in &known {
        let (one, two) = (journal.read(|tx| entries::get(tx, *id))?, second.read(|tx| entries::get(tx, *id))?);
        let states = |of: &Journal| of.read(|tx| versions::all(tx, *id));
        let (one_states, two_states) = (states(&journal)?, states(&second)?);
        if one != two || format!("{one_states:?}") != format!("{two_states:?}") {
            return Err(format!("{id} came back as another").into());
        }
    }
    drop(second);
    let flips = damaged(terms, &carried, &mut dice)?;
    Ok(Held::Figures(format!(
        "3 backups while {written} entries were written; restored in another home by the recovery code: 40 of 40 entries, versions and files equal; {flips} damaged backups, {flips} refusals"
    )))
}

/// A backup with one bit turned, cut short, or without one of its files is never restored.
fn damaged(terms: &Terms, sound: &std::path::Path, dice: &mut Dice) -> Done<u64> {
    let (broken, to) = (terms.root.join("broken"), terms.root.join("restored"));
    let names: Vec<_> =
        files_below(sound)?.into_iter().filter_map(|path| Some(path.strip_prefix(sound).ok()?.to_owned())).collect();
    let (keys, names): (Vec<_>, Vec<_>) =
        names.into_iter().partition(|name| [KEYS_FILE, KEYS_COPY].iter().any(|keys| name.as_os_str() == *keys));
    // Of two key files one is enough; without both nothing opens, and that is said.
    for gone in 1..=keys.len() {
        copied(sound, &broken)?;
        for name in &keys[..gone] {
            fs::remove_file(broken.join(name))?;
        }
        let restored = restore::into(&broken, &to, &journal::keys::Way::Alone, &Stop::default());
        if restored.is_ok() != (gone < keys.len()) {
            return Err(format!("{gone} of {} key files gone: {restored:?}", keys.len()).into());
        }
        drop(fs::remove_dir_all(&to));
    }
    for round in 0..100 * terms.times {
        copied(sound, &broken)?;
        let name = &names[usize::try_from(round)? % names.len()];
        let mut bytes = fs::read(broken.join(name))?;
        let how = match dice.below(3) {
            0 if bytes.len() > 1 => {
                bytes.truncate(dice.place(bytes.len()));
                fs::write(broken.join(name), bytes)?;
                "cut short"
            }
            1 => {
                fs::remove_file(broken.join(name))?;
                "gone"
            }
            _ => {
                let at = dice.place(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
                fs::write(broken.join(name), bytes)?;
                "with a bit turned"
            }
        };
        match restore::into(&broken, &to, &journal::keys::Way::Alone, &Stop::default()) {
            Ok(_) => return Err(format!("{} {how} was restored as if nothing were", name.display()).into()),
            Err(error) if error.to_string().len() < 30 => return Err(format!("it said “{error}”").into()),
            Err(_) if to.exists() => return Err(format!("{} {how} left half a journal", name.display()).into()),
            Err(_) => {}
        }
    }
    Ok(100 * terms.times)
}
