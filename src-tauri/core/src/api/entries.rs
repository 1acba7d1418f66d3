use serde::{Deserialize, Serialize};

use super::{Api, Nothing};
use crate::backup::Reason;
use crate::change::Op;
use crate::entries::{
    self, CalendarDay, Entry, EntryFields, EntryPage, EntryRow, ListEntries, Neighbours, Purge, PurgePreview,
    QuickOpen, SaveEntry, Today,
};
use crate::error::Result;
use crate::id::EntryId;
use crate::packs::{self, PackRow};
use crate::review::dispatch::{self, Dispatch};
use crate::tags::{self, Facets};
use crate::text;

/// One entry.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneEntry {
    /// Which.
    pub id: EntryId,
}

/// Several entries.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct SomeEntries {
    /// Which.
    pub ids: Vec<EntryId>,
}

/// A span of local days, both included.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Days {
    /// "2026-11-01".
    pub from: String,
    /// "2026-11-30".
    pub to: String,
}

/// A local day.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneDay {
    /// "2026-11-21".
    pub day: String,
}

/// Two Markdown texts.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct TwoTexts {
    /// As stored.
    pub left: String,
    /// As an editor would write it.
    pub right: String,
}

/// Whether two texts mean the same.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
pub struct Same {
    /// The same tree of blocks and inlines.
    pub same: bool,
}

/// How much would go, and which packs hold some of it.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct WhatGoes {
    /// How much.
    #[serde(flatten)]
    pub goes: PurgePreview,
    /// Packs that were handed over and hold one of these entries: their bytes are kept unless named.
    pub packs: Vec<PackRow>,
    /// Answers to comments on one of these entries that went back to readers: the same holds for them.
    pub dispatches: Vec<Dispatch>,
}

pub(super) fn add(api: &Api<'_>, fields: EntryFields) -> Result<Entry> {
    api.journal.write(Op::AddEntry, |tx| entries::add(tx, fields))
}

pub(super) fn get(api: &Api<'_>, request: OneEntry) -> Result<Entry> {
    api.journal.read(|tx| entries::get(tx, request.id))
}

pub(super) fn save(api: &Api<'_>, request: SaveEntry) -> Result<Entry> {
    api.journal.write(Op::SaveEntry, |tx| entries::save(tx, request))
}

pub(super) fn list(api: &Api<'_>, request: ListEntries) -> Result<EntryPage> {
    api.journal.read(|tx| entries::list(tx, &request))
}

pub(super) fn neighbours(api: &Api<'_>, request: OneEntry) -> Result<Neighbours> {
    api.journal.read(|tx| entries::neighbours(tx, request.id))
}

pub(super) fn calendar(api: &Api<'_>, request: Days) -> Result<Vec<CalendarDay>> {
    api.journal.read(|tx| entries::calendar(tx, &request.from, &request.to))
}

pub(super) fn today(api: &Api<'_>, request: OneDay) -> Result<Today> {
    api.journal.read(|tx| entries::today(tx, &request.day))
}

pub(super) fn opened(api: &Api<'_>, request: OneEntry) -> Result<()> {
    api.journal.write(Op::OpenEntry, |tx| entries::opened(tx, request.id))
}

/// So many entries changed at once are many: they can be brought back as they were.
const MANY: usize = 20;

pub(super) fn trash(api: &Api<'_>, request: SomeEntries) -> Result<()> {
    if request.ids.len() >= MANY {
        api.journal.back_up_before(Reason::BeforeMany)?;
    }
    api.journal.write(Op::TrashEntry, |tx| entries::trash(tx, &request.ids))
}

pub(super) fn restore(api: &Api<'_>, request: SomeEntries) -> Result<()> {
    api.journal.write(Op::RestoreEntry, |tx| entries::restore(tx, &request.ids))
}

pub(super) fn purge_preview(api: &Api<'_>, request: SomeEntries) -> Result<WhatGoes> {
    api.journal.read(|tx| {
        let goes = entries::purge_preview(tx, &request.ids)?;
        let packs = packs::holding(tx, &request.ids)?;
        Ok(WhatGoes { goes, packs, dispatches: dispatch::holding(tx, &request.ids)? })
    })
}

pub(super) fn purge(api: &Api<'_>, request: Purge) -> Result<()> {
    let vault = api.journal.vault();
    let files = api.journal.write(Op::Purge, |tx| {
        let mut files = Vec::new();
        for pack in request.packs.iter().flatten() {
            files.extend(packs::forget(tx, vault, *pack)?);
        }
        files.extend(dispatch::forget(tx, vault, request.dispatches.as_deref().unwrap_or_default())?);
        files.extend(entries::purge(tx, vault, &request)?);
        // What is prepared may hold it, too, and is soon made again.
        files.extend(packs::forget_unsent(tx, vault)?);
        Ok(files)
    })?;
    vault.delete_marked(&files)?;
    // No page, log or segment is to hold what the rows no longer do.
    api.journal.scrub()
}

pub(super) fn trashed(api: &Api<'_>, _: Nothing) -> Result<Vec<EntryRow>> {
    api.journal.read(entries::trashed)
}

pub(super) fn quick_open(api: &Api<'_>, request: QuickOpen) -> Result<Vec<EntryRow>> {
    api.journal.read(|tx| entries::quick_open(tx, &request))
}

pub(super) fn facets(api: &Api<'_>, _: Nothing) -> Result<Facets> {
    api.journal.read(tags::facets)
}

pub(super) fn same(_: &Api<'_>, request: TwoTexts) -> Result<Same> {
    Ok(Same { same: text::same_meaning(&request.left, &request.right) })
}
