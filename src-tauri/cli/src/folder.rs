use std::env;
use std::path::PathBuf;

/// Where the journal is when the command does not say: what the environment says, or else the place of the desktop app.
/// None where the system does not say who is at home.
pub fn usual() -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = named("LOOPBOOK_JOURNAL") {
        return Some(folder);
    }
    let home = named("HOME").or_else(|| named("USERPROFILE"));
    let data = if cfg!(target_os = "macos") {
        home.map(|home| home.join("Library/Application Support"))
    } else if cfg!(windows) {
        named("APPDATA")
    } else {
        // The XDG base directory specification: a relative path is to be ignored.
        named("XDG_DATA_HOME").filter(|path| path.is_absolute()).or_else(|| home.map(|home| home.join(".local/share")))
    };
    data.map(|data| data.join("loopbook").join("journal"))
}
