//! A zip with one Markdown file for each entry, its facts in YAML front matter, its files beside it: for every other
//! program that reads text.
//!
//! After the front matter and one empty line stands the body, byte for byte, but that `attachment:ID` of a file that
//! leaves has become `attachments/NAME`.

use super::attached::Attached;
use super::file_names::{self, Names};
use super::sanitise::attachment;
use super::{Content, Dates, Exporter, Format, Letter, Pack, Part, Source, Take, yaml};
use crate::entries::{Entry, Happened, Precision, Readiness};
use crate::error::Result;
use crate::id::AttachmentId;
use crate::templates::{FieldValue, StoredValue};
use crate::versions::Version;

/// Folder of the attached files in the zip.
const FOLDER: &str = "attachments";

/// Markdown files in a zip.
pub struct Markdown;

impl Exporter for Markdown {
    fn format(&self) -> Format {
        Format {
            id: "markdown",
            name: "Markdown files",
            hint: "A zip with a text file for each entry and its files beside it, for other programs. The list of people stays here.",
            hint_for_others: "A zip with a text file for each entry, for a reader who goes on writing in it or takes it into another program. Plain texts that you ticked lie beside it.",
            extension: "zip",
            needs_letter: false,
        }
    }

    fn holds_versions(&self) -> bool {
        true
    }

    fn parts(&self, source: Source<'_>, pack: &Pack, take: &mut Take<'_>) -> Result<()> {
        let mut pages = Names::default();
        let mut files = Names::default();
        if let Some(letter) = &pack.letter {
            let name = pages.take("letter.md");
            let note = "for whom it is, and what is asked".into();
            take(Part { content: Content::Text(written_letter(letter)), note, name })?;
        }
        for row in &pack.rows {
            let entry = source.entry(row.id)?;
            let mut moved = Vec::new();
            for file in &entry.attachments {
                let attached = source.attached(file)?;
                let note = attached.note(file).to_owned();
                let content = match attached {
                    Attached::Picture(picture) => Content::Bytes(picture.bytes),
                    Attached::AsItIs => Content::File(file.id, file.bytes),
                    Attached::Stays(_) => {
                        take(Part { name: format!("{FOLDER}/{}", file.name), note, content: Content::LeftOut })?;
                        continue;
                    }
                };
                let name = format!("{FOLDER}/{}", files.take(&file.name));
                moved.push((file.id, name.clone()));
                take(Part { name, note, content })?;
            }
            let stem = file_names::of_entry(&entry.happened, &entry.title);
            let name = pages.take(&format!("{stem}.md"));
            let values = source.values(&entry)?;
            let mut text = page(&entry, pack, source.dates(), &values, &moved);
            let hanging = source.learning_log(&entry, pack)?.map(|(_, text)| text).unwrap_or_default();
            for below in [hanging, source.came_of(&entry, pack)?].into_iter().filter(|below| !below.is_empty()) {
                text.truncate(text.trim_end().len());
                text.push_str(&format!("\n\n{below}\n"));
            }
            take(Part { content: Content::Text(text), note: String::new(), name })?;
            for (number, version) in source.versions(&entry, pack)?.into_iter().enumerate() {
                // A time that is not to be told more exactly than its month is not told in a name either.
                let at = match source.dates() {
                    Dates::Exact => version.at.utc().format("%Y%m%dT%H%M%SZ").to_string(),
                    _ => (number + 1).to_string(),
                };
                let name = format!("versions/{}", pages.take(&format!("{stem}-{at}.md")));
                let text = old_page(&entry, pack, source.dates(), &version, &moved);
                take(Part { name, note: "an older version".into(), content: Content::Text(text) })?;
            }
        }
        Ok(())
    }
}

/// The letter as a text.
fn written_letter(letter: &Letter) -> String {
    let questions = letter.questions.iter().enumerate().map(|(at, asked)| format!("{}. {}", at + 1, asked.text));
    letter.paragraphs().into_iter().chain(questions).map(|said| format!("{said}\n\n")).collect()
}

fn page(entry: &Entry, pack: &Pack, dates: Dates, values: &[StoredValue], moved: &[(AttachmentId, String)]) -> String {
    let mut matter = Matter::default();
    matter.text("title", &entry.title);
    if let Some(date) = date(&entry.happened) {
        matter.line("date", &date);
    }
    if let Some(zone) = &entry.happened.zone {
        matter.text("zone", zone);
    }
    if !entry.tags.is_empty() {
        matter.line("tags", &yaml::list(&entry.tags));
    }
    if let Some(timing) = entry.timing {
        matter.text("timing", timing.word());
    }
    if !entry.setting.is_empty() {
        matter.text("setting", &entry.setting);
    }
    if let Some(language) = &entry.language {
        matter.text("language", language);
    }
    if entry.readiness == Readiness::Draft {
        matter.line("draft", "true");
    }
    if entry.starred {
        matter.line("starred", "true");
    }
    matter.text("template", &entry.template);
    matter.values(values);
    matter.text("id", &pack.piece_id(entry.id).to_string());
    if dates == Dates::Exact {
        matter.text("written", &entry.written_at.to_string());
        matter.text("edited", &entry.edited_at.to_string());
    }
    matter.above(&with_files(&entry.body, moved, ""))
}

fn old_page(entry: &Entry, pack: &Pack, dates: Dates, version: &Version, moved: &[(AttachmentId, String)]) -> String {
    let mut matter = Matter::default();
    matter.text("title", &version.title);
    matter.text("version_of", &pack.piece_id(entry.id).to_string());
    if dates == Dates::Exact {
        matter.text("at", &version.at.to_string());
    }
    matter.above(&with_files(&version.body, moved, "../"))
}

#[derive(Default)]
struct Matter(String);

impl Matter {
    fn line(&mut self, key: &str, yaml: &str) {
        self.0.push_str(&format!("{key}: {yaml}\n"));
    }

    fn text(&mut self, key: &str, text: &str) {
        self.line(key, &yaml::quoted(text));
    }

    /// What was chosen, dated or counted beside the text, by label.
    fn values(&mut self, values: &[StoredValue]) {
        if !values.is_empty() {
            self.0.push_str("fields:\n");
        }
        for (at, value) in values.iter().enumerate() {
            // A key stands once in a map.
            let is_taken = values[..at].iter().any(|other| other.label == value.label);
            let key = if is_taken { format!("{} ({})", value.label, value.field) } else { value.label.clone() };
            let yaml = match &value.value {
                FieldValue::Text(text) => yaml::quoted(text),
                FieldValue::Number(number) => number.to_string(),
                FieldValue::Choices(choices) => yaml::list(choices),
            };
            self.0.push_str(&format!("  {}: {yaml}\n", yaml::quoted(&key)));
        }
    }

    fn above(self, body: &str) -> String {
        format!("---\n{}---\n\n{body}", self.0)
    }
}

/// As exactly as it is known: a month stays a month, what is not known is not said.
fn date(happened: &Happened) -> Option<String> {
    match happened.precision {
        Precision::Exact => {
            let offset = happened.offset_minutes.map(|minutes| {
                format!("{}{:02}:{:02}", if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60)
            });
            Some(format!("{}{}", happened.local, offset.unwrap_or_default()))
        }
        Precision::Day => Some(happened.local.clone()),
        Precision::Month => Some(yaml::quoted(&happened.local)),
        // A term, where no more is told.
        Precision::Unknown => Some(yaml::quoted(&happened.local)).filter(|_| !happened.local.is_empty()),
    }
}

/// The body with the names its files have in the zip.
fn with_files(body: &str, moved: &[(AttachmentId, String)], up: &str) -> String {
    const SCHEME: &str = "attachment:";
    const ID: usize = 36;
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find(SCHEME) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let named = found.get(..SCHEME.len() + ID);
        let file = named.and_then(attachment).and_then(|id| moved.iter().find(|(moved, _)| *moved == id));
        match (named, file) {
            (Some(named), Some((_, name))) => {
                out.push_str(up);
                out.push_str(name);
                rest = &found[named.len()..];
            }
            _ => {
                out.push_str(SCHEME);
                rest = &found[SCHEME.len()..];
            }
        }
    }
    out.push_str(rest);
    out
}
