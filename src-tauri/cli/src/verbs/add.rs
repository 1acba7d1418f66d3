use std::io::{self, IsTerminal, Read};

use journal::api::typed;
use journal::entries::{Audience, EntryFields, Readiness};

use crate::Done;
use crate::arguments::Add;
use crate::failure::Failure;
use crate::ids::short;
use crate::out::{Out, counted, tell};
use crate::session::{Session, api, catch_up};

/// Adds what stands on standard input.
pub fn run(session: &Session, add: Add, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open()?;
    let fields = EntryFields {
        body: Some(body()?),
        title: add.title,
        happened: add.date,
        timing: add.timing.map(|when| Some(when.into())),
        setting: add.setting,
        tags: Some(add.tags),
        people: Some(add.people),
        readiness: (add.ready || add.shareable).then_some(Readiness::Ready),
        audience: add.shareable.then_some(Audience::Shareable),
        ..EntryFields::default()
    };
    let entry = typed::entry_add(&api(&journal), fields)?;
    catch_up(&journal);
    if out.is_json() {
        out.json(&entry)?;
    } else {
        let kept = match (entry.readiness, entry.audience) {
            (Readiness::Draft, _) => "as a draft",
            (Readiness::Ready, Audience::Private) => "ready and private",
            (Readiness::Ready, Audience::Shareable) => "ready and shareable",
        };
        out.line(&format!("Added {}, {}, {kept}.", short(entry.id), counted(entry.words, "word", "words")))?;
    }
    Ok(Done::Fine)
}

fn body() -> Result<String, Failure> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        tell("Write the entry; end it with Ctrl+D on a line of its own.");
    }
    let mut bytes = Vec::new();
    stdin
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|why| Failure::CouldNot(format!("Standard input could not be read, and nothing was added: {why}")))?;
    let body = String::from_utf8(bytes).map_err(|why| {
        let at = why.utf8_error().valid_up_to();
        Failure::CouldNot(format!(
            "The text is not UTF-8 (from byte {at} on), and nothing was added: save it as UTF-8 and try again"
        ))
    })?;
    if body.trim().is_empty() {
        return Err(Failure::Usage(
            "There was no text on standard input, and nothing was added. Try: echo 'What happened' | loopbook-cli add --title 'A title'".into(),
        ));
    }
    Ok(body)
}
