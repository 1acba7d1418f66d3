//! What every proof stands on: its terms, children that are broken on purpose, disks that are put up and taken down.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// What a proof or a worker answers.
pub type Done<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// What came of a proof that did not fail.
pub enum Held {
    /// The figures it reached.
    Figures(String),
    /// Why it could not be tried here.
    Skipped(String),
}

/// A fault put in on purpose: a proof that still holds with it proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutant {
    /// The writer says that it is saved inside the transaction, before COMMIT.
    EarlyAck,
    /// Files whose path ends so are never flushed: what `synchronous=NORMAL` leaves out of each commit for `-wal`.
    Deaf(&'static str),
    /// A call that fails is not noticed by whoever made it.
    Mute,
    /// A fault in the core by this name; only there in the build with the feature `mutants`.
    Core(&'static str),
}

/// On what terms a proof is run.
pub struct Terms {
    /// How much longer than the short form.
    pub times: u64,
    /// What chance begins with.
    pub seed: u64,
    /// The fault that was put in.
    pub mutant: Option<Mutant>,
    /// Where the proof may work; gone afterwards.
    pub root: PathBuf,
    /// The library that breaks the file system of a child, where there was a C compiler.
    pub shim: Option<PathBuf>,
}

impl Terms {
    /// A child in one of the roles of this program.
    pub fn child(&self, words: &[&str]) -> Done<Command> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(words).stdin(Stdio::null()).env("RUST_BACKTRACE", "0");
        match self.mutant {
            Some(Mutant::EarlyAck) => {
                command.env("TORTURE_EARLY", "1");
            }
            Some(Mutant::Deaf(ending)) => {
                let shim = self.shim.as_deref().ok_or("this mutant needs a C compiler")?;
                command.env("LD_PRELOAD", shim).env("FF_DIR", "/").env("FF_DEAF", ending);
            }
            Some(Mutant::Mute) => {
                command.env("FF_MUTE", "1");
            }
            // One of the core is in the environment of this process already.
            Some(Mutant::Core(_)) | None => {}
        }
        Ok(command)
    }

    /// A new, empty folder of the proof.
    pub fn folder(&self, name: &str) -> Done<PathBuf> {
        let folder = self.root.join(name);
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }
}

/// A small generator of numbers that is the same everywhere (splitmix64, Steele et al. 2014).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not with, `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    /// A place in something of this length.
    pub fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }
}

/// A line of shell, whether it went well.
pub fn shell(line: &str) -> bool {
    let mut command = Command::new("sh");
    command.args(["-c", line]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// A folder as it is, with links and modes.
pub fn copied(from: &Path, to: &Path) -> Done {
    drop(fs::remove_dir_all(to));
    if shell(&format!("cp -a '{}' '{}'", from.display(), to.display())) {
        Ok(())
    } else {
        Err(format!("{} could not be copied", from.display()).into())
    }
}

/// Builds the library that breaks the file system of a child.
pub fn shim(root: &Path) -> Option<PathBuf> {
    let built = root.join("faultfs.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("torture/faultfs.c");
    shell(&format!("cc -shared -fPIC -O1 -o '{}' '{}' -ldl", built.display(), source.display())).then_some(built)
}

/// A file system that is taken down at the end, also of a proof that failed.
pub struct Mounted(PathBuf);

impl Mounted {
    /// `mount` with these words onto a folder; none where that is not allowed here.
    pub fn new(words: &str, at: &Path) -> Option<Self> {
        fs::create_dir_all(at).ok()?;
        shell(&format!("mount {words} '{}'", at.display())).then(|| Self(at.to_owned()))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        shell(&format!("umount -l '{}'", self.0.display()));
    }
}

/// SIGKILL, and nobody is left behind.
pub fn kill(mut child: Child) -> Done {
    child.kill()?;
    child.wait()?;
    Ok(())
}

/// Waits for a child, which is killed when it takes too long; then there is no status.
pub fn wait(child: &mut Child, at_most: Duration) -> Done<Option<ExitStatus>> {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if began.elapsed() > at_most {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Every file below a folder, with its path from there.
pub fn files_below(folder: &Path) -> Done<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for item in fs::read_dir(&next)? {
            let path = item?.path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// All bytes below a folder, to be held against what is there later.
pub fn bytes_below(folder: &Path) -> Done<Vec<(PathBuf, Vec<u8>)>> {
    files_below(folder)?.into_iter().map(|path| Ok((path.clone(), fs::read(path)?))).collect()
}

/// The folder of third-party test files, as the other tests find it.
pub fn test_data(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("LOOPBOOK_TEST_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    Some(root.join(name)).filter(|path| path.exists())
}
