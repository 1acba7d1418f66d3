//! What is decided about a pack for somebody before a byte of it is made: which parts of which entries, how exactly dates
//! are told, what becomes of each name. Pure choice; [`super::clear`] carries it out.

use std::collections::{HashMap, HashSet};

use super::{Dates, Layout, Letter, Salt};
use crate::id::{AttachmentId, EntryId};
use crate::redact::{Action, Hit, Patch, Scanner};
use crate::sessions::Handout;

/// An entry in a pack for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Which.
    pub entry: EntryId,
    /// All of its ordinary parts; else those ticked.
    pub whole: bool,
    /// Keys of the parts ticked.
    pub ticks: HashSet<String>,
}

/// Keys of parts that are neither a block of the text nor named by an id.
pub mod part {
    use crate::claims::Cause;
    use crate::id::ChallengeId;

    /// The title.
    pub const TITLE: &str = "title";
    /// The tags.
    pub const TAGS: &str = "tags";
    /// Where it was.
    pub const SETTING: &str = "setting";
    /// What was chosen, dated or counted beside the text.
    pub const VALUES: &str = "values";
    /// Of a learning log: how far it is, its steps and what came of it.
    pub const STATE: &str = "state";
    /// What became of the questions it asked.
    pub const ANSWERS: &str = "answers";
    /// What became of what its writer meant to do.
    pub const INTENTIONS: &str = "intentions";
    /// That it is a draft, and leaves all the same.
    pub const DRAFT: &str = "draft";
    /// That it is private, and leaves all the same.
    pub const PRIVATE: &str = "private";
    /// Its older states.
    pub const VERSIONS: &str = "versions";
    /// Of a learning log: earlier wordings of its assumptions and aims.
    pub const HISTORY: &str = "history";
    /// Of a learning log: the left-hand column.
    pub const LEFT_COLUMN: &str = "left_column";
    /// Begins the key of a file.
    pub const FILE: &str = "file:";
    /// Begins the key of an assumption or aim.
    pub const CLAIM: &str = "claim:";
    /// Begins the key of a quote.
    pub const QUOTE: &str = "quote:";
    /// Begins the key of what speaks against it.
    pub const CHALLENGE: &str = "challenge:";
    /// Begins the key of the same in the words of a reader: they belong to who wrote them.
    pub const OF_READER: &str = "reader:";
    /// Begins the key of a test.
    pub const TEST: &str = "test:";

    /// Whether it is the key of a block of the text.
    pub fn is_block(key: &str) -> bool {
        !stands_alone(key)
            && !matches!(key, TITLE | TAGS | SETTING | VALUES | STATE | ANSWERS | INTENTIONS)
            && ![CLAIM, QUOTE, CHALLENGE, TEST].iter().any(|kind| key.starts_with(kind))
    }

    /// The key of what speaks against a learning log: in the writer's words, or in those of a reader.
    pub fn challenge(id: ChallengeId, cause: Cause) -> String {
        let kind = if cause == Cause::Comment { OF_READER } else { CHALLENGE };
        format!("{kind}{id}")
    }

    /// Whether it leaves by its own tick only.
    pub fn stands_alone(key: &str) -> bool {
        matches!(key, DRAFT | PRIVATE | VERSIONS | HISTORY | LEFT_COLUMN)
            || key.starts_with(FILE)
            || key.starts_with(OF_READER)
    }
}

impl Piece {
    /// Whether a part leaves.
    pub fn ticked(&self, key: &str) -> bool {
        self.ticks.contains(key) || (self.whole && !part::stands_alone(key))
    }

    /// The same for a part named by an id.
    pub(super) fn ticked_id(&self, kind: &str, id: impl std::fmt::Display) -> bool {
        self.ticked(&format!("{kind}{id}"))
    }
}

/// All that is decided about a pack.
pub struct Sharing<'s> {
    /// What the reader is told; names in it are not yet decided on.
    pub letter: Letter,
    /// Of the audience.
    pub salt: Salt,
    /// How pages are laid out.
    pub layout: Layout,
    /// How exactly dates of entries are told.
    pub dates: Dates,
    /// What goes.
    pub pieces: Vec<Piece>,
    /// Finds who and what could be known again.
    pub scanner: &'s Scanner,
    /// What was decided about a hit in an entry, or in the letter; nothing where nothing was.
    pub decided: &'s dyn Fn(Option<EntryId>, &Hit) -> Option<Action>,
    /// Of a session: what stands around its pieces, not yet cleared.
    pub handout: Option<&'s Handout>,
    /// What is covered on pictures.
    pub covers: &'s HashMap<AttachmentId, Vec<Patch>>,
    /// What pictures show, where their text does not say so.
    pub alts: &'s HashMap<AttachmentId, String>,
}
