//! What stood beside the text of an entry before it was changed or taken out: challenges, values of its form, the case in
//! two columns. The states only ever grow in number; what stands now is not among them. A user's rule for old versions
//! does not reach them, as it does not reach the history of assumptions.

mod store;

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::error::Result;
use crate::id::{ChallengeId, EntryId};
use crate::loops::{Case, Challenge, ChallengeKind, Lens};
use crate::store::Tx;
use crate::templates::StoredValue;

use super::{INTERVAL, SHRINK};

/// States of one entry that come in from outside; nobody writes so many by hand.
const ROWS: usize = 20_000;

/// A challenge in the words it had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[ts(rename = "EarlierChallenge")]
pub struct Said {
    /// Evidence, reading or view.
    pub kind: ChallengeKind,
    /// What it said.
    pub text: String,
    /// Through whose eyes.
    pub lens: Option<Lens>,
    /// Who said it; may be empty.
    #[serde(default)]
    pub who: String,
    /// How they were asked; may be empty.
    #[serde(default)]
    pub how: String,
}

/// What stood there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", content = "state", rename_all = "snake_case")]
#[allow(missing_docs, reason = "named after what they hold")]
pub enum Was {
    Challenge(Said),
    Value(StoredValue),
    Case(Case),
}

/// One state that is no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Earlier {
    /// What it is a state of: the id of the challenge, the key of the field; empty for the case.
    pub item: String,
    /// When something else took its place, or it was taken out.
    pub until: Instant,
    /// What stood there until then.
    pub was: Was,
}

impl Was {
    fn kind(&self) -> &'static str {
        match self {
            Self::Challenge(_) => "challenge",
            Self::Value(_) => "value",
            Self::Case(_) => "case",
        }
    }
}

impl From<&Challenge> for Said {
    fn from(challenge: &Challenge) -> Self {
        let Challenge { kind, text, lens, who, how, .. } = challenge.clone();
        Self { kind, text, lens, who, how }
    }
}

/// The earlier states of an entry, newest first.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<Earlier>> {
    store::list(tx, entry)
}

/// Keeps a challenge as it stood, unless what takes its place says the same. `after` is none where it is taken out.
///
/// # Errors
/// Those of the database.
pub(crate) fn keep_challenge(
    tx: &mut Tx<'_>,
    entry: EntryId,
    before: &Challenge,
    after: Option<&Challenge>,
) -> Result<()> {
    let was = Said::from(before);
    if after.map(Said::from).as_ref() == Some(&was) {
        return Ok(());
    }
    keep(tx, entry, before.id.to_string(), Was::Challenge(was))
}

/// Keeps a value as it stood, unless the same takes its place.
///
/// # Errors
/// Those of the database.
pub(crate) fn keep_value(
    tx: &mut Tx<'_>,
    entry: EntryId,
    before: &StoredValue,
    after: Option<&StoredValue>,
) -> Result<()> {
    if after == Some(before) {
        return Ok(());
    }
    keep(tx, entry, before.field.clone(), Was::Value(before.clone()))
}

/// Keeps a case as it stood, one state in five minutes, since it is saved while it is typed; and whatever else before a
/// turn goes that has words, or most of all words do. `begun` is when the case was first saved.
///
/// # Errors
/// Those of the database.
pub(crate) fn keep_case(tx: &mut Tx<'_>, entry: EntryId, begun: Instant, before: &Case, after: &Case) -> Result<()> {
    if before == after || letters(before) == 0 {
        return Ok(());
    }
    let newest = store::newest(tx, entry, "case")?.unwrap_or(begun);
    // A clock that was set back must not stop the keeping.
    let long_ago = !(0..INTERVAL).contains(&(tx.now().millis() - newest.millis()));
    let stays = |turn: &crate::loops::Turn| after.turns.iter().any(|other| other.id == turn.id);
    let a_turn_goes = before.turns.iter().any(|turn| !stays(turn) && !turn.is_empty());
    if long_ago || a_turn_goes || letters(after) < letters(before) / SHRINK {
        return keep(tx, entry, String::new(), Was::Case(before.clone()));
    }
    Ok(())
}

fn letters(case: &Case) -> usize {
    let turns = case.turns.iter().flat_map(|turn| [&turn.said, &turn.unsaid, &turn.redesign]);
    [&case.context, &case.purpose, &case.block, &case.feared]
        .into_iter()
        .chain(turns)
        .map(|text| text.trim().len())
        .sum()
}

fn keep(tx: &mut Tx<'_>, entry: EntryId, item: String, was: Was) -> Result<()> {
    let until = tx.now();
    store::insert(tx, entry, &Earlier { item, until, was })
}

/// Writes the states of an entry that came in, as they were. A challenge that came in under another id is known by that.
///
/// # Errors
/// Those of the database.
pub(crate) fn put(
    tx: &mut Tx<'_>,
    entry: EntryId,
    states: &[Earlier],
    renamed: &[(ChallengeId, ChallengeId)],
) -> Result<()> {
    // As they are listed: the newest first.
    for state in states.iter().take(ROWS).rev() {
        let now = renamed.iter().find(|(before, _)| before.to_string() == state.item);
        let item = now.map_or_else(|| state.item.chars().take(200).collect(), |(_, now)| now.to_string());
        store::insert(tx, entry, &Earlier { item, ..state.clone() })?;
    }
    Ok(())
}
