//! The third time: learning logs and entries that rest on the same assumption, or begin with nearly the same words
//! (Wenger 1998: "five times now" is when it should be written down once). It must not nag: it asks only of a log that is
//! under way, only where the likeness is plain, and never again once silenced.

use std::collections::HashSet;

use serde::Serialize;

use super::store;
use crate::claims;
use crate::entries::{self, EntryRow};
use crate::error::Result;
use crate::id::EntryId;
use crate::loops::{self, Exit, Loop};
use crate::search::{self, Like, Search};
use crate::store::Tx;
use crate::text;

/// From how many on it is asked, this one counted.
const TIMES: usize = 3;
/// Entries that are held against the trigger: what says the same is among the first.
const CANDIDATES: usize = 20;
/// Words two triggers must share, and how much of both together that must be.
const SHARED: usize = 3;
const ALIKE: f32 = 0.26;
/// Assumptions are short and use few words: more of them must be shared.
const SAME_ASSUMPTION: f32 = 0.6;
/// Of a trigger, how much must be found in the beginning of an entry that is no learning log.
const TOLD_BEFORE: f32 = 0.6;
/// Characters of the beginning of an entry.
const BEGINNING: usize = 400;
/// Words that are named.
const NAMED: usize = 4;

/// A question about what comes back.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Recurrence {
    /// What to silence.
    pub subject: String,
    /// The question.
    pub question: String,
    /// Why it is asked, in words.
    pub why: String,
    /// How many times it came up, this one counted.
    pub times: u32,
    /// Where, oldest first, this one among them.
    pub entries: Vec<EntryRow>,
}

/// Whether this learning log is about what came up at least twice before; none where it is not, was silenced, or where the
/// log is not under way.
///
/// # Errors
/// `NotFound`.
pub fn recurrence(tx: &Tx<'_>, search: &Search, id: EntryId) -> Result<Option<Recurrence>> {
    let whole = loops::get(tx, id)?;
    if whole.exit != Exit::None || whole.closed_at.is_some() || whole.entry.trashed_at.is_some() {
        return Ok(None);
    }
    match by_assumption(tx, &whole)? {
        Some(found) => Ok(Some(found)),
        None => by_words(tx, search, &whole),
    }
}

/// Learning logs tied to the same assumption, merged ones counted as one.
fn by_assumption(tx: &Tx<'_>, whole: &Loop) -> Result<Option<Recurrence>> {
    let ties = store::assumptions_of_loops(tx)?;
    for assumption in &whole.assumptions {
        let root = assumption.claim.id;
        let family: HashSet<_> = claims::family(tx, root)?.into_iter().chain([root]).collect();
        let mut found: Vec<EntryId> = Vec::new();
        for (entry, _) in ties.iter().filter(|(_, claim)| family.contains(claim)) {
            if !found.contains(entry) {
                found.push(*entry);
            }
        }
        let mut silenced = false;
        for claim in &family {
            silenced |= store::is_silenced(tx, &format!("recurrence:assumption:{claim}"))?;
        }
        if found.len() >= TIMES && !silenced {
            let why = format!(
                "Each of these rests on the same assumption: “{}”.",
                text::excerpt(&assumption.claim.text, 160)
            );
            return asked(tx, format!("recurrence:assumption:{root}"), why, &found).map(Some);
        }
    }
    Ok(None)
}

/// Learning logs and entries that begin with nearly the same, or assume nearly the same.
fn by_words(tx: &Tx<'_>, search: &Search, whole: &Loop) -> Result<Option<Recurrence>> {
    let trigger = whole.text("trigger");
    let assumptions: Vec<&str> = whole.assumptions.iter().map(|assumption| assumption.claim.text.as_str()).collect();
    let language = whole.entry.language.as_deref();
    let texts = assumptions.iter().copied().chain([trigger]).collect();
    let like = Like { texts, language, of: whole.id() };
    let Some(candidates) = search::alike(tx, Some(search), &like, CANDIDATES)? else { return Ok(None) };
    let mut found = vec![whole.id()];
    let mut shared: Vec<String> = Vec::new();
    for candidate in candidates {
        if let Some(words) = same(tx, search, whole, candidate.id)? {
            found.push(candidate.id);
            shared.extend(words.into_iter().filter(|word| !shared.contains(word)).collect::<Vec<_>>());
        }
    }
    if found.len() < TIMES {
        return Ok(None);
    }
    for entry in &found {
        if store::is_silenced(tx, &format!("recurrence:trigger:{entry}"))? {
            return Ok(None);
        }
    }
    let named: Vec<String> = shared.iter().take(NAMED).map(|word| format!("“{word}”")).collect();
    let why = format!("These begin alike. They share words such as {}.", named.join(", "));
    let oldest = found.iter().min().copied().unwrap_or(whole.id());
    asked(tx, format!("recurrence:trigger:{oldest}"), why, &found).map(Some)
}

/// The words another entry shares, where it tells of the same.
fn same(tx: &Tx<'_>, search: &Search, whole: &Loop, id: EntryId) -> Result<Option<Vec<String>>> {
    let ours = whole.entry.language.as_deref();
    let trigger = whole.text("trigger");
    if !loops::is_loop(tx, id)? {
        let Some(entry) = entries::find(tx, id)? else { return Ok(None) };
        let told = format!("{}\n{}", entry.title, text::excerpt(&text::plain(&entry.body), BEGINNING));
        let likeness = search::likeness(search, (trigger, ours), (&told, entry.language.as_deref()));
        let plain = likeness.filter(|found| found.shared.len() > SHARED && found.of_first >= TOLD_BEFORE);
        return Ok(plain.map(|found| found.shared));
    }
    let other = loops::get(tx, id)?;
    let theirs = other.entry.language.as_deref();
    let begin = search::likeness(search, (trigger, ours), (other.text("trigger"), theirs));
    if let Some(found) = begin.filter(|found| found.shared.len() >= SHARED && found.of_both >= ALIKE) {
        return Ok(Some(found.shared));
    }
    for mine in &whole.assumptions {
        for yours in &other.assumptions {
            let assumed = search::likeness(search, (&mine.claim.text, ours), (&yours.claim.text, theirs));
            if let Some(found) =
                assumed.filter(|found| found.shared.len() >= SHARED && found.of_both >= SAME_ASSUMPTION)
            {
                return Ok(Some(found.shared));
            }
        }
    }
    Ok(None)
}

fn asked(tx: &Tx<'_>, subject: String, why: String, found: &[EntryId]) -> Result<Recurrence> {
    let mut entries = Vec::with_capacity(found.len());
    for id in found {
        entries.extend(entries::store::row(tx, *id)?);
    }
    entries.sort_by(|a, b| a.day.cmp(&b.day).then(a.id.cmp(&b.id)));
    let times = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    let question = format!(
        "This is the {} time you have written about this: fix again, question the rule, or write it down once?",
        ordinal(entries.len())
    );
    Ok(Recurrence { subject, question, why, times, entries })
}

fn ordinal(times: usize) -> String {
    const WORDS: [&str; 13] = [
        "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    match WORDS.get(times) {
        Some(word) => (*word).to_owned(),
        None => match (times % 10, times % 100) {
            (1, rest) if rest != 11 => format!("{times}st"),
            (2, rest) if rest != 12 => format!("{times}nd"),
            (3, rest) if rest != 13 => format!("{times}rd"),
            _ => format!("{times}th"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_words_and_later_in_figures() {
        assert_eq!(
            [3, 12, 13, 21, 22, 23, 111].map(ordinal),
            ["third", "twelfth", "13th", "21st", "22nd", "23rd", "111th"]
        );
    }
}
