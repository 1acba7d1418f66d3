//! G1, G3: a writer is killed at random moments; nothing that it was promised is lost, and the index equals the database.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::rig::{Dice, Done, Held, Terms, kill};
use crate::writer::{acknowledged, mend_last_line, verify};

/// A writer that goes on until it is killed, and the file in which it acknowledges.
pub fn writer(terms: &Terms, folder: &Path, acks: &Path, seed: u64) -> Done<Command> {
    let file = fs::OpenOptions::new().create(true).append(true).open(acks)?;
    let mut command =
        terms.child(&["write", &folder.display().to_string(), &seed.to_string(), &u64::MAX.to_string()])?;
    command.stdout(file).stderr(Stdio::null());
    Ok(command)
}

pub fn run(terms: &Terms) -> Done<Held> {
    let rounds = 300 * terms.times;
    let mut dice = Dice(terms.seed);
    let (mut total, mut folder, mut acks) = (0, PathBuf::new(), PathBuf::new());
    for round in 0..rounds {
        // Ten rounds share a folder, so that the recovery of a recovery is hit.
        if round % 10 == 0 {
            folder = terms.folder("killed")?.join("journal");
            acks = terms.root.join("killed/acks");
        }
        let child = writer(terms, &folder, &acks, terms.seed.wrapping_add(round))?.spawn()?;
        std::thread::sleep(Duration::from_millis(5 + dice.below(345)));
        kill(child)?;
        mend_last_line(&acks)?;
        verify(&folder, &acks).map_err(|error| format!("kill {round}: {error}"))?;
        if round % 10 == 9 {
            total += acknowledged(&acks);
        }
    }
    if total < rounds {
        return Err(format!("the writer was always killed too early: {total} acknowledged in {rounds} rounds").into());
    }
    Ok(Held::Figures(format!(
        "{rounds} kills, {total} operations acknowledged, 0 lost, index = database {rounds} times"
    )))
}
