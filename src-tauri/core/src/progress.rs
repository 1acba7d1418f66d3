//! How far something is that takes long: told while a call goes on, to whoever asks beside it.

use std::sync::{Mutex, PoisonError};

use serde::Serialize;

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Step {
    /// Steps taken.
    pub done: u32,
    /// Steps there are.
    pub of: u32,
}

/// Of one journal: the last long thing that was begun.
#[derive(Debug, Default)]
pub struct Progress(Mutex<Option<Step>>);

impl Progress {
    /// How far it is; none where nothing long goes on.
    pub fn now(&self) -> Option<Step> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins something of so many steps. It ends where the answer is dropped, also by an error.
    pub fn begin(&self, of: u32) -> Going<'_> {
        self.set(Some(Step { done: 0, of }));
        Going(self)
    }

    fn set(&self, step: Option<Step>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = step;
    }
}

/// Something long that goes on.
#[derive(Debug)]
pub struct Going<'p>(&'p Progress);

impl Going<'_> {
    /// So many steps are taken; never fewer than before, and never more than there are.
    pub fn at(&self, done: u32) {
        let mut step = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(step) = step.as_mut() {
            step.done = done.clamp(step.done, step.of.max(step.done));
        }
    }
}

impl Drop for Going<'_> {
    fn drop(&mut self) {
        self.0.set(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_never_taken_back_and_the_end_leaves_nothing() {
        let progress = Progress::default();
        assert_eq!(progress.now(), None);
        let going = progress.begin(3);
        let told = [2, 1, 9].map(|done| {
            going.at(done);
            progress.now()
        });
        assert_eq!(told, [2, 2, 3].map(|done| Some(Step { done, of: 3 })));
        drop(going);
        assert_eq!(progress.now(), None);
    }
}
