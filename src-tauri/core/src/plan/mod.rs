//! Plans: what is being prepared for somebody. It is kept while it is worked on, so that a lid that is closed costs
//! nothing; what leaves of it is a [`crate::packs`].
//!
//! A plan is for one audience ([`audience`]): its pseudonyms, its consents and what was decided about names belong to that
//! audience and are remembered for the next plan. What of an entry goes is a matter of ticks ([`pieces`]); what becomes of
//! names, of decisions ([`names`]); what is made of both is one [`crate::export::Sharing`] ([`sharing`]).

mod about;
mod alt;
mod audience;
mod consent;
mod cover;
mod decide;
mod keep;
mod names;
mod parts;
mod pieces;
mod risk;
pub(crate) mod sharing;
pub(crate) mod store;

use serde::Serialize;

use crate::clock::Instant;
use crate::entries::EntryRow;
use crate::error::Result;
use crate::export::{Asked, Dates, Purpose, Staying, Wishes};
use crate::id::{CommunityId, PlanId, SessionId};
use crate::store::Tx;

pub use alt::{DescribePicture, Undescribed, describe, undescribed};
pub use audience::{Audience, AudienceKey};
pub use consent::{Consent, ConsentState, SaveConsent, consent};
pub use cover::{CoverPicture, cover, covered};
pub use decide::{Decide, Decision, DecisionAction, OneDecision, decide};
pub use keep::{BeginPlan, SavePlan, SaveQuestion, begin, discard, save};
pub(crate) use names::may_leave;
pub use names::{NameGroup, NameHit, Other, PlanNames, names};
pub use parts::{PartKind, PlanPart, PlanParts, blocks};
pub use pieces::{ChangePieces, PiecePart, change};
pub use risk::{Answered, RiskAnswer, RiskQuestion, SaveChecks, checks};

/// What is being prepared.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Plan {
    /// Its identity.
    pub id: PlanId,
    /// For this community; none where the reader is no community.
    pub community: Option<CommunityId>,
    /// The community's name, or the reader's.
    pub audience: String,
    /// The name the writer goes by there; may be empty.
    pub author: String,
    /// What is asked of the reader.
    pub purpose: Purpose,
    /// The same in the writer's words.
    pub ask: String,
    /// Questions to the reader, in order.
    pub questions: Vec<Asked>,
    /// What the reader may do with it.
    pub licence: String,
    /// What the writer asks for besides.
    pub wishes: Wishes,
    /// The reader answers before the writer's own analysis opens.
    pub answers_first: bool,
    /// How exactly dates of entries are told.
    pub dates: Dates,
    /// The entries it is made of, in the order in which they were chosen.
    pub pieces: Vec<PlanPiece>,
    /// What was answered when asked who could still be known.
    pub checks: Vec<RiskAnswer>,
    /// When it was begun.
    pub made_at: Instant,
    /// When it was last changed.
    pub edited_at: Instant,
}

/// An entry of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct PlanPiece {
    /// Which.
    pub entry: EntryRow,
    /// All of its ordinary parts; else those ticked.
    pub whole: bool,
    /// Keys of the parts ticked, as `plan_blocks` names them.
    pub ticks: Vec<String>,
    /// Why it stays all the same; none: it leaves.
    pub stays: Option<Staying>,
    /// Words of the blocks that leave.
    pub words: u32,
    /// How many blocks were ticked and do not stand in the text any more, since it was edited.
    pub gone: u32,
}

/// A plan in a list.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct PlanRow {
    /// Its identity.
    pub id: PlanId,
    /// For this community.
    pub community: Option<CommunityId>,
    /// The community's name, or the reader's.
    pub audience: String,
    /// What is asked of the reader.
    pub purpose: Purpose,
    /// In the writer's words.
    pub ask: String,
    /// How many entries.
    pub pieces: u32,
    /// How many packs of it were sent.
    pub sent: u32,
    /// When it was last changed.
    pub edited_at: Instant,
    /// The session that leaves by it.
    pub session: Option<PlanSession>,
}

/// The session that leaves by a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct PlanSession {
    /// Which.
    pub id: SessionId,
    /// As it is called; may be empty.
    pub title: String,
    /// What the clock on the wall shows when it begins.
    pub start: String,
}

/// All plans, last changed first.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &Tx<'_>) -> Result<Vec<PlanRow>> {
    store::list(tx)
}

/// One plan, whole.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &Tx<'_>, id: PlanId) -> Result<Plan> {
    let head = store::head(tx, id)?;
    let audience = audience::get(tx, head.audience)?;
    Ok(Plan {
        id,
        community: audience.community,
        audience: audience.name,
        author: audience.author,
        purpose: head.purpose,
        ask: head.ask,
        questions: store::questions(tx, id)?,
        licence: head.licence,
        wishes: head.wishes,
        answers_first: head.answers_first,
        dates: head.dates,
        pieces: pieces::shown(tx, id)?,
        checks: store::checks(tx, id)?,
        made_at: head.made_at,
        edited_at: head.edited_at,
    })
}
