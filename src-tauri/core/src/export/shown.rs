//! A page as its reader reads it, as plain text: for whoever looks at it once more before it leaves. What a page says only
//! to a browser, or where no script runs, is not there; pictures are, by their words.

use super::packet::text_content;

/// Elements that begin a line.
const LINES: [&str; 28] = [
    "article",
    "blockquote",
    "body",
    "br",
    "caption",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "tr",
    "ul",
];
/// Elements of which nothing is read.
const UNREAD: [&str; 4] = ["noscript", "script", "style", "title"];

/// The text of a page, or of a part of it.
pub(super) fn page(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&text_content(&rest[..at]));
        let tag = &rest[at..];
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        rest = after;
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_hidden = tag.ends_with(" hidden>") && !tag.starts_with("</");
        if (UNREAD.contains(&name) || is_hidden) && !tag.starts_with("</") {
            let close = format!("</{name}>");
            rest = rest.split_once(close.as_str()).map_or("", |(_, after)| after);
            continue;
        }
        match name {
            "img" => out.push_str(&pictured(tag)),
            "td" | "th" if !tag.starts_with("</") => out.push_str("  "),
            "dd" if !tag.starts_with("</") => out.push_str(": "),
            "dt" if tag.starts_with("</") => {}
            name if LINES.contains(&name) => out.push('\n'),
            _ => {}
        }
    }
    out.push_str(&text_content(rest));
    tidy(&out)
}

/// A picture by its words.
fn pictured(tag: &str) -> String {
    let alt = tag.split_once(" alt=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(alt, _)| text_content(alt));
    match alt.filter(|alt| !alt.trim().is_empty()) {
        Some(alt) => format!("[Picture: {alt}]"),
        None => "[Picture]".into(),
    }
}

/// Without blanks at the ends of lines, and never more than one empty line between two.
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_apart = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            is_apart = !out.is_empty();
            continue;
        }
        if !out.is_empty() {
            out.push_str(if is_apart { "\n\n" } else { "\n" });
        }
        out.push_str(line);
        is_apart = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_its_reader_reads_it() {
        let html = "<body><a class=\"skip\" hidden>To the text</a>\n\n\n<dl><dt>Made on</dt><dd>22 November</dd></dl>\n<noscript><p>How to answer</p></noscript><p>I &amp; <b>you</b></p>\n\n<p><img src=\"data:x\" alt=\"a door\"></p><table><tr><th>a</th><td>b</td></tr></table><script>let x</script></body>";
        assert_eq!(page(html), "Made on: 22 November\n\nI & you\n\n[Picture: a door]\n\na  b");
    }
}
