//! XML that is well-formed whatever is put in it: every text is escaped, every element that opens closes.

use std::fmt::Write as _;

/// A document while it is written.
pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
}

/// The name and the value of an attribute.
pub(super) type Attribute<'a> = (&'a str, &'a str);

impl Xml {
    pub(super) fn new() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".into(), open: Vec::new() }
    }

    fn tag(&mut self, name: &str, attributes: &[Attribute<'_>], end: &str) {
        self.out.push_str(&"  ".repeat(self.open.len().min(8)));
        self.out.push('<');
        self.out.push_str(name);
        for (attribute, value) in attributes {
            // Writing to a text never fails.
            let _ = write!(self.out, " {attribute}=\"{}\"", escaped(value));
        }
        self.out.push_str(end);
    }

    pub(super) fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.tag(name, attributes, ">\n");
        self.open.push(name);
    }

    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str(&"  ".repeat(self.open.len().min(8)));
            let _ = writeln!(self.out, "</{name}>");
        }
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.tag(name, attributes, "/>\n");
    }

    pub(super) fn text(&mut self, name: &str, attributes: &[Attribute<'_>], text: &str) {
        self.tag(name, attributes, ">");
        let _ = writeln!(self.out, "{}</{name}>", escaped(text));
    }

    /// Content as XHTML: the namespace is declared on the div itself, as readers of Leap2A look for it.
    pub(super) fn xhtml(&mut self, name: &str, language: Option<&str>, xhtml: &str) {
        let lang = language.map(|language| format!(" xml:lang=\"{}\"", escaped(language))).unwrap_or_default();
        self.tag(name, &[("type", "xhtml")], ">");
        let _ = writeln!(self.out, "<div xmlns=\"http://www.w3.org/1999/xhtml\"{lang}>{xhtml}</div></{name}>");
    }

    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }
}

/// Text as XML 1.0 takes it: without the signs that it has no way to write.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars().filter(|c| is_xml(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A reader would make a line feed of it.
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
    out
}

fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Elements of HTML that hold nothing.
const VOID: [&str; 5] = ["br", "hr", "img", "col", "wbr"];

/// HTML as the sanitiser wrote it, as XHTML: what it left open is closed, what holds nothing says so. `address` gives each
/// link and picture its address in the package; without one a link is its words, a picture its description.
pub(crate) fn xhtml(html: &str, address: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    // Each open tag, and whether it was written.
    let mut open: Vec<(&str, bool)> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&text(&rest[..at]));
        rest = &rest[at + 1..];
        let (closes, after) = rest.strip_prefix('/').map_or((false, rest), |after| (true, after));
        let end = after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        let (attributes, after) = attributes(after);
        rest = after;
        if name.is_empty() {
            continue;
        }
        if closes {
            // What stands open within it ends with it; an end without a beginning is none.
            if let Some(at) = open.iter().rposition(|(open, _)| *open == name) {
                for (name, written) in open.split_off(at).into_iter().rev() {
                    if written {
                        out.push_str(&format!("</{name}>"));
                    }
                }
            }
            continue;
        }
        let mut tag = format!("<{name}");
        let mut is_written = true;
        for (attribute, value) in &attributes {
            let value = match *attribute {
                "src" | "href" => match address(&unescaped(value)) {
                    Some(address) => escaped(&address),
                    None => {
                        is_written = false;
                        continue;
                    }
                },
                "align" | "charoff" | "char" | "rel" => continue,
                _ => text(value),
            };
            tag.push_str(&format!(" {attribute}=\"{value}\""));
        }
        let has = |wanted: &str| attributes.iter().any(|(name, _)| *name == wanted);
        if name == "img" {
            let alt = attributes.iter().find(|(name, _)| *name == "alt").map(|(_, value)| *value).unwrap_or_default();
            if is_written && has("src") {
                let alt = if has("alt") { "" } else { " alt=\"\"" };
                out.push_str(&format!("{tag}{alt}/>"));
            } else {
                out.push_str(&text(alt));
            }
        } else if VOID.contains(&name) {
            out.push_str(&format!("{tag}/>"));
        } else {
            if is_written {
                out.push_str(&format!("{tag}>"));
            }
            open.push((name, is_written));
        }
    }
    out.push_str(&text(rest));
    for (name, written) in open.into_iter().rev() {
        if written {
            out.push_str(&format!("</{name}>"));
        }
    }
    out
}

/// The attributes of a tag, each in double quotes, and what stands behind the tag.
fn attributes(tag: &str) -> (Vec<(&str, &str)>, &str) {
    let mut found = Vec::new();
    let mut rest = tag;
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('>') {
            return (found, after);
        }
        let parts = rest.split_once("=\"").and_then(|(name, after)| Some((name, after.split_once('"')?)));
        match parts {
            Some((name, (value, after)))
                if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') =>
            {
                found.push((name, value));
                rest = after;
            }
            // Not as the sanitiser writes them: none of it is taken.
            _ => return (found, rest.split_once('>').map_or("", |(_, after)| after)),
        }
    }
}

/// Escaped text of HTML as escaped text of XML: all it knows by name but four is the hard space.
fn text(html: &str) -> String {
    escaped(&unescaped(html))
}

fn unescaped(html: &str) -> String {
    html.replace("&nbsp;", "\u{a0}")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::*;
    use crate::export::sanitise::{self, Pictures};

    /// Whether a strict reader takes it, and the text in it.
    fn read(xml: &str) -> Result<String, String> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = true;
        let mut text = String::new();
        let mut depth = 0i32;
        loop {
            match reader.read_event().map_err(|error| error.to_string())? {
                Event::Start(tag) => {
                    for attribute in tag.attributes() {
                        attribute.map_err(|error| error.to_string())?;
                    }
                    depth += 1;
                }
                Event::End(_) => depth -= 1,
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::Eof => break,
                _ => {}
            }
        }
        if depth == 0 { Ok(text) } else { Err("something stays open".into()) }
    }

    #[test]
    fn what_the_sanitiser_wrote_becomes_xhtml() {
        let html = sanitise::html("a\u{a0}b *c*\n\n![d](x.png)\n\n- [ ] e\n\n<br>one<p>two", &Pictures::Named, 0);
        let xml = xhtml(&html, &|_| None);
        assert!(xml.contains("a\u{a0}b <em>c</em>") && xml.contains("<br/>") && !xml.contains("nbsp"), "{xml}");
        read(&format!("<div>{xml}</div>")).unwrap();
    }

    proptest! {
        #[test]
        fn any_text_becomes_well_formed_xml(markdown in "(<[a-z/]{1,6}( [a-z]+=\"?[^\"<]{0,5}\"?)?>?|[\\x00-\\x7f]{0,5}|&[a-z]{2,5};|[\u{fffe}é日\u{202e}]|!\\[a\\]\\(attachment:b\\)){0,20}") {
            let html = sanitise::html(&markdown, &Pictures::Named, 0);
            let inner = xhtml(&html, &|address| Some(format!("files/{address}\"<&")));
            prop_assert!(read(&format!("<div>{inner}</div>")).is_ok(), "{markdown:?} {inner}");
            // Also of what the sanitiser never wrote.
            let raw = xhtml(&markdown, &|_| None);
            prop_assert!(read(&format!("<div>{raw}</div>")).is_ok(), "{markdown:?} {raw}");
            let mut xml = Xml::new();
            xml.open("feed", &[("a", &markdown)]);
            xml.text("title", &[], &markdown);
            prop_assert!(read(&xml.finish()).is_ok());
        }
    }
}
