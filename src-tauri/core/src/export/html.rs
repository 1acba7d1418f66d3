//! One self-contained page: no script, nothing from the network, its own style, good on paper.

use std::collections::HashMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{Datelike, NaiveDate};

use super::attached::{Attached, Why};
use super::pictures::{self, Picture};
use super::sanitise::{self, Pictures, escaped};
use super::shown;
use super::{Content, Exporter, Format, Letter, Pack, Part, Source, Take};
use crate::attachments::Attachment;
use crate::clock::{Clock, Instant};
use crate::entries::{Entry, Happened, Precision, Readiness, Timing};
use crate::error::Result;
use crate::picture;
use crate::settings::Paper;
use crate::templates::StoredValue;

/// The style of every page that leaves. It names no address, so that nothing is ever loaded.
pub const STYLE: &str = include_str!("page.css");

/// A page to read, print or send.
pub struct Html;

impl Exporter for Html {
    fn format(&self) -> Format {
        Format {
            id: "html",
            name: "Web page",
            hint: "One file that every browser opens and prints. Pictures are inside; other files are only named. The list of people stays here.",
            hint_for_others: "One file that every browser opens and prints, and nothing to answer with. Pictures are inside; other files stay.",
            extension: "html",
            needs_letter: false,
        }
    }

    fn parts(&self, source: Source<'_>, pack: &Pack, take: &mut Take<'_>) -> Result<()> {
        let mut told = Vec::new();
        let page = page(source, pack, &mut |part| {
            told.push(part);
            Ok(())
        })?;
        let count = pack.count();
        let entries = if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") };
        let note = if pack.versions { format!("{entries}; a page holds no older versions") } else { entries };
        take(Part { name: "page.html".into(), note, content: Content::Text(page) })?;
        told.into_iter().try_for_each(take)
    }

    fn shown(&self, bytes: &[u8]) -> Result<Vec<String>> {
        let page = String::from_utf8_lossy(bytes);
        Ok(vec![shown::page(page.split_once("<body>").map_or(page.as_ref(), |(_, body)| body))])
    }
}

/// The entries as a whole page; tells what became of each file.
///
/// # Errors
/// Those of the journal, and of `tell`.
pub(super) fn page(source: Source<'_>, pack: &Pack, tell: &mut Take<'_>) -> Result<String> {
    let single = pack.rows.len() == 1;
    let mut main = pack.letter.as_ref().map(letterhead).unwrap_or_default();
    if !single {
        main.push_str(&format!("<h1>{} journal entries</h1>\n", pack.rows.len()));
    }
    let mut title = format!("{} journal entries", pack.rows.len());
    for row in &pack.rows {
        let entry = source.entry(row.id)?;
        if single {
            title = heading(&entry);
        }
        main.push_str(&article(source, pack, &entry, if single { 1 } else { 2 }, tell)?);
    }
    let paper = match pack.layout.paper {
        Paper::A4 => "a4",
        Paper::Letter => "letter",
    };
    Ok(document(&title, &main, paper))
}

/// What the reader is told first.
fn letterhead(letter: &Letter) -> String {
    let mut out = String::from("<header class=\"letter\">\n");
    for said in letter.paragraphs() {
        out.push_str(&format!("<p>{}</p>\n", escaped(&said)));
    }
    if !letter.questions.is_empty() {
        let asked: Vec<String> =
            letter.questions.iter().map(|asked| format!("<li>{}</li>", escaped(&asked.text))).collect();
        out.push_str(&format!("<ol>{}</ol>\n", asked.join("")));
    }
    out.push_str("</header>\n");
    out
}

/// The text of one file of a zip, for the preview.
pub(super) fn listing(name: &str, text: &str) -> String {
    format!("<section class=\"file\"><h2>{}</h2>\n<pre>{}</pre></section>\n", escaped(name), escaped(text))
}

/// A page around [`listing`]s.
pub(super) fn sheet(listings: &str) -> String {
    document("What leaves", listings, "a4")
}

fn document(title: &str, main: &str, paper: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>{STYLE}@page {{ size: {paper}; }}\n</style>\n</head>\n<body>\n<main class=\"pages\">\n{main}</main>\n</body>\n</html>\n",
        escaped(title)
    )
}

pub(super) fn is_untitled(entry: &Entry) -> bool {
    entry.title.trim().is_empty()
}

pub(super) fn heading(entry: &Entry) -> String {
    if is_untitled(entry) { when(&entry.happened) } else { entry.title.clone() }
}

fn article(source: Source<'_>, pack: &Pack, entry: &Entry, level: u8, tell: &mut Take<'_>) -> Result<String> {
    let mut held = HashMap::new();
    let mut others = Vec::new();
    for attachment in &entry.attachments {
        let (note, bytes, picture) = on_page(source, attachment)?;
        let content = if picture.is_some() { Content::Told(bytes) } else { Content::LeftOut };
        tell(Part { name: attachment.name.clone(), note, content })?;
        match picture {
            Some(picture) => {
                held.insert(
                    attachment.id,
                    format!("data:{};base64,{}", picture.media_type, STANDARD.encode(&picture.bytes)),
                );
            }
            None => others.push(attachment),
        }
    }
    let held = Arc::new(held);
    let body = sanitise::html(&source.written(entry)?, &Pictures::Held(Arc::clone(&held)), level);
    let mut out = String::with_capacity(body.len() + 1024);
    // The words around the entries are English; a language that is not known is said to be so (an empty `lang`).
    let language = escaped(entry.language.as_deref().unwrap_or_default());
    out.push_str(&format!("<article lang=\"{language}\">\n<h{level}>{}</h{level}>\n", escaped(&heading(entry))));
    out.push_str(&facts(entry));
    out.push_str(&values(&source.values(entry)?));
    out.push_str(&format!("<div class=\"text\">\n{body}</div>\n"));
    for attachment in &entry.attachments {
        if let Some(source) = held.get(&attachment.id).filter(|source| !body.contains(source.as_str())) {
            let name = escaped(&attachment.name);
            out.push_str(&format!(
                "<figure><img src=\"{source}\" alt=\"{name}\"><figcaption>{name}</figcaption></figure>\n"
            ));
        }
    }
    if let Some((drawn, text)) = source.learning_log(entry, pack)? {
        let svg = picture::svg(&drawn, &format!("loop-{}", pack.piece_id(entry.id)));
        out.push_str(&format!("<figure class=\"loop\">{svg}</figure>\n"));
        out.push_str(&format!(
            "<div class=\"log\">\n{}</div>\n",
            sanitise::html(&text, &Pictures::Held(Arc::clone(&held)), level)
        ));
    }
    let came_of = source.came_of(entry, pack)?;
    if !came_of.is_empty() {
        let html = sanitise::html(&came_of, &Pictures::Held(held), level);
        out.push_str(&format!("<div class=\"log\">\n{html}</div>\n"));
    }
    out.push_str(&not_included(&others, pack));
    out.push_str("</article>\n");
    Ok(out)
}

/// What becomes of a file on a page: a note, its size there, and the picture if it is one. Any other file is only named,
/// so it is not read.
pub(super) fn on_page(source: Source<'_>, attachment: &Attachment) -> Result<(String, i64, Option<Picture>)> {
    if !attachment.is_image {
        let note = if pictures::may_tell_place(&attachment.name, &[]) {
            Why::MayTellPlace.note()
        } else if source.is_for_somebody() {
            "left out: a page holds pictures only, and names no other file to a reader"
        } else {
            "left out: a page can only name it"
        };
        return Ok((note.into(), 0, None));
    }
    let attached = source.attached(attachment)?;
    let note = attached.note(attachment);
    Ok(match attached {
        Attached::Picture(picture) => {
            (format!("inside the page; {note}"), super::length(picture.bytes.len()), Some(picture))
        }
        Attached::AsItIs | Attached::Stays(_) => (note.into(), 0, None),
    })
}

fn facts(entry: &Entry) -> String {
    // Of an entry without a title the date is the heading already.
    let mut facts: Vec<String> = (!is_untitled(entry)).then(|| when(&entry.happened)).into_iter().collect();
    if !entry.setting.is_empty() {
        facts.push(entry.setting.clone());
    }
    facts.extend(entry.timing.map(|timing| timing_words(timing).to_owned()));
    if entry.readiness == Readiness::Draft {
        facts.push("Draft".into());
    }
    let mut out = String::new();
    if !facts.is_empty() {
        let facts: Vec<String> = facts.iter().map(|fact| escaped(fact)).collect();
        out.push_str(&format!("<p class=\"facts\">{}</p>\n", facts.join(" · ")));
    }
    if !entry.tags.is_empty() {
        out.push_str("<ul class=\"tags\">");
        for tag in &entry.tags {
            out.push_str(&format!("<li>{}</li>", escaped(tag)));
        }
        out.push_str("</ul>\n");
    }
    out
}

/// What was chosen, dated or counted beside the text.
fn values(values: &[StoredValue]) -> String {
    if values.is_empty() {
        return String::new();
    }
    let line =
        |value: &StoredValue| format!("<dt>{}</dt><dd>{}</dd>", escaped(&value.label), escaped(&value.value.words()));
    format!("<dl class=\"values\">{}</dl>\n", values.iter().map(line).collect::<String>())
}

fn not_included(others: &[&Attachment], pack: &Pack) -> String {
    if others.is_empty() {
        return String::new();
    }
    if pack.letter.is_some() {
        return format!("<div class=\"files\"><p>{}</p></div>\n", staying(others.len()));
    }
    let mut out = String::from("<div class=\"files\"><p>Files that are not included:</p><ul>");
    for file in others {
        out.push_str(&format!("<li>{} ({})</li>", escaped(&file.name), size(file.bytes)));
    }
    out.push_str("</ul></div>\n");
    out
}

/// What somebody else is told of files that stay: the name of a file says who is in it, and serves nobody without it.
pub(super) fn staying(files: usize) -> String {
    match files {
        1 => "One file that belongs to this is not included.".into(),
        many => format!("{many} files that belong to this are not included."),
    }
}

pub(super) fn timing_words(timing: Timing) -> &'static str {
    match timing {
        Timing::InAction => "Reflection in action",
        Timing::OnAction => "Reflection on action",
        Timing::ForAction => "Reflection for action",
    }
}

pub(super) fn size(bytes: i64) -> String {
    match bytes {
        ..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// When it happened, in words, as exactly as it is known and no more.
pub(super) fn when(happened: &Happened) -> String {
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let in_words = |date: NaiveDate| format!("{} {} {}", date.format("%A"), date.day(), date.format("%B %Y"));
    let words = match happened.precision {
        Precision::Exact => happened
            .local
            .get(..10)
            .and_then(day)
            .zip(happened.local.get(11..16))
            .map(|(date, time)| format!("{}, {time}", in_words(date))),
        Precision::Day => day(&happened.local).map(in_words),
        Precision::Month => day(&format!("{}-01", happened.local)).map(|first| first.format("%B %Y").to_string()),
        // What is told of a time that is to be known no more exactly, such as a term.
        Precision::Unknown => Some(happened.local.clone()).filter(|told| !told.is_empty()),
    };
    words.unwrap_or_else(|| "Date not known".into())
}

/// A moment as the day it was for the writer.
pub(super) fn when_written(at: Instant, clock: &Clock) -> String {
    words_of(clock.day(at))
}

/// A day such as "2026-11-28" in words.
pub(super) fn day_in_words(day: &str) -> String {
    NaiveDate::parse_from_str(day, "%Y-%m-%d").map_or_else(|_| day.to_owned(), words_of)
}

pub(super) fn words_of(day: NaiveDate) -> String {
    format!("{} {}", day.day(), day.format("%B %Y"))
}
