//! From parts to one file.

use std::io::{Cursor, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::select::{Chosen, LeftOut, Pack, select};
use super::{Content, ExportFile, Exporter, Part, Source, exporter, file_names};
use crate::attachments::Vault;
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::progress::Progress;
use crate::store::Tx;

/// The extension of formats that are several files in one.
pub(super) const ZIP: &str = "zip";

/// Where an export can be written.
pub trait Out: Write + Seek {}
impl<T: Write + Seek> Out for T {}

/// An export and what became of the choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// The file; empty where it was written elsewhere by [`write`].
    pub bytes: Vec<u8>,
    /// The name proposed for it.
    pub file_name: String,
    /// Entries in it.
    pub entries: u32,
    /// What stayed.
    pub left_out: LeftOut,
    /// Files of the entries in it that stayed, with the reason.
    pub files_left_out: Vec<ExportFile>,
}

/// Makes the file in memory.
///
/// # Errors
/// As [`write`].
pub fn build(tx: &Tx<'_>, vault: &Vault, chosen: &Chosen, format: &str) -> Result<Built> {
    let mut out = Cursor::new(Vec::new());
    let built = write(tx, vault, chosen, format, &mut out, &Progress::default())?;
    Ok(Built { bytes: out.into_inner(), ..built })
}

/// Writes the file to `out`, file by file, for exports that are too large for the memory.
///
/// # Errors
/// `BadInput` where nothing is chosen, nothing of it can leave, or the format is none; `NotFound` for an entry or an
/// attached file that is not there.
pub fn write(
    tx: &Tx<'_>,
    vault: &Vault,
    chosen: &Chosen,
    format: &str,
    out: &mut dyn Out,
    progress: &Progress,
) -> Result<Built> {
    let exporter = exporter(format)?;
    let pack = select(tx, chosen)?;
    pack.not_empty()?;
    if exporter.format().needs_letter {
        return Err(Error::bad("this form is made for somebody: say for whom it is, then prepare it"));
    }
    let mut files_left_out = Vec::new();
    let (going, places) = (progress.begin(pack.count()), pack.places());
    let counting = |id: EntryId| going.at(places.get(&id).copied().unwrap_or(0));
    file(exporter, Source::new(tx, vault).counted(&counting), &pack, out, &mut |part| {
        if let Content::LeftOut = part.content {
            files_left_out.push(ExportFile { name: part.name.clone(), bytes: 0, note: part.note.clone() });
        }
    })?;
    Ok(Built {
        bytes: Vec::new(),
        file_name: file_names::of_export(tx, pack.count(), &exporter.format()),
        entries: pack.count(),
        left_out: pack.left_out,
        files_left_out,
    })
}

/// Hands over the parts of an export one after another, for one that is to be a folder. Answers how many entries leave;
/// where there are none, there are no parts.
///
/// # Errors
/// As [`write`], and those of `take`.
pub fn each_part(tx: &Tx<'_>, vault: &Vault, chosen: &Chosen, format: &str, take: &mut super::Take<'_>) -> Result<u32> {
    let pack = select(tx, chosen)?;
    exporter(format)?.parts(Source::new(tx, vault), &pack, take)?;
    Ok(pack.count())
}

/// The parts as one file; each is shown to `noting` before.
pub(super) fn file(
    exporter: &dyn Exporter,
    source: Source<'_>,
    pack: &Pack,
    out: &mut dyn Out,
    noting: &mut dyn FnMut(&Part),
) -> Result<()> {
    if exporter.format().extension == ZIP {
        return zip(exporter, source, pack, out, noting);
    }
    exporter.parts(source, pack, &mut |part| {
        noting(&part);
        match part.content {
            Content::Text(text) => Ok(out.write_all(text.as_bytes())?),
            Content::Bytes(bytes) => Ok(out.write_all(&bytes)?),
            _ => Ok(()),
        }
    })
}

/// Every file bears the same time (1980-01-01, the first a zip knows), so that the archive tells nothing about when or
/// where it was made, and the same entries give the same bytes.
fn zip(
    exporter: &dyn Exporter,
    source: Source<'_>,
    pack: &Pack,
    out: &mut dyn Out,
    noting: &mut dyn FnMut(&Part),
) -> Result<()> {
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default()).unix_permissions(0o644);
    let stored = options.compression_method(CompressionMethod::Stored);
    let deflated = options.compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(out);
    exporter.parts(source, pack, &mut |part| {
        noting(&part);
        match part.content {
            Content::Text(text) => {
                zip.start_file(part.name, deflated.large_file(is_large(text.len() as u64))).map_err(zip_error)?;
                zip.write_all(text.as_bytes())?;
            }
            Content::Bytes(bytes) => {
                zip.start_file(part.name, stored.large_file(is_large(bytes.len() as u64))).map_err(zip_error)?;
                zip.write_all(&bytes)?;
            }
            Content::File(id, bytes) => {
                let large = is_large(u64::try_from(bytes).unwrap_or(u64::MAX));
                zip.start_file(part.name, deflated.large_file(large)).map_err(zip_error)?;
                source.copy_to(id, &mut zip)?;
            }
            Content::Told(_) | Content::LeftOut => {}
        }
        Ok(())
    })?;
    zip.finish().map_err(zip_error)?;
    Ok(())
}

/// A zip must be told beforehand of files that may pass 4 GB, packed or not.
fn is_large(bytes: u64) -> bool {
    bytes > 3 * 1024 * 1024 * 1024
}

pub(super) fn zip_error(error: zip::result::ZipError) -> Error {
    match error {
        zip::result::ZipError::Io(error) => error.into(),
        other => Error::Io(std::io::Error::other(other)),
    }
}
