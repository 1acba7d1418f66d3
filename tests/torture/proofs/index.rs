//! G3: whatever is done to the files of the search index while the journal is shut, the next opening finds it out and builds it
//! anew: the index equals the database with no human action.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use journal::change::Op;
use journal::entries::{self, EntryFields};
use journal::keys::Way;

use crate::acts;
use crate::rig::{Dice, Done, Held, Terms, copied, files_below, shell};
use crate::writer;

type Fault = (&'static str, fn(&Path, &Path, &mut Dice) -> Done);

fn some(index: &Path, dice: &mut Dice, wanted: impl Fn(&str) -> bool) -> Done<PathBuf> {
    let mut files = files_below(index)?;
    files.retain(|path| path.file_name().is_some_and(|name| wanted(&name.to_string_lossy())));
    let at = dice.place(files.len());
    Ok(files.get(at).ok_or("the index has no such file")?.clone())
}

const FAULTS: &[Fault] = &[
    ("it is gone", |index, _, _| Ok(fs::remove_dir_all(index)?)),
    ("it is empty", |index, _, _| {
        fs::remove_dir_all(index)?;
        Ok(fs::create_dir(index)?)
    }),
    ("an older one lies there", |index, older, _| copied(older, index)),
    ("its list is empty", |index, _, _| Ok(fs::write(index.join("meta.json"), b"")?)),
    ("its list is gone", |index, _, _| Ok(fs::remove_file(index.join("meta.json"))?)),
    ("a file is cut short", |index, _, dice| {
        let path = some(index, dice, |name| !name.starts_with('.'))?;
        let bytes = fs::read(&path)?;
        Ok(fs::write(&path, &bytes[..bytes.len() / 2])?)
    }),
    ("a bit is turned", |index, _, dice| {
        let path = some(index, dice, |name| !name.starts_with('.'))?;
        let mut bytes = fs::read(&path)?;
        let at = dice.place(bytes.len());
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << dice.below(8);
        }
        Ok(fs::write(&path, bytes)?)
    }),
    ("a file is gone", |index, _, dice| Ok(fs::remove_file(some(index, dice, |name| !name.starts_with('.'))?)?)),
    ("a file bears another's name", |index, _, dice| {
        let (one, two) = (some(index, dice, |name| name.contains('.'))?, some(index, dice, |name| name.contains('.'))?);
        Ok(fs::copy(one, two).map(drop)?)
    }),
    ("deletions of nothing lie about", |index, _, dice| {
        let one = some(index, dice, |name| name.contains('.'))?;
        let name = one.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok(fs::write(index.join(format!("{name}.7.del")), b"x")?)
    }),
    ("it is a file", |index, _, _| {
        fs::remove_dir_all(index)?;
        Ok(fs::write(index, b"x")?)
    }),
    ("it may not be written", |index, _, _| {
        fs::set_permissions(index, fs::Permissions::from_mode(0o500))?;
        Ok(())
    }),
];

pub fn run(terms: &Terms) -> Done<Held> {
    let (whole, older, folder) = (terms.root.join("whole"), terms.root.join("older"), terms.root.join("journal"));
    acts::prepared(&whole)?;
    copied(&whole.join("index"), &older)?;
    {
        let journal = acts::opened(&whole, &Way::Alone)?;
        for number in 0..60 {
            let fields = EntryFields { body: Some(format!("Later {number}, snow")), ..EntryFields::default() };
            journal.write(Op::AddEntry, |tx| entries::add(tx, fields))?;
        }
        journal.catch_up()?;
    }
    let mut dice = Dice(terms.seed);
    let mut slowest = 0;
    let rounds = 3 * terms.times;
    for (what, fault) in FAULTS {
        for _ in 0..rounds {
            copied(&whole, &folder)?;
            fault(&folder.join("index"), &older, &mut dice).map_err(|error| format!("{what}: {error}"))?;
            let began = Instant::now();
            // In a process of its own: what it does with the index is not to be helped by this one.
            let out = terms.child(&["act", &folder.display().to_string(), "sound"])?.output()?;
            slowest = slowest.max(began.elapsed().as_millis());
            if !out.status.success() {
                return Err(format!("{what}: {}", String::from_utf8_lossy(&out.stderr)).into());
            }
            let journal = acts::opened(&folder, &Way::Alone)?;
            if writer::sound(&journal)? != 70 {
                return Err(format!("{what}: entries are missing").into());
            }
            drop(journal);
            shell(&format!("chmod -R u+w '{}'", folder.display()));
        }
    }
    Ok(Held::Figures(format!(
        "{} broken indexes of {} kinds, all healed at the next opening, the slowest after {slowest} ms",
        rounds * FAULTS.len() as u64,
        FAULTS.len()
    )))
}
