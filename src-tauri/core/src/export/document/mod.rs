//! A pack as a document: what stands on its pages, in order. PDF and DOCX are both made from it, so that they say the same.

mod letter;
mod levels;
mod markdown;
mod session;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use typeset::{Block, Document, File, Inline, Paper, Picture, Sheet, Warning};

use self::markdown::Shown;
use super::{Content, Pack, Part, Source, Take, html};
use crate::attachments::Attachment;
use crate::entries::{Entry, Kind, Readiness};
use crate::error::Result;
use crate::id::AttachmentId;
use crate::{picture, settings};

/// The pack as a document; tells what became of each file of an entry.
///
/// # Errors
/// Those of the journal, and of `tell`.
pub(super) fn of(source: Source<'_>, pack: &Pack, tell: &mut Take<'_>) -> Result<Document> {
    let mut maker = Maker { source, pack, files: Vec::new() };
    if let Some(handout) = &pack.handout {
        let mut document = head(source, pack, &handout.title);
        session::fill(&mut maker, handout, &mut document, tell)?;
        document.files = maker.files;
        return Ok(document);
    }
    let single = pack.rows.len() == 1;
    let mut blocks = Vec::new();
    let mut titles = Vec::new();
    let mut languages: HashMap<String, usize> = HashMap::new();
    let mut after_long = false;
    for row in &pack.rows {
        let entry = source.entry(row.id)?;
        let language = entry.language.clone().unwrap_or_else(|| ENGLISH.into());
        let title = html::heading(&entry);
        let mut section = Vec::new();
        if !single {
            // What goes to somebody may be read, and spoken of, by itself: a long text begins on a page of its own, and what
            // follows it; short ones stand together.
            let is_long = entry.kind == Kind::Loop || entry.words > SHORT;
            if pack.letter.is_some() && (is_long || after_long) {
                section.push(Block::PageBreak);
            }
            after_long = is_long;
            section.push(Block::Heading(1, vec![Inline::Text(title.clone())]));
        }
        maker.entry(&entry, if single { 1 } else { 2 }, &mut section, tell)?;
        blocks.push(Block::In(language.clone(), section));
        *languages.entry(language).or_default() += 1;
        titles.push((entry.id, title));
    }
    let title = match titles.as_slice() {
        [(_, title)] => title.clone(),
        _ => format!("{} journal entries", titles.len()),
    };
    // The language that most entries are in; of several, always the same one.
    let language = languages.into_iter().max_by(|(left, a), (right, b)| a.cmp(b).then(right.cmp(left)));
    Ok(Document {
        opening: pack.letter.as_ref().map(|letter| letter::opening(letter, &titles)).unwrap_or_default(),
        contents: (!single).then(|| "Contents".to_owned()),
        language: language.map_or_else(|| ENGLISH.into(), |(language, _)| language),
        files: maker.files,
        blocks,
        ..head(source, pack, &title)
    })
}

/// Its title, its sheet, and what stands in the file's own data.
fn head(source: Source<'_>, pack: &Pack, title: &str) -> Document {
    let layout = pack.layout;
    let date = pack.letter.as_ref().map_or_else(|| source.clock().day(source.now()), |letter| letter.created);
    Document {
        above: pack.letter.as_ref().map(|letter| letter.audience.clone()).unwrap_or_default(),
        author: pack.letter.as_ref().map(|letter| letter.author.clone()).filter(|author| !author.trim().is_empty()),
        footer: crate::text::excerpt(title, 70),
        title: title.to_owned(),
        language: ENGLISH.into(),
        date: Some((
            chrono::Datelike::year(&date),
            day_part(chrono::Datelike::month(&date)),
            day_part(chrono::Datelike::day(&date)),
        )),
        sheet: Sheet {
            paper: match layout.paper {
                settings::Paper::A4 => Paper::A4,
                settings::Paper::Letter => Paper::Letter,
            },
            large_print: layout.large_print,
            line_numbers: layout.line_numbers,
            wide_margin: layout.wide_margin,
            grey: layout.grey,
        },
        ..Document::default()
    }
}

/// Words of a text that stands on a page with others: about half a page.
const SHORT: u32 = 200;
/// Of the words around the entries.
const ENGLISH: &str = "en";

fn day_part(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(1)
}

struct Maker<'s> {
    source: Source<'s>,
    pack: &'s Pack,
    files: Vec<File>,
}

impl Maker<'_> {
    fn entry(&mut self, entry: &Entry, level: u8, out: &mut Vec<Block>, tell: &mut Take<'_>) -> Result<()> {
        out.extend(facts(entry));
        for value in self.source.values(entry)? {
            out.push(Block::Paragraph(vec![
                Inline::Strong(vec![Inline::Text(format!("{}:", value.label))]),
                Inline::Text(format!(" {}", value.value.words())),
            ]));
        }
        let mut held = HashMap::new();
        let mut others = Vec::new();
        let first = self.files.len();
        for attachment in &entry.attachments {
            if !self.attach(attachment, &mut held, tell)? {
                others.push(attachment);
            }
        }
        let names: Vec<&str> = entry.attachments.iter().map(|file| file.name.as_str()).collect();
        let shown = Shown { files: &held, names: &names };
        let mut used = Vec::new();
        out.extend(markdown::blocks(&self.source.written(entry)?, level, &shown, &mut used));
        let below = (first..self.files.len()).filter(|file| !used.contains(file));
        out.extend(below.map(|file| Block::Picture(Picture { file, alt: None })));
        if let Some((drawn, text)) = self.source.learning_log(entry, self.pack)? {
            let alt = format!("{}. {}", drawn.title, drawn.text.replace('\n', " "));
            out.push(Block::Picture(Picture { file: self.files.len(), alt: Some(alt) }));
            // A picture of ours is set in the faces of the page, whose names it must call.
            let svg = picture::svg(&drawn, &format!("log-{}", self.files.len()))
                .replace(r#"font-family="sans-serif""#, r#"font-family="Loopbook Sans""#)
                .replace(r#"font-family="serif""#, r#"font-family="Literata""#);
            self.files.push(File { bytes: svg.into_bytes(), name: drawn.title });
            out.extend(markdown::blocks(&text, level, &shown, &mut used));
        }
        if !others.is_empty() {
            let named = others.iter().map(|file| format!("{} ({})", file.name, html::size(file.bytes)));
            let said = match self.pack.letter {
                Some(_) => html::staying(others.len()),
                None => format!("Files that are not included: {}.", named.collect::<Vec<_>>().join(", ")),
            };
            out.push(Block::Note(vec![Inline::Text(said)]));
        }
        Ok(())
    }

    /// Whether the file is a picture, and in the document.
    fn attach(
        &mut self,
        attachment: &Attachment,
        held: &mut HashMap<AttachmentId, usize>,
        tell: &mut Take<'_>,
    ) -> Result<bool> {
        let (note, bytes, picture) = html::on_page(self.source, attachment)?;
        let content = if picture.is_some() { Content::Told(bytes) } else { Content::LeftOut };
        tell(Part { name: attachment.name.clone(), note, content })?;
        let Some(picture) = picture else { return Ok(false) };
        held.insert(attachment.id, self.files.len());
        self.files.push(File { bytes: picture.bytes, name: attachment.name.clone() });
        Ok(true)
    }
}

/// When, where and of what kind, in small letters.
fn facts(entry: &Entry) -> Option<Block> {
    let mut facts = Vec::new();
    if !html::is_untitled(entry) {
        facts.push(html::when(&entry.happened));
    }
    if !entry.setting.is_empty() {
        facts.push(entry.setting.clone());
    }
    facts.extend(entry.timing.map(|timing| html::timing_words(timing).to_owned()));
    if entry.readiness == Readiness::Draft {
        facts.push("Draft".into());
    }
    if !entry.tags.is_empty() {
        facts.push(entry.tags.join(", "));
    }
    (!facts.is_empty()).then(|| Block::Note(vec![Inline::Text(facts.join(" · "))]))
}

/// What a person should know about the pages, in words.
pub(super) fn sentences(warnings: &[Warning]) -> Vec<String> {
    let mut undescribed = Vec::new();
    let mut said = Vec::new();
    for warning in warnings {
        match warning {
            Warning::NoAlt(name) => undescribed.push(format!("“{name}”")),
            Warning::NotShown(name) => said.push(format!("“{name}” cannot be shown; words stand in its place")),
            Warning::Unknown(1) => said.push("One sign has no shape in our typefaces and is shown as \u{fffd}".into()),
            Warning::Unknown(count) => {
                said.push(format!("{count} signs have no shape in our typefaces and are shown as \u{fffd}"));
            }
            Warning::NotAccessible(why) => said.push(format!(
                "These pages can be read aloud, but do not keep the rules of PDF/UA in everything ({why})"
            )),
        }
    }
    undescribed.dedup();
    match undescribed.as_slice() {
        [] => {}
        [one] => said.push(format!("For those who do not see it, {one} has no description yet")),
        several => {
            said.push(format!("For those who do not see them, these have no description yet: {}", several.join(", ")))
        }
    }
    said
}
