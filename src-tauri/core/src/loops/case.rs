//! The left-hand-column case (Argyris & Schön 1974): what was said beside what was thought and not said. The most exposing
//! text there is: it is no part of the loop's own text, and leaves only when it alone is ticked.

use serde::{Deserialize, Serialize};

use super::store;
use crate::error::{Error, Result};
use crate::id::{EntryId, TurnId};
use crate::store::{Tx, words};
use crate::versions::earlier;

/// Characters of each text.
const LIMIT: usize = 20_000;
/// Turns of a case.
const TURNS: usize = 200;

/// Whether it was so, or is expected to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Reality {
    /// A talk that took place.
    #[default]
    Real,
    /// A talk to prepare for.
    Imagined,
}
words!(Reality { Real = "real", Imagined = "imagined" });

/// What a turn does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Marker {
    /// Says what one thinks or wants.
    Advocacy,
    /// Asks to learn.
    Inquiry,
    /// Judges.
    Evaluation,
    /// Says what moves another.
    Attribution,
    /// Leads another to see it without saying it.
    EasingIn,
    /// Passes over what is hard to say.
    Bypass,
    /// The moment that set one off.
    Trigger,
}
words!(Marker {
    Advocacy = "advocacy",
    Inquiry = "inquiry",
    Evaluation = "evaluation",
    Attribution = "attribution",
    EasingIn = "easing_in",
    Bypass = "bypass",
    Trigger = "trigger",
});

/// One turn of the talk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// Its identity; none for a new one. It stays through every save.
    pub id: Option<TurnId>,
    /// Who spoke, by any name the writer gives.
    pub speaker: String,
    /// What was said.
    pub said: String,
    /// What was thought and felt, and not said.
    pub unsaid: String,
    /// What the turn does.
    pub marker: Option<Marker>,
    /// How it could be said another time.
    pub redesign: String,
}

impl Turn {
    /// Whether nothing was written in it.
    pub fn is_empty(&self) -> bool {
        [&self.said, &self.unsaid, &self.redesign].iter().all(|text| text.trim().is_empty())
    }
}

/// A case, whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Whether it was so.
    pub real: Reality,
    /// Where and with whom.
    pub context: String,
    /// What the writer wanted to bring about.
    pub purpose: String,
    /// Who or what stood in the way.
    pub block: String,
    /// What might happen.
    pub feared: String,
    /// In order.
    pub turns: Vec<Turn>,
}

/// A case to be saved whole.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct SaveCase {
    /// Of which loop.
    #[serde(rename = "loop")]
    pub of: EntryId,
    /// The case: all of it.
    pub case: Case,
}

/// The case of a loop; an empty one where none is told.
///
/// # Errors
/// `NotFound`.
pub fn case(tx: &Tx<'_>, of: EntryId) -> Result<Case> {
    store::state(tx, of)?;
    Ok(store::case::get(tx, of)?.unwrap_or_default())
}

/// Saves a case whole: turns keep their ids, those left out go. What it said before is kept ([`earlier`]).
///
/// # Errors
/// `NotFound` for a loop, or a turn that is none of this case; `TooBig`.
pub fn save_case(tx: &mut Tx<'_>, request: SaveCase) -> Result<Case> {
    store::state(tx, request.of)?;
    checked(&request.case)?;
    if let (Some(before), Some(begun)) = (store::case::get(tx, request.of)?, store::case::begun_at(tx, request.of)?) {
        earlier::keep_case(tx, request.of, begun, &before, &request.case)?;
    }
    store::case::save(tx, request.of, &request.case)?;
    case(tx, request.of)
}

fn checked(case: &Case) -> Result<()> {
    if case.turns.len() > TURNS {
        return Err(Error::TooBig(format!("a case has room for {TURNS} turns; nothing was saved or changed")));
    }
    let turns = case.turns.iter().flat_map(|turn| [&turn.speaker, &turn.said, &turn.unsaid, &turn.redesign]);
    let mut texts = [&case.context, &case.purpose, &case.block, &case.feared].into_iter().chain(turns);
    if texts.any(|text| text.chars().count() > LIMIT) {
        return Err(Error::TooBig(format!(
            "each text of a case has room for {LIMIT} characters; nothing was saved or changed"
        )));
    }
    let mut ids: Vec<TurnId> = case.turns.iter().filter_map(|turn| turn.id).collect();
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(Error::bad("a turn stands twice in this case"));
    }
    Ok(())
}
