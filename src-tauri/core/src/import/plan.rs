//! What a source would bring in ([`Plan`]), shown ([`preview`]) and let in ([`apply`]).

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use serde::Serialize;

use super::{Importer, Source, SourceFile, store};
use crate::attachments::{self, Sealed, Vault};
use crate::clock::Instant;
use crate::entries::{self, Audience, Entry, FREE, Happened, Precision, Readiness};
use crate::error::{Error, Result};
use crate::id::{AttachmentId, EntryId, ImportId};
use crate::store::Tx;
use crate::text;
use crate::versions::Version;

/// Entries shown as a sample.
const SAMPLE: usize = 8;

/// Something that did not come in, or not whole, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Problem {
    /// The file, or the place in it.
    pub path: String,
    /// A sentence for a person.
    pub why: String,
}

impl Problem {
    pub(super) fn new(path: &str, why: impl Into<String>) -> Self {
        Self { path: text::excerpt(path, 300), why: why.into() }
    }
}

/// What an importer answers.
#[derive(Default)]
pub struct Parsed {
    pub(super) entries: Vec<Found>,
    pub(super) problems: Vec<Problem>,
}

/// An entry found in a source.
pub struct Found {
    /// Tells it from every other entry of its format, wherever the source lies.
    pub(super) key: String,
    /// Where it was found.
    pub(super) path: String,
    /// As it will be; its times of writing are filled in by [`Found::timed`] where the source has none.
    pub(super) entry: Entry,
    pub(super) written_at: Option<Instant>,
    pub(super) edited_at: Option<Instant>,
    pub(super) files: Vec<PlannedFile>,
    pub(super) links: Vec<Link>,
    pub(super) versions: Vec<Version>,
}

/// A file that comes along with an entry.
pub struct PlannedFile {
    pub(super) file: SourceFile,
    pub(super) name: String,
    /// From a journal: what it was there.
    pub(super) kept: Option<Kept>,
}

/// What a file was in the journal it comes from.
pub struct Kept {
    pub(super) id: AttachmentId,
    pub(super) added_at: Instant,
    pub(super) sha256: String,
}

/// A place in the body where the attachment's address is written.
pub struct Link {
    pub(super) at: Range<usize>,
    /// Which of the entry's files.
    pub(super) file: usize,
    /// What stands before and after the address, where more than the address is replaced.
    pub(super) before: String,
    pub(super) after: String,
}

impl Found {
    /// An entry as imports begin it: ready, private, when it happened not known.
    pub(super) fn new(key: String, path: &str, body: String) -> Self {
        let zero = Instant::from_millis(0);
        let entry = Entry {
            id: EntryId::new(),
            revision: "1".into(),
            title: String::new(),
            body,
            happened: Happened::unknown(),
            written_at: zero,
            edited_at: zero,
            timing: None,
            setting: String::new(),
            template: FREE.into(),
            language: None,
            language_chosen: false,
            tags: Vec::new(),
            people: Vec::new(),
            readiness: Readiness::Ready,
            audience: Audience::Private,
            starred: false,
            trashed_at: None,
            words: 0,
            attachments: Vec::new(),
            rich: true,
        };
        Self {
            key,
            path: path.to_owned(),
            entry,
            written_at: None,
            edited_at: None,
            files: Vec::new(),
            links: Vec::new(),
            versions: Vec::new(),
        }
    }

    /// The entry with its times of writing: the source's own, else the moment it happened, else now.
    fn timed(&self, now: Instant) -> Entry {
        let mut entry = self.entry.clone();
        let happened = moment(&entry.happened).filter(|moment| *moment <= now);
        entry.written_at = self.written_at.or(happened).unwrap_or(now);
        entry.edited_at = self.edited_at.unwrap_or(entry.written_at);
        entry
    }

    /// Detects the language as the editor does, where the source does not name it.
    pub(super) fn detect_language(&mut self) {
        if self.entry.language.is_none() {
            let end = self.entry.body.char_indices().nth(4_000).map_or(self.entry.body.len(), |(at, _)| at);
            let start = format!("{}\n\n{}", self.entry.title, &self.entry.body[..end]);
            self.entry.language = text::language(&text::plain(&start)).map(str::to_owned);
        }
    }
}

/// The moment of a time that is known with its offset.
pub(super) fn moment(happened: &Happened) -> Option<Instant> {
    let offset = happened.offset_minutes.filter(|_| happened.precision == Precision::Exact)?;
    let local = Instant::parse(&format!("{}Z", happened.local))?;
    Some(Instant::from_millis(local.millis() - i64::from(offset) * 60_000))
}

/// A source, read.
pub struct Plan {
    format: &'static str,
    format_name: &'static str,
    source: Source,
    entries: Vec<Found>,
    problems: Vec<Problem>,
}

impl Plan {
    pub(super) fn new(importer: &dyn Importer, source: Source, parsed: Parsed) -> Result<Self> {
        let mut problems = source.problems().to_vec();
        problems.extend(parsed.problems);
        let mut keys = HashSet::new();
        let mut entries = Vec::with_capacity(parsed.entries.len());
        for mut found in parsed.entries {
            if !keys.insert(found.key.clone()) {
                problems.push(Problem::new(&found.path, "it is in the source twice; it comes in once"));
                continue;
            }
            match entries::checked(found.entry.clone()) {
                Ok(entry) => found.entry = entry,
                Err(error) => {
                    problems.push(Problem::new(&found.path, error.to_string()));
                    continue;
                }
            }
            entries.push(found);
        }
        if entries.is_empty() {
            let why = problems.first().map_or_else(|| "it holds no entry".to_owned(), |problem| format!("{}: {}", problem.path, problem.why));
            return Err(Error::bad(format!("nothing of “{}” can be imported: {why}", source.shown())));
        }
        Ok(Self { format: importer.id(), format_name: importer.name(), source, entries, problems })
    }

    /// How many entries were read.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing was read; a plan never is.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What cannot come in, or not whole.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// What would come in.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct ImportPreview {
    /// The format's id.
    pub format: String,
    /// Its name.
    pub format_name: String,
    /// Entries that would be added.
    pub new_entries: u32,
    /// Entries that came in before, or are here under their own id.
    pub already_here: u32,
    /// Files of the new entries.
    pub attachments: u32,
    /// Tags of the new entries, in alphabetical order.
    pub tags: Vec<String>,
    /// The first local day of the new entries.
    pub first_day: Option<String>,
    /// The last one.
    pub last_day: Option<String>,
    /// Some of the new entries, spread over all of them.
    pub sample: Vec<Sample>,
    /// What would not come in, or not whole.
    pub problems: Vec<Problem>,
}

/// An entry that would come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Sample {
    /// May be empty.
    pub title: String,
    /// The local day it would stand under.
    pub day: String,
    /// Its first words.
    pub excerpt: String,
}

/// What came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct ImportDone {
    /// Names the import where it is undone. An import that added nothing is not kept in the list.
    pub id: ImportId,
    /// Entries added.
    pub added: u32,
    /// Entries that were here already.
    pub skipped: u32,
    /// Files added.
    pub attachments: u32,
    /// What did not come in, or not whole.
    pub problems: Vec<Problem>,
}

struct Sorted<'p> {
    new: Vec<&'p Found>,
    here: u32,
    problems: Vec<Problem>,
}

fn sorted<'p>(tx: &Tx<'_>, plan: &'p Plan) -> Result<Sorted<'p>> {
    let mut sorted = Sorted { new: Vec::new(), here: 0, problems: plan.problems.clone() };
    for found in &plan.entries {
        match store::standing(tx, &found.key, found.entry.id)? {
            store::Standing::New => sorted.new.push(found),
            store::Standing::Here => sorted.here += 1,
            store::Standing::InTrash => {
                sorted.here += 1;
                sorted.problems.push(Problem::new(&found.path, "it is here already, in the trash; restore it there"));
            }
        }
    }
    Ok(sorted)
}

/// What the plan would do to the journal as it is now.
///
/// # Errors
/// Those of the database.
pub fn preview(tx: &Tx<'_>, plan: &Plan) -> Result<ImportPreview> {
    let Sorted { new, here, problems } = sorted(tx, plan)?;
    let mut tags = BTreeSet::new();
    let mut days = Vec::with_capacity(new.len());
    let mut files = 0;
    for found in &new {
        tags.extend(found.entry.tags.iter().cloned());
        files += found.files.len();
        days.push(found.entry.happened.day(tx.clock().day(found.timed(tx.now()).written_at)));
    }
    let step = new.len().div_ceil(SAMPLE).max(1);
    let sample = new.iter().zip(&days).step_by(step).map(|(found, day)| sample(found, day)).collect();
    Ok(ImportPreview {
        format: plan.format.into(),
        format_name: plan.format_name.into(),
        new_entries: count(new.len()),
        already_here: here,
        attachments: count(files),
        tags: tags.into_iter().collect(),
        first_day: days.iter().min().cloned(),
        last_day: days.iter().max().cloned(),
        sample,
        problems,
    })
}

fn sample(found: &Found, day: &str) -> Sample {
    let end = found.entry.body.char_indices().nth(4_000).map_or(found.entry.body.len(), |(at, _)| at);
    Sample {
        title: found.entry.title.clone(),
        day: day.to_owned(),
        excerpt: text::excerpt(&text::plain(&found.entry.body[..end]), 160),
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Lets the plan's new entries in: all that can be, or, where the journal itself fails, nothing.
///
/// # Errors
/// Those of the database and the vault; nothing is added then. A fault of the source is a [`Problem`].
pub fn apply(tx: &mut Tx<'_>, vault: &Vault, plan: &Plan) -> Result<ImportDone> {
    let Sorted { new, here, problems } = sorted(tx, plan)?;
    let mut done = ImportDone { id: ImportId::new(), added: 0, skipped: here, attachments: 0, problems };
    if new.is_empty() {
        return Ok(done);
    }
    store::begin(tx, done.id, plan.format, plan.source.name())?;
    for found in new {
        let files = keep_files(tx, vault, plan, found, &mut done.problems)?;
        let mut entry = found.timed(tx.now());
        entry.body = with_addresses(&entry.body, &found.links, &files);
        entries::insert(tx, &entry)?;
        for (planned, sealed) in found.files.iter().zip(&files) {
            let Some(sealed) = sealed else { continue };
            match &planned.kept {
                Some(kept) => store::attach(tx, entry.id, &planned.name, sealed, kept)?,
                None => {
                    attachments::attach(tx, entry.id, &planned.name, sealed)?;
                }
            }
            done.attachments += 1;
        }
        for version in &found.versions {
            store::add_version(tx, entry.id, version)?;
        }
        store::add_item(tx, done.id, &found.key, entry.id)?;
        done.added += 1;
    }
    store::finish(tx, done.id, done.added)?;
    Ok(done)
}

/// Puts the files of an entry into the vault, durable before any row names them. One that cannot be read is named.
fn keep_files(tx: &Tx<'_>, vault: &Vault, plan: &Plan, found: &Found, problems: &mut Vec<Problem>) -> Result<Vec<Option<Sealed>>> {
    let mut files = Vec::with_capacity(found.files.len());
    for planned in &found.files {
        let id = match &planned.kept {
            Some(kept) if !store::knows_file(tx, kept.id)? => kept.id,
            _ => AttachmentId::new(),
        };
        let sealed = plan.source.stream(&planned.file, |mut reader| vault.put_as(id, &mut reader));
        let whole = |sealed: &Sealed| planned.kept.as_ref().is_none_or(|kept| kept.sha256 == sealed.sha256);
        let why = match sealed {
            Ok(sealed) if whole(&sealed) => {
                files.push(Some(sealed));
                continue;
            }
            Ok(_) => "its bytes are not those that were exported".to_owned(),
            Err(Error::BadInput(why) | Error::TooBig(why)) => why,
            Err(error) => return Err(error),
        };
        problems.push(Problem::new(&planned.file.name, format!("this file did not come in: {why}")));
        files.push(None);
    }
    Ok(files)
}

/// The body with the addresses of its files; links to files that did not come in stay as they are.
fn with_addresses(body: &str, links: &[Link], files: &[Option<Sealed>]) -> String {
    let mut out = String::with_capacity(body.len());
    let mut at = 0;
    for link in links {
        if let Some(Some(sealed)) = files.get(link.file)
            && link.at.start >= at
            && let (Some(between), true) = (body.get(at..link.at.start), body.is_char_boundary(link.at.end))
        {
            out.push_str(between);
            out.push_str(&link.before);
            out.push_str(&format!("attachment:{}", sealed.id));
            out.push_str(&link.after);
            at = link.at.end;
        }
    }
    out.push_str(body.get(at..).unwrap_or_default());
    out
}
