//! Letting a plan in: one transaction, all or nothing; files first, so that no row ever names what is not there.

use std::collections::HashSet;

use serde::Serialize;

use super::plan::{Found, Link, Sorted, sorted};
use super::{Plan, Problem, store};
use crate::attachments::{self, Sealed, Vault};
use crate::entries;
use crate::error::{Error, Result};
use crate::id::{AttachmentId, ImportId};
use crate::store::Tx;

/// Bytes that may come in more than once because several entries name one file.
const REPEATED: i64 = 2 * 1024 * 1024 * 1024;

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
    let mut taken = Taken::default();
    for found in new {
        let files = keep_files(tx, vault, plan, found, &mut taken, &mut done.problems)?;
        let mut entry = found.timed(tx.now());
        entry.body = with_addresses(&entry.body, &found.links, &files);
        match entries::insert(tx, &entry) {
            Ok(()) => {}
            // Judged before anything of it is written: a text that its addresses made too long.
            Err(Error::BadInput(why) | Error::TooBig(why)) => {
                done.problems.push(Problem::new(&found.path, why));
                continue;
            }
            Err(error) => return Err(error),
        }
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

/// Which files of the source came in so far, and how much came in more than once: a small zip in which every text names
/// the one large file must not fill the disk.
#[derive(Default)]
struct Taken {
    names: HashSet<String>,
    repeated: i64,
}

/// Puts the files of an entry into the vault, durable before any row names them. One that cannot be read is named.
fn keep_files(
    tx: &Tx<'_>,
    vault: &Vault,
    plan: &Plan,
    found: &Found,
    taken: &mut Taken,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Option<Sealed>>> {
    let mut files = Vec::with_capacity(found.files.len());
    for planned in &found.files {
        let is_repeated = !taken.names.insert(planned.file.name.clone());
        if is_repeated && taken.repeated > REPEATED {
            problems.push(Problem::new(
                &planned.file.name,
                format!("this file did not come in with {}: too many entries name it", found.path),
            ));
            files.push(None);
            continue;
        }
        let id = match &planned.kept {
            Some(kept) if !store::knows_file(tx, kept.id)? => kept.id,
            _ => AttachmentId::new(),
        };
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
