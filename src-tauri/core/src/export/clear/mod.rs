//! Carries out what was decided: takes out what was not ticked, puts pseudonyms in the place of names, makes dates coarser
//! and ids other ids, in every text that a format can come by.
//!
//! Structures are taken apart without `..`, so that a field added to one of them later does not compile before somebody
//! has said what becomes of it when it leaves.

mod entry;
mod handout;
mod log;
mod noted;
mod record;
mod spot;
#[cfg(test)]
mod tests;
mod words;

pub use noted::{Found, Leaving, Noted, Standing, TextPlace};
pub use words::{action_word, kind_word};

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fmt::Display;

use uuid::Uuid;

use spot::Spot;

use super::attached::Attached;
use super::notes;
use super::select::staying;
use super::sharing::{Piece, Sharing, part};
use crate::attachments::Attachment;
use crate::clock::{Clock, Instant};
use crate::entries::{self, Entry};
use crate::error::{Error, Result};
use crate::id::{AttachmentId, EntryId};
use crate::redact::{self, Action, Form, Hit, Kind};
use crate::store::Tx;
use crate::templates::{FieldValue, StoredValue};
use crate::text;

/// Clears texts by what was decided, and notes what it did.
pub(super) struct Clearing<'s> {
    pub(super) sharing: &'s Sharing<'s>,
    pub(super) clock: &'s Clock,
    places: HashMap<EntryId, usize>,
    /// The entries that leave, of those that were chosen.
    leaving: HashSet<EntryId>,
    noted: RefCell<Noted>,
}

impl<'s> Clearing<'s> {
    /// # Errors
    /// `NotFound` for an entry that is not there.
    pub(super) fn of(tx: &'s Tx<'_>, sharing: &'s Sharing<'s>) -> Result<Self> {
        let places = sharing.pieces.iter().enumerate().map(|(at, piece)| (piece.entry, at)).collect();
        let mut leaving = HashSet::new();
        for piece in &sharing.pieces {
            let row = entries::store::row(tx, piece.entry)?.ok_or(Error::NotFound("entry"))?;
            if staying(&row, piece).is_none() {
                leaving.insert(piece.entry);
            }
        }
        Ok(Self { sharing, clock: tx.clock(), places, leaving, noted: RefCell::default() })
    }

    /// What was done.
    pub(super) fn noted(self) -> Noted {
        self.noted.into_inner()
    }

    /// What is not decided on so far.
    pub(super) fn open(&self) -> Vec<Found> {
        self.noted.borrow().undecided.clone()
    }

    pub(super) fn piece(&self, id: EntryId) -> Option<&Piece> {
        self.places.get(&id).and_then(|at| self.sharing.pieces.get(*at))
    }

    /// Whether an entry leaves: it was chosen, and is no draft, private or in the trash without a tick that says so.
    pub(super) fn leaves(&self, id: EntryId) -> bool {
        self.leaving.contains(&id)
    }

    /// The file of the journal behind the id a reader is given.
    pub(super) fn file(&self, id: AttachmentId) -> Option<AttachmentId> {
        self.noted.borrow().files.get(&id).copied()
    }

    /// The template an entry was written in.
    pub(super) fn template(&self, id: EntryId) -> Option<(String, Option<u32>)> {
        self.noted.borrow().templates.get(&id).cloned()
    }

    /// The entry as it leaves; read once.
    pub(super) fn known(&self, id: EntryId) -> Option<Entry> {
        self.noted.borrow().entries.get(&id).cloned()
    }

    /// Clears one text in place.
    fn text(&self, spot: &Spot, form: Form, text: &mut String) {
        if !text.is_empty() {
            *text = self.applied(spot, form, text).text;
        }
    }

    /// Clears texts of one row that formats show as Markdown, each with the name of its column.
    fn rows<'t>(
        &self,
        entry: EntryId,
        place: TextPlace,
        row: impl Display,
        texts: impl IntoIterator<Item = (&'static str, &'t mut String)>,
    ) {
        for (column, text) in texts {
            notes::cut(text);
            self.files_named(text);
            self.text(&Spot::of(Some(entry), place, format_args!("{row}/{column}")), Form::Markdown, text);
        }
    }

    fn applied(&self, spot: &Spot, form: Form, text: &str) -> redact::Cleared {
        let decide = |hit: &Hit| {
            let hit = spot.own(hit);
            let action = (self.sharing.decided)(spot.entry, &hit);
            if let Some(action) = &action {
                self.note(spot, &hit, Some(action));
            }
            action
        };
        let cleared = redact::apply(text, form, self.sharing.scanner, &decide);
        for hit in &cleared.undecided {
            self.note(spot, &spot.own(hit), None);
        }
        self.left(spot, form, &cleared.text);
        cleared
    }

    /// Notes a text as it leaves, and who is still named in it.
    fn left(&self, spot: &Spot, form: Form, cleared: &str) {
        let mut noted = self.noted.borrow_mut();
        if !noted.stays.is_empty() {
            // As it is found in what leaves: a neighbour may have another name there.
            let named = redact::scan(cleared, form, self.sharing.scanner);
            let named = named.iter().filter(|hit| matches!(hit.kind, Kind::Person(_)));
            noted.stands.extend(named.map(|hit| (spot.name(), Standing::of(hit))));
        }
        noted.told.insert(cleared.to_owned());
    }

    fn note(&self, spot: &Spot, hit: &Hit, action: Option<&Action>) {
        let mut noted = self.noted.borrow_mut();
        if let Kind::Person(person) = hit.kind
            && !matches!(action, Some(Action::NotAName))
        {
            noted.meant.insert(person);
            if matches!(action, None | Some(Action::Keep { .. })) {
                noted.kept.insert(person);
            }
        }
        if matches!(action, Some(Action::Keep { .. } | Action::NotAName)) {
            noted.stays.insert(text::fold(&hit.found));
        }
        if !noted.seen.insert((spot.entry, hit.occurrence.clone())) {
            return;
        }
        match action {
            None => noted.undecided.push(Found { entry: spot.entry, place: spot.place, hit: hit.clone() }),
            Some(action) => *noted.done.entry((kind_word(hit.kind), action_word(action))).or_default() += 1,
        }
    }

    fn id(&self, id: &mut Uuid) {
        *id = self.sharing.salt.of(*id);
    }

    fn moment(&self, at: &mut Instant) {
        *at = self.sharing.dates.moment(*at, self.clock);
    }

    /// Notes what the writer should know of a file that was ticked: that it stays, or that it leaves as it is.
    pub(super) fn file_told(&self, file: &Attachment, attached: &Attached) {
        let name = &file.name;
        let told = match attached {
            Attached::Picture(_) => return,
            Attached::Stays(why) => {
                format!("“{name}” stays here: {}.", why.note().trim_start_matches("left out: "))
            }
            Attached::AsItIs => format!(
                "“{name}” leaves as it is. Nobody on your list is named in it; look through it for others before you hand it over."
            ),
        };
        self.noted.borrow_mut().files_told.insert(file.id, told);
    }

    /// The same, of all files a format asked for.
    pub(super) fn files_told(&self) -> Vec<String> {
        self.noted.borrow().files_told.values().cloned().collect()
    }

    /// What was chosen, dated or counted beside the text of an entry.
    pub(super) fn values(&self, entry: EntryId, piece: &Piece, values: &mut Vec<StoredValue>) {
        if !piece.ticked(part::VALUES) {
            values.clear();
        }
        for StoredValue { field, label, value } in values {
            let clear = |which: &str, text: &mut String| {
                let spot = Spot::of(Some(entry), TextPlace::Value, format_args!("{field}/{which}"));
                self.text(&spot, Form::Plain, text);
            };
            clear("label", label);
            match value {
                FieldValue::Text(text) => clear("text", text),
                FieldValue::Choices(choices) => {
                    choices.iter_mut().for_each(|choice| clear(&format!("choice/{choice}"), choice));
                }
                // A number may be that of somebody. What stands in its place then is a text.
                FieldValue::Number(number) => {
                    let mut text = number.to_string();
                    clear("number", &mut text);
                    if text != number.to_string() {
                        *value = FieldValue::Text(text);
                    }
                }
            }
            self.field(entry, field);
        }
    }

    /// The key of a field of the writer's own template is made from its label, and may tell what that told.
    fn field(&self, entry: EntryId, field: &mut String) {
        let is_own = self.template(entry).is_some_and(|(template, _)| Uuid::parse_str(&template).is_ok());
        if is_own {
            *field = self.sharing.salt.word("field", field);
        }
    }

    /// The texts of the letter itself.
    pub(super) fn letter(&self) -> super::Letter {
        let mut letter = self.sharing.letter.clone();
        let super::Letter {
            pack: _,
            audience: _,
            author: _,
            purpose: _,
            ask,
            questions,
            licence,
            wishes: _,
            created: _,
            answers_first: _,
        } = &mut letter;
        // A question about an entry that stays would tell of it.
        questions.retain(|asked| asked.entry.is_none_or(|entry| self.leaves(entry)));
        self.text(&Spot::of(None, TextPlace::Ask, ""), Form::Plain, ask);
        self.text(&Spot::of(None, TextPlace::Licence, ""), Form::Plain, licence);
        for question in questions {
            let super::Asked { id, text, entry: _ } = question;
            self.text(&Spot::of(None, TextPlace::Question, &id.0), Form::Plain, text);
        }
        letter
    }
}
