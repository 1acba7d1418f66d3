//! Lists of learning logs.

use serde::{Deserialize, Serialize};

use super::gates::{self, Facts};
use super::{ChallengeKind, Exit, Loop, Stage, fields, get, store};
use crate::claims::{self, ClaimKind, Tied, Verdict};
use crate::clock::Instant;
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;
use crate::test::Test;
use crate::text;

/// Characters of the excerpt of what set it off.
const EXCERPT: usize = 160;

/// What a list keeps. All parts that are given must hold; of a list any one.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ListLoops {
    /// Any of these stages.
    pub stages: Option<Vec<Stage>>,
    /// Any of these exits.
    pub exits: Option<Vec<Exit>>,
    /// On their way (`true`), or closed or out by a side exit (`false`).
    pub open: Option<bool>,
    /// Words in title, trigger or assumptions, case and accents aside.
    pub text: Option<String>,
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct LoopRow {
    /// Its entry's id.
    pub id: EntryId,
    /// May be empty.
    pub title: String,
    /// Where it is.
    pub stage: Stage,
    /// Whether it left the way.
    pub exit: Exit,
    /// What became of the assumption, once closed.
    pub verdict: Option<Verdict>,
    /// The first words of what set it off.
    pub trigger: String,
    /// Its first assumption, as it stands now.
    pub assumption: Option<String>,
    /// When it was begun.
    pub opened_at: Instant,
    /// When its text was last changed.
    pub edited_at: Instant,
    /// When it was closed, either way.
    pub closed_at: Option<Instant>,
    /// The day a parked one comes back.
    pub revisit: Option<String>,
    /// The day of its next planned test; none of one that is closed.
    pub due: Option<String>,
    /// What is missing to leave the stage it is at, in words.
    pub missing: Vec<String>,
}

/// The learning logs that are not in the trash, the newest change of any kind first.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &Tx<'_>, request: &ListLoops) -> Result<Vec<LoopRow>> {
    let wanted = request.text.as_deref().map(text::fold).filter(|text| !text.trim().is_empty());
    let mut claims = claims::of_all_loops(tx)?;
    let (quotes, challenges, tests) =
        (store::rows::quotes(tx, "in_use")?, store::rows::challenges(tx)?, store::rows::tests(tx)?);
    let mut rows = Vec::new();
    for whole in store::rows::all(tx)? {
        let is_open = !is_done(whole.stage, whole.exit) && whole.exit == Exit::None;
        if request.stages.as_ref().is_some_and(|stages| !stages.contains(&whole.stage))
            || request.exits.as_ref().is_some_and(|exits| !exits.contains(&whole.exit))
            || request.open.is_some_and(|open| open != is_open)
        {
            continue;
        }
        let claims = claims.remove(&whole.id).unwrap_or_default();
        let fields = fields::read(&whole.body)?;
        let trigger = fields.iter().find(|field| field.key == "trigger").map(|field| field.text.as_str());
        let trigger = trigger.unwrap_or_default();
        let assumptions: Vec<&str> =
            of_kind(&claims, ClaimKind::Assumption).map(|tied| tied.claim.text.as_str()).collect();
        if let Some(wanted) = &wanted
            && ![whole.title.as_str(), trigger]
                .iter()
                .chain(&assumptions)
                .any(|text| text::fold(text).contains(wanted.trim()))
        {
            continue;
        }
        let count = |kind: ChallengeKind| challenges.get(&(whole.id, kind)).copied().unwrap_or_default();
        let tests = tests.get(&whole.id).cloned().unwrap_or_default();
        let aims = || of_kind(&claims, ClaimKind::Aim);
        let facts = Facts {
            written: fields
                .iter()
                .filter(|field| !field.text.trim().is_empty())
                .map(|field| field.key.clone())
                .collect(),
            quotes: quotes.get(&whole.id).copied().unwrap_or_default(),
            aims: number(aims().count()),
            rated_aims: number(aims().filter(|aim| aim.rating.is_some()).count()),
            assumptions: number(assumptions.len()),
            weighed_assumptions: number(
                of_kind(&claims, ClaimKind::Assumption).filter(|tied| tied.claim.confidence.is_some()).count(),
            ),
            evidence: count(ChallengeKind::Evidence),
            views: count(ChallengeKind::View),
            revised_here: claims.iter().any(|tied| tied.revised_here),
            // What a verdict asks for; no stage does.
            mind_changed: false,
            planned_tests: tests.planned,
            reviewed_tests: tests.reviewed,
        };
        rows.push(LoopRow {
            id: whole.id,
            trigger: excerpt(trigger),
            assumption: assumptions.first().map(|text| (*text).to_owned()),
            due: tests.due.filter(|_| !is_done(whole.stage, whole.exit)),
            missing: gates::missing(whole.stage, &facts),
            title: whole.title,
            stage: whole.stage,
            exit: whole.exit,
            verdict: whole.verdict,
            opened_at: whole.opened_at,
            edited_at: whole.edited_at,
            closed_at: whole.closed_at,
            revisit: whole.revisit,
        });
    }
    Ok(rows)
}

fn of_kind(claims: &[Tied], kind: ClaimKind) -> impl Iterator<Item = &Tied> {
    claims.iter().filter(move |tied| tied.claim.kind == kind)
}

/// Closed, one way or the other.
fn is_done(stage: Stage, exit: Exit) -> bool {
    exit == Exit::Single || (exit == Exit::None && stage == Stage::Closed)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn excerpt(trigger: &str) -> String {
    text::excerpt(&text::plain(trigger), EXCERPT)
}

/// The line of one learning log, also of one in the trash.
///
/// # Errors
/// `NotFound`.
pub fn row(tx: &Tx<'_>, id: EntryId) -> Result<LoopRow> {
    get(tx, id).map(LoopRow::of)
}

impl LoopRow {
    fn of(whole: Loop) -> Self {
        let waits = |test: &&Test| test.planned_at.is_some() && test.happened_at.is_none() && test.dropped_at.is_none();
        let due = whole.tests.iter().filter(waits).filter_map(|test| test.due.clone()).min();
        Self {
            id: whole.id(),
            trigger: excerpt(whole.text("trigger")),
            assumption: whole.assumptions.first().map(|assumption| assumption.claim.text.clone()),
            due: due.filter(|_| !is_done(whole.stage, whole.exit)),
            missing: whole
                .missing
                .into_iter()
                .find(|missing| missing.stage == whole.stage)
                .map(|missing| missing.sentences)
                .unwrap_or_default(),
            title: whole.entry.title,
            stage: whole.stage,
            exit: whole.exit,
            verdict: whole.verdict,
            opened_at: whole.opened_at,
            edited_at: whole.entry.edited_at,
            closed_at: whole.closed_at,
            revisit: whole.revisit,
        }
    }
}
