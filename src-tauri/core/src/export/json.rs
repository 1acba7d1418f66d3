#![doc = include_str!("json.md")]

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::attached::Attached;
use super::meetings::Meetings;
use super::{Content, Exporter, Format, Letter, Pack, Part, Source, Take};
use crate::attachments::Attachment;
use crate::clock::Instant;
use crate::entries::{Audience, Entry, Happened, Kind, Readiness, Timing};
use crate::error::Result;
use crate::id::{AttachmentId, EntryId, VersionId};
use crate::intentions::record::IntentionRecord;
use crate::loops::record::{ClaimRecord, LinkRecord, LoopRecord};
use crate::questions::record::AnswerRecord;
use crate::review::record::CommentRecord;
use crate::templates::{OwnTemplate, StoredValue};
use crate::versions::earlier::Earlier;
use crate::versions::{Reason, Version};

/// What [`Document::format`] says.
pub const FORMAT: &str = "loopbook";
/// The highest [`Document::version`] this program writes and reads.
pub const VERSION: u32 = 1;
/// Name of the document in the zip.
pub const DOCUMENT: &str = "loopbook.json";
/// Folder of the attached files in the zip, with its slash.
pub const ATTACHMENTS: &str = "attachments/";

/// The whole of `loopbook.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Always [`FORMAT`].
    pub format: String,
    /// [`VERSION`] of the writer.
    pub version: u32,
    /// When it was written.
    pub exported_at: Instant,
    /// What the reader is told, where it was made for somebody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<Letter>,
    /// Oldest first.
    pub entries: Vec<WrittenEntry>,
    /// Templates of the writer's own that the entries were written in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub templates: Vec<OwnTemplate>,
    /// Assumptions and aims of the learning logs among the entries, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<ClaimRecord>,
    /// Communities, sessions, what was promised, looks at the nine behaviours; only of a whole journal, for oneself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meetings: Option<Meetings>,
}

/// An entry in the file; the fields of [`Entry`] that do not follow from others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WrittenEntry {
    /// Its identity.
    pub id: EntryId,
    /// How often title or body were saved.
    #[serde(default = "first_revision")]
    pub revision: String,
    /// One line; may be empty.
    #[serde(default)]
    pub title: String,
    /// Markdown, exactly as written.
    #[serde(default)]
    pub body: String,
    /// When it happened, as the person knows it.
    pub happened: Happened,
    /// When it was first written.
    pub written_at: Instant,
    /// When title or body were last changed.
    pub edited_at: Instant,
    /// "in_action", "on_action", "for_action" or null.
    #[serde(default)]
    pub timing: Option<Timing>,
    /// Where; free text.
    #[serde(default)]
    pub setting: String,
    /// Id of the template it was begun with.
    #[serde(default = "free")]
    pub template: String,
    /// Of a template of the writer's own: the version it was begun with.
    #[serde(default)]
    pub template_version: Option<u32>,
    /// "entry" or "loop".
    #[serde(default)]
    pub kind: Kind,
    /// What was chosen, dated or counted beside the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<StoredValue>,
    /// ISO 639-1 or null.
    #[serde(default)]
    pub language: Option<String>,
    /// True where the writer chose the language.
    #[serde(default)]
    pub language_chosen: bool,
    /// In the writer's order.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Names of those it is about, in the writer's order.
    #[serde(default)]
    pub people: Vec<String>,
    /// "draft" or "ready".
    #[serde(default = "ready")]
    pub readiness: Readiness,
    /// "private" or "shareable".
    #[serde(default = "private")]
    pub audience: Audience,
    /// Marked by the writer.
    #[serde(default)]
    pub starred: bool,
    /// Its files, oldest first.
    #[serde(default)]
    pub attachments: Vec<WrittenAttachment>,
    /// Its older states, oldest first; present only where they were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<WrittenVersion>,
    /// What stood beside its text before it was changed or taken out, newest first; present only where older states were
    /// asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Earlier>,
    /// What hangs on a learning log; present only on one.
    #[serde(default, rename = "loop", skip_serializing_if = "Option::is_none")]
    pub record: Option<LoopRecord>,
    /// The same in words, as Markdown that is read below the text; only in a file made for somebody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hanging: String,
    /// What was answered of its questions; the open ones stand in its text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<AnswerRecord>,
    /// What became of what its writer meant to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub intentions: Vec<IntentionRecord>,
    /// Of a learning log: questions about it that are not to be asked again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub silenced: Vec<String>,
    /// How it stands to other entries of the same file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkRecord>,
    /// What readers wrote about it; never in a file for somebody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<CommentRecord>,
}

/// A file of an entry; its bytes are `attachments/<id>` in the zip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenAttachment {
    /// Its identity, and its name in the zip.
    pub id: AttachmentId,
    /// The name its file had.
    pub name: String,
    /// Such as "image/png".
    pub media_type: String,
    /// Size of what is in the zip.
    pub bytes: i64,
    /// SHA-256 of what is in the zip, lower-case hex.
    pub sha256: String,
    /// When it was added to the entry.
    pub added_at: Instant,
}

/// An older state of an entry's text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WrittenVersion {
    /// Its identity.
    pub id: VersionId,
    /// When the text stood so.
    pub at: Instant,
    /// Why it was kept.
    pub reason: Reason,
    /// The title then.
    #[serde(default)]
    pub title: String,
    /// The body then.
    #[serde(default)]
    pub body: String,
}

fn first_revision() -> String {
    "1".into()
}

fn free() -> String {
    crate::entries::FREE.into()
}

fn ready() -> Readiness {
    Readiness::Ready
}

fn private() -> Audience {
    Audience::Private
}

/// The program's own format.
pub struct Json;

impl Exporter for Json {
    fn format(&self) -> Format {
        Format {
            id: "json",
            name: "Loopbook file",
            hint: "For moving your journal or keeping a copy, not for sharing: it holds the names of the people on these entries and, unlike every other form, predictions that are still sealed. Loopbook reads the entries back whole.",
            hint_for_others: "For a reader with Loopbook who wants to take it into their own journal; it is a zip that programs read. Of people and sealed predictions nothing is in it.",
            extension: "zip",
            needs_letter: false,
        }
    }

    fn holds_versions(&self) -> bool {
        true
    }

    fn parts(&self, source: Source<'_>, pack: &Pack, take: &mut Take<'_>) -> Result<()> {
        let mut entries = Vec::with_capacity(pack.rows.len());
        let mut people = 0usize;
        let mut sealed = 0usize;
        for row in &pack.rows {
            let entry = source.entry(row.id)?;
            let mut files = Vec::with_capacity(entry.attachments.len());
            for attachment in &entry.attachments {
                files.extend(file(source, attachment, take)?);
            }
            let kept = source.versions(&entry, pack)?;
            people += entry.people.len();
            let values = source.values(&entry)?;
            let record = source.record(&entry, pack)?;
            let hanging = match pack.letter {
                Some(_) => source.learning_log(&entry, pack)?.map(|(_, text)| text).unwrap_or_default(),
                None => String::new(),
            };
            sealed += record.iter().flat_map(|record| &record.tests).filter(|test| test.is_sealed()).count();
            entries.push(WrittenEntry {
                record,
                hanging,
                links: source.links(&entry, pack)?,
                comments: source.comments(&entry)?,
                answers: source.answers(&entry, pack)?,
                intentions: source.intentions(&entry, pack)?,
                silenced: source.silenced(&entry, pack)?,
                earlier: source.earlier(&entry, pack)?,
                ..written(pack, entry, files, kept, values)
            });
        }
        let document = Document {
            format: FORMAT.into(),
            version: VERSION,
            exported_at: source.now(),
            letter: pack.letter.clone().map(|letter| named(letter, pack)),
            templates: source.own_templates(entries.iter().map(|entry| entry.template.as_str()))?,
            claims: source.claims(pack)?,
            meetings: source.meetings(pack)?,
            entries,
        };
        take(Part {
            name: DOCUMENT.into(),
            note: note(people, sealed, document.meetings.is_some()),
            content: Content::Text(serde_json::to_string_pretty(&document)?),
        })
    }
}

fn note(people: usize, sealed: usize, meetings: bool) -> String {
    let people = match people {
        0 => "every field of the entries, for Loopbook to read back",
        _ => "holds the names of the people on these entries; made for moving your journal, not for sharing",
    };
    let sealed = match sealed {
        0 => String::new(),
        1 => "; a prediction that is still sealed can be read in it".into(),
        _ => format!("; {sealed} predictions that are still sealed can be read in it"),
    };
    let meetings = if meetings { "; with your communities, their sessions and what was promised" } else { "" };
    format!("{people}{sealed}{meetings}")
}

/// The letter, with the entries its questions are about by the names they have in the pack.
fn named(mut letter: Letter, pack: &Pack) -> Letter {
    for asked in &mut letter.questions {
        asked.entry = asked.entry.map(|id| EntryId::of(pack.other_id(id.uuid())));
    }
    letter
}

fn written(
    pack: &Pack,
    entry: Entry,
    attachments: Vec<WrittenAttachment>,
    versions: Vec<Version>,
    values: Vec<StoredValue>,
) -> WrittenEntry {
    WrittenEntry {
        id: EntryId::of(pack.other_id(entry.id.uuid())),
        revision: entry.revision,
        title: entry.title,
        body: entry.body,
        happened: entry.happened,
        written_at: entry.written_at,
        edited_at: entry.edited_at,
        timing: entry.timing,
        setting: entry.setting,
        template: entry.template,
        template_version: entry.template_version,
        kind: entry.kind,
        values,
        language: entry.language,
        language_chosen: entry.language_chosen,
        tags: entry.tags,
        people: entry.people,
        readiness: entry.readiness,
        audience: entry.audience,
        starred: entry.starred,
        attachments,
        versions: versions
            .into_iter()
            .map(|version| WrittenVersion {
                id: VersionId::of(pack.other_id(version.id.uuid())),
                at: version.at,
                reason: version.reason,
                title: version.title,
                body: version.body,
            })
            .collect(),
        record: None,
        hanging: String::new(),
        links: Vec::new(),
        answers: Vec::new(),
        intentions: Vec::new(),
        silenced: Vec::new(),
        earlier: Vec::new(),
        comments: Vec::new(),
    }
}

/// Hands a file over and answers with its line in the document; none where it is left out.
fn file(source: Source<'_>, attachment: &Attachment, take: &mut Take<'_>) -> Result<Option<WrittenAttachment>> {
    let line = |bytes: i64, sha256: String| WrittenAttachment {
        id: attachment.id,
        name: attachment.name.clone(),
        media_type: attachment.media_type.clone(),
        bytes,
        sha256,
        added_at: attachment.added_at,
    };
    let name = format!("{ATTACHMENTS}{}", attachment.id);
    let attached = source.attached(attachment)?;
    let note = format!("{}: {}", attachment.name, attached.note(attachment));
    match attached {
        Attached::Picture(picture) => {
            let sha256 = Sha256::digest(&picture.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            let line = line(super::length(picture.bytes.len()), sha256);
            take(Part { name, note, content: Content::Bytes(picture.bytes) })?;
            return Ok(Some(line));
        }
        Attached::Stays(_) => {
            take(Part { name, note, content: Content::LeftOut })?;
            return Ok(None);
        }
        Attached::AsItIs => {}
    }
    let sha256 = source.sha256(attachment)?;
    take(Part { name, note, content: Content::File(attachment.id, attachment.bytes) })?;
    Ok(Some(line(attachment.bytes, sha256)))
}
