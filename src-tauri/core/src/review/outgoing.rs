//! What goes back to somebody, looked at before it does: answers to readers ([`super::reply`]) and responses to packs of
//! others ([`super::received`]) pass here. Whoever has a pseudonym goes by it; all else that may tell who is meant is listed,
//! and leaves only where the writer has looked at it.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{DispatchKind, Kind, store};
use crate::error::{Error, Result};
use crate::export::kind_word;
use crate::id::{EntryId, PackId};
use crate::people::PersonKey;
use crate::plan::sharing::known;
use crate::redact::{self, Action, Form, Hit, Scanner};
use crate::store::Tx;

/// A file that would go back: its texts as they leave, and what in them has to be looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Outgoing {
    /// To whom: a reader, an author or a community; may be empty.
    pub to: String,
    /// About what.
    pub title: String,
    /// By what name it is signed; may be empty.
    pub by: String,
    /// The name proposed for the file.
    pub file_name: String,
    /// What is in it, in order, to the letter.
    pub notes: Vec<OutgoingNote>,
    /// What may tell who is meant.
    pub hits: Vec<OutgoingHit>,
    /// Names of people who are meant and do not agree: with them, nothing leaves.
    pub refused: Vec<String>,
    /// Stands for exactly this; `names_checked` is said of it.
    pub seen: String,
}

/// One answer or comment, as it leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct OutgoingNote {
    /// Warm, cool and so on.
    pub kind: Kind,
    /// What it is about, where that leaves with it: a passage, or the comment it answers.
    pub about: String,
    /// The words.
    pub text: String,
}

/// Something in a text that goes back which may tell who is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct OutgoingHit {
    /// In which of the notes, counted from 0.
    pub note: u32,
    /// "person", "maybe_name", "email", "date", …
    pub kind: String,
    /// Somebody on the list, or a number or address of somebody's.
    pub must: bool,
    /// The words before it.
    pub before: String,
    /// As it stands there.
    pub found: String,
    /// The words after it.
    pub after: String,
}

/// The same with what is noted about it once it leaves.
pub struct Draft {
    /// What is shown.
    pub outgoing: Outgoing,
    /// The file.
    pub text: String,
    pub(super) kind: DispatchKind,
    pub(super) pack: PackId,
    pub(super) audience: Option<i64>,
    pub(super) entries: BTreeSet<EntryId>,
    pub(super) meant: BTreeSet<PersonKey>,
}

impl Draft {
    /// Nothing leaves that was not looked at.
    ///
    /// # Errors
    /// `BadInput` where somebody who is meant does not agree, or it is not what was looked at; `Undecided` where something
    /// in it may tell who is meant and was not looked at.
    pub fn may_leave(&self, names_checked: bool, seen: Option<&str>) -> Result<()> {
        let Outgoing { hits, refused, seen: now, .. } = &self.outgoing;
        if !refused.is_empty() {
            let (names, do_not) = (refused.join(", "), if refused.len() == 1 { "does" } else { "do" });
            return Err(Error::bad(format!(
                "{names} {do_not} not agree to be in what leaves: write without them. Nothing was written"
            )));
        }
        if seen.is_some_and(|seen| seen != now) {
            return Err(Error::bad(
                "what would leave has changed since you looked at it: look again. Nothing was written",
            ));
        }
        if !hits.is_empty() && !names_checked {
            let what = if hits.len() == 1 {
                "1 place in what you wrote may tell who is meant".to_owned()
            } else {
                format!("{} places in what you wrote may tell who is meant", hits.len())
            };
            return Err(Error::Undecided(format!("{what}: look at them first. Nothing was written")));
        }
        Ok(())
    }
}

/// Reads what goes back as a stranger would.
pub(super) struct Clearing {
    scanner: Scanner,
    labels: HashMap<i64, String>,
    audience: Option<i64>,
    hits: Vec<OutgoingHit>,
    meant: BTreeSet<PersonKey>,
    notes: Vec<OutgoingNote>,
}

impl Clearing {
    /// In front of an audience of ours its pseudonyms are used; an author elsewhere knows none of them.
    pub(super) fn new(tx: &Tx<'_>, audience: Option<i64>) -> Result<Self> {
        let labels = match audience {
            Some(audience) => store::pseudonyms(tx, audience)?,
            None => HashMap::new(),
        };
        let scanner = Scanner::new(&known(tx)?);
        Ok(Self { scanner, labels, audience, hits: Vec::new(), meant: BTreeSet::new(), notes: Vec::new() })
    }

    /// A text with pseudonyms, what is left in it, and who is meant.
    fn read(&self, text: &str) -> (String, Vec<Hit>, BTreeSet<PersonKey>) {
        let meant = std::cell::RefCell::new(BTreeSet::new());
        let decide = |hit: &Hit| {
            note(hit, &mut meant.borrow_mut());
            match hit.kind {
                redact::Kind::Person(redact::PersonKey(person)) => {
                    self.labels.get(&person).map(|label| Action::Replace(label.clone()))
                }
                // An address that names somebody goes as a whole: without the name in it, it would be nobody's and still theirs.
                _ if hit.inner.iter().any(|inner| matches!(inner.kind, redact::Kind::Person(_))) => {
                    Some(redact::proposal(hit, "en", None))
                }
                _ => None,
            }
        };
        let cleared = redact::apply(text, Form::Plain, &self.scanner, &decide);
        (cleared.text, cleared.undecided, meant.into_inner())
    }

    /// Takes in a text that is to leave, and answers with it as it does. `about` leaves as it is given.
    pub(super) fn add(&mut self, kind: Kind, about: String, text: &str) -> String {
        let (text, hits, meant) = self.read(text);
        let at = u32::try_from(self.notes.len()).unwrap_or(u32::MAX);
        self.hits.extend(hits.into_iter().map(|hit| OutgoingHit {
            note: at,
            kind: kind_word(hit.kind).to_owned(),
            must: hit.must_be_decided(),
            before: hit.before,
            found: hit.found,
            after: hit.after,
        }));
        self.meant.extend(meant);
        self.notes.push(OutgoingNote { kind, about, text: text.clone() });
        text
    }

    /// Words of somebody else that would leave beside: only where nothing in them may tell who is meant.
    pub(super) fn only_clean(&self, text: &str) -> String {
        let (text, hits, _) = self.read(text);
        if hits.is_empty() { text } else { String::new() }
    }

    /// All of it, to be shown.
    pub(super) fn done(
        self,
        tx: &Tx<'_>,
        [to, title, by, file_name]: [String; 4],
    ) -> Result<(Outgoing, BTreeSet<PersonKey>)> {
        let mut digest = Sha256::new();
        for part in [&to, &title, &by].into_iter().chain(self.notes.iter().flat_map(|note| [&note.about, &note.text])) {
            digest.update(part.len().to_le_bytes());
            digest.update(part);
        }
        let refused = store::dispatch::refusing(tx, self.audience, &self.meant)?;
        let seen = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok((Outgoing { to, title, by, file_name, notes: self.notes, hits: self.hits, refused, seen }, self.meant))
    }
}

/// Whoever is named, also within an address.
fn note(hit: &Hit, meant: &mut BTreeSet<PersonKey>) {
    if let redact::Kind::Person(redact::PersonKey(person)) = hit.kind {
        meant.insert(PersonKey(person));
    }
    hit.inner.iter().for_each(|inner| note(inner, meant));
}
