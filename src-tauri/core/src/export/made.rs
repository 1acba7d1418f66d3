//! A pack for somebody, made whole: cut, cleared, written in a format, looked at once more.

use std::collections::HashMap;
use std::io::Cursor;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::clear::{Clearing, Found, Noted};
use super::select::select_shared;
use super::{Content, ExportFile, Pack, Sharing, Source, exporter, file_names, last_look, pack};
use crate::attachments::Vault;
use crate::entries::Kind;
use crate::error::{Error, Result};
use crate::id::{EntryId, PackId};
use crate::store::Tx;
use crate::text;

/// A finished pack.
#[derive(Debug)]
pub struct Made {
    /// The one file that leaves.
    pub bytes: Vec<u8>,
    /// The name proposed for it.
    pub file_name: String,
    /// What went in, as it leaves.
    pub pack: Pack,
    /// What was done to the texts.
    pub noted: Noted,
    /// What hangs on the learning logs in it, as Markdown that leaves.
    pub hanging: HashMap<EntryId, String>,
    /// What is in it, at a glance.
    pub look: Look,
}

/// What a person wants to know before a file leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Look {
    /// Entries in it, whole or in part.
    pub entries: u32,
    /// Words of their texts.
    pub words: u32,
    /// Pictures in it.
    pub pictures: u32,
    /// How many times a day is named.
    pub dates: u32,
    /// Words that stayed though they may be a name or a number, each once, as the reader will see them.
    pub like_names: Vec<String>,
    /// Every file in it.
    pub files: Vec<ExportFile>,
    /// What one should know, in sentences; may be empty.
    pub warnings: Vec<String>,
}

/// Reads through all that would leave and answers with what was found in it and what was noted; nothing is made.
///
/// # Errors
/// `NotFound` for an entry that is not there.
pub fn read_through(tx: &Tx<'_>, vault: &Vault, sharing: &Sharing<'_>) -> Result<Noted> {
    let clearing = Clearing::of(tx, sharing)?;
    let source = Source::cleared(tx, vault, &clearing);
    let pack = select_shared(tx, source, &clearing)?;
    all_read(source, &pack)?;
    Ok(clearing.noted())
}

/// Every text that any format could come by, so that what is decided on does not depend on the format.
fn all_read(source: Source<'_>, pack: &Pack) -> Result<()> {
    for row in &pack.rows {
        let entry = source.entry(row.id)?;
        source.values(&entry)?;
        source.versions(&entry, pack)?;
        source.log(&entry, pack)?;
        source.left_column(&entry, pack)?;
        source.answers(&entry, pack)?;
        source.intentions(&entry, pack)?;
        if entry.kind == Kind::Loop {
            source.record(&entry, pack)?;
        }
    }
    source.claims(pack)?;
    Ok(())
}

/// Makes the one file. What it holds is settled by `sharing`, the day and the program alone: the same again gives the same
/// bytes.
///
/// # Errors
/// `BadInput` where nothing can leave, something is not decided on yet, the format is none, or the finished file still
/// holds what must not leave; `NotFound` for an entry that is not there.
pub fn make(tx: &Tx<'_>, vault: &Vault, sharing: &Sharing<'_>, format: &str) -> Result<Made> {
    let exporter = exporter(format)?;
    let clearing = Clearing::of(tx, sharing)?;
    let source = Source::cleared(tx, vault, &clearing);
    let mut pack = select_shared(tx, source, &clearing)?;
    pack.not_empty()?;
    all_read(source, &pack)?;
    let hanging = hanging(source, &pack)?;
    if let Some(sentence) = undecided(&clearing.open()) {
        return Err(Error::Undecided(sentence));
    }
    named(&mut pack, PackId::of(Uuid::nil()));
    let mut nameless = Cursor::new(Vec::new());
    pack::file(exporter, source, &pack, &mut nameless, &mut |_| {})?;
    named(&mut pack, identity(sharing, format, &nameless.into_inner()));
    let mut look = Look { entries: pack.count(), ..Look::default() };
    let mut out = Cursor::new(Vec::new());
    pack::file(exporter, source, &pack, &mut out, &mut |part| {
        let bytes = match &part.content {
            Content::Text(text) => super::length(text.len()),
            Content::Bytes(bytes) => super::length(bytes.len()),
            Content::File(_, bytes) | Content::Told(bytes) => *bytes,
            Content::LeftOut => 0,
        };
        look.files.push(ExportFile { name: part.name.clone(), bytes, note: part.note.clone() });
    })?;
    // A format may come by a text that nobody else read.
    if let Some(sentence) = undecided(&clearing.open()) {
        return Err(Error::Undecided(sentence));
    }
    let bytes = out.into_inner();
    let mut unnamed = 0;
    for row in &pack.rows {
        let entry = source.entry(row.id)?;
        unnamed += entry.body.matches("![](").count();
        look.words = look.words.saturating_add(text::words(&text::plain(&entry.body)));
        look.pictures += u32::try_from(entry.attachments.iter().filter(|file| file.is_image).count()).unwrap_or(0);
        if entry.happened.precision != crate::entries::Precision::Unknown {
            look.dates += 1;
        }
    }
    look.warnings.extend(match unnamed {
        0 => None,
        1 => Some("One picture has no words for those who cannot see it.".to_owned()),
        many => Some(format!("{many} pictures have no words for those who cannot see them.")),
    });
    look.warnings.extend(clearing.files_told());
    let left_out = pack.left_out_rows.iter().map(|row| row.id).collect::<Vec<_>>();
    let noted = clearing.noted();
    last_look::at(tx, vault, exporter, sharing, &pack, &noted, &left_out, &bytes)?;
    let mut like_names: Vec<String> = noted.stays.iter().cloned().collect();
    like_names.sort();
    look.like_names = like_names;
    let file_name = file_names::of_export(tx, pack.count(), exporter.format().extension);
    Ok(Made { bytes, file_name, pack, noted, hanging, look })
}

fn hanging(source: Source<'_>, pack: &Pack) -> Result<HashMap<EntryId, String>> {
    let mut hanging = HashMap::new();
    for row in pack.rows.iter().filter(|row| row.kind == Kind::Loop) {
        if let Some((_, text)) = source.learning_log(&source.entry(row.id)?, pack)? {
            hanging.insert(row.id, text);
        }
    }
    Ok(hanging)
}

fn named(pack: &mut Pack, id: PackId) {
    if let Some(letter) = &mut pack.letter {
        letter.pack = id;
    }
}

/// The pack's own id: the day, and the finished bytes as they are without it. So the same made twice is one pack, a response to one is a
/// response to the other, and nothing else ever bears its name.
fn identity(sharing: &Sharing<'_>, format: &str, nameless: &[u8]) -> PackId {
    let mut hash = Sha256::new();
    let day = sharing.letter.created.to_string();
    for bytes in [sharing.salt.bytes().as_slice(), format.as_bytes(), day.as_bytes(), nameless] {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    let mut half = [0; 16];
    half.copy_from_slice(&hash.finalize()[..16]);
    PackId::of(uuid::Builder::from_custom_bytes(half).into_uuid())
}

/// A sentence where something is not decided on yet.
fn undecided(found: &[Found]) -> Option<String> {
    let must = found.iter().filter(|found| found.hit.must_be_decided()).count();
    let may = found.len() - must;
    let count = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let words = match (must, may) {
        (0, 0) => return None,
        (must, 0) => count(must, "name or number", "names and numbers"),
        (0, may) => count(may, "word that may tell who is meant", "words that may tell who is meant"),
        (must, may) => format!(
            "{} and {}",
            count(must, "name or number", "names and numbers"),
            count(may, "other word", "other words")
        ),
    };
    Some(format!("nothing was made: {words} in what would leave are not decided on yet"))
}
