//! The few forms of YAML 1.2 that front matter needs. Every text is double-quoted, so that no title, however it begins or
//! ends, is read as a number, a date, a list, a comment or the end of the front matter.

/// A text in double quotes, on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_bare(c) => out.push(c),
            c if c <= '\u{ffff}' => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push_str(&format!("\\U{:08X}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// A list of texts on one line.
pub(super) fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// What YAML calls printable, without what breaks lines, orders them (bidirectional marks) or has no shape of its own.
fn is_bare(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{ffff}')
        && (u32::from(c) & 0xfffe) != 0xfffe
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use yaml_rust2::YamlLoader;

    fn read_back(text: &str) -> String {
        let yaml =
            YamlLoader::load_from_str(&format!("---\ntitle: {}\ntags: {}\n", quoted(text), list(&[text.to_owned()])))
                .unwrap();
        assert_eq!(yaml[0]["tags"][0].as_str().unwrap(), text);
        yaml[0]["title"].as_str().unwrap().to_owned()
    }

    #[test]
    fn hostile_titles_read_back_as_they_were() {
        let titles = [
            "",
            "---",
            "...",
            "- a",
            "# no comment",
            "key: value",
            "'",
            "\"",
            "\\",
            "\\n",
            "null",
            "~",
            "true",
            "2026-11-21",
            "1e3",
            "0x1f",
            "&anchor *alias !tag",
            "{a: b}",
            "[x]",
            "| fold",
            "> fold",
            "%TAG",
            "@at",
            "`tick`",
            " space ",
            "a\tb",
            "a\nb",
            "a\r\n---\nb",
            "\u{0}\u{7}\u{1b}[31m",
            "\u{85}",
            "\u{2028}",
            "\u{202e}txt",
            "\u{feff}",
            "\u{fffe}",
            "😀 emoji",
            "日本語",
            "e\u{301}",
            "\u{10fffe}",
        ];
        for title in titles {
            assert_eq!(read_back(title), title, "{title:?}");
        }
    }

    proptest! {
        #[test]
        fn every_text_reads_back_as_it_was(text in any::<String>()) {
            prop_assert_eq!(read_back(&text), text);
        }
    }
}
