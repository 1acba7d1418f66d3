//! What a person has the journal do, one act a process, so that it can be broken off: each opens a prepared journal, does its
//! one thing through the table of calls, and ends well only after that was promised.

use std::io::{BufRead as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use journal::api::{Api, Paths, call, rescue};
use journal::backup::{self, Reason, Stop, restore};
use journal::change::Op;
use journal::entries::{self, EntryFields};
use journal::id::EntryId;
use journal::keys::{Change, Keys, Rewrap, Secret, Way};
use journal::store::migrate::MIGRATIONS;
use journal::store::open::{Access, DatabaseKey, open};
use journal::{Clock, Journal, attachments};
use serde_json::{Value, json};

use crate::rig::Done;

/// The passphrase an act sets.
pub const PASSPHRASE: &str = "eleven patient otters wait";

/// Does one act on the journal in `folder`.
pub fn act(folder: &Path, what: &str, more: &[&str]) -> Done {
    let clock = Clock::system();
    let ask = |journal: &Journal, name: &str, request: Value| -> Done<Value> {
        Ok(call(&Api { journal, places: &Paths }, name, request)?)
    };
    match (what, more) {
        ("look", []) => {
            let journal = Journal::open(folder, clock).map_err(journal::api::ApiError::from)?;
            println!("OPEN {}", journal.read(entries::all_ids)?.len());
        }
        ("sound", []) => {
            let journal = Journal::open(folder, clock)?;
            journal.catch_up()?;
            crate::writer::sound(&journal)?;
        }
        ("migrate", []) => drop(Journal::open(folder, clock).map_err(journal::api::ApiError::from)?),
        ("fill", [until]) => fill(folder, Path::new(until))?,
        ("restore", []) => {
            let last = backup::list(folder)?.pop().ok_or("there is no backup")?;
            restore::into(
                &backup::find(folder, &last.id)?,
                &beside(folder),
                &journal::keys::Way::Alone,
                &Stop::default(),
            )?;
        }
        ("takeover", []) => {
            let last = backup::list(folder)?.pop().ok_or("there is no backup")?;
            rescue::call(folder, &clock, &Paths, "rescue_restore", json!({"id": last.id}))?;
            rescue::call(folder, &clock, &Paths, "rescue_take", json!({}))?;
        }
        _ => {
            let journal = Journal::open(folder, clock).map_err(journal::api::ApiError::from)?;
            match (what, more) {
                ("import", [source]) => drop(ask(&journal, "import_run", json!({"place": source}))?),
                ("undo", []) => {
                    let last = ask(&journal, "import_list", json!({}))?[0]["id"].clone();
                    ask(&journal, "import_undo", json!({"id": last}))?;
                }
                ("reindex", []) => drop(ask(&journal, "journal_reindex", json!({}))?),
                ("backup", []) => drop(ask(&journal, "backup_make", json!({}))?),
                ("purge", [id]) => {
                    ask(&journal, "entry_trash", json!({"ids": [id]}))?;
                    ask(&journal, "entry_purge", json!({"ids": [id], "claims": []}))?;
                }
                ("passphrase", []) => journal
                    .rewrap(&Way::Alone, &Rewrap { passphrase: Change::Set(secret()), recovery: Change::Keep })?,
                _ => return Err(format!("no act {what} {more:?}").into()),
            }
        }
    }
    Ok(())
}

/// The passphrase as the core takes it.
pub fn secret() -> Secret {
    Secret::new(PASSPHRASE)
}

fn text(number: usize) -> EntryFields {
    let body = format!("Entry {number}. {}", "It was quiet. ".repeat(200));
    EntryFields { title: Some(format!("Title {number}")), body: Some(body), ..EntryFields::default() }
}

/// A journal with eight entries and a file, one backup of that, and two entries since. Answers the ids.
pub fn prepared(folder: &Path) -> Done<Vec<EntryId>> {
    let journal = Journal::create(folder, Clock::system())?;
    let write = |number| journal.write(Op::AddEntry, |tx| entries::add(tx, text(number)));
    let mut ids = vec![write(0)?.id];
    let staged = journal.vault().stage(&mut [7u8; 100_000].as_slice())?;
    let request = attachments::AddAttachment { entry: ids[0], staged: staged.to_string(), name: "a.txt".into() };
    journal.write(Op::AddAttachment, |tx| attachments::add(tx, journal.vault(), &request))?;
    for number in 1..8 {
        ids.push(write(number)?.id);
    }
    journal.catch_up()?;
    journal.back_up(Reason::BeforeImport)?;
    ids.push(write(8)?.id);
    ids.push(write(9)?.id);
    journal.catch_up()?;
    Ok(ids)
}

/// A journal as the program wrote it whose schema had this number: as many entries, each with its text.
pub fn of_schema(folder: &Path, schema: usize, count: usize) -> Done {
    // Its key file and its folder are made as today's are; they have not changed since.
    drop(Journal::create(folder, Clock::system())?);
    std::fs::remove_file(folder.join(journal::journal::DATABASE))?;
    std::fs::remove_dir_all(folder.join("index"))?;
    let (keys, _) = Keys::open(folder, &Way::Alone)?;
    let key = DatabaseKey::new(keys.database());
    let connection = open(&folder.join(journal::journal::DATABASE), &key, Access::Create)?;
    for migration in &MIGRATIONS[..schema] {
        connection.execute_batch(migration)?;
    }
    connection.pragma_update(None, "user_version", u32::try_from(schema)?)?;
    let now = Clock::system().now().to_string();
    connection.execute(
        "INSERT INTO journal (name, value) VALUES ('id', ?1), ('created_at', ?2)",
        [keys.journal_id().to_string(), now],
    )?;
    for number in 0..count {
        let id = EntryId::new().to_string();
        let title = format!("Old {number}");
        connection.execute(
            "INSERT INTO entry (id, title, excerpt, words, revision, happened_precision, happened_local, day, sort, written_at,
                edited_at, setting, template, language, language_chosen, readiness, audience, starred)
             VALUES (?1, ?2, 'x', 6, 4, 'day', '2025-03-05', '2025-03-05', '2025-03-05T00:00:00', 1741194000000, 1741194000000,
                'Y9', 'free', 'en', 0, 'ready', 'private', 0)",
            [id.as_str(), title.as_str()],
        )?;
        let body = old_text(number);
        connection.execute("INSERT INTO body (entry, markdown) VALUES (?1, ?2)", [id.as_str(), body.as_str()])?;
    }
    Ok(())
}

/// The text of an entry of [`of_schema`].
pub fn old_text(number: usize) -> String {
    format!("It thawed {number} times. {}", "Nobody answered. ".repeat(80))
}

/// The number of the schema in a journal's folder, read without opening the journal.
pub fn schema_of(folder: &Path) -> Done<i64> {
    let (keys, _) = Keys::open(folder, &Way::Alone)?;
    let connection = open(&folder.join(journal::journal::DATABASE), &DatabaseKey::new(keys.database()), Access::Read)?;
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Saves until the disk is full, says so, waits until there is room (a file), and saves the very same text.
fn fill(folder: &Path, until: &Path) -> Done {
    let journal = Journal::open_or_create(folder, Clock::system())?;
    let say = |line: String| -> Done {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{line}")?;
        Ok(out.flush()?)
    };
    for number in 0..5_000 {
        let began = Instant::now();
        let save = || journal.write(Op::AddEntry, |tx| entries::add(tx, text(number)));
        match save() {
            Ok(_) => say(format!("SAVED {number}"))?,
            Err(error) => {
                let error = journal::api::ApiError::from(error);
                say(format!("FULL {} {}", began.elapsed().as_millis(), error.message))?;
                std::io::stdin().lock().read_line(&mut String::new())?;
                if !until.exists() {
                    return Err("nobody made room".into());
                }
                save()?;
                return say(format!("SAVED {number}"));
            }
        }
    }
    Err("the disk never filled up".into())
}

/// Opens a journal that this process itself may have had open a moment ago: a child that another thread is starting just then
/// inherits its lock, until it has become another program.
pub fn opened(folder: &Path, way: &Way) -> journal::Result<Journal> {
    for _ in 0..100 {
        match Journal::open_with(folder, Clock::system(), way) {
            Err(journal::Error::InUse(_)) => std::thread::sleep(Duration::from_millis(50)),
            other => return other,
        }
    }
    Journal::open_with(folder, Clock::system(), way)
}

/// What is in a journal that was broken off: entries and backups.
pub struct Kept {
    pub entries: usize,
    pub backups: usize,
}

/// Opens what is there, and fails unless it is one sound journal with sound backups and nothing half made. Backups are read
/// only where they could have been touched.
pub fn kept(folder: &Path, way: &Way, read_backups: bool) -> Done<Kept> {
    let journal = opened(folder, way)?;
    crate::writer::sound(&journal)?;
    let entries = journal.read(entries::all_ids)?.len();
    let backups = backup::list(folder)?;
    for one in backups.iter().filter(|_| read_backups) {
        let found =
            journal.with_backups(|source, stop| backup::verify(&backup::find(folder, &one.id)?, source.key, stop))?;
        if !found.sound {
            return Err(format!("HALF A BACKUP under a good name: {:?}", found.problems).into());
        }
    }
    for inside in [folder.to_owned(), folder.join(backup::FOLDER)] {
        if !inside.exists() {
            continue;
        }
        for item in std::fs::read_dir(inside)? {
            let name = item?.file_name().to_string_lossy().into_owned();
            if name.starts_with(".making-") || name == "takeover.json" {
                return Err(format!("LEFT BEHIND: {name}").into());
            }
        }
    }
    Ok(Kept { entries, backups: backups.len() })
}

/// Where the act that restores puts it: no journal lies inside another.
pub fn beside(folder: &Path) -> PathBuf {
    folder.with_file_name("restored")
}

/// Whether a journal was restored beside the one in `folder`: a whole one.
pub fn restored(folder: &Path) -> Done<bool> {
    let folder = beside(folder);
    if !folder.exists() {
        return Ok(false);
    }
    let restored = opened(&folder, &Way::Alone)?;
    if !restored.check_database()?.is_empty() || restored.read(entries::all_ids)?.len() != 8 {
        return Err("HALF A RESTORED JOURNAL".into());
    }
    Ok(true)
}
