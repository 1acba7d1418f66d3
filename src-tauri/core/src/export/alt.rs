//! What pictures show, in words, for those who cannot see them: those the text lacks are asked for, and stand in the text
//! that leaves as if its writer had written them there.

use std::collections::HashMap;

use comrak::nodes::NodeValue;
use comrak::{Arena, parse_document};

use super::mapped::Mapped;
use crate::attachments::Attachment;
use crate::id::AttachmentId;
use crate::text::{RICH_LIMIT, options};

const SCHEME: &str = "attachment:";

/// The pictures among these files of which a text says nothing: shown without a word, or not in the text at all.
pub fn wanting(markdown: &str, files: &[Attachment]) -> Vec<AttachmentId> {
    let described = described(markdown);
    let all = files.iter().filter(|file| file.is_image).map(|file| file.id);
    all.filter(|id| !described.get(id).copied().unwrap_or(false)).collect()
}

/// Puts words to the pictures that have none. One that stands nowhere in the text is put below it.
pub(super) fn put(text: Mapped, files: &[Attachment], words: &HashMap<AttachmentId, String>) -> Mapped {
    let mut text = text;
    for id in wanting(&text.text, files) {
        let Some(words) = words.get(&id) else { continue };
        let (words, target) = (escaped(words), format!("]({SCHEME}{id}"));
        let places = places(&text.text, &target);
        if places.is_empty() {
            let gap = if text.text.trim().is_empty() { "" } else { "\n\n" };
            text.say(&format!("{gap}![{words}{target})\n"));
            continue;
        }
        let (mut out, mut changed, mut at) = (String::new(), Vec::new(), 0);
        for place in places {
            out.push_str(&text.text[at..place]);
            changed.push((place..place, out.len()..out.len() + words.len()));
            out.push_str(&words);
            at = place;
        }
        out.push_str(&text.text[at..]);
        text = text.then(out, &changed);
    }
    text
}

/// Where `![](attachment:ID` wants words: right behind its first bracket.
fn places(markdown: &str, target: &str) -> Vec<usize> {
    let mut places = Vec::new();
    for (at, _) in markdown.match_indices(target) {
        let before = markdown[..at].trim_end_matches([' ', '\t']);
        if before.ends_with("![") {
            places.push(before.len());
        }
    }
    places
}

/// Of each file that stands in a text as a picture, whether it has words wherever it stands.
fn described(markdown: &str) -> HashMap<AttachmentId, bool> {
    let mut found = HashMap::new();
    if markdown.len() > RICH_LIMIT || !markdown.contains(SCHEME) {
        return found;
    }
    let arena = Arena::new();
    for node in parse_document(&arena, markdown, &options()).descendants() {
        let NodeValue::Image(image) = &node.data().value else { continue };
        let Some(id) = image.url.strip_prefix(SCHEME).and_then(|id| id.parse().ok()) else { continue };
        let has_words = node.descendants().skip(1).any(|inside| match &inside.data().value {
            NodeValue::Text(text) => text.chars().any(char::is_alphanumeric),
            NodeValue::Code(code) => code.literal.chars().any(char::is_alphanumeric),
            _ => false,
        });
        *found.entry(id).or_insert(true) &= has_words;
    }
    found
}

/// As it may stand between the brackets.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if c.is_ascii_punctuation() && !matches!(c, '.' | ',' | ';' | ':' | '?' | '\'' | '"' | '-' | '/') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::clock::Instant;
    use crate::id::EntryId;

    fn file(name: &str) -> Attachment {
        Attachment {
            id: AttachmentId::new(),
            entry: EntryId::new(),
            name: name.into(),
            media_type: "image/png".into(),
            bytes: 1,
            added_at: Instant::from_millis(0),
            is_image: name.ends_with("png"),
        }
    }

    #[test]
    fn words_are_put_where_a_text_has_none_and_below_it_where_the_picture_stands_nowhere() {
        let files = [file("a.png"), file("b.png"), file("c.png"), file("d.txt")];
        let [a, b, c, _] = [0, 1, 2, 3].map(|at| files[at].id);
        let body = format!("One ![](attachment:{a}) two\n\n![seen](attachment:{b})\n");
        assert_eq!(wanting(&body, &files), [a, c]);
        let words = HashMap::from([(a, "a [tall] tower".to_owned()), (b, "no".into()), (c, "a  pond".into())]);
        let put = put(Mapped::whole(body.clone()), &files, &words);
        let expected = format!(
            "One ![a \\[tall\\] tower](attachment:{a}) two\n\n![seen](attachment:{b})\n\n\n![a pond](attachment:{c})\n"
        );
        assert_eq!(put.text, expected);
        assert!(wanting(&put.text, &files).is_empty());
        for span in put.spans() {
            assert_eq!(body[span.from.clone()], put.text[span.to.clone()]);
        }
    }
}
