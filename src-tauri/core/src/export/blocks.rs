//! The blocks of a text: what can be ticked by itself. Every byte of a text that is more than white space belongs to
//! exactly one block, so that what is not ticked has nowhere else to be.
//!
//! A block is named by a digest of its text: an edited block has another name, and never leaves by an old tick.

use std::collections::HashMap;
use std::ops::Range;

use comrak::nodes::NodeValue;
use comrak::{Arena, parse_document};
use sha2::{Digest, Sha256};

use super::mapped::Mapped;
use crate::text::{RICH_LIMIT, options};

/// A block: a paragraph, a heading, a list, a table, a quotation, with what stands below it up to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its bytes, without white space around.
    pub range: Range<usize>,
    /// Its name: digest, and the how-manieth of those with the same text.
    pub key: String,
    /// 1 to 6 where it is a heading.
    pub heading: Option<u8>,
}

/// The blocks of a text, in order. One too long to be parsed is a single block.
pub fn of(markdown: &str) -> Vec<Block> {
    let starts = if markdown.len() > RICH_LIMIT { vec![(0, None)] } else { starts(markdown) };
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut blocks = Vec::with_capacity(starts.len());
    for (at, (start, heading)) in starts.iter().enumerate() {
        let end = starts.get(at + 1).map_or(markdown.len(), |(next, _)| *next);
        let Some(range) = written(markdown, *start..end) else { continue };
        let digest = digest(&markdown[range.clone()]);
        let count = seen.entry(digest.clone()).or_default();
        *count += 1;
        blocks.push(Block { range, key: format!("{digest}-{count}"), heading: *heading });
    }
    blocks
}

/// The text of these blocks alone, and from where each byte came. Blocks that stood together still do, byte for byte.
pub(super) fn only(markdown: &str, ticked: impl Fn(&str) -> bool) -> Mapped {
    let mut kept = Mapped::default();
    let mut last: Option<usize> = None;
    for (at, block) in of(markdown).into_iter().enumerate() {
        if !ticked(&block.key) {
            continue;
        }
        match last {
            Some(before) if before + 1 == at => kept.keep(markdown, kept.source_end()..block.range.start),
            // Three dashes at the top of a text would be front matter.
            None if at > 0 && markdown[block.range.clone()].starts_with("---") => kept.say("\n"),
            None => {}
            Some(_) => kept.say("\n\n"),
        }
        kept.keep(markdown, block.range);
        last = Some(at);
    }
    if last.is_some() {
        kept.say("\n");
    }
    kept
}

/// Where each block begins, at the start of its line. What stands above the first is a block of its own.
fn starts(markdown: &str) -> Vec<(usize, Option<u8>)> {
    let lines = line_starts(markdown);
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    let mut starts: Vec<(usize, Option<u8>)> = vec![(0, None)];
    for node in root.children() {
        let data = node.data();
        let heading = match &data.value {
            NodeValue::Heading(heading) => Some(heading.level),
            _ => None,
        };
        if let Some(start) = lines.get(data.sourcepos.start.line.saturating_sub(1)) {
            starts.push((*start, heading));
        }
    }
    // Footnotes are moved to the end of the tree. Of two that begin on one line the later says what it is.
    starts.sort_by_key(|(start, heading)| (*start, std::cmp::Reverse(heading.is_some())));
    starts.dedup_by_key(|(start, _)| *start);
    starts
}

pub(super) fn line_starts(markdown: &str) -> Vec<usize> {
    let bytes = markdown.as_bytes();
    let mut starts = vec![0];
    for (at, byte) in bytes.iter().enumerate() {
        let ends = match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        if ends {
            starts.push(at + 1);
        }
    }
    starts
}

/// Without the blank lines at either end, and the line end; indentation is part of what a block is.
fn written(markdown: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = &markdown[range.clone()];
    let end = range.start + text.trim_end().len();
    let first = text.find(|c: char| !c.is_whitespace())?;
    let line = text[..first].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    Some(range.start + line..end)
}

/// Sixteen hexadecimal digits of SHA-256: 64 bits, and a text cannot be chosen to meet one of the writer's own.
fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "---\nmood: low\n---\n\n# One\n\nA *first*\nparagraph.[^1]\n\n- a\n- b\n\n      c\n\n[r]: https://example.org\n\n> said\n\n[^1]: a note\n";

    fn texts(markdown: &str) -> Vec<&str> {
        of(markdown).into_iter().map(|block| &markdown[block.range]).collect()
    }

    #[test]
    fn every_word_stands_in_one_block() {
        assert_eq!(
            texts(TEXT),
            [
                "---\nmood: low\n---",
                "# One",
                "A *first*\nparagraph.[^1]",
                "- a\n- b\n\n      c\n\n[r]: https://example.org",
                "> said",
                "[^1]: a note"
            ]
        );
        assert_eq!(of(TEXT)[1].heading, Some(1));
    }

    #[test]
    fn an_edited_block_has_another_name_and_equal_ones_have_two() {
        let keys = |text: &str| of(text).into_iter().map(|block| block.key).collect::<Vec<_>>();
        let [before, after] = ["one\n\ntwo\n\none\n", "one\n\ntwo!\n\none\n"].map(keys);
        assert_eq!((before[0].as_str(), before.len()), (after[0].as_str(), 3));
        assert_ne!(before[0], before[2]);
        assert_ne!(before[1], after[1]);
    }

    #[test]
    fn what_stood_together_keeps_its_bytes_and_the_rest_is_gone() {
        let blocks = of(TEXT);
        let keep = |wanted: &[usize]| {
            let keys: Vec<_> = wanted.iter().map(|at| blocks[*at].key.clone()).collect();
            only(TEXT, |key| keys.iter().any(|kept| kept == key)).text
        };
        assert_eq!(keep(&[1, 2]), "# One\n\nA *first*\nparagraph.[^1]\n");
        assert_eq!(keep(&[1, 4]), "# One\n\n> said\n");
        assert_eq!(keep(&[]), "");
        assert_eq!(only("x\n\n---\n\ny\n", |key| key != of("x\n\n---\n\ny\n")[0].key).text, "\n---\n\ny\n");
    }

    proptest! {
        #[test]
        fn any_text_is_its_blocks_and_white_space(text in "([a-z#>*`\\-\\[\\]:^1 ]{0,12}(\n|\r\n|\n\n|\r)){0,12}") {
            let mut rest = text.clone();
            for block in of(&text).into_iter().rev() {
                rest.replace_range(block.range, "");
            }
            prop_assert_eq!(rest.trim(), "");
        }

        #[test]
        fn what_is_left_came_from_the_ticked_blocks_alone(text in "([a-z#>*` ]{0,12}(\n|\n\n)){0,12}", ticks in proptest::collection::vec(any::<bool>(), 24)) {
            let blocks = of(&text);
            let ticked: Vec<_> = blocks.iter().zip(&ticks).filter(|(_, tick)| **tick).map(|(block, _)| block.clone()).collect();
            let kept = only(&text, |key| ticked.iter().any(|block| block.key == key));
            for span in kept.spans() {
                prop_assert_eq!(&text[span.from.clone()], &kept.text[span.to.clone()]);
                for (block, tick) in blocks.iter().zip(&ticks) {
                    let apart = block.range.end <= span.from.start || span.from.end <= block.range.start;
                    prop_assert!(*tick || apart, "{:?} of {:?}", block, span);
                }
            }
        }
    }
}
