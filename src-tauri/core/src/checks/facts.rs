//! What the checks look at: the texts of one learning log and how they hang together, without a database.

use serde::Deserialize;

use super::lists::{self, Lists};
use crate::claims::{Cause, ClaimVersion, LoopClaim, Standing};
use crate::clock::Instant;
use crate::id::EntryId;
use crate::loops::{Challenge, ChallengeKind, Exit, Lens, Loop, Stage};
use crate::test::Test;

/// One learning log, as far as the checks read it. It can be read from a file, so that logs that were never in a journal
/// can be held against the rules.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// ISO 639-1; what reads wording is silent without it.
    pub language: Option<String>,
    /// Where it is.
    pub stage: Stage,
    /// Whether it left the way.
    pub exit: Exit,
    /// Days since it came to this stage.
    pub days: i64,
    /// “What surprised, bothered or delighted me”.
    pub trigger: String,
    /// “What was said and done”.
    pub account: String,
    /// “What I wanted to happen”.
    pub intended: String,
    /// “What happened”.
    pub actual: String,
    /// “My own part in it”.
    pub contribution: String,
    /// “Why I keep it”.
    pub kept_because: String,
    /// “A better move I also tried”.
    pub fix: String,
    /// “What changes in what I do”.
    pub practice: String,
    /// The aims at stake.
    pub aims: Vec<ClaimFacts>,
    /// The assumptions.
    pub assumptions: Vec<ClaimFacts>,
    /// What was held against them.
    pub challenges: Vec<ChallengeFacts>,
    /// Its tests, those given up aside.
    pub tests: Vec<TestFacts>,
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            language: None,
            stage: Stage::Noticed,
            exit: Exit::None,
            days: 0,
            trigger: String::new(),
            account: String::new(),
            intended: String::new(),
            actual: String::new(),
            contribution: String::new(),
            kept_because: String::new(),
            fix: String::new(),
            practice: String::new(),
            aims: Vec::new(),
            assumptions: Vec::new(),
            challenges: Vec::new(),
            tests: Vec::new(),
        }
    }
}

/// What became of an assumption or aim in this learning log: how it came in, and each version since.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct ClaimFacts {
    /// Oldest first.
    pub versions: Vec<VersionFacts>,
}

/// One state of a claim.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct VersionFacts {
    /// In the writer's words.
    pub text: String,
    /// 0 to 100.
    #[serde(default)]
    pub confidence: Option<u8>,
    /// How the writer stood to it.
    #[serde(default = "held")]
    pub standing: Standing,
}

fn held() -> Standing {
    Standing::Held
}

/// One challenge.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ChallengeFacts {
    /// Evidence, another reading, another person's view.
    pub kind: ChallengeKind,
    /// Through whose eyes.
    #[serde(default)]
    pub lens: Option<Lens>,
    /// Who was asked, or brought it.
    #[serde(default)]
    pub who: String,
    /// What it came from.
    #[serde(default)]
    pub cause: Cause,
}

/// One test.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct TestFacts {
    /// What the writer will do.
    pub action: String,
    /// Whether it says what would prove the writer wrong.
    pub disconfirm: bool,
    /// Whether it is planned, or further.
    pub planned: bool,
    /// Whether it was looked back on.
    pub reviewed: bool,
}

/// Points of confidence that must be lost for a mind to have moved, though not a word has.
const DOUBTED: u8 = 30;
/// Words that make a reason.
const REASON: usize = 6;

impl Facts {
    pub(super) fn lists(&self) -> Option<&'static Lists> {
        lists::of(self.language.as_deref())
    }

    pub(super) fn claims(&self) -> impl Iterator<Item = &ClaimFacts> {
        self.assumptions.iter().chain(&self.aims)
    }

    /// Whether an assumption or an aim is another than it was: in what it says, in whether it is given up, or in how
    /// much surer the writer once was.
    pub(super) fn moved(&self) -> bool {
        self.claims().any(|claim| claim.moved(self.lists()))
    }

    /// Whether what stands was kept after a test that could have gone against it.
    pub(super) fn kept_after_a_test(&self) -> bool {
        let said = self.gives_a_reason() || self.claims().any(|claim| claim.standing() == Some(Standing::Kept));
        said && self.tests.iter().any(|test| test.reviewed && test.disconfirm)
    }

    pub(super) fn gives_a_reason(&self) -> bool {
        count(&self.kept_because) >= REASON
    }

    /// Whether anything in it comes from elsewhere: another person, a comment, a session, a theory, or a test that was
    /// looked back on.
    pub(super) fn has_another_voice(&self) -> bool {
        let elsewhere = |challenge: &ChallengeFacts| {
            challenge.cause != Cause::Own
                || !challenge.who.trim().is_empty()
                || matches!(challenge.lens, Some(Lens::Learners | Lens::Colleagues | Lens::Theory))
        };
        self.challenges.iter().any(elsewhere) || self.tests.iter().any(|test| test.reviewed)
    }

    /// Whether a next step is written down.
    pub(super) fn next_step(&self) -> bool {
        [&self.fix, &self.practice].iter().any(|text| count(text) > 0)
            || self.tests.iter().any(|test| count(&test.action) > 0)
    }
}

impl ClaimFacts {
    pub(super) fn text(&self) -> &str {
        self.versions.last().map(|version| version.text.as_str()).unwrap_or_default()
    }

    fn standing(&self) -> Option<Standing> {
        self.versions.last().map(|version| version.standing)
    }

    fn moved(&self, lists: Option<&Lists>) -> bool {
        let (Some(first), Some(last)) = (self.versions.first(), self.versions.last()) else { return false };
        let doubted =
            first.confidence.zip(last.confidence).is_some_and(|(first, last)| first.saturating_sub(last) >= DOUBTED);
        last.standing == Standing::Dropped || doubted || normal(&first.text, lists) != normal(&last.text, lists)
    }
}

/// What a sentence says, however it is said: its words without those that only change its tone.
fn normal(text: &str, lists: Option<&Lists>) -> Vec<String> {
    match lists {
        Some(lists) => lists.fillers.aside(text),
        None => lists::words(text).into_iter().map(|(word, _)| word).collect(),
    }
}

/// How many words a text has.
pub(super) fn count(text: &str) -> usize {
    lists::words(text).len()
}

impl Facts {
    /// Of a learning log, as it is now.
    pub fn of(whole: &Loop, now: Instant) -> Self {
        let claims = |claims: &[LoopClaim]| claims.iter().map(|claim| ClaimFacts::of(claim, whole.id())).collect();
        let since = whole.moves.last().map_or(whole.opened_at, |step| step.at);
        let text = |key: &str| whole.text(key).to_owned();
        Self {
            language: whole.entry.language.clone(),
            stage: whole.stage,
            exit: whole.exit,
            days: (now.millis() - since.millis()) / DAY,
            trigger: text("trigger"),
            account: text("account"),
            intended: text("intended"),
            actual: text("actual"),
            contribution: text("contribution"),
            kept_because: text("kept_because"),
            fix: text("fix"),
            practice: text("practice"),
            aims: claims(&whole.aims),
            assumptions: claims(&whole.assumptions),
            challenges: whole.challenges.iter().map(ChallengeFacts::of).collect(),
            tests: whole.tests.iter().filter(|test| test.dropped_at.is_none()).map(TestFacts::of).collect(),
        }
    }
}

/// Milliseconds.
const DAY: i64 = 86_400_000;

impl ClaimFacts {
    /// From how it stood when this loop took it up; what moved in an earlier loop is not this one's doing.
    fn of(claim: &LoopClaim, of: EntryId) -> Self {
        let own: Vec<&ClaimVersion> = claim.versions.iter().filter(|version| version.claim == claim.claim.id).collect();
        let first_here = own.iter().position(|version| version.in_loop == Some(of)).unwrap_or(own.len());
        let from = first_here.saturating_sub(1);
        let versions = own.into_iter().skip(from).map(|version| VersionFacts {
            text: version.text.clone(),
            confidence: version.confidence,
            standing: version.standing,
        });
        Self { versions: versions.collect() }
    }
}

impl ChallengeFacts {
    fn of(challenge: &Challenge) -> Self {
        Self { kind: challenge.kind, lens: challenge.lens, who: challenge.who.clone(), cause: challenge.cause }
    }
}

impl TestFacts {
    fn of(test: &Test) -> Self {
        Self {
            action: test.action.clone(),
            // A sealed test names what would prove the writer wrong; it is hidden until something happened.
            disconfirm: test.sealed || test.disconfirm.as_ref().is_some_and(|text| !text.trim().is_empty()),
            planned: test.sealed,
            reviewed: test.reviewed_at.is_some(),
        }
    }
}
