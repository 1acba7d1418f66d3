//! Day One's JSON export: a zip, a folder, or the JSON alone. Dates come with their zones, tags, stars, places and media
//! with them; the text is taken as it is, with Day One's backslashes (they are Markdown), and only the addresses of its
//! pictures are written anew. Weather, steps and devices are left behind.

use std::collections::HashMap;

use chrono_tz::Tz;
use serde::Deserialize;
use serde_json::Value;

use super::{Found, Importer, Link, Parsed, PlannedFile, Problem, Source, SourceFile};
use crate::clock::Instant;
use crate::entries::{Happened, Precision};
use crate::error::{Error, Result};
use crate::text;

/// Bytes of one JSON file.
const JSON_LIMIT: u64 = 200 * 1024 * 1024;
/// Bytes that tell whether a JSON file is Day One's.
const START: u64 = 64 * 1024;

/// The format.
pub struct DayOne;

impl Importer for DayOne {
    fn id(&self) -> &'static str {
        "dayone"
    }

    fn name(&self) -> &'static str {
        "Day One (JSON)"
    }

    fn owns(&self, source: &Source) -> bool {
        journals(source).any(|file| source.is_single() || begins_as_one(source, file))
    }

    fn read(&self, source: &Source) -> Result<Parsed> {
        let media = Media::of(source);
        let mut parsed = Parsed::default();
        for file in journals(source).filter(|file| source.is_single() || begins_as_one(source, file)) {
            match read_journal(source, file) {
                Ok(entries) => {
                    for (number, value) in (1u32..).zip(entries) {
                        let place = format!("{}, entry {number}", file.name);
                        match DayOneEntry::read(value) {
                            Some(entry) => found(entry, &place, &media, &mut parsed),
                            None => {
                                parsed.problems.push(Problem::new(&place, "it is not an entry as Day One writes them"))
                            }
                        }
                    }
                }
                Err(Error::BadInput(why) | Error::TooBig(why)) => parsed.problems.push(Problem::new(&file.name, why)),
                Err(error) => return Err(error),
            }
        }
        Ok(parsed)
    }
}

fn journals(source: &Source) -> impl Iterator<Item = &SourceFile> {
    source.files().iter().filter(|file| file.ending() == "json" && file.name.matches('/').count() <= 1)
}

fn begins_as_one(source: &Source, file: &SourceFile) -> bool {
    source.start(file, START).is_ok_and(|start| {
        let start = String::from_utf8_lossy(&start);
        start.contains("\"entries\"") && (start.contains("\"creationDate\"") || start.contains("\"metadata\""))
    })
}

fn read_journal(source: &Source, file: &SourceFile) -> Result<Vec<Value>> {
    let bytes = source.bytes(file, JSON_LIMIT)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut value: Value = serde_json::from_slice(bytes).map_err(|error| {
        Error::bad(format!("it is not sound JSON (line {}, column {}); export it again", error.line(), error.column()))
    })?;
    match value.get_mut("entries").map(Value::take) {
        Some(Value::Array(entries)) => Ok(entries),
        _ => Err(Error::bad("it is JSON, but has no list of entries as Day One's exports have")),
    }
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct DayOneEntry {
    uuid: Option<String>,
    creation_date: Option<String>,
    modified_date: Option<String>,
    time_zone: Option<String>,
    is_all_day: bool,
    text: Option<String>,
    rich_text: Option<String>,
    tags: Vec<String>,
    starred: bool,
    location: Option<Location>,
    photos: Vec<Medium>,
    videos: Vec<Medium>,
    audios: Vec<Medium>,
    pdf_attachments: Vec<Medium>,
}

impl DayOneEntry {
    /// serde would read a list as the fields in their order, too.
    fn read(value: Value) -> Option<Self> {
        serde_json::from_value(Some(value).filter(Value::is_object)?).ok()
    }
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Location {
    user_label: Option<String>,
    place_name: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Medium {
    identifier: Option<String>,
    md5: Option<String>,
    filename: Option<String>,
    title: Option<String>,
    pdf_name: Option<String>,
}

/// The media of an export, by the name of each without its ending, which is its MD5 or its identifier.
struct Media(HashMap<String, SourceFile>);

impl Media {
    fn of(source: &Source) -> Self {
        Self(
            source
                .files()
                .iter()
                .filter(|file| file.ending() != "json")
                .map(|file| (file.stem().to_lowercase(), file.clone()))
                .collect(),
        )
    }

    fn find(&self, medium: &Medium) -> Option<&SourceFile> {
        [&medium.md5, &medium.identifier].into_iter().flatten().find_map(|name| self.0.get(&name.to_lowercase()))
    }
}

fn found(entry: DayOneEntry, place: &str, media: &Media, parsed: &mut Parsed) {
    let Some(created) = entry.creation_date.as_deref().and_then(Instant::parse) else {
        parsed.problems.push(Problem::new(place, "it has no date of creation that can be read"));
        return;
    };
    let Some(uuid) = entry.uuid.as_deref().filter(|uuid| !uuid.is_empty()) else {
        parsed.problems.push(Problem::new(place, "it has no identity (uuid), so that it could come in twice"));
        return;
    };
    let body = match (entry.text, &entry.rich_text) {
        (Some(text), _) => text,
        (None, Some(rich)) => {
            parsed.problems.push(Problem::new(
                place,
                "it holds only Day One's own rich text; its words came in without their markup",
            ));
            words_of(rich)
        }
        (None, None) => String::new(),
    };
    let mut found = Found::new(format!("dayone:{}", uuid.to_uppercase()), place, body);
    found.entry.happened = happened(created, entry.time_zone.as_deref(), entry.is_all_day);
    found.written_at = Some(created);
    found.edited_at = entry.modified_date.as_deref().and_then(Instant::parse).map(|edited| edited.max(created));
    found.entry.title = title(&found.entry.body);
    found.entry.tags = entry.tags;
    found.entry.starred = entry.starred;
    let location = entry.location.unwrap_or_default();
    let setting = [location.user_label, location.place_name].into_iter().flatten().find(|name| !name.trim().is_empty());
    found.entry.setting = setting.unwrap_or_default().chars().take(500).collect();
    let mut identifiers = HashMap::new();
    for (kind, list) in
        [("picture", entry.photos), ("video", entry.videos), ("sound", entry.audios), ("PDF", entry.pdf_attachments)]
    {
        for medium in list {
            let Some(file) = media.find(&medium) else {
                let name = medium.md5.or(medium.identifier).unwrap_or_default();
                parsed
                    .problems
                    .push(Problem::new(place, format!("the {kind} {} is not in the export", text::excerpt(&name, 60))));
                continue;
            };
            let named = [medium.pdf_name, medium.filename, medium.title]
                .into_iter()
                .flatten()
                .find(|name| !name.trim().is_empty());
            let at = found.files.len();
            found.files.push(PlannedFile {
                file: file.clone(),
                name: named.unwrap_or_else(|| file.own_name().to_owned()),
                kept: None,
            });
            if let Some(identifier) = &medium.identifier {
                identifiers.entry(identifier.to_ascii_uppercase()).or_insert(at);
            }
        }
    }
    found.links = links(&found.entry.body, &identifiers);
    found.detect_language();
    parsed.entries.push(found);
}

/// Every `dayone-moment:` address of a medium in the text: `//ID` for pictures, `/video/ID` and the like for others.
fn links(body: &str, media: &HashMap<String, usize>) -> Vec<Link> {
    const SCHEME: &str = "dayone-moment:";
    let addresses = body.match_indices(SCHEME).map(|(at, _)| {
        let rest = &body[at + SCHEME.len()..];
        let end =
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_'))).unwrap_or(rest.len());
        (at..at + SCHEME.len() + end, rest[..end].rsplit('/').next().unwrap_or_default())
    });
    addresses
        .filter_map(|(at, name)| {
            let file = *media.get(&name.to_ascii_uppercase())?;
            Some(Link { at, file, before: String::new(), after: String::new() })
        })
        .collect()
}

/// The moment in the zone it was written in. Some programs escape the slash of the zone twice.
fn happened(created: Instant, zone: Option<&str>, all_day: bool) -> Happened {
    let zone: Option<Tz> = zone.and_then(|name| name.replace('\\', "").parse().ok());
    let mut happened = Happened::at(created, zone.unwrap_or(Tz::UTC));
    if zone.is_none() {
        happened.zone = None;
    }
    if all_day {
        happened.precision = Precision::Day;
        happened.local.truncate(10);
        happened.offset_minutes = None;
    }
    happened
}

fn title(body: &str) -> String {
    let first = body.lines().next().unwrap_or_default();
    match first.strip_prefix("# ") {
        Some(_) if first.len() < 4_000 => text::plain(first).chars().take(500).collect(),
        _ => String::new(),
    }
}

/// The words of Day One's rich text, which is JSON in a string; what is none is taken as it is.
fn words_of(rich: &str) -> String {
    let Ok(value) = serde_json::from_str::<Value>(rich) else { return rich.to_owned() };
    let parts = value.get("contents").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    parts.iter().filter_map(|part| part.get("text").and_then(Value::as_str)).collect()
}
