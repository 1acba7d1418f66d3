//! Beginning a plan, changing what the reader is told, throwing it away.

use serde::{Deserialize, Serialize};

use super::audience::one_line;
use super::{Plan, audience, get, pieces, store};
use crate::entries;
use crate::error::{Error, Result};
use crate::export::{Dates, Purpose, QuestionKey, Wishes};
use crate::id::{CommunityId, EntryId, PlanId};
use crate::store::Tx;

/// Characters of what is asked, and of what the reader may do.
const LINE: usize = 1_000;
/// Characters of a question to the reader.
const QUESTION: usize = 2_000;
/// Questions to the reader.
const QUESTIONS: usize = 50;

/// A plan to begin.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct BeginPlan {
    /// For this community.
    pub community: Option<CommunityId>,
    /// For a reader who is no community, by name.
    pub audience: Option<String>,
    /// What is asked of the reader; "peer_review" where not said.
    pub purpose: Option<Purpose>,
    /// Entries to begin with, whole.
    pub ids: Option<Vec<EntryId>>,
}

/// What the reader is told; what is left out stays as it is.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SavePlan {
    /// Which plan.
    pub id: PlanId,
    /// For this community from now on.
    pub community: Option<CommunityId>,
    /// For this reader from now on.
    pub audience: Option<String>,
    /// What is asked of the reader.
    pub purpose: Option<Purpose>,
    /// In the writer's words: one line, at most 1,000 characters.
    pub ask: Option<String>,
    /// All of them, in order, at most 50.
    pub questions: Option<Vec<SaveQuestion>>,
    /// At most 1,000 characters.
    pub licence: Option<String>,
    /// All of them.
    pub wishes: Option<Wishes>,
    /// The reader answers first.
    pub answers_first: Option<bool>,
    /// How exactly dates of entries are told.
    pub dates: Option<Dates>,
}

/// A question to the reader.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveQuestion {
    /// Of one that is there.
    pub id: Option<QuestionKey>,
    /// At most 2,000 characters.
    pub text: String,
    /// The entry it is about.
    pub entry: Option<EntryId>,
}

/// Begins a plan.
///
/// # Errors
/// `BadInput` where no audience is named; `NotFound` for a community or an entry that is not there.
pub fn begin(tx: &mut Tx<'_>, request: &BeginPlan) -> Result<Plan> {
    let audience = audience::meant(tx, request.community, request.audience.as_deref())?;
    let id = PlanId::new();
    store::insert(tx, id, audience, request.purpose.unwrap_or(Purpose::PeerReview))?;
    pieces::add(tx, id, request.ids.as_deref().unwrap_or_default())?;
    get(tx, id)
}

/// Changes what the reader is told, or who it is.
///
/// # Errors
/// `NotFound`; `TooBig`; `BadInput`.
pub fn save(tx: &mut Tx<'_>, request: SavePlan) -> Result<Plan> {
    let id = request.id;
    let mut head = store::head(tx, id)?;
    if request.community.is_some() || request.audience.is_some() {
        let meant = audience::meant(tx, request.community, request.audience.as_deref())?;
        if meant != head.audience {
            head.audience = meant;
            store::forget_checks(tx, id)?;
        }
    }
    head.purpose = request.purpose.unwrap_or(head.purpose);
    head.answers_first = request.answers_first.unwrap_or(head.answers_first);
    head.dates = request.dates.unwrap_or(head.dates);
    head.wishes = request.wishes.unwrap_or(head.wishes);
    if let Some(ask) = request.ask {
        head.ask = within(one_line(&ask), LINE, "what is asked")?;
    }
    if let Some(licence) = request.licence {
        head.licence = within(licence.trim().to_owned(), LINE, "what the reader may do")?;
    }
    store::update(tx, id, &head)?;
    if let Some(questions) = request.questions {
        if questions.len() > QUESTIONS {
            return Err(Error::TooBig(format!("there is room for {QUESTIONS} questions to the reader")));
        }
        let mut kept = Vec::with_capacity(questions.len());
        for SaveQuestion { id, text, entry } in questions {
            if let Some(entry) = entry {
                entries::store::row(tx, entry)?.ok_or(Error::NotFound("entry"))?;
            }
            let text = within(text.trim().to_owned(), QUESTION, "a question to the reader")?;
            if !text.is_empty() {
                kept.push((id, text, entry));
            }
        }
        store::set_questions(tx, id, &kept)?;
    }
    get(tx, id)
}

/// Throws a plan away. What left of it stays in the list of packs, and what was decided about names is remembered.
///
/// # Errors
/// `NotFound`.
pub fn discard(tx: &mut Tx<'_>, id: PlanId) -> Result<()> {
    store::delete(tx, id)
}

fn within(text: String, limit: usize, what: &str) -> Result<String> {
    if text.chars().count() > limit {
        return Err(Error::TooBig(format!("{what} has room for {limit} characters; nothing was saved")));
    }
    Ok(text)
}
