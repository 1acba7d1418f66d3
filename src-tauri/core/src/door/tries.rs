//! Slower after wrong tries. Counted as long as the program runs: whoever can start it anew can also try elsewhere, and
//! what makes guessing slow there is the work that each try costs (`keys/wrap.rs`).

use std::time::{Duration, Instant};

/// Wrong tries that cost nothing: a slip of the hand, and another.
const FREE: u32 = 2;
/// Seconds after the first one that costs; they double with each.
const FIRST: u32 = 2;
/// Seconds at most.
const MOST: u32 = 60;

/// How many were wrong, and until when none is taken.
#[derive(Default)]
pub(super) struct Tries {
    wrong: u32,
    until: Option<Instant>,
}

impl Tries {
    /// One more was wrong.
    pub(super) fn wrong(&mut self, now: Instant) {
        self.wrong = self.wrong.saturating_add(1);
        self.until = now.checked_add(Duration::from_secs(seconds_after(self.wrong).into()));
    }

    /// Seconds to wait, begun ones included.
    pub(super) fn wait_seconds(&self, now: Instant) -> u32 {
        let left = self.until.map(|until| until.saturating_duration_since(now)).unwrap_or_default();
        let whole = left.as_secs() + u64::from(left.subsec_nanos() > 0);
        u32::try_from(whole).unwrap_or(MOST)
    }
}

fn seconds_after(wrong: u32) -> u32 {
    match wrong.checked_sub(FREE + 1) {
        None => 0,
        Some(doubled) => FIRST.checked_shl(doubled).filter(|seconds| doubled < 8 && *seconds < MOST).unwrap_or(MOST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_slips_cost_nothing_and_then_the_wait_doubles_up_to_a_minute() {
        let waits: Vec<u32> = (1..=9).map(seconds_after).collect();
        assert_eq!(waits, [0, 0, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(seconds_after(u32::MAX), 60);
    }

    #[test]
    fn a_wait_ends() {
        let (mut tries, now) = (Tries::default(), Instant::now());
        assert_eq!(tries.wait_seconds(now), 0);
        for _ in 0..3 {
            tries.wrong(now);
        }
        assert_eq!(tries.wait_seconds(now), 2);
        assert_eq!(tries.wait_seconds(now + Duration::from_millis(1500)), 1);
        assert_eq!(tries.wait_seconds(now + Duration::from_secs(2)), 0);
    }
}
