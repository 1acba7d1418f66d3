//! The shapes of `sample.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::claims::{Cause, ClaimKind, ClaimType, Rating, Standing, Verdict};
use crate::entries::{Readiness, Timing};
use crate::loops::{ChallengeKind, Exit, Lens, Marker, Reality, Stage};
use crate::test::Met;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sample {
    #[serde(rename = "entry")]
    pub(super) entries: Vec<WrittenNote>,
    #[serde(rename = "claim")]
    pub(super) claims: Vec<WrittenClaim>,
    #[serde(rename = "loop")]
    pub(super) loops: Vec<WrittenLoop>,
}

/// So many days before today, at this time of day.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct At {
    pub(super) day: u64,
    pub(super) time: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenNote {
    pub(super) name: String,
    pub(super) day: u64,
    pub(super) time: String,
    pub(super) title: String,
    pub(super) template: String,
    pub(super) timing: Option<Timing>,
    pub(super) setting: String,
    #[serde(default)]
    pub(super) people: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) readiness: Readiness,
    #[serde(default)]
    pub(super) starred: bool,
    pub(super) body: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenClaim {
    pub(super) name: String,
    pub(super) kind: ClaimKind,
    #[serde(rename = "type")]
    pub(super) typed: Option<ClaimType>,
    pub(super) versions: Vec<WrittenState>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenState {
    pub(super) day: u64,
    pub(super) time: String,
    pub(super) text: String,
    pub(super) confidence: Option<u8>,
    pub(super) standing: Standing,
    pub(super) cause: Cause,
    pub(super) test: Option<String>,
    #[serde(rename = "loop")]
    pub(super) in_loop: String,
    #[serde(default)]
    pub(super) note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenLoop {
    pub(super) name: String,
    pub(super) day: u64,
    pub(super) time: String,
    pub(super) title: String,
    pub(super) setting: String,
    pub(super) tags: Vec<String>,
    #[serde(default)]
    pub(super) people: Vec<String>,
    pub(super) from: Option<String>,
    pub(super) stage: Stage,
    #[serde(default = "on_its_way")]
    pub(super) exit: Exit,
    #[serde(default)]
    pub(super) exit_reason: String,
    pub(super) verdict: Option<Verdict>,
    pub(super) closed: Option<At>,
    pub(super) riskiest_rung: Option<u8>,
    pub(super) moves: Vec<WrittenMove>,
    pub(super) claims: Vec<WrittenTie>,
    pub(super) quotes: Vec<WrittenQuote>,
    pub(super) challenges: Vec<WrittenChallenge>,
    pub(super) fields: BTreeMap<String, String>,
    #[serde(rename = "test", default)]
    pub(super) tests: Vec<WrittenTest>,
    pub(super) case: Option<WrittenCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenMove {
    pub(super) day: u64,
    pub(super) time: String,
    pub(super) to: Stage,
    #[serde(default = "on_its_way")]
    pub(super) exit: Exit,
    #[serde(default)]
    pub(super) note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenTie {
    pub(super) claim: String,
    pub(super) role: ClaimKind,
    pub(super) rating: Option<Rating>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenQuote {
    pub(super) field: String,
    pub(super) source_field: String,
    pub(super) exact: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenChallenge {
    pub(super) day: u64,
    pub(super) time: String,
    pub(super) kind: ChallengeKind,
    pub(super) text: String,
    pub(super) lens: Option<Lens>,
    #[serde(default)]
    pub(super) who: String,
    #[serde(default)]
    pub(super) how: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenTest {
    pub(super) name: String,
    pub(super) claim: String,
    pub(super) made: At,
    pub(super) planned: Option<At>,
    pub(super) action: String,
    pub(super) place: String,
    pub(super) people: String,
    pub(super) consent: String,
    pub(super) due_day: Option<u64>,
    pub(super) prediction: String,
    pub(super) disconfirm: String,
    #[serde(default)]
    pub(super) amendments: Vec<WrittenAmendment>,
    #[serde(default)]
    pub(super) happened: String,
    pub(super) happened_on_day: Option<u64>,
    pub(super) happened_at: Option<At>,
    pub(super) met: Option<Met>,
    pub(super) confidence: Option<u8>,
    pub(super) reviewed: Option<At>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenAmendment {
    pub(super) day: u64,
    pub(super) time: String,
    pub(super) text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenCase {
    pub(super) real: Reality,
    pub(super) context: String,
    pub(super) purpose: String,
    pub(super) block: String,
    pub(super) feared: String,
    pub(super) turns: Vec<WrittenTurn>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenTurn {
    pub(super) speaker: String,
    pub(super) said: String,
    pub(super) unsaid: String,
    pub(super) marker: Option<Marker>,
    pub(super) redesign: String,
}

fn on_its_way() -> Exit {
    Exit::None
}
