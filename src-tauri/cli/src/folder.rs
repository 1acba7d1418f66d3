use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use crate::failure::Failure;

/// The app's name among the folders of a system (`identifier` in tauri.conf.json).
const APP: &str = "loopbook";
/// Where the app notes a folder that the person chose (`src-tauri/src/start.rs`).
const CHOSEN: &str = "journal-folder";

/// Where the journal is when the command does not say: what the environment says, or else where the desktop app has it.
///
/// # Errors
/// Where the system does not say who is at home, or the app's note cannot be read: another journal is never taken for
/// the person's own.
pub fn usual() -> Result<PathBuf, Failure> {
    if let Some(folder) = named("LOOPBOOK_JOURNAL") {
        return Ok(folder);
    }
    let nowhere = || Failure::Usage("I don't know where your journal is: say it with --journal DIR".into());
    let note = settings().ok_or_else(nowhere)?.join(APP).join(CHOSEN);
    match fs::read_to_string(&note) {
        Ok(text) => there(PathBuf::from(text.trim_end_matches('\n'))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(data().ok_or_else(nowhere)?.join(APP).join("journal")),
        Err(error) => Err(Failure::CouldNot(format!(
            "The note of where your journal is kept ({}) cannot be read, and nothing was done: {error}. Say it with --journal DIR",
            note.display()
        ))),
    }
}

/// A folder that was chosen once is never made again in silence: its disk may only not be connected.
fn there(folder: PathBuf) -> Result<PathBuf, Failure> {
    if folder.is_dir() {
        return Ok(folder);
    }
    Err(Failure::CouldNot(format!(
        "Your journal is kept in {}, and it is not there just now. If that is on another disk or a stick, connect it and try again. \
         Nothing was changed",
        folder.display()
    )))
}

fn named(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// As [`named`]; the XDG base directory specification has relative paths ignored.
fn absolute(name: &str) -> Option<PathBuf> {
    named(name).filter(|path| path.is_absolute())
}

/// Where this system keeps what programs write.
fn data() -> Option<PathBuf> {
    if cfg!(windows) {
        named("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        Some(named("HOME")?.join("Library/Application Support"))
    } else {
        absolute("XDG_DATA_HOME").or_else(|| Some(named("HOME")?.join(".local/share")))
    }
}

/// Where this system keeps settings of programs.
fn settings() -> Option<PathBuf> {
    if cfg!(windows) {
        named("APPDATA")
    } else if cfg!(target_os = "macos") {
        data()
    } else {
        absolute("XDG_CONFIG_HOME").or_else(|| Some(named("HOME")?.join(".config")))
    }
}
