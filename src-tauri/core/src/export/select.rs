//! What leaves and what stays: the one place that decides it, for every format.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clear::Clearing;
use super::letter::Letter;
use super::salt::Salt;
use super::sharing::{Piece, part};
use super::source::Source;
use crate::entries::{self, Audience, Entry, EntryRow, Precision, Readiness};
use crate::error::{Error, Result};
use crate::id::{EntryId, PieceId};
use crate::sessions::Handout;
use crate::settings::{self, Paper};
use crate::store::Tx;

/// What the writer chose. Naming an entry is choosing it, private included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The entries, in any order; one named twice leaves once.
    pub ids: Vec<EntryId>,
    /// Drafts leave only with their own tick.
    pub include_drafts: bool,
    /// Older versions leave only with their own tick, and only in formats that carry them.
    pub include_versions: bool,
    /// Learning logs whose assumptions and aims leave with all their earlier wordings, each ticked by itself.
    pub histories: Vec<EntryId>,
    /// Learning logs whose left-hand column leaves, each ticked by itself.
    pub left_columns: Vec<EntryId>,
}

/// How many of the chosen entries stay, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct LeftOut {
    /// Drafts that were not ticked.
    pub drafts: u32,
    /// Entries in the trash, which never leave.
    pub trashed: u32,
}

/// How pages are laid out, in formats that have pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Size of the paper.
    pub paper: Paper,
    /// Letters half as large again.
    pub large_print: bool,
    /// Every line has a number, to be spoken of.
    pub line_numbers: bool,
    /// Room to write beside the text.
    pub wide_margin: bool,
    /// Black and grey only, for printers and copiers that have no colour.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub grey: bool,
}

impl Layout {
    /// Plain pages of this size.
    pub fn on(paper: Paper) -> Self {
        Self { paper, large_print: false, line_numbers: false, wide_margin: false, grey: false }
    }
}

/// The chosen entries, sorted out. Exporters read these rows and nothing else of the journal.
#[derive(Clone, Debug)]
pub struct Pack {
    /// What leaves, oldest first.
    pub rows: Vec<EntryRow>,
    /// What stays, oldest first.
    pub left_out_rows: Vec<EntryRow>,
    /// What stays, counted.
    pub left_out: LeftOut,
    /// Whether older versions leave too.
    pub versions: bool,
    /// As in [`Chosen`].
    pub histories: HashSet<EntryId>,
    /// As in [`Chosen`].
    pub left_columns: HashSet<EntryId>,
    /// What goes with it to somebody; none: a copy for oneself.
    pub letter: Option<Letter>,
    /// Of a session: what stands around its pieces, cleared.
    pub handout: Option<Handout>,
    /// How pages are laid out.
    pub layout: Layout,
    /// Of the audience: makes the ids of its pieces.
    salt: Option<Salt>,
    /// The entries of `rows`, for asking about one.
    ids: HashSet<EntryId>,
}

/// Sorts the chosen entries into those that leave and those that stay.
///
/// # Errors
/// `BadInput` where nothing is chosen, `NotFound` for an entry that is not there.
pub(super) fn select(tx: &Tx<'_>, chosen: &Chosen) -> Result<Pack> {
    if chosen.ids.is_empty() {
        return Err(Error::bad("nothing is chosen yet: choose the entries that are to leave, then export them"));
    }
    let mut seen = HashSet::new();
    let mut placed = Vec::with_capacity(chosen.ids.len());
    for &id in &chosen.ids {
        if seen.insert(id) {
            let row = entries::store::row(tx, id)?.ok_or(Error::NotFound("entry"))?;
            placed.push((entries::store::position(tx, id)?, row));
        }
    }
    placed.sort_by(|(left, left_row), (right, right_row)| (left, left_row.id).cmp(&(right, right_row.id)));
    let mut pack = Pack {
        versions: chosen.include_versions,
        histories: chosen.histories.iter().copied().collect(),
        left_columns: chosen.left_columns.iter().copied().collect(),
        rows: Vec::new(),
        left_out_rows: Vec::new(),
        left_out: LeftOut::default(),
        letter: None,
        handout: None,
        layout: Layout::on(settings::get(tx)?.print_paper),
        salt: None,
        ids: HashSet::new(),
    };
    for (_, row) in placed {
        if row.trashed_at.is_some() {
            pack.left_out.trashed += 1;
            pack.left_out_rows.push(row);
        } else if row.readiness == Readiness::Draft && !chosen.include_drafts {
            pack.left_out.drafts += 1;
            pack.left_out_rows.push(row);
        } else {
            pack.ids.insert(row.id);
            pack.rows.push(row);
        }
    }
    Ok(pack)
}

/// Sorts the pieces of a pack for somebody. Drafts and private entries stay unless each was ticked as such; what lies in
/// the trash stays always. The rows say no more than the cleared entries do.
///
/// # Errors
/// `BadInput` where nothing can leave, `NotFound` for an entry that is not there.
pub(super) fn select_shared(tx: &Tx<'_>, source: Source<'_>, clearing: &Clearing<'_>) -> Result<Pack> {
    let sharing = clearing.sharing;
    let mut pack = Pack {
        versions: false,
        histories: HashSet::new(),
        left_columns: HashSet::new(),
        rows: Vec::new(),
        left_out_rows: Vec::new(),
        left_out: LeftOut::default(),
        letter: Some(clearing.letter()),
        handout: clearing.handout(),
        layout: sharing.layout,
        salt: Some(sharing.salt.clone()),
        ids: HashSet::new(),
    };
    let mut placed = Vec::with_capacity(sharing.pieces.len());
    for piece in &sharing.pieces {
        let row = entries::store::row(tx, piece.entry)?.ok_or(Error::NotFound("entry"))?;
        placed.push((entries::store::position(tx, piece.entry)?, row, piece));
    }
    placed.sort_by(|(left, left_row, _), (right, right_row, _)| (left, left_row.id).cmp(&(right, right_row.id)));
    for (_, row, piece) in placed {
        match staying(&row, piece) {
            Some(Staying::Trashed) => {
                pack.left_out.trashed += 1;
                pack.left_out_rows.push(row);
            }
            Some(Staying::Draft) => {
                pack.left_out.drafts += 1;
                pack.left_out_rows.push(row);
            }
            Some(Staying::Private | Staying::NothingTicked) => pack.left_out_rows.push(row),
            None => {
                let id = row.id;
                if piece.ticked(part::LEFT_COLUMN) {
                    pack.left_columns.insert(id);
                }
                if piece.ticked(part::HISTORY) {
                    pack.histories.insert(id);
                }
                pack.ids.insert(id);
                pack.rows.push(cleared_row(row, source.entry(id)?));
            }
        }
    }
    Ok(pack)
}

/// Why an entry that was chosen stays all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Staying {
    /// It lies in the trash.
    Trashed,
    /// It is a draft, and not ticked as one.
    Draft,
    /// It is private, and not ticked as such.
    Private,
    /// Nothing of it is ticked.
    NothingTicked,
}

/// Whether an entry that was chosen stays, and why.
pub fn staying(row: &EntryRow, piece: &Piece) -> Option<Staying> {
    if row.trashed_at.is_some() {
        Some(Staying::Trashed)
    } else if row.readiness == Readiness::Draft && !piece.ticked(part::DRAFT) {
        Some(Staying::Draft)
    } else if row.audience == Audience::Private && !piece.ticked(part::PRIVATE) {
        Some(Staying::Private)
    } else if !piece.whole && piece.ticks.iter().all(|key| matches!(key.as_str(), part::DRAFT | part::PRIVATE)) {
        Some(Staying::NothingTicked)
    } else {
        None
    }
}

/// The row of an entry, from what leaves of it.
fn cleared_row(row: EntryRow, entry: Entry) -> EntryRow {
    let day = entry.happened.local.get(..10).unwrap_or_default().to_owned();
    EntryRow {
        revision: entry.revision,
        excerpt: crate::text::opening(&entry.body, 160),
        day: if entry.happened.precision == Precision::Unknown { String::new() } else { day },
        title: entry.title,
        happened: entry.happened,
        edited_at: entry.edited_at,
        tags: entry.tags,
        people: Vec::new(),
        setting: entry.setting,
        audience: entry.audience,
        starred: false,
        attachments: u32::try_from(entry.attachments.len()).unwrap_or(u32::MAX),
        words: entry.words,
        in_tray: false,
        ..row
    }
}

impl Pack {
    /// Refuses to write a file that would hold nothing.
    ///
    /// # Errors
    /// `BadInput` that says what was left out.
    pub(super) fn not_empty(&self) -> Result<()> {
        if self.rows.is_empty() && self.handout.is_none() {
            let LeftOut { drafts, trashed } = self.left_out;
            let drafts = match drafts {
                0 => None,
                1 => {
                    Some("1 of the chosen entries is a draft, and drafts leave only when they are asked for".to_owned())
                }
                _ => Some(format!(
                    "{drafts} of the chosen entries are drafts, and drafts leave only when they are asked for"
                )),
            };
            let trashed = match trashed {
                0 => None,
                1 => Some("1 is in the trash".to_owned()),
                _ => Some(format!("{trashed} are in the trash")),
            };
            if drafts.is_none() && trashed.is_none() {
                return Err(Error::bad("nothing is chosen yet that can leave. No file was written"));
            }
            let why = drafts.into_iter().chain(trashed).collect::<Vec<_>>().join("; ");
            return Err(Error::bad(format!("nothing of this can leave: {why}. No file was written")));
        }
        Ok(())
    }

    /// By what name an entry goes in this pack: in a copy for oneself its own, else one that only packs for this audience
    /// share.
    pub fn piece_id(&self, id: EntryId) -> PieceId {
        PieceId::of(self.other_id(id.uuid()))
    }

    /// The same for all else that has an identity: a claim, a test, a file.
    pub(super) fn other_id(&self, id: Uuid) -> Uuid {
        self.salt.as_ref().map_or(id, |salt| salt.of(id))
    }

    /// The how-manieth each entry is.
    pub(super) fn places(&self) -> HashMap<EntryId, u32> {
        self.rows.iter().zip(1..).map(|(row, place)| (row.id, place)).collect()
    }

    /// Whether this entry leaves.
    pub(super) fn holds(&self, id: EntryId) -> bool {
        self.ids.contains(&id)
    }

    /// Whether the earlier wordings of this learning log's assumptions and aims leave.
    pub(super) fn has_history(&self, id: EntryId) -> bool {
        self.versions || self.histories.contains(&id)
    }

    /// How many entries leave.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }
}
