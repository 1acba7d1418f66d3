//! A response: what a reader's file says, once it is known to be a sound Web Annotation. Everything in it was written by
//! someone else: texts are bounded and stay texts, ids are made ours.

use std::fmt;

use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::annotation::{self, has_type};
use super::{Kind, Quote};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::{PackId, PieceId};

/// Characters of one comment.
const TEXT: usize = 20_000;
/// Characters of a name.
const NAME: usize = 200;
/// Characters of a passage.
const PASSAGE: usize = 100_000;

/// A reader's file, or an author's answer to one.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Tells it from other responses; the same file has the same.
    pub id: Uuid,
    /// What it answers.
    pub pack: PackId,
    /// By what name the reader signed; may be empty.
    pub name: String,
    /// When it was saved.
    pub made_at: Option<Instant>,
    /// The author's answers to a response, not a response.
    pub is_reply: bool,
    /// What it says, in the order of the file.
    pub items: Vec<Item>,
    /// Comments in it that cannot be read; they are passed over.
    pub unread: usize,
}

/// One comment or answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its own identity.
    pub id: Uuid,
    /// What it is about.
    pub about: About,
    /// Warm, cool and so on.
    pub kind: Kind,
    /// What was written.
    pub text: String,
    /// The passage; none where it is about all of it.
    pub quote: Option<Quote>,
    /// By what name it was signed; may be empty.
    pub name: String,
    /// When it was written.
    pub made_at: Option<Instant>,
}

/// What a comment is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The whole pack.
    Whole,
    /// A piece of it.
    Piece(PieceId),
    /// A question of the author.
    Question(String),
    /// Another comment.
    Comment(Uuid),
}

impl Response {
    /// Reads a file.
    ///
    /// # Errors
    /// `TooBig`; `BadInput` where it is no sound Web Annotation, or answers nothing, or answers two packs.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let value = annotation::read(bytes)?;
        let found: Vec<&Value> = items_of(&value);
        let named = value.get("lb:pack").and_then(Value::as_str);
        let scopes = found.iter().filter_map(|item| target(item)?.get("scope")?.as_str());
        let mut packs: Vec<PackId> = named.into_iter().chain(scopes).filter_map(uuid_of).map(PackId::of).collect();
        packs.dedup();
        let [pack] = packs[..] else {
            return Err(Error::bad(match packs.len() {
                0 => "this is a Web Annotation, but no response to a pack of this journal",
                _ => "this file answers more than one pack; a response answers one",
            }));
        };
        let name = name_of(&value);
        // One bad comment is not the end of the others.
        let (items, unread): (Vec<_>, Vec<_>) =
            found.iter().map(|item| Item::read(item, pack, &name)).partition(Result::is_ok);
        let items = items.into_iter().collect::<Result<Vec<_>>>()?;
        let left_out = unread.len();
        if items.is_empty() {
            let why = unread.into_iter().find_map(Result::err);
            return Err(why.unwrap_or_else(|| Error::bad("there is nothing in this response yet")));
        }
        Ok(Self {
            id: value.get("id").and_then(Value::as_str).map(own_id).unwrap_or_default(),
            pack,
            name,
            made_at: moment(&value, "created"),
            is_reply: value.get("lb:reply") == Some(&Value::Bool(true)),
            items,
            unread: left_out,
        })
    }
}

/// Every annotation of a document.
fn items_of(value: &Value) -> Vec<&Value> {
    let page = value.get("first").unwrap_or(value);
    match page.get("items").and_then(Value::as_array) {
        Some(items) => items.iter().collect(),
        None if value.as_object().is_some_and(|object| has_type(object, "Annotation")) => vec![value],
        None => Vec::new(),
    }
}

impl Item {
    fn read(value: &Value, pack: PackId, by: &str) -> Result<Self> {
        let target = target(value);
        let address = |one: &'_ Value| one.as_str().or_else(|| one.get("id")?.as_str()).map(str::to_owned);
        let source = target.and_then(|target| address(target.get("source").unwrap_or(target)));
        let id = value.get("id").and_then(Value::as_str).map(own_id).unwrap_or_default();
        let about = about(source.as_deref().unwrap_or_default(), pack, value)?;
        let own = name_of(value);
        Ok(Self {
            id,
            kind: kind(value, &about),
            about,
            text: within(text_of(value).trim(), TEXT)?,
            quote: target.and_then(|target| quote(target).transpose()).transpose()?,
            name: if own.is_empty() { by.to_owned() } else { own },
            made_at: moment(value, "created"),
        })
    }
}

/// The first target that is described; else the first, which is an address.
fn target(item: &Value) -> Option<&Value> {
    match item.get("target")? {
        Value::Array(targets) => targets.iter().find(|target| target.is_object()).or_else(|| targets.first()),
        target => Some(target),
    }
}

fn about(source: &str, pack: PackId, item: &Value) -> Result<About> {
    let (address, question) = match source.split_once("#question=") {
        Some((address, key)) => (address, Some(decoded(key))),
        None => (source, None),
    };
    let id = uuid_of(address).ok_or_else(|| Error::bad("a comment does not say what it is about"))?;
    Ok(match question {
        Some(key) => About::Question(within(&key, NAME)?),
        None if id == pack.uuid() => About::Whole,
        // An answer to a comment names that comment; all else names a piece.
        None if motivations(item).any(|motivation| motivation == "replying") => About::Comment(id),
        None => About::Piece(PieceId::of(id)),
    })
}

fn motivations(item: &Value) -> impl Iterator<Item = &str> {
    let found: Vec<&str> = match item.get("motivation") {
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        Some(one) => one.as_str().into_iter().collect(),
        None => Vec::new(),
    };
    found.into_iter()
}

/// By its tag; where other programs set none, by what moved the reader.
fn kind(item: &Value, about: &About) -> Kind {
    if matches!(about, About::Question(_) | About::Comment(_)) {
        return Kind::Answer;
    }
    let tag = bodies(item)
        .filter(|body| body.get("purpose").and_then(Value::as_str) == Some("tagging"))
        .find_map(|body| Kind::from_word(body.get("value")?.as_str()?));
    tag.unwrap_or_else(|| {
        motivations(item)
            .find_map(|motivation| match motivation {
                "questioning" => Some(Kind::Question),
                "assessing" | "reviewing" => Some(Kind::Cool),
                "editing" => Some(Kind::Suggestion),
                _ => None,
            })
            .unwrap_or(Kind::Remark)
    })
}

fn bodies(item: &Value) -> impl Iterator<Item = &Value> {
    match item.get("body") {
        Some(Value::Array(bodies)) => bodies.iter().collect::<Vec<_>>(),
        Some(body) => vec![body],
        None => Vec::new(),
    }
    .into_iter()
}

fn text_of(item: &Value) -> &str {
    bodies(item)
        .filter(|body| body.get("purpose").and_then(Value::as_str) != Some("tagging"))
        .find_map(|body| body.get("value")?.as_str())
        .or_else(|| item.get("bodyValue")?.as_str())
        .unwrap_or_default()
}

fn quote(target: &Value) -> Result<Option<Quote>> {
    let selectors: Vec<&Value> = match target.get("selector") {
        Some(Value::Array(selectors)) => selectors.iter().collect(),
        Some(selector) => vec![selector],
        None => Vec::new(),
    };
    let of = |name: &str| selectors.iter().find(|one| one.as_object().is_some_and(|object| has_type(object, name)));
    let Some(found) = of("TextQuoteSelector") else { return Ok(None) };
    let text = |name: &str| found.get(name).and_then(Value::as_str).unwrap_or_default();
    let place = |name: &str| of("TextPositionSelector")?.get(name)?.as_u64().and_then(|at| usize::try_from(at).ok());
    Ok(Some(Quote {
        exact: within(text("exact"), PASSAGE)?,
        // Other programs give more around a passage than is needed to find it: what is nearest to it stays.
        prefix: within(&last(text("prefix")), NAME)?,
        suffix: within(&text("suffix").chars().take(NAME).collect::<String>(), NAME)?,
        start: place("start"),
        end: place("end"),
    }))
}

fn last(text: &str) -> String {
    text.chars().skip(text.chars().count().saturating_sub(NAME)).collect()
}

/// Of a person, a name to be shown: one line, without the signs that turn the direction of what stands around it.
fn name_of(value: &Value) -> String {
    let agent = match value.get("creator") {
        Some(Value::Array(several)) => several.first(),
        one => one,
    };
    let name = agent.and_then(|agent| agent.get("name")).and_then(Value::as_str).unwrap_or_default();
    name.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| is_harmless(*c)).take(NAME).collect()
}

fn is_harmless(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

fn moment(value: &Value, name: &str) -> Option<Instant> {
    value.get(name).and_then(Value::as_str).and_then(Instant::parse)
}

fn within(text: &str, limit: usize) -> Result<String> {
    if text.chars().count() > limit {
        return Err(Error::TooBig("a comment in this file is longer than any comment; nothing was taken in".into()));
    }
    Ok(text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect())
}

fn uuid_of(iri: &str) -> Option<Uuid> {
    Uuid::parse_str(iri.strip_prefix("urn:uuid:")?).ok()
}

/// The id of something of ours as it is; of anything else one that always comes out the same.
fn own_id(iri: &str) -> Uuid {
    uuid_of(iri).unwrap_or_else(|| {
        let hash = Sha256::digest(iri.as_bytes());
        let mut half = [0; 16];
        half.copy_from_slice(&hash[..16]);
        uuid::Builder::from_custom_bytes(half).into_uuid()
    })
}

/// Percent signs of an address undone.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.filter(|_| *first == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("the whole"),
            Self::Piece(piece) => write!(f, "{piece}"),
            Self::Question(key) => f.write_str(key),
            Self::Comment(id) => write!(f, "{id}"),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use serde_json::json;

    use super::*;

    const PACK: &str = "0190a1b2-0000-7000-8000-00000000000a";
    const PIECE: &str = "0190a1b2-0000-8000-8000-00000000000b";

    fn collection(items: Value) -> Value {
        json!({
            "@context": [annotation::CONTEXT, {"lb": "urn:loopbook:"}], "id": "urn:uuid:0190a1b2-0000-4000-8000-000000000001",
            "type": "AnnotationCollection", "lb:pack": format!("urn:uuid:{PACK}"), "created": "2026-11-22T09:00:00Z",
            "creator": {"type": "Person", "name": "  Col\u{202e}league\n B "},
            "first": {"id": "urn:x:1", "type": "AnnotationPage", "items": items}
        })
    }

    fn read(value: &Value) -> Result<Response> {
        Response::read(value.to_string().as_bytes())
    }

    #[test]
    fn comments_answers_and_remarks_on_the_whole_are_told_apart() {
        let response = read(&collection(json!([
            {"id": "urn:uuid:0190a1b2-0000-4000-8000-000000000002", "type": "Annotation", "motivation": "assessing",
             "body": [{"type": "TextualBody", "value": " Another reading. "}, {"type": "TextualBody", "purpose": "tagging", "value": "challenge"}],
             "target": {"source": format!("urn:uuid:{PIECE}"), "selector": [
                {"type": "TextQuoteSelector", "exact": "I lose the class", "prefix": "p", "suffix": "s"},
                {"type": "TextPositionSelector", "start": 3, "end": 19}]}},
            {"id": "http://example.org/2", "type": "Annotation", "motivation": "replying", "bodyValue": "No.",
             "target": {"source": format!("urn:uuid:{PACK}#question=q%201"), "scope": format!("urn:uuid:{PACK}")}},
            {"id": "http://example.org/3", "type": "Annotation", "motivation": "commenting", "bodyValue": "Fine",
             "target": {"source": format!("urn:uuid:{PACK}")}},
        ])))
        .unwrap();
        assert_eq!((response.name.as_str(), response.items.len()), ("Colleague B", 3));
        let kinds: Vec<Kind> = response.items.iter().map(|item| item.kind).collect();
        assert_eq!(kinds, [Kind::Challenge, Kind::Answer, Kind::Remark]);
        let quote = response.items[0].quote.clone().unwrap();
        assert_eq!((quote.exact.as_str(), quote.start, quote.end), ("I lose the class", Some(3), Some(19)));
        assert_eq!(response.items[1].about, About::Question("q 1".into()));
        assert_eq!(response.items[2].about, About::Whole);
        assert_eq!(response.items[0].text, "Another reading.");
    }

    #[test]
    fn a_response_to_nothing_to_two_packs_or_without_words_is_refused() {
        let mut nothing = collection(json!([{"id": "urn:x:2", "type": "Annotation", "target": "http://example.org/"}]));
        nothing.as_object_mut().unwrap().remove("lb:pack");
        assert!(read(&nothing).unwrap_err().to_string().contains("no response to a pack"));
        let other = json!([{"id": "urn:x:2", "type": "Annotation", "bodyValue": "x",
            "target": {"source": format!("urn:uuid:{PIECE}"), "scope": format!("urn:uuid:{PIECE}")}}]);
        assert!(read(&collection(other)).unwrap_err().to_string().contains("more than one pack"));
        assert!(read(&collection(json!([]))).unwrap_err().to_string().contains("nothing in this response"));
        let long = json!([{"id": "urn:x:2", "type": "Annotation", "bodyValue": "x".repeat(TEXT + 1),
            "target": {"source": format!("urn:uuid:{PACK}")}}]);
        assert!(matches!(read(&collection(long)), Err(Error::TooBig(_))));
    }

    #[test]
    fn one_comment_on_a_plain_address_with_much_around_it_or_too_long_does_not_lose_the_others() {
        let around = "x ".repeat(NAME);
        let response = read(&collection(json!([
            {"id": "urn:x:2", "type": "Annotation", "bodyValue": "plain", "target": format!("urn:uuid:{PIECE}")},
            {"id": "urn:x:3", "type": "Annotation", "bodyValue": "by id", "target": {"id": format!("urn:uuid:{PACK}")}},
            {"id": "urn:x:4", "type": "Annotation", "bodyValue": "around", "target": {"source": format!("urn:uuid:{PIECE}"),
                "selector": {"type": "TextQuoteSelector", "exact": "p", "prefix": format!("{around}END"), "suffix": format!("START{around}")}}},
            {"id": "urn:x:5", "type": "Annotation", "bodyValue": "elsewhere", "target": "http://example.org/"},
            {"id": "urn:x:6", "type": "Annotation", "bodyValue": "x".repeat(TEXT + 1), "target": format!("urn:uuid:{PIECE}")},
        ])))
        .unwrap();
        let texts: Vec<&str> = response.items.iter().map(|item| item.text.as_str()).collect();
        assert_eq!((texts, response.unread), (vec!["plain", "by id", "around"], 2));
        assert_eq!(response.items[0].about, About::Piece(PieceId::of(Uuid::parse_str(PIECE).unwrap())));
        assert_eq!(response.items[1].about, About::Whole);
        let quote = response.items[2].quote.clone().unwrap();
        assert!(quote.prefix.ends_with("END") && quote.suffix.starts_with("START"));
    }

    #[test]
    fn ids_of_other_programs_come_out_the_same_each_time() {
        assert_eq!(own_id("http://example.org/1"), own_id("http://example.org/1"));
        assert_ne!(own_id("http://example.org/1"), own_id("http://example.org/2"));
    }
}
