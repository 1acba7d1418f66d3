//! The desktop app. All of it is in the library beside this file.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    loopbook_lib::run()
}
