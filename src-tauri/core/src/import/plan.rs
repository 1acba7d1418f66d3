//! What a source would bring in: entries as they will be, the files that come along, and what is wrong.

use std::collections::HashSet;
use std::ops::Range;

use serde::Serialize;

use super::meetings::{self, Arriving};
use super::{Importer, Source, SourceFile, store};
use crate::clock::Instant;
use crate::entries::{self, Audience, Entry, FREE, Happened, Kind, Precision, Readiness};
use crate::error::{Error, Result};
use crate::export::meetings::Meetings;
use crate::id::{AttachmentId, EntryId};
use crate::intentions::record::IntentionRecord;
use crate::loops::record::{ClaimRecord, LinkRecord, LoopRecord};
use crate::questions::record::AnswerRecord;
use crate::review::record::CommentRecord;
use crate::store::Tx;
use crate::templates::{OwnTemplate, StoredValue};
use crate::text;
use crate::versions::Version;
use crate::versions::earlier::Earlier;

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
    /// Assumptions and aims of the learning logs among them.
    pub(super) claims: Vec<ClaimRecord>,
    pub(super) problems: Vec<Problem>,
    /// Templates of the writer's own, which come in with an entry written in them.
    pub(super) templates: Vec<OwnTemplate>,
    /// Communities and all that hangs on them.
    pub(super) meetings: Option<Meetings>,
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
    /// What stands beside the text.
    pub(super) values: Vec<StoredValue>,
    /// What hangs on it where it is a learning log.
    pub(super) record: Option<LoopRecord>,
    /// How it stands to other entries.
    pub(super) ties: Vec<LinkRecord>,
    /// What was answered of its questions.
    pub(super) answers: Vec<AnswerRecord>,
    /// What became of what was meant in it.
    pub(super) intentions: Vec<IntentionRecord>,
    /// What is not to be asked of it again.
    pub(super) silenced: Vec<String>,
    /// What stood beside its text before.
    pub(super) earlier: Vec<Earlier>,
    /// What readers wrote about it.
    pub(super) comments: Vec<CommentRecord>,
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
            template_version: None,
            kind: Kind::Entry,
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
            values: Vec::new(),
            record: None,
            ties: Vec::new(),
            answers: Vec::new(),
            intentions: Vec::new(),
            silenced: Vec::new(),
            earlier: Vec::new(),
            comments: Vec::new(),
        }
    }

    /// The entry with its times of writing: the source's own, else the moment it happened, else now.
    pub(super) fn timed(&self, now: Instant) -> Entry {
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
    pub(super) format: &'static str,
    pub(super) format_name: &'static str,
    pub(super) source: Source,
    pub(super) claims: Vec<ClaimRecord>,
    entries: Vec<Found>,
    problems: Vec<Problem>,
    pub(super) templates: Vec<OwnTemplate>,
    /// Communities and all that hangs on them, where they can come in.
    pub(super) meetings: Option<Arriving>,
}

impl Plan {
    pub(super) fn new(importer: &dyn Importer, source: Source, parsed: Parsed) -> Result<Self> {
        let mut problems = source.problems().to_vec();
        if !crate::mutant::is("what cannot be read goes unnamed") {
            problems.extend(parsed.problems);
        }
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
            found.record = match found.record.map(LoopRecord::checked).transpose() {
                Ok(record) => record,
                Err(error) => {
                    problems.push(Problem::new(&found.path, error.to_string()));
                    continue;
                }
            };
            entries.push(found);
        }
        let mut claims = Vec::with_capacity(parsed.claims.len());
        for claim in parsed.claims {
            match claim.checked() {
                Ok(claim) => claims.push(claim),
                Err(error) => problems.push(Problem::new("an assumption or aim", error.to_string())),
            }
        }
        let meetings = match parsed.meetings.map(meetings::checked).transpose() {
            Ok(meetings) => meetings,
            Err(error @ (Error::BadInput(_) | Error::TooBig(_))) => {
                problems.push(Problem::new("communities and sessions", format!("none of them came in: {error}")));
                None
            }
            Err(error) => return Err(error),
        };
        if entries.is_empty() {
            let why = problems
                .first()
                .map_or_else(|| "it holds no entry".to_owned(), |problem| format!("{}: {}", problem.path, problem.why));
            return Err(Error::bad(format!("nothing of “{}” can be imported: {why}", source.shown())));
        }
        Ok(Self {
            format: importer.id(),
            format_name: importer.name(),
            source,
            claims,
            entries,
            problems,
            templates: parsed.templates,
            meetings,
        })
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

/// The entries of a plan as they stand to a journal.
pub(super) struct Sorted<'p> {
    pub(super) new: Vec<&'p Found>,
    /// How many are here already.
    pub(super) here: u32,
    pub(super) problems: Vec<Problem>,
}

/// Tells what is new to the journal from what is here already.
pub(super) fn sorted<'p>(tx: &Tx<'_>, plan: &'p Plan) -> Result<Sorted<'p>> {
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
