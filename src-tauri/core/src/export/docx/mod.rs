//! An office text (Office Open XML, ECMA-376): for whoever wants to go on writing. Real styles, a title, a language, words
//! for pictures; no author, no history, no hour.

mod body;
mod fixed;
mod xml;

#[cfg(test)]
mod tests;

use std::io::{Cursor, Read as _, Write as _};

use typeset::Document;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use self::body::Body;
use super::{Content, Exporter, Format, Pack, Part, Source, Take, document, pack};
use crate::error::Result;

/// A text for Word, LibreOffice and their like.
pub struct Docx;

impl Exporter for Docx {
    fn format(&self) -> Format {
        Format {
            id: "docx",
            name: "Office text (Word)",
            hint: "A text to go on writing in, with real headings. Pictures are inside; other files are only named. The list of people stays here.",
            hint_for_others: "For a reader who writes into the text or comments on it in an office program. Pictures are inside; other files stay.",
            extension: "docx",
            needs_letter: false,
        }
    }

    fn parts(&self, source: Source<'_>, pack: &Pack, take: &mut Take<'_>) -> Result<()> {
        let mut told = Vec::new();
        let document = document::of(source, pack, &mut |part| {
            told.push(part);
            Ok(())
        })?;
        let (bytes, warnings) = written(&document)?;
        let count = pack.count();
        let mut sentences = vec![if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }];
        sentences.extend(document::sentences(&warnings));
        take(Part { name: "text.docx".into(), note: sentences.join(". "), content: Content::Bytes(bytes) })?;
        told.into_iter().try_for_each(take)
    }

    fn readable(&self, bytes: &[u8]) -> Result<Vec<String>> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(pack::zip_error)?;
        let mut texts = Vec::new();
        // The text itself first, then what stands around it.
        let mut names: Vec<String> = zip.file_names().flatten().map(Into::into).collect();
        names.sort_by_key(|name| (name != "word/document.xml", name.clone()));
        for name in names.iter().filter(|name| name.ends_with(".xml") || name.ends_with(".rels")) {
            let mut part = String::new();
            zip.by_name(name).map_err(pack::zip_error)?.read_to_string(&mut part)?;
            texts.push(xml::read(&part));
        }
        texts.push(names.join("\n"));
        Ok(texts)
    }
}

/// The file; the same for the same document, always.
///
/// # Errors
/// Those of the zip.
fn written(document: &Document) -> Result<(Vec<u8>, Vec<typeset::Warning>)> {
    let body = Body::of(document);
    let mut parts: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".into(), fixed::content_types().into()),
        ("_rels/.rels".into(), fixed::RELATIONS.into()),
        ("docProps/core.xml".into(), fixed::core(document).into()),
        ("word/document.xml".into(), body.document(document).into()),
        ("word/_rels/document.xml.rels".into(), body.relations().into()),
        ("word/styles.xml".into(), fixed::styles(document).into()),
        ("word/numbering.xml".into(), body.numbering().into()),
        ("word/footnotes.xml".into(), body.footnotes().into()),
        ("word/_rels/footnotes.xml.rels".into(), body.relations_of_footnotes().into()),
        ("word/settings.xml".into(), fixed::SETTINGS.into()),
        ("word/footer1.xml".into(), fixed::footer(document).into()),
    ];
    let Body { media, warnings, .. } = body;
    parts.extend(media.into_iter().map(|(name, bytes)| (format!("word/{name}"), bytes)));
    // Every part bears the first time a zip knows, as in other exports.
    let options = SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644)
        .compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, options).map_err(pack::zip_error)?;
        zip.write_all(&bytes)?;
    }
    Ok((zip.finish().map_err(pack::zip_error)?.into_inner(), warnings))
}
