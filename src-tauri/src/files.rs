//! The system's own dialogs. They are opened from here and answer with tokens, so that no script ever names a path.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use journal::api::{ApiError, Code, Place, Places};
use journal::attachments::{self, Attachment};
use journal::change::Op;
use journal::id::{AttachmentId, EntryId};
use journal::{Error, Journal, files};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tauri_plugin_opener::OpenerExt;

use crate::scratch;
use crate::shell::{Shell, away_from_the_window, failed};
use crate::window::with_parent;

/// Opened with the system's program: kinds of files that are read, not run. Everything else can be saved.
const OPENED: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "heic", "pdf", "txt", "md", "markdown", "csv", "rtf",
    "odt", "ods", "odp", "docx", "xlsx", "pptx", "doc", "xls", "ppt", "epub", "mp3", "m4a", "ogg", "oga", "opus",
    "wav", "flac", "mp4", "m4v", "mov", "webm", "mkv",
];

/// What an import is read from.
#[derive(Clone, Copy, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Opened {
    ImportFile,
    ImportFolder,
}

/// Asks for a file or folder to import.
#[tauri::command]
pub(crate) async fn pick_open(app: AppHandle, kind: Opened) -> Result<Option<Place>, ApiError> {
    away_from_the_window(move || {
        let path = ask(&app, "open", |app| {
            let dialog = with_parent(app, app.dialog().file());
            chosen(match kind {
                Opened::ImportFile => dialog.blocking_pick_file(),
                Opened::ImportFolder => dialog.blocking_pick_folder(),
            })
        })?;
        Ok(path.map(|path| app.state::<Shell>().places.give(path)))
    })
    .await
}

/// Asks where to write a file.
#[tauri::command]
pub(crate) async fn pick_save(app: AppHandle, name: String) -> Result<Option<Place>, ApiError> {
    away_from_the_window(move || Ok(ask_where(&app, &name)?.map(|path| app.state::<Shell>().places.give(path)))).await
}

/// Asks for files and attaches them.
#[tauri::command]
pub(crate) async fn pick_attachments(app: AppHandle, entry: EntryId) -> Result<Vec<Attachment>, ApiError> {
    away_from_the_window(move || {
        let journal = app.state::<Shell>().journal()?;
        let picked = ask_all(&app)?;
        Ok(picked.iter().map(|path| attach(&journal, entry, path)).collect::<journal::Result<_>>()?)
    })
    .await
}

/// Asks where to, and writes the file there as it was put in. Answers false where nothing was chosen.
#[tauri::command]
pub(crate) async fn save_attachment(app: AppHandle, id: AttachmentId, name: String) -> Result<bool, ApiError> {
    away_from_the_window(move || {
        let journal = app.state::<Shell>().journal()?;
        let Some(path) = ask_where(&app, &name)? else { return Ok(false) };
        copy_out(&journal, id, &path)?;
        Ok(true)
    })
    .await
}

/// Opens the file in the system's program for it. The page has asked before.
#[tauri::command]
pub(crate) async fn open_attachment(app: AppHandle, id: AttachmentId) -> Result<(), ApiError> {
    away_from_the_window(move || {
        let journal = app.state::<Shell>().journal()?;
        let attachment = journal.read(|tx| attachments::get(tx, id))?;
        if !is_read_not_run(&attachment.name) {
            return Err(ApiError::new(
                Code::BadInput,
                format!(
                    "{} is a kind of file that could run as a program, so it is not opened from here; save it instead",
                    attachment.name
                ),
            ));
        }
        let folder =
            scratch::folder(&app, "opened").map_err(|error| failed("There is no place to open files from", &error))?;
        let folder = folder.join(id.to_string());
        files::make_private_folder(&folder).map_err(Error::from)?;
        let path = folder.join(&attachment.name);
        copy_out(&journal, id, &path)?;
        let path = path.to_string_lossy().into_owned();
        app.opener().open_path(path, None::<&str>).map_err(|error| failed("This file could not be opened", &error))
    })
    .await
}

/// Shows a written file in the file manager.
#[tauri::command]
pub(crate) async fn reveal(app: AppHandle, place: Place) -> Result<(), ApiError> {
    away_from_the_window(move || {
        let path = app.state::<Shell>().places.path(&place)?;
        app.opener().reveal_item_in_dir(path).map_err(|error| failed("The folder could not be shown", &error))
    })
    .await
}

fn is_read_not_run(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    OPENED.contains(&extension.to_ascii_lowercase().as_str())
}

fn attach(journal: &Journal, entry: EntryId, path: &Path) -> journal::Result<Attachment> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let sealed = journal.vault().put(&mut File::open(path)?)?;
    journal.write(Op::AddAttachment, |tx| attachments::attach(tx, entry, &name, &sealed))
}

/// Writes beside the place and moves it there when it is whole: a file of that name is replaced by all of it or not at all.
fn copy_out(journal: &Journal, id: AttachmentId, to: &Path) -> Result<(), ApiError> {
    let unfinished = to.with_file_name(format!(".loopbook-{}", uuid::Uuid::new_v4()));
    let copied = (|| {
        let mut file = files::create_private(&unfinished)?;
        journal.vault().copy_to(id, &mut file)?;
        file.sync_all()?;
        Ok(fs::rename(&unfinished, to)?)
    })();
    if copied.is_err()
        && let Err(error) = fs::remove_file(&unfinished)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(kind = ?error.kind(), "a half-written copy stays behind");
    }
    copied.map_err(|error: Error| ApiError::from(error))
}

fn ask_where(app: &AppHandle, name: &str) -> Result<Option<PathBuf>, ApiError> {
    let name = attachments::clean_name(name);
    ask(app, &format!("save/{name}"), |app| {
        chosen(with_parent(app, app.dialog().file()).set_file_name(&name).blocking_save_file())
    })
}

fn ask_all(app: &AppHandle) -> Result<Vec<PathBuf>, ApiError> {
    #[cfg(debug_assertions)]
    if let Some(folder) = answers::folder() {
        return Ok(answers::all(&folder.join("attach"))?);
    }
    let picked = with_parent(app, app.dialog().file()).blocking_pick_files().unwrap_or_default();
    picked.into_iter().map(|path| chosen(Some(path))).filter_map(Result::transpose).collect()
}

/// What a dialog answered, as a path.
pub(crate) fn chosen(answer: Option<FilePath>) -> Result<Option<PathBuf>, ApiError> {
    let path = answer.map(FilePath::into_path).transpose();
    path.map_err(|_| ApiError::new(Code::BadInput, "only files and folders on this computer can be used"))
}

/// Asks the person; a debug build under test takes the answer that the test laid out as `name`.
pub(crate) fn ask(
    app: &AppHandle,
    name: &str,
    dialog: impl FnOnce(&AppHandle) -> Result<Option<PathBuf>, ApiError>,
) -> Result<Option<PathBuf>, ApiError> {
    #[cfg(debug_assertions)]
    if let Some(folder) = answers::folder() {
        return Ok(Some(folder.join(name)));
    }
    #[cfg(not(debug_assertions))]
    let _ = name;
    dialog(app)
}

/// A test cannot press the buttons of the system's dialogs: it names a folder that answers for them. Not in a release.
#[cfg(debug_assertions)]
mod answers {
    use std::path::{Path, PathBuf};

    pub(super) fn folder() -> Option<PathBuf> {
        std::env::var_os("LOOPBOOK_TEST_PLACES").map(PathBuf::from)
    }

    pub(super) fn all(folder: &Path) -> journal::Result<Vec<PathBuf>> {
        let mut paths = std::fs::read_dir(folder)?.map(|item| Ok(item?.path())).collect::<std::io::Result<Vec<_>>>()?;
        paths.sort();
        Ok(paths)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use journal::Clock;
    use journal::entries::EntryFields;

    #[test]
    fn nothing_that_could_run_is_opened() {
        for read in ["a.pdf", "photo.JPG", "notes.md", "minutes.docx"] {
            assert!(is_read_not_run(read), "{read}");
        }
        for run in
            ["a.desktop", "a.sh", "a.exe", "a.html", "a.svg", "a.pdf.exe", "a.lnk", "a.jar", "a.docm", "pdf", "a."]
        {
            assert!(!is_read_not_run(run), "{run}");
        }
    }

    #[test]
    fn a_file_comes_out_as_it_went_in_and_replaces_whole() {
        let temp = tempfile::tempdir().unwrap();
        let journal = Journal::create(&temp.path().join("journal"), Clock::system()).unwrap();
        let places = journal::api::Paths;
        let api = journal::api::Api { journal: &journal, places: &places };
        let entry = journal::api::typed::entry_add(&api, EntryFields::default()).unwrap();
        let source = temp.path().join("lesson plan.txt");
        fs::write(&source, "thirty minutes").unwrap();
        let attachment = attach(&journal, entry.id, &source).unwrap();
        assert_eq!((attachment.name.as_str(), attachment.bytes), ("lesson plan.txt", 14));
        let out = temp.path().join("out.txt");
        fs::write(&out, "an older and longer file").unwrap();
        copy_out(&journal, attachment.id, &out).unwrap();
        assert_eq!(fs::read_to_string(&out).unwrap(), "thirty minutes");
        assert!(copy_out(&journal, AttachmentId::new(), &out).is_err());
        assert_eq!(fs::read_to_string(&out).unwrap(), "thirty minutes");
        let left: Vec<_> = fs::read_dir(temp.path()).unwrap().map(|item| item.unwrap().file_name()).collect();
        assert_eq!(left.len(), 3, "{left:?}");
    }
}
