//! Builds the window's configuration in, and names every command, so that only the capability of the one window can
//! grant it.

fn main() {
    let commands = tauri_build::AppManifest::new().commands(&[
        "call",
        "stage",
        "first_start",
        "begin",
        "pick_folder",
        "sample_open",
        "sample_close",
        "sample_delete",
        "take_over",
        "rescue",
        "pick_open",
        "pick_save",
        "pick_attachments",
        "open_attachment",
        "save_attachment",
        "reveal",
        "open_link",
        "open_preview",
        "print_page",
        "set_zoom",
        "set_spelling",
        "spelling_languages",
        "set_full_screen",
        "is_full_screen",
        "close_heard",
        "close_stays",
        "close_now",
        "lock_done",
    ]);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands)) {
        println!(
            "cargo::error=The window could not be prepared: {error:#}. Are the pages there? `npm run build` in ui/ makes them."
        );
    }
}
