//! Markdown to HTML: the one way, for the screen, for paper and for what leaves. Whatever stands in a text (raw HTML from
//! an import, a link made to harm), what comes out runs nothing and loads nothing.
//!
//! The text is parsed, a few nodes are replaced by plain ones (task boxes by their signs, pictures from the web by words),
//! and everything then passes ammonia: an allow-list of tags and attributes, on HTML that was parsed and is written anew.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use ammonia::{Builder, UrlRelative};
use comrak::nodes::{AstNode, Node, NodeCodeBlock, NodeLink, NodeList, NodeValue};
use comrak::{Arena, parse_document};

use crate::id::AttachmentId;
use crate::text;

/// How a text names one of its entry's files.
const ATTACHMENT: &str = "attachment:";
/// Tags within tags. No one writes a tenth of it, and the time to read HTML grows with the square of it.
const DEPTH: usize = 300;
/// Signs of an entity in one text. Beginnings of entities that never end (`&lt&lt&lt…`) are read in the square of their number:
/// 25,000 of them took seconds, found by `torture prove corpus`.
const ENTITIES: usize = 5_000;
/// Bytes of HTML by somebody else that are read as HTML.
const FOREIGN: usize = 16_000_000;
/// What a link may point at.
const SCHEMES: [&str; 3] = ["https:", "http:", "mailto:"];

/// Where the pictures of a text come from.
#[derive(Clone, Debug)]
pub enum Pictures {
    /// They stay `attachment:ID`; the window turns that into the address of its own door.
    Named,
    /// Only these are shown, from the `data:` address given for each; every other is replaced by words.
    Held(Arc<HashMap<AttachmentId, String>>),
}

impl Pictures {
    fn source(&self, url: &str) -> Option<String> {
        let id = attachment(url)?;
        match self {
            Self::Named => Some(format!("{ATTACHMENT}{id}")),
            Self::Held(held) => held.get(&id).cloned(),
        }
    }
}

/// The file that an address in a text names.
pub(super) fn attachment(url: &str) -> Option<AttachmentId> {
    url.strip_prefix(ATTACHMENT)?.parse().ok()
}

/// A text as sanitised HTML. Within a page its headings begin below the `deeper` levels of the page's own, and leave none
/// out; by itself (0) they keep the levels they were given. Texts above [`text::RICH_LIMIT`], or nested beyond all sense, are shown as they are written.
pub fn html(markdown: &str, pictures: &Pictures, deeper: u8) -> String {
    if markdown.len() > text::RICH_LIMIT || markdown.matches('&').nth(ENTITIES).is_some() {
        return as_written(markdown);
    }
    let arena = Arena::new();
    let mut options = text::options();
    // Raw HTML is kept here so that ammonia can keep what is harmless in it; nothing reaches a reader before that.
    options.render.r#unsafe = true;
    let root = parse_document(&arena, markdown, &options);
    for node in root.descendants().collect::<Vec<_>>() {
        replace(&arena, node, pictures);
    }
    if deeper > 0 {
        below(root, deeper);
    }
    let mut raw = String::with_capacity(markdown.len() * 2);
    match comrak::format_html(root, &options, &mut raw) {
        Ok(()) if !is_deeper(&raw, DEPTH) => {
            clean(&without_ways_back(&raw), pictures).unwrap_or_else(|| as_written(markdown))
        }
        _ => as_written(markdown),
    }
}

/// HTML that somebody else's program wrote, made as harmless as our own. `picture:N` in it names the Nth of `pictures`; of
/// those, as many are shown as there are bytes `left`.
pub(crate) fn foreign(html: &str, pictures: &[Option<super::pictures::Picture>], left: &mut usize) -> String {
    use base64::Engine as _;
    const NAMED: &str = "\"picture:";
    if html.len() > FOREIGN {
        return as_written(html);
    }
    let mut named = String::with_capacity(html.len());
    let mut held: HashMap<AttachmentId, String> = HashMap::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(NAMED) {
        named.push_str(before);
        rest = after;
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = after[..digits].parse::<usize>().ok().filter(|_| after[digits..].starts_with('"'));
        let picture = number.and_then(|number| Some((number, pictures.get(number)?.as_ref()?)));
        match picture.filter(|(_, picture)| picture.bytes.len() <= *left) {
            Some((number, picture)) => {
                *left -= picture.bytes.len();
                let id = AttachmentId::of(uuid::Uuid::from_u128(number as u128 + 1));
                named.push_str(&format!("\"{ATTACHMENT}{id}"));
                rest = &after[digits..];
                held.entry(id).or_insert_with(|| {
                    let bytes = base64::engine::general_purpose::STANDARD.encode(&picture.bytes);
                    format!("data:{};base64,{bytes}", picture.media_type)
                });
            }
            None => named.push_str(NAMED),
        }
    }
    named.push_str(rest);
    if is_deeper(&named, DEPTH) {
        return as_written(&named);
    }
    clean(&named, &Pictures::Held(Arc::new(held))).unwrap_or_else(|| as_written(&named))
}

/// Text as text: nothing in it is markup.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No HTML reader takes these; the replacement sign says that something was there.
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

fn as_written(markdown: &str) -> String {
    format!("<pre>{}</pre>", escaped(markdown))
}

/// Gives the headings levels below `deeper`, keeping which stands below which. One within a quote or a list stands below
/// that of its part, and none below it.
fn below(root: Node<'_>, deeper: u8) {
    let mut above: Vec<u8> = Vec::new();
    for node in root.descendants().collect::<Vec<_>>() {
        let NodeValue::Heading(mut heading) = node.data().value.clone() else { continue };
        let is_part = node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::Document));
        if is_part && node.first_child().is_some() {
            while above.last().is_some_and(|last| *last >= heading.level) {
                above.pop();
            }
            above.push(heading.level);
        }
        let depth = above.len() + usize::from(!is_part || above.is_empty());
        heading.level = deeper.saturating_add(u8::try_from(depth).unwrap_or(6)).min(6);
        node.data_mut().value = NodeValue::Heading(heading);
    }
}

fn replace<'a>(arena: &'a Arena<'a>, node: Node<'a>, pictures: &Pictures) {
    let value = node.data().value.clone();
    match value {
        NodeValue::TaskItem(task) => {
            let list = match node.parent().map(|parent| parent.data().value.clone()) {
                Some(NodeValue::List(list)) => list,
                _ => NodeList::default(),
            };
            node.data_mut().value = NodeValue::Item(list);
            let sign = new(arena, NodeValue::Text(if task.symbol.is_some() { "☑ " } else { "☐ " }.into()));
            match node.first_child() {
                Some(first) if matches!(first.data().value, NodeValue::Paragraph) => first.prepend(sign),
                _ => {
                    let paragraph = new(arena, NodeValue::Paragraph);
                    paragraph.append(sign);
                    node.prepend(paragraph);
                }
            }
        }
        // Part of the text, so part of what is read; a heading of `key: value` lines is shown as it is written.
        NodeValue::FrontMatter(matter) => {
            let literal = format!("{}\n", matter.trim());
            node.data_mut().value =
                NodeValue::CodeBlock(Box::new(NodeCodeBlock { literal, ..NodeCodeBlock::default() }));
        }
        NodeValue::Image(image) if pictures.source(&image.url).is_none() => in_words(arena, node, &image),
        _ => {}
    }
}

/// A picture that is not shown: its description stays, and from the web a link to it, which loads nothing by itself.
fn in_words<'a>(arena: &'a Arena<'a>, node: Node<'a>, image: &NodeLink) {
    let from_web = SCHEMES[..2].iter().any(|scheme| begins_with(&image.url, scheme));
    let linked = node.ancestors().skip(1).any(|outer| matches!(outer.data().value, NodeValue::Link(_)));
    let words = match (from_web, node.first_child().is_some()) {
        (true, true) => "Picture on the web, not loaded: ",
        (true, false) => "Picture on the web, not loaded",
        (false, true) => "Picture, not included: ",
        (false, false) => "Picture, not included",
    };
    node.prepend(new(arena, NodeValue::Text(words.into())));
    node.data_mut().value =
        if from_web && !linked { NodeValue::Link(Box::new(image.clone())) } else { NodeValue::Emph };
}

fn new<'a>(arena: &'a Arena<'a>, value: NodeValue) -> Node<'a> {
    arena.alloc(AstNode::from(value))
}

/// Whether a link in what leaves may point there.
pub(super) fn may_point_at(url: &str) -> bool {
    SCHEMES.iter().any(|scheme| begins_with(url, scheme))
}

fn begins_with(url: &str, scheme: &str) -> bool {
    url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

/// Drops the arrows from a footnote back to its place: links within a page go with every other relative link, and an arrow
/// that leads nowhere is noise.
fn without_ways_back(html: &str) -> String {
    let mut pieces = html.split(" <a href=\"#fnref-");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push_str(piece.split_once("</a>").map_or(piece, |(_, rest)| rest));
    }
    out
}

/// Whether HTML is nested beyond all sense: whoever reads it would read for minutes, so it is to be taken as plain text.
pub fn is_too_deep(html: &str) -> bool {
    is_deeper(html, DEPTH)
}

/// Whether more tags than `limit` are open at once. Tags that others close, or that hold nothing, are not counted.
fn is_deeper(html: &str, limit: usize) -> bool {
    const SHALLOW: [&str; 18] = [
        "area", "br", "col", "dd", "dt", "hr", "img", "input", "li", "p", "source", "tbody", "td", "th", "thead", "tr",
        "track", "wbr",
    ];
    let mut open: HashMap<String, usize> = HashMap::new();
    let mut depth = 0;
    for piece in html.split('<').skip(1) {
        let (closes, piece) = piece.strip_prefix('/').map_or((false, piece), |rest| (true, rest));
        let name: String =
            piece.chars().take(20).take_while(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        if name.is_empty() || SHALLOW.contains(&name.as_str()) {
            continue;
        }
        let count = open.entry(name).or_default();
        if !closes {
            *count += 1;
            depth += 1;
        } else if *count > 0 {
            *count -= 1;
            depth -= 1;
        }
        if depth > limit && !crate::mutant::is("HTML as deep as it likes") {
            return true;
        }
    }
    false
}

/// HTML without anything that acts: ammonia's default tags, links to the web and mail only, pictures from `pictures` only.
///
/// What one reader of HTML wrote, the next may read otherwise (a removed button lets a paragraph stand in a paragraph), and
/// in that gap things have been hidden. So it is cleaned until reading it again changes nothing; `None` where it never
/// settles.
fn clean(raw: &str, pictures: &Pictures) -> Option<String> {
    /// Two were seen to be enough.
    const PASSES: usize = 5;
    if crate::mutant::is("nothing is sanitised") {
        return Some(raw.to_owned());
    }
    let mut html = NAMED.clean(raw).to_string();
    for _ in 0..PASSES {
        let again = NAMED.clean(&html).to_string();
        if again == html {
            return Some(match pictures {
                Pictures::Named => html,
                Pictures::Held(_) => cleaner(pictures.clone()).clean(&html).to_string(),
            });
        }
        html = again;
    }
    None
}

static NAMED: LazyLock<Builder<'static>> = LazyLock::new(|| cleaner(Pictures::Named));

fn cleaner(pictures: Pictures) -> Builder<'static> {
    let mut builder = Builder::default();
    builder
        .url_schemes(["https", "http", "mailto", "attachment"].into())
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer"))
        .strip_comments(true)
        // Image maps and machine-readable data have no use in a text and only widen what must be trusted.
        .rm_tags(["area", "map", "data"])
        .attribute_filter(move |element, attribute, value| match (element, attribute) {
            ("img", "src") => pictures.source(value).map(Cow::Owned),
            ("a", "href") if SCHEMES.iter().any(|scheme| begins_with(value, scheme)) => Some(Cow::Borrowed(value)),
            ("a", "href") if matches!(pictures, Pictures::Named) => pictures.source(value).map(Cow::Owned),
            (_, "src" | "href" | "cite") => None,
            _ => Some(Cow::Borrowed(value)),
        });
    builder
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::export::tests::{data, only_harmless};

    fn screen(markdown: &str) -> String {
        html(markdown, &Pictures::Named, 0)
    }

    #[test]
    fn every_known_payload_comes_out_harmless_wherever_it_stands() {
        let Some(path) = data("xss-dompurify/expect.json") else { return };
        let cases: Vec<serde_json::Value> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        assert!(cases.len() > 150, "{} payloads", cases.len());
        let held = Pictures::Held(Arc::new(HashMap::from([(AttachmentId::new(), "data:image/png;base64,AA".into())])));
        for case in &cases {
            let payload = case["payload"].as_str().unwrap();
            let texts = [
                payload.to_owned(),
                format!("Before {payload} after"),
                format!("> - {payload}"),
                format!("[x]({payload}) ![y]({payload})"),
                format!("[x](<{}>)", payload.replace('\n', " ")),
                format!("| a |\n|---|\n| {} |", payload.replace('\n', " ")),
            ];
            for (index, text) in texts.iter().enumerate() {
                for pictures in [&Pictures::Named, &held].into_iter().take(if index == 0 { 2 } else { 1 }) {
                    let out = html(text, pictures, 2);
                    only_harmless(&out).unwrap_or_else(|why| panic!("{why}\n{text}\n{out}"));
                    // What the sanitiser wrote, it reads as the same again: nothing hides in a second parse.
                    assert_eq!(clean(&out, pictures).unwrap(), out, "{text}");
                }
            }
        }
    }

    #[test]
    fn links_go_to_the_web_and_to_mail_and_nowhere_else() {
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "\u{2028}javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "smb://host/x",
            "//host/x",
            "/x",
            "x.html",
            "#x",
            "ftp://host/x",
            "attachment:x",
            "&#106;avascript:alert(1)",
            "https:evil\" onclick=\"x",
        ] {
            for text in [format!("[a](<{bad}>)"), format!("<a href='{bad}'>a</a>"), format!("<a href=\"{bad}\">a</a>")]
            {
                let out = screen(&text);
                only_harmless(&out).unwrap_or_else(|why| panic!("{why}: {text}\n{out}"));
            }
        }
        let out = screen("[a](https://example.org/a?b=c&d) <mailto:a@example.org>");
        assert!(out.contains("<a href=\"https://example.org/a?b=c&amp;d\" rel=\"noopener noreferrer\">a</a>"), "{out}");
        assert!(out.contains("href=\"mailto:a@example.org\""), "{out}");
    }

    #[test]
    fn a_picture_from_the_web_becomes_a_link_and_is_never_loaded() {
        let out =
            screen("![my *cat*](https://example.org/cat.png) [![in](http://example.org/a.png)](https://example.org)");
        assert!(!out.contains("<img"), "{out}");
        assert!(out.contains("<a href=\"https://example.org/cat.png\" rel=\"noopener noreferrer\">Picture on the web, not loaded: my <em>cat</em></a>"), "{out}");
        assert!(out.contains("<em>Picture on the web, not loaded: in</em>"), "{out}");
        let raw = screen("<img src=\"https://example.org/a.png\" alt=\"raw\" srcset=\"https://example.org/b.png\">");
        assert_eq!(raw.trim(), "<p><img alt=\"raw\"></p>".trim_start_matches("<p>").trim_end_matches("</p>"));
    }

    #[test]
    fn only_the_entrys_own_pictures_are_shown() {
        let (own, other) = (AttachmentId::new(), AttachmentId::new());
        let text = format!(
            "![a](attachment:{own}) ![b](attachment:{other}) <img src=\"attachment:{own}\"> <img src=\"data:image/png;base64,BB\"> [file](attachment:{own})"
        );
        let held = Pictures::Held(Arc::new(HashMap::from([(own, "data:image/png;base64,AA".into())])));
        let out = html(&text, &held, 0);
        assert_eq!(out.matches("src=\"data:image/png;base64,AA\"").count(), 2, "{out}");
        assert!(!out.contains("BB") && !out.contains("attachment:"), "{out}");
        assert!(out.contains("Picture, not included: b"), "{out}");
        let out = screen(&text);
        assert!(
            out.contains(&format!("src=\"attachment:{own}\"")) && out.contains(&format!("href=\"attachment:{own}\"")),
            "{out}"
        );
    }

    #[test]
    fn tasks_front_matter_and_headings_are_read_as_they_were_meant() {
        let out = html(
            "---\nkey: value\n---\n\n# One\n\n- [ ] wait\n- [x] ask\n\nSo[^1].\n\n[^1]: A note.\n",
            &Pictures::Named,
            2,
        );
        assert!(out.contains("key: value"), "{out}");
        assert!(out.contains("<h3>One</h3>"), "{out}");
        assert!(out.contains("<li>☐ wait</li>") && out.contains("<li>☑ ask</li>"), "{out}");
        assert!(!out.contains("<input"), "{out}");
        assert!(out.contains("A note.") && !out.contains('↩'), "{out}");
    }

    #[test]
    fn headings_within_a_page_leave_no_level_out_and_by_themselves_keep_theirs() {
        let text = "# A\n\n#### B\n\n> # quoted\n\n## C\n\n#\n\n- ## listed\n\n# D\n";
        let levels = |deeper: u8| {
            let out = html(text, &Pictures::Named, deeper);
            out.match_indices("<h").filter_map(|(at, _)| out[at + 2..].chars().next()?.to_digit(10)).collect::<Vec<_>>()
        };
        assert_eq!(levels(2), [3, 4, 5, 4, 4, 5, 3]);
        assert_eq!(levels(0), [1, 4, 1, 2, 1, 2, 1]);
        let deep = html("# a\n## b\n### c\n#### d\n##### e\n", &Pictures::Named, 2);
        assert!(deep.contains("<h6>d</h6>") && deep.contains("<h6>e</h6>"), "{deep}");
    }

    #[test]
    fn deep_and_long_texts_come_out_in_time() {
        for part in ["> ", "<div>", "<b>", "<a href=x>", "<table><tr><td>", "<div></span>", "*a **b ", "- - ", "["] {
            let deep = part.repeat(20_000);
            let out = html(&deep, &Pictures::Named, 0);
            only_harmless(&out).unwrap_or_else(|why| panic!("{why}: {part}"));
        }
        assert!(
            html(&"> ".repeat(50), &Pictures::Named, 0).contains("<blockquote>"),
            "what people nest is shown nested"
        );
        assert!(
            html(&"<p>old style ".repeat(1_000), &Pictures::Named, 0).starts_with("<p>"),
            "what closes by itself is not deep"
        );
        let long = "<script>x</script> & ".repeat(60_000);
        let out = html(&long, &Pictures::Named, 0);
        assert!(out.starts_with("<pre>&lt;script&gt;"), "{}", &out[..40]);
        only_harmless(&out).unwrap();
    }
}
