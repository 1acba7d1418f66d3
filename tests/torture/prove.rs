//! The table of proofs, and what is run of them.

use std::path::Path;

use tempfile::TempDir;

use crate::jobs::{self, Job, Kind};
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
    pub faults: &'static [Fault],
}

/// A fault that is put in, and what the proof must say of it, in one of these ways: one that fails for another reason has not seen it.
pub struct Fault {
    name: &'static str,
    mutant: Mutant,
    sees: &'static [&'static str],
}

/// Every proof, those that take longest first.
const PROOFS: &[Proof] = &[
    proof("kills", "G1 G3", kills::run, &[edge("ack before commit", Mutant::EarlyAck, &["LOST"])]).on_disk(),
    proof(
        "cuts",
        "G2 G3",
        cuts::run,
        &[
            edge("synchronous=NORMAL", Mutant::Deaf("-wal"), &["LOST"]),
            edge("nothing is flushed", Mutant::Deaf("*"), &["LOST"]),
        ],
    )
    .on_disk(),
    proof(
        "calls",
        "G4",
        calls::run,
        &[
            edge("a failed call goes unnoticed", Mutant::Mute, &["LOST"]),
            core("migrations outside a transaction", &["duplicate column name"]),
        ],
    ),
    proof("corpus", "G10 G12", corpus::run, &[core("HTML as deep as it likes", &["faults in"])]),
    // Killed in the middle it stands between two, or the next opening makes the same column again.
    proof(
        "upgrades",
        "G8",
        upgrades::run,
        &[core("migrations outside a transaction", &["between two schemas", "duplicate column name"])],
    ),
    proof("drill", "G9", drill::run, &[core("a backup is not read before", &["was restored as if nothing were"])]),
    proof(
        "canaries",
        "G16 G19",
        canaries::run,
        &[
            core("a file lies open on its way in", &["a word stands in"]),
            core("errors repeat what they refuse", &["repeat a word"]),
        ],
    ),
    proof("zips", "G11", zips::run, &[core("any name of an archive is taken", &["came in without a word"])]),
    // What is not compared is either wrong or, with a file gone, cannot be read.
    proof(
        "index",
        "G3",
        index::run,
        &[core("the index is not compared", &["differs from the journal", "The search index failed: Data corrupted"])],
    ),
    proof("states", "G6", states::run, &[core("opening creates", &["looking changed something"])]),
    proof("full", "G5", full::run, &[core("a failed commit goes unnoticed", &["LOST"])]),
];

const fn proof(
    name: &'static str,
    goal: &'static str,
    run: fn(&Terms) -> Done<Held>,
    faults: &'static [Fault],
) -> Proof {
    Proof { name, goal, disk: false, run, faults }
}

/// A fault at the core's edges, made by the proof.
const fn edge(name: &'static str, mutant: Mutant, sees: &'static [&'static str]) -> Fault {
    Fault { name, mutant, sees }
}

/// A fault in the core.
const fn core(name: &'static str, sees: &'static [&'static str]) -> Fault {
    Fault { name, mutant: Mutant::Core(name), sees }
}

impl Proof {
    const fn on_disk(self) -> Self {
        Self { disk: true, ..self }
    }
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
        if mutant.is_none() {
            keep_of_failed(proof.name, &held, root);
        }
        held
    };
    jobs::told(attempt())
}

/// What is left of a proof that failed is the only witness: it stays.
fn keep_of_failed(name: &str, held: &Done<Held>, root: TempDir) {
    // With a fault put in it fails on purpose.
    if held.is_err() && std::env::var_os("LOOPBOOK_MUTANT").is_none() {
        eprintln!("what is left of {name} is kept in {}", root.keep().display());
    }
}

/// Chance let loose on each parser for so many seconds, and a large journal used for so many beside it.
pub fn long(fuzz: u64, soak: u64) -> Done {
    // Another seed each time.
    let seed = std::process::id().into();
    println!("chance {fuzz} s at each parser, a soak of {soak} s, seed {seed}");
    let mut jobs = Vec::new();
    if soak > 0 {
        jobs.push(Job::holds("soak", "G24", move || alone("soak", seed, |terms| soak::soak(terms, soak))));
    }
    let parsers = corpus::parsers().filter(|_| fuzz > 0);
    jobs.extend(parsers.map(|(at, name)| {
        let job = format!("fuzz {name}");
        Job::holds(&job.clone(), "G10", move || alone(&job, seed, |terms| corpus::fuzz(terms, at, fuzz)))
    }));
    jobs::all(jobs, "long proofs")
}

fn alone(name: &str, seed: u64, work: impl FnOnce(&Terms) -> Done<Held>) -> (Kind, String) {
    let attempt = || {
        let root = tempfile::Builder::new().prefix("loopbook-proof-").tempdir()?;
        let shim = rig::shim(root.path());
        let held = work(&Terms { times: 1, seed, mutant: None, root: root.path().to_owned(), shim });
        keep_of_failed(name, &held, root);
        held
    };
    jobs::told(attempt())
}

/// A proof in a process of its own whose core has this fault, and so have its children.
fn with_core_fault(words: &[&str], fault: &str) -> (Kind, String) {
    let out = std::env::current_exe().and_then(|program| {
        std::process::Command::new(program)
            .args(words)
            .env("LOOPBOOK_MUTANT", fault)
            .env_remove("TORTURE_KEPT")
            .output()
    });
    let said = match out {
        Ok(out) => String::from_utf8_lossy(&out.stdout).into_owned(),
        Err(error) => return (Kind::Skipped, error.to_string()),
    };
    let line = |word: &str| {
        said.lines().find(|line| line.starts_with(word)).map(|line| line.split("  ").last().unwrap_or(line))
    };
    // A proof may say more than one line.
    match (line("FAILED"), line("held"), line("SKIPPED")) {
        (Some(failed), ..) => (Kind::Failed, failed.to_owned()),
        (_, Some(held), _) => (Kind::Held, held.to_owned()),
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

/// Runs the proofs that are named, or all.
pub fn prove(words: &[&str]) -> Done {
    let Asked { times, seed, names } = asked(words)?;
    println!("proofs at {times} times the short form, seed {seed}");
    let wanted = PROOFS.iter().filter(|proof| names.is_empty() || names.contains(&proof.name));
    let jobs = wanted.map(|proof| Job::holds(proof.name, proof.goal, move || run(proof, times, seed, None)));
    let mut jobs: Vec<Job<'_>> = jobs.collect();
    if names.is_empty() || names.contains(&"corpus") {
        // Without them the parsers begin with our own small files alone, which is to be seen.
        jobs.push(Job::holds("real files", "G10", || jobs::told(corpus::real_files())));
    }
    jobs::all(jobs, "proofs")
}

/// How long a soak is used to see that memory grows, where it does.
const SHORT_SOAK: &str = "90";

/// Runs each proof with each of its faults put in: it must fail. And so must tests of `make test`, with theirs.
pub fn mutants(words: &[&str]) -> Done {
    let Asked { times, seed, names } = asked(words)?;
    let in_core = cfg!(feature = "mutants");
    let mut jobs = Vec::new();
    for proof in PROOFS.iter().filter(|proof| names.is_empty() || names.contains(&proof.name)) {
        // Without the feature, those of the core are not there to be put in.
        let there = |mutant: &Mutant| in_core || !matches!(mutant, Mutant::Core(_));
        for Fault { name, mutant, sees } in proof.faults.iter().filter(|fault| there(&fault.mutant)) {
            jobs.push(Job::catches(name, proof.name, move || {
                let came_of_it = match mutant {
                    Mutant::Core(fault) => {
                        let (times, seed) = (times.to_string(), seed.to_string());
                        with_core_fault(&["prove", proof.name, "--times", &times, "--seed", &seed], fault)
                    }
                    _ => run(proof, times, seed, Some(*mutant)),
                };
                caught(came_of_it, sees)
            }));
        }
    }
    if in_core && names.is_empty() {
        let fault = "memory grows";
        jobs.push(Job::catches(fault, "soak", || {
            caught(with_core_fault(&["long", "0", SHORT_SOAK], fault), &["memory grows"])
        }));
        for fault in tested::FAULTS {
            jobs.push(Job::catches(fault.name, fault.test, || caught(tested::run(fault), &[tested::FAILS])));
        }
    }
    jobs::all(jobs, "mutants")
}

/// What failed with a fault put in did what it must, where it failed because of that.
fn caught((kind, words): (Kind, String), sees: &[&str]) -> (Kind, String) {
    match kind {
        Kind::Failed if sees.iter().any(|one| words.contains(one)) => (Kind::Held, words),
        Kind::Failed => (Kind::Failed, format!("it failed, but does not say “{}”: {words}", sees.join("” or “"))),
        Kind::Held => (Kind::Failed, words),
        Kind::Skipped => (Kind::Skipped, words),
    }
}

/// Whether this file is a journal's own; for what is said of a failing call.
pub fn name_in(folder: &Path, path: &str) -> String {
    Path::new(path).strip_prefix(folder).map_or_else(|_| path.to_owned(), |path| path.display().to_string())
}
