//! Which journal: the one chosen, or the usual folder; and what to say when it cannot be opened.
//!
//! A journal that is there but does not open is never replaced: the page gets the sentence that says why.

use std::path::{Path, PathBuf};

use journal::api::door::{TypedBack, locks};
use journal::api::{ApiError, Code, Place, Places, sample};
use journal::door::Door;
use journal::keys::{Locks, Secret};
use journal::{Error, files};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;

use crate::files::{ask, chosen, not_read};
use crate::shell::{Shell, away_from_the_window, failed};
use crate::window;

/// Opens this folder and no other; for tests.
const FOLDER_VARIABLE: &str = "LOOPBOOK_JOURNAL";
/// In the folder for settings: the path of a journal that lives elsewhere than usual.
const POINTER: &str = "journal-folder";
/// Beside the usual folder.
const SAMPLE: &str = "sample";
/// Made inside a chosen folder that holds other things.
const SUBFOLDER: &str = "Loopbook";

/// Whether there is no journal yet, and the folder we would offer or have opened.
#[derive(Serialize)]
pub(crate) struct FirstStart {
    needed: bool,
    folder: String,
    sample: SampleIs,
    /// Whether the journal is there and wants its passphrase.
    locked: bool,
}

/// Where the sample is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum SampleIs {
    /// Not made, or deleted.
    None,
    /// In its folder.
    Kept,
    /// Open, in the place of the person's own journal.
    Open,
}

/// A folder that was picked.
#[derive(Serialize)]
pub(crate) struct PickedFolder {
    place: Place,
    shown: String,
    /// Whether a journal is in it already, which is opened then.
    begun: bool,
}

/// What a new journal is to be locked with.
#[derive(Deserialize)]
pub(crate) struct NewLocks {
    passphrase: Secret,
    code: Option<TypedBack>,
}

/// Opens the journal on a thread of its own while the web view starts. Nothing is made, and nothing is said here: the page
/// asks for all of it again by [`first_start`], and finds it done.
pub(crate) fn come_ahead(app: &AppHandle) {
    let app = app.clone();
    std::thread::spawn(move || {
        let Ok(folder) = Home::of(&app).and_then(|home| home.folder()) else { return };
        if let Err(error) = app.state::<Shell>().door.come_to(&folder.path) {
            tracing::debug!(code = ?ApiError::from(error).code, "the journal is not open yet; the page will ask");
        }
    });
}

/// Comes to the journal if there is one, unless the sample is being looked at.
#[tauri::command]
pub(crate) async fn first_start(app: AppHandle) -> Result<FirstStart, ApiError> {
    away_from_the_window(move || {
        let home = Home::of(&app)?;
        let folder = home.folder()?;
        let shell = app.state::<Shell>();
        if shell.door.is_sample() {
            let needed = !folder.is_begun();
            return Ok(FirstStart { needed, folder: folder.shown(), sample: SampleIs::Open, locked: false });
        }
        let needed = match shell.door.come_to(&folder.path) {
            Ok(()) => false,
            Err(Error::NoJournal(_)) if !folder.chosen => true,
            Err(other) => return Err(folder.why_not(other)),
        };
        let sample = if sample::is_in(&home.sample()) { SampleIs::Kept } else { SampleIs::None };
        Ok(FirstStart { needed, folder: folder.shown(), sample, locked: shell.door.is_locked() })
    })
    .await
}

/// Opens the sample in the place of what is open; where there is none yet, it is made. The page has put everything away,
/// and begins anew after this.
#[tauri::command]
pub(crate) async fn sample_open(app: AppHandle) -> Result<(), ApiError> {
    away_from_the_window(move || {
        let folder = Home::of(&app)?.sample();
        Ok(app.state::<Shell>().door.open_sample(&folder)?)
    })
    .await
}

/// Closes the sample, so that the page, which begins anew after this, gets the person's own journal or the first start.
#[tauri::command]
pub(crate) async fn sample_close(app: AppHandle) -> Result<(), ApiError> {
    away_from_the_window(move || {
        app.state::<Shell>().door.close_sample();
        Ok(())
    })
    .await
}

/// Deletes the sample with its folder, and closes it first where it is open.
#[tauri::command]
pub(crate) async fn sample_delete(app: AppHandle) -> Result<(), ApiError> {
    away_from_the_window(move || {
        let folder = Home::of(&app)?.sample();
        Ok(app.state::<Shell>().door.delete_sample(&folder)?)
    })
    .await
}

/// Begins a journal in the usual folder (`"default"`) or in a picked one, locked with what was chosen, or opens the one
/// that is there.
#[tauri::command]
pub(crate) async fn begin(app: AppHandle, place: Place, protect: Option<NewLocks>) -> Result<(), ApiError> {
    away_from_the_window(move || {
        let home = Home::of(&app)?;
        let shell = app.state::<Shell>();
        let protect = protect.map(|new| locks(new.passphrase, new.code.as_ref())).transpose()?;
        shell.door.close_sample();
        if place.0 == "default" {
            let folder = home.folder()?;
            return folder.enter(&shell.door, protect.as_ref()).map_err(|error| folder.why_not(error));
        }
        let folder = shell.places.path(&place)?;
        if sample::is_in(&folder) {
            return Err(ApiError::new(
                Code::BadInput,
                "this folder holds the sample, which may be deleted at any time; choose another one for your own journal",
            ));
        }
        shell.door.begin(&folder, protect.as_ref())?;
        home.point_to(&folder)
    })
    .await
}

/// Puts a restored journal, or one that was put aside, in the place of the person's own. The page has put everything away,
/// and begins anew after this.
#[tauri::command]
pub(crate) async fn take_over(app: AppHandle, from: Option<String>) -> Result<(), ApiError> {
    away_from_the_window(move || {
        let folder = Home::of(&app)?.folder()?;
        Ok(app.state::<Shell>().door.take_over(&folder.path, from.as_deref())?)
    })
    .await
}

/// Asks what can be asked of a journal that cannot be opened, or is not there yet: in the usual folder, or at the first
/// start in a picked one (`place`), which is the journal's from when it was brought back there.
#[tauri::command]
pub(crate) async fn rescue(
    app: AppHandle,
    name: String,
    request: serde_json::Value,
    place: Option<Place>,
) -> Result<serde_json::Value, ApiError> {
    away_from_the_window(move || {
        let home = Home::of(&app)?;
        let shell = app.state::<Shell>();
        let places = &shell.places;
        let picked = place.filter(|place| place.0 != "default").map(|place| places.path(&place)).transpose()?;
        let folder = match &picked {
            Some(folder) => folder.clone(),
            None => home.folder()?.path,
        };
        let reply = journal::api::rescue::call(&folder, &journal::Clock::system(), places, &name, request)?;
        if let Some(folder) = picked.filter(|_| name == "rescue_take") {
            home.point_to(&folder)?;
        }
        Ok(reply)
    })
    .await
}

/// Asks for a folder for the journal.
#[tauri::command]
pub(crate) async fn pick_folder(app: AppHandle) -> Result<Option<PickedFolder>, ApiError> {
    away_from_the_window(move || {
        let answer =
            ask(&app, "folder", |app| chosen(window::with_parent(app, app.dialog().file()).blocking_pick_folder()))?;
        let Some(path) = answer else { return Ok(None) };
        let path = room_in(path)?;
        let (shown, begun) = (path.display().to_string(), path.join(journal::journal::DATABASE).exists());
        Ok(Some(PickedFolder { place: app.state::<Shell>().places.give(path), shown, begun }))
    })
    .await
}

/// The folder itself where it is empty or holds a journal, else one of our own inside it: a journal is not strewn among
/// somebody's other files.
fn room_in(folder: PathBuf) -> Result<PathBuf, ApiError> {
    let mut items = std::fs::read_dir(&folder).map_err(|error| not_read(error, &folder))?;
    if items.next().is_none() || folder.join(journal::journal::DATABASE).exists() {
        return Ok(folder);
    }
    Ok(folder.join(SUBFOLDER))
}

fn gone(folder: &Path) -> ApiError {
    ApiError::new(
        Code::Unavailable,
        format!(
            "your journal is kept in {}, and it is not there just now. If that is on another disk or a stick, connect it and try again. \
             Nothing was changed",
            folder.display()
        ),
    )
}

struct Folder {
    path: PathBuf,
    /// By the person, once: then a journal must be there.
    chosen: bool,
}

impl Folder {
    fn shown(&self) -> String {
        self.path.display().to_string()
    }

    /// Whether a journal is there, or was once and may be again.
    fn is_begun(&self) -> bool {
        self.chosen || self.path.join(journal::journal::DATABASE).exists()
    }

    /// A folder that was chosen once is never made again: its disk may only not be connected.
    fn enter(&self, door: &Door, protect: Option<&Locks>) -> journal::Result<()> {
        if self.chosen { door.come_to(&self.path) } else { door.begin(&self.path, protect) }
    }

    fn why_not(&self, error: Error) -> ApiError {
        match error {
            Error::NoJournal(_) if self.chosen => gone(&self.path),
            other => other.into(),
        }
    }
}

/// Where this system keeps a program's data and settings.
struct Home {
    data: PathBuf,
    settings: PathBuf,
}

impl Home {
    fn of(app: &AppHandle) -> Result<Self, ApiError> {
        let wrong = |error| failed("The folders of this system could not be found", &error);
        Ok(Self {
            data: app.path().app_local_data_dir().map_err(wrong)?,
            settings: app.path().app_config_dir().map_err(wrong)?,
        })
    }

    fn folder(&self) -> Result<Folder, ApiError> {
        if let Some(path) = std::env::var_os(FOLDER_VARIABLE).filter(|path| !path.is_empty()) {
            return Ok(Folder { path: path.into(), chosen: false });
        }
        match std::fs::read_to_string(self.settings.join(POINTER)) {
            Ok(text) => Ok(Folder { path: PathBuf::from(text.trim_end_matches('\n')), chosen: true }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Ok(Folder { path: self.data.join("journal"), chosen: false })
            }
            // Not knowing where the journal is, we must not offer to begin another.
            Err(error) => Err(failed("The note of where your journal is kept cannot be read", &error)),
        }
    }

    /// Where the sample lives: beside the usual folder.
    fn sample(&self) -> PathBuf {
        self.data.join(SAMPLE)
    }

    fn point_to(&self, folder: &Path) -> Result<(), ApiError> {
        let Some(text) = folder.to_str() else {
            return Err(ApiError::new(Code::BadInput, "the name of this folder cannot be kept; choose another one"));
        };
        files::make_private_folder(&self.settings)
            .and_then(|()| files::write_whole(&self.settings.join(POINTER), format!("{text}\n").as_bytes()))
            .map_err(|error| failed("The note of where your journal is kept could not be written", &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(folder: &Path) -> Home {
        Home { data: folder.join("data"), settings: folder.join("settings") }
    }

    #[test]
    fn the_usual_folder_is_offered_until_another_was_chosen() {
        let temp = tempfile::tempdir().unwrap();
        let home = home(temp.path());
        let usual = home.folder().unwrap();
        assert_eq!((usual.path, usual.chosen), (temp.path().join("data/journal"), false));
        home.point_to(Path::new("/a stick/Journal")).unwrap();
        let chosen = home.folder().unwrap();
        assert_eq!((chosen.path, chosen.chosen), (PathBuf::from("/a stick/Journal"), true));
    }

    #[test]
    fn a_journal_gets_a_folder_of_its_own() {
        let temp = tempfile::tempdir().unwrap();
        assert_eq!(room_in(temp.path().into()).unwrap(), temp.path());
        std::fs::write(temp.path().join("letter.txt"), "x").unwrap();
        assert_eq!(room_in(temp.path().into()).unwrap(), temp.path().join("Loopbook"));
        std::fs::write(temp.path().join("journal.db"), "x").unwrap();
        assert_eq!(room_in(temp.path().into()).unwrap(), temp.path());
    }

    #[test]
    fn a_chosen_folder_that_is_gone_is_never_made_again() {
        let temp = tempfile::tempdir().unwrap();
        let stick = Folder { path: temp.path().join("stick/Journal"), chosen: true };
        let door = Door::new(journal::Clock::system());
        let error = stick.enter(&door, None).map_err(|error| stick.why_not(error)).unwrap_err();
        assert_eq!(error.code, Code::Unavailable);
        assert!(error.message.contains("not there just now"), "{error}");
        assert!(!temp.path().join("stick").exists());
        let usual = Folder { path: temp.path().join("journal"), chosen: false };
        usual.enter(&door, None).unwrap();
        door.leave();
        let chosen = Folder { path: usual.path, chosen: true };
        chosen.enter(&door, None).unwrap();
    }

    #[test]
    fn a_folder_that_cannot_be_looked_into_is_named() {
        let temp = tempfile::tempdir().unwrap();
        let error = room_in(temp.path().join("gone")).unwrap_err();
        assert!(error.message.contains("“gone”"), "{error}");
        assert!(error.message.contains("not concerned"), "{error}");
    }

    #[test]
    fn a_note_that_cannot_be_written_is_not_the_journals_fault() {
        let temp = tempfile::tempdir().unwrap();
        let home = home(temp.path());
        std::fs::write(&home.settings, "a file where the folder should be").unwrap();
        let error = home.point_to(Path::new("/a stick/Journal")).unwrap_err();
        assert!(error.message.starts_with("The note of where"), "{error}");
    }

    #[test]
    fn a_note_that_cannot_be_read_is_not_taken_for_a_first_start() {
        let temp = tempfile::tempdir().unwrap();
        let home = home(temp.path());
        std::fs::create_dir_all(home.settings.join(POINTER)).unwrap();
        assert_eq!(home.folder().err().map(|error| error.code), Some(Code::Unavailable));
    }
}
