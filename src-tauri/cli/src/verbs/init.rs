use journal::{Clock, Error, Journal};
use serde_json::json;

use crate::Done;
use crate::failure::Failure;
use crate::out::Out;
use crate::session::Session;

/// Makes a journal. One that is there already is no failure: a script that needs a journal has one either way.
pub fn run(session: &Session, out: &mut Out) -> Result<Done, Failure> {
    let folder = session.folder()?;
    let created = match Journal::create(&folder, Clock::system()) {
        Ok(_) => true,
        Err(Error::AlreadyThere(_)) => false,
        Err(error) => return Err(error.into()),
    };
    if out.is_json() {
        out.json(&json!({ "journal": folder, "created": created }))?;
    } else if created {
        out.line(&format!("A new journal is in {}.", folder.display()))?;
        out.line("It has no passphrase: whoever finds its files can read it. `loopbook-cli passphrase set` locks it.")?;
    } else {
        out.line(&format!("There is a journal in {} already; it was left as it is.", folder.display()))?;
    }
    Ok(Done::Fine)
}
