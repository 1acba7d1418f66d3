//! What strangers sent is read first by a process of its own, which has nothing to lose: no journal, no keys, little memory,
//! little time. A parser that runs out of its stack, or asks for more memory than there is, ends its whole process, and nothing
//! in Rust can catch that: this way it is not the process with somebody's unsaved sentence in it.
//!
//! The taster is the program itself, called once more by [`answer_if_asked`], with which every host begins. It reads the same
//! bytes by the same functions on half the stack, and says nothing: it comes to its end, or it does not. What is not sound
//! is refused in words by the program, which then reads it again; what ended the taster never gets so far.
//!
//! Tasted are imports and pages of others: they hold HTML, XML, YAML, zips and pictures, read by five crates that are not
//! ours. Responses and templates are not: they are JSON and TOML, whose readers stop at a depth of their own, and they are short.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::{import, process, review, text};

/// The one argument by which the program knows that it is to taste; not among those of its command line.
const ARGUMENT: &str = "--taste-for-loopbook";
/// Where the taster finds what it is to read, and within what limits. Not arguments: those are for everybody to see.
const TASK: &str = "LOOPBOOK_TASTE";
const MB: u64 = 1024 * 1024;

/// Whether this program can be called as its own taster.
static IS_HOST: AtomicBool = AtomicBool::new(false);

/// What is to be tasted.
#[derive(Clone, Copy)]
pub enum Taste<'a> {
    /// A file or folder of another program, as it is imported.
    Import(&'a Path),
    /// A pack that somebody else made.
    Page(&'a [u8]),
    /// A zip with such packs in it.
    Zip(&'a [u8]),
}

/// How much the taster may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of memory beyond what a program needs that does nothing (Linux).
    pub memory: u64,
    /// Bytes of stack. Half of what threads have that answer calls: what the taster came through, they come through.
    pub stack: usize,
    /// By the clock.
    pub time: Duration,
}

impl Limits {
    /// For a source of so many bytes: what is honest and large is to come in.
    fn of(bytes: u64) -> Self {
        Self { memory: 3072 * MB, stack: 1024 * 1024, time: Duration::from_secs(60 + 2 * (bytes / MB)) }
    }
}

/// To be called first of all by every host: where the program was called to taste, it does that and nothing else, and this is
/// how it ends.
#[must_use]
pub fn answer_if_asked() -> Option<ExitCode> {
    let mut words = std::env::args_os().skip(1);
    if words.next().as_deref() != Some(OsStr::new(ARGUMENT)) || words.next().is_some() {
        IS_HOST.store(true, Ordering::Relaxed);
        return None;
    }
    process::keep_memory_private();
    // It has no one to talk to.
    std::panic::set_hook(Box::new(|_| {}));
    Some(if taste_as_told() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Has a taster read it first. Where this process is no host, such as a test of the core, nothing is tasted.
///
/// # Errors
/// `BadInput` with a sentence where the taster did not come to its end; `Io` where there could be none.
pub fn taste(taste: Taste<'_>, name: &str) -> Result<()> {
    if !IS_HOST.load(Ordering::Relaxed) {
        return Ok(());
    }
    let bytes = match taste {
        Taste::Page(bytes) | Taste::Zip(bytes) => bytes.len() as u64,
        // Of a folder nobody knows before it is read.
        Taste::Import(path) => {
            fs::metadata(path).map_or(0, |found| if found.is_dir() { 512 * MB } else { found.len() })
        }
    };
    by(&this_program()?, taste, name, Limits::of(bytes))
}

/// As [`taste`], by the program named, within the limits given.
///
/// # Errors
/// As [`taste`].
pub fn by(program: &Path, taste: Taste<'_>, name: &str, limits: Limits) -> Result<()> {
    let (kind, bytes): (&str, &[u8]) = match taste {
        Taste::Import(_) => ("import", &[]),
        Taste::Page(bytes) => ("page", bytes),
        Taste::Zip(bytes) => ("zip", bytes),
    };
    let mut command = Command::new(program);
    command.arg(ARGUMENT).env(TASK, format!("{kind} {} {}", limits.memory, limits.stack));
    if let Taste::Import(path) = taste {
        command.env(format!("{TASK}_PATH"), std::path::absolute(path)?);
    }
    // Whoever gave the command line a passphrase gave it to nobody else.
    command.env_remove("LOOPBOOK_PASSPHRASE").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    // Written beside the waiting: a taster that hangs does not read, either.
    let (given, bytes) = (child.stdin.take(), bytes.to_vec());
    let writing = thread::spawn(move || given.map(|mut given| given.write_all(&bytes)));
    let ended = wait(&mut child, limits.time);
    // Where it ended before it had read all, nobody minds.
    drop(writing.join());
    let name = text::excerpt(name, 60);
    match ended? {
        Some(status) if status.success() => Ok(()),
        Some(_) => Err(Error::bad(format!(
            "“{name}” cannot be read: a first reading of it, in a process of its own, broke down. It is damaged or was made to do harm; nothing of it was taken in"
        ))),
        None => Err(Error::bad(format!(
            "“{name}” was given up: a first reading of it took more than {} seconds. Nothing of it was taken in",
            limits.time.as_secs()
        ))),
    }
}

/// The program that runs now, also where its file has been replaced meanwhile.
fn this_program() -> io::Result<PathBuf> {
    if cfg!(target_os = "linux") { Ok(PathBuf::from("/proc/self/exe")) } else { std::env::current_exe() }
}

/// How it ended; none where it had to be ended.
fn wait(child: &mut Child, at_most: Duration) -> io::Result<Option<ExitStatus>> {
    let began = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if began.elapsed() >= at_most {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// The taster's side: whether it came to the end of what it was told to read, whatever that was worth.
fn taste_as_told() -> bool {
    let Ok(task) = std::env::var(TASK) else { return false };
    let words: Vec<&str> = task.split(' ').collect();
    let [kind, memory, stack] = words[..] else { return false };
    let (Ok(memory), Ok(stack)) = (memory.parse(), stack.parse()) else { return false };
    let kind = kind.to_owned();
    process::limit_memory(memory);
    let read = move || {
        let mut bytes = Vec::new();
        if io::stdin().lock().read_to_end(&mut bytes).is_err() {
            return false;
        }
        match kind.as_str() {
            "import" => {
                std::env::var_os(format!("{TASK}_PATH")).is_some_and(|path| fits(import::read(Path::new(&path))))
            }
            "page" => fits(review::received::read(&bytes)),
            "zip" => {
                let found = review::zipped::unzipped(review::Given { name: String::new(), bytes }).unwrap_or_default();
                found.packs.iter().all(|pack| fits(review::received::read(&pack.bytes)))
            }
            _ => false,
        }
    };
    let reading = thread::Builder::new().stack_size(stack).spawn(read);
    reading.is_ok_and(|reading| reading.join().unwrap_or(false))
}

/// Whether it was read, or refused for what it is; not where there was no room for it.
fn fits<T>(read: Result<T>) -> bool {
    !matches!(read, Err(Error::Io(error)) if error.kind() == io::ErrorKind::OutOfMemory)
}
