//! A desktop portal that hangs must not keep the window waiting.
//!
//! GTK asks for the portal in two places at the start, and waits up to 25 seconds each time: on Wayland for its settings
//! (which `GTK_USE_PORTAL=0` forbids), and everywhere when an application registers on the session bus. We need nothing
//! of that registration, so the bus is out of sight while it happens.

use std::ffi::OsString;

use gtk::glib;

const BUS: &str = "DBUS_SESSION_BUS_ADDRESS";

/// The session bus, out of sight until [`Unseen::show`].
pub(crate) struct Unseen(Option<OsString>);

/// To be called before any other thread runs. GTK is begun here, with the bus: screen readers reach it that way.
pub(crate) fn keep_quiet() -> Unseen {
    let set = |name: &str, value: &str| {
        if let Err(error) = glib::setenv(name, value, true) {
            tracing::warn!(%error, "the start may be slow");
        }
    };
    set("GTK_USE_PORTAL", "0");
    if let Err(error) = gtk::init() {
        tracing::warn!(%error, "GTK did not begin; the window will say so");
    }
    let address = std::env::var_os(BUS);
    set(BUS, "unix:path=/nonexistent");
    Unseen(address)
}

impl Unseen {
    /// The bus is there again, for whoever asks from now on.
    pub(crate) fn show(self) {
        match self.0 {
            Some(address) => {
                if let Err(error) = glib::setenv(BUS, address, true) {
                    tracing::warn!(%error, "the session bus stays out of sight");
                }
            }
            None => glib::unsetenv(BUS),
        }
    }
}
