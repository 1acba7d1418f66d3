//! Annotations on their way out: the answers an author sends back, and the response to a pack that was read here.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Kind, Quote};
use crate::clock::Instant;
use crate::id::{PackId, PieceId};

/// An annotation to be written.
pub(super) struct Note<'n> {
    pub id: Uuid,
    pub kind: Kind,
    pub text: &'n str,
    pub on: On<'n>,
    pub quote: Option<&'n Quote>,
    pub made_at: Option<Instant>,
    pub edited_at: Option<Instant>,
}

/// What it is about.
pub(super) enum On<'n> {
    Whole,
    Piece(PieceId),
    Question(&'n str),
    /// Another annotation, with its words where they may be said, so that a reader who kept nothing knows what is meant.
    Comment(Uuid, &'n str),
}

/// A file of them.
pub(super) fn collection(
    pack: PackId,
    id: Uuid,
    label: &str,
    by: &str,
    at: Instant,
    is_reply: bool,
    notes: &[Note<'_>],
) -> String {
    let scope = urn(pack.uuid());
    let items: Vec<Value> = notes.iter().map(|note| annotation(note, &scope, by)).collect();
    let mut whole = json!({
        "@context": [super::annotation::CONTEXT, { "lb": "urn:loopbook:" }],
        "id": urn(id),
        "type": "AnnotationCollection",
        "label": label,
        "created": at,
        "lb:pack": scope,
        "lb:version": 1,
        "total": items.len(),
        "first": { "id": format!("{}#1", urn(id)), "type": "AnnotationPage", "startIndex": 0, "items": items },
    });
    if is_reply {
        whole["lb:reply"] = Value::Bool(true);
    }
    if !by.is_empty() {
        whole["creator"] = json!({ "type": "Person", "name": by });
    }
    format!("{whole:#}\n")
}

fn annotation(note: &Note<'_>, scope: &str, by: &str) -> Value {
    let mut target = match &note.on {
        On::Whole => json!({ "source": scope }),
        On::Piece(piece) => json!({ "source": urn(piece.uuid()) }),
        On::Question(key) => json!({ "source": format!("{scope}#question={}", escaped(key)) }),
        On::Comment(id, _) => json!({ "source": urn(*id) }),
    };
    target["scope"] = json!(scope);
    if let Some(quote) = note.quote {
        let mut selectors = vec![
            json!({ "type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix }),
        ];
        if let (Some(start), Some(end)) = (quote.start, quote.end) {
            selectors.push(json!({ "type": "TextPositionSelector", "start": start, "end": end }));
        }
        target["selector"] = json!(selectors);
    }
    let mut item = json!({
        "id": urn(note.id),
        "type": "Annotation",
        "motivation": motivation(note.kind),
        "body": [
            { "type": "TextualBody", "value": note.text, "format": "text/plain" },
            { "type": "TextualBody", "purpose": "tagging", "value": note.kind.word() },
        ],
        "target": target,
    });
    if let Some(at) = note.made_at {
        item["created"] = json!(at);
    }
    if let Some(at) = note.edited_at.filter(|at| Some(*at) != note.made_at) {
        item["modified"] = json!(at);
    }
    if let On::Comment(_, words) = note.on
        && !words.is_empty()
    {
        item["lb:about"] = json!(words);
    }
    if !by.is_empty() {
        item["creator"] = json!({ "type": "Person", "name": by });
    }
    item
}

fn motivation(kind: Kind) -> &'static str {
    match kind {
        Kind::Warm | Kind::Remark => "commenting",
        Kind::Cool | Kind::Challenge => "assessing",
        Kind::Question => "questioning",
        Kind::Suggestion => "editing",
        Kind::Answer => "replying",
    }
}

fn urn(id: Uuid) -> String {
    format!("urn:uuid:{id}")
}

/// A word in an address, as a browser's `encodeURIComponent` writes it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
