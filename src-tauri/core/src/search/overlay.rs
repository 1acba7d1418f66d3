//! What was saved since the index was last written: small indexes of it in memory, so that it is found by the next search.
//! A save makes one of them anew, of a few entries at most; the others stay as they are, without what changed since.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Weak};

use super::bits::Bits;
use super::doc::Stems;
use super::index::in_memory;
use super::sync::guarded;
use super::view::View;
use super::written::Written;
use super::{Search, store};
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;

/// More entries than this in the queue are read straight through rather than put into indexes in memory.
pub const OVERLAY: u32 = 64;
/// Entries of one small index: it is made anew with each that is added, and each is asked by every query.
const LAYER: usize = 8;

/// The entries that wait to be read, as one snapshot of the database has them.
pub(super) struct Waiting {
    pub(super) entries: Vec<EntryId>,
    /// The small indexes of those of them that are not gone; none where they are too many.
    pub(super) layers: Option<Vec<Masked>>,
    /// Of each segment of the index the documents that do not wait.
    pub(super) rest: Vec<Arc<Bits>>,
    /// Another number for every change of the small indexes.
    pub(super) turn: u64,
}

/// An index without some of its entries.
#[derive(Clone)]
pub(super) struct Masked {
    pub(super) view: Arc<View>,
    /// Of each segment the documents that count.
    pub(super) alive: Vec<Arc<Bits>>,
}

/// The small indexes made last, by the numbers of the queue that they hold: a number stands for one state of one entry.
#[derive(Default)]
pub(super) struct Overlay {
    /// Grows with every change of it.
    turn: u64,
    queued: Vec<(i64, EntryId)>,
    full: Vec<Layer>,
    young: Option<Layer>,
    /// The entries of the young one, to make it anew of.
    docs: HashMap<i64, Arc<Written>>,
    rest: Option<Rest>,
}

/// The index that was asked last, without the entries that wait.
struct Rest {
    index: Weak<()>,
    masked: HashSet<EntryId>,
    alive: Vec<Arc<Bits>>,
}

struct Layer {
    numbers: Vec<(i64, EntryId)>,
    masked: Masked,
}

impl Layer {
    fn of(numbers: Vec<(i64, EntryId)>, docs: &[Arc<Written>]) -> Result<Self> {
        let masked = guarded(|| {
            let view = Arc::new(in_memory(docs.iter().map(|doc| &**doc))?);
            let alive = without(&view, &[])?;
            Ok(Masked { view, alive })
        })?;
        Ok(Self { numbers, masked })
    }

    /// Without those whose number is not in the queue any more.
    fn keep(&mut self, queued: &HashSet<i64>) -> Result<()> {
        let gone: Vec<EntryId> =
            self.numbers.iter().filter(|(seq, _)| !queued.contains(seq)).map(|(_, id)| *id).collect();
        if !gone.is_empty() {
            self.numbers.retain(|(seq, _)| queued.contains(seq));
            self.masked.alive = guarded(|| mask(&self.masked.view, &self.masked.alive, &gone))?;
        }
        Ok(())
    }
}

/// Of each segment the documents that are part of the index, without those of some entries.
fn without(view: &View, entries: &[EntryId]) -> Result<Vec<Arc<Bits>>> {
    view.parts.iter().map(|part| Ok(Arc::new(part.alive(entries)?))).collect()
}

fn mask(view: &View, alive: &[Arc<Bits>], entries: &[EntryId]) -> Result<Vec<Arc<Bits>>> {
    let mut out = Vec::with_capacity(alive.len());
    for (part, alive) in view.parts.iter().zip(alive) {
        let mut bits = Bits::clone(alive);
        part.mask(&mut bits, entries)?;
        out.push(Arc::new(bits));
    }
    Ok(out)
}

impl Waiting {
    /// What waits beside an index.
    pub(super) fn of(tx: &Tx<'_>, search: &Search, index: &View, stems: &mut Stems) -> Result<Self> {
        let mut queued = store::queued(tx, OVERLAY + 1)?;
        let many = queued.len() > OVERLAY as usize;
        if many {
            queued = store::queued(tx, u32::MAX)?;
        }
        let entries: Vec<EntryId> = queued.iter().map(|item| item.entry).collect();
        let mut kept = search.overlay();
        let rest = guarded(|| kept.rest(index, &entries))?;
        if many {
            return Ok(Self { entries, layers: None, rest, turn: kept.turn });
        }
        let queued: Vec<(i64, EntryId)> = queued.into_iter().map(|item| (item.seq, item.entry)).collect();
        if kept.queued != queued
            && let Err(error) = kept.follow(tx, queued, stems)
        {
            kept.forget();
            return Err(error);
        }
        let layers = kept.full.iter().chain(&kept.young).map(|layer| layer.masked.clone()).collect();
        Ok(Self { entries, layers: Some(layers), rest, turn: kept.turn })
    }
}

impl Overlay {
    /// Keeps nothing of what it held.
    pub(super) fn forget(&mut self) {
        *self = Self { turn: self.turn + 1, ..Self::default() };
    }

    /// The small indexes as a queue needs them.
    fn follow(&mut self, tx: &Tx<'_>, queued: Vec<(i64, EntryId)>, stems: &mut Stems) -> Result<()> {
        self.turn += 1;
        let numbers: HashSet<i64> = queued.iter().map(|(seq, _)| *seq).collect();
        for layer in &mut self.full {
            layer.keep(&numbers)?;
        }
        self.full.retain(|layer| !layer.numbers.is_empty());
        let held: HashSet<i64> = self.full.iter().flat_map(|layer| layer.numbers.iter().map(|(seq, _)| *seq)).collect();
        let wanted: Vec<(i64, EntryId)> = queued.iter().filter(|(seq, _)| !held.contains(seq)).copied().collect();
        let unchanged = self.young.as_ref().map_or(wanted.is_empty(), |young| young.numbers == wanted);
        if !unchanged {
            self.young = None;
            for chunk in wanted.chunks(LAYER) {
                let mut docs = HashMap::with_capacity(chunk.len());
                for (seq, id) in chunk {
                    let doc = match self.docs.remove(seq) {
                        Some(doc) => Some(doc),
                        None => store::written(tx, *id, stems)?.map(Arc::new),
                    };
                    docs.extend(doc.map(|doc| (*seq, doc)));
                }
                let in_order: Vec<Arc<Written>> = chunk.iter().filter_map(|(seq, _)| docs.get(seq).cloned()).collect();
                let layer = Layer::of(chunk.to_vec(), &in_order)?;
                if chunk.len() == LAYER {
                    self.full.push(layer);
                } else {
                    self.young = Some(layer);
                    self.docs = docs;
                }
            }
            if self.young.is_none() {
                self.docs.clear();
            }
        }
        self.queued = queued;
        Ok(())
    }

    /// Of each segment of an index the documents that are part of it, without those of some entries.
    fn rest(&mut self, index: &View, entries: &[EntryId]) -> Result<Vec<Arc<Bits>>> {
        let rest = match self.rest.take() {
            Some(mut rest) if index.is(&rest.index) && entries.len() >= rest.masked.len() => {
                let more: Vec<EntryId> = entries.iter().filter(|id| !rest.masked.contains(id)).copied().collect();
                if rest.masked.len() + more.len() == entries.len() {
                    if !more.is_empty() {
                        rest.alive = mask(index, &rest.alive, &more)?;
                        rest.masked.extend(more);
                    }
                    Some(rest)
                } else {
                    None
                }
            }
            _ => None,
        };
        let rest = match rest {
            Some(rest) => rest,
            None => {
                Rest { index: index.mark(), masked: entries.iter().copied().collect(), alive: without(index, entries)? }
            }
        };
        Ok(self.rest.insert(rest).alive.clone())
    }
}
