//! G6: a journal that cannot be opened says why, each time in other words; nothing is changed, and nothing new is begun.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use journal::keys::{Keys, Way};
use journal::store::open::{Access, DatabaseKey, open};

use crate::acts;
use crate::rig::{Done, Held, Terms, bytes_below, copied, shell};

/// Nobody's number on Debian: whom permissions hold, unlike root.
const NOBODY: &str = "65534";

fn database(folder: &Path) -> std::path::PathBuf {
    folder.join(journal::journal::DATABASE)
}

/// What is done to the journal, and whether somebody without root's rights looks.
type State = (&'static str, bool, fn(&Path, &Path) -> Done);

const STATES: &[State] = &[
    ("no database", false, |folder, _| Ok(fs::remove_file(database(folder))?)),
    ("an empty database", false, |folder, _| Ok(fs::write(database(folder), b"")?)),
    ("a flipped bit", false, |folder, _| {
        let mut bytes = fs::read(database(folder))?;
        bytes[100] ^= 1;
        Ok(fs::write(database(folder), bytes)?)
    }),
    ("keys of another journal", false, |folder, other| {
        for name in [journal::keys::KEYS_FILE, journal::keys::KEYS_COPY] {
            fs::copy(other.join(name), folder.join(name))?;
        }
        Ok(())
    }),
    ("no keys", false, |folder, _| {
        for name in [journal::keys::KEYS_FILE, journal::keys::KEYS_COPY] {
            fs::remove_file(folder.join(name))?;
        }
        Ok(())
    }),
    ("damaged keys", false, |folder, _| {
        for name in [journal::keys::KEYS_FILE, journal::keys::KEYS_COPY] {
            let mut bytes = fs::read(folder.join(name))?;
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(folder.join(name), bytes)?;
        }
        Ok(())
    }),
    ("a newer schema", false, |folder, _| {
        let (keys, _) = Keys::open(folder, &Way::Alone)?;
        let connection = open(&database(folder), &DatabaseKey::new(keys.database()), Access::Write)?;
        connection.pragma_update(None, "user_version", 9_999)?;
        Ok(connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?)
    }),
    ("the log of another journal", false, |folder, other| {
        fs::copy(other.join("left.wal"), folder.join("journal.db-wal"))?;
        Ok(())
    }),
    ("nothing may be read", true, |folder, _| {
        Ok(fs::set_permissions(database(folder), fs::Permissions::from_mode(0o000))?)
    }),
    ("nothing may be written", true, |folder, _| {
        shell(&format!("chmod -R a-w '{}'", folder.display()));
        Ok(())
    }),
];

/// Another journal, with what its log held while it was open.
fn other(folder: &Path) -> Done {
    acts::prepared(folder)?;
    let journal = acts::opened(folder, &Way::Alone)?;
    journal.write(journal::change::Op::AddEntry, |tx| {
        journal::entries::add(
            tx,
            journal::entries::EntryFields { body: Some("of another".into()), ..Default::default() },
        )
    })?;
    fs::copy(folder.join("journal.db-wal"), folder.join("left.wal"))?;
    Ok(())
}

pub fn run(terms: &Terms) -> Done<Held> {
    let (whole, stranger) = (terms.root.join("whole"), terms.root.join("stranger"));
    acts::prepared(&whole)?;
    other(&stranger)?;
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.starts_with(b"0\n"));
    let can_be_nobody = !is_root || shell(&format!("setpriv --reuid={NOBODY} --clear-groups true"));
    let mut messages: Vec<(String, &str)> = Vec::new();
    let mut skipped = 0;
    for (what, as_nobody, change) in STATES {
        if *as_nobody && !can_be_nobody {
            skipped += 1;
            continue;
        }
        let folder = terms.root.join("journal");
        shell(&format!("chmod -R u+w '{}'", folder.display()));
        copied(&whole, &folder)?;
        change(&folder, &stranger)?;
        let child = terms.child(&["act", &folder.display().to_string(), "look"])?;
        let mut command = child;
        if *as_nobody && is_root {
            shell(&format!("chown -R {NOBODY} '{}' && chmod a+rx '{}'", folder.display(), terms.root.display()));
            let mut other = Command::new("setpriv");
            other
                .args([&format!("--reuid={NOBODY}"), "--clear-groups"])
                .arg(command.get_program())
                .args(command.get_args());
            command = other;
        }
        let before = bytes_below(&folder)?;
        let out = command.output()?;
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        // SQLCipher's own line about a page that does not open comes first; ours is the last.
        let said = said.lines().last().unwrap_or_default().to_owned();
        if out.status.success() {
            return Err(format!("{what}: it opened as if nothing were").into());
        }
        if said.len() < 40 || said.contains("panicked") {
            return Err(format!("{what}: it said “{said}”").into());
        }
        let lasting = |path: &Path| !["journal.lock", "journal.db-shm"].iter().any(|name| path.ends_with(name));
        let kept: Vec<_> = bytes_below(&folder)?.into_iter().filter(|(path, _)| lasting(path)).collect();
        let before: Vec<_> = before.into_iter().filter(|(path, _)| lasting(path)).collect();
        if kept != before {
            return Err(format!("{what}: looking changed something").into());
        }
        messages.push((said, what));
    }
    shell(&format!("chmod -R u+w '{}'", terms.root.display()));
    let count = messages.len();
    let all = messages.iter().map(|(said, what)| format!("{what}: {said}")).collect::<Vec<_>>().join("\n");
    messages.sort();
    messages.dedup_by(|one, two| one.0 == two.0);
    if messages.len() < 8.min(count) {
        return Err(format!("{} messages for {count} states:\n{all}", messages.len()).into());
    }
    let skipped = if skipped > 0 { format!(", {skipped} not tried: no setpriv") } else { String::new() };
    Ok(Held::Figures(format!("{count} states, {} messages, 0 changed, 0 new journals{skipped}", messages.len())))
}
