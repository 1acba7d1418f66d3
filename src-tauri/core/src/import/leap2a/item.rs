//! One item of a portfolio, or one entry of a feed.

use super::markdown::{self, Written};
use super::tree::{self, Child, Node};
use crate::clock::Instant;
use crate::entries::{Audience, Happened, Precision, Readiness};
use crate::export::leap2a::{LOG, TEMPLATE, xml};
use crate::export::sanitise::is_too_deep;
use crate::id::EntryId;
use crate::templates;
use crate::text;

/// Tags of one entry, and their length.
const TAGS: (usize, usize) = (200, 120);
/// Categories that Leap2A itself defines.
const KNOWN: &[&str] = &[
    "audience",
    "readiness",
    "learning_cycle",
    "swot",
    "person_type",
    "selection_type",
    "resource_type",
    "common_item",
    "priority",
    "check",
    "life_area",
    "language_id_type",
    "meeting_type",
];

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Person,
    Organization,
    Selection,
    Resource,
    Plan,
    /// Entries, activities, meetings, and what we do not know.
    Other,
}

/// A link to another item, or to a file.
#[derive(Debug)]
pub(super) struct Relation {
    /// Without its prefix.
    pub(super) rel: String,
    pub(super) href: String,
    order: u32,
}

#[derive(Debug)]
struct Category {
    scheme: Option<String>,
    term: String,
    label: Option<String>,
}

#[derive(Debug)]
struct Date {
    point: String,
    text: String,
    label: String,
}

/// One item.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) kind: Kind,
    pub(super) links: Vec<Relation>,
    pub(super) spatial: String,
    pub(super) language: Option<String>,
    pub(super) published: Option<Instant>,
    pub(super) updated: Option<Instant>,
    categories: Vec<Category>,
    dates: Vec<Date>,
    status: String,
    content: Written,
    /// The moment a feed gives, as it is written: with its offset.
    posted: String,
}

impl Item {
    pub(super) fn of(node: &Node) -> Self {
        let text = |name: &str| node.atom(name).next().map(plain).unwrap_or_default();
        let kind = node.nodes().find(|node| node.prefix == "rdf" && node.name == "type");
        let kind = kind.and_then(|node| node.attribute("resource")).map(last).unwrap_or_default();
        let mut links: Vec<Relation> = node
            .atom("link")
            .filter_map(|link| {
                Some(Relation {
                    rel: last(link.attribute("rel").unwrap_or("alternate")).to_lowercase(),
                    href: link.attribute("href")?.trim().to_owned(),
                    order: link
                        .attribute("display_order")
                        .and_then(|order| order.trim().parse().ok())
                        .unwrap_or(u32::MAX),
                })
            })
            .collect();
        let content = node.atom("content").next();
        if let Some(src) = content.and_then(|content| content.attribute("src")) {
            links.push(Relation { rel: "enclosure".into(), href: src.trim().to_owned(), order: u32::MAX });
        }
        links.sort_by_key(|link| link.order);
        let mut written = content.map(body).unwrap_or_default();
        if let Some(summary) = node.atom("summary").next().map(body).filter(|summary| !summary.text.is_empty())
            && !written.text.starts_with(summary.text.trim_end())
        {
            written = joined(summary, written);
        }
        let posted = [text("published"), text("updated")].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        Self {
            id: text("id"),
            title: line(&text("title")),
            kind: match kind.to_lowercase().as_str() {
                "person" => Kind::Person,
                "organization" => Kind::Organization,
                "selection" => Kind::Selection,
                "resource" => Kind::Resource,
                "plan" => Kind::Plan,
                _ => Kind::Other,
            },
            links,
            spatial: node.leap("spatial").next().map(|node| line(&node.text())).unwrap_or_default(),
            language: content.and_then(language),
            published: Instant::parse(&text("published")),
            updated: Instant::parse(&text("updated")),
            categories: node.atom("category").filter_map(category).collect(),
            dates: node.leap("date").map(date).collect(),
            status: node.leap("status").next().and_then(|node| node.attribute("stage")).unwrap_or_default().to_owned(),
            content: written,
            posted,
        }
    }

    /// What is written in it; of a plan also its day and how far it is.
    pub(super) fn written(&self) -> Written {
        let mut facts = Vec::new();
        if self.kind == Kind::Plan {
            facts.extend(
                self.dates.iter().filter(|date| date.point == "target").map(|date| format!("Target: {}", date.text)),
            );
        }
        if !self.status.is_empty() {
            facts.push(format!("Status: {}", self.status));
        }
        // A date that is none (“summer 1999”) is still what its writer knew.
        let known = self.dates.iter().filter(|date| date.text.is_empty() && !date.label.is_empty());
        facts.extend(known.map(|date| format!("When: {}", date.label)));
        let content = self.content.clone();
        if facts.is_empty() { content } else { joined(content, markdown::of_text(&facts.join("\n"))) }
    }

    /// Whether it comes in as an entry: what only holds others together does not.
    pub(super) fn is_read(&self) -> bool {
        self.kind != Kind::Selection || self.is_whole_log() || !self.content.text.is_empty()
    }

    /// Files of the package, or addresses on the web.
    pub(super) fn enclosures(&self) -> impl Iterator<Item = &str> {
        self.links.iter().filter(|link| link.rel == "enclosure").map(|link| link.href.as_str())
    }

    fn term(&self, scheme: &str) -> Option<&str> {
        let found = self.categories.iter().find(|category| category.scheme.as_deref() == Some(scheme));
        found.map(|category| category.term.as_str())
    }

    pub(super) fn is_self(&self) -> bool {
        self.term("person_type").is_some_and(|term| term.eq_ignore_ascii_case("self"))
    }

    pub(super) fn is_whole_log(&self) -> bool {
        self.term(LOG) == Some("whole")
    }

    pub(super) fn is_part_of_log(&self) -> bool {
        self.term(LOG).is_some_and(|part| part != "whole")
    }

    pub(super) fn is_untitled(&self) -> bool {
        self.term("urn:loopbook:untitled").is_some()
    }

    /// The id of an entry that this program wrote.
    pub(super) fn own_id(&self) -> Option<EntryId> {
        self.id.strip_prefix("portfolio:entry-")?.parse().ok()
    }

    pub(super) fn readiness(&self) -> Readiness {
        match self.term("readiness") {
            Some(term) if term.eq_ignore_ascii_case("unready") => Readiness::Draft,
            _ => Readiness::Ready,
        }
    }

    /// Private, unless it says that it may be shared.
    pub(super) fn audience(&self) -> Audience {
        match self.term("audience") {
            Some(term) if term.eq_ignore_ascii_case("shareable") => Audience::Shareable,
            _ => Audience::Private,
        }
    }

    /// A template that comes with the program; a learning log needs more than its text.
    pub(super) fn template(&self) -> Option<String> {
        self.term(TEMPLATE).filter(|id| *id != templates::LOG && templates::builtin(id).is_some()).map(str::to_owned)
    }

    pub(super) fn tags(&self) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        let is_tag = |category: &&Category| {
            category
                .scheme
                .as_deref()
                .is_none_or(|scheme| !KNOWN.contains(&scheme) && !scheme.starts_with("urn:loopbook:"))
        };
        for category in self.categories.iter().filter(is_tag) {
            let name = line(category.label.as_deref().unwrap_or(&category.term));
            let name: String = name.trim_start_matches('#').chars().take(TAGS.1).collect();
            if !name.is_empty() && !tags.contains(&name) && tags.len() < TAGS.0 {
                tags.push(name);
            }
        }
        tags
    }

    /// When it happened: when it began. `posted`: a feed that says nothing of it tells when it was posted.
    pub(super) fn happened(&self, posted: bool) -> Option<Happened> {
        let start = self
            .dates
            .iter()
            .find(|date| date.point == "start")
            .or_else(|| self.dates.iter().find(|date| date.point == "end").filter(|_| self.kind != Kind::Plan));
        let read = |text: &str| Happened::parse(text, None).and_then(|happened| happened.checked().ok());
        let known = start.and_then(|date| {
            // A time without its offset stands beside its day.
            let exact = read(&date.label).filter(|exact| {
                exact.precision == Precision::Exact && !date.text.is_empty() && date.label.starts_with(&date.text)
            });
            exact.or_else(|| read(&date.text))
        });
        known.or_else(|| read(&self.posted).filter(|_| posted))
    }
}

/// One after the other.
fn joined(first: Written, second: Written) -> Written {
    if first.text.is_empty() || second.text.is_empty() {
        return if first.text.is_empty() { second } else { first };
    }
    let start = first.text.len() + 1;
    let moved = second.addresses.into_iter().map(|(at, was)| (at.start + start..at.end + start, was));
    Written {
        addresses: first.addresses.into_iter().chain(moved).collect(),
        text: format!("{}\n{}", first.text, second.text),
    }
}

/// One line without spaces at its ends.
pub(super) fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).collect()
}

/// The last part of a name, whether it is written with a prefix or as an address.
fn last(name: &str) -> &str {
    name.trim().trim_end_matches(['#', '/']).rsplit(['#', '/', ':']).next().unwrap_or_default()
}

fn category(node: &Node) -> Option<Category> {
    let term = node.attribute("term")?.trim().to_owned();
    let scheme = node.attribute("scheme").map(str::trim).filter(|scheme| !scheme.is_empty());
    let scheme = scheme.map(|scheme| match scheme.starts_with("urn:loopbook:") {
        true => scheme.to_owned(),
        false => last(scheme).to_lowercase(),
    });
    let label = node.attribute("label").filter(|label| !label.trim().is_empty()).map(str::to_owned);
    Some(Category { scheme, term, label })
}

fn date(node: &Node) -> Date {
    Date {
        point: node.attribute("point").map(last).unwrap_or_default().to_lowercase(),
        // A stray quotation mark was seen in the format's own example.
        text: node.text().trim().trim_matches('"').to_owned(),
        label: node.attribute("label").unwrap_or_default().trim().to_owned(),
    }
}

fn language(content: &Node) -> Option<String> {
    let said = content.nodes().find_map(|node| node.attribute("lang")).or_else(|| content.attribute("lang"))?;
    let fits = (2..=8).contains(&said.len()) && said.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    fits.then(|| said.to_ascii_lowercase())
}

/// The words of a text construct, whatever it is written in.
fn plain(node: &Node) -> String {
    match node.attribute("type") {
        Some("html") => text::plain(&body(node).text).trim().to_owned(),
        _ => node.text().trim().to_owned(),
    }
}

/// A text construct of Atom as Markdown.
fn body(node: &Node) -> Written {
    match node.attribute("type").unwrap_or("text") {
        "xhtml" => markdown::of(node),
        "html" | "text/html" => of_html(&node.text()),
        // Some write markup without saying so.
        _ if node.children.iter().any(|child| matches!(child, Child::Node(_))) => markdown::of(node),
        _ => markdown::of_text(&node.text()),
    }
}

/// HTML as it was escaped into a feed: cleaned first, so that it is read as any sound page.
fn of_html(html: &str) -> Written {
    if is_too_deep(html) {
        return markdown::of_text(html);
    }
    let clean = ammonia::clean(html);
    let xhtml = xml::xhtml(&clean, &|address| Some(address.to_owned()));
    match tree::read(&format!("<div>{xhtml}</div>")) {
        Ok(node) => markdown::of(&node),
        Err(_) => markdown::of_text(&clean),
    }
}
