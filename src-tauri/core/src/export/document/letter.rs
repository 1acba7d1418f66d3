//! What the reader is told before the entries: from whom, what is asked, what is wished for.

use typeset::{Block, Inline, Item, List};

use crate::export::html;
use crate::export::letter::Letter;
use crate::id::EntryId;

/// Lines to write an answer on.
const ROOM: u16 = 3;

/// What stands below the title. `titles` are those of the entries, for questions about one of them.
pub(super) fn opening(letter: &Letter, titles: &[(EntryId, String)]) -> Vec<Block> {
    let mut out = Vec::new();
    let day = html::words_of(letter.created);
    let from = if letter.author.trim().is_empty() { day } else { format!("From {} · {day}", letter.author) };
    out.push(Block::Note(vec![Inline::Text(from)]));
    out.push(paragraph(letter.purpose.sentence()));
    if !letter.ask.trim().is_empty() {
        out.push(paragraph(&letter.ask));
    }
    if !letter.questions.is_empty() {
        let mut card = vec![Block::Paragraph(vec![Inline::Strong(vec!["What I would like to ask you".into()])])];
        if letter.answers_first {
            card.push(paragraph("Please write your answers down before you read what I make of it myself."));
        }
        let items = letter.questions.iter().map(|question| {
            let about = question.entry.and_then(|id| titles.iter().find(|(entry, _)| *entry == id));
            let mut line = vec![Inline::Text(question.text.trim().to_owned())];
            if let Some((_, title)) = about.filter(|_| titles.len() > 1) {
                line.push(Inline::Emphasis(vec![Inline::Text(format!(" (about “{title}”)"))]));
            }
            Item { done: None, blocks: vec![Block::Paragraph(line), Block::Lines(ROOM)] }
        });
        card.push(Block::List(List { first: Some(1), is_tight: false, items: items.collect() }));
        out.push(Block::Card(card));
    }
    let mut wishes = letter.wishes.sentences();
    if !letter.licence.trim().is_empty() {
        wishes.push(letter.licence.trim().to_owned());
    }
    if !wishes.is_empty() {
        out.push(Block::Note(vec![Inline::Text(wishes.join(" "))]));
    }
    out
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(vec![Inline::Text(words.trim().to_owned())])
}
