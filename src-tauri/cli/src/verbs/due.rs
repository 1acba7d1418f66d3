use journal::api::typed;
use journal::clock::Clock;
use serde_json::json;

use super::{loops, sessions};
use crate::Done;
use crate::failure::Failure;
use crate::out::Out;
use crate::session::{Session, api, request};

/// Says what is due today: tests, logs to come back to, and what was meant to be done.
pub fn run(session: &Session, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open()?;
    let clock = Clock::system();
    let today = clock.day(clock.now()).format("%Y-%m-%d").to_string();
    let due = typed::due_list(&api(&journal), request(json!({ "day": today }))?)?;
    if out.is_json() {
        out.json(&due)?;
        return Ok(Done::Fine);
    }
    if due.tests.is_empty()
        && due.parked.is_empty()
        && due.intention.is_none()
        && due.commitments.is_empty()
        && due.session.is_none()
    {
        out.line("Nothing is due.")?;
    }
    for test in &due.tests {
        out.line(&format!("Test by {}: {}", test.due.as_deref().unwrap_or("no day"), test.action))?;
    }
    for row in &due.parked {
        out.line(&format!("To come back to: {}", loops::line(row)))?;
    }
    if let Some(next) = &due.session {
        out.line(&format!("Session: {}", sessions::line(next)))?;
    }
    for one in &due.commitments {
        out.line(&format!("You promised by {}: {}", one.due.as_deref().unwrap_or("no day"), one.what))?;
    }
    if let Some(intention) = &due.intention {
        out.line(&format!("You meant to: {}", intention.text))?;
    }
    Ok(Done::Fine)
}
