//! An entry as it leaves: cut to what was ticked, and cleared.

use uuid::Uuid;

use super::spot::Spot;
use super::{Clearing, Leaving, TextPlace};
use crate::attachments::Attachment;
use crate::entries::{Audience, Entry};
use crate::export::mapped::Mapped;
use crate::export::sharing::{Piece, part};
use crate::export::{alt, blocks, notes};
use crate::id::{AttachmentId, EntryId};
use crate::redact::Form;
use crate::text;
use crate::versions::Version;

impl Clearing<'_> {
    /// An entry, cut and cleared. Its own id stays, to ask for it by; a format writes [`super::Pack::piece_id`] of it.
    pub(in crate::export) fn entry(&self, mut entry: Entry, piece: &Piece) -> Entry {
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
    pub(super) fn files_named(&self, markdown: &mut String) {
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

    /// Older states of an entry's text.
    pub(in crate::export) fn version(&self, entry: EntryId, version: &mut Version) {
        let Version { id, at, reason: _, title, body, words } = version;
        let spot = |which: &str| Spot::of(Some(entry), TextPlace::Version, format_args!("{id}/{which}"));
        self.moment(at);
        self.text(&spot("title"), Form::Plain, title);
        *body = self.body(&spot("body"), Mapped::whole(std::mem::take(body))).text;
        *words = text::words(&text::plain(body));
    }
}
