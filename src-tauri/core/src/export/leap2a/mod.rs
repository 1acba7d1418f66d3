//! Leap2A (2010-07), the format of e-portfolios, strict: a zip with `leap2a.xml`, an Atom feed, and every file referred to
//! from it. Prefixes and the version's text are as the programs in use match them (domain.md 6.1); what the format has no
//! place for is counted and said in the preview ([`losses`]).

mod cycle;
mod dates;
mod log;
mod losses;
pub(crate) mod xml;

use std::collections::HashMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::attached::Attached;
use super::file_names::Names;
use super::sanitise::{self, Pictures, attachment};
use super::{Content, Dates, Exporter, Format, Pack, Part, Source, Take, html};
use crate::clock::Instant;
use crate::entries::{Audience, Entry, Readiness};
use crate::error::Result;
use crate::id::AttachmentId;
use dates::{day, happened};
use losses::Losses;
use xml::{Xml, escaped};

/// Name of the feed in the zip.
pub const DOCUMENT: &str = "leap2a.xml";
/// Schemes of our own: what only this program reads back.
pub const TEMPLATE: &str = "urn:loopbook:template";
/// Says which part of a learning log an item is.
pub const LOG: &str = "urn:loopbook:log";
/// What the feed says made it.
pub const GENERATOR: &str = "Loopbook";
/// Folder of the files in the zip.
const FOLDER: &str = "files";
/// The portfolio's owner.
const SELF: &str = "portfolio:person";
/// What the chosen entries are parts of.
const JOURNAL: &str = "portfolio:journal";

/// A Leap2A package.
pub struct Leap2a;

impl Exporter for Leap2a {
    fn format(&self) -> Format {
        Format {
            id: "leap2a",
            name: "Leap2A portfolio",
            hint: "A zip for portfolio programs such as Mahara. What the format has no place for is listed before it is written. The list of people stays here.",
            hint_for_others: "A zip for the portfolio program of a school or college, such as Mahara. What the format has no place for is listed before it is written.",
            extension: "zip",
            needs_letter: false,
        }
    }

    // What it has no place for it counts itself.
    fn holds_versions(&self) -> bool {
        true
    }

    fn parts(&self, source: Source<'_>, pack: &Pack, take: &mut Take<'_>) -> Result<()> {
        let mut feed = Feed::begin(source, pack)?;
        let mut names = Names::default();
        for row in &pack.rows {
            let entry = source.entry(row.id)?;
            let files = files(source, &entry, &mut names, take)?;
            match source.log(&entry, pack)? {
                Some(log) => log::write(&mut feed, source, pack, &entry, &log, &files)?,
                None => feed.entry(source, pack, &entry, &files)?,
            }
            feed.resources(pack, &entry, &files);
        }
        let (text, losses) = feed.finish();
        take(Part { name: DOCUMENT.into(), note: losses.note(), content: Content::Text(text) })
    }
}

/// A file of an entry as it lies in the zip.
pub(super) struct Filed {
    id: AttachmentId,
    name: String,
    path: String,
    media_type: String,
    bytes: i64,
}

impl Filed {
    /// As JSON Feed names it.
    pub(super) fn as_attachment(&self) -> Value {
        let (url, title) = (address(&self.path), &self.name);
        json!({"url": url, "mime_type": self.media_type, "title": title, "size_in_bytes": self.bytes})
    }
}

/// Hands over the files of an entry.
pub(super) fn files(source: Source<'_>, entry: &Entry, names: &mut Names, take: &mut Take<'_>) -> Result<Vec<Filed>> {
    let mut filed = Vec::with_capacity(entry.attachments.len());
    for file in &entry.attachments {
        let attached = source.attached(file)?;
        let note = attached.note(file).to_owned();
        let (content, media_type, bytes) = match attached {
            Attached::Picture(picture) => {
                let (media_type, bytes) = (picture.media_type.to_owned(), super::length(picture.bytes.len()));
                (Content::Bytes(picture.bytes), media_type, bytes)
            }
            Attached::AsItIs => (Content::File(file.id, file.bytes), file.media_type.clone(), file.bytes),
            Attached::Stays(_) => {
                take(Part { name: format!("{FOLDER}/{}", file.name), note, content: Content::LeftOut })?;
                continue;
            }
        };
        let path = format!("{FOLDER}/{}", names.take(&file.name));
        take(Part { name: path.clone(), note, content })?;
        filed.push(Filed { id: file.id, name: file.name.clone(), path, media_type, bytes });
    }
    Ok(filed)
}

/// A path as an address: all but plain letters, digits and a few signs is encoded.
fn address(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

/// The feed while it is written.
struct Feed {
    xml: Xml,
    losses: Losses,
}

/// What an item is, besides its words.
struct Item<'a> {
    id: &'a str,
    title: &'a str,
    updated: Instant,
    published: Option<Instant>,
    /// "entry", "plan" and so on.
    kind: &'a str,
    /// XHTML; empty where there is nothing to say.
    content: &'a str,
    language: Option<&'a str>,
}

impl Feed {
    fn begin(source: Source<'_>, pack: &Pack) -> Result<Self> {
        let mut newest = None;
        for row in &pack.rows {
            newest = newest.max(Some(source.entry(row.id)?.edited_at));
        }
        let newest = newest.unwrap_or_else(|| source.now());
        let id = feed_id(pack);
        let author = pack.letter.as_ref().map(|letter| letter.author.trim()).filter(|author| !author.is_empty());
        let author = author.unwrap_or("The author");
        let title = match pack.letter.as_ref().map(|letter| letter.ask.trim()) {
            Some(ask) if !ask.is_empty() => ask.to_owned(),
            _ => "Journal entries".to_owned(),
        };
        let mut xml = Xml::new();
        xml.open(
            "feed",
            &[
                ("xmlns", "http://www.w3.org/2005/Atom"),
                ("xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
                ("xmlns:leap2", "http://terms.leapspecs.org/"),
                ("xmlns:categories", "http://wiki.leapspecs.org/2A/categories/"),
                ("xmlns:portfolio", &format!("urn:uuid:{id}/")),
            ],
        );
        // Any other text here is a fatal error in Mahara.
        xml.text("leap2:version", &[], "http://www.leapspecs.org/2010-07/2A/");
        xml.text("id", &[], &format!("urn:uuid:{id}"));
        xml.text("title", &[], &title);
        xml.text("updated", &[], &newest.to_string());
        if let Some(said) = letter_said(pack) {
            xml.text("rights", &[], &said);
        }
        if let Some(asked) = letter_asked(pack) {
            xml.text("subtitle", &[], &asked);
        }
        xml.text("generator", &[], GENERATOR);
        xml.open("author", &[]);
        xml.text("name", &[], author);
        xml.text("uri", &[], SELF);
        xml.close();
        let mut feed = Self { xml, losses: Losses::default() };
        let person = Item {
            id: SELF,
            title: author,
            updated: newest,
            published: None,
            kind: "person",
            content: "",
            language: None,
        };
        feed.item(&person, |xml| category(xml, "person_type", "Self"));
        // Readers make a journal with posts of a blog; what is made for a reader is no journal.
        let kind = if pack.letter.is_some() { "Grouping" } else { "Blog" };
        let about = Item {
            id: JOURNAL,
            title: &title,
            updated: newest,
            published: None,
            kind: "selection",
            content: "",
            language: None,
        };
        feed.item(&about, |xml| {
            category(xml, "selection_type", kind);
            for (order, row) in (1u32..).zip(&pack.rows) {
                let order = order.to_string();
                let attributes =
                    [("rel", "leap2:has_part"), ("href", &entry_id(pack, row.id)), ("leap2:display_order", &order)];
                xml.empty("link", &attributes);
            }
        });
        Ok(feed)
    }

    /// One item, with what `more` says of it.
    fn item(&mut self, item: &Item<'_>, more: impl FnOnce(&mut Xml)) {
        let xml = &mut self.xml;
        xml.open("entry", &[]);
        xml.text("title", &[], item.title);
        xml.text("id", &[], item.id);
        xml.text("updated", &[], &item.updated.to_string());
        if let Some(published) = item.published {
            xml.text("published", &[], &published.to_string());
        }
        match item.content {
            "" => xml.empty("content", &[]),
            content => xml.xhtml("content", item.language, content),
        }
        xml.empty("rdf:type", &[("rdf:resource", &format!("leap2:{}", item.kind))]);
        more(xml);
        xml.close();
    }

    fn entry(&mut self, source: Source<'_>, pack: &Pack, entry: &Entry, files: &[Filed]) -> Result<()> {
        let mut content = body(&source.written(entry)?, files);
        content.push_str(&values(source, entry)?);
        content.push_str(&body(&source.came_of(entry, pack)?, files));
        let id = entry_id(pack, entry.id);
        let stages = cycle::stages(source.template(entry)?.as_ref(), &entry.body);
        let has_older = !source.versions(entry, pack)?.is_empty();
        self.losses.of(entry, has_older);
        let title = title_of(entry);
        let item = Item {
            id: &id,
            title: &title,
            updated: entry.edited_at,
            published: told(source, entry.written_at),
            kind: "entry",
            content: &content,
            language: entry.language.as_deref(),
        };
        self.item(&item, |xml| {
            about(xml, pack, entry);
            for stage in stages {
                category(xml, "learning_cycle", stage);
            }
            parts(xml, pack, files);
        });
        Ok(())
    }

    /// Each file is an item of its own, so that readers keep it as a file.
    fn resources(&mut self, pack: &Pack, entry: &Entry, files: &[Filed]) {
        for file in files {
            let item = Item {
                id: &file_id(pack, file),
                title: &file.name,
                updated: entry.edited_at,
                published: None,
                kind: "resource",
                content: "",
                language: None,
            };
            self.item(&item, |xml| {
                category(xml, "resource_type", "Offline");
                let bytes = file.bytes.to_string();
                xml.empty(
                    "link",
                    &[
                        ("rel", "enclosure"),
                        ("href", &address(&file.path)),
                        ("type", &file.media_type),
                        ("length", &bytes),
                    ],
                );
                xml.empty("link", &[("rel", "leap2:is_part_of"), ("href", &entry_id(pack, entry.id))]);
            });
        }
    }

    fn finish(self) -> (String, Losses) {
        (self.xml.finish(), self.losses)
    }
}

/// The licence and the wishes of a letter; none in a copy for oneself.
pub(super) fn letter_said(pack: &Pack) -> Option<String> {
    let letter = pack.letter.as_ref()?;
    let licence = Some(letter.licence.trim().to_owned()).filter(|licence| !licence.is_empty());
    let said: Vec<String> = licence.into_iter().chain(letter.wishes.sentences()).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// The questions of a letter to its reader.
pub(super) fn letter_asked(pack: &Pack) -> Option<String> {
    let asked: Vec<&str> = pack.letter.as_ref()?.questions.iter().map(|asked| asked.text.trim()).collect();
    (!asked.is_empty()).then(|| asked.join(" · "))
}

/// The id of a feed: that of the pack made for somebody, else one that follows from what is in it.
pub(super) fn feed_id(pack: &Pack) -> String {
    match &pack.letter {
        Some(letter) => letter.pack.to_string(),
        None => of_content(pack).to_string(),
    }
}

/// The feed of the same entries in the same state has the same id, whenever it is made.
fn of_content(pack: &Pack) -> Uuid {
    let mut hash = Sha256::new();
    for row in &pack.rows {
        hash.update(format!("{}@{};", pack.piece_id(row.id), row.edited_at));
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

fn entry_id(pack: &Pack, id: crate::id::EntryId) -> String {
    format!("portfolio:entry-{}", pack.piece_id(id))
}

fn file_id(pack: &Pack, file: &Filed) -> String {
    format!("portfolio:file-{}", pack.other_id(file.id.uuid()))
}

fn title_of(entry: &Entry) -> String {
    if entry.title.trim().is_empty() { html::when(&entry.happened) } else { entry.title.clone() }
}

/// A moment, where the reader is told when things were.
fn told(source: Source<'_>, at: Instant) -> Option<Instant> {
    (source.dates() != Dates::None).then_some(at)
}

/// What is said of an entry and of a learning log alike.
fn about(xml: &mut Xml, pack: &Pack, entry: &Entry) {
    xml.empty("link", &[("rel", "leap2:is_part_of"), ("href", JOURNAL)]);
    happened(xml, &entry.happened);
    if !entry.setting.is_empty() {
        xml.text("leap2:spatial", &[], &entry.setting);
    }
    category(xml, "readiness", if entry.readiness == Readiness::Draft { "Unready" } else { "Ready" });
    // What was made for a reader was chosen for that reader, whatever it is otherwise.
    if pack.letter.is_none() {
        category(xml, "audience", if entry.audience == Audience::Private { "Private" } else { "Shareable" });
    }
    if entry.title.trim().is_empty() {
        xml.empty("category", &[("scheme", "urn:loopbook:untitled"), ("term", "yes")]);
    }
    if uuid::Uuid::parse_str(&entry.template).is_err() {
        xml.empty("category", &[("scheme", TEMPLATE), ("term", &entry.template)]);
    }
    for tag in &entry.tags {
        xml.empty("category", &[("term", &term(tag)), ("label", tag)]);
    }
}

fn parts(xml: &mut Xml, pack: &Pack, files: &[Filed]) {
    for (order, file) in (1u32..).zip(files) {
        let order = order.to_string();
        let attributes = [("rel", "leap2:has_part"), ("href", &*file_id(pack, file)), ("leap2:display_order", &*order)];
        xml.empty("link", &attributes);
    }
}

fn category(xml: &mut Xml, scheme: &str, term: &str) {
    xml.empty("category", &[("scheme", &format!("categories:{scheme}#")), ("term", term)]);
}

/// A tag in letters, digits and hyphens; the label says it as it was written.
fn term(tag: &str) -> String {
    let term: String = tag.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let term = term.trim_matches('-').to_owned();
    if term.is_empty() { "tag".into() } else { term }
}

/// Markdown as XHTML; pictures and links to files lead into the package.
pub(super) fn body(markdown: &str, files: &[Filed]) -> String {
    if markdown.trim().is_empty() {
        return String::new();
    }
    let paths: HashMap<AttachmentId, String> = files.iter().map(|file| (file.id, address(&file.path))).collect();
    xml::xhtml(&sanitise::html(markdown, &Pictures::Named, 0), &|found| match attachment(found) {
        Some(id) => paths.get(&id).cloned(),
        None => Some(found.to_owned()),
    })
}

fn values(source: Source<'_>, entry: &Entry) -> Result<String> {
    let values = plain_values(source, entry)?;
    if values.is_empty() {
        return Ok(String::new());
    }
    let line = |(label, value): &(String, String)| format!("<dt>{}</dt><dd>{}</dd>", escaped(label), escaped(value));
    Ok(format!("<dl>{}</dl>", values.iter().map(line).collect::<String>()))
}

/// What was chosen, dated or counted, as a person reads it: labels and values.
pub(super) fn plain_values(source: Source<'_>, entry: &Entry) -> Result<Vec<(String, String)>> {
    Ok(source.values(entry)?.into_iter().map(|value| (value.label, value.value.words())).collect())
}
