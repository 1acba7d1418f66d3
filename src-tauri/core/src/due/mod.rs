//! What has come due: tests on their day, loops that were parked until today, what the writer meant to do. And the same
//! days as a calendar file.

mod calendar;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::error::{Error, Result};
use crate::id::{JournalId, TestId};
use crate::intentions::{self, Intention};
use crate::loops::{self, Exit, ListLoops, LoopRow};
use crate::sessions::{self, Commitment, SessionRow};
use crate::store::Tx;
use crate::test::{self, Test, TestState};

pub(crate) use calendar::fold;

/// Tests of this many days to come are told in time.
const AHEAD: u64 = 14;

/// What is due on a day.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Due {
    /// Those whose day has come or whose result waits to be looked back on, then those of the next two weeks.
    pub tests: Vec<Test>,
    /// Parked loops whose day has come, longest due first.
    pub parked: Vec<LoopRow>,
    /// What the writer meant to do.
    pub intention: Option<Intention>,
    /// What the writer promised until then, what is due first, first.
    pub commitments: Vec<Commitment>,
    /// The next session of these two weeks.
    pub session: Option<SessionRow>,
}

/// What is due on `day` ("2026-11-21").
///
/// # Errors
/// `BadInput` where `day` is none.
pub fn list(tx: &Tx<'_>, day: &str) -> Result<Due> {
    let date = date(day)?;
    let until = date.checked_add_days(Days::new(AHEAD)).unwrap_or(date).to_string();
    let waits = |test: &Test| test.state == TestState::Happened || test.due.as_deref().is_some_and(|due| due <= day);
    let (mut tests, ahead): (Vec<Test>, Vec<Test>) = test::open(tx)?.into_iter().partition(waits);
    tests.extend(ahead.into_iter().filter(|test| test.due.as_deref().is_some_and(|due| due <= until.as_str())));
    let parked = ListLoops { exits: Some(vec![Exit::Parked]), ..ListLoops::default() };
    let mut parked = loops::list(tx, &parked)?;
    parked.retain(|row| row.revisit.as_deref().is_some_and(|revisit| revisit <= day));
    parked.sort_by(|a, b| a.revisit.cmp(&b.revisit).then(a.id.cmp(&b.id)));
    let session = sessions::upcoming(tx, day)?;
    Ok(Due {
        tests,
        parked,
        intention: intentions::last(tx, date)?,
        commitments: sessions::due(tx, &until)?,
        session: session.filter(|next| next.start.get(..10).is_some_and(|day| day <= until.as_str())),
    })
}

/// The days of tests as a calendar file, and how many there are: of those named, or of all that are planned.
///
/// # Errors
/// `NotFound`; `BadInput` where there is no day to put in.
pub fn calendar(tx: &Tx<'_>, journal: JournalId, named: Option<&[TestId]>) -> Result<(String, u32)> {
    let tests = match named {
        Some(ids) => ids.iter().map(|id| test::get(tx, *id)).collect::<Result<Vec<_>>>()?,
        None => test::open(tx)?,
    };
    let ahead = [TestState::Draft, TestState::Planned, TestState::Due];
    let mut days = Vec::with_capacity(tests.len());
    for test in tests.into_iter().filter(|test| ahead.contains(&test.state)) {
        if let Some(due) = &test.due {
            days.push((test.id, date(due)?));
        }
    }
    days.sort_by_key(|(id, day)| (*day, *id));
    days.dedup();
    if days.is_empty() {
        return Err(Error::bad("there is no day to put in a calendar: give a test the day by which you will make it"));
    }
    Ok((calendar::file(journal, tx.now(), &days), u32::try_from(days.len()).unwrap_or(u32::MAX)))
}

fn date(day: &str) -> Result<NaiveDate> {
    NaiveDate::parse_from_str(day, "%Y-%m-%d").map_err(|_| Error::bad("that is not a day such as 2026-11-21"))
}
