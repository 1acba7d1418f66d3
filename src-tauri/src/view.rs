//! How the window looks and behaves: size of everything, spelling, full screen, paper.

use journal::api::ApiError;
use tauri::{AppHandle, Manager, WebviewWindow};

use crate::shell::{away_from_the_window, failed};
use crate::window;

fn the_window(app: &AppHandle) -> Result<WebviewWindow, ApiError> {
    app.get_webview_window(window::LABEL).ok_or_else(|| failed("This could not be done", &"the window is closed"))
}

/// Opens the system's own dialog for printing.
#[tauri::command]
pub(crate) fn print_page(app: AppHandle) -> Result<(), ApiError> {
    the_window(&app)?.print().map_err(|error| failed("This page could not be printed", &error))
}

/// Makes everything larger or smaller; percent, 50 to 300.
#[tauri::command]
pub(crate) fn set_zoom(app: AppHandle, percent: u32) -> Result<(), ApiError> {
    let factor = f64::from(percent.clamp(50, 300)) / 100.0;
    the_window(&app)?.set_zoom(factor).map_err(|error| failed("The size could not be changed", &error))
}

/// Full screen on or off.
#[tauri::command]
pub(crate) fn set_full_screen(app: AppHandle, on: bool) -> Result<(), ApiError> {
    the_window(&app)?.set_fullscreen(on).map_err(|error| failed("Full screen could not be changed", &error))
}

/// Whether the window fills the screen.
#[tauri::command]
pub(crate) fn is_full_screen(app: AppHandle) -> Result<bool, ApiError> {
    the_window(&app)?.is_fullscreen().map_err(|error| failed("The window could not be asked", &error))
}

/// Marks misspelt words, by the dictionaries on this machine; no languages means the system's own.
#[tauri::command]
pub(crate) fn set_spelling(app: AppHandle, on: bool, languages: Vec<String>) -> Result<(), ApiError> {
    let window = the_window(&app)?;
    #[cfg(target_os = "linux")]
    {
        let languages = if languages.is_empty() { spelling::of_the_system(&spelling::installed()) } else { languages };
        window
            .with_webview(move |view| spelling::set(&view.inner(), on, &languages))
            .map_err(|error| failed("Spelling could not be changed", &error))?;
    }
    // macOS and Windows check by the language of their own settings; the page's `spellcheck` attribute switches it.
    #[cfg(not(target_os = "linux"))]
    drop((window, on, languages));
    Ok(())
}

/// The dictionaries on this machine.
#[tauri::command]
pub(crate) async fn spelling_languages() -> Result<Vec<String>, ApiError> {
    away_from_the_window(|| {
        #[cfg(target_os = "linux")]
        return Ok(spelling::installed());
        #[cfg(not(target_os = "linux"))]
        Ok(Vec::new())
    })
    .await
}

#[cfg(target_os = "linux")]
mod spelling {
    use std::collections::BTreeSet;
    use std::path::Path;

    use webkit2gtk::{WebContextExt, WebView, WebViewExt};

    /// Where Linux distributions put Hunspell's dictionaries.
    const FOLDERS: &[&str] = &["/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts"];

    pub(super) fn set(view: &WebView, on: bool, languages: &[String]) {
        let Some(context) = view.context() else { return };
        let languages: Vec<&str> = languages.iter().map(String::as_str).collect();
        context.set_spell_checking_languages(&languages);
        context.set_spell_checking_enabled(on && !languages.is_empty());
    }

    pub(super) fn installed() -> Vec<String> {
        let found: BTreeSet<String> = FOLDERS.iter().flat_map(|folder| in_folder(Path::new(folder))).collect();
        found.into_iter().collect()
    }

    /// A dictionary is a pair of files, `en_GB.dic` and `en_GB.aff`.
    fn in_folder(folder: &Path) -> Vec<String> {
        let Ok(items) = std::fs::read_dir(folder) else { return Vec::new() };
        items
            .filter_map(|item| {
                let path = item.ok()?.path();
                let name = path.file_stem()?.to_str()?.to_owned();
                let is_one = path.extension()? == "dic" && is_language(&name) && path.with_extension("aff").exists();
                is_one.then_some(name)
            })
            .collect()
    }

    /// "en", "en_GB", "sr_Latn_RS"; not "hyph_en_GB" or "de_DE_frami".
    fn is_language(name: &str) -> bool {
        let mut parts = name.split('_');
        let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
        let first = parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && letters(part));
        first
            && parts.all(|part| {
                (part.len() == 2 || part.len() == 4)
                    && letters(part)
                    && part.starts_with(|c: char| c.is_ascii_uppercase())
            })
    }

    pub(super) fn of_the_system(installed: &[String]) -> Vec<String> {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        usual(locale.as_deref().unwrap_or(""), installed)
    }

    /// The dictionary of the locale, else one of its language, else American English, else any.
    fn usual(locale: &str, installed: &[String]) -> Vec<String> {
        let name = locale.split(['.', '@']).next().unwrap_or_default();
        let language = name.split('_').next().unwrap_or_default();
        let of_language = |found: &&String| !language.is_empty() && found.split('_').next() == Some(language);
        let best = installed
            .iter()
            .find(|found| found.as_str() == name)
            .or_else(|| installed.iter().find(of_language))
            .or_else(|| installed.iter().find(|found| found.as_str() == "en_US"))
            .or_else(|| installed.first());
        best.cloned().into_iter().collect()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_dictionary_is_a_pair_of_files_named_after_a_language() {
            let folder = tempfile::tempdir().unwrap();
            for name in [
                "en_GB.dic",
                "en_GB.aff",
                "fr.dic",
                "fr.aff",
                "hyph_en_GB.dic",
                "hyph_en_GB.aff",
                "nl_NL.dic",
                "de_DE_frami.dic",
                "de_DE_frami.aff",
            ] {
                std::fs::write(folder.path().join(name), "").unwrap();
            }
            let mut found = in_folder(folder.path());
            found.sort();
            assert_eq!(found, ["en_GB", "fr"]);
        }

        #[test]
        fn the_system_s_language_decides_as_far_as_there_is_a_dictionary() {
            let installed: Vec<String> = ["de_AT", "de_DE", "en_GB", "en_US"].map(String::from).into();
            assert_eq!(usual("de_DE.UTF-8", &installed), ["de_DE"]);
            assert_eq!(usual("de_CH.UTF-8@euro", &installed), ["de_AT"]);
            assert_eq!(usual("C", &installed), ["en_US"]);
            assert_eq!(usual("", &installed), ["en_US"]);
            assert_eq!(usual("pt_BR", &["nl_NL".to_owned()]), ["nl_NL"]);
            assert!(usual("en_GB", &[]).is_empty());
        }
    }
}
