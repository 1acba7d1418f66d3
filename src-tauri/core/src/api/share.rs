use serde::{Deserialize, Serialize};

use super::{Api, Nothing, Place, search};
use crate::error::{Error, Result};
use crate::export::{self, Chosen, ExportFile, ExportPreview, Format, LeftOut};
use crate::id::EntryId;
use crate::tray;

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
    /// Learning logs whose assumptions and aims leave with their earlier wordings.
    pub histories: Option<Vec<EntryId>>,
    /// Learning logs whose left-hand column leaves.
    pub left_columns: Option<Vec<EntryId>>,
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
    /// Files of the entries in it that stayed, with the reason.
    pub files_left_out: Vec<ExportFile>,
    /// Size of the file.
    #[ts(type = "number")]
    pub bytes: i64,
    /// Its name, without the path.
    pub file_name: String,
}

/// What is to be printed.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct OnPaper {
    /// These entries, drafts included.
    pub ids: Vec<EntryId>,
    /// Learning logs whose assumptions and aims are printed with their earlier wordings.
    pub histories: Option<Vec<EntryId>>,
    /// Learning logs whose left-hand column is printed.
    pub left_columns: Option<Vec<EntryId>>,
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
    let (built, bytes) = export::to_file(&path, |out| {
        let (vault, progress) = (api.journal.vault(), api.journal.progress());
        api.journal.read(|tx| export::write(tx, vault, &chosen, &request.format, out, progress))
    })?;
    Ok(Written {
        entries: built.entries,
        left_out: built.left_out,
        files_left_out: built.files_left_out,
        bytes,
        file_name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
    })
}

pub(super) fn print(api: &Api<'_>, request: OnPaper) -> Result<Page> {
    let chosen = Chosen {
        ids: request.ids,
        include_drafts: true,
        include_versions: false,
        histories: request.histories.unwrap_or_default(),
        left_columns: request.left_columns.unwrap_or_default(),
    };
    let html = api.journal.read(|tx| export::print(tx, api.journal.vault(), &chosen))?;
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
        (None, Some(query), None | Some(false)) => {
            understood(query)?;
            search::ids(api, query)?
        }
        (None, None, Some(true)) => api.journal.read(tray::ids)?,
        _ => return Err(Error::bad("say what is to leave in one way: entries, a query, or the tray")),
    };
    Ok(Chosen {
        ids,
        include_drafts: selection.include_drafts.unwrap_or(false),
        include_versions: selection.include_versions.unwrap_or(false),
        histories: selection.histories.clone().unwrap_or_default(),
        left_columns: selection.left_columns.clone().unwrap_or_default(),
    })
}

/// A query of which a part was dropped finds more than was meant, and what has left cannot be called back.
fn understood(query: &str) -> Result<()> {
    let notes = crate::search::notes(query);
    if notes.is_empty() {
        return Ok(());
    }
    Err(Error::bad(format!("{} A query that is not understood as a whole chooses nothing to share", notes.join(" "))))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::api::Paths;
    use crate::entries::{EntryFields, Readiness};
    use crate::{Clock, Journal, attachments};

    struct Desk {
        journal: Journal,
        folder: tempfile::TempDir,
    }

    /// A journal with one entry and its file of 3 MB.
    fn desk() -> (Desk, EntryId) {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::create(&folder.path().join("journal"), Clock::system()).unwrap();
        let fields = EntryFields {
            title: Some("Chosen".into()),
            body: Some("red and blue".into()),
            readiness: Some(Readiness::Ready),
            ..EntryFields::default()
        };
        let file: Vec<u8> =
            (0..750_000u32).flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let sealed = journal.vault().put(&mut file.as_slice()).unwrap();
        let entry = journal
            .write(crate::change::Op::AddEntry, |tx| {
                let entry = crate::entries::add(tx, fields)?;
                attachments::attach(tx, entry.id, "numbers.bin", &sealed)?;
                Ok(entry)
            })
            .unwrap();
        (Desk { journal, folder }, entry.id)
    }

    impl Desk {
        fn write(&self, selection: Selection, format: &str, name: &str) -> Result<Written> {
            let place = Place(self.folder.path().join(name).to_str().unwrap().into());
            let api = Api { journal: &self.journal, places: &Paths };
            write(&api, Write { selection, format: format.into(), place })
        }

        fn names(&self) -> Vec<String> {
            let items = std::fs::read_dir(self.folder.path()).unwrap();
            let mut names: Vec<_> = items.map(|item| item.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        }
    }

    fn only(id: EntryId) -> Selection {
        Selection { ids: Some(vec![id]), ..Selection::default() }
    }

    #[test]
    fn what_is_written_to_a_file_is_what_is_built_in_memory() {
        let (desk, id) = desk();
        let chosen = Chosen { ids: vec![id], ..Chosen::default() };
        for format in ["html", "markdown"] {
            let written = desk.write(only(id), format, "out").unwrap();
            let bytes = std::fs::read(desk.folder.path().join("out")).unwrap();
            assert_eq!((written.entries, written.bytes), (1, i64::try_from(bytes.len()).unwrap()), "{format}");
            let built = desk.journal.read(|tx| export::build(tx, desk.journal.vault(), &chosen, format)).unwrap();
            assert!(built.bytes == bytes, "{format}");
        }
        assert_eq!(desk.names(), ["journal", "out"]);
    }

    #[test]
    fn a_query_that_is_not_understood_whole_chooses_nothing_and_says_why() {
        let (desk, _) = desk();
        let found = |query: &str| Selection { query: Some(query.into()), ..Selection::default() };
        assert_eq!(desk.write(found("red -green"), "html", "out").unwrap().entries, 1);
        std::fs::remove_file(desk.folder.path().join("out")).unwrap();
        let long = format!("red {} -blue", "x ".repeat(10_000));
        for query in ["red -colour:blue", "red -\"blue", "red after:someday", long.as_str()] {
            let notes = crate::search::notes(query);
            assert!(!notes.is_empty(), "{}", &query[..16]);
            let refused = desk.write(found(query), "html", "out").unwrap_err();
            let Error::BadInput(sentence) = refused else { panic!("{refused:?}") };
            assert!(sentence.contains(&notes[0]), "{sentence}");
            let api = Api { journal: &desk.journal, places: &Paths };
            assert!(preview(&api, Preview { selection: found(query), format: "html".into() }).is_err());
        }
        assert_eq!(desk.names(), ["journal"]);
    }

    #[test]
    fn a_refused_export_keeps_the_old_file_and_leaves_nothing_beside_it() {
        let (desk, id) = desk();
        std::fs::write(desk.folder.path().join("out"), b"sent last week").unwrap();
        let nothing = Selection { ids: Some(Vec::new()), ..Selection::default() };
        let refused = desk.write(nothing, "html", "out").unwrap_err().to_string();
        assert!(refused.starts_with("nothing is chosen"), "{refused}");
        assert!(desk.write(only(id), "wordperfect", "out").is_err());
        assert_eq!(std::fs::read(desk.folder.path().join("out")).unwrap(), b"sent last week");
        assert_eq!(desk.names(), ["journal", "out"]);
        let refused = desk.write(only(id), "html", "missing/out").unwrap_err().to_string();
        assert_eq!(
            refused,
            "“out” was not written: the folder is not there. Your journal is not concerned; choose another place"
        );
    }
}
