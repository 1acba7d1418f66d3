//! `loopbook-cli`: the table of calls from a terminal. A verb reads its arguments, makes one or two calls, and says what
//! came of it: plainly, or as one line of JSON.
//!
//! Reading order: [`arguments`] (every verb and option) → [`verbs`] (one file a verb) → [`failure`] (exit codes).

mod arguments;
mod failure;
mod folder;
mod ids;
mod out;
mod progress;
mod secret;
mod session;
mod verbs;

use std::process::ExitCode;

use clap::Parser;

use arguments::Arguments;
use failure::Failure;
use out::{Out, tell};
use session::Session;

/// How a verb that did its work ended.
enum Done {
    /// All is well.
    Fine,
    /// The work was done, and it found something that is not as it should be.
    Unsound,
    /// The work was done, nothing came of it, and why has been said.
    InVain,
}

fn main() -> ExitCode {
    if let Some(done) = journal::taster::answer_if_asked() {
        return done;
    }
    journal::process::keep_memory_private();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(usage) => {
            // Nobody is left to be told where even this cannot be written.
            drop(usage.print());
            return ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(failure::USAGE));
        }
    };
    match run(arguments) {
        Ok(Done::Fine) => ExitCode::SUCCESS,
        Ok(Done::Unsound) => ExitCode::from(failure::UNSOUND),
        Ok(Done::InVain) => ExitCode::from(failure::COULD_NOT),
        Err(failure) => {
            if let Some(sentence) = failure.sentence() {
                tell(&sentence);
            }
            ExitCode::from(failure.code())
        }
    }
}

fn run(arguments: Arguments) -> Result<Done, Failure> {
    let mut out = Out::new(arguments.json);
    let session = Session::new(arguments.journal, arguments.passphrase_file);
    let done = verbs::run(&session, arguments.verb, &mut out)?;
    out.finish()?;
    Ok(done)
}
