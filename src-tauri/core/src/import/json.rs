//! The program's own JSON zip, back in: every field as it was exported, under the same ids. The format is described in
//! [`crate::export::json`], whose types are read here. An entry whose id is in the journal already stays as it is there.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::plan::Kept;
use super::{Found, Importer, Link, Parsed, PlannedFile, Problem, Source, SourceFile};
use crate::entries::{Entry, Kind};
use crate::error::{Error, Result};
use crate::export::json::{ATTACHMENTS, DOCUMENT, FORMAT, VERSION, WrittenEntry};
use crate::export::meetings::Meetings;
use crate::id::AttachmentId;
use crate::loops::record::ClaimRecord;
use crate::templates::{LOG, OwnTemplate, values};
use crate::versions::{Reason, Version, word_count};

/// Bytes of the document.
const JSON_LIMIT: u64 = 512 * 1024 * 1024;
/// Revisions are counted from here on at most; a number on the wire is below 2^53.
const REVISION_LIMIT: i64 = 1 << 52;

/// The format.
pub struct Json;

impl Importer for Json {
    fn id(&self) -> &'static str {
        "json"
    }

    fn name(&self) -> &'static str {
        "Loopbook (JSON)"
    }

    fn owns(&self, source: &Source) -> bool {
        document(source).is_some()
    }

    fn read(&self, source: &Source) -> Result<Parsed> {
        let Some(file) = document(source) else { return Ok(Parsed::default()) };
        let mut parsed = Parsed::default();
        let Head { entries, claims, templates, meetings, .. } = head(source, &file)?;
        for (number, value) in (1u32..).zip(claims) {
            match read_object::<ClaimRecord>(value) {
                Some(claim) => parsed.claims.push(claim),
                None => parsed.problems.push(Problem::new(
                    &format!("{}, assumption or aim {number}", file.name),
                    "it is not one as Loopbook writes them",
                )),
            }
        }
        for (number, value) in (1u32..).zip(entries) {
            let place = format!("{}, entry {number}", file.name);
            match read_object::<WrittenEntry>(value) {
                Some(written) => found(source, &file, &place, written, &mut parsed),
                None => parsed.problems.push(Problem::new(&place, "it is not an entry as Loopbook writes them")),
            }
        }
        if let Some(value) = meetings {
            parsed.meetings = read_object::<Meetings>(value);
            if parsed.meetings.is_none() {
                parsed.problems.push(Problem::new(
                    &format!("{}, communities and sessions", file.name),
                    "none of them came in: they are not as Loopbook writes them",
                ));
            }
        }
        parsed.templates = templates.into_iter().filter_map(read_object::<OwnTemplate>).collect();
        Ok(parsed)
    }
}

/// The document: at the top, or in the one folder that some programs pack a zip into.
fn document(source: &Source) -> Option<SourceFile> {
    let mut known =
        source.files().iter().filter(|file| file.own_name() == DOCUMENT && file.name.matches('/').count() <= 1);
    known.next().cloned()
}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
    entries: Vec<Value>,
    #[serde(default)]
    templates: Vec<Value>,
    #[serde(default)]
    claims: Vec<Value>,
    #[serde(default)]
    meetings: Option<Value>,
    #[serde(default)]
    letter: Option<Value>,
}

fn head(source: &Source, file: &SourceFile) -> Result<Head> {
    let shown = source.shown();
    let bytes = source.bytes(file, JSON_LIMIT).map_err(|error| match error {
        Error::BadInput(why) | Error::TooBig(why) => {
            Error::bad(format!("{DOCUMENT} in “{shown}” cannot be read: {why}"))
        }
        other => other,
    })?;
    let value: Value = serde_json::from_slice(&bytes).map_err(|error| {
        Error::bad(format!(
            "{DOCUMENT} in “{shown}” is not sound JSON (line {}, column {})",
            error.line(),
            error.column()
        ))
    })?;
    let head = read_object::<Head>(value).filter(|head| head.format == FORMAT);
    let head =
        head.ok_or_else(|| Error::bad(format!("{DOCUMENT} in “{shown}” is not a journal as Loopbook writes them")))?;
    if head.version > VERSION {
        return Err(Error::bad(format!(
            "“{shown}” was written by a newer Loopbook (format {}; this one knows {VERSION}). Install the newer version to import it",
            head.version
        )));
    }
    if head.letter.is_some() {
        return Err(Error::bad(format!(
            "“{shown}” was made by somebody for you to read: open it under “From others”, where it stays theirs"
        )));
    }
    Ok(head)
}

/// serde would read a list as the fields in their order, too.
fn read_object<T: DeserializeOwned>(value: Value) -> Option<T> {
    serde_json::from_value(Some(value).filter(Value::is_object)?).ok()
}

fn found(source: &Source, document: &SourceFile, place: &str, written: WrittenEntry, parsed: &mut Parsed) {
    let mut found = Found::new(format!("json:{}", written.id), place, written.body);
    found.written_at = Some(written.written_at);
    found.edited_at = Some(written.edited_at);
    found.entry = Entry {
        id: written.id,
        revision: written.revision.parse::<i64>().unwrap_or(1).clamp(1, REVISION_LIMIT).to_string(),
        title: written.title,
        happened: written.happened,
        timing: written.timing,
        setting: written.setting,
        template: written.template,
        template_version: written.template_version,
        language: written.language,
        language_chosen: written.language_chosen,
        tags: written.tags,
        people: written.people,
        readiness: written.readiness,
        audience: written.audience,
        starred: written.starred,
        ..found.entry
    };
    found.values = written.values;
    if let Some(value) = found.values.iter().find(|value| !values::is_sound(value)) {
        let label = crate::text::excerpt(&value.label, 40);
        parsed
            .problems
            .push(Problem::new(place, format!("what it has for “{label}” is none of a field, and stays out")));
    }
    if written.record.is_some() {
        found.entry.kind = Kind::Loop;
        (found.entry.template, found.entry.template_version) = (LOG.into(), None);
    }
    found.record = written.record;
    found.ties = written.links;
    found.answers = written.answers;
    found.intentions = written.intentions;
    found.silenced = written.silenced;
    found.earlier = written.earlier;
    found.comments = written.comments;
    let folder = document.folder();
    let mut ids = HashMap::new();
    for attachment in written.attachments {
        let name = format!("{ATTACHMENTS}{}", attachment.id);
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let Some(file) = source.find(&path) else {
            parsed.problems.push(Problem::new(
                place,
                format!("the file “{}” is not in the export", crate::attachments::shown_name(&attachment.name)),
            ));
            continue;
        };
        if ids.contains_key(&attachment.id) {
            parsed.problems.push(Problem::new(place, "it names one file twice; the file comes in once"));
            continue;
        }
        ids.insert(attachment.id, found.files.len());
        let kept = Kept { id: attachment.id, added_at: attachment.added_at, sha256: attachment.sha256 };
        found.files.push(PlannedFile { file, name: attachment.name, kept: Some(kept) });
    }
    found.links = links(&found.entry.body, &ids);
    found.versions = written
        .versions
        .into_iter()
        .map(|version| Version {
            id: version.id,
            at: version.at,
            // "now" is the text as it is, never a version; one that says so was at least kept.
            reason: if version.reason == Reason::Now { Reason::Kept } else { version.reason },
            title: version.title,
            words: word_count(&version.body),
            body: version.body,
        })
        .collect();
    parsed.entries.push(found);
}

/// Where the text names its files. Written anew, an address is the same, unless another entry has a file of that id.
fn links(body: &str, ids: &HashMap<AttachmentId, usize>) -> Vec<Link> {
    const SCHEME: &str = "attachment:";
    const ID: usize = 36;
    let places = body.match_indices(SCHEME).map(|(at, _)| (at, at + SCHEME.len() + ID));
    places
        .filter_map(|(at, end)| {
            let id: AttachmentId = body.get(at + SCHEME.len()..end)?.parse().ok()?;
            Some(Link { at: at..end, file: *ids.get(&id)?, before: String::new(), after: String::new() })
        })
        .collect()
}
