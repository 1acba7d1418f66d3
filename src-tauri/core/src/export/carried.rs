//! What hangs on learning logs, as it leaves in the program's own format: all of it, but what has a tick of its own and
//! was not ticked, and what points at entries that stay.

use std::collections::HashSet;

use super::Pack;
use crate::entries::Kind;
use crate::error::Result;
use crate::id::EntryId;
use crate::loops::record::{self, ClaimRecord, LinkRecord, LoopRecord};
use crate::questions::{self, record::AnswerRecord};
use crate::store::Tx;

pub(super) fn record(tx: &Tx<'_>, pack: &Pack, id: EntryId) -> Result<Option<LoopRecord>> {
    Ok(record::read(tx, id)?.map(|mut record| {
        // A quote is text of the entry it was taken from: it leaves with that entry only.
        record.quotes.retain(|quote| quote.source.is_none_or(|source| pack.holds(source)));
        record.case = record.case.filter(|_| pack.left_columns.contains(&id));
        record
    }))
}

pub(super) fn links(tx: &Tx<'_>, pack: &Pack, id: EntryId) -> Result<Vec<LinkRecord>> {
    Ok(record::links(tx, id)?.into_iter().filter(|link| pack.holds(link.other)).collect())
}

pub(super) fn answers(tx: &Tx<'_>, pack: &Pack, id: EntryId) -> Result<Vec<AnswerRecord>> {
    let mut answers = questions::record::answers(tx, id)?;
    for answer in &mut answers {
        answer.answer_entry = answer.answer_entry.filter(|entry| pack.holds(*entry));
    }
    Ok(answers)
}

/// The claims of the learning logs that leave. One whose history was not ticked leaves as it stands now.
pub(super) fn claims(tx: &Tx<'_>, pack: &Pack) -> Result<Vec<ClaimRecord>> {
    let logs = pack.rows.iter().filter(|row| row.kind == Kind::Loop).map(|row| row.id);
    let (whole, now): (Vec<EntryId>, Vec<EntryId>) = logs.partition(|id| pack.has_history(*id));
    let mut claims = record::claims(tx, &whole)?;
    let known: HashSet<_> = claims.iter().map(|claim| claim.id).collect();
    claims.extend(record::claims(tx, &now)?.into_iter().filter(|claim| !known.contains(&claim.id)).map(|mut claim| {
        claim.versions.drain(..claim.versions.len().saturating_sub(1));
        claim
    }));
    claims.sort_by_key(|claim| claim.id);
    // In which loop a wording was written is said of loops that leave.
    for version in claims.iter_mut().flat_map(|claim| &mut claim.versions) {
        version.in_loop = version.in_loop.filter(|id| pack.holds(*id));
    }
    Ok(claims)
}
