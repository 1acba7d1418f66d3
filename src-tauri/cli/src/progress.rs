//! How far something is that takes long, on standard error: where that is a terminal, and nowhere else.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use journal::Journal;
use journal::progress::Step;

/// What is over sooner is not worth a line; and how often it is asked after.
const MOMENT: Duration = Duration::from_millis(200);

/// Does the work, and shows beside it how far it is.
pub fn shown<T>(journal: &Journal, what: &str, work: impl FnOnce() -> T) -> T {
    let terminal = io::stderr().is_terminal();
    watched(what, || journal.progress().now(), terminal.then(io::stderr), work)
}

fn watched<T, W: Write + Send>(
    what: &str,
    now: impl Fn() -> Option<Step> + Send,
    to: Option<W>,
    work: impl FnOnce() -> T,
) -> T {
    let Some(mut to) = to else { return work() };
    thread::scope(|scope| {
        let (done, over) = channel::<()>();
        scope.spawn(move || {
            let mut said = false;
            while over.recv_timeout(MOMENT) == Err(RecvTimeoutError::Timeout) {
                if let Some(step) = now().filter(|step| step.of > 0) {
                    // Nobody is to be told where it cannot be written.
                    let percent = u64::from(step.done) * 100 / u64::from(step.of);
                    drop(write!(to, "\r{what} {percent} %").and_then(|()| to.flush()));
                    said = true;
                }
            }
            if said {
                drop(write!(to, "\r{}\r", " ".repeat(what.chars().count() + 6)).and_then(|()| to.flush()));
            }
        });
        let answer = work();
        drop(done);
        answer
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn how_far_it_is_stands_on_one_line_that_is_gone_afterwards() {
        let mut written = Vec::new();
        let answer = watched(
            "Writing",
            || Some(Step { done: 1, of: 4 }),
            Some(&mut written),
            || {
                thread::sleep(MOMENT * 3);
                7
            },
        );
        let text = String::from_utf8(written).unwrap();
        assert_eq!(answer, 7);
        assert!(text.starts_with("\rWriting 25 %") && text.ends_with(" \r") && !text.contains('\n'), "{text:?}");
        assert_eq!(watched("Writing", || None, None::<Vec<u8>>, || 8), 8);
    }
}
