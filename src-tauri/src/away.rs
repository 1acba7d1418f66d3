//! The person leaves: the session is locked, or the computer goes to sleep. The page is asked to put everything away and
//! to lock the journal; sleep waits for that, for as long as logind lets it (five seconds, usually).
//!
//! Over the system's bus, which is a socket of this computer. Without one, or without logind, nothing is heard.

use std::cell::{Cell, RefCell};

use gtk::gio::{self, DBusCallFlags, DBusConnection, DBusSignalFlags};
use gtk::glib::{Variant, VariantDict, VariantTy};
use gtk::prelude::*;
use tauri::{AppHandle, Emitter, Manager};

use crate::shell::Shell;
use crate::window;

const LOGIND: &str = "org.freedesktop.login1";
const PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION: &str = "org.freedesktop.login1.Session";
/// Milliseconds.
const PATIENCE: i32 = 5000;

thread_local! {
    /// Held for as long as the program runs: the subscriptions end with the connection. Of the main thread.
    static BUS: RefCell<Option<DBusConnection>> = const { RefCell::new(None) };
    /// Holds a file open while sleep is to wait for us.
    static WAIT: RefCell<Option<gio::UnixFDList>> = const { RefCell::new(None) };
    /// Whether the computer is about to sleep.
    static FALLING: Cell<bool> = const { Cell::new(false) };
}

/// Listens for as long as the program runs.
pub(crate) fn listen(app: &AppHandle) {
    let told = app.clone();
    let asked = app.run_on_main_thread(move || {
        gio::bus_get(gio::BusType::System, gio::Cancellable::NONE, move |bus| match bus {
            Ok(bus) => subscribe(&bus, &told),
            Err(error) => tracing::debug!(%error, "no system bus: sleep does not lock the journal"),
        });
    });
    if let Err(error) = asked {
        tracing::warn!(%error, "sleep does not lock the journal");
    }
}

fn subscribe(bus: &DBusConnection, app: &AppHandle) {
    let told = app.clone();
    let _ = bus.signal_subscribe(
        Some(LOGIND),
        Some(MANAGER),
        Some("PrepareForSleep"),
        Some(PATH),
        None,
        DBusSignalFlags::NONE,
        move |bus, _, _, _, _, parameters| match parameters.get::<(bool,)>() {
            Some((true,)) => {
                FALLING.set(true);
                lock(&told);
            }
            Some((false,)) => {
                FALLING.set(false);
                ask_to_wait(bus);
            }
            None => {}
        },
    );
    let told = app.clone();
    let own = std::process::id();
    // Of every session: which one is ours is asked before anything is locked.
    let _ = bus.signal_subscribe(
        Some(LOGIND),
        Some(SESSION),
        Some("Lock"),
        None,
        None,
        DBusSignalFlags::NONE,
        move |bus, _, path, _, _, _| if_ours(bus, own, path, &told),
    );
    // What desktops do when the screen is locked by their own keys.
    let told = app.clone();
    let _ = bus.signal_subscribe(
        Some(LOGIND),
        Some("org.freedesktop.DBus.Properties"),
        Some("PropertiesChanged"),
        None,
        Some(SESSION),
        DBusSignalFlags::NONE,
        move |bus, _, path, _, _, parameters| {
            if locks_the_screen(parameters) {
                if_ours(bus, own, path, &told);
            }
        },
    );
    ask_to_wait(bus);
    BUS.with(|kept| *kept.borrow_mut() = Some(bus.clone()));
}

/// Whether changed properties of a session (its interface, a table of new values, names of others) say that its screen was locked.
fn locks_the_screen(parameters: &Variant) -> bool {
    if parameters.type_().as_str() != "(sa{sv}as)" {
        return false;
    }
    let values = VariantDict::new(Some(&parameters.child_value(1)));
    values.lookup::<bool>("LockedHint").is_ok_and(|hint| hint == Some(true))
}

/// Locks where `path` is the session that this program runs in; also where logind cannot tell, which is the safe side.
fn if_ours(bus: &DBusConnection, own: u32, path: &str, app: &AppHandle) {
    let (path, app) = (path.to_owned(), app.clone());
    let question = (own,).to_variant();
    let reply = VariantTy::new("(o)").ok();
    let none = gio::Cancellable::NONE;
    bus.call(
        Some(LOGIND),
        PATH,
        MANAGER,
        "GetSessionByPID",
        Some(&question),
        reply,
        DBusCallFlags::NONE,
        PATIENCE,
        none,
        move |answer| {
            let other = answer.is_ok_and(|answer| answer.child_value(0).str().is_some_and(|ours| ours != path));
            if !other {
                lock(&app);
            }
        },
    );
}

/// Asks logind for a file that keeps the computer awake, shortly, until it is closed.
fn ask_to_wait(bus: &DBusConnection) {
    let question = ("sleep", "Loopbook", "Locking the journal", "delay").to_variant();
    let reply = VariantTy::new("(h)").ok();
    bus.call_with_unix_fd_list(
        Some(LOGIND),
        PATH,
        MANAGER,
        "Inhibit",
        Some(&question),
        reply,
        DBusCallFlags::NONE,
        PATIENCE,
        gio::UnixFDList::NONE,
        gio::Cancellable::NONE,
        |answer| match answer {
            Ok((_, files)) => WAIT.with(|wait| *wait.borrow_mut() = Some(files)),
            Err(error) => tracing::debug!(%error, "the computer does not wait for us before it sleeps"),
        },
    );
}

/// Asks the page to lock the journal; where none is open, there is nothing to wait for.
fn lock(app: &AppHandle) {
    let told = app.state::<Shell>().door.is_open() && app.emit_to(window::LABEL, "lock-requested", ()).is_ok();
    if !told {
        let_sleep(app);
    }
}

/// The page has done what it could.
pub(crate) fn let_sleep(app: &AppHandle) {
    let done = app.run_on_main_thread(|| {
        if FALLING.get() {
            WAIT.with(|wait| drop(wait.borrow_mut().take()));
        }
    });
    if let Err(error) = done {
        tracing::warn!(%error, "the computer may wait a few seconds before it sleeps");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    /// As logind sends it.
    fn changed(name: &str, value: &Variant) -> Variant {
        let values: HashMap<&str, &Variant> = HashMap::from([(name, value)]);
        (SESSION, values, Vec::<String>::new()).to_variant()
    }

    #[test]
    fn a_screen_that_was_locked_is_told_from_all_else_that_changes_in_a_session() {
        assert!(locks_the_screen(&changed("LockedHint", &true.to_variant())));
        assert!(!locks_the_screen(&changed("LockedHint", &false.to_variant())));
        assert!(!locks_the_screen(&changed("IdleHint", &true.to_variant())));
        assert!(!locks_the_screen(&changed("LockedHint", &"yes".to_variant())));
        assert!(!locks_the_screen(&().to_variant()));
        assert!(!locks_the_screen(&(1, 2, 3).to_variant()));
    }
}
