//! Finding the questions in a text: every line of a paragraph or of a list that begins with "?" and goes on in words.

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, parse_document};

use crate::text::{RICH_LIMIT, options};

/// Characters of a question; a longer one is cut, its line stays whole in the entry.
const LIMIT: usize = 1_000;
/// Questions of one entry: a text with more of them is a list that something else wrote, and each is a row of its own.
const QUESTIONS: usize = 1_000;

/// The questions of a Markdown text in order, without their mark; the first [`QUESTIONS`] of them.
pub(super) fn asked(markdown: &str) -> Vec<String> {
    if !markdown.split(['\n', '\r']).any(could_ask) {
        return Vec::new();
    }
    if markdown.len() > RICH_LIMIT {
        return line_by_line(markdown);
    }
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    let paragraphs = root.descendants().filter(|node| matches!(node.data().value, NodeValue::Paragraph));
    paragraphs.flat_map(of_paragraph).take(QUESTIONS).collect()
}

/// Of a keyboard in Latin and in Chinese or Japanese.
const MARKS: [char; 2] = ['?', '？'];

/// Whether a line as it is written could begin with the mark as it is read: parsing every text at every save to find out
/// would cost more than the save. Before the mark stand no letters, unless they are part of a tag, a box, a link or a sign spelled out.
fn could_ask(line: &str) -> bool {
    line.find(MARKS).is_some_and(|mark| {
        let before = &line[..mark];
        before.contains(['<', '[', '&']) || !before.chars().any(char::is_alphabetic)
    })
}

fn question(line: &str) -> Option<String> {
    let line = line.trim();
    let words = line.trim_start_matches(|c: char| MARKS.contains(&c) || c.is_whitespace());
    let is_one = line.starts_with(MARKS) && words.chars().any(char::is_alphanumeric);
    is_one.then(|| words.chars().take(LIMIT).collect())
}

fn of_paragraph<'a>(paragraph: Node<'a>) -> Vec<String> {
    let mut lines = vec![String::new()];
    for node in paragraph.descendants() {
        let Some(line) = lines.last_mut() else { break };
        match &node.data().value {
            NodeValue::Text(text) => line.push_str(text),
            // A line that begins in code begins with code, whatever its first letter.
            NodeValue::Code(code) if line.trim().is_empty() => {
                line.push('`');
                line.push_str(&code.literal);
            }
            NodeValue::Code(code) => line.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => lines.push(String::new()),
            _ => {}
        }
    }
    lines.iter().filter_map(|line| question(line)).collect()
}

/// For texts too large to be parsed at each save: what begins a list or a quotation is passed over, fenced and indented
/// code is left out.
fn line_by_line(markdown: &str) -> Vec<String> {
    let mut fence: Option<&str> = None;
    let mut found = Vec::new();
    for line in markdown.lines() {
        if found.len() == QUESTIONS {
            break;
        }
        let trimmed = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        match (fence, mark) {
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, Some(mark)) => fence = Some(mark),
            (None, None) if !line.starts_with("    ") && !line.starts_with('\t') => {
                found.extend(question(without_lead(trimmed)));
            }
            _ => {}
        }
    }
    found
}

/// The line without the marks of quotations, lists and tasks before it.
fn without_lead(line: &str) -> &str {
    let mut rest = line;
    loop {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let shorter = ["> ", ">", "- ", "* ", "+ ", "[ ] ", "[x] ", "[X] "]
            .into_iter()
            .find_map(|lead| rest.strip_prefix(lead))
            .or_else(|| {
                number.strip_prefix(". ").or_else(|| number.strip_prefix(") ")).filter(|_| number.len() < rest.len())
            });
        match shorter {
            Some(shorter) => rest = shorter.trim_start(),
            None => return rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_that_begin_with_the_mark_are_questions_wherever_people_write_lines() {
        let text = "?Why do I always re-ask\nand then answer\n? Who *else* saw it?\n\n- ?In a list\n- [ ] ? As a task\n  1. ？なぜ\n\n> ?In a quotation\n\n**?Stressed** or not\n";
        assert_eq!(
            asked(text),
            [
                "Why do I always re-ask",
                "Who else saw it?",
                "In a list",
                "As a task",
                "なぜ",
                "In a quotation",
                "Stressed or not"
            ]
        );
    }

    #[test]
    fn code_headings_tables_and_marks_without_words_are_none() {
        let text = "Is it? Why?\n\n# ?Heading\n\n```\n?in code\n```\n\n    ?indented\n\n`?x` in code\n\n| ?a | b |\n|---|---|\n| ?c | d |\n\n???\n\n? \n\n<p>\n?html\n</p>\n";
        assert_eq!(asked(text), Vec::<String>::new());
    }

    #[test]
    fn a_text_read_line_by_line_has_the_same_questions() {
        let text = "?One\ntwo\n\n- ?Three\n- [x] ? Four\n\n2) ?Five\n\n> - ?Six\n\n```\n?code\n```\n\n    ?indented\n\n~~~\n?code\n```\n?code\n~~~\n\n?Seven\n";
        assert_eq!(line_by_line(text), asked(text));
        assert_eq!(asked(text).len(), 6);
        let large = format!("{text}{}", "words and words\n".repeat(RICH_LIMIT / 16 + 1));
        assert_eq!(asked(&large).len(), 6);
    }

    #[test]
    fn a_question_without_end_is_cut_between_letters() {
        assert_eq!(asked(&format!("?{}", "é".repeat(5_000))), ["é".repeat(LIMIT)]);
    }

    #[test]
    fn a_text_that_is_nothing_but_questions_has_a_thousand() {
        for lines in [3_000, 2 * RICH_LIMIT / 3] {
            assert_eq!(asked(&"?a\n".repeat(lines)).len(), QUESTIONS, "{lines} lines");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_questions_of_one_line_with_words(text in "[?？ a\n>*`é-]{0,60}") {
            for question in asked(&text) {
                prop_assert!(question.chars().any(char::is_alphanumeric) && !question.contains('\n'));
                prop_assert!(!question.starts_with(MARKS));
            }
        }
    }
}
