//! What hangs on learning logs, as it leaves in the program's own format: all of it, but what has a tick of its own and
//! was not ticked, and what points at entries that stay.

use std::collections::HashSet;

use super::Pack;
use crate::error::Result;
use crate::id::EntryId;
use crate::loops::record::{self, ClaimRecord, LinkRecord, LoopRecord};
use crate::questions::{self, record::AnswerRecord};
use crate::store::Tx;

pub(super) fn record(tx: &Tx<'_>, pack: &Pack, id: EntryId) -> Result<Option<LoopRecord>> {
    let leaves = leaving(pack);
    Ok(record::read(tx, id)?.map(|mut record| {
        // A quote is text of the entry it was taken from: it leaves with that entry only.
        record.quotes.retain(|quote| quote.source.is_none_or(|source| leaves.contains(&source)));
        record.case = record.case.filter(|_| pack.left_columns.contains(&id));
        record
    }))
}

pub(super) fn links(tx: &Tx<'_>, pack: &Pack, id: EntryId) -> Result<Vec<LinkRecord>> {
    let leaves = leaving(pack);
    Ok(record::links(tx, id)?.into_iter().filter(|link| leaves.contains(&link.other)).collect())
}

pub(super) fn answers(tx: &Tx<'_>, pack: &Pack, id: EntryId) -> Result<Vec<AnswerRecord>> {
    let leaves = leaving(pack);
    let mut answers = questions::record::answers(tx, id)?;
    for answer in &mut answers {
        answer.answer_entry = answer.answer_entry.filter(|entry| leaves.contains(entry));
    }
    Ok(answers)
}

/// The claims of the learning logs that leave. One whose history was not ticked leaves as it stands now.
pub(super) fn claims(tx: &Tx<'_>, pack: &Pack) -> Result<Vec<ClaimRecord>> {
    let (whole, now): (Vec<EntryId>, Vec<EntryId>) =
        pack.rows.iter().map(|row| row.id).partition(|id| pack.has_history(*id));
    let mut claims = record::claims(tx, &whole)?;
    let known: HashSet<_> = claims.iter().map(|claim| claim.id).collect();
    claims.extend(record::claims(tx, &now)?.into_iter().filter(|claim| !known.contains(&claim.id)).map(|mut claim| {
        claim.versions.drain(..claim.versions.len().saturating_sub(1));
        claim
    }));
    claims.sort_by_key(|claim| claim.id);
    // In which loop a wording was written is said of loops that leave.
    let leaves = leaving(pack);
    for version in claims.iter_mut().flat_map(|claim| &mut claim.versions) {
        version.in_loop = version.in_loop.filter(|id| leaves.contains(id));
    }
    Ok(claims)
}

fn leaving(pack: &Pack) -> HashSet<EntryId> {
    pack.rows.iter().map(|row| row.id).collect()
}
