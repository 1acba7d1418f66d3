//! What was done while texts were cleared: what is still to be decided, who is named, and what leaves.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::entries::Entry;
use crate::export::mapped::Mapped;
use crate::id::{AttachmentId, EntryId};
use crate::redact::{Hit, PersonKey};
use crate::text;

/// Where a text stands that leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each names a part of an entry or of the letter")]
pub enum TextPlace {
    Title,
    Text,
    Tag,
    Setting,
    Value,
    FileName,
    Log,
    LeftColumn,
    Version,
    Ask,
    Question,
    Licence,
    Session,
}

/// A hit with where it stands.
#[derive(Clone, Debug)]
pub struct Found {
    /// In which entry; none: in the letter.
    pub entry: Option<EntryId>,
    /// In which of its texts.
    pub place: TextPlace,
    /// What was found.
    pub hit: Hit,
}

/// What was done while the texts were cleared.
#[derive(Clone, Debug, Default)]
pub struct Noted {
    /// Nothing was decided about these yet, so they stand as they were. Each place once.
    pub undecided: Vec<Found>,
    /// How often what was done to which kind of thing. Each place once.
    pub done: BTreeMap<(&'static str, &'static str), u32>,
    /// Who is still named.
    pub kept: BTreeSet<PersonKey>,
    /// Who is meant somewhere, by whatever name.
    pub meant: BTreeSet<PersonKey>,
    /// What stands as it was, since the writer says so: the words as they were found.
    pub stays: HashSet<String>,
    /// Who is still named in which text, and beside which words.
    pub stands: HashSet<(String, Standing)>,
    /// Every text that was cleared, as it leaves.
    pub told: HashSet<String>,
    /// Of each entry the text it was made from, and the one that leaves.
    pub texts: HashMap<EntryId, Leaving>,
    pub(super) seen: HashSet<(Option<EntryId>, String)>,
    pub(super) entries: HashMap<EntryId, Entry>,
    pub(super) templates: HashMap<EntryId, (String, Option<u32>)>,
    pub(super) files: HashMap<AttachmentId, AttachmentId>,
    pub(super) files_told: BTreeMap<AttachmentId, String>,
}

/// A word that stays, with its neighbours: by these a place of the finished file is known again. All are folded.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Standing {
    /// The word itself.
    pub found: String,
    /// The letters and digits of the word before it; empty where it begins its line.
    pub before: String,
    /// The same of the word after it.
    pub after: String,
}

impl Standing {
    /// Of a hit as it was found.
    pub(in crate::export) fn of(hit: &Hit) -> Self {
        let word = |word: Option<&str>| {
            text::fold(word.unwrap_or_default()).chars().filter(|c| c.is_alphanumeric()).collect::<String>()
        };
        Self {
            found: text::fold(&hit.found),
            before: word(hit.before.split_whitespace().next_back()),
            after: word(hit.after.split_whitespace().next()),
        }
    }
}

/// The Markdown of an entry, before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaving {
    /// As it was read.
    pub source: String,
    /// As it leaves, and which of it came from where.
    pub exported: Mapped,
}
