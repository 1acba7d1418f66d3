//! The door of a journal: whether it is open, locked or cannot be opened, for whoever keeps one open for a person. The
//! window, the terminal and the test host all go in and out through it.

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests;
mod tries;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockWriteGuard, TryLockError};
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::api::{ApiError, Code, sample};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::journal::Journal;
use crate::keys::{self, KeyError, Keys, Locks, Protection, Rewrap, Way};
use crate::process;
use tries::Tries;

/// How long calls that are still being answered from a journal that was closed may hold its folder.
const ANSWERS: Duration = Duration::from_secs(10);
const A_MOMENT: Duration = Duration::from_millis(20);

/// How things stand at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum DoorStage {
    /// There is no journal yet, or nobody has come to it.
    None,
    /// It is there and shut: it wants its passphrase or its recovery code.
    Locked,
    /// It is being opened or closed just now.
    Opening,
    /// It can be read and written.
    Open,
    /// It is there and does not open; what was said when it was tried tells why.
    Damaged,
}

/// What can be told from outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct DoorState {
    /// How things stand.
    pub stage: DoorStage,
    /// What it is locked with; none where that cannot be told.
    pub protection: Option<Protection>,
    /// Seconds until a passphrase or code is tried again, after wrong ones.
    pub wait_seconds: u32,
    /// Why it does not open, as a sentence.
    pub problem: Option<String>,
}

/// What came of trying a passphrase or a recovery code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Tried {
    /// It is the right one, and what was asked is done.
    Right,
    /// It is another passphrase than this journal's.
    WrongPassphrase,
    /// It is a recovery code, but not this journal's.
    WrongCode,
    /// It is no recovery code at all: a slip of the hand. It was not tried.
    Slip,
    /// It was not tried: there were too many wrong ones just before.
    TooSoon,
}

#[derive(Default)]
struct Slot {
    /// Whose door it is.
    folder: Option<PathBuf>,
    open: Option<Open>,
    locked: bool,
    problem: Option<ApiError>,
    /// When a journal was taken out last.
    closed_at: Option<Instant>,
}

struct Open {
    journal: Arc<Journal>,
    /// Made up, to be looked at; not the person's own.
    sample: bool,
}

type WhenOpened = Box<dyn Fn(&Journal) + Send + Sync>;
type WhenLocked = Box<dyn Fn() + Send + Sync>;

/// The door. One for each program that keeps a journal open.
pub struct Door {
    slot: RwLock<Slot>,
    tries: Mutex<Tries>,
    clock: Clock,
    when_opened: Mutex<Option<WhenOpened>>,
    when_locked: Mutex<Option<WhenLocked>>,
}

impl Door {
    /// With nobody at it yet.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self {
            slot: RwLock::default(),
            tries: Mutex::default(),
            clock,
            when_opened: Mutex::default(),
            when_locked: Mutex::default(),
        }
    }

    /// What is to be done with every journal that is opened, before anybody else has it.
    pub fn when_opened(&self, listener: impl Fn(&Journal) + Send + Sync + 'static) {
        *lock(&self.when_opened) = Some(Box::new(listener));
    }

    /// What is to be done as soon as it is locked.
    pub fn when_locked(&self, listener: impl Fn() + Send + Sync + 'static) {
        *lock(&self.when_locked) = Some(Box::new(listener));
    }

    /// The open journal.
    ///
    /// # Errors
    /// `Key` with `Locked` where it is shut, `NotOpen` before there was one.
    pub fn journal(&self) -> Result<Arc<Journal>> {
        let slot = self.slot.read().unwrap_or_else(PoisonError::into_inner);
        match &slot.open {
            Some(open) => Ok(Arc::clone(&open.journal)),
            None if slot.locked => Err(KeyError::Locked.into()),
            None => Err(Error::NotOpen),
        }
    }

    /// Whether there is one.
    pub fn is_open(&self) -> bool {
        self.slot.read().unwrap_or_else(PoisonError::into_inner).open.is_some()
    }

    /// Whether it is shut and wants a passphrase.
    pub fn is_locked(&self) -> bool {
        self.slot.read().unwrap_or_else(PoisonError::into_inner).locked
    }

    /// How things stand. Answers at once, also while somebody is just being let in.
    pub fn state(&self) -> DoorState {
        let slot = match self.slot.try_read() {
            Ok(slot) => slot,
            Err(TryLockError::Poisoned(slot)) => slot.into_inner(),
            Err(TryLockError::WouldBlock) => {
                return DoorState { stage: DoorStage::Opening, protection: None, wait_seconds: 0, problem: None };
            }
        };
        let stage = match &slot.open {
            Some(_) => DoorStage::Open,
            None if slot.locked => DoorStage::Locked,
            None if slot.problem.is_some() => DoorStage::Damaged,
            None => DoorStage::None,
        };
        let folder = match &slot.open {
            Some(open) => Some(open.journal.folder().to_owned()),
            None => slot.folder.clone(),
        };
        DoorState {
            stage,
            protection: folder.and_then(|folder| keys::protection(&folder).ok()),
            wait_seconds: lock(&self.tries).wait_seconds(Instant::now()),
            problem: slot.problem.as_ref().map(|problem| problem.message.clone()),
        }
    }

    /// Comes to the journal in `folder`: opens it where its key lies open, and stands before it where it is locked. One
    /// that is open already stays the open one.
    ///
    /// # Errors
    /// Those of [`Journal::open`].
    pub fn come_to(&self, folder: &Path) -> Result<()> {
        self.enter(folder, || Journal::open(folder, self.clock.clone()))
    }

    /// As [`Door::come_to`]; where there is no journal, one is made, locked with `locks`.
    ///
    /// # Errors
    /// Those of opening and of [`Journal::create_with`]; `AlreadyThere` where there are `locks` for a journal that is there.
    pub fn begin(&self, folder: &Path, locks: Option<&Locks>) -> Result<()> {
        self.enter(folder, || match locks {
            Some(_) => Journal::create_with(folder, self.clock.clone(), locks),
            None => Journal::open_or_create(folder, self.clock.clone()),
        })
    }

    fn enter(&self, folder: &Path, how: impl Fn() -> Result<Journal>) -> Result<()> {
        let mut slot = self.slot();
        if slot.open.is_some() {
            return Ok(());
        }
        slot.folder = Some(folder.to_owned());
        let opened = slot.patiently(how);
        process::wipe_stack();
        slot.locked = matches!(&opened, Err(Error::Key(KeyError::Locked)));
        if slot.locked {
            slot.problem = None;
            return Ok(());
        }
        self.put(&mut slot, opened, false)
    }

    fn put(&self, slot: &mut Slot, opened: Result<Journal>, sample: bool) -> Result<()> {
        let journal = match opened {
            Ok(journal) => journal,
            Err(error) => {
                slot.problem = Some(ApiError::from(&error)).filter(|problem| problem.code == Code::Damaged);
                return Err(error);
            }
        };
        if let Some(opened) = lock(&self.when_opened).as_ref() {
            opened(&journal);
        }
        (slot.problem, slot.locked) = (None, false);
        slot.open = Some(Open { journal: Arc::new(journal), sample });
        Ok(())
    }

    /// Opens the locked journal.
    ///
    /// # Errors
    /// Those of [`Journal::open_with`], but that something is wrong with the passphrase or code; `BadInput` where nothing
    /// is locked.
    pub fn unlock(&self, way: &Way) -> Result<Tried> {
        let mut slot = self.slot();
        if slot.open.is_some() {
            return Ok(Tried::Right);
        }
        let Some(folder) = slot.folder.clone().filter(|_| slot.locked) else {
            return Err(Error::bad("no journal is locked here"));
        };
        self.tried(|| {
            let opened = slot.patiently(|| Journal::open_with(&folder, self.clock.clone(), way));
            match opened {
                Err(Error::Key(key)) if of_the_try(&key).is_some() => Err(Error::Key(key)),
                other => self.put(&mut slot, other, false),
            }
        })
    }

    /// Locks the open journal: calls that are being answered are waited for, then nothing of it is left in memory that we
    /// hold. The caller has put away what was not saved.
    ///
    /// # Errors
    /// `BadInput` where it has no passphrase; then it stays open.
    pub fn lock(&self) -> Result<()> {
        let mut slot = self.slot();
        let Some(open) = slot.open.as_ref().filter(|open| !open.sample) else {
            return if slot.locked { Ok(()) } else { Err(Error::bad("no journal of yours is open")) };
        };
        if !open.journal.protection()?.passphrase {
            return Err(Error::bad("this journal has no passphrase, so there is nothing to lock it with"));
        }
        slot.folder = Some(open.journal.folder().to_owned());
        slot.locked = true;
        let closed = slot.take();
        drop(slot);
        if let Some(journal) = closed {
            let_go(journal);
        }
        process::wipe_stack();
        process::give_back();
        if let Some(locked) = lock(&self.when_locked).as_ref() {
            locked();
        }
        Ok(())
    }

    /// Changes what the open journal is locked with.
    ///
    /// # Errors
    /// Those of [`Journal::rewrap`], but that something is wrong with the proof.
    pub fn rewrap(&self, proof: &Way, change: &Rewrap) -> Result<Tried> {
        let journal = self.journal()?;
        let tried = self.tried(|| journal.rewrap(proof, change))?;
        if tried == Tried::Right {
            self.follow(journal.folder());
        }
        Ok(tried)
    }

    /// The backups within reach open with what the journal opens with now. One that does not follow, such as one from
    /// before a new key, still opens as it did: what was set for the journal stands either way.
    fn follow(&self, folder: &Path) {
        match crate::backup::key_files(folder, &self.clock) {
            Ok(files) => {
                for file in files {
                    if let Err(error) = keys::follow(folder, &file) {
                        tracing::warn!(%error, "a backup keeps the keys it had");
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "the backups keep the keys they had"),
        }
    }

    /// Encrypts the open journal anew under a new key, which opens with `locks` alone; it is open again afterwards.
    ///
    /// # Errors
    /// Those of [`crate::journal::renew`], but that something is wrong with the proof: the journal is as it was, and open.
    pub fn renew(&self, proof: &Way, locks: &Locks) -> Result<Tried> {
        let mut slot = self.slot();
        let Some(open) = slot.open.as_ref().filter(|open| !open.sample) else {
            return Err(Error::bad("no journal of yours is open"));
        };
        if !locks.passphrase.fits() {
            return Err(KeyError::Unfit.into());
        }
        let folder = open.journal.folder().to_owned();
        // Proved before anything is closed.
        let tried = self.tried(|| Ok(Keys::open(&folder, proof).map(drop)?))?;
        if tried != Tried::Right {
            return Ok(tried);
        }
        if let Some(journal) = slot.take() {
            let_go(journal);
        }
        slot.folder = Some(folder.clone());
        let renewed = slot.patiently(|| crate::journal::renew(&folder, proof, locks));
        let way = if renewed.is_ok() { Way::Passphrase(locks.passphrase.clone()) } else { proof.clone() };
        let opened = slot.patiently(|| Journal::open_with(&folder, self.clock.clone(), &way));
        slot.locked = opened.is_err();
        let opened = self.put(&mut slot, opened, false);
        renewed?;
        opened.map(|()| Tried::Right)
    }

    /// Does what wants a passphrase or code, unless there were too many wrong ones just before, and counts.
    fn tried(&self, work: impl FnOnce() -> Result<()>) -> Result<Tried> {
        // Held throughout: two tries at once are one after the other.
        let mut tries = lock(&self.tries);
        if tries.wait_seconds(Instant::now()) > 0 {
            return Ok(Tried::TooSoon);
        }
        let done = work();
        process::wipe_stack();
        match done {
            Ok(()) => {
                *tries = Tries::default();
                Ok(Tried::Right)
            }
            Err(Error::Key(key)) => match of_the_try(&key) {
                Some(tried) => {
                    tries.wrong(Instant::now());
                    Ok(tried)
                }
                None => Err(Error::Key(key)),
            },
            Err(other) => Err(other),
        }
    }

    /// Opens the sample in `folder` in the place of whatever is open, which stays open where this fails.
    ///
    /// # Errors
    /// Those of [`sample::open`].
    pub fn open_sample(&self, folder: &Path) -> Result<()> {
        let mut slot = self.slot();
        if slot.is_sample() {
            return Ok(());
        }
        let opened = slot.patiently(|| sample::open(folder, self.clock.clone()))?;
        let own = slot.take();
        self.put(&mut slot, Ok(opened), true)?;
        drop(slot);
        drop(own);
        Ok(())
    }

    /// Whether it is the sample that is open.
    pub fn is_sample(&self) -> bool {
        self.slot.read().unwrap_or_else(PoisonError::into_inner).is_sample()
    }

    /// Closes the sample, where it is what is open.
    pub fn close_sample(&self) {
        let mut slot = self.slot();
        if slot.is_sample() {
            drop(slot.take());
        }
    }

    /// Closes the sample where it is open, and deletes it with its folder.
    ///
    /// # Errors
    /// Those of [`sample::delete`]; `InUse` where something is still being answered from it.
    pub fn delete_sample(&self, folder: &Path) -> Result<()> {
        self.close_sample();
        self.slot().patiently(|| sample::delete(folder))
    }

    /// Closes the journal in `folder`, and puts what was prepared, or what was put aside, in its place. Nobody is at it after
    /// this.
    ///
    /// # Errors
    /// Those of [`Journal::take_over`].
    pub fn take_over(&self, folder: &Path, from: Option<&str>) -> Result<()> {
        self.leave();
        self.slot().patiently(|| Journal::take_over(folder, from, &self.clock))
    }

    /// Closes the journal, so that its folder is tidy for whoever opens it next, and goes away from it.
    pub fn leave(&self) {
        let mut slot = self.slot();
        let closed = slot.take();
        (slot.folder, slot.locked, slot.problem) = (None, false, None);
        drop(slot);
        *lock(&self.tries) = Tries::default();
        drop(closed);
    }

    fn slot(&self) -> RwLockWriteGuard<'_, Slot> {
        self.slot.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slot {
    fn is_sample(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.sample)
    }

    fn take(&mut self) -> Option<Arc<Journal>> {
        let taken = self.open.take()?;
        self.closed_at = Some(Instant::now());
        Some(taken.journal)
    }

    /// Does what wants a folder for itself, and waits a little for those who still read in one that was just closed.
    fn patiently<T>(&self, work: impl Fn() -> Result<T>) -> Result<T> {
        loop {
            match work() {
                Err(Error::InUse(_)) if self.closed_at.is_some_and(|at| at.elapsed() < ANSWERS) => {
                    std::thread::sleep(A_MOMENT);
                }
                done => return done,
            }
        }
    }
}

/// Waits for those who still read, so that threads are joined and keys wiped when this returns.
fn let_go(mut journal: Arc<Journal>) {
    let began = Instant::now();
    while began.elapsed() < ANSWERS {
        match Arc::try_unwrap(journal) {
            Ok(last) => return drop(last),
            Err(shared) => journal = shared,
        }
        std::thread::sleep(A_MOMENT);
    }
    tracing::warn!("a call is still being answered from the journal that was locked; it closes with that call");
}

/// What a key error says about the passphrase or code that was tried, if that is what was wrong.
fn of_the_try(error: &KeyError) -> Option<Tried> {
    match error {
        KeyError::WrongPassphrase => Some(Tried::WrongPassphrase),
        KeyError::WrongCode => Some(Tried::WrongCode),
        _ => None,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
