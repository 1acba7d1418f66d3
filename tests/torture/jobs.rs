//! Runs what is to be run, as many at once as there are cores, and prints a line of figures for each. What held is written down
//! where `TORTURE_KEPT` says, and not run again there: a torture of hours that was broken off goes on where it was.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::rig::{Done, Held};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The promise held.
    Held,
    /// It did not.
    Failed,
    /// Nobody could tell.
    Skipped,
}

/// One thing to be run: under which name it is written down, and what comes of it, as a line without its first word.
pub struct Job<'j> {
    name: String,
    run: Box<dyn FnOnce() -> (Kind, String) + Send + 'j>,
    /// The first word of its line by what came of it: held, failed, skipped.
    words: [&'static str; 3],
}

impl<'j> Job<'j> {
    /// A promise that is to hold; its line says how long it took.
    pub fn holds(name: &str, goal: &str, run: impl FnOnce() -> (Kind, String) + Send + 'j) -> Self {
        let head = format!("{name:10} {goal:9}");
        let timed = move || {
            let began = Instant::now();
            let (kind, words) = run();
            (kind, format!("{head} {:4} s  {words}", began.elapsed().as_secs()))
        };
        Self { name: name.to_owned(), run: Box::new(timed), words: ["held", "FAILED", "SKIPPED"] }
    }

    /// A fault that is to be caught.
    pub fn catches(fault: &str, by: &str, run: impl FnOnce() -> (Kind, String) + Send + 'j) -> Self {
        let head = format!("{fault} by {by}");
        let name = head.clone();
        let timed = move || {
            let began = Instant::now();
            let (kind, words) = run();
            let first: String = words.lines().next().unwrap_or_default().chars().take(150).collect();
            (kind, format!("{head} {} s: {first}", began.elapsed().as_secs()))
        };
        Self { name, run: Box::new(timed), words: ["caught", "MISSED", "SKIPPED"] }
    }

    fn done(self, kept: Option<&Path>, what: &str) -> Kind {
        let place = kept.map(|folder| folder.join(format!("{what} {}", self.name).replace(['/', ' '], "-")));
        if let Some(line) = place.as_ref().and_then(|place| fs::read_to_string(place).ok()) {
            println!("{line} (before, on the same tree)");
            return Kind::Held;
        }
        let (kind, words) = (self.run)();
        let word = match kind {
            Kind::Held => self.words[0],
            Kind::Failed => self.words[1],
            Kind::Skipped => self.words[2],
        };
        let line = format!("{word:7} {words}");
        println!("{line}");
        if let Some(place) = place.filter(|_| kind == Kind::Held)
            && let Err(error) = fs::write(&place, &line)
        {
            eprintln!("{} could not be written: {error}", place.display());
        }
        kind
    }
}

/// Runs all, two at a time on two cores, prints each line as it comes, and a closing line.
pub fn all(jobs: Vec<Job<'_>>, what: &str) -> Done {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let kept: Option<PathBuf> = std::env::var_os("TORTURE_KEPT").map(PathBuf::from);
    if let Some(folder) = &kept {
        fs::create_dir_all(folder)?;
    }
    let waiting = Mutex::new(VecDeque::from(jobs));
    let kinds = Mutex::new(Vec::new());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(job) = next() {
                    let kind = job.done(kept.as_deref(), what);
                    kinds.lock().unwrap_or_else(PoisonError::into_inner).push(kind);
                }
            });
        }
    });
    closing(&kinds.into_inner().unwrap_or_else(PoisonError::into_inner), what)
}

fn closing(kinds: &[Kind], what: &str) -> Done {
    let count = |kind| kinds.iter().filter(|one| **one == kind).count();
    let (held, failed, skipped) = (count(Kind::Held), count(Kind::Failed), count(Kind::Skipped));
    if skipped > 0 {
        println!("!! {skipped} {what} were SKIPPED: the lines above say why");
    }
    println!("{what}: {held} held, {failed} failed, {skipped} skipped");
    if failed == 0 { Ok(()) } else { Err(format!("{failed} {what} failed").into()) }
}

/// What came of one, as its line says it.
pub fn told(held: Done<Held>) -> (Kind, String) {
    match held {
        Ok(Held::Figures(figures)) => (Kind::Held, figures),
        Ok(Held::Skipped(why)) => (Kind::Skipped, why),
        Err(error) => (Kind::Failed, error.to_string()),
    }
}
