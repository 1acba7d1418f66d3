//! G2, G3: the power is cut. The writer works on ext4 in a file on a RAM disk; that file, copied while the writer is frozen,
//! is what the disk would hold: what was only in the page cache is gone. The system writes on behind a frozen writer, so a copy
//! counts only if nothing of it had changed when it was made.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::kills::writer;
use crate::rig::{Dice, Done, Held, Mounted, Terms, kill, shell};
use crate::writer::{acknowledged, mend_last_line, verify};

/// How often a copy is begun anew while the system writes.
const COPIES: u32 = 20;

/// Copies an image and reads it again: where both are the same, the copy is what it was at the moment between them.
fn copy_of_one_moment(image: &Path, copy: &Path) -> Done {
    for _ in 0..COPIES {
        let bytes = fs::read(image)?;
        if fs::read(image)? == bytes {
            return Ok(fs::write(copy, bytes)?);
        }
    }
    Err("the disk never stood still".into())
}

pub fn run(terms: &Terms) -> Done<Held> {
    let disk = terms.folder("disk")?;
    let Some(_disk) = Mounted::new("-t tmpfs -o size=300m tmpfs", &disk) else {
        return Ok(Held::Skipped("power cuts need root, to mount a RAM disk".into()));
    };
    let (image, cut) = (disk.join("a.img"), disk.join("b.img"));
    let (live, after, acks) = (terms.folder("live")?, terms.folder("after")?, disk.join("acks"));
    let cuts = 60 * terms.times;
    let mut dice = Dice(terms.seed);
    let mut total = 0;
    for round in 0..cuts {
        if !shell(&format!("truncate -s 96M {0} && mkfs.ext4 -q -F {0}", image.display())) {
            return Ok(Held::Skipped("power cuts need mkfs.ext4".into()));
        }
        drop(fs::remove_file(&acks));
        {
            let Some(_live) = Mounted::new(&format!("-o loop {}", image.display()), &live) else {
                return Ok(Held::Skipped("power cuts need loop devices".into()));
            };
            let child = writer(terms, &live.join("journal"), &acks, terms.seed.wrapping_add(round))?.spawn()?;
            std::thread::sleep(Duration::from_millis(400 + dice.below(800)));
            if !shell(&format!("kill -STOP {}", child.id())) {
                return Err("the writer ended by itself".into());
            }
            // What was promised is read before the disk is copied: later promises are not in the copy.
            let promised = fs::read(&acks)?;
            copy_of_one_moment(&image, &cut)?;
            kill(child)?;
            fs::write(&acks, promised)?;
        }
        mend_last_line(&acks)?;
        total += acknowledged(&acks);
        let Some(_after) = Mounted::new(&format!("-o loop {}", cut.display()), &after) else {
            return Err("what the disk held cannot be mounted".into());
        };
        verify(&after.join("journal"), &acks)
            .map_err(|error| format!("power cut {round} after {} promises: {error}", acknowledged(&acks)))?;
    }
    if total < cuts {
        return Err(format!("the power was always cut too early: {total} acknowledged in {cuts} cuts").into());
    }
    Ok(Held::Figures(format!(
        "{cuts} power cuts, {total} operations acknowledged, 0 lost, 0 corrupt, index = database {cuts} times"
    )))
}
