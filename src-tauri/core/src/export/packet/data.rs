//! The machine form of a review page: a block of JSON in it that nothing runs. The page's own script reads it, and a
//! Loopbook that opens the page as a pack of somebody else's.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::super::letter::{Day, Letter, Purpose, QuestionKey, Wishes};
use super::super::{Pack, pictures};
use super::Piece;
use crate::error::{Error, Result};
use crate::id::{PackId, PieceId};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What [`PacketData::format`] says.
const FORMAT: &str = "loopbook-packet";
/// The highest [`PacketData::version`] this program writes and reads.
const VERSION: u32 = 1;
/// What stands before the block, to the letter.
pub(super) const BEGINS: &str = "<script type=\"application/json\" id=\"pack\">";
/// Bytes of a page that is read.
const LIMIT: usize = 64 * 1024 * 1024;
/// Pictures of a page that are read.
const PICTURES: usize = 2_000;
/// How a text names a picture of the page, by its number.
const PICTURE: &str = "picture:";
/// How the page names it.
const ADDRESS: &str = "src=\"data:image/";
/// What stands there before the address itself.
const SOURCE: &str = "src=\"";

/// The whole of the block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PacketData {
    /// Always "loopbook-packet".
    pub format: String,
    /// Of this form.
    pub version: u32,
    /// What a response names.
    pub pack: PackId,
    /// A line for lists.
    pub title: String,
    /// For whom.
    pub audience: String,
    /// By what name the author goes; may be empty.
    pub author: String,
    /// What is asked of the reader.
    pub purpose: Purpose,
    /// The same in the author's words; may be empty.
    pub ask: String,
    /// What the reader may do with it; may be empty.
    pub licence: String,
    /// What the author asks for besides.
    pub wishes: Wishes,
    /// The day it was made.
    pub created: Day,
    /// The reader answers before the author's own analysis opens.
    pub answers_first: bool,
    /// In order.
    pub questions: Vec<PacketQuestion>,
    /// In order.
    pub pieces: Vec<PacketPiece>,
}

/// A question to the reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PacketQuestion {
    /// What an answer names.
    pub id: QuestionKey,
    /// One line or a few.
    pub text: String,
    /// The piece it is about; none: the whole.
    pub piece: Option<PieceId>,
}

/// A piece.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PacketPiece {
    /// What a comment names.
    pub id: PieceId,
    /// One line.
    pub title: String,
    /// When and where; may be empty.
    pub facts: String,
    /// ISO 639-1; empty where it is not known.
    pub language: String,
    /// Its text: what stands in the page, with `picture:N` for the Nth picture of the page.
    pub html: String,
    /// The first of the elements at the top of its text that belongs to the author's own analysis.
    pub analysis: Option<usize>,
}

impl PacketData {
    pub(super) fn new(letter: &Letter, pack: &Pack, pieces: &[Piece], addresses: &[String]) -> Self {
        let questions = letter.questions.iter().map(|asked| PacketQuestion {
            id: asked.id.clone(),
            text: asked.text.clone(),
            piece: asked.entry.map(|entry| pack.piece_id(entry)),
        });
        let pieces =
            pieces.iter().map(|piece| PacketPiece { html: numbered(&piece.html, addresses), ..piece.data.clone() });
        Self::told(letter, questions.collect(), pieces.collect())
    }

    /// What a letter tells, of these pieces.
    pub(super) fn told(letter: &Letter, questions: Vec<PacketQuestion>, pieces: Vec<PacketPiece>) -> Self {
        Self {
            format: FORMAT.into(),
            version: VERSION,
            pack: letter.pack,
            title: super::sheet::heading(letter).to_owned(),
            audience: letter.audience.clone(),
            author: letter.author.clone(),
            purpose: letter.purpose,
            ask: letter.ask.clone(),
            licence: letter.licence.clone(),
            wishes: letter.wishes,
            created: letter.created,
            answers_first: letter.answers_first,
            questions,
            pieces,
        }
    }

    /// As it stands in the page: no sign in it can end the block or begin another.
    pub(super) fn block(&self) -> Result<String> {
        let json = serde_json::to_string(self)?;
        Ok(json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
    }
}

/// The pictures of a page in the order in which they first stand there.
pub(super) fn addresses(page: &str) -> Vec<String> {
    let mut known = HashSet::new();
    let found = page.match_indices(ADDRESS).filter_map(|(at, _)| Some(page[at + SOURCE.len()..].split_once('"')?.0));
    found.filter(|address| known.insert(*address)).map(str::to_owned).collect()
}

fn numbered(html: &str, addresses: &[String]) -> String {
    let mut html = html.to_owned();
    for (number, address) in addresses.iter().enumerate() {
        html = html.replace(address.as_str(), &format!("{PICTURE}{number}"));
    }
    html
}

/// Reads a review page: its block of JSON, and its pictures made anew without what else was in them. Nothing of the page
/// is run; its texts are HTML by a stranger, to be sanitised before they are shown.
///
/// # Errors
/// `TooBig`; `BadInput` where it is no review page, or one of a newer Loopbook.
pub fn read(page: &[u8]) -> Result<(PacketData, Vec<Option<pictures::Picture>>)> {
    let (before, block) = parts(page)?;
    let data: PacketData = serde_json::from_str(block).map_err(|_| not_one())?;
    let addresses = addresses(before);
    if addresses.len() > PICTURES {
        return Err(Error::TooBig(format!("this page holds more than {PICTURES} pictures, and cannot be opened here")));
    }
    let pictures = addresses
        .iter()
        .map(|address| pictures::without_metadata(&STANDARD.decode(address.split_once(',')?.1).ok()?))
        .collect();
    Ok((data, pictures))
}

/// Whether a file says that it is a review page; nothing of it is read yet.
pub fn is_one(page: &[u8]) -> bool {
    parts(page).is_ok()
}

/// What stands before the block, and the block.
fn parts(page: &[u8]) -> Result<(&str, &str)> {
    if page.len() > LIMIT {
        return Err(Error::TooBig("this page is too large to be opened here: there is room for 64 MB".into()));
    }
    let page = std::str::from_utf8(page).map_err(|_| not_one())?;
    let (before, block) = page.rsplit_once(BEGINS).ok_or_else(not_one)?;
    let (block, _) = block.split_once("</script>").ok_or_else(not_one)?;
    let version: Version = serde_json::from_str(block).map_err(|_| not_one())?;
    if version.format != FORMAT {
        return Err(not_one());
    }
    if version.version > VERSION {
        return Err(Error::bad("this page was made by a newer Loopbook; nothing was taken in"));
    }
    Ok((before, block))
}

fn not_one() -> Error {
    Error::bad("this is not a review page of Loopbook, or it was damaged on its way")
}

#[derive(Deserialize)]
struct Version {
    format: String,
    version: u32,
}
