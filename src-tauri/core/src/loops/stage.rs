//! Where a learning log is, and how it left the way.

use serde::{Deserialize, Serialize};

use crate::store::words;

/// The seven stages of a learning log, in order (after Argyris & Schön 1974; domain.md 1.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Something surprised, bothered or delighted; what happened is written down.
    Noticed,
    /// What was done, what guided it, the aims and the assumption behind it.
    Mapped,
    /// What speaks against the assumption, and how another sees it.
    Challenged,
    /// The assumption or the aim is written anew, or kept with a reason.
    Revised,
    /// A small test is planned, its prediction sealed.
    TestPlanned,
    /// The test was done and looked back at.
    Tested,
    /// Kept, revised or dropped.
    Closed,
}
words!(Stage {
    Noticed = "noticed",
    Mapped = "mapped",
    Challenged = "challenged",
    Revised = "revised",
    TestPlanned = "test_planned",
    Tested = "tested",
    Closed = "closed",
});

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 7] =
        [Self::Noticed, Self::Mapped, Self::Challenged, Self::Revised, Self::TestPlanned, Self::Tested, Self::Closed];

    /// The one after it; none after the last.
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| *stage > self)
    }
}

/// A side exit: both are good endings of a learning log, neither is a lesser one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Exit {
    /// On its way, or closed at the last stage.
    None,
    /// Put aside, to come back to.
    Parked,
    /// The fix was enough (single loop).
    Single,
}
words!(Exit { None = "none", Parked = "parked", Single = "single" });

/// Whose learning log it is: a group has a theory in use of its own (Argyris & Schön 1978).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum Owner {
    Me,
    Group,
}
words!(Owner { Me = "me", Group = "group" });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_follow_each_other_to_the_last() {
        let mut at = Stage::Noticed;
        let mut seen = vec![at];
        while let Some(next) = at.next() {
            seen.push(next);
            at = next;
        }
        assert_eq!(seen, Stage::ALL);
    }
}
