//! Comments that come back: a reader's file ([`response`]), checked as something by a stranger ([`annotation`]), and where
//! each comment stands in the author's text of now ([`place`]).

mod annotation;
mod place;
mod response;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::store::words;

pub use place::{Placed, Quote, Standing, Texts};
pub use response::{About, Item, Response};

/// What kind of comment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What works, and why.
    Warm,
    /// A gap, or something looked for and not found.
    Cool,
    /// Something the reader wants to know.
    Question,
    /// Another way to see it.
    Challenge,
    /// Something to try, or on offer.
    Suggestion,
    /// An answer to a question of the author.
    Answer,
    /// A comment by another program, which says no more.
    Remark,
}
words!(Kind {
    Warm = "warm",
    Cool = "cool",
    Question = "question",
    Challenge = "challenge",
    Suggestion = "suggestion",
    Answer = "answer",
    Remark = "remark",
});
