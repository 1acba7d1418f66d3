use journal::api::{Nothing, typed};

use crate::Done;
use crate::failure::Failure;
use crate::out::{Out, counted};
use crate::session::{Session, api};

/// Brings in the sample journal.
pub fn run(session: &Session, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open_or_create()?;
    let done = typed::sample_add(&api(&journal), Nothing {})?;
    journal.catch_up()?;
    if out.is_json() {
        out.json(&done)?;
    } else {
        out.line(&format!(
            "{} of a made-up teacher came in. Undoing the import in the app takes them out again.",
            counted(done.added, "entry", "entries")
        ))?;
    }
    Ok(Done::Fine)
}
