//! What goes out. A format is one file here and one line in [`ALL`].
//!
//! [`select`] decides what leaves, once for every format; an exporter is handed exactly those rows and turns them into
//! [`Part`]s; this module packs the parts into one file or shows them beforehand. Preview and export walk the same parts,
//! so that what was shown is what leaves.
//!
//! Never in any format: the names of the journal's folder, of the computer or its user, metadata of pictures, text of an
//! entry that was not chosen. The people of an entry leave in [`json`] only, which says so.

mod alt;
mod attached;
mod blocks;
mod came_of;
mod carried;
mod clear;
mod containers;
mod dates;
mod document;
pub mod docx;
mod file;
mod file_names;
pub mod html;
pub mod json;
pub mod jsonfeed;
mod last_look;
pub mod leap2a;
mod learning_log;
pub mod letter;
mod made;
mod mapped;
pub mod markdown;
pub mod meetings;
mod notes;
mod pack;
pub mod packet;
pub mod pdf;
mod people;
pub mod pictures;
mod salt;
pub mod sanitise;
mod select;
mod sharing;
mod shown;
mod source;
mod yaml;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::attachments::Vault;
use crate::entries::{self, EntryRow, Kind};
use crate::error::{Error, Result};
use crate::id::{AttachmentId, EntryId};
use crate::loops;
use crate::store::Tx;

pub use alt::wanting;
pub use attached::{Attached, Why};
pub use blocks::{Block, of as blocks};
pub use clear::{Found, Leaving, Noted, Standing, TextPlace, action_word, kind_word};
pub use dates::Dates;
pub use file::{bytes_to_file, text_to_file, to_file};
pub use letter::{Asked, Day, Letter, Purpose, QuestionKey, Wishes};
pub use made::{Look, Made, identity, make, read_through};
pub use mapped::{Mapped, Stretch};
pub use notes::is_note;
pub use pack::{Built, Out, build, each_part, write};
pub use salt::Salt;
pub use select::{Chosen, Layout, LeftOut, Pack, Staying, staying};
pub use sharing::{Piece, Sharing, part};
pub use source::Source;

/// Every format, in the order in which it is offered.
pub const ALL: &[&dyn Exporter] = &[
    &html::Html,
    &markdown::Markdown,
    &json::Json,
    &packet::Packet,
    &pdf::Pdf,
    &docx::Docx,
    &leap2a::Leap2a,
    &jsonfeed::JsonFeed,
];

/// A format, as it is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Format {
    /// The name by which calls and the command line know it.
    pub id: &'static str,
    /// For a person.
    pub name: &'static str,
    /// What it is good for, and what it holds that one might not expect.
    pub hint: &'static str,
    /// What it is good for where it goes to somebody, of whom other things leave than of a copy for oneself.
    pub hint_for_others: &'static str,
    /// Of the file that leaves, without a dot; "zip" where it is several files in one.
    pub extension: &'static str,
    /// It makes sense only for somebody: it is offered where there is an audience.
    pub needs_letter: bool,
}

/// One file of an export, or one line about a file of an entry that is in it otherwise, or not at all.
#[derive(Debug)]
pub struct Part {
    /// Path inside the export, or the name of the entry's file.
    pub name: String,
    /// A sentence for the preview; may be empty.
    pub note: String,
    /// What is in it.
    pub content: Content,
}

/// The bytes of a part.
#[derive(Debug)]
pub enum Content {
    /// Text, which the preview shows.
    Text(String),
    /// A picture without its metadata, or the one file of a format that is neither text nor a zip of parts.
    Bytes(Vec<u8>),
    /// A file of an entry as it is, with its size; read only when it is written.
    File(AttachmentId, i64),
    /// Nothing of its own: inside another part with this size.
    Told(i64),
    /// Left out; the part's note says why.
    LeftOut,
}

/// Takes the parts of an export one after another.
pub type Take<'t> = dyn FnMut(Part) -> Result<()> + 't;

/// A format that entries can leave in.
pub trait Exporter: Sync {
    /// How it is offered.
    fn format(&self) -> Format;

    /// Hands over every part, in an order that depends on the entries alone. A format that is not a zip hands over
    /// exactly one [`Content::Text`] or one [`Content::Bytes`].
    ///
    /// # Errors
    /// Those of the journal, and of `take`.
    fn parts(&self, source: Source<'_>, pack: &Pack, take: &mut Take<'_>) -> Result<()>;

    /// What can be read in a finished file of it, names of files inside too: for the last look before it leaves. A format
    /// whose bytes are neither text nor a zip of texts says so itself.
    ///
    /// # Errors
    /// Where the bytes are not what they should be.
    fn readable(&self, bytes: &[u8]) -> Result<Vec<String>> {
        last_look::readable(self.format().extension, bytes)
    }

    /// Whether it has a place for older states of a text; where it has none and says nothing of it itself, it is said for it.
    fn holds_versions(&self) -> bool {
        false
    }

    /// The same as it is shown to whoever looks before it leaves: as a reader reads it.
    ///
    /// # Errors
    /// As [`Self::readable`].
    fn shown(&self, bytes: &[u8]) -> Result<Vec<String>> {
        self.readable(bytes)
    }
}

/// The formats there are.
pub fn formats() -> Vec<Format> {
    ALL.iter().map(|exporter| exporter.format()).collect()
}

fn exporter(format: &str) -> Result<&'static dyn Exporter> {
    ALL.iter().copied().find(|exporter| exporter.format().id == format).ok_or_else(|| {
        let known: Vec<&str> = ALL.iter().map(|exporter| exporter.format().id).collect();
        Error::bad(format!("there is no format “{}”; there are {}", crate::text::excerpt(format, 40), known.join(", ")))
    })
}

/// What can be read in a finished file of a format: one text for each file or page in it.
///
/// # Errors
/// `BadInput` where the format is none; where the bytes are not what they should be.
pub fn readable(format: &str, bytes: &[u8]) -> Result<Vec<String>> {
    exporter(format)?.readable(bytes)
}

/// The same as a reader reads it, for whoever looks before it leaves.
///
/// # Errors
/// As [`readable`].
pub fn shown(format: &str, bytes: &[u8]) -> Result<Vec<String>> {
    exporter(format)?.shown(bytes)
}

/// A file in the preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ExportFile {
    /// Path inside the export, or the name of the entry's file.
    pub name: String,
    /// Its size; 0 where it is left out.
    #[ts(type = "number")]
    pub bytes: i64,
    /// What one should know about it; may be empty.
    pub note: String,
}

/// What of a learning log leaves only where it was ticked, or stays sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct LogLeaves {
    /// The learning log.
    pub id: EntryId,
    /// How many earlier wordings of its assumptions and aims there are.
    pub earlier: u32,
    /// Whether they leave.
    pub earlier_leave: bool,
    /// Whether there is a left-hand column.
    pub has_left_column: bool,
    /// Whether it leaves.
    pub left_column_leaves: bool,
    /// How many predictions are sealed: they leave in the program's own format only.
    pub sealed: u32,
}

/// Exactly what would leave.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct ExportPreview {
    /// What leaves, oldest first.
    pub entries: Vec<EntryRow>,
    /// What stays, counted.
    pub left_out: LeftOut,
    /// What stays.
    pub left_out_rows: Vec<EntryRow>,
    /// The learning logs among what leaves, with what of each has a tick of its own.
    pub logs: Vec<LogLeaves>,
    /// Words of the bodies that leave.
    pub words: u32,
    /// Every file in the export.
    pub files: Vec<ExportFile>,
    /// The text that leaves, as a page without script.
    pub page: String,
    /// People known to the journal whose name stands in what leaves.
    pub names: Vec<String>,
    /// The name proposed for the file.
    pub file_name: String,
}

/// Shows what would leave; nothing is written.
///
/// # Errors
/// `BadInput` where nothing is chosen or the format is none, `NotFound` for an entry that is not there.
pub fn preview(tx: &Tx<'_>, vault: &Vault, chosen: &Chosen, format: &str) -> Result<ExportPreview> {
    let exporter = exporter(format)?;
    let pack = select::select(tx, chosen)?;
    let zipped = exporter.format().extension == pack::ZIP;
    let mut files = Vec::new();
    let mut page = String::new();
    let mut read = people::Reader::of(tx)?;
    exporter.parts(Source::new(tx, vault), &pack, &mut |part| {
        read.read(&part.name);
        let bytes = match &part.content {
            Content::Text(text) => {
                if zipped {
                    read.read(text);
                    page.push_str(&html::listing(&part.name, text));
                } else {
                    page.clone_from(text);
                }
                length(text.len())
            }
            Content::Bytes(bytes) => {
                // A file of pages is shown as what can be read in it, from its own bytes.
                if !zipped {
                    for (number, text) in (1..).zip(exporter.readable(bytes)?) {
                        read.read(&text);
                        page.push_str(&html::listing(&format!("{} {number}", part.name), &text));
                    }
                }
                length(bytes.len())
            }
            Content::File(_, bytes) | Content::Told(bytes) => *bytes,
            Content::LeftOut => 0,
        };
        files.push(ExportFile { name: part.name, bytes, note: part.note });
        Ok(())
    })?;
    // Once more by the fields, since a page is full of encoded pictures, and markup may stand within a name.
    for row in &pack.rows {
        let entry = entries::get(tx, row.id)?;
        for text in
            [&entry.title, &entry.body, &crate::text::plain(&entry.body), &entry.setting].into_iter().chain(&entry.tags)
        {
            read.read(text);
        }
    }
    let logs = pack.rows.iter().filter(|row| row.kind == Kind::Loop);
    Ok(ExportPreview {
        logs: logs.map(|row| log_leaves(tx, &pack, row.id)).collect::<Result<_>>()?,
        words: pack.rows.iter().fold(0u32, |sum, row| sum.saturating_add(row.words)),
        page: if page.starts_with("<!DOCTYPE") { page } else { html::sheet(&page) },
        names: read.found(),
        file_name: file_names::of_export(tx, pack.count(), &exporter.format()),
        files,
        entries: pack.rows,
        left_out: pack.left_out,
        left_out_rows: pack.left_out_rows,
    })
}

fn log_leaves(tx: &Tx<'_>, pack: &Pack, id: EntryId) -> Result<LogLeaves> {
    let log = loops::get(tx, id)?;
    let claims = log.assumptions.iter().chain(&log.aims);
    let earlier = claims.map(|tied| tied.versions.len().saturating_sub(1)).sum::<usize>();
    let sealed = log.tests.iter().filter(|test| test.is_sealed()).count();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(LogLeaves {
        id,
        earlier: number(earlier),
        earlier_leave: earlier > 0 && pack.has_history(id),
        has_left_column: log.has_case,
        left_column_leaves: log.has_case && pack.left_columns.contains(&id),
        sealed: number(sealed),
    })
}

/// The chosen entries as one page for paper: light, without script, oldest first.
///
/// # Errors
/// `BadInput` where nothing is chosen, `NotFound` for an entry that is not there.
pub fn print(tx: &Tx<'_>, vault: &Vault, chosen: &Chosen) -> Result<String> {
    let pack = select::select(tx, chosen)?;
    pack.not_empty()?;
    html::page(Source::new(tx, vault), &pack, &mut |_| Ok(()))
}

/// A text as sanitised HTML for the window; its pictures stay `attachment:ID`.
pub fn html_for_screen(markdown: &str) -> String {
    sanitise::html(markdown, &sanitise::Pictures::Named, 0)
}

fn length(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
