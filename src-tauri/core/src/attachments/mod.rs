//! Attachments: files that belong to an entry, sealed one by one under a random name in the journal's own folder.
//!
//! Order of work: the sealed file is durable before the row that names it is written, so that a row never points at
//! nothing; a crash between the two leaves a file without a row, which [`Vault::sweep`] puts aside.

mod store;
mod vault;

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::{AttachmentId, EntryId};
use crate::store::Tx;
use crate::text;

pub use store::{count, ids, sha256};
pub use vault::{LIMIT, Sealed, Vault};

/// One file of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Attachment {
    /// Its identity; `attachment:ID` in a text points at it.
    pub id: AttachmentId,
    /// The entry it belongs to.
    pub entry: EntryId,
    /// The name its file had, without a path.
    pub name: String,
    /// From the bytes where they tell, else from the name.
    pub media_type: String,
    /// Size of the plain file.
    #[ts(type = "number")]
    pub bytes: i64,
    /// When it was added.
    pub added_at: Instant,
    /// Whether it can be shown inline.
    pub is_image: bool,
}

/// What to attach.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct AddAttachment {
    /// To which entry.
    pub entry: EntryId,
    /// What [`Vault::stage`] answered.
    pub staged: String,
    /// The name of the file, with or without a path; only its last part is kept.
    pub name: String,
}

/// Raster images that the window shows; everything else is only ever saved or opened outside.
const SHOWN: &[&str] = &["image/png", "image/jpeg", "image/gif", "image/webp"];

/// Whether a row can be kept as it is: an importer may have read anything.
pub(crate) fn is_sound(attachment: &Attachment) -> bool {
    attachment.bytes >= 0 && attachment.name == clean_name(&attachment.name)
}

/// Attaches a staged file.
///
/// # Errors
/// `NotFound` for an entry or a staged file that is not there.
pub fn add(tx: &mut Tx<'_>, vault: &Vault, request: &AddAttachment) -> Result<Attachment> {
    let id: AttachmentId = request.staged.parse()?;
    if !store::entry_is_there(tx, request.entry)? {
        return Err(Error::NotFound("entry"));
    }
    let sealed = vault.keep(id)?;
    attach(tx, request.entry, &request.name, &sealed)
}

/// Writes the row of a file that is already kept in the vault.
///
/// # Errors
/// `NotFound` for an entry that is not there.
pub fn attach(tx: &mut Tx<'_>, entry: EntryId, name: &str, sealed: &Sealed) -> Result<Attachment> {
    if store::entry_is_there(tx, entry)? {
        let name = clean_name(name);
        let media_type = media_type(&name, &sealed.start);
        store::insert(tx, entry, &name, media_type, sealed)?;
        tx.touch(entry);
        store::get(tx, sealed.id)?.ok_or(Error::NotFound("attachment"))
    } else {
        Err(Error::NotFound("entry"))
    }
}

/// The files of an entry, oldest first.
pub fn list(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<Attachment>> {
    store::list(tx, entry)
}

/// One file, also a removed one.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &Tx<'_>, id: AttachmentId) -> Result<Attachment> {
    store::get(tx, id)?.ok_or(Error::NotFound("attachment"))
}

/// Takes a file off its entry; it is kept and can be put back.
///
/// # Errors
/// `NotFound`.
pub fn remove(tx: &mut Tx<'_>, id: AttachmentId) -> Result<()> {
    let attachment = get(tx, id)?;
    let now = tx.now();
    store::set_removed(tx, id, Some(now))?;
    tx.touch(attachment.entry);
    Ok(())
}

/// Puts a removed file back.
///
/// # Errors
/// `NotFound`.
pub fn restore(tx: &mut Tx<'_>, id: AttachmentId) -> Result<Attachment> {
    store::set_removed(tx, id, None)?;
    let attachment = get(tx, id)?;
    tx.touch(attachment.entry);
    Ok(attachment)
}

/// The last part of a path, without what no file system or reader takes.
pub fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String =
        last.chars().filter(|c| !c.is_control() && !matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')).collect();
    let kept = kept.trim().trim_end_matches(['.', ' ']).trim_start_matches('.');
    if kept.is_empty() {
        return "file".into();
    }
    let mut short = String::new();
    for c in kept.chars() {
        if short.len() + c.len_utf8() > 120 {
            break;
        }
        short.push(c);
    }
    short
}

/// What a file is, by its first bytes where they tell; the name decides only among types that are never shown.
pub fn media_type(name: &str, start: &[u8]) -> &'static str {
    match start {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => return "image/png",
        [0xff, 0xd8, 0xff, ..] => return "image/jpeg",
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => return "image/gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => return "image/webp",
        [b'%', b'P', b'D', b'F', b'-', ..] => return "application/pdf",
        _ => {}
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "txt" | "md" | "markdown" => "text/plain",
        "csv" => "text/csv",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt" => "application/vnd.oasis.opendocument.text",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" => "audio/ogg",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        "mov" => "video/quicktime",
        "webm" => "video/webm",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

pub(crate) fn is_image(media_type: &str) -> bool {
    SHOWN.contains(&media_type)
}

/// For a message about a file: its name, short.
pub(crate) fn shown_name(name: &str) -> String {
    text::excerpt(name, 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_carries_a_path_or_a_control() {
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("C:\\Users\\x\\photo.jpg"), "photo.jpg");
        assert_eq!(clean_name(".bashrc"), "bashrc");
        assert_eq!(clean_name("a\u{0}b\n.txt. "), "ab.txt");
        assert_eq!(clean_name("///"), "file");
        assert!(clean_name(&"é".repeat(300)).len() <= 120);
    }

    #[test]
    fn bytes_decide_what_is_shown_and_a_name_cannot_make_an_image() {
        assert_eq!(media_type("x.txt", b"\x89PNG\r\n\x1a\n...."), "image/png");
        assert!(!is_image(media_type("photo.png", b"<svg onload=alert(1)>")));
    }
}
