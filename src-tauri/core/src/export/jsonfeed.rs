//! JSON Feed 1.1: a zip with `feed.json` and the files it names, for readers of feeds and for small programs. What the
//! format has no word for stands in an object of our own, `_loopbook`, as it allows.

use serde_json::{Map, Value, json};

use super::file_names::Names;
use super::leap2a::{body, feed_id, files, letter_asked, letter_said, plain_values};
use super::{Content, Dates, Exporter, Format, Pack, Part, Source, Take};
use crate::entries::{Entry, Precision, Readiness};
use crate::error::Result;

/// Name of the feed in the zip.
pub const DOCUMENT: &str = "feed.json";
/// What `_loopbook` is, said once in the feed.
const ABOUT: &str = "Made by Loopbook, a reflective journal. `happened` is when it happened as exactly as its writer knows; \
    `values` is what was chosen, dated or counted beside the text.";

/// A feed.
pub struct JsonFeed;

impl Exporter for JsonFeed {
    fn format(&self) -> Format {
        Format {
            id: "jsonfeed",
            name: "JSON Feed",
            hint: "A zip with a feed that feed readers and small programs understand. The list of people stays here.",
            hint_for_others: "A zip with a feed, for a reader who gathers what several people write in a feed reader.",
            extension: "zip",
            needs_letter: false,
        }
    }

    fn parts(&self, source: Source<'_>, pack: &Pack, take: &mut Take<'_>) -> Result<()> {
        let mut names = Names::default();
        let mut items = Vec::with_capacity(pack.rows.len());
        for row in &pack.rows {
            let entry = source.entry(row.id)?;
            items.push(item(source, pack, &entry, &mut names, take)?);
        }
        let author = pack.letter.as_ref().map(|letter| letter.author.trim()).filter(|author| !author.is_empty());
        let mut feed = json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed_title(pack),
            "_loopbook": {"about": ABOUT, "id": format!("urn:uuid:{}", feed_id(pack))},
            "items": items,
        });
        // As the format has it for a person to read; what is wished for stands in words, too.
        if let Some(asked) = letter_asked(pack) {
            feed["description"] = json!(asked);
        }
        if let Some(said) = letter_said(pack) {
            feed["user_comment"] = json!(said);
        }
        if let Some(author) = author {
            feed["authors"] = json!([{"name": author}]);
        }
        let content = Content::Text(serde_json::to_string_pretty(&feed)?);
        let note = if pack.versions { "a feed holds no older versions" } else { "" };
        take(Part { name: DOCUMENT.into(), note: note.into(), content })
    }
}

fn feed_title(pack: &Pack) -> String {
    match pack.letter.as_ref().map(|letter| letter.ask.trim()) {
        Some(ask) if !ask.is_empty() => ask.to_owned(),
        _ => "Journal entries".into(),
    }
}

fn item(source: Source<'_>, pack: &Pack, entry: &Entry, names: &mut Names, take: &mut Take<'_>) -> Result<Value> {
    let files = files(source, entry, names, take)?;
    let mut content = body(&source.written(entry)?, &files);
    if let Some((_, hanging)) = source.learning_log(entry, pack)? {
        content.push_str(&body(&hanging, &files));
    }
    content.push_str(&body(&source.came_of(entry, pack)?, &files));
    let mut item = Map::new();
    item.insert("id".into(), json!(format!("urn:uuid:{}", pack.piece_id(entry.id))));
    if !entry.title.trim().is_empty() {
        item.insert("title".into(), json!(entry.title));
    }
    item.insert("content_html".into(), json!(content));
    if source.dates() != Dates::None {
        item.insert("date_published".into(), json!(entry.written_at));
        item.insert("date_modified".into(), json!(entry.edited_at));
    }
    if !entry.tags.is_empty() {
        item.insert("tags".into(), json!(entry.tags));
    }
    if let Some(language) = &entry.language {
        item.insert("language".into(), json!(language));
    }
    if !files.is_empty() {
        let attachments: Vec<Value> = files.iter().map(|file| file.as_attachment()).collect();
        item.insert("attachments".into(), json!(attachments));
    }
    item.insert("_loopbook".into(), own(source, entry)?);
    Ok(Value::Object(item))
}

/// What JSON Feed has no word for.
fn own(source: Source<'_>, entry: &Entry) -> Result<Value> {
    let mut own = Map::new();
    if entry.happened.precision != Precision::Unknown || !entry.happened.local.is_empty() {
        own.insert("happened".into(), json!(entry.happened));
    }
    if !entry.setting.is_empty() {
        own.insert("setting".into(), json!(entry.setting));
    }
    if let Some(timing) = entry.timing {
        own.insert("timing".into(), json!(timing));
    }
    if entry.readiness == Readiness::Draft {
        own.insert("draft".into(), json!(true));
    }
    let values = plain_values(source, entry)?;
    if !values.is_empty() {
        own.insert("values".into(), json!(values));
    }
    Ok(Value::Object(own))
}
