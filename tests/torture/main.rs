//! The proofs of SECURITY.md, and the children they break.
//!
//! `torture prove [--times N] [--seed N] [NAME…]` runs the proofs, prints a line of figures for each and a closing line;
//! `torture long FUZZ SOAK` lets chance loose on each parser for so many seconds and uses a large journal for so long (none
//! of either where that is 0), `torture mutants` runs them with faults put in, each of which must make its proof fail. The other words are roles of
//! children: `write FOLDER SEED COUNT` says what it was promised, `act FOLDER WHAT` does one thing, `parse LIST JOURNAL` reads what strangers made.
//!
//! Reading order: [`rig`] → [`writer`] (the oracle) → [`acts`] → [`prove`] (the table), [`jobs`] (who runs it) → a proof.
#![allow(clippy::print_stdout, reason = "its output is the protocol")]

mod acts;
mod jobs;
mod parsing;
mod proofs;
mod prove;
mod rig;
mod tested;
mod writer;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done =
        match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["prove", more @ ..] => prove::prove(more),
            ["mutants", more @ ..] => prove::mutants(more),
            ["write", folder, seed, count] => {
                numbers(seed, count).and_then(|(seed, count)| writer::write(Path::new(folder), seed, count))
            }
            ["act", folder, what, more @ ..] => acts::act(Path::new(folder), what, more),
            ["canaries", folder] => proofs::canaries::write(Path::new(folder)),
            ["parse", list, journal] => parsing::parse(Path::new(list), Path::new(journal)),
            ["long", fuzz, soak] => numbers(fuzz, soak).and_then(|(fuzz, soak)| prove::long(fuzz, soak)),
            _ => Err("torture prove [--times N] [--seed N] [NAME…] | torture long FUZZ SOAK | torture mutants [NAME…]"
                .into()),
        };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn numbers(seed: &str, count: &str) -> rig::Done<(u64, u64)> {
    Ok((seed.parse()?, count.parse()?))
}
