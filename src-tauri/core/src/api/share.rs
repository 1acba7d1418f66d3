use serde::{Deserialize, Serialize};

use super::entries::SomeEntries;
use super::{Api, Nothing, Place, search};
use crate::error::{Error, Result};
use crate::export::{self, Chosen, ExportPreview, Format, LeftOut};
use crate::id::EntryId;
use crate::{files, tray};

/// What is to leave: the entries named, those a query finds, or those in the tray.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct Selection {
    /// These entries.
    pub ids: Option<Vec<EntryId>>,
    /// Every entry this query finds.
    pub query: Option<String>,
    /// What is ticked.
    pub tray: Option<bool>,
    /// Drafts too.
    pub include_drafts: Option<bool>,
    /// Older versions too.
    pub include_versions: Option<bool>,
}

/// A look at what would leave.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct Preview {
    /// What is to leave.
    #[serde(flatten)]
    pub selection: Selection,
    /// Id of the format.
    pub format: String,
}

/// An export to a file.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct Write {
    /// What is to leave.
    #[serde(flatten)]
    pub selection: Selection,
    /// Id of the format.
    pub format: String,
    /// The file to write.
    pub place: Place,
}

/// What was written.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Written {
    /// Entries in it.
    pub entries: u32,
    /// What stayed.
    pub left_out: LeftOut,
    /// Size of the file.
    #[ts(type = "number")]
    pub bytes: i64,
    /// Its name, without the path.
    pub file_name: String,
}

/// A Markdown text to be shown.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Markdown.
    pub text: String,
}

/// HTML that went through the sanitiser.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Page {
    /// Without script.
    pub html: String,
}

pub(super) fn formats(_: &Api<'_>, _: Nothing) -> Result<Vec<Format>> {
    Ok(export::formats())
}

pub(super) fn preview(api: &Api<'_>, request: Preview) -> Result<ExportPreview> {
    let chosen = chosen(api, &request.selection)?;
    api.journal.read(|tx| export::preview(tx, api.journal.vault(), &chosen, &request.format))
}

pub(super) fn write(api: &Api<'_>, request: Write) -> Result<Written> {
    let path = api.places.path(&request.place)?;
    let chosen = chosen(api, &request.selection)?;
    let built = api.journal.read(|tx| export::build(tx, api.journal.vault(), &chosen, &request.format))?;
    files::write_whole(&path, &built.bytes).map_err(|error| not_written(error, &path))?;
    Ok(Written {
        entries: built.entries,
        left_out: built.left_out,
        bytes: i64::try_from(built.bytes.len()).unwrap_or(i64::MAX),
        file_name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
    })
}

/// The file that could not be written is not the journal's: say so.
fn not_written(error: std::io::Error, path: &std::path::Path) -> Error {
    let reason = match Error::from(error) {
        Error::DiskFull => "the disk is full".to_owned(),
        Error::ReadOnly => "this place cannot be written to".to_owned(),
        Error::Io(error) if error.kind() == std::io::ErrorKind::NotFound => "the folder is not there".to_owned(),
        other => other.to_string(),
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Error::bad(format!("“{name}” was not written: {reason}. Your journal is not concerned; choose another place"))
}

pub(super) fn print(api: &Api<'_>, request: SomeEntries) -> Result<Page> {
    let html = api.journal.read(|tx| export::print(tx, api.journal.vault(), &request.ids))?;
    Ok(Page { html })
}

pub(super) fn html(_: &Api<'_>, request: Text) -> Result<Page> {
    Ok(Page { html: export::html_for_screen(&request.text) })
}

fn chosen(api: &Api<'_>, selection: &Selection) -> Result<Chosen> {
    let ids = match (&selection.ids, &selection.query, selection.tray) {
        (Some(ids), None, None | Some(false)) => ids.clone(),
        (None, Some(query), None | Some(false)) if query.trim().is_empty() => {
            return Err(Error::bad("an empty query chooses nothing; name entries, or a query that finds them"));
        }
        (None, Some(query), None | Some(false)) => search::ids(api, query)?,
        (None, None, Some(true)) => api.journal.read(tray::ids)?,
        _ => return Err(Error::bad("say what is to leave in one way: entries, a query, or the tray")),
    };
    Ok(Chosen {
        ids,
        include_drafts: selection.include_drafts.unwrap_or(false),
        include_versions: selection.include_versions.unwrap_or(false),
    })
}
