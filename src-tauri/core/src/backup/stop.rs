use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, InterruptHandle};

use crate::error::{Error, Result};

/// Ends long work on a backup from another thread: closing the journal waits for nothing.
#[derive(Default)]
pub struct Stop {
    stopped: AtomicBool,
    under_way: Mutex<Option<InterruptHandle>>,
}

impl Stop {
    /// Ends what is under way, and all that would begin after this.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        if let Some(statement) = &*self.under_way.lock().unwrap_or_else(PoisonError::into_inner) {
            statement.interrupt();
        }
    }

    /// Whether it was called off.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    /// `Cancelled` where it was called off.
    pub(super) fn check(&self) -> Result<()> {
        if self.is_stopped() { Err(Error::Cancelled) } else { Ok(()) }
    }

    /// Long statements on this connection end where it is called off from now on.
    pub(super) fn watch(&self, connection: &Connection) -> Result<()> {
        *self.under_way.lock().unwrap_or_else(PoisonError::into_inner) = Some(connection.get_interrupt_handle());
        self.check()
    }
}
