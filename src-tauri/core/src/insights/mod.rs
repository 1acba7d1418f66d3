//! The look back (deutero-learning: learning how one learns; Bateson 1942, Argyris & Schön 1978): what a term's record
//! says of how a mind changed. Read from the records alone; nothing is counted that cannot be gone to.

mod store;

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::claims::{self, Cause, ClaimHead, Standing};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::{ClaimId, EntryId};
use crate::loops::{self, Challenge, Lens, LoopRow};
use crate::store::Tx;
use crate::tags::folded;

/// An open loop that nobody touched for as many days is one where the writer stopped.
const STILL: u64 = 30;

/// What the records of some days say.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct LookBack {
    /// Entries that happened in these days, loops aside.
    pub entries: u32,
    /// Loops that were begun, oldest first.
    pub loops_opened: Vec<LoopRow>,
    /// Loops that were closed, as a single one or as a double one, oldest first.
    pub loops_closed: Vec<LoopRow>,
    /// Assumptions and aims that were put in other words, oldest first.
    pub revised: Vec<Revised>,
    /// Those that were kept after a fair test.
    pub kept: Vec<ClaimHead>,
    /// Those that were dropped.
    pub dropped: Vec<ClaimHead>,
    /// Through whose eyes the challenges came that stood before a change of mind.
    pub by_lens: Vec<ByLens>,
    /// Whose challenges stood before a change of mind, most first.
    pub by_person: Vec<ByPerson>,
    /// What set off the loops in which a mind changed.
    pub triggers: Vec<Trigger>,
    /// Open loops that nobody touched for 30 days, longest first.
    pub stopped: Vec<LoopRow>,
}

/// A claim that was put in other words.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Revised {
    /// As it stands now.
    pub claim: ClaimHead,
    /// What it said.
    pub from: String,
    /// What it said then.
    pub to: String,
    /// When.
    pub at: Instant,
    /// What moved the writer.
    pub cause: Cause,
    /// In which loop.
    #[serde(rename = "loop")]
    pub in_loop: Option<EntryId>,
    /// Its title; none where that loop is gone or in the trash.
    pub loop_title: Option<String>,
}

/// Through whose eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "as in the lenses of challenges; none was named")]
pub enum Through {
    #[serde(rename = "self")]
    Own,
    Learners,
    Colleagues,
    Theory,
    None,
}

/// Challenges through one lens.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct ByLens {
    /// The lens.
    pub lens: Through,
    /// How many challenges.
    pub count: u32,
    /// In which loops.
    pub loops: Vec<LoopRow>,
}

/// Challenges of one person.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct ByPerson {
    /// As the writer named them.
    pub who: String,
    /// How many challenges.
    pub count: u32,
    /// In which loops.
    pub loops: Vec<LoopRow>,
}

/// What set off a loop.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Trigger {
    /// The loop.
    #[serde(rename = "loop")]
    pub of: LoopRow,
    /// In the writer's words.
    pub text: String,
}

/// What the records from one local day to another say, both included.
///
/// # Errors
/// `BadInput` where one is no day.
pub fn look_back(tx: &Tx<'_>, from: &str, to: &str) -> Result<LookBack> {
    let (first, last) = (day(from)?, day(to)?);
    let within = |at: Instant| (first..=last).contains(&tx.clock().day(at));
    let all = store::loops(tx)?;
    let rows_of = |wanted: &dyn Fn(&store::Life) -> Option<Instant>| {
        let mut found: Vec<(Instant, EntryId)> =
            all.iter().filter_map(|life| wanted(life).map(|at| (at, life.id))).collect();
        found.sort();
        found.into_iter().map(|(_, id)| loops::row(tx, id)).collect::<Result<Vec<_>>>()
    };
    let changes: Vec<store::Changed> = store::changes(tx)?.into_iter().filter(|changed| within(changed.at)).collect();
    let still = tx.clock().day(tx.now()).min(last).checked_sub_days(Days::new(STILL)).unwrap_or(last);
    let mut look_back = LookBack {
        entries: store::entries(tx, from, to)?,
        loops_opened: rows_of(&|life| Some(life.opened_at).filter(|at| within(*at)))?,
        loops_closed: rows_of(&|life| life.closed_at.filter(|at| within(*at)))?,
        revised: revised(tx, &changes)?,
        kept: heads(tx, &changes, Standing::Kept)?,
        dropped: heads(tx, &changes, Standing::Dropped)?,
        by_lens: Vec::new(),
        by_person: Vec::new(),
        triggers: Vec::new(),
        stopped: rows_of(&|life| Some(life.touched_at).filter(|at| life.open && tx.clock().day(*at) < still))?,
    };
    look_back.what_led_there(tx, &all, &changes)?;
    Ok(look_back)
}

fn day(text: &str) -> Result<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| Error::bad("that is not a day such as 2026-11-21"))
}

fn revised(tx: &Tx<'_>, changes: &[store::Changed]) -> Result<Vec<Revised>> {
    let reworded = changes.iter().filter(|changed| changed.before != changed.text);
    reworded
        .map(|changed| {
            Ok(Revised {
                claim: claims::head(tx, changed.claim)?,
                from: changed.before.clone(),
                to: changed.text.clone(),
                at: changed.at,
                cause: changed.cause,
                in_loop: changed.in_loop,
                loop_title: changed.loop_title.clone(),
            })
        })
        .collect()
}

/// The claims that came to stand so, each once.
fn heads(tx: &Tx<'_>, changes: &[store::Changed], standing: Standing) -> Result<Vec<ClaimHead>> {
    let mut ids: Vec<ClaimId> = Vec::new();
    for changed in changes.iter().filter(|changed| changed.standing == standing && changed.stood != standing) {
        if !ids.contains(&changed.claim) {
            ids.push(changed.claim);
        }
    }
    ids.into_iter().map(|id| claims::head(tx, id)).collect()
}

impl LookBack {
    /// Of the loops in which a claim was put in other words or dropped: what set them off, and the challenges that stood
    /// there before.
    fn what_led_there(&mut self, tx: &Tx<'_>, all: &[store::Life], changes: &[store::Changed]) -> Result<()> {
        let mut moved: BTreeMap<EntryId, Instant> = BTreeMap::new();
        for changed in changes {
            let is_other = changed.before != changed.text
                || (changed.standing == Standing::Dropped && changed.stood != Standing::Dropped);
            if let Some(id) = changed.in_loop.filter(|id| is_other && all.iter().any(|life| life.id == *id)) {
                moved.insert(id, changed.at);
            }
        }
        let mut lenses: BTreeMap<Through, Tally> = BTreeMap::new();
        let mut people: HashMap<String, (String, Tally)> = HashMap::new();
        for (id, at) in moved {
            let whole = loops::get(tx, id)?;
            let row = loops::row(tx, id)?;
            for challenge in whole.challenges.iter().filter(|challenge| challenge.made_at <= at) {
                lenses.entry(through(challenge)).or_default().count(&row);
                let who = challenge.who.trim();
                if !who.is_empty() {
                    people.entry(folded(who)).or_insert_with(|| (who.to_owned(), Tally::default())).1.count(&row);
                }
            }
            let text = whole.text("trigger").to_owned();
            self.triggers.push(Trigger { of: row, text });
        }
        self.by_lens =
            lenses.into_iter().map(|(lens, tally)| ByLens { lens, count: tally.count, loops: tally.loops }).collect();
        self.by_person =
            people.into_values().map(|(who, tally)| ByPerson { who, count: tally.count, loops: tally.loops }).collect();
        self.by_person.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.who.cmp(&b.who)));
        Ok(())
    }
}

#[derive(Default)]
struct Tally {
    count: u32,
    loops: Vec<LoopRow>,
}

impl Tally {
    fn count(&mut self, row: &LoopRow) {
        self.count += 1;
        if !self.loops.iter().any(|known| known.id == row.id) {
            self.loops.push(row.clone());
        }
    }
}

fn through(challenge: &Challenge) -> Through {
    match challenge.lens {
        Some(Lens::Own) => Through::Own,
        Some(Lens::Learners) => Through::Learners,
        Some(Lens::Colleagues) => Through::Colleagues,
        Some(Lens::Theory) => Through::Theory,
        None => Through::None,
    }
}
