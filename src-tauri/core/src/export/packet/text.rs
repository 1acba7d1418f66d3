//! The exported text of a piece: what its offsets count on. It is the `textContent` of the piece's body in the page, to the
//! letter (`tests/e2e/packet.spec.ts` holds the two against each other in a browser).

/// A piece of HTML as the sanitiser writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bit<'h> {
    Text(&'h str),
    Open(&'h str),
    Close(&'h str),
}

/// Elements that hold nothing and are never closed.
const VOID: [&str; 7] = ["br", "col", "hr", "img", "input", "source", "wbr"];

/// The text in sanitised HTML, as a browser gives it.
pub fn text_content(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut after_pre = false;
    for bit in bits(html) {
        match bit {
            Bit::Text(text) => {
                let start = out.len();
                read_text(text, &mut out);
                // A reader of HTML drops a line end right after these.
                if after_pre && out[start..].starts_with('\n') {
                    out.remove(start);
                }
                after_pre = false;
            }
            Bit::Open(name) => after_pre = matches!(name, "pre" | "listing" | "textarea"),
            Bit::Close(_) => after_pre = false,
        }
    }
    out
}

/// The number among the elements at the top of some HTML of the first heading that says one of `labels`.
pub(super) fn heading_among(html: &str, labels: &[&str]) -> Option<usize> {
    let is_heading = |tag: &str| matches!(tag.as_bytes(), [b'h', b'1'..=b'6']);
    let (mut depth, mut number) = (0usize, 0usize);
    let mut heading: Option<String> = None;
    for bit in bits(html) {
        match bit {
            Bit::Open(tag) => {
                if depth == 0 && is_heading(tag) {
                    heading = Some(String::new());
                }
                if VOID.contains(&tag) {
                    number += usize::from(depth == 0);
                } else {
                    depth += 1;
                }
            }
            Bit::Close(_) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    if heading.take().is_some_and(|text| labels.contains(&text.trim())) {
                        return Some(number);
                    }
                    number += 1;
                }
            }
            Bit::Text(text) => {
                if let Some(heading) = &mut heading {
                    read_text(text, heading);
                }
            }
        }
    }
    None
}

/// How many elements stand at the top.
pub(super) fn elements_at_top(html: &str) -> usize {
    let (mut depth, mut number) = (0usize, 0usize);
    for bit in bits(html) {
        match bit {
            Bit::Open(tag) if VOID.contains(&tag) => number += usize::from(depth == 0),
            Bit::Open(_) => {
                number += usize::from(depth == 0);
                depth += 1;
            }
            Bit::Close(_) => depth = depth.saturating_sub(1),
            Bit::Text(_) => {}
        }
    }
    number
}

fn bits(html: &str) -> impl Iterator<Item = Bit<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(tag) =
            rest.strip_prefix('<').filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
        else {
            let end = rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(at, _)| at);
            let (text, after) = rest.split_at(end);
            rest = after;
            return Some(Bit::Text(text));
        };
        let end = tag_end(tag);
        let inside = &tag[..end];
        rest = tag.get(end + 1..).unwrap_or_default();
        let (closes, inside) = inside.strip_prefix('/').map_or((false, inside), |name| (true, name));
        let name = inside.split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or_default();
        Some(if closes { Bit::Close(name) } else { Bit::Open(name) })
    })
}

/// Where a tag ends: values of attributes stand in quotes, and may hold the sign.
pub(super) fn tag_end(tag: &str) -> usize {
    let mut quoted = None;
    for (at, c) in tag.char_indices() {
        match (quoted, c) {
            (None, '"' | '\'') => quoted = Some(c),
            (Some(open), c) if open == c => quoted = None,
            (None, '>') => return at,
            _ => {}
        }
    }
    tag.len()
}

/// Only what our own writers of HTML escape; lines end as a browser has them.
fn read_text(text: &str, out: &mut String) {
    const NAMED: [(&str, char); 6] =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\''), ("&nbsp;", '\u{a0}')];
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\r']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix('\r') {
            out.push('\n');
            rest = after.strip_prefix('\n').unwrap_or(after);
        } else if let Some((name, c)) = NAMED.iter().find(|(name, _)| rest.starts_with(name)) {
            out.push(*c);
            rest = &rest[name.len()..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::html_for_screen;

    #[test]
    fn the_text_of_a_piece_is_what_stands_between_its_tags() {
        assert_eq!(
            text_content("<p title=\"a &gt; b > c\">I <em>lose</em>&nbsp;&amp; find &lt;it&gt;<br>so</p>\n<hr>x"),
            "I lose\u{a0}& find <it>so\nx"
        );
        assert_eq!(text_content("<pre>\n\nfn\r\nx</pre>"), "\nfn\nx");
        assert_eq!(text_content("2 < 3 &amp;amp; <"), "2 < 3 &amp; <");
        assert_eq!(text_content(&html_for_screen("**Bold** `a<b`\n\n- [x] done\n")), "Bold a<b\n\n☑ done\n\n");
    }

    #[test]
    fn headings_are_counted_among_the_elements_at_the_top() {
        let html = html_for_screen("Intro\n\n> ## Then\n\n---\n\n## What *now*\n\ntext\n\n## Then\n\nend");
        assert_eq!(heading_among(&html, &["Then"]), Some(5), "{html}");
        assert_eq!(heading_among(&html, &["What now"]), Some(3));
        assert_eq!(heading_among(&html, &["Intro"]), None);
        assert_eq!(elements_at_top(&html), 7);
    }
}
