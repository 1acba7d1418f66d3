//! Comments that come back: a reader's file ([`response`]), checked as something by a stranger ([`annotation`]), taken in
//! ([`take_in`]), placed in the author's text of now ([`place`]), answered ([`comments`], [`reply`]). And the other way
//! round: packs of others, read and commented on here ([`received`]). What goes back either way is looked at first
//! ([`outgoing`]) and listed ([`dispatch`]).

mod annotation;
mod back;
mod comments;
pub mod dispatch;
mod heard;
mod outgoing;
mod place;
mod placing;
pub mod received;
pub mod record;
mod reply;
mod response;
mod store;
mod take_in;
mod written;
pub mod zipped;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::store::words;

use placing::Placing;

pub use back::{Back, LedgerRow, ledger, pack};
pub use comments::{
    Comment, ListComments, MovedClaim, State, TakeUp, answer, changes, get, list, reopen, set_aside, take_up,
};
pub use dispatch::{Dispatch, DispatchKind};
pub use heard::{Heard, heard};
pub use outgoing::{Draft, Outgoing, OutgoingHit, OutgoingNote};
pub use place::{Placed, Quote, Standing, Texts};
pub use placing::CommentPlace;
pub use reply::reply;
pub use response::{About, Item, Response};
pub use take_in::{Given, ResponseRow, preview, take_in};

/// What kind of comment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "CommentKind")]
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
