//! What becomes of a file of an entry when the entry leaves. One rule for every format, and one sentence for each case.

use std::io::{self, Write};

use super::pictures::{self, Picture};
use crate::attachments::{Attachment, Vault};
use crate::error::{Error, Result};
use crate::redact::{self, Form, Hit, Patch, Scanner};
use seal::SealError;

/// Bytes from the start of a file that tell what it is; the brands of an `ftyp` box stand in them.
const START: usize = 512;
/// Bytes of a text that is read for names before it goes to somebody.
const LONGEST: u64 = 4 * 1024 * 1024;

/// What becomes of a file.
#[derive(Debug)]
pub enum Attached {
    /// A picture, without its metadata.
    Picture(Picture),
    /// Any other file, as it is.
    AsItIs,
    /// It is left out.
    Stays(Why),
}

/// Why a file is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It says it is a picture, and is none.
    Unseen,
    /// A picture of a kind that cannot be cleaned here.
    MayTellPlace,
    /// Neither a picture nor plain text: what is inside of it nobody here can see.
    Closed,
    /// A plain text in which somebody on the list is named, or a number or address of somebody's stands.
    Names,
    /// Nothing is in the vault.
    Missing,
    /// What is in the vault does not open.
    Damaged,
}

impl Why {
    /// A sentence for the preview.
    pub fn note(self) -> &'static str {
        match self {
            Self::Unseen => "left out: it cannot be shown as a picture, so nobody can see what would leave",
            Self::MayTellPlace => {
                "left out: a picture of this kind may hold the place it was taken, which I cannot take out; save it as JPEG or PNG"
            }
            Self::Closed => {
                "left out: I cannot look inside a file of this kind, and it may name its author, a place or a child; copy what matters into the entry"
            }
            Self::Names => {
                "left out: it names somebody on your list, or holds a number or address of somebody’s; take that out of the file and attach it again, or copy the rest into the entry"
            }
            Self::Missing => "left out: its file is missing; run a check",
            Self::Damaged => "left out: its file is damaged; run a check",
        }
    }
}

impl Attached {
    /// What is said about the file in the preview.
    pub fn note(&self, attachment: &Attachment) -> &'static str {
        let is_recorded = ["video/", "audio/"].iter().any(|kind| attachment.media_type.starts_with(kind));
        match self {
            Self::Picture(picture) if picture.changed => {
                "place, camera and other notes inside the picture were taken out"
            }
            Self::Picture(_) => "a picture without notes inside",
            Self::AsItIs if is_recorded => "as it is; may hold notes of its own, such as the place it was recorded",
            Self::AsItIs => "as it is; may hold notes of its own, such as its author",
            Self::Stays(why) => why.note(),
        }
    }
}

/// Reads a file once and tells what becomes of it. One that is missing or damaged is left out by itself: the text it
/// belongs to can leave without it.
///
/// # Errors
/// Those of the file system.
pub(super) fn of(vault: &Vault, attachment: &Attachment) -> Result<Attached> {
    let mut start = Start::default();
    let read = if attachment.is_image {
        vault.read(attachment.id).map(|bytes| match pictures::without_metadata(&bytes) {
            Some(picture) => Attached::Picture(picture),
            None => Attached::Stays(Why::Unseen),
        })
    } else {
        vault.copy_to(attachment.id, &mut start).map(|()| {
            if pictures::may_tell_place(&attachment.name, &start.0) {
                Attached::Stays(Why::MayTellPlace)
            } else {
                Attached::AsItIs
            }
        })
    };
    match read {
        Err(Error::NotFound(_)) => Ok(Attached::Stays(Why::Missing)),
        Err(Error::Damaged(_) | Error::Seal(SealError::Damaged)) => Ok(Attached::Stays(Why::Damaged)),
        read => read,
    }
}

/// The same with patches on it; one that cannot be covered stays.
///
/// # Errors
/// Those of the file system.
pub(super) fn covered(attached: Attached, patches: &[Patch]) -> Result<Attached> {
    let Attached::Picture(picture) = attached else { return Ok(attached) };
    Ok(match redact::cover(&picture.bytes, patches) {
        Ok(bytes) => {
            let media_type = if bytes.starts_with(&[0xff, 0xd8]) { "image/jpeg" } else { "image/png" };
            Attached::Picture(Picture { bytes, media_type, changed: true })
        }
        Err(Error::BadInput(_)) => Attached::Stays(Why::Unseen),
        Err(error) => return Err(error),
    })
}

/// What of it goes to somebody. A file that is handed on as it is, is one that can be read here from the first letter to the
/// last, and was: a plain text without anybody of the list in it.
///
/// # Errors
/// Those of the file system.
pub(super) fn for_somebody(
    attached: Attached,
    vault: &Vault,
    attachment: &Attachment,
    scanner: &Scanner,
) -> Result<Attached> {
    let Attached::AsItIs = attached else { return Ok(attached) };
    if u64::try_from(attachment.bytes).is_ok_and(|bytes| bytes > LONGEST) {
        return Ok(Attached::Stays(Why::Closed));
    }
    let bytes = vault.read(attachment.id)?;
    let Some(text) = plain_text(&bytes) else { return Ok(Attached::Stays(Why::Closed)) };
    let tells = |form: Form| redact::scan(text, form, scanner).iter().any(Hit::must_be_decided);
    let names = tells(Form::Plain) || tells(Form::Markdown);
    Ok(if names { Attached::Stays(Why::Names) } else { Attached::AsItIs })
}

/// The text that a file is from its first byte to its last. A page, a drawing, a message or a rich text is text as well, but
/// made to be read by a program, and may hold what no reader sees.
fn plain_text(bytes: &[u8]) -> Option<&str> {
    const NOT_PLAIN: [&str; 9] =
        ["{\\rtf", "%pdf", "%!ps", "<?xml", "<svg", "<!doctype", "<html", "begin:v", "mime-version:"];
    let text = std::str::from_utf8(bytes).ok()?;
    let start: String = text.trim_start_matches('\u{feff}').trim_start().chars().take(16).collect();
    let start = start.to_lowercase();
    let is_plain = text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
        && !NOT_PLAIN.iter().any(|kind| start.starts_with(kind))
        && !text.contains(";base64,");
    is_plain.then_some(text)
}

/// Takes everything and keeps the beginning.
#[derive(Default)]
struct Start(Vec<u8>);

impl Write for Start {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = START.saturating_sub(self.0.len()).min(bytes.len());
        self.0.extend_from_slice(&bytes[..room]);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
