//! What was saved since the index was last written: a small index of it in memory, so that it is found by the next search.

use std::sync::{Arc, PoisonError};

use super::doc::{Doc, Stems};
use super::index::in_memory;
use super::sync::guarded;
use super::view::View;
use super::{Search, store};
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;

/// More entries than this in the queue are read straight through rather than put into an index in memory.
pub const OVERLAY: u32 = 64;

/// The entries that wait to be read, as one snapshot of the database has them.
pub(super) struct Waiting {
    pub(super) entries: Vec<EntryId>,
    /// Those of them that are not gone; none where they are too many.
    pub(super) view: Option<Arc<View>>,
}

/// The small index made last, by the numbers of the queue that it holds: a number stands for one state of one entry.
#[derive(Default)]
pub(super) struct Overlay {
    numbers: Vec<i64>,
    view: Option<Arc<View>>,
}

impl Waiting {
    pub(super) fn of(tx: &Tx<'_>, search: &Search, stems: &mut Stems) -> Result<Self> {
        let mut queued = store::queued(tx, OVERLAY + 1)?;
        let many = queued.len() > OVERLAY as usize;
        if many {
            queued = store::queued(tx, u32::MAX)?;
        }
        let entries: Vec<EntryId> = queued.iter().map(|item| item.entry).collect();
        if many {
            return Ok(Self { entries, view: None });
        }
        let numbers: Vec<i64> = queued.iter().map(|item| item.seq).collect();
        let mut kept = search.overlay.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(view) = kept.view.as_ref().filter(|_| kept.numbers == numbers) {
            return Ok(Self { entries, view: Some(Arc::clone(view)) });
        }
        let docs: Vec<Doc> = entries.iter().filter_map(|id| store::doc(tx, *id).transpose()).collect::<Result<_>>()?;
        let view = Arc::new(guarded(|| Ok(in_memory(&docs, stems)?))?);
        *kept = Overlay { numbers, view: Some(Arc::clone(&view)) };
        Ok(Self { entries, view: Some(view) })
    }
}
