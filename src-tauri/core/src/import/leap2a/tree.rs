//! XML as a tree, read within limits: no document type is followed, no entity of its own means anything, nothing is
//! fetched, and what is too deep, too long or too much is refused.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::error::{Error, Result};

/// Elements within elements.
const DEPTH: usize = 200;
/// Elements of one file.
const NODES: usize = 1_000_000;
/// Attributes of one element.
const ATTRIBUTES: usize = 100;

/// An element.
#[derive(Debug, Default)]
pub(in crate::import) struct Node {
    /// What stands before the colon; empty where there is none.
    pub(in crate::import) prefix: String,
    /// Its name without the prefix, in lower case.
    pub(in crate::import) name: String,
    attributes: Vec<(String, String)>,
    pub(in crate::import) children: Vec<Child>,
}

/// What stands in an element.
#[derive(Debug)]
pub(in crate::import) enum Child {
    Node(Node),
    Text(String),
}

impl Node {
    /// An attribute by its name, whatever its prefix.
    pub(in crate::import) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own.rsplit(':').next() == Some(name));
        found.map(|(_, value)| value.as_str())
    }

    pub(in crate::import) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// An element of Atom among its children.
    pub(in crate::import) fn atom<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.nodes().filter(move |node| node.name == name && matches!(node.prefix.as_str(), "" | "atom" | "a"))
    }

    /// An element of Leap2A among its children, by whatever generation's prefix.
    pub(in crate::import) fn leap<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.nodes().filter(move |node| node.name == name && node.prefix.starts_with("leap"))
    }

    /// All text in it, its elements aside.
    pub(in crate::import) fn text(&self) -> String {
        let mut out = String::new();
        self.gather(&mut out);
        out
    }

    fn gather(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(text),
                Child::Node(node) => node.gather(out),
            }
        }
    }

    fn push_text(&mut self, text: &str) {
        match self.children.last_mut() {
            Some(Child::Text(last)) => last.push_str(text),
            _ => self.children.push(Child::Text(text.to_owned())),
        }
    }
}

/// Reads a file into its first element.
///
/// # Errors
/// `BadInput` or `TooBig` with a sentence where it is not well-formed, or is built to be a burden.
pub(in crate::import) fn read(xml: &str) -> Result<Node> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    // Files in the wild leave something open now and then; what stands open at the end ends there.
    reader.config_mut().check_end_names = false;
    let mut open: Vec<Node> = vec![Node::default()];
    let mut count = 0usize;
    loop {
        let event = reader.read_event().map_err(|error| {
            let before = usize::try_from(reader.error_position()).unwrap_or(usize::MAX).min(xml.len());
            let line = xml.as_bytes()[..before].iter().filter(|byte| **byte == b'\n').count() + 1;
            Error::bad(format!("it is not well-formed XML (line {line}): {error}"))
        })?;
        match event {
            Event::Start(tag) => {
                if open.len() > DEPTH {
                    return Err(Error::TooBig("its elements are nested too deeply".into()));
                }
                open.push(node(&tag, &mut count)?);
            }
            Event::Empty(tag) => {
                let node = node(&tag, &mut count)?;
                if let Some(outer) = open.last_mut() {
                    outer.children.push(Child::Node(node));
                }
            }
            Event::End(tag) => {
                let name = local(tag.name().as_ref());
                // An end that nothing began is none.
                if let Some(at) = open.iter().skip(1).rposition(|node| node.name == name) {
                    close(&mut open, at + 1);
                }
            }
            Event::Text(text) => push(&mut open, &text.xml10_content()),
            Event::CData(text) => push(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let known = match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    _ => named(reference.xml10_content().as_ref()).map(str::to_owned),
                };
                push(&mut open, &known.unwrap_or_default());
            }
            // Neither a document type nor an instruction is followed.
            Event::DocType(_) | Event::PI(_) | Event::Decl(_) | Event::Comment(_) => {}
            Event::Eof => break,
        }
    }
    close(&mut open, 1);
    let root = open.pop().and_then(|document| {
        document.children.into_iter().find_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    });
    root.ok_or_else(|| Error::bad("there is no XML in it"))
}

/// Ends every element from this place on.
fn close(open: &mut Vec<Node>, at: usize) {
    while open.len() > at.max(1) {
        let Some(node) = open.pop() else { break };
        if let Some(outer) = open.last_mut() {
            outer.children.push(Child::Node(node));
        }
    }
}

fn push(open: &mut [Node], text: &str) {
    if let Some(node) = open.last_mut() {
        node.push_text(text);
    }
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_lowercase()
}

fn node(tag: &BytesStart<'_>, count: &mut usize) -> Result<Node> {
    *count += 1;
    if *count > NODES {
        return Err(Error::TooBig("it has more elements than any portfolio".into()));
    }
    let name = tag.name().as_ref().to_owned();
    let mut attributes = Vec::new();
    // One that cannot be read is passed over; the others count.
    for attribute in tag.attributes().with_checks(false).flatten().take(ATTRIBUTES) {
        let value = unescaped(&attribute.value);
        attributes.push((attribute.key.as_ref().to_owned(), value));
    }
    let prefix = name.rsplit_once(':').map(|(prefix, _)| prefix.to_lowercase()).unwrap_or_default();
    Ok(Node { prefix, name: local(&name), attributes, children: Vec::new() })
}

/// The text of an attribute: entities of XML and of HTML's commonest, and numbers; anything else means nothing.
fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let Some((name, behind)) = after.split_once(';').filter(|(name, _)| name.len() <= 10) else {
            out.push('&');
            rest = after;
            continue;
        };
        let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        });
        match (number.and_then(char::from_u32), named(name)) {
            (Some(c), _) => out.push(c),
            (None, Some(text)) => out.push_str(text),
            (None, None) => {}
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn named(entity: &str) -> Option<&'static str> {
    Some(match entity {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{a0}",
        "ndash" => "–",
        "mdash" => "—",
        "lsquo" => "‘",
        "rsquo" => "’",
        "ldquo" => "“",
        "rdquo" => "”",
        "hellip" => "…",
        "eacute" => "é",
        "egrave" => "è",
        "agrave" => "à",
        "auml" => "ä",
        "ouml" => "ö",
        "uuml" => "ü",
        "szlig" => "ß",
        "ccedil" => "ç",
        "ntilde" => "ñ",
        _ => return None,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn entities_of_a_document_type_mean_nothing_and_nothing_grows() {
        let lol = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]><feed t=\"&b;&amp;\">&b;&x;&amp;&#233;</feed>";
        let node = read(lol).unwrap();
        assert_eq!((node.text().as_str(), node.attribute("t")), ("&é", Some("&")));
    }

    #[test]
    fn what_is_too_deep_is_refused_and_what_stays_open_ends() {
        assert!(matches!(read(&"<a>".repeat(DEPTH + 2)), Err(Error::TooBig(_))));
        let node = read("<feed><entry><title>x</title><b></entry></feed>").unwrap();
        assert_eq!(node.nodes().next().unwrap().text(), "x");
        assert!(read("").is_err() && read("no xml").is_err());
    }

    proptest! {
        #[test]
        fn no_file_makes_it_panic(xml in "(<[a-z:/!]{0,6}( [a-z:]+=\"?[&#x0-9a-z;]{0,6}\"?)?/?>?|[ -~é]{0,6}|<!\\[CDATA\\[|\\]\\]>|&[a-z#0-9]{0,9};){0,30}") {
            let _ = read(&xml);
        }
    }
}
