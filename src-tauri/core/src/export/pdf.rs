//! Pages for paper: PDF/UA-1, or the same pages as a plain tagged PDF and a sentence why.

use typeset::Warning;

use super::{Content, Exporter, Format, Pack, Part, Source, Take, document};
use crate::error::{Error, Result};

/// Pages to print, read or send.
pub struct Pdf;

impl Exporter for Pdf {
    fn format(&self) -> Format {
        Format {
            id: "pdf",
            name: "PDF",
            hint: "Pages to print or to send, readable aloud. Pictures are inside; other files are only named. The list of people stays here.",
            hint_for_others: "Pages to print or to read aloud together, with line numbers and a wide margin where you want them. Pictures are inside; other files stay.",
            extension: "pdf",
            needs_letter: false,
        }
    }

    fn parts(&self, source: Source<'_>, pack: &Pack, take: &mut Take<'_>) -> Result<()> {
        let mut told = Vec::new();
        let document = document::of(source, pack, &mut |part| {
            told.push(part);
            Ok(())
        })?;
        let pages = typeset::set(&document).map_err(|fault| Error::bad(format!("{fault}. Nothing was written")))?;
        let count = if pages.count == 1 { "1 page".to_owned() } else { format!("{} pages", pages.count) };
        take(Part {
            name: "pages.pdf".into(),
            note: noted(&count, &pages.warnings),
            content: Content::Bytes(pages.pdf),
        })?;
        told.into_iter().try_for_each(take)
    }

    fn readable(&self, bytes: &[u8]) -> Result<Vec<String>> {
        typeset::read(bytes).map_err(|_| Error::bad("these are no pages"))
    }
}

/// What should be known about a file of pages.
pub(super) fn noted(count: &str, warnings: &[Warning]) -> String {
    let mut sentences = vec![count.to_owned()];
    sentences.extend(document::sentences(warnings));
    sentences.join(". ")
}
