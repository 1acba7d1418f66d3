//! A session on paper. Before it: cover, run sheet, a page for each piece, ways to begin a sentence, commitments to fill in;
//! as often as there are copies, each with its number. After it: the record.

use std::collections::HashMap;

use typeset::{Block, Column, Document, Inline, Item, List, Paper, Sheet, Side, Table};

use super::{Maker, html};
use crate::entries::Entry;
use crate::error::Result;
use crate::export::letter::Letter;
use crate::export::{Take, Wishes};
use crate::sessions::handout::{Recorded, RunRow, Said};
use crate::sessions::{AgendaKind, Handout, StepSheet};

/// Empty rows in the table of commitments.
const COMMITMENTS: usize = 6;
/// Beside a piece, to write in.
const COLUMNS: [&str; 3] = ["Warm", "Cool", "Questions"];
/// The same where letters are large and columns narrow.
const LARGE_COLUMNS: [&str; 3] = ["Warm", "Cool", "?"];
/// Lines to write on.
const ROOM: u16 = 4;
/// People at one table.
const AT_TABLE: u32 = 5;
/// Tables that cards are printed for.
const TABLES: u32 = 40;

/// Puts the pages of a session into a document whose head is made.
pub(super) fn fill(
    maker: &mut Maker<'_>,
    handout: &Handout,
    document: &mut Document,
    tell: &mut Take<'_>,
) -> Result<()> {
    let letter = maker.pack.letter.clone();
    if let Some(record) = &handout.record {
        document.opening = cover(handout, document.sheet.large_print);
        document.opening.extend(collect(letter.as_ref(), None));
        document.blocks = recorded(handout, record);
        return Ok(());
    }
    let mut pieces = HashMap::new();
    for row in &maker.pack.rows {
        let entry = maker.source.entry(row.id)?;
        let mut text = Vec::new();
        maker.entry(&entry, 2, &mut text, tell)?;
        pieces.insert(entry.id, (entry, text));
    }
    let is_large = document.sheet.large_print;
    let columns = if is_large { LARGE_COLUMNS } else { COLUMNS };
    let copies = handout.copies.max(1);
    for copy in 1..=copies {
        let number = (handout.copies > 0).then_some((copy, copies));
        let mut first = cover(handout, is_large);
        first.extend(collect(letter.as_ref(), Some(number)));
        if copy == 1 {
            document.opening = first;
        } else {
            document.blocks.push(Block::Again(first));
        }
        document.blocks.extend(run_sheet(handout));
        for said in &handout.pieces {
            if let Some((entry, text)) = pieces.get(&said.entry) {
                let page = piece(said, entry, text.clone());
                // Where nothing is written down there is nothing to write into: the text alone.
                match handout.notes {
                    true => document.blocks.push(Block::Margin(columns.map(str::to_owned).to_vec(), page)),
                    false => document.blocks.extend(std::iter::once(Block::PageBreak).chain(page)),
                }
            }
        }
        document.blocks.extend(stems(handout));
        if handout.notes {
            document.blocks.extend(commitments(is_large));
        }
    }
    document.blocks.extend(tables(handout, document.sheet));
    Ok(())
}

/// What stands below the title: when, where, what for, who does what, how we are with each other, what we promised.
fn cover(handout: &Handout, is_large: bool) -> Vec<Block> {
    let place = if handout.place.is_empty() { String::new() } else { format!(" · {}", handout.place) };
    let mut out = vec![Block::Note(vec![text(&format!("{}{place}", handout.when))])];
    if !handout.purpose.is_empty() {
        out.push(Block::Paragraph(vec![text(&handout.purpose)]));
    }
    let mut facts = Vec::new();
    if !handout.protocol.is_empty() {
        let mut named = vec![Inline::Strong(vec![text(&handout.protocol)])];
        if !handout.origin.is_empty() {
            named.extend([Inline::Break, text(&handout.origin)]);
        }
        facts.push(vec![strong("Protocol"), named]);
    }
    for (role, who) in &handout.roles {
        facts.push(vec![strong(role), vec![text(who)]]);
    }
    let norms: Vec<&str> = handout.norms.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if !norms.is_empty() {
        let mut said = Vec::new();
        for line in norms {
            if !said.is_empty() {
                said.push(Inline::Break);
            }
            said.push(text(line));
        }
        facts.push(vec![strong("How we are"), said]);
    }
    if !facts.is_empty() {
        // A word such as “Facilitator” has room in large letters, too.
        let [name, said] = if is_large { [2, 5] } else { [1, 4] };
        out.push(table(&[("", name), ("", said)], facts));
    }
    if handout.record.is_none() && !handout.promised.is_empty() {
        out.push(heading("What we promised"));
        let rows = handout.promised.iter().map(|one| {
            let mut what = vec![text(&one.what)];
            if !one.evidence.is_empty() {
                what.push(Inline::Emphasis(vec![text(&format!(" ({})", one.evidence))]));
            }
            vec![vec![text(&one.who)], what, vec![text(&one.due)], vec![text(one.state)]]
        });
        out.push(table(&[("Who", 2), ("What", 6), ("By", 3), ("How it stands", 3)], rows.collect()));
    }
    if !handout.points.is_empty() && handout.record.is_none() {
        out.push(heading("Also on the agenda"));
        let items = handout.points.iter().map(|point| Item {
            done: None,
            blocks: vec![Block::Paragraph(vec![
                Inline::Strong(vec![text(&format!("{}: ", point.kind))]),
                text(&point.text),
            ])],
        });
        out.push(Block::List(List { first: None, is_tight: true, items: items.collect() }));
    }
    if handout.gone > 0 && handout.record.is_none() {
        let words = if handout.gone == 1 { "One piece of the agenda is" } else { "Some pieces of the agenda are" };
        out.push(Block::Note(vec![text(&format!("{words} no longer there."))]));
    }
    out
}

/// Whose copy it is, and that it goes back.
fn collect(letter: Option<&Letter>, number: Option<Option<(u32, u32)>>) -> Vec<Block> {
    let mut said = Vec::new();
    match number {
        Some(Some((copy, copies))) => said.push(Inline::Strong(vec![text(&format!("Copy {copy} of {copies}"))])),
        Some(None) => said.push(Inline::Strong(vec![text("Copy ______ of ______")])),
        None => {}
    }
    let author = letter.map(|letter| letter.author.trim()).unwrap_or_default();
    let wishes = letter.map(|letter| letter.wishes).unwrap_or_default();
    let back = match author {
        "" => "For this meeting only. Please hand it back at the end: it will be destroyed.".to_owned(),
        author => format!("For this meeting only. Please hand it back to {author} at the end: it will be destroyed."),
    };
    if number.is_some() {
        said.extend([Inline::Break, text("☐ collected   ☐ destroyed"), Inline::Break, text(&back)]);
    }
    let wishes = Wishes { return_to_me: wishes.return_to_me && number.is_none(), ..wishes }.sentences().join(" ");
    if !wishes.is_empty() {
        if !said.is_empty() {
            said.push(Inline::Break);
        }
        said.push(text(&wishes));
    }
    if said.is_empty() { Vec::new() } else { vec![Block::Card(vec![Block::Paragraph(said)])] }
}

fn run_sheet(handout: &Handout) -> Vec<Block> {
    if handout.run.is_empty() {
        return Vec::new();
    }
    let rows = handout.run.iter().map(|row| {
        let mut step = vec![Inline::Strong(vec![text(&row.name)])];
        if !row.says.is_empty() {
            step.extend([Inline::Break, text(&row.says)]);
        }
        let mut speaks = vec![text(row.speaks)];
        if !row.notes {
            speaks.extend([Inline::Break, Inline::Emphasis(vec!["No notes".into()])]);
        }
        vec![vec![Inline::Strong(vec![text(&row.at)])], step, speaks, vec![text(&format!("{}\u{a0}min", row.minutes))]]
    });
    vec![
        Block::PageBreak,
        Block::Heading(1, vec!["Run sheet".into()]),
        Block::Note(vec![text(&handout.when)]),
        Block::Table(Table {
            columns: vec![
                column(3, Side::Start),
                column(10, Side::Start),
                column(5, Side::Start),
                column(3, Side::End),
            ],
            head: ["Time", "What we do, and what is said", "Who may speak", ""].map(|name| vec![text(name)]).to_vec(),
            rows: rows.collect(),
            is_form: false,
            is_roomy: true,
        }),
    ]
}

/// What readers have to know, the question to them, and the text.
fn piece(said: &Said, entry: &Entry, body: Vec<Block>) -> Vec<Block> {
    let mut out = vec![Block::Heading(1, vec![text(&html::heading(entry))])];
    if !said.context.is_empty() {
        let mut lines = Vec::new();
        for line in said.context.lines() {
            if !lines.is_empty() {
                lines.push(Inline::Break);
            }
            lines.push(text(line));
        }
        out.push(Block::Note(lines));
    }
    if !said.focus.is_empty() {
        out.push(Block::Card(vec![Block::Paragraph(vec![Inline::Strong(vec![text(&said.focus)])])]));
    }
    let language = entry.language.clone().unwrap_or_else(|| super::ENGLISH.into());
    out.push(Block::In(language, body));
    out
}

fn stems(handout: &Handout) -> Vec<Block> {
    if handout.stems.is_empty() {
        return Vec::new();
    }
    let card = |stem: &crate::sessions::Stem| {
        let items = stem.begins.iter().map(|begin| Item {
            done: None,
            blocks: vec![Block::Paragraph(vec![text(&begin.replace(" …", "\u{a0}…"))])],
        });
        Block::Card(vec![
            Block::Paragraph(vec![Inline::Strong(vec![text(&stem.name)])]),
            Block::Note(vec![text(&stem.hint)]),
            Block::List(List { first: None, is_tight: true, items: items.collect() }),
        ])
    };
    let mut out = vec![Block::PageBreak, Block::Heading(1, vec!["Ways to begin".into()])];
    for pair in handout.stems.chunks(2) {
        let mut columns: Vec<(u16, Vec<Block>)> = pair.iter().map(|stem| (1, vec![card(stem)])).collect();
        columns.resize(2, (1, Vec::new()));
        out.push(Block::Columns(columns));
    }
    out.push(Block::Paragraph(vec![Inline::Strong(vec!["What did you see that led you there?".into()])]));
    out
}

/// What lies on the tables and is there once: a sheet for the harvest, and a card for each table with the question of each
/// round.
fn tables(handout: &Handout, sheet: Sheet) -> Vec<Block> {
    let of = |sheet| handout.run.iter().filter(move |row| row.sheet == Some(sheet));
    let rounds: Vec<&RunRow> = of(StepSheet::TableCard).collect();
    let people = handout.copies.max(handout.people);
    let count = people.div_ceil(AT_TABLE).clamp(1, TABLES);
    let mut out = vec![Block::Again(vec![Block::Note(vec![text(&handout.when)]), heading("For the tables")])];
    for row in of(StepSheet::Harvest) {
        if out.len() > 1 {
            out.push(Block::PageBreak);
        }
        out.push(Block::Heading(1, vec![text(&row.name)]));
        out.push(Block::Note(vec![text(&row.says)]));
        let rows = count.clamp(4, if sheet.large_print { 6 } else { 10 });
        out.push(Block::Table(Table {
            columns: [2, 8, 5].map(|share| column(share, Side::Start)).to_vec(),
            head: ["Table", "One thing that others should hear", "A question it leaves"]
                .map(|name| vec![text(name)])
                .to_vec(),
            rows: (0..rows).map(|_| vec![Vec::new(); 3]).collect(),
            is_form: true,
            is_roomy: false,
        }));
    }
    if rounds.is_empty() {
        return if out.len() > 1 { out } else { Vec::new() };
    }
    let open = AgendaKind::Question.name();
    let asked = handout.points.iter().filter(|point| point.kind == open).map(|point| point.text.as_str());
    let focus = handout.pieces.iter().map(|said| said.focus.as_str()).filter(|focus| !focus.is_empty());
    let questions: Vec<&str> = asked.chain(focus).collect();
    // As many lines to write on as a page has room for.
    let room = match (sheet.large_print, sheet.paper) {
        (true, _) => 6,
        (false, Paper::Letter) => 10,
        (false, Paper::A4) => 13,
    };
    let lines = u16::try_from((room / rounds.len()).clamp(1, 4)).unwrap_or(1);
    for table in 1..=count {
        out.push(Block::PageBreak);
        out.push(Block::Heading(1, vec![text(&format!("Table {table}"))]));
        out.push(Block::Note(vec![
            "The host stays at the table, the others move on after each round. Write and draw on this sheet.".into(),
        ]));
        out.push(heading("Host: ______________________"));
        for (at, row) in rounds.iter().enumerate() {
            let mut card = vec![heading(&format!("{}  {}", row.at, row.name))];
            card.extend(questions.get(at).map(|question| Block::Paragraph(vec![text(question)])));
            card.push(Block::Lines(lines));
            out.push(Block::Card(card));
        }
    }
    out
}

fn commitments(is_large: bool) -> Vec<Block> {
    // In large letters, too, all of it is one page.
    let (rows, lines) = if is_large { (4, 3) } else { (COMMITMENTS, ROOM) };
    let empty = || vec![Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    vec![
        Block::PageBreak,
        Block::Heading(1, vec!["What we promise each other".into()]),
        Block::Table(Table {
            columns: vec![
                column(5, Side::Start),
                column(2, Side::Start),
                column(2, Side::Start),
                column(4, Side::Start),
            ],
            head: ["What", "Who", "By when", "How we will see it"].map(|name| vec![text(name)]).to_vec(),
            rows: (0..rows).map(|_| empty()).collect(),
            is_form: true,
            is_roomy: false,
        }),
        Block::Heading(2, vec!["What I take away".into()]),
        Block::Lines(lines),
        Block::Heading(2, vec!["Still open, for next time".into()]),
        Block::Lines(lines),
    ]
}

fn recorded(handout: &Handout, record: &Recorded) -> Vec<Block> {
    let mut out = vec![Block::Heading(1, vec!["What came of it".into()])];
    let mut facts = Vec::new();
    for (name, who) in [("Present", &record.present), ("Apologies", &record.apologies)] {
        if !who.is_empty() {
            facts.push(vec![strong(name), vec![text(&who.join(", "))]]);
        }
    }
    if !facts.is_empty() {
        out.push(table(&[("", 1), ("", 4)], facts));
    }
    let said = |title: &str, words: &str, out: &mut Vec<Block>| {
        if !words.is_empty() {
            out.push(Block::Heading(2, vec![text(title)]));
            out.extend(words.split("\n\n").map(|part| Block::Paragraph(vec![text(part.trim())])));
        }
    };
    said("The question, as it was said again", &record.restated, &mut out);
    said("What the presenter heard", &record.heard, &mut out);
    let by = |(what, due): &(String, String)| if due.is_empty() { what.clone() } else { format!("{what} (by {due})") };
    listed("What the presenter will try", record.tries.iter().map(by), &mut out);
    listed("What was decided", record.decisions.iter().cloned(), &mut out);
    listed("What was made", record.products.iter().cloned(), &mut out);
    if !handout.promised.is_empty() {
        out.push(Block::Heading(2, vec!["What was promised".into()]));
        let rows = handout.promised.iter().map(|one| {
            vec![vec![text(&one.what)], vec![text(&one.who)], vec![text(&one.due)], vec![text(&one.evidence)]]
        });
        out.push(table(&[("What", 5), ("Who", 2), ("By when", 3), ("How we will see it", 4)], rows.collect()));
    }
    let whose = |(who, what): &(String, String)| if who.is_empty() { what.clone() } else { format!("{who}: {what}") };
    listed("What each takes away", record.takeaways.iter().map(whose), &mut out);
    listed("Still open, for next time", record.open_questions.iter().cloned(), &mut out);
    out
}

fn listed(title: &str, lines: impl Iterator<Item = String>, out: &mut Vec<Block>) {
    let items: Vec<Item> =
        lines.map(|line| Item { done: None, blocks: vec![Block::Paragraph(vec![text(&line)])] }).collect();
    if !items.is_empty() {
        out.push(Block::Heading(2, vec![text(title)]));
        out.push(Block::List(List { first: None, is_tight: true, items }));
    }
}

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

fn strong(words: &str) -> Vec<Inline> {
    vec![Inline::Strong(vec![text(words)])]
}

/// A small heading that is no part of the outline.
fn heading(words: &str) -> Block {
    Block::Paragraph(strong(words))
}

fn column(share: u16, side: Side) -> Column {
    Column { side, share }
}

fn table(columns: &[(&str, u16)], rows: Vec<Vec<Vec<Inline>>>) -> Block {
    Block::Table(Table {
        columns: columns.iter().map(|(_, share)| column(*share, Side::Start)).collect(),
        head: columns.iter().map(|(name, _)| if name.is_empty() { Vec::new() } else { vec![text(name)] }).collect(),
        rows,
        is_form: false,
        is_roomy: true,
    })
}
