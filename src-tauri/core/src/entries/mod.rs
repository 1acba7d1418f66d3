//! Entries: what a practitioner writes. The types and their rules; SQL in [`store`], a file a verb beside it.

mod happened;
mod list;
mod neighbours;
pub(crate) mod purge;
mod save;
pub(crate) mod store;
mod today;
mod trash;

use serde::{Deserialize, Serialize};

use crate::attachments::Attachment;
use crate::clock::Instant;
use crate::id::EntryId;
use crate::loops::{Exit, Stage};

pub use happened::{Happened, Precision};
pub use list::{CalendarDay, EntryPage, Filter, ListEntries, QuickOpen, calendar, list, quick_open};
pub use neighbours::{Neighbours, neighbours};
pub use purge::{Purge, PurgePreview, purge, purge_preview};
pub use save::{SaveEntry, add, insert, save};
pub(crate) use save::{blank, checked};
pub(crate) use store::counted::{settings_in_use, templates_in_use, years_in_use};
pub(crate) use store::row;
pub use store::{all_ids, changed_since, find, get, totals};
pub use today::{Today, opened, today};
pub use trash::{restore, trash, trashed};

/// Reflection in, on or for action (Schön 1983; "for" after Killion & Todnem 1991).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the doc comment above names all three")]
pub enum Timing {
    InAction,
    OnAction,
    ForAction,
}

/// Whether the writer holds the entry for finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum Readiness {
    Draft,
    Ready,
}

/// Whether the writer means to share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum Audience {
    Private,
    Shareable,
}

/// A plain entry, or the text of a learning log, which has more beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum Kind {
    #[default]
    Entry,
    Loop,
}

/// The template of a blank page.
pub const FREE: &str = "free";

/// One entry, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Entry {
    /// Its identity.
    pub id: EntryId,
    /// Changes with every save of title or body; an editor names the one it started from.
    pub revision: String,
    /// May be empty.
    pub title: String,
    /// Markdown, exactly as written.
    pub body: String,
    /// When it happened, as the person knows it.
    pub happened: Happened,
    /// When it was first written.
    pub written_at: Instant,
    /// When title or body were last changed.
    pub edited_at: Instant,
    /// Reflection in, on or for action.
    pub timing: Option<Timing>,
    /// Where: "Year 9, room 4"; free text, may be empty.
    pub setting: String,
    /// Id of the template it was begun with.
    pub template: String,
    /// Of a template of one's own: the version it was begun with.
    pub template_version: Option<u32>,
    /// A plain entry, or a learning log.
    pub kind: Kind,
    /// ISO 639-1, detected or chosen.
    pub language: Option<String>,
    /// True where the user chose it.
    pub language_chosen: bool,
    /// In the writer's order.
    pub tags: Vec<String>,
    /// Names of those it is about, in the writer's order; never exported as a list.
    pub people: Vec<String>,
    /// Draft or ready.
    pub readiness: Readiness,
    /// Private or shareable.
    pub audience: Audience,
    /// Marked by the writer.
    pub starred: bool,
    /// When it went to the trash.
    pub trashed_at: Option<Instant>,
    /// Words of the body.
    pub words: u32,
    /// Its files.
    pub attachments: Vec<Attachment>,
    /// Whether the text is small enough for the rich editor.
    pub rich: bool,
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct EntryRow {
    /// Its identity.
    pub id: EntryId,
    /// As in [`Entry`].
    pub revision: String,
    /// May be empty.
    pub title: String,
    /// The first words of the body.
    pub excerpt: String,
    /// The local day it is shown under, "2026-11-21".
    pub day: String,
    /// When it happened.
    pub happened: Happened,
    /// When title or body were last changed.
    pub edited_at: Instant,
    /// In the writer's order.
    pub tags: Vec<String>,
    /// In the writer's order.
    pub people: Vec<String>,
    /// May be empty.
    pub setting: String,
    /// Reflection in, on or for action.
    pub timing: Option<Timing>,
    /// Id of the template.
    pub template: String,
    /// A plain entry, or a learning log.
    pub kind: Kind,
    /// Of a learning log: the stage it is at.
    pub stage: Option<Stage>,
    /// Of a learning log: whether it left the way.
    pub exit: Option<Exit>,
    /// Draft or ready.
    pub readiness: Readiness,
    /// Private or shareable.
    pub audience: Audience,
    /// Marked by the writer.
    pub starred: bool,
    /// How many files.
    pub attachments: u32,
    /// Words of the body.
    pub words: u32,
    /// When it went to the trash.
    pub trashed_at: Option<Instant>,
    /// Whether it is ticked to be shared.
    pub in_tray: bool,
}

/// The fields a save gives; those left out stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct EntryFields {
    /// At most 500 characters, one line.
    pub title: Option<String>,
    /// Markdown.
    pub body: Option<String>,
    /// When it happened.
    pub happened: Option<Happened>,
    /// `null` clears it.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "Timing | null")]
    pub timing: Option<Option<Timing>>,
    /// Free text.
    pub setting: Option<String>,
    /// Of a new entry: its template, by id. That of an older one is chosen with `template_choose`, which carries the text.
    pub template: Option<String>,
    /// ISO 639-1; `null` lets the program detect it again.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string | null")]
    pub language: Option<Option<String>>,
    /// All of them, in order.
    pub tags: Option<Vec<String>>,
    /// All of them, in order.
    pub people: Option<Vec<String>>,
    /// Draft or ready.
    pub readiness: Option<Readiness>,
    /// Private or shareable.
    pub audience: Option<Audience>,
    /// Marked.
    pub starred: Option<bool>,
}

/// Tells `null` (clear it) from absent (leave it).
pub(crate) fn given<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}
