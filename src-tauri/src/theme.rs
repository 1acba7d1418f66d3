//! Light or dark as the desktop is, without waiting for the desktop: a portal that hangs must not delay the window.

use std::cell::OnceCell;

use gtk::gio::{self, DBusCallFlags, DBusConnection, DBusSignalFlags};
use gtk::glib::{Variant, VariantTy};
use gtk::prelude::*;
use tauri::WebviewWindow;

const PORTAL: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const SETTINGS: &str = "org.freedesktop.portal.Settings";
const APPEARANCE: &str = "org.freedesktop.appearance";
const SCHEME: &str = "color-scheme";
/// Milliseconds.
const PATIENCE: i32 = 5000;

thread_local! {
    /// Held for as long as the program runs: the subscription ends with the connection.
    static BUS: OnceCell<DBusConnection> = const { OnceCell::new() };
}

/// Asks the desktop now and listens for as long as the program runs. Without a desktop that answers, GTK's own theme
/// decides.
pub(crate) fn follow(window: &WebviewWindow) {
    let asked = window.run_on_main_thread(|| {
        gio::bus_get(gio::BusType::Session, gio::Cancellable::NONE, |bus| match bus {
            Ok(bus) => ask(&bus),
            Err(error) => tracing::debug!(%error, "no session bus: the theme of GTK decides"),
        });
    });
    if let Err(error) = asked {
        tracing::warn!(%error, "the desktop's colours are not followed");
    }
}

fn ask(bus: &DBusConnection) {
    let _ = bus.signal_subscribe(
        Some(PORTAL),
        Some(SETTINGS),
        Some("SettingChanged"),
        Some(PATH),
        Some(APPEARANCE),
        DBusSignalFlags::NONE,
        |_, _, _, _, _, parameters| {
            if let Some((_, name, value)) = parameters.get::<(String, String, Variant)>()
                && name == SCHEME
            {
                apply(&value);
            }
        },
    );
    let question = (APPEARANCE, SCHEME).to_variant();
    let reply = VariantTy::new("(v)").ok();
    let none = gio::Cancellable::NONE;
    bus.call(
        Some(PORTAL),
        PATH,
        SETTINGS,
        "Read",
        Some(&question),
        reply,
        DBusCallFlags::NONE,
        PATIENCE,
        none,
        |answer| match answer {
            Ok(answer) => apply(&answer.child_value(0)),
            Err(error) => tracing::debug!(%error, "the desktop does not say whether it is light or dark"),
        },
    );
    BUS.with(|kept| drop(kept.set(bus.clone())));
}

/// 1 prefers dark, 2 light, 0 says nothing; wrapped in one variant or in two, by the version of the portal.
fn scheme(value: &Variant) -> Option<u32> {
    if value.is_type(VariantTy::VARIANT) { value.as_variant().as_ref().and_then(scheme) } else { value.get::<u32>() }
}

fn apply(value: &Variant) {
    let dark = match scheme(value) {
        Some(1) => true,
        Some(2) => false,
        _ => return,
    };
    if let Some(settings) = gtk::Settings::default() {
        settings.set_gtk_application_prefer_dark_theme(dark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_is_read_from_one_variant_or_two() {
        assert_eq!(scheme(&1u32.to_variant()), Some(1));
        assert_eq!(scheme(&1u32.to_variant().to_variant()), Some(1));
        assert_eq!(scheme(&2u32.to_variant().to_variant().to_variant()), Some(2));
        assert_eq!(scheme(&"dark".to_variant()), None);
    }
}
