//! G24: hours of use in one: a journal of thousands of entries is written, searched, tagged, backed up, killed and opened again,
//! on a disk that fills up now and then: nothing is lost, and memory does not grow.

use std::fs;
use std::process::Stdio;
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
/// How much larger the writer may be at the end of a run than soon after its beginning.
const GROWTH: u64 = 10;

/// Memory of a process in kilobytes; 0 where it is gone.
fn resident(pid: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).unwrap_or(0)
}

/// So long at it.
pub fn soak(terms: &Terms, seconds: u64) -> Done<Held> {
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
    let (mut kills, mut full, mut backups, mut grown) = (0, 0, 0, 0);
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
        let mut child = command.spawn()?;
        let length = Duration::from_secs(20 + dice.below(40));
        let first = resident_after(child.id(), Duration::from_secs(10));
        if wait_or(&mut child, length)? {
            let last = resident(child.id());
            if first > 0 && last > first {
                grown = grown.max((last - first) * 100 / first);
            }
            kill(child)?;
            kills += 1;
        }
        mend_last_line(&acks)?;
        verify(&folder, &acks).map_err(|error| format!("after {kills} kills: {error}"))?;
        if dice.below(3) == 0 {
            let mut command = terms.child(&["act", &folder.display().to_string(), "backup"])?;
            let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
            if wait(&mut child, Duration::from_secs(120))?.is_some_and(|status| status.success()) {
                backups += 1;
            }
        }
        if !shell(&format!("df --output=avail '{}' | tail -1 | grep -q '[0-9]\\{{6\\}}'", terms.root.display())) {
            return Err("the disk of this machine is full".into());
        }
    }
    let kept = acts::kept(&folder, &journal::keys::Way::Alone, true)?;
    let figures = format!(
        "{} s on {} entries: {kills} kills, {full} full disks, {backups} backups, {} operations acknowledged, 0 lost, memory grew by {grown} % at most",
        began.elapsed().as_secs(),
        kept.entries,
        acknowledged(&acks)
    );
    if grown >= GROWTH { Err(format!("memory grows: {figures}").into()) } else { Ok(Held::Figures(figures)) }
}

fn resident_after(pid: u32, pause: Duration) -> u64 {
    std::thread::sleep(pause);
    resident(pid)
}

/// Whether it still runs after so long.
fn wait_or(child: &mut std::process::Child, length: Duration) -> Done<bool> {
    let began = Instant::now();
    while began.elapsed() < length {
        if child.try_wait()?.is_some() {
            return Ok(false);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(true)
}
