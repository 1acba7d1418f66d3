use super::Api;
use crate::error::Result;
use crate::id::EntryId;
use crate::search::{
    self, FoundPassage, PassagesOf, Related, RelatedTo, SearchFor, SearchResult, SuggestFor, Suggestion,
};
use crate::store::Tx;

/// How often a search is asked again on a newer snapshot before the index is left aside for it.
const TRIES: usize = 5;

pub(super) fn run(api: &Api<'_>, request: SearchFor) -> Result<SearchResult> {
    if let Some(result) = settled(api, |tx| search::run(tx, api.journal.search(), &request))? {
        return Ok(result);
    }
    api.journal.read(|tx| search::run_without_index(tx, &request))
}

/// Every place of one entry that a query asks for.
pub(super) fn passages(api: &Api<'_>, request: PassagesOf) -> Result<Vec<FoundPassage>> {
    api.journal.read(|tx| search::passages(tx, &request))
}

/// How a query can go on.
pub(super) fn suggest(api: &Api<'_>, request: SuggestFor) -> Result<Vec<Suggestion>> {
    api.journal.read(|tx| search::suggest(tx, &request))
}

/// Entries like one.
pub(super) fn related(api: &Api<'_>, request: RelatedTo) -> Result<Vec<Related>> {
    if let Some(related) = settled(api, |tx| search::related(tx, api.journal.search(), &request))? {
        return Ok(related);
    }
    api.journal.read(|tx| search::related_without_index(tx, &request))
}

/// Asks on one snapshot after another until the index has not moved on meanwhile; once the index is let read a queue that
/// is worth waiting for. None where it moves too fast.
fn settled<T>(api: &Api<'_>, ask: impl Fn(&Tx<'_>) -> Result<Option<T>>) -> Result<Option<T>> {
    let mut settled = false;
    for _ in 0..TRIES {
        let (waits, answer) = api.journal.read(|tx| {
            let waits = !settled && is_worth_waiting(search::waiting(tx)?);
            Ok((waits, if waits { None } else { ask(tx)? }))
        })?;
        if answer.is_some() {
            return Ok(answer);
        }
        if waits {
            settle(api)?;
            settled = true;
        }
    }
    Ok(None)
}

/// Whether a search lets the index read the queue first: up to so many entries are looked through at once beside it, and to
/// read more of them straight through takes longer than to index them (by four, of a hundred thousand), and that again for the
/// next key stroke.
fn is_worth_waiting(waiting: u32) -> bool {
    waiting > search::OVERLAY
}

/// Lets the index read a queue that is worth waiting for.
pub(super) fn settle(api: &Api<'_>) -> Result<()> {
    if is_worth_waiting(api.journal.read(search::waiting)?) {
        // A search never fails because the index could not be written (a full disk): it is answered all the same.
        if let Err(error) = api.journal.catch_up() {
            tracing::warn!(%error, "the index could not catch up before a search");
        }
    }
    Ok(())
}

/// Every entry a query finds.
pub(super) fn ids(api: &Api<'_>, query: &str) -> Result<Vec<EntryId>> {
    for _ in 0..TRIES {
        if let Some(ids) = api.journal.read(|tx| search::ids(tx, api.journal.search(), query))? {
            return Ok(ids);
        }
    }
    api.journal.read(|tx| search::ids_without_index(tx, query))
}
