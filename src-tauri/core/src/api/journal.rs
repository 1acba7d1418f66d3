use serde::Serialize;

use super::{Api, Nothing};
use crate::clock::Instant;
use crate::error::Result;
use crate::journal::Soundness;
use crate::keys::Healed;
use crate::review::dispatch;
use crate::search::{self, IndexStatus};
use crate::{attachments, entries, loops, packs};

/// What this journal and this program are.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct About {
    /// Of the program.
    pub version: String,
    /// Where the journal lives.
    pub folder: String,
    /// The journal's identity.
    pub journal_id: String,
    /// When it was begun.
    pub created_at: Instant,
    /// Version of the linked SQLite.
    pub sqlite: String,
    /// Version of its cipher.
    pub cipher: String,
    /// What was put right at the last start, as a sentence.
    pub healed: Option<String>,
}

/// Figures of the journal; of entries that are not in the trash.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
pub struct Stats {
    /// Entries.
    pub entries: u32,
    /// Double-loop learning logs.
    pub loops: u32,
    /// Attached files.
    pub attachments: u32,
    /// Words of all bodies.
    pub words: u32,
}

/// What a check found.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Checked {
    /// Whether all is as it should be.
    pub sound: bool,
    /// Sentences of what is not.
    pub problems: Vec<String>,
    /// What was not as it should be with the search index since the journal was opened, and was put right, as a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub mended: Option<String>,
    /// Entries in the journal, those in the trash aside.
    pub entries: u32,
    /// Entries in the search index.
    pub indexed: u32,
    /// Attached files, removed ones included.
    pub attachments: u32,
}

/// What building the index anew did.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
pub struct Reindexed {
    /// Entries read.
    pub entries: u32,
    /// Milliseconds it took.
    pub took_ms: u32,
}

pub(super) fn about(api: &Api<'_>, _: Nothing) -> Result<About> {
    let facts = api.journal.facts()?;
    Ok(About {
        version: env!("CARGO_PKG_VERSION").into(),
        folder: api.journal.folder().display().to_string(),
        journal_id: api.journal.id().to_string(),
        created_at: facts.created_at,
        sqlite: facts.sqlite,
        cipher: facts.cipher,
        healed: api.journal.healed().map(put_right),
    })
}

pub(super) fn stats(api: &Api<'_>, _: Nothing) -> Result<Stats> {
    api.journal.read(|tx| {
        let (entries, words) = entries::totals(tx)?;
        Ok(Stats { entries, loops: loops::count(tx)?, attachments: attachments::count(tx)?, words })
    })
}

pub(super) fn soundness(api: &Api<'_>, _: Nothing) -> Result<Soundness> {
    Ok(api.journal.soundness())
}

pub(super) fn check(api: &Api<'_>, _: Nothing) -> Result<Checked> {
    let mut problems = api.journal.check_database()?;
    api.journal.catch_up()?;
    let (entries, files, left) = api.journal.read(|tx| {
        let left = packs::files(tx)?.into_iter().chain(dispatch::files(tx)?).collect::<Vec<_>>();
        Ok((entries::totals(tx)?.0, attachments::ids(tx)?, left))
    })?;
    let index = compared(api)?;
    let vault = api.journal.vault();
    problems.extend(files.iter().chain(&left).filter_map(|(id, bytes, sha256)| vault.fault(*id, *bytes, sha256)));
    let indexed = index.unwrap_or_else(|why| {
        problems.push(why);
        0
    });
    let attachments = u32::try_from(files.len()).unwrap_or(u32::MAX);
    let mended = api.journal.search().fault().map(|why| {
        format!("The search index was not as it should be ({why}). It was built anew; your entries are not concerned.")
    });
    Ok(Checked { sound: problems.is_empty(), problems, mended, entries, indexed, attachments })
}

/// Holds the index against the journal, word by word; a save in between means looking again.
fn compared(api: &Api<'_>) -> Result<std::result::Result<u32, String>> {
    let mut found = Err(String::new());
    for _ in 0..3 {
        found = api.journal.read(|tx| search::prove(tx, api.journal.search()))?;
        if found.is_ok() {
            break;
        }
        api.journal.catch_up()?;
    }
    Ok(found)
}

pub(super) fn reindex(api: &Api<'_>, _: Nothing) -> Result<Reindexed> {
    let began = std::time::Instant::now();
    api.journal.reindex()?;
    let entries = api.journal.read(|tx| Ok(entries::totals(tx)?.0))?;
    Ok(Reindexed { entries, took_ms: u32::try_from(began.elapsed().as_millis()).unwrap_or(u32::MAX) })
}

pub(super) fn index_status(api: &Api<'_>, _: Nothing) -> Result<IndexStatus> {
    Ok(api.journal.search().status())
}

fn put_right(healed: &Healed) -> String {
    match healed.repaired {
        Ok(()) => format!(
            "One of the two key files ({}) was not as it should be and was put right from the other.",
            healed.file
        ),
        Err(_) => format!(
            "One of the two key files ({}) is not as it should be and could not be put right. The other one is sound: make a copy of the journal's folder.",
            healed.file
        ),
    }
}
