//! Text in XML 1.0: what it cannot hold goes.

/// A text as the content of an element or an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// What can be read in a part: its text with a line for each paragraph, then descriptions of pictures and addresses.
pub(super) fn read(part: &str) -> String {
    let mut out = String::with_capacity(part.len() / 2);
    let mut said = String::new();
    for piece in part.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        if tag.starts_with("/w:p") && !tag.starts_with("/w:pPr") || tag.starts_with("w:br") {
            out.push('\n');
        }
        for name in [" descr=\"", " Target=\""] {
            if let Some(value) = tag.split(name).nth(1).and_then(|rest| rest.split('"').next()) {
                said.push('\n');
                said.push_str(value);
            }
        }
        out.push_str(text);
    }
    out.push_str(&said);
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
