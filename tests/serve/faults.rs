use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use serde::Deserialize;

use crate::answer::{Answer, STATUS};

/// Something that is to go wrong with a call.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// A code of the table; none: the call is only slow.
    code: Option<String>,
    /// The sentence the page is to show.
    message: Option<String>,
    /// Only calls of this name; none: whichever comes next.
    call: Option<String>,
    /// How many calls; once where not said.
    times: Option<u32>,
    /// The call is answered this much later.
    delay_ms: Option<u64>,
}

/// What is yet to go wrong, oldest first.
#[derive(Default)]
pub struct Faults(Mutex<VecDeque<Fault>>);

impl Faults {
    /// One more.
    pub fn add(&self, fault: Fault) -> Result<(), String> {
        if let Some(code) = &fault.code
            && !STATUS.iter().any(|(name, _)| name == code)
        {
            return Err(format!("{code} is not a code of the table"));
        }
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(fault);
        Ok(())
    }

    /// Nothing is to go wrong any more.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// What goes wrong with this call, if anything; a slow one waits here.
    pub fn strike(&self, call: &str) -> Option<Answer> {
        let fault = self.take(call)?;
        if let Some(delay) = fault.delay_ms {
            thread::sleep(Duration::from_millis(delay));
        }
        let code = fault.code?;
        let message = fault
            .message
            .unwrap_or_else(|| format!("A test made this call fail ({code}). What was saved before is safe."));
        Some(Answer::fault(&code, message))
    }

    fn take(&self, call: &str) -> Option<Fault> {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = faults.iter().position(|fault| fault.call.as_deref().is_none_or(|name| name == call))?;
        let fault = faults.get_mut(at)?;
        let left = fault.times.unwrap_or(1).saturating_sub(1);
        fault.times = Some(left);
        let struck = fault.clone();
        if left == 0 {
            faults.remove(at);
        }
        Some(struck)
    }
}
