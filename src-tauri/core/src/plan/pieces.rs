//! Which entries a plan is made of, and which of their parts.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{Plan, PlanPiece, get, store};
use crate::entries;
use crate::error::{Error, Result};
use crate::export::{self, Piece, part};
use crate::id::{EntryId, PlanId};
use crate::store::Tx;
use crate::text;

/// Entries in one plan.
const PIECES: usize = 10_000;
/// Ticks on one entry.
const TICKS: usize = 5_000;

/// What is to change in the choice.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ChangePieces {
    /// Which plan.
    pub plan: PlanId,
    /// Entries to take in, whole; those there stay as they are.
    pub add: Option<Vec<EntryId>>,
    /// Entries to take out.
    pub remove: Option<Vec<EntryId>>,
    /// What of an entry goes, said anew; one that is not there is taken in.
    pub set: Option<Vec<PiecePart>>,
}

/// What of an entry goes.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct PiecePart {
    /// Which.
    pub entry: EntryId,
    /// All of its ordinary parts, also those it will have; else only those ticked.
    pub whole: bool,
    /// Keys of parts, as `plan_blocks` names them: all that are ticked. Parts that stand alone need a tick of their own,
    /// whole or not.
    pub ticks: Vec<String>,
}

/// Changes what goes. The questions about who could be known are open again then.
///
/// # Errors
/// `NotFound`; `TooBig`.
pub fn change(tx: &mut Tx<'_>, request: &ChangePieces) -> Result<Plan> {
    let plan = request.plan;
    store::head(tx, plan)?;
    for entry in request.remove.iter().flatten() {
        store::remove_piece(tx, plan, *entry)?;
    }
    add(tx, plan, request.add.as_deref().unwrap_or_default())?;
    for PiecePart { entry, whole, ticks } in request.set.iter().flatten() {
        if ticks.len() > TICKS || ticks.iter().any(|tick| tick.is_empty() || tick.len() > 100) {
            return Err(Error::TooBig(format!("an entry has room for {TICKS} ticks; nothing was changed")));
        }
        add(tx, plan, &[*entry])?;
        store::set_ticks(tx, plan, *entry, *whole, ticks)?;
    }
    store::forget_checks(tx, plan)?;
    store::touch(tx, plan)?;
    get(tx, plan)
}

/// Takes entries in, whole.
pub(super) fn add(tx: &mut Tx<'_>, plan: PlanId, ids: &[EntryId]) -> Result<()> {
    for id in ids {
        entries::store::row(tx, *id)?.ok_or(Error::NotFound("entry"))?;
        store::add_piece(tx, plan, *id, true)?;
    }
    if store::pieces(tx, plan)?.len() > PIECES {
        return Err(Error::TooBig(format!("a plan has room for {PIECES} entries; nothing was changed")));
    }
    Ok(())
}

/// What goes, as the exporters take it.
pub(super) fn chosen(tx: &Tx<'_>, plan: PlanId) -> Result<Vec<Piece>> {
    let kept = store::pieces(tx, plan)?.into_iter();
    Ok(kept.map(|store::Piece { entry, whole, ticks }| Piece { entry, whole, ticks }).collect())
}

/// What goes, as it is shown.
pub(super) fn shown(tx: &Tx<'_>, plan: PlanId) -> Result<Vec<PlanPiece>> {
    let mut shown = Vec::new();
    for piece in chosen(tx, plan)? {
        let row = entries::store::row(tx, piece.entry)?.ok_or(Error::NotFound("entry"))?;
        let (words, gone) = if piece.whole { (row.words, 0) } else { in_part(tx, &piece)? };
        let mut ticks: Vec<String> = piece.ticks.iter().cloned().collect();
        ticks.sort();
        shown.push(PlanPiece {
            stays: export::staying(&row, &piece),
            entry: row,
            whole: piece.whole,
            ticks,
            words,
            gone,
        });
    }
    Ok(shown)
}

/// Words of the blocks ticked, and how many ticks name a block that is no more.
fn in_part(tx: &Tx<'_>, piece: &Piece) -> Result<(u32, u32)> {
    let body = entries::get(tx, piece.entry)?.body;
    let blocks = export::blocks(&body);
    let ticked = blocks.iter().filter(|block| piece.ticked(&block.key));
    let words = ticked.map(|block| text::words(&text::plain(&body[block.range.clone()]))).sum();
    let there: HashSet<&str> = blocks.iter().map(|block| block.key.as_str()).collect();
    let gone = piece.ticks.iter().filter(|key| part::is_block(key) && !there.contains(key.as_str())).count();
    Ok((words, u32::try_from(gone).unwrap_or(u32::MAX)))
}
