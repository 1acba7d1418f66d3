use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Api, Place};
use crate::change::Op;
use crate::error::{Error, Result};
use crate::id::{AttachmentId, CommentId, EntryId, PackId};
use crate::packs;
use crate::review::received::{self, ListReceived, Received, ReceivedRow, RemoveRemark, SaveReceived, SaveRemark};
use crate::review::{self, Comment, Given, Heard, ListComments, ResponseRow, TakeUp, zipped};
use crate::taster::{self, Taste};
use crate::versions::ComparisonRow;

/// Responses in a folder.
const FILES: usize = 2_000;
/// Bytes of a response that are read; the core refuses what is larger than its own limit with a sentence.
const BYTES: u64 = 9 * 1024 * 1024;
/// The same of a review page.
const PAGE: u64 = 65 * 1024 * 1024;

/// A file whose text is handed over with the call: one that was dropped on the window, or pasted.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct TextFile {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// Responses that came back.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields, rename = "ResponseFiles")]
pub struct Files {
    /// Files, or folders of them.
    pub places: Option<Vec<Place>>,
    /// Files by their text.
    pub texts: Option<Vec<TextFile>>,
}

/// One comment.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneComment {
    /// Which.
    pub id: CommentId,
}

/// An answer to a comment, or thanks for it.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct AnswerComment {
    /// Which.
    pub id: CommentId,
    /// Without words, the answer is taken back.
    pub answer: String,
}

/// An entry, as it was read in a pack.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct SinceRead {
    /// In which pack.
    pub pack: PackId,
    /// Which entry.
    pub entry: EntryId,
}

/// A review page of somebody else's.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct OpenReceived {
    /// The file.
    pub place: Option<Place>,
    /// Or its text.
    pub text: Option<TextFile>,
    /// Where it is under a passphrase.
    pub passphrase: Option<String>,
}

/// One pack of somebody else's.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneReceived {
    /// Which.
    pub id: PackId,
}

/// Every file named, and those in the folders named.
fn given(api: &Api<'_>, request: Files) -> Result<Vec<Given>> {
    let mut given = Vec::new();
    for place in request.places.unwrap_or_default() {
        let path = api.places.path(&place)?;
        if path.is_dir() {
            let mut inside: Vec<_> = std::fs::read_dir(&path)?
                .filter_map(|file| Some(file.ok()?.path()))
                .filter(|file| file.is_file() && is_response(file))
                .take(FILES)
                .collect();
            inside.sort();
            for file in inside {
                given.push(read(&file, BYTES)?);
            }
        } else {
            given.push(read(&path, BYTES)?);
        }
    }
    let texts = request.texts.unwrap_or_default();
    given.extend(texts.into_iter().map(|file| Given { name: file.name, bytes: file.text.into_bytes() }));
    if given.is_empty() {
        return Err(Error::bad("no response was named: choose the files that came back"));
    }
    Ok(given)
}

/// In a folder of all sorts of things.
fn is_response(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    matches!(ending.as_str(), "json" | "jsonld" | "txt")
}

/// A file, and of one that is far too large only so much that the core says so.
fn read(path: &Path, limit: u64) -> Result<Given> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(limit).read_to_end(&mut bytes))
        .map_err(|_| Error::bad(format!("“{name}” cannot be read")))?;
    Ok(Given { name, bytes })
}

pub(super) fn preview(api: &Api<'_>, request: Files) -> Result<Vec<ResponseRow>> {
    let files = given(api, request)?;
    api.journal.read(|tx| review::preview(tx, &files))
}

pub(super) fn add(api: &Api<'_>, request: Files) -> Result<Vec<ResponseRow>> {
    let files = given(api, request)?;
    api.journal.write(Op::TakeInResponse, |tx| review::take_in(tx, &files))
}

pub(super) fn list(api: &Api<'_>, request: ListComments) -> Result<Vec<Comment>> {
    api.journal.read(|tx| review::list(tx, request))
}

pub(super) fn answer(api: &Api<'_>, request: AnswerComment) -> Result<Comment> {
    api.journal.write(Op::AnswerComment, |tx| review::answer(tx, request.id, &request.answer))
}

pub(super) fn heard(api: &Api<'_>, request: Heard) -> Result<Vec<Comment>> {
    api.journal.write(Op::AnswerComment, |tx| review::heard(tx, &request))
}

pub(super) fn set_aside(api: &Api<'_>, request: OneComment) -> Result<Comment> {
    api.journal.write(Op::AnswerComment, |tx| review::set_aside(tx, request.id))
}

pub(super) fn reopen(api: &Api<'_>, request: OneComment) -> Result<Comment> {
    api.journal.write(Op::AnswerComment, |tx| review::reopen(tx, request.id))
}

pub(super) fn take_up(api: &Api<'_>, request: TakeUp) -> Result<Comment> {
    api.journal.write(Op::TakeUpComment, |tx| review::take_up(tx, request))
}

pub(super) fn changes(api: &Api<'_>, request: SinceRead) -> Result<Vec<ComparisonRow>> {
    api.journal.read(|tx| review::changes(tx, request.pack, request.entry))
}

pub(super) fn open(api: &Api<'_>, request: OpenReceived) -> Result<Received> {
    let mut file = match (request.place, request.text) {
        (Some(place), None) => read(&api.places.path(&place)?, PAGE)?,
        (None, Some(file)) => Given { name: file.name, bytes: file.text.into_bytes() },
        _ => return Err(Error::bad("name one review page to open")),
    };
    if packs::is_wrapped(&file.bytes) {
        let passphrase = request.passphrase.ok_or_else(|| {
            Error::Wrapped("this file is under a passphrase: ask for it whoever gave you the file".into())
        })?;
        file.bytes = packs::opened(&file.bytes, &passphrase, PAGE)?;
        file.name = file.name.trim_end_matches(".age").to_owned();
    }
    taster::taste(Taste::Page(&file.bytes), &file.name)?;
    let page = received::read(&file.bytes)?;
    api.journal.write(Op::OpenPack, |tx| received::open(tx, &file.name, &page))
}

/// A zip that was dropped on the window.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct DroppedZip {
    /// Its name.
    pub name: String,
    /// As it was staged; it is gone from there then.
    pub staged: AttachmentId,
}

/// What was in it.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct FromZip {
    /// Responses and review pages, to be taken as if they had been dropped one by one.
    pub texts: Vec<TextFile>,
    /// Packs for a reader that were opened.
    pub packs: Vec<PackId>,
}

pub(super) fn open_zip(api: &Api<'_>, request: DroppedZip) -> Result<FromZip> {
    let bytes = api.journal.vault().take_staged(request.staged, zipped::PACKED)?;
    taster::taste(Taste::Zip(&bytes), &request.name)?;
    let found = zipped::unzipped(Given { name: request.name, bytes })?;
    let mut packs = Vec::new();
    for file in found.packs {
        let page = received::read(&file.bytes)?;
        packs.push(api.journal.write(Op::OpenPack, |tx| received::open(tx, &file.name, &page))?.row.id);
    }
    let text = |file: Given| Some(TextFile { name: file.name, text: String::from_utf8(file.bytes).ok()? });
    Ok(FromZip { texts: found.texts.into_iter().filter_map(text).collect(), packs })
}

pub(super) fn received(api: &Api<'_>, request: ListReceived) -> Result<Vec<ReceivedRow>> {
    api.journal.read(|tx| received::list(tx, &request))
}

pub(super) fn received_one(api: &Api<'_>, request: OneReceived) -> Result<Received> {
    api.journal.read(|tx| received::get(tx, request.id))
}

pub(super) fn save_received(api: &Api<'_>, request: SaveReceived) -> Result<Received> {
    api.journal.write(Op::WriteRemark, |tx| received::save(tx, request))
}

pub(super) fn remove_received(api: &Api<'_>, request: OneReceived) -> Result<()> {
    let vault = api.journal.vault();
    let files = api.journal.write(Op::RemovePack, |tx| received::remove(tx, vault, request.id))?;
    vault.delete_marked(&files)
}

pub(super) fn save_remark(api: &Api<'_>, request: SaveRemark) -> Result<Received> {
    api.journal.write(Op::WriteRemark, |tx| received::save_remark(tx, request))
}

pub(super) fn remove_remark(api: &Api<'_>, request: RemoveRemark) -> Result<Received> {
    api.journal.write(Op::WriteRemark, |tx| received::remove_remark(tx, request))
}
