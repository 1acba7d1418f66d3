//! A pack for somebody, made whole: cut, cleared, written in a format, looked at once more.

use std::cell::Cell;
use std::collections::HashMap;
use std::io::Cursor;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::clear::{Clearing, Found, Noted};
use super::select::select_shared;
use super::{Content, ExportFile, Pack, Sharing, Source, alt, exporter, file_names, last_look, pack};
use crate::attachments::Vault;
use crate::entries::{EntryRow, Kind};
use crate::error::{Error, Result};
use crate::id::{EntryId, PackId};
use crate::progress::Progress;
use crate::redact::{self, Form};
use crate::store::Tx;
use crate::text;
use crate::versions::Version;

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
    /// Dates of entries, and those that stand in their texts, to the day or coarser.
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

/// The id of the pack that [`make`] would make, with what was noted; no format is run.
///
/// # Errors
/// As [`make`], but for what only the finished file shows.
pub fn identity(tx: &Tx<'_>, vault: &Vault, sharing: &Sharing<'_>, format: &str) -> Result<(PackId, Noted)> {
    exporter(format)?;
    let clearing = Clearing::of(tx, sharing)?;
    let source = Source::cleared(tx, vault, &clearing);
    let mut pack = select_shared(tx, source, &clearing)?;
    let id = settled(source, &mut pack, &clearing, format)?;
    Ok((id, clearing.noted()))
}

/// Reads all that leaves, refuses what is not decided on, and answers with the pack's own id: a digest of all that settles its
/// bytes. So the same made twice is one pack, a response to one is a response to the other, and nothing else ever bears its
/// name.
fn settled(source: Source<'_>, pack: &mut Pack, clearing: &Clearing<'_>, format: &str) -> Result<PackId> {
    pack.not_empty()?;
    named(pack, PackId::of(Uuid::nil()));
    let read = all_read(source, pack)?;
    if let Some(sentence) = undecided(&clearing.open()) {
        return Err(Error::Undecided(sentence));
    }
    let mut hash = Sha256::new();
    let zone = source.clock().zone().name();
    let sharing = clearing.sharing;
    for bytes in
        [sharing.salt.bytes().as_slice(), env!("CARGO_PKG_VERSION").as_bytes(), format.as_bytes(), zone.as_bytes()]
    {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    hash.update(read.finalize());
    let mut half = [0; 16];
    half.copy_from_slice(&hash.finalize()[..16]);
    Ok(PackId::of(uuid::Builder::from_custom_bytes(half).into_uuid()))
}

/// Every text that any format could come by, so that what is decided on does not depend on the format; and a digest of all
/// that a format is handed.
fn all_read(source: Source<'_>, pack: &Pack) -> Result<Read> {
    let mut read = Read(Sha256::new());
    read.took(&(&pack.letter, &pack.layout, &pack.handout))?;
    for row in &pack.rows {
        let entry = source.entry(row.id)?;
        read.took(&(row, &entry, source.written(&entry)?, source.values(&entry)?, source.template(&entry)?))?;
        for Version { id, at, reason, title, body, words } in source.versions(&entry, pack)? {
            read.took(&(id, at, reason, title, body, words))?;
        }
        read.took(&(source.log(&entry, pack)?, source.left_column(&entry, pack)?, source.shows_state(&entry)?))?;
        read.took(&(source.answers(&entry, pack)?, source.intentions(&entry, pack)?, source.came_of(&entry, pack)?))?;
        if entry.kind == Kind::Loop {
            read.took(&(source.record(&entry, pack)?, source.learning_log(&entry, pack)?.map(|(_, text)| text)))?;
        }
        read.took(&source.links(&entry, pack)?)?;
        for file in &entry.attachments {
            read.took(&(source.sha256(file)?, source.patches(file)))?;
        }
    }
    read.took(&(source.claims(pack)?, source.dates(), source.now()))?;
    Ok(read)
}

/// A digest of what was read, in its order.
struct Read(Sha256);

impl Read {
    fn took(&mut self, value: &impl Serialize) -> Result<()> {
        let bytes = serde_json::to_vec(value)?;
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        Ok(())
    }

    fn finalize(self) -> impl AsRef<[u8]> {
        self.0.finalize()
    }
}

/// Makes the one file. What it holds is settled by `sharing`, the day and the program alone: the same again gives the same
/// bytes.
///
/// # Errors
/// `BadInput` where nothing can leave, something is not decided on yet, the format is none, or the finished file still
/// holds what must not leave; `NotFound` for an entry that is not there.
pub fn make(tx: &Tx<'_>, vault: &Vault, sharing: &Sharing<'_>, format: &str, progress: &Progress) -> Result<Made> {
    let exporter = exporter(format)?;
    // Choosing and clearing, reading all that hangs on it, writing.
    let chosen = u32::try_from(sharing.pieces.len()).unwrap_or(u32::MAX / 3);
    let (going, asked) = (progress.begin(3 * chosen), Cell::new(0));
    let counting = |_: EntryId| {
        asked.set(asked.get() + 1);
        going.at(asked.get().min(2 * chosen));
    };
    let clearing = Clearing::of(tx, sharing)?;
    let source = Source::cleared(tx, vault, &clearing).counted(&counting);
    let mut pack = select_shared(tx, source, &clearing)?;
    let id = settled(source, &mut pack, &clearing, format)?;
    let hanging = hanging(source, &pack)?;
    named(&mut pack, id);
    let mut look = Look { entries: pack.count(), ..Look::default() };
    let places = pack.places();
    let writing = |id: EntryId| going.at(2 * chosen + places.get(&id).copied().unwrap_or(0));
    let source = Source::cleared(tx, vault, &clearing).counted(&writing);
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
    look_into(&mut look, source, &pack, sharing)?;
    look.warnings.extend(clearing.files_told());
    if !exporter.holds_versions() {
        let older = |row: &EntryRow| Ok(!source.versions(&source.entry(row.id)?, &pack)?.is_empty());
        if pack.rows.iter().map(older).collect::<Result<Vec<bool>>>()?.contains(&true) {
            look.warnings.push(
                "Earlier versions of the text were ticked, and this form has no place for them: they stay.".into(),
            );
        }
    }
    let left_out = pack.left_out_rows.iter().map(|row| row.id).collect::<Vec<_>>();
    let noted = clearing.noted();
    last_look::at(tx, vault, exporter, sharing, &pack, &noted, &left_out, &bytes)?;
    let told = |kind: &str, action: &str| kind == "date" && matches!(action, "keep" | "generalise");
    look.dates +=
        noted.done.iter().filter(|((kind, action), _)| told(kind, action)).map(|(_, count)| count).sum::<u32>();
    let mut like_names: Vec<String> = noted.stays.iter().cloned().collect();
    like_names.sort();
    look.like_names = like_names;
    let file_name = file_names::of_export(tx, pack.count(), &exporter.format());
    Ok(Made { bytes, file_name, pack, noted, hanging, look })
}

/// Counts what is in it, and says what the writer should know.
fn look_into(look: &mut Look, source: Source<'_>, pack: &Pack, sharing: &Sharing<'_>) -> Result<()> {
    let mut unnamed = 0;
    for row in &pack.rows {
        let entry = source.entry(row.id)?;
        unnamed += alt::wanting(&entry.body, &entry.attachments).len();
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
    let told = |name: &str| {
        redact::scan(name, Form::Plain, sharing.scanner).iter().any(|hit| matches!(hit.kind, redact::Kind::Person(_)))
    };
    let (audience, author) = (&sharing.letter.audience, &sharing.letter.author);
    if told(audience) {
        look.warnings
            .push(format!("“{audience}” stands on it as the name of its readers, and names somebody on your list."));
    }
    if told(author) {
        look.warnings.push(format!("“{author}” stands on it as your name, and is that of somebody on your list."));
    }
    Ok(())
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
    let are = if found.len() == 1 { "is" } else { "are" };
    Some(format!("nothing was made: {words} in what would leave {are} not decided on yet"))
}
