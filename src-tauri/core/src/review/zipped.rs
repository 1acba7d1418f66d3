//! A zip of what came back, as a mail program or a file manager makes one. It may come from anyone: nothing of it is written
//! anywhere, names only tell the kind and are shown, sizes are counted and not believed.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::Given;
use super::received;
use crate::error::{Error, Result};
use crate::text;

const MB: usize = 1024 * 1024;
/// Bytes of the zip.
pub const PACKED: usize = 100 * MB;
/// Files and folders in it.
const FILES: usize = 2_000;
/// Bytes of one file, unpacked: those of a review page.
const SINGLE: usize = 65 * MB;
/// Bytes of all together, unpacked.
const TOTAL: usize = 200 * MB;
/// Packs of others in it.
const PACKS: usize = 20;

/// What is in it and can be opened.
#[derive(Default)]
pub struct Unzipped {
    /// Responses and review pages, by their texts.
    pub texts: Vec<Given>,
    /// Loopbook files made for a reader; where the zip itself is one, that alone.
    pub packs: Vec<Given>,
}

/// Looks into a zip.
///
/// # Errors
/// `BadInput` where it is none, or nothing in it is ours; `TooBig`.
pub fn unzipped(given: Given) -> Result<Unzipped> {
    let name = text::excerpt(&given.name, 60);
    if received::is_packet(&given.bytes) {
        return Ok(Unzipped { texts: Vec::new(), packs: vec![given] });
    }
    let no_zip = || Error::bad(format!("“{name}” cannot be read as a zip; nothing was taken in"));
    let mut zip = ZipArchive::new(Cursor::new(given.bytes.as_slice())).map_err(|_| no_zip())?;
    let too_big = || Error::TooBig(format!("“{name}” holds more than any pack or response; nothing was taken in"));
    if zip.len() > FILES {
        return Err(too_big());
    }
    if zip.has_overlapping_entries().map_err(|_| no_zip())? {
        return Err(Error::bad(format!("“{name}” holds files that lie on top of each other; nothing was taken in")));
    }
    let (mut found, mut total) = (Unzipped::default(), 0);
    for at in 0..zip.len() {
        // What is locked or packed in another way is none of ours.
        let Ok(entry) = zip.by_index(at) else { continue };
        let Some(kind) = entry.name().ok().filter(|_| entry.is_file()).and_then(|name| Kind::of(&name)) else {
            continue;
        };
        let called = entry.name().map(|name| shown(&name)).unwrap_or_default();
        let mut bytes = Vec::new();
        let room = SINGLE.min(TOTAL - total);
        let limit = u64::try_from(room).unwrap_or(u64::MAX).saturating_add(1);
        if entry.take(limit).read_to_end(&mut bytes).is_err() {
            continue;
        }
        if bytes.len() > room {
            return Err(too_big());
        }
        total += bytes.len();
        let file = Given { name: called, bytes };
        match kind {
            Kind::Text if std::str::from_utf8(&file.bytes).is_ok() => found.texts.push(file),
            Kind::Zip if received::is_packet(&file.bytes) => found.packs.push(file),
            Kind::Text | Kind::Zip => {}
        }
    }
    if found.packs.len() > PACKS {
        return Err(too_big());
    }
    if found.texts.is_empty() && found.packs.is_empty() {
        return Err(Error::bad(format!("there is no response and no pack for a reader in “{name}”")));
    }
    Ok(found)
}

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Zip,
}

impl Kind {
    /// By its name; a Mac's shadow files are none.
    fn of(name: &str) -> Option<Self> {
        let last = name.rsplit(['/', '\\']).next()?;
        if last.starts_with('.') || name.starts_with("__MACOSX/") {
            return None;
        }
        match last.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "json" | "jsonld" | "txt" | "html" | "htm" => Some(Self::Text),
            "zip" => Some(Self::Zip),
            _ => None,
        }
    }
}

/// Its last part, as it is shown and nothing else.
fn shown(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(200).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zip(files: &[(&str, &[u8])]) -> Given {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        Given { name: "from Jo.zip".into(), bytes: zip.finish().unwrap().into_inner() }
    }

    #[test]
    fn texts_are_found_in_any_folder_and_names_lead_nowhere() {
        let files: &[(&str, &[u8])] = &[
            ("Year 9/../../etc/response.json", b"{}"),
            ("__MACOSX/._response.json", b"x"),
            ("C:\\windows\\page.HTML", b"<p>"),
            ("photo.png", b"\x89PNG"),
            ("no text.json", b"\xff\xfe"),
        ];
        let found = unzipped(zip(files)).unwrap();
        let names: Vec<&str> = found.texts.iter().map(|file| file.name.as_str()).collect();
        assert_eq!((names, found.packs.len()), (vec!["response.json", "page.HTML"], 0));
    }

    #[test]
    fn where_nothing_is_ours_or_too_much_is_there_a_sentence_says_so() {
        let said = |given: Given| unzipped(given).err().unwrap().to_string();
        assert!(said(zip(&[("photo.png", b"x")])).contains("no response and no pack"), "{}", said(zip(&[])));
        assert!(said(Given { name: "a.zip".into(), bytes: b"PK\x03\x04 cut short".to_vec() }).contains("as a zip"));
        let bomb = vec![b' '; SINGLE + 1];
        assert!(said(zip(&[("bomb.json", &bomb)])).contains("more than any"));
        let many: Vec<String> = (0..=FILES).map(|number| format!("{number}.json")).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
        assert!(said(zip(&many)).contains("more than any"));
    }
}
