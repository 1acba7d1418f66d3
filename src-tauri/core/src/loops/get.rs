//! A learning log, whole: read from its tables, then what follows from them.

use super::gates::{self, Facts};
use super::{ChallengeKind, Exit, Loop, Missing, Stage, fields, links, quotes, store};
use crate::claims::{self, ClaimKind, ClaimVersion, LoopClaim, Standing, Verdict};
use crate::entries;
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;
use crate::test;

/// The learning log, whole; also one in the trash.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &Tx<'_>, id: EntryId) -> Result<Loop> {
    let state = store::state(tx, id)?;
    let entry = entries::get(tx, id)?;
    let fields = fields::read(&entry.body)?;
    let quotes = quotes::quotes(tx, &entry, &fields)?;
    let (aims, assumptions) =
        claims::of_loop(tx, id)?.into_iter().partition(|claim: &LoopClaim| claim.claim.kind == ClaimKind::Aim);
    let mut whole = Loop {
        fields,
        quotes,
        aims,
        assumptions,
        challenges: store::challenges::list(tx, id)?,
        tests: test::of_loop(tx, id)?,
        moves: store::moves(tx, id)?,
        links: links::links(tx, id)?,
        has_case: store::case::exists(tx, id)?,
        entry,
        stage: state.stage,
        exit: state.exit,
        exit_reason: state.exit_reason,
        revisit: state.revisit,
        owner: state.owner,
        verdict: state.verdict,
        riskiest_rung: state.riskiest_rung,
        opened_at: state.opened_at,
        closed_at: state.closed_at,
        missing: Vec::new(),
        next: state.stage.next(),
        can_move_on: false,
        complete: false,
    };
    let facts = Facts::of(&whole);
    whole.missing =
        Stage::ALL.into_iter().map(|stage| Missing { stage, sentences: gates::missing(stage, &facts) }).collect();
    whole.can_move_on =
        whole.next.is_some() && whole.exit == Exit::None && gates::missing(whole.stage, &facts).is_empty();
    whole.complete = is_complete(&whole, &facts);
    Ok(whole)
}

impl Facts {
    /// What the rules look at, in a learning log as it stands.
    pub fn of(whole: &Loop) -> Self {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let challenges =
            |kind: ChallengeKind| count(whole.challenges.iter().filter(|challenge| challenge.kind == kind).count());
        let tests = || whole.tests.iter().filter(|test| test.dropped_at.is_none());
        let weighed = |claim: &&LoopClaim| claim.claim.confidence.is_some();
        Self {
            written: whole
                .fields
                .iter()
                .filter(|field| !field.text.trim().is_empty())
                .map(|field| field.key.clone())
                .collect(),
            quotes: count(whole.quotes.iter().filter(|quote| quote.field == "in_use").count()),
            aims: count(whole.aims.len()),
            rated_aims: count(whole.aims.iter().filter(|aim| aim.rating.is_some()).count()),
            assumptions: count(whole.assumptions.len()),
            weighed_assumptions: count(whole.assumptions.iter().filter(weighed).count()),
            evidence: challenges(ChallengeKind::Evidence),
            views: challenges(ChallengeKind::View),
            revised_here: whole
                .claims()
                .any(|claim| later(&claim.versions).any(|(_, version)| version.in_loop == Some(whole.id()))),
            mind_changed: whole.claims().any(|claim| {
                later(&claim.versions)
                    .any(|(before, version)| version.standing == Standing::Dropped || version.text != before.text)
            }),
            planned_tests: count(tests().filter(|test| test.planned_at.is_some()).count()),
            reviewed_tests: count(tests().filter(|test| test.reviewed_at.is_some()).count()),
        }
    }
}

/// Each version that has one before it of the same claim, with that one. What was merged in has a history of its own:
/// that two claims said the same in other words is no change of mind.
fn later(versions: &[ClaimVersion]) -> impl Iterator<Item = (&ClaimVersion, &ClaimVersion)> {
    versions.iter().enumerate().filter_map(|(at, version)| {
        let before = versions[..at].iter().rfind(|before| before.claim == version.claim)?;
        Some((before, version))
    })
}

/// A closed double loop as domain.md 1.8 has it: a mind that changed or held after a fair test, a challenge from without
/// or new data, a prediction written before its dated result, a verdict.
fn is_complete(whole: &Loop, facts: &Facts) -> bool {
    let from_without = facts.evidence > 0 || facts.views > 0;
    let fair_test = whole.tests.iter().any(|test| {
        test.reviewed_at.is_some() && test.prediction.as_deref().is_some_and(|prediction| !prediction.trim().is_empty())
    });
    let mind = facts.mind_changed || whole.verdict == Some(Verdict::Keep);
    whole.stage == Stage::Closed && whole.verdict.is_some() && mind && from_without && fair_test
}
