//! Comments as the writer sees them: with real names, beside the text of now, and what the writer made of each.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use serde::{Deserialize, Serialize};

use super::take_in::heading;
use super::{CommentPlace, Kind, Placing, Quote, Standing, store};
use crate::claims::{self, Cause, WriteClaim};
use crate::clock::Instant;
use crate::entries;
use crate::error::{Error, Result};
use crate::id::{ChallengeId, ClaimId, CommentId, EntryId, PackId, ResponseId, SessionId};
use crate::loops::{self, ChallengeKind, Lens};
use crate::store::{Tx, words};
use crate::versions::{self, ComparisonRow};

/// Characters of an answer.
const ANSWER: usize = 20_000;

/// What the writer made of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "CommentState")]
pub enum State {
    /// Nothing yet.
    Open,
    /// Answered, or thanked for.
    Answered,
    /// Taken into a learning log.
    TakenUp,
    /// Read, and left at that.
    SetAside,
}
words!(State { Open = "open", Answered = "answered", TakenUp = "taken_up", SetAside = "set_aside" });

/// Which comments.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ListComments {
    /// Those on this entry.
    pub entry: Option<EntryId>,
    /// Those on this pack.
    pub pack: Option<PackId>,
    /// Those in this state.
    pub state: Option<State>,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Comment {
    /// Its identity.
    pub id: CommentId,
    /// The file it came in.
    pub response: ResponseId,
    /// What it answers.
    pub pack: PackId,
    /// That pack's line; of what was heard in a session, what that is called.
    pub pack_title: String,
    /// The session it was heard in, where it came in no file.
    pub session: Option<SessionId>,
    /// For whom the pack was.
    pub audience: String,
    /// When the pack left.
    pub sent_at: Option<Instant>,
    /// By what name it was signed; may be empty.
    pub by: String,
    /// Warm, cool and so on.
    pub kind: Kind,
    /// What was written, as it was sent.
    pub text: String,
    /// The same with the real names in the place of the pseudonyms.
    pub shown: String,
    /// The entry it is about; none: the whole, or an entry that is gone.
    pub entry: Option<EntryId>,
    /// The title of that entry now, else that of the piece as it left; empty on the whole.
    pub title: String,
    /// The question it answers.
    pub question: Option<String>,
    /// The passage, as it was sent.
    pub quote: Option<Quote>,
    /// The same passage in the words of the writer.
    pub passage: String,
    /// Where it stands.
    pub place: CommentPlace,
    /// Whether the entry has other words since it was read.
    pub changed_since: bool,
    /// When it was written.
    pub made_at: Option<Instant>,
    /// When it came in.
    pub added_at: Instant,
    /// What became of it.
    pub state: State,
    /// What the writer answered; may be empty.
    pub answer: String,
    /// When.
    pub answered_at: Option<Instant>,
    /// The challenge it was taken up as, while that stands.
    pub challenge: Option<ChallengeId>,
    /// The learning log of that challenge.
    #[serde(rename = "loop")]
    pub in_loop: Option<EntryId>,
}

/// The comments asked for, in the order of the text they stand beside; those on all of it come last.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &Tx<'_>, request: ListComments) -> Result<Vec<Comment>> {
    let mut placing = Placing::default();
    let mut packs = HashMap::new();
    let mut comments = Vec::new();
    for kept in store::list(tx, request.entry, request.pack, request.state)? {
        let position = match kept.piece {
            Some(piece) => placing.piece(tx, kept.pack, piece)?.map_or(u32::MAX, |piece| piece.position),
            None => u32::MAX,
        };
        comments.push((position, shown(tx, kept, &mut placing, &mut packs)?));
    }
    comments.sort_by(|(left, a), (right, b)| {
        let last = |one: &Comment| one.place.standing == Standing::Whole;
        (left, last(a), a.place.start, a.place.end, a.made_at).cmp(&(
            right,
            last(b),
            b.place.start,
            b.place.end,
            b.made_at,
        ))
    });
    Ok(comments.into_iter().map(|(_, comment)| comment).collect())
}

/// One comment.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &Tx<'_>, id: CommentId) -> Result<Comment> {
    shown(tx, store::get(tx, id)?, &mut Placing::default(), &mut HashMap::new())
}

type Packs = HashMap<PackId, Option<(store::Sent, Vec<(String, String)>)>>;

fn shown(tx: &Tx<'_>, kept: store::Kept, placing: &mut Placing, packs: &mut Packs) -> Result<Comment> {
    if let Slot::Vacant(slot) = packs.entry(kept.pack) {
        let sent = store::sent(tx, kept.pack)?;
        let labels = sent.as_ref().map(|sent| store::labels(tx, sent.audience)).transpose()?.unwrap_or_default();
        slot.insert(sent.map(|sent| (sent, labels)));
    }
    let (sent, labels) = match packs.get(&kept.pack) {
        Some(Some((sent, labels))) => (Some(sent), labels.as_slice()),
        _ => (None, [].as_slice()),
    };
    let place = placing.of(tx, kept.pack, (kept.piece, kept.entry), kept.quote.as_ref())?;
    let texts = match kept.piece {
        Some(piece) => placing.piece(tx, kept.pack, piece)?,
        None => None,
    };
    let passage = match (&kept.quote, texts) {
        (Some(quote), Some(texts)) => texts.texts.place(quote).read,
        (Some(quote), None) => quote.exact.clone(),
        (None, _) => String::new(),
    };
    let asked = kept.question.as_ref().and_then(|key| sent?.letter.questions.iter().find(|asked| asked.id.0 == *key));
    let title = match (texts, kept.entry) {
        (Some(texts), _) => with_names(&texts.title, labels),
        (None, Some(entry)) => entries::get(tx, entry)?.title,
        (None, None) => String::new(),
    };
    let in_loop = match kept.challenge {
        Some(challenge) => store::log_of(tx, challenge)?,
        None => None,
    };
    let session = if sent.is_none() { super::heard::session_of(tx, kept.pack)? } else { None };
    let (pack_title, audience) = match (sent, &session) {
        (Some(sent), _) => (with_names(&heading(&sent.letter), labels), sent.letter.audience.clone()),
        (None, Some(session)) => (session.row.title.clone(), session.row.community_name.clone()),
        (None, None) => (String::new(), String::new()),
    };
    Ok(Comment {
        id: kept.id,
        response: kept.response,
        pack: kept.pack,
        pack_title,
        session: session.map(|session| session.row.id),
        audience,
        sent_at: sent.and_then(|sent| sent.sent_at),
        by: kept.name,
        kind: kept.kind,
        shown: with_names(&kept.text, labels),
        text: kept.text,
        entry: kept.entry,
        title,
        question: asked.map(|asked| with_names(&asked.text, labels)),
        passage: with_names(&passage, labels),
        quote: kept.quote,
        place,
        changed_since: texts.is_some_and(|texts| texts.changed),
        made_at: kept.made_at,
        added_at: kept.added_at,
        state: kept.state,
        answer: kept.answer,
        answered_at: kept.answered_at,
        challenge: kept.challenge.filter(|_| in_loop.is_some()),
        in_loop,
    })
}

/// The names behind the pseudonyms, where those stand as words of their own.
pub(super) fn with_names(text: &str, labels: &[(String, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some(first) = rest.chars().next() {
        let starts = before.is_none_or(|before| !before.is_alphanumeric());
        let found = labels.iter().filter(|_| starts).find(|(label, _)| {
            rest.strip_prefix(label.as_str())
                .is_some_and(|after| after.chars().next().is_none_or(|next| !next.is_alphanumeric()))
        });
        let taken = match found {
            Some((label, name)) => {
                out.push_str(name);
                label.len()
            }
            None => {
                out.push(first);
                first.len_utf8()
            }
        };
        before = rest[..taken].chars().next_back();
        rest = &rest[taken..];
    }
    out
}

/// What changed in an entry since it was read in a pack: the body then and now, line by line; nothing where it is the same.
///
/// # Errors
/// `NotFound` where the pack holds no such entry, or its text was deleted for good.
pub fn changes(tx: &Tx<'_>, pack: PackId, entry: EntryId) -> Result<Vec<ComparisonRow>> {
    let read = store::read_of(tx, pack, entry)?.ok_or(Error::NotFound("entry in that pack"))?;
    let now = entries::get(tx, entry)?.body;
    Ok(if read == now { Vec::new() } else { versions::compared(&read, &now) })
}

/// Answers a comment, or thanks for it; without words the answer is taken back.
///
/// # Errors
/// `NotFound`; `TooBig`.
pub fn answer(tx: &mut Tx<'_>, id: CommentId, answer: &str) -> Result<Comment> {
    let answer = answer.trim();
    if answer.chars().count() > ANSWER {
        return Err(Error::TooBig(format!("there is room for {ANSWER} characters here; nothing was saved or changed")));
    }
    let before = store::get(tx, id)?;
    let state = match (before.state, answer.is_empty()) {
        (State::TakenUp, _) => State::TakenUp,
        (_, false) => State::Answered,
        (State::Answered, true) => State::Open,
        (state, true) => state,
    };
    store::set_answer(tx, id, answer, state)?;
    get(tx, id)
}

/// Sets a comment aside: read, and left at that.
///
/// # Errors
/// `NotFound`.
pub fn set_aside(tx: &mut Tx<'_>, id: CommentId) -> Result<Comment> {
    store::set_state(tx, id, State::SetAside)?;
    get(tx, id)
}

/// Takes a comment up again that was set aside or answered.
///
/// # Errors
/// `NotFound`.
pub fn reopen(tx: &mut Tx<'_>, id: CommentId) -> Result<Comment> {
    store::set_state(tx, id, State::Open)?;
    get(tx, id)
}

/// A comment taken into a learning log.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct TakeUp {
    /// Which comment.
    pub id: CommentId,
    /// Into which learning log.
    #[serde(rename = "loop")]
    pub in_loop: EntryId,
    /// As evidence where not said otherwise.
    pub kind: Option<ChallengeKind>,
    /// An assumption or aim that it moved, with what is held now.
    pub claim: Option<MovedClaim>,
}

/// What a comment moved.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct MovedClaim {
    /// Which assumption or aim.
    pub id: ClaimId,
    /// In other words.
    pub text: Option<String>,
    /// How sure the writer is now, 0 to 100.
    pub confidence: Option<u32>,
    /// Why, in the writer's words; else whose comment it was.
    pub note: Option<String>,
}

/// Takes a comment up: it becomes a challenge of a learning log with its reader's name and, where it moved the writer, the
/// cause of a new version of a claim.
///
/// # Errors
/// `NotFound`; `BadInput` for a claim that it does not change.
pub fn take_up(tx: &mut Tx<'_>, request: TakeUp) -> Result<Comment> {
    let comment = get(tx, request.id)?;
    // Not whose comment: the log may be shared with others, who need not know of these readers.
    let how = "A comment on what I shared".to_owned();
    let text = match comment.passage.as_str() {
        "" => comment.shown.clone(),
        passage => format!("{}\n\n“{}”", comment.shown, crate::text::excerpt(passage, 300)),
    };
    let challenge = match comment.challenge {
        Some(challenge) if comment.in_loop == Some(request.in_loop) => challenge,
        _ => loops::challenge_by_comment(
            tx,
            request.in_loop,
            loops::ByComment {
                comment: comment.id,
                kind: request.kind.unwrap_or(ChallengeKind::Evidence),
                lens: Some(Lens::Colleagues),
                text,
                who: comment.by.clone(),
                how,
            },
        )?,
    };
    if let Some(claim) = request.claim {
        let credit = match comment.by.as_str() {
            "" => "After a comment by a reader.".to_owned(),
            by => format!("After a comment by {by}."),
        };
        let write = WriteClaim {
            claim: claim.id,
            in_loop: Some(request.in_loop),
            text: claim.text,
            confidence: claim.confidence,
            standing: None,
            cause: Some(Cause::Comment),
            cause_id: Some(comment.id.to_string()),
            note: Some(claim.note.filter(|note| !note.trim().is_empty()).unwrap_or(credit)),
        };
        claims::write(tx, write)?;
    }
    store::set_challenge(tx, comment.id, challenge)?;
    get(tx, comment.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_for_pseudonyms_that_stand_as_words_and_for_no_others() {
        let labels = [("Pupil AB", "Ben"), ("Pupil A", "Amira")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(
            with_names("Pupil A’s friend, Pupil AB and (Pupil A); not xPupil A, Pupil ABC or pupil A", &labels),
            "Amira’s friend, Ben and (Amira); not xPupil A, Pupil ABC or pupil A"
        );
        assert_eq!(with_names("👩🏽‍🏫 Pupil A", &labels), "👩🏽‍🏫 Amira");
    }
}
