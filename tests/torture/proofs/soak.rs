//! G24: hours of use in one: a journal of thousands of entries is written, searched, tagged, backed up, killed and opened again,
//! on a disk that fills up now and then: nothing is lost, and memory does not grow.

use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use journal::change::Op;
use journal::entries::{self, EntryFields};
use journal::{Clock, Journal};

use super::kills::writer;
use crate::acts;
use crate::rig::{Dice, Done, Held, Terms, kill, shell, wait};
use crate::writer::{acknowledged, mend_last_line, verify};

/// Entries at the beginning.
const ENTRIES: usize = 10_000;
/// By how many per cent the writer may be larger in the last third of a run than in its first.
const GROWTH: u64 = 10;
/// Operations before memory is looked at: until then it is still being filled.
const WARM: u64 = 40;
/// Fewer looks tell nothing.
const LOOKS: usize = 12;

/// The most memory in kilobytes that a process held since it was asked last (`man 5 proc`: `clear_refs` begins `VmHWM` anew): what
/// is held for a moment, such as while a segment of the index is written, is seen each time or never, and not by luck. None where
/// it is gone.
fn peak(pid: u32) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM"))?;
    let held = line.split_whitespace().nth(1)?.parse().ok()?;
    fs::write(format!("/proc/{pid}/clear_refs"), "5").ok()?;
    Some(held)
}

/// So long at it.
pub fn soak(terms: &Terms, seconds: u64) -> Done<Held> {
    if fs::write("/proc/self/clear_refs", "5").is_err() {
        return Ok(Held::Skipped("memory cannot be looked at where /proc/self/clear_refs may not be written".into()));
    }
    let folder = terms.root.join("journal");
    {
        let journal = Journal::create(&folder, Clock::system())?;
        for chunk in 0..ENTRIES / 100 {
            journal.write(Op::Import, |tx| {
                for number in 0..100 {
                    let body = format!("Entry {chunk}-{number}. {}", "It was quiet for a while. ".repeat(40));
                    entries::add(tx, EntryFields { body: Some(body), ..EntryFields::default() })?;
                }
                Ok(())
            })?;
        }
        journal.catch_up()?;
    }
    let began = Instant::now();
    let mut dice = Dice(terms.seed);
    let acks = terms.root.join("acks");
    fs::write(&acks, b"")?;
    let (mut kills, mut full, mut done, mut grown, mut looked) = (0, 0, 0, 0, 0);
    let mut seed = terms.seed;
    while began.elapsed() < Duration::from_secs(seconds) {
        seed = seed.wrapping_add(1);
        let mut command = writer(terms, &folder, &acks, seed)?;
        let is_full = dice.below(4) == 0 && terms.shim.is_some();
        if let (true, Some(shim)) = (is_full, terms.shim.as_deref()) {
            command
                .env("LD_PRELOAD", shim)
                .env("FF_DIR", &folder)
                .env("FF_ROOM", (dice.below(4_000) * 1024).to_string());
            full += 1;
        }
        command.env("TORTURE_LARGE", "1");
        let mut child = command.spawn()?;
        let length = Duration::from_secs(20 + dice.below(40));
        let (alive, looks) = watched(&mut child, length, &acks)?;
        if let Some(more) = growth(&looks) {
            looked += looks.len();
            if more >= GROWTH {
                let looks: Vec<u64> = looks.iter().map(|kb| kb / 1024).collect();
                eprintln!("a writer grew by {more} %: {looks:?} MB");
            }
            grown = grown.max(more);
        }
        if alive {
            kill(child)?;
            kills += 1;
        }
        mend_last_line(&acks)?;
        verify(&folder, &acks).map_err(|error| format!("after {kills} kills: {error}"))?;
        for act in ["backup", "reindex"] {
            if dice.below(3) > 0 {
                continue;
            }
            let mut command = terms.child(&["act", &folder.display().to_string(), act])?;
            let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
            match wait(&mut child, Duration::from_secs(300))? {
                Some(status) if status.success() => done += 1,
                _ => return Err(format!("{act} did not come to its end after {kills} kills").into()),
            }
        }
        if !shell(&format!("df --output=avail '{}' | tail -1 | grep -q '[0-9]\\{{6\\}}'", terms.root.display())) {
            return Err("the disk of this machine is full".into());
        }
    }
    if looked == 0 {
        return Ok(Held::Skipped("the writer was too slow here for its memory to be looked at".into()));
    }
    let kept = acts::kept(&folder, &journal::keys::Way::Alone, true)?;
    let figures = format!(
        "{} s on {} entries: {kills} kills, {full} full disks, {done} backups and indexes built anew, {} operations acknowledged, 0 lost, memory looked at {looked} times, grew by {grown} % at most",
        began.elapsed().as_secs(),
        kept.entries,
        acknowledged(&acks)
    );
    if grown >= GROWTH { Err(format!("memory grows: {figures}").into()) } else { Ok(Held::Figures(figures)) }
}

/// Whether it still runs after so long, and its memory twice a second once it is at work.
fn watched(child: &mut Child, length: Duration, acks: &Path) -> Done<(bool, Vec<u64>)> {
    let (began, before) = (Instant::now(), acknowledged(acks));
    let (mut looks, mut warm) = (Vec::new(), false);
    while began.elapsed() < length {
        if child.try_wait()?.is_some() {
            return Ok((false, looks));
        }
        if warm {
            looks.extend(peak(child.id()));
        } else if acknowledged(acks) >= before + WARM {
            warm = true;
            // What opening took is not what working takes.
            peak(child.id());
        }
        std::thread::sleep(Duration::from_millis(500));
    }
    Ok((true, looks))
}

/// By how many per cent the last third is larger than the first, each at its largest; nothing where there was too little to see.
fn growth(looks: &[u64]) -> Option<u64> {
    let third = looks.len() / 3;
    let largest = |looks: &[u64]| looks.iter().copied().max().unwrap_or(0);
    let (first, last) = (largest(&looks[..third]), largest(&looks[looks.len() - third..]));
    (looks.len() >= LOOKS && first > 0).then(|| last.saturating_sub(first) * 100 / first)
}
