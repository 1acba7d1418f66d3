//! When work that takes a processor for seconds may begin: not while somebody reads and writes, and one at a time. On a machine of two
//! processors the check and the backup of a large journal took both of them, just when the first words were typed.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use super::lock;

/// A journal that is never let alone is not left without a backup: after so many lulls the work begins all the same.
const LONGEST: u32 = 4;

/// How long a journal was let alone.
pub(super) struct Quiet {
    opened: Instant,
    /// Milliseconds from the opening to the last read or write of somebody.
    used: AtomicU64,
    turn: Mutex<()>,
}

impl Default for Quiet {
    fn default() -> Self {
        Self { opened: Instant::now(), used: AtomicU64::new(0), turn: Mutex::default() }
    }
}

impl Quiet {
    /// Somebody reads or writes.
    pub(super) fn broken(&self) {
        self.used.store(self.now(), Ordering::Relaxed);
    }

    /// Waits by `pause` until nobody used the journal for a lull. False where `pause` says that the journal was closed meanwhile.
    pub(super) fn comes(&self, lull: Duration, pause: impl Fn(Duration) -> bool) -> bool {
        let began = Instant::now();
        let mut left = lull;
        while !left.is_zero() {
            if !pause(left) {
                return false;
            }
            let alone = Duration::from_millis(self.now().saturating_sub(self.used.load(Ordering::Relaxed)));
            let longest = (lull * LONGEST).saturating_sub(began.elapsed());
            left = lull.saturating_sub(alone).min(longest);
        }
        true
    }

    /// Held by whoever works.
    pub(super) fn turn(&self) -> MutexGuard<'_, ()> {
        lock(&self.turn)
    }

    fn now(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    const LULL: Duration = Duration::from_millis(40);

    /// The waits until the lull came; at each of the first `used` somebody uses the journal.
    fn waits(used: usize) -> Vec<Duration> {
        let quiet = Quiet::default();
        let waits = RefCell::new(Vec::new());
        assert!(quiet.comes(LULL, |wait| {
            std::thread::sleep(wait);
            waits.borrow_mut().push(wait);
            if waits.borrow().len() <= used {
                quiet.broken();
            }
            true
        }));
        waits.into_inner()
    }

    #[test]
    fn the_lull_comes_when_nobody_used_the_journal_for_so_long() {
        assert_eq!(waits(0), [LULL]);
        assert_eq!(waits(1).len(), 2);
    }

    #[test]
    fn a_journal_that_is_always_used_is_not_waited_for_without_end() {
        let began = Instant::now();
        let waits = waits(usize::MAX);
        assert!(waits.len() <= LONGEST as usize, "{waits:?}");
        assert!(began.elapsed() >= LULL * LONGEST);
    }

    #[test]
    fn whoever_closes_the_journal_is_not_waited_for() {
        let quiet = Quiet::default();
        assert!(!quiet.comes(LULL, |_| false));
    }
}
