//! Pages for paper: a plain document in, a PDF out, and its pages as pictures.
//!
//! Reading order: [`document`] (what is said) → `values` (the one value typst is handed, texts made legible) → `pages.typ`
//! (how it looks) → [`set`] (pages and the file) → [`page`] (the file's own bytes as pictures). Nothing here knows the
//! journal. A text is data from end to end: typst never reads it as markup, and what typst can reach is `world`.

pub mod document;
mod faces;
mod legible;
mod pictures;
mod reading;
mod sheet;
mod values;
mod world;

#[cfg(test)]
mod tests;

use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Smart, dict};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

pub use document::{Block, Column, Document, File, Inline, Item, List, Paper, Picture, Sheet, Side, Table, plain};
pub use pictures::{drawing, page, pages};
pub use reading::read;

const PAGES: &str = include_str!("pages.typ");

/// What a person should know about a document that was set. Names are those of [`File::name`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// A picture has no words for those who do not see it.
    NoAlt(String),
    /// A file is no picture that can be shown; words stand in its place.
    NotShown(String),
    /// So many signs have no shape in any of our faces; a sign for that stands in their place.
    Unknown(usize),
    /// The file is tagged, but does not keep PDF/UA-1. With the reason, which may hold words of the document.
    NotAccessible(String),
}

/// Why there are no pages. The words may hold some of the document: for the person, never for a log.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It cannot be laid out.
    #[error("the pages could not be laid out: {0}")]
    Layout(String),
    /// It cannot be written as a PDF.
    #[error("the pages could not be written as a PDF: {0}")]
    Pdf(String),
    /// The bytes are no PDF, or have no such page.
    #[error("there is no such page")]
    NoPage,
    /// A picture of it cannot be written.
    #[error("the picture could not be made")]
    NoPicture,
}

/// A document on its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    /// The file; the same for the same document, always.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub count: usize,
    /// What a person should know.
    pub warnings: Vec<Warning>,
}

/// A picture that typst can show.
#[derive(Clone, Debug)]
struct Image {
    bytes: Bytes,
    format: &'static str,
    /// In pixels.
    width: f64,
    height: f64,
}

/// Sets a document: PDF/UA-1, or, where that cannot be kept, the same pages as a tagged PDF and a [`Warning`] why.
///
/// # Errors
/// [`Fault`] where there is neither.
pub fn set(document: &Document) -> Result<Pages, Fault> {
    let (value, mut warnings) = values::value(document);
    let pages = laid(PAGES, dict! { "document" => value }).map_err(Fault::Layout)?;
    let count = pages.pages().len();
    let pdf = match written(&pages, &[PdfStandard::Ua_1]) {
        Ok(pdf) => pdf,
        Err(reason) => {
            warnings.push(Warning::NotAccessible(reason));
            written(&pages, &[]).map_err(Fault::Pdf)?
        }
    };
    // Typst remembers what it laid out, for whoever lays it out again: we do not, and it may be somebody's secret.
    typst::comemo::evict(0);
    Ok(Pages { pdf, count, warnings })
}

fn laid(text: &str, inputs: typst::foundations::Dict) -> Result<PagedDocument, String> {
    typst::compile::<PagedDocument>(&world::Desk::new(text, inputs)).output.map_err(|errors| reasons(&errors))
}

fn written(pages: &PagedDocument, standards: &[PdfStandard]) -> Result<Vec<u8>, String> {
    let options = PdfOptions {
        creator: Smart::Custom(Some("Loopbook".into())),
        standards: PdfStandards::new(standards).map_err(|error| error.message().to_string())?,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(pages, &options).map_err(|errors| reasons(&errors))
}

/// The first few, each once.
fn reasons(errors: &[SourceDiagnostic]) -> String {
    let mut reasons: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    reasons.dedup();
    reasons.truncate(3);
    reasons.join("; ")
}
