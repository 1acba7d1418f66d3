//! Challenges: evidence against an assumption, another reading of the same data, another person's view; each through one
//! of four lenses (Brookfield 1995).

use serde::{Deserialize, Serialize};

use super::{Loop, get, store};
use crate::claims::Cause;
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::{ChallengeId, CommentId, EntryId};
use crate::store::{Tx, words};
use crate::versions::earlier;

/// Characters of a challenge.
const LIMIT: usize = 20_000;
/// Characters of who it came from, and of how they were asked.
const SHORT: usize = 500;

/// What a challenge is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ChallengeKind {
    /// Something seen, heard or counted that speaks against it.
    Evidence,
    /// Another credible reading of the same data, the writer's own.
    Reading,
    /// How another person sees it.
    View,
}
words!(ChallengeKind { Evidence = "evidence", Reading = "reading", View = "view" });

/// Through whose eyes (Brookfield 1995).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum Lens {
    #[serde(rename = "self")]
    Own,
    Learners,
    Colleagues,
    Theory,
}
words!(Lens { Own = "self", Learners = "learners", Colleagues = "colleagues", Theory = "theory" });

/// One challenge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Challenge {
    /// Its identity.
    pub id: ChallengeId,
    /// Evidence, reading or view.
    pub kind: ChallengeKind,
    /// What it says.
    pub text: String,
    /// Through whose eyes.
    pub lens: Option<Lens>,
    /// Who said it; may be empty.
    pub who: String,
    /// How they were asked, or how it was found out; may be empty.
    pub how: String,
    /// What brought it: the writer, a comment, a test, a session.
    pub cause: Cause,
    /// Which comment, test or session.
    pub cause_id: Option<String>,
    /// When it was written.
    pub made_at: Instant,
    /// When it was last changed.
    pub edited_at: Instant,
}

/// A challenge to be written: a new one, or one that is there.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveChallenge {
    /// Of which loop.
    #[serde(rename = "loop")]
    pub of: EntryId,
    /// Which; none for a new one.
    pub id: Option<ChallengeId>,
    /// Evidence, reading or view.
    pub kind: ChallengeKind,
    /// At most 20,000 characters.
    pub text: String,
    /// Through whose eyes.
    pub lens: Option<Lens>,
    /// At most 500 characters.
    pub who: Option<String>,
    /// At most 500 characters.
    pub how: Option<String>,
}

/// The challenges of a loop, oldest first, without those taken out.
///
/// # Errors
/// Those of the database.
pub fn challenges(tx: &Tx<'_>, id: EntryId) -> Result<Vec<Challenge>> {
    store::challenges::list(tx, id)
}

/// Writes a challenge. Of one that is there, what is not given of `who` and `how` stays, and what it said before is kept
/// ([`earlier`]).
///
/// # Errors
/// `NotFound`; `BadInput` for one without words; `TooBig`.
pub fn save_challenge(tx: &mut Tx<'_>, request: SaveChallenge) -> Result<Loop> {
    store::state(tx, request.of)?;
    let before = match request.id {
        None => None,
        Some(id) => Some(store::challenges::get(tx, request.of, id)?.ok_or(Error::NotFound("challenge"))?),
    };
    if request.text.trim().is_empty() {
        return Err(Error::bad("write what speaks against it first"));
    }
    let now = tx.now();
    let kept = |given: Option<String>, before: Option<String>| given.or(before).unwrap_or_default();
    let challenge = Challenge {
        id: request.id.unwrap_or_default(),
        kind: request.kind,
        text: within(request.text, LIMIT)?,
        lens: request.lens,
        who: within(kept(request.who, before.as_ref().map(|before| before.who.clone())), SHORT)?,
        how: within(kept(request.how, before.as_ref().map(|before| before.how.clone())), SHORT)?,
        cause: before.as_ref().map_or(Cause::Own, |before| before.cause),
        cause_id: before.as_ref().and_then(|before| before.cause_id.clone()),
        made_at: before.as_ref().map_or(now, |before| before.made_at),
        edited_at: now,
    };
    match before {
        None => store::challenges::insert(tx, request.of, &challenge)?,
        Some(before) => {
            earlier::keep_challenge(tx, request.of, &before, Some(&challenge))?;
            store::challenges::update(tx, request.of, &challenge)?;
        }
    }
    get(tx, request.of)
}

/// What a reader's comment says against an assumption.
pub struct ByComment {
    /// Which comment.
    pub comment: CommentId,
    /// Evidence, reading or view.
    pub kind: ChallengeKind,
    /// Through whose eyes.
    pub lens: Option<Lens>,
    /// What it says.
    pub text: String,
    /// Who said it; may be empty.
    pub who: String,
    /// How they came to say it.
    pub how: String,
}

/// Writes a comment into a loop as a challenge, with who said it.
///
/// # Errors
/// `NotFound`; `TooBig`.
pub fn challenge_by_comment(tx: &mut Tx<'_>, of: EntryId, by: ByComment) -> Result<ChallengeId> {
    store::state(tx, of)?;
    let now = tx.now();
    let challenge = Challenge {
        id: ChallengeId::new(),
        kind: by.kind,
        text: within(by.text, LIMIT + SHORT)?,
        lens: by.lens,
        who: within(by.who, SHORT)?,
        how: within(by.how, SHORT)?,
        cause: Cause::Comment,
        cause_id: Some(by.comment.to_string()),
        made_at: now,
        edited_at: now,
    };
    store::challenges::insert(tx, of, &challenge)?;
    Ok(challenge.id)
}

/// Takes a challenge out; it can be put back, and what it said is kept among what stood there before.
///
/// # Errors
/// `NotFound`.
pub fn remove_challenge(tx: &mut Tx<'_>, id: ChallengeId) -> Result<Loop> {
    let now = tx.now();
    let of = store::challenges::of(tx, id)?;
    // One that was taken out already says nothing new.
    if let Some(before) = challenges(tx, of)?.iter().find(|challenge| challenge.id == id) {
        earlier::keep_challenge(tx, of, before, None)?;
    }
    store::challenges::set_removed(tx, id, Some(now))?;
    get(tx, of)
}

/// Puts a challenge back that was taken out.
///
/// # Errors
/// `NotFound`.
pub fn restore_challenge(tx: &mut Tx<'_>, id: ChallengeId) -> Result<Loop> {
    let of = store::challenges::set_removed(tx, id, None)?;
    get(tx, of)
}

fn within(text: String, limit: usize) -> Result<String> {
    if text.chars().count() > limit {
        return Err(Error::TooBig(format!("there is room for {limit} characters here; nothing was saved or changed")));
    }
    Ok(text)
}
