use journal::backup::salvage::{self, Salvaged};
use journal::keys::{self, Keys, Way};
use journal::{Clock, Error, Journal};

use crate::Done;
use crate::arguments::SalvageArguments;
use crate::failure::Failure;
use crate::out::{Out, counted};
use crate::session::Session;

/// Reads what can be read of a journal that does not open.
pub fn run(session: &Session, arguments: &SalvageArguments, out: &mut Out) -> Result<Done, Failure> {
    let folder = session.folder()?;
    let clock = Clock::system();
    if !folder.is_dir() {
        return Err(Error::NoJournal(folder).into());
    }
    // Asked for before anything is locked or read.
    let way =
        if keys::protection(&folder).map_err(journal::Error::from)?.passphrase { session.way()? } else { Way::Alone };
    let salvaged = Journal::apart(&folder, |folder| {
        let (keys, _) = Keys::open(folder, &way)?;
        match &arguments.into {
            Some(into) => salvage::into(folder, into, &keys, &clock),
            None => salvage::prepare(folder, &keys, &clock),
        }
    })?;
    if arguments.into.is_none() {
        Journal::take_over(&folder, None, &clock)?;
    }
    if out.is_json() {
        out.json(&salvaged)?;
        return Ok(Done::Fine);
    }
    out.line(&told(&salvaged))?;
    for lost in &salvaged.lost {
        let day = lost.at.map_or_else(|| "an unknown day".into(), |at| clock.day(at).to_string());
        out.line(&format!("  lost: {} of {day}", lost.id))?;
    }
    if salvaged.attachments_missing > 0 {
        out.line(&format!(
            "{} are missing.",
            counted(salvaged.attachments_missing, "attached file", "attached files")
        ))?;
    }
    if salvaged.only_in_backup > 0 {
        let only = counted(salvaged.only_in_backup, "entry", "entries");
        out.line(&format!("The last good backup holds {only} that are not here: lost, or deleted since."))?;
    }
    out.line("The damaged journal was kept.")?;
    Ok(Done::Fine)
}

/// "Of 1204 entries 1199 came back whole, 3 with an older text, 2 are lost."
fn told(salvaged: &Salvaged) -> String {
    let mut parts = vec![format!("{} came back whole", salvaged.whole)];
    for (count, what) in [
        (salvaged.older, "with an older text"),
        (salvaged.mended, "with their text and without some of what stood beside it"),
        (salvaged.cut, "with the beginning of their text"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    if !salvaged.lost.is_empty() {
        parts.push(format!("{} are lost", salvaged.lost.len()));
    }
    format!("Of {} {}.", counted(salvaged.known, "entry", "entries"), parts.join(", "))
}
