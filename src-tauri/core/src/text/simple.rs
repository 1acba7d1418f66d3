//! The plain words of simple Markdown without a parse tree, twenty times as quick: paragraphs, headings, flat lists, and
//! words set off by single or double stars. Anything else, and anything doubtful, is left to the parser; a property test
//! holds the two together.

/// What the parser would read, with headings or without; none where the text is not as simple.
pub(super) fn plain(markdown: &str, headings: bool) -> Option<String> {
    if markdown.starts_with('-') {
        // Front matter, or a list: not worth telling apart.
        return None;
    }
    let mut out = String::with_capacity(markdown.len());
    let mut begun = false;
    for line in markdown.split('\n') {
        match kind(line)? {
            Line::Empty => end(&mut out, &mut begun),
            Line::Heading(text) => {
                end(&mut out, &mut begun);
                if headings {
                    inline(text, &mut out)?;
                    end(&mut out, &mut true);
                } else {
                    // What stands in it must be as simple all the same.
                    inline(text, &mut String::new())?;
                }
            }
            Line::Item(text) => {
                end(&mut out, &mut begun);
                inline(text, &mut out)?;
                begun = true;
            }
            Line::Text(text) => {
                if begun {
                    out.push('\n');
                }
                inline(text, &mut out)?;
                begun = true;
            }
        }
    }
    end(&mut out, &mut begun);
    out.truncate(out.trim_end().len());
    Some(out)
}

fn end(out: &mut String, begun: &mut bool) {
    if std::mem::take(begun) && !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

enum Line<'l> {
    Empty,
    Heading(&'l str),
    Item(&'l str),
    Text(&'l str),
}

fn kind(line: &str) -> Option<Line<'_>> {
    let Some(first) = line.chars().next() else { return Some(Line::Empty) };
    if line.ends_with([' ', '#', '\\']) {
        return None;
    }
    if first == '#' {
        let text = line.trim_start_matches('#');
        let level = line.len() - text.len();
        let text = text.strip_prefix(' ').filter(|text| level <= 6 && starts_simply(text))?;
        return Some(Line::Heading(text));
    }
    if let Some(text) = line.strip_prefix("- ") {
        return starts_simply(text).then_some(Line::Item(text));
    }
    starts_simply(line).then_some(Line::Text(line))
}

/// Whether a line begins with a word, and not as a numbered list does.
fn starts_simply(text: &str) -> bool {
    let text = text.trim_start_matches('*');
    let Some(first) = text.chars().next() else { return false };
    if first.is_ascii_digit() {
        return !text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']);
    }
    first.is_alphanumeric() || matches!(first, '"' | '\'' | '(' | '“' | '„' | '‘' | '«')
}

/// A line without its stars.
fn inline(line: &str, out: &mut String) -> Option<()> {
    let mut rest = line;
    let mut before = ' ';
    loop {
        let at = rest.find(|c: char| is_special(c) || c == '*').unwrap_or(rest.len());
        out.push_str(&rest[..at]);
        before = rest[..at].chars().next_back().unwrap_or(before);
        rest = &rest[at..];
        if rest.is_empty() {
            return Some(());
        }
        let stars = rest.len() - rest.trim_start_matches('*').len();
        let inner = &rest[stars..];
        // Only what opens after a space and closes before one, or before the end of a sentence.
        if !(1..=2).contains(&stars) || !matches!(before, ' ' | '(') {
            return None;
        }
        let length = inner.find(|c: char| !c.is_alphanumeric() && c != ' ')?;
        let (words, after) = (&inner[..length], &inner[length..]);
        let closing = after.len() - after.trim_start_matches('*').len();
        let next = after[closing..].chars().next();
        let simple = words.starts_with(char::is_alphanumeric) && words.ends_with(char::is_alphanumeric);
        if closing != stars
            || !simple
            || !next.is_none_or(|next| matches!(next, ' ' | '.' | ',' | ';' | '!' | '?' | ')'))
        {
            return None;
        }
        out.push_str(words);
        before = '*';
        rest = &after[closing..];
    }
}

/// What may mean something to the parser.
fn is_special(c: char) -> bool {
    matches!(c, '\\' | '`' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '@' | '/' | '\0'..='\x1f' | '\x7f')
}

#[cfg(test)]
mod tests {
    use super::super::{by_parsing, opening_by_parsing};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_mostly_write_is_simple() {
        let text = "## What happened\n\nShe *waited* for me, and (**I think**) I\nwaited too.\n\n- One\n- Two";
        assert_eq!(plain(text, true).as_deref(), Some(by_parsing(text).as_str()));
        assert_eq!(
            plain(text, true).as_deref(),
            Some("What happened\nShe waited for me, and (I think) I\nwaited too.\nOne\nTwo")
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]
        #[test]
        fn what_is_read_simply_is_what_the_parser_reads(
            pieces in proptest::collection::vec(prop_oneof![
                Just("# "), Just("## "), Just("#"), Just("- "), Just("-"), Just("*"), Just("**"), Just(" "), Just("  "), Just("\n"), Just("\n\n"),
                Just("word"), Just("é"), Just("a"), Just("1"), Just("1. "), Just("2) "), Just("."), Just(","), Just("("), Just(")"), Just("!"), Just(":"),
                Just("\""), Just("="), Just("---"), Just("www.a.b"), Just("http://a.b"), Just("日本"), Just("+ "), Just("\u{a0}"), Just("[x]"), Just("'"),
            ], 0..24),
        ) {
            let text = pieces.concat();
            if let Some(found) = plain(&text, true) {
                prop_assert_eq!(found, by_parsing(&text), "{:?}", text);
            }
            if let Some(found) = plain(&text, false) {
                let parsed = opening_by_parsing(&text);
                prop_assert_eq!(found.trim_end(), parsed.trim_end(), "{:?}", text);
            }
        }
    }
}
