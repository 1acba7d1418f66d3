use std::io::Write;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A stream that says nothing for this long says that it is still there, which also tells us of pages that left.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// All pages that listen for changes.
#[derive(Default)]
pub struct Listeners(Mutex<Vec<Sender<String>>>);

impl Listeners {
    /// One more listener.
    pub fn listen(&self) -> Receiver<String> {
        let (sender, receiver) = channel();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(sender);
        receiver
    }

    /// Tells everyone; forgets those that left.
    pub fn tell(&self, changes: &str) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|listener| listener.send(changes.to_owned()).is_ok());
    }

    /// Ends every stream.
    pub fn close(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Writes changes to a page until it leaves or the journal closes.
pub fn stream(changes: &Receiver<String>, page: &mut dyn Write) {
    let mut say = |text: &str| page.write_all(text.as_bytes()).and_then(|()| page.flush()).is_ok();
    if !say(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n: hello\n\n",
    ) {
        return;
    }
    loop {
        let there = match changes.recv_timeout(HEARTBEAT) {
            Ok(changes) => say(&format!("data: {changes}\n\n")),
            Err(RecvTimeoutError::Timeout) => say(": still here\n\n"),
            Err(RecvTimeoutError::Disconnected) => return,
        };
        if !there {
            return;
        }
    }
}
