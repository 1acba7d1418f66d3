//! Letting a plan in, in three steps: see which entries are new (one read), seal their files (no transaction at all, so
//! that the writer's text is saved meanwhile), write the rows (one transaction, all or nothing). Files are durable before
//! any row names them; those of an import that fails are put aside at the next open.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use super::meetings::{self, Fresh};
use super::plan::{Found, Link, Sorted, sorted};
use super::{Plan, Problem, store};
use crate::attachments::{self, Sealed, Vault};
use crate::checks;
use crate::entries;
use crate::error::{Error, Result};
use crate::id::{AttachmentId, ClaimId, EntryId, ImportId};
use crate::intentions;
use crate::loops::record::{self, LinkRecord};
use crate::questions;
use crate::review;
use crate::store::Tx;
use crate::templates::{self, values};
use crate::versions::earlier;

/// Bytes that may come in more than once because several entries name one file.
const REPEATED: i64 = 2 * 1024 * 1024 * 1024;
/// How many claims may be merged one into the next; a longer chain was never made by hand.
const CHAIN: usize = 100;

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
    /// Communities added.
    pub communities: u32,
    /// Their sessions added.
    pub sessions: u32,
    /// What did not come in, or not whole.
    pub problems: Vec<Problem>,
}

/// The right to import. There is one: two imports of one source at once would seal one file under one id.
pub struct Turn {
    _alone: MutexGuard<'static, ()>,
}

impl Turn {
    /// Waits until no other import is under way; to be taken before the journal is read.
    #[must_use]
    pub fn wait() -> Self {
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        Self { _alone: ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner) }
    }
}

/// The entries that are new to the journal, each with the ids that its files will have.
pub struct Wanted<'p> {
    entries: Vec<(&'p Found, Vec<AttachmentId>)>,
    meetings: bool,
    turn: Turn,
}

impl Wanted<'_> {
    /// Whether anything would come in.
    pub fn adds(&self) -> bool {
        !self.entries.is_empty() || self.meetings
    }
}

/// The first step: what of a plan is new. A file comes back under its own id where no row has it and no other file of the
/// plan takes it.
///
/// # Errors
/// Those of the database.
pub fn wanted<'p>(tx: &Tx<'_>, plan: &'p Plan, turn: Turn) -> Result<Wanted<'p>> {
    let mut given = HashSet::new();
    let mut entries = Vec::new();
    for found in sorted(tx, plan)?.new {
        let mut ids = Vec::with_capacity(found.files.len());
        for planned in &found.files {
            ids.push(match &planned.kept {
                Some(kept) if !store::knows_file(tx, kept.id)? && given.insert(kept.id) => kept.id,
                _ => AttachmentId::new(),
            });
        }
        entries.push((found, ids));
    }
    let meetings = fresh_meetings(tx, plan)?.is_any();
    Ok(Wanted { entries, meetings, turn })
}

fn fresh_meetings(tx: &Tx<'_>, plan: &Plan) -> Result<Fresh> {
    plan.meetings.as_ref().map_or(Ok(Fresh::default()), |meetings| meetings::fresh(tx, meetings))
}

/// The files of new entries, durable in the vault and not yet named by any row.
pub struct Put<'p> {
    /// By the key of the entry, in the order of its files; none where one did not come in.
    files: HashMap<&'p str, Vec<Option<Sealed>>>,
    problems: Vec<Problem>,
    /// Held until the rows are committed.
    _turn: Turn,
}

/// The second step, in no transaction: seals the files of the entries that are wanted. One that cannot be read is a
/// [`Problem`].
///
/// # Errors
/// Those of the vault.
pub fn put_files<'p>(vault: &Vault, plan: &Plan, wanted: Wanted<'p>) -> Result<Put<'p>> {
    let Wanted { entries, meetings: _, turn } = wanted;
    let mut put = Put { files: HashMap::with_capacity(entries.len()), problems: Vec::new(), _turn: turn };
    let mut taken = Taken::default();
    for (found, ids) in entries {
        let files = seal_files(vault, plan, found, &ids, &mut taken, &mut put.problems)?;
        put.files.insert(&found.key, files);
    }
    Ok(put)
}

/// The third step: writes the rows of the new entries, all that can be, or, where the journal itself fails, nothing.
/// `put` is to outlive the transaction.
///
/// # Errors
/// Those of the database; nothing is added then. A fault of the source is a [`Problem`].
pub fn apply(tx: &mut Tx<'_>, plan: &Plan, put: &Put<'_>) -> Result<ImportDone> {
    let Sorted { new, here, problems } = sorted(tx, plan)?;
    let fresh = fresh_meetings(tx, plan)?;
    let mut done = ImportDone {
        id: ImportId::new(),
        added: 0,
        skipped: here,
        attachments: 0,
        communities: fresh.communities,
        sessions: fresh.sessions,
        problems,
    };
    done.problems.extend_from_slice(&put.problems);
    if new.is_empty() && !fresh.is_any() {
        return Ok(done);
    }
    let mut named = HashSet::new();
    store::begin(tx, done.id, plan.format, plan.source.name())?;
    let mut came = Vec::with_capacity(new.len());
    for found in new {
        let Some(files) = put.files.get(found.key.as_str()) else {
            let why = "it was taken out of the journal while the import ran; import once more to have it back";
            done.problems.push(Problem::new(&found.path, why));
            continue;
        };
        let mut entry = found.timed(tx.now());
        entry.body = with_addresses(&entry.body, &found.links, files);
        match entries::insert(tx, &entry) {
            Ok(()) => {}
            // Judged before anything of it is written: a text that its addresses made too long.
            Err(Error::BadInput(why) | Error::TooBig(why)) => {
                done.problems.push(Problem::new(&found.path, why));
                continue;
            }
            Err(error) => return Err(error),
        }
        for (planned, sealed) in found.files.iter().zip(files) {
            let Some(sealed) = sealed else { continue };
            match &planned.kept {
                Some(kept) => store::attach(tx, entry.id, &planned.name, sealed, kept)?,
                None => {
                    attachments::attach(tx, entry.id, &planned.name, sealed)?;
                }
            }
            done.attachments += 1;
        }
        values::put(tx, &entry, &found.values)?;
        for template in plan.templates.iter().filter(|template| template.id.to_string() == entry.template) {
            if !named.insert(template.id) {
                continue;
            }
            let taken = templates::take_in(tx, template)?;
            if taken.new {
                store::add_template(tx, done.id, &entry.template)?;
            }
            if !taken.whole {
                let why = "the template it was written in did not come in whole; its text is complete";
                done.problems.push(Problem::new(&found.path, why));
            }
        }
        for version in &found.versions {
            store::add_version(tx, entry.id, version)?;
        }
        came.push((found, entry.id));
        done.added += 1;
    }
    what_hangs(tx, plan, done.id, &came)?;
    if let Some(meetings) = &plan.meetings {
        meetings::put(tx, done.id, meetings)?;
    }
    for (found, id) in came {
        store::add_item(tx, done.id, &found.key, id)?;
    }
    store::finish(tx, done.id, done.added)?;
    Ok(done)
}

/// What hangs on the entries: after all of them, since it points at them.
fn what_hangs(tx: &mut Tx<'_>, plan: &Plan, import: ImportId, came: &[(&Found, EntryId)]) -> Result<()> {
    let tied: HashSet<ClaimId> = came
        .iter()
        .filter_map(|(found, _)| found.record.as_ref())
        .flat_map(|record| record.claims.iter().map(|tie| tie.claim))
        .collect();
    // A claim comes in with a learning log that is tied to it, or as what such a one was merged into.
    let merged: HashMap<ClaimId, ClaimId> =
        plan.claims.iter().filter_map(|claim| Some((claim.id, claim.merged_into?))).collect();
    let mut wanted = HashSet::new();
    for claim in tied {
        let mut at = Some(claim);
        while let Some(claim) = at.filter(|claim| wanted.insert(*claim)) {
            at = merged.get(&claim).copied();
        }
    }
    let mut written = Vec::new();
    for claim in plan.claims.iter().filter(|claim| wanted.contains(&claim.id)) {
        if record::put_claim(tx, claim)? {
            written.push(claim.id);
        }
    }
    let ends = |claim: ClaimId| {
        std::iter::successors(Some(claim), |at| merged.get(at).copied()).take(CHAIN + 1).count() <= CHAIN
    };
    for claim in &written {
        if let Some(into) = merged.get(claim).filter(|_| ends(*claim))
            && !record::leads_to(tx, *into, *claim)?
        {
            record::put_merge(tx, *claim, *into)?;
        }
    }
    for claim in written {
        store::add_claim(tx, import, claim)?;
    }
    for (found, id) in came {
        let renamed = match &found.record {
            Some(record) => record::put(tx, *id, record)?,
            None => Vec::new(),
        };
        earlier::put(tx, *id, &found.earlier, &renamed)?;
        questions::record::put_answers(tx, *id, &found.answers)?;
        intentions::record::put(tx, *id, &found.intentions)?;
        checks::put_silenced(tx, *id, &found.silenced)?;
        review::record::put(tx, *id, &found.comments)?;
        for tie in &found.ties {
            record::put_link(tx, &LinkRecord { entry: *id, ..*tie })?;
        }
    }
    Ok(())
}

/// Which files of the source came in so far, and how much came in more than once: a small zip in which every text names
/// the one large file must not fill the disk.
#[derive(Default)]
struct Taken {
    names: HashSet<String>,
    repeated: i64,
}

/// Puts the files of an entry into the vault, under these ids. One that cannot be read is named.
fn seal_files(
    vault: &Vault,
    plan: &Plan,
    found: &Found,
    ids: &[AttachmentId],
    taken: &mut Taken,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Option<Sealed>>> {
    let mut files = Vec::with_capacity(found.files.len());
    for (planned, &id) in found.files.iter().zip(ids) {
        let is_repeated = !taken.names.insert(planned.file.name.clone());
        if is_repeated && taken.repeated > REPEATED {
            problems.push(Problem::new(
                &planned.file.name,
                format!("this file did not come in with {}: too many entries name it", found.path),
            ));
            files.push(None);
            continue;
        }
        let sealed = plan.source.stream(&planned.file, |mut reader| vault.put_as(id, &mut reader));
        let whole = |sealed: &Sealed| planned.kept.as_ref().is_none_or(|kept| kept.sha256 == sealed.sha256);
        let why = match sealed {
            Ok(sealed) if whole(&sealed) => {
                taken.repeated += if is_repeated { sealed.bytes } else { 0 };
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
