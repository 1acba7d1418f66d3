//! Writing an entry: the first time ([`add`]) and every time after ([`save`]).

use serde::{Deserialize, Serialize};

use super::{Audience, Entry, EntryFields, FREE, Happened, Kind, Precision, Readiness, Timing, store};
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;
use crate::{attachments, questions, settings, tags, templates, text, versions};

/// Titles are one line of at most this many characters.
const TITLE_LIMIT: usize = 500;
/// A body may have this many bytes; an entry is a text, not an archive.
const BODY_LIMIT: usize = 64 * 1024 * 1024;
/// Characters of the excerpt kept for lists.
const EXCERPT: usize = 240;

/// A save: what to change, and the revision the editor started from.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct SaveEntry {
    /// Which entry.
    pub id: EntryId,
    /// The revision of title and body that the editor started from. Only a save that gives title or body is compared.
    pub base: String,
    /// What to change.
    pub fields: EntryFields,
    /// Keep this state as a version (Ctrl+S).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub keep: bool,
}

/// Begins an entry. Unless told otherwise it is a draft, private, and happened now.
///
/// # Errors
/// `BadInput`, `TooBig`; `NotFound` for a template that is not there.
pub fn add(tx: &mut Tx<'_>, mut fields: EntryFields) -> Result<Entry> {
    let template = fields.template.take().unwrap_or_else(|| FREE.into());
    let entry = with_fields(tx, blank(tx, Kind::Entry, template)?, fields)?;
    let mut entry = put(tx, entry)?;
    if !entry.tags.is_empty() || !entry.people.is_empty() {
        (entry.tags, entry.people) = store::borne(tx, entry.id)?;
    }
    if !entry.title.is_empty() || !entry.body.is_empty() {
        versions::begin(tx, &entry)?;
    }
    Ok(entry)
}

/// An entry with nothing written yet: a private draft that happened now. It is not in the journal before [`insert`].
///
/// # Errors
/// `NotFound` for a template that is not there; `BadInput` for a learning log's where the entry is none.
pub(crate) fn blank(tx: &Tx<'_>, kind: Kind, template: String) -> Result<Entry> {
    let now = tx.now();
    if kind == Kind::Entry && template == templates::LOG {
        return Err(Error::bad("a learning log is begun as one, since it has more beside its text"));
    }
    Ok(Entry {
        id: EntryId::new(),
        revision: "1".into(),
        title: String::new(),
        body: String::new(),
        happened: Happened::now(tx.clock(), now),
        written_at: now,
        edited_at: now,
        timing: None,
        setting: String::new(),
        template_version: templates::version_to_begin(tx, &template)?,
        template,
        kind,
        language: None,
        language_chosen: false,
        tags: Vec::new(),
        people: Vec::new(),
        readiness: Readiness::Draft,
        audience: Audience::Private,
        starred: false,
        trashed_at: None,
        words: 0,
        attachments: Vec::new(),
        rich: true,
    })
}

/// Puts a finished entry in as it is (an importer's way in); its files are added afterwards.
///
/// # Errors
/// `BadInput` for fields that no entry may have.
pub fn insert(tx: &mut Tx<'_>, entry: &Entry) -> Result<()> {
    put(tx, entry.clone()).map(drop)
}

/// Puts an entry in, and answers with it as it now stands, the spelling of its names aside.
fn put(tx: &mut Tx<'_>, entry: Entry) -> Result<Entry> {
    let mut entry = checked(entry)?;
    entry.words = text::words(&text::plain(&entry.body));
    // Its names before itself: search is told of each name that an entry gets once it is there.
    if !entry.tags.is_empty() || !entry.people.is_empty() {
        tx.defer_references()?;
        tags::set_tags(tx, entry.id, &entry.tags)?;
        tags::set_people(tx, entry.id, &entry.people)?;
    }
    store::insert(tx, &entry, &text::opening(&entry.body, EXCERPT), entry.words)?;
    questions::read_from(tx, entry.id, &entry.body, entry.written_at)?;
    tx.touch(entry.id);
    Ok(entry)
}

/// Saves what changed and answers with the whole entry as it now stands.
///
/// # Errors
/// `Stale` where title or body were saved by another since `base`; nothing is saved then.
pub fn save(tx: &mut Tx<'_>, request: SaveEntry) -> Result<Entry> {
    let before = store::get(tx, request.id)?;
    let writes_text = request.fields.title.is_some() || request.fields.body.is_some();
    if writes_text && request.base != before.revision {
        return Err(Error::Stale);
    }
    let mut after = with_fields(tx, before.clone(), request.fields)?;
    let text_changed = after.title != before.title || after.body != before.body;
    if text_changed {
        after.edited_at = tx.now();
    }
    if after != before {
        let plain = text_changed.then(|| text::plain(&after.body));
        let (excerpt, words) = match &plain {
            Some(plain) => (Some(text::opening(&after.body, EXCERPT)), text::words(plain)),
            None => (None, before.words),
        };
        after.words = words;
        if after.happened != before.happened {
            store::place(tx, &after)?;
        }
        if (&after.language, after.language_chosen) != (&before.language, before.language_chosen) {
            store::set_language(tx, &after)?;
        }
        if standing(&after) != standing(&before) {
            store::set_standing(tx, &after)?;
        }
        store::update(tx, &after, excerpt.as_deref(), text_changed)?;
        if after.body != before.body {
            store::set_body(tx, after.id, &after.body)?;
            let now = tx.now();
            questions::read_from(tx, after.id, &after.body, now)?;
        }
        if after.tags != before.tags {
            tags::set_tags(tx, after.id, &after.tags)?;
        }
        if after.people != before.people {
            tags::set_people(tx, after.id, &after.people)?;
        }
        tx.touch(after.id);
    }
    if text_changed || request.keep {
        versions::after_save(tx, &before, &after, request.keep)?;
    }
    if after.tags != before.tags || after.people != before.people {
        (after.tags, after.people) = store::borne(tx, after.id)?;
    }
    if text_changed {
        after.revision = store::next_revision(&before.revision);
    }
    Ok(after)
}

/// What [`store::set_standing`] writes.
fn standing(entry: &Entry) -> (Option<Timing>, &str, Readiness, Audience, bool) {
    (entry.timing, &entry.setting, entry.readiness, entry.audience, entry.starred)
}

fn with_fields(tx: &Tx<'_>, mut entry: Entry, fields: EntryFields) -> Result<Entry> {
    if fields.template.is_some_and(|template| template != entry.template) {
        return Err(Error::bad("another template is chosen in a step of its own, which carries the text over"));
    }
    let detects = fields.body.is_some() || fields.title.is_some() || fields.language.is_some();
    if let Some(title) = fields.title {
        entry.title = title;
    }
    if let Some(body) = fields.body {
        entry.body = body;
    }
    if let Some(happened) = fields.happened {
        entry.happened = happened;
    }
    if let Some(timing) = fields.timing {
        entry.timing = timing;
    }
    if let Some(setting) = fields.setting {
        entry.setting = setting;
    }
    if let Some(tags) = fields.tags {
        entry.tags = tags;
    }
    if let Some(people) = fields.people {
        entry.people = people;
    }
    entry.readiness = fields.readiness.unwrap_or(entry.readiness);
    entry.audience = fields.audience.unwrap_or(entry.audience);
    entry.starred = fields.starred.unwrap_or(entry.starred);
    match fields.language {
        Some(Some(language)) => {
            entry.language = Some(language);
            entry.language_chosen = true;
        }
        Some(None) => entry.language_chosen = false,
        None => {}
    }
    if !entry.language_chosen && detects {
        entry.language = detect(tx, &entry)?;
    }
    checked(entry)
}

fn detect(tx: &Tx<'_>, entry: &Entry) -> Result<Option<String>> {
    let end = entry.body.char_indices().nth(4_000).map_or(entry.body.len(), |(at, _)| at);
    let start = format!("{}\n\n{}", entry.title, &entry.body[..end]);
    match text::language(&text::plain(&start)) {
        Some(language) => Ok(Some(language.to_owned())),
        None => Ok(entry.language.clone().or(settings::get(tx)?.default_language)),
    }
}

/// The rules that every entry in the journal keeps, whoever wrote it.
pub(crate) fn checked(mut entry: Entry) -> Result<Entry> {
    entry.title = one_line(&entry.title);
    entry.setting = one_line(&entry.setting);
    for (text, what) in [(&entry.title, "title"), (&entry.setting, "setting")] {
        if text.chars().count() > TITLE_LIMIT {
            return Err(Error::TooBig(format!(
                "a {what} has room for {TITLE_LIMIT} characters; nothing was saved or changed"
            )));
        }
    }
    if entry.body.len() > BODY_LIMIT {
        return Err(Error::TooBig("an entry has room for 64 MB of text; nothing was saved or changed".into()));
    }
    entry.tags = tags::checked("tag", entry.tags)?;
    entry.people = tags::checked("person", entry.people)?;
    entry.happened = entry.happened.checked()?;
    if entry.happened.precision != Precision::Exact {
        entry.happened.offset_minutes = None;
    }
    if let Some(language) = &entry.language
        && !(2..=8).contains(&language.len()) | !language.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    {
        return Err(Error::bad("a language is named by its two letters, such as en or nl"));
    }
    entry.rich = entry.body.len() <= text::RICH_LIMIT;
    entry.attachments.retain(attachments::is_sound);
    Ok(entry)
}

/// A title is one line: what breaks a line becomes a space.
fn one_line(text: &str) -> String {
    if text.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
        text.split(['\n', '\r', '\u{2028}', '\u{2029}']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}
