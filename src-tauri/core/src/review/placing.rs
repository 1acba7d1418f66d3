//! Where comments stand in the text of now: each piece is read once.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use serde::Serialize;

use super::{Quote, Standing, Texts, store};
use crate::entries;
use crate::error::Result;
use crate::export::packet;
use crate::id::{EntryId, PackId, PieceId};
use crate::store::Tx;
use crate::templates;

/// Code points before and behind a passage, by which an editor finds it.
const AROUND: usize = 40;

/// Where a comment stands in the text of now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct CommentPlace {
    /// How well it could be placed.
    pub standing: Standing,
    /// In code points of the text of now; of an orphan where it would be.
    #[ts(type = "number")]
    pub start: usize,
    /// Where it ends; of an orphan where it begins.
    #[ts(type = "number")]
    pub end: usize,
    /// The words that stand there now.
    pub words: String,
    /// What stands before them.
    pub before: String,
    /// What stands behind them.
    pub behind: String,
}

/// Places comments, reading each piece once.
#[derive(Default)]
pub(super) struct Placing {
    pieces: HashMap<(PackId, PieceId), Option<PieceTexts>>,
    /// Entries whose comments came with them from another journal, where the pack stayed.
    alone: HashMap<EntryId, PieceTexts>,
}

/// A piece as it left, and as its entry is now.
pub(super) struct PieceTexts {
    pub(super) texts: Texts,
    pub(super) title: String,
    pub(super) position: u32,
    pub(super) changed: bool,
    now: Vec<char>,
}

impl Placing {
    pub(super) fn piece(&mut self, tx: &Tx<'_>, pack: PackId, id: PieceId) -> Result<Option<&PieceTexts>> {
        if let Slot::Vacant(slot) = self.pieces.entry((pack, id)) {
            let read = match store::piece(tx, pack, id)? {
                Some(piece) => Some(read_piece(tx, &piece)?),
                None => None,
            };
            slot.insert(read);
        }
        Ok(self.pieces.get(&(pack, id)).and_then(Option::as_ref))
    }

    /// The text of an entry of which no pack is known here.
    fn alone(&mut self, tx: &Tx<'_>, id: EntryId) -> Result<&PieceTexts> {
        match self.alone.entry(id) {
            Slot::Occupied(known) => Ok(known.into_mut()),
            Slot::Vacant(free) => {
                let piece = store::SentPiece {
                    entry: Some(id),
                    title: String::new(),
                    revision: String::new(),
                    source: String::new(),
                    exported: String::new(),
                    hanging: String::new(),
                    position: u32::MAX,
                };
                Ok(free.insert(read_piece(tx, &piece)?))
            }
        }
    }

    /// Where a comment on a piece stands now: by what left, or, where that is not known here, by its quote in the entry.
    pub(super) fn of(
        &mut self,
        tx: &Tx<'_>,
        pack: PackId,
        (piece, entry): (Option<PieceId>, Option<EntryId>),
        quote: Option<&Quote>,
    ) -> Result<CommentPlace> {
        let empty = |standing| CommentPlace {
            standing,
            start: 0,
            end: 0,
            words: String::new(),
            before: String::new(),
            behind: String::new(),
        };
        let Some(quote) = quote else { return Ok(empty(Standing::Whole)) };
        let is_known = match piece {
            Some(piece) => self.piece(tx, pack, piece)?.is_some(),
            None => false,
        };
        let texts = match (piece, entry) {
            (Some(piece), _) if is_known => self.piece(tx, pack, piece)?,
            (_, Some(entry)) => Some(self.alone(tx, entry)?),
            _ => None,
        };
        let Some(texts) = texts else { return Ok(empty(Standing::Orphan)) };
        let placed = texts.texts.place(quote);
        let part =
            |from: usize, to: usize| texts.now[from.min(texts.now.len())..to.min(texts.now.len())].iter().collect();
        let (start, end) = (placed.range.start, placed.range.end);
        Ok(CommentPlace {
            standing: placed.standing,
            start,
            end,
            words: part(start, end),
            before: part(start.saturating_sub(AROUND), start),
            behind: part(end, end + AROUND),
        })
    }
}

/// What hangs on a learning log stands below its text in the page.
fn whole(body: &str, hanging: &str) -> String {
    let text = packet::text_of(body);
    if hanging.is_empty() { text } else { format!("{text}\n{}\n", packet::text_of(hanging)) }
}

fn read_piece(tx: &Tx<'_>, piece: &store::SentPiece) -> Result<PieceTexts> {
    let now = match piece.entry {
        Some(id) => Some(entries::get(tx, id)?),
        None => None,
    };
    let template = match &now {
        Some(entry) => templates::definition_of(tx, &entry.template, entry.template_version)?,
        None => None,
    };
    // As it leaves: without the headings under which nothing stands.
    let written = |body: &str| match &template {
        Some(template) => templates::sections::without_empty(body, &template.headings().1),
        None => body.to_owned(),
    };
    let body = now.as_ref().map_or_else(String::new, |entry| written(&entry.body));
    let text = whole(&body, &piece.hanging);
    let [sent, read] = [&piece.exported, &piece.source].map(|body| {
        if body.is_empty() && piece.hanging.is_empty() { String::new() } else { whole(&written(body), &piece.hanging) }
    });
    Ok(PieceTexts {
        texts: Texts::new(&sent, &read, &text),
        title: now.as_ref().map_or_else(|| piece.title.clone(), |entry| entry.title.clone()),
        position: piece.position,
        changed: now.is_some_and(|entry| entry.revision != piece.revision && entry.body != piece.source),
        now: text.chars().collect(),
    })
}
