//! Leap2A, the format of e-portfolios, and plain Atom: a zip, a folder or one XML file, read leniently. All four
//! generations of its namespaces are one here: names are matched by what stands behind their prefix. Items become entries;
//! what only holds others together (blogs, groupings without a text) does not, people stay out, files come along with the
//! items they belong to.

mod item;
mod markdown;
pub(super) mod tree;

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::{Found, Importer, Link, Parsed, PlannedFile, Problem, Source, SourceFile, links};
use crate::entries::Happened;
use crate::error::{Error, Result};
use crate::export::leap2a::GENERATOR;
use item::{Item, Kind};
use tree::Node;

/// Bytes of the feed.
const LIMIT: u64 = 128 * 1024 * 1024;
/// Names under which programs put the feed into a zip.
const NAMES: [&str; 3] = ["leap2a.xml", "leap2.xml", "leap.xml"];
/// Items of one feed.
const ITEMS: usize = 100_000;

/// The format.
pub struct Leap2a;

impl Importer for Leap2a {
    fn id(&self) -> &'static str {
        "leap2a"
    }

    fn name(&self) -> &'static str {
        "Leap2A or Atom"
    }

    fn owns(&self, source: &Source) -> bool {
        feed_file(source).is_some()
    }

    fn read(&self, source: &Source) -> Result<Parsed> {
        let Some(file) = feed_file(source) else { return Ok(Parsed::default()) };
        let shown = source.shown();
        let said = |error| match error {
            Error::BadInput(why) | Error::TooBig(why) => Error::bad(format!("{} in “{shown}”: {why}", file.own_name())),
            other => other,
        };
        let text = source.bytes(&file, LIMIT).and_then(decoded).map_err(said)?;
        let feed = tree::read(&text).map_err(said)?;
        if feed.name != "feed" {
            return Err(Error::bad(format!("{} in “{shown}” is no portfolio and no feed", file.own_name())));
        }
        Ok(Reading::of(source, &file, &feed).parsed())
    }
}

/// The feed: under one of its names at the top or in the one folder that some programs pack a zip into, or the one file
/// that was picked.
fn feed_file(source: &Source) -> Option<SourceFile> {
    let depth = |file: &SourceFile| file.name.matches('/').count();
    for name in NAMES {
        let mut known = source.files().iter().filter(|file| depth(file) <= 1 && file.own_name().to_lowercase() == name);
        if let Some(file) = known.next() {
            return Some(file.clone());
        }
    }
    let [file] = source.files() else { return None };
    let is_feed = || {
        let start = source.start(file, 4_096).unwrap_or_default();
        let start = String::from_utf8_lossy(&start);
        start.contains("<feed") || start.contains(":feed")
    };
    (matches!(file.ending().as_str(), "xml" | "atom") && is_feed()).then(|| file.clone())
}

/// UTF-8, UTF-16 by its mark, or Latin as old programs declare it.
fn decoded(bytes: Vec<u8>) -> Result<String> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).to_lowercase();
    if ["iso-8859-1", "iso-8859-15", "windows-1252", "latin1"].iter().any(|name| start.contains(&format!("\"{name}\"")))
    {
        return Ok(bytes.into_iter().map(char::from).collect());
    }
    super::markdown::decoded(bytes)
}

/// A feed while it is read.
struct Reading<'s> {
    source: &'s Source,
    /// The folder that addresses start from.
    folder: &'s str,
    path: &'s str,
    feed: String,
    /// Written by this program.
    own: bool,
    items: Vec<Item>,
    by_id: HashMap<String, usize>,
    /// The items that are files of another.
    owned: HashSet<usize>,
    /// Of each item, the items that are its files, in their order.
    files: HashMap<usize, Vec<usize>>,
    problems: Vec<Problem>,
}

impl<'s> Reading<'s> {
    fn of(source: &'s Source, file: &'s SourceFile, feed: &Node) -> Self {
        let text = |name: &str| feed.atom(name).next().map(|node| node.text().trim().to_owned()).unwrap_or_default();
        let items: Vec<Item> = feed.atom("entry").take(ITEMS).map(Item::of).collect();
        let mut by_id = HashMap::new();
        for (at, item) in items.iter().enumerate().filter(|(_, item)| !item.id.is_empty()) {
            by_id.entry(item.id.clone()).or_insert(at);
        }
        let mut reading = Self {
            source,
            folder: file.folder(),
            path: &file.name,
            feed: text("id"),
            own: text("generator") == GENERATOR,
            items,
            by_id,
            owned: HashSet::new(),
            files: HashMap::new(),
            problems: Vec::new(),
        };
        reading.find_owners();
        reading
    }

    fn find_owners(&mut self) {
        let is_file = |item: &Item| item.kind == Kind::Resource && item.enclosures().next().is_some();
        for (at, item) in self.items.iter().enumerate() {
            for link in &item.links {
                let Some(&other) = self.by_id.get(&link.href).filter(|other| **other != at) else { continue };
                let (owner, file) = match link.rel.as_str() {
                    "has_part" | "has_evidence" | "related" | "enclosure" | "supported_by" => (at, other),
                    "is_part_of" | "is_evidence_of" | "supports" => (other, at),
                    _ => continue,
                };
                // A blog holds its posts together, not their files.
                if is_file(&self.items[file]) && self.items[owner].is_read() {
                    self.owned.insert(file);
                    self.files.entry(owner).or_default().push(file);
                }
            }
        }
    }

    fn parsed(mut self) -> Parsed {
        let mut entries = Vec::new();
        let mut people = 0usize;
        for at in 0..self.items.len() {
            let item = &self.items[at];
            match item.kind {
                Kind::Person if item.is_self() => continue,
                Kind::Person | Kind::Organization => {
                    people += 1;
                    continue;
                }
                _ => {}
            }
            // Its words stand in the learning log it is a part of; a file comes with what it belongs to.
            if item.is_part_of_log() || !item.is_read() || self.owned.contains(&at) {
                continue;
            }
            entries.push(self.found(at));
        }
        if people > 0 {
            let what = if people == 1 {
                "1 person or organisation".to_owned()
            } else {
                format!("{people} people and organisations")
            };
            self.problems.push(Problem::new(
                self.path,
                format!("{what} in it did not come in: portfolios tell of them, entries do not"),
            ));
        }
        Parsed { entries, problems: self.problems, ..Parsed::default() }
    }

    fn found(&mut self, at: usize) -> Found {
        let mut body = self.items[at].written();
        for part in self.parts_of_log(at) {
            let part = &self.items[part];
            let more = part.written();
            if !more.text.is_empty() {
                let heading =
                    format!("{}## {}\n\n", if body.text.is_empty() { "" } else { "\n" }, item::line(&part.title));
                let start = body.text.len() + heading.len();
                body.text.push_str(&heading);
                body.text.push_str(&more.text);
                let moved = more.addresses.into_iter().map(|(at, was)| (at.start + start..at.end + start, was));
                body.addresses.extend(moved);
            }
        }
        let item = &self.items[at];
        let place = format!("{}, “{}”", self.path, crate::text::excerpt(&item.title, 60));
        let mut found = Found::new(self.key(item), &place, body.text);
        if let (true, Some(id)) = (self.own, item.own_id()) {
            found.entry.id = id;
        }
        found.entry.title = if item.is_untitled() { String::new() } else { item.title.chars().take(500).collect() };
        found.entry.happened = item.happened(!self.own).unwrap_or_else(Happened::unknown);
        found.entry.setting = item.spatial.chars().take(500).collect();
        found.entry.tags = item.tags();
        found.entry.readiness = item.readiness();
        found.entry.audience = item.audience();
        if let Some(template) = item.template() {
            found.entry.template = template;
        }
        found.entry.language = item.language.clone();
        found.written_at = item.published;
        found.edited_at = item.updated;
        found.detect_language();
        let enclosed: Vec<String> = item.enclosures().map(str::to_owned).collect();
        let mut files: Vec<(String, String)> = enclosed.into_iter().map(|href| (href, String::new())).collect();
        for &file in self.files.get(&at).into_iter().flatten() {
            let resource = &self.items[file];
            files.extend(resource.enclosures().map(|href| (href.to_owned(), resource.title.clone())));
        }
        files.sort();
        files.dedup();
        let mut missing = HashSet::new();
        for (href, title) in files {
            self.attach(&mut found, &href, &title, &mut missing);
        }
        for (range, was) in body.addresses {
            self.link(&mut found, range, &was, &mut missing);
        }
        for name in missing {
            let name = crate::text::excerpt(&name, 80);
            self.problems.push(Problem::new(&place, format!("the file “{name}” is not in the package")));
        }
        found
    }

    /// The parts of a learning log that this program wrote, in their order.
    fn parts_of_log(&self, at: usize) -> Vec<usize> {
        let item = &self.items[at];
        if !(self.own && item.is_whole_log()) {
            return Vec::new();
        }
        let parts =
            item.links.iter().filter(|link| link.rel == "has_part").filter_map(|link| self.by_id.get(&link.href));
        parts.copied().filter(|part| self.items[*part].is_part_of_log()).collect()
    }

    /// An id of an address counts wherever it stands; any other only within its feed.
    fn key(&self, item: &Item) -> String {
        let is_global =
            self.own && item.own_id().is_some() || item.id.starts_with("urn:uuid:") || item.id.starts_with("http");
        let feed = if is_global { "" } else { &self.feed };
        let own = if item.id.is_empty() { format!("{}\n{}", item.title, item.written().text) } else { item.id.clone() };
        let hash = Sha256::digest(format!("{feed}\n{own}"));
        format!("leap2a:{}", hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
    }

    /// The file that an address of the package leads to. Only what the package lists can be found.
    fn file(&self, address: &str) -> Option<SourceFile> {
        let address = match self.by_id.get(address) {
            Some(&item) => self.items[item].enclosures().next()?,
            None => address,
        };
        let path = links::path(self.folder, address)?;
        self.source.find(&path)
    }

    fn attach(&self, found: &mut Found, href: &str, title: &str, missing: &mut HashSet<String>) -> Option<usize> {
        let Some(file) = self.file(href) else {
            if !is_elsewhere(href) {
                missing.insert(href.to_owned());
            }
            return None;
        };
        if let Some(known) = found.files.iter().position(|planned| planned.file.name == file.name) {
            return Some(known);
        }
        let name = if title.contains('.') { title.to_owned() } else { file.own_name().to_owned() };
        found.files.push(PlannedFile { file, name, kept: None });
        Some(found.files.len() - 1)
    }

    fn link(&self, found: &mut Found, range: std::ops::Range<usize>, was: &str, missing: &mut HashSet<String>) {
        if is_elsewhere(was) {
            return;
        }
        if let Some(file) = self.attach(found, was, "", missing) {
            found.links.push(Link { at: range, file, before: String::new(), after: String::new() });
        }
    }
}

/// On the web, in mail, in the page itself, or another item: no file of the package.
fn is_elsewhere(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_lowercase());
    address.starts_with('#')
        || address.starts_with("//")
        || scheme.is_some_and(|scheme| {
            matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel" | "ftp" | "data" | "portfolio" | "urn")
        })
}
