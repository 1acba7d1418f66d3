//! What hangs on learning logs, as it leaves in the program's own format: all of it, but what has a tick of its own and
//! was not ticked, and what points at entries that stay.

use std::collections::HashSet;

use super::Pack;
use crate::checks;
use crate::entries::{Entry, Kind};
use crate::error::Result;
use crate::id::EntryId;
use crate::intentions::record::{self as meant, IntentionRecord};
use crate::loops::record::{self, ClaimRecord, LinkRecord, LoopRecord};
use crate::questions::{self, record::AnswerRecord};
use crate::store::Tx;
use crate::versions::earlier::{self, Earlier, Was};

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

/// What stood beside the text before, where older versions leave; of a case in two columns only where that leaves too.
pub(super) fn earlier(tx: &Tx<'_>, pack: &Pack, id: EntryId) -> Result<Vec<Earlier>> {
    // It is nobody's but the writer's own: a pack for others never carries it.
    if !pack.versions || pack.letter.is_some() {
        return Ok(Vec::new());
    }
    let mut states = earlier::list(tx, id)?;
    states.retain(|state| !matches!(state.was, Was::Case(_)) || pack.left_columns.contains(&id));
    Ok(states)
}

pub(super) fn answers(tx: &Tx<'_>, pack: &Pack, id: EntryId) -> Result<Vec<AnswerRecord>> {
    let mut answers = questions::record::answers(tx, id)?;
    for answer in &mut answers {
        answer.answer_entry = answer.answer_entry.filter(|entry| pack.holds(*entry));
    }
    Ok(answers)
}

/// What became of what was meant; the learning log it led to is named where that leaves too.
pub(super) fn intentions(tx: &Tx<'_>, pack: &Pack, id: EntryId) -> Result<Vec<IntentionRecord>> {
    let mut records = meant::of(tx, id)?;
    for record in &mut records {
        record.begun = record.begun.filter(|log| pack.holds(*log));
    }
    Ok(records)
}

/// What is not to be asked again is between the writer and the program: it moves with a journal, and goes to nobody else.
pub(super) fn silenced(tx: &Tx<'_>, pack: &Pack, entry: &Entry) -> Result<Vec<String>> {
    if entry.kind != Kind::Loop || pack.letter.is_some() {
        return Ok(Vec::new());
    }
    checks::silenced_of(tx, entry.id)
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
