//! Markdown: a folder, a zip, or one file. Each text is an entry, byte for byte; a line of YAML front matter that the
//! journal has a field for becomes that field.
//!
//! The title is the front matter's, else the first heading where the text begins with one (it stays in the text too),
//! else the file's name. When it happened is the front matter's date, else the one in the file's name, else the folder's
//! (2024/03/05.md), else not known: the time of the file itself only says when it was written. Links to files that lie
//! in the source become attachments, and `![[picture.png]]` does; links to other texts stay as they are.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::links::{self, Destination, Form};
use super::source::PICTURES;
use super::{Found, Importer, Link, Parsed, PlannedFile, Problem, Source, SourceFile, front_matter};
use crate::entries::{Happened, Readiness};
use crate::error::{Error, Result};
use crate::text;

/// Bytes of one text.
const TEXT_LIMIT: u64 = 64 * 1024 * 1024;
/// Bytes of all texts together: they are held in memory until they are in.
const ALL_TEXTS: usize = 512 * 1024 * 1024;
/// Endings of texts.
const TEXTS: &[&str] = &["md", "markdown", "mdown", "mkd"];
/// Files of a notes program that only it can show.
const NEVER_ATTACHED: &[&str] = &["base", "canvas", "html", "htm", "js", "css", "json", "yaml", "yml"];

/// The format.
pub struct Markdown;

impl Importer for Markdown {
    fn id(&self) -> &'static str {
        "markdown"
    }

    fn name(&self) -> &'static str {
        "Markdown"
    }

    fn owns(&self, source: &Source) -> bool {
        source.files().iter().any(|file| is_text(source, file))
    }

    fn read(&self, source: &Source) -> Result<Parsed> {
        let mut parsed = Parsed::default();
        let mut copies = HashMap::new();
        let mut total = 0;
        for file in source.files().iter().filter(|file| is_text(source, file)) {
            let read = source.bytes(file, TEXT_LIMIT).and_then(|bytes| Ok((hash(&bytes), decoded(bytes)?)));
            let (hash, body) = match read {
                Ok(read) => read,
                Err(Error::BadInput(why) | Error::TooBig(why)) => {
                    parsed.problems.push(Problem::new(&file.name, why));
                    continue;
                }
                Err(error) => return Err(error),
            };
            total += body.len();
            if total > ALL_TEXTS {
                return Err(Error::TooBig(format!(
                    "the texts in “{}” are larger than 512 MB together; import them in parts",
                    source.shown()
                )));
            }
            // Its bytes and its own name tell a text, wherever the folder lies; equal ones are told apart by counting.
            let name = file.own_name();
            let copy = copies.entry((hash.clone(), name.to_owned())).and_modify(|copy| *copy += 1).or_insert(1u32);
            let key = format!("markdown:{hash}:{copy}:{name}");
            let read = entry(source, file, key, body, &mut parsed.problems);
            parsed.entries.extend(read);
        }
        Ok(parsed)
    }
}

fn is_text(source: &Source, file: &SourceFile) -> bool {
    TEXTS.contains(&file.ending().as_str()) || (source.is_single() && file.ending() == "txt")
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Text in UTF-8, or in UTF-16 where it begins with its mark.
pub(super) fn decoded(bytes: Vec<u8>) -> Result<String> {
    let wide = |order: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
        char::decode_utf16(units).collect::<std::result::Result<String, _>>().map_err(|_| not_text())
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).map_err(|_| not_text()),
        _ => String::from_utf8(bytes).map_err(|_| not_text()),
    }
}

fn not_text() -> Error {
    Error::bad("it is no text in UTF-8; save it as UTF-8 and import it again")
}

fn entry(source: &Source, file: &SourceFile, key: String, text: String, problems: &mut Vec<Problem>) -> Option<Found> {
    let split = front_matter::split(&text);
    let matter = split.as_ref().and_then(front_matter::read);
    if matter.as_ref().is_some_and(|matter| matter.is_version) {
        problems.push(Problem::new(&file.name, "it is an older version of another text and was left out"));
        return None;
    }
    let after = split.as_ref().map_or(0, |split| split.rest);
    // Unread front matter is text like any other, and links in it are links.
    let after = if matter.is_some() { after } else { 0 };
    let heading = heading(&text[after..]);
    let drops = matter.as_ref().is_some_and(|matter| matter.taken_whole);
    let (body, links_from) = if drops { (one_line_less(&text[after..]).to_owned(), 0) } else { (text, after) };
    let mut found = Found::new(key, &file.name, body);
    let matter = matter.unwrap_or_default();
    problems.extend(matter.problems.iter().map(|why| Problem::new(&file.name, why.as_str())));

    let title =
        matter.title.filter(|title| !title.is_empty()).or(heading).or_else(|| name_as_title(file)).unwrap_or_default();
    found.entry.title = title.chars().take(500).collect();
    found.entry.happened = matter
        .happened
        .or_else(|| date_in(file.stem()))
        .or_else(|| date_of_folder(file))
        .unwrap_or_else(Happened::unknown);
    found.entry.tags = matter.tags;
    found.entry.readiness = if matter.draft { Readiness::Draft } else { Readiness::Ready };
    found.entry.language_chosen = matter.language.is_some();
    found.entry.language = matter.language;
    found.entry.starred = matter.starred;
    found.entry.timing = matter.timing;
    found.entry.setting = matter.setting.unwrap_or_default();
    found.entry.template = matter.template.unwrap_or(found.entry.template);
    found.values = matter.values;
    found.written_at = matter.written_at.or(file.modified);
    found.edited_at = matter.edited_at;
    found.detect_language();
    attach(source, file, &mut found, links_from);
    Some(found)
}

/// The line between front matter and text belongs to neither.
fn one_line_less(text: &str) -> &str {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix('\n')).unwrap_or(text)
}

/// The heading of the first level that a text begins with, as plain text.
fn heading(text: &str) -> Option<String> {
    let start = text.trim_start_matches(['\n', '\r']);
    let mut lines = start.lines();
    let first = lines.next()?;
    let indent = first.len() - first.trim_start_matches(' ').len();
    if indent > 3 || first.len() > 4_000 {
        return None;
    }
    let marked = first.trim_start().strip_prefix('#').is_some_and(|rest| rest.starts_with([' ', '\t']));
    let underlined = lines.next().is_some_and(|line| {
        let line = line.trim_end();
        line.starts_with('=') && line.bytes().all(|byte| byte == b'=')
    });
    let heading = if marked {
        text::plain(first)
    } else if underlined && !first.trim().is_empty() {
        text::plain(&format!("{first}\n="))
    } else {
        return None;
    };
    Some(heading.trim().to_owned()).filter(|heading| !heading.is_empty())
}

/// The file's name without a date at its start, where it says more than that it is a file.
fn name_as_title(file: &SourceFile) -> Option<String> {
    let stem = file.stem();
    let rest = if date_at(stem).is_some() { &stem[10..] } else { stem };
    let rest = rest.trim_matches([' ', '-', '_', '.', ',']);
    let title = if rest.contains(' ') { rest.to_owned() } else { rest.replace(['-', '_'], " ") };
    let says_nothing =
        matches!(title.to_lowercase().as_str(), "index" | "untitled" | "note" | "readme" | "document" | "new note");
    (title.chars().any(char::is_alphabetic) && !says_nothing).then_some(title)
}

/// A day at the start of a name ("2024-03-05 A day", "2024_03_05"), or a name that is a month ("2024-03").
fn date_in(stem: &str) -> Option<Happened> {
    date_at(stem).or_else(|| Happened::parse(stem, None).filter(|_| stem.len() == 7))
}

fn date_at(stem: &str) -> Option<Happened> {
    let day = stem.get(..10)?;
    let separator = day.as_bytes()[4];
    if !matches!(separator, b'-' | b'_' | b'.') || stem[10..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Happened::parse(&day.replace(char::from(separator), "-"), None)
}

/// The day or month that the folders of a daily note spell: 2024/03/05.md, 2024-03-05/x.md, 2024/03/x.md.
fn date_of_folder(file: &SourceFile) -> Option<Happened> {
    let mut folders = file.folder().rsplit('/');
    let (near, far) = (folders.next()?, folders.next().unwrap_or_default());
    let number = |text: &str| (1..=2).contains(&text.len()).then(|| text.parse::<u32>().ok()).flatten();
    if let Some(day) = date_at(near) {
        return Some(day);
    }
    let month = match (number(near), far.len()) {
        (Some(month), 4) => format!("{far}-{month:02}"),
        _ if near.len() == 7 => near.to_owned(),
        _ => return None,
    };
    let day = number(file.stem()).and_then(|day| Happened::parse(&format!("{month}-{day:02}"), None));
    day.or_else(|| Happened::parse(&month, None))
}

/// Plans the files that the text links to, each once.
fn attach(source: &Source, file: &SourceFile, found: &mut Found, from: usize) {
    let resolve = |destination: &Destination| -> Option<SourceFile> {
        let target = if destination.form == Form::Embed {
            let path = links::path("", &destination.target).and_then(|path| source.find(&path));
            path.or_else(|| source.find_anywhere(destination.target.rsplit('/').next()?))
        } else {
            source.find(&links::path(file.folder(), &destination.target)?)
        };
        target.filter(|target| {
            let ending = target.ending();
            !TEXTS.contains(&ending.as_str()) && !NEVER_ATTACHED.contains(&ending.as_str())
        })
    };
    let destinations = links::destinations(&found.entry.body, from, |destination| resolve(destination).is_some());
    for destination in destinations {
        let Some(target) = resolve(&destination) else { continue };
        let known = found.files.iter().position(|planned| planned.file.name == target.name);
        let name = target.own_name().to_owned();
        let (before, after) = if destination.form == Form::Embed {
            let mark = if PICTURES.contains(&target.ending().as_str()) { "!" } else { "" };
            let label: String = name.chars().filter(|c| !matches!(c, '[' | ']' | '\\')).collect();
            (format!("{mark}[{label}]("), ")".to_owned())
        } else {
            (String::new(), String::new())
        };
        let at = known.unwrap_or(found.files.len());
        if known.is_none() {
            found.files.push(PlannedFile { file: target, name, kept: None });
        }
        found.links.push(Link { at: destination.at, file: at, before, after });
    }
}
