//! One state of a journal takes the place of another, inside the journal's folder, by renames that a crash cannot leave
//! half done: what is to happen is written down first, and whoever opens the journal next finishes it.
//!
//! ```text
//! takeover.json   {"from": "restoring", "aside": "before-restore-2026-11-22", "phase": "out"}
//! out: the present files → aside      in: the files of `from` → the journal's folder
//! ```
//!
//! Until the note is there the old one is the journal; from then on the new one is, whoever asks. Nothing is deleted: what
//! was the journal stays in the folder `aside`, which is a journal itself.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::make::{ATTACHMENTS, DATABASE, remove_folder};
use super::restore::{RESTORING, SALVAGED};
use crate::clock::{Clock, Instant};
use crate::error::{Error, Result};
use crate::files;
use crate::keys::{KEYS_COPY, KEYS_FILE};

const NOTE: &str = "takeover.json";
/// In the folder of one that was put aside.
const ABOUT: &str = "put-aside.json";
/// How the folders of those put aside begin.
const ASIDE: &str = "before-";
/// The search index: a shadow, made anew.
const INDEX: &str = "index";
/// One that was put aside is offered for deletion after this many days.
const DAYS: i64 = 30;

/// Everything that is one state of the journal.
const PARTS: [&str; 6] = ["journal.db-wal", "journal.db-shm", DATABASE, KEYS_FILE, KEYS_COPY, ATTACHMENTS];

/// Why a state of the journal was put aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "PutAside")]
pub enum Why {
    /// A backup was restored.
    Restore,
    /// It was damaged, and what could be read was brought into a new one.
    Salvage,
    /// One that had been put aside was put back.
    PutBack,
}

impl Why {
    fn word(self) -> &'static str {
        match self {
            Self::Restore => "restore",
            Self::Salvage => "salvage",
            Self::PutBack => "put-back",
        }
    }
}

/// A state of the journal that was put aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Aside {
    /// The name of its folder.
    pub id: String,
    /// When it was put aside.
    pub at: Instant,
    /// Why.
    pub why: Why,
    /// When it is offered for deletion.
    pub until: Instant,
    /// Whether that is over.
    pub due: bool,
}

#[derive(Serialize, Deserialize)]
struct Note {
    from: String,
    aside: String,
    phase: Phase,
    about: About,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Phase {
    Out,
    In,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct About {
    at: Instant,
    why: Why,
}

/// Whether a takeover was begun and is to be finished before anything is opened.
pub(crate) fn is_under_way(journal: &Path) -> bool {
    journal.join(NOTE).symlink_metadata().is_ok()
}

/// Puts what was prepared, or what had been put aside (`from`), in the journal's place. Nobody has the journal open.
///
/// # Errors
/// `NotFound` where there is no such state; those of the file system: the next opening then finishes it, or nothing was
/// begun.
pub(crate) fn begin(journal: &Path, from: Option<&str>, clock: &Clock) -> Result<()> {
    finish(journal)?;
    let why = match from {
        Some(_) => Why::PutBack,
        None if journal.join(RESTORING).join(SALVAGED).exists() => Why::Salvage,
        None => Why::Restore,
    };
    let from = from.unwrap_or(RESTORING);
    let known = from == RESTORING || asides(journal, clock)?.iter().any(|aside| aside.id == from);
    if !known || !journal.join(from).join(DATABASE).exists() {
        return Err(Error::NotFound("restored journal"));
    }
    let about = About { at: clock.now(), why };
    let day = clock.day(about.at).format("%Y-%m-%d");
    let first = format!("{ASIDE}{}-{day}", why.word());
    let taken = |name: &str| journal.join(name).symlink_metadata().is_ok();
    let mut aside = first.clone();
    let mut number = 2;
    while taken(&aside) {
        aside = format!("{first}-{number}");
        number += 1;
    }
    let note = Note { from: from.into(), aside, phase: Phase::Out, about };
    // From here on the new one is the journal.
    files::write_whole(&journal.join(NOTE), &serde_json::to_vec(&note)?)?;
    finish(journal)
}

/// Finishes a takeover that a crash cut short; where there is none, nothing happens.
///
/// # Errors
/// `Damaged` where the note makes no sense; those of the file system. It can be tried again.
pub(crate) fn finish(journal: &Path) -> Result<()> {
    let bytes = match fs::read(journal.join(NOTE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        bytes => bytes?,
    };
    let mut note: Note = serde_json::from_slice(&bytes).map_err(|_| odd())?;
    if ![&note.from, &note.aside].into_iter().all(|name| is_one_of_ours(name)) {
        return Err(odd());
    }
    let (from, aside) = (journal.join(&note.from), journal.join(&note.aside));
    if note.phase == Phase::Out {
        files::make_private_folder(&aside)?;
        files::write_whole(&aside.join(ABOUT), &serde_json::to_vec(&note.about)?)?;
        for part in PARTS {
            move_if_there(&journal.join(part), &aside.join(part))?;
        }
        remove_folder(&journal.join(INDEX))?;
        files::fsync_folder(&aside)?;
        files::fsync_folder(journal)?;
        note.phase = Phase::In;
        files::write_whole(&journal.join(NOTE), &serde_json::to_vec(&note)?)?;
    }
    for part in PARTS {
        move_if_there(&from.join(part), &journal.join(part))?;
    }
    if !journal.join(DATABASE).exists() {
        return Err(odd());
    }
    files::fsync_folder(journal)?;
    fs::remove_file(journal.join(NOTE))?;
    files::fsync_folder(journal)?;
    // Where there was no journal before, nothing was put aside.
    if !PARTS.iter().any(|part| aside.join(part).symlink_metadata().is_ok()) {
        remove_folder(&aside)?;
    }
    // All that is left of it is an empty shell.
    remove_folder(&from)
}

fn odd() -> Error {
    Error::Damaged(
        "a restore was cut short and what is in the journal's folder does not fit it. Nothing was deleted: keep the folder as it is, and restore a backup into a new folder"
            .into(),
    )
}

fn is_one_of_ours(name: &str) -> bool {
    let plain = !name.contains(['/', '\\', '\0']) && !name.contains("..");
    plain && (name == RESTORING || name.starts_with(ASIDE))
}

fn move_if_there(from: &Path, to: &Path) -> Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// The states of the journal that were put aside, oldest first.
///
/// # Errors
/// Those of the file system.
pub fn asides(journal: &Path, clock: &Clock) -> Result<Vec<Aside>> {
    let mut found = Vec::new();
    for item in fs::read_dir(journal)? {
        let item = item?;
        let id = item.file_name().to_string_lossy().into_owned();
        if !id.starts_with(ASIDE) || !item.file_type()?.is_dir() {
            continue;
        }
        let about =
            fs::read(item.path().join(ABOUT)).ok().and_then(|bytes| serde_json::from_slice::<About>(&bytes).ok());
        let Some(about) = about else { continue };
        let until = Instant::from_millis(about.at.millis() + DAYS * 24 * 60 * 60 * 1000);
        found.push(Aside { id, at: about.at, why: about.why, until, due: until <= clock.now() });
    }
    found.sort_by(|one, two| (one.at, &one.id).cmp(&(two.at, &two.id)));
    Ok(found)
}

/// Deletes one that was put aside, because somebody asked for it.
///
/// # Errors
/// `NotFound`, and those of the file system.
pub fn delete_aside(journal: &Path, id: &str, clock: &Clock) -> Result<()> {
    if !asides(journal, clock)?.iter().any(|aside| aside.id == id) {
        return Err(Error::NotFound("journal that was put aside"));
    }
    remove_folder(&journal.join(id))
}
