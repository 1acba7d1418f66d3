//! What the reader is told: the letter that goes with a pack made for somebody. A copy for oneself has none.
//!
//! The texts in it are already cleared: names were decided on in them as in the entries.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::id::{EntryId, PackId};
use crate::store::words;

/// A local day; "2026-11-22" on the wire.
pub type Day = NaiveDate;

/// What goes with a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Letter {
    /// Which pack it is: what a response names.
    pub pack: PackId,
    /// For whom: the community's name, or that of a reader.
    pub audience: String,
    /// The name the author goes by there; may be empty. Never taken from the system.
    pub author: String,
    /// What is asked of the reader.
    pub purpose: Purpose,
    /// The same in the author's words, one line; may be empty.
    pub ask: String,
    /// Questions to the reader, in order.
    pub questions: Vec<Asked>,
    /// What the reader may do with it; may be empty.
    pub licence: String,
    /// What the author asks for besides.
    pub wishes: Wishes,
    /// The day it was made.
    #[ts(type = "string")]
    pub created: Day,
    /// The reader answers before the author's own analysis opens.
    pub answers_first: bool,
}

impl Letter {
    /// For whom and from whom, what is asked, what the reader may do and is asked for besides: a paragraph each, as plain
    /// text. The questions stand apart.
    pub fn paragraphs(&self) -> Vec<String> {
        let mut said = vec![match self.author.as_str() {
            "" => format!("For {}.", self.audience),
            author => format!("For {}, from {}.", self.audience, author.trim_end_matches('.')),
        }];
        said.push(self.purpose.sentence().to_owned());
        said.extend([&self.ask, &self.licence].into_iter().filter(|text| !text.trim().is_empty()).cloned());
        let wishes = self.wishes.sentences().join(" ");
        if !wishes.is_empty() {
            said.push(wishes);
        }
        said
    }
}

/// A question to the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Asked {
    /// The name by which an answer finds it.
    pub id: QuestionKey,
    /// One line or a few.
    pub text: String,
    /// The entry it is about; none: about the whole. A format writes [`super::Pack::piece_id`] of it.
    pub entry: Option<EntryId>,
}

/// Names a question within a plan and the packs made of it: "q1".
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[ts(type = "string")]
pub struct QuestionKey(pub String);

/// What the author asks for. Nothing enforces it; a decent reader does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Wishes {
    /// Give it back to me.
    pub return_to_me: bool,
    /// Do not pass it on.
    pub do_not_pass_on: bool,
    /// Destroy it by this day.
    #[ts(type = "string | null")]
    pub destroy_by: Option<Day>,
}

impl Wishes {
    /// As sentences for the reader; none where nothing is wished for.
    pub fn sentences(&self) -> Vec<String> {
        let mut said = Vec::new();
        if self.return_to_me {
            said.push("Please give this back to me.".to_owned());
        }
        if self.do_not_pass_on {
            said.push("Please do not pass it on.".to_owned());
        }
        if let Some(day) = self.destroy_by {
            said.push(format!("Please destroy it by {}.", super::html::words_of(day)));
        }
        said
    }
}

/// What a reader is asked for: the nine things that people in a community of practice do for each other (Wenger), and
/// four occasions that ask for a form of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// "I am stuck."
    ProblemSolving,
    /// "Who knows …?"
    Information,
    /// "Has anyone met this before?"
    Experience,
    /// "You can use this again."
    Reuse,
    /// "Could we do this together?"
    Coordination,
    /// "What do you think of this?"
    Developments,
    /// "Let us write this down."
    Documentation,
    /// "Can we come and see?"
    Visit,
    /// "Who knows what, and what is missing?"
    Mapping,
    /// A careful reading by peers.
    PeerReview,
    /// Read together at a meeting.
    Session,
    /// For a portfolio.
    Portfolio,
    /// For a form of the profession.
    Form,
}
words!(Purpose {
    ProblemSolving = "problem_solving",
    Information = "information",
    Experience = "experience",
    Reuse = "reuse",
    Coordination = "coordination",
    Developments = "developments",
    Documentation = "documentation",
    Visit = "visit",
    Mapping = "mapping",
    PeerReview = "peer_review",
    Session = "session",
    Portfolio = "portfolio",
    Form = "form",
});

impl Purpose {
    /// What the reader is asked for, as a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::ProblemSolving => "I am stuck here, and ask for your help with it.",
            Self::Information => "I am looking for something that one of you may know.",
            Self::Experience => "I ask who has met something like this before.",
            Self::Reuse => "This may be of use to you: take it and make it yours.",
            Self::Coordination => "I wonder whether we could do this together.",
            Self::Developments => "I ask what you make of this.",
            Self::Documentation => "I would like us to write this down.",
            Self::Visit => "I ask whether one could come and see.",
            Self::Mapping => "I ask who knows what of this, and what is missing.",
            Self::PeerReview => "I ask you to read this carefully and to say what you see.",
            Self::Session => "This is for us to read together.",
            Self::Portfolio => "This is part of my portfolio.",
            Self::Form => "This is for a form of my profession.",
        }
    }
}
