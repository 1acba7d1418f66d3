//! W3C Web Annotations (Recommendation of 23 February 2017), read as what strangers send: size, depth and count are
//! bounded, every rule of the model that we rely on is checked, and what does not keep it is refused with the reason.

use serde_json::{Map, Value};

use crate::clock::Instant;
use crate::error::{Error, Result};

/// What a `@context` must name.
pub const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// Bytes of a file.
const BYTES: usize = 8 * 1024 * 1024;
/// Objects in objects.
const DEPTH: usize = 24;
/// Annotations in a file.
pub const COUNT: usize = 5_000;

type Object = Map<String, Value>;
type Checked = std::result::Result<(), String>;

/// Reads and checks a file: an annotation, a page of them, or a collection.
///
/// # Errors
/// `TooBig`; `BadInput` with the rule that it breaks.
pub fn read(bytes: &[u8]) -> Result<Value> {
    if bytes.len() > BYTES {
        return Err(Error::TooBig("this file is too large to be a response: there is room for 8 MB".into()));
    }
    let value = parse(bytes)?;
    if depth(&value) > DEPTH {
        return Err(Error::bad("this file is nested deeper than any response"));
    }
    check(&value).map_err(|why| Error::bad(format!("this is no response that can be read: {why}")))?;
    Ok(value)
}

/// JSON, also where it stands in a message with words around it, or where the message broke its lines.
fn parse(bytes: &[u8]) -> Result<Value> {
    let not_one = || Error::bad("this is no response: it is not written in JSON, or was damaged on its way");
    let text = std::str::from_utf8(bytes).map_err(|_| not_one())?;
    if let Ok(value) = serde_json::from_str(text) {
        return Ok(value);
    }
    let inside =
        text.find('{').zip(text.rfind('}')).and_then(|(start, end)| text.get(start..=end)).ok_or_else(not_one)?;
    serde_json::from_str(inside).or_else(|_| serde_json::from_str(&joined(inside))).map_err(|_| not_one())
}

/// A line that a message broke within quotes is one line again; signs of quotation before a line go.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    for (index, line) in text.lines().enumerate() {
        let line = if index == 0 { line } else { line.trim_start_matches(['>', ' ']) };
        if index > 0 {
            out.push(if quoted { ' ' } else { '\n' });
        }
        let line = if quoted { line.trim() } else { line };
        for c in line.chars() {
            match c {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                _ => {}
            }
            out.push(c);
        }
    }
    out
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

/// Whether a document keeps the rules.
fn check(value: &Value) -> Checked {
    let object = value.as_object().ok_or("it is not an object")?;
    let named = |value: &Value| value.as_str() == Some(CONTEXT);
    match object.get("@context") {
        Some(context) if named(context) => {}
        Some(Value::Array(list)) if list.iter().any(named) => {}
        _ => return Err("it does not say that it is a Web Annotation".into()),
    }
    if has_type(object, "AnnotationCollection") {
        collection(object)
    } else if has_type(object, "AnnotationPage") {
        page(object)
    } else {
        annotation(object)
    }
}

fn collection(object: &Object) -> Checked {
    one_iri(object, "id")?;
    about(object)?;
    match object.get("first") {
        None | Some(Value::String(_)) => iris(object, "first"),
        Some(Value::Object(first)) if has_type(first, "AnnotationPage") => page(first),
        Some(_) => Err("its first page is none".into()),
    }
}

fn page(object: &Object) -> Checked {
    one_iri(object, "id")?;
    let items = object.get("items").and_then(Value::as_array).ok_or("a page holds no list")?;
    if items.len() > COUNT {
        return Err(format!("it holds more than {COUNT} comments"));
    }
    items.iter().try_for_each(|item| annotation(item.as_object().ok_or("what is listed is not an annotation")?))
}

fn annotation(object: &Object) -> Checked {
    one_iri(object, "id")?;
    if !has_type(object, "Annotation") {
        return Err("it is not of the type Annotation".into());
    }
    about(object)?;
    match (object.get("body"), object.get("bodyValue")) {
        (Some(_), Some(_)) => return Err("it has both a body and a bodyValue".into()),
        (None, Some(value)) if !value.is_string() => return Err("its bodyValue is not one text".into()),
        _ => {}
    }
    if let Some(body) = object.get("body") {
        each(body, resource)?;
    }
    match object.get("target") {
        None => Err("it has no target".into()),
        Some(Value::Array(targets)) if targets.is_empty() => Err("it has no target".into()),
        Some(target) => each(target, resource),
    }
}

/// Who made it, when, and what may be done with it: alike for annotations, bodies and collections.
fn about(object: &Object) -> Checked {
    for name in ["creator", "generator"] {
        if let Some(agent) = object.get(name) {
            each(agent, |agent| match agent {
                Value::String(iri) if is_iri(iri) => Ok(()),
                Value::Object(_) => Ok(()),
                _ => Err(format!("its {name} is neither an address nor described")),
            })?;
        }
    }
    for name in ["created", "modified", "generated"] {
        match object.get(name) {
            None => {}
            Some(Value::String(time)) if Instant::parse(time).is_some() => {}
            Some(_) => return Err(format!("“{name}” is not one point in time")),
        }
    }
    for name in ["rights", "via"] {
        iris(object, name)?;
    }
    if object.contains_key("canonical") {
        one_iri(object, "canonical")?;
    }
    Ok(())
}

/// A body or a target: an address, a text, a part of something, or several of these.
fn resource(value: &Value) -> Checked {
    let object = match value {
        Value::String(iri) if is_iri(iri) => return Ok(()),
        Value::Object(object) => object,
        _ => return Err("a body or target is neither an address nor described".into()),
    };
    if object.contains_key("id") {
        one_iri(object, "id")?;
    }
    about(object)?;
    for name in ["format", "language"] {
        if let Some(values) = object.get(name) {
            each(values, |one| one.as_str().map(|_| ()).ok_or_else(|| format!("“{name}” is not a text")))?;
        }
    }
    if object.get("processingLanguage").is_some_and(|one| !one.is_string()) {
        return Err("it has more than one language to be processed in".into());
    }
    if object.get("textDirection").is_some_and(|one| !matches!(one.as_str(), Some("ltr" | "rtl" | "auto"))) {
        return Err("its direction of text is none".into());
    }
    let several = ["Choice", "List", "Composite", "Independents"].iter().filter(|name| has_type(object, name)).count();
    match (several, object.get("items")) {
        (0, None) => {}
        (1, Some(Value::Array(items))) if !items.is_empty() => return items.iter().try_for_each(resource),
        _ => return Err("it cannot be told how its parts belong together".into()),
    }
    if has_type(object, "TextualBody") {
        return match object.get("value") {
            Some(Value::String(_)) => Ok(()),
            _ => Err("a text has not exactly one value".into()),
        };
    }
    if has_type(object, "SpecificResource") || object.contains_key("source") {
        match object.get("source") {
            Some(source @ (Value::String(_) | Value::Object(_))) => resource(source)?,
            _ => return Err("a part of something does not say of what".into()),
        }
        return object.get("selector").map_or(Ok(()), |selectors| each(selectors, selector));
    }
    if object.contains_key("id") || object.get("value").is_some_and(Value::is_string) {
        return Ok(());
    }
    Err("a body or target says nothing".into())
}

fn selector(value: &Value) -> Checked {
    let object = match value {
        Value::String(iri) if is_iri(iri) => return Ok(()),
        Value::Object(object) => object,
        _ => return Err("a selector is neither an address nor described".into()),
    };
    let text = |name: &str, wanted: bool| match object.get(name) {
        Some(Value::String(_)) => Ok(()),
        None if !wanted => Ok(()),
        _ => Err(format!("a selector has not exactly one “{name}”")),
    };
    if has_type(object, "TextQuoteSelector") {
        text("exact", true)?;
        text("prefix", false)?;
        text("suffix", false)?;
    } else if has_type(object, "TextPositionSelector") || has_type(object, "DataPositionSelector") {
        let number = |name: &str| object.get(name).and_then(Value::as_u64);
        if number("start").zip(number("end")).is_none_or(|(start, end)| start > end) {
            return Err("a selector’s start and end are no places".into());
        }
    } else if has_type(object, "FragmentSelector") {
        text("value", true)?;
    } else if has_type(object, "RangeSelector") {
        for name in ["startSelector", "endSelector"] {
            selector(object.get(name).ok_or("a range lacks one of its ends")?)?;
        }
    } else {
        text("value", false)?;
    }
    object.get("refinedBy").map_or(Ok(()), |selectors| each(selectors, selector))
}

/// One, or each of several.
fn each(value: &Value, check: impl Fn(&Value) -> Checked) -> Checked {
    match value {
        Value::Array(values) => values.iter().try_for_each(check),
        one => check(one),
    }
}

fn iris(object: &Object, name: &str) -> Checked {
    let Some(value) = object.get(name) else { return Ok(()) };
    each(value, |one| match one {
        Value::String(iri) if is_iri(iri) => Ok(()),
        _ => Err(format!("“{name}” is not an address")),
    })
}

fn one_iri(object: &Object, name: &str) -> Checked {
    match object.get(name) {
        Some(Value::String(iri)) if is_iri(iri) => Ok(()),
        _ => Err(format!("“{name}” is not exactly one address")),
    }
}

/// An address with its scheme, as far as one can tell without knowing every scheme.
fn is_iri(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
            && !rest.is_empty()
    }) && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
}

pub(super) fn has_type(object: &Object, name: &str) -> bool {
    match object.get("type") {
        Some(Value::String(one)) => one == name,
        Some(Value::Array(list)) => list.iter().any(|one| one.as_str() == Some(name)),
        _ => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::review::tests::data;

    fn files(folder: &str) -> Option<Vec<(String, Vec<u8>)>> {
        let folder = data(&format!("web-annotation/{folder}"))?;
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
            .collect();
        files.sort();
        Some(files)
    }

    #[test]
    fn the_samples_of_the_w3c_are_accepted_and_refused_as_they_are_labelled() {
        let (Some(correct), Some(incorrect)) = (files("correct"), files("incorrect")) else { return };
        assert_eq!((correct.len(), incorrect.len()), (45, 39));
        for (name, bytes) in correct {
            read(&bytes).unwrap_or_else(|why| panic!("{name}: {why}"));
        }
        for (name, bytes) in incorrect {
            assert!(read(&bytes).is_err(), "{name} was accepted");
        }
    }

    /// Most of the incorrect samples are no JSON and have two ids besides what their label says: here each has its one
    /// fault alone.
    #[test]
    fn each_fault_that_a_label_names_is_refused_for_itself() {
        let Some(incorrect) = files("incorrect") else { return };
        let mut seen = 0;
        for (name, bytes) in incorrect {
            let text = String::from_utf8(bytes).unwrap().replace("langauage", "language");
            let mended: String = text.split(",\n}").collect::<Vec<_>>().join("\n}").replace(",\n  }", "\n  }");
            let Ok(mut value) = serde_json::from_str::<Value>(&mended) else { continue };
            if value["label"] != "multiple identifiers" && value["id"].is_array() {
                value["id"] = json!("http://example.org/anno1");
            }
            assert!(check(&value).is_err(), "{name}: {}", value["label"]);
            seen += 1;
        }
        assert!(seen >= 37, "{seen}");
    }

    #[test]
    fn what_is_too_large_too_deep_or_no_text_is_refused_and_nothing_overflows() {
        assert!(matches!(read(&vec![b' '; BYTES + 1]), Err(Error::TooBig(_))));
        for hostile in [
            "[".repeat(100_000),
            format!("{{\"a\":{}1{}}}", "[".repeat(100), "]".repeat(100)),
            "\u{0}".into(),
            "null".into(),
            "\"x\"".into(),
            "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\"}".into(),
        ] {
            assert!(read(hostile.as_bytes()).is_err());
        }
        assert!(read(b"\xff\xfe{").is_err());
    }

    #[test]
    fn a_response_is_read_out_of_a_message_that_broke_its_lines() {
        let whole = json!({
            "@context": CONTEXT, "id": "urn:uuid:1", "type": "Annotation", "target": "urn:uuid:2",
            "bodyValue": "I would doubt this if \"nobody\" waited."
        });
        let text = serde_json::to_string_pretty(&whole).unwrap();
        let broken = text.replace("doubt this", "doubt\nthis").replace('\n', "\n> ");
        let message = format!("Dear Mira,\n\nhere it is:\n> {broken}\n\nBest, J.");
        assert_eq!(read(message.as_bytes()).unwrap(), whole);
    }
}
