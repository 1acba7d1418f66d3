//! Tags of HTML within Markdown.

use std::ops::Range;

use crate::redact::Form;

/// Bytes that a tag or a link's target may take; what is longer is text.
pub(super) const REACH: usize = 8_192;

/// Every other element of HTML. What looks like a tag and is none of these holds words: pages leave it out and join what
/// stands around it, but a text file tells it as it was written.
pub(super) const ELEMENTS: &[&str] = &[
    "acronym",
    "address",
    "area",
    "article",
    "aside",
    "audio",
    "base",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "img",
    "input",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "marquee",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "pre",
    "progress",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "source",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "ul",
    "video",
];

pub(super) struct Tag {
    pub(super) name: String,
    pub(super) closes: bool,
    pub(super) end: usize,
    /// Its name with the attributes behind it that have no value: may be somebody's name.
    pub(super) words: Range<usize>,
    pub(super) attributes: Vec<(Range<usize>, Form)>,
}

impl Tag {
    pub(super) fn read(text: &str, at: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let limit = bytes.len().min(at + REACH);
        let get = |at: usize| if at < limit { bytes.get(at).copied() } else { None };
        let closes = get(at + 1) == Some(b'/');
        let begin = at + 1 + usize::from(closes);
        let mut next = begin;
        while get(next).is_some_and(|b| b.is_ascii_alphanumeric() || (b == b'-' && next > begin)) {
            next += 1;
        }
        let name = text.get(begin..next).filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
        let mut attributes: Vec<(Range<usize>, Form)> = Vec::new();
        let mut words = begin..next;
        loop {
            let spaced = get(next).is_some_and(|b| b.is_ascii_whitespace());
            while get(next).is_some_and(|b| b.is_ascii_whitespace()) {
                next += 1;
            }
            match get(next)? {
                b'>' => break,
                b'/' if get(next + 1) == Some(b'>') => {
                    next += 1;
                    break;
                }
                b if spaced && (b.is_ascii_alphabetic() || matches!(b, b'_' | b':')) => {
                    let named = next;
                    while get(next).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'.' | b'-'))
                    {
                        next += 1;
                    }
                    let attribute = text.get(named..next)?.to_ascii_lowercase();
                    if get(next) != Some(b'=') {
                        // Without a value it may be no attribute but a word.
                        if attributes.is_empty() {
                            words.end = next;
                        } else {
                            attributes.push((named..next, Form::Plain));
                        }
                        continue;
                    }
                    let quote = get(next + 1)?;
                    let (from, to) = if matches!(quote, b'"' | b'\'') {
                        let length = bytes.get(next + 2..limit)?.iter().position(|b| *b == quote)?;
                        (next + 2, next + 2 + length)
                    } else {
                        let ends =
                            |b: &u8| b.is_ascii_whitespace() || matches!(b, b'>' | b'<' | b'"' | b'\'' | b'`' | b'=');
                        let length = bytes.get(next + 1..limit)?.iter().position(ends)?;
                        (next + 1, next + 1 + length)
                    };
                    text.get(from..to)?;
                    next = to + usize::from(from == to || matches!(quote, b'"' | b'\''));
                    let form = if matches!(
                        attribute.as_str(),
                        "src" | "href" | "cite" | "action" | "data" | "poster" | "srcset"
                    ) {
                        Form::Address
                    } else {
                        Form::Plain
                    };
                    attributes.push((from..to, form));
                }
                _ => return None,
            }
        }
        Some(Self { name: name.to_ascii_lowercase(), closes, end: next + 1, words, attributes })
    }
}
