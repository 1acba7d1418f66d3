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

/// What [`scratch`] keeps opened files under.
pub(crate) const SCRATCH: &str = "opened";

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
        attach_all(&journal, entry, &picked)
    })
    .await
}

/// Asks where to, and writes the file there as it was put in. Answers false where nothing was chosen.
#[tauri::command]
pub(crate) async fn save_attachment(app: AppHandle, id: AttachmentId, name: String) -> Result<bool, ApiError> {
    away_from_the_window(move || {
        let journal = app.state::<Shell>().journal()?;
        let Some(path) = ask_where(&app, &name)? else { return Ok(false) };
        copy_out(&journal, id, &path, Purpose::Keep)?;
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
            scratch::folder(&app, SCRATCH).map_err(|error| failed("There is no place to open files from", &error))?;
        let folder = folder.join(id.to_string());
        files::make_private_folder(&folder).map_err(|error| failed("There is no place to open files from", &error))?;
        let path = folder.join(&attachment.name);
        copy_out(&journal, id, &path, Purpose::LookAt)?;
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

/// Attaches each of them; one that cannot be attached does not stop the rest.
///
/// # Errors
/// The sentence names each file that is missing and why, and those that are attached, so that nobody adds them twice.
fn attach_all(journal: &Journal, entry: EntryId, paths: &[PathBuf]) -> Result<Vec<Attachment>, ApiError> {
    let mut attached = Vec::new();
    let mut missing = Vec::new();
    for path in paths {
        match attach(journal, entry, path) {
            Ok(attachment) => attached.push(attachment),
            Err(error) => missing.push((path, error)),
        }
    }
    let Some(code) = missing.first().map(|(_, error)| error.code) else { return Ok(attached) };
    let mut said: Vec<_> =
        missing.iter().map(|(path, error)| format!("“{}” was not added: {}", name_of(path), error.message)).collect();
    if !attached.is_empty() {
        let names: Vec<_> = attached.iter().map(|attachment| format!("“{}”", attachment.name)).collect();
        said.push(format!("Added: {}", names.join(", ")));
    }
    Err(ApiError::new(code, said.join(". ")))
}

fn attach(journal: &Journal, entry: EntryId, path: &Path) -> Result<Attachment, ApiError> {
    let mut file = File::open(path).map_err(|error| not_read(error, path))?;
    let sealed = journal.vault().put(&mut file)?;
    Ok(journal.write(Op::AddAttachment, |tx| attachments::attach(tx, entry, &name_of(path), &sealed))?)
}

/// The last part of a path.
fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What a copy is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// It lies where the person chose, and is theirs to change.
    Keep,
    /// It is erased with the session: whoever changes it must be asked for another place by the other program.
    LookAt,
}

/// Writes beside the place and moves it there when it is whole: a file of that name is replaced by all of it or not at all.
fn copy_out(journal: &Journal, id: AttachmentId, to: &Path, purpose: Purpose) -> Result<(), ApiError> {
    let unfinished = to.with_file_name(format!(".loopbook-{}", uuid::Uuid::new_v4()));
    let outside = |error: std::io::Error| not_written(error.into(), to);
    let copied = (|| {
        let mut file = files::create_private(&unfinished).map_err(outside)?;
        journal.vault().copy_to(id, &mut file).map_err(|error| match error {
            // Reading never fills a disk: it is the one that is written to.
            Error::DiskFull => not_written(error, to),
            other => other.into(),
        })?;
        if purpose == Purpose::LookAt {
            let mut permissions = file.metadata().map_err(outside)?.permissions();
            permissions.set_readonly(true);
            file.set_permissions(permissions).map_err(outside)?;
        }
        file.sync_all().map_err(outside)?;
        fs::rename(&unfinished, to).map_err(outside)
    })();
    if copied.is_err()
        && let Err(error) = fs::remove_file(&unfinished)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(kind = ?error.kind(), "a half-written copy stays behind");
    }
    copied
}

/// The file or folder that could not be written is not the journal's: say so, as an export does.
fn not_written(error: Error, path: &Path) -> ApiError {
    let reason = match error {
        Error::DiskFull => "the disk is full".to_owned(),
        Error::ReadOnly => "this place cannot be written to".to_owned(),
        Error::Io(error) if error.kind() == std::io::ErrorKind::NotFound => "the folder is not there".to_owned(),
        other => other.to_string(),
    };
    ApiError::new(
        Code::BadInput,
        format!("“{}” was not written: {reason}. Your journal is not concerned; choose another place", name_of(path)),
    )
}

/// Nor is one that could not be read.
pub(crate) fn not_read(error: std::io::Error, path: &Path) -> ApiError {
    let reason = match error.kind() {
        std::io::ErrorKind::PermissionDenied => "you are not allowed to read it".to_owned(),
        std::io::ErrorKind::NotFound => "it is not there".to_owned(),
        _ => error.to_string(),
    };
    ApiError::new(
        Code::BadInput,
        format!("“{}” could not be read: {reason}. Your journal is not concerned", name_of(path)),
    )
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

    fn some_journal(folder: &Path) -> (Journal, EntryId) {
        let journal = Journal::create(&folder.join("journal"), Clock::system()).unwrap();
        let api = journal::api::Api { journal: &journal, places: &journal::api::Paths };
        let entry = journal::api::typed::entry_add(&api, EntryFields::default()).unwrap().id;
        (journal, entry)
    }

    #[test]
    fn a_file_comes_out_as_it_went_in_and_replaces_whole() {
        let temp = tempfile::tempdir().unwrap();
        let (journal, entry) = some_journal(temp.path());
        let source = temp.path().join("lesson plan.txt");
        fs::write(&source, "thirty minutes").unwrap();
        let attachment = attach(&journal, entry, &source).unwrap();
        assert_eq!((attachment.name.as_str(), attachment.bytes), ("lesson plan.txt", 14));
        let out = temp.path().join("out.txt");
        fs::write(&out, "an older and longer file").unwrap();
        copy_out(&journal, attachment.id, &out, Purpose::Keep).unwrap();
        assert_eq!(fs::read_to_string(&out).unwrap(), "thirty minutes");
        assert!(!fs::metadata(&out).unwrap().permissions().readonly());
        assert!(copy_out(&journal, AttachmentId::new(), &out, Purpose::Keep).is_err());
        assert_eq!(fs::read_to_string(&out).unwrap(), "thirty minutes");
        let left: Vec<_> = fs::read_dir(temp.path()).unwrap().map(|item| item.unwrap().file_name()).collect();
        assert_eq!(left.len(), 3, "{left:?}");
    }

    #[test]
    fn a_copy_to_look_at_cannot_be_changed_and_can_be_made_again() {
        let temp = tempfile::tempdir().unwrap();
        let (journal, entry) = some_journal(temp.path());
        let source = temp.path().join("plan.txt");
        fs::write(&source, "thirty minutes").unwrap();
        let id = attach(&journal, entry, &source).unwrap().id;
        let out = temp.path().join("opened.txt");
        for _ in 0..2 {
            copy_out(&journal, id, &out, Purpose::LookAt).unwrap();
            assert_eq!(fs::read_to_string(&out).unwrap(), "thirty minutes");
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt as _;
                assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o400);
            }
            assert!(fs::metadata(&out).unwrap().permissions().readonly());
        }
    }

    #[test]
    fn one_file_that_fails_does_not_hide_those_that_are_attached() {
        let temp = tempfile::tempdir().unwrap();
        let (journal, entry) = some_journal(temp.path());
        let paths = ["a.txt", "gone.txt", "b.txt"].map(|name| temp.path().join(name));
        fs::write(&paths[0], "a").unwrap();
        fs::write(&paths[2], "b").unwrap();
        let error = attach_all(&journal, entry, &paths).unwrap_err();
        assert_eq!(
            error.message,
            "“gone.txt” was not added: “gone.txt” could not be read: it is not there. Your journal is not concerned. \
             Added: “a.txt”, “b.txt”"
        );
        let there = journal.read(|tx| attachments::list(tx, entry)).unwrap();
        let names: Vec<_> = there.iter().map(|attachment| attachment.name.as_str()).collect();
        assert_eq!(names, ["a.txt", "b.txt"]);
    }

    #[test]
    fn a_place_that_cannot_be_written_to_is_not_the_journals_folder() {
        let temp = tempfile::tempdir().unwrap();
        let (journal, entry) = some_journal(temp.path());
        let source = temp.path().join("plan.txt");
        fs::write(&source, "thirty minutes").unwrap();
        let id = attach(&journal, entry, &source).unwrap().id;
        let error = copy_out(&journal, id, &temp.path().join("gone/out.txt"), Purpose::Keep).unwrap_err();
        assert_eq!(error.code, Code::BadInput);
        assert_eq!(
            error.message,
            "“out.txt” was not written: the folder is not there. Your journal is not concerned; choose another place"
        );
        let denied = || std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        for error in
            [not_written(denied().into(), Path::new("/x/out.txt")), not_read(denied(), Path::new("/x/out.txt"))]
        {
            assert!(error.message.starts_with("“out.txt”"), "{error}");
            assert!(error.message.contains("Your journal is not concerned"), "{error}");
        }
    }
}
