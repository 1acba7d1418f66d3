//! Lists of learning logs.

use serde::{Deserialize, Serialize};

use super::{Exit, Loop, Stage, get, store};
use crate::claims::Verdict;
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
    /// The day of its next planned test.
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
    let mut rows = Vec::new();
    for (id, stage, exit) in store::ids(tx)? {
        let is_open = exit == Exit::None && stage != Stage::Closed;
        if request.stages.as_ref().is_some_and(|stages| !stages.contains(&stage))
            || request.exits.as_ref().is_some_and(|exits| !exits.contains(&exit))
            || request.open.is_some_and(|open| open != is_open)
        {
            continue;
        }
        let whole = get(tx, id)?;
        if wanted.as_deref().is_none_or(|wanted| says(&whole, wanted)) {
            rows.push(LoopRow::of(whole));
        }
    }
    Ok(rows)
}

/// The line of one learning log, also of one in the trash.
///
/// # Errors
/// `NotFound`.
pub fn row(tx: &Tx<'_>, id: EntryId) -> Result<LoopRow> {
    get(tx, id).map(LoopRow::of)
}

fn says(whole: &Loop, folded: &str) -> bool {
    let assumptions = whole.assumptions.iter().map(|assumption| assumption.claim.text.as_str());
    [whole.entry.title.as_str(), whole.text("trigger")]
        .into_iter()
        .chain(assumptions)
        .any(|text| text::fold(text).contains(folded.trim()))
}

impl LoopRow {
    fn of(whole: Loop) -> Self {
        let waits = |test: &&Test| test.planned_at.is_some() && test.happened_at.is_none() && test.dropped_at.is_none();
        Self {
            id: whole.id(),
            trigger: text::excerpt(&text::plain(whole.text("trigger")), EXCERPT),
            assumption: whole.assumptions.first().map(|assumption| assumption.claim.text.clone()),
            due: whole.tests.iter().filter(waits).filter_map(|test| test.due.clone()).min(),
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
