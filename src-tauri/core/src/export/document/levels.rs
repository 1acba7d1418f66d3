//! Headings as a document for every reader needs them: none left out between one and the next below it.

use typeset::{Block, Inline};

/// The deepest there is.
const DEEPEST: u8 = 6;

/// Gives the headings of `blocks` levels from `first` on, keeping which stands below which. One within a quote or a list
/// belongs to no order of parts: it is a line said strongly.
pub(super) fn closed(blocks: &mut [Block], first: u8) {
    let mut above: Vec<u8> = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(level, _) => {
                while above.last().is_some_and(|last| last >= level) {
                    above.pop();
                }
                above.push(*level);
                let depth = u8::try_from(above.len() - 1).unwrap_or(DEEPEST);
                *level = first.saturating_add(depth).min(DEEPEST);
            }
            Block::Quote(within) => within.iter_mut().for_each(said_strongly),
            Block::List(list) => list.items.iter_mut().flat_map(|item| &mut item.blocks).for_each(said_strongly),
            _ => {}
        }
    }
}

fn said_strongly(block: &mut Block) {
    match block {
        Block::Heading(_, line) => *block = Block::Paragraph(vec![Inline::Strong(std::mem::take(line))]),
        Block::Quote(within) => within.iter_mut().for_each(said_strongly),
        Block::List(list) => list.items.iter_mut().flat_map(|item| &mut item.blocks).for_each(said_strongly),
        _ => {}
    }
}
