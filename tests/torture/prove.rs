//! The table of proofs, and who runs them: as many at once as there are cores, a line of figures for each.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::proofs::{calls, canaries, corpus, cuts, drill, full, index, kills, soak, states, upgrades, zips};
use crate::rig::{self, Done, Held, Mutant, Terms};
use crate::tested;

/// One promise put to the test.
pub struct Proof {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its number in reliability.md.
    pub goal: &'static str,
    /// Whether it needs a real disk; the others work in memory, where there is a folder for that.
    pub disk: bool,
    /// Fails unless the promise held.
    pub run: fn(&Terms) -> Done<Held>,
    /// Faults with each of which it must fail.
    pub mutants: &'static [(&'static str, Mutant)],
}

/// Every proof, those that take longest first.
const PROOFS: &[Proof] = &[
    proof("kills", "G1 G3", kills::run, &[("ack before commit", Mutant::EarlyAck)]).on_disk(),
    proof(
        "cuts",
        "G2 G3",
        cuts::run,
        &[("synchronous=NORMAL", Mutant::Deaf("-wal")), ("nothing is flushed", Mutant::Deaf("*"))],
    )
    .on_disk(),
    proof(
        "calls",
        "G4",
        calls::run,
        &[("a failed call goes unnoticed", Mutant::Mute), core("migrations outside a transaction")],
    ),
    proof("corpus", "G10 G12", corpus::run, &[core("HTML as deep as it likes")]),
    proof("upgrades", "G8", upgrades::run, &[core("migrations outside a transaction")]),
    proof("drill", "G9", drill::run, &[core("a backup is not read before")]),
    proof(
        "canaries",
        "G16 G19",
        canaries::run,
        &[core("a file lies open on its way in"), core("errors repeat what they refuse")],
    ),
    proof("zips", "G11", zips::run, &[core("any name of an archive is taken")]),
    proof("index", "G3", index::run, &[core("the index is not compared")]),
    proof("states", "G6", states::run, &[core("opening creates")]),
    proof("full", "G5", full::run, &[core("a failed commit goes unnoticed")]),
];

const fn proof(
    name: &'static str,
    goal: &'static str,
    run: fn(&Terms) -> Done<Held>,
    mutants: &'static [(&'static str, Mutant)],
) -> Proof {
    Proof { name, goal, disk: false, run, mutants }
}

const fn core(name: &'static str) -> (&'static str, Mutant) {
    (name, Mutant::Core(name))
}

impl Proof {
    const fn on_disk(self) -> Self {
        Self { disk: true, ..self }
    }
}

/// What came of one.
struct Outcome {
    line: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The promise held.
    Held,
    /// It did not.
    Failed,
    /// Nobody could tell.
    Skipped,
}

/// One proof on its terms, whatever it does.
fn run(proof: &Proof, times: u64, seed: u64, mutant: Option<Mutant>) -> (Kind, String) {
    let attempt = || -> Done<Held> {
        let memory = Path::new("/dev/shm");
        let place = if !proof.disk && memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let root = tempfile::Builder::new().prefix("loopbook-proof-").tempdir_in(place)?;
        let shim = rig::shim(root.path());
        let terms = Terms { times, seed, mutant, root: root.path().to_owned(), shim };
        let held = std::panic::catch_unwind(|| (proof.run)(&terms))
            .unwrap_or_else(|_| Err("it panicked; the words stand above".into()));
        if held.is_err() && mutant.is_none() {
            // What is left is the only witness: it is kept.
            eprintln!("what is left of {} is kept in {}", proof.name, root.keep().display());
        }
        held
    };
    match attempt() {
        Ok(Held::Figures(figures)) => (Kind::Held, figures),
        Ok(Held::Skipped(why)) => (Kind::Skipped, why),
        Err(error) => (Kind::Failed, error.to_string()),
    }
}

/// Lets chance loose on each parser for so many seconds.
pub fn fuzz(seconds: u64) -> Done {
    alone("fuzz", "G10", |terms| corpus::fuzz(terms, seconds))
}

/// Uses a large journal for so many seconds.
pub fn soak(seconds: u64) -> Done {
    alone("soak", "G24", |terms| soak::soak(terms, seconds))
}

/// One long proof by itself, another seed each time.
fn alone(name: &str, goal: &str, work: impl FnOnce(&Terms) -> Done<Held>) -> Done {
    let root = tempfile::Builder::new().prefix("loopbook-proof-").tempdir()?;
    let seed = std::process::id().into();
    println!("{name}, seed {seed}");
    let shim = rig::shim(root.path());
    match work(&Terms { times: 1, seed, mutant: None, root: root.path().to_owned(), shim }) {
        Ok(Held::Figures(figures)) => println!("held    {name:10} {goal:9} {figures}"),
        Ok(Held::Skipped(why)) => println!("SKIPPED {name:10} {goal:9} {why}"),
        Err(error) => {
            println!("FAILED  {name:10} {goal:9} {error}");
            return Err(format!("{name} failed").into());
        }
    }
    Ok(())
}

/// A proof in a process of its own whose core has this fault, and so have its children.
fn with_core_fault(words: &[&str], fault: &str) -> (Kind, String) {
    let out = std::env::current_exe()
        .and_then(|program| std::process::Command::new(program).args(words).env("LOOPBOOK_MUTANT", fault).output());
    let said = match out {
        Ok(out) => String::from_utf8_lossy(&out.stdout).into_owned(),
        Err(error) => return (Kind::Skipped, error.to_string()),
    };
    let line = |word: &str| {
        said.lines().find(|line| line.starts_with(word)).map(|line| line.split("  ").last().unwrap_or(line))
    };
    match (line("held"), line("FAILED"), line("SKIPPED")) {
        (Some(held), ..) => (Kind::Held, held.to_owned()),
        (_, Some(failed), _) => (Kind::Failed, failed.to_owned()),
        (_, _, Some(skipped)) => (Kind::Skipped, skipped.to_owned()),
        _ => (Kind::Failed, "it broke down".into()),
    }
}

/// What was asked for on the command line.
struct Asked<'a> {
    times: u64,
    seed: u64,
    names: Vec<&'a str>,
}

fn asked<'a>(words: &[&'a str]) -> Done<Asked<'a>> {
    let mut asked = Asked { times: 1, seed: 20_261_122, names: Vec::new() };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut number = || -> Done<u64> { Ok(words.next().ok_or("a number is missing")?.parse()?) };
        match *word {
            "--times" => asked.times = number()?,
            "--seed" => asked.seed = number()?,
            name if PROOFS.iter().any(|proof| proof.name == name) => asked.names.push(name),
            name => return Err(format!("there is no proof “{name}”").into()),
        }
    }
    Ok(asked)
}

/// Runs what is to be run, two at a time on two cores, and prints each line as it comes.
fn all(jobs: Vec<Box<dyn FnOnce() -> Outcome + Send>>) -> Vec<Kind> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let waiting = Mutex::new(VecDeque::from(jobs));
    let kinds = Mutex::new(Vec::new());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(job) = next() {
                    let outcome = job();
                    println!("{}", outcome.line);
                    kinds.lock().unwrap_or_else(PoisonError::into_inner).push(outcome.kind);
                }
            });
        }
    });
    kinds.into_inner().unwrap_or_else(PoisonError::into_inner)
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

/// Runs the proofs that are named, or all.
pub fn prove(words: &[&str]) -> Done {
    let Asked { times, seed, names } = asked(words)?;
    println!("proofs at {times} times the short form, seed {seed}");
    let mut jobs: Vec<Box<dyn FnOnce() -> Outcome + Send>> = Vec::new();
    for proof in PROOFS.iter().filter(|proof| names.is_empty() || names.contains(&proof.name)) {
        jobs.push(Box::new(move || {
            let began = Instant::now();
            let (kind, words) = run(proof, times, seed, None);
            let word = match kind {
                Kind::Held => "held",
                Kind::Failed => "FAILED",
                Kind::Skipped => "SKIPPED",
            };
            let took = began.elapsed().as_secs();
            Outcome { line: format!("{word:7} {:10} {:9} {took:4} s  {words}", proof.name, proof.goal), kind }
        }));
    }
    closing(&all(jobs), "proofs")
}

/// How long a soak is used to see that memory grows, where it does.
const SHORT_SOAK: &str = "90";

/// Runs each proof with each of its faults put in: it must fail. And so must tests of `make test`, with theirs.
pub fn mutants(words: &[&str]) -> Done {
    let Asked { times, seed, names } = asked(words)?;
    let in_core = cfg!(feature = "mutants");
    let mut jobs: Vec<Box<dyn FnOnce() -> Outcome + Send>> = Vec::new();
    for proof in PROOFS.iter().filter(|proof| names.is_empty() || names.contains(&proof.name)) {
        // Without the feature, those of the core are not there to be put in.
        let there = |mutant: &Mutant| in_core || !matches!(mutant, Mutant::Core(_));
        for (name, mutant) in proof.mutants.iter().filter(|(_, mutant)| there(mutant)) {
            jobs.push(Box::new(move || {
                caught(name, proof.name, || match mutant {
                    Mutant::Core(fault) => {
                        let (times, seed) = (times.to_string(), seed.to_string());
                        with_core_fault(&["prove", proof.name, "--times", &times, "--seed", &seed], fault)
                    }
                    _ => run(proof, times, seed, Some(*mutant)),
                })
            }));
        }
    }
    if in_core && names.is_empty() {
        jobs.push(Box::new(|| {
            let fault = "memory grows";
            caught(fault, "soak", || with_core_fault(&["soak", SHORT_SOAK], fault))
        }));
        for fault in tested::FAULTS {
            jobs.push(Box::new(|| caught(fault.name, fault.test, || tested::run(fault))));
        }
    }
    closing(&all(jobs), "mutants")
}

/// Whether what was done with this fault put in failed, as it must.
fn caught(fault: &str, by: &str, work: impl FnOnce() -> (Kind, String)) -> Outcome {
    let began = Instant::now();
    let (kind, words) = work();
    let first: String = words.lines().next().unwrap_or_default().chars().take(150).collect();
    let (kind, word) = match kind {
        Kind::Failed => (Kind::Held, "caught"),
        Kind::Held => (Kind::Failed, "MISSED"),
        Kind::Skipped => (Kind::Skipped, "SKIPPED"),
    };
    let took = began.elapsed().as_secs();
    Outcome { line: format!("{word:7} {fault} by {by} {took} s: {first}"), kind }
}

/// Whether this file is a journal's own; for what is said of a failing call.
pub fn name_in(folder: &Path, path: &str) -> String {
    Path::new(path).strip_prefix(folder).map_or_else(|_| path.to_owned(), |path| path.display().to_string())
}
