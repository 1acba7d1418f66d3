//! Passphrases and recovery codes: from a file, from the environment, or typed at a terminal that does not show them.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use journal::door::Tried;
use journal::keys::Secret;

use crate::failure::Failure;

const VARIABLE: &str = "LOOPBOOK_PASSPHRASE";
/// Bytes of a file that holds a passphrase.
const LONGEST: u64 = 16 * 1024;

/// Whether the passphrase of now would be asked for at the terminal.
pub fn is_typed(file: Option<&Path>) -> bool {
    file.is_none() && std::env::var_os(VARIABLE).is_none()
}

/// The passphrase of now.
pub fn current(file: Option<&Path>) -> Result<Secret, Failure> {
    if let Some(file) = file {
        return in_file(file);
    }
    if let Some(text) = std::env::var_os(VARIABLE) {
        return match text.into_string() {
            Ok(text) => Ok(Secret::new(text)),
            Err(_) => Err(Failure::Usage(format!("{VARIABLE} is not written in UTF-8"))),
        };
    }
    typed(
        "Passphrase: ",
        "This journal is locked. Say its passphrase with --passphrase-file FILE or LOOPBOOK_PASSPHRASE, or run this at a terminal",
    )
}

/// A passphrase for from now on: from a file, or typed twice.
pub fn new(file: Option<&Path>) -> Result<Secret, Failure> {
    if let Some(file) = file {
        return in_file(file);
    }
    let missing = "The new passphrase comes from --new-passphrase-file FILE, or is typed at a terminal";
    let first = typed("New passphrase: ", missing)?;
    if typed("Once more: ", missing)? != first {
        return Err(Failure::CouldNot("The two were not the same. Nothing was changed".into()));
    }
    Ok(first)
}

/// The recovery code: from a file, or typed.
pub fn code(file: Option<&Path>) -> Result<Secret, Failure> {
    match file {
        Some(file) => in_file(file),
        None => typed("Recovery code: ", "The recovery code comes from --code-file FILE, or is typed at a terminal"),
    }
}

/// Whether somebody sits at a terminal who could be asked.
pub fn somebody_is_there() -> bool {
    io::stderr().is_terminal()
}

/// A line typed at the terminal, which does not show it.
///
/// # Errors
/// `missing` where there is no terminal.
pub fn typed(prompt: &str, missing: &str) -> Result<Secret, Failure> {
    if !somebody_is_there() {
        return Err(Failure::CouldNot(missing.into()));
    }
    rpassword::prompt_password(prompt)
        .map(Secret::new)
        .map_err(|why| Failure::CouldNot(format!("Nothing could be asked at the terminal: {why}")))
}

/// The first line of a file.
fn in_file(path: &Path) -> Result<Secret, Failure> {
    let wrong = |why: &dyn std::fmt::Display| {
        Failure::CouldNot(format!(
            "{} cannot be read as a passphrase or code: {why}. Nothing was changed",
            path.display()
        ))
    };
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST).read_to_string(&mut text));
    read.map_err(|why| wrong(&why))?;
    Ok(Secret::new(text.lines().next().unwrap_or_default()))
}

/// Nothing, where it was the right one.
pub fn right(tried: Tried) -> Result<(), Failure> {
    let sentence = match tried {
        Tried::Right => return Ok(()),
        Tried::WrongPassphrase => "That is not the passphrase of this journal. Nothing was changed",
        Tried::WrongCode => {
            "That is a recovery code, but not this journal's: it may be from before a new one was made. Nothing was changed"
        }
        Tried::Slip => "There is a slip in that recovery code: it has eight groups of four. Nothing was changed",
        Tried::TooSoon => "There were too many wrong tries just now; wait a little. Nothing was changed",
    };
    Err(Failure::CouldNot(sentence.into()))
}
