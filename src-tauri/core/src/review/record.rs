//! Comments on an entry, written down whole: for moving a journal. What they were packs of stays behind, so there they stand by
//! their quote alone.

use serde::{Deserialize, Serialize};

use super::store::record as store;
use super::{Kind, Quote, State};
use crate::clock::Instant;
use crate::error::Result;
use crate::id::{ChallengeId, CommentId, EntryId, PackId, PieceId, ResponseId};
use crate::store::Tx;

/// Comments of one entry that come in.
const MANY: usize = 10_000;
/// Characters of a text or an answer.
const TEXT: usize = 20_000;
/// Characters of a passage.
const PASSAGE: usize = 100_000;
/// Characters of a name, and of all else that is a line.
const LINE: usize = 200;

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentRecord {
    /// Its identity.
    pub id: CommentId,
    /// By which the reader's page knows it.
    pub sent_id: String,
    /// The reader's file it came in.
    pub response: ResponseRecord,
    /// The piece of the pack that it was written about.
    #[serde(default)]
    pub piece: Option<PieceId>,
    /// The question it answers.
    #[serde(default)]
    pub question: Option<String>,
    /// Warm, cool and so on.
    pub kind: Kind,
    /// As it was sent.
    pub text: String,
    /// By what name it was signed; may be empty.
    #[serde(default)]
    pub name: String,
    /// The passage, as it was sent.
    #[serde(default)]
    pub quote: Option<Quote>,
    /// Its place in the reader's file.
    #[serde(default)]
    pub position: u32,
    /// When it was written.
    #[serde(default)]
    pub made_at: Option<Instant>,
    /// What the writer made of it.
    pub state: State,
    /// What the writer answered; may be empty.
    #[serde(default)]
    pub answer: String,
    /// When.
    #[serde(default)]
    pub answered_at: Option<Instant>,
    /// The challenge it was taken up as.
    #[serde(default)]
    pub challenge: Option<ChallengeId>,
}

/// A reader's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseRecord {
    /// Its identity.
    pub id: ResponseId,
    /// What it answers.
    pub pack: PackId,
    /// By what name it was signed; may be empty.
    #[serde(default)]
    pub name: String,
    /// When it was saved.
    #[serde(default)]
    pub made_at: Option<Instant>,
    /// When it came in.
    pub added_at: Instant,
}

/// The comments on an entry.
///
/// # Errors
/// Those of the database.
pub fn comments(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<CommentRecord>> {
    store::of(tx, entry)
}

/// Gives an entry that came in the comments it had. One that is longer than any comment, or is here already, stays out.
///
/// # Errors
/// Those of the database.
pub fn put(tx: &mut Tx<'_>, entry: EntryId, comments: &[CommentRecord]) -> Result<()> {
    for comment in comments.iter().take(MANY).filter(|comment| comment.is_sound()) {
        store::put(tx, entry, comment)?;
    }
    Ok(())
}

impl CommentRecord {
    fn is_sound(&self) -> bool {
        let within = |text: &str, limit: usize| text.chars().count() <= limit;
        let quote = self.quote.as_ref();
        within(&self.text, TEXT)
            && within(&self.answer, TEXT)
            && within(quote.map_or("", |quote| &quote.exact), PASSAGE)
            && quote.is_none_or(|quote| within(&quote.prefix, LINE) && within(&quote.suffix, LINE))
            && [&self.name, &self.response.name, &self.sent_id].iter().all(|line| within(line, LINE))
            && within(self.question.as_deref().unwrap_or_default(), LINE)
    }
}
