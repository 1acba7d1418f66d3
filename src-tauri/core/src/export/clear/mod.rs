//! Carries out what was decided: takes out what was not ticked, puts pseudonyms in the place of names, makes dates coarser
//! and ids other ids, in every text that a format can come by.
//!
//! Structures are taken apart without `..`, so that a field added to one of them later does not compile before somebody
//! has said what becomes of it when it leaves.

mod handout;
mod log;
mod record;
mod spot;
#[cfg(test)]
mod tests;
mod words;

pub use words::{action_word, kind_word};

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Display;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use spot::Spot;

use super::alt;
use super::attached::Attached;
use super::blocks;
use super::mapped::Mapped;
use super::notes;
use super::select::staying;
use super::sharing::{Piece, Sharing, part};
use crate::attachments::Attachment;
use crate::clock::{Clock, Instant};
use crate::entries::{self, Audience, Entry};
use crate::error::{Error, Result};
use crate::id::{AttachmentId, EntryId};
use crate::redact::{self, Action, Form, Hit, Kind, PersonKey};
use crate::store::Tx;
use crate::templates::{FieldValue, StoredValue};
use crate::text;
use crate::versions::Version;

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
    seen: HashSet<(Option<EntryId>, String)>,
    entries: HashMap<EntryId, Entry>,
    templates: HashMap<EntryId, (String, Option<u32>)>,
    files: HashMap<AttachmentId, AttachmentId>,
    files_told: BTreeMap<AttachmentId, String>,
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
    pub(super) fn of(hit: &Hit) -> Self {
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

    /// An entry, cut and cleared. Its own id stays, to ask for it by; a format writes [`super::Pack::piece_id`] of it.
    pub(super) fn entry(&self, mut entry: Entry, piece: &Piece) -> Entry {
        let own = Some(entry.id);
        let Entry {
            id: _,
            revision,
            title,
            body,
            happened,
            written_at,
            edited_at,
            timing: _,
            setting,
            template,
            template_version,
            kind: _,
            language: _,
            language_chosen: _,
            tags,
            people,
            readiness: _,
            audience,
            starred,
            trashed_at: _,
            words,
            attachments,
            rich: _,
        } = &mut entry;
        *revision = "1".into();
        *audience = Audience::Shareable;
        *starred = false;
        people.clear();
        *happened = self.sharing.dates.happened(happened);
        self.moment(written_at);
        self.moment(edited_at);
        for (key, text) in [(part::TITLE, &mut *title), (part::SETTING, &mut *setting)] {
            if !piece.ticked(key) {
                text.clear();
            }
        }
        if !piece.ticked(part::TAGS) {
            tags.clear();
        }
        self.text(&Spot::of(own, TextPlace::Title, ""), Form::Plain, title);
        self.text(&Spot::of(own, TextPlace::Setting, ""), Form::Plain, setting);
        for tag in tags.iter_mut() {
            self.text(&Spot::of(own, TextPlace::Tag, &tag), Form::Plain, tag);
        }
        let cut = if piece.whole { Mapped::whole(body.clone()) } else { blocks::only(body, |key| piece.ticked(key)) };
        attachments.retain(|file| piece.ticked_id(part::FILE, file.id));
        let cut = alt::put(notes::cut_from(cut), attachments, self.sharing.alts);
        let source = std::mem::take(body);
        let cleared = self.body(&Spot::of(own, TextPlace::Text, ""), cut);
        body.clone_from(&cleared.text);
        *words = text::words(&text::plain(body));
        let was_template = (template.clone(), *template_version);
        if let Ok(mut made) = Uuid::parse_str(template) {
            self.id(&mut made);
            *template = made.to_string();
        }
        for file in attachments.iter_mut() {
            self.attachment(own, file);
        }
        let mut noted = self.noted.borrow_mut();
        if let Some(id) = own {
            noted.texts.insert(id, Leaving { source, exported: cleared });
            noted.templates.insert(id, was_template);
            noted.entries.insert(id, entry.clone());
        }
        drop(noted);
        entry
    }

    /// A Markdown text of an entry: notes to oneself, names, and the ids of files in it.
    fn body(&self, spot: &Spot, cut: Mapped) -> Mapped {
        let mut named = notes::cut_from(cut);
        self.files_named(&mut named.text);
        let cleared = self.applied(spot, Form::Markdown, &named.text);
        let changed: Vec<_> = cleared.spans.into_iter().map(|span| (span.from, span.to)).collect();
        named.then(cleared.text, &changed)
    }

    /// `attachment:ID` names a file by another id, as long as its own.
    fn files_named(&self, markdown: &mut String) {
        const SCHEME: &str = "attachment:";
        const ID: usize = 36;
        let mut at = 0;
        while let Some(found) = markdown[at..].find(SCHEME) {
            let start = at + found + SCHEME.len();
            at = start;
            let id = markdown.get(start..start + ID).and_then(|text| Uuid::parse_str(text).ok());
            if let Some(mut id) = id {
                self.id(&mut id);
                markdown.replace_range(start..start + ID, &id.to_string());
                at = start + ID;
            }
        }
    }

    fn attachment(&self, own: Option<EntryId>, file: &mut Attachment) {
        let real = file.id;
        let Attachment { id, entry: _, name, media_type: _, bytes: _, added_at, is_image: _ } = file;
        let mut made = id.uuid();
        self.id(&mut made);
        *id = AttachmentId::of(made);
        self.text(&Spot::of(own, TextPlace::FileName, real), Form::FileName, name);
        self.moment(added_at);
        self.noted.borrow_mut().files.insert(*id, real);
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

    /// Older states of an entry's text.
    pub(super) fn version(&self, entry: EntryId, version: &mut Version) {
        let Version { id, at, reason: _, title, body, words } = version;
        let spot = |which: &str| Spot::of(Some(entry), TextPlace::Version, format_args!("{id}/{which}"));
        self.moment(at);
        self.text(&spot("title"), Form::Plain, title);
        *body = self.body(&spot("body"), Mapped::whole(std::mem::take(body))).text;
        *words = text::words(&text::plain(body));
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
