use journal::Error;
use journal::api::{Code, Nothing, typed};
use journal::keys::KeyError;
use serde_json::json;

use crate::Done;
use crate::failure::Failure;
use crate::out::{Out, counted, tell};
use crate::session::{Session, api};

/// Checks the journal; a journal too damaged to be opened is an answer too.
pub fn run(session: &Session, out: &mut Out) -> Result<Done, Failure> {
    let folder = session.folder()?;
    match session.door.come_to(&folder) {
        Err(error) if is_damage(&error) => return unopened(&journal::api::ApiError::from(error).message, out),
        come => come?,
    }
    let journal = session.unlocked()?;
    if let Some(healed) = typed::journal_about(&api(&journal), Nothing {})?.healed {
        tell(&healed);
    }
    let checked = match typed::journal_check(&api(&journal), Nothing {}) {
        Ok(checked) => checked,
        Err(error) if error.code == Code::Damaged => return unopened(&error.message, out),
        Err(error) => return Err(error.into()),
    };
    if out.is_json() {
        out.json(&checked)?;
    } else {
        for problem in &checked.problems {
            out.line(problem)?;
        }
        if let Some(mended) = &checked.mended {
            out.line(mended)?;
        }
        let (entries, files) = (
            counted(checked.entries, "entry", "entries"),
            counted(checked.attachments, "attached file", "attached files"),
        );
        let verdict = if checked.sound { "Sound" } else { "Not sound; nothing was changed" };
        out.line(&format!("{verdict}: {entries}, {} of them in the index, {files}.", checked.indexed))?;
    }
    Ok(if checked.sound && checked.mended.is_none() { Done::Fine } else { Done::Unsound })
}

/// Whether the journal itself is not as it should be, rather than in use, newer, or out of reach.
fn is_damage(error: &Error) -> bool {
    match error {
        Error::Damaged(_) | Error::Seal(_) => true,
        Error::Key(key) => matches!(key, KeyError::Missing | KeyError::Damaged | KeyError::Hostile),
        _ => false,
    }
}

fn unopened(problem: &str, out: &mut Out) -> Result<Done, Failure> {
    if out.is_json() {
        out.json(&json!({ "sound": false, "problems": [problem], "entries": 0, "indexed": 0, "attachments": 0 }))?;
    } else {
        out.line(problem)?;
    }
    Ok(Done::Unsound)
}
